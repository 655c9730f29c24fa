"""Lines that recur across invented sites: navigation goes, whatever an article could own stays."""

import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.repeated import (
    ROW,
    RULE,
    Limits,
    LineWriter,
    repeated_lines,
    repeated_lines_to_drop,
    site,
)

NAV = ["岚舸网", "新闻 财经 砺汐 苇渚", "泵业频道", "春季招商会专题", "读者来信"]
FOOTER = ["岚舸网简介", "岚舸市苇渚路九号", "客服热线全天开放", "Pellinmouth Post, Harbour Lane"]
HOT = ["本周热文", "岚舸港口扩建三期工程开工", "苇渚新区迎来首批住户", "铎阳县的春茶提前上市"]
SYLLABLES = "砺汐苇渚岚舸铎阳琬陵骊桐泰笋漪安槐簌霓渡"


def sentence(words: random.Random) -> str:
    return "".join(words.choices(SYLLABLES, k=18)) + f"在{words.randrange(1900, 2100)}年建成。"


def article(number: int, paragraphs: int = 8) -> list[str]:
    words = random.Random(number)
    return [f"第{number}号报道", *(sentence(words) * 2 for _ in range(paragraphs))]


def page(number: int, *, hot: bool = True) -> str:
    body = article(number)
    return "\n".join([*NAV, *body[:5], *(HOT if hot else []), *body[5:], *FOOTER])


def counted(folder: Path, shards: Iterable[Iterable[tuple[str, str]]], pages: int = 5, limits: Limits | None = None) -> np.ndarray:  # fmt: skip
    paths = []
    for number, shard in enumerate(shards):
        with LineWriter(folder / f"{number}.lines") as lines:
            for text, group in shard:
                lines.add(text, group)
        paths.append(lines.path)
    return repeated_lines(paths, pages, limits)


def left(text: str, repeated: np.ndarray, group: str = "") -> list[str]:
    edits = repeated_lines_to_drop(text, repeated, group)
    assert {edit.rule for edit in edits} <= {RULE}
    return [line for line in Traced.of(text).apply(edits).text.split("\n") if line]


def test_navigation_and_footer_of_a_site_go_and_the_article_stays(tmp_path: Path) -> None:
    pages = [page(n, hot=False) for n in range(30)]
    repeated = counted(tmp_path, [[(text, "langge") for text in pages]])
    assert [left(text, repeated, "langge") for text in pages] == [article(n) for n in range(30)]


def test_a_list_inside_the_article_goes_when_it_keeps_its_place(tmp_path: Path) -> None:
    pages = ["\n".join([f"第{n}号报道", *HOT, *article(n)[1:]]) for n in range(30)]
    repeated = counted(tmp_path, [[(text, "") for text in pages]])
    assert [left(text, repeated) for text in pages] == [article(n) for n in range(30)]


def test_a_line_counts_in_its_own_group(tmp_path: Path) -> None:
    pages = [(page(n), "langge") for n in range(30)]
    others = [("\n".join([*NAV, *article(n)]), "other") for n in range(100, 103)]
    repeated = counted(tmp_path, [[*pages, *others]])
    assert left(others[0][0], repeated, "other") == [*NAV, *article(100)]
    assert left(others[0][0], repeated, "langge") == article(100)


def test_four_pages_prove_nothing(tmp_path: Path) -> None:
    pages = [(page(n), "") for n in range(4)]
    assert len(counted(tmp_path, [pages])) == 0
    assert len(counted(tmp_path, [[*pages, (page(4), "")]])) > 0


def test_copies_and_near_copies_are_one_body(tmp_path: Path) -> None:
    copies = [(page(1), "")] * 30
    assert len(counted(tmp_path, [copies])) == 0
    words = random.Random(7)
    near = []
    for _ in range(30):
        lines = article(1, paragraphs=20)
        lines[words.randrange(1, 21)] = sentence(words)
        near.append(("\n".join(lines), ""))
    assert len(counted(tmp_path, [near])) == 0


def test_copies_beside_a_site_do_not_save_its_navigation(tmp_path: Path) -> None:
    pages = [(page(n, hot=False), "") for n in range(30)] + [(page(1, hot=False), "")] * 10
    assert left(page(3, hot=False), counted(tmp_path, [pages])) == article(3)


def test_headings_that_recur_stay(tmp_path: Path) -> None:
    pages = []
    for n in range(30):
        body = article(n)
        pages.append(
            "\n".join(["引言", *body[1:4], "参数说明", *body[4:6], "注意", *body[6:], "参考资料", f"岚舸大学第{n}期学报"])
        )  # fmt: skip
    heads = ["引言"] * 10 + ["Introduction"] * 10 + ["## 概述"] * 10
    pages = [text.replace("引言", heads[n]) for n, text in enumerate(pages)]
    repeated = counted(tmp_path, [[(text, "") for text in pages]])
    assert all(repeated_lines_to_drop(text, repeated) == [] for text in pages)


