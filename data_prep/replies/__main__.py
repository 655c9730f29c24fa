"""python -m data_prep.replies export|import STORE_OR_RUN …"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from data_prep.dialect import Arguments, CommandError, WorkError, run
from data_prep.replies.exchange import Imported, Problem, exported, imported
from data_prep.replies.store import REQUESTS, ReplyStore

DESCRIPTION = """Have the requests of a build answered by a batch service, another machine or a person.

  python -m data_prep.replies export runs/mine --output requests.jsonl
  python -m data_prep.replies export runs/mine --output batch.jsonl --format openai_batch
  python -m data_prep.replies import runs/mine replies.jsonl

`export` writes what the latest build asked and nobody has answered (--all: the answered ones too), a request
a line: id, task, messages, the JSON schema of the reply. `import` reads lines of {"id", "text"}, the output
of a batch service, or chat completions that carry the request's id; a reply that is there already stays. A
build over the same store then needs no endpoint. A run folder means its folder `replies`."""

SHOWN = 50
"""Problems of an import that are told one by one."""
BATCH_ROWS, BATCH_BYTES = 50_000, 200_000_000
"""What OpenAI's batch service takes in one file."""


def main(argv: Sequence[str]) -> int:
    parser = Arguments("python -m data_prep.replies", DESCRIPTION)
    parser.add_argument("command", choices=("export", "import"), help="what to do")
    parser.add_argument("store", metavar="STORE_OR_RUN", type=Path, help="whose requests")
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="import: the replies")
    parser.add_argument("--output", metavar="FILE", type=Path, help="export: the file to write")
    parser.add_argument("--all", action="store_true", help="export: the answered ones too")
    parser.add_argument(
        "--format", choices=("jsonl", "openai_batch"), default="jsonl", help="export: the format"
    )
    words = parser.parse_args(list(argv))
    folder = _folder(words.store)
    if words.command == "export":
        if words.output is None or words.files:
            raise CommandError("export takes a store or a run, and --output FILE; see --help")
        return _export(folder, words.output, words.format, words.all)
    if not words.files or words.output or words.all:
        raise CommandError("import takes a store or a run, and the files of replies; see --help")
    return _import(folder, words.files)


def _folder(path: Path) -> Path:
    for folder in (path, path / "replies"):
        if (folder / REQUESTS).is_file():
            return folder
    raise CommandError(f"{path} is neither a store of replies nor a run that has one")


def _export(folder: Path, output: Path, format: Any, every: bool) -> int:
    with ReplyStore(folder, read_only=True) as store:
        requests = store.wanted_requests() if every else store.open()
        try:
            rows, size = _write(output, exported(requests, format))
        except OSError as error:
            raise WorkError(f"cannot write {output}: {error.strerror}") from error
    print(f"{rows:,} requests → {output}")
    if format == "openai_batch" and (rows > BATCH_ROWS or size > BATCH_BYTES):
        print(
            f"a batch service may refuse it: OpenAI's takes {BATCH_ROWS:,} requests and 200 MB a file"
        )
    return 0


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """Rows and bytes written; `path` holds all or what it held before."""
    part, count, size = path.with_name(path.name + ".part"), 0, 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        for row in rows:
            size += file.write(
                json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
            )
            count += 1
    part.replace(path)
    return count, size


def _import(folder: Path, files: Sequence[Path]) -> int:
    lost = 0
    with ReplyStore(folder) as store:
        for path in files:
            try:
                found = imported(path, store)
            except OSError as error:
                raise WorkError(f"cannot read {path}: {error.strerror}") from error
            for line in _told(path, found):
                print(line)
            lost += sum(n for reason, n in found.counts.items() if reason not in HARMLESS)
        still = store.open_by_task().total()
    print(f"open       {still:>9,} requests of the latest build" if still else "nothing is open")
    if lost:
        raise WorkError(f"{lost:,} lines gave no reply; those named above are still to be answered")
    return 0


HARMLESS = ("stored", "repeated")
"""Reasons for which nothing is missing."""


def _told(path: Path, found: Imported) -> Iterator[str]:
    yield f"taken      {found.taken:>9,} replies of {path}"
    for reason, count in sorted(found.counts.items()):
        yield f"{reason:<10} {count:>9,} lines"
    for problem in found.problems[:SHOWN]:
        yield _problem(path, problem)
    if len(found.problems) > SHOWN:
        yield f"… and {len(found.problems) - SHOWN:,} more"


def _problem(path: Path, problem: Problem) -> str:
    about = "".join(c if c.isprintable() else "�" for c in problem.about)
    return f"{path}:{problem.line}: {problem.reason}: {about}"


if __name__ == "__main__":
    sys.exit(run(main))
