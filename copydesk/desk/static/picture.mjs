// The picture: map, timeline and list are one selection, and that selection is the page's address.
// List, filters and timeline come with the page and are used at once; the map library is large and is loaded after them.
import { marked } from "./tell.mjs";
import { drawTimeline, onSpan } from "./timeline.mjs";

const list = document.getElementById("list");
const more = document.getElementById("more");
const onlyView = document.getElementById("in-view");
const search = document.getElementById("search");
const facets = document.getElementById("facets");
let filter = new URLSearchParams(location.search);
let asked = 0; // a later question makes the answers to earlier ones stale
let redrawn = 0; // the same for the map alone
let chart = null; // the map's module, once it is there
let shown = 0;
const place = document.getElementById("map");
const waiting = document.getElementById("waiting");
const fold = document.getElementById("fold");
const wide = matchMedia("(min-width: 60.01rem)");
fold.open = document.getElementById("legend").open = wide.matches; // on a phone the map comes first
wide.addEventListener("change", () => (fold.open ||= wide.matches));

// The list goes on where its end comes into sight; an end that stays in sight is told of once, so it is watched anew after each change.
const watch = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && !more.hidden && more.click());
function watchAgain() {
  watch.unobserve(more);
  watch.observe(more);
}

const query = (more = "") => [filter.toString(), more].filter(Boolean).join("&");
// What follows from the list that stands there, whether it came with the page or after it.
function settle(total, timeline) {
  markedAgain();
  shown = list.children.length;
  more.hidden = shown >= total;
  document.getElementById("none").hidden = total > 0;
  for (const link of document.querySelectorAll("a[data-take]")) link.href = `/take?${query(`format=${link.dataset.take}`)}`;
  document.getElementById("print").href = `/print?${query()}`;
  chips();
  drawTimeline(timeline);
  document.body.dataset.ready = String(total);
  watchAgain();
}
async function ask(fits = true) {
  const mine = ++asked;
  chips();
  const patience = setTimeout(() => (waiting.hidden = false), 600);
  const answer = await fetch(`/look?${query(chart?.view())}`, { headers: { accept: "application/json" } }).finally(() => (clearTimeout(patience), (waiting.hidden = true)));
  const told = await answer.json();
  if (mine !== asked) return;
  putFacets(told.facets);
  list.innerHTML = told.list;
  document.getElementById("total").innerHTML = told.sum;
  document.querySelector("#save input[name=query]").value = told.query;
  settle(told.total, told.timeline);
  const whither = fits && !filter.has("box") ? told.bounds : null;
  if (!chart) {
    stillMap(told.still ?? "");
    return whither && (place.dataset.bounds = JSON.stringify(whither)); // the map opens there
  }
  stillMap("");
  told.clusters ? chart.draw(told) : redraw();
  if (whither) chart.fit(whither); // and its marks are drawn anew for where it then is
}
async function redraw() {
  const mine = [asked, ++redrawn];
  const told = await (await fetch(`/clusters?${query(chart.view())}`)).json();
  if (mine[0] === asked && mine[1] === redrawn) chart.draw(told);
}
function changed(fits = true) {
  history.replaceState(null, "", `${location.pathname}${filter.size ? `?${filter}` : ""}`);
  ask(fits);
}

// ---- a still picture of the map, drawn by the desk, until the map itself stands; its marks and words keep their size in any window
const ground = document.getElementById("ground");
function sizeStill() {
  const still = document.getElementById("still");
  if (!still) return;
  const { width, height } = still.viewBox.baseVal;
  const [across, up] = [ground.clientWidth, ground.clientHeight], pad = Math.min(across, up) / 7; // as in map.mjs
  const scale = Math.min((across - 2 * pad) / width, (up - 2 * pad) / height, Number(still.dataset.closest));
  const px = (value) => `${value}px`;
  Object.assign(still.style, { width: px(width * scale), height: px(height * scale), left: px((across - width * scale) / 2), top: px((up - height * scale) / 2) });
  still.style.setProperty("--fixed", parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 / scale);
}
function stillMap(html) {
  document.getElementById("still")?.remove();
  ground.insertAdjacentHTML("beforeend", html);
  sizeStill();
}
new ResizeObserver(sizeStill).observe(ground);

// ---- the map is a filter too, where a person wants it
async function bringMap() {
  await import("./vendor/maplibre-gl.mjs");
  await Promise.race([quiet(), reached]);
  const loaded = await import("./map.mjs");
  loaded.map.on("moveend", () => (onlyView.checked ? (filter.set("box", loaded.inView()), changed(false)) : redraw()));
  loaded.onSpot(listSpot);
  chart = loaded;
  if (onlyView.checked && !filter.has("box")) viewChosen(); // it was ticked before there was a map
  else redraw();
}
// a box as small as a spot is what a mark's events were asked for with, no view of the map
const held = (filter.get("box") ?? "").split(",").map(Number);
onlyView.checked = held.length === 4 && held[2] - held[0] > 0.01;
function viewChosen() {
  if (onlyView.checked && !chart) return;
  onlyView.checked ? filter.set("box", chart.inView()) : filter.delete("box");
  changed(false);
}
onlyView.addEventListener("change", viewChosen);

