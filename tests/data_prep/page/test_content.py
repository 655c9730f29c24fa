"""What the report page holds of a run."""

import json
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.page import content, page_data
from data_prep.page.content import parts
from data_prep.store import json_lines, read_manifest, rows


@pytest.fixture(scope="module")
def data(built_run: Path) -> dict[str, Any]:
    manifest = read_manifest(built_run)
    assert manifest
    return page_data(built_run, manifest)


def table(run: Path, config: str) -> list[dict[str, Any]]:
    return list(rows(run / "dataset" / config))


def facts_of(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f["id"]: f for d in data["documents"] for f in d["facts"]}


def test_every_fact_stands_in_its_document(built_run: Path, data: dict[str, Any]) -> None:
    facts = {f["id"]: f for f in table(built_run, "facts")}
    texts = {d["id"]: d["text"] for d in table(built_run, "documents")}
    assert facts_of(data).keys() == facts.keys()
    for document in data["documents"]:
        assert "".join(piece for piece, *_ in document["parts"]) == texts[document["id"]]
        for i, fact in enumerate(document["facts"]):
            evidence = "".join(piece for piece, marked, _ in document["parts"] if i in marked)
            assert evidence == fact["evidence"] == facts[fact["id"]]["evidence"]
            assert fact["aliases"] == facts[fact["id"]]["aliases"]


def test_facts_show_the_rows_made_of_them(built_run: Path, data: dict[str, Any]) -> None:
    asked: dict[str, list[Any]] = {}
    for row in table(built_run, "sft"):
        for id in row["fact_ids"] if row["task"] == "qa" else []:
            asked.setdefault(id, []).append((row["id"], row["prompt"][-1]["content"]))
    held: dict[str, list[Any]] = {}
    for row in table(built_run, "recall"):
        held.setdefault(row["fact_id"], []).append((row["id"], row["question"]))
    told = {row["id"]: row["text"] for row in table(built_run, "text")}
    answers = {row["id"]: row["completion"][-1]["content"] for row in table(built_run, "sft")}
    for id, fact in facts_of(data).items():
        assert [(q[0], q[2]) for q in fact["trained"]] == asked.get(id, [])
        assert all((q[3] or fact["object"]) == answers[q[0]] for q in fact["trained"])
        assert [(q[0], q[2]) for q in fact["held_out"]] == held.get(id, [])
        assert all(told[row[0]] == row[2] for row in fact["texts"])
        assert not (fact["split"] == "control" and fact["trained"])


def test_the_overview_counts_the_whole_run(built_run: Path, data: dict[str, Any]) -> None:
    facts = table(built_run, "facts")
    counted = Counter((f["lang"], f["type"], f["split"]) for f in facts)
    assert {
        (lang, type, split): n
        for lang, types in data["types"].items()
        for type, splits in types.items()
        for split, n in splits.items()
    } == counted
    assert sum(n for _, n in data["wordings"]) == sum(f["split"] == "taught" for f in facts)


def test_what_was_left_out_and_what_was_changed_is_listed(
    built_run: Path, data: dict[str, Any]
) -> None:
    assert ["table.csv", "ingest", "no_text_column"] in [drop[:3] for drop in data["drops"]]
    assert ["empty.txt", "ingest", "empty_file", ""] in data["drops"]
    (pinyin,) = (d for d in data["documents"] if d["source"] == "zh/pinyin.txt")
    count, shown = pinyin["changes"]["pinyin_bracket"]
    assert count == 5
    assert shown == [["(wù)", ""], ["(yōng)", ""], ["(chéng)", ""]]
    lines = list(json_lines(built_run / "changes.jsonl"))
    told = [shown for line in lines for _, shown in line["rules"].values()]
    assert all(1 <= len(shown) <= 3 for shown in told)
    assert all(shown.count(one) == 1 for shown in told for one in shown)


def test_coverage_is_told_by_document(built_run: Path, data: dict[str, Any]) -> None:
    told = {row["doc_id"]: row for row in json_lines(built_run / "coverage.jsonl")}
    for document in data["documents"]:
        covers, sentences, reasons = document["coverage"]
        row = told[document["id"]]
        silent = [piece for piece, _, why in document["parts"] if why]
        assert {why for _, _, why in document["parts"] if why} <= reasons.keys()
        assert len(silent) >= sentences - covers
        assert (covers, sentences, reasons) == (row["with_facts"], row["sentences"], row["reasons"])


