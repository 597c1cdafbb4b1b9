// The picture: map, timeline and list are one selection, and that selection is the page's address.
import { Map as GlobeMap, NavigationControl, ScaleControl } from "./vendor/maplibre-gl.mjs";
import { marked } from "./tell.mjs";

const list = document.getElementById("list");
const more = document.getElementById("more");
const inView = document.getElementById("in-view");
const search = document.getElementById("search");
const dark = matchMedia("(prefers-color-scheme: dark)");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
let filter = new URLSearchParams(location.search);
let asked = 0;
let fitted = false;

// ---- the map
const empty = { type: "FeatureCollection", features: [] };
function style() {
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: "/static/vendor/countries.json", attribution: "Natural Earth · GeoNames" },
      borders: { type: "geojson", data: "/static/vendor/borders.json" },
      areas: { type: "geojson", data: "/static/vendor/areas.json" },
      places: { type: "geojson", data: "/static/vendor/places.json" },
      reach: { type: "geojson", data: empty },
      events: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("water") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour("land") } },
      { id: "areas", type: "line", source: "areas", minzoom: 3.5, paint: { "line-color": colour("rule"), "line-width": 0.7, "line-dasharray": [3, 2] } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("soft"), "line-width": 0.9 } },
      { id: "towns", type: "circle", source: "places", minzoom: 5, paint: { "circle-radius": 2, "circle-color": colour("soft") } },
      {
        id: "names", type: "symbol", source: "places", minzoom: 3.5,
        layout: { "text-field": ["get", "name"], "text-size": 11, "text-offset": [0, 0.9], "text-padding": 6, "symbol-sort-key": ["get", "rank"] },
        paint: { "text-color": colour("soft"), "text-halo-color": colour("land"), "text-halo-width": 1.2 },
      },
      { id: "reach", type: "fill", source: "reach", paint: { "fill-color": colour("accent"), "fill-opacity": 0.1, "fill-outline-color": colour("accent") } },
      {
        id: "events", type: "circle", source: "events",
        paint: {
          "circle-color": colour("accent"), "circle-opacity": 0.75, "circle-stroke-color": colour("paper"), "circle-stroke-width": 1,
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5, 10, 14, 100, 34],
        },
      },
      {
        id: "counts", type: "symbol", source: "events", filter: [">", ["get", "count"], 1],
        layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 11, "text-allow-overlap": true },
        paint: { "text-color": colour("paper") },
      },
    ],
  };
}
const map = new GlobeMap({ container: "map", style: style(), center: [20, 20], zoom: 1.4, attributionControl: { compact: true }, dragRotate: false, maxZoom: 14 });
map.touchZoomRotate.disableRotation();
map.addControl(new NavigationControl({ showCompass: false }), "top-right");
map.addControl(new ScaleControl());
globalThis.deskMap = map; // for whoever tests or scripts the page
dark.addEventListener("change", () => (map.setStyle(style()), ask()));

