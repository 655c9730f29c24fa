"""The report in a real browser: what a person does with it, and that a hostile corpus does nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data_prep.config import DataPrepConfig
from data_prep.page import page_data, render
from data_prep.pipeline import build
from data_prep.store import json_lines, read_manifest, rows
from tests.browser import CHROMIUM, Page, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium or google-chrome")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def opened(tab: Page, built_run: Path) -> Page:
    show(tab, built_run / "report.html")
    return tab


def show(tab: Page, path: Path, at: str = "") -> None:
    tab.open(path, at)
    ready(tab)


def ready(tab: Page) -> None:
    while tab.run("document.documentElement.dataset.ready") != "1":
        pass


def text(tab: Page, selector: str) -> str:
    return tab.run(f"document.querySelector({selector!r})?.innerText ?? ''")


def count(tab: Page, selector: str) -> int:
    return tab.run(f"document.querySelectorAll({selector!r}).length")


def typed(tab: Page, words: str) -> None:
    tab.run("document.getElementById('search').select()")
    tab.send("Input.insertText", text=words)
    while tab.run("state.waiting"):
        pass
    tab.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def view(tab: Page, number: int) -> None:
    tab.click(f"header nav button:nth-child({number})")


def test_it_opens_with_the_overview_and_asks_for_nothing(opened: Page, built_run: Path) -> None:
    counts = json.loads((built_run / "manifest.json").read_text(encoding="utf-8"))["counts"]
    tiles = text(opened, ".tiles")
    assert f"{counts['facts_taught']}\nfacts taught" in tiles
    assert count(opened, ".chart") >= 9
    assert count(opened, "svg rect") > 20
    assert len(opened.requested()) == 1
    assert not opened.complaints()


def test_a_click_on_a_passage_shows_its_fact_and_the_address_leads_back(
    opened: Page, built_run: Path
) -> None:
    view(opened, 2)
    opened.click(".text mark:not(.off)")
    id = opened.run("document.querySelector('[data-fact]').dataset.fact")
    fact = next(f for f in rows(built_run / "dataset" / "facts") if f["id"] == id)
    card = text(opened, ".fact")
    assert fact["statement"] in card
    assert opened.run("document.querySelector('.fact blockquote').textContent") == fact["evidence"]
    for row in rows(built_run / "dataset" / "sft"):
        if row["task"] == "qa" and row["fact_ids"] == [id]:
            assert row["prompt"][-1]["content"] in card
    show(opened, built_run / "report.html", id)
    assert fact["statement"] in text(opened, ".fact")
    assert count(opened, ".text mark.on") >= 1


def test_the_back_button_goes_back(opened: Page) -> None:
    view(opened, 3)
    view(opened, 4)
    opened.run("new Promise(done => { addEventListener('popstate', () => setTimeout(done, 50), {once: true}); history.back(); })")  # fmt: skip
    assert text(opened, "header nav [aria-current]") == "Facts"


def test_keys_walk_through_facts_and_documents(opened: Page) -> None:
    view(opened, 2)
    opened.key("j", text="j")
    first = opened.run("document.querySelector('[data-fact]').dataset.fact")
    opened.key("j", text="j")
    second = opened.run("document.querySelector('[data-fact]').dataset.fact")
    assert first != second
    opened.key("k", text="k")
    assert opened.run("document.querySelector('[data-fact]').dataset.fact") == first
    title = text(opened, "article h2")
    opened.key("]", text="]")
    assert text(opened, "article h2") != title
    opened.key("?", text="?")
    assert opened.run("document.getElementById('help').hidden") is False
    opened.key("/", text="/")
    assert opened.run("document.activeElement.id") == "search"


def test_search_and_filters_narrow_what_is_shown(opened: Page, built_run: Path) -> None:
    facts = list(rows(built_run / "dataset" / "facts"))
    view(opened, 3)
    assert count(opened, "tr.row") == min(len(facts), 60)
    typed(opened, "penhallow")
    assert 0 < count(opened, "tr.row") < len(facts)
    assert text(opened, "mark.hit").lower() == "penhallow"
    typed(opened, "nowhere to be found")
    assert count(opened, "tr.row") == 0
    typed(opened, "")
    opened.run("(s => { s.value = 'control'; s.dispatchEvent(new Event('change')); })(document.querySelectorAll('.filters select')[1])")  # fmt: skip
    assert count(opened, "tr.row") == sum(f["split"] == "control" for f in facts)


def test_a_row_of_the_table_leads_to_its_document(opened: Page) -> None:
    view(opened, 3)
    opened.click("tr.row td")
    assert text(opened, "header nav [aria-current]") == "Documents"
    assert count(opened, ".fact") == 1


def test_left_out_and_changed_things_are_browsed(opened: Page) -> None:
    view(opened, 4)
    assert "table.csv" in text(opened, "tbody")
    typed(opened, "empty file")
    assert text(opened, "tbody").startswith("empty.txt")
    view(opened, 5)
    typed(opened, "pinyin")
    assert "∅" in text(opened, "td.is")


def test_sentences_without_facts_say_why(opened: Page, built_run: Path) -> None:
    view(opened, 2)
    assert count(opened, ".text .silent") == 0
    opened.click("#silent")
    id = opened.run("state.doc.id")
    row = next(r for r in json_lines(built_run / "coverage.jsonl") if r["doc_id"] == id)
    assert count(opened, ".text .silent") >= row["sentences"] - row["with_facts"] > 0
    assert opened.run("document.activeElement.id") == "silent"
    opened.click("#silent")
    assert count(opened, ".text .silent") == 0


def test_contradicted_facts_are_found_and_lead_to_each_other(
    tab: Page, built_run: Path, tmp_path: Path
) -> None:
    manifest = read_manifest(built_run)
    assert manifest
    data = page_data(built_run, manifest)
    first, *_, last = [fact for doc in data["documents"] for fact in doc["facts"]]
    first["contradicts"], last["contradicts"] = [last["id"]], [first["id"]]
    path = tmp_path / "report.html"
    path.write_text(render("x", data), encoding="utf-8")
    show(tab, path)
    tab.run("[...document.querySelectorAll('button.bar')].find(b => b.innerText.startsWith('contradicted')).click()")  # fmt: skip
    assert count(tab, "tr.row") == 2
    tab.click("tr.row td")
    assert tab.run("location.hash.slice(1)") == first["id"]
    tab.click(".fact .warn button")
    assert tab.run("document.querySelector('[data-fact]').dataset.fact") == last["id"]
    assert tab.run("location.hash.slice(1)") == last["id"]


def test_what_is_asked_of_the_overview_before_the_documents_are_there_is_done_then(
    opened: Page,
) -> None:
    """As on a slow machine: the click comes between the two halves."""
    opened.run("state.whole = false, document.querySelector('header nav button:nth-child(3)').click()")  # fmt: skip
    assert count(opened, "tr.row") == 0
    opened.run("state.whole = true, asked.splice(0).forEach(work => work())")
    assert count(opened, "tr.row") > 0


def test_both_languages_and_both_themes(opened: Page) -> None:
    opened.click("#tongue")
    assert text(opened, "header nav button") == "概览"
    assert opened.run("document.documentElement.lang") == "zh-Hans"
    ground = "getComputedStyle(document.body).backgroundColor"
    before = opened.run(ground)
    opened.click("#theme")
    assert opened.run(ground) != before
    opened.click("#theme")
    assert opened.run(ground) == before


CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = node => { for (; node; node = node.parentElement) { const c = rgba(getComputedStyle(node).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
  const poor = new Set();
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(c => c.nodeType === 3 && c.data.trim()) || !node.checkVisibility() || node.closest("script, option")) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()"""
"""Elements whose text stands out from its ground by less than 4.5 to 1 (WCAG 2.2, 1.4.3)."""


