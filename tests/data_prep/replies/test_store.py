"""The store: append-only files that survive being cut off anywhere."""

import json
import resource
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_prep.dialect import WorkError
from data_prep.replies import EndpointConfig, Reply, ReplyStore, keyed_log
from data_prep.replies.keyed_log import KeyedLog

from .asked import SCHEMA, request

keys = st.integers(0, 40).map(lambda n: f"{n * 0x0123456789ABCDE:016x}")
values = st.dictionaries(st.text(max_size=3), st.text(max_size=20) | st.integers(), max_size=3)
rows = st.lists(st.tuples(keys, values.filter(lambda value: "key" not in value)), max_size=30)
anywhere = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def written(path: Path, some: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """What a log holds in the end: of each key the last value, as UTF-8 keeps it."""
    path.unlink(missing_ok=True)
    log = KeyedLog(path)
    for key, value in some:
        log.append(key, value)
    log.close()
    return {
        key: json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        for key, value in some
    }


def held(path: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    log = KeyedLog(path, read_only=True)
    found = {key: value for key in wanted if (value := log.get(key)) is not None}
    assert len(log) == len(found)
    assert all(key in log for key in found)
    log.close()
    return found


@anywhere
@given(some=rows)
def test_the_last_value_of_each_key_is_found(some, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    expected = written(path, some)
    assert held(path, {key for key, _ in some} | {"f" * 16}) == expected


@anywhere
@given(some=rows, data=st.data())
def test_cut_off_at_any_byte_the_whole_lines_stay(
    some, data: st.DataObject, tmp_path: Path
) -> None:
    path = tmp_path / "log.jsonl"
    written(path, some)
    content = path.read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    path.write_bytes(content[:cut])
    whole = content[:cut].count(b"\n")
    kept = dict(some[:whole])
    log = KeyedLog(path)  # the torn line goes, and the next one is whole
    assert path.read_bytes() == content[: content.rfind(b"\n", 0, cut) + 1]
    log.append("a" * 16, {"text": "后来"})
    log.close()
    assert set(held(path, {*kept, "a" * 16})) == {*kept, "a" * 16}


@anywhere
@given(some=rows, rubbish=st.binary(max_size=40), data=st.data())
def test_bytes_that_a_loss_of_power_left_are_skipped(
    some, rubbish: bytes, data: st.DataObject, tmp_path: Path
) -> None:
    path = tmp_path / "log.jsonl"
    expected = written(path, some)
    lines = path.read_bytes().splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines)))
    path.write_bytes(b"".join([*lines[:at], rubbish.replace(b"\n", b"\0") + b"\n", *lines[at:]]))
    assert held(path, {key for key, _ in some}) == expected
    log = KeyedLog(path, read_only=True)
    assert log.damaged == 1
    log.close()


def test_many_keys_are_sorted_into_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed_log, "_RECENT", 100)
    path = tmp_path / "log.jsonl"
    expected = {f"{number * 7919:016x}": {"n": number} for number in range(1_050)}
    log = KeyedLog(path)
    for key, value in expected.items():
        log.append(key, value)
    expected[f"{0:016x}"] = {"n": -1}
    log.append(f"{0:016x}", {"n": -1})
    assert len(log) == 1_050
    assert {key: log.get(key) for key in expected} == expected
    log.close()
    assert held(path, set(expected)) == expected


def reply(number: int, **keys: Any) -> Reply:
    return Reply(f"{number:016x}", f"reply {number}", "m", 10, 5, **keys)


def test_replies_failures_and_what_they_took(tmp_path: Path) -> None:
    with ReplyStore(tmp_path) as store:
        store.add(reply(1))
        store.add(reply(2))
        store.add(Reply(f"{3:016x}", "", "m", error="it broke"))
        assert (len(store), store.prompt_tokens, store.completion_tokens) == (2, 20, 10)
    with ReplyStore(tmp_path) as store:
        assert store.reply(f"{1:016x}") == reply(1)
        assert store.reply(f"{3:016x}") is None
        failure = store.failure(f"{3:016x}")
        assert failure and failure.error == "it broke"
        assert (len(store), store.prompt_tokens, store.completion_tokens) == (2, 20, 10)
        store.add(reply(3))
        assert store.reply(f"{3:016x}") == reply(3)


def test_one_process_writes_and_others_read(tmp_path: Path) -> None:
    with ReplyStore(tmp_path) as store:
        store.add(reply(1))
        with pytest.raises(WorkError, match="another process writes"):
            ReplyStore(tmp_path)
        with ReplyStore(tmp_path, read_only=True) as reader:
            assert reader.reply(f"{1:016x}") == reply(1)
    with ReplyStore(tmp_path) as store:
        assert len(store) == 1


def test_a_request_is_kept_as_it_was_asked(tmp_path: Path) -> None:
    config = EndpointConfig(model="m", temperature=0.2, seed=3)
    asked = request(1, "facts", SCHEMA)
    with ReplyStore(tmp_path) as store:
        store.want("0" * 16, asked, config)
        store.want("0" * 16, asked, config)
        (kept,) = store.wanted_requests()
    assert (kept.request, kept.model) == (asked, "m")
    assert kept.sampling == {"temperature": 0.2, "top_p": 1.0, "seed": 3}


def test_a_line_of_another_version_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "replies.jsonl").write_text(
        f'{{"key": "{"0" * 16}", "answer": 1}}\n', encoding="utf-8"
    )
    with ReplyStore(tmp_path) as store:
        assert store.reply("0" * 16) is None


def test_a_full_disk_leaves_whole_lines_and_says_so(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = KeyedLog(tmp_path / "log.jsonl")
    log.append("a" * 16, {"text": "x" * 500})
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))  # the second line doesn't fit
    try:
        with pytest.raises(WorkError, match=r"cannot write .*; the same command goes on"):
            log.append("b" * 16, {"text": "y" * 2_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert log.get("b" * 16) is None
    log.append("c" * 16, {"text": "z"})
    log.close()
    assert set(held(tmp_path / "log.jsonl", {"a" * 16, "b" * 16, "c" * 16})) == {"a" * 16, "c" * 16}


def test_some_of_the_wanted_keys_are_spread_over_all(tmp_path: Path) -> None:
    with ReplyStore(tmp_path) as store:
        for number in (*range(100), *range(100)):
            store.want(f"{number:016x}", request(number), EndpointConfig())
        assert [int(key, 16) for key in store.wanted()] == list(range(100))
        assert [int(key, 16) for key in store.wanted(10)] == list(range(0, 100, 10))
