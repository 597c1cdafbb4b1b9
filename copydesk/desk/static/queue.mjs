// The queue: the event that is chosen is read beside the list; pairs are judged by key. Events are walked by keys.mjs.
import { say, send } from "./tell.mjs";

const pane = document.getElementById("pane");
const held = new Map(); // what was fetched of the next ones, so that they stand at once
const fetched = (id) => {
  if (!held.has(id)) held.set(id, fetch(`/event/${encodeURIComponent(id)}/brief`).then((answer) => answer.text()));
  return held.get(id);
};
async function read(row) {
  if (!pane || !row?.dataset.event || !pane.offsetParent) return;
  const id = row.dataset.event;
  const html = await fetched(id);
  if (!row.classList.contains("current")) return; // moved on meanwhile
  pane.innerHTML = html;
  pane.scrollTop = 0;
  pane.dataset.shown = id;
  held.delete(id); // it may be decided on: fetched anew when one comes back
  const next = row.nextElementSibling?.dataset.event;
  if (next) fetched(next);
}
document.addEventListener("chosen", ({ detail: row }) => read(row));
if (pane) {
  const first = document.querySelector("li.event");
  first?.classList.add("current");
  read(first);
}
document.getElementById("list")?.addEventListener("click", (event) => {
  const row = event.target.closest("li.event");
  if (!pane?.offsetParent || !row || event.target.closest("input") || event.ctrlKey || event.metaKey) return;
  event.preventDefault(); // on a wide page a click reads it here; its own page is one key further
  document.querySelector("li.current")?.classList.remove("current");
  row.classList.add("current");
  row.focus({ preventScroll: true });
  read(row);
});

async function judge(pair, verdict) {
  const done = await send("/judge", { left: pair.dataset.left, right: pair.dataset.right, verdict });
  if (!done) return;
  say(`${{ same: "same", different: "different", unsure: "cannot be said" }[verdict]}; u takes it back`);
  const next = pair.nextElementSibling ?? pair.previousElementSibling;
  pair.remove();
  next?.classList.add("current");
  next?.focus();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) judge(button.closest(".pair"), button.dataset.verdict);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pair = document.querySelector("li.pair.current");
  const verdict = { 1: "same", 2: "different", 3: "unsure" }[event.key];
  if (pair && verdict && !event.target.closest("input, textarea, dialog[open]")) judge(pair, verdict);
});
document.querySelector("li.pair")?.classList.add("current");
