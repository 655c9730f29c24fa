"""The prompts as they lie beside this file, one a task and language, and the requests made of them."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from data_prep.llm.fence import fenced, nonce
from data_prep.records import Lang, Message
from data_prep.replies import Request

Task = Literal["facts", "questions", "statements", "reverse", "summaries", "distractors", "judge"]
TASKS: tuple[Task, ...] = get_args(Task)
_HERE = Path(__file__).parent
_TURN = re.compile(r"^## (system|user)\n", re.M)
_FIELD = re.compile(r"\{\{(\w+)\}\}")

LABELS: dict[Lang, dict[str, str]] = {
    "zh": {
        "known": "资料", "before": "前文", "source": "材料", "there": "已有", "claim": "句子", "refused": "退回", "none": "（无）",
        "again": "上一次写的这些被退回了，括号里是原因，不要再犯：", "broken": "上一次的回答不是完整的 JSON。只输出一个完整的 JSON 对象，写不完就少写几条。",
    },
    "en": {
        "known": "KNOWN", "before": "BEFORE", "source": "SOURCE", "there": "EXISTING", "claim": "SENTENCE", "refused": "REFUSED", "none": "(none)",
        "again": "These were written before and refused, for the reasons in brackets. Don't repeat the mistakes:",
        "broken": "The last reply was no complete JSON. Output one complete JSON object, with fewer items if there is no room.",
    },
}  # fmt: skip
"""The names of the fenced blocks, and what is put before what comes back."""


@cache
def schema_of(task: Task) -> Mapping[str, Any]:
    """The JSON schema of a task's reply."""
    return json.loads((_HERE / "schemas" / f"{task}.json").read_text(encoding="utf-8"))


@cache
def _turns(task: Task, lang: Lang) -> tuple[tuple[Literal["system", "user"], str], ...]:
    text = (_HERE / "prompts" / lang / f"{task}.md").read_text(encoding="utf-8")
    parts = _TURN.split(text)[1:]
    return tuple(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))  # type: ignore[arg-type]


def request(
    task: Task,
    lang: Lang,
    blocks: Mapping[str, str],
    max_tokens: int,
    *,
    counts: Mapping[str, int] | None = None,
    refused: Sequence[str] = (),
    broken: bool = False,
) -> Request:
    """The request of a task in the language of its document.

    `blocks` are untrusted texts by the placeholder of the prompt that they fill; each is fenced, all with one
    delimiter that none of them holds. `counts` fill placeholders with numbers. `refused` is what an earlier
    reply got wrong, `broken` that it could not be read.
    """
    labels = LABELS[lang]
    mark = nonce(*blocks.values(), *refused)
    filled = {
        name: fenced(labels[name], text, mark) if text else labels["none"]
        for name, text in blocks.items()
    }
    filled |= {name: str(count) for name, count in (counts or {}).items()}
    messages = []
    for role, text in _turns(task, lang):
        content = _FIELD.sub(lambda match: filled[match[1]], text)
        if role == "user" and refused:
            content += (
                f"\n\n{labels['again']}\n{fenced(labels['refused'], chr(10).join(refused), mark)}"
            )
        if role == "user" and broken:
            content += f"\n\n{labels['broken']}"
        messages.append(Message(role, content))
    return Request(tuple(messages), schema_of(task), task, max_tokens)
