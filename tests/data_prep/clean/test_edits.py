"""Edits and the map back to the source: every character of the result knows where it came from."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Edit, Traced, source_span


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits that do not overlap, insertions and deletions among them."""
    text = draw(st.text(alphabet="ab中文。 \n𠮷", max_size=30))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    new = [draw(st.text(alphabet="xy新", max_size=4)) for _ in pairs]
    edits = [Edit(a, b, n, "test") for (a, b), n in zip(pairs, new, strict=True)]
    return text, draw(st.permutations(edits))


@given(edited())
def test_text_and_map_have_one_length(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    done = Traced.of(text).apply(edits)
    assert len(done.starts) == len(done.ends) == len(done.text)
    assert all(0 <= s <= e <= len(text) for s, e in zip(done.starts, done.ends, strict=True))
    assert (done.starts[1:] >= done.starts[:-1]).all()


@given(edited())
def test_the_text_is_the_source_with_the_edits_made(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    expected = text
    for edit in sorted(edits, key=lambda e: -e.start):
        expected = expected[: edit.start] + edit.text + expected[edit.end :]
    assert Traced.of(text).apply(edits).text == expected


@given(edited())
def test_untouched_characters_map_to_themselves(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    touched = {at for e in edits for at in range(e.start, e.end)}
    done = Traced.of(text).apply(edits)
    found = {
        int(s): c for c, s, e in zip(done.text, done.starts, done.ends, strict=True) if e - s == 1
    }
    assert all(found[at] == text[at] for at in set(range(len(text))) - touched)


@given(edited(), edited())
def test_runs_lead_back_as_the_map_does(
    first: tuple[str, list[Edit]], second: tuple[str, list[Edit]]
) -> None:
    done = Traced.of(first[0]).apply(first[1])
    done = done.apply([e for e in second[1] if e.end <= len(done.text)])
    runs = done.runs()
    assert sum(length for _, length, _, _ in runs) == len(done.text)
    for start in range(len(done.text)):
        for end in (start + 1, len(done.text)):
            assert source_span(runs, start, end) == (done.starts[start], done.ends[end - 1])


def test_a_longer_replacement_stands_as_a_whole_for_what_it_replaced() -> None:
    done = Traced.of("a&mdash;b").apply([Edit(1, 8, "——", "entity")])
    assert done.text == "a——b"
    assert list(zip(done.starts, done.ends, strict=True)) == [(0, 1), (1, 8), (1, 8), (8, 9)]


def test_a_replacement_of_the_same_length_maps_character_by_character() -> None:
    done = Traced.of("執行").apply([Edit(0, 2, "执行", "simplified")])
    assert done.runs() == [(0, 2, 0, 2)]


def test_an_insertion_stands_for_nothing() -> None:
    done = Traced.of("ab").apply([Edit(1, 1, "-", "test"), Edit(2, 2, "!", "test")])
    assert done.text == "a-b!"
    assert list(zip(done.starts, done.ends, strict=True)) == [(0, 1), (1, 1), (1, 2), (2, 2)]


def test_edits_chain_down_to_the_first_source() -> None:
    done = Traced.of("一  F(xiàn)AIR").apply([Edit(1, 3, " ", "space_run")])
    done = done.apply([Edit(3, 9, "", "pinyin_bracket")])
    assert done.text == "一 FAIR"
    assert source_span(done.runs(), 2, 6) == (3, 13)
    assert "一  F(xiàn)AIR"[3:13] == "F(xiàn)AIR"


@pytest.mark.parametrize("make", [Traced.of, lambda text: Traced.from_runs(text, [])])
def test_nothing_has_no_runs(make: Callable[[str], Traced]) -> None:
    assert make("").runs() == []
    assert make("").apply([Edit(0, 0, "x", "test")]).text == "x"


@given(edited(), st.integers(0, 2**40))
def test_runs_give_the_map_back(case: tuple[str, list[Edit]], base: int) -> None:
    done = Traced.of(case[0]).apply(case[1]).shifted(base)
    again = Traced.from_runs(done.text, done.runs())
    assert again.starts.tolist() == done.starts.tolist()
    assert again.ends.tolist() == done.ends.tolist()


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="edits overlap at 1"):
        Traced.of("abc").apply([Edit(0, 2, "", "a"), Edit(1, 3, "", "b")])
