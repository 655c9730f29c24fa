"""Every way in which a server fails: each good reply arrives once, and what no try mends ends the run with a line."""

import socket
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from data_prep.dialect import WorkError
from data_prep.replies import ReplyStore, answer
from tests.openai_server import OpenAIServer, Turn, echo, failing

from .asked import SCHEMA, Hasty, asked, echoes, endpoint, request, requests, texts

PASSING = {
    "500": Turn("it broke", status=500),
    "502, a page of HTML": Turn(
        status=502, raw="<html>Bad gateway</html>", content_type="text/html"
    ),
    "503": Turn("starting", status=503, headers={"Retry-After": "0.1"}),
    "429, seconds": Turn("slow down", status=429, headers={"Retry-After": "0.2"}),
    "429, a date": Turn("slow down", status=429, headers={"Retry-After": formatdate(usegmt=True)}),
    "429, nonsense": Turn("slow down", status=429, headers={"Retry-After": "soon"}),
    "a stall": Turn(delay=5.0),
    "a disconnect": Turn(cut=0),
    "a disconnect in the body": Turn(cut=25),
    "JSON cut off": Turn(raw='{"choices": [{"message": {"content": "ech'),
    "no JSON": Turn(raw="<html>welcome</html>", content_type="text/html"),
    "JSON of another kind": Turn(raw='["a"]'),
    "no choices": Turn(choices=False),
    "a choice that is none": Turn(raw='{"choices": ["hello"]}'),
}


@pytest.mark.parametrize("turn", PASSING.values(), ids=PASSING)
def test_another_try_mends_it(turn: Turn, tmp_path: Path) -> None:
    def half(body: dict[str, Any], before: int) -> Turn | str:
        number = int(body["messages"][0]["content"].split()[1])
        return turn if number % 2 and not before else echo(body, before)

    with OpenAIServer(half) as server:
        of = endpoint(server.url, concurrency=4, timeout=0.5)
        assert texts(asked(tmp_path, of, requests(8))) == echoes(8)
        assert set(server.paid.values()) == {1}
        assert server.asked.total() == 12
        assert texts(asked(tmp_path, of, requests(8))) == echoes(8)
        assert server.asked.total() == 12
    assert len((tmp_path / "replies.jsonl").read_text(encoding="utf-8").splitlines()) == 8


def test_an_answer_may_lack_usage_and_have_another_content_type(tmp_path: Path) -> None:
    turn = Turn("一二三四五六七八九十", usage=False, content_type="text/plain")
    with OpenAIServer(lambda body, before: turn) as server:
        (reply,) = asked(tmp_path, endpoint(server.url), [request(1)])
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == (turn.text, 7, 7)


def test_half_of_the_requests_fail_for_good(tmp_path: Path) -> None:
    def half(body: dict[str, Any], before: int) -> Turn | str:
        number = int(body["messages"][0]["content"].split()[1])
        return Turn("not this one", status=500) if number % 2 else echo(body, before)

    with OpenAIServer(half) as server:
        of = endpoint(server.url, concurrency=4, retries=2)
        live = asked(tmp_path, of, requests(20))
        assert texts(live)[::2] == echoes(20)[::2]
        assert {reply.error for reply in live[1::2]} == {"status 500: not this one (3 tries)"}
        assert server.asked.total() == 10 + 3 * 10
        assert asked(tmp_path, endpoint(""), requests(20)) == live  # without an endpoint, the same
        server.script = echo
        assert texts(asked(tmp_path, of, requests(20))) == echoes(20)
        assert server.asked.total() == 10 + 3 * 10 + 10
    assert texts(asked(tmp_path, endpoint(""), requests(20))) == echoes(20)


def test_a_request_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    long = Turn("This model's maximum context length is 8192 tokens", status=400)

    def one(body: dict[str, Any], before: int) -> Turn | str:
        return long if body["messages"][0]["content"] == "question 3" else echo(body, before)

    with OpenAIServer(one) as server:
        replies = asked(tmp_path, endpoint(server.url), requests(6))
    assert [bool(reply.error) for reply in replies] == [False] * 3 + [True] + [False] * 2
    assert "8192" in replies[3].error
    assert server.asked.total() == 6


FINAL = {
    "400": (Turn("temperature must be 1", status=400), "it refuses .*temperature must be 1"),
    "401": (Turn("bad key", status=401), "does not accept the key: set the environment variable SECRET"),
    "403": (Turn("no", status=403), "the key in SECRET may not use the model scripted"),
    "404": (Turn("no such model", status=404), "knows no model scripted, or base_url lacks its /v1"),
    "307": (Turn(status=307, headers={"Location": "http://127.0.0.1:9/"}), "sends elsewhere"),
    "no money": (Turn("insufficient_quota", status=429), "insufficient_quota"),
    "a long wait": (Turn("later", status=429, headers={"Retry-After": "3600"}), "wait 3,600 s"),
}  # fmt: skip


@pytest.mark.parametrize(("turn", "said"), FINAL.values(), ids=FINAL)
def test_what_no_try_mends_ends_the_run_at_once(
    turn: Turn, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "sk-very-secret")
    with OpenAIServer(lambda body, before: turn) as server:
        of = endpoint(server.url, concurrency=3, api_key_env="SECRET")
        with pytest.raises(WorkError, match=said) as error:
            asked(tmp_path, of, requests(50))
        assert server.asked.total() <= 6
        server.script = echo
        assert texts(asked(tmp_path, of, requests(5))) == echoes(5)
    assert "the same command goes on" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_key_is_sent_and_stands_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRET", "sk-very-secret")
    leak = Turn("the key sk-very-secret is wrong", status=500)
    with OpenAIServer(failing(leak, 9)) as server:
        of = endpoint(server.url, api_key_env="SECRET", retries=1)
        (reply,) = asked(tmp_path, of, [request(1)])
        server.script = failing(Turn("sk-very-secret?", status=401), 99)
        with pytest.raises(WorkError) as error:
            asked(tmp_path, of, [request(2)])
    assert {h["authorization"] for h in server.headers} == {"Bearer sk-very-secret"}
    stored = "".join(p.read_text(encoding="utf-8") for p in tmp_path.iterdir())
    for text in (reply.error, str(error.value), stored, repr(of), *capfd.readouterr()):
        assert "very-secret" not in text


