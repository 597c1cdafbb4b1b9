// The picture: map, timeline and list are one selection, and that selection is the page's address.
import { draw, fit, inView, map, view } from "./map.mjs";
import { marked } from "./tell.mjs";
import { drawTimeline, onSpan } from "./timeline.mjs";

const list = document.getElementById("list");
const more = document.getElementById("more");
const onlyView = document.getElementById("in-view");
const search = document.getElementById("search");
const facets = document.getElementById("facets");
let filter = new URLSearchParams(location.search);
let asked = 0; // a later question makes the answers to earlier ones stale
let fitted = false;
let shown = 0;

async function ask(fits = true) {
  const mine = ++asked;
  chips();
  const answer = await fetch(`/look?${filter}${filter.size ? "&" : ""}${view()}`, { headers: { accept: "application/json" } });
  const told = await answer.json();
  if (mine !== asked) return;
  putFacets(told.facets);
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
  const first = !fitted;
  fitted = true; // before the map moves, so that its marks are drawn anew for where it then is
  if (told.bounds && fits && !filter.has("box")) fit(told.bounds, first);
  document.body.dataset.ready = String(told.total);
}
async function redraw() {
  const mine = asked;
  const told = await (await fetch(`/clusters?${filter}${filter.size ? "&" : ""}${view()}`)).json();
  if (mine === asked) draw(told.clusters);
}
function changed(fits = true) {
  history.replaceState(null, "", `${location.pathname}${filter.size ? `?${filter}` : ""}`);
  ask(fits);
}

// ---- the map is a filter too, where a person wants it
map.on("moveend", () => {
  if (!fitted) return;
  if (onlyView.checked) (filter.set("box", inView()), changed(false));
  else redraw();
});
onlyView.checked = filter.has("box");
if (onlyView.checked) fit(filter.get("box").split(",").map(Number), true);
onlyView.addEventListener("change", () => {
  onlyView.checked ? filter.set("box", inView()) : filter.delete("box");
  changed(false);
});

// ---- words and days
function fromForm() {
  for (const name of ["q", "from", "to"]) {
    const value = search.elements[name].value.trim();
    value ? filter.set(name, value) : filter.delete(name);
  }
  search.elements.new.checked ? filter.set("new", "yes") : filter.delete("new");
  changed();
}
onSpan((first, last) => ((search.elements.from.value = first), (search.elements.to.value = last), fromForm()));
search.addEventListener("submit", (event) => (event.preventDefault(), fromForm()));
let typing;
search.addEventListener("input", () => (clearTimeout(typing), (typing = setTimeout(fromForm, 200))));

// ---- facets, and what is chosen of them
function putFacets(html) {
  const open = new Map([...facets.querySelectorAll("details")].map((d) => [d.dataset.facet, d.open]));
  const active = document.activeElement;
  const held = facets.contains(active) ? [active.name, active.value, active.closest("details")?.dataset.facet] : null;
  facets.innerHTML = html;
  for (const d of facets.querySelectorAll("details")) if (open.has(d.dataset.facet)) d.open = open.get(d.dataset.facet);
  if (!open.size && innerWidth < 960) for (const d of facets.querySelectorAll("details")) d.open = false; // the map comes first on a phone
  if (!held) return;
  const [name, value, facet] = held; // whoever works by keyboard stays where they were
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
  const said = { new: () => "changed since my last visit", box: () => "what the map shows", from: (v) => `from ${v}`, to: (v) => `to ${v}` };
  const chip = ([name, value]) => {
    const words = said[name]?.(value) ?? value;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: `${words} ×` });
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
  const told = await (await fetch(`/more?${filter}${filter.size ? "&" : ""}after=${shown}`)).json();
  if (mine !== asked) return;
  const before = list.children.length;
  list.insertAdjacentHTML("beforeend", told.list);
  markedAgain();
  shown += list.children.length - before;
  more.hidden = list.children.length === before;
});
new IntersectionObserver((seen) => seen[0].isIntersecting && !more.hidden && more.click()).observe(more);
addEventListener("popstate", () => ((filter = new URLSearchParams(location.search)), ask()));
ask();
