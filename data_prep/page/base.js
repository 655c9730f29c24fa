"use strict";
// Data, words and elements. Every text goes in as a text node: nothing of the corpus is ever parsed as HTML.
let D = null;
const state = {
  tongue: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en", view: "overview", doc: null, fact: null,
  words: "", lang: "", split: "", type: "", speaker: null, reason: "", rule: "", mark: "", silent: false, extractor: "", sort: ["at", 1],
  whole: false, warm: false, waiting: false,
};

function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
async function unpacked(id) {
  const node = document.getElementById(id), stream = new Blob([decoded(node.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  node.remove();
  return new Response(stream).json();
}

const num = n => typeof n === "number" ? n.toLocaleString("en", {maximumFractionDigits: 1}) : String(n);
const t = (key, ...values) => values.reduce((s, v, i) => s.replaceAll("{" + i + "}", num(v)), D.words[state.tongue][key] ?? key);
const name = (group, key) => D.words[state.tongue].names[group]?.[key] || String(key).replaceAll("_", " ");
const count = key => D.counts[key] || 0;

// What could turn the reading direction of the text around it, or is not seen, is shown as its code.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const plain = text => String(text).replace(HIDDEN, c => "⟨U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩");

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, key === "lang" || key === "class" ? value : plain(value));
  }
  node.append(...children.flat(3).filter(c => c != null && c !== false).map(c => c instanceof Node ? c : plain(num(c))));
  return node;
}

function svg(shares, label) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  if (label) { node.setAttribute("role", "img"); node.setAttribute("aria-label", plain(label)); } else node.setAttribute("aria-hidden", "true");
  let at = 0;
  for (const [kind, share] of shares) {
    const rect = document.createElementNS(node.namespaceURI, "rect");
    for (const [key, value] of Object.entries({x: 100 * at + "%", width: 100 * share + "%", height: "100%", class: kind})) rect.setAttribute(key, value);
    node.append(rect);
    at += share;
  }
  return node;
}

const chip = (type, text) => el("span", {class: "chip " + (type ? "t-" + type : "plain")}, text);

// Text with the words that are searched for marked.
function marked(text) {
  const words = state.words, shown = plain(text), low = shown.toLowerCase();
  if (!words || low.length !== shown.length) return [shown];
  const out = [];
  let at = 0, hit;
  while ((hit = low.indexOf(words, at)) >= 0 && out.length < 40) {
    out.push(shown.slice(at, hit), el("mark", {class: "hit"}, shown.slice(hit, hit + words.length)));
    at = hit + words.length;
  }
  return [...out, shown.slice(at)];
}

function choice(label, value, options, onchange) {
  return el("select", {"aria-label": label, onchange: event => onchange(event.target.value)},
    options.map(([key, text]) => el("option", {value: key, selected: key === value ? "" : null}, text)));
}

function searchBox(placeholder) {
  return el("input", {type: "search", id: "search", value: state.words, placeholder, "aria-label": placeholder, oninput: event => {
    state.words = event.target.value.trim().toLowerCase();
    if (state.warm || !place.list && state.view !== "table") later(drawResults); else state.waiting = true;
  }});
}

let waiting = 0;
function later(work) { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => work()); }
