"""A request as the body of /chat/completions, and what such a body's answer says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data_prep.replies.records import Request


@dataclass(frozen=True, slots=True)
class Manner:
    """What an endpoint takes, as far as it has said: changed when it refuses a parameter."""

    structured: str
    """json_schema, guided or none."""
    length: str = "max_tokens"
    """The name of the parameter that limits a reply."""

    def without(self, refusal: str) -> "Manner | None":
        """The manner to try next when an endpoint refuses with these words; None when they name no parameter
        that can be left out or renamed."""
        words = refusal.lower()
        if self.length == "max_tokens" and "max_completion_tokens" in words:
            return replace(self, length="max_completion_tokens")
        if self.structured != "none" and any(word in words for word in _ABOUT_SCHEMAS):
            return replace(self, structured="none")
        return None


_ABOUT_SCHEMAS = (
    "response_format",
    "json_schema",
    "json schema",
    "structured",
    "guided",
    "grammar",
)


def body(
    request: Request, model: str, sampling: Mapping[str, Any], manner: Manner
) -> dict[str, Any]:
    """The JSON object that asks for `request`."""
    asked = {
        "model": model,
        "messages": [{"role": turn.role, "content": turn.content} for turn in request.messages],
        **sampling,
        manner.length: request.max_tokens,
    }
    if request.schema is None or manner.structured == "none":
        return asked
    if manner.structured == "guided":  # vLLM ≥ 0.12, and before it
        return asked | {
            "structured_outputs": {"json": request.schema},
            "guided_json": request.schema,
        }
    held = {
        "name": str(request.schema.get("title", "reply")),
        "schema": request.schema,
        "strict": _strict(request.schema),
    }
    return asked | {"response_format": {"type": "json_schema", "json_schema": held}}


def _strict(schema: Any) -> bool:
    """Whether each object of the schema needs all its properties and no others, as strict decoding wants."""
    if isinstance(schema, list):
        return all(_strict(item) for item in schema)
    if not isinstance(schema, Mapping):
        return True
    properties = schema.get("properties")
    if isinstance(properties, Mapping) and (
        schema.get("additionalProperties") is not False
        or set(schema.get("required", ())) != set(properties)
    ):
        return False
    return all(_strict(value) for value in schema.values())


@dataclass(frozen=True, slots=True)
class Said:
    """What a chat completion says. Tokens are None where it doesn't tell."""

    text: str
    model: str
    finish_reason: str
    prompt_tokens: int | None
    completion_tokens: int | None


def said(content: bytes | str) -> Said:
    """Of the body of an answer. Raises ValueError, with the reason, when it is no chat completion."""
    try:
        return completion(json.loads(content))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def completion(answer: Any) -> Said:
    """Of a chat completion object. Raises ValueError, with the reason, when it is none."""
    if not isinstance(answer, dict):
        raise ValueError("it is no JSON object")
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(message := choice.get("message"), dict):
        raise ValueError("it has no choices")
    usage = answer.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    refusal = message.get("refusal")
    return Said(
        text=clean(_text(message.get("content")) or _text(refusal)),
        model=clean(_text(answer.get("model"))),
        finish_reason="refusal" if refusal else clean(_text(choice.get("finish_reason"))),
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
    )


def _text(content: Any) -> str:
    """A text, or the texts of parts; "" for null, which a model says that has thought only."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _count(tokens: Any) -> int | None:
    whole = isinstance(tokens, int) and not isinstance(tokens, bool) and 0 <= tokens < 1 << 40
    return tokens if whole else None


def clean(text: str) -> str:
    """`text` without the halves of surrogate pairs, which JSON may hold and UTF-8 may not."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
