"""Runs of other harnesses as ours: their answers, judged by our scorer.

lm-evaluation-harness writes `samples_*.jsonl` (with --log_samples), inspect `.eval` or `.json` logs. A task
of our own export holds our samples, and so the same keys as our runs; of any other task the question,
the expected answers and the model's answer are taken.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from data_prep import CommandError, WorkError
from data_prep.records import Message, content_id
from eval.runs import Run, read_run
from eval.samples import Sample, Score, judge

Row = Mapping[str, Any]
_OURS = {"id", "fact_id", "input", "targets", "probe"}
_HAN = re.compile("[\u4e00-\u9fff]")


def read_any(path: Path) -> Run:
    """The run in `path`: a folder of ours, a `samples_*.jsonl` of lm-evaluation-harness or a folder that
    holds one, or a log of inspect. Raises CommandError if it is none of these."""
    if path.is_dir():
        logs = sorted(path.rglob("samples_*.jsonl"))
        if not logs or (path / "results.json").is_file():
            return read_run(path)
        if len(logs) > 1:
            names = ", ".join(str(log.relative_to(path)) for log in logs[:4])
            raise CommandError(f"{path} holds {len(logs)} logs, name one of them: {names}")
        return read_lm_eval(logs[0])
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
    pairs = [_lm_eval_pair(row, f"{path}:{number}") for number, row in _rows(path)]
    return _run(path, pairs, {"harness": "lm-evaluation-harness"})


def read_inspect(path: Path) -> Run:
    """A log of inspect. Raises CommandError if inspect_ai is not installed, WorkError if it can't read it."""
    try:
        from inspect_ai.log import read_eval_log  # noqa: PLC0415 - an optional package
    except ImportError as error:
        hint = "pip install -c constraints.txt 'factune[harnesses]'"
        raise CommandError(f"{path} needs inspect_ai to be read: {hint}") from error
    try:
        log = read_eval_log(str(path))
    except Exception as error:
        raise WorkError(
            f"inspect cannot read {path}: {' '.join(str(error).split())[:300]}"
        ) from error
    if log.status != "success":
        raise WorkError(f"{path} is no finished run: its status is {log.status}")
    pairs = [_inspect_pair(sample) for sample in log.samples or ()]
    return _run(path, pairs, {"harness": "inspect", "model": log.eval.model})


def _run(path: Path, pairs: list[tuple[Sample, Score]], results: dict[str, Any]) -> Run:
    if not pairs:
        raise CommandError(f"{path} holds no answers")
    samples, scores = zip(*pairs, strict=True)
    return Run(path, samples, scores, results)


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise WorkError(f"{path}:{number} is no JSON") from error


def _lm_eval_pair(row: Row, where: str) -> tuple[Sample, Score]:
    try:
        doc, answers = row["doc"], row["filtered_resps"]
        sample = _sample(doc, _asked(row), row["target"], str(row["doc_id"]))
    except (KeyError, TypeError, IndexError) as error:
        raise WorkError(
            f"{where}: no sample of lm-evaluation-harness ({type(error).__name__}: {error})"
        ) from error
    if isinstance(answers[0], str):
        return sample, judge(sample, answers[0])
    return sample, _chosen(sample, [float(answer[0]) for answer in answers], row)


def _asked(row: Row) -> str:
    """The prompt as it was sent, for a task that keeps its question under no name of ours."""
    arguments = row["arguments"]
    first = arguments["gen_args_0"]["arg_0"] if isinstance(arguments, dict) else arguments[0][0]
    return str(first)


def _chosen(sample: Sample, log_probs: list[float], row: Row) -> Score:
    """The likeliest choice; of a task of others whether it is right stands in its metrics alone."""
    best = max(range(len(log_probs)), key=log_probs.__getitem__)
    named = sample.choices[best] if sample.choices else str(best)
    value = named in sample.targets if sample.choices else bool(row.get("acc"))
    rank = "the likeliest choice"
    return Score(sample.id, value, named, named, rank, log_probs=tuple(log_probs))


def _inspect_pair(found: Any) -> tuple[Sample, Score]:
    asked = found.input if isinstance(found.input, str) else found.input[-1].text
    sample = _sample(found.metadata or {}, asked, found.target, str(found.id))
    return sample, judge(sample, found.output.completion)


def _sample(doc: Row, asked: str, target: Any, name: str) -> Sample:
    if doc.keys() >= _OURS:
        return Sample.from_row({k: v for k, v in doc.items() if k in Sample.__dataclass_fields__})
    question = str(doc.get("question") or asked)
    targets = tuple(map(str, target)) if isinstance(target, list | tuple) else (str(target),)
    return Sample(
        id=content_id(name, question),
        fact_id=name,
        doc_id=str(doc.get("doc_id") or name),
        group="taught",
        kind="direct",
        lang="zh" if _HAN.search(question) else "en",
        type=cast(Any, str(doc.get("type") or "")),
        input=(Message("user", question),),
        targets=targets,
    )
