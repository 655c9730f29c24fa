"""One raw document → the clean one that is kept, or why it is dropped: `draft`, then `finish`.

`draft` needs the document alone, `finish` what the corpus repeats; `to_document` does both.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from data_prep.clean import Cleaned, Edit, Traced, clean, layout, privacy, quality, secrets
from data_prep.clean.redaction import PLACEHOLDERS
from data_prep.clean.steps import Change, first_line_title, told
from data_prep.config import DataPrepConfig
from data_prep.ingest import Raw, Reject
from data_prep.records import Document, Drop, content_id
from data_prep.repeated import repeated_lines_to_drop
from data_prep.repeated import site as site_of

TECHNICAL = frozenset(("encoding", "format", "extractor", "page_starts", "pages", "part"))
"""Keys of `meta` that ingest wrote itself; the others hold what the source says, of its author say."""
ROWS = frozenset(("jsonl", "json", "csv", "tsv", "parquet", "huggingface"))
"""Formats that don't say how the text of a row is written."""
RESTORED = ("pinyin_bracket", "byte_shift", "mojibake", "entity", "simplified")
"""Rules that undo damage: of two copies the one that needed fewer of them is the original, more likely."""
EXCERPT = 200
"""Characters of what is dropped that the log shows."""


def group(document: Document) -> str:
    """The site of a document: the pages among which its lines are counted."""
    return site_of(document.source, json.loads(document.meta).get("url", ""))


def reject(raw: Reject, config: DataPrepConfig) -> Drop:
    """The log's line for a document that could not be read."""
    excerpt = _excerpt(raw.excerpt, config)
    return Drop(content_id(raw.source), raw.source, "ingest", raw.reason, excerpt)


_DATE = re.compile(r"(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")


def cleaned(raw: Raw, config: DataPrepConfig) -> Cleaned:
    """The clean text of one raw document."""
    format = raw.meta.get("format")
    markdown = format == "markdown" or (format in ROWS and layout.is_markdown(raw.text.text))
    return clean(raw.text, title=raw.title, markdown=markdown, script_mode=config.script)


def draft(raw: Raw, config: DataPrepConfig) -> tuple[Document | Drop, Sequence[Change]]:
    """The cleaned document of one raw one, before anything is known of the others; and what was changed."""
    done = cleaned(raw, config)
    changes = done.changes
    text = done.text.text
    id = content_id(raw.source, text)
    if done.lang is None:
        reason = _shortage(text, len(raw.text.text), config)
        reason = reason or quality.verdict(text, None, _quality(config)) or "wrong_language"
        return Drop(id, raw.source, "clean", reason, _excerpt(raw.text.text, config)), changes
    meta: dict[str, object] = dict(sorted(raw.meta.items()))
    if "date" not in meta and (date := _DATE.search(raw.text.text[:600])):
        meta["date"] = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}"
    if repairs := sum(change.rule in RESTORED for change in changes):
        meta["repairs"] = repairs
    meta["source_chars"] = len(raw.text.text)
    meta["map"] = (done.text.shifted(raw.base) if raw.base else done.text).runs()
    title = done.title if raw.title else ""
    packed = json.dumps(meta, ensure_ascii=False)
    return Document(id, raw.source, raw.sha256, done.lang, title, text, packed), changes


_USER = re.compile(r"(?<=://)[^/@\s]+@")
_IN_URL = re.compile(r"(?<![\w.:/-])[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
"""An address in the query of a URL, where `personal` takes it for a machine's account."""
_EMAIL = PLACEHOLDERS["pii_email"]


def _told(value: str, config: DataPrepConfig) -> str:
    """What the source says of itself, its author or its URL, as little personal as its text."""
    value = value if config.secrets == "keep" else _USER.sub("", value)
    value = value if config.pii == "keep" else _IN_URL.sub(_EMAIL, value)
    return redacted(value, config)


def finish(document: Document, repeated: np.ndarray | None, config: DataPrepConfig) -> tuple[Document | Drop, Sequence[Change]]:  # fmt: skip
    """The document without the lines its corpus repeats and without personal data, or why it is dropped."""
    meta = json.loads(document.meta)
    text = Traced.from_runs(document.text, [tuple(run) for run in meta["map"]])
    text, made = finished(text, config, repeated, group(document))
    if reason := _verdict(text.text, document, made, config):
        id = content_id(document.source, text.text)
        excerpt = _excerpt(document.text, config)
        return Drop(id, document.source, "clean", reason, excerpt), made
    meta |= {
        key: _told(value, config)
        for key, value in meta.items()
        if isinstance(value, str) and key not in TECHNICAL
    }
    meta["map"] = text.runs()
    if damaged := Cleaned(text, document.lang, "").damaged:
        meta["damaged"] = damaged
    title = redacted(document.title, config) or first_line_title(text.text)
    packed = json.dumps(meta, ensure_ascii=False)
    id = content_id(document.source, text.text)
    done = dataclasses.replace(document, id=id, title=title, text=text.text, meta=packed)
    return done, made


def finished(text: Traced, config: DataPrepConfig, repeated: np.ndarray | None = None, site: str = "") -> tuple[Traced, list[Change]]:  # fmt: skip
    """`text` after the edits that need the corpus or the keys, and what they did in turn."""
    made: list[Change] = []
    for step in _finishing(config, repeated, site):
        if edits := step(text.text):
            made += told(text, edits)
            text = text.apply(edits)
    return text, made


def _finishing(config: DataPrepConfig, repeated: np.ndarray | None, site: str) -> Iterator[Callable[[str], list[Edit]]]:  # fmt: skip
    if repeated is not None:
        yield lambda text: repeated_lines_to_drop(text, repeated, site)
        yield layout.whitespace
    if config.secrets != "keep":
        yield secrets.credentials
    if config.pii != "keep":
        yield privacy.personal


def _verdict(text: str, draft: Document, made: list[Change], config: DataPrepConfig) -> str:
    """Why a document is dropped; "" for one to keep."""
    if config.pii == "drop" and any(change.rule.startswith("pii_") for change in made):
        return "personal_data"
    if config.secrets == "drop" and any(change.rule.startswith("secret_") for change in made):
        return "secrets"
    if reason := _shortage(text, json.loads(draft.meta)["source_chars"], config):
        return reason
    return quality.verdict(text, draft.lang, _quality(config)) if config.quality else ""


def _shortage(text: str, source_chars: int, config: DataPrepConfig) -> str:
    """Why too little is left of a source of so many characters; "" when enough is."""
    if len(text.strip()) >= config.min_chars:
        return ""
    return "only_boilerplate" if source_chars >= config.min_chars else "too_short"


def _quality(config: DataPrepConfig) -> quality.Limits:
    return quality.Limits(min_chars=config.min_chars)


def redacted(text: str, config: DataPrepConfig) -> str:
    return finished(Traced.of(text), config)[0].text


def _excerpt(text: str, config: DataPrepConfig) -> str:
    """The beginning of a dropped text, as little personal as what is kept."""
    head = text.strip()[: 2 * EXCERPT]
    return redacted(head, config)[:EXCERPT]


def to_document(
    raw: Raw, config: DataPrepConfig, repeated: np.ndarray | None = None
) -> Document | Drop:
    """All that is done to one document: what `clean_portions` and `finish_documents` make of it."""
    made, _ = draft(raw, config)
    return made if isinstance(made, Drop) else finish(made, repeated, config)[0]
