"""The file of decisions: the last word counts, a torn line is mended, any other is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.dialect import CommandError
from data_prep.review.decisions import Decision, append, decision, read

ACCEPT = Decision("a1", "fact", "accept")
REJECT = Decision("a1", "fact", "reject", was={"statement": "汉", "object": "x"})
EDIT = Decision("b2", "pair", "edit", {"question": "谁？\u2028", "answer": "他"}, at="2026-01-02")


def test_the_last_word_counts_and_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    assert read(path) == {}
    for one in (ACCEPT, EDIT, REJECT):
        append(path, one)
    assert read(path) == {"a1": REJECT, "b2": EDIT}
    assert list(read(path)) == ["b2", "a1"]
    append(path, Decision("b2", "pair", "open"))
    assert read(path) == {"a1": REJECT}


@given(st.integers(0, 400), st.binary(max_size=20).filter(lambda b: b"\n" not in b))
def test_a_torn_last_line_is_cut_off_and_nothing_else_lost(cut: int, tail: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.jsonl"
        append(path, ACCEPT)
        append(path, EDIT)
        whole = path.read_bytes()
        torn = whole[: max(0, len(whole) - cut)]
        path.write_bytes(torn[: torn.rfind(b"\n") + 1] + tail)
        kept = torn.count(b"\n")
        assert len(read(path)) == kept
        append(path, REJECT)
        assert path.read_bytes().count(b"\n") == kept + 1
        assert read(path)["a1"] == REJECT


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "a", "sort": "fact", "verdict": "maybe"}, "verdict must be one of"),
        ({"id": "a", "sort": "cat", "verdict": "accept"}, "sort must be one of"),
        ({"id": "", "sort": "fact", "verdict": "accept"}, "id must be"),
        ({"id": "a", "sort": "fact", "verdict": "edit"}, "an edit has changes"),
        ({"id": "a", "sort": "fact", "verdict": "edit", "changes": {"start": 3}}, "no 'start' to edit"),
        ({"id": "a", "sort": "pair", "verdict": "edit", "changes": {"answer": 3}}, "answer must be a text"),
        ({"id": "a", "sort": "fact", "verdict": "edit", "changes": {"aliases": "x"}}, "aliases must be a list"),
        ({"id": "a", "sort": "fact", "verdict": "edit", "changes": {"modality": "sure"}}, "modality must be"),
        ({"id": "a", "sort": "fact", "verdict": "accept", "by": "me"}, "unknown key 'by'"),
        ({"id": "a", "sort": "fact", "verdict": "reject", "was": {"statement": 3}}, "was must hold texts"),
        ({"id": "a", "sort": "pair", "verdict": "edit", "changes": {"answer": " "}}, "answer must not be empty"),
        ({"id": "a", "sort": "fact", "verdict": "edit", "changes": {"aliases": ["58", ""]}}, "aliases must not be empty"),
        ({"id": "a", "sort": "text", "verdict": "edit", "changes": {"text": "\ud800"}}, "half a character"),
        ({"id": "a", "sort": "fact", "verdict": "edit", "changes": {"type": "mood"}}, "type must be one of"),
        (["a", "fact", "accept"], "a decision is an object"),
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_named(row: object, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=reason):
        decision(row)
    path = tmp_path / "review.jsonl"
    append(path, ACCEPT)
    path.write_text(path.read_text("utf-8") + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match=f"line 2: .*{reason}"):
        read(path)


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "review.jsonl").write_text("{}x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 1"):
        read(tmp_path / "review.jsonl")


def test_a_blank_line_counts_in_the_number_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    append(path, ACCEPT)
    path.write_bytes(path.read_bytes() + b"\n{}x\n")
    with pytest.raises(CommandError, match="line 3"):
        read(path)


def test_a_line_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    append(path, EDIT)
    path.write_bytes(path.read_bytes().replace("谁".encode(), b"\xff"))
    with pytest.raises(CommandError, match="line 1"):
        read(path)


def test_a_last_line_that_lacks_only_its_end_counts_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    append(path, ACCEPT)
    append(path, EDIT)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert read(path) == {"a1": ACCEPT, "b2": EDIT}
    append(path, REJECT)
    assert read(path) == {"a1": REJECT, "b2": EDIT}
