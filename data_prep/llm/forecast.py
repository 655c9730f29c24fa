"""What the model's part of a build would take, before anything is asked: `--dry_run`.

The requests for facts are written and counted; how many facts come back is not known yet, so the wordings are
reckoned from FACTS, the summaries from the length of the text. Replies in the store count as paid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from data_prep.config import DataPrepConfig
from data_prep.llm.asking import read_requests
from data_prep.llm.prompts import Task, request
from data_prep.llm.requests import MOST, SHORT_REPLY, SPARE
from data_prep.records import Lang
from data_prep.replies import Endpoint, ReplyStore, Request
from data_prep.replies.estimate import Estimate, estimate
from data_prep.replies.spend import price

FACTS: dict[Lang, float] = {"zh": 30.0, "en": 8.0}
"""Facts of 1,000 characters that a model finds and that are believed, about: some more than the rules find in
`samples/`, 26 and 4."""
SHARE: dict[Task, float] = {"questions": 1.0, "statements": 1.0, "reverse": 0.6, "distractors": 0.1}
"""Share of the facts that a task is asked for."""
FILLED: dict[Task, float] = {"facts": 0.6, "questions": 0.5, "statements": 0.4, "reverse": 0.1, "distractors": 0.05, "summaries": 0.3}  # fmt: skip
"""Share of max_tokens that a reply of the task takes, about, as long as none has been seen."""
SENTENCE: dict[Lang, str] = {"zh": "某某工厂于某年某月动工，总投资若干亿元。" * 2, "en": "The works was begun in a year and cost some millions. " * 2}  # fmt: skip
"""As long as a fact is, about."""


@dataclass(frozen=True, slots=True)
class Size:
    """The clean text of a corpus: characters by language, and passages to summarize."""

    chars: dict[Lang, int]
    passages: dict[Lang, int]


def forecast(
    files: Sequence[Path], size: Size, config: DataPrepConfig, store: ReplyStore
) -> dict[str, Estimate]:
    """By task: what the requests of `files` take, and about what those that follow from them will."""
    endpoint = Endpoint(config)
    asked = (one.request for path in files for one in read_requests(path))
    found = estimate(asked, endpoint, store)
    for sample, count in _samples(size, config):
        one = estimate([sample], endpoint, store)[sample.task]
        found[sample.task] = found.get(sample.task, Estimate()) + _times(one, count)
    return {task: _filled(task, made, config) for task, made in found.items()}


def _samples(size: Size, config: DataPrepConfig) -> Iterator[tuple[Request, int]]:
    """A request of each task as it will look, and how many of it there will be."""
    for lang, chars in size.chars.items():
        facts = chars / 1000 * FACTS[lang]
        for task, share in SHARE.items():
            blocks = {"source": SENTENCE[lang], "there": ""}
            count = {"count": min(MOST, SPARE * config.wordings)}
            limit = min(config.max_tokens, SHORT_REPLY)
            yield request(task, lang, blocks, limit, counts=count), round(facts * share)
        passage = (SENTENCE[lang] * 99)[: config.passage_chars]
        blocks = {"known": SENTENCE[lang], "source": passage}
        yield request("summaries", lang, blocks, config.max_tokens), size.passages[lang]


def _times(one: Estimate, count: int) -> Estimate:
    values = {f.name: getattr(one, f.name) * count for f in fields(Estimate)}
    if one.cached:  # the sample itself was never asked
        values = dict.fromkeys(values, 0)
    return Estimate(**values)  # type: ignore[arg-type]


def _filled(task: str, made: Estimate, config: DataPrepConfig) -> Estimate:
    """With completions as long as they are, about, where no reply has told how long."""
    if made.completion_tokens < made.completion_tokens_max:
        return made
    share = next((share for name, share in FILLED.items() if name == task), 1.0)
    tokens = round(made.completion_tokens_max * share)
    cost = price(config, made.prompt_tokens, tokens)
    return replace(made, completion_tokens=tokens, cost=cost)


def told(found: dict[str, Estimate], priced: bool) -> Iterator[str]:
    """The lines of a table: calls, tokens and cost of each task and of all."""
    yield f"{'task':<12} {'calls':>9} {'stored':>9} {'prompt tokens':>14} {'completion':>12} {'cost':>10}"
    total = sum(found.values(), Estimate())
    for task, one in (*found.items(), ("all", total)):
        cost = f"{one.cost:>10,.2f}" if priced else f"{'?':>10}"
        yield f"{task:<12} {one.calls:>9,} {one.cached:>9,} {one.prompt_tokens:>14,} {one.completion_tokens:>12,} {cost}"
