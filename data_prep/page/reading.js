// Documents as text with their facts marked, and what was made of each fact.
const texts = new Map();
const words = f => [f.statement, f.object, ...f.aliases, f.speaker, f.evidence, ...f.trained.map(q => q[2]), ...f.held_out.map(q => q[2])].join("\n").toLowerCase();
function searchable(thing, make) {
  let text = texts.get(thing);
  if (text === undefined) texts.set(thing, text = make(thing));
  return text;
}
// Made in slices while nobody waits. A search that is typed before they are done is answered when they are, so that no key waits.
function warm(at = 0) {
  const until = performance.now() + 12;
  for (; at < D.documents.length && performance.now() < until; at++) {
    searchable(D.documents[at], ofDocument);
    for (const fact of D.documents[at].facts) searchable(fact, words);
  }
  if (at < D.documents.length) { setTimeout(warm, 4, at); return; }
  state.warm = true;
  if (state.waiting) { state.waiting = false; later(drawResults); }
}
const ofDocument = d => [d.title, d.source, ...d.parts.map(p => p[0])].join("\n").toLowerCase();

const MARKS = {markPlaces: f => f.places > 1, markAgainst: f => (f.contradicts || []).length > 0, markShort: f => (f.short || []).length > 0};
const chosen = f => (!state.type || f.type === state.type) && (!state.split || f.split === state.split)
  && (!state.mark || MARKS[state.mark](f)) && (!state.extractor || f.extractor === state.extractor)
  && (state.speaker === null || f.speaker === state.speaker) && (window.factuneReview?.wanted?.(f) ?? true);
const filtered = () => state.type || state.split || state.mark || state.extractor || state.speaker !== null || (window.factuneReview?.filtering?.() ?? false);
const holds = f => !state.words || searchable(f, words).includes(state.words);
const matches = d => (!state.lang || d.lang === state.lang)
  && (!filtered() || d.facts.some(chosen))
  && (!state.words || searchable(d, ofDocument).includes(state.words) || d.facts.some(f => chosen(f) && holds(f)));

function documentList(found) {
  const most = 100, at = Math.max(0, found.indexOf(state.doc) - most / 2), shown = found.slice(at, at + most);
  return [el("p", {class: "soft"}, t("matching", found.length, D.documents.length)),
    shown.map(doc => el("button", {type: "button", lang: doc.lang, "aria-current": String(doc === state.doc), onclick: () => openDocument(doc)},
      el("bdi", {}, doc.title || doc.source), el("small", {}, el("bdi", {}, doc.title ? doc.source : ""), (doc.title ? " · " : "") + doc.facts.length + " " + t("facts")))),
    shown.length < found.length && el("p", {class: "soft"}, t("more", found.length - shown.length)), found.length ? null : el("p", {}, t("noHit"))];
}

// `after`: the piece that follows, to tell where a fact's evidence ends: its type stands there, for those who do not tell colours.
function passage([text, indexes, why], doc, after) {
  const facts = indexes.map(i => doc.facts[i]), visible = facts.filter(chosen);
  if (!facts.length) return why && state.silent ? el("span", {class: "silent", title: name("reasons", why)}, marked(text.trimEnd()), el("small", {class: "why"}, name("reasons", why)), text.slice(text.trimEnd().length)) : marked(text);
  const first = visible[0] || facts[0], held = visible.length && visible.every(f => f.split === "control");
  const ends = visible.length && !after?.[1].includes(doc.facts.indexOf(first));
  const here = state.fact && facts.includes(state.fact);
  return el("mark", {class: `t-${first.type}${held ? " held" : ""}${visible.length ? "" : " off"}${here ? " on" : ""}`, role: "button",
    "data-type": ends ? name("types", first.type) : null, tabindex: visible.length ? "0" : "-1", title: visible.map(f => name("types", f.type)).join(", "),
    onclick: () => visible.length && pick(next(visible)),
    onkeydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(next(visible)); } }}, marked(text));
}
// A passage that proves several facts gives them in turn.
const next = facts => facts[(facts.indexOf(state.fact) + 1) % facts.length];

