"""`python -m data_prep.inspect FILE`: one document before and after cleaning, every change named by its rule."""

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data_prep.clean import Traced
from data_prep.clean.steps import Change
from data_prep.config import DataPrepConfig
from data_prep.dialect import Arguments, CommandError, WorkError, run
from data_prep.documents import limits
from data_prep.drafts import cleaned, finished, to_document
from data_prep.ingest import Raw, Reject, plan, read
from data_prep.marked import pieces, render, shown
from data_prep.records import Drop

DESCRIPTION = """Show what cleaning does to one file: each change by its rule, and the text with every change marked.

  python -m data_prep.inspect page.html
  python -m data_prep.inspect article.txt --script simplified
  python -m data_prep.inspect article.txt --show kept > article.clean.txt

In the text, what went is red and struck through, what came is green, and behind both stands the rule in
‹›; without colour they stand as [-went-]{+came+}‹rule›. In the list, a change reads `line N  'before' →
'after'`; the same change on several lines is one entry with its count. Lines are counted in the text as
the rule found it, which the rules above had already changed. Lines that a whole corpus repeats go when the
dataset is built: one file can't show them."""

EXCERPT = 100
"""Characters of a removed or rewritten text that are shown; the rest is an ellipsis."""
CONTEXT = 20
"""Characters shown before the first difference of a long text and its rewriting."""
DIFFERENT = 12
"""Different changes of a rule that are listed."""
LINES = 8
"""Line numbers named of a change that was made on many lines."""


def main(argv: Sequence[str]) -> int:
    """Print the documents of the file named by `argv`; 1 when none of them could be read."""
    given = _arguments().parse_args(argv)
    if not Path(given.file).is_file():
        raise CommandError(f"there is no file {given.file}")
    color = given.color == "always" or (given.color == "auto" and sys.stdout.isatty())
    keys = {key: getattr(given, key) for key in ("script", "pii", "secrets", "text_column")}
    config = DataPrepConfig(input=given.file, **keys)
    rejects = []
    readable = 0
    for raw in _read(config):
        if isinstance(raw, Reject):
            rejects.append(f"{raw.source}: {raw.reason}{raw.excerpt and f' ({raw.excerpt})'}")
            continue
        readable += 1
        sys.stdout.writelines(f"{line}\n" for line in report(raw, config, given.show, color))
    if rejects and not readable:
        raise WorkError(f"nothing could be read: {'; '.join(rejects[:5])}")
    for line in rejects:
        sys.stdout.write(f"\nnot read  {shown(line)}\n")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = Arguments("python -m data_prep.inspect", DESCRIPTION)
    parser.add_argument("file", metavar="FILE", help="a document, or a file of rows")
    parser.add_argument(
        "--show",
        choices=("all", "changes", "marked", "kept"),
        default="all",
        help="the list of changes, the marked text, the text that is kept, or the first two (default %(default)s)",
    )
    parser.add_argument(
        "--text_column", default="text", help="column of the text in a file of rows"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    for key in ("script", "pii", "secrets"):
        parser.add_argument(
            f"--{key}",
            choices=("auto", "simplified", "traditional", "keep")
            if key == "script"
            else ("redact", "drop", "keep"),
            default=getattr(DataPrepConfig, key),
            help="as the key of data_prep (default %(default)s)",
        )
    return parser


def _read(config: DataPrepConfig) -> Iterator[Raw | Reject]:
    for found in plan(config.input, limits(config)):
        if isinstance(found, Reject):
            yield found
        else:
            yield from read(found, limits(config))


def report(raw: Raw, config: DataPrepConfig, show: str, color: bool) -> Iterator[str]:
    """The lines printed for one document: what it is, its changes, its text."""
    source = raw.text.text
    done = cleaned(dataclasses.replace(raw, text=Traced.of(source)), config)
    text, more = finished(done.text, config)
    made = [*done.changes, *more]
    if show == "kept":
        yield text.text
        return
    yield from _head(raw, text.text, done.lang, done.title, config)
    yield f"--- {len(made):,} changes"
    if show in ("all", "changes"):
        yield from changes(made)
    if show in ("all", "marked"):
        yield "--- text"
        yield "".join(render(piece, color) for piece in pieces(source, text, made))


def _head(
    raw: Raw, text: str, lang: str | None, title: str, config: DataPrepConfig
) -> Iterator[str]:
    made = to_document(raw, config)
    yield f"=== {shown(raw.source)}"
    yield "  ".join(f"{key}={shown(value)}" for key, value in sorted(raw.meta.items()))
    yield f"language   {lang or 'neither zh nor en'}"
    yield f"title      {shown(title) or '(none)'}"
    yield f"characters {len(raw.text.text):,} → {len(text):,}"
    yield f"verdict    {f'dropped: {made.reason}' if isinstance(made, Drop) else 'kept'}"


def changes(made: Sequence[Change]) -> Iterator[str]:
    """One heading per rule, in the order they first struck, and below it each different change once."""
    by_rule: dict[str, list[Change]] = {}
    for change in made:
        by_rule.setdefault(change.rule, []).append(change)
    for rule, same in by_rule.items():
        yield f"{rule} ×{len(same)}"
        yield from (f"  {line}" for line in _folded(same))


def _folded(made: Sequence[Change]) -> Iterator[str]:
    places: dict[tuple[str, str], list[int]] = {}
    for change in made:
        places.setdefault((change.before, change.after), []).append(change.line)
    for (old, new), lines in list(places.items())[:DIFFERENT]:
        count = f"  ×{len(lines)}" if len(lines) > 1 else ""
        before, after = _differing(old, new)
        yield f"{_lines(lines)}{_shown(before)} → {_shown(after)}{count}"
    if len(places) > DIFFERENT:
        yield f"… and {len(places) - DIFFERENT:,} other changes by this rule, all marked in the text"


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
