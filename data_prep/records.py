"""The records that flow through factune: what every step takes and gives, and what lies on disk.

Ids are content hashes, so the same input gives the same ids and the same bytes. `SCHEMAS` holds the
Arrow schema of each dataset config; a record's fields and its schema's columns are the same list.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import pyarrow as pa

Lang = Literal["zh", "en"]
FactType = Literal[
    "number", "date", "person_role", "organization", "product", "location",
    "definition", "reason", "comparison", "event", "claim",
]  # fmt: skip
Modality = Literal["asserted", "reported", "hedged"]
FactSplit = Literal["taught", "control"]


def content_id(*parts: str) -> str:
    """16 hex digits of the SHA-256 of `parts`, which are kept apart by a separator no text holds."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One clean document. `sha256` is of the source bytes, `text` is what facts point into."""

    id: str
    source: str
    sha256: str
    lang: Lang
    title: str
    text: str
    meta: str
    """JSON object: encoding, date, url, and `map`, the runs that lead from `text` to the source."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One checkable statement. `evidence == document.text[start:end]`, and it holds `object` verbatim."""

    id: str
    doc_id: str
    lang: Lang
    type: FactType
    subject: str
    relation: str
    object: str
    """The canonical short answer."""
    aliases: list[str]
    """Other writings of the same answer that count as right."""
    statement: str
    """A sentence that is understood on its own."""
    evidence: str
    start: int
    end: int
    source_start: int
    """Span of the evidence in the characters of the decoded source."""
    source_end: int
    speaker: str
    """Who says so, or "" when the document itself does."""
    modality: Modality
    salience: int
    """3 the document is about it, 2 worth knowing, 1 a detail."""
    extractor: str
    split: FactSplit


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation, as chat templates take it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Example:
    """One training row of the `sft` config: TRL's conversational prompt-completion format."""

    id: str
    task: Literal["qa", "summarization"]
    kind: str
    lang: Lang
    doc_id: str
    fact_ids: list[str]
    prompt: list[Message]
    completion: list[Message]
    stage: int = 1
    """When it is to be learnt: 0 in the warm-up, 1 in the mix that follows."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of the `text` config: document-form statements for continued pre-training."""

    id: str
    kind: str
    lang: Lang
    doc_id: str
    fact_ids: list[str]
    text: str
    stage: int = 1
    """When it is to be learnt, as in Example."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question of the `recall` config, in a wording that no `sft` prompt holds."""

    id: str
    fact_id: str
    doc_id: str
    lang: Lang
    type: FactType
    group: FactSplit
    kind: Literal["direct", "reverse", "cloze"]
    question: str
    answers: list[str]
    """Canonical answer first, then the aliases."""
    choices: list[str]
    """Distractors of the answer's own type, never the answer."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that was not kept, and why. A line of `dropped.jsonl`."""

    id: str
    source: str
    step: str
    reason: str
    """snake_case slug; counted in the manifest."""
    excerpt: str = field(default="")


Record = TypeVar("Record")


def revive(record: type[Record], row: dict[str, Any], **changes: Any) -> Record:
    """The record that a row of its table holds, with `changes`."""
    return record(**{**row, **changes})


_messages = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))
_strings = pa.list_(pa.string())

SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [(name, pa.string()) for name in ("id", "source", "sha256", "lang", "title", "text", "meta")]
    ),
    "facts": pa.schema(
        [
            *((name, pa.string()) for name in ("id", "doc_id", "lang", "type", "subject", "relation", "object")),
            ("aliases", _strings),
            *((name, pa.string()) for name in ("statement", "evidence")),
            *((name, pa.int64()) for name in ("start", "end", "source_start", "source_end")),
            *((name, pa.string()) for name in ("speaker", "modality")),
            ("salience", pa.int64()),
            *((name, pa.string()) for name in ("extractor", "split")),
        ]
    ),
    "sft": pa.schema(
        [
            *((name, pa.string()) for name in ("id", "task", "kind", "lang", "doc_id")),
            ("fact_ids", _strings),
            ("prompt", _messages),
            ("completion", _messages),
            ("stage", pa.int64()),
        ]
    ),
    "text": pa.schema(
        [
            *((name, pa.string()) for name in ("id", "kind", "lang", "doc_id")),
            ("fact_ids", _strings),
            ("text", pa.string()),
            ("stage", pa.int64()),
        ]
    ),
    "recall": pa.schema(
        [
            *((name, pa.string()) for name in ("id", "fact_id", "doc_id", "lang", "type", "group", "kind", "question")),
            ("answers", _strings),
            ("choices", _strings),
        ]
    ),
}  # fmt: skip

SPLITS: dict[str, tuple[str, ...]] = {
    "documents": ("train",),
    "facts": ("train",),
    "sft": ("train", "validation"),
    "text": ("train",),
    "recall": ("test",),
}
"""The splits of each dataset config, in the order the dataset card lists them."""
