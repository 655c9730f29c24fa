"""Coverage: every sentence is counted once, with a fact or with a reason."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.coverage import ENDING, UNSAID, Sentences, covered, line, write_coverage

TEXT = "砺汐泵业成立于1998年。它很大！\n\n北闸是一座城市。谁知道呢？"


def spans(*pieces: str) -> list[tuple[int, int]]:
    return [(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces]


def test_sentences_with_facts_and_the_others_by_reason() -> None:
    silent = [(*spans("它很大！")[0], "pronoun"), (*spans("谁知道呢？")[0], "question")]
    got = covered("d", "甲.txt", Sentences(TEXT), spans("成立于1998年", "北闸是"), silent)
    assert (got.sentences, got.with_facts) == (4, 2)
    assert got.reasons == {"pronoun": 1, "question": 1}
    told = [(TEXT[start:end], reason) for start, end, reason in got.silent]
    assert told == [("它很大！", "pronoun"), ("谁知道呢？", "question")]


def test_a_sentence_with_a_fact_and_a_refused_one_has_a_fact() -> None:
    (span,) = spans("北闸是")
    got = covered("d", "甲.txt", Sentences(TEXT), [span], [(*span, "redacted_answer")])
    assert got.reasons == {UNSAID: 3}


@given(st.text("甲乙。！\n .a", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_every_sentence_is_counted_once(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    got = covered("d", "s", Sentences(text), [(start, end)], [(0, len(text), "x")])
    assert got.sentences == got.with_facts + sum(got.reasons.values())
    assert sum(got.reasons.values()) == len(got.silent)
    assert all(text[a:b].strip() for a, b, _ in got.silent)
    assert got.with_facts >= bool(text[start:end].strip())


@pytest.mark.parametrize(
    ("pieces", "groups"),
    [
        (("砺汐泵业", "1998年", "北闸"), [0, 0, 1]),
        (("1998年。它", "它很大", "砺汐泵业"), [0, 0, 0]),  # by way of the span over both
        (("北闸是一座城市。谁", "谁知道", "它很大"), [1, 1, 0]),
    ],
)
def test_facts_of_one_sentence_are_one_group(pieces: tuple[str, ...], groups: list[int]) -> None:
    found = Sentences(TEXT).joined(spans(*pieces))
    assert [sorted(set(found)).index(group) for group in found] == groups


def test_the_lines_of_all_shards_are_written_and_summed(tmp_path: Path) -> None:
    shards = [tmp_path / "00000.parquet", tmp_path / "00001.parquet"]
    documents = [
        covered("d1", "甲.txt", Sentences(TEXT), spans("北闸是"), []),
        covered("d2", "乙.txt", Sentences("很好。"), [], [(0, 3, "no_name")]),
    ]
    for shard, document in zip(shards, documents, strict=True):
        shard.with_suffix(ENDING).write_text(line(document), encoding="utf-8")
    summary = write_coverage(shards, tmp_path / "coverage.jsonl")
    assert summary == {
        "documents": 2, "documents_without_facts": 1, "sentences": 5, "with_facts": 1,
        "reasons": {UNSAID: 3, "no_name": 1},
    }  # fmt: skip
    rows = (tmp_path / "coverage.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["source"] for row in rows] == ["甲.txt", "乙.txt"]
