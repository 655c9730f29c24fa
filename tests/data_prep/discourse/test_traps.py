"""Real documents: no utterance lets a clause parser state one of the known wrong facts."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data_prep.clean import clean
from data_prep.discourse import Utterance, utterances
from data_prep.facts.names import find_names
from data_prep.ingest import Raw, portion_of, read

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
TRAPS = SHARED / "gold" / "traps.jsonl"
ROWS = (
    {row["id"]: row for row in map(json.loads, TRAPS.read_text(encoding="utf-8").splitlines())}
    if TRAPS.exists()
    else {}
)
pytestmark = pytest.mark.skipif(not ROWS, reason="../shared/gold/traps.jsonl is not there")

Check = Callable[[Utterance], bool]


def silent(u: Utterance) -> bool:
    """Nothing is asserted, or what is asserted dangles and is dropped."""
    return bool(u.problem or u.unresolved)


def by(speaker: str, *words: str) -> Check:
    """Said by `speaker`, never by the document, and whole."""
    return lambda u: (
        (u.speaker.endswith(speaker) and bool(u.said) and all(w in u.text for w in words))
        or bool(u.problem)
    )


def hedged(u: Utterance) -> bool:
    return u.modality == "hedged" or silent(u)


def whole(*words: str) -> Check:
    """The words that make it true stand in the same utterance."""
    return lambda u: all(word in u.text for word in words) or bool(u.problem)


def accounted(u: Utterance) -> bool:
    return u.said.startswith("根据") and u.modality == "reported"


# Where a trap has no quotation of its own, a few characters lead to its sentence.
CASES: dict[str, tuple[str, Check]] = {
    "000-T01": ("", accounted),
    "000-T02": ("", accounted),
    "000-T03": ("", by("扎克伯格", "将", "超过")),
    "000-T04": ("", whole("计算", "将", "近")),
    "000-T05": ("", lambda u: by("扎克伯格", "可能")(u) and hedged(u)),
    "000-T06": ("", silent),
    "000-T07": ("", whole("可以", "以上")),
    "000-T08": ("", silent),
    "000-T09": ("", silent),
    "000-T10": ("", lambda u: silent(u) and hedged(u)),
    "000-T11": ("", silent),
    "000-T12": ("", whole("没有")),
    "000-T13": ("", silent),
    "000-T14": ("", lambda u: silent(u) and hedged(u)),
    "000-T15": ("", silent),
    "002-T01": ("“Llama”|骆驼", silent),
    "002-T02": ("其为开源", silent),
    "002-T03": ("‘好吧", silent),
    "002-T04": ("像新互联网", silent),
    "002-T05": ("早就已经开源", silent),
    "002-T06": ("Llama 3系列中", whole("多项", "有些方面")),
    "002-T07": ("400亿", lambda u: by("Meta", "2024年", "预计")(u) and hedged(u)),
    "002-T08": ("碎玻璃", whole("输出")),
    "002-T09": ("4chan", silent),
    "002-T10": ("2023年7月18日", whole("Llama 2")),
    "002-T11": ("61%", whole("有投票权")),
    "002-T12": ("90%", by("兰伯特", "目前", "开源")),
    "002-T13": ("而是改用", silent),
    "002-T14": ("规模都要大", by("扎克伯格", "见过")),
    "002-T15": ("更多的障碍", hedged),
    "002-T16": ("墨镜", silent),
    "002-T17": ("2026年年初", lambda u: by("卡朱里亚", "如果")(u) and hedged(u)),
    "002-T18": ("七年新低", silent),
    "002-T19": ("忽悠", whole("组织")),
    "002-T20": ("所有资料", whole("没有披露")),
}  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> dict[str, tuple[str, list[Utterance]]]:
    """Key of a gold document → its clean text and its utterances."""
    found = {}
    for path in sorted((SHARED / "corpus").glob("*.txt")):
        key = path.stem[:3]
        if key not in {row["doc"] for row in ROWS.values()}:
            continue
        portion = portion_of(path)
        assert portion is not None
        [raw] = [r for r in read(portion) if isinstance(r, Raw)]
        text = clean(raw.text).text.text
        found[key] = (text, list(utterances(text, "", "zh", find_names(text, "", "zh"))))
    return found


def test_every_trap_has_a_case():
    assert set(ROWS) == set(CASES)


@pytest.mark.parametrize("trap", sorted(CASES))
def test_the_trap_is_not_walked_into(trap: str, documents: dict[str, tuple[str, list[Utterance]]]):
    row = ROWS[trap]
    text, found = documents[row["doc"]]
    place, check = CASES[trap]
    spans = [m.span() for m in re.finditer(place or re.escape(row["quote"]), text)]
    assert spans
    for start, end in spans:
        here = [u for u in found if u.start < end and u.end > start]
        assert here
        for utterance in here:
            assert check(utterance), utterance
