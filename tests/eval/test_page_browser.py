"""The report in a real browser: it draws, answers keys and clicks, and runs nothing but its own script."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data_prep.records import Message
from eval.page import FactView, page
from eval.samples import Sample, Score
from eval.table import effect, tabulate
from tests.browser import CHROMIUM, Page, browser

from .test_page import EVIL, VIEW
from .test_samples import SAMPLE

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium or google-chrome")

LONG = "long answer " * 9000
PLAIN = FactView(
    "北京", "首都是北京。", "", "asserted", 3, "doc", "地理", "geo.md", "我国的", "首都是北京", "，很大。"
)  # fmt: skip


def sample(i: int) -> Sample:
    """The first is hostile, the others are plain: 250 taught and 50 control."""
    question = EVIL if i == 0 else f"问题 number {i}?"
    plain = replace(
        SAMPLE,
        id=f"s{i}",
        fact_id="evil" if i == 0 else f"f{i}",
        doc_id="d" if i == 0 else "doc2" if i > 274 else "doc",
    )
    targets = (EVIL, EVIL) if i == 0 else ("北京", "Beijing")
    group = "control" if i >= 250 else "taught"
    return replace(plain, group=group, input=(Message("user", question),), targets=targets)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    samples = [sample(i) for i in range(300)]
    base = [
        Score(s.id, i == 7, EVIL if i == 0 else "上海", "", EVIL) for i, s in enumerate(samples)
    ]
    tuned = [Score(s.id, i % 10 != 7 and s.group == "taught", LONG if i == 1 else EVIL if i == 0 else "北京", "", "same text") for i, s in enumerate(samples)]  # fmt: skip
    runs = {"base": base, "tuned": tuned}
    recall, by_type = tabulate(samples, runs, ("group", "lang", "kind")), tabulate(samples, runs, ("group", "type"))  # fmt: skip
    facts = {s.fact_id: PLAIN for s in samples[1:]} | {"evil": VIEW}
    about = {"model": EVIL, "dataset": EVIL, "adapter": EVIL, "created": "today"}
    html = page(
        EVIL, about, recall, by_type, effect(samples, base, tuned), samples, runs, facts=facts
    )
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        # A hostile script that runs calls this.
        source = "window.hits = []; window.ran = x => window.hits.push(x);"
        page.send("Page.addScriptToEvaluateOnNewDocument", source=source)
        yield page


ROWS = "document.querySelectorAll('#samples tr.row').length"
COUNT = "document.getElementById('count').textContent"


def test_hostile_text_is_inert(tab: Page, report: Path) -> None:
    tab.open(report, "open=s0")
    tab.run("document.querySelectorAll('button.link').forEach(b => b.click())")
    assert tab.run("hits") == [] and tab.complaints() == []
    assert tab.requested() == ["about:blank", report.as_uri()] or tab.requested() == [
        report.as_uri()
    ]
    assert tab.run("document.querySelectorAll('script').length") == 2
    assert (
        tab.run("document.querySelectorAll('img, iframe, object, embed, a, form, link').length")
        == 0
    )
    text = tab.run("document.querySelector('tr.row .ask').textContent")
    assert '<script>ran("x")</script><img src=x onerror=ran(1)>' in text
    assert "⟨U+0000⟩⟨U+202E⟩⟨U+D800⟩⟨U+FEFF⟩" in text
    tab.open(report, "open=s0")  # the clicks led elsewhere
    for place in (
        "h1",
        "#head p",
        "#samples td:nth-child(2)",
        "tr.detail p bdi",
        "tr.detail blockquote",
    ):
        shown = tab.run(f"document.querySelector({place!r}).textContent")
        assert "⟨U+202E⟩" in shown and "\u202e" not in shown


def test_the_policy_stops_a_script_that_got_in(tab: Page, report: Path) -> None:
    html = report.read_text(encoding="utf-8").replace(
        "</main>", "</main><script>ran(3)</script><img src=x onerror=ran(4)>"
    )
    pierced = report.with_name("pierced.html")
    pierced.write_text(html, encoding="utf-8")
    tab.open(pierced)
    assert tab.run("hits") == [] and len(tab.complaints()) >= 2
    assert tab.run(ROWS) == 100


def test_the_headline_in_both_languages(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en")
    text = tab.run("document.getElementById('main').textContent")
    assert "base answers 0.4% [0.1,\u00a02.2] right and tuned answers 90.0%" in text
    assert "Training taught these facts" in text and "+225 / −1" in text
    tab.click("#tongue")
    text = tab.run("document.getElementById('main').textContent")
    assert "训练教会了这些事实" in text and tab.run("document.documentElement.lang") == "zh-Hans"
    assert "ui=zh" in tab.run("location.hash")
    tab.open(report)
    assert tab.run("document.documentElement.lang") == "zh-Hans"  # remembered
    tab.open(report, "ui=en")
    assert tab.run("document.documentElement.lang") == "en"
    tab.click("#tongue")
    tab.click("#tongue")  # back to English for the tests that follow


def test_rows_come_a_hundred_at_a_time(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en")
    assert tab.run(ROWS) == 100 and tab.run(COUNT) == "300 of 300 questions"
    tab.click("#more button")
    assert tab.run(ROWS) == 200
    tab.click("#more button")
    assert tab.run(ROWS) == 300 and tab.run("document.querySelector('#more button')") is None


def test_filters_and_search_stand_in_the_address(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en&group=control")
    assert tab.run(COUNT) == "50 of 300 questions"
    choose = "(s => {{ s.value = {!r}; s.dispatchEvent(new Event('change')); }})(document.getElementsByName({!r})[0])"
    tab.run(choose.format("", "group"))
    tab.run(choose.format("lost", "flip"))
    assert tab.run(COUNT) == "1 of 300 questions" and "flip=lost" in tab.run("location.hash")
    tab.click("#clear")
    assert tab.run(COUNT) == "300 of 300 questions"
    tab.run("document.activeElement.blur()")
    tab.key("/", text="/")
    tab.send("Input.insertText", text="NUMBER 29")
    tab.run("new Promise(done => setTimeout(done, 300))")
    assert tab.run(COUNT) == "11 of 300 questions"  # 29, 290 … 299
    assert "q=NUMBER+29" in tab.run("location.hash")
    tab.open(report, "ui=en&verdict.tuned=correct&document=doc&q=nothing+like+it")
    assert tab.run(COUNT) == "0 of 300 questions"


def test_a_click_and_enter_open_the_evidence(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en&q=number+42")
    tab.click("#samples tr.row td:last-child")
    assert tab.run("document.querySelector('tr.detail mark').textContent") == "首都是北京"
    assert (
        tab.run("document.querySelector('tr.detail blockquote').textContent")
        == "我国的首都是北京，很大。"
    )
    detail = tab.run("document.querySelector('tr.detail').textContent")
    assert "首都是北京。" in detail and "地理" in detail and "geo.md" in detail
    assert "open=s42" in tab.run("location.hash")
    tab.run("document.activeElement.blur()")
    tab.key("Escape")
    assert tab.run("document.querySelector('tr.detail')") is None
    tab.run("document.querySelector('.ask').focus()")
    tab.key("Enter", text="\r", code="Enter", windowsVirtualKeyCode=13)
    assert tab.run("document.querySelector('.ask').getAttribute('aria-expanded')") == "true"
    assert (
        tab.run(
            "document.getElementById(document.querySelector('.ask').getAttribute('aria-controls')).className"
        )
        == "detail"
    )


def test_a_link_opens_a_question_far_down(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en&open=s222")
    assert tab.run(ROWS) == 300
    assert tab.run("document.querySelector('tr.row.open .ask').textContent") == "问题 number 222?"


def test_arrows_move_between_questions(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en")
    tab.run("document.querySelectorAll('.ask')[3].focus()")
    tab.key("ArrowDown")
    assert tab.run("document.activeElement.textContent") == "问题 number 4?"
    tab.key("ArrowUp")
    tab.key("ArrowUp")
    assert tab.run("document.activeElement.textContent") == "问题 number 2?"


def test_a_long_answer_is_short_until_asked_for(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en&q=number+1?")
    shown = "document.querySelector('#samples .answer[dir]:not(:empty) ~ button.link') && [...document.querySelectorAll('#samples .answer')].at(-1).textContent.length"
    assert tab.run(shown) < 400
    tab.click("#samples td:last-child button.link")
    assert tab.run(
        "[...document.querySelectorAll('#samples .answer')].at(-1).textContent.length"
    ) == len(LONG)
    assert tab.run("document.querySelector('tr.detail')") is None


def test_lost_come_first_and_lead_to_the_table(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en")
    assert tab.run("[...document.querySelectorAll('.two section')].map(s => s.id)") == [
        "lost",
        "won",
    ]
    assert "问题 number 7?" in tab.run("document.getElementById('lost').textContent")
    tab.click("#won > button.link")
    assert tab.run(COUNT) == "225 of 300 questions"


def test_documents_are_sorted_by_a_click(tab: Page, report: Path) -> None:
    tab.open(report, "ui=en")
    numbers = "[...document.querySelectorAll('#table-document tbody tr')].map(r => +r.children[1].textContent)"
    tab.click("#table-document th:nth-child(2) button")
    assert tab.run(numbers) == [249, 1]
    tab.click("#table-document th:nth-child(2) button")
    assert tab.run(numbers) == [1, 249]
    assert (
        tab.run("document.querySelector('#table-document th:nth-child(2)').ariaSort") == "ascending"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_sideways(tab: Page, report: Path, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    tab.send("Emulation.setDeviceMetricsOverride", **size)
    tab.open(report, "ui=en&open=s0")
    assert tab.run("document.documentElement.scrollWidth") <= width
    tab.send("Emulation.clearDeviceMetricsOverride")
