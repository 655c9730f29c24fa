"""Real scraped documents against the text a person made of them, where ../shared is there."""

import difflib
import json
import re
import unicodedata
from pathlib import Path

import pytest

from data_prep.clean import Traced, clean, source_span
from data_prep.clean.script import simplified
from data_prep.ingest import Raw, Reject, portion_of, read

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
CORPUS, GOLD, DIRTY = SHARED / "corpus", SHARED / "gold", SHARED / "data" / "dirty_zh"
KEYS = sorted(path.stem for path in (GOLD / "clean").glob("*.txt"))

needs_gold = pytest.mark.skipif(not KEYS, reason="../shared/gold is not there")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there")
needs_dirty = pytest.mark.skipif(not DIRTY.is_dir(), reason="../shared/data/dirty_zh is not there")


def comparable(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def text_f1(ours: str, gold: str, optional: set[str]) -> float:
    """Aligned-character F1 (longest matching blocks); `optional` lines count neither way."""
    a, b = (
        "".join(x for x in map(comparable, t.splitlines()) if x not in optional)
        for t in (ours, gold)
    )
    if a == b:
        return 1.0
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(a) + len(b))


def documents(path: Path) -> list[Raw | Reject]:
    portion = portion_of(path)
    assert portion is not None
    return list(read(portion))


def raw_of(key: str) -> Raw:
    (path,) = CORPUS.glob(f"{key}*")
    (raw,) = documents(path)
    assert isinstance(raw, Raw)
    return raw


@needs_gold
@pytest.mark.parametrize("key", KEYS)
def test_the_clean_text_is_the_gold_text(key: str) -> None:
    ours = clean(raw_of(key).text).text.text
    gold = (GOLD / "clean" / f"{key}.txt").read_text(encoding="utf-8")
    optional = set(map(comparable, lines(GOLD / "optional" / f"{key}.txt")))
    assert text_f1(ours, gold, optional) >= 0.998


@needs_gold
@pytest.mark.parametrize("key", KEYS)
def test_no_junk_is_left(key: str) -> None:
    ours = comparable(clean(raw_of(key).text).text.text)
    gold = comparable((GOLD / "clean" / f"{key}.txt").read_text(encoding="utf-8"))
    junk = [line for line in map(comparable, lines(GOLD / "junk" / f"{key}.txt")) if len(line) >= 4]
    assert [line for line in junk if line in ours and line not in gold] == []


@needs_corpus
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_real_pages_are_clean_after_one_pass_and_lead_back(path: Path) -> None:
    (raw,) = documents(path)
    assert isinstance(raw, Raw)
    done = clean(raw.text)
    assert done.lang == "zh"
    assert clean(Traced.of(done.text.text)).text.text == done.text.text
    runs = done.text.runs()
    for digits in re.finditer(r"(?<![0-9])[0-9]{4}(?![0-9])", done.text.text):
        start, end = source_span(runs, *digits.span())
        assert unicodedata.normalize("NFKC", raw.text.text[start:end]) == digits[0]


@needs_dirty
def test_damaged_excerpts_are_restored_to_the_letter() -> None:
    rows = [json.loads(line) for path in DIRTY.glob("*.jsonl") for line in lines(path)]
    assert rows
    for row in rows:
        restored = comparable(clean(Traced.of(row["dirty"])).text.text)
        assert restored == comparable(simplified(row["expected"])), row["id"]
