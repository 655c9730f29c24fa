"""Documents cut into passages."""

from hypothesis import given
from hypothesis import strategies as st

from data_prep.records import Document
from data_prep.summaries import passages

TITLE = "砺汐泵业年度回顾"
PARAGRAPH = "砺汐泵业在岚舸市设有三座工厂，并计划2031年再建一座水力测试中心。" * 8


def document(text: str, title: str = TITLE) -> Document:
    return Document("d", "d.txt", "", "zh", title, text, "{}")


def test_sections_begin_at_their_headings_behind_the_whole_document() -> None:
    text = f"{TITLE}\n历史沿革\n{PARAGRAPH}\n市场与合作\n{PARAGRAPH}"
    whole, first, second = passages(document(text), [], 400)
    assert whole[0] == f"历史沿革\n{PARAGRAPH}\n市场与合作\n{PARAGRAPH}"
    assert first[0] == f"历史沿革\n{PARAGRAPH}"
    assert second[0] == f"市场与合作\n{PARAGRAPH}"
    assert text[second[1] : second[2]] == second[0]


def test_a_long_document_has_sections_only() -> None:
    found = passages(document("\n".join([PARAGRAPH] * 20)), [], 400)
    assert max(len(text) for text, _, _ in found) <= 400


def test_what_follows_a_gap_in_its_paragraph_goes_too() -> None:
    text = "屈映川创办了砺汐泵业。蔺青庐管理苇渚工厂。他在2019年卸任。\n公司总部设在岚舸市汐塔路。"
    at = text.index("蔺青庐")
    (found,) = passages(document(text), [(at, at + 10)], 400)
    assert found[0] == "屈映川创办了砺汐泵业。\n公司总部设在岚舸市汐塔路。"


def test_no_stub_stays_in_front_of_a_gap() -> None:
    text = f"周日。木桶比赛在码头举行，共有二十支队伍。\n{PARAGRAPH}"
    at = text.index("木桶")
    (found,) = passages(document(text), [(at, at + 18)], 400)
    assert found[0] == PARAGRAPH


def test_a_section_without_its_opening_goes_with_its_heading() -> None:
    text = (
        f"一、预算\n{PARAGRAPH}\n二、焰火\n有人提议取消焰火。委员表示反对。\n三、安全\n{PARAGRAPH}"
    )
    at = text.index("有人")
    found = passages(document(text), [(at, at + 9)], 2000)
    assert found[0][0] == f"一、预算\n{PARAGRAPH}\n三、安全\n{PARAGRAPH}"


def test_a_passage_ends_in_no_heading_or_question_of_what_was_removed() -> None:
    for last in ("4. 港口费", "什么时候可以退款？"):
        text = f"{PARAGRAPH}\n{last}\n答案在这一行里，全文到此为止。"
        at = text.index("答案")
        (found,) = passages(document(text), [(at, len(text))], 2000)
        assert found[0] == PARAGRAPH


def test_the_rest_of_a_numbered_list_goes_with_an_entry() -> None:
    text = f"{PARAGRAPH}\n1. 打开日程表。\n2. 输入船长和吃水。\n3. 按下确认键。\n{PARAGRAPH}"
    at = text.index("2. 输入")
    (found,) = passages(document(text), [(at, at + 11)], 4000)
    assert found[0] == f"{PARAGRAPH}\n1. 打开日程表。\n{PARAGRAPH}"


@given(
    st.text("甲乙丙。，\n", max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=5),
)
def test_passages_are_the_text_without_what_was_removed(
    text: str, cuts: list[tuple[int, int]]
) -> None:
    removed = [(a, a + n) for a, n in cuts]
    gone = {i for a, b in removed for i in range(a, b)}
    kept = "".join(c for i, c in enumerate(text) if i not in gone)
    for passage, start, end in passages(document(text, ""), removed, 60):
        assert 0 <= start <= end <= len(text)
        rest = iter(kept)
        assert all(c in rest for c in passage if c != "\n")
