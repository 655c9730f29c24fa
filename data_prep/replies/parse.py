"""The value that a reply holds, however the model wrapped it, or the reason why it holds none. Never raises.

A model asked for JSON may think first, talk before and after, fence it, bend the syntax (`lenient_json` says how
far) or stop at its limit. Of several values the first that fits the schema counts, one that is whole before one
whose end is missing. Where none fits, but the schema wants an object of one list, a bare list is that list; then
items that don't fit are left out; then the objects that fit its items are the list, whatever is around them.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match

from data_prep.replies.lenient_json import OPENING, BrokenJSON, Reader, Value

LONGEST = 1 << 18
"""Characters of a reply that are read."""
_THOUGHT = re.compile(r"\s*\ufeff?\s*<(think|thinking|reasoning)>", re.IGNORECASE)
_THOUGHT_ENDS = re.compile(r"</(think|thinking|reasoning)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Why a reply holds no value."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply holds, and whether something of it was lost: its end, or items that can't be read."""

    value: Any
    partial: bool


def parsed(text: str, schema: Mapping[str, Any] | None) -> Any | Unparsed:
    """The value in `text` that fits `schema` (None: any), or the reason why there is none."""
    found = reading(text, schema)
    return found.value if isinstance(found, Reading) else found


def reading(text: str, schema: Mapping[str, Any] | None) -> Reading | Unparsed:
    """As `parsed`, with word of what was lost."""
    try:
        validator = _validator(json.dumps(schema))
    except (SchemaError, TypeError, ValueError) as error:
        return Unparsed(f"the schema is none: {_line(error)}")
    text, thought = _behind_thoughts(text[:LONGEST])
    if not text.strip():
        return Unparsed("it was cut off while it thought" if thought else "it is empty")
    found = _found(text)
    if not found:
        return Unparsed("it holds no JSON")
    for value in _in_order(found, schema or {}):
        if validator.is_valid(value.value):
            return Reading(value.value, not value.whole)
    return Unparsed(_misfit(found, validator))


# --- what a text holds


def _behind_thoughts(text: str) -> tuple[str, bool]:
    """What follows the thoughts that a reply begins with, and whether there are any."""
    if not (opened := _THOUGHT.match(text)):
        return text, False
    closed = _THOUGHT_ENDS.search(text, opened.end())
    return (text[closed.end() :] if closed else ""), True


@dataclass(frozen=True, slots=True)
class Found:
    """The values of a text, in their order."""

    whole: list[Value]
    cut: list[Value]
    """Whose end is missing, so that they reach to the end of the text."""
    broken: bool
    """Whether something began that is no value."""

    def __bool__(self) -> bool:
        return bool(self.whole or self.cut)


def _found(text: str) -> Found:
    reader, at, whole, cut, broken = Reader(text), 0, [], [], False
    if (only := _only(reader, text)) is not None:
        return Found([only], [], False)
    while opening := OPENING.search(text, at):
        try:
            value = reader.read(opening.start())
        except BrokenJSON:
            broken, at = True, opening.end()
            continue
        (whole if value.whole else cut).append(value)
        at = value.end if value.whole else opening.end()
    closed = _thoughts_end(text, whole)
    later = [value for value in whole if value.start >= closed]
    return (
        Found(later, cut, broken or len(later) < len(whole)) if later else Found(whole, cut, broken)
    )


def _only(reader: Reader, text: str) -> Value | None:
    """The value that the text is, with nothing around it: a number, a word or a string may be one too."""
    try:
        value = reader.read(0)
    except BrokenJSON:
        return None
    number = isinstance(value.value, bool | int | float)  # whole, as nothing follows it
    if text[value.end :].strip() or not (value.whole or number):
        return None
    return replace(value, whole=True)


def _thoughts_end(text: str, whole: Sequence[Value]) -> int:
    """Where thoughts end whose beginning stands in the prompt: a closing tag that is part of no value."""
    starts, closed = [value.start for value in whole], 0
    for found in _THOUGHT_ENDS.finditer(text):
        before = bisect_left(starts, found.end())
        if not before or whole[before - 1].end < found.end():
            closed = found.end()
    return closed


# --- which of them is meant


def _in_order(found: Found, schema: Mapping[str, Any]) -> Iterator[Value]:
    """What may be the value that `schema` describes, the likeliest first."""
    yield from found.whole
    yield from found.cut[:1]
    name = _only_list(schema)
    if name is None:
        return
    for value in (*found.whole, *found.cut[:1]):
        # of an object that is broken elsewhere, an empty list may be any
        if isinstance(value.value, list) and (value.value or not found.broken):
            yield replace(value, value={name: value.value} if name else value.value)
    fits = _validator(json.dumps(_items(schema, name))).is_valid
    for value in (*found.whole, *found.cut[:1]):
        listed = value.value.get(name) if isinstance(value.value, dict) else value.value
        if isinstance(listed, list) and (some := [item for item in listed if fits(item)]):
            yield replace(value, value={name: some} if name else some, whole=False)
    objects = [v.value for v in found.whole if isinstance(v.value, dict) and fits(v.value)]
    if objects:
        lost = found.broken or bool(found.cut)
        yield Value({name: objects} if name else objects, 0, 0, whole=not lost)


def _only_list(schema: Mapping[str, Any]) -> str | None:
    """The name of the one list of an object that has nothing else; "" for a list; None for another schema."""
    if schema.get("type") == "array":
        return ""
    properties = schema.get("properties")
    if (
        schema.get("type") != "object"
        or not isinstance(properties, Mapping)
        or len(properties) != 1
    ):
        return None
    ((name, about),) = properties.items()
    return name if isinstance(about, Mapping) and about.get("type") == "array" else None


def _items(schema: Mapping[str, Any], name: str) -> Any:
    """The schema of the items of that list, with the definitions it may refer to."""
    items = (schema["properties"][name] if name else schema).get("items", {})
    if not isinstance(items, Mapping):
        return items
    return {**{key: schema[key] for key in ("$defs", "definitions") if key in schema}, **items}


@lru_cache(maxsize=64)
def _validator(schema: str) -> Draft202012Validator:
    """Of a schema as JSON; null allows everything."""
    content = json.loads(schema)
    content = {} if content is None else content
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def _misfit(found: Found, validator: Draft202012Validator) -> str:
    """Why the likeliest value doesn't fit, to be told to a person or to the model."""
    value = (*found.whole, *found.cut)[0]
    error = best_match(validator.iter_errors(value.value))
    place = "/".join(str(part) for part in error.absolute_path) if error else ""
    reason = _line(error.message if error else "no value of it fits the schema")
    cut = "" if value.whole else "it was cut off, and "
    return f"{cut}{f'{place}: ' if place else ''}{reason}"


def _line(said: object) -> str:
    text = " ".join(str(said).split())
    return text if len(text) <= 200 else text[:200] + "…"
