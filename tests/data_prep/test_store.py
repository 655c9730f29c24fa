"""Files of a run: shards, the drop log, the manifest; whole or not there."""

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import store
from data_prep.records import Document, Drop, Example, Message
from data_prep.store import (
    CHARS_PER_GROUP,
    DropLog,
    ShardFile,
    TableWriter,
    changes_of,
    drops_of,
    groups,
    read_manifest,
    rows,
    rows_of,
    write_text,
)


def document(number: int, text: str = "砺汐泵业") -> Document:
    return Document(f"{number:016x}", f"a/{number}.txt", "0" * 64, "zh", "年报", text, "{}")


def written(folder: Path, count: int) -> list[str]:
    writer = TableWriter(folder, "documents", "train")
    for number in range(count):
        writer.write(document(number))
    writer.close()
    assert writer.count == count
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "ROWS_PER_GROUP", 2)
    monkeypatch.setattr(store, "ROWS_PER_SHARD", 6)


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize(("count", "shards"), [(0, 0), (1, 1), (5, 1), (6, 1), (7, 2), (12, 2)])
def test_shards_are_named_by_their_number_of_all(tmp_path: Path, count: int, shards: int) -> None:
    names = [f"train-{n:05d}-of-{shards:05d}.parquet" for n in range(shards)]
    assert written(tmp_path, count) == names
    assert [row["id"] for row in rows(tmp_path)] == [document(n).id for n in range(count)]


def test_an_empty_split_leaves_no_file(tmp_path: Path) -> None:
    """`datasets` can't read a table without rows, so there must be none."""
    TableWriter(tmp_path / "facts", "facts", "train").close()
    assert list((tmp_path / "facts").iterdir()) == []


@pytest.mark.usefixtures("small_shards")
def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    names = written(tmp_path / "a", 9)
    assert written(tmp_path / "b", 9) == names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_nothing_has_its_name_before_it_is_whole(tmp_path: Path) -> None:
    writer = TableWriter(tmp_path, "documents", "train")
    writer.write(document(1))
    assert list(rows(tmp_path)) == []
    writer.close()
    assert len(list(rows(tmp_path))) == 1


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@given(st.lists(TEXTS, max_size=5))
def test_a_record_comes_back_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    turns = [Message("user", text) for text in texts]
    example = Example("1", "qa", "direct", "zh", "2", texts, turns, turns)
    writer = TableWriter(folder, "sft", "train")
    writer.write(example)
    writer.close()
    (row,) = rows(folder)
    assert row == dataclasses.asdict(example)


def test_rows_of_streams_by_row_groups(tmp_path: Path) -> None:
    out = tmp_path / "00000.parquet"
    with ShardFile(out, "documents") as file:
        for n in range(5):
            file.write(document(n), size=CHARS_PER_GROUP // 2)
    assert [len(list(group.rows())) for group in groups([out, out])] == [2, 2, 1, 2, 2, 1]
    assert [row["id"] for row in rows_of(out)] == [document(n).id for n in range(5)]


def test_a_shard_appears_with_its_drops_and_counts_when_it_is_done(tmp_path: Path) -> None:
    out = tmp_path / "00000.parquet"
    drop = Drop("1", "甲.txt", "clean", "too_short", "短\n")
    with ShardFile(out, "documents") as file:
        file.write(document(1))
        file.drop(drop)
        file.changes.update(["width", "width", "entity"])
        assert not out.exists()
    assert list(drops_of(out)) == [drop]
    assert changes_of(out) == {"width": 2, "entity": 1}
    assert [row["id"] for row in rows_of(out)] == [document(1).id]


def test_a_shard_that_fails_is_not_done(tmp_path: Path) -> None:
    out = tmp_path / "00000.parquet"
    with pytest.raises(RuntimeError), ShardFile(out, "documents") as file:
        file.write(document(1))
        raise RuntimeError
    assert not out.exists()


def test_drops_are_counted_by_step_and_reason_and_appear_when_closed(tmp_path: Path) -> None:
    log = DropLog(tmp_path / "runs" / "dropped.jsonl")
    drops = [
        Drop("1", "甲.txt", "ingest", "empty_file"),
        Drop("2", "乙.txt", "clean", "too_short", "很短\n的一篇"),
        Drop("3", "丙.txt", "ingest", "empty_file"),
    ]
    for drop in drops:
        log.write(drop)
    assert not log.path.exists()
    log.close()
    assert log.counts == {"ingest/empty_file": 2, "clean/too_short": 1}
    text = log.path.read_text(encoding="utf-8")
    assert [Drop(**json.loads(line)) for line in text.splitlines()] == drops
    assert "很短\\n的一篇" in text
    assert [path.name for path in log.path.parent.iterdir()] == ["dropped.jsonl"]


def test_a_text_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "新" / "a.json"
    write_text(path, "旧")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "旧"
    write_text(path, "新的")
    assert path.read_text(encoding="utf-8") == "新的"
    assert [p.name for p in path.parent.iterdir()] == ["a.json"]


@pytest.mark.parametrize("content", [None, b"", b"{half", b"\xff\xfe"])
def test_a_run_without_a_whole_manifest_did_not_finish(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    assert read_manifest(tmp_path) is None


def test_a_manifest_is_read(tmp_path: Path) -> None:
    write_text(tmp_path / "manifest.json", json.dumps({"counts": {"in": 3}}))
    assert read_manifest(tmp_path) == {"counts": {"in": 3}}
