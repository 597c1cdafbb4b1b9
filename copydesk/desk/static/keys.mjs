// Keys that work on every page: help, search, undo, and walking through a list of events.
import { marked, say, sayThere, send } from "./tell.mjs";

const help = document.getElementById("help");
document.getElementById("help-button").addEventListener("click", () => help.showModal());

const rows = () => [...document.querySelectorAll("li.event, li.pair")];
const current = () => document.querySelector("li.current") ?? null;

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  current()?.classList.remove("current");
  next.classList.add("current");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new CustomEvent("chosen", { detail: next }));
}

// On what the reading pane shows, the decision says how far its reader had read, so that a second one is told.
function seenOf(row) {
  const brief = document.querySelector("article.brief");
  return brief?.dataset.event === row.dataset.event ? { seen: brief.dataset.seen } : {};
}
async function decide(row, what) {
  const seen = seenOf(row);
  row.classList.add("deciding");
  if (row === current()) go(1); // nobody waits for the answer to read on
  const done = await send(`/event/${encodeURIComponent(row.dataset.event)}/${what}`, seen);
  row.classList.remove("deciding");
  if (!done) return;
  row.classList.add("decided");
  say(what === "accept" ? "accepted; u takes it back" : "not an event; u takes it back");
}

export async function undo() {
  const done = await send("/undo", {});
  if (!done) return;
  sayThere(`took back decision ${done.undid}: ${done.what}`);
  location.reload();
}

function mark(row) {
  const box = row.querySelector("input.mark");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("input.mark")) return;
  const ids = marked.all().filter((id) => id !== event.target.value);
  marked.set(event.target.checked ? [...ids, event.target.value] : ids);
  say(`${marked.all().length} marked for merging`);
});

async function merge() {
  const ids = marked.all();
  if (ids.length < 2) return say("mark two events or more with x, then m", true);
  const done = await send(`/event/${encodeURIComponent(ids[0])}/merge`, ids.slice(1).map((id) => ["with", id]));
  if (done) {
    marked.set([]);
    location.href = `/event/${encodeURIComponent(done.event)}`;
  }
}

const onList = {
  j: () => go(1),
  k: () => go(-1),
  Enter: (row) => row && row.dataset.event && (location.href = `/event/${encodeURIComponent(row.dataset.event)}`),
  a: (row) => row?.dataset.event && decide(row, "accept"),
  d: (row) => row?.dataset.event && decide(row, "not-an-event"),
  e: (row) => row?.dataset.event && (location.href = `/event/${encodeURIComponent(row.dataset.event)}#edit`),
  n: (row) => row?.dataset.event && (location.href = `/event/${encodeURIComponent(row.dataset.event)}#note`),
  x: (row) => row && mark(row),
  m: () => merge(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
  if (event.key === "?") return help.showModal();
  if (event.key === "/") {
    const box = document.getElementById("q");
    if (box) (event.preventDefault(), box.focus(), box.select());
    return;
  }
  if (event.key === "u") return undo();
  if (document.querySelector("article.one")) return; // the event's own keys
  const act = onList[event.key];
  if (!act || (event.key === "Enter" && event.target.closest("a, button"))) return;
  event.preventDefault();
  act(current());
});
document.body.dataset.keys = "heard"; // for whoever presses them by script
