// One comparison: its rows as a list, with filters. reading.js shows the same rows in the two texts.
const state = { pair: 0, mode: "list", kind: "", outcomes: new Set(), unconfirmed: false, decided: false, query: "" };
const MODES = ["list", "reading", "flow"];
const pairs = data("pairs");
let rows = [];
let pair = null;

// Plans that are compared with none stand behind the comparisons, their items as rows without an answer.
function pairData(number) {
  const [upper, local] = pairs[number - 1];
  if (upper !== null) return data("pair-" + number);
  const rowOf = ([id, item]) => ({ id, kind: item.kind, outcome: "unknown", relation: say("alone"), local: [id] });
  return { solo: true, upper: "", local: plans[local].label, plans: [null, local], comparison: "none",
    comparison_label: say("alone"), rows: Object.entries(data("items-" + local)).map(rowOf) };
}
const rowAddress = (row) => (pair.solo ? address("item", row.id) : address("link", row.id));

const pairWith = (plan) => {
  if (pair && pair.plans.includes(plan)) return state.pair;
  return pairs.findIndex((ends) => ends.includes(plan)) + 1;
};

function chip(row) {
  const name = row.unconfirmed ? row.relation.replace(/\s*[（(][^（(]*[）)]$/u, "") : row.relation;
  const box = make("span", "chip o-" + row.outcome, make("span", "sign", words.marks[row.outcome]), " ", name);
  const found = [box];
  if (row.unconfirmed) found.push(make("br"), make("span", "chip unconfirmed", words.unconfirmed));
  if (row.decision) found.push(make("br"), make("span", "chip decided", say("decision")));
  return found;
}

// The program's call and the person's, side by side.
function decision(row) {
  const { decision: made } = row;
  if (!made) return null;
  const call = (label, outcome, name) => make("div", "", make("dt", "", label),
    make("dd", "", make("span", "chip o-" + outcome, make("span", "sign", words.marks[outcome]), " ", name)));
  const box = make("dl", "calls", call(say("machine"), made.machine, made.machine_label),
    call(say("decision"), made.person, made.person_label),
    make("div", "by", [made.who, made.when].filter(Boolean).join(" "), made.why ? words.colon + made.why : ""));
  if (made.disputed) box.append(make("div", "disputed", say("disputed", made.disputed)));
  return box;
}

function facts(item) {
  const value = item.baseline ? item.baseline + " → " + item.value : item.value;
  return [value, item.attribute, item.deadline && !item.baseline ? item.deadline : "", item.manner, item.departments]
    .filter(Boolean).join(" · ");
}

function gap(row, side) {
  if (pair.solo) return say("alone");
  if (row.outcome === "unknown") return say("no_known");
  if (side === "local") return say("no_passage");
  return say(pair.comparison === "cross" ? "no_reference" : "no_upper");
}

const named = (item) => [item.number ? make("span", "number", item.number) : "", item.name];

function summary(row, side, items) {
  const cell = make("td", row[side] ? "" : "empty");
  if (!row[side]) {
    const names = (side === "upper" && row.basis || []).map((id) => items[id].name);
    cell.append(names.length ? words.basis + words.colon + names.join(words.comma) : gap(row, side));
    return cell;
  }
  for (const id of row[side]) {
    const item = items[id];
    const more = [facts(item), item.kind === row.kind ? "" : words.kind[item.kind]].filter(Boolean).join(" · ");
    cell.append(make("div", "item", make("span", "title", ...named(item)), more ? make("span", "facts", more) : ""));
  }
  return cell;
}

function passage(text, ranges) {
  const box = make("p", "passage");
  box.lang = "zh-CN";
  const characters = Array.from(text);
  let at = 0;
  for (const [start, end] of ranges || []) {
    box.append(characters.slice(at, start).join(""), make("mark", "", characters.slice(start, end).join("")));
    at = end;
  }
  box.append(characters.slice(at).join(""));
  return box;
}

function values(item) {
  const list = make("dl", "values");
  const add = (term, value) => { if (value) list.append(make("div", "", make("dt", "", term), make("dd", "", value))); };
  for (const key of ["baseline", "value", "deadline", "attribute", "manner", "departments"]) add(words.column[key], item[key]);
  add(words.unconfirmed, item.unconfirmed);
  return list;
}

function itemBox(id, item, marks, brief) {
  const place = make("p", "place", [item.place, item.file].filter(Boolean).join(" · "), " ", permalink("item", id));
  return [make("h5", "", ...named(item)), brief ? "" : values(item),
    item.text ? passage(item.text, marks) : brief ? "" : make("p", "empty", say("no_text")), place];
}

function sideBox(row, which, heading, items, marks) {
  const box = make("div", "side " + which, make("h4", "", heading));
  if (!row[which]) box.append(make("p", "empty", gap(row, which)));
  (row[which] || []).forEach((id, place) => box.append(...itemBox(id, items[id], marks && marks[place], false)));
  if (which === "upper" && row.basis) {
    box.append(make("h4", "", words.basis));
    for (const id of row.basis) box.append(...itemBox(id, items[id], null, true));
  }
  return box;
}

const upperWord = () => (pair.comparison === "cross" ? words.reference : words.upper);

function detail(entry) {
  const { row, items } = entry;
  const marks = row.marks || [null, null];
  const upper = pair.solo ? null : sideBox(row, "upper", upperWord() + words.colon + pair.upper, items, marks[0]);
  const sides = make("div", "sides", upper,
    sideBox(row, "local", words.local + words.colon + pair.local, items, marks[1]));
  const cell = make("td", "", sides);
  cell.colSpan = 4;
  if ("marks" in row && !row.marks) cell.append(make("p", "note", say("far_apart")));
  const calls = decision(row);
  if (calls) cell.append(calls);
  const why = make("dl", "why");
  const line = (term, value) => {
    if (!value || !value.length) return;
    const body = Array.isArray(value) ? make("ul", "", ...value.map((text) => make("li", "", text))) : value;
    why.append(make("dt", "", term), make("dd", "", body));
  };
  for (const operation of new Set((row.differences || []).map(([found]) => found))) {
    line(operation, row.differences.filter(([found]) => found === operation).map(([, text]) => text));
  }
  line(words.column.reasons, row.reasons);
  line(words.column.owed, row.owed);
  line(words.column.comparison, pair.comparison_label);
  line(words.column.confidence, row.confidence);
  if (!calls || row.decision.disputed) line(words.page.person, row.judgement);
  line(words.column.id, row.id);
  cell.append(why, make("p", "actions", button(say("open_reading"), "plain", () => readLink(row.id)), " ", permalink(pair.solo ? "item" : "link", row.id)));
  return make("tr", "detail", cell);
}

function toggle(entry, open) {
  const isOpen = Boolean(entry.detail);
  if (open === isOpen) return;
  if (isOpen) {
    entry.detail.remove();
    entry.detail = null;
  } else {
    entry.detail = detail(entry);
    entry.node.after(entry.detail);
    keep(rowAddress(entry.row));
  }
  entry.node.classList.toggle("open", !isOpen);
  entry.node.setAttribute("aria-expanded", String(!isOpen));
}

function searchable(row, items) {
  const texts = [row.id, row.relation, ...(row.flags || []), ...(row.differences || []).flat(), row.judgement || ""];
  for (const id of [...(row.upper || []), ...(row.local || []), ...(row.basis || [])]) texts.push(...Object.values(items[id]));
  return fold(texts.join("\n"));
}

function build(number) {
  pair = pairData(number);
  const items = Object.assign({}, ...pair.plans.filter((place) => place !== null).map((place) => data("items-" + place)));
  $("upper-head").textContent = pair.solo ? say("alone") : upperWord() + words.colon + pair.upper;
  $("local-head").textContent = words.local + words.colon + pair.local;
  rows = pair.rows.map((row, number) => {
    const flags = make("td", "", ...(row.flags || []).map((flag) => make("span", "flag", flag)));
    const node = make("tr", "row", make("td", "", ...chip(row)), summary(row, "upper", items), summary(row, "local", items), flags);
    node.tabIndex = -1;
    node.setAttribute("aria-expanded", "false");
    node.dataset.link = row.id;
    const entry = { row, items, node, number, detail: null, text: searchable(row, items) };
    node.addEventListener("click", () => { focusRow(entry); toggle(entry); });
    return entry;
  });
  $("body").replaceChildren(...rows.map((entry) => entry.node));
}

const visible = () => rows.filter((entry) => !entry.node.hidden);

function focusRow(entry) {
  for (const other of rows) other.node.tabIndex = -1;
  entry.node.tabIndex = 0;
  entry.node.focus({ preventScroll: false });
}

function passes(entry, except) {
  const { row } = entry;
  return (except === "kind" || !state.kind || row.kind === state.kind)
    && (except === "outcome" || !state.outcomes.size || state.outcomes.has(row.outcome))
    && (except === "unconfirmed" || !state.unconfirmed || Boolean(row.unconfirmed))
    && (except === "decided" || !state.decided || Boolean(row.judgement))
    && state.query.split(/\s+/u).every((part) => entry.text.includes(part));
}

// Each button says how many rows it would show beside the other filters.
function counts() {
  const set = (node, pressed, except, test) => {
    const number = rows.filter((entry) => test(entry.row) && passes(entry, except)).length;
    node.querySelector(".count").textContent = String(number);
    node.disabled = number === 0 && !pressed;
    press(node, pressed);
  };
  for (const node of document.querySelectorAll("#kinds [data-kind]")) {
    const { kind } = node.dataset;
    if (kind) set(node, state.kind === kind, "kind", (row) => row.kind === kind);
    else press(node, !state.kind);
  }
  for (const node of document.querySelectorAll("#outcomes [data-outcome]")) {
    const { outcome } = node.dataset;
    set(node, state.outcomes.has(outcome), "outcome", (row) => row.outcome === outcome);
  }
  set($("unconfirmed"), state.unconfirmed, "unconfirmed", (row) => Boolean(row.unconfirmed));
  set($("decided"), state.decided, "decided", (row) => Boolean(row.judgement));
  $("decided").hidden = !rows.some((entry) => entry.row.judgement);
}

function filter() {
  let shown = 0;
  for (const entry of rows) {
    const keepIt = passes(entry);
    entry.node.hidden = !keepIt;
    if (entry.detail) entry.detail.hidden = !keepIt;
    shown += keepIt ? 1 : 0;
  }
  counts();
  $("shown").textContent = say("shown", shown, rows.length);
  $("nothing").hidden = shown > 0;
  const first = visible()[0];
  if (first && !visible().some((entry) => entry.node.tabIndex === 0)) first.node.tabIndex = 0;
  if (state.mode === "reading") listLinks();
}

function resetFilters() {
  Object.assign(state, { kind: "", outcomes: new Set(), unconfirmed: false, decided: false, query: "" });
  $("search").value = "";
}

function setMode(mode) {
  state.mode = mode;
  for (const node of document.querySelectorAll("[data-mode]")) press(node, node.dataset.mode === mode);
  for (const name of MODES) $(name + "-view").hidden = name !== mode;
  $("filters").hidden = mode === "flow";
  document.querySelector("[data-mode=flow]").hidden = Boolean(pair.solo);
  if (mode === "flow" && pair.solo) { setMode("list"); return; }
  if (mode === "flow") $("flow-here").replaceChildren($("flow-" + state.pair).content.cloneNode(true));
  if (mode === "reading") openReading();
}

function show(number, mode) {
  if (state.pair !== number) {
    state.pair = number;
    for (const head of document.querySelectorAll(".banner")) head.hidden = head.id !== "pair-" + number;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      const chosen = Number(tab.dataset.tab) === number;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    if ($("chooser")) $("chooser").value = String(number);
    build(number);
  }
  $("modes").hidden = false;
  setMode(mode || state.mode);
  filter();
}

function choose(number) {
  resetFilters();
  show(number);
  keep("#pair-" + number);
}

// Without parsing every comparison: the one whose block names the link.
function pairOfLink(id) {
  if (pair && pair.rows.some((row) => row.id === id)) return state.pair;
  const sought = JSON.stringify(id);
  const names = (place) => has("pair-" + place) && $("data-pair-" + place).textContent.includes('"id":' + sought);
  return pairs.findIndex((ends, place) => names(place + 1)) + 1;
}

routes.set("link", (id) => {
  const number = pairOfLink(id);
  if (!number) return false;
  resetFilters();
  show(number, "list");
  const entry = rows.find((candidate) => candidate.row.id === id);
  if (!entry) return false;
  toggle(entry, true);
  focusRow(entry);
  entry.node.scrollIntoView({ block: "center" });
  return true;
});
routes.set("pair", (id) => {
  const number = Number(id);
  if (!pairs[number - 1]) return false;
  resetFilters();
  show(number);
  $("pair-" + number).scrollIntoView();
  return true;
});

$("pairs").addEventListener("click", (event) => {
  const target = event.target.closest("[data-tab], [data-kind], [data-outcome], [data-mode]");
  if (!target) return;
  const { tab, kind, outcome, mode } = target.dataset;
  if (tab) choose(Number(tab));
  if (mode) { setMode(mode); filter(); }
  if (kind !== undefined) { state.kind = kind; filter(); }
  if (outcome) { if (!state.outcomes.delete(outcome)) state.outcomes.add(outcome); filter(); }
});
$("unconfirmed").addEventListener("click", () => { state.unconfirmed = !state.unconfirmed; filter(); });
$("decided").addEventListener("click", () => { state.decided = !state.decided; filter(); });
$("reset").addEventListener("click", () => { resetFilters(); filter(); $("search").focus(); });
$("search").addEventListener("input", (event) => { state.query = fold(event.target.value).trim(); filter(); });
if ($("chooser")) $("chooser").addEventListener("change", (event) => choose(Number(event.target.value)));

function tabKeys({ target, key }) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[key];
  const tabs = [...document.querySelectorAll("[data-tab]")];
  if (!target.matches("[role=tab]") || (!step && key !== "Home" && key !== "End")) return false;
  const at = key === "Home" ? 0 : key === "End" ? tabs.length - 1 : (tabs.indexOf(target) + step + tabs.length) % tabs.length;
  tabs[at].focus();
  tabs[at].click();
  return true;
}

keyHandlers.push(tabKeys, ({ target, key }) => {
  if (target === $("search")) {
    if (key === "Escape") { resetFilters(); filter(); return true; }
    if (key === "ArrowDown" && state.mode === "list" && visible()[0]) { focusRow(visible()[0]); return true; }
    return false;
  }
  const entry = rows.find((candidate) => candidate.node === target);
  if (!entry) return false;
  const list = visible();
  const at = list.indexOf(entry);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 };
  if (key in moves) {
    focusRow(list[Math.max(0, Math.min(list.length - 1, moves[key]))]);
    return true;
  }
  if (key === "Enter" || key === " ") { toggle(entry); return true; }
  if (key === "Escape") { toggle(entry, false); return true; }
  return false;
});
