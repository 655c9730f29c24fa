"""Documents that say the same: exact, in another script, and nearly."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.dedup import SHINGLE, duplicates
from data_prep.values import simplify

PLANTED = (
    Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "neardup" / "planted.jsonl.gz"
)

NEWS = (
    "砺汐泵业苇渚工厂去年投产，年产水泵三十八万台，比前年增长一成。总工程师逄若蘅说，安静是算出来的。"
    "工厂耗资三亿元，位于鹤汊湖东岸，员工一千二百人，其中三分之一来自邻近的村庄。"
)
TRADITIONAL = (
    "礪汐泵業葦渚工廠去年投產，年產水泵三十八萬台，比前年增長一成。總工程師逄若蘅說，安靜是算出來的。"
    "工廠耗資三億元，位於鶴汊湖東岸，員工一千二百人，其中三分之一來自鄰近的村莊。"
)
FERRY = (
    "The battery ferry Orrinelle entered service between Pellinmouth and Dunnaclare on 12 March 2024. "
    "It crosses the strait in forty minutes and charges for eleven at either end."
)


def found(texts: list[str], threshold: float = 0.75) -> list[tuple[str, str, str]]:
    return list(duplicates([(str(n), text) for n, text in enumerate(texts)], threshold))


@pytest.mark.parametrize(
    "copy",
    [
        NEWS,
        TRADITIONAL,
        NEWS.replace("，", ",").replace("。", ".\n"),
        f"  {NEWS}\n\n",
    ],
)
def test_a_copy_is_found_in_any_script_and_punctuation(copy: str) -> None:
    assert found([NEWS, FERRY, copy]) == [("2", "duplicate", "0")]


def test_case_and_line_breaks_make_no_difference() -> None:
    assert found([FERRY, FERRY.upper().replace(" ", "\n")]) == [("1", "duplicate", "0")]


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (NEWS, NEWS + "厂长说。"),
        (FERRY, FERRY.replace("forty", "42")),
        (NEWS, "快讯：" + TRADITIONAL),
    ],
)
def test_a_reprint_is_near(text: str, edited: str) -> None:
    assert found([text, edited]) == [("1", "near_duplicate", "0")]


def test_other_texts_on_the_same_thing_stay() -> None:
    other = (
        "苇渚工厂的水泵今年出口到十二个国家，逄若蘅的团队又把噪声降低了三分贝，砺汐泵业为此获奖。"
    )
    assert found([NEWS, other, FERRY]) == []


def test_a_copy_of_a_copy_is_led_to_the_one_kept() -> None:
    near = NEWS + "厂长说。"
    assert found([NEWS, near, near]) == [("1", "near_duplicate", "0"), ("2", "duplicate", "1")]


def test_at_one_only_the_same_text_counts() -> None:
    assert found([NEWS, NEWS + "厂长说。", NEWS], 1.0) == [("2", "duplicate", "0")]


def test_texts_without_a_letter_are_one() -> None:
    assert found(["", "。。。", NEWS]) == [("1", "duplicate", "0")]


SENTENCES = [s + "。" for s in NEWS.split("。") if s] + [s + "." for s in FERRY.split(". ")]


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4).map("".join), max_size=10))
def test_each_is_named_once_and_the_first_never(texts: list[str]) -> None:
    out = found(texts)
    ids = [id for id, _, _ in out]
    assert len(set(ids)) == len(ids)
    assert "0" not in ids
    assert all(int(kept) < int(id) for id, _, kept in out)
    assert all(reason in ("duplicate", "near_duplicate") for _, reason, _ in out)
    assert found(texts) == out


@given(st.lists(st.sampled_from([NEWS, TRADITIONAL, FERRY, ""]), max_size=8))
def test_what_is_left_holds_no_copy(texts: list[str]) -> None:
    dropped = {int(id) for id, _, _ in found(texts)}
    assert found([text for n, text in enumerate(texts) if n not in dropped]) == []


def shingles(text: str) -> set[str]:
    flat = "".join(filter(str.isalnum, simplify(text).casefold()))
    return {flat[i : i + SHINGLE] for i in range(max(1, len(flat) - SHINGLE + 1))}


@pytest.mark.skipif(not PLANTED.exists(), reason="../shared/data/neardup is not there")
@pytest.mark.parametrize("threshold", [0.5, 0.75])
def test_planted_near_duplicates(threshold: float) -> None:
    """No pair across clusters, none far below the threshold, and nine in ten of those that reach it."""
    with gzip.open(PLANTED, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    cluster = {row["id"]: row["cluster"] for row in rows}
    grams = {row["id"]: shingles(row["text"]) for row in rows}

    def alike(a: str, b: str) -> float:
        return len(grams[a] & grams[b]) / len(grams[a] | grams[b])

    out = list(duplicates([(row["id"], row["text"]) for row in rows], threshold))
    assert all(cluster[id] == cluster[kept] for id, _, kept in out)
    assert all(alike(id, kept) > threshold - 0.2 for id, _, kept in out)
    members: dict[str, list[str]] = {}
    reached = set()
    for id in cluster:
        if any(alike(id, twin) >= threshold for twin in members.setdefault(cluster[id], [])):
            reached.add(id)
        members[cluster[id]].append(id)
    assert len(reached) > 300
    assert len(reached & {id for id, _, _ in out}) >= 0.9 * len(reached)