function reading(doc) {
  const about = [doc.source, t(doc.lang), num(doc.chars) + " " + t("characters"), doc.coverage && t("sentences", doc.coverage[0], doc.coverage[1])];
  const shown = doc.parts.reduce((n, p) => n + [...p[0]].length, 0);
  return [el("h2", {lang: doc.lang}, el("bdi", {}, doc.title || doc.source)), el("p", {class: "soft"}, el("bdi", {}, about.filter(Boolean).join(" · "))),
    el("details", {}, el("summary", {class: "soft"}, "meta"), el("p", {class: "soft"}, el("bdi", {}, Object.entries(doc.meta).map(([k, v]) => k + ": " + v).join(" · ")))),
    doc.coverage && el("label", {class: "soft"}, el("input", {type: "checkbox", id: "silent", checked: state.silent ? "" : null,
      onchange: event => { state.silent = event.target.checked; drawResults(); document.getElementById("silent").focus(); }}), " " + t("silent")),
    el("div", {class: "text", lang: doc.lang, dir: "ltr"}, doc.parts.map((p, at) => passage(p, doc, doc.parts[at + 1]))),
    shown < doc.chars && el("p", {class: "soft"}, t("cut", shown)), doc.hidden > 0 && el("p", {class: "soft"}, t("hidden", doc.hidden)),
    doc.summaries.length && el("details", {}, el("summary", {}, t("summaryPairs") + " (" + doc.summaries.length + ")"), doc.summaries.map(row => {
      const line = el("div", {class: "line"}, el("h4", {}, name("kinds", row[1])), el("p", {class: "soft"}, el("bdi", {}, row[2])), el("blockquote", {lang: doc.lang}, row[3]));
      window.factuneReview?.line?.(line, "pair", {id: row[0], kind: row[1], question: row[2], answer: row[3]}, null);
      return line;
    }))];
}

function lines(fact, sort, list, empty) {
  if (!list.length) return el("p", {class: "soft"}, empty);
  return el("ul", {}, list.map(row => {
    const more = sort === "pair" && row[3] ? [" → ", el("b", {}, row[3])] : sort === "probe" && row[3].length
      ? el("small", {class: "soft"}, t("distractors") + ": " + row[3].join(" · ")) : null;
    const line = el("li", {class: "line"}, el("bdi", {}, marked(row[2])), more, " ", chip("", name("kinds", row[1])));
    window.factuneReview?.line?.(line, sort, {id: row[0], kind: row[1], question: row[2], answer: sort === "pair" ? row[3] || fact.object : ""}, fact);
    return line;
  }));
}

function openFact(id) {
  const found = factById(id);
  if (found) openDocument(found[1], found[0]);
}

function factCard(f, doc) {
  const card = el("div", {class: "fact", lang: doc.lang, "data-fact": f.id}, chip(f.type, name("types", f.type)), chip("", t(f.split)), chip("", name("modality", f.modality)),
    chip("", t("salience") + " " + f.salience), f.places > 1 && chip("", t("places", f.places)),
    f.speaker && el("p", {class: "soft"}, t("said") + " ", el("bdi", {}, f.speaker)),
    f.short && el("p", {class: "soft"}, t("short") + ": " + f.short.map(s => name("short", s)).join(", ")),
    (f.contradicts || []).length > 0 && el("p", {class: "warn"}, t("against") + " ", f.contradicts.map(id => el("button", {type: "button", class: "link", onclick: () => openFact(id)}, factById(id)?.[0].statement || id))),
    el("h4", {}, t("statement")), el("p", {}, el("bdi", {}, marked(f.statement))),
    el("h4", {}, t("answer")), el("p", {}, el("bdi", {class: "answer"}, marked(f.object)), f.aliases.length ? el("bdi", {class: "soft"}, " " + t("also") + " " + f.aliases.join(" · ")) : null),
    el("h4", {}, t("evidence")), el("blockquote", {}, marked(f.evidence)),
    el("h4", {}, t("trained") + " (" + f.trained.length + ")"), lines(f, "pair", f.trained, t(f.split === "control" ? "notTrained" : "none")),
    el("h4", {}, t("heldOut") + " (" + f.held_out.length + ")"), lines(f, "probe", f.held_out, t("none")),
    f.texts.length > 0 && [el("h4", {}, t("texts") + " (" + f.texts.length + ")"), lines(f, "text", f.texts, t("none"))]);
  window.factuneReview?.fact?.(card, f, doc);
  return card;
}

function panel(doc) {
  if (state.fact) return [el("button", {type: "button", onclick: () => pick(null)}, t("back")), factCard(state.fact, doc)];
  const found = doc.facts.filter(f => chosen(f) && holds(f)), shown = found.length ? found : doc.facts.filter(chosen);
  return [el("h3", {}, t("allFacts")), shown.map(f => el("button", {type: "button", class: "pick", lang: doc.lang, onclick: () => pick(f)},
    chip(f.type, name("types", f.type)), f.split === "control" ? chip("", t("control")) : null, el("bdi", {}, marked(f.statement)), el("b", {}, " → ", el("bdi", {}, f.object)))),
    doc.facts.length ? null : el("p", {class: "soft"}, t("noFacts"))];
}
