"""The models under test, each with all that its answers depend on: base and tuned from one set of loaded
weights, or one behind a server."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from eval import server
from eval.checkpoint import (
    Checkpoint,
    chat_template_hash,
    checkpoint_hashes,
    resolve,
    run_fingerprint,
)
from eval.choices import choose
from eval.config import EvalConfig
from eval.generate import answers, batches
from eval.neutral import bits_per_byte
from eval.pretrained import Speaker, load
from eval.replies import Reply
from eval.samples import Sample

Wanted = Callable[[Sample], bool]


@dataclass(frozen=True, slots=True)
class Local:
    """A model of this machine; loaded at the first question only, so that a finished run loads none."""

    name: str
    checkpoint: Checkpoint
    speaker: Callable[[], Speaker]
    config: EvalConfig
    hashes: dict[str, str | None]

    @property
    def tuned(self) -> bool:
        return self.checkpoint.adapter is not None

    @property
    def fingerprint(self) -> str:
        return run_fingerprint(self.checkpoint, self.hashes, self.config.max_new_tokens)

    @property
    def about(self) -> dict[str, Any]:
        """Where the answers come from."""
        return {
            "model": self.checkpoint.name,
            "adapter": self.checkpoint.adapter,
            "nf4": self.checkpoint.nf4,
            "dtype": self.checkpoint.dtype,
            "chat_template": chat_template_hash(self.checkpoint),
            "fingerprint": self.fingerprint,
            "hashes": self.hashes,
        }

    def answerable(self, samples: Sequence[Sample]) -> list[Sample]:
        return list(samples)

    def ask(self, samples: Sequence[Sample], wanted: Wanted) -> Iterator[tuple[Sample, Reply]]:
        """Replies to the wanted of `samples`: free answers first, then choices."""
        speaker, size = self.speaker(), self.config.batch_size
        free = [sample for sample in samples if not sample.choices]
        new = self.config.max_new_tokens
        groups = batches(speaker, free, size, new)
        yield from answers(speaker, groups, tuned=self.tuned, max_new_tokens=new, wanted=wanted)
        posed = [sample for sample in samples if sample.choices]
        yield from choose(speaker, posed, tuned=self.tuned, batch_size=size, wanted=wanted)

    def bits_per_byte(self) -> float | None:
        """Of the neutral texts."""
        return bits_per_byte(self.speaker(), tuned=self.tuned)


@dataclass(frozen=True, slots=True)
class Served:
    """A model behind an OpenAI-compatible server, which tells answers and no log-probabilities."""

    name: str
    server: server.Server
    config: EvalConfig

    @property
    def fingerprint(self) -> str:
        return self.server.fingerprint(self.config.max_new_tokens)

    @property
    def about(self) -> dict[str, Any]:
        """Where the answers come from."""
        note = "the weights behind a server cannot be hashed: a model replaced under its name is not seen"
        return {
            "model": self.server.model,
            "adapter": None,
            "server": self.server.url,
            "fingerprint": self.fingerprint,
            "note": note,
        }

    def answerable(self, samples: Sequence[Sample]) -> list[Sample]:
        return [sample for sample in samples if not sample.choices]

    def ask(self, samples: Sequence[Sample], wanted: Wanted) -> Iterator[tuple[Sample, Reply]]:
        """Replies to the wanted of `samples`, as they come."""
        todo = [sample for sample in samples if wanted(sample)]
        config = self.config
        found = server.answers(
            self.server, todo, max_new_tokens=config.max_new_tokens, concurrency=config.concurrency
        )
        with closing(found):
            yield from found

    def bits_per_byte(self) -> float | None:
        return None


def models(config: EvalConfig) -> list[Local | Served]:
    """What `config` names: base and tuned, one of them, or the served model.

    Raises CommandError if a folder is not what it should be, WorkError if the Hub cannot give the model.
    """
    if config.server:
        asked = server.Server.from_environment(config.server, config.model, config.timeout)
        return [Served("served", asked, config)]
    checkpoint = resolve(config)
    speaker = _once(lambda: load(checkpoint, config.device))
    named = {"base": checkpoint.without_adapter()} if config.base else {}
    named |= {"tuned": checkpoint} if checkpoint.adapter else {}
    hashes = checkpoint_hashes(checkpoint)  # 16 GB to read: once
    bare = {**hashes, "adapter": None}
    return [
        Local(name, asked, speaker, config, hashes if asked.adapter else bare)
        for name, asked in named.items()
    ]


def _once(make: Callable[[], Speaker]) -> Callable[[], Speaker]:
    made: list[Speaker] = []

    def get() -> Speaker:
        if not made:
            made.append(make())
        return made[0]

    return get
