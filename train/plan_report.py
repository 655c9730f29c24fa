"""The answer of `python -m train.plan`: plans for a range of row lengths, as text or as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from train import memory
from train.memory import GIB, Setup
from train.shapes import ModelShape
from train.step_plan import StepPlan, fastest, plan_step

LENGTHS = (256, 512, 1024, 2048, 4096, 8192)
"""Tokens per row that are planned for when none is given."""
CARDS = (8, 12, 16, 24, 32, 40, 48, 80, 96, 141, 180)
"""GiB of GPUs that are named when the one at hand is too small."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is planned: a model, and a step."""

    model: str
    setup: Setup
    rows_per_step: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The answer for one row length."""

    length: int
    plan: StepPlan | None
    least: float
    """Bytes of the least plan: one row, as many layers recomputed as help."""
    gain: float | None
    """Speed relative to the fastest plan that recomputes every layer; None when that does not fit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is printed."""

    shape: ModelShape
    question: Question
    gpu: float
    rows: tuple[Row, ...]
    best: Row | None
    """The longest rows that fit."""
    bf16: StepPlan | None
    """The plan for `best` with a bf16 base, where it fits and is no slower."""
    advice: tuple[str, ...]
    """What would help when nothing fits."""


def answer(shape: ModelShape, question: Question, gpu: float) -> Answer:
    """Plans every row length. `gpu` are the bytes of one GPU."""
    rows = tuple(_row(shape, question, gpu, length) for length in question.lengths)
    best = next((row for row in reversed(rows) if row.plan is not None), None)
    advice = () if best else tuple(_advice(shape, question, gpu))
    return Answer(shape, question, gpu, rows, best, _bf16(shape, question, gpu, best), advice)


def _row(shape: ModelShape, question: Question, gpu: float, length: int) -> Row:
    setup = question.setup
    plan = _planned(shape, setup, question, gpu, length)
    least = min(memory.needed(shape, setup, length, k) for k in range(shape.layers + 1))
    gain = None
    if plan is not None:
        room = memory.usable(gpu)
        full = fastest(shape, setup, plan.limits, room, layers=[shape.layers])
        gain = full.seconds / plan.seconds if full else None
    return Row(length, plan, least, gain)


def _planned(
    shape: ModelShape, setup: Setup, question: Question, gpu: float, length: int
) -> StepPlan | None:
    step_tokens = -(-question.rows_per_step * length // setup.gpus)
    return plan_step(shape, setup, gpu, length, step_tokens)


def _bf16(shape: ModelShape, question: Question, gpu: float, best: Row | None) -> StepPlan | None:
    if best is None or best.plan is None or not question.setup.four_bit:
        return None
    setup = replace(question.setup, four_bit=False)
    plan = _planned(shape, setup, question, gpu, best.length)
    return plan if plan is not None and plan.seconds <= best.plan.seconds else None


def _advice(shape: ModelShape, question: Question, gpu: float) -> Iterable[str]:
    """What would make the shortest rows fit."""
    setup, length = question.setup, question.lengths[0]

    def fits(other: Setup, size: float = gpu) -> bool:
        return _planned(shape, other, question, size, length) is not None

    for words, other in (
        ("--load_in_4bit true", replace(setup, four_bit=True)),
        ("--activation_offloading true", replace(setup, offload=True)),
        ("--lora_r 8", replace(setup, rank=min(8, setup.rank))),
    ):
        if other != setup and fits(other):
            yield words
    if length > 256 and _planned(shape, setup, question, gpu, 256) is not None:
        yield f"shorter rows than --max_length {length}"
    most = question.rows_per_step  # every GPU takes at least one row of a step
    more = (n for n in range(setup.gpus + 1, most + 1) if fits(replace(setup, gpus=n)))
    count = next(more, None)
    if count is not None:
        yield f"--gpus {count} of this card"
    cards = (card for card in CARDS if card * GIB > gpu and fits(setup, card * GIB))
    card = next(cards, None)
    if card is not None:
        yield f"{'a GPU' if setup.gpus == 1 else f'{setup.gpus} GPUs'} of {card} GiB"


def as_text(answer: Answer) -> str:
    """What is held, a line per row length, the verdict."""
    return "\n".join([*_held(answer), "", *_table(answer), "", *_notes(answer), verdict(answer)])


def _held(answer: Answer) -> list[str]:
    shape, setup = answer.shape, answer.question.setup
    parts = memory.parts(shape, setup, answer.question.lengths[0], 0)
    adapters = memory.adapter_parameters(shape, setup.rank) / 1e6
    active = f", {shape.active_parameters / 1e9:.1f} B active" if shape.experts else ""
    kind = "NF4, double quantised" if setup.four_bit else "bf16"
    held = [
        (f"linear layers, {kind}", parts.linears),
        (f"{shape.experts} routed experts a layer, bf16", parts.experts),
        ("embeddings and norms, bf16", parts.others),
        (f"{adapters:,.1f} M adapter parameters: fp32, gradient, Adam, bf16 copy", parts.adapters),
        ("FSDP2: two layers and the embeddings whole", parts.gathered),
        ("CUDA context (allowance)", parts.context),
    ]
    left = memory.usable(answer.gpu) - sum(size for _, size in held)
    usable = f"{memory.usable(answer.gpu) / GIB:.1f} of {answer.gpu / GIB:.1f} GiB"
    each = f", on each of {setup.gpus} GPUs" if setup.gpus > 1 else ""
    return [
        f"{shape.name}: {shape.parameters / 1e9:.2f} B parameters{active}, adapters of rank {setup.rank} "
        f"on all linear layers{each}",
        *(_line(what, size) for what, size in held if size),
        _line(
            f"{'left' if left >= 0 else 'missing'} of the {usable} usable, for activations",
            abs(left),
        ),
    ]


def _line(what: str, size: float) -> str:
    return f"  {what:<66}{_gib(size)}"


def _table(answer: Answer) -> list[str]:
    layers = answer.shape.layers
    lines = [
        f"{answer.question.rows_per_step} rows per step",
        "tokens/row  micro_batch_tokens  checkpointed_layers     memory  speed against all checkpointed",
    ]
    for row in answer.rows:
        if row.plan is None:
            lines.append(f"{row.length:>10,}  does not fit: the least is {_gib(row.least).strip()}")
            continue
        recomputed = f"{row.plan.checkpointed_layers} of {layers}"
        gain = "which does not fit" if row.gain is None else f"× {row.gain:.2f}"
        lines.append(
            f"{row.length:>10,}  {row.plan.micro_batch_tokens:>18,}  {recomputed:>19}"
            f"{_gib(row.plan.bytes)}  {gain}"
        )
    return lines


def notes(answer: Answer) -> list[str]:
    """What a reader of the plan should know of this model on this GPU; perhaps nothing."""
    found: list[str] = []
    if answer.shape.experts:
        four_bit = "also with --load_in_4bit true: " if answer.question.setup.four_bit else ""
        found.append(
            f"the routed experts are held in bf16, {four_bit}they are stacked parameters, which bitsandbytes "
            "does not quantise, and they get no adapters. transformers runs every expert on every token"
        )
    if answer.bf16 is not None and answer.best is not None and answer.best.plan is not None:
        faster = answer.best.plan.seconds / answer.bf16.seconds
        gain = f"at × {faster:.2f} the speed" if faster >= 1.005 else "at the same speed"
        found.append(
            f"a bf16 base fits too, in {answer.bf16.bytes / GIB:.1f} GiB: --load_in_4bit false loses nothing to quantisation, {gain} "
            f"(--micro_batch_tokens {answer.bf16.micro_batch_tokens} "
            f"--checkpointed_layers {answer.bf16.checkpointed_layers})"
        )
    return found


def _notes(answer: Answer) -> list[str]:
    return [f"note: {note}" for note in notes(answer)]


def verdict(answer: Answer) -> str:
    """One line: the flags to set, or what would help."""
    if answer.best is not None and answer.best.plan is not None:
        plan = answer.best.plan
        return (
            f"fits: --max_length {answer.best.length} --micro_batch_tokens {plan.micro_batch_tokens} "
            f"--checkpointed_layers {plan.checkpointed_layers}"
        )
    row = answer.rows[0]
    usable = f"{memory.usable(answer.gpu) / GIB:.1f} GiB"
    where = "are usable" if answer.question.setup.gpus == 1 else "of each GPU are usable"
    asked = f"one row of {row.length} tokens needs {row.least / GIB:.1f} GiB, {usable} {where}"
    help_ = f"; would fit with {', or '.join(answer.advice)}" if answer.advice else ""
    return f"does not fit: {asked}{help_}"


def as_json(answer: Answer) -> dict[str, Any]:
    """The same as plain data; sizes in bytes."""
    shape, setup = answer.shape, answer.question.setup
    return {
        "model": shape.name,
        "parameters": shape.parameters,
        "active_parameters": shape.active_parameters,
        "adapter_parameters": memory.adapter_parameters(shape, setup.rank),
        "layers": shape.layers,
        "gpu_bytes": answer.gpu,
        "usable_bytes": memory.usable(answer.gpu),
        "rows_per_step": answer.question.rows_per_step,
        "setup": asdict(setup),
        "plans": [_row_json(row) for row in answer.rows],
        "bf16": _plan_json(answer.bf16) if answer.bf16 else None,
        "notes": notes(answer),
        "advice": list(answer.advice),
        "verdict": verdict(answer),
    }


def _row_json(row: Row) -> dict[str, Any]:
    fit = {"fits": row.plan is not None, "least_bytes": row.least}
    plan = _plan_json(row.plan) if row.plan else {}
    return {"max_length": row.length, **fit, **plan, "relative_speed": row.gain}


def _plan_json(plan: StepPlan) -> dict[str, Any]:
    return {
        "micro_batch_tokens": plan.micro_batch_tokens,
        "checkpointed_layers": plan.checkpointed_layers,
        "bytes": plan.bytes,
        "parts": asdict(plan.parts),
    }


def _gib(size: float) -> str:
    return f"{size / GIB:7.2f} GiB"
