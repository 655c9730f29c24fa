"""`python -m data_prep.verify RUN`: proves each fact's evidence from the source bytes.

Nothing of the dataset is believed: the sources are read again, decoded and cleaned again, and the text
and its map that come out decide. A span must also hold the evidence when it is read by itself, so that
a map that counts wrongly is found although it counts wrongly twice.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from data_prep.clean import Runs, Traced, clean, source_span
from data_prep.clean.script import simplified
from data_prep.config import DataPrepConfig
from data_prep.dialect import Arguments, CommandError, WorkError, run
from data_prep.documents import limits
from data_prep.drafts import finished, to_document
from data_prep.ingest import InputError, Portion, Raw, Reject, plan, read
from data_prep.pipeline import REPEATED
from data_prep.records import Document, Drop
from data_prep.store import dataset_sha256, read_manifest, rows

DESCRIPTION = """Prove each fact's evidence from the source bytes.

  python -m data_prep.verify runs/samples
  python -m data_prep.verify runs/samples --source /elsewhere/samples

Each source is read, its SHA-256 compared, decoded and cleaned again; each fact's evidence must stand in
the text that comes out, and its span of the source must lead to it. Exit status: 0 all proved, 1 not all."""

PROOFS = {
    "verbatim": "the source span is the evidence, character for character",
    "cleaned": "the source span, cleaned by itself, is the evidence",
    "within": "the source span is a passage rewritten as a whole, and the evidence stands in it",
    "mapped": "the source span needs its page to be cleaned; the map leads from it to the evidence",
}
NAMED = 5
"""Failures named one by one."""
ALIGNED = 0.5
"""Of a mapped evidence's one-to-one characters, those that must stand in the source as they are or in
traditional script. A map that is off by one character hits about one in twenty."""


@dataclass(frozen=True, slots=True)
class Span:
    """What `facts` says of one fact's evidence: its place in the text and in the decoded source."""

    id: str
    object: str
    evidence: str
    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document read again: source spans count in the source that `decoded` is a piece of, from its
    character `base` on; `runs` is the map from `text` to it."""

    text: str
    runs: Runs
    decoded: str
    base: int
    format: str
    config: DataPrepConfig

    def piece(self, start: int, end: int) -> str:
        """The characters [start, end) of the decoded source."""
        return self.decoded[max(0, start - self.base) : max(0, end - self.base)]


@dataclass(slots=True)
class Tally:
    """What was proved, by kind of proof, and what was not, with its reason."""

    documents: int = 0
    same: int = 0
    facts: int = 0
    proofs: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def proved(self) -> int:
        return self.proofs.total()


def main(argv: Sequence[str]) -> int:
    """Verify the run named by `argv`. Raises WorkError when anything is not proved."""
    parser = Arguments("python -m data_prep.verify", DESCRIPTION)
    parser.add_argument("run", metavar="RUN", type=Path, help="a finished run folder")
    parser.add_argument(
        "--source",
        metavar="INPUT",
        help="where the input lies (default: where it was read)",
    )
    given = parser.parse_args(argv)
    config = _config(given.run, given.source)
    tally = verify(given.run, config)
    sys.stdout.write("\n".join(_report(tally, config.input)) + "\n")
    if tally.failures:
        raise WorkError(
            f"{len(tally.failures)} failures: {tally.facts - tally.proved} of {tally.facts} facts and "
            f"{tally.documents - tally.same} of {tally.documents} documents are not proved"
        )
    return 0


def _config(folder: Path, source: str | None) -> DataPrepConfig:
    """The keys the run was made with, and where its input is now."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise CommandError(f"{folder} is no finished run: it holds no manifest.json")
    keys = manifest.get("config", {})
    try:
        keys |= {"input": source or keys["input"], "output": folder}
        config = DataPrepConfig(**keys)
    except (KeyError, TypeError, ValueError) as error:
        raise WorkError(f"{folder} was made by another version of factune: {error}") from error
    return config


def _report(tally: Tally, root: str) -> Iterator[str]:
    yield f"documents  {tally.same:,} of {tally.documents:,} read again from {root} with the same bytes and text"
    yield f"facts      {tally.proved:,} of {tally.facts:,} proved"
    for proof, meaning in PROOFS.items():
        if tally.proofs[proof]:
            yield f"  {proof:<9}{tally.proofs[proof]:>6,}  {meaning}"
    for failure in tally.failures[:NAMED]:
        yield f"NOT PROVED {failure}"
    if len(tally.failures) > NAMED:
        yield f"… and {len(tally.failures) - NAMED:,} more"


def verify(folder: Path, config: DataPrepConfig) -> Tally:
    """Every document and fact of the run `folder` against the sources below `config.input`."""
    spans = _spans(folder)
    tally = Tally(facts=sum(map(len, spans.values())))
    try:
        sources = Sources(config, _repeated(folder))
    except InputError as error:
        raise CommandError(f"{error}; --source names where the input lies now") from error
    with tqdm(total=tally.facts, unit=" facts", desc="verify", disable=None) as bar:
        for row in rows(folder / "dataset" / "documents"):
            document = Document(**row)
            found = spans.pop(document.id, [])
            _prove(document, sources.again(document), found, tally)
            bar.update(len(found))
    manifest = read_manifest(folder) or {}
    if manifest.get("dataset_sha256") != dataset_sha256(folder / "dataset"):
        tally.failures.insert(0, "the dataset's files are not those the run wrote (dataset_sha256)")
    for strays in spans.values():
        tally.failures += [f"fact {span.id}: its document is not in the dataset" for span in strays]
    return tally


