// Both texts side by side, with the links between them.
const reading = { pair: 0, differences: true, extra: {}, chosen: null, nodes: [] };
const SIDES = ["upper", "local"];

// What lies on each paragraph of one text: items, bodies of tasks, differences, and what a finding points at.
function layers(side, plan) {
  const text = data("text-" + plan);
  const layersOf = text.paragraphs.map(() => []);
  const add = ([paragraph, start, end], layer) => layersOf[paragraph].push({ start, end, ...layer });
  const rowsOf = new Map();
  for (const { row, number } of rows) {
    for (const id of row[side] || []) rowsOf.set(id, [...(rowsOf.get(id) || []), number]);
    const changes = (row.changes || [[], []])[SIDES.indexOf(side)];
    for (const [operation, ...place] of changes) add(place, { operation, of: number });
  }
  for (const [id, found] of rowsOf) {
    // What became of a task as a task goes before what became of a figure in it.
    const own = (number) => rows[number].row.kind === rows[number].items[id].kind;
    const numbers = [...found.filter(own), ...found.filter((number) => !own(number))];
    for (const [place, range] of (text.items[id] || []).entries()) add(range, { item: id, numbers, first: place === 0 });
    for (const range of text.bodies[id] || []) add(range, { body: id, numbers });
  }
  if (side === "upper") {
    // What a local item spells out is shown beside it, though it is no answer to it.
    for (const { row, number } of rows) {
      for (const id of row.basis || []) for (const range of text.items[id] || []) add(range, { basis: number });
    }
  }
  for (const range of reading.extra[plan] || []) add(range, { pointed: true });
  return layersOf;
}

const shortest = (layers) => layers.reduce((best, one) => (!best || one.end - one.start < best.end - best.start ? one : best), null);

function paragraph([tag, text, bold], on, nodes) {
  const names = { title: "h3", h1: "h4", h2: "h5", h3: "h6", h4: "h6", box: "h6" };
  const box = make(names[tag] || "p", "t-" + tag);
  const cuts = new Set([0, text.length, bold || 0]);
  for (const { start, end } of on) { cuts.add(start); cuts.add(end); }
  const places = [...cuts].sort((one, other) => one - other);
  for (let at = 0; at + 1 < places.length; at += 1) {
    const [start, end] = [places[at], places[at + 1]];
    const here = on.filter((layer) => layer.start <= start && layer.end >= end);
    const item = shortest(here.filter((layer) => layer.item));
    const body = shortest(here.filter((layer) => layer.body));
    const changes = here.filter((layer) => layer.operation);
    const pointed = here.some((layer) => layer.pointed);
    const bases = here.filter((layer) => "basis" in layer).map((layer) => layer.basis);
    const piece = text.slice(start, end);
    if (!item && !body && !changes.length && !pointed && !bases.length && end > (bold || 0)) { box.append(piece); continue; }
    const span = make("span", end <= (bold || 0) ? "run-in" : "", piece);
    const owner = item || body;
    if (owner) {
      span.dataset.numbers = owner.numbers.join(" ");
      const { outcome } = rows[owner.numbers[0]].row;
      span.classList.add(...(item ? ["i", "i-" + outcome] : ["body"]));
      if (item && item.first && start === item.start && !pair.solo) span.dataset.sign = words.marks[outcome];
      for (const number of owner.numbers) (nodes[number] ||= []).push(span);
    }
    if (changes.length) {
      span.classList.add("d", ...new Set(changes.map((layer) => "d-" + layer.operation)));
      span.dataset.of = changes.map((layer) => layer.of).join(" ");
      span.title = [...new Set(changes.map((layer) => words.operation[layer.operation]))].join(words.comma);
      for (const { of } of changes) if (!owner || !owner.numbers.includes(of)) (nodes[of] ||= []).push(span);
    }
    if (pointed) span.classList.add("pointed");
    for (const number of bases) if (!owner || !owner.numbers.includes(number)) (nodes[number] ||= []).push(span);
    box.append(span);
  }
  const bodies = on.filter((layer) => layer.body && layer.end - layer.start > text.length / 2);
  if (bodies.length) box.classList.add("of-task", "b-" + rows[bodies[0].numbers[0]].row.outcome);
  return box;
}

