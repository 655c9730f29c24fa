"""Free answers: the same in every batch, with the confidence of their own tokens, and never a crash."""

import json
import math
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data_prep import CommandError, WorkError
from data_prep.records import Message
from eval.checkpoint import Checkpoint, resolve
from eval.config import EvalConfig
from eval.fingerprint import base_fingerprint
from eval.replies import Reply, judge_reply
from eval.samples import Sample

from .test_choices import sample


@pytest.fixture(scope="module")
def speaker(base_model: Path, adapter: Path) -> Iterator[Any]:
    import torch

    from eval.pretrained import load

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield load(Checkpoint("m", base_model, adapter, base_model, False, "float32"), "cpu")
    torch.set_num_threads(threads)


def asked(count: int) -> list[Sample]:
    words = "首都 which 是 city 哪里 river 谁 34万 Llama".split()
    return [
        replace(
            sample(
                f"s{i:02}",
                " ".join(words[: 1 + i % 9] * (1 + i % 4)) + f" {i}?",
                ("x",),
                "held_out",
            ),
            choices=(),
        )
        for i in range(count)
    ]


def replies(
    speaker: Any, samples: list[Sample], size: int, new: int = 8, tuned: bool = False
) -> dict[str, Reply]:
    from eval.generate import answers, batches

    groups = batches(speaker, samples, size, new)
    found = answers(speaker, groups, tuned=tuned, max_new_tokens=new, wanted=lambda _: True)
    return {one.id: reply for one, reply in found}


@pytest.mark.parametrize("tuned", [False, True])
def test_batches_of_1_and_32_answer_the_same(speaker: Any, tuned: bool) -> None:
    samples = asked(40)
    alone, together = (replies(speaker, samples, size, tuned=tuned) for size in (1, 32))
    assert {k: v.completion for k, v in alone.items()} == {
        k: v.completion for k, v in together.items()
    }
    assert len({reply.completion for reply in alone.values()}) > 20
    for name, reply in alone.items():
        assert together[name].confidence == pytest.approx(reply.confidence, abs=1e-5)


def test_confidence_is_the_geometric_mean_of_the_tokens(speaker: Any) -> None:
    """By one pass over prompt and answer; among 40 answers some stop of themselves."""
    import torch

    from eval.pretrained import prompt_ids

    ended = 0
    samples = asked(40)
    found = replies(speaker, samples, 16, new=60)
    for one in samples:
        prompt = torch.tensor([prompt_ids(speaker.tokenizer, one)])
        with speaker.adapter(False), torch.inference_mode():
            out = speaker.model.generate(
                input_ids=prompt,
                attention_mask=torch.ones_like(prompt),
                max_new_tokens=60,
                do_sample=False,
                eos_token_id=list(speaker.stops),
            )[0]
            logs = speaker.model(out[None]).logits[0].log_softmax(-1)
        stopped = out[-1].item() in speaker.stops
        ended += stopped
        places = range(prompt.shape[1], len(out) - stopped)
        expected = [logs[i - 1, out[i]].item() for i in places]
        mean = math.exp(sum(expected) / len(expected)) if expected else None
        assert found[one.id].confidence == pytest.approx(mean, abs=1e-5)
    assert ended


def test_no_answer_has_no_confidence() -> None:
    from eval.generate import _confidence

    assert _confidence([7, 7], [-1.0, -1.0], [7]) is None
    assert _confidence([1, 7, 7], [math.log(0.5), -9.0, -9.0], [7]) == 0.5


def test_prompts_and_answers_longer_than_the_window(speaker: Any) -> None:
    long = replace(asked(1)[0], id="long", input=(Message("user", "很" * 200),))
    near = replace(asked(1)[0], id="near", input=(Message("user", "x" * 420),))
    samples = [*asked(5), near, long]
    found = replies(speaker, samples, 32, new=100)
    score = judge_reply(long, found["long"])
    assert score.value is None and "does not fit the model's 512" in score.explanation
    assert Reply.from_score(score) == found["long"]
    assert len(speaker.tokenizer(found["near"].completion)["input_ids"]) <= 100
    assert found["s00"] == replies(speaker, asked(5), 32, new=100)["s00"]


