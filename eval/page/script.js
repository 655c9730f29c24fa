"use strict";
const D = JSON.parse(document.getElementById("data").textContent);
const PAGE = 100, SHORT = 280, FLIPS = 8, DOCUMENTS = 15;
const FIELDS = ["group", "probe", "lang", "kind", "type", "document"];
const VERDICTS = D.runs.map(run => "verdict." + run);
const two = D.runs.length === 2;

// What the reader chose stands in the address, so that a link shows the same: q, a key per filter, fact, open, ui.
const at = new URLSearchParams(location.hash.slice(1));
let tongue = "en";
const sorted = {};

const t = (key, ...values) => D.words[tongue][key].replace(/\{(\d)\}/g, (_, i) => values[i]);
const name = (group, key) => Object.hasOwn(D.words[tongue].names[group] || {}, key) ? D.words[tongue].names[group][key] : key;
const num = n => n.toLocaleString("en");
const percent = share => (100 * share).toFixed(1) + "%";
const bounds = ([, low, high]) => `[${(100 * low).toFixed(1)},\u00a0${(100 * high).toFixed(1)}]`;
const shownP = p => p == null ? "" : p < 0.001 ? "<0.001" : p.toFixed(3);
const points = x => (x < 0 ? "−" : "+") + Math.abs(100 * x).toFixed(1);
const whole = text => typeof text === "string" ? text : text[0];
const title = id => (Object.hasOwn(D.titles, id) && D.titles[id]) || id;

// A control character, a lone surrogate or a mark that turns the direction of text is shown as its number.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;
const seen = text => text.replace(HIDDEN, c => "⟨U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩");

// Every text goes in as a text node: nothing of a corpus or a model is ever parsed as HTML.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter(c => c != null && c !== false).map(c => c instanceof Node ? c : seen(String(c))));
  return node;
}
function svg(height, shapes) {
  const make = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const root = make("svg", {viewBox: `0 0 100 ${height}`, height, preserveAspectRatio: "none", role: "img"});
  root.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return root;
}
const colour = i => two && i === 0 || D.runs[i] === "base" ? "base" : "tuned";
const bdi = text => el("bdi", {}, text);

function long(text, css) {
  const kept = whole(text), total = typeof text === "string" ? kept.length : text[1], node = el("span", {class: "text " + (css || ""), dir: "auto"});
  if (kept.length <= SHORT + 80) { node.append(kept ? seen(kept) : t("empty")); return [node]; }
  node.append(seen(kept.slice(0, SHORT)) + "…");
  const button = el("button", {type: "button", class: "link", onclick: event => {
    event.stopPropagation();
    node.textContent = seen(kept);
    if (total > kept.length) button.replaceWith(el("span", {class: "why"}, t("cut", num(kept.length), num(total))));
    else button.remove();
  }}, t("showAll", num(total)));
  return [node, " ", button];
}

// --- headline
function tile(what, value, ...notes) {
  return el("div", {class: "tile"}, el("span", {class: "what"}, what), el("b", {}, value), notes.filter(Boolean).map(note => el("span", {}, note)));
}
const arrow = values => values.flatMap((value, i) => i ? [el("i", {}, " → "), value] : [value]);
const rateTile = (key, part, of) => part && tile(t(key), arrow(part.rates.map(r => percent(r[0]))),
  part.rates.map(bounds).join(" → "), t(of, num(part.n)));
