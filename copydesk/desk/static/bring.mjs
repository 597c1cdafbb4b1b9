// Bringing reports in: what was dropped or chosen goes to the desk; then the build is watched.
import { say } from "./tell.mjs";

const form = document.getElementById("bring");
const drop = document.getElementById("drop");
const work = document.getElementById("work");
let dropped = [];

function tell() {
  const chosen = form.elements.files.files.length + document.getElementById("folder").files.length + dropped.length;
  document.getElementById("dropped").textContent = chosen ? `${chosen} file${chosen > 1 ? "s" : ""} chosen` : "";
}
async function walk(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const inner of some) found.push(...(await walk(inner)));
  }
}
drop.addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  // both are asked for at once: what was dropped is gone after the first wait; what is no entry of a disk is a file all the same
  const held = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  for (const [entry, file] of held) dropped.push(...(entry ? await walk(entry) : file ? [file] : []));
  tell();
});
form.addEventListener("change", tell);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData();
  for (const file of [...form.elements.files.files, ...document.getElementById("folder").files, ...dropped]) body.append("files", file);
  body.append("text", form.elements.text.value);
  body.append("outlet", form.elements.outlet.value);
  const answer = await fetch("/bring", { method: "POST", body, headers: { accept: "application/json" } });
  const told = await answer.json();
  if (told.problem) return say(told.problem, true);
  dropped = [];
  form.reset();
  tell();
  watch();
});
document.getElementById("stop").addEventListener("click", () => fetch("/bring/stop", { method: "POST" }));

async function watch() {
  const told = await (await fetch("/bring/progress")).json();
  if (told.working === false && !told.what) return;
  work.hidden = false;
  document.getElementById("stage").textContent = told.finished ?? `${told.stage}: ${told.done}${told.total ? ` of ${told.total}` : ""} (${told.what})`;
  const bar = document.getElementById("bar");
  if (told.finished) (bar.max = 1), (bar.value = 1);
  else if (told.total) (bar.max = told.total), (bar.value = told.done);
  else bar.removeAttribute("value");
  document.getElementById("stop").hidden = !told.working;
  document.getElementById("seen").hidden = told.working;
  document.getElementById("problems").replaceChildren(...told.problems.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  if (told.working) setTimeout(watch, 500);
}
if (!work.hidden) watch();