def test_a_large_run_is_shown_in_part(built_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = read_manifest(built_run)
    assert manifest
    for name, value in (("DOCUMENTS", 2), ("CHARS", 60), ("DROPS", 1)):
        monkeypatch.setattr(content, name, value)
    data = page_data(built_run, manifest)
    assert len(data["documents"]) == 2 and len(data["drops"]) == 1
    assert data["counts"] == manifest["counts"]
    facts = table(built_run, "facts")
    for document in data["documents"]:
        assert sum(len(piece) for piece, *_ in document["parts"]) == 60 < document["chars"]
        whole = sum(f["doc_id"] == document["id"] for f in facts)
        assert len(document["facts"]) + document["hidden"] == whole
    assert sum(d["hidden"] for d in data["documents"]) > 0


def test_all_documents_share_one_budget(built_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = read_manifest(built_run)
    assert manifest
    monkeypatch.setattr(content, "ALL_CHARS", 150)
    monkeypatch.setattr(content, "FACTS", 3)
    data = page_data(built_run, manifest)
    assert sum(len(piece) for d in data["documents"] for piece, *_ in d["parts"]) == 150
    assert len(facts_of(data)) <= 3


def test_a_run_without_the_files_beside_it_is_shown(built_run: Path, tmp_path: Path) -> None:
    shutil.copytree(built_run, tmp_path / "run")
    for name in ("coverage.jsonl", "ledger.jsonl", "quotas.jsonl", "changes.jsonl"):
        (tmp_path / "run" / name).unlink()
    manifest = read_manifest(built_run)
    assert manifest
    assert facts_of(page_data(tmp_path / "run", manifest))


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=8)


@given(st.text(min_size=1, max_size=60), spans)
def test_parts_give_text_and_evidence_back(text: str, marked: list[tuple[int, int]]) -> None:
    facts = [{"start": a, "end": min(a + n, len(text))} for a, n in marked if a < len(text)]
    cut = parts(text, facts)
    assert "".join(piece for piece, *_ in cut) == text
    assert all(piece for piece, *_ in cut)
    for i, fact in enumerate(facts):
        evidence = "".join(piece for piece, indexes, _ in cut if i in indexes)
        assert evidence == text[fact["start"] : fact["end"]]


@given(st.text(min_size=1, max_size=60), spans, st.lists(st.integers(1, 60), max_size=6))
def test_parts_say_why_a_sentence_has_no_fact(
    text: str, marked: list[tuple[int, int]], ends: list[int]
) -> None:
    facts = [{"start": a, "end": min(a + n, len(text))} for a, n in marked if a < len(text)]
    cuts = sorted({0, *(end for end in ends if end <= len(text))})
    silent = [(a, b, f"reason {a}") for a, b in pairwise(cuts)]
    at = 0
    for piece, proofs, why in parts(text, facts, silent):
        told = next((reason for a, b, reason in silent if a <= at < b), "")
        assert why == ("" if proofs else told)
        at += len(piece)
    assert at == len(text)


def test_a_frequent_reason_does_not_hide_a_rare_one(
    built_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "DROPS_BY_REASON", 2)
    drop = {"id": "0", "source": "a.txt", "step": "gate", "excerpt": ""}
    reasons = ["often"] * 9 + ["rare"]
    path = tmp_path / "dropped.jsonl"
    path.write_text("".join(json.dumps(drop | {"reason": r}) + "\n" for r in reasons))
    listed = content._drops(path, content.Shown())
    assert [row[2] for row in listed] == ["often", "often", "rare"]


def test_changes_of_both_steps_are_added_up() -> None:
    document: dict[str, Any] = {"source": "a.txt", "changes": {}}
    step = {"source": "a.txt", "rules": {"width": [2, [["Ａ", "A"]]]}}
    content._changes(iter([step, step]), content.Shown({"1": document}))
    assert document["changes"] == {"width": [4, [["Ａ", "A"]]]}
