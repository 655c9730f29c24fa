"""A statement taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from data_prep.frame import Form, Frame, Part, Role

FRAME = Frame(
    "zh",
    "屈映川表示，",
    (
        Part("subject", "砺汐泵业"),
        Part("time", "到2026年底"),
        Part("adverb", "将"),
        Part("verb", "拥有"),
        Part("qualifier", "超过"),
        Part("object", "3.4万台"),
        Part("head", "静涛水泵"),
    ),
    5,
    "number",
    "多少台",
    "数量",
    "个",
    {"砺汐泵业": ("水泵制造商砺汐泵业",)},
)


def test_a_frame_is_its_statement_and_its_answer() -> None:
    assert FRAME.text == "屈映川表示，砺汐泵业到2026年底将拥有超过3.4万台静涛水泵"
    assert FRAME.answer == "3.4万台"


def test_joined_keeps_the_order_and_leaves_the_answer_out() -> None:
    assert FRAME.joined("verb", "subject", "object") == "砺汐泵业拥有"
    assert FRAME.joined("after") == ""


def test_one_line_of_json_keeps_chinese_legible() -> None:
    line = FRAME.to_json()
    assert "静涛水泵" in line
    assert "\n" not in line


_TEXT = st.text(max_size=8)
_ROLES: st.SearchStrategy[Role] = st.sampled_from(
    ["time", "scene", "subject", "adverb", "relation", "verb", "qualifier", "object", "modifier", "class", "head", "after"]
)  # fmt: skip
_FORMS: st.SearchStrategy[Form] = st.sampled_from(["noun", "person", "number", "time", "place", "clause", "action", "quality", "reason"])  # fmt: skip


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    parts = draw(st.lists(st.builds(Part, _ROLES, _TEXT), min_size=1, max_size=6))
    return Frame(
        draw(st.sampled_from(["zh", "en"])),
        draw(_TEXT),
        tuple(parts),
        draw(st.integers(0, len(parts) - 1)),
        draw(_FORMS),
        draw(_TEXT),
        draw(_TEXT),
        draw(_TEXT),
        draw(st.dictionaries(_TEXT, st.lists(_TEXT, max_size=3).map(tuple), max_size=3)),
    )


@given(frames())
def test_from_json_reads_what_to_json_wrote(frame: Frame) -> None:
    line = frame.to_json()
    assert Frame.from_json(line) == frame
    assert len(line.splitlines()) == 1 or "\n" not in line
