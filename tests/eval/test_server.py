"""A served model, behind a real HTTP server of this process that can fail in every way."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from data_prep import CommandError, WorkError, parse
from data_prep.records import Message
from eval.config import EvalConfig
from eval.runs import RESULTS, SCORES
from eval.samples import Sample
from eval.server import Server, answers

from .test_choices import sample


class Stand(ThreadingHTTPServer):
    """Answers each question with "echo: question"; `script`: what to do first, by (status, body, seconds)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[tuple[int, str, float]] = []
        self.headers: dict[str, str] = {}
        self.asked: list[dict[str, Any]] = []
        self.keys: set[str | None] = set()
        self.lock = threading.Lock()
        self.out = self.most = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Stand  # type: ignore[assignment]

    def do_POST(self) -> None:
        stand = self.server
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with stand.lock:
            stand.out += 1
            stand.most = max(stand.most, stand.out)
            stand.asked.append(body)
            stand.keys.add(self.headers.get("authorization"))
            todo = stand.script.pop(0) if stand.script else (200, "", 0.02)
        status, text, seconds = todo
        time.sleep(seconds)
        said = {"choices": [{"message": {"content": f"echo: {body['messages'][-1]['content']}"}}]}
        data = (text or json.dumps(said)).encode()
        with stand.lock:
            stand.out -= 1
        try:
            self.send_response(status if self.path == "/v1/chat/completions" else 404)
            for name, value in stand.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:  # the client has given up
            pass

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def stand() -> Iterator[Stand]:
    server = Stand()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def asked(count: int) -> list[Sample]:
    return [
        replace(sample(f"s{i}", f"question {i}", ("x",), "held_out"), choices=())
        for i in range(count)
    ]


def said(
    stand: Stand, samples: list[Sample], concurrency: int = 4, **options: Any
) -> dict[str, str]:
    server = Server(stand.url, "m", **{"wait": 0.01, "timeout": 5.0, **options})
    found = answers(server, samples, max_new_tokens=9, concurrency=concurrency)
    return {one.id: reply.completion for one, reply in found}


def test_every_question_is_asked_once_greedily_few_at_once(stand: Stand) -> None:
    system = replace(
        asked(1)[0], id="sys", input=(Message("system", "be brief"), Message("user", "hi"))
    )
    found = said(stand, [*asked(20), system], concurrency=3, key="secret")
    assert found == {f"s{i}": f"echo: question {i}" for i in range(20)} | {"sys": "echo: hi"}
    assert len(stand.asked) == 21 and stand.most <= 3
    assert all((b["model"], b["temperature"], b["max_tokens"]) == ("m", 0, 9) for b in stand.asked)
    assert [{"role": "system", "content": "be brief"}, {"role": "user", "content": "hi"}] in [
        body["messages"] for body in stand.asked
    ]
    assert stand.keys == {"Bearer secret"}


def test_no_key_is_sent_where_there_is_none(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    said(stand, asked(1))
    assert stand.keys == {None}
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    server = Server.from_environment(stand.url + "/", "m", 1)
    assert (server.url, server.key) == (stand.url, "k") and "'k'" not in repr(server)


@pytest.mark.parametrize(
    "failures",
    [
        [(500, "oops", 0.0)] * 3,
        [(429, "slow down", 0.0)],
        [(200, "<html>no JSON</html>", 0.0), (200, "{}", 0.0), (200, '{"choices": []}', 0.0)],
        [(200, '{"choices": [{"message": {"content": 3}}]}', 0.0), (200, "[]", 0.0)],
        [(200, "", 0.5)],
    ],
    ids=["500", "429", "garbage", "odd", "slow"],
)
def test_a_passing_failure_is_tried_again(stand: Stand, failures: list[Any]) -> None:
    stand.script = list(failures)
    assert said(stand, asked(1), timeout=0.2) == {"s0": "echo: question 0"}
    assert len(stand.asked) == len(failures) + 1


def test_the_server_says_how_long_to_wait(stand: Stand) -> None:
    stand.script, stand.headers = [(429, "", 0.0)], {"retry-after": "0.4"}
    began = time.monotonic()
    said(stand, asked(1))
    assert time.monotonic() - began > 0.4


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("not json", "an answer that is no chat completion: not json (3 tries)"),
        ('{"choices": []}', 'no chat completion: {"choices": []}'),
        ('{"choices": [{"message": {"content": []}}]}', "a message that is no text"),
    ],
)
def test_lasting_garbage_is_an_error(stand: Stand, body: str, message: str) -> None:
    stand.script = [(200, body, 0.0)] * 3
    with pytest.raises(WorkError) as error:
        said(stand, asked(1), tries=3)
    assert message in str(error.value) and "\n" not in str(error.value)


