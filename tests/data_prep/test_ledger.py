"""The ledger: merged with all evidences, contradictions kept, what is unique, in little memory."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import ledger as ledger_module
from data_prep.frame import Framed
from data_prep.ledger import Ledger, make_ledger, same_group, write_ledger
from tests.data_prep.facts_of import found, shard


def ledger_of(folder: Path, *shards: list[Framed]) -> tuple[Ledger, list[Path]]:
    paths = [shard(folder / f"{n:05d}.parquet", facts) for n, facts in enumerate(shards)]
    return make_ledger(paths), paths


def lines(ledger: Ledger, paths: list[Path]) -> list[dict]:
    out = paths[0].parent / "ledger.jsonl"
    write_ledger(ledger, paths, out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


FIRST = found("砺汐泵业", "拥有", "34万台", doc="a", start=5)
AGAIN = found("砺汐泵业", "拥有", "340,000台", doc="b", start=70, salience=1)
OTHER = found("砺汐泵业", "拥有", "35万台", doc="c")


def test_a_repeated_fact_is_one_with_all_its_evidences(tmp_path: Path) -> None:
    ledger, paths = ledger_of(
        tmp_path, [FIRST], [AGAIN, found("北闸", "成立于", "1998年", doc="b")]
    )
    assert ledger.kept.tolist() == [True, False, True]
    assert ledger.salience.tolist() == [3, 1, 2]  # two documents state it
    [line] = lines(ledger, paths)
    assert line["fact_id"] == FIRST.fact.id and line["contradicts"] == []
    assert [(e["doc_id"], e["start"], e["end"]) for e in line["evidences"]] == [
        (one.fact.doc_id, one.fact.start, one.fact.end) for one in (FIRST, AGAIN)
    ]
    assert [e["source"] for e in line["evidences"]] == [f"{one.fact.doc_id[:4]}.txt" for one in (FIRST, AGAIN)]  # fmt: skip


def test_said_twice_in_one_document_it_is_no_more_salient(tmp_path: Path) -> None:
    ledger, _ = ledger_of(tmp_path, [FIRST, found("砺汐泵业", "拥有", "34万台", doc="a", start=90)])
    assert ledger.salience.tolist() == [2, 2]


def test_a_contradiction_is_kept_and_flagged_both_ways(tmp_path: Path) -> None:
    ledger, paths = ledger_of(tmp_path, [FIRST, AGAIN, OTHER])
    assert ledger.kept.tolist() == [True, False, True]
    told = {line["fact_id"]: line["contradicts"] for line in lines(ledger, paths)}
    assert told == {FIRST.fact.id: [OTHER.fact.id], OTHER.fact.id: [FIRST.fact.id]}
    assert ledger.rivals == {0: {"350000台"}, 2: {"340000台"}}
    assert write_ledger(ledger, paths, tmp_path / "x")["facts_contradicted"] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found("屈映川", "创办了", "砺汐泵业", type="organization"), found("屈映川", "创办了", "苇渚工厂", type="organization")),
        (found("砺汐泵业", "成立于", "1998年", type="date"), found("砺汐泵业", "成立于", "1998年7月", type="date", start=9)),
        (found("砺汐泵业", "生产了", "34万台", time="2022年"), found("砺汐泵业", "生产了", "35万台", time="2023年")),
        (found("砺汐泵业", "位于", "岚舸市", type="location"), found("北闸", "位于", "望川市", type="location")),
        (found("砺汐泵业", "位于", "岚舸市", type="location", aliases=["岚舸"]), found("砺汐泵业", "位于", "岚舸", type="location")),
    ],
)  # fmt: skip
def test_what_looks_like_a_contradiction(one: Framed, other: Framed, tmp_path: Path) -> None:
    ledger, _ = ledger_of(tmp_path, [one, other])
    assert ledger.contradicts == {}


def test_one_sentence_does_not_contradict_itself(tmp_path: Path) -> None:
    facts = [found("轮船", "可容纳", "148人"), found("轮船", "可容纳", "27辆车")]
    assert ledger_of(tmp_path, facts)[0].contradicts == {}


@pytest.mark.parametrize(("one", "other"), [("1台", "41台"), ("34台", "340台"), ("34", "3400")])
def test_a_number_in_a_number_is_another_value(one: str, other: str, tmp_path: Path) -> None:
    facts = [found("砺汐泵业", "拥有", one), found("砺汐泵业", "拥有", other, start=90)]
    assert len(ledger_of(tmp_path, facts)[0].contradicts) == 2


def test_a_sole_role_has_one_holder(tmp_path: Path) -> None:
    def holds(name: str, role: str) -> Framed:
        start = 90 * (name == "裴若溪")
        return found(
            f"砺汐泵业的{role}", "是", name, type="person_role", form="person", start=start
        )

    facts = [holds("屈映川", "总经理"), holds("裴若溪", "总经理")]
    assert len(ledger_of(tmp_path / "a", facts)[0].contradicts) == 2
    facts = [holds("屈映川", "工程师"), holds("裴若溪", "工程师")]
    ledger, _ = ledger_of(tmp_path / "b", facts)
    assert not ledger.contradicts and ledger.rivals == {0: {"裴若溪"}, 1: {"屈映川"}}


def test_unique_is_what_no_other_subject_has(tmp_path: Path) -> None:
    facts = [
        found("砺汐泵业", "成立于", "1998年", type="date"),
        found("北闸", "成立于", "一九九八年", type="date"),
        found("苇渚工厂", "成立于", "2001年", type="date"),
        found("苇渚工厂", "成立于", "2001年", type="date", doc="b"),
        found("苇渚工厂", "迁址于", "1998年", type="date"),
    ]
    ledger, _ = ledger_of(tmp_path, facts)
    assert ledger.unique.tolist() == [False, False, True, True, True]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_groups_are_the_connected_rows(rows: list[tuple[int, int]]) -> None:
    columns = [np.array([row[n] for row in rows], np.uint64) for n in range(2)]
    found = same_group(*columns).tolist()
    roots = list(range(len(rows)))
    for _ in rows:
        for i, one in enumerate(rows):
            for j, other in enumerate(rows):
                if one[0] == other[0] or one[1] == other[1]:
                    roots[i] = roots[j] = min(roots[i], roots[j])
    assert found == roots


def test_the_lines_are_the_same_in_small_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(0)
    facts = [
        found(f"厂{rng.randrange(9)}", "拥有", f"{rng.randrange(3) + 1}00台", doc=str(n), start=n)
        for n in range(120)
    ]
    ledger, paths = ledger_of(tmp_path, facts[:50], [], facts[50:])
    whole = lines(ledger, paths)
    assert sum(len(line["evidences"]) for line in whole) > 100
    monkeypatch.setattr(ledger_module, "AT_ONCE", 7)
    assert lines(ledger, paths) == whole
    kept = {line["fact_id"] for line in whole}
    merged = sum(len(line["evidences"]) - 1 for line in whole)
    assert merged == int((~ledger.kept).sum()) and len(kept) == len(whole)


def test_no_fact_is_a_ledger_too(tmp_path: Path) -> None:
    ledger, paths = ledger_of(tmp_path, [], [])
    assert len(ledger.facts) == 0 and lines(ledger, paths) == []