function headline() {
  const H = D.headline, moved = H.taught && H.taught.moved, shares = H.taught && H.taught.rates.map(r => percent(r[0]) + " " + bounds(r));
  const neutral = Object.entries(H.neutral);
  return el("section", {},
    shares && el("p", {class: "lead"}, two ? t("leadTwo", ...D.runs, ...shares) : t("leadOne", D.runs[0], shares[0])),
    el("p", {class: "meaning"}, name("meaning", H.meaning)),
    el("div", {class: "tiles"}, [
      rateTile("taught", H.taught, "ofQuestions"), rateTile("control", H.control, "ofQuestions"),
      H.effect && tile(t("effect"), t("points", points(H.effect[0])), ...(H.effect.length < 4 ? [t("oneDocument")]
        : [`[${points(H.effect[2])},\u00a0${points(H.effect[3])}]`, t("effectNote", num(H.effect[1])), H.effect[1] < 20 && t("fewDocuments")])),
      moved && tile(t("flips"), `+${num(moved[0])} / −${num(moved[1])}`, t("test", shownP(moved[2]).replace(/^(?=\d)/, "= "))),
      rateTile("strict", H.strict, "ofFacts"),
      H.mde != null && tile(t("mde"), t("points", (100 * H.mde).toFixed(1)), t("mdeNote")),
      neutral.length > 0 && tile(t("neutral"), arrow(neutral.map(n => n[1].toFixed(3))), neutral.map(n => n[0]).join(" → "), t("neutralNote"))]));
}

// --- tables of shares
function barsOf(rates) {
  const shapes = [];
  rates.forEach(([share, low, high], i) => {
    const y = 11 * i + 1, middle = y + 4;
    shapes.push(["rect", {class: "track", x: 0, y, width: 100, height: 8}], ["rect", {class: colour(i), x: 0, y, width: 100 * share, height: 8}],
      ["line", {class: "whisker", x1: 100 * low, x2: 100 * high, y1: middle, y2: middle}],
      ...[low, high].map(x => ["line", {class: "whisker", x1: 100 * x, x2: 100 * x, y1: middle - 3, y2: middle + 3}]));
  });
  const drawing = svg(11 * rates.length, shapes);
  drawing.setAttribute("aria-label", rates.map((r, i) => t("barLabel", D.runs[i], percent(r[0]) + " " + bounds(r))).join("; "));
  return drawing;
}
const key = () => el("p", {class: "key soft"}, D.runs.map((run, i) => el("span", {}, svg(10, [["rect", {class: colour(i), width: 100, height: 10}]]), run)));

// `columns`: [label, the value to sort by, the cell, its class]
function columnsOf(table) {
  const places = table.columns.map((column, i) => [name("columns", column), row => placeName(column, row.place[i]), row => placeCell(column, row.place[i], table.rows.find(r => r.place[i] === row.place[i]) === row), "place"]);
  const rates = D.runs.map((run, i) => [run, row => row.rates[i][0], row => percent(row.rates[i][0]) + " " + bounds(row.rates[i]), "num"]);
  const tested = table.rows.some(row => row.moved && row.moved[2] != null);
  const adjusted = table.rows.some(row => row.moved && row.moved[3] != null);
  const moved = two ? [[t("gained"), 0], [t("lost"), 1], ...(tested ? [["p", 2]] : []), ...(adjusted ? [[t("holm"), 3]] : [])].map(([label, i]) =>
    [label, row => row.moved[i] ?? 2, row => i > 1 ? shownP(row.moved[i]) : num(row.moved[i]), "num"]) : [];
  return [...places, ["n", row => row.n, row => num(row.n), "num"], [t("bars"), null, row => barsOf(row.rates), "bars"], ...rates, ...moved];
}
const placeName = (column, value) => value === "all" ? t("all") : column === "document" ? title(value) : name(column, value);
function placeCell(column, value, first) {
  if (column === "document") return el("button", {type: "button", class: "plain", onclick: () => choose({group: "taught", probe: "held_out", document: value})}, bdi(title(value)));
  const about = column === "probe" && first && name("about", value);
  return [placeName(column, value), about && about !== value && el("span", {class: "soft"}, about)];
}
function figures(id, table, first) {
  const columns = columnsOf(table), body = el("tbody"), more = el("p"), box = el("div");
  let limit = first || Infinity;
  const fill = () => {
    const rows = [...table.rows], order = sorted[id];
    if (order) {
      const value = columns[order.by][1];
      rows.sort((a, b) => { const [x, y] = [value(a), value(b)]; return order.way * (typeof x === "string" ? x.localeCompare(y) : x - y); });
    }
    heads.forEach((th, i) => th.setAttribute("aria-sort", order && order.by === i ? (order.way > 0 ? "ascending" : "descending") : "none"));
    body.replaceChildren(...rows.slice(0, limit).map(row => el("tr", {}, columns.map(([label, , cell, css]) =>
      el("td", {class: css, "data-label": css === "num" && label}, cell(row))))));
    const rest = rows.length - limit;
    more.replaceChildren(...(rest > 0 ? [el("button", {type: "button", onclick: () => { limit += PAGE; fill(); }}, t("more", num(Math.min(PAGE, rest))))] : []));
  };
  const heads = columns.map(([label, value, , css], i) => el("th", {scope: "col", class: css}, value ? el("button", {type: "button", class: "plain", onclick: () => {
    const now = sorted[id];
    sorted[id] = {by: i, way: now && now.by === i ? -now.way : css === "num" ? -1 : 1};
    fill();
  }}, label) : label));
  box.append(el("table", {class: "figures", id: "table-" + id}, el("thead", {}, el("tr", {}, heads)), body), more);
  fill();
  return box;
}

