"""The model's part of a build, in the main process: rounds of asking between the steps.

A round: workers write what is to be asked, the endpoint answers, workers read. Without an endpoint stored and
imported replies are all there is; what is still open ends the build, to go on with once it is answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from data_prep.config import DataPrepConfig
from data_prep.engine import map_shards
from data_prep.llm.asking import REQUESTS, Tally, gather, replies_file
from data_prep.llm.forecast import Size, forecast, told
from data_prep.llm.requests import Round, fact_requests, judge_requests, word_requests
from data_prep.llm.terms import terms_of
from data_prep.records import Lang
from data_prep.replies import Endpoint, ReplyStore
from data_prep.run_folder import Build
from data_prep.steps import DocumentShard
from data_prep.worded import RowShard

Shard = TypeVar("Shard", DocumentShard, RowShard)
REPLIES = "replies"


def store_folder(config: DataPrepConfig) -> Path:
    """Where the replies of a run are kept: they outlive the run, and `--overwrite`."""
    return Path(config.replies) if config.replies else config.output / REPLIES


class Rounds:
    """The rounds of one build, over one endpoint and one store."""

    def __init__(self, run: Build, store: ReplyStore) -> None:
        self.run, self.store = run, store
        self.endpoint = Endpoint(run.config)
        self.tally = Tally()

    def facts(self, shards: Sequence[DocumentShard]) -> list[DocumentShard]:
        """The shards with the replies about their sections; a reply that can't be read is asked for again."""
        known = self._rounds("facts", fact_requests, shards)
        return self._judged(known) if self.run.config.judge else known

    def wordings(self, shards: Sequence[RowShard]) -> list[RowShard]:
        """The shards with the replies about their facts and passages; while facts are short of wordings they
        are asked for again, with what was refused and why."""
        return self._rounds("wordings", word_requests, shards)

    def _rounds(
        self, name: str, ask: Callable[[Round, Path], None], shards: Sequence[Shard]
    ) -> list[Shard]:
        known = list(shards)
        for number in range(self.run.config.reask + 1):
            files = self._requests(f"{name}_{number}", ask, known, number)
            digest = gather(files, self.endpoint, self.store, f"ask {name}", self.tally)
            if not digest:
                break
            self.run.answered = digest
            known = [
                replace(shard, replies=(*shard.replies, replies_file(file)))
                for shard, file in zip(known, files, strict=True)
            ]
        return known

    def _judged(self, shards: Sequence[DocumentShard]) -> list[DocumentShard]:
        """The shards with a second model's opinions of the facts that were found."""
        judge = Endpoint(replace(self.run.config, model=self.run.config.judge, temperature=0.0))
        files = self._requests("judge", judge_requests, shards, 0)
        if digest := gather(files, judge, self.store, "ask judge", self.tally):
            self.run.answered = digest
        return [
            replace(shard, opinions=(replies_file(file),))
            for shard, file in zip(shards, files, strict=True)
        ]

    def _requests(
        self, step: str, ask: Callable[[Round, Path], None], shards: Sequence[Any], number: int
    ) -> list[Path]:
        folder = self.run.folder(f"ask_{step}")
        outs = [folder / f"{at:05d}{REQUESTS}" for at in range(len(shards))]
        rounds = [Round(shard, number) for shard in shards]
        map_shards(ask, rounds, outs, workers=self.run.config.workers, label=f"write {step}")
        return outs

    def forecast(self, shards: Sequence[DocumentShard]) -> list[str]:
        """What the rounds would take, as the lines of a table; nothing is asked."""
        files = self._requests("facts_0", fact_requests, shards, 0)
        chars: dict[Lang, int] = {"zh": 0, "en": 0}
        passages: dict[Lang, int] = {"zh": 0, "en": 0}
        for shard in shards:
            table = shard.documents.table(["lang", "text"])
            for lang, text in zip(*(column.to_pylist() for column in table.columns), strict=True):
                chars[lang] += len(text)
                passages[lang] += -(-len(text) // self.run.config.passage_chars)
        found = forecast(files, Size(chars, passages), self.run.config, self.store)
        priced = bool(self.run.config.price_in or self.run.config.price_out)
        return list(told(found, priced))

    def summary(self) -> dict[str, Any]:
        """What the manifest says of the model and of what was made of its replies."""
        config, drops = self.run.config, self.run.drops.counts
        rejected = {key: n for key, n in sorted(drops.items()) if key.startswith("llm_")}
        return {
            "producer": config.producer,
            "model": config.model,
            **({"judge": config.judge} if config.judge else {}),
            "terms": terms_of(config.model),
            "requests": dict(sorted(self.tally.requests.items())),
            "without_reply": dict(sorted((+self.tally.failed).items())),
            "prompt_tokens": self.tally.prompt_tokens,
            "completion_tokens": self.tally.completion_tokens,
            "rejected": rejected,
        }
