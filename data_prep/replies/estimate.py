"""What requests would take, before any of them is asked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from data_prep.replies.endpoint import Endpoint
from data_prep.replies.records import Request
from data_prep.replies.spend import about_prompt_tokens, price
from data_prep.replies.store import ReplyStore

_SAMPLE = 500
"""Replies that an estimate learns from, about."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of a task, or of all. Calls are those to be paid; tokens and cost are theirs."""

    calls: int = 0
    cached: int = 0
    """Requests whose reply is there, or that were counted already."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    """About, as long as replies of the task have been so far; without any, the most."""
    completion_tokens_max: int = 0
    cost: float = 0.0
    cost_max: float = 0.0

    def __add__(self, other: "Estimate") -> "Estimate":
        return Estimate(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Seen:
    """What replies of a store took, beside what was expected."""

    prompt_ratio: float
    """Prompt tokens for each that `about_prompt_tokens` tells; 1 when nothing was seen."""
    completion_share: dict[str, float]
    """By task: completion tokens for each of max_tokens."""


def estimate(
    requests: Iterable[Request], endpoint: Endpoint, store: ReplyStore
) -> dict[str, Estimate]:
    """By task, in the order of their first requests. Reads `requests` once and keeps none of them."""
    seen, told, by_task = seen_in(store), set[str](), defaultdict[str, Estimate](Estimate)
    for request in requests:
        key = endpoint.key(request)
        cached = key in told or store.reply(key) is not None
        told.add(key)
        by_task[request.task] += Estimate(cached=1) if cached else _of(request, endpoint, seen)
    return dict(by_task)


def total(estimates: Iterable[Estimate]) -> Estimate:
    """Of all."""
    return sum(estimates, Estimate())


def _of(request: Request, endpoint: Endpoint, seen: Seen) -> Estimate:
    prompt = about_prompt_tokens(request) * seen.prompt_ratio
    most = request.max_tokens
    about = most * seen.completion_share.get(request.task, 1.0)
    config = endpoint.config
    return Estimate(
        1, 0, round(prompt), round(about), most,
        price(config, prompt, about), price(config, prompt, most),
    )  # fmt: skip


def seen_in(store: ReplyStore) -> Seen:
    """Of replies that the latest build wanted."""
    told = expected = 0.0
    taken, most = defaultdict[str, int](int), defaultdict[str, int](int)
    for key in store.wanted(_SAMPLE):
        reply, asked = store.reply(key), store.asked(key)
        if reply is None or asked is None:
            continue
        task = asked.request.task
        taken[task] += reply.completion_tokens
        most[task] += asked.request.max_tokens
        told += reply.prompt_tokens
        expected += about_prompt_tokens(asked.request)
    ratio = told / expected if told and expected else 1.0
    return Seen(ratio, {task: taken[task] / most[task] for task in most if taken[task]})
