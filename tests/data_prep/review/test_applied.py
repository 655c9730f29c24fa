"""What a build does with decisions: rejected facts leave with all that comes of them, edits pass the gate."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from data_prep.config import DataPrepConfig
from data_prep.dialect import CommandError
from data_prep.pipeline import build
from data_prep.records import Example, Message, TextRow
from data_prep.review.applied import edited_row
from data_prep.review.decisions import Decision, append
from data_prep.store import json_lines, rows

TOWER = """The Lantern Tower

The Lantern Tower was built in 1931 by Ada Penhallow. It stands 47 metres tall. The Lantern Tower is located in Marrowick.
The Marrowick Trust employs 58 people. The Marrowick Trust was founded in 1990. Tobias Wren is the director of the Marrowick Trust.
"""
AGAIN = """Sights of Marrowick

The harbour is old and wide, and many ships come to it in summer. The Marrowick Trust employs 58 people.
Visitors walk along the quay from the market to the old customs yard and back again in the evening.
"""


@pytest.fixture
def config(tmp_path: Path) -> DataPrepConfig:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TOWER, encoding="utf-8")
    (folder / "b.txt").write_text(AGAIN, encoding="utf-8")
    return DataPrepConfig(input=str(folder), output=tmp_path / "run", workers=1, control_share=0)


def table(config: DataPrepConfig, name: str) -> list[dict[str, Any]]:
    return list(rows(config.output / "dataset" / name))


def fact_with(config: DataPrepConfig, text: str) -> dict[str, Any]:
    return next(f for f in table(config, "facts") if text in f["statement"])


def decide(config: DataPrepConfig, id: str, sort: Any, verdict: Any, **more: Any) -> None:
    append(config.output / "review.jsonl", Decision(id, sort, verdict, **more))


def everything(config: DataPrepConfig) -> str:
    return json.dumps([table(config, name) for name in ("facts", "sft", "text", "recall")], ensure_ascii=False)  # fmt: skip


def test_a_rejected_fact_leaves_with_all_its_rows_and_its_copies(config: DataPrepConfig) -> None:
    build(config)
    fact = fact_with(config, "58 people")
    assert "58 people" in everything(config)
    was = {"statement": fact["statement"], "object": fact["object"]}
    decide(config, fact["id"], "fact", "reject", was=was)
    manifest = build(config)
    summaries = [row for row in table(config, "sft") if row["task"] == "summarization"]
    left = [row for row in table(config, "sft") if row not in summaries]
    assert "58 people" not in json.dumps([table(config, "facts"), left, table(config, "recall")])
    statements = [row for row in table(config, "text") if row["kind"] == "statement"]
    assert "58 people" not in json.dumps(statements)
    assert manifest["review"] == {"facts_rejected": 1, "unmet": []}
    dropped = [d for d in json_lines(config.output / "dropped.jsonl") if d["step"] == "review"]
    assert {d["reason"] for d in dropped} == {"rejected"}
    assert fact["id"] in {d["id"] for d in dropped}


def test_an_edited_fact_passes_the_gate_and_is_asked_anew(config: DataPrepConfig) -> None:
    build(config)
    fact = fact_with(config, "employs")
    changes = {"statement": "The Marrowick Trust employs 58 people.", "object": "58", "aliases": ["fifty-eight"]}  # fmt: skip
    decide(config, fact["id"], "fact", "edit", changes=changes)
    manifest = build(config)
    edited = next(f for f in table(config, "facts") if f["object"] == "58")
    assert edited["id"] != fact["id"]
    assert edited["aliases"] == ["fifty-eight"]
    assert edited["extractor"].endswith("+review")
    assert fact["id"] not in everything(config)
    assert manifest["review"]["facts_edited"] == 1
    made = [row for row in table(config, "sft") if row["fact_ids"] == [edited["id"]]]
    assert made and all(row["completion"][-1]["content"] for row in made)


def test_an_edit_that_the_source_does_not_bear_out_is_dropped_with_its_reason(
    config: DataPrepConfig,
) -> None:
    build(config)
    fact = fact_with(config, "employs")
    changes = {"statement": "The Marrowick Trust employs 85 people.", "object": "85 people"}
    decide(config, fact["id"], "fact", "edit", changes=changes)
    manifest = build(config)
    assert "85 people" not in everything(config)
    assert fact["id"] not in everything(config)
    assert manifest["review"]["facts_refused"] == 1
    (drop,) = [d for d in json_lines(config.output / "dropped.jsonl") if d["step"] == "review"]
    assert drop["reason"] == "object_not_in_evidence"


def test_what_an_earlier_edit_made_can_be_decided_anew(config: DataPrepConfig) -> None:
    build(config)
    first = fact_with(config, "employs")
    decide(config, first["id"], "fact", "edit", changes={"object": "58"})
    build(config)
    second = fact_with(config, "employs")
    assert second["id"] != first["id"]
    decide(config, second["id"], "fact", "edit", changes={"aliases": ["fifty-eight"]})
    manifest = build(config)
    third = fact_with(config, "employs")
    assert (third["object"], third["aliases"]) == ("58", ["fifty-eight"])
    assert manifest["review"] == {"facts_edited": 2, "unmet": []}
    was = {"statement": third["statement"], "object": third["object"]}
    decide(config, third["id"], "fact", "reject", was=was)
    manifest = build(config)
    assert third["id"] not in everything(config)
    assert manifest["review"]["unmet"] == []


def test_an_edit_that_is_edited_back_ends(config: DataPrepConfig) -> None:
    build(config)
    first = fact_with(config, "employs")
    decide(config, first["id"], "fact", "edit", changes={"object": "58"})
    build(config)
    second = fact_with(config, "employs")
    decide(config, second["id"], "fact", "edit", changes={"object": first["object"]})
    assert build(config)["review"]["unmet"] == []
    assert fact_with(config, "employs")["object"] == first["object"]


def test_a_row_that_an_earlier_edit_made_can_be_rejected(config: DataPrepConfig) -> None:
    build(config)
    fact = fact_with(config, "employs")
    text = next(row for row in table(config, "text") if row["fact_ids"] == [fact["id"]])
    decide(config, text["id"], "text", "edit", changes={"text": fact["statement"] + " " + fact["statement"]})  # fmt: skip
    assert build(config)["review"] == {"texts_edited": 1, "unmet": []}
    edited = next(row for row in table(config, "text") if row["text"].count("58 people") == 2)
    decide(config, edited["id"], "text", "reject")
    assert build(config)["review"]["unmet"] == []
    assert edited["id"] not in {row["id"] for row in table(config, "text")}


def test_text_that_states_no_fact_can_be_rejected_but_not_edited(config: DataPrepConfig) -> None:
    config = DataPrepConfig(**{**_keys(config), "text_ratio": 9.0})
    build(config)
    plain = [row for row in table(config, "text") if not row["fact_ids"]]
    decide(config, plain[0]["id"], "text", "reject")
    manifest = build(config)
    assert manifest["review"] == {"texts_rejected": 1, "unmet": []}
    assert plain[0]["id"] not in {row["id"] for row in table(config, "text")}
    row = TextRow(**plain[0])
    assert edited_row(row, {"text": "The moon is cheese."}, {})[1].reason == "no_fact_to_judge_by"


def test_a_summary_is_judged_by_its_passage_which_cannot_be_edited() -> None:
    passage = TOWER.split("\n\n")[1]
    row = Example("s1", "summarization", "headline", "en", "d1", [], [Message("user", passage)], [Message("assistant", "It stands 47 metres tall.")])  # fmt: skip
    edited, verdict = edited_row(row, {"answer": "The Marrowick Trust employs 58 people."}, {})
    assert verdict, verdict
    assert edited.id != row.id
    assert edited.prompt == row.prompt
    assert not edited_row(row, {"answer": "The Marrowick Trust employs 85 people."}, {})[1]
    both = {"question": "The Trust employs 85 people.", "answer": "The Trust employs 85 people."}
    assert edited_row(row, both, {})[1].reason == "passage_is_the_source"


def test_rows_are_rejected_and_edited_in_their_place(config: DataPrepConfig) -> None:
    build(config)
    pairs = [row for row in table(config, "sft") if row["kind"] == "direct"]
    fact = fact_with(config, "employs")
    gone = next(row for row in pairs if row["fact_ids"] != [fact["id"]])
    edited = next(row for row in pairs if row["fact_ids"] == [fact["id"]])
    text, probe = table(config, "text")[0], table(config, "recall")[0]
    decide(config, gone["id"], "pair", "reject")
    question = "Exactly how many people work for the Marrowick Trust, which employs them?"
    decide(config, edited["id"], "pair", "edit", changes={"question": question})
    decide(config, text["id"], "text", "reject")
    decide(config, probe["id"], "probe", "reject")
    decide(config, "0123456789abcdef", "pair", "accept")
    manifest = build(config)
    asked = [row["prompt"][-1]["content"] for row in table(config, "sft")]
    assert gone["id"] not in everything(config)
    assert edited["id"] not in {row["id"] for row in table(config, "sft")}
    assert text["id"] not in {row["id"] for row in table(config, "text")}
    assert probe["id"] not in {row["id"] for row in table(config, "recall")}
    counts = manifest["review"]
    assert (counts["pairs_rejected"], counts["texts_rejected"], counts["probes_rejected"]) == (1, 1, 1)  # fmt: skip
    assert counts["pairs_edited"] == 1
    assert question in asked
    assert counts["unmet"] == ["0123456789abcdef"]


def test_two_rows_edited_to_the_same_words_stay_one(config: DataPrepConfig) -> None:
    build(config)
    fact = fact_with(config, "employs")
    first, second, third, fourth = [
        row for row in table(config, "sft") if row["fact_ids"] == [fact["id"]]
    ][:4]
    question = "How many people does the Marrowick Trust employ in all?"
    for row in (first, second):
        decide(config, row["id"], "pair", "edit", changes={"question": question})
    decide(config, third["id"], "pair", "accept")
    said = third["prompt"][-1]["content"]
    decide(config, fourth["id"], "pair", "edit", changes={"question": said})
    review = build(config)["review"]
    ids = [row["id"] for row in table(config, "sft")]
    assert len(ids) == len(set(ids))
    assert [row["prompt"][-1]["content"] for row in table(config, "sft")].count(question) == 1
    assert [row["prompt"][-1]["content"] for row in table(config, "sft")].count(said) == 1
    assert review == {"pairs_accepted": 1, "pairs_edited": 1, "pairs_refused": 2, "unmet": []}


def test_decisions_survive_overwrite_and_the_build_stays_the_same_to_the_byte(
    config: DataPrepConfig, tmp_path: Path
) -> None:
    build(config)
    fact = fact_with(config, "director")
    decide(config, fact["id"], "fact", "accept")
    first = build(config)
    assert first["review"] == {"facts_accepted": 1, "unmet": []}
    shutil.copytree(config.output / "dataset", tmp_path / "before")
    again = build(DataPrepConfig(**{**_keys(config), "overwrite": True, "wordings": 9}))
    assert again["review"] == first["review"]
    back = build(DataPrepConfig(**{**_keys(config), "overwrite": True}))
    assert back["dataset_sha256"] == first["dataset_sha256"]
    for path in (tmp_path / "before").rglob("*.parquet"):
        assert path.read_bytes() == (config.output / "dataset" / path.relative_to(tmp_path / "before")).read_bytes()  # fmt: skip


def test_accepting_changes_no_row(config: DataPrepConfig) -> None:
    before = build(config)
    decide(config, fact_with(config, "director")["id"], "fact", "accept")
    after = build(config)
    assert "already_built" not in after
    assert after["dataset_sha256"] == before["dataset_sha256"]
    assert build(config).get("already_built")


def test_another_file_can_be_named_and_must_be_there(
    config: DataPrepConfig, tmp_path: Path
) -> None:
    build(config)
    fact = fact_with(config, "director")
    append(tmp_path / "theirs.jsonl", Decision(fact["id"], "fact", "reject"))
    named = DataPrepConfig(**{**_keys(config), "review": str(tmp_path / "theirs.jsonl")})
    assert build(named)["review"]["facts_rejected"] == 1
    with pytest.raises(CommandError, match="there is no"):
        build(DataPrepConfig(**{**_keys(config), "review": str(tmp_path / "none.jsonl")}))


def test_a_garbled_file_stops_the_build(config: DataPrepConfig) -> None:
    build(config)
    (config.output / "review.jsonl").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"review\.jsonl, line 1"):
        build(config)


def _keys(config: DataPrepConfig) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(config)
