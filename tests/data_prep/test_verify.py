"""Whether `python -m data_prep.verify` proves what is true and finds what was changed."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced, clean, source_span
from data_prep.config import DataPrepConfig
from data_prep.dialect import run
from data_prep.records import SCHEMAS
from data_prep.store import read_manifest, rows
from data_prep.verify import PROOFS, Source, Span, main, prove

Fact = dict[str, Any]


@pytest.fixture
def copied(built_run: Path, corpus: Path, tmp_path: Path) -> tuple[Path, Path]:
    """(run, source): copies that a test may damage."""
    shutil.copytree(built_run, tmp_path / "run")
    shutil.copytree(corpus, tmp_path / "source")
    return tmp_path / "run", tmp_path / "source"


def facts_of(folder: Path) -> list[Fact]:
    return list(rows(folder / "dataset" / "facts"))


def facts_from(folder: Path, source: str) -> list[Fact]:
    ids = {d["id"] for d in rows(folder / "dataset" / "documents") if d["source"] == source}
    return [fact for fact in facts_of(folder) if fact["doc_id"] in ids]


def rewrite(folder: Path, config: str, change: Callable[[list[dict]], None]) -> None:
    (path,) = (folder / "dataset" / config).glob("*.parquet")
    table = list(rows(path.parent))
    change(table)
    pq.write_table(pa.Table.from_pylist(table, schema=SCHEMAS[config]), path)


def verify(folder: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = run(main, [str(folder), "--source", str(source)])
    return status, capsys.readouterr().out


def test_every_fact_of_a_run_is_proved(built_run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(built_run)]) == 0
    out = capsys.readouterr().out
    total = len(facts_of(built_run))
    assert total > 30
    assert f"{total} of {total} proved" in out
    assert "  verbatim " in out and "  cleaned " in out
    assert "NOT PROVED" not in out


def test_the_source_may_have_moved(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = verify(*copied, capsys)
    assert status == 0
    assert str(copied[1]) in out


@pytest.mark.parametrize("name", ["zh/legacy.txt", "en/page.html", "rows.jsonl"])
def test_a_changed_source_proves_nothing(
    name: str, copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, source = copied
    path = source / name
    path.write_bytes(path.read_bytes().replace(b"9", b"8", 1))
    touched = "rows.jsonl#1" if name == "rows.jsonl" else name
    status, out = verify(folder, source, capsys)
    lost, total = len(facts_from(folder, touched)), len(facts_of(folder))
    assert status == 1
    assert lost > 0
    assert f"{total - lost} of {total} proved" in out
    assert f"NOT PROVED document {touched}: the source bytes are others" in out


def test_a_missing_source_is_named(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (copied[1] / "zh" / "news.txt").unlink()
    status, out = verify(*copied, capsys)
    assert status == 1
    assert "document zh/news.txt: the source is not there" in out


def test_a_shortened_rows_file_is_named(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied[1] / "rows.jsonl"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    status, out = verify(*copied, capsys)
    assert status == 1
    assert "document rows.jsonl#2: the source has no such row" in out
    assert "document rows.jsonl#1" not in out


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda f: {"evidence": f["evidence"] + "!"}, "text[start:end] is not the evidence"),
        (lambda f: {"start": f["start"] + 1}, "text[start:end] is not the evidence"),
        (lambda f: {"object": "9999"}, "the object does not stand in the evidence"),
        (lambda f: {"end": 10**6}, "lie outside the text"),
        (lambda f: {"source_start": f["source_start"] + 1}, "are not where the text comes from"),
        (lambda f: {"source_end": f["source_end"] - 1}, "are not where the text comes from"),
        (lambda f: {"doc_id": "0" * 16}, "its document is not in the dataset"),
    ],
)
def test_a_changed_fact_is_found(
    change: Callable[[Fact], Fact],
    reason: str,
    copied: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, source = copied
    victim = facts_of(folder)[7]["id"]

    def damage(table: list[Fact]) -> None:
        for fact in table:
            if fact["id"] == victim:
                fact.update(change(fact))

    rewrite(folder, "facts", damage)
    status, out = verify(folder, source, capsys)
    hashed, line = [line for line in out.splitlines() if line.startswith("NOT PROVED")]
    assert status == 1
    assert "dataset_sha256" in hashed
    assert victim in line and reason in line


def test_rows_taken_from_the_dataset_are_missed(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, source = copied
    (path,) = (folder / "dataset" / "sft").glob("train-*.parquet")
    pq.write_table(pq.read_table(path).slice(5), path)
    status, out = verify(folder, source, capsys)
    assert status == 1
    assert "the dataset's files are not those the run wrote" in out


def test_a_changed_text_is_found(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, source = copied
    rewrite(folder, "documents", lambda table: table[0].update(text=table[0]["text"] + "。"))
    status, out = verify(folder, source, capsys)
    assert status == 1
    assert "the source gives another text" in out


def test_only_the_first_five_are_named(
    copied: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = verify(copied[0], copied[0] / "dataset", capsys)
    assert status == 1
    assert out.count("NOT PROVED") == 5
    assert "more" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["{empty}"], "no manifest.json"),
        (["{empty}/nowhere"], "no manifest.json"),
        ([], "RUN"),
        (["{run}", "--source", "{empty}/nowhere"], "--source names where"),
        (["{run}", "--sorce", "x"], "--sorce"),
    ],
)
def test_a_wrong_command_is_status_2(
    words: list[str],
    reason: str,
    built_run: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [word.format(empty=tmp_path, run=built_run) for word in words]
    assert run(main, filled) == 2
    assert reason in capsys.readouterr().err


def _read_again(raw: str, markdown: bool = False) -> Source:
    cleaned = clean(Traced.of(raw), markdown=markdown)
    format = "markdown" if markdown else ""
    return Source(cleaned.text.text, cleaned.text.runs(), raw, 0, format, DataPrepConfig())


def _span(source: Source, evidence: str) -> Span:
    start = source.text.index(evidence)
    end = start + len(evidence)
    return Span("f", evidence, evidence, start, end, *source_span(source.runs, start, end))


RAW = "第一行是标题\n\n  研究所成立於1998年,&ldquo;擁(yōng)有&rdquo;137名研究員,位(wèi)於霧(wù)凇市(shì)。\nLine four has **bold words** in it."


@pytest.mark.parametrize(
    ("evidence", "proof"),
    [
        ("第一行是标题", "verbatim"),
        ("研究所成立于1998年，", "cleaned"),
        ("位于雾凇市", "cleaned"),
        ("拥有", "mapped"),
        ("有”137名研究员", "cleaned"),
    ],
)
def test_each_kind_of_proof(evidence: str, proof: str) -> None:
    source = _read_again(RAW)
    assert prove(_span(source, evidence), source) == proof
    assert proof in PROOFS


def test_a_line_rewritten_as_a_whole_holds_its_evidence() -> None:
    source = _read_again(
        "A title line\nThe companyâ€™s yard was founded in 1998 by Ada and sold in 2001 to Bob.\n"
    )
    assert prove(_span(source, "founded in 1998 by Ada"), source) == "within"


def test_tags_and_entities_of_a_page_are_read_over() -> None:
    decoded = "<p>The museum is located in <b>Brackwater</b> &amp; free.</p>"
    text = "The museum is located in Brackwater & free."
    runs = [(0, 25, 3, 25), (25, 10, 31, 10), (35, 1, 45, 1), (36, 1, 46, 5), (37, 6, 51, 6)]
    source = Source(text, runs, decoded, 0, "html", DataPrepConfig())
    assert prove(_span(source, "located in Brackwater & free."), source) == "cleaned"


@pytest.mark.parametrize("by", [-6, 3, 40])
def test_a_map_that_counts_wrongly_twice_is_found(by: int) -> None:
    true = _read_again(
        "前言很短。\n" * 8
        + "澜汀灯塔高47米，由工程师沈渡舟于1921年设计，位于栖霞岛东端。\n" * 1
        + "后记" * 40
    )
    wrong = dataclasses.replace(true, runs=[(a, n, s + by, m) for a, n, s, m in true.runs])
    evidence = "由工程师沈渡舟于1921年设计"
    assert prove(_span(true, evidence), true) == "verbatim"
    assert prove(_span(wrong, evidence), wrong) == "the source span does not read as the evidence"


@given(st.text(alphabet="ab 。，,(yī)數据<>&*\n\t\u200b\xa0", min_size=1, max_size=200), st.data())
def test_a_source_span_moved_by_one_is_always_found(raw: str, data: st.DataObject) -> None:
    source = _read_again(raw)
    if not source.text:
        return
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    span = _span_at(source, start, end)
    moved = dataclasses.replace(span, source_start=span.source_start + 1)
    assert prove(moved, source) == "source_start and source_end are not where the text comes from"


def _span_at(source: Source, start: int, end: int) -> Span:
    return Span(
        "f",
        source.text[start:end],
        source.text[start:end],
        start,
        end,
        *source_span(source.runs, start, end),
    )


def test_the_manifest_names_the_input(built_run: Path, corpus: Path) -> None:
    manifest = read_manifest(built_run)
    assert manifest is not None
    assert Path(manifest["config"]["input"]) == corpus
