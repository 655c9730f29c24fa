"""Runs of other harnesses as ours: their answers, judged by our scorer.

lm-evaluation-harness writes `samples_*.jsonl` (with --log_samples), inspect `.eval` or `.json` logs. A task
of our own export holds our samples, and so the same keys as our runs; of any other task the question,
the expected answers and the model's answer are taken, and the document is the question's own id if it names none.
"""

from pathlib import Path
from typing import Any

from data_prep import CommandError, WorkError
from eval.harnesses.lm_eval_log import pairs_in
from eval.harnesses.rows import judged, sample_in
from eval.runs import RESULTS, Run, read_run
from eval.samples import Sample, Score

_LOGS = ("samples_*.jsonl", "*.eval")


def read_any(path: Path) -> Run:
    """The run in `path`: a folder of ours, a `samples_*.jsonl` of lm-evaluation-harness, a log of
    inspect, or a folder that holds one such file. Raises CommandError if it is none of these."""
    if path.is_dir():
        logs = sorted(log for pattern in _LOGS for log in path.rglob(pattern))
        if not logs or (path / RESULTS).is_file():
            return read_run(path)
        if len(logs) > 1:
            names = ", ".join(str(log.relative_to(path)) for log in logs[:4])
            raise CommandError(f"{path} holds {len(logs)} logs, name one of them: {names}")
        return read_any(logs[0])
    if not path.is_file():
        raise CommandError(f"there is no run {path}")
    if path.suffix == ".jsonl":
        return read_lm_eval(path)
    if path.suffix in (".eval", ".json"):
        return read_inspect(path)
    raise CommandError(
        f"{path} is no run: neither a folder of ours, samples_*.jsonl nor an inspect log"
    )


def read_lm_eval(path: Path) -> Run:
    """A `samples_*.jsonl` of lm-evaluation-harness. Raises WorkError for a line that is none of its."""
    return _run(path, pairs_in(path), {"harness": "lm-evaluation-harness"})


def read_inspect(path: Path) -> Run:
    """A log of inspect; of a task asked several times, its first epoch. Raises CommandError if inspect_ai
    is not installed, WorkError if it can't read the log or the run did not end well."""
    try:
        from inspect_ai.log import read_eval_log  # noqa: PLC0415 - an optional package
    except ImportError as error:
        hint = "pip install -c constraints.txt -e '.[harnesses]'"
        raise CommandError(f"{path} needs inspect_ai to be read: {hint}") from error
    try:
        log = read_eval_log(str(path))
    except Exception as error:
        raise WorkError(
            f"inspect cannot read {path}: {' '.join(str(error).split())[:300]}"
        ) from error
    if log.status != "success":
        raise WorkError(f"{path} is no finished run: its status is {log.status}")
    pairs = [_inspect_pair(found, path) for found in log.samples or () if found.epoch == 1]
    return _run(path, pairs, {"harness": "inspect", "model": log.eval.model})


def _run(path: Path, pairs: list[tuple[Sample, Score]], results: dict[str, Any]) -> Run:
    if not pairs:
        raise CommandError(f"{path} holds no answers")
    samples, scores = zip(*pairs, strict=True)
    return Run(path, samples, scores, results)


def _inspect_pair(found: Any, path: Path) -> tuple[Sample, Score]:
    if found.error:
        raise WorkError(f"{path}: question {found.id} failed: {found.error.message[:200]}")
    asked = found.input if isinstance(found.input, str) else found.input[-1].text
    targets = [found.target] if isinstance(found.target, str) else list(found.target)
    sample = sample_in(found.metadata or {}, asked, targets, str(found.id))
    return sample, judged(sample, found.output.completion, f"{path}: {found.id}")
