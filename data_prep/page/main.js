// Which view is shown, what is selected, keys, addresses.
const VIEWS = ["overview", "reading", "table", "dropped", "changed"];
const place = {};

function factById(id) {
  for (const doc of D.documents) for (const fact of doc.facts) if (fact.id === id) return [fact, doc];
  return null;
}
function address(hash) { if (location.hash !== "#" + hash) history.pushState(null, "", "#" + hash); }
// What was asked for before the documents are there.
const asked = [];
function go(view, changes) {
  if (!state.whole) { asked.push(() => go(view, changes)); return; }
  Object.assign(state, {view, fact: null}, changes);
  address(view);
  draw();
  scrollTo(0, 0);
}
function openDocument(doc, fact) {
  if (!state.whole) { asked.push(() => openDocument(doc, fact)); return; }
  Object.assign(state, {view: "reading", doc, fact: fact || null});
  address((fact || doc).id);
  draw();
  show();
}
function pick(fact) {
  state.fact = fact;
  address((fact || state.doc).id);
  drawResults();
  if (place.panel) place.panel.scrollTop = 0;
  const mark = document.querySelector(".text mark.on");
  if (mark && covered()) reveal(mark);
}
function follow(id) {
  if (VIEWS.includes(id)) { Object.assign(state, {view: id, fact: null}); return true; }
  const found = factById(id), doc = found ? found[1] : D.documents.find(d => d.id === id);
  if (!doc) return false;
  Object.assign(state, {view: "reading", doc, fact: found && found[0]});
  return true;
}
function show() {
  const current = place.list?.querySelector("[aria-current=true]");
  if (current) place.list.scrollTop += current.getBoundingClientRect().top - place.list.getBoundingClientRect().top;
  const mark = document.querySelector(".text mark.on");
  if (mark) reveal(mark); else scrollTo(0, 0);
}
// On a narrow screen the card lies over the lower part: the passage goes above it.
const covered = () => getComputedStyle(place.panel).position === "fixed";
function reveal(mark) { mark.scrollIntoView({block: covered() ? "start" : "center"}); }

function filters() {
  const set = key => value => { state[key] = value; drawResults(); };
  const langs = choice(t("anyLang"), state.lang, [["", t("anyLang")], ["zh", t("zh")], ["en", t("en")]], set("lang"));
  if (state.view === "dropped") {
    return [searchBox(t("searchDropped")), choice(t("anyReason"), state.reason, [["", t("anyReason")], ...Object.keys(D.dropped).map(key => [key, reasonName(key)])], set("reason"))];
  }
  if (state.view === "changed") {
    return [searchBox(t("searchChanged")), choice(t("anyRule"), state.rule, [["", t("anyRule")], ...Object.keys(D.changed).map(key => [key, name("rules", key)])], set("rule")), langs];
  }
  const types = [...new Set(D.documents.flatMap(d => d.facts.map(f => f.type)))].sort();
  const speakers = [...new Set(D.documents.flatMap(d => d.facts.map(f => f.speaker)))].sort().slice(0, 300);
  const extractors = [...new Set(D.documents.flatMap(d => d.facts.map(f => f.extractor)))].sort();
  return [searchBox(t("search")),
    choice(t("anyType"), state.type, [["", t("anyType")], ...types.map(type => [type, name("types", type)])], set("type")),
    choice(t("all"), state.split, [["", t("all")], ["taught", t("taught")], ["control", t("control")]], set("split")),
    choice(t("anySpeaker"), state.speaker === null ? "*" : "=" + state.speaker, [["*", t("anySpeaker")], ...speakers.map(s => ["=" + s, s || t("noSpeaker")])],
      value => { state.speaker = value === "*" ? null : value.slice(1); drawResults(); }),
    choice(t("anyMark"), state.mark, [["", t("anyMark")], ...Object.keys(MARKS).map(key => [key, t(key)])], set("mark")),
    extractors.length > 1 && choice(t("anyExtractor"), state.extractor, [["", t("anyExtractor")], ...extractors.map(key => [key, key])], set("extractor")), langs];
}

function head() {
  const tab = view => el("button", {type: "button", "aria-current": state.view === view ? "page" : null, onclick: () => go(view, {})}, t(view));
  const bar = el("span", {class: "review"});
  document.getElementById("head").replaceChildren(el("h1", {}, "factune · ", el("bdi", {}, D.title)), bar,
    el("nav", {"aria-label": "factune"}, VIEWS.map(tab)),
    el("span", {class: "tools"}, el("button", {type: "button", id: "theme", "aria-label": t("theme"), title: t("theme"), onclick: theme}, "◐"),
      el("button", {type: "button", id: "keys", "aria-label": t("keys"), title: t("keys"), "aria-expanded": "false", onclick: help}, "?"),
      el("button", {type: "button", id: "tongue", onclick: () => { state.tongue = state.tongue === "en" ? "zh" : "en"; draw(); }}, t("tongue"))),
    el("p", {id: "help", class: "soft", hidden: ""}, t("keyHelp")));
  if (state.whole) window.factuneReview?.bar?.(bar);
}
function theme() {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--night").trim() === "1";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
}
function help() {
  const node = document.getElementById("help"), button = document.getElementById("keys");
  node.hidden = !node.hidden;
  button.setAttribute("aria-expanded", String(!node.hidden));
}

