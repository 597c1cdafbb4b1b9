// Asking the desk, and saying what came of it.

const said = document.getElementById("said");
let hush;

export function say(words, isProblem = false) {
  said.textContent = words;
  said.className = isProblem ? "problem shown" : "shown";
  clearTimeout(hush);
  hush = setTimeout(() => said.classList.remove("shown"), isProblem ? 12000 : 4000);
}

// The same on the page that comes next: nobody waits to read it before they go on.
export function sayThere(words) {
  sessionStorage.setItem("said", words);
}
const brought = sessionStorage.getItem("said");
if (brought) (sessionStorage.removeItem("said"), say(brought));

export async function send(address, fields) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
  const told = await answer.json().catch(() => ({ problem: `the desk answered ${answer.status}` }));
  if (told.problem) {
    say(told.meanwhile ? `${told.problem} (reload to see it)` : told.problem, true);
    return null;
  }
  return told.done ?? told;
}

export const marked = {
  all: () => JSON.parse(sessionStorage.getItem("marked") ?? "[]"),
  set: (ids) => sessionStorage.setItem("marked", JSON.stringify([...new Set(ids)])),
};
