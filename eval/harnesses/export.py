"""Our facts as task folders of lm-evaluation-harness and inspect, with our scorer plugged in."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.runs import write_text
from eval.samples import ProbeKind, Sample

FACTS = "facts.jsonl"

LM_EVAL_TASKS: dict[str, ProbeKind] = {
    "factune_recall": "held_out",
    "factune_choice": "choice",
    "factune_rank": "rank",
}
"""Task → the kind of probe that it asks."""

_METRIC = "  - metric: {name}\n    aggregation: mean\n    higher_is_better: {better}\n"
_GENERATE = """output_type: generate_until
doc_to_target: !function functions.answers
process_results: !function functions.recall
generation_kwargs: {{do_sample: false, max_gen_toks: {max_new_tokens}, until: []}}
"""
_CHOOSE = """output_type: multiple_choice
doc_to_choice: !function functions.choices
doc_to_target: !function functions.right_choice
target_delimiter: ""
"""

_FUNCTIONS = '''"""What the task's YAML calls: facts.jsonl beside this file, prompts and verdicts of factune's eval."""

from pathlib import Path

from eval.harnesses.lm_eval_task import answers, choices, docs, prompt, recall, right_choice

__all__ = ["answers", "choices", "dataset", "prompt", "recall", "right_choice"]


def dataset(**_):
    return docs(Path(__file__).with_name("{facts}"))
'''

_INSPECT = '''"""factune's held-out questions as an inspect task: `inspect eval facts_task.py --model hf/NAME -M do_sample=false`."""

from pathlib import Path

from inspect_ai import Task, task

from eval.harnesses.inspect_task import facts


@task
def factune_recall() -> Task:
    return facts(Path(__file__).with_name("facts.jsonl"), max_tokens={max_new_tokens})
'''


def write_lm_eval(folder: Path, samples: Sequence[Sample], max_new_tokens: int) -> list[str]:
    """A task folder for `lm-eval run --include_path FOLDER`; returns the names of its tasks.

    A kind of probe without samples gets no task. The folder may be moved: nothing in it is absolute.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for task, probe in LM_EVAL_TASKS.items():
        own = [sample for sample in samples if sample.probe == probe]
        if not own:
            continue
        inside = folder / task
        inside.mkdir(exist_ok=True)
        _write_rows(inside / FACTS, own)
        write_text(inside / "functions.py", _FUNCTIONS.format(facts=FACTS))
        write_text(inside / f"{task}.yaml", _yaml(task, own, max_new_tokens))
        written.append(task)
    return written


def write_inspect(folder: Path, samples: Sequence[Sample], max_new_tokens: int) -> int:
    """A task file for `inspect eval FOLDER/facts_task.py`; returns how many questions it asks."""
    folder.mkdir(parents=True, exist_ok=True)
    own = [sample for sample in samples if sample.probe == "held_out"]
    _write_rows(folder / FACTS, own)
    write_text(folder / "facts_task.py", _INSPECT.format(max_new_tokens=max_new_tokens))
    return len(own)


def _yaml(task: str, samples: Sequence[Sample], max_new_tokens: int) -> str:
    head = (
        f"task: {task}\ncustom_dataset: !function functions.dataset\ntest_split: test\n"
        "doc_to_text: !function functions.prompt\nmetadata:\n  version: 1.0\n"
    )
    if LM_EVAL_TASKS[task] != "held_out":
        return head + _CHOOSE + "metric_list:\n" + _METRIC.format(name="acc", better="true")
    groups = sorted({f"recall_{sample.group}" for sample in samples})
    metrics = [_METRIC.format(name=name, better="true") for name in ("recall", *groups)]
    metrics.append(_METRIC.format(name="not_attempted", better="false"))
    made = _GENERATE.format(max_new_tokens=max_new_tokens)
    return head + made + "metric_list:\n" + "".join(metrics)


def _write_rows(file: Path, samples: Sequence[Sample]) -> None:
    write_text(file, "".join(json.dumps(asdict(s), ensure_ascii=False) + "\n" for s in samples))
