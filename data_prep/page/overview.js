// The run in numbers: those of all documents, whatever the page shows of them.
function bars(title, lines, wide) {
  const most = Math.max(1, ...lines.map(l => l.values.reduce((a, b) => a + b, 0)));
  return el("section", {class: "chart"}, el("h3", {}, title), lines.map(line => {
    const row = [el("span", {}, line.label), svg(line.values.map((v, i) => [i ? "control" : "taught", v / most])),
      el("span", {class: "n"}, line.told || line.values.map(num).join(" + "))];
    return line.go ? el("button", {type: "button", class: "bar go" + (wide ? " wide" : ""), onclick: line.go}, row)
      : el("div", {class: "bar" + (wide ? " wide" : "")}, row);
  }), lines.length ? null : el("p", {class: "soft"}, t("nothing")));
}

const tile = (value, text) => el("div", {class: "tile"}, el("b", {}, num(value)), el("span", {}, text));
const sorted = counts => Object.entries(counts).sort((a, b) => b[1] - a[1]);

const table = changes => go("table", {type: "", lang: "", split: "", mark: "", extractor: "", speaker: null, words: "", ...changes});

function typeBars(lang) {
  const sum = v => (v.taught || 0) + (v.control || 0);
  const lines = Object.entries(D.types[lang]).sort((a, b) => sum(b[1]) - sum(a[1])).map(([type, v]) => ({
    label: name("types", type), values: [v.taught || 0, v.control || 0],
    go: () => table({type, lang})}));
  const chart = bars(t(lang === "zh" ? "typesZh" : "typesEn"), lines);
  chart.append(el("p", {class: "soft key"}, svg([["taught", 1]]), t("taught"), svg([["control", 1]]), t("control")));
  return chart;
}

function reasonName(key) {
  const [step, reason] = key.split("/");
  return name("steps", step) + " · " + name("reasons", reason);
}

function tokenBars() {
  const sums = {};
  for (const s of D.mix.sources) {
    const label = s.config + " · " + name("kinds", s.kind);
    sums[label] = (sums[label] || 0) + s.tokens;
  }
  return bars(t("tokens"), sorted(sums).map(([label, n]) => ({label, values: [n]})), true);
}

function documentBars() {
  const found = D.documents.filter(d => d.coverage && d.coverage[1]).sort((a, b) => a.coverage[0] / a.coverage[1] - b.coverage[0] / b.coverage[1]);
  const lines = found.slice(0, 12).map(d => ({label: d.title || d.source, values: [d.coverage[0] / d.coverage[1]],
    told: d.coverage[0] + "/" + d.coverage[1], go: () => openDocument(d)}));
  const chart = bars(t("byDocument"), lines, true);
  if (found.length > 12) chart.append(el("p", {class: "soft"}, t("more", found.length - 12)));
  return chart;
}

function overview() {
  const taught = count("facts_taught");
  const configs = ["documents/train", "facts/train", "sft/train", "sft/validation", "text/train", "recall/test"];
  const wordings = D.wordings.slice(Math.max(0, D.wordings.findIndex(w => w[1]))).map(([n, facts]) => ({label: num(n), values: [facts]}));
  const short = ["questions", "held_out", "statements", "reverse", "cloze"].map(key => ({label: name("short", key), values: [count("quotas_short_" + key)], go: () => table({mark: "markShort"})}));
  const ledger = [["merged", "facts_merged", "markPlaces"], ["severalDocuments", "facts_in_several_documents", "markPlaces"], ["contradicted", "facts_contradicted", "markAgainst"]];
  return el("section", {},
    el("div", {class: "tiles"},
      tile(count("documents"), t("kept", count("in"), D.input.files)), tile(taught, t("taughtFacts")), tile(count("facts_control"), t("controlFacts")),
      tile(count("sft_qa"), t("qa")), tile(taught ? count("sft_qa") / taught : 0, t("perFact")),
      tile(count("sft_summarization"), t("summaries")), tile(count("recall"), t("recall"))),
    el("div", {class: "charts"}, Object.keys(D.types).sort().reverse().map(typeBars),
      bars(t("wordings"), wordings), bars(t("quotas"), short, true),
      documentBars(), bars(t("coverage"), [{label: t("withFacts"), values: [D.coverage.with_facts]},
        ...sorted(D.coverage.reasons).map(([key, n]) => ({label: name("reasons", key), values: [n]}))], true),
      bars(t("droppedBy"), sorted(D.dropped).map(([key, n]) => ({label: reasonName(key), values: [n], go: () => go("dropped", {reason: key, words: ""})})), true),
      bars(t("changedBy"), sorted(D.changed).map(([key, n]) => ({label: name("rules", key), values: [n], go: () => go("changed", {rule: key, words: ""})})), true),
      tokenBars(), bars(t("rows"), configs.map(c => ({label: c, values: [count("rows_" + c)]}))),
      bars(t("ledger"), ledger.map(([label, key, mark]) => ({label: t(label), values: [count(key)], go: () => table({mark})})), true)),
    el("p", {class: "soft"}, t("made", D.versions.factune, D.hash.slice(0, 12))));
}