function lay(side) {
  const plan = pair.plans[SIDES.indexOf(side)];
  $("pane-" + side).hidden = plan === null;
  if (plan === null) { reading.nodes[SIDES.indexOf(side)] = []; return; }
  const text = data("text-" + plan);
  const on = layers(side, plan);
  const nodes = [];
  $("text-" + side).replaceChildren(...text.paragraphs.map((one, place) => paragraph(one, on[place], nodes)));
  const word = side === "upper" ? upperWord() : words.local;
  $("pane-" + side + "-h").replaceChildren(pair.solo ? plans[plan].label : word + words.colon + plans[plan].label, make("span", "sub", plans[plan].title));
  $("pane-" + side + "-note").hidden = text.whole;
  $("pane-" + side + "-note").textContent = say("items_only");
  reading.nodes[SIDES.indexOf(side)] = nodes;
}

// Lay out both texts of the comparison that is open; anew where what is pointed at has changed.
function openReading(pointed) {
  if (reading.pair === state.pair && !pointed) return;
  reading.pair = state.pair;
  reading.chosen = null;
  reading.extra = pointed || {};
  $("panes").classList.toggle("solo", Boolean(pair.solo));
  for (const side of SIDES) {
    lay(side);
    $("pane-" + side).scrollTop = 0;
  }
}

function linkOption(entry) {
  const { row, items, number } = entry;
  const ids = row.upper || row.local || [];
  const name = ids.map((id) => items[id].name).join(words.comma);
  const node = make("li", "option", pair.solo ? null : make("span", "sign t-" + row.outcome, words.marks[row.outcome]), make("span", "option-name", name));
  node.id = "option-" + number;
  node.dataset.number = number;
  node.setAttribute("role", "option");
  node.setAttribute("aria-label", words.relation[row.outcome] + words.colon + name);
  node.setAttribute("aria-selected", String(reading.chosen === number));
  return node;
}

function listLinks() {
  $("links").tabIndex = 0;
  $("links").replaceChildren(...rows.filter((entry) => passes(entry)).map(linkOption));
  mark();
}

const options = () => [...$("links").children];

// Scroll a box so that the node stands in its upper third.
function bring(box, node) {
  const top = node.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTo({ top: Math.max(0, top - box.clientHeight / 3), behavior: still.matches ? "auto" : "smooth" });
}

function mark() {
  for (const node of document.querySelectorAll(".panes .on")) node.classList.remove("on", "on-d");
  const { chosen } = reading;
  const list = options();
  for (const node of list) node.setAttribute("aria-selected", String(Number(node.dataset.number) === chosen));
  $("where").replaceChildren();
  if (chosen === null) { $("links").removeAttribute("aria-activedescendant"); return; }
  $("links").setAttribute("aria-activedescendant", "option-" + chosen);
  for (const nodes of reading.nodes) for (const node of nodes[chosen] || []) {
    node.classList.add("on");
    node.classList.toggle("on-d", (node.dataset.of || "").split(" ").includes(String(chosen)));
  }
  const { row } = rows[chosen];
  const at = list.findIndex((node) => Number(node.dataset.number) === chosen);
  const gaps = pair.solo ? [] : SIDES.filter((side) => !row[side]).map((side) => gap(row, side));
  const about = make("span", "about", ...chip(row), " ", ...(row.flags || []).map((flag) => make("span", "flag", flag)));
  $("where").append(at < 0 ? "" : say("at", at + 1, list.length), about, ...gaps.map((text) => make("span", "empty", text)));
  const calls = decision(row);
  if (calls) $("where").append(calls);
  const open = make("a", "", say("open_list"));
  open.href = address("link", row.id);
  $("where").append(make("span", "actions", pair.solo ? "" : open, " ", permalink(pair.solo ? "item" : "read", row.id)));
}

function chooseLink(number, from) {
  reading.chosen = number;
  mark();
  reading.nodes.forEach((nodes, side) => {
    const node = (nodes[number] || [])[0];
    const box = $("pane-" + SIDES[side]);
    if (node && box !== from) bring(box, node);
  });
  const option = $("option-" + number);
  if (option) bring($("links"), option);
  keep(address(pair.solo ? "item" : "read", rows[number].row.id));
  const { row, items } = rows[number];
  const name = (row.upper || row.local || []).map((id) => items[id].name).join(words.comma);
  announce(words.relation[row.outcome] + words.colon + name);
}

