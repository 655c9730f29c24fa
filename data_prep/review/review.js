"use strict";
// Buttons and forms of the review; the page calls these where it draws facts and rows.
(() => {
  const WORDS = {
    en: {accept: "accept", reject: "reject", edit: "edit", open: "take back", save: "save", leave: "leave", accepted: "accepted", rejected: "rejected", edited: "edited",
      seen: "{0} of {1} facts decided", undecided: "undecided only", refused: "The source does not bear this out", failed: "Not saved",
      keys: "a accept · r reject · e edit · u take back · n next undecided · p previous",
      statement: "Statement", object: "Answer", aliases: "Other writings, one a line", subject: "Subject", speaker: "Speaker", modality: "Said how", evidence: "Evidence, verbatim",
      question: "Question", answer: "Answer", text: "Text"},
    zh: {accept: "接受", reject: "拒绝", edit: "修改", open: "撤回", save: "保存", leave: "取消", accepted: "已接受", rejected: "已拒绝", edited: "已修改",
      seen: "{1} 条事实中已决定 {0} 条", undecided: "只看未决定", refused: "原文不支持此改动", failed: "未保存",
      keys: "a 接受 · r 拒绝 · e 修改 · u 撤回 · n 下一条未决定 · p 上一条",
      statement: "陈述", object: "答案", aliases: "其他写法，每行一个", subject: "主语", speaker: "说话人", modality: "语气", evidence: "原文依据（逐字）",
      question: "问题", answer: "答案", text: "文本"},
  };
  const FIELDS = {fact: ["statement", "object", "aliases", "subject", "speaker", "modality", "evidence"], pair: ["question", "answer"], text: ["text"], probe: ["question"]};
  const SHOWN = {accept: "accepted", reject: "rejected", edit: "edited"};
  const page = () => window.factunePage, w = key => WORDS[page().lang()][key] || key;
  const decisions = () => page().data.review.decisions;
  let only = false, message = null;

  async function send(sort, id, verdict, changes) {
    const body = JSON.stringify({sort, id, verdict, changes: changes || {}});
    let answer;
    try {
      const got = await fetch("/decide", {method: "POST", headers: {"Content-Type": "application/json"}, body});
      answer = await got.json();
      if (!got.ok) answer = {ok: false, reason: answer.error, failed: true};
    } catch (error) { answer = {ok: false, reason: String(error), failed: true}; }
    if (!answer.ok) return answer;
    if (answer.decision) decisions()[id] = answer.decision; else delete decisions()[id];
    message = null;
    page().redraw();
    return answer;
  }

  function values(sort, item) {
    const old = decisions()[item.id]?.changes || {};
    const now = sort === "fact" ? item : sort === "text" ? {text: item.question} : {question: item.question, answer: item.answer};
    return Object.fromEntries(FIELDS[sort].map(key => [key, old[key] ?? now[key]]));
  }

  function form(sort, item) {
    const el = page().el, before = values(sort, item), was = sort === "fact" ? item : sort === "text" ? {text: item.question} : item;
    const inputs = {}, earlier = decisions()[item.id]?.changes || {}, same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const fields = FIELDS[sort].map(key => {
      const value = Array.isArray(before[key]) ? before[key].join("\n") : before[key];
      const input = key === "modality" ? el("select", {}, ["asserted", "reported", "hedged"].map(m => el("option", {value: m, selected: m === value ? "" : null}, m)))
        : el(["object", "subject", "speaker", "answer"].includes(key) ? "input" : "textarea", {"data-field": key});
      if (key !== "modality") input.value = value;
      inputs[key] = input;
      return el("label", {}, w(key), input);
    });
    const error = el("p", {class: "refused", role: "alert"});
    const node = el("form", {class: "edit", onsubmit: async event => {
      event.preventDefault();
      const changes = {};
      for (const [key, input] of Object.entries(inputs)) {
        const value = key === "aliases" ? input.value.split("\n").map(s => s.trim()).filter(Boolean) : input.value;
        // after a rebuild the fact is shown with its edit: what an earlier edit changed is said again, or it would be lost
        if (!same(value, was[key]) || (key in earlier && same(value, earlier[key]))) changes[key] = value;
      }
      if (!Object.keys(changes).length) { node.remove(); return; }
      const answer = await send(sort, item.id, "edit", changes);
      if (!answer.ok) error.textContent = (answer.failed ? w("failed") : w("refused")) + ": " + [answer.reason, answer.detail].filter(Boolean).join(" · ").replaceAll("_", " ");
    }, onkeydown: event => {
      if (event.isComposing) return; // Enter and Esc of an input method are its own
      if (event.key === "Escape") { event.stopPropagation(); node.remove(); }
      if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON" && event.target.dataset.field !== "aliases") { event.preventDefault(); node.requestSubmit(); }
    }}, fields, error, el("div", {class: "decide"}, el("button", {}, w("save")), el("button", {type: "button", onclick: () => node.remove()}, w("leave"))));
    return node;
  }

  function buttons(node, sort, item) {
    const el = page().el, word = decisions()[item.id];
    const act = async verdict => {
      const answer = await send(sort, item.id, verdict);
      if (!answer.ok) node.append(el("p", {class: "refused", role: "alert"}, w("failed") + ": " + answer.reason));
    };
    const edit = () => {
      if (node.querySelector(":scope > form.edit")) return;
      const made = form(sort, item);
      row.after(made);
      made.scrollIntoView({block: "nearest"});
      made.querySelector("textarea, input").focus();
    };
    const button = (key, mark, work) => el("button", {type: "button", class: "do-" + key, title: w(key), "aria-label": w(key), "aria-pressed": String(word?.verdict === key), onclick: event => { event.stopPropagation(); work(); }}, mark);
    const wide = sort === "fact";
    const row = el("span", {class: "decide"}, button("accept", wide ? "✓ " + w("accept") : "✓", () => act("accept")), button("reject", wide ? "✕ " + w("reject") : "✕", () => act("reject")),
      button("edit", wide ? "✎ " + w("edit") : "✎", edit), word && button("open", wide ? "↶ " + w("open") : "↶", () => act("open")),
      word && el("span", {class: "verdict " + word.verdict}, w(SHOWN[word.verdict])));
    if (word) node.classList.add(word.verdict);
    const told = Object.entries(word?.changes || {}).map(([key, value]) => el("p", {class: "soft"}, w(key) + " → ", el("bdi", {}, Array.isArray(value) ? value.join(" · ") : value)));
    node[wide ? "prepend" : "append"](row, ...told);
  }

  function decided() {
    let n = 0;
    for (const doc of page().data.documents) for (const fact of doc.facts) if (decisions()[fact.id]) n++;
    return n;
  }

  window.factuneReview = {
    fact(card, fact) { buttons(card, "fact", fact); },
    line(node, sort, row) { buttons(node, sort, row); },
    bar(node) {
      const el = page().el, box = el("input", {type: "checkbox", onchange: event => { only = event.target.checked; page().redraw(); }});
      box.checked = only;
      node.append(el("span", {id: "seen", title: w("keys")}, w("seen").replace("{0}", decided()).replace("{1}", page().data.review.facts)), el("label", {}, box, " " + w("undecided")));
    },
    wanted: fact => !only || !decisions()[fact.id],
    filtering: () => only,
  };

  function move(way) {
    const facts = page().facts(), now = page().current(), at = facts.indexOf(now);
    const rest = way > 0 ? [...facts.slice(at + 1), ...facts.slice(0, Math.max(at, 0))] : [...facts.slice(0, Math.max(at, 0)).reverse(), ...facts.slice(at + 1).reverse()];
    const next = rest.find(fact => !decisions()[fact.id]);
    if (next) page().select(next.id);
  }
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const fact = page()?.current(), card = document.querySelector(".fact > .decide");
    const press = key => card?.querySelector(".do-" + key)?.click();
    const act = {a: () => press("accept"), r: () => press("reject"), e: () => press("edit"), u: () => press("open"), n: () => move(1), p: () => move(-1)}[event.key];
    if (!act || (!fact && !"np".includes(event.key))) return;
    event.preventDefault();
    act();
  });
})();
