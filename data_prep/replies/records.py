"""What is asked and what came back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data_prep.records import Message, content_id
from data_prep.replies.config import EndpointConfig

OPEN = "open: nobody has answered it yet"
"""The error of a reply that is not there because no endpoint may be asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: all that decides the reply, beside the model and its sampling."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None
    """JSON schema of the reply that is wanted; its `title` is its name. None: free text."""
    task: str
    """What it is for; progress, spend and export are told by task. It decides no reply."""
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for the request of `key`. Untrusted text."""

    key: str
    text: str
    model: str = ""
    """The model that the endpoint says has answered."""
    prompt_tokens: int = 0
    """As the endpoint counts them; estimated where it doesn't."""
    completion_tokens: int = 0
    finish_reason: str = "stop"
    """stop, length (cut off at max_tokens), content_filter, refusal, …; "" where there is none."""
    error: str = ""
    """Why there is no text; "" when there is one."""

    @property
    def open(self) -> bool:
        """Whether it waits for an endpoint, or for an import."""
        return self.error == OPEN


def sampling(config: EndpointConfig) -> dict[str, Any]:
    """The parameters of sampling, as the endpoint takes them."""
    seed = {} if config.seed is None else {"seed": config.seed}
    return {"temperature": config.temperature, "top_p": config.top_p, **seed}


def key_of(request: Request, config: EndpointConfig) -> str:
    """16 hex digits of the hash of all that decides the reply: model, messages, schema, length, sampling.

    Where the endpoint is, how many requests it takes at once and how it is held to the schema are no part
    of it, so that the same model elsewhere, a batch service or a person may answer.
    """
    asked = {
        "model": config.model,
        "messages": [[turn.role, turn.content] for turn in request.messages],
        "schema": request.schema,
        "max_tokens": request.max_tokens,
        **sampling(config),
    }
    return content_id("request", json.dumps(asked, sort_keys=True))
