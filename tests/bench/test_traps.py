"""The predicates of the traps: what they must catch and what they must leave alone."""

import json
from pathlib import Path

import pytest

from bench.trap_predicates import Trap, by_id
from bench.traps import Index, Said, near, overlaps

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
with_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is not here")


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


PUMPS = Trap("x", ("3.4万",), ("已经?拥有",), ("将|预计", "超过"))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("砺汐泵业到2026年底将拥有超过3.4万台水泵", "clear"),
        ("砺汐泵业将拥有3.4万台水泵", "STATED"),
        ("砺汐泵业已拥有超过3.4万台水泵，将来更多", "STATED"),
        ("砺汐泵业将拥有超过两万台水泵", ""),
    ],
)
def test_a_trap_needs_its_bound_and_its_tense(said: str, verdict: str) -> None:
    assert PUMPS.verdict(said) == verdict


def test_a_soft_trap_asks_for_a_look() -> None:
    assert Trap("x", ("尴尬",), needs=("记者",), soft=True).verdict("有些尴尬") == "look"


def test_words_close_to_a_trap_are_shown_but_not_condemned() -> None:
    said = [
        Said("fact", "1", "屈映川的水泵免费送给农民", "7.txt", evidence="屈映川免费送水泵"),
        Said("fact", "2", "屈映川住在岚舸市", "7.txt", evidence="屈映川住在岚舸市"),
        Said("fact", "3", "屈映川的水泵免费送给农民", "8.txt", evidence="屈映川免费送水泵"),
    ]
    trap = {"id": "x", "doc": "7", "quote": "屈映川免费送水泵", "wrong_fact": "水泵免费送给农民"}
    found = near(trap, Trap("x", ("价格",)), Index(said))
    assert [(one.said.id, one.verdict, one.why) for one in found] == [("1", "look", "close")]


def test_evidence_overlaps_by_half_of_the_shorter() -> None:
    assert overlaps("abcdef", "xxdefxx") and not overlaps("abcdef", "xxdexx")
    assert not overlaps("", "abc")


@with_gold
def test_every_trap_has_a_predicate_that_catches_it() -> None:
    predicates = by_id()
    for trap in lines(GOLD / "traps.jsonl"):
        wrong = trap.get("wrong_fact") or trap["trap"]
        assert predicates[trap["id"]].verdict(wrong) in ("STATED", "look"), trap["id"]


@with_gold
def test_no_true_fact_is_condemned() -> None:
    for path in sorted((GOLD / "facts").glob("*.jsonl")):
        for fact in lines(path):
            said = f"{fact['question']}→{fact['answer']}"
            assert not [p.id for p in by_id().values() if p.verdict(said) == "STATED"], said