function circle([lon, lat], metres) {
  const turn = Array.from({ length: 49 }, (_, i) => (i / 48) * 2 * Math.PI);
  const up = metres / 110574, across = metres / (111320 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  return turn.map((t) => [lon + across * Math.cos(t), lat + up * Math.sin(t)]);
}
// A place that is only known roughly is drawn as the area it may be in, never as a point alone.
function draw(clusters) {
  const point = (c) => ({ type: "Feature", properties: c, geometry: { type: "Point", coordinates: [c.lon, c.lat] } });
  const round = (c) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [circle([c.lon, c.lat], c.radius_m)] } });
  const put = (name, features) => map.getSource(name)?.setData({ type: "FeatureCollection", features });
  const set = () => (put("events", clusters.map(point)), put("reach", clusters.filter((c) => c.radius_m).map(round)));
  map.isStyleLoaded() ? set() : map.once("idle", set);
}
map.on("click", "events", (event) => {
  const hit = event.features[0];
  if (hit.properties.event_id) location.href = `/event/${encodeURIComponent(hit.properties.event_id)}`;
  else map.easeTo({ center: hit.geometry.coordinates, zoom: map.getZoom() + 2 });
});
for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) map.on(name, "events", () => (map.getCanvas().style.cursor = cursor));
map.on("moveend", () => {
  if (inView.checked) {
    const b = map.getBounds();
    filter.set("box", [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((x) => x.toFixed(4)).join(","));
    changed(false);
  } else redraw();
});
inView.checked = filter.has("box");
inView.addEventListener("change", () => {
  if (inView.checked) return map.fire("moveend");
  filter.delete("box");
  changed(false);
});
async function redraw() {
  const mine = asked;
  const told = await (await fetch(`/clusters?${filter}&zoom=${map.getZoom()}`)).json();
  if (mine === asked) draw(told.clusters);
}

// ---- the timeline
const bars = document.getElementById("bars");
const svg = (name, attributes) => Object.entries(attributes).reduce((e, [k, v]) => (e.setAttribute(k, v), e), document.createElementNS("http://www.w3.org/2000/svg", name));
let days = [];
function drawTimeline(timeline) {
  days = timeline;
  const width = bars.clientWidth || 600, height = bars.clientHeight || 90, foot = 16;
  bars.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const top = Math.max(1, ...timeline.map(([, n]) => n)), step = width / Math.max(1, timeline.length);
  const parts = timeline.map(([day, n, killed], i) => {
    const tall = ((height - foot - 4) * n) / top;
    const bar = svg("rect", { class: "bar", x: i * step + 0.5, y: height - foot - tall, width: Math.max(0.8, step - 1), height: tall });
    bar.append(Object.assign(svg("title", {}), { textContent: `${day}: ${n} events, ${killed} killed` }));
    return bar;
  });
  const label = (i, anchor) => Object.assign(svg("text", { x: i * step, y: height - 4, "text-anchor": anchor }), { textContent: timeline[Math.min(i, timeline.length - 1)][0] });
  if (timeline.length) parts.push(label(0, "start"));
  if (timeline.length > 1) parts.push(label(timeline.length, "end"));
  bars.replaceChildren(...parts, svg("rect", { id: "brush", class: "brush", y: 0, height: height - foot, width: 0 }));
}
let from = null;
const place = (event) => Math.min(1, Math.max(0, (event.clientX - bars.getBoundingClientRect().left) / bars.clientWidth));
bars.addEventListener("pointerdown", (event) => days.length && ((from = place(event)), bars.setPointerCapture(event.pointerId)));
bars.addEventListener("pointermove", (event) => {
  if (from === null) return;
  const [a, b] = [from, place(event)].sort((x, y) => x - y), width = bars.clientWidth;
  const brush = document.getElementById("brush");
  brush.setAttribute("x", a * width);
  brush.setAttribute("width", (b - a) * width);
});
bars.addEventListener("pointerup", (event) => {
  if (from === null) return;
  const [a, b] = [from, place(event)].sort((x, y) => x - y);
  from = null;
  if (b - a < 0.005) return;
  const at = (x) => days[Math.min(days.length - 1, Math.floor(x * days.length))][0];
  const next = days[Math.min(days.length - 1, Math.floor(b * days.length)) + 1]?.[0];
  const last = next ? new Date(Date.parse(next) - 864e5).toISOString().slice(0, 10) : "";
  search.elements.from.value = at(a);
  search.elements.to.value = last;
  fromForm();
});
bars.addEventListener("dblclick", () => ((search.elements.from.value = search.elements.to.value = ""), fromForm()));

// ---- filters and list
function changed(fit = true) {
  history.replaceState(null, "", `${location.pathname}${filter.size ? `?${filter}` : ""}`);
  ask(fit);
}
function fromForm() {
  for (const name of ["q", "from", "to"]) {
    const value = search.elements[name].value.trim();
    value ? filter.set(name, value) : filter.delete(name);
  }
  changed();
}
search.addEventListener("submit", (event) => (event.preventDefault(), fromForm()));
let typing;
search.addEventListener("input", () => (clearTimeout(typing), (typing = setTimeout(fromForm, 250))));
document.getElementById("facets").addEventListener("change", (event) => {
  const { name, value, checked } = event.target;
  const rest = filter.getAll(name).filter((v) => v !== value);
  filter.delete(name);
  for (const v of checked ? [...rest, value] : rest) filter.append(name, v);
  changed();
});
document.getElementById("chosen").addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (!chip) return;
  const rest = filter.getAll(chip.dataset.name).filter((v) => v !== chip.dataset.value);
  filter.delete(chip.dataset.name);
  for (const v of rest) filter.append(chip.dataset.name, v);
  if (search.elements[chip.dataset.name]) search.elements[chip.dataset.name].value = "";
  if (chip.dataset.name === "box") inView.checked = false;
  changed();
});
function chips() {
  const shown = [...filter].map(([name, value]) => {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: `${name === "box" ? "what the map shows" : value} ×` });
    chip.setAttribute("aria-label", `Let go ${value}`);
    Object.assign(chip.dataset, { name, value });
    return chip;
  });
  document.getElementById("chosen").replaceChildren(...shown);
}
function markedAgain() {
  const ids = new Set(marked.all());
  for (const box of list.querySelectorAll("input.mark")) box.checked = ids.has(box.value);
}
async function ask(fit = true) {
  const mine = ++asked;
  chips();
  const answer = await fetch(`/look?${filter}${filter.size ? "&" : ""}zoom=${map.getZoom()}`, { headers: { accept: "application/json" } });
  const told = await answer.json();
  if (mine !== asked) return;
  const open = new Map([...document.querySelectorAll("details.facet")].map((d) => [d.dataset.facet, d.open]));
  document.getElementById("facets").innerHTML = told.facets;
  for (const d of document.querySelectorAll("details.facet")) if (open.has(d.dataset.facet)) d.open = open.get(d.dataset.facet);
  list.innerHTML = told.list;
  markedAgain();
  shown = list.children.length;
  more.hidden = shown >= told.total;
  const n = (x) => x.toLocaleString("en");
  document.getElementById("total").textContent = `${n(told.total)} of ${n(told.all)} events, ${n(told.killed)} killed as best told`;
  for (const link of document.querySelectorAll("[data-take]")) link.href = `/take?format=${link.dataset.take}&${filter}`;
  document.getElementById("print").href = `/print?${filter}`;
  document.querySelector("#save input[name=query]").value = told.query;
  drawTimeline(told.timeline);
  draw(told.clusters);
  if (told.bounds && fit && !filter.has("box") && !(fitted && !filter.size)) {
    const [west, south, east, north] = told.bounds;
    map.fitBounds([[west, south], [east, north]], { padding: 50, maxZoom: 8, duration: fitted ? 300 : 0 });
  }
  fitted = true;
  document.body.dataset.ready = String(told.total);
}
let shown = 0;
more.addEventListener("click", async () => {
  const told = await (await fetch(`/more?${filter}&after=${shown}`)).json();
  const before = list.children.length;
  list.insertAdjacentHTML("beforeend", told.list);
  markedAgain();
  shown += list.children.length - before;
  if (list.children.length === before) more.hidden = true;
});
new IntersectionObserver((seen) => seen[0].isIntersecting && !more.hidden && more.click()).observe(more);
addEventListener("popstate", () => ((filter = new URLSearchParams(location.search)), ask()));
addEventListener("resize", () => drawTimeline(days));
ask();