def test_without_a_key_none_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with OpenAIServer() as server:
        asked(tmp_path, endpoint(server.url), [request(1)])
    assert "authorization" not in server.headers[0]


def picky(body: dict[str, Any], before: int) -> Turn | str:
    """A server that knows no response_format."""
    refused = Turn("response_format of type json_schema is not supported", status=400)
    return refused if "response_format" in body else echo(body, before)


def test_a_schema_that_is_refused_is_left_out_from_then_on(tmp_path: Path) -> None:
    held = [request(n, schema=SCHEMA) for n in range(30)]
    with OpenAIServer(picky) as server:
        of = endpoint(server.url, concurrency=4)
        assert texts(asked(tmp_path, of, held)) == echoes(30)
        refused = [body for body in server.bodies if "response_format" in body]
        assert 1 <= len(refused) <= 4
        form = refused[0]["response_format"]["json_schema"]
        assert (form["name"], form["strict"], form["schema"]) == ("facts", True, SCHEMA)
        asked(tmp_path, of, [request(99, schema=SCHEMA)])  # remembered by the endpoint
        assert len([b for b in server.bodies if "response_format" in b]) == len(refused)
        with pytest.raises(WorkError, match="json_schema is not supported"):
            asked(
                tmp_path,
                endpoint(server.url, structured="json_schema"),
                [request(77, schema=SCHEMA)],
            )


def test_a_parameter_of_another_name_is_renamed(tmp_path: Path) -> None:
    def newer(body: dict[str, Any], before: int) -> Turn | str:
        words = "'max_tokens' is not supported. Use 'max_completion_tokens' instead."
        return Turn(words, status=400) if "max_tokens" in body else echo(body, before)

    with OpenAIServer(newer) as server:
        assert texts(asked(tmp_path, endpoint(server.url), requests(3))) == echoes(3)
    assert server.bodies[-1]["max_completion_tokens"] == 100


def test_guided_decoding_sends_the_schema_as_vllm_takes_it(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        asked(tmp_path, endpoint(server.url, structured="guided"), [request(1, schema=SCHEMA)])
        asked(tmp_path, endpoint(server.url, structured="none"), [request(2, schema=SCHEMA)])
    assert server.bodies[0]["structured_outputs"] == {"json": SCHEMA}
    assert not {"response_format", "structured_outputs", "guided_json"} & set(server.bodies[1])


def test_a_server_that_only_fails_ends_the_run_which_goes_on_later(tmp_path: Path) -> None:
    with OpenAIServer(failing(Turn("out of memory", status=500), 10**6)) as server:
        of = endpoint(server.url, concurrency=4, retries=2, breaker=3)
        with pytest.raises(WorkError, match=r"3 requests in a row failed.*out of memory"):
            asked(tmp_path, of, requests(100))
        assert (
            server.asked.total() <= 150
        )  # all three tries of all would be 300; a fast server is asked more
        server.script = echo
        assert texts(asked(tmp_path, endpoint(server.url), requests(100))) == echoes(100)


def test_an_address_where_nobody_is_shows_soon(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(WorkError, match="cannot be reached"):
        asked(tmp_path, endpoint(url), requests(5))


def test_a_crowded_server_is_asked_less_and_then_more_again(tmp_path: Path) -> None:
    """It takes four at a time and refuses the others, as a rate limit does."""
    refused = Turn("too many", status=429)

    def crowded(body: dict[str, Any], before: int) -> Turn | str:
        text = str(echo(body, before))
        return refused if server.out > 4 else Turn(text, delay=0.01)

    with OpenAIServer(crowded) as server:
        of = endpoint(server.url, concurrency=64)
        lowest = 64.0
        with ReplyStore(tmp_path) as store:
            for number, reply in enumerate(answer(requests(300), of, store)):
                assert reply.text == f"echo: question {number}"
                lowest = min(lowest, of.pace.limit)
        assert lowest <= 8
        assert set(server.paid.values()) == {1}
        server.script = echo
        asked(tmp_path, of, (request(number) for number in range(1_000, 2_200)))
    assert of.pace.limit == 64


def test_nothing_is_begun_while_the_server_asks_to_wait(tmp_path: Path) -> None:
    wait = Turn("wait", status=429, headers={"Retry-After": "60"})  # 0.3 s by the hasty clock
    with OpenAIServer(failing(wait, 1)) as server:
        of = endpoint(server.url, concurrency=1)
        with ReplyStore(tmp_path) as store:
            replies = answer(requests(3), of, store)
            before = of.clock.now()
            assert next(replies).text == "echo: question 0"
            assert of.clock.now() - before >= 60


def test_requests_that_pause_delay_no_others(tmp_path: Path) -> None:
    def first_fail(body: dict[str, Any], before: int) -> Turn | str:
        number = int(body["messages"][0]["content"].split()[1])
        return Turn("busy", status=500) if number < 80 and not before else echo(body, before)

    with OpenAIServer(first_fail) as server:
        of = endpoint(server.url, concurrency=2)
        of.clock = Hasty(faster=3.0)  # so each of the eighty pauses for a third of a second, about
        began = time.monotonic()
        assert texts(asked(tmp_path, of, requests(100))) == echoes(100)
        assert time.monotonic() - began < 5
