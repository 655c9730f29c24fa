"""What the recipe is worth: recall after training on parts of a run's rows, at equal steps and equal epochs.

    python -m bench.ablation runs/mine [--arms one ten questions] [--limit_facts 200] [--steps 600]
        [--epochs 10] [--seeds 0 1] [--threads 1] [--results ablation.jsonl]

A tiny Llama (`bench/tiny_llama.py`) reads the run's documents, then a LoRA is trained on the rows of an arm
(`bench/recipes.py`) and asked the run's own held-out wordings, greedily, judged by `eval.scorers`. With
`--results` each finished arm is kept and not made again. Prints a Markdown table.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from bench.recipes import (
    NAMES,
    RECIPES,
    Asked,
    Materials,
    Recipe,
    batches,
    materials,
    pairs_of,
    steps_of_epochs,
    until_even,
)
from bench.run_folder import fingerprint, markdown, rows
from eval.scorers import score
from eval.stats import wilson

if TYPE_CHECKING:
    from bench.tiny_llama import Base, Row


@dataclass(frozen=True, slots=True)
class Setting:
    """One cell of the table: an arm under a budget, for one seed."""

    run: str
    facts: int
    arm: str
    budget: str
    seed: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a setting. `reverse_n` is 0 where there was none to ask."""

    setting: Setting
    rows: int
    steps: int
    loss: float
    right: int
    n: int
    reverse_right: int
    reverse_n: int


def main() -> None:
    options = _options()
    made = materials(*(rows(options.run, name) for name in ("facts", "sft", "text", "recall")),
                     limit=options.limit_facts)  # fmt: skip
    if not made.asked:
        raise SystemExit(f"{options.run} holds no fact with a trained and a held-out question")
    reverse = "held-out" if made.reverse_is_held_out else "trained"
    _say(
        f"{made.facts} facts, {len(made.asked)} direct and {len(made.reversed)} {reverse} reverse questions"
    )
    budgets = [f"{n} steps" for n in options.steps] + [f"{n:g} epochs" for n in options.epochs]
    wanted = [
        Setting(fingerprint(options.run), made.facts, arm, budget, seed)
        for seed in options.seeds
        for budget in budgets
        for arm in options.arms
    ]
    done = _read(options.results)
    todo = [setting for setting in wanted if setting not in done]
    for result in _measured(todo, made, options):
        done[result.setting] = result
        _say(_line(result))
        if options.results:
            with options.results.open("a", encoding="utf-8") as out:
                out.write(json.dumps(asdict(result)) + "\n")
    print(table([done[setting] for setting in wanted], reverse))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--arms", nargs="+", choices=list(RECIPES), default=list(RECIPES))
    parser.add_argument("--limit_facts", type=int, default=0, help="0 takes all")
    parser.add_argument("--steps", type=int, nargs="*", default=[600])
    parser.add_argument("--epochs", type=float, nargs="*", default=[10])
    parser.add_argument("--pretrain", type=int, default=300)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--results", type=Path)
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _read(path: Path | None) -> dict[Setting, Result]:
    if path is None or not path.exists():
        return {}
    found = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    results = [Result(**(row | {"setting": Setting(**row["setting"])})) for row in found]
    return {result.setting: result for result in results}


def _measured(
    todo: Sequence[Setting], made: Materials, options: argparse.Namespace
) -> Iterator[Result]:
    import torch  # noqa: PLC0415 - the table of finished results needs none

    from bench.tiny_llama import make_base  # noqa: PLC0415

    torch.set_num_threads(options.threads)
    lines = [
        line
        for document in rows(options.run, "documents")
        for line in document["text"].splitlines()
        if line.strip()
    ]
    for seed in sorted({setting.seed for setting in todo}):
        began = time.monotonic()
        base = make_base(lines, steps=options.pretrain, seed=seed)
        _say(f"base of seed {seed} in {time.monotonic() - began:.0f} s")
        for setting in todo:
            if setting.seed == seed:
                yield _train_and_ask(base, setting, made)


def _train_and_ask(base: "Base", setting: Setting, made: Materials) -> Result:
    from bench.tiny_llama import BATCH, tune  # noqa: PLC0415

    recipe = RECIPES[setting.arm]
    pairs = [base.pair(*pair) for pair in pairs_of(recipe, made)]
    every = pairs + _texts(base, recipe, made, sum(len(row.ids) for row in pairs), setting.seed)
    amount, unit = setting.budget.split()
    steps = int(amount) if unit == "steps" else steps_of_epochs(len(every), float(amount), BATCH)
    switch = steps // 2 if recipe.questions_first else 0
    order = batches(every, BATCH, setting.seed, first=pairs, switch=switch)
    tuned, loss = tune(base, order, steps=steps, seed=setting.seed)
    right, back = _right(tuned, made.asked), _right(tuned, made.reversed)
    return Result(
        setting, len(every), steps, loss, right, len(made.asked), back, len(made.reversed)
    )


def _texts(base: "Base", recipe: Recipe, made: Materials, tokens: int, seed: int) -> "list[Row]":
    if recipe.text == "none":
        return []
    shuffled = random.Random(seed).sample(made.texts, len(made.texts))
    texts = [base.text(text) for text in shuffled]
    return texts if recipe.text == "once" else until_even(texts, lambda row: len(row.ids), tokens)


def _right(tuned: "Base", asked: Sequence[Asked]) -> int:
    from bench.tiny_llama import answers  # noqa: PLC0415

    said = answers(tuned, [one.question for one in asked])
    return sum(
        score(one.answers, answer, one.question).outcome == "correct"
        for one, answer in zip(asked, said, strict=True)
        if one.answers
    )


def _line(result: Result) -> str:
    return (
        f"{result.setting.arm}, {result.setting.budget}, seed {result.setting.seed}: {result.rows} rows, "
        f"{result.steps} steps, loss {result.loss:.3f}, direct {result.right}/{result.n}, "
        f"reverse {result.reverse_right}/{result.reverse_n}"
    )


def table(results: Sequence[Result], reverse: str) -> str:
    """One line an arm and budget: means over the seeds, the interval that of one seed's questions."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[result.setting.budget, result.setting.arm].append(result)
    head = (
        "budget", "trained on", "rows", "steps", "final loss",
        "direct, unseen wording", f"reverse, {reverse} wording", "seeds",
    )  # fmt: skip
    lines = [
        (
            budget,
            NAMES[arm],
            f"{some[0].rows:,}",
            f"{some[0].steps:,}",
            f"{mean(result.loss for result in some):.2f}",
            _cell([result.right for result in some], some[0].n),
            _cell([result.reverse_right for result in some], some[0].reverse_n),
            len(some),
        )
        for (budget, arm), some in groups.items()
    ]
    return markdown(head, lines)


def _cell(right: Sequence[int], n: int) -> str:
    if not n:
        return "–"
    rate = wilson(round(mean(right)), n)
    spread = f", seeds {100 * min(right) / n:.1f}–{100 * max(right) / n:.1f}"
    return f"{100 * mean(right) / n:.1f} % [{100 * rate.low:.1f}, {100 * rate.high:.1f}] of {n}" + (
        spread if len(right) > 1 else ""
    )


if __name__ == "__main__":
    main()
