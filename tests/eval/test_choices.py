"""Log-probabilities of choices, against transformers itself: one text at a time, no padding, no reuse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_prep import WorkError
from data_prep.records import Message
from eval.replies import Reply, best_choice, judge_reply
from eval.samples import ProbeKind, Sample

OPTIONS = ("北京", "上海市", "Paris", "São Paulo, 巴西")
LETTERS = ("A", "B", "C", "D")


def sample(
    name: str,
    text: str,
    choices: tuple[str, ...] = OPTIONS,
    probe: ProbeKind = "choice",
    fact: str = "",
) -> Sample:
    return Sample(
        id=name,
        fact_id=fact or name,
        doc_id="d",
        group="taught",
        kind="cloze",
        lang="zh",
        type="location",
        input=(Message("user", text),),
        targets=choices[:1],
        probe=probe,
        choices=choices,
    )


def rotations(fact: str, question: str) -> list[Sample]:
    turned = [OPTIONS[i:] + OPTIONS[:i] for i in range(4)]
    lines = ["\n".join(map("{}. {}".format, LETTERS, options)) for options in turned]
    return [
        sample(f"{fact}-{i}", f"{question}\n{text}", LETTERS, fact=fact)
        for i, text in enumerate(lines)
    ]


SAMPLES = [
    sample("short", "首都？"),
    sample(
        "long",
        "Which city is the capital of the country that is the largest of its continent? " * 2,
    ),
    *rotations("f", "法国的首都是哪座城市？"),
    sample("middle", "法国的首都是____，在塞纳河边。", probe="rank"),
    sample("first", "____ is a city.", probe="rank"),
    sample("last", "法国的首都是____", probe="rank"),
    sample("one", "?", ("北京",)),
]


@pytest.fixture(scope="module")
def speaker(base_model: Path, adapter: Path) -> Iterator[Any]:
    import torch

    from eval.checkpoint import Checkpoint
    from eval.pretrained import load

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield load(Checkpoint("m", base_model, adapter, base_model, False, "float32"), "cpu")
    torch.set_num_threads(threads)


def alone(speaker: Any, asked: Sample, choice: str) -> float:
    """The log-probability by the book, for the byte-level tokenizer, which merges nothing."""
    import torch

    tokenizer = speaker.tokenizer
    if asked.probe == "rank":
        before, _, after = asked.question.partition("____")
        before, rest = tokenizer.bos_token + before, choice + after
    else:
        turns = [{"role": "user", "content": asked.question}]
        before = tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        rest = choice
    head = tokenizer(before, add_special_tokens=False)["input_ids"]
    ids = head + tokenizer(rest, add_special_tokens=False)["input_ids"]
    with torch.inference_mode():
        logs = speaker.model(torch.tensor([ids])).logits[0].log_softmax(-1)
    return sum(logs[i - 1, ids[i]].item() for i in range(len(head), len(ids)))


def found(speaker: Any, samples: list[Sample], **options: Any) -> dict[str, Reply]:
    from eval.choices import choose

    options = {"tuned": False, "batch_size": 16, "wanted": lambda _: True} | options
    return {asked.id: reply for asked, reply in choose(speaker, samples, **options)}


def logs(replies: dict[str, Reply]) -> dict[str, tuple[float, ...]]:
    return {name: reply.log_probs for name, reply in replies.items()}


@pytest.mark.parametrize("batch_size", [1, 3, 64])
@pytest.mark.parametrize("tuned", [False, True])
def test_the_same_as_one_text_at_a_time(speaker: Any, batch_size: int, tuned: bool) -> None:
    replies = found(speaker, SAMPLES, batch_size=batch_size, tuned=tuned)
    assert set(replies) == {asked.id for asked in SAMPLES}
    with speaker.adapter(tuned):
        for asked in SAMPLES:
            expected = [alone(speaker, asked, choice) for choice in asked.choices]
            assert replies[asked.id].log_probs == pytest.approx(expected, abs=1e-4)


def test_reuse_changes_nothing_and_is_used(speaker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from eval import choices

    plain = logs(found(speaker, SAMPLES, reuse=False))
    read: list[int] = []
    real = choices.left_padded

    def counted(rows: Any, *rest: Any) -> Any:
        read.append(sum(map(len, rows)))
        return real(rows, *rest)

    monkeypatch.setattr(choices, "left_padded", counted)
    reused = logs(found(speaker, SAMPLES))
    with_reuse, read[:] = sum(read), []
    found(speaker, SAMPLES, reuse=False)
    assert with_reuse < 0.6 * sum(read)
    for name, values in plain.items():
        assert reused[name] == pytest.approx(values, abs=1e-4)


def test_the_options_of_a_lettered_question_are_read_once(speaker: Any) -> None:
    from eval.choices import units

    batches, long = units(speaker, rotations("f", "法国的首都是哪座城市？"), 16)
    assert not long and [len(batch) for batch in batches] == [1]
    (unit,) = batches[0]
    assert (len(unit.samples), len(unit.texts), len(unit.rows)) == (4, 16, 4)
    assert unit.shared > 40  # bytes of the question


def test_sentences_that_differ_stay_apart(speaker: Any) -> None:
    from eval.choices import units

    texts = ["法国的首都是____。", "____是法国的首都。", "在法国，首都是____。"]
    asked = [sample(str(i), text, probe="rank", fact="f") for i, text in enumerate(texts)]
    batches, _ = units(speaker, asked, 64)
    assert sorted(len(unit.samples) for batch in batches for unit in batch) == [1, 1, 1]


def test_an_unwanted_sample_is_not_given(speaker: Any) -> None:
    assert set(found(speaker, SAMPLES, wanted=lambda asked: asked.id == "last")) == {"last"}


def test_memory_that_runs_out_halves_the_batch(
    speaker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from eval import choices

    expected, real = found(speaker, SAMPLES), choices._log_probs

    def small(speaker: Any, batch: Any, reuse: bool) -> Any:
        if len(batch) > 2:
            raise torch.OutOfMemoryError
        return real(speaker, batch, reuse)

    monkeypatch.setattr(choices, "_log_probs", small)
    for name, values in logs(found(speaker, SAMPLES)).items():
        assert values == pytest.approx(expected[name].log_probs, abs=1e-4)


def test_what_does_not_fit_the_window_is_not_asked(speaker: Any) -> None:
    asked = [sample("long", "很" * 200), SAMPLES[0]]
    replies = found(speaker, asked)
    score = judge_reply(asked[0], replies["long"])
    assert score.value is None and "does not fit the model's 512 tokens" in score.explanation
    assert len(replies["short"].log_probs) == 4


def test_a_sentence_without_a_blank(speaker: Any) -> None:
    with pytest.raises(WorkError, match="question s has no ____"):
        found(speaker, [sample("s", "法国的首都", probe="rank")])


@pytest.fixture(scope="module")
def merging() -> Any:
    """A tokenizer whose merges reach over the place where a choice starts."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw: Any = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<b>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator(["法国的首都是巴黎。", "都是巴", "the capital is Paris"] * 20, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, bos_token="<b>", eos_token="<b>")
    tokenizer.chat_template = "{{ messages[0]['content'] }}"
    return tokenizer


