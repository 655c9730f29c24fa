"""Do the error bars and tests keep their promise? Simulated answers whose truth is known.

    python -m bench.statistics [--runs 4000] [--seed 0]

Prints how often the 95 % intervals hold the truth (94 to 96 % is right), and how often the tests find a
change where there is none (at most 5.5 %). Each document has a share of its own, drawn from a Beta
distribution in which two answers of one document correlate by 0.2 or more; documents differ in length.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from math import sqrt
from random import Random

from eval.stats import (
    Z95,
    change,
    clustered_rate,
    clustered_se,
    difference_in_differences,
    half_width,
    net_effect_bootstrap,
    wilson,
)

Answers = tuple[list[bool], list[int]]
"""Right or not, and the document of each."""

LEAST, MOST = 3, 12
"""Questions of a document."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=4000, help="simulations of each line")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.perf_counter()
    error = 1.96 * sqrt(0.05 * 0.95 / options.runs)
    print(f"{options.runs} simulations a line, seed {options.seed}: ± {error:.1%} by chance\n")
    for title, lines in (
        ("95 % intervals hold the truth", coverage(options.runs, options.seed)),
        ("p <= 0.05 where nothing changed", false_positives(options.runs, options.seed)),
    ):
        print(title)
        for name, share in lines:
            print(f"  {name:66} {share:6.1%}", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")


def coverage(runs: int, seed: int) -> Iterator[tuple[str, float]]:
    for n in (30, 100, 300):
        yield (
            f"Wilson, {n} independent answers",
            share(runs, seed, lambda r, n=n: wilson_holds(r, n)),
        )
    yield (
        "Wilson, answers of 50 documents (wrong: they are not independent)",
        share(runs, seed, lambda r: clustered_holds(r, 50, "wilson")),
    )
    for kind, name in (
        ("z", "mean ± 1.96 clustered errors"),
        ("t", "mean ± t(C-1) clustered errors"),
        ("rate", "clustered Wilson"),
    ):
        for documents in (5, 10, 20, 30, 100):
            held = share(runs, seed, lambda r, k=kind, d=documents: clustered_holds(r, d, k))
            yield f"{name}, {documents} documents", held
    for documents in (30, 100):
        held = share(runs, seed, lambda r, d=documents: change_holds(r, d))
        yield f"change of a share ± t(C-1) clustered errors, {documents} documents", held
    for taught, control in ((10, 5), (20, 10), (30, 10), (30, 30), (100, 30)):
        held = share(runs, seed, lambda r, t=taught, c=control: effect_holds(r, t, c, False))
        yield f"difference in differences, {taught} taught, {control} control documents", held
    few = min(runs, 1000)
    held = share(few, seed, lambda r: effect_holds(r, 30, 30, True))
    yield f"its bootstrap, 30 and 30 documents ({few} simulations)", held


def false_positives(runs: int, seed: int) -> Iterator[tuple[str, float]]:
    for n in (30, 100, 300):
        yield (
            f"McNemar, {n} independent pairs",
            share(runs, seed, lambda r, n=n: finds(r, n, 1, "p")),
        )
    for documents in (10, 30, 100):
        found = share(runs, seed, lambda r, d=documents: finds(r, d, MOST, "p_flip"))
        yield f"sign-flip, {documents} documents whose answers flip together", found
    found = share(runs, seed, lambda r: finds(r, 30, MOST, "p"))
    yield "McNemar on the same 30 documents (wrong: they are not independent)", found


def share(runs: int, seed: int, trial: Callable[[Random], bool]) -> float:
    random = Random(seed)
    return sum(trial(random) for _ in range(runs)) / runs


def wilson_holds(random: Random, n: int) -> bool:
    truth = random.uniform(0.05, 0.95)
    rate = wilson(sum(random.random() < truth for _ in range(n)), n)
    return rate.low <= truth <= rate.high


def clustered_holds(random: Random, documents: int, kind: str) -> bool:
    truth = random.uniform(0.1, 0.9)
    right, places = answers(random, documents, truth)
    if kind in ("wilson", "rate"):
        rate = wilson(sum(right), len(right)) if kind == "wilson" else clustered_rate(right, places)
        return rate.low <= truth <= rate.high
    mean, se = sum(right) / len(right), clustered_se(right, places)
    assert se is not None
    return abs(mean - truth) <= (Z95 * se if kind == "z" else half_width(se, documents))


def change_holds(random: Random, documents: int) -> bool:
    truth = random.uniform(0.0, 0.8)
    found, places = moves(random, documents, truth, 0)
    se = clustered_se(found, places)
    assert se is not None
    return abs(sum(found) / len(found) - truth) <= half_width(se, documents)


def effect_holds(random: Random, taught: int, control: int, bootstrap: bool) -> bool:
    gain, drift = random.uniform(0.1, 0.8), random.uniform(0.0, 0.1)
    up, up_in = moves(random, taught, gain, 0)
    aside, aside_in = moves(random, control, drift, taught)
    truth = gain - drift
    if bootstrap:
        found = net_effect_bootstrap(up, aside, up_in, aside_in, draws=400, seed=1)
        return found is not None and found[0] <= truth <= found[1]
    effect = difference_in_differences(up, aside, up_in, aside_in)
    return abs(effect.value - truth) <= (effect.half_width or 0.0)


def moves(random: Random, documents: int, gain: float, first: int) -> tuple[list[float], list[int]]:
    """Changes of answers: one in ten is lost, and so many more are gained that `gain` is their mean."""
    gained, places = answers(random, documents, (gain + 0.1) / 0.9 if gain < 0.8 else 1.0)
    lost = (random.random() < 0.1 for _ in gained)
    found = [-1.0 if off else float(on) for on, off in zip(gained, lost, strict=True)]
    return found, [first + place for place in places]


def answers(random: Random, documents: int, truth: float) -> Answers:
    right, places = [], []
    for document in range(documents):
        own = random.betavariate(truth * 4, (1 - truth) * 4) if truth < 1 else 1.0
        for _ in range(random.randint(LEAST, MOST)):
            right.append(random.random() < own)
            places.append(document)
    return right, places


def finds(random: Random, documents: int, most: int, test: str) -> bool:
    """Whether `test` finds a change where each document is as likely to have moved up as down."""
    before, after, places = [], [], []
    for document in range(documents):
        up = random.choice((0.2, 0.8)) if most > 1 else 0.5
        for _ in range(random.randint(min(LEAST, most), most)):
            flips = random.random() < 0.4
            now = random.random() < up if flips else random.random() < 0.5
            before.append(not now if flips else now)
            after.append(now)
            places.append(document)
    p = getattr(change(before, after, places), test)
    return p <= 0.05


if __name__ == "__main__":
    main()
