"""The report page: what it holds, and that nothing of the corpus can act in it."""

import hashlib
import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import page as page_module
from data_prep.page import page_data, parts, render, write_page
from data_prep.store import read_manifest, rows

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
TEMPLATE = Path(page_module.__file__).with_name("page.html").read_text(encoding="utf-8")


class Parsed(HTMLParser):
    """Tags with attributes, and the raw text of script and style elements, as a browser splits them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        if tag in ("script", "style"):
            self.raw.append((f"{tag} {dict(attrs).get('type', '')}".strip(), ""))

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            kind, text = self.raw[-1]
            self.raw[-1] = (kind, text + data)

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(dict(self.raw)["script application/json"])


def of(run: Path) -> Parsed:
    return Parsed((run / "report.html").read_text(encoding="utf-8"))


def table(run: Path, config: str) -> list[dict]:
    return list(rows(run / "dataset" / config))


def shown_facts(page: Parsed) -> dict[str, dict]:
    return {f["id"]: f for d in page.data["documents"] for f in d["facts"]}


# --- safety


def test_the_policy_admits_the_one_script_and_the_one_style(built_run: Path) -> None:
    page = of(built_run)
    assert sorted(kind for kind, _ in page.raw) == ["script", "script application/json", "style"]
    (policy,) = [a["content"] for t, a in page.tags if "http-equiv" in a]
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))
    for kind in ("script", "style"):
        digest = hashlib.sha256(dict(page.raw)[kind].encode()).digest()
        assert rules[f"{kind}-src"] == f"'sha256-{b64encode(digest).decode()}'"
    assert rules["default-src"] == "'none'"


def test_the_page_loads_nothing(built_run: Path) -> None:
    loading = {"src", "href", "srcset", "action", "data", "style"}
    for tag, attributes in of(built_run).tags:
        assert tag not in ("link", "img", "iframe", "object", "form", "base")
        assert not {name for name in attributes if name in loading or name.startswith("on")}


def test_markup_in_documents_is_inert(built_run: Path) -> None:
    html = (built_run / "report.html").read_text(encoding="utf-8")
    shown = json.dumps(of(built_run).data, ensure_ascii=False)
    for hostile in ("<script>alert(1)", "<img src=x onerror=alert(2)>"):
        assert hostile in shown
        assert hostile not in html


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_was(title: str, text: str) -> None:
    for form in (
        "{}",
        "{}</script><!--<script>",
        "</title><script>{}</script>",
        "__DATA__{}__TITLE__",
    ):
        hostile = form.replace("{}", text)
        page = Parsed(render(TEMPLATE, hostile, {"text": hostile, hostile: [title]}))
        assert page.data == {"text": hostile, hostile: [title]}
        assert len(page.raw) == 3
    assert "<" not in dict(page.raw)["script application/json"]


def test_the_script_never_parses_html() -> None:
    script = dict(Parsed(TEMPLATE).raw)["script"]
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):  # fmt: skip
        assert sink not in script


# --- content


def test_every_fact_stands_in_its_document(built_run: Path) -> None:
    page, facts = of(built_run), {f["id"]: f for f in table(built_run, "facts")}
    texts = {d["id"]: d["text"] for d in table(built_run, "documents")}
    assert shown_facts(page).keys() == facts.keys()
    for document in page.data["documents"]:
        assert "".join(piece for piece, _ in document["parts"]) == texts[document["id"]]
        for i, fact in enumerate(document["facts"]):
            evidence = "".join(piece for piece, marked in document["parts"] if i in marked)
            assert evidence == fact["evidence"] == facts[fact["id"]]["evidence"]
            assert fact["aliases"] == facts[fact["id"]]["aliases"]


def test_facts_show_the_questions_made_of_them(built_run: Path) -> None:
    asked: dict[str, list[str]] = {}
    for row in table(built_run, "sft"):
        for id in row["fact_ids"] if row["task"] == "qa" else []:
            asked.setdefault(id, []).append(row["prompt"][-1]["content"])
    held: dict[str, list[str]] = {}
    for row in table(built_run, "recall"):
        held.setdefault(row["fact_id"], []).append(row["question"])
    for id, fact in shown_facts(of(built_run)).items():
        assert [q[1] for q in fact["trained"]] == asked.get(id, [])
        assert [q[1] for q in fact["held_out"]] == held.get(id, [])
        assert not (fact["split"] == "control" and fact["trained"])


def test_the_overview_counts_the_whole_run(built_run: Path) -> None:
    data, facts = of(built_run).data, table(built_run, "facts")
    counted = Counter((f["lang"], f["type"], f["split"]) for f in facts)
    assert {
        (lang, type, split): n
        for lang, types in data["types"].items()
        for type, splits in types.items()
        for split, n in splits.items()
    } == counted
    assert sum(n for _, n in data["wordings"]) == sum(f["split"] == "taught" for f in facts)
    assert sum(k * n for k, n in data["wordings"]) == data["counts"]["sft_qa"]


def test_what_was_left_out_is_listed(built_run: Path) -> None:
    drops = of(built_run).data["drops"]
    assert ["table.csv", "ingest", "no_text_column"] in [drop[:3] for drop in drops]
    assert ["empty.txt", "ingest", "empty_file", ""] in drops


def test_the_page_bears_the_name_of_the_run(built_run: Path) -> None:
    page = (built_run / "report.html").read_text(encoding="utf-8")
    assert re.search(rf"<title>[^<]*{built_run.name}[^<]*</title>", page)


def test_a_large_run_is_shown_in_part(
    built_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built_run, tmp_path / "run")
    manifest = read_manifest(built_run)
    assert manifest is not None
    monkeypatch.setattr(page_module, "DOCUMENTS", 2)
    monkeypatch.setattr(page_module, "CHARS", 60)
    monkeypatch.setattr(page_module, "DROPS", 1)
    write_page(tmp_path / "run", manifest)
    data = of(tmp_path / "run").data
    assert len(data["documents"]) == 2 and len(data["drops"]) == 1
    assert data["counts"] == manifest["counts"]
    facts = table(built_run, "facts")
    for document in data["documents"]:
        assert sum(len(piece) for piece, _ in document["parts"]) == 60 < document["chars"]
        whole = sum(f["doc_id"] == document["id"] for f in facts)
        assert len(document["facts"]) + document["hidden"] == whole
    assert sum(d["hidden"] for d in data["documents"]) > 0


def test_all_documents_share_one_budget(built_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = read_manifest(built_run)
    assert manifest is not None
    monkeypatch.setattr(page_module, "ALL_CHARS", 150)
    data = page_data(built_run, manifest)
    pieces = [piece for d in data["documents"] for piece, _ in d["parts"]]
    assert sum(map(len, pieces)) == 150


def test_both_tongues_say_the_same_things() -> None:
    script = dict(Parsed(TEMPLATE).raw)["script"]
    words = script[script.index("const WORDS") : script.index("const state")]
    english, chinese = re.split(r"\n  zh: \{", words)
    keys = re.compile(r"(?:^|[,{] ?)\s*(\w+): [\"{]", re.M)
    nested = {"reasons", "steps", "zh", "en"}
    en = set(keys.findall(english)) - nested
    zh = set(keys.findall(chinese)) - nested
    assert en <= zh
    assert set(re.findall(r"\bt\(\"(\w+)\"", script)) <= en


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=8)


@given(st.text(min_size=1, max_size=60), spans)
def test_parts_give_text_and_evidence_back(text: str, marked: list[tuple[int, int]]) -> None:
    facts = [{"start": a, "end": min(a + n, len(text))} for a, n in marked if a < len(text)]
    cut = parts(text, facts)
    assert "".join(piece for piece, _ in cut) == text
    assert all(piece for piece, _ in cut)
    for i, fact in enumerate(facts):
        evidence = "".join(piece for piece, indexes in cut if i in indexes)
        assert evidence == text[fact["start"] : fact["end"]]


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium or google-chrome")
def test_a_browser_draws_the_page(built_run: Path, tmp_path: Path) -> None:
    fact = next(f for f in table(built_run, "facts") if f["split"] == "taught")
    words = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--lang=en", f"--user-data-dir={tmp_path}",
        "--dump-dom", f"file://{built_run}/report.html#{fact['id']}",
    ]  # fmt: skip
    drawn = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    main = drawn[drawn.index("<main") : drawn.index("</main>")]
    assert main.count("<mark") > 0 and "<svg" in main
    assert fact["statement"] in main
    assert len([t for t, _ in Parsed(drawn).tags if t == "script"]) == 2
    assert "<img" not in main and "<script" not in main
