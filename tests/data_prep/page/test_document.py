"""The report as HTML: what its policy admits, and that no text of a corpus can act in it."""

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep import page
from data_prep.page.document import SCRIPTS, packed, render
from data_prep.page.words import WORDS
from tests.data_prep.page.parsed import Parsed

FOLDER = Path(page.__file__).parent
SOURCE = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)


def of(run: Path) -> Parsed:
    return Parsed((run / "report.html").read_text(encoding="utf-8"))


def digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(parsed: Parsed) -> dict[str, str]:
    (told,) = [a["content"] for _, a in parsed.tags if "http-equiv" in a]
    return dict(rule.strip().split(" ", 1) for rule in (told or "").split(";"))


def test_the_policy_admits_the_one_script_and_the_one_style(built_run: Path) -> None:
    parsed = of(built_run)
    assert [kind for kind, _ in parsed.raw] == ["style", *["script text/plain"] * 2, "script"]
    rules, raw = policy(parsed), dict(parsed.raw)
    assert rules["script-src"] == digest(raw["script"])
    assert rules["style-src"] == digest(raw["style"])
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules


def test_a_review_adds_its_script_and_the_page_s_own_origin() -> None:
    parsed = Parsed(render("x", {}, before="let a = 1", style=".a{}", connect=True))
    first, second = [text for kind, text in parsed.raw if kind == "script"]
    assert first == "let a = 1"
    assert policy(parsed)["script-src"] == f"{digest(first)} {digest(second)}"
    assert policy(parsed)["connect-src"] == "'self'"


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


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_text_comes_back_as_it_was(title: str, text: str) -> None:
    for form in ("{}", "{}</script><!--<script>", "</title><script>{}</script>", "]]>{}\u2028"):
        hostile = form.replace("{}", text)
        html = render(hostile + title, {"text": hostile + title, hostile: [title]})
        html.encode()
        parsed = Parsed(html)
        assert parsed.data["text"] == hostile + title
        assert parsed.data[hostile] == [title]
        assert len(parsed.raw) == 4


def test_the_same_data_gives_the_same_bytes() -> None:
    assert packed({"a": "汉"}) == packed({"a": "汉"})


def test_the_script_never_parses_html() -> None:
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "setTimeout(\"", ".src", ".href", "javascript:"):  # fmt: skip
        assert sink not in SOURCE


def test_both_tongues_say_the_same_things() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for group in WORDS["en"]["names"]:
        assert WORDS["en"]["names"][group].keys() == WORDS["zh"]["names"][group].keys()
    for key, text in WORDS["en"].items():
        if isinstance(text, str):
            assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", WORDS["zh"][key]))


def test_every_word_that_the_script_asks_for_is_there() -> None:
    asked = set(re.findall(r"\bt\(\"(\w+)\"", SOURCE))
    assert len(asked) > 40
    assert asked <= WORDS["en"].keys()


def test_the_page_bears_the_name_of_the_run(built_run: Path) -> None:
    text = (built_run / "report.html").read_text(encoding="utf-8")
    assert re.search(rf"<title>[^<]*{built_run.name}[^<]*</title>", text)