def test_all_text_stands_out_from_its_ground_by_day_and_by_night(opened: Page) -> None:
    for _ in range(2):
        for number in range(1, 6):
            view(opened, number)
            if number == 2:
                opened.click("#silent")
                typed(opened, "a")
                opened.click(".text mark:not(.off)")
                assert opened.run(CONTRAST) == []
                typed(opened, "")
                opened.click("#silent")
            assert opened.run(CONTRAST) == [], number
        opened.click("#theme")


def test_a_passage_tells_its_type_in_words_too(opened: Page) -> None:
    view(opened, 2)
    opened.click(".text mark:not(.off)")
    type_ = text(opened, ".fact .chip")
    assert type_ in opened.run("[...document.querySelectorAll('.text mark.on')].map(m => m.dataset.type || '')")  # fmt: skip


def test_a_phone_scrolls_one_way_only(opened: Page) -> None:
    opened.send("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)  # fmt: skip
    try:
        for number in range(1, 6):
            view(opened, number)
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert opened.run(wide) <= 0, number
        view(opened, 2)
        opened.click(".text mark:not(.off)")
        assert opened.run("getComputedStyle(document.querySelector('.panel')).position") == "fixed"
        passage, card = (opened.run(f"document.querySelector({at!r}).getBoundingClientRect().{edge}") for at, edge in ((".text mark.on", "top"), (".panel", "top")))  # fmt: skip
        assert 0 <= passage < card, "the card hides its passage"
    finally:
        opened.send("Emulation.clearDeviceMetricsOverride")


# --- a corpus that attacks

ATTACKS = (
    "<script>window.hurt=1</script>", "<img src=x onerror=window.hurt=1>", "javascript:window.hurt=1",
    "</style><style>body{display:none}</style>", "</script><script>window.hurt=1</script>", "<!--", "]]>",
    "=HYPERLINK(\"http://evil.example\",\"x\")", "{{constructor.constructor('window.hurt=1')()}}", "${window.hurt=1}",
    "\u202egnp.exe", "\u2066\u2067", "\u2028\u2029", "\x00\x1b[31m", "\ud800", "__proto__", "' onmouseover='window.hurt=1", "&lt;b&gt;",
)  # fmt: skip


def hostile(value: Any, at: list[int]) -> Any:
    """`value` with an attack in each of its texts."""
    if isinstance(value, dict):
        keep = ("id", "lang", "split", "type", "words")
        return {k: v if k in keep else hostile(v, at) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(one, at) for one in value]
    if isinstance(value, str):
        at[0] += 1
        return ATTACKS[at[0] % len(ATTACKS)] + value
    return value


def test_no_field_can_act(tab: Page, built_run: Path, tmp_path: Path) -> None:
    manifest = read_manifest(built_run)
    assert manifest
    data = page_data(built_run, manifest)
    for key in ("documents", "drops"):
        data[key] = hostile(data[key], [0])
    data["dropped"] = {attack + "/" + attack: 1 for attack in ATTACKS}
    data["changed"] = dict.fromkeys(ATTACKS, 2)
    path = tmp_path / "report.html"
    path.write_text(render(ATTACKS[0], data), encoding="utf-8")
    show(tab, path)
    for number in range(1, 6):
        view(tab, number)
    view(tab, 2)
    tab.click(".text mark:not(.off)")
    for attack in (ATTACKS[1], ATTACKS[3], ATTACKS[4]):
        assert attack in tab.run("document.body.textContent")
    assert tab.run("window.hurt") is None
    assert tab.run("document.scripts.length") == 1
    assert count(tab, "img, iframe, a, object, embed, main script, main style") == 0
    assert "\u202e" not in tab.run("document.body.textContent")
    assert len(tab.requested()) == 1
    assert not tab.complaints()


def test_a_hostile_corpus_is_built_and_shown_harmless(tab: Page, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, attack in enumerate(a for a in ATTACKS if a.isprintable()):
        name = f"{attack.replace('/', '_')[:40]}-{number}.txt"
        sentence = f"The Tower {number} of {attack} was built in 19{number:02} by Ada Penhallow. It stands {31 + number} metres tall.\n"  # fmt: skip
        (folder / name).write_text(f"{attack}\n\n" + sentence * 3, encoding="utf-8")
    run = tmp_path / "run"
    build(DataPrepConfig(input=str(folder), output=run, workers=1, quality=False, near_duplicate=1))
    show(tab, run / "report.html")
    for number in range(1, 6):
        view(tab, number)
    assert tab.run("window.hurt") is None
    assert count(tab, "img, iframe, a, object") == 0
    assert len(tab.requested()) == 1
    assert not tab.complaints()