def test_memory_that_runs_out_halves_the_batch(
    speaker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from eval import generate

    expected, real, sizes = replies(speaker, asked(20), 20), generate._complete, []

    def small(speaker: Any, group: Any, new: int) -> Any:
        sizes.append(len(group))
        if len(group) > limit:
            raise torch.OutOfMemoryError
        return real(speaker, group, new)

    monkeypatch.setattr(generate, "_complete", small)
    limit = 5
    assert {k: v.completion for k, v in replies(speaker, asked(20), 20).items()} == {
        k: v.completion for k, v in expected.items()
    }
    assert sizes == [20, 10, 5, 5, 10, 5, 5]
    limit = 0
    with pytest.raises(WorkError, match="no memory left for a single question"):
        replies(speaker, asked(2), 2)


def test_the_penalties_of_a_models_own_config_are_left_out(
    base_model: Path, speaker: Any, tmp_path: Path
) -> None:
    from eval.pretrained import load

    folder = tmp_path / "chatty"
    shutil.copytree(base_model, folder)
    path = folder / "generation_config.json"
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps(own | {"repetition_penalty": 5.0, "min_new_tokens": 8}), encoding="utf-8"
    )
    other = load(Checkpoint("m", folder, None, folder, False, "float32"), "cpu")
    assert replies(other, asked(12), 4) == replies(speaker, asked(12), 4)


def test_adapter_and_merged_answer_the_same(
    base_model: Path, adapter: Path, tmp_path: Path
) -> None:
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from eval.choices import choose
    from eval.pretrained import load

    merged: Any = PeftModel.from_pretrained(
        AutoModelForCausalLM.from_pretrained(base_model), str(adapter)
    )
    merged.merge_and_unload().save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(base_model).save_pretrained(tmp_path)
    folders = ((base_model, adapter), (tmp_path, None))
    one, other = (load(Checkpoint("m", m, a, m, False, "float32"), "cpu") for m, a in folders)
    texts = [
        {k: v.completion for k, v in replies(each, asked(24), 8, tuned=True).items()}
        for each in (one, other)
    ]
    assert texts[0] == texts[1]
    pair = [
        dict(choose(each, [sample("a", "首都？")], tuned=True, batch_size=4, wanted=lambda _: True))
        for each in (one, other)
    ]
    for (_, a), (_, b) in zip(pair[0].items(), pair[1].items(), strict=True):
        assert a.log_probs == pytest.approx(b.log_probs, abs=1e-3)


def other_base(base_model: Path, folder: Path, **changes: Any) -> Path:
    """A base of another shape, with the same tokenizer."""
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    config = LlamaConfig.from_pretrained(base_model)
    for name, value in changes.items():
        setattr(config, name, value)
    LlamaForCausalLM(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(base_model).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("changes", [{"intermediate_size": 96}, {"num_hidden_layers": 1}])
def test_an_adapter_of_another_base(
    base_model: Path, adapter: Path, tmp_path: Path, changes: dict[str, int]
) -> None:
    from eval.pretrained import load

    other = other_base(base_model, tmp_path / "other", **changes)
    with pytest.raises(WorkError) as error:
        load(Checkpoint("m", other, adapter, adapter, False, "float32"), "cpu")
    text = str(error.value)
    assert f"{adapter} is an adapter of another base than {other}" in text and "\n" not in text


def test_an_adapter_whose_base_has_changed(base_model: Path, adapter: Path, tmp_path: Path) -> None:
    """The same shapes, other weights: only the record of training can tell."""
    from train import record

    assert base_fingerprint(base_model) == record.base_fingerprint(str(base_model))
    mine = tmp_path / "adapter"
    shutil.copytree(adapter, mine)
    run = json.loads((mine / "run.json").read_text(encoding="utf-8"))
    run["base_fingerprint"] = base_fingerprint(base_model)
    (mine / "run.json").write_text(json.dumps(run), encoding="utf-8")
    config = EvalConfig(dataset="d", output_dir=tmp_path, model=str(base_model), adapter=mine)
    assert resolve(config).model == base_model
    other = other_base(base_model, tmp_path / "other")
    with pytest.raises(CommandError) as error:
        resolve(replace(config, model=str(other)))
    assert str(base_model) in str(error.value) and str(other) in str(error.value)
