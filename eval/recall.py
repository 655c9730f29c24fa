"""The evaluation: questions → replies of each model → scored runs, results, page."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from data_prep import WorkError
from data_prep.records import content_id
from eval.config import EvalConfig
from eval.contamination import Contamination, check
from eval.markdown import as_markdown
from eval.measures import measure, measures_json
from eval.models import Local, Served, models
from eval.neutral import neutral_texts
from eval.page import fact_views, page
from eval.questions import load_samples
from eval.replies import judge_reply
from eval.runs import RESULTS, ScoreLog, read_results, write_results, write_text
from eval.samples import Sample, Score
from eval.table import ALL, Effect, Table, as_json, effect, tabulate

PACKAGES = ("torch", "transformers", "peft", "bitsandbytes", "tokenizers", "datasets")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: recall of held-out wordings by group, language and kind, and by type; every probe; the net
    effect of training; bits per byte of neutral text by run."""

    recall: Table
    by_type: Table
    by_probe: Table
    effect: Effect | None
    neutral: Mapping[str, float] = field(default_factory=dict)

    @property
    def locality(self) -> str:
        """One line on the neutral texts; empty if none was read."""
        told = " → ".join(f"{name} {bits:.3f}" for name, bits in self.neutral.items())
        return f"neutral text: {told} bits per byte" if told else ""


def evaluate(config: EvalConfig) -> Report:
    """Scores the models that `config` names and leaves runs, results.json and report.html."""
    samples = load_samples(
        config.dataset,
        limit=config.limit,
        trained_wordings=config.trained_wordings,
        system=config.system,
        probes=config.kinds,
        probes_per_kind=config.probes_per_kind,
    )
    seen = check(samples, config.dataset, config.contamination)
    asked = models(config)
    samples = _answerable(asked, samples)
    runs = {model.name: _score_run(model, samples, config) for model in asked}
    neutral = {model.name: _neutral(config.output_dir / model.name) for model in asked}
    report = _report(samples, runs, {name: bits for name, bits in neutral.items() if bits})
    _write(config, asked[-1], samples, runs, report, seen)
    return report


def _answerable(asked: Sequence[Local | Served], samples: Sequence[Sample]) -> list[Sample]:
    """What all models can be asked; a line says what is left out."""
    kept = asked[0].answerable(samples)
    if len(kept) < len(samples):
        left = len(samples) - len(kept)
        sys.stderr.write(
            f"{left} questions with choices are left out: a server tells no log-probabilities of them\n"
        )
    if not kept:
        raise WorkError("no question is left that this model can be asked")
    return kept


def _score_run(model: Local | Served, samples: Sequence[Sample], config: EvalConfig) -> list[Score]:
    """The scores of one model in the order of `samples`, taken from its log where it has them."""
    folder = config.output_dir / model.name
    log = ScoreLog(folder, model.fingerprint)
    scores = log.found(samples)
    before = _kept_neutral(folder, model)
    if len(scores) < len(samples):
        (folder / RESULTS).unlink(missing_ok=True)
        _ask(model, log, samples, scores)
    log.finish(samples, scores)
    ordered = [scores[sample.id] for sample in samples]
    bits = model.bits_per_byte() if before is None else before
    about = _provenance(model, config, samples)
    locality = {"bits_per_byte": bits, "texts": content_id(*neutral_texts())}
    counts = {"counts": _counts(ordered), "neutral": locality}
    write_results(folder, {"name": model.name, **about, **counts})
    return ordered


def _ask(
    model: Local | Served,
    log: ScoreLog,
    samples: Sequence[Sample],
    scores: dict[str, Score],
) -> None:
    """Asks what has no score yet; every line is on disk before the next batch."""
    todo = model.ask(samples, lambda sample: sample.id not in scores)
    bar = tqdm(
        total=len(samples),
        initial=len(scores),
        desc=model.name,
        unit="question",
        file=sys.stderr,
    )
    held_out = {sample.id for sample in samples if sample.probe == "held_out"}
    recalled = [scores[name].value is True for name in held_out & scores.keys()]
    with bar, log.open() as out:
        for sample, reply in todo:
            scores[sample.id] = judge_reply(sample, reply)
            out.write(log.line(sample, scores[sample.id]))
            out.flush()
            bar.update()
            if sample.id in held_out:
                recalled.append(scores[sample.id].value is True)
                share = sum(recalled) / len(recalled)
                bar.set_postfix_str(f"recall {share:.1%}", refresh=False)