def _repeated(folder: Path) -> np.ndarray | None:
    path = folder / REPEATED
    return np.load(path) if path.exists() else None


def _spans(folder: Path) -> dict[str, list[Span]]:
    """The facts' spans by document."""
    found: dict[str, list[Span]] = {}
    for row in rows(folder / "dataset" / "facts"):
        span = Span(**{name: row[name] for name in Span.__dataclass_fields__})
        found.setdefault(row["doc_id"], []).append(span)
    return found


_PART = re.compile(r"(?:#\d+)?(?:@\d+)?$")


class Sources:
    """The input read again, in the order in which its documents stand in the dataset.

    A file's portions are read one after another; of a file of any size one document is in memory.
    """

    def __init__(self, config: DataPrepConfig, repeated: np.ndarray | None) -> None:
        self.config, self.repeated = config, repeated
        self.files: dict[str, list[Portion]] = {}
        self.rejects: dict[str, Reject] = {}
        for found in plan(config.input, limits(config)):
            if isinstance(found, Reject):
                self.rejects[found.source] = found
            else:
                self.files.setdefault(found.name, []).append(found)
        self.open = ""
        self.made: Iterator[Raw | Reject] = iter(())

    def again(self, document: Document) -> Source | str:
        """What the bytes of `document` give now, or why they give no such document."""
        name = self._file(document.source)
        if name in self.rejects:
            return f"the source is not read any more ({self.rejects[name].reason})"
        if name not in self.files:
            return "the source is not there"
        raw = self._next(name, document.source) if name == self.open else None
        if raw is None:  # another file begins, or the order is another
            self.open, self.made = name, self._read(name)
            raw = self._next(name, document.source)
        return self._compared(document, raw)

    def _file(self, source: str) -> str:
        known = source in self.files or source in self.rejects
        return source if known else _PART.sub("", source)

    def _read(self, name: str) -> Iterator[Raw | Reject]:
        for portion in self.files[name]:
            yield from read(portion, limits(self.config))

    def _next(self, name: str, source: str) -> Raw | Reject | None:
        return next((raw for raw in self.made if raw.source in (source, name)), None)

    def _compared(self, document: Document, raw: Raw | Reject | None) -> Source | str:
        if raw is None:
            return "the source has no such row"
        if isinstance(raw, Reject):
            return f"the source is not read any more ({raw.reason})"
        if raw.sha256 != document.sha256:
            return "the source bytes are others (sha256)"
        made = to_document(raw, self.config, self.repeated)
        if isinstance(made, Drop):
            return f"the source is dropped now ({made.reason})"
        if made.text != document.text:
            return "the source gives another text"
        runs = [tuple(run) for run in json.loads(made.meta)["map"]]
        return Source(
            made.text, runs, raw.decoded, raw.base, raw.meta.get("format", ""), self.config
        )


def _prove(document: Document, source: Source | str, spans: list[Span], tally: Tally) -> None:
    tally.documents += 1
    if isinstance(source, str):
        tally.failures.append(f"document {document.source}: {source}")
        tally.failures += [f"fact {s.id} ({document.source}): {source}" for s in spans]
        return
    tally.same += 1
    for span in spans:
        proof = prove(span, source)
        if proof in PROOFS:
            tally.proofs[proof] += 1
        else:
            tally.failures.append(f"fact {span.id} ({document.source}): {proof}")


def prove(span: Span, source: Source) -> str:
    """A key of PROOFS, or what is wrong with the span."""
    if not 0 <= span.start < span.end <= len(source.text):
        return "start and end lie outside the text"
    if source.text[span.start : span.end] != span.evidence:
        return "text[start:end] is not the evidence"
    if span.object not in span.evidence:
        return "the object does not stand in the evidence"
    if source_span(source.runs, span.start, span.end) != (span.source_start, span.source_end):
        return "source_start and source_end are not where the text comes from"
    piece = source.piece(span.source_start, span.source_end)
    if piece == span.evidence:
        return "verbatim"
    wanted = _squeezed(span.evidence)
    readings = {_squeezed(text) for text in _readings(piece, source)}
    if wanted in readings:
        return "cleaned"
    if any(wanted in reading for reading in readings):
        return "within"
    if _aligned(span, source) >= ALIGNED:
        return "mapped"
    return "the source span does not read as the evidence"


_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def _readings(piece: str, source: Source) -> Iterator[str]:
    """A piece of the source cleaned by itself, also as on a page that is simplified throughout."""
    if source.format in ("html", "xhtml", "epub"):
        piece = unescape(_TAG.sub("", piece))
    for script in dict.fromkeys((source.config.script, "simplified")):
        markdown: Any = {"markdown": source.format == "markdown", "script_mode": script}
        yield finished(clean(Traced.of(piece), **markdown).text, source.config)[0].text


def _aligned(span: Span, source: Source) -> float:
    """Share of the evidence's characters with one source character each that agree with it."""
    agree = total = 0
    for at in range(span.start, span.end):
        start, end = source_span(source.runs, at, at + 1)
        if end - start == 1:
            total += 1
            char = source.piece(start, end)
            agree += source.text[at] in (char, simplified(char))
    return agree / total if total else 0.0


if __name__ == "__main__":
    sys.exit(run(main))
