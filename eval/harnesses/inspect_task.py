"""An inspect task over our samples, scored by our matcher. Imported only where inspect_ai is installed."""

import json
from dataclasses import asdict
from pathlib import Path

from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.dataset import Sample as InspectSample
from inspect_ai.model import (
    ChatMessage,
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
    GenerateConfig,
)
from inspect_ai.scorer import (
    CORRECT,
    INCORRECT,
    NOANSWER,
    Metric,
    Score,
    Scorer,
    Target,
    accuracy,
    grouped,
    scorer,
    stderr,
)
from inspect_ai.solver import TaskState, generate

from eval.samples import Sample, judge

_VERDICTS = {"correct": CORRECT, "incorrect": INCORRECT, "not_attempted": NOANSWER}
_TURNS = {"system": ChatMessageSystem, "user": ChatMessageUser, "assistant": ChatMessageAssistant}


def facts(file: Path, max_tokens: int) -> Task:
    """The task that asks every sample of `file`, greedily."""
    with file.open(encoding="utf-8") as lines:
        asked = [_asked(Sample.from_row(json.loads(line))) for line in lines]
    return Task(
        dataset=MemoryDataset(asked, name="factune"),
        solver=generate(),
        scorer=stated(),
        config=GenerateConfig(temperature=0.0, max_tokens=max_tokens),
    )


def _asked(sample: Sample) -> InspectSample:
    turns: list[ChatMessage] = [_TURNS[t.role](content=t.content) for t in sample.input]
    row = asdict(sample)
    return InspectSample(input=turns, target=list(sample.targets), id=sample.id, metadata=row)


def _shares(field: str) -> Metric:
    return grouped(accuracy(), field, all=False, name_template=field + "_{group_name}")


@scorer(metrics=[accuracy(), stderr(cluster="doc_id"), _shares("group"), _shares("type")])
def stated() -> Scorer:
    """Whether the answer states the fact: our verdict with its reason; errors clustered on documents."""

    async def score(state: TaskState, target: Target) -> Score:
        del target  # the sample holds it
        judged = judge(Sample.from_row(state.metadata), state.output.completion)
        return Score(
            value=_VERDICTS[judged.verdict], answer=judged.answer, explanation=judged.explanation
        )

    return score