function stepLink(step) {
  const list = options().map((node) => Number(node.dataset.number));
  if (!list.length) return;
  const at = list.indexOf(reading.chosen);
  chooseLink(list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + step))]);
}

function readLink(id) {
  const number = pairOfLink(id);
  if (!number) return false;
  show(number, "reading");
  if (Object.keys(reading.extra).length) openReading({});
  const entry = rows.find((candidate) => candidate.row.id === id);
  if (!entry) return false;
  if (!passes(entry)) { resetFilters(); filter(); }
  $("panes").scrollIntoView();
  chooseLink(entry.number);
  $("links").focus({ preventScroll: true });
  return true;
}

// Both texts with certain places pointed at: number of the plan to ranges in its text.
function readAt(number, places) {
  resetFilters();
  show(number, "reading");
  openReading(places);
  listLinks();
  $("panes").scrollIntoView();
  for (const side of SIDES) {
    const node = $("text-" + side).querySelector(".pointed");
    if (node) bring($("pane-" + side), node);
  }
  $("links").focus({ preventScroll: true });
}

const holds = (row, id) => [...(row.upper || []), ...(row.local || [])].includes(id);

// The comparison that says something of an item: the one that is open, else the first where it can be compared.
function pairThatTells(id, plan) {
  const tells = (number) => has("pair-" + number)
    && data("pair-" + number).rows.some((row) => row.outcome !== "unknown" && holds(row, id));
  if (state.pair && pair.plans.includes(plan) && tells(state.pair)) return state.pair;
  const found = pairs.findIndex((ends, place) => ends.includes(plan) && tells(place + 1));
  return found < 0 ? pairWith(plan) : found + 1;
}

routes.set("read", readLink);
routes.set("item", (id) => {
  const plan = planOf(id);
  const number = plan < 0 ? 0 : pairThatTells(id, plan);
  if (!number) return false;
  show(number);
  const entry = rows.find(({ row }) => holds(row, id) && row.outcome !== "unknown") || rows.find(({ row }) => holds(row, id));
  if (entry) readLink(entry.row.id);
  else readAt(number, { [plan]: data("text-" + plan).items[id] || [] });
  keep(address("item", id));
  return true;
});
routes.set("text", (id) => {
  const found = /^(.+)@(\d+)$/u.exec(id);
  const plan = found ? plans.findIndex((one) => one.id === found[1]) : -1;
  const paragraph = plan < 0 ? null : data("text-" + plan).paragraphs[Number(found[2])];
  const number = paragraph ? pairWith(plan) : 0;
  if (!number) return false;
  readAt(number, { [plan]: [[Number(found[2]), 0, paragraph[1].length]] });
  return true;
});

for (const side of SIDES) {
  $("pane-" + side).addEventListener("click", (event) => {
    const node = event.target.closest("[data-numbers]");
    if (!node || String(getSelection())) return;
    const numbers = node.dataset.numbers.split(" ").map(Number);
    // A passage with several links shows one after the other.
    chooseLink(numbers[(numbers.indexOf(reading.chosen) + 1) % numbers.length], $("pane-" + side));
  });
}
$("links").addEventListener("click", (event) => {
  const node = event.target.closest("[data-number]");
  if (node) chooseLink(Number(node.dataset.number));
});
$("differences").addEventListener("click", () => {
  reading.differences = !reading.differences;
  press($("differences"), reading.differences);
  $("reading-view").classList.toggle("plain-text", !reading.differences);
});
keyHandlers.push(({ target, key }) => {
  if (state.mode !== "reading" || typing(target)) return false;
  const inList = target === $("links");
  const letter = key === "j" || key === "J" ? 1 : key === "k" || key === "K" ? -1 : 0;
  const step = letter || (inList ? { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[key] : 0);
  if (step) { stepLink(step); return true; }
  if (inList && (key === "Home" || key === "End")) { stepLink(key === "Home" ? -Infinity : Infinity); return true; }
  if (key === "Enter" && inList && reading.chosen !== null && !pair.solo) {
    location.hash = address("link", rows[reading.chosen].row.id);
    return true;
  }
  if (key === "Escape" && target.closest("#reading-view") && reading.chosen !== null) {
    reading.chosen = null;
    mark();
    keep("#pair-" + state.pair);
    return true;
  }
  return false;
});
