"""Headings, and the topics that a passage speaks of."""

import pytest

from data_prep.records import Lang
from data_prep.summaries.headings import headings, unnumbered
from data_prep.summaries.outline import merged, outline

BODY = "委员会讨论了这一项，并请秘书处在下个月以前提交书面说明。"


@pytest.mark.parametrize(
    ("line", "after", "lang", "head"),
    [
        ("2. Dredging of the channel", "Berrit Calloweth explained that it has silted up.", "en", True),
        ("1. Open the day plan", "2. Enter the length and the draught of the ship.", "en", False),
        ("Which port is used?", "The server listens on port 7244.", "en", True),
        ("Nobody was hurt.", "The fire broke out in the drying hall at night.", "en", False),
        ("一、预算", BODY, "zh", True),
        ("五、待办事项", "1. 苌小满于7月19日前完成志愿者招募公告。", "zh", True),
        ("问：怎样退款？", "答：十二天内可以申请。", "zh", True),
    ],
)  # fmt: skip
def test_what_heads_the_next_line(line: str, after: str, lang: Lang, head: bool) -> None:
    assert headings([line, "", after], lang)[0] == head


def test_a_heading_loses_its_number() -> None:
    found = [unnumbered(h) for h in ("2.1 技术参数", "一、预算", "4. Harbour dues", "3D打印")]
    assert found == ["技术参数", "预算", "Harbour dues", "3D打印"]


def test_sections_are_topics_where_there_are_headings() -> None:
    text = f"时间：2024年7月9日\n一、预算\n{BODY}\n{BODY}\n二、安全\n{BODY}"
    topics = outline(text, "zh")
    assert [t.heading for t in topics] == ["预算", "安全"]
    assert text[topics[0].start : topics[0].end] == f"{BODY}\n{BODY}"


def test_paragraphs_are_topics_where_there_are_none() -> None:
    assert len(outline("\n".join([BODY] * 4), "zh")) == 4


def test_lines_in_front_of_the_text_are_no_topic() -> None:
    text = "Present: Rufina Hathersk (chair). Apologies: none.\nThe board approved the budget of the harbour for the coming year."
    assert [t.start for t in outline(text, "en")] == [text.index("The board")]


def test_the_shortest_neighbours_are_merged() -> None:
    topics = outline("\n".join([BODY * 3, BODY, BODY, BODY * 3]), "zh")
    found = merged(topics, 3)
    assert [t.start for t in found] == [topics[0].start, topics[1].start, topics[3].start]