def _kept_neutral(folder: Path, model: Local | Served) -> float | None:
    """Bits per byte that an earlier run of the same model has found of the same texts."""
    results = read_results(folder)
    kept = results.get("neutral") or {}
    same = results.get("fingerprint") == model.fingerprint
    return (
        kept.get("bits_per_byte")
        if same and kept.get("texts") == content_id(*neutral_texts())
        else None
    )


def _neutral(folder: Path) -> float | None:
    return read_results(folder)["neutral"]["bits_per_byte"]


def _counts(scores: Sequence[Score]) -> dict[str, int]:
    verdicts = [score.verdict for score in scores]
    return {"n": len(verdicts)} | {
        v: verdicts.count(v) for v in ("correct", "incorrect", "not_attempted")
    }


def _provenance(
    model: Local | Served, config: EvalConfig, samples: Sequence[Sample]
) -> dict[str, Any]:
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        **model.about,
        "dataset": config.dataset,
        "samples": content_id(*(part for s in samples for part in (s.key, *s.targets))),
        "config": asdict(config),
        "versions": {package: version(package) for package in PACKAGES},
    }


def _report(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]], neutral: Mapping[str, float]
) -> Report:
    held_out = [i for i, sample in enumerate(samples) if sample.probe == "held_out"]
    asked = [samples[i] for i in held_out]
    recalled = {name: [scores[i] for i in held_out] for name, scores in runs.items()}
    return Report(
        recall=tabulate(asked, recalled, ("group", "lang", "kind")),
        by_type=tabulate(asked, recalled, ("group", "type")),
        by_probe=_by_probe(samples, runs),
        effect=effect(asked, *recalled.values()) if len(runs) == 2 else None,
        neutral=neutral,
    )


def _by_probe(samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]) -> Table:
    """Each kind of probe by group, without totals: taught and control facts must not be mixed."""
    table = tabulate(samples, runs, ("probe", "group"))
    return replace(table, rows=tuple(row for row in table.rows if row.place[1] != ALL))


def _measures(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]
) -> dict[str, dict[str, Any]]:
    """Of each run, by kind of probe and group: strict recall, abstention, calibration and the like."""
    cells: dict[str, list[int]] = {}
    for i, sample in enumerate(samples):
        cells.setdefault(f"{sample.probe} {sample.group}", []).append(i)
    return {
        name: {
            cell: measures_json(measure([samples[i] for i in at], [scores[i] for i in at]))
            for cell, at in cells.items()
        }
        for name, scores in runs.items()
    }


def _write(
    config: EvalConfig,
    model: Local | Served,
    samples: Sequence[Sample],
    runs: Mapping[str, Sequence[Score]],
    report: Report,
    seen: Contamination,
) -> None:
    about = _provenance(model, config, samples)
    tables = {"recall": as_json(report.recall), "by_type": as_json(report.by_type)}
    tables["by_probe"] = as_json(report.by_probe)
    net = asdict(report.effect) if report.effect else None
    title = f"Factual recall of {Path(str(about['model'])).name}"
    beside = {"by_probe": report.by_probe, "neutral": report.neutral}
    html = page(
        title, about, report.recall, report.by_type, report.effect, samples, runs, **beside,
        facts=fact_views(config.dataset, {sample.fact_id for sample in samples}),
    )  # fmt: skip
    write_text(config.output_dir / "report.html", html)
    card = as_markdown(title, report.recall, effect=report.effect, **beside)
    write_text(config.output_dir / "report.md", card)
    found = {"contamination": seen.as_json(), "net_effect": net, "neutral": report.neutral}
    write_results(
        config.output_dir,
        {**about, "runs": list(runs), **found, **tables, "measures": _measures(samples, runs)},
    )
