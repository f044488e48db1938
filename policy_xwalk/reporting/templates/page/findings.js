// The list of findings: filtered, and built fifty at a time.
const STEP = 50;
const audit = { severities: new Set(), rule: "", plan: "", waived: true, shown: STEP };

const QUOTES = 4;

// The passages of one side, by plan; the first ones are open.
function citedBox(list, heading) {
  if (!list || !list.length) return null;
  const box = make("div", "cited");
  let label = null;
  let into = box;
  for (const [place, cited] of list.entries()) {
    if (place === QUOTES && list.length > QUOTES + 1) {
      into = make("details", "", make("summary", "", say("quotes_more", list.length - QUOTES)));
      box.append(into);
    }
    if (cited.label !== label) into.append(make("p", "cited-of", heading ? heading + words.colon : "", cited.label));
    label = cited.label;
    const quote = make("blockquote", "passage", cited.quote);
    quote.lang = "zh-CN";
    if (cited.place) quote.append(make("cite", "place", cited.place));
    into.append(quote);
  }
  return box;
}

function findingNode(row) {
  const about = row.plan_label + (row.against ? " ← " + row.against : "");
  const node = make("li", "finding" + (row.waiver ? " waived" : ""));
  node.id = "finding-" + row.id;
  node.tabIndex = -1;
  node.append(make("p", "finding-head", make("span", "chip v-" + row.severity, row.label),
    row.waiver ? make("span", "chip unconfirmed", say("waived")) : null,
    make("span", "finding-rule", row.rule + " " + row.title), make("span", "finding-plan", about)));
  node.append(make("p", "finding-message", row.waiver ? make("s", "", row.message) : row.message));
  if (row.waiver) node.append(make("p", "waiver", row.waiver));
  const cited = [citedBox(row.upper, words.upper), citedBox(row.local, row.upper ? words.local : "")].filter(Boolean);
  if (cited.length) node.append(make("div", "evidence", ...cited));
  const advice = row.suggestion ? make("p", "suggestion", make("b", "", say("suggestion") + words.colon), row.suggestion) : null;
  const actions = make("p", "actions", permalink("finding", row.id));
  const pair = typeof readAt === "function" ? row.pair || pairWith(row.plan) : 0;
  if (pair && row.places) {
    actions.prepend(button(say("read_there"), "plain", () => readAt(pair, row.places)), " ");
  }
  node.append(make("div", "finding-foot", advice, actions));
  return node;
}

function chosenFindings() {
  return data("findings").filter((row) => (!audit.severities.size || audit.severities.has(row.severity))
    && (!audit.rule || row.rule === audit.rule)
    && (!audit.plan || row.plan_label === audit.plan || row.against === audit.plan)
    && (audit.waived || !row.waiver));
}

function listFindings() {
  const chosen = chosenFindings();
  $("finding-list").replaceChildren(...chosen.slice(0, audit.shown).map(findingNode));
  $("findings-shown").textContent = say("shown", Math.min(audit.shown, chosen.length), data("findings").length);
  const more = $("more-findings");
  more.hidden = chosen.length <= audit.shown;
  more.textContent = say("more", Math.min(STEP, chosen.length - audit.shown));
  for (const node of document.querySelectorAll("[data-severity]")) press(node, audit.severities.has(node.dataset.severity));
  if ($("waived")) press($("waived"), audit.waived);
}

function refilter() {
  audit.shown = STEP;
  listFindings();
}

function resetFindings() {
  Object.assign(audit, { severities: new Set(), rule: "", plan: "", waived: true, shown: STEP });
  $("finding-rule").value = "";
  $("finding-plan").value = "";
}

routes.set("finding", (id) => {
  const place = data("findings").findIndex((row) => row.id === id);
  if (place < 0) return false;
  if (!chosenFindings().some((row) => row.id === id)) resetFindings();
  audit.shown = Math.max(audit.shown, Math.ceil((chosenFindings().findIndex((row) => row.id === id) + 1) / STEP) * STEP);
  listFindings();
  const node = $("finding-" + id);
  node.classList.add("target");
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  return true;
});

$("finding-filters").hidden = false;
$("finding-filters").addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-severity]");
  if (chosen) {
    const { severity } = chosen.dataset;
    if (!audit.severities.delete(severity)) audit.severities.add(severity);
    refilter();
  }
});
$("finding-rule").addEventListener("change", (event) => { audit.rule = event.target.value; refilter(); });
$("finding-plan").addEventListener("change", (event) => { audit.plan = event.target.value; refilter(); });
$("finding-reset").addEventListener("click", () => { resetFindings(); refilter(); });
if ($("waived")) $("waived").addEventListener("click", () => { audit.waived = !audit.waived; refilter(); });
$("more-findings").addEventListener("click", () => { audit.shown += STEP; listFindings(); });
// On paper stands every finding that passes the filters.
addEventListener("beforeprint", () => {
  audit.shown = Infinity;
  listFindings();
  for (const node of document.querySelectorAll("#finding-list details")) node.open = true;
});
starters.push(listFindings);
