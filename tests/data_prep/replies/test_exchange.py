"""Requests out and replies back: every line is taken, or told with its number and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from data_prep.dialect import run
from data_prep.replies import ReplyStore
from data_prep.replies.__main__ import main
from tests.openai_server import OpenAIServer, Turn, completion

from .asked import SCHEMA, asked, echoes, endpoint, request, requests, texts


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: list[Any], end: str = "\n") -> Path:
    text = "\n".join(
        row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows
    )
    path.write_text(text + end, encoding="utf-8")
    return path


def wanted(store: Path, some: list[Any]) -> None:
    asked(store, endpoint(""), some)


def test_exportedcompletioned_and_imported_a_build_needs_no_endpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file, said = tmp_path / "run" / "replies", tmp_path / "out.jsonl", tmp_path / "in.jsonl"
    wanted(store, [request(n, schema=SCHEMA) for n in range(4)])
    assert run(main, ["export", str(tmp_path / "run"), "--output", str(file)]) == 0
    rows = lines(file)
    assert rows[0] == {
        "id": rows[0]["id"], "task": "facts", "model": "scripted", "sampling": {"temperature": 0.7, "top_p": 1.0},
        "max_tokens": 100, "schema": SCHEMA, "messages": [{"role": "user", "content": "question 0"}],
    }  # fmt: skip
    write(
        said, [{"id": r["id"], "text": f"echo: {r['messages'][0]['content']}"} for r in rows[::-1]]
    )
    assert run(main, ["import", str(tmp_path / "run"), str(said)]) == 0
    assert "4 replies" in capsys.readouterr().out
    assert texts(
        asked(store, endpoint(""), [request(n, schema=SCHEMA) for n in range(4)])
    ) == echoes(4)
    with ReplyStore(store) as kept:
        kept.refuse_open()


def test_a_batch_service_and_a_live_run_give_the_same(tmp_path: Path) -> None:
    live, other = tmp_path / "live", tmp_path / "other"
    with OpenAIServer() as server:
        replies = asked(live, endpoint(server.url), requests(3))
    wanted(other, requests(3))
    batch = tmp_path / "batch.jsonl"
    assert (
        run(main, ["export", str(other), "--output", str(batch), "--format", "openai_batch"]) == 0
    )
    out = []
    for row in lines(batch):
        assert (row["method"], row["url"]) == ("POST", "/v1/chat/completions")
        assert row["body"] == server.bodies[len(out)]
        text = f"echo: {row['body']['messages'][0]['content']}"
        body = completion(Turn(text), row["body"])
        out.append(
            {
                "id": "batch_req_1",
                "custom_id": row["custom_id"],
                "response": {"status_code": 200, "body": body},
            }
        )
    said = write(tmp_path / "said.jsonl", out)
    assert run(main, ["import", str(other), str(said)]) == 0
    assert asked(other, endpoint(""), requests(3)) == replies


def test_all_writes_thecompletioned_ones_too(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        asked(tmp_path, endpoint(server.url), requests(2))
    wanted(tmp_path, requests(3))
    file = tmp_path / "out.jsonl"
    assert run(main, ["export", str(tmp_path), "--output", str(file)]) == 0
    assert len(lines(file)) == 1
    assert run(main, ["export", str(tmp_path), "--output", str(file), "--all"]) == 0
    assert len(lines(file)) == 3


def test_every_line_that_is_not_taken_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file = tmp_path / "replies", tmp_path / "out.jsonl"
    wanted(store, requests(6))
    run(main, ["export", str(store), "--output", str(file)])
    ids = [row["id"] for row in lines(file)]
    failed = {"error": {"message": "it broke"}}
    bad = [
        {"id": ids[0], "text": "good"},
        {"id": ids[0], "text": "again"},
        {"id": "f" * 16, "text": "whose?"},
        {"id": "../../etc\x1b[31m", "text": "whose?"},
        {"text": "without an id"},
        "no JSON",
        "[1]",
        {"id": ids[1], "text": "  "},
        {"id": ids[1], "text": 3},
        {"custom_id": ids[2], "response": {"status_code": 500, "body": failed}, "error": None},
        {
            "custom_id": ids[3],
            "response": None,
            "error": {"code": "expired", "message": "too late"},
        },
        {"id": ids[4], "choices": [{"message": {"content": "a completion"}}], "model": "m"},
        "",
        '{"id": "' + ids[5] + '", "text": "tor',
    ]
    said = write(tmp_path / "said.jsonl", bad, end="")
    capsys.readouterr()
    assert run(main, ["import", str(store), str(said)]) == 1
    out, error = capsys.readouterr()
    reasons = [line.split(":")[1:3] for line in out.splitlines() if line.startswith(str(said))]
    assert [(int(number), reason.strip()) for number, reason in reasons] == [
        (2, "repeated"), (3, "unknown"), (4, "unknown"), (5, "malformed"), (6, "malformed"), (7, "malformed"),
        (8, "empty"), (9, "malformed"), (10, "failed"), (11, "failed"), (14, "torn"),
    ]  # fmt: skip
    assert "\x1b" not in out
    assert "2 replies" in out and "open               4 requests" in out
    assert "10 lines gave no reply" in error
    with ReplyStore(store) as kept:
        assert len(kept) == 2
    assert run(main, ["import", str(store), str(write(said, bad[:1]))]) == 0  # it is there already


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ([], 2, "required"),
        (["export", "nowhere", "--output", "x"], 2, "neither a store of replies nor a run"),
        (["export", "."], 2, "neither"),
        (["import", "STORE"], 2, "the files of replies"),
        (["import", "STORE", "nowhere.jsonl"], 1, "cannot read nowhere.jsonl"),
        (["export", "STORE"], 2, "--output"),
    ],
)
def test_wrong_words(
    words: list[str], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted(tmp_path, requests(1))
    assert run(main, [str(tmp_path) if word == "STORE" else word for word in words]) == status
    assert said in capsys.readouterr().err
