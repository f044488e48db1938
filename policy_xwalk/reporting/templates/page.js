"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const parsed = new Map();
  const data = (name) => {
    if (!parsed.has(name)) parsed.set(name, JSON.parse($("data-" + name).textContent));
    return parsed.get(name);
  };
  const words = data("words");
  const say = (code, ...values) => values.reduce((text, value) => text.replace("{}", value), words.page[code]);
  const state = { pair: 0, kind: "", outcomes: new Set(), unconfirmed: false, query: "" };
  let rows = [];

  // Text of a plan only ever becomes a text node.
  function make(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    for (const child of children) if (child !== null && child !== undefined && child !== "") node.append(child);
    return node;
  }

  function chip(row) {
    const sign = make("span", "sign", words.marks[row.outcome]);
    const name = row.unconfirmed ? row.relation.replace(/\s*[（(][^（(]*[）)]$/u, "") : row.relation;
    const box = make("span", "chip o-" + row.outcome, sign, " ", name);
    if (!row.unconfirmed) return [box];
    return [box, document.createElement("br"), make("span", "chip unconfirmed", words.unconfirmed)];
  }

  function facts(item) {
    const value = item.baseline ? item.baseline + " → " + item.value : item.value;
    return [value, item.attribute, item.deadline && !item.baseline ? item.deadline : "", item.manner, item.departments]
      .filter(Boolean).join(" · ");
  }

  function gap(row, side, pair) {
    if (row.outcome === "unknown") return say("no_known");
    if (side === "local") return say("no_passage");
    return say(pair.comparison === "cross" ? "no_reference" : "no_upper");
  }

  function summary(row, side, items, pair) {
    const cell = make("td", row[side] ? "" : "empty");
    if (!row[side]) {
      const names = (side === "upper" && row.basis || []).map((id) => items[id].name);
      cell.append(names.length ? words.basis + words.colon + names.join(words.comma) : gap(row, side, pair));
      return cell;
    }
    for (const id of row[side]) {
      const item = items[id];
      const title = make("span", "title", item.number ? make("span", "number", item.number) : "", item.name);
      const more = [facts(item), item.kind === row.kind ? "" : words.kind[item.kind]].filter(Boolean).join(" · ");
      cell.append(make("div", "item", title, more ? make("span", "facts", more) : ""));
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
    for (const key of ["baseline", "value", "deadline", "attribute", "manner", "departments"]) {
      if (item[key]) list.append(make("div", "", make("dt", "", words.column[key]), make("dd", "", item[key])));
    }
    if (item.unconfirmed) {
      list.append(make("div", "", make("dt", "", words.unconfirmed), make("dd", "", item.unconfirmed)));
    }
    return list;
  }

  function side(row, which, pair, heading, items, marks) {
    const box = make("div", "side " + which, make("h4", "", heading));
    if (!row[which]) box.append(make("p", "empty", gap(row, which, pair)));
    (row[which] || []).forEach((id, place) => {
      const item = items[id];
      box.append(make("h5", "", item.number ? make("span", "number", item.number) : "", item.name), values(item));
      if (item.text) box.append(passage(item.text, marks && marks[place]));
      else box.append(make("p", "empty", say("no_text")));
      box.append(make("p", "place", [item.place, item.file].filter(Boolean).join(" · ")));
    });
    if (which === "upper" && row.basis) {
      box.append(make("h4", "", words.basis));
      for (const id of row.basis) {
        const item = items[id];
        box.append(make("h5", "", item.number ? make("span", "number", item.number) : "", item.name));
        if (item.text) box.append(passage(item.text));
        box.append(make("p", "place", [item.place, item.file].filter(Boolean).join(" · ")));
      }
    }
    return box;
  }

  function detail(row, pair, items) {
    const marks = row.marks || [null, null];
    const upper = (pair.comparison === "cross" ? words.reference : words.upper) + words.colon + pair.upper;
    const sides = make("div", "sides", side(row, "upper", pair, upper, items, marks[0]),
      side(row, "local", pair, words.local + words.colon + pair.local, items, marks[1]));
    const cell = make("td", "", sides);
    cell.colSpan = 4;
    if ("marks" in row && !row.marks) cell.append(make("p", "note", say("far_apart")));
    const why = make("dl", "why");
    const line = (term, value) => {
      if (!value || !value.length) return;
      const body = Array.isArray(value) ? make("ul", "", ...value.map((text) => make("li", "", text))) : value;
      why.append(make("dt", "", term), make("dd", "", body));
    };
    for (const operation of new Set((row.differences || []).map(([found]) => found))) {
      const texts = row.differences.filter(([found]) => found === operation).map(([, text]) => text);
      line(operation, texts);
    }
    line(words.column.reasons, row.reasons);
    line(words.column.owed, row.owed);
    line(words.column.comparison, pair.comparison_label);
    line(words.column.confidence, row.confidence);
    line(words.page.person, row.judgement);
    line(words.column.id, row.id);
    cell.append(why);
    return make("tr", "detail", cell);
  }

  function toggle(entry, open) {
    const isOpen = Boolean(entry.detail);
    if (open === isOpen) return;
    if (isOpen) {
      entry.detail.remove();
      entry.detail = null;
    } else {
      entry.detail = detail(entry.row, entry.pair, entry.items);
      entry.node.after(entry.detail);
    }
    entry.node.classList.toggle("open", !isOpen);
    entry.node.setAttribute("aria-expanded", String(!isOpen));
  }

  function searchable(row, items) {
    const texts = [row.id, row.relation, ...(row.flags || []), ...(row.differences || []).flat()];
    for (const id of [...(row.upper || []), ...(row.local || []), ...(row.basis || [])]) {
      texts.push(...Object.values(items[id]));
    }
    return texts.join("\n").normalize("NFKC").toLowerCase();
  }

  function build(number) {
    const pair = data("pair-" + number);
    const items = Object.assign({}, ...pair.items.map((place) => data("items-" + place)));
    $("upper-head").textContent = (pair.comparison === "cross" ? words.reference : words.upper) + words.colon + pair.upper;
    $("local-head").textContent = words.local + words.colon + pair.local;
    const body = $("body");
    body.textContent = "";
    rows = pair.rows.map((row) => {
      const flags = make("td", "", ...(row.flags || []).map((flag) => make("span", "flag", flag)));
      const node = make("tr", "row", make("td", "", ...chip(row)), summary(row, "upper", items, pair),
        summary(row, "local", items, pair), flags);
      node.tabIndex = -1;
      node.setAttribute("aria-expanded", "false");
      node.dataset.link = row.id;
      const entry = { row, pair, items, node, detail: null, text: searchable(row, items) };
      node.addEventListener("click", () => { focusRow(entry); toggle(entry); });
      body.append(node);
      return entry;
    });
  }

  function visible() {
    return rows.filter((entry) => !entry.node.hidden);
  }

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
      && state.query.split(/\s+/u).every((part) => entry.text.includes(part));
  }

  // Each button says how many rows it would show beside the other filters.
  function counts() {
    const set = (button, number, pressed) => {
      button.querySelector(".count").textContent = String(number);
      button.disabled = number === 0 && !pressed;
    };
    for (const button of document.querySelectorAll("#kinds [data-kind]")) {
      const { kind } = button.dataset;
      button.setAttribute("aria-pressed", String(state.kind === kind));
      if (kind) set(button, rows.filter((entry) => entry.row.kind === kind && passes(entry, "kind")).length, state.kind === kind);
    }
    for (const button of document.querySelectorAll("#outcomes [data-outcome]")) {
      const { outcome } = button.dataset;
      const pressed = state.outcomes.has(outcome);
      button.setAttribute("aria-pressed", String(pressed));
      set(button, rows.filter((entry) => entry.row.outcome === outcome && passes(entry, "outcome")).length, pressed);
    }
    const button = $("unconfirmed");
    button.setAttribute("aria-pressed", String(state.unconfirmed));
    set(button, rows.filter((entry) => entry.row.unconfirmed && passes(entry, "unconfirmed")).length, state.unconfirmed);
  }

  function filter() {
    let shown = 0;
    for (const entry of rows) {
      const keep = passes(entry);
      entry.node.hidden = !keep;
      if (entry.detail) entry.detail.hidden = !keep;
      shown += keep ? 1 : 0;
    }
    counts();
    $("shown").textContent = say("shown", shown, rows.length);
    $("nothing").hidden = shown > 0;
    const first = visible()[0];
    if (first && !visible().some((entry) => entry.node.tabIndex === 0)) first.node.tabIndex = 0;
  }

  function reset() {
    Object.assign(state, { kind: "", outcomes: new Set(), unconfirmed: false, query: "" });
    $("search").value = "";
  }

  function show(number) {
    if (state.pair !== number) {
      state.pair = number;
      for (const head of document.querySelectorAll(".pair-head")) head.hidden = head.id !== "pair-" + number;
      for (const tab of document.querySelectorAll("[data-tab]")) {
        const chosen = Number(tab.dataset.tab) === number;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      }
      if ($("chooser")) $("chooser").value = String(number);
      build(number);
    }
    $("filters").hidden = false;
    $("rows").hidden = false;
    filter();
  }

  function open(number, link) {
    reset();
    show(number);
    const entry = rows.find((candidate) => candidate.row.id === link);
    if (!entry) return;
    toggle(entry, true);
    focusRow(entry);
    entry.node.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-tab], [data-pair], [data-kind], [data-outcome]");
    if (!target) return;
    const { tab, pair, link, kind, outcome } = target.dataset;
    if (tab) { reset(); show(Number(tab)); }
    if (pair) {
      if (link) open(Number(pair), link);
      else { event.preventDefault(); reset(); show(Number(pair)); $("pair-" + pair).scrollIntoView(); }
    }
    if (kind !== undefined) { state.kind = kind; filter(); }
    if (outcome) { if (!state.outcomes.delete(outcome)) state.outcomes.add(outcome); filter(); }
  });
  $("unconfirmed").addEventListener("click", () => { state.unconfirmed = !state.unconfirmed; filter(); });
  $("reset").addEventListener("click", () => { reset(); filter(); $("search").focus(); });
  $("search").addEventListener("input", (event) => {
    state.query = event.target.value.normalize("NFKC").toLowerCase().trim();
    filter();
  });
  if ($("chooser")) $("chooser").addEventListener("change", (event) => { reset(); show(Number(event.target.value)); });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (target.matches("[role=tab]") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = [...document.querySelectorAll("[data-tab]")];
      const step = event.key === "ArrowRight" ? 1 : -1;
      const next = tabs[(tabs.indexOf(target) + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
      return;
    }
    if (target.matches("input, select, textarea")) {
      if (event.key === "Escape" && target === $("search")) { reset(); filter(); }
      if (event.key === "ArrowDown" && target === $("search") && visible()[0]) { event.preventDefault(); focusRow(visible()[0]); }
      return;
    }
    if (event.key === "/") { event.preventDefault(); $("search").focus(); return; }
    const entry = rows.find((candidate) => candidate.node === target);
    if (!entry) return;
    const list = visible();
    const at = list.indexOf(entry);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      const next = list[Math.max(0, Math.min(list.length - 1, moves[event.key]))];
      focusRow(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      toggle(entry);
    } else if (event.key === "Escape") {
      toggle(entry, false);
    }
  });

  const first = document.querySelector(".pair-head");
  const asked = /^#pair-(\d+)$/u.exec(location.hash);
  const wanted = asked && $("data-pair-" + asked[1]) ? Number(asked[1]) : 0;
  if (first) show(wanted || Number(first.id.slice(5)));
})();
