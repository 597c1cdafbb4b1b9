// The timeline: bars of events by day, brushed to choose a span, turned with the wheel to come closer or go back.
const bars = document.getElementById("bars");
const svg = (name, attributes) => Object.entries(attributes).reduce((e, [k, v]) => (e.setAttribute(k, v), e), document.createElementNS("http://www.w3.org/2000/svg", name));
const DAY = 864e5;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
let days = [];
let choose = () => {};

export const onSpan = (listener) => (choose = listener);

export function drawTimeline(timeline = days) {
  days = timeline;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = bars.clientWidth || 600, height = bars.clientHeight || 90, foot = 1.3 * rem, head = 1.1 * rem;
  bars.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const top = Math.max(1, ...days.map(([, n]) => n)), step = width / Math.max(1, days.length);
  const parts = days.flatMap(([day, n, killed], i) => {
    const tall = n ? Math.max(1.5, ((height - foot - head) * n) / top) : 0;
    const broad = Math.min(Math.max(0.8, step - Math.min(1, step * 0.2)), 4 * rem); // of three days no walls are drawn
    const bar = svg("rect", { class: "bar", x: (i + 0.5) * step - broad / 2, y: height - foot - tall, width: broad, height: tall });
    const hit = svg("rect", { class: "hit", x: i * step, y: 0, width: step, height: height - foot });
    hit.append(Object.assign(svg("title", {}), { textContent: `${span(i)}: ${n} event${n === 1 ? "" : "s"}, ${killed} killed` }));
    return [bar, hit];
  });
  const write = (x, y, anchor, words) => Object.assign(svg("text", { x, y, "text-anchor": anchor }), { textContent: words });
  const foot_at = height - 0.2 * rem;
  if (days.length) parts.unshift(svg("line", { class: "axis", x1: 0, x2: width, y1: height - foot, y2: height - foot }));
  if (days.length) parts.push(write(0, foot_at, "start", plain(days[0][0])), write(0, 0.75 * rem, "start", `most in ${length()}: ${top.toLocaleString("en")} event${top === 1 ? "" : "s"}`));
  if (days.length > 8) parts.push(write(width / 2, foot_at, "middle", plain(days[Math.floor(days.length / 2)][0])));
  if (days.length > 1) parts.push(write(width, foot_at, "end", plain(end(days.length - 1))));
  bars.replaceChildren(...parts, svg("rect", { id: "brush", class: "brush", y: 0, height: height - foot, width: 0 }));
  const said = days.length ? `Events from ${days[0][0]} to ${end(days.length - 1)}, at most ${top} in a bar` : "No event has a day";
  bars.setAttribute("aria-label", said);
}
const plain = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const span = (i) => (long() > DAY ? `${plain(days[i][0])} to ${plain(end(i))}` : plain(days[i][0]));
const length = () => ({ 1: "a day", 7: "a week", 14: "two weeks", 28: "four weeks", 91: "a quarter", 182: "half a year", 365: "a year" })[Math.round(long() / DAY)] ?? "one bar";
const long = () => (days.length > 1 ? Date.parse(days[1][0]) - Date.parse(days[0][0]) : DAY);
const end = (i) => iso(Date.parse(days[i][0]) + long() - DAY);
const at = (event) => Math.min(1, Math.max(0, (event.clientX - bars.getBoundingClientRect().left) / bars.clientWidth));

let from = null;
bars.addEventListener("pointerdown", (event) => days.length && ((from = at(event)), bars.setPointerCapture(event.pointerId)));
bars.addEventListener("pointermove", (event) => {
  if (from === null) return;
  const [a, b] = [from, at(event)].sort((x, y) => x - y);
  const brush = document.getElementById("brush");
  brush.setAttribute("x", a * bars.clientWidth);
  brush.setAttribute("width", (b - a) * bars.clientWidth);
});
bars.addEventListener("pointerup", (event) => {
  if (from === null) return;
  const [a, b] = [from, at(event)].sort((x, y) => x - y);
  from = null;
  if (b - a < 0.005) return;
  const bar = (x) => Math.min(days.length - 1, Math.floor(x * days.length));
  choose(days[bar(a)][0], end(bar(b)));
});
bars.addEventListener("pointercancel", () => (from = null));
bars.addEventListener("dblclick", () => choose("", ""));
let waits;
bars.addEventListener("wheel", (event) => {
  if (!days.length) return;
  event.preventDefault();
  clearTimeout(waits);
  const [low, high] = [Date.parse(days[0][0]), Date.parse(end(days.length - 1))];
  const middle = low + at(event) * (high - low), scale = event.deltaY < 0 ? 0.6 : 1 / 0.6;
  const span = [middle - (middle - low) * scale, middle + Math.max(DAY, (high - middle) * scale)];
  waits = setTimeout(() => choose(...span.map(iso)), 120);
}, { passive: false });
addEventListener("resize", () => drawTimeline());