// --- the questions
const ROWS = D.rows.map((values, index) => {
  const row = Object.fromEntries(D.columns.map((column, i) => [column, values[i]]));
  const right = row.answers.map(a => a[0] === "correct");
  return Object.assign(row, {index, flip: two ? (right[0] ? (right[1] ? "kept" : "lost") : right[1] ? "won" : "missed") : ""});
});
function searched(row) {
  row.words ??= [whole(row.question), ...row.targets, ...row.answers.flatMap(a => [whole(a[1]), whole(a[2])]), title(row.document), row.id, row.fact].join("\n").toLowerCase();
  return row.words;
}
const valueOf = (row, field) => field.startsWith("verdict.") ? row.answers[VERDICTS.indexOf(field)][0] : row[field];
const FILTERS = [...FIELDS, ...(two ? ["flip"] : []), ...VERDICTS];
function found() {
  const words = (at.get("q") || "").trim().toLowerCase(), set = [...FILTERS, "fact"].filter(field => at.get(field));
  return ROWS.filter(row => set.every(field => valueOf(row, field) === at.get(field)) && (!words || searched(row).includes(words)));
}
function answer([verdict, text, reason]) {
  return [...long(text, "answer"), el("span", {class: "why"}, el("b", {class: verdict}, name("verdict", verdict)), " ", ...long(reason))];
}
function rowNode(row) {
  const id = "row-" + row.index;
  const chips = [["group", row.group], ["probe", row.probe], ["kind", row.kind], ["type", row.type]].map(([g, v]) => name(g, v)).join(" · ");
  const asked = long(row.question), head = el("button", {type: "button", class: "plain ask", lang: row.lang, "aria-expanded": "false", "aria-controls": id}, asked[0]);
  const node = el("tr", {class: "row", onclick: event => {
    if (event.target.closest("button.link") || String(getSelection())) return;
    toggle(node, row);
  }}, el("td", {}, head, asked.slice(1), el("span", {class: "chips"}, chips)),
    el("td", {lang: row.lang, "data-label": t("expected")}, bdi(row.targets[0] ?? ""), row.targets.length > 1 && el("span", {class: "why"}, t("also") + " ", row.targets.slice(1).map((x, i) => [i ? " · " : "", bdi(x)]).flat())),
    row.answers.map((a, i) => el("td", {lang: row.lang, "data-label": D.runs[i]}, answer(a))));
  node.row = row;
  return node;
}
function toggle(node, row) {
  const open = node.classList.toggle("open"), head = node.querySelector(".ask");
  head.setAttribute("aria-expanded", String(open));
  if (open) node.after(detail(row));
  else node.nextElementSibling.remove();
  put("open", open ? row.id : "");
}
function detail(row) {
  const fact = Object.hasOwn(D.facts, row.fact) ? D.facts[row.fact] : null;
  return el("tr", {class: "detail", id: "row-" + row.index}, el("td", {colspan: 2 + D.runs.length},
    row.choices.length > 0 && [el("h4", {}, t("choices")), el("p", {}, row.choices.map((c, i) => [i ? " · " : "", bdi(c)]).flat())],
    fact ? [el("h4", {}, t("evidence")),
      el("blockquote", {lang: row.lang, dir: "auto"}, fact.cut_before && "… ", fact.before, el("mark", {}, fact.evidence), fact.after, fact.cut_after && " …"),
      el("h4", {}, t("source")), el("p", {}, bdi(fact.title || fact.source), fact.title && el("span", {class: "soft"}, " ", bdi(fact.source))),
      el("h4", {}, t("statement")), el("p", {lang: row.lang}, bdi(fact.statement)),
      el("p", {class: "soft"}, name("modality", fact.modality), " · ", t("salience", fact.salience), fact.speaker && [" · ", t("said", fact.speaker)])]
      : el("p", {class: "soft"}, t("noEvidence")),
    el("p", {}, el("button", {type: "button", class: "link", onclick: () => choose({fact: row.fact})}, t("sameFact")))));
}

