"""Log-probabilities of a sample's choices, in nats, by character offset over the whole text.

A choice is never tokenised alone: prompt and choice are one text, and every token that ends behind the
place where the choice starts is counted. Splitting at len(encode(prompt)) instead loses tokens that reach
over that place, and a Chinese choice may then be left with none.

What the texts of one fact share is read once: the keys and values of the shared tokens are computed for
one row and expanded over the others, and of what follows equal inputs are fed once (the options of a
lettered question differ in the token that is predicted, not in the tokens that are read).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from transformers import DynamicCache, PreTrainedTokenizerBase

from data_prep import WorkError
from eval.generate import halved
from eval.pretrained import Speaker, first_id, left_padded, prompt_text
from eval.replies import Reply, best_choice
from eval.samples import BLANK, Sample

_LEAST_SHARE, _LEAST_TOKENS = 0.2, 256
"""What reading the shared tokens once must save of a batch: this share, and so many. Below either one pass is
faster than two, each of which has to go through all weights."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Token ids of a text, of which those from `start` are scored; `start` is at least 1."""

    ids: tuple[int, ...]
    start: int

    @property
    def read(self) -> tuple[int, ...]:
        """What the model reads: the last token is predicted only."""
        return self.ids[:-1]


@dataclass(frozen=True, slots=True)
class Unit:
    """Samples whose texts begin alike, asked together, and the texts of their choices in order."""

    samples: tuple[Sample, ...]
    texts: tuple[Scored, ...]

    @property
    def rows(self) -> dict[tuple[int, ...], None]:
        """The different inputs, in order."""
        return dict.fromkeys(text.read for text in self.texts)

    @property
    def shared(self) -> int:
        """How many tokens all inputs begin with, before any that predicts a scored one."""
        most = min(text.start for text in self.texts) - 1
        columns = zip(*self.rows, strict=False)
        same = next((i for i, column in enumerate(columns) if len(set(column)) > 1), most)
        return min(same, most)

    @property
    def tokens(self) -> int:
        """How many are read when the shared ones are read once."""
        return self.shared + sum(len(row) - self.shared for row in self.rows)


