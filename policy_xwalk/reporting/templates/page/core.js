const $ = (id) => document.getElementById(id);
const parsed = new Map();
// A block of data is parsed when it is first asked for.
const data = (name) => {
  if (!parsed.has(name)) parsed.set(name, JSON.parse($("data-" + name).textContent));
  return parsed.get(name);
};
const has = (name) => Boolean($("data-" + name));
const words = data("words");
const plans = data("plans");
const say = (code, ...values) => values.reduce((text, value) => text.replace("{}", value), words.page[code]);
const fold = (text) => text.normalize("NFKC").toLowerCase();
const still = matchMedia("(prefers-reduced-motion: reduce)");

// Text of a plan only ever becomes a text node.
function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}

function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

function press(node, pressed) {
  node.setAttribute("aria-pressed", String(pressed));
}

function announce(text) {
  $("said").textContent = text;
}

function address(kind, id) {
  return "#" + kind + "-" + encodeURIComponent(id).replace(/%2F/gu, "/").replace(/%40/gu, "@");
}

// A link to one thing of the page; it is also what the address bar shows while the thing is open.
function permalink(kind, id) {
  const node = make("a", "permalink", say("permalink"));
  node.href = address(kind, id);
  return node;
}

function keep(hash) {
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

// What an address leads to: kind of thing to the function that shows it. Sections add their own.
const routes = new Map();

function route() {
  const found = /^#([a-z]+)-(.+)$/u.exec(location.hash);
  if (!found || !routes.has(found[1])) return false;
  let id = found[2];
  try {
    id = decodeURIComponent(id);
  } catch {
    return false;
  }
  return routes.get(found[1])(id) !== false;
}

// What each section does once all scripts have run.
const starters = [];

// Keys of a section: each gets the event until one says that it has dealt with it.
const keyHandlers = [];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  for (const handle of keyHandlers) if (handle(event)) { event.preventDefault(); return; }
});

// On paper nothing stays folded.
addEventListener("beforeprint", () => {
  for (const node of document.querySelectorAll("details")) node.open = true;
});

const typing = (target) => target.matches("input, select, textarea");

function planOf(item) {
  return plans.findIndex((plan) => item.startsWith(plan.id + "/"));
}