// --- what changed
function flipCard(row) {
  return el("div", {class: "flip", lang: row.lang}, el("p", {}, long(row.question), " ", el("span", {class: "soft"}, name("group", row.group))),
    el("p", {}, el("b", {}, t("expected") + " "), bdi(row.targets[0] ?? "")),
    row.answers.map((a, i) => el("p", {}, el("b", {}, D.runs[i] + " "), long(a[1], a[0]), " ", el("span", {class: "soft"}, name("verdict", a[0])))));
}
function flips() {
  const list = (kind, heading) => {
    const rows = ROWS.filter(row => row.probe === "held_out" && row.flip === kind);
    return el("section", {id: kind}, el("h3", {}, `${t(heading, ...D.runs)} (${num(rows.length)})`), rows.length ? rows.slice(0, FLIPS).map(flipCard) : el("p", {class: "soft"}, t("none")),
      rows.length > 0 && el("button", {type: "button", class: "link", onclick: () => choose({probe: "held_out", flip: kind})}, t("inTable", num(rows.length))));
  };
  return two ? [el("h2", {}, t("flipsTitle")), el("p", {class: "soft"}, t("flipsNote")), el("div", {class: "two"}, list("lost", "lostList"), list("won", "won"))] : [];
}

// --- filters and list
const place = {};
function put(field, value) {
  if (value) at.set(field, value); else at.delete(field);
  try { history.replaceState(null, "", "#" + at); } catch { /* an address that may not change: the page works without */ }
}
function choose(values) {
  for (const field of [...FILTERS, "fact", "q", "open"]) put(field, values[field] || "");
  filters();
  list();
  place.heading.scrollIntoView({block: "start"});
}
function filters() {
  const label = field => field.startsWith("verdict.") ? t("verdictOf", field.slice(8)) : name("columns", field);
  const shown = (field, value) => field.startsWith("verdict.") ? name("verdict", value) : field === "document" ? title(value) : name(field, value);
  const select = field => {
    const values = [...new Set(ROWS.map(row => valueOf(row, field)))].map(value => [value, shown(field, value)]).sort((a, b) => a[1].localeCompare(b[1]));
    const box = el("select", {name: field, "aria-label": label(field), class: at.get(field) ? "on" : null, onchange: event => { put(field, event.target.value); put("open", ""); box.classList.toggle("on", Boolean(box.value)); list(); }},
      el("option", {value: ""}, label(field) + ": " + t("all")), values.map(([value, text]) => { const option = el("option", {}, text.length > 60 ? text.slice(0, 60) + "…" : text); option.value = value; return option; }));
    box.value = at.get(field) || "";
    return box;
  };
  let timer = 0;
  const search = el("input", {type: "search", id: "words", placeholder: t("search"), "aria-label": t("search"), oninput: event => {
    const words = event.target.value;
    clearTimeout(timer);
    timer = setTimeout(() => { put("q", words); put("open", ""); list(); }, 120);
  }});
  search.value = at.get("q") || "";
  place.filters.replaceChildren(search, ...FILTERS.map(select),
    el("button", {type: "button", id: "clear", onclick: () => choose({})}, t("clear")));
}
function list() {
  const rows = found();
  let shown = 0;
  const more = () => {
    place.body.append(...rows.slice(shown, shown + PAGE).map(rowNode));
    shown = Math.min(rows.length, shown + PAGE);
    const rest = rows.length - shown;
    place.more.replaceChildren(...(rest > 0 ? [el("button", {type: "button", onclick: () => {
      const next = shown;
      more();
      place.body.querySelectorAll("tr.row")[next].querySelector(".ask").focus();
    }}, t("more", num(Math.min(PAGE, rest))))] : []));
  };
  place.count.textContent = t("matching", num(rows.length), num(ROWS.length)) + (at.get("fact") ? " · " + t("oneFact") : "");
  place.body.replaceChildren();
  more();
  const wanted = at.get("open"), position = rows.findIndex(row => row.id === wanted);
  while (wanted && position >= shown) more();
  const node = position < 0 ? null : place.body.querySelectorAll("tr.row")[position];
  if (node) { toggle(node, node.row); return node; }
}
function questions() {
  Object.assign(place, {heading: el("h2", {id: "questions"}, t("questions")), filters: el("div", {class: "filters", role: "search"}), count: el("p", {class: "soft", id: "count", role: "status"}), body: el("tbody"), more: el("p", {id: "more"})});
  const head = [t("question"), t("expected"), ...D.runs].map(label => el("th", {scope: "col"}, label));
  return [place.heading, el("p", {class: "soft hint"}, t("questionsNote")), place.filters, place.count,
    el("table", {id: "samples"}, el("thead", {}, el("tr", {}, head)), place.body), place.more];
}