def test_a_lasting_500_ends_soon_with_what_was_said(stand: Stand) -> None:
    stand.script = [(500, "out of\nmemory", 0.0)] * 200
    began = time.monotonic()
    with pytest.raises(WorkError, match=r"status 500: out of memory \(3 tries\)"):
        said(stand, asked(50), tries=3)
    assert time.monotonic() - began < 5


def test_a_refusal_is_not_tried_again(stand: Stand) -> None:
    stand.script = [(404, '{"error": "no model m"}', 0.0)]
    with pytest.raises(WorkError, match=r"refuses with status 404: .*no model m"):
        said(stand, asked(1))
    assert len(stand.asked) == 1


def test_nobody_there() -> None:
    server = Server("http://127.0.0.1:9/v1", "m", tries=2, wait=0.01)
    with pytest.raises(WorkError, match=r"cannot be reached.* \(2 tries\)"):
        list(answers(server, asked(1), max_new_tokens=1, concurrency=1))


def test_null_and_odd_answers_get_a_verdict(stand: Stand) -> None:
    from eval.replies import Reply, judge_reply

    null = json.dumps({"choices": [{"message": {"content": None}}]})
    stand.script = [(200, null, 0.0)]
    assert said(stand, asked(1)) == {"s0": ""}
    assert judge_reply(asked(1)[0], Reply("")).value is None
    for text in ("😀", "😀" * 50, "很" * 100_000, "word " * 20_000, "1" * 100_000, "\x00\ud83d"):
        began = time.monotonic()
        assert judge_reply(asked(1)[0], Reply(text)).verdict in ("incorrect", "not_attempted")
        assert time.monotonic() - began < 10


@pytest.fixture
def config(stand: Stand, dataset: Path, tmp_path: Path) -> EvalConfig:
    return EvalConfig(
        dataset=str(dataset), output_dir=tmp_path / "eval", server=stand.url, model="m"
    )


def test_a_served_model_is_evaluated_and_goes_on(
    config: EvalConfig,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from eval import recall

    posed = [*recall.load_samples(config.dataset), sample("c", "?")]
    monkeypatch.setattr(recall, "load_samples", lambda *_, **__: posed)
    stand.script = [(200, "", 0.0)] * 3 + [(401, "who?", 0.0)] * 9
    with pytest.raises(WorkError, match="refuses with status 401"):
        recall.evaluate(replace(config, concurrency=1))
    assert "1 questions with choices are left out" in capsys.readouterr().err
    folder = config.output_dir / "served"
    assert len((folder / SCORES).read_text(encoding="utf-8").splitlines()) == 3
    assert not (folder / RESULTS).exists()
    stand.script, stand.asked = [], []
    report = recall.evaluate(config)
    assert len(stand.asked) == 7 - 3
    assert report.recall.runs == ("served",) and report.locality == ""
    results = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    assert results["server"] == stand.url and "cannot be hashed" in results["note"]
    whole = replace(config, output_dir=config.output_dir / "whole", concurrency=3)
    recall.evaluate(whole)
    for name in (SCORES,):
        assert (folder / name).read_bytes() == (whole.output_dir / "served" / name).read_bytes()


def test_two_served_models_share_no_line(config: EvalConfig, stand: Stand) -> None:
    from eval.recall import evaluate

    evaluate(config)
    evaluate(replace(config, model="n"))
    evaluate(replace(config, model="n", max_new_tokens=5))
    assert Counter(body["model"] for body in stand.asked) == {"m": 7, "n": 14}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--server", "localhost:8000"], "must be an http"),
        (["--server", "http://h/v1"], "--server needs --model"),
        (["--server", "http://h/v1", "--model", "m", "--adapter", "a"], "do not go together"),
        (["--server", "http://h/v1", "--model", "m", "--concurrency", "0"], "at least 1"),
        (["--server", "http://h/v1", "--model", "m", "--timeout", "0"], "above 0"),
    ],
)
def test_wrong_commands(words: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        parse(EvalConfig, ["--dataset", "d", "--output_dir", "o", *words], prog="", description="")
