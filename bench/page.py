"""How fast the dataset page of a large run opens and answers: a run of 5,000 facts made up here, in headless Chromium.

    python -m bench.page [--facts 5000] [--documents 500]

Half the documents are Chinese, half English; each fact has ten trained questions, three held-out ones and five statements.
Times are wall clock in the browser: from navigation to what is drawn, from a key in the search box to the drawn answer.
"""

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from data_prep.page import page_data, render
from data_prep.records import Document, Example, Fact, Lang, Message, Probe, TextRow, content_id
from data_prep.store import TableWriter
from tests.browser import CHROMIUM, Page, browser

KINDS = ("number", "date", "location", "organization", "product", "claim")
DRAWN, READY = "drawn", "ready"
"""What the page says of itself: the overview stands, or all that was asked for."""
AFTER_DRAWING = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
TYPE = """(async words => {
  const box = document.getElementById("search"), times = [];
  for (let n = 1; n <= words.length; n++) {
    const start = performance.now();
    box.value = words.slice(0, n);
    box.dispatchEvent(new Event("input"));
    do await new Promise(done => requestAnimationFrame(() => setTimeout(done))); while (state.waiting);
    times.push(performance.now() - start);
  }
  return [times[0], Math.max(...times.slice(1))];
})"""


def main() -> None:
    options = _options()
    if CHROMIUM is None:
        raise SystemExit("there is no chromium")
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        manifest = made_up(run, options.facts, options.documents)
        start = time.monotonic()
        data = page_data(run, manifest)
        html = render("made up", data)
        path = run / "report.html"
        path.write_text(html, encoding="utf-8")
        shown = sum(len(d["facts"]) for d in data["documents"])
        print(f"{shown:,} facts in {len(data['documents']):,} documents shown")
        print(f"made in {time.monotonic() - start:.1f} s, file {path.stat().st_size / 1e6:.1f} MB")
        with browser(Path(folder) / "profile") as tab:
            _measure(tab, path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=int, default=5_000)
    parser.add_argument("--documents", type=int, default=500)
    return parser.parse_args()


def _measure(tab: Page, path: Path) -> None:
    for name, at, sign in (
        ("overview", "", DRAWN), ("all data", "", READY), ("documents", "reading", READY), ("facts", "table", READY)
    ):  # fmt: skip
        times = [_drawn(tab, path, at, sign) for _ in range(5)]
        print(f"{name:9} there {min(times):.2f} to {max(times):.2f} s after navigation")
    for name, words in (("table", "harbour 1999"), ("reading", "港口工厂的")):
        _drawn(tab, path, name, READY)
        first, others = tab.run(f"{TYPE}({json.dumps(words)})")
        print(f"{name:9} first key typed at once answered in {first:.0f} ms, slowest of the others {others:.0f} ms")  # fmt: skip
    print(f"heap {tab.run('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")


def _drawn(tab: Page, path: Path, at: str, sign: str) -> float:
    """Seconds from navigation to the frame after the page gave that sign."""
    tab.open(path, at)
    wait = f"""(async () => {{
      while (document.documentElement.dataset.{sign} !== "1") await new Promise(done => setTimeout(done, 5));
      await {AFTER_DRAWING};
      return performance.now();
    }})()"""
    return tab.run(wait) / 1e3


# --- a run made up


def made_up(run: Path, facts: int, documents: int) -> dict[str, Any]:
    """Writes the tables of a run; returns its manifest."""
    lot = random.Random(0)
    tables = {
        (c, s): TableWriter(run / "dataset" / c, c, s)
        for c, s in (("documents", "train"), ("facts", "train"), ("sft", "train"), ("text", "train"), ("recall", "test"))
    }  # fmt: skip
    each = facts // documents
    for number in range(documents):
        lang: Lang = "zh" if number % 2 else "en"
        sentences = [_sentence(lot, lang) for _ in range(3 * each)]
        text = ("" if lang == "zh" else " ").join(sentences)
        id = content_id("document", str(number))
        title = _sentence(lot, lang)[:30]
        tables["documents", "train"].write(Document(id, f"{number}.txt", "", lang, title, text, "{}"))  # fmt: skip
        at = 0
        for n, sentence in enumerate(sentences):
            if n % 3 == 0:
                for (config, split), record in _rows(lot, id, lang, sentence, text.index(sentence, at)):  # fmt: skip
                    tables[config, split].write(record)
            at += len(sentence)
    for table in tables.values():
        table.close()
    (run / "dropped.jsonl").write_text("".join(_drops(lot)), encoding="utf-8")
    return _manifest(facts, documents)


def _drops(lot: random.Random) -> list[str]:
    drop = {"source": "x.txt", "step": "facts", "reason": "relative_time"}
    return [json.dumps(drop | {"id": str(n), "excerpt": _sentence(lot, "en")}) + "\n" for n in range(5_000)]  # fmt: skip


_EN = "the harbour company built a new plant near river with pumps and ferries for its crews since opening year".split()
_ZH = "港口公司在河边新建了工厂水泵渡轮船员自开业以来每年生产销往各地研究所员工总部位于"


def _sentence(lot: random.Random, lang: Lang) -> str:
    number = lot.randrange(1_000, 9_999)
    if lang == "zh":
        return "".join(lot.choices(_ZH, k=34)) + f"{number}台。"
    return " ".join(lot.choices(_EN, k=15)).capitalize() + f" {number} units."


def _rows(lot: random.Random, doc: str, lang: Lang, sentence: str, at: int) -> list[tuple[tuple[str, str], Any]]:  # fmt: skip
    id = content_id(doc, sentence)
    answer = sentence[-6:-1]
    fact = Fact(
        id, doc, lang, lot.choice(KINDS), sentence[:6], sentence[6:12], answer, [answer.strip()], sentence, sentence, at,
        at + len(sentence), at, at + len(sentence), "", "asserted", 2, "made-up", "taught",
    )  # fmt: skip
    out: list[tuple[tuple[str, str], Any]] = [(("facts", "train"), fact)]
    for n in range(10):
        question = f"{_sentence(lot, lang)[:40]}?"
        row = Example(content_id(id, "q", str(n)), "qa", "direct", lang, doc, [id], [Message("user", question)], [Message("assistant", answer)])  # fmt: skip
        out.append((("sft", "train"), row))
    for n in range(3):
        probe = Probe(content_id(id, "p", str(n)), id, doc, lang, fact.type, "taught", "direct", f"{_sentence(lot, lang)[:40]}?", [answer], ["1", "2", "3"])  # fmt: skip
        out.append((("recall", "test"), probe))
    for n in range(5):
        text = TextRow(content_id(id, "t", str(n)), "statement", lang, doc, [id], _sentence(lot, lang))  # fmt: skip
        out.append((("text", "train"), text))
    return out


def _manifest(facts: int, documents: int) -> dict[str, Any]:
    return {
        "counts": {"documents": documents, "in": documents, "facts_taught": facts, "sft_qa": 10 * facts},
        "input": {"files": documents, "bytes": 0},
        "dropped": {"facts/relative_time": 5_000},
        "coverage": {"documents": documents, "sentences": 3 * facts, "with_facts": facts, "reasons": {}},
        "mix": {"sources": [{"config": "sft", "kind": "direct", "tokens": 20 * facts}]},
        "changed": {},
        "census": {"wordings": [[10, facts]]},
        "versions": {"factune": "0"},
        "dataset_sha256": "0" * 64,
    }  # fmt: skip


if __name__ == "__main__":
    main()