def scored(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> tuple[Scored, ...]:
    """The texts of `sample`, one with each of its choices.

    Raises WorkError if the tokenizer keeps no offsets, or the text has no place for a choice.
    """
    if not tokenizer.is_fast:
        raise WorkError("choices need a tokenizer that keeps character offsets (tokenizer.json)")
    before, after, first = _frame(tokenizer, sample)
    texts = [before + choice + after for choice in sample.choices]
    made = tokenizer(texts, add_special_tokens=False, return_offsets_mapping=True)
    rows = cast(list[list[int]], made["input_ids"])
    offsets = cast(list[list[tuple[int, int]]], made["offset_mapping"])
    return tuple(
        _from(len(before), [*first, *ids], [(0, 0)] * len(first) + spans, first_id(tokenizer))
        for ids, spans in zip(rows, offsets, strict=True)
    )


def _frame(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> tuple[str, str, list[int]]:
    """What stands before and after a choice, and the tokens that the text does not write itself."""
    if sample.probe != "rank":
        return prompt_text(tokenizer, sample), "", []
    before, blank, after = sample.input[-1].content.partition(BLANK)
    if not blank:
        raise WorkError(f"question {sample.id} has no {BLANK} for its choices")
    return before, after, [first_id(tokenizer)]


def _from(place: int, ids: list[int], spans: list[tuple[int, int]], first: int) -> Scored:
    """`ids` scored from the first token on that ends behind the character `place`."""
    start = next((i for i, (_, end) in enumerate(spans) if end > place), len(ids))
    return Scored(tuple(ids), start) if start else Scored((first, *ids), 1)


def units(
    speaker: Speaker, samples: Sequence[Sample], size: int
) -> tuple[list[list[Unit]], list[Sample]]:
    """Batches of about `size` rows, of like length together, and the samples too long for the model.

    All samples at once, so that a resumed run pads as the first did.
    """
    texts = {sample.id: scored(speaker.tokenizer, sample) for sample in samples}
    most = speaker.window
    long = [s for s in samples if most and max(len(t.read) for t in texts[s.id]) > most]
    fitting = sorted(
        (sample for sample in samples if sample not in long),
        key=lambda sample: (sample.fact_id, sample.probe, texts[sample.id][0].ids, sample.id),
    )
    made = _grouped([Unit((sample,), texts[sample.id]) for sample in fitting], size)
    made.sort(key=lambda unit: (max(map(len, unit.rows)), unit.samples[0].id))
    return _packed(made, size), long


def _grouped(single: Sequence[Unit], size: int) -> list[Unit]:
    """Neighbours become one unit of at most `size` rows where that leaves less to read: the rotations
    of a lettered question do."""
    made: list[Unit] = []
    for unit in single:
        if made:
            both = Unit(made[-1].samples + unit.samples, made[-1].texts + unit.texts)
            if both.tokens < made[-1].tokens + unit.tokens and len(both.rows) <= size:
                made[-1] = both
                continue
        made.append(unit)
    return made


def _packed(made: Sequence[Unit], size: int) -> list[list[Unit]]:
    batches: list[list[Unit]] = []
    rows = size
    for unit in made:
        if rows + len(unit.rows) > size:
            batches.append([])
            rows = 0
        batches[-1].append(unit)
        rows += len(unit.rows)
    return batches


def choose(
    speaker: Speaker,
    samples: Sequence[Sample],
    *,
    tuned: bool,
    batch_size: int,
    wanted: Callable[[Sample], bool],
    reuse: bool = True,
) -> Iterator[tuple[Sample, Reply]]:
    """The log-probabilities of the choices of the wanted samples; a batch is asked whole.

    `tuned`: with the adapter; `batch_size`: rows of one pass; `reuse`: read what texts share once.
    """
    batches, long = units(speaker, samples, batch_size)
    text = f"the prompt does not fit the model's {speaker.window} tokens"
    yield from ((sample, Reply("", refused=text)) for sample in long if wanted(sample))
    with speaker.adapter(tuned):
        for batch in batches:
            if any(wanted(sample) for unit in batch for sample in unit.samples):
                found = halved(lambda some: _log_probs(speaker, some, reuse), batch)
                for unit, values in zip(batch, found, strict=True):
                    yield from ((s, r) for s, r in _replies(unit, values) if wanted(s))


def _replies(unit: Unit, values: Sequence[float]) -> Iterator[tuple[Sample, Reply]]:
    at = 0
    for sample in unit.samples:
        mine = tuple(values[at : at + len(sample.choices)])
        at += len(sample.choices)
        yield sample, Reply(best_choice(sample, mine), log_probs=mine)


@torch.inference_mode()
def _log_probs(speaker: Speaker, batch: Sequence[Unit], reuse: bool) -> list[list[float]]:
    """Of each unit's texts, in order."""
    shared = [unit.shared for unit in batch]
    read_once = sum(n * (len(unit.rows) - 1) for n, unit in zip(shared, batch, strict=True))
    whole = sum(len(row) for unit in batch for row in unit.rows)
    if not reuse or read_once < max(_LEAST_TOKENS, _LEAST_SHARE * whole):
        shared = [0] * len(batch)
    rows = [
        (i, row[n:])
        for i, (n, unit) in enumerate(zip(shared, batch, strict=True))
        for row in unit.rows
    ]
    prefixes = [next(iter(unit.rows))[:n] for n, unit in zip(shared, batch, strict=True)]
    index = {(i, row): at for at, (i, row) in enumerate(rows)}
    texts = [(i, text) for i, unit in enumerate(batch) for text in unit.texts]
    tails = [len(text.ids) - text.start for _, text in texts]
    logits = _last_logits(speaker, prefixes, rows, max(tails))  # (rows, longest tail, vocabulary)
    at = [index[i, text.read[shared[i] :]] for i, text in texts]
    sums = _sums(logits, at, [text.ids[text.start :] for _, text in texts])
    values = iter(sums)
    return [[next(values) for _ in unit.texts] for unit in batch]


def _last_logits(
    speaker: Speaker,
    prefixes: Sequence[Sequence[int]],
    rows: Sequence[tuple[int, Sequence[int]]],
    keep: int,
) -> torch.Tensor:
    """Logits of the last `keep` positions of each row, which continues the prefix of its number."""
    model: Any = speaker.model
    fill = cast(int, speaker.tokenizer.pad_token_id)
    ids, mask = left_padded([row for _, row in rows], fill, model.device)
    if not max(map(len, prefixes)):
        return model(
            input_ids=ids,
            attention_mask=mask,
            position_ids=_positions(mask),
            use_cache=False,
            logits_to_keep=keep,
        ).logits
    owner = torch.tensor([i for i, _ in rows], device=ids.device)
    head, head_mask = left_padded(prefixes, fill, model.device)
    cache: Any = DynamicCache(config=model.config)
    model(
        input_ids=head,
        attention_mask=head_mask,
        position_ids=_positions(head_mask),
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=1,
    )
    cache.batch_select_indices(owner)
    before = head_mask[owner]
    return model(
        input_ids=ids,
        attention_mask=torch.cat([before, mask], dim=1),
        position_ids=_positions(mask) + before.sum(1, keepdim=True),
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=keep,
    ).logits


def _positions(mask: torch.Tensor) -> torch.Tensor:
    """Of the tokens of left-padded rows; padding takes the first."""
    return (mask.cumsum(1) - 1).clamp(min=0)


def _sums(
    logits: torch.Tensor, rows: Sequence[int], targets: Sequence[Sequence[int]]
) -> list[float]:
    """Sum of the log-probabilities of each `targets`, which the last positions of its row predict."""
    width = logits.shape[1]
    where = [
        (row, width - len(ids) + i, token)
        for row, ids in zip(rows, targets, strict=True)
        for i, token in enumerate(ids)
    ]
    r, p, t = torch.tensor(where, device=logits.device).T
    owner = torch.tensor([i for i, ids in enumerate(targets) for _ in ids])
    norm = logits.float().logsumexp(-1)
    picked = (logits[r, p, t].float() - norm[r, p]).double().cpu()
    sums = torch.zeros(len(targets), dtype=torch.double).index_add(0, owner, picked)
    return [round(value, 5) for value in sums.tolist()]
