"""The three steps that make documents of files, shard by shard: read and clean, finish, keep.

`clean_portions` sees one document at a time. `finish_documents` knows which lines the corpus repeats, so
it can take them off, judge what is left and sign it. `keep_documents` knows which documents repeat others.
Each writes its shard atomically and knows nothing of the other shards.
"""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from data_prep.clean import Cleaned, Edit, Traced, clean, layout, privacy, quality, secrets
from data_prep.clean.redaction import PLACEHOLDERS
from data_prep.clean.steps import Change, first_line_title, told
from data_prep.config import DataPrepConfig
from data_prep.dedup import SignatureWriter, sign
from data_prep.ingest import Limits, Portion, Raw, Reject, read
from data_prep.records import Document, Drop, content_id, revive
from data_prep.repeated import LineWriter, repeated_lines_to_drop
from data_prep.repeated import site as site_of
from data_prep.store import Group, ShardFile, json_line, rows_of

TECHNICAL = frozenset(("encoding", "format", "extractor", "page_starts", "pages", "part"))
"""Keys of `meta` that ingest wrote itself; the others hold what the source says, of its author say."""
ROWS = frozenset(("jsonl", "json", "csv", "tsv", "parquet", "huggingface"))
"""Formats that don't say how the text of a row is written."""
RESTORED = ("pinyin_bracket", "byte_shift", "mojibake", "entity", "simplified")
"""Rules that undo damage: of two copies the one that needed fewer of them is the original, more likely."""
EXCERPT = 200
"""Characters of what is dropped that the log shows."""
LINES_AT_ONCE = 64_000_000
"""Characters of documents whose line hashes are held together; each such batch is a file of its own."""
SIGNED_AT_ONCE = 1_000_000
"""Characters of documents that are signed together."""


@dataclass(frozen=True, slots=True)
class PortionShard:
    """Portions of the input that one worker reads, with the keys it needs."""

    portions: tuple[Portion, ...]
    config: DataPrepConfig


@dataclass(frozen=True, slots=True)
class DraftShard:
    """Cleaned documents, and the file of the lines that the corpus repeats."""

    drafts: Group
    repeated: Path
    config: DataPrepConfig


@dataclass(frozen=True, slots=True)
class CopyShard:
    """A file of finished documents; of each row that repeats a kept document, why and which."""

    path: Path
    copies: Mapping[int, tuple[str, str]]
    """Row → (reason, what the log says of the copy that is kept)."""


def limits(config: DataPrepConfig) -> Limits:
    """What ingest needs of the keys."""
    return Limits(
        text_column=config.text_column,
        part_chars=config.part_chars,
        max_bytes=config.max_file_mb << 20,
        portion_bytes=config.shard_mb << 20,
    )


# --- read and clean


def clean_portions(shard: PortionShard, out: Path) -> None:
    """Read and clean the shard's portions → `out` (drafts of documents) and the hashes of their lines."""
    lines = _Lines(out)
    with ShardFile(out, "documents") as file, _beside(out) as told:
        for portion in shard.portions:
            for raw in read(portion, limits(shard.config)):
                if isinstance(raw, Reject):
                    file.drop(reject(raw, shard.config))
                    continue
                made, changes = draft(raw, shard.config)
                file.changes.update(change.rule for change in changes)
                if isinstance(made, Drop):
                    file.drop(made)
                else:
                    told.write(changed(made.source, changes, shard.config))
                    lines.add(made)
                    file.write(made, len(made.text))
        lines.close()


def lines_files(out: Path) -> list[Path]:
    """Where the line hashes of the shard `out` lie."""
    return sorted(out.parent.glob(f"{out.stem}.lines-*.npy"))


class _Lines:
    """The line hashes of a shard, in files of bounded size: a shard may be one huge file."""

    def __init__(self, out: Path) -> None:
        for stale in lines_files(out):
            stale.unlink()
        self.out, self.files = out, 0
        self._begin()

    def _begin(self) -> None:
        path = self.out.with_name(f"{self.out.stem}.lines-{self.files:05d}.npy")
        self.writer, self.held = LineWriter(path), 0
        self.files += 1

    def add(self, document: Document) -> None:
        self.writer.add(document.text, group(document))
        self.held += len(document.text)
        if self.held >= LINES_AT_ONCE:
            self.writer.close()
            self._begin()

    def close(self) -> None:
        self.writer.close()


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


# --- finish


