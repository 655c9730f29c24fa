"""A scored run on disk: `scores.jsonl`, a line per answer as it comes, and `results.json`, written last.

Each line carries the fingerprint of all that the answer depends on. A killed run reads its own lines
back and goes on; lines of another model are never taken for its own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from data_prep import CommandError, WorkError
from eval.replies import Reply, judge_reply
from eval.samples import Sample, Score

SCORES, RESULTS = "scores.jsonl", "results.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: samples and scores in one order, and the provenance in `results`."""

    folder: Path
    samples: tuple[Sample, ...]
    scores: tuple[Score, ...]
    results: dict[str, Any]


class ScoreLog:
    """The `scores.jsonl` of `folder` for the model that `fingerprint` names."""

    def __init__(self, folder: Path, fingerprint: str):
        self.path = folder / SCORES
        self.fingerprint = fingerprint
        folder.mkdir(parents=True, exist_ok=True)
        _drop_torn_line(self.path)

    def found(self, samples: Iterable[Sample]) -> dict[str, Score]:
        """Scores that this model already has, by sample id. The completions are judged anew, so that a
        scorer that has changed since is the same for every line."""
        wanted = {sample.key: sample for sample in samples}
        lines = [line for line in _lines(self.path) if line["fingerprint"] == self.fingerprint]
        pairs = [
            (wanted[line["key"]], Reply.from_score(Score.from_row(line)))
            for line in lines
            if line["key"] in wanted
        ]
        return {sample.id: judge_reply(sample, reply) for sample, reply in pairs}

    def open(self) -> TextIO:
        return self.path.open("a", encoding="utf-8")

    def line(self, sample: Sample, score: Score) -> str:
        row = {"fingerprint": self.fingerprint, "key": sample.key, "verdict": score.verdict}
        return (
            json.dumps(row | asdict(score) | {"sample": asdict(sample)}, ensure_ascii=False) + "\n"
        )

    def finish(self, samples: Sequence[Sample], scores: Mapping[str, Score]) -> None:
        """Leaves exactly this run in the file, in the order of `samples`."""
        write_text(self.path, "".join(self.line(sample, scores[sample.id]) for sample in samples))


def _drop_torn_line(path: Path) -> None:
    """A killed run may have left half a line."""
    data = path.read_bytes() if path.is_file() else b""
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise WorkError(f"{path}:{number} is no JSON; delete the line to go on") from error


def write_text(path: Path, text: str) -> None:
    """`text` at `path`, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def write_results(folder: Path, results: Mapping[str, Any]) -> None:
    """`results.json`; a folder without it holds no finished run."""
    write_text(
        folder / RESULTS, json.dumps(results, ensure_ascii=False, indent=2, default=str) + "\n"
    )


def read_results(folder: Path) -> dict[str, Any]:
    """What `results.json` of `folder` says; nothing if there is none to read."""
    try:
        return json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def read_run(folder: Path) -> Run:
    """The finished run in `folder`. Raises CommandError if there is none."""
    if not (folder / RESULTS).is_file() or not (folder / SCORES).is_file():
        inside = [path.parent.name for path in sorted(folder.glob(f"*/{SCORES}"))]
        hint = f"; did you mean {folder / inside[0]}?" if inside else ""
        raise CommandError(f"{folder} holds no finished run (no {SCORES} with {RESULTS}){hint}")
    results = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    pairs = [_pair(line) for line in _lines(folder / SCORES)]
    if not pairs:
        raise CommandError(f"{folder / SCORES} is empty")
    samples, scores = zip(*pairs, strict=True)
    return Run(folder, samples, scores, results)


def _pair(line: Mapping[str, Any]) -> tuple[Sample, Score]:
    return Sample.from_row(line["sample"]), Score.from_row(line)