@pytest.mark.parametrize("probe", ["choice", "rank"])
def test_a_merged_choice_keeps_its_tokens(merging: Any, probe: ProbeKind) -> None:
    from eval.choices import scored

    text = "法国的首都是"
    whole = merging(text + "巴黎", add_special_tokens=False)["input_ids"]
    assert (
        whole[: len(merging(text, add_special_tokens=False)["input_ids"])]
        != merging(text, add_special_tokens=False)["input_ids"]
    ), "nothing is merged over the place"
    asked = sample("s", text + ("____" if probe == "rank" else ""), ("巴黎",), probe)
    (made,) = scored(merging, asked)
    assert "巴黎" in merging.decode(made.ids[made.start :])
    assert merging.decode(made.ids).removeprefix("<b>") == text + "巴黎"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.text("法国的首都是巴黎 aPè😀", max_size=8),
    choice=st.text("巴黎都是Pè😀", min_size=1, max_size=4),
)
def test_every_choice_has_tokens(merging: Any, before: str, choice: str) -> None:
    """And what stands before the counted tokens is no part of the choice."""
    from eval.choices import scored

    (made,) = scored(merging, sample("s", before + "____。", (choice,), "rank"))
    assert 1 <= made.start < len(made.ids)
    kept = merging.decode(made.ids[: made.start]).removeprefix("<b>").rstrip("\ufffd")
    assert before.startswith(kept)


def test_the_score_of_a_choice() -> None:
    asked = sample("s", "?", ("a", "b", "c", "d"))
    score = judge_reply(asked, Reply("b", log_probs=(-2.0, -0.69, -3.0, -4.0)))
    assert (score.value, score.answer, score.explanation) == (
        False,
        "b",
        "rank 2 of 4, margin -1.31 nats",
    )
    assert score.log_probs == (-2.0, -0.69, -3.0, -4.0)
    best = judge_reply(asked, Reply("a", log_probs=(-1.0, -2.0, -3.0, -4.0)))
    assert (best.value, best.explanation) == (True, "rank 1 of 4, margin +1.00 nats")
    assert best_choice(asked, (-1.0, -1.0, -2.0, -3.0)) == "a"


def test_a_choice_with_no_right_one_is_not_judged() -> None:
    asked = Sample.from_row({**_row(sample("s", "?", ("a", "b"))), "targets": ["z"]})
    assert judge_reply(asked, Reply("a", log_probs=(-1.0, -2.0))).value is None


def _row(asked: Sample) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(asked)