// ---- events that stand at one spot part by no zoom: the list shows them
function listSpot([lon, lat]) {
  onlyView.checked = false;
  filter.set("box", [lon - 1e-3, lat - 1e-3, lon + 1e-3, lat + 1e-3].map((x) => x.toFixed(4)).join(","));
  changed(false);
  list.parentElement.scrollTop = 0;
}
// ---- the event that one points at in the list is shown on the map
const spot = (row) => chart?.point(row?.dataset.lat ? [Number(row.dataset.lon), Number(row.dataset.lat)] : null);
list.addEventListener("mouseover", (event) => spot(event.target.closest("li.event")));
list.addEventListener("mouseleave", () => spot(list.querySelector("li.current")));
document.addEventListener("chosen", ({ detail: row }) => spot(row));

// ---- words and days
function fromForm() {
  for (const name of ["q", "from", "to"]) {
    const value = search.elements[name].value.trim();
    value ? filter.set(name, value) : filter.delete(name);
  }
  search.elements.new.checked ? filter.set("new", "yes") : filter.delete("new");
  changed();
}
const filters = document.querySelector(".filters");
onSpan((first, last) => ((search.elements.from.value = first), (search.elements.to.value = last), fromForm()));
search.addEventListener("submit", (event) => (event.preventDefault(), fromForm()));
let typing;
filters.addEventListener("input", ({ target }) => target.form === search && (clearTimeout(typing), (typing = setTimeout(fromForm, 200))));

// ---- facets, and what is chosen of them
function putFacets(html) {
  const open = new Map([...facets.querySelectorAll("details")].map((d) => [d.dataset.facet, d.open]));
  const active = document.activeElement;
  const kept = facets.contains(active) ? [active.name, active.value, active.closest("details")?.dataset.facet] : null;
  facets.innerHTML = html;
  for (const d of facets.querySelectorAll("details")) if (open.has(d.dataset.facet)) d.open = open.get(d.dataset.facet);
  if (!kept) return;
  const [name, value, facet] = kept; // whoever works by keyboard stays where they were
  const again = [...facets.querySelectorAll("input")].find((box) => box.name === name && box.value === value);
  (again ?? facets.querySelector(`details[data-facet="${facet}"] summary`))?.focus();
}
function letGo(name, value) {
  const rest = filter.getAll(name).filter((v) => v !== value);
  filter.delete(name);
  for (const v of rest) filter.append(name, v);
}
facets.addEventListener("change", ({ target: { name, value, checked } }) => {
  letGo(name, value);
  if (checked) filter.append(name, value);
  changed();
});
document.getElementById("chosen").addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (!chip) return;
  const { name, value } = chip.dataset;
  letGo(name, value);
  if (name === "new") search.elements.new.checked = false;
  else if (search.elements[name]) search.elements[name].value = "";
  if (name === "box") onlyView.checked = false;
  changed();
});
function chips() {
  const said = { new: () => "changed since my last visit", box: () => (onlyView.checked ? "what the map shows" : "one spot on the map"), from: (v) => `from ${v}`, to: (v) => `to ${v}` };
  const chip = ([name, value]) => {
    const words = said[name]?.(value) ?? value;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: words });
    button.setAttribute("aria-label", `Let go: ${words}`);
    Object.assign(button.dataset, { name, value });
    return button;
  };
  document.getElementById("chosen").replaceChildren(...[...filter].map(chip));
}

// ---- the list goes on as one scrolls
function markedAgain() {
  const ids = new Set(marked.all());
  for (const box of list.querySelectorAll("input.mark")) box.checked = ids.has(box.value);
}
more.addEventListener("click", async () => {
  const mine = asked;
  const told = await (await fetch(`/more?${query(`after=${shown}`)}`)).json();
  if (mine !== asked) return;
  const before = list.children.length;
  list.insertAdjacentHTML("beforeend", told.list);
  markedAgain();
  shown += list.children.length - before;
  more.hidden = list.children.length === before;
  watchAgain();
});
addEventListener("popstate", () => ((filter = new URLSearchParams(location.search)), ask()));

// ---- the first view: what came with the page, or, while the desk still reads the events, what is asked for
const bars = document.getElementById("timeline").dataset.bars;
for (const box of facets.querySelectorAll("input")) box.checked = box.defaultChecked; // a browser that comes back puts old ticks in
bars ? settle(Number(list.dataset.total), JSON.parse(bars)) : await ask();
// Making the map holds everything up for a moment: it waits until the page has been painted and nobody types, unless it is reached for.
const wait = (time) => new Promise((done) => setTimeout(done, time));
let heard = -Infinity;
addEventListener("keydown", () => (heard = performance.now()), true);
const painted = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
async function quiet() {
  while (performance.now() - heard < 500) await wait(100);
}
async function calm() {
  await Promise.race([painted, wait(3000)]);
  await quiet();
  await new Promise((done) => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 1000 }));
}
const reached = new Promise((done) => ["pointerdown", "wheel", "focusin"].forEach((name) => ground.addEventListener(name, done, { once: true, passive: true })));
Promise.race([calm(), reached]).then(bringMap).catch((error) => {
  console.warn(`map: ${error.message}`);
  onlyView.disabled = true;
  place.className = "without";
  place.textContent = "The live map cannot be drawn in this browser. The list holds the same events.";
});
