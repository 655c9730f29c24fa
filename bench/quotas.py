"""How often each taught fact of a run is worded, against the quotas.

    python -m bench.quotas runs/mine [--questions 10] [--held_out 2] [--statements 5] [--facts] [--list 20]

Counted of each taught fact: direct questions that are trained and that are held out, reverse, cloze and list
questions, statements, and the smallest distance between two of its direct questions (0 the same, 1 nothing
in common). The reverse quota is waived where the answer belongs to several subjects. `--facts` prints the
table of all facts, `--list` the facts that miss a quota.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from bench.run_folder import bare, markdown, question, rows, share

Distance = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Quotas:
    """The least a taught fact is to have; `questions` counts held-out ones too."""

    questions: int = 10
    held_out: int = 2
    statements: int = 5
    reverse: int = 1
    cloze: int = 1


@dataclass(frozen=True, slots=True)
class Worded:
    """A fact and how often it is worded in each way."""

    fact: dict[str, Any]
    trained: tuple[str, ...]
    held_out: tuple[str, ...]
    kinds: Counter[str]
    """Question rows by kind, and `statement`."""
    unique: bool
    """No other subject has this answer."""

    def misses(self, quotas: Quotas) -> list[str]:
        """The quotas that are not met, by name."""
        have = {
            "questions": len(self.trained) + len(self.held_out),
            "held_out": len(self.held_out),
            "statements": self.kinds["statement"],
            "reverse": self.kinds["reverse"] if self.unique else quotas.reverse,
            "cloze": self.kinds["cloze"],
        }
        return [name for name, count in have.items() if count < getattr(quotas, name)]


def main() -> None:
    options = _options()
    quotas = Quotas(options.questions, options.held_out, options.statements)
    facts = worded(*(rows(options.run, name) for name in ("facts", "sft", "text", "recall")))
    if not facts:
        raise SystemExit(f"{options.run} holds no taught fact")
    distance, name = project_distance()
    print(summary(facts, quotas, distance, name))
    if options.facts:
        print(f"\n{table(facts, quotas, distance)}")
    missing = [fact for fact in facts if fact.misses(quotas)]
    for one in missing[: options.list]:
        print(
            f"{one.fact['id']}  {', '.join(one.misses(quotas))}: {one.fact['statement']} → {one.fact['object']}"
        )
    if len(missing) > options.list:
        print(f"… and {len(missing) - options.list} more facts that miss a quota")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--questions", type=int, default=Quotas().questions)
    parser.add_argument("--held_out", type=int, default=Quotas().held_out)
    parser.add_argument("--statements", type=int, default=Quotas().statements)
    parser.add_argument("--facts", action="store_true", help="a table line for each fact")
    parser.add_argument("--list", type=int, default=20, help="facts listed that miss a quota")
    return parser.parse_args()


def worded(
    facts: Sequence[dict[str, Any]],
    sft: Iterable[dict[str, Any]],
    text: Iterable[dict[str, Any]],
    recall: Iterable[dict[str, Any]],
) -> list[Worded]:
    """The taught facts with their wordings, in the order of `facts`."""
    trained: dict[str, list[str]] = defaultdict(list)
    held: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in (row for row in sft if row["task"] == "qa"):
        for fact in row["fact_ids"]:
            kinds[fact][row["kind"]] += 1
            if row["kind"] == "direct":
                trained[fact].append(question(row))
    for row in text:
        for fact in row["fact_ids"]:
            kinds[fact]["statement"] += 1
    for row in recall:
        if row["kind"] == "direct":
            held[row["fact_id"]].append(row["question"])
    subjects: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        subjects[bare(fact["object"])].add(bare(fact["subject"]))
    return [
        Worded(
            fact,
            tuple(trained[fact["id"]]),
            tuple(held[fact["id"]]),
            kinds[fact["id"]],
            len(subjects[bare(fact["object"])]) == 1,
        )
        for fact in facts
        if fact["split"] == "taught"
    ]


def project_distance() -> tuple[Distance, str]:
    """The distance between wordings that data_prep chooses by, and its name; trigrams where it has none."""
    for module in ("data_prep.wording.distance", "data_prep.wording"):
        try:
            found = getattr(import_module(module), "distance", None)
            if callable(found) and isinstance(found("a b", "a c"), float):
                return found, f"{module}.distance"  # type: ignore[return-value]
        except (ImportError, TypeError, AttributeError):
            continue
    return jaccard, "1 - Jaccard of character trigrams"


def jaccard(a: str, b: str) -> float:
    """1 less the Jaccard similarity of the character trigrams."""
    x, y = ({flat[i : i + 3] for i in range(max(1, len(flat) - 2))} for flat in (bare(a), bare(b)))
    return 1 - len(x & y) / len(x | y)


def closest(wordings: Sequence[str], distance: Distance) -> float:
    """The smallest distance between two of the wordings; 1 for fewer than two."""
    return min((distance(a, b) for a, b in combinations(wordings, 2)), default=1.0)


def summary(facts: Sequence[Worded], quotas: Quotas, distance: Distance, name: str) -> str:
    """The share of facts that meet each quota and all of them, and how near the wordings lie."""
    misses = [fact.misses(quotas) for fact in facts]
    asked = (
        ("questions", f"at least {quotas.questions} questions"),
        ("held_out", f"at least {quotas.held_out} of them held out"),
        ("statements", f"at least {quotas.statements} statements"),
        ("reverse", f"at least {quotas.reverse} reverse question, or the answer is not unique"),
        ("cloze", f"at least {quotas.cloze} cloze"),
    )
    lines = [
        (text, share(sum(quota not in missed for missed in misses), len(facts)))
        for quota, text in asked
    ]
    lines.append(("all quotas", share(sum(not missed for missed in misses), len(facts))))
    near = sorted(closest([*fact.trained, *fact.held_out], distance) for fact in facts)
    counts = [len(fact.trained) + len(fact.held_out) for fact in facts]
    wordings = (
        f"questions per fact: median {median(counts):g}, least {min(counts)}, most {max(counts)}"
    )
    spread = (
        f"smallest distance between two questions of a fact ({name}): "
        f"median {median(near):.2f}, tenth percentile {near[len(near) // 10]:.2f}, least {near[0]:.2f}"
    )
    return f"{markdown(('taught facts with', 'share'), lines)}\n\n{wordings}\n{spread}"


def table(facts: Sequence[Worded], quotas: Quotas, distance: Distance) -> str:
    """A line for each fact."""
    head = ("fact", "trained", "held out", "reverse", "cloze", "list", "statements", "distance", "misses")  # fmt: skip
    lines = [
        (
            one.fact["id"],
            len(one.trained),
            len(one.held_out),
            one.kinds["reverse"] if one.unique or one.kinds["reverse"] else "not unique",
            one.kinds["cloze"],
            one.kinds["list"],
            one.kinds["statement"],
            f"{closest([*one.trained, *one.held_out], distance):.2f}",
            ", ".join(one.misses(quotas)),
        )
        for one in facts
    ]
    return markdown(head, lines)


if __name__ == "__main__":
    main()