function draw() {
  document.documentElement.lang = state.tongue === "zh" ? "zh-Hans" : "en";
  head();
  const main = document.getElementById("main"), all = count("documents");
  for (const key of ["list", "text", "panel", "results"]) place[key] = null;
  if (state.view === "overview") { main.replaceChildren(overview()); return; }
  const bar = el("div", {class: "filters"}, filters());
  const only = D.documents.length < all && el("p", {class: "soft"}, t("only", D.documents.length, all));
  if (state.view !== "reading") {
    place.results = el("div", {class: "results"});
    main.replaceChildren(...[bar, only, place.results].filter(Boolean));
  } else {
    state.doc ||= D.documents[0] || null;
    Object.assign(place, {list: el("nav", {class: "list", "aria-label": t("reading")}), text: el("article"), panel: el("aside", {class: "panel", "aria-live": "polite"})});
    main.replaceChildren(...[bar, only, el("p", {class: "soft"}, t("hint")), el("div", {class: "read"}, place.list, place.text, place.panel)].filter(Boolean));
  }
  drawResults();
}
function drawResults() {
  const put = (node, parts) => node.replaceChildren(...parts.flat(3).filter(Boolean));
  if (place.results) { put(place.results, {table: factTable, dropped: dropTable, changed: changeTable}[state.view]()); return; }
  if (!place.list) return;
  const found = D.documents.filter(matches);
  if (found.length && !found.includes(state.doc)) Object.assign(state, {doc: found[0], fact: null});
  const [inList, inPanel] = [place.list, place.panel].map(node => node.contains(document.activeElement));
  put(place.list, documentList(found));
  put(place.text, state.doc ? reading(state.doc) : []);
  put(place.panel, state.doc ? panel(state.doc) : []);
  place.panel.classList.toggle("open", Boolean(state.fact));
  // What had the focus was drawn anew: its successor takes it.
  if (inList) place.list.querySelector("[aria-current=true]")?.focus({preventScroll: true});
  if (inPanel) place.panel.querySelector("button")?.focus({preventScroll: true});
}

function step(way) {
  if (state.view !== "reading" || !state.doc) return;
  const facts = state.doc.facts.filter(chosen), at = facts.indexOf(state.fact);
  const fact = facts[at < 0 ? (way > 0 ? 0 : facts.length - 1) : at + way];
  if (fact) { pick(fact); show(); } else stepDocument(way);
}
function stepDocument(way) {
  const found = D.documents.filter(matches), doc = found[found.indexOf(state.doc) + way];
  if (doc) openDocument(doc);
}
function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    if (event.key === "Escape" && event.target.id === "search") event.target.blur();
    return;
  }
  const act = {j: () => step(1), k: () => step(-1), "]": () => stepDocument(1), "[": () => stepDocument(-1), "?": help,
    "/": () => document.getElementById("search")?.focus(), Escape: () => state.fact && pick(null)}[event.key];
  if (act) { event.preventDefault(); act(); }
}

// The overview stands before the documents are unpacked; what leads elsewhere waits for them.
function start(data) {
  D = data;
  if (!location.hash || location.hash === "#overview") { draw(); document.documentElement.dataset.drawn = "1"; }
  // A frame of its own, so that the overview is on the screen first; a page in the background gets no frame.
  return new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 100); });
}
function finish(rest) {
  D.drops = rest.drops;
  D.documents.forEach((doc, at) => Object.assign(doc, rest.documents[at]));
  state.whole = true;
  window.factunePage = {data: D, redraw: draw, select: id => { if (follow(id)) { address(id); draw(); show(); } }, current: () => state.fact,
    facts: () => D.documents.filter(matches).flatMap(d => d.facts.filter(f => chosen(f) && holds(f))), el, t, lang: () => state.tongue};
  const drawn = document.documentElement.dataset.drawn && !window.factuneReview;
  if (!drawn) { follow(location.hash.slice(1)); draw(); }
  asked.splice(0).forEach(work => work());
  if (state.view === "reading") show();
  document.addEventListener("keydown", keys);
  addEventListener("popstate", () => { if (!follow(location.hash.slice(1))) Object.assign(state, {view: "overview", fact: null}); draw(); });
  document.documentElement.dataset.drawn = document.documentElement.dataset.ready = "1";
  setTimeout(warm);
}
if (window.DecompressionStream) unpacked("data").then(start).then(() => unpacked("later")).then(finish);
else document.getElementById("main").textContent = "This browser is too old for this page. 浏览器版本过旧，无法显示本页。";
