// The map: an offline basemap, and on it what the filter lets through, drawn as exactly as it is known.
import { Map as GlobeMap, NavigationControl, ScaleControl } from "./vendor/maplibre-gl.mjs";

const place = document.getElementById("map");
const tiles = place.dataset.tiles ? JSON.parse(place.dataset.tiles) : null;
const dark = matchMedia("(prefers-color-scheme: dark)");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const collection = (features) => ({ type: "FeatureCollection", features });
const packed = (name) => ({ type: "geojson", data: `/static/vendor/${name}.json` });
const NEAR = 3.5; // the zoom from which first-level areas and towns are drawn; only then are they loaded

// Another basemap than the packed one, where the desk was started with --tiles.
function ground() {
  if (!tiles) {
    return {
      sources: { land: { ...packed("land"), attribution: "Natural Earth · GeoNames" }, borders: packed("borders") },
      layers: [
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("soft"), "line-width": 0.8, "line-opacity": 0.7 } },
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
  const size = ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5, 10, 13, 100, 26];
  return {
    version: 8,
    sources: { ...sources, reach: { type: "geojson", data: shown.reach }, events: { type: "geojson", data: shown.events } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour(tiles?.kind === "vector" ? "land" : "water") } },
      ...layers,
      { id: "reach", type: "fill", source: "reach", paint: { "fill-color": colour("accent"), "fill-opacity": 0.12 } },
      { id: "rim", type: "line", source: "reach", paint: { "line-color": colour("accent"), "line-width": 1, "line-dasharray": [3, 2] } },
      {
        id: "events", type: "circle", source: "events",
        paint: {
          "circle-color": ["case", ["get", "exact"], colour("accent"), colour("paper")],
          "circle-opacity": ["case", ["get", "exact"], 0.85, 0.75],
          "circle-stroke-color": ["case", ["get", "exact"], colour("paper"), colour("accent")],
          "circle-stroke-width": ["case", ["get", "exact"], 1, 1.5],
          "circle-radius": size,
        },
      },
      {
        id: "counts", type: "symbol", source: "events", filter: [">", ["get", "count"], 1],
        layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 11, "text-allow-overlap": true },
        paint: { "text-color": ["case", ["get", "exact"], colour("paper"), colour("ink")] },
      },
    ],
  };
}
const near = () => ({
  areas: { id: "areas", type: "line", source: "areas", minzoom: NEAR, paint: { "line-color": colour("soft"), "line-opacity": 0.5, "line-width": 0.7, "line-dasharray": [3, 2] } },
  towns: { id: "towns", type: "circle", source: "places", minzoom: 5, paint: { "circle-radius": 1.8, "circle-color": colour("soft") } },
  names: {
    id: "names", type: "symbol", source: "places", minzoom: NEAR,
    layout: { "text-field": ["get", "name"], "text-size": 11, "text-offset": [0, 0.9], "text-padding": 6, "symbol-sort-key": ["get", "rank"] },
    paint: { "text-color": colour("soft"), "text-halo-color": colour("land"), "text-halo-width": 1.2 },
  },
});
function comeNear() {
  if (tiles || map.getZoom() < NEAR || !map.style?._loaded || map.getSource("areas")) return;
  for (const name of ["areas", "places"]) map.addSource(name, packed(name));
  for (const layer of Object.values(near())) map.addLayer(layer, "reach");
}

const shown = { reach: collection([]), events: collection([]) };
export const map = new GlobeMap({ container: place, style: style(), center: [20, 20], zoom: 1.4, attributionControl: { compact: true }, dragRotate: false, maxZoom: 14, fadeDuration: 0 });
map.touchZoomRotate.disableRotation();
map.addControl(new NavigationControl({ showCompass: false }), "top-right");
map.addControl(new ScaleControl());
map.on("error", ({ error }) => console.warn(`map: ${error?.message}`));
globalThis.deskMap = map; // for whoever tests or scripts the page
dark.addEventListener("change", () => map.setStyle(style()));
map.on("style.load", () => (comeNear(), put()));
map.on("zoomend", comeNear);

function circle([lon, lat], metres) {
  const turn = Array.from({ length: 49 }, (_, i) => (i / 48) * 2 * Math.PI);
  const up = metres / 110574, across = metres / (111320 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  return turn.map((t) => [lon + across * Math.cos(t), lat + up * Math.sin(t)]);
}
function put() {
  for (const name of ["events", "reach"]) map.getSource(name)?.setData(shown[name]);
  place.dataset.drawn = String(shown.events.features.reduce((sum, f) => sum + f.properties.count, 0));
}
// A place that is only known roughly is drawn as the area it may be in, its mark hollow: never as a point alone.
export function draw(clusters) {
  const feature = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });
  shown.events = collection(clusters.map((c) => feature("Point", [c.lon, c.lat], c)));
  shown.reach = collection(clusters.filter((c) => c.radius_m).map((c) => feature("Polygon", [circle([c.lon, c.lat], c.radius_m)], {})));
  put();
}
const box = (bounds, pad = 0) => {
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const [across, up] = [(east - west) * pad, (north - south) * pad];
  return [west - across, Math.max(-90, south - up), east + across, Math.min(90, north + up)].map((x) => x.toFixed(4)).join(",");
};
export const inView = () => box(map.getBounds());
export const view = () => `zoom=${map.getZoom().toFixed(2)}&view=${box(map.getBounds(), 0.3)}`;
export function fit([west, south, east, north], at_once) {
  map.fitBounds([[west, south], [east, north]], { padding: 40, maxZoom: 8, duration: at_once || matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
}

map.on("click", "events", (event) => {
  const hit = event.features[0];
  if (hit.properties.event_id) location.href = `/event/${encodeURIComponent(hit.properties.event_id)}`;
  else map.easeTo({ center: hit.geometry.coordinates, zoom: map.getZoom() + 2 });
});
for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) map.on(name, "events", () => (map.getCanvas().style.cursor = cursor));
