"""The report's text: nothing of the corpus or the model can become markup, and nothing is loaded."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.records import Message
from eval.page import FactView, page
from eval.page.content import CUT
from eval.page.headline import interval, meaning, p_value, strict
from eval.page.words import WORDS
from eval.samples import Sample, Score
from eval.stats import Z95, Change, wilson
from eval.table import Effect, Row, effect, tabulate

from .test_samples import SAMPLE

EVIL = (
    '<script>ran("x")</script><img src=x onerror=ran(1)></script></style><!--javascript:ran(2)'
    '\'"&=HYPERLINK("x")|\x00\u202e\ud800\ufeff\n'
)
VIEW = FactView(EVIL, EVIL, EVIL, "reported", 3, "d", EVIL, EVIL, "before " + EVIL, EVIL, EVIL, True, True)  # fmt: skip


def render(question: str, answer: str, targets: tuple[str, ...] = ("北京",)) -> str:
    taught: Sample = replace(SAMPLE, input=(Message("user", question),), targets=targets)
    samples = [
        taught,
        replace(taught, id="c", group="control", doc_id="other", choices=(answer,)),
        replace(taught, id="o", probe="open_book", kind=question),
    ]
    base = [Score(s.id, None, "", "", "empty answer") for s in samples]
    tuned = [Score(s.id, s.id == "s", answer, answer, answer) for s in samples]
    runs = {"base": base, "tuned": tuned}
    recall, by_type = (
        tabulate(samples[:2], {name: scores[:2] for name, scores in runs.items()}, columns)
        for columns in (("group", "lang", "kind"), ("group", "type"))
    )
    about = {"model": answer, "adapter": answer, "dataset": question, "created": "today"}
    net = effect(samples[:2], base[:2], tuned[:2])
    facts, neutral = {"f": VIEW}, {"base": 1.0, "tuned": 1.25}
    return page(question, about, recall, by_type, net, samples, runs, facts=facts, neutral=neutral)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def data(html: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    return json.loads(block)


def test_untrusted_text_is_data() -> None:
    html = render(EVIL, EVIL, (EVIL, EVIL))
    html.encode()  # what UTF-8 cannot hold is escaped
    tags = Tags(html)
    assert tags.tags.count("script") == 2 and "img" not in tags.tags
    assert "onerror" not in dict(tags.attributes)
    found = data(html)
    row = dict(zip(found["columns"], found["rows"][0], strict=True))
    assert row["question"] == EVIL and row["targets"] == [EVIL, EVIL]
    assert row["answers"][1] == ["correct", EVIL, EVIL]
    assert found["facts"]["f"]["evidence"] == EVIL


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_leaves_the_same_tags_and_comes_back(question: str, answer: str) -> None:
    html = render("x" + question, "x" + answer)
    assert html.encode() and Tags(html).tags == Tags(render("q", "a")).tags
    assert data(html)["rows"][0][8] == "x" + question


def test_the_policy_allows_the_page_s_own_style_and_script_only() -> None:
    html = render("问", "答")
    policy = dict(
        re.findall(r"(\S+-src) ([^;]+)", re.findall(r'Security-Policy" content="([^"]+)"', html)[0])
    )
    assert policy["default-src"] == "'none'"
    for tag, source in (("style", policy["style-src"]), ("script", policy["script-src"])):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(inline) == 1
        digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
        assert source == f"'sha256-{digest}'"


def test_nothing_is_loaded_from_elsewhere() -> None:
    tags = Tags(render("问", "答"))
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(tags.tags)
    assert not {"src", "href", "style", "onclick"} & {name for name, _ in tags.attributes}


def test_the_script_makes_no_markup() -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", render("问", "答"), re.DOTALL)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch"):
        assert way not in script


def test_both_languages_say_everything() -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", render("问", "答"), re.DOTALL)
    assert all(all(text for text in words.values()) for words in WORDS.values())
    used = set(re.findall(r'\bt\("(\w+)"', script))
    assert used <= set(WORDS["en"]) == set(WORDS["zh"])
    for key, text in WORDS["en"].items():
        if isinstance(text, str):
            assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", WORDS["zh"][key]))


def test_numbers_of_the_headline() -> None:
    head = data(render("首都在哪？", "北京"))["headline"]
    assert head["taught"]["n"] == 1 and head["taught"]["moved"] == [1, 0, 1.0]
    assert head["strict"]["n"] == 1 and [rate[0] for rate in head["strict"]["rates"]] == [0, 1]
    assert head["effect"][0] == 1 and head["meaning"] == "same"
    assert head["neutral"] == {"base": 1.0, "tuned": 1.25}


def test_strict_recall_takes_every_wording() -> None:
    samples = [SAMPLE, replace(SAMPLE, id="s2"), replace(SAMPLE, id="g", fact_id="g")]
    samples.append(replace(SAMPLE, id="c", fact_id="c", group="control"))
    scores = [Score("", value, "", "", "") for value in (True, None, True, True)]
    assert strict(samples, scores) == wilson(1, 2)
    assert strict([], []) is None


def test_what_the_numbers_mean() -> None:
    def taught(gained: int, lost: int, p: float) -> Row:
        rates = (wilson(1, 9), wilson(8, 9))
        return Row(("taught",), 9, rates, Change(gained, lost, p, 0.5, 0.1))

    clear, vague, lone = Effect(0.5, 0.1, 9), Effect(0.1, 0.1, 9), Effect(0.5, None, 1)
    assert meaning(None, clear) == "nothing"
    assert meaning(replace(taught(7, 0, 0.01), change=None), None) == "single"
    assert meaning(taught(7, 0, 0.01), clear) == "learnt"
    assert meaning(taught(7, 0, 0.01), vague) == "drift"
    assert meaning(taught(7, 0, 0.01), lone) == "unsure"
    assert meaning(taught(7, 0, 0.01), None) == "no_control"
    assert meaning(taught(0, 7, 0.01), clear) == "lost"
    assert meaning(taught(3, 2, 0.8), clear) == "same"
    assert set(WORDS["en"]["names"]["meaning"]) == set(
        "nothing single learnt no_control unsure drift lost same".split()
    )


@dataclass(frozen=True)
class Drawn(Effect):
    """An effect with a bootstrap interval."""

    low: float | None = -0.1
    high: float | None = 0.6


@dataclass(frozen=True)
class Flipped(Change):
    """A change with a test that keeps documents whole."""

    clusters: int = 9
    p_flip: float | None = 0.2


def test_a_finer_interval_and_test_are_taken_where_there_are() -> None:
    assert interval(Effect(0.5, 0.1, 9)) == (0.5 - Z95 * 0.1, 0.5 + Z95 * 0.1)
    assert interval(Drawn(0.5, 0.1, 9)) == (-0.1, 0.6) and interval(Drawn(0.5, None, 1)) is None
    flipped = Flipped(7, 0, 0.01, 0.5, 0.1)
    assert p_value(flipped) == 0.2 and p_value(replace(flipped, clusters=5)) == 0.01
    assert p_value(Change(7, 0, 0.01, 0.5, 0.1)) == 0.01


def test_answers_that_no_page_could_hold_are_cut() -> None:
    long = "长" * 190_000
    assert data(render("q", long))["rows"][0][11][1][1] == long
    samples = [replace(SAMPLE, id=str(i)) for i in range(100)]
    runs = {"base": [Score(s.id, False, long, long, "no") for s in samples]}
    table = tabulate(samples, runs, ("group", "lang", "kind"))
    found = data(page("t", {}, table, table, None, samples, runs))
    assert found["rows"][0][11][0][1] == [long[:CUT], len(long)]


def test_one_run() -> None:
    runs = {"base": [Score("s", True, "北京", "北京", "same text")]}
    table = tabulate([SAMPLE], runs, ("group", "lang", "kind"))
    found = data(page("t", {"model": "m"}, table, table, None, [SAMPLE], runs))
    assert found["headline"]["meaning"] == "single" and found["headline"]["mde"] is None
    assert found["documents"][0]["moved"] is None
