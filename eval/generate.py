"""Free answers from a base model and its adapter, greedily."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

import torch
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList

from data_prep import WorkError
from eval.pretrained import Speaker, left_padded, prompt_ids
from eval.replies import Reply
from eval.samples import Sample

One = TypeVar("One")
Made = TypeVar("Made")


def batches(
    speaker: Speaker, samples: Sequence[Sample], size: int, max_new_tokens: int
) -> list[list[Sample]]:
    """Samples of like length together. All of them at once, so that a resumed run pads as the first did.

    A prompt that leaves less than `max_new_tokens` of the window is alone, so that what it can still be
    answered does not hang on its neighbours.
    """
    lengths = {sample.id: len(prompt_ids(speaker.tokenizer, sample)) for sample in samples}
    ordered = sorted(samples, key=lambda sample: (lengths[sample.id], sample.id))
    most = None if speaker.window is None else speaker.window - max_new_tokens
    roomy = [sample for sample in ordered if most is None or lengths[sample.id] <= most]
    alone = [[sample] for sample in ordered[len(roomy) :]]
    return [roomy[i : i + size] for i in range(0, len(roomy), size)] + alone


def answers(
    speaker: Speaker,
    groups: Sequence[Sequence[Sample]],
    *,
    tuned: bool,
    max_new_tokens: int,
    wanted: Callable[[Sample], bool],
) -> Iterator[tuple[Sample, Reply]]:
    """Greedy completions of the wanted samples; a batch is answered whole. `tuned`: with the adapter.

    Raises WorkError if the device has no memory for a single question.
    """
    with speaker.adapter(tuned):
        for group in groups:
            if any(wanted(sample) for sample in group):
                replies = halved(lambda some: _complete(speaker, some, max_new_tokens), group)
                yield from ((s, r) for s, r in zip(group, replies, strict=True) if wanted(s))


def halved(ask: Callable[[Sequence[One]], list[Made]], group: Sequence[One]) -> list[Made]:
    """`ask(group)`, in halves and their halves where the device has no memory for the whole."""
    try:
        return ask(group)
    except torch.OutOfMemoryError as error:
        if len(group) == 1:
            raise WorkError("the device has no memory left for a single question") from error
    if (
        torch.cuda.is_available()
    ):  # outside of except: the error holds the tensors of the failed call
        torch.cuda.empty_cache()
    middle = len(group) // 2
    return halved(ask, group[:middle]) + halved(ask, group[middle:])


class _Greedy(LogitsProcessor):
    """Notes the log-probability of the likeliest token at every step: (rows,) a step, not the vocabulary."""

    def __init__(self) -> None:
        self.steps: list[torch.Tensor] = []

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        logits = scores.float()
        self.steps.append(logits.amax(-1) - logits.logsumexp(-1))
        return scores


@torch.inference_mode()
def _complete(speaker: Speaker, group: Sequence[Sample], max_new_tokens: int) -> list[Reply]:
    prompts = [prompt_ids(speaker.tokenizer, sample) for sample in group]
    longest = max(map(len, prompts))
    if speaker.window is not None and longest >= speaker.window:
        text = f"the prompt of {longest} tokens does not fit the model's {speaker.window}"
        return [Reply("", refused=text) for _ in group]  # such a prompt is alone, see batches
    room = max_new_tokens if speaker.window is None else speaker.window - longest
    decoding = GenerationConfig(
        max_new_tokens=min(max_new_tokens, room),
        do_sample=False,
        eos_token_id=list(speaker.stops),
        pad_token_id=speaker.tokenizer.pad_token_id,
    )
    model: Any = speaker.model
    ids, mask = left_padded(prompts, cast(int, speaker.tokenizer.pad_token_id), model.device)
    noted = _Greedy()
    out = model.generate(
        input_ids=ids,
        attention_mask=mask,
        generation_config=decoding,
        logits_processor=LogitsProcessorList([noted]),
    )
    written = out[:, ids.shape[1] :]
    texts = speaker.tokenizer.batch_decode(written, skip_special_tokens=True)
    log_probs = torch.stack(noted.steps, dim=1).tolist()
    pairs = zip(texts, written.tolist(), log_probs, strict=True)
    return [Reply(text, _confidence(row, logs, speaker.stops)) for text, row, logs in pairs]


def _confidence(
    written: Sequence[int], log_probs: Sequence[float], stops: Sequence[int]
) -> float | None:
    """Geometric mean of the probabilities of the tokens before the first stop; None if there are none."""
    length = next((i for i, token in enumerate(written) if token in stops), len(written))
    if not length:
        return None
    return round(math.exp(sum(log_probs[:length]) / length), 6)
