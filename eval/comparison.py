"""Any number of scored runs on the same questions: the first against each other one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase

from data_prep import CommandError
from eval.measures import Measures, measure
from eval.runs import Run
from eval.samples import GROUPS, Group, Sample, Score
from eval.stats import Rate, forgetting, injection
from eval.table import Effect, Table, effect, tabulate

FIELDS = {name: name for name in ("type", "lang", "kind", "modality", "salience")}
FIELDS["document"] = "doc_id"
"""What --by takes, and the field of a sample it means."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A run set against the reference. `injected`: wrong in the reference, right here, of taught facts;
    `forgotten`: right in the reference, wrong here, by group; None where there is nothing of the kind."""

    name: str
    table: Table
    injected: Rate | None
    forgotten: dict[Group, Rate | None]
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`folders` and `measures` by the name of the run, the reference first; `left_out`: how many questions
    of each run the others lack."""

    folders: dict[str, Path]
    questions: int
    left_out: dict[str, int]
    measures: dict[Group, dict[str, Measures]]
    rivals: tuple[Rival, ...]


def paired(a: Run, b: Run) -> tuple[list[Score], list[Score]]:
    """The scores of both runs in the order of A's samples. Raises CommandError if the questions differ."""
    _, (before, after) = _aligned([a, b], common=False)
    return before, after


def compare(a: Run, b: Run) -> Table:
    """A against B by group, language and kind."""
    before, after = paired(a, b)
    return tabulate(a.samples, {"A": before, "B": after}, ("group", "lang", "kind"))


def compared(
    runs: Sequence[Run],
    *,
    by: Sequence[str] = ("lang", "kind"),
    probe: str = "held_out",
    common: bool = False,
) -> Comparison:
    """The first of two or more runs against each other one, on the questions of one probe.

    `by`: names of FIELDS. With `common`, the questions that all runs share; without, CommandError if
    they differ.
    """
    if not 2 <= len(runs) <= len(ascii_uppercase):
        raise CommandError(f"a comparison takes 2 to {len(ascii_uppercase)} runs, not {len(runs)}")
    asked = [_of_probe(run, probe) for run in runs]
    samples, columns = _aligned(asked, common=common)
    scores = dict(zip(ascii_uppercase, columns, strict=False))
    places = ("group", *(FIELDS[name] for name in by))
    return Comparison(
        folders={name: run.folder for name, run in zip(scores, runs, strict=True)},
        questions=len(samples),
        left_out={n: len(run.samples) - len(samples) for n, run in zip(scores, asked, strict=True)},
        measures=_measures(samples, scores),
        rivals=tuple(_rival(samples, scores, name, places) for name in list(scores)[1:]),
    )


def _of_probe(run: Run, probe: str) -> Run:
    kept = [i for i, sample in enumerate(run.samples) if sample.probe == probe]
    if not kept:
        found = ", ".join(sorted({sample.probe for sample in run.samples}))
        raise CommandError(f"{run.folder} asked no {probe} questions; it asked {found}")
    return replace(
        run,
        samples=tuple(run.samples[i] for i in kept),
        scores=tuple(run.scores[i] for i in kept),
    )


def _aligned(runs: Sequence[Run], *, common: bool) -> tuple[list[Sample], list[list[Score]]]:
    """The questions of the first run, and the scores of every run in their order."""
    first, *others = runs
    answers = [
        {s.key: (s, score) for s, score in zip(r.samples, r.scores, strict=True)} for r in runs
    ]
    shared = set[str].intersection(*(set(found) for found in answers))
    for other, found in zip(others, answers[1:], strict=True):
        if not common and answers[0].keys() != found.keys():
            raise CommandError(
                f"the runs asked different questions: {len(answers[0].keys() - found.keys())} only in "
                f"{first.folder}, {len(found.keys() - answers[0].keys())} only in {other.folder}, "
                f"{len(answers[0].keys() & found.keys())} in both; --common true compares those that all share"
            )
    if not shared:
        raise CommandError("the runs share no question")
    samples = [sample for sample in first.samples if sample.key in shared]
    for found in answers[1:]:
        changed = [s for s in samples if found[s.key][0].targets != s.targets]
        if changed:
            raise CommandError(
                f"the expected answers differ for {len(changed)} questions, as {changed[0].question!r}"
            )
    return samples, [[found[sample.key][1] for sample in samples] for found in answers]


def _measures(
    samples: Sequence[Sample], scores: Mapping[str, Sequence[Score]]
) -> dict[Group, dict[str, Measures]]:
    places: dict[Group, list[int]] = {
        group: [i for i, s in enumerate(samples) if s.group == group] for group in GROUPS
    }
    return {
        group: {
            name: measure([samples[i] for i in at], [found[i] for i in at])
            for name, found in scores.items()
        }
        for group, at in places.items()
        if at
    }


def _rival(
    samples: Sequence[Sample],
    scores: Mapping[str, Sequence[Score]],
    name: str,
    columns: Sequence[str],
) -> Rival:
    reference = next(iter(scores))
    two = {reference: scores[reference], name: scores[name]}

    def moved(group: Group, rate: Callable[..., Rate | None]) -> Rate | None:
        at = [i for i, sample in enumerate(samples) if sample.group == group]
        return rate(*([found[i].value is True for i in at] for found in two.values()))

    return Rival(
        name,
        tabulate(samples, two, columns),
        moved("taught", injection),
        {group: moved(group, forgetting) for group in GROUPS},
        effect(samples, *two.values()),
    )