_USER = re.compile(r"(?<=://)[^/@\s]+@")
_IN_URL = re.compile(r"(?<![\w.:/-])[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
"""An address in the query of a URL, where `personal` takes it for a machine's account."""
_EMAIL = PLACEHOLDERS["pii_email"]


def _told(value: str, config: DataPrepConfig) -> str:
    """What the source says of itself, its author or its URL, as little personal as its text."""
    value = value if config.secrets == "keep" else _USER.sub("", value)
    value = value if config.pii == "keep" else _IN_URL.sub(_EMAIL, value)
    return _redacted(value, config)


def finish_documents(shard: DraftShard, out: Path) -> None:
    """Finish the shard's drafts → `out` (documents) and their signatures."""
    repeated = np.load(shard.repeated)
    with (
        ShardFile(out, "documents") as file,
        _Signer(signatures_file(out)) as signer,
        _beside(out) as told,
    ):
        for row in shard.drafts.rows():
            made, changes = finish(revive(Document, row), repeated, shard.config)
            file.changes.update(change.rule for change in changes)
            if isinstance(made, Drop):
                file.drop(made)
            else:
                told.write(changed(made.source, changes, shard.config))
                signer.add(made)
                file.write(made, len(made.text))


class _Signer(SignatureWriter):
    """Signatures of the documents it is given, many at a time: that is faster by far."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.texts: list[str] = []
        self.scores: list[float] = []
        self.held = 0

    def add(self, document: Document) -> None:
        self.texts.append(document.text)
        self.scores.append(soundness(document))
        self.held += len(document.text)
        if self.held >= SIGNED_AT_ONCE:
            self._sign()

    def _sign(self) -> None:
        if self.texts:
            self.append(sign(self.texts), self.scores)
            self.texts, self.scores, self.held = [], [], 0

    def close(self) -> None:
        self._sign()
        super().close()


def signatures_file(out: Path) -> Path:
    """Where the dedup signatures of the shard `out` lie."""
    return out.with_suffix(".signatures")


def soundness(document: Document) -> float:
    """Of two copies as complete the one of the higher value is kept: fewer damaged spots, then fewer repairs."""
    meta = json.loads(document.meta)
    repairs = meta.get("repairs", 0)
    return -(len(meta.get("damaged", ())) + repairs / (repairs + 1))


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
    title = _redacted(document.title, config) or first_line_title(text.text)
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


def _redacted(text: str, config: DataPrepConfig) -> str:
    return finished(Traced.of(text), config)[0].text


# --- what was changed

CHANGES = "changes.jsonl"
CHANGED = ".changed.jsonl"
"""Ending of the file beside a shard's: examples of what cleaning changed, a line a document."""
EXAMPLES, EXAMPLE_CHARS = 3, 120
"""Changes of one rule and document that are shown, and the characters of each."""
_PRIVATE = ("pii_", "secret_")


def _beside(out: Path) -> TextIO:
    return out.with_suffix(CHANGED).open("w", encoding="utf-8")


def changed(source: str, changes: Sequence[Change], config: DataPrepConfig) -> str:
    """A line: the source, how often each rule struck, and its first changes that differ as [before, after], as
    little personal as the text that is kept."""
    examples: dict[str, list[list[str]]] = {}
    seen: set[tuple[str, tuple[str, str]]] = set()  # most changes of a document are like others
    for change in changes:
        shown = examples.setdefault(change.rule, [])
        if len(shown) < EXAMPLES:
            private = change.rule.startswith(_PRIVATE)
            pair = ("…", change.after) if private else _around(change.before, change.after)
            if (change.rule, pair) in seen:
                continue
            seen.add((change.rule, pair))
            example = [_redacted(text[:EXAMPLE_CHARS], config) for text in pair]
            if example not in shown:
                shown.append(example)
    counts = Counter(change.rule for change in changes)
    rules = {rule: [counts[rule], shown] for rule, shown in examples.items()}
    return json_line({"source": source, "rules": rules})


def _around(before: str, after: str) -> tuple[str, str]:
    """Both from shortly before where they differ."""
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - EXAMPLE_CHARS // 3)
    return before[start:], after[start:]


def write_changes(shards: Sequence[Path], out: Path) -> None:
    """The lines beside these shard files → `out`; a document has one of each step that changed it."""
    with out.open("w", encoding="utf-8") as file:
        for shard in shards:
            with shard.with_suffix(CHANGED).open(encoding="utf-8") as lines:
                file.writelines(line for line in lines if not line.endswith('"rules": {}}\n'))


def _excerpt(text: str, config: DataPrepConfig) -> str:
    """The beginning of a dropped text, as little personal as what is kept."""
    head = text.strip()[: 2 * EXCERPT]
    return _redacted(head, config)[:EXCERPT]


# --- keep


def keep_documents(shard: CopyShard, out: Path) -> None:
    """The shard's documents without those that repeat others → `out`."""
    with ShardFile(out, "documents") as file:
        for number, row in enumerate(rows_of(shard.path)):
            document = revive(Document, row)
            if copy := shard.copies.get(number):
                reason, note = copy
                file.drop(Drop(document.id, document.source, "dedup", reason, note))
            else:
                file.write(document, len(document.text))


def to_document(
    raw: Raw, config: DataPrepConfig, repeated: np.ndarray | None = None
) -> Document | Drop:
    """All that is done to one document: what `clean_portions` and `finish_documents` make of it."""
    made, _ = draft(raw, config)
    return made if isinstance(made, Drop) else finish(made, repeated, config)[0]
