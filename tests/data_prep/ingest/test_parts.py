"""A text of any length → parts: nothing is lost, and they end where a reader pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest.parts import parts

SENTENCE = "苇渚工厂去年生产水泵三十八万台。"
EN = "The plant made 380,000 pumps in 2023. "


def texts(text: str, most: int, size: int = 50) -> list[str]:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [part for _, part in parts(pieces, most)]


def test_a_short_text_is_one_part() -> None:
    assert list(parts([SENTENCE], 100)) == [(0, SENTENCE)]
    assert list(parts([], 100)) == []


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \u3000\n", "\r\r"])
def test_parts_end_at_a_blank_line(gap: str) -> None:
    lines = "一行" * 3 + gap[: len(gap) // 2]
    paragraph = lines * 4 + SENTENCE
    text = (paragraph + gap) * 20
    found = texts(text, 4 * len(paragraph))
    assert len(found) > 3
    assert all(part.endswith(SENTENCE + gap) for part in found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_without_blank_lines_they_end_with_a_line(end: str) -> None:
    found = texts((SENTENCE + end) * 60, 100)
    assert len(found) > 5
    assert all(part.endswith(SENTENCE + end) for part in found)


@pytest.mark.parametrize(
    ("sentence", "ends"), [(SENTENCE, "。"), (EN, "."), ("他说：“到了！”", "！”")]
)
def test_a_single_line_is_cut_behind_a_sentence(sentence: str, ends: str) -> None:
    found = texts(sentence * 60, 100)
    assert len(found) > 3
    assert all(part.rstrip().endswith(ends) for part in found)


def test_a_number_or_a_name_is_no_sentence_end() -> None:
    found = texts("v3.14 of a.b.c is x.y " * 60, 100)
    assert all(not part.endswith(".") for part in found)


def test_without_any_pause_they_are_full() -> None:
    assert [len(part) for part in texts("泵" * 1000, 100)][:-2] == [100] * 8


def test_no_part_is_a_scrap() -> None:
    for size in range(101, 400):
        found = texts("泵" * size, 100)
        assert max(map(len, found)) <= 100
        assert min(map(len, found)) >= 37


@given(
    st.text(alphabet=st.sampled_from("泵a。. \r\n\u3000\n\n"), max_size=400),
    st.integers(2, 60),
    st.integers(1, 90),
)
def test_the_parts_joined_are_the_text_at_their_places(text: str, most: int, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    found = list(parts(pieces, most))
    assert "".join(part for _, part in found) == text
    at = 0
    for base, part in found:
        assert base == at
        assert 0 < len(part) <= most
        assert not (part.endswith("\r") and text[base + len(part) :].startswith("\n"))
        at += len(part)


@given(st.text(alphabet="泵。\n", max_size=300), st.integers(2, 40))
def test_the_pieces_a_text_comes_in_change_nothing(text: str, most: int) -> None:
    assert texts(text, most, 1) == texts(text, most, 7)
