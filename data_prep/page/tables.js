// Lists over all shown documents: facts, what was left out, what was changed. Long ones are drawn as they are scrolled to.
const AT_ONCE = 60;

function grid(columns, rows, cells, head) {
  const body = el("tbody"), total = rows.length;
  let drawn = 0;
  const more = el("button", {type: "button", class: "more", onclick: () => add()});
  function add() {
    body.append(...rows.slice(drawn, drawn + AT_ONCE).map(cells));
    drawn = Math.min(total, drawn + AT_ONCE);
    more.hidden = drawn >= total;
    more.textContent = t("more", total - drawn);
  }
  add();
  if (window.IntersectionObserver) new IntersectionObserver(seen => { if (seen.some(s => s.isIntersecting) && drawn < total) add(); }, {rootMargin: "600px"}).observe(more);
  return [el("p", {class: "soft"}, t("matching", total, head)), total ? null : el("p", {}, t("noHit")),
    el("div", {class: "scroll"}, el("table", {}, el("thead", {}, el("tr", {}, columns)), body)), more];
}

const SORTS = {at: r => r.at, type: r => name("types", r.f.type), source: r => r.d.title || r.d.source, statement: r => r.f.statement,
  answer: r => r.f.object, questions: r => r.f.trained.length, salience: r => -r.f.salience};
function sortHead(key, text) {
  const [now, way] = state.sort;
  return el("th", {scope: "col", "aria-sort": now === key ? (way > 0 ? "ascending" : "descending") : "none"},
    el("button", {type: "button", class: "plain", onclick: () => { state.sort = [key, now === key ? -way : 1]; drawResults(); }}, text, now === key ? (way > 0 ? " ↑" : " ↓") : ""));
}

let everyFact = null;
function factTable() {
  everyFact ||= D.documents.flatMap(d => d.facts.map(f => ({f, d}))).map((r, at) => ({...r, at}));
  const by = SORTS[state.sort[0]], way = state.sort[1];
  const found = everyFact.filter(({f, d}) => (!state.lang || d.lang === state.lang) && chosen(f) && holds(f));
  if (state.sort[0] !== "at" || way < 0) found.sort((a, b) => { const x = by(a), y = by(b); return way * (typeof x === "number" ? x - y : x.localeCompare(y)) || a.at - b.at; });
  const columns = ["type", "statement", "answer", "questions", "salience", "source"].map(key => sortHead(key, t(key)));
  return grid(columns, found, ({f, d}) => el("tr", {class: "row", lang: d.lang, onclick: () => openDocument(d, f)},
    el("td", {}, chip(f.type, name("types", f.type)), f.split === "control" ? chip("", t("control")) : null),
    el("td", {class: "said"}, el("button", {type: "button", class: "plain"}, el("bdi", {}, marked(f.statement)))), el("td", {}, el("bdi", {}, marked(f.object))),
    el("td", {class: "num"}, f.trained.length + " + " + f.held_out.length), el("td", {class: "num"}, f.salience), el("td", {class: "soft"}, el("bdi", {}, d.title || d.source))), everyFact.length);
}

function dropTable() {
  const total = Object.values(D.dropped).reduce((a, b) => a + b, 0);
  const found = D.drops.filter(d => (!state.reason || d[1] + "/" + d[2] === state.reason)
    && (!state.words || [d[0], reasonName(d[1] + "/" + d[2]), d[2], d[3]].join("\n").toLowerCase().includes(state.words)));
  const columns = ["source", "step", "reason", "excerpt"].map(key => el("th", {scope: "col"}, t(key)));
  return [D.drops.length < total && el("p", {class: "soft"}, t("onlyDrops", D.drops.length, total)),
    ...grid(columns, found, d => el("tr", {}, el("td", {}, el("bdi", {}, marked(d[0]))), el("td", {}, name("steps", d[1])), el("td", {}, name("reasons", d[2])), el("td", {}, el("bdi", {}, marked(d[3])))), D.drops.length)];
}

let everyChange = null;
function changeTable() {
  everyChange ||= D.documents.flatMap(d => Object.entries(d.changes).flatMap(([rule, [n, shown]]) => shown.map(([before, after]) => ({d, rule, n, before, after}))));
  const found = everyChange.filter(c => (!state.rule || c.rule === state.rule) && (!state.lang || c.d.lang === state.lang)
    && (!state.words || [c.before, c.after, c.d.source, c.rule].join("\n").toLowerCase().includes(state.words)));
  const columns = ["source", "rule", "times", "before", "after"].map(key => el("th", {scope: "col"}, t(key)));
  return [el("p", {class: "soft"}, t("onlyChanges")), ...grid(columns, found, c => el("tr", {},
    el("td", {}, el("button", {type: "button", class: "plain", onclick: () => openDocument(c.d)}, el("bdi", {}, c.d.title || c.d.source))),
    el("td", {}, name("rules", c.rule)), el("td", {class: "num"}, c.n), el("td", {class: "was"}, el("bdi", {}, seen(c.before))), el("td", {class: "is"}, el("bdi", {}, seen(c.after)))), everyChange.length)];
}
// Spaces and line ends are what was changed, often.
const seen = text => text === "" ? "∅" : plain(text).replaceAll("\n", "↵").replaceAll("\t", "⇥").replace(/^ +| +$/g, s => "·".repeat(s.length)).replaceAll("\u3000", "□");
