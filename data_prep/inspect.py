"""`python -m data_prep.inspect FILE`: one document before and after cleaning, every change named by its rule."""

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data_prep.clean import clean
from data_prep.clean.steps import Change, Cleaned
from data_prep.config import DataPrepConfig
from data_prep.dialect import Arguments, CommandError, WorkError, run
from data_prep.ingest import Raw, Reject, read
from data_prep.ingest.formats import READERS
from data_prep.records import Drop
from data_prep.steps import to_document

DESCRIPTION = """Show what cleaning does to one file: each change by its rule, then the text that is kept.

  python -m data_prep.inspect page.html
  python -m data_prep.inspect article.txt --script simplified

A change reads `line N  'before' → 'after'`; the same change on several lines is one entry with its
count. Lines are counted in the text as the rule found it, which the rules above had already changed."""

EXCERPT = 100
"""Characters of a removed or rewritten text that are shown; the rest is an ellipsis."""
CONTEXT = 20
"""Characters shown before the first difference of a long text and its rewriting."""
LINES = 8
"""Line numbers named of a change that was made on many lines."""


def main(argv: Sequence[str]) -> int:
    """Print the documents of the file named by `argv`; 1 when none of them could be read."""
    parser = Arguments("python -m data_prep.inspect", DESCRIPTION)
    parser.add_argument("file", metavar="FILE", type=Path, help=f"one of {' '.join(READERS)}")
    parser.add_argument(
        "--script",
        choices=("auto", "simplified", "keep"),
        default=DataPrepConfig.script,
        help="Chinese script, as the key of data_prep (default %(default)s)",
    )
    given = parser.parse_args(argv)
    _check(given.file)
    config = DataPrepConfig(script=given.script)
    rejects = []
    readable = 0
    for raw in read(given.file, given.file, config.max_file_mb << 20):
        if isinstance(raw, Reject):
            rejects.append(f"{raw.source}: {raw.reason}")
            continue
        readable += 1
        sys.stdout.write("\n".join(report(raw, config)) + "\n")
    if rejects and not readable:
        raise WorkError(f"nothing could be read: {'; '.join(rejects[:5])}")
    for line in rejects:
        sys.stdout.write(f"\nnot read  {line}\n")
    return 0


def _check(path: Path) -> None:
    if not path.is_file():
        raise CommandError(f"there is no file {path}")
    if path.suffix.lower() not in READERS:
        raise CommandError(f"{path.name} is none of {' '.join(READERS)}")


def report(raw: Raw, config: DataPrepConfig) -> Iterator[str]:
    """The lines printed for one document: what it is, its changes, its text."""
    cleaned = clean(
        raw.text,
        title=raw.title,
        markdown=raw.meta.get("format") == "markdown",
        script_mode=config.script,
    )
    yield from _head(raw, cleaned, config)
    yield from changes(cleaned.changes)
    yield "--- kept text"
    yield cleaned.text.text


def _head(raw: Raw, cleaned: Cleaned, config: DataPrepConfig) -> Iterator[str]:
    before, after = len(raw.text.text), len(cleaned.text.text)
    made = to_document(raw, config)
    yield f"=== {raw.source}"
    yield "  ".join(f"{key}={value}" for key, value in sorted(raw.meta.items()))
    yield f"language   {cleaned.lang or 'neither zh nor en'}"
    yield f"title      {cleaned.title or '(none)'}"
    yield f"characters {before:,} → {after:,}"
    yield f"verdict    {f'dropped: {made.reason}' if isinstance(made, Drop) else 'kept'}"
    yield f"--- {len(cleaned.changes):,} changes"


def changes(made: Sequence[Change]) -> Iterator[str]:
    """One heading per rule, in the order they first struck, and below it each different change once."""
    by_rule: dict[str, list[Change]] = {}
    for change in made:
        by_rule.setdefault(change.rule, []).append(change)
    for rule, same in by_rule.items():
        yield f"{rule} ×{len(same)}"
        yield from (f"  {line}" for line in _folded(same))


def _folded(made: Sequence[Change]) -> Iterator[str]:
    places: dict[Change, list[int]] = {}
    for change in made:
        places.setdefault(dataclasses.replace(change, line=0), []).append(change.line)
    for change, lines in places.items():
        count = f"  ×{len(lines)}" if len(lines) > 1 else ""
        before, after = _differing(change.before, change.after)
        yield f"{_lines(lines)}{_shown(before)} → {_shown(after)}{count}"


def _lines(lines: list[int]) -> str:
    """`line 1, 5, …  `, or nothing for a step of so many edits that their lines were not counted."""
    known = sorted({line for line in lines if line})
    if not known:
        return ""
    rest = ", …" if len(known) > LINES else ""
    return f"line {', '.join(map(str, known[:LINES]))}{rest}  "


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before their first difference on, when they are long."""
    if max(len(before), len(after)) <= EXCERPT or not after:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    at = next((i for i, (old, new) in pairs if old != new), 0) - CONTEXT
    return (f"…{before[at:]}", f"…{after[at:]}") if at > 0 else (before, after)


def _shown(text: str) -> str:
    """As a Python literal, so that spaces, newlines and invisible characters can be seen."""
    if not text:
        return "(nothing)"
    return repr(text if len(text) <= EXCERPT else text[:EXCERPT] + "…")


if __name__ == "__main__":
    sys.exit(run(main))
