"""A model that answers the builder's requests from what a finished offline run says, or as an injection wants.

It reads a request as a model would: the task from the instructions, the text from between the marked lines.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.llm_candidates import Candidate, true_candidate
from data_prep.llm.fence import neutral
from data_prep.llm.prompts import TASKS, Task, _turns
from data_prep.records import Document, Fact, revive
from data_prep.store import rows

Messages = Sequence[dict[str, str]]
Answer = Callable[[Messages], str]
_BLOCK = re.compile(r"<<<(\S+) ([0-9a-f]{12})\n(.*?)\n\1 \2>>>", re.S)
_FACT = re.compile(
    r"^(?:事实：|Fact: )(.*)\n(?:(?:问题：|Question: ).*\n)?(?:答案：|Answer: )(.*)$", re.M
)


def task_of(messages: Messages) -> Task:
    """Which of the builder's prompts a request was made of."""
    system = messages[0]["content"]
    return next(t for t in TASKS for lang in ("zh", "en") if _turns(t, lang)[0][1] == system)


def blocks_of(messages: Messages) -> dict[str, str]:
    """The fenced texts of a request by their name."""
    return {name: text for name, _, text in _BLOCK.findall(messages[-1]["content"])}


def source_of(messages: Messages) -> str:
    """The text that the request is about."""
    found = blocks_of(messages)
    return found.get("材料") or found["SOURCE"]


class Knowing:
    """Knows the facts of a run and its wordings; `more` adds candidates to those of a fact."""

    def __init__(
        self, run: Path, more: Callable[[Fact], list[Candidate]] = lambda _: [], per_fact: int = 24
    ) -> None:
        self.facts = [revive(Fact, row) for row in rows(run / "dataset" / "facts")]
        self.more = more
        self.asked: dict[tuple[str, ...], dict[str, list[str]]]
        self.asked = defaultdict(lambda: defaultdict(list))
        by_id = {fact.id: (fact.statement, fact.object) for fact in self.facts}
        for row in rows(run / "dataset" / "sft"):
            if row["task"] == "qa" and len(row["fact_ids"]) == 1:
                told = self.asked[by_id[row["fact_ids"][0]]]
                told[row["kind"]].append(row["prompt"][-1]["content"])
        for row in rows(run / "dataset" / "recall"):
            self.asked[by_id[row["fact_id"]]]["direct"].append(row["question"])
        for row in rows(run / "dataset" / "text"):
            if row["kind"] == "statement" and len(row["fact_ids"]) == 1:
                self.asked[by_id[row["fact_ids"][0]]]["statement"].append(row["text"])
        self.per_fact = per_fact

    def __call__(self, messages: Messages) -> str:
        task = task_of(messages)
        source = source_of(messages)
        if task == "facts":
            there = [f for f in self.facts if neutral(f.evidence) in source]
            said = [c for f in there for c in (true_candidate(f), *self.more(f))]
            return json.dumps({"facts": said}, ensure_ascii=False)
        return json.dumps(self._wordings(task, source), ensure_ascii=False)

    def _wordings(self, task: Task, source: str) -> dict[str, Any]:
        found = _FACT.search(source)
        told = self.asked[found.groups()] if found else {}
        if task == "questions":
            return {"questions": told.get("direct", [])[: self.per_fact]}
        if task == "reverse":
            return {"questions": told.get("reverse", [])}
        if task == "statements":
            return {"statements": told.get("statement", [])}
        if task == "distractors":
            return {"distractors": ["17", "1903", "某地"]}
        lines = [s for s in re.split(r"(?<=[。.])\s*|\n", source) if len(s) > 12]
        return {
            "headline": lines[0][:30] if lines else "",
            "one_sentence": lines[0] if lines else "",
            "abstract": lines[:4],
            "key_points": lines[:5],
        }


def documents_of(run: Path) -> list[Document]:
    """The documents of a finished run."""
    return [revive(Document, row) for row in rows(run / "dataset" / "documents")]


def script(answer: Answer) -> Callable[[dict[str, Any], int], str]:
    """`answer` as the scripted server takes it."""
    return lambda body, _: answer(body["messages"])
