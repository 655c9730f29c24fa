"""How fast an endpoint is asked, and asked again; and what is said before and meanwhile."""

from pathlib import Path
from random import Random

import pytest

from data_prep.replies import Endpoint, EndpointConfig, ReplyStore
from data_prep.replies.client import warning
from data_prep.replies.pace import Pace
from data_prep.replies.progress import figures
from tests.openai_server import OpenAIServer

from .asked import asked, endpoint, requests


def test_the_limit_is_halved_once_for_all_that_were_out() -> None:
    pace = Pace(64)
    for now in (1.0, 1.1, 1.2):  # all sent before the first came back
        pace.crowded(sent=0.5, now=now, after=None)
    assert pace.limit == 32
    pace.crowded(sent=1.5, now=2.0, after=None)
    assert pace.limit == 16
    for now in range(3, 20):
        pace.crowded(sent=float(now), now=float(now), after=None)
    assert pace.limit == 1
    assert pace.admits(0, 99.0) and not pace.admits(1, 99.0)


@pytest.mark.parametrize("ceiling", [1, 8, 64, 512])
def test_from_its_half_the_limit_is_back_within_sixteen_rounds(ceiling: int) -> None:
    pace, rounds = Pace(ceiling), 0
    pace.crowded(sent=1.0, now=1.0, after=None)
    while pace.limit < ceiling:
        for _ in range(int(pace.limit)):
            pace.answered()
        rounds += 1
    assert rounds <= 17
    pace.answered()
    assert pace.limit == ceiling


def test_nothing_begins_before_the_server_wants_it() -> None:
    pace = Pace(4)
    pace.crowded(sent=0.0, now=10.0, after=5.0)
    pace.crowded(sent=0.0, now=11.0, after=1.0)
    assert not pace.admits(0, 14.9)
    assert pace.admits(0, 15.0)


def test_pauses_double_and_follow_from_the_random_numbers_given() -> None:
    pauses = [
        [Endpoint(EndpointConfig(), random=Random(3)).pause(n) for n in range(1, 40)] for _ in "ab"
    ]
    assert pauses[0] == pauses[1]
    for tries, pause in enumerate(pauses[0], 1):
        assert 0.5 <= pause / min(60, 2 ** (tries - 1)) <= 1.5


@pytest.mark.parametrize(
    ("url", "warns"),
    [
        ("https://api.example.com/v1", False),
        ("http://127.0.0.1:8000/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:8000/v1", False),
        ("http://192.168.1.5:8000/v1", False),
        ("http://gpu-box:8000/v1", False),
        ("http://8.8.8.8/v1", True),
        ("http://api.example.com/v1", True),
        ("http://localhost.example.com/v1", True),
    ],
)
def test_an_address_in_the_clear_is_warned_of(url: str, warns: bool) -> None:
    assert bool(warning(EndpointConfig(base_url=url, model="m"))) == warns


def test_the_figures_of_a_run(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        of = endpoint(server.url, price_in=1e5, price_out=1e5)
        asked(tmp_path, of, requests(5))
    with ReplyStore(tmp_path) as store:
        assert figures(of, store) == "0 out, 15 + 25 tokens, 4.00 spent"
