// One box that finds in everything: plans, items, findings and the texts of all plans.
const finder = { entries: null, building: null, query: "" };
const HITS = { plans: 6, items: 10, findings: 6, texts: 12 };
const pause = () => new Promise((resolve) => { setTimeout(resolve); });

async function buildIndex() {
  const entries = [];
  const add = (group, label, sub, hash, ...texts) => {
    entries.push({ group, label, sub, hash, text: fold([label, sub, ...texts].filter(Boolean).join("\n")) });
  };
  for (const plan of plans) add("plans", plan.label, plan.title, "#plans", plan.level, plan.id);
  if (has("findings")) {
    for (const row of data("findings")) {
      const quotes = [...(row.upper || []), ...(row.local || [])].map((cited) => cited.quote);
      add("findings", row.message, row.rule + " · " + row.plan_label, address("finding", row.id), row.title, ...quotes);
    }
  }
  for (const [number, plan] of plans.entries()) {
    // A plan at a time, so that typing never waits.
    await pause();
    if (!has("items-" + number)) continue;
    for (const [id, item] of Object.entries(data("items-" + number))) {
      const name = [item.number, item.name].filter(Boolean).join(" ");
      add("items", name, [plan.label, item.value].filter(Boolean).join(" · "), address("item", id),
        item.departments, item.text, item.attribute);
    }
    const text = data("text-" + number);
    if (!text.whole) continue;
    for (const [place, paragraph] of text.paragraphs.entries()) {
      entries.push({ group: "texts", plan: plan.label, paragraph: paragraph[1], text: fold(paragraph[1]),
        hash: address("text", plan.id + "@" + place) });
    }
  }
  finder.entries = entries;
}

function snippet(entry, part) {
  const at = Math.max(0, entry.text.indexOf(part));
  const start = Math.max(0, at - 18);
  return (start ? "…" : "") + entry.paragraph.slice(start, start + 64) + (start + 64 < entry.paragraph.length ? "…" : "");
}

function showHits() {
  const box = $("hits");
  box.textContent = "";
  box.hidden = !finder.query;
  if (!finder.query) return;
  const parts = finder.query.split(/\s+/u);
  let total = 0;
  for (const group of Object.keys(HITS)) {
    const found = finder.entries.filter((entry) => entry.group === group && parts.every((part) => entry.text.includes(part)));
    if (!found.length) continue;
    total += found.length;
    const list = make("ul", "");
    for (const entry of found.slice(0, HITS[group])) {
      const link = make("a", "hit", make("span", "hit-name", entry.label || snippet(entry, parts[0])),
        make("span", "sub", entry.sub || entry.plan));
      link.href = entry.hash;
      list.append(make("li", "", link));
    }
    box.append(make("h3", "", say("hits_" + group)), list);
    if (found.length > HITS[group]) box.append(make("p", "note", say("hits_more", found.length, HITS[group])));
  }
  if (!total) box.append(make("p", "note", say("hits_none")));
  announce(total ? say("hits_more", total, box.querySelectorAll(".hit").length) : say("hits_none"));
}

async function find() {
  finder.query = fold($("everything").value).trim();
  if (finder.query && !finder.entries) {
    finder.building ||= buildIndex();
    await finder.building;
  }
  showHits();
}

function closeFinder() {
  $("hits").hidden = true;
}

$("finder").hidden = false;
$("everything").addEventListener("focus", () => { finder.building ||= buildIndex(); });
$("everything").addEventListener("input", find);
document.addEventListener("click", (event) => {
  const hit = event.target.closest(".hit");
  if (hit || !event.target.closest("#finder")) closeFinder();
  // The address may be the one that is shown already.
  if (hit && hit.hash === location.hash) route();
});
keyHandlers.push((event) => {
  const { target, key } = event;
  if (key === "/" && !typing(target)) {
    $("everything").focus();
    $("everything").select();
    return true;
  }
  if (!target.closest("#finder")) return false;
  const hits = [...document.querySelectorAll("#hits .hit")];
  const at = hits.indexOf(target);
  if (key === "Escape") {
    $("everything").value = "";
    finder.query = "";
    closeFinder();
    $("everything").focus();
    return true;
  }
  if (key === "ArrowDown" && hits.length && !$("hits").hidden) {
    hits[Math.min(hits.length - 1, at + 1)].focus();
    return true;
  }
  if (key === "ArrowUp" && at >= 0) {
    (at ? hits[at - 1] : $("everything")).focus();
    return true;
  }
  if (key === "Enter" && at < 0 && hits.length && !$("hits").hidden) {
    hits[0].click();
    return true;
  }
  return false;
});
