// The queue: judging pairs by key; events are walked by keys.mjs.
import { say, send } from "./tell.mjs";

async function judge(pair, verdict) {
  const done = await send("/judge", { left: pair.dataset.left, right: pair.dataset.right, verdict });
  if (!done) return;
  say(`${verdict}; u takes it back`);
  const next = pair.nextElementSibling;
  pair.remove();
  next?.classList.add("current");
  next?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) judge(button.closest(".pair"), button.dataset.verdict);
});
document.addEventListener("keydown", (event) => {
  const pair = document.querySelector("li.pair.current");
  const verdict = { 1: "same", 2: "different", 3: "unsure" }[event.key];
  if (pair && verdict && !event.target.closest("input, textarea")) judge(pair, verdict);
});
