"""Tokens and money: what requests take, at most and about, and the budget that no request may exceed.

At most: a token is at least one byte of UTF-8, so a prompt has no more tokens than bytes, plus what a chat
template adds; a completion has no more than max_tokens. A request begins only when all that has been spent, all
that is out at its most, and its own most fit the budget. About: `mix.tokens`, which needs no tokenizer.
"""

import json

from data_prep.mix import tokens
from data_prep.replies.config import EndpointConfig
from data_prep.replies.records import Reply, Request
from data_prep.replies.store import ReplyStore
from data_prep.replies.wire import Said

_TEMPLATE, _TURN = 64, 16
"""Tokens that a chat template adds to a prompt, and to each turn, at most."""


def most_prompt_tokens(request: Request) -> int:
    """Tokens that the prompt can have whatever the tokenizer; a schema that is written into it included."""
    size = sum(len(turn.content.encode("utf-8", "replace")) + _TURN for turn in request.messages)
    schema = 0 if request.schema is None else len(json.dumps(request.schema))
    return size + schema + _TEMPLATE


def about_prompt_tokens(request: Request) -> float:
    """Tokens that the prompt has, about."""
    return sum(tokens(turn.content) + 4 for turn in request.messages)


def counted(key: str, request: Request, said: Said, model: str) -> Reply:
    """What was said for `request`, its tokens estimated where nobody has counted them."""
    prompt, completion = said.prompt_tokens, said.completion_tokens
    return Reply(
        key,
        said.text,
        said.model or model,
        round(about_prompt_tokens(request)) if prompt is None else prompt,
        round(tokens(said.text)) if completion is None else completion,
        said.finish_reason,
    )


def price(config: EndpointConfig, prompt_tokens: float, completion_tokens: float) -> float:
    """Of so many tokens."""
    return (prompt_tokens * config.price_in + completion_tokens * config.price_out) / 1e6


class Spend:
    """What the replies of `store` took, beside what is out, under the budget of `config`."""

    def __init__(self, config: EndpointConfig) -> None:
        self._config = config
        self.unsure_prompt = self.unsure_completion = 0
        """Tokens of tries of this run that failed without telling whether they were paid, at their most."""
        self._out_prompt = self._out_completion = 0

    @property
    def _bounded(self) -> bool:
        return self._config.budget is not None or self._config.budget_tokens is not None

    def totals(self, store: ReplyStore) -> tuple[int, int]:
        """Prompt and completion tokens that are spent, the unsure ones included."""
        return (
            store.prompt_tokens + self.unsure_prompt,
            store.completion_tokens + self.unsure_completion,
        )

    def money(self, store: ReplyStore) -> float:
        """What that costs."""
        return price(self._config, *self.totals(store))

    def fits(self, request: Request, store: ReplyStore) -> bool:
        """Whether the budget holds even if this one and all that are out take their most."""
        if not self._bounded:
            return True
        prompt, completion = self.totals(store)
        prompt += self._out_prompt + most_prompt_tokens(request)
        completion += self._out_completion + request.max_tokens
        budget, limit = self._config.budget, self._config.budget_tokens
        return (budget is None or price(self._config, prompt, completion) <= budget) and (
            limit is None or prompt + completion <= limit
        )

    def reserve(self, request: Request) -> None:
        """Count the request at its most from now on; `release` it when it is no longer out."""
        self._out_prompt += most_prompt_tokens(request) if self._bounded else 0
        self._out_completion += request.max_tokens

    def release(self, request: Request) -> None:
        """See `reserve`."""
        self._out_prompt -= most_prompt_tokens(request) if self._bounded else 0
        self._out_completion -= request.max_tokens

    def lost(self, request: Request) -> None:
        """A try failed, and nobody knows whether it was paid."""
        self.unsure_prompt += most_prompt_tokens(request)
        self.unsure_completion += request.max_tokens

    def left(self, store: ReplyStore) -> str:
        """What is spent of what, in words."""
        totals = sum(self.totals(store))
        parts = []
        if self._config.budget is not None:
            parts.append(f"{self.money(store):,.4f} of {self._config.budget:,.4f}")
        if self._config.budget_tokens is not None:
            parts.append(f"{totals:,} of {self._config.budget_tokens:,} tokens")
        return " and ".join(parts)
