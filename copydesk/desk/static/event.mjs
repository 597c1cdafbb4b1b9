// One event: decide by key, see the words behind a value, keep marked words as evidence.
import { marked, say, sayThere, send } from "./tell.mjs";
import { undo } from "./keys.mjs";

const one = document.querySelector("article.one");
const id = one.dataset.event;
const at = (what) => `/event/${encodeURIComponent(id)}/${what}`;
const seen = { seen: one.dataset.seen };
const dialog = (name) => document.getElementById(name);

async function decide(what, fields, words) {
  const done = await send(at(what), fields);
  if (!done) return;
  sayThere(`${words}; u takes it back`);
  const target = done.event && done.event !== id ? `/event/${encodeURIComponent(done.event)}` : location.pathname;
  location.href === location.origin + target ? location.reload() : location.replace(target);
}

// Where the selected words stand in a report's text: every part knows its offset, and inside it all text is the report's own.
function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const part = range.startContainer.parentElement?.closest(".part");
  const report = part?.closest(".reporttext");
  if (!part || part !== range.endContainer.parentElement?.closest(".part") || part.dataset.role === "comment") return null;
  const before = document.createRange();
  before.setStart(part, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const points = (text) => [...text].length;
  const start = Number(part.dataset.start) + points(before.toString());
  return { report: report.dataset.report, start, end: start + points(range.toString()), words: range.toString() };
}

function edit() {
  const span = selectedSpan();
  const form = dialog("edit").querySelector("form");
  form.elements.evidence.value = span ? `${span.report}:${span.start}-${span.end}` : "";
  document.getElementById("edit-evidence").textContent = span ? `Evidence: “${span.words}”` : "";
  dialog("edit").showModal();
}

const acts = {
  accept: () => decide("accept", seen, "accepted"),
  "not-an-event": () => decide("not-an-event", seen, "not an event"),
  edit,
  note: () => dialog("note").showModal(),
  undo,
  merge: async () => {
    const near = document.getElementById("near");
    near.innerHTML = await (await fetch(at("near"))).text();
    const form = dialog("merge").querySelector("form");
    const listed = new Map([...form.querySelectorAll("input[name=with]")].map((box) => [box.value, box]));
    const others = marked.all().filter((other) => other !== id);
    for (const other of others) if (listed.has(other)) listed.get(other).checked = true;
    form.elements.ids.value = others.filter((other) => !listed.has(other)).join("\n");
    dialog("merge").showModal();
  },
  split: () => {
    const mentions = [...document.querySelectorAll("input.mention:checked")].map((box) => ["mention", box.value]);
    if (!mentions.length) return say("mark the mentions that tell of another event, then split", true);
    decide("split", [...mentions, ["seen", seen.seen]], "split");
  },
};
const keys = { a: "accept", e: "edit", m: "merge", s: "split", d: "not-an-event", n: "note" };

document.querySelector(".actions").addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) acts[button.dataset.do]();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
  if (keys[event.key]) (event.preventDefault(), acts[keys[event.key]]());
  if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
  if (event.key === "x") (document.querySelector("li[data-mention]:hover input.mention") ?? document.querySelector("li.current input.mention"))?.click();
});

for (const form of document.querySelectorAll("form[data-decision]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([name]) => name !== "ids");
    const ids = form.elements.ids?.value.split(/[\s,]+/).filter(Boolean) ?? [];
    form.closest("dialog").close();
    decide(form.dataset.decision, [...fields, ...ids.map((other) => ["with", other])], form.dataset.decision);
    if (form.dataset.decision === "merge") marked.set([]);
  });
}
for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());

// The clauses are walked by key, so that they are marked and split off without a mouse.
const clauses = [...document.querySelectorAll("li[data-mention]")];
function walk(step) {
  const at = clauses.findIndex((row) => row.classList.contains("current"));
  const next = clauses[Math.min(clauses.length - 1, Math.max(0, at + step))];
  clauses[at]?.classList.remove("current");
  next.classList.add("current");
  next.querySelector("input.mention").focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

// Click a value, see its words.
document.querySelector(".facts").addEventListener("click", (event) => {
  const field = event.target.closest("[data-field]")?.dataset.field;
  if (!field) return;
  for (const mark of document.querySelectorAll("mark")) mark.classList.toggle("asked", mark.dataset.fields.split(" ").includes(field));
  const texts = document.querySelector(".texts");
  // where the texts stand beside the event, show the words there; otherwise the clause above them
  const first = (texts.offsetLeft > one.offsetLeft + 300 && texts.querySelector("mark.asked")) || document.querySelector("mark.asked");
  if (!first) return say("no words of the reports give this value");
  first.closest("details")?.setAttribute("open", "");
  first.scrollIntoView({ block: "center" });
});
function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) named.open = true;
  if (location.hash === "#edit") edit();
  if (location.hash === "#note" && !dialog("note").open) dialog("note").showModal();
}
// On paper every text is open.
addEventListener("beforeprint", () => {
  const closed = [...document.querySelectorAll("details.text:not([open])")];
  for (const text of closed) text.open = true;
  addEventListener("afterprint", () => closed.forEach((text) => (text.open = false)), { once: true });
});
addEventListener("hashchange", openNamed);
openNamed();
