"""Budgets, estimates and the key."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.dialect import WorkError
from data_prep.records import Message
from data_prep.replies import Endpoint, EndpointConfig, ReplyStore, Request, answer, estimate, total
from data_prep.replies.spend import most_prompt_tokens, price
from tests.openai_server import OpenAIServer, Turn

from .asked import SCHEMA, asked, endpoint, request, requests

PRICES: dict[str, Any] = {"price_in": 10.0, "price_out": 30.0}


def long(body: dict[str, Any], before: int) -> Turn:
    """As long as max_tokens allows, by the server's count of four characters a token."""
    return Turn("x" * 390, delay=0.002)


def test_the_budget_is_never_exceeded_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    with OpenAIServer(long) as server:
        for budget in (0.02, 0.05):
            of = endpoint(server.url, concurrency=8, budget=budget, **PRICES)
            with ReplyStore(tmp_path) as store:
                with pytest.raises(
                    WorkError, match=rf"budget is used up \(0\.0\d+ of {budget:.4f}\)"
                ):
                    list(answer(requests(100), of, store))
                spent = price(of.config, store.prompt_tokens, store.completion_tokens)
                most = price(of.config, most_prompt_tokens(request(1)), 100)
                assert budget - most < spent <= budget
                assert len(store) == server.asked.total()
        of = endpoint(server.url, budget=10.0, **PRICES)
        assert all(not reply.error for reply in asked(tmp_path, of, requests(100)))
        assert set(server.paid.values()) == {1}


def test_a_budget_of_tokens(tmp_path: Path) -> None:
    with OpenAIServer(long) as server:
        of = endpoint(server.url, budget_tokens=2_000)
        with ReplyStore(tmp_path) as store:
            with pytest.raises(WorkError, match="of 2,000 tokens"):
                list(answer(requests(100), of, store))
            assert 1_700 < store.prompt_tokens + store.completion_tokens <= 2_000


def test_a_try_that_may_have_been_paid_counts_as_paid(tmp_path: Path) -> None:
    with OpenAIServer(lambda body, before: Turn(cut=10)) as server:
        of = endpoint(server.url, concurrency=1, budget_tokens=1_000)
        with pytest.raises(WorkError, match="budget"):
            asked(tmp_path, of, requests(50))
        assert server.asked.total() <= 1_000 // (100 + most_prompt_tokens(request(1)) - 1)


def test_an_estimate_learns_from_the_replies(tmp_path: Path) -> None:
    some = [*requests(10), *requests(4), *(request(n, "wordings") for n in range(50, 53))]
    with OpenAIServer(long) as server:
        of = endpoint(server.url, **PRICES)
        with ReplyStore(tmp_path) as store:
            first = estimate(some, of, store)
            assert (first["facts"].calls, first["facts"].cached, first["wordings"].calls) == (
                10,
                4,
                3,
            )
            assert first["facts"].completion_tokens == first["facts"].completion_tokens_max == 1_000
            assert first["facts"].cost == pytest.approx(
                price(of.config, first["facts"].prompt_tokens, 1_000), abs=1e-3
            )
            list(answer(some[:5], of, store))
        with ReplyStore(tmp_path, read_only=True) as store:
            later = estimate(some, of, store)
            assert (later["facts"].calls, later["facts"].cached) == (5, 9)
            assert later["facts"].completion_tokens == 5 * 98
            assert later["facts"].prompt_tokens == pytest.approx(store.prompt_tokens, abs=3)
            assert later["wordings"].completion_tokens == 300
            everything = total(later.values())
            assert (everything.calls, everything.cached) == (8, 9)
            assert everything.cost < everything.cost_max


@given(st.text(max_size=300))
def test_a_prompt_has_no_more_tokens_than_bytes(text: str) -> None:
    asked = Request((Message("user", text),), None, "facts", 1)
    assert most_prompt_tokens(asked) >= len(text.encode("utf-8", "replace"))


CHANGES: dict[str, dict[str, Any]] = {
    "model": {"model": "other"},
    "temperature": {"temperature": 0.1},
    "top_p": {"top_p": 0.5},
    "seed": {"seed": 1},
}


def test_the_key_follows_from_all_that_decides_the_reply_and_from_nothing_else() -> None:
    one = request(1, "facts", SCHEMA)
    key = Endpoint(EndpointConfig(model="m")).key(one)
    same = EndpointConfig(
        base_url="https://a.example/v1", model="m", concurrency=3, structured="none", timeout=5,
        retries=1, budget=1, price_in=1, price_out=1, api_key_env="X", max_tokens=9,
    )  # fmt: skip
    assert Endpoint(same).key(one) == key
    assert Endpoint(same).key(request(1, "another task", SCHEMA)) == key
    others = [
        Endpoint(EndpointConfig(**{"model": "m", **change})).key(one) for change in CHANGES.values()
    ]
    others += [
        Endpoint(same).key(request(2, "facts", SCHEMA)),
        Endpoint(same).key(request(1)),
        Endpoint(same).key(Request(one.messages, SCHEMA, "facts", 99)),
        Endpoint(same).key(Request((Message("system", "question 1"),), SCHEMA, "facts", 100)),
    ]
    assert len({key, *others}) == len(others) + 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"concurrency": 0}, "concurrency must be at least 1"),
        ({"timeout": 0}, "timeout must be above 0"),
        ({"base_url": "localhost:8000", "model": "m"}, "must begin with http"),
        ({"base_url": "http://localhost"}, "needs model"),
        ({"base_url": "http://me:secret@localhost", "model": "m"}, "must hold no password"),
        ({"budget": 3.0}, "needs price_in and price_out"),
        ({"top_p": 0.0}, "top_p"),
        ({"price_in": float("nan")}, "price_in"),
    ],
)
def test_a_config_that_cannot_be_meant_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        EndpointConfig(**keys)
