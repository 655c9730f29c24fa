"""Requests → replies, against a real HTTP server that is there and answers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from data_prep.dialect import WorkError
from data_prep.records import Message
from data_prep.replies import (
    Endpoint,
    EndpointConfig,
    Reply,
    ReplyStore,
    Request,
    answer,
    answer_each,
    answers,
)
from tests.openai_server import OpenAIServer, Turn


def request(number: int, task: str = "facts") -> Request:
    return Request((Message("user", f"question {number}"),), None, task, 100)


def config(server: OpenAIServer | None, **keys) -> EndpointConfig:
    return EndpointConfig(base_url=server.url if server else "", model="scripted", **keys)


def asked(folder: Path, endpoint: Endpoint, requests: Sequence[Request]) -> list[Reply]:
    with ReplyStore(folder) as store:
        return list(answer(requests, endpoint, store))


def test_replies_come_in_the_order_of_their_requests(tmp_path: Path) -> None:
    def slow_first(body, before):
        number = int(body["messages"][-1]["content"].split()[1])
        return Turn(f"reply {number}", delay=0.5 if number == 0 else 0.05 * (1 + number % 3))

    with OpenAIServer(slow_first) as server:
        endpoint = Endpoint(config(server, concurrency=8))
        replies = asked(tmp_path, endpoint, [request(n) for n in range(60)])
    assert [reply.text for reply in replies] == [f"reply {n}" for n in range(60)]
    assert server.most == 8
    assert all(not reply.error and reply.model == "scripted" for reply in replies)
    assert all(reply.prompt_tokens > 0 and reply.completion_tokens > 0 for reply in replies)


def test_nothing_is_paid_twice(tmp_path: Path) -> None:
    requests = [request(n % 10) for n in range(30)]  # each three times
    with OpenAIServer() as server:
        first = asked(tmp_path, Endpoint(config(server)), requests)
        again = asked(tmp_path, Endpoint(config(server)), requests)
        with ReplyStore(
            tmp_path
        ) as store:  # of another place, and with other limits, it is the same request
            moved = EndpointConfig(
                base_url="http://127.0.0.1:9/v1", model="scripted", concurrency=3
            )
            elsewhere = list(answer(requests, Endpoint(moved), store))
    assert first == again == elsewhere
    assert server.asked.total() == server.paid.total() == 10


def test_what_the_caller_wants_comes_back_beside_each_reply(tmp_path: Path) -> None:
    with OpenAIServer() as server, ReplyStore(tmp_path) as store:
        pairs = ((n, request(n)) for n in range(20))
        said = list(answer_each(pairs, Endpoint(config(server)), store))
    assert [(n, reply.text) for n, reply in said] == [(n, f"echo: question {n}") for n in range(20)]


def test_requests_are_read_a_bounded_number_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "AHEAD", 50)
    taken = 0

    def many():
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield request(number)

    with OpenAIServer() as server, ReplyStore(tmp_path) as store:
        replies = answer(many(), Endpoint(config(server, concurrency=4)), store)
        for _ in range(10):
            next(replies)
        assert taken <= 10 + 50
        replies.close()


def test_without_an_endpoint_what_is_missing_is_open(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        asked(tmp_path, Endpoint(config(server)), [request(n) for n in range(5)])
    with ReplyStore(tmp_path) as store:
        tasks = [request(n, "facts" if n < 7 else "wordings") for n in range(8)]
        replies = list(answer([*tasks, *tasks], Endpoint(config(None)), store))
        assert [reply.open for reply in replies] == 2 * (5 * [False] + 3 * [True])
        assert store.open_by_task() == {"facts": 2, "wordings": 1}
        with pytest.raises(
            WorkError, match=r"3 requests are open \(facts 2, wordings 1\).* export "
        ):
            store.refuse_open()


def test_only_what_the_latest_build_wanted_is_open(tmp_path: Path) -> None:
    asked(tmp_path, Endpoint(config(None)), [request(1), request(2)])
    asked(tmp_path, Endpoint(config(None)), [request(2)])
    with ReplyStore(tmp_path, read_only=True) as store:
        assert [one.request for one in store.open()] == [request(2)]
