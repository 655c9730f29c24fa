"""`python -m eval.compare A B C …`: any number of scored runs, question by question."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data_prep import Arguments, CommandError, run
from eval.comparison import FIELDS, Comparison, Rival, compare, compared, paired
from eval.grid import escaped, markdown_grid, text_grid
from eval.harnesses.logs import read_any
from eval.measures import Measures, measures_json
from eval.samples import PROBES
from eval.stats import Rate, detectable
from eval.table import as_json, as_markdown, as_text, shown_rate

__all__ = ["compare", "compared", "detectable", "main", "paired"]

_DESCRIPTION = """Compare scored runs on the same questions. The first is the reference, A; each other one is set against it:
answers gained and lost, the difference with its error clustered on documents, the exact McNemar test, the
sign-flip test over whole documents, and on the rows of a breakdown its p adjusted for their number (Holm).
Of each run: recall of questions; of facts right in all wordings; how often two wordings of a fact agree; how
many answers are wrong or none, and the share wrong of those not right (hallucination); the harmonic mean F of
recall and of the share right among answers given (SimpleQA); how well confidence fits (ECE, Brier, AUROC).
Intervals are of 95 %; those of a run allow for answers of one document going together.

  python -m eval.compare runs/X/eval/base runs/X/eval/tuned
  python -m eval.compare runs/X/eval/base runs/X/eval/tuned runs/Y/eval/tuned --by type,document"""


def main(argv: Sequence[str]) -> None:
    given = _parser().parse_args(argv)
    found = compared(
        [read_any(path) for path in given.runs],
        by=_fields(given.by),
        probe=given.probe,
        common=given.common == "true",
    )
    if given.json:
        sys.stdout.write(json.dumps(_json(found), ensure_ascii=False, default=str) + "\n")
    else:
        sys.stdout.write(_markdown(found) if given.markdown else _text(found))


def _parser() -> Arguments:
    parser = Arguments("python -m eval.compare", _DESCRIPTION)
    add = parser.add_argument
    add("runs", metavar="DIR", nargs="+", type=Path, help="folders of scored runs, two or more")
    add("--by", default="lang,kind", help=f"breakdown, any of {','.join(sorted(FIELDS))}")
    add("--probe", default="held_out", choices=PROBES, help="which questions; held_out by default")
    add(
        "--common",
        default="false",
        choices=("true", "false"),
        help="true: compare the questions that all runs share; false: refuse runs that differ",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print one JSON object")
    shape.add_argument("--markdown", action="store_true", help="print Markdown for a model card")
    return parser


def _fields(words: str) -> list[str]:
    names = [word.strip() for word in words.split(",") if word.strip()]
    for name in names:
        if name not in FIELDS:
            raise CommandError(f"--by takes {', '.join(sorted(FIELDS))}, not {name!r}")
    return list(dict.fromkeys(names))


def _text(found: Comparison) -> str:
    parts = ["\n".join(_about(found))]
    for group, measures in found.measures.items():
        parts.append(f"{_heading(group, measures)}\n{text_grid(*_grid(measures), 1)}".rstrip())
    for rival in found.rivals:
        heading = f"{rival.name} against {rival.table.runs[0]}"
        parts.append("\n".join([heading, as_text(rival.table), *_rates(rival)]))
    return "\n\n".join(parts) + "\n"


def _markdown(found: Comparison) -> str:
    parts = ["\n".join(f"- {escaped(line)}" for line in _about(found))]
    for group, measures in found.measures.items():
        parts += [f"### {_heading(group, measures)}", markdown_grid(*_grid(measures), 1).rstrip()]
    for rival in found.rivals:
        parts.append(f"### {rival.name} against {rival.table.runs[0]}")
        parts.append(as_markdown(rival.table).rstrip())
        parts.append("\n".join(f"- {line}" for line in _rates(rival)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(found: Comparison) -> list[str]:
    lines = [f"{name}  {folder}" for name, folder in found.folders.items()]
    left = ", ".join(f"{count} of {name}" for name, count in found.left_out.items() if count)
    if left:
        lines.append(f"{found.questions} questions that all runs share; left out: {left}")
    return lines


def _heading(group: str, measures: Mapping[str, Measures]) -> str:
    one = next(iter(measures.values()))
    counts = ((one.recall.n, "question"), (one.facts, "fact"), (one.documents, "document"))
    shown = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts]
    return f"{group}: {shown[0]} on {shown[1]} of {shown[2]}"


def _grid(measures: Mapping[str, Measures]) -> tuple[list[str], list[list[str]]]:
    """A line per run; columns that no run has a figure for are left out."""
    lines = [{"run": name} | _shown(found) for name, found in measures.items()]
    head = [column for column in lines[0] if any(line[column] for line in lines)]
    return head, [[line[column] for column in head] for line in lines]


def _shown(found: Measures) -> dict[str, str]:
    abstention, calibration = found.abstention, found.calibration
    return {
        "recall": shown_rate(found.recall),
        "above chance": _percent(found.chance_corrected),
        "all wordings": shown_rate(found.strict) if found.consistency is not None else "",
        "consistency": _percent(found.consistency),
        "wrong": _percent(abstention.incorrect / abstention.n),
        "no answer": _percent(abstention.not_attempted / abstention.n),
        "hallucination": _percent(abstention.hallucination),
        "F": _percent(abstention.f),
        "ECE": f"{calibration.ece:.3f}" if calibration else "",
        "Brier": f"{calibration.brier:.3f}" if calibration else "",
        "AUROC": f"{calibration.auroc:.3f}"
        if calibration and calibration.auroc is not None
        else "",
    }


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _rates(rival: Rival) -> list[str]:
    first, name = rival.table.runs[0], rival.name
    lines = [_rate(f"injected (taught, wrong in {first}, right in {name})", rival.injected)]
    lines += [
        _rate(f"forgotten ({group}, right in {first}, wrong in {name})", rate)
        for group, rate in rival.forgotten.items()
    ]
    if rival.effect:
        lines.append(f"net effect, taught less control: {rival.effect}")
    return [line for line in lines if line]


def _rate(what: str, rate: Rate | None) -> str:
    return f"{what}: {rate.correct} of {rate.n}, {shown_rate(rate)}" if rate else ""


def _json(found: Comparison) -> dict[str, Any]:
    return {
        "runs": {name: str(folder) for name, folder in found.folders.items()},
        "questions": found.questions,
        "left_out": found.left_out,
        "measures": {
            group: {name: measures_json(one) for name, one in measures.items()}
            for group, measures in found.measures.items()
        },
        "against": [_rival_json(rival) for rival in found.rivals],
    }


def _rival_json(rival: Rival) -> dict[str, Any]:
    def shown(rate: Rate | None) -> dict[str, Any] | None:
        return asdict(rate) | {"share": rate.share} if rate else None

    return {
        "reference": rival.table.runs[0],
        "run": rival.name,
        "rows": as_json(rival.table),
        "injected": shown(rival.injected),
        "forgotten": {group: shown(rate) for group, rate in rival.forgotten.items()},
        "net_effect": asdict(rival.effect) if rival.effect else None,
    }


if __name__ == "__main__":
    sys.exit(run(main))