def test_steps_and_code_that_manuals_share_stay(tmp_path: Path) -> None:
    steps = [
        "打开电源开关",
        "等待指示灯变绿",
        "输入泵的编号",
        "#include <pump.h>",
        "int main() {",
        "return 0;",
        "}",
    ]
    pages = []
    for n in range(30):
        body = article(n, paragraphs=30)
        pages.append("\n".join([*body[:15], *(steps if n % 3 == 0 else []), *body[15:]]))
    repeated = counted(tmp_path, [[(text, "") for text in pages]])
    assert all(repeated_lines_to_drop(text, repeated) == [] for text in pages)
    programs = ["\n".join([*steps[3:6], f"run({n});", *steps[3:]]) for n in range(30)]
    assert len(counted(tmp_path, [[(text, "") for text in programs]])) == 0


def test_a_page_of_nothing_else_loses_all(tmp_path: Path) -> None:
    pages = [(page(n), "") for n in range(30)]
    assert left("\n".join([*NAV, *FOOTER]), counted(tmp_path, [pages])) == []


def test_long_lines_never_go(tmp_path: Path) -> None:
    notice = "岚舸网的全部内容由编辑部审定。" * 20
    pages = [("\n".join([*article(n), *FOOTER, notice]), "") for n in range(30)]
    assert notice in left(pages[0][0], counted(tmp_path, [pages]))


def test_spelling_of_the_same_line_does_not_matter(tmp_path: Path) -> None:
    pages = [(page(n, hot=False), "") for n in range(30)]
    other = page(3, hot=False).replace("Pellinmouth Post, H", "ＰELLINMOUTH  post，h")
    assert left(other, counted(tmp_path, [pages])) == article(3)


@pytest.mark.parametrize("shards", [1, 2, 7, 30])
def test_the_result_hangs_neither_on_shards_nor_on_order_nor_on_slices(tmp_path: Path, shards: int) -> None:  # fmt: skip
    pages = [(page(n), f"site{n % 2}") for n in range(200)]
    known = counted(tmp_path, [pages])
    random.Random(shards).shuffle(pages)
    split = [pages[k::shards] for k in range(shards)]
    for rows_at_once in (50, 4_000_000):
        again = counted(tmp_path, split, limits=Limits(rows_at_once=rows_at_once))
        assert again.tolist() == known.tolist()
    assert known.tolist() == sorted(known.tolist())
    assert known.dtype == np.uint64


def test_rows_are_few_however_common_a_line(tmp_path: Path) -> None:
    with LineWriter(tmp_path / "a.lines") as lines:
        for n in range(500):
            lines.add("\n".join([*NAV, sentence(random.Random(n)) * 12]))
    rows = np.load(tmp_path / "a.lines")
    assert rows.dtype == ROW
    assert len(rows) <= 1 + len(NAV) * 65
    assert rows["pages"].sum() == 500 * (len(NAV) + 1)


def test_nothing_is_left_of_a_shard_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), LineWriter(tmp_path / "a.lines") as lines:
        lines.add("岚舸")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_no_pages_no_lines(tmp_path: Path) -> None:
    assert len(repeated_lines([])) == 0
    assert len(counted(tmp_path, [[]])) == 0
    assert repeated_lines_to_drop(page(1), np.empty(0, dtype=np.uint64)) == []


POOL = [*NAV, *FOOTER, *HOT, *article(3), "引言", "", "  ", "}"]


@given(st.lists(st.sampled_from(POOL), max_size=40))
def test_whole_lines_go_and_a_second_pass_finds_nothing(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:  # fmt: skip
    repeated = _site(tmp_path_factory)
    once = Traced.of(text := "\n".join(lines)).apply(repeated_lines_to_drop(text, repeated)).text
    assert repeated_lines_to_drop(once, repeated) == []
    own = [line for line in lines if line in article(3)]
    assert [line for line in once.split("\n") if line in article(3)] == own


_CACHE: list[np.ndarray] = []


def _site(folders: pytest.TempPathFactory) -> np.ndarray:
    if not _CACHE:
        _CACHE.append(counted(folders.mktemp("site"), [[(page(n), "") for n in range(30)]]))
    return _CACHE[0]


@given(st.text(), st.text(max_size=5))
def test_no_text_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str, group: str) -> None:  # fmt: skip
    writer = LineWriter(Path("unused"))
    writer.add(text, group)
    assert len(writer.rows()) >= 1
    repeated_lines_to_drop(text + "\ud800", _site(tmp_path_factory), group)


@pytest.mark.parametrize(
    ("source", "url", "group"),
    [
        ("a/b.html", "https://www.langge.example/x?y", "langge.example"),
        ("a/b.html", "m.langge.example/x", "langge.example"),
        ("a/b/c.txt", "", "a"),
        ("c.txt", "", ""),
        ("c.txt", "http://[broken", ""),
    ],
)
def test_site(source: str, url: str, group: str) -> None:
    assert site(source, url) == group
