"""The report: nothing of the corpus or the model can become markup, and nothing is loaded."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.records import Message
from eval.page import page
from eval.samples import Sample, Score
from eval.table import effect, tabulate

from .test_samples import SAMPLE

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>\'"&'


def render(question: str, answer: str, targets: tuple[str, ...] = ("北京",)) -> str:
    taught: Sample = replace(SAMPLE, input=(Message("user", question),), targets=targets)
    samples = [taught, replace(taught, id="c", group="control", doc_id="other")]
    base = [Score(s.id, None, "", "", "empty answer") for s in samples]
    tuned = [Score("s", True, answer, answer, answer), Score("c", False, answer, answer, answer)]
    runs = {"base": base, "tuned": tuned}
    recall, by_type = (
        tabulate(samples, runs, columns)
        for columns in (("group", "lang", "kind"), ("group", "type"))
    )
    about = {"model": answer, "adapter": answer, "dataset": question, "created": "today"}
    return page(question, about, recall, by_type, effect(samples, base, tuned), samples, runs)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def test_untrusted_text_is_text() -> None:
    html = render(EVIL, EVIL, (EVIL, EVIL))
    tags = parsed(html)
    assert tags.tags.count("script") == 1 and "img" not in tags.tags
    assert "onerror" not in dict(tags.attributes)
    assert EVIL in tags.text


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_any_text_leaves_the_same_tags(question: str, answer: str) -> None:
    assert parsed(render("x" + question, "x" + answer)).tags == parsed(render("q", "a")).tags


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
    tags = parsed(render("问", "答"))
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(tags.tags)
    assert not {"src", "href", "style", "onclick"} & {name for name, _ in tags.attributes}


def test_what_the_page_shows() -> None:
    html = render("首都在哪？", "北京")
    text = parsed(html).text
    for part in (
        "首都在哪？",
        "北京",
        "empty answer",
        "not_attempted",
        "100.0% [20.7, 100.0]",
        "Net effect",
        "taught",
    ):
        assert part in text
    assert html.count("<rect") == 2 + 2 * 2  # the legend, and two runs in two rows
    assert 'data-group="control"' in html and 'data-tuned="incorrect"' in html
    assert "prefers-color-scheme" in html or "light-dark" in html


def test_one_run() -> None:
    samples = [SAMPLE]
    runs = {"base": [Score("s", True, "北京", "北京", "same text")]}
    table = tabulate(samples, runs, ("group", "lang", "kind"))
    html = page(
        "t", {"dataset": "d", "model": "m", "created": "c"}, table, table, None, samples, runs
    )
    assert "McNemar" not in html and "Net effect" not in html
