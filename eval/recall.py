"""The evaluation: questions → answers of base and tuned model → scored runs, results, page."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from data_prep.records import content_id
from eval.checkpoint import (
    Checkpoint,
    chat_template_hash,
    checkpoint_hashes,
    resolve,
    run_fingerprint,
)
from eval.config import EvalConfig
from eval.generate import Speaker, answers, batches, load
from eval.page import page
from eval.questions import load_samples
from eval.runs import RESULTS, ScoreLog, write_results, write_text
from eval.samples import Sample, Score, judge
from eval.table import Effect, Table, as_json, effect, tabulate

PACKAGES = ("torch", "transformers", "peft", "bitsandbytes", "tokenizers", "datasets")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: recall of held-out wordings by group, language and kind, and by type; every probe; the net
    effect of training."""

    recall: Table
    by_type: Table
    by_probe: Table
    effect: Effect | None


def evaluate(config: EvalConfig) -> Report:
    """Scores the models that `config` names and leaves runs, results.json and report.html."""
    samples = load_samples(
        config.dataset,
        limit=config.limit,
        trained_wordings=config.trained_wordings,
        system=config.system,
    )
    checkpoint = resolve(config)
    speaker = _once(lambda: load(checkpoint, config.device))
    runs = {
        name: _score_run(name, asked, samples, config, speaker)
        for name, asked in _models(checkpoint, config).items()
    }
    report = _report(samples, runs)
    _write(config, checkpoint, samples, runs, report)
    return report


def _models(checkpoint: Checkpoint, config: EvalConfig) -> dict[str, Checkpoint]:
    base = {"base": checkpoint.without_adapter()} if config.base else {}
    return base | ({"tuned": checkpoint} if checkpoint.adapter else {})


def _once(make: Callable[[], Speaker]) -> Callable[[], Speaker]:
    """`make`, called at the first need only: a finished run loads no model."""
    made: list[Speaker] = []

    def get() -> Speaker:
        if not made:
            made.append(make())
        return made[0]

    return get


def _score_run(
    name: str,
    checkpoint: Checkpoint,
    samples: Sequence[Sample],
    config: EvalConfig,
    speaker: Callable[[], Speaker],
) -> list[Score]:
    """The scores of one model in the order of `samples`, taken from its log where it has them."""
    hashes = checkpoint_hashes(checkpoint)
    log = ScoreLog(
        config.output_dir / name, run_fingerprint(checkpoint, hashes, config.max_new_tokens)
    )
    scores = log.found(samples)
    if len(scores) < len(samples):
        (config.output_dir / name / RESULTS).unlink(missing_ok=True)
        _ask(name, log, samples, scores, config, speaker())
    log.finish(samples, scores)
    ordered = [scores[sample.id] for sample in samples]
    about = _provenance(checkpoint, config, samples) | {
        "fingerprint": log.fingerprint,
        "hashes": hashes,
    }
    write_results(config.output_dir / name, {"name": name, **about, "counts": _counts(ordered)})
    return ordered


def _ask(
    name: str,
    log: ScoreLog,
    samples: Sequence[Sample],
    scores: dict[str, Score],
    config: EvalConfig,
    speaker: Speaker,
) -> None:
    """Answers what has no score yet; every line is on disk before the next batch."""
    groups = batches(speaker, samples, config.batch_size)
    todo = answers(
        speaker,
        groups,
        tuned=name == "tuned",
        max_new_tokens=config.max_new_tokens,
        wanted=lambda sample: sample.id not in scores,
    )
    bar = tqdm(total=len(samples), initial=len(scores), desc=name, unit="question", file=sys.stderr)
    with bar, log.open() as out:
        for sample, completion in todo:
            scores[sample.id] = judge(sample, completion)
            out.write(log.line(sample, scores[sample.id]))
            out.flush()
            bar.update()
            bar.set_postfix_str(f"recall {_share(scores):.1%}", refresh=False)


def _share(scores: Mapping[str, Score]) -> float:
    return sum(score.value is True for score in scores.values()) / len(scores)


def _counts(scores: Sequence[Score]) -> dict[str, int]:
    verdicts = [score.verdict for score in scores]
    return {"n": len(verdicts)} | {
        v: verdicts.count(v) for v in ("correct", "incorrect", "not_attempted")
    }


def _provenance(
    checkpoint: Checkpoint, config: EvalConfig, samples: Sequence[Sample]
) -> dict[str, Any]:
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": checkpoint.name,
        "adapter": checkpoint.adapter,
        "dataset": config.dataset,
        "samples": content_id(*(part for s in samples for part in (s.key, *s.targets))),
        "nf4": checkpoint.nf4,
        "dtype": checkpoint.dtype,
        "chat_template": chat_template_hash(checkpoint),
        "config": asdict(config),
        "versions": {package: version(package) for package in PACKAGES},
    }


def _report(samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]) -> Report:
    held_out = [i for i, sample in enumerate(samples) if sample.probe == "held_out"]
    asked = [samples[i] for i in held_out]
    recalled = {name: [scores[i] for i in held_out] for name, scores in runs.items()}
    return Report(
        recall=tabulate(asked, recalled, ("group", "lang", "kind")),
        by_type=tabulate(asked, recalled, ("group", "type")),
        by_probe=tabulate(samples, runs, ("probe", "group")),
        effect=effect(asked, *recalled.values()) if len(runs) == 2 else None,
    )


def _write(
    config: EvalConfig,
    checkpoint: Checkpoint,
    samples: Sequence[Sample],
    runs: Mapping[str, Sequence[Score]],
    report: Report,
) -> None:
    about = _provenance(checkpoint, config, samples)
    tables = {"recall": as_json(report.recall), "by_type": as_json(report.by_type)}
    tables["by_probe"] = as_json(report.by_probe)
    net = asdict(report.effect) if report.effect else None
    title = f"Factual recall of {Path(checkpoint.name).name}"
    html = page(title, about, report.recall, report.by_type, report.effect, samples, runs)
    write_text(config.output_dir / "report.html", html)
    write_results(config.output_dir, {**about, "runs": list(runs), "net_effect": net, **tables})
