// The map: an offline basemap, and on it what the filter lets through, drawn as exactly as it is known.
import { Map as GlobeMap, NavigationControl, ScaleControl } from "./vendor/maplibre-gl.mjs";

const place = document.getElementById("map");
// the map's own style sheet is needed by nothing else, so nothing waits for it but the map
await new Promise((done) => {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("./vendor/maplibre-gl.css", import.meta.url).href, onload: done, onerror: done });
  document.head.prepend(sheet);
});
const tiles = place.dataset.tiles ? JSON.parse(place.dataset.tiles) : null;
const dark = matchMedia("(prefers-color-scheme: dark)");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const collection = (features) => ({ type: "FeatureCollection", features });
const packed = (name) => ({ type: "geojson", data: new URL(`./vendor/${name}.json`, import.meta.url).href });
const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16; // marks and names grow with the page's type
const face = getComputedStyle(document.body).fontFamily;
const NEAR = 3.5; // the zoom from which first-level areas and towns are drawn; only then are they loaded

// Another basemap than the packed one, where the desk was started with --tiles.
function ground() {
  if (!tiles) {
    return {
      sources: { land: { ...packed("land"), attribution: "Natural Earth · GeoNames" }, borders: packed("borders"), countries: packed("countries") },
      layers: [
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("border"), "line-width": 1.1 * rem } },
      ],
    };
  }
  const source = { type: tiles.kind, tiles: [new URL(tiles.url, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")], maxzoom: tiles.max_zoom, attribution: tiles.attribution, ...(tiles.kind === "raster" ? { tileSize: 256 } : {}) };
  const drawn = (name) => (/water|ocean/.test(name) ? { type: "fill", paint: { "fill-color": colour("water") } } : { type: "line", paint: { "line-color": colour("rule"), "line-width": 0.8 } });
  const layers = tiles.kind === "raster" ? [{ id: "tiles", type: "raster", source: "tiles" }] : tiles.layers.map((name) => ({ id: `tiles-${name}`, source: "tiles", "source-layer": name, ...drawn(name) }));
  return { sources: { tiles: source }, layers };
}
function style() {
  const { sources, layers } = ground();
  const size = ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5.5 * rem, 2, 8 * rem, 10, 14 * rem, 100, 27 * rem];
  return {
    version: 8,
    sources: { ...sources, reach: { type: "geojson", data: shown.reach }, here: { type: "geojson", data: shown.here }, events: { type: "geojson", data: shown.events } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour(tiles?.kind === "vector" ? "land" : "water") } },
      ...layers,
      { id: "reach", type: "fill", source: "reach", paint: { "fill-color": colour("accent"), "fill-opacity": ["case", ["get", "country"], 0.04, 0.11] } },
      { id: "rim", type: "line", source: "reach", paint: { "line-color": colour("accent"), "line-width": 1.2 * rem, "line-dasharray": [3, 2], "line-opacity": ["case", ["get", "country"], 0.6, 0.9] } },
      {
        id: "events", type: "circle", source: "events",
        paint: {
          "circle-color": ["case", ["get", "exact"], colour("accent"), colour("card")],
          "circle-opacity": 0.92,
          "circle-stroke-color": ["case", ["get", "exact"], colour("land"), colour("accent")],
          "circle-stroke-width": ["case", ["get", "exact"], 1, 1.5],
          "circle-radius": size,
        },
      },
      {
        id: "counts", type: "symbol", source: "events", filter: [">", ["get", "count"], 1],
        layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 11 * rem, "text-allow-overlap": true, "text-ignore-placement": true, "text-font": [face] },
        paint: { "text-color": ["case", ["get", "exact"], colour("on-accent"), colour("ink")] },
      },
      { id: "here", type: "circle", source: "here", paint: { "circle-radius": 13 * rem, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": colour("alarm"), "circle-stroke-width": 2.5 * rem } },
    ],
  };
}
const near = () => ({
  areas: { id: "areas", type: "line", source: "areas", minzoom: NEAR, paint: { "line-color": colour("border"), "line-opacity": 0.7, "line-width": 0.8 * rem, "line-dasharray": [3, 2] } },
  towns: { id: "towns", type: "circle", source: "places", minzoom: 5, paint: { "circle-radius": 1.8 * rem, "circle-color": colour("soft") } },
  names: {
    id: "names", type: "symbol", source: "places", minzoom: NEAR,
    layout: { "text-field": ["get", "name"], "text-size": 11.5 * rem, "text-offset": [0, 1.25], "text-padding": 4, "text-font": [face], "symbol-sort-key": ["get", "rank"] },
    paint: { "text-color": colour("soft"), "text-halo-color": colour("land"), "text-halo-width": 1.4 * rem },
  },
});
const countries = () => ({
  id: "countries", type: "symbol", source: "countries", minzoom: 1.5, maxzoom: 7,
  layout: { "text-field": ["get", "name"], "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10.5 * rem, 6, 15 * rem], "text-letter-spacing": 0.12, "text-transform": "uppercase", "text-max-width": 7, "text-padding": 8, "text-font": [face], "symbol-sort-key": ["get", "rank"] },
  paint: { "text-color": colour("soft"), "text-opacity": 0.75, "text-halo-color": colour("land"), "text-halo-width": 1.4 * rem },
});
function comeNear() {
  if (tiles || map.getZoom() < NEAR || !map.style?._loaded || map.getSource("areas")) return;
  for (const name of ["areas", "places"]) map.addSource(name, packed(name));
  for (const layer of Object.values(near())) map.addLayer(layer, "reach");
}

const shown = { reach: collection([]), events: collection([]), here: collection([]) };
const padding = () => Math.min(place.clientWidth, place.clientHeight) / 7;
const start = place.dataset.bounds ? { bounds: JSON.parse(place.dataset.bounds), fitBoundsOptions: { padding: padding(), maxZoom: 7 } } : { center: [20, 20], zoom: 1.4 };
export const map = new GlobeMap({ container: place, style: style(), ...start, attributionControl: { compact: true }, dragRotate: false, maxZoom: 14, fadeDuration: 0 });
map.touchZoomRotate.disableRotation();
map.addControl(new NavigationControl({ showCompass: false }), "top-right");
map.addControl(new ScaleControl());
map.on("error", ({ error }) => console.warn(`map: ${error?.message}`));
for (const moment of ["idle", "dragstart", "zoomstart"]) map.once(moment, () => document.getElementById("still")?.remove());
globalThis.deskMap = map; // for whoever tests or scripts the page
dark.addEventListener("change", () => map.setStyle(style()));
map.on("style.load", () => {
  if (!tiles) map.addLayer(countries(), "reach");
  comeNear();
  put();
});
map.on("zoomend", comeNear);

function circle([lon, lat], metres) {
  const turn = Array.from({ length: 49 }, (_, i) => (i / 48) * 2 * Math.PI);
  const up = metres / 110574, across = metres / (111320 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  return turn.map((t) => [lon + across * Math.cos(t), lat + up * Math.sin(t)]);
}
function put() {
  for (const name of ["events", "reach", "here"]) map.getSource(name)?.setData(shown[name]);
  place.dataset.drawn = String(shown.events.features.reduce((sum, f) => sum + f.properties.count, 0));
  place.dataset.shaded = String(shown.reach.features.length);
}
const feature = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });
const outlines = new Map(); // what was fetched of the shapes of areas, by key
async function outlined(keys) {
  const missing = keys.filter((key) => !outlines.has(key));
  if (missing.length) {
    const told = await (await fetch(`/outlines?${new URLSearchParams(missing.map((key) => ["key", key]))}`)).json();
    for (const shape of told.features) outlines.set(shape.properties.key, shape.geometry);
  }
  return keys.filter((key) => outlines.has(key));
}
// A place that is only known roughly is drawn as the area it may be in, its mark hollow: never as a point alone.
let drawing = 0;
export async function draw({ clusters, areas }) {
  const mine = ++drawing;
  shown.events = collection(clusters.map((c) => feature("Point", [c.lon, c.lat], c)));
  const circles = clusters.filter((c) => c.radius_m).map((c) => feature("Polygon", [circle([c.lon, c.lat], c.radius_m)], { country: true }));
  shown.reach = collection(circles);
  put();
  if (!areas.length) return;
  const count = new Map(areas);
  const keys = await outlined([...count.keys()]);
  if (mine !== drawing) return;
  const shapes = keys.map((key) => ({ type: "Feature", properties: { key, count: count.get(key), country: key.startsWith("country") }, geometry: outlines.get(key) }));
  shown.reach = collection([...shapes, ...circles]);
  put();
}
// The one place that is pointed at; null for none.
export function point(at) {
  shown.here = collection(at ? [feature("Point", at, {})] : []);
  map.getSource("here")?.setData(shown.here);
}
const box = (bounds, pad = 0) => {
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const [across, up] = [(east - west) * pad, (north - south) * pad];
  return [west - across, Math.max(-90, south - up), east + across, Math.min(90, north + up)].map((x) => x.toFixed(4)).join(",");
};
export const inView = () => box(map.getBounds());
export const view = () => `zoom=${map.getZoom().toFixed(2)}&view=${box(map.getBounds(), 0.3)}`;
export function fit(bounds) {
  map.fitBounds(bounds, { padding: padding(), maxZoom: 7, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
}

let spotted = () => {};
export const onSpot = (listener) => (spotted = listener);
map.on("click", "events", (event) => {
  const hit = event.features[0];
  if (hit.properties.event_id) location.href = `/event/${encodeURIComponent(hit.properties.event_id)}`;
  else if (hit.properties.one_spot) spotted([hit.properties.lon, hit.properties.lat]);
  else map.easeTo({ center: hit.geometry.coordinates, zoom: map.getZoom() + 2 });
});
for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) map.on(name, "events", () => (map.getCanvas().style.cursor = cursor));

// Paper cannot show what the graphics card draws: a picture of it stands in while the page is printed.
addEventListener("beforeprint", () => {
  map.redraw();
  const picture = Object.assign(new Image(), { className: "printed-map", alt: "", src: map.getCanvas().toDataURL() });
  place.append(picture);
  addEventListener("afterprint", () => picture.remove(), { once: true });
});