// --- the whole
function draw() {
  document.documentElement.lang = tongue === "zh" ? "zh-Hans" : "en";
  const A = D.about;
  document.getElementById("head").replaceChildren(el("h1", {}, bdi(D.title)),
    el("button", {type: "button", id: "tongue", lang: tongue === "zh" ? "en" : "zh-Hans", onclick: () => speak(tongue === "zh" ? "en" : "zh")}, t("tongue")),
    el("p", {class: "soft"}, t("subtitle", num(ROWS.length), A.dataset, A.model, A.created), A.adapter && " · " + t("adapter", A.adapter)));
  document.getElementById("main").replaceChildren(headline(),
    el("h2", {}, t("recall")), el("p", {class: "soft"}, t("recallNote")), key(), figures("recall", D.tables.recall),
    el("h2", {}, t("probe")), figures("probe", D.tables.probe), el("h2", {}, t("type")), figures("type", D.tables.type),
    ...(D.documents.length ? [el("h2", {}, t("document")), el("p", {class: "soft"}, t("documentNote")), figures("document", {columns: ["document"], rows: D.documents}, DOCUMENTS)] : []),
    ...flips(), ...questions(), el("h2", {}, t("provenance")), el("details", {}, el("summary", {}, A.model || t("provenance")), el("pre", {}, D.provenance)));
  filters();
  return list();
}
function speak(next) {
  tongue = next;
  put("ui", next);
  try { localStorage.setItem("factune.ui", next); } catch { /* a page from disk may have no storage */ }
  draw();
}
function known() {
  let stored = null;
  try { stored = localStorage.getItem("factune.ui"); } catch { /* as above */ }
  const tongues = [at.get("ui"), stored, navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"];
  return tongues.find(value => value === "zh" || value === "en");
}
document.addEventListener("keydown", event => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName), asks = [...document.querySelectorAll(".ask")];
  const here = asks.indexOf(document.activeElement), step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) document.getElementById("words").focus();
  else if (event.key === "Escape" && !typing) for (const node of document.querySelectorAll("tr.row.open")) toggle(node, node.row);
  else if (step && here >= 0) asks[Math.max(0, Math.min(asks.length - 1, here + step))].focus();
  else return;
  event.preventDefault();
});
addEventListener("hashchange", () => {
  for (const field of [...at.keys()]) at.delete(field);
  for (const [field, value] of new URLSearchParams(location.hash.slice(1))) at.set(field, value);
  tongue = known();
  draw()?.scrollIntoView({block: "center"});
});
tongue = known();
draw()?.scrollIntoView({block: "center"});
