"""`python -m bench.plans`: the table of docs/planner.md, what fits which GPU, by arithmetic alone."""

from collections.abc import Iterator, Sequence

from train.memory import GIB, Setup
from train.plan_report import Question, Row, answer
from train.shapes import KNOWN, ModelShape

CARDS = (12, 16, 24, 48, 80)
LENGTHS = (512, 2048)
RANK, ROWS = 32, 16
MODELS = (
    "llama-3.2-1b",
    "llama-3.2-3b",
    "llama-2-7b",
    "llama-3.1-8b",
    "llama-2-13b",
    "llama-3.3-70b",
    "llama-4-scout-17b-16e",
)


def lines(models: Sequence[str] = MODELS, cards: Sequence[int] = CARDS) -> Iterator[str]:
    """A Markdown table: a line per model and row length, a column per GPU."""
    yield "| model | tokens/row | " + " | ".join(f"{card} GiB" for card in cards) + " |"
    yield "|---|---|" + "---|" * len(cards)
    for name in models:
        for length in LENGTHS:
            cells = " | ".join(_cell(KNOWN[name], card, length) for card in cards)
            yield f"| {KNOWN[name].name} | {length:,} | {cells} |"


def _cell(shape: ModelShape, card: int, length: int) -> str:
    question = Question(shape.name, Setup(RANK), ROWS, (length,))
    found = answer(shape, question, card * GIB)
    text = _row(found.rows[0])
    gpus = next((words for words in found.advice if words.startswith("--gpus")), "")
    return f"{text} {gpus.removesuffix(' of this card')}".strip()


def _row(row: Row) -> str:
    if row.plan is None:
        return "–"
    gain = "" if row.gain is None else f", × {row.gain:.2f}"
    plan = row.plan
    return (
        f"{plan.micro_batch_tokens:,} / {plan.checkpointed_layers} / {plan.bytes / GIB:.1f}{gain}"
    )


if __name__ == "__main__":
    print(*lines(), sep="\n")
