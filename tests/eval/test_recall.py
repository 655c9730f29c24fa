"""The whole evaluation on a tiny random Llama: base and adapter from one set of weights, killed and resumed."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from data_prep import CommandError, WorkError
from eval.checkpoint import checkpoint_hashes, resolve, run_fingerprint
from eval.config import EvalConfig
from eval.questions import load_samples
from eval.runs import RESULTS, SCORES

from .conftest import TEMPLATE, fact_rows, write_dataset
from .test_choices import rotations, sample


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """On a busy machine the threads of a tiny model wait for each other."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def config(dataset: Path, base_model: Path, adapter: Path, tmp_path: Path) -> EvalConfig:
    return EvalConfig(
        dataset=str(dataset),
        output_dir=tmp_path / "eval",
        model=str(base_model),
        adapter=adapter,
        device="cpu",
        max_new_tokens=6,
        batch_size=2,
    )


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / SCORES).read_text(encoding="utf-8").splitlines()]


def completions(folder: Path) -> dict[str, str]:
    return {line["sample_id"]: line["completion"] for line in lines(folder)}


def results(folder: Path) -> dict[str, Any]:
    return json.loads((folder / RESULTS).read_text(encoding="utf-8"))


def test_base_and_tuned_are_what_each_alone_says(
    config: EvalConfig, base_model: Path, adapter: Path
) -> None:
    """The oracle is transformers itself: one prompt at a time, no padding, base and merged adapter."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from eval.recall import evaluate

    evaluate(config)
    tokenizer = AutoTokenizer.from_pretrained(base_model)
    base = AutoModelForCausalLM.from_pretrained(base_model)
    merged: Any = PeftModel.from_pretrained(
        AutoModelForCausalLM.from_pretrained(base_model), str(adapter)
    )
    models = {"base": base, "tuned": merged.merge_and_unload()}
    found = {name: completions(config.output_dir / name) for name in models}
    for name, model in models.items():
        for one in load_samples(config.dataset):
            turns = [{"role": "user", "content": one.question}]
            text = tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
            ids = torch.tensor([tokenizer(text, add_special_tokens=False)["input_ids"]])
            stops = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|end_of_text|>"])
            out = model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=6,
                do_sample=False,
                eos_token_id=stops,
            )
            expected = tokenizer.decode(out[0, ids.shape[1] :], skip_special_tokens=True)
            assert found[name][one.id] == expected
    assert found["base"] != found["tuned"]


def test_what_a_run_leaves(config: EvalConfig) -> None:
    from eval.recall import evaluate

    report = evaluate(replace(config, trained_wordings=1))
    assert {row.place[0] for row in report.recall.rows} == {"taught", "control"}
    assert {row.place[0] for row in report.by_probe.rows} == {"held_out", "trained"}
    assert report.recall.runs == ("base", "tuned") and report.effect is not None
    base, tuned = results(config.output_dir / "base"), results(config.output_dir / "tuned")
    assert base["fingerprint"] != tuned["fingerprint"]
    assert base["adapter"] is None and tuned["adapter"] == str(config.adapter)
    assert base["counts"]["n"] == 8 and base["samples"] == tuned["samples"]
    assert {"model", "dataset", "config", "versions", "chat_template", "created"} <= set(base)
    whole = results(config.output_dir)
    assert whole["recall"][0]["group"] == "taught" and "McNemar" not in whole
    html = (config.output_dir / "report.html").read_text(encoding="utf-8")
    assert "\\u003cscript>alert(1)\\u003c/script>" in html and "<script>alert" not in html


def test_a_killed_run_goes_on(
    config: EvalConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval import models, recall

    whole = replace(config, output_dir=tmp_path / "whole")
    recall.evaluate(whole)
    real, asked = models.answers, []

    def killed(*args: Any, **options: Any) -> Iterator[Any]:
        yield from islice(real(*args, **options), 3)
        raise KeyboardInterrupt

    def counted(*args: Any, **options: Any) -> Iterator[Any]:
        for pair in real(*args, **options):
            asked.append(pair[0].id)
            yield pair

    monkeypatch.setattr(models, "answers", killed)
    with pytest.raises(KeyboardInterrupt):
        recall.evaluate(config)
    assert len(lines(config.output_dir / "base")) == 3
    assert not (config.output_dir / "base" / RESULTS).exists()
    monkeypatch.setattr(models, "answers", counted)
    recall.evaluate(config)
    assert len(asked) == (7 - 3) + 7
    for name in ("base", "tuned"):
        assert (config.output_dir / name / SCORES).read_bytes() == (
            whole.output_dir / name / SCORES
        ).read_bytes()


def test_a_finished_run_asks_nothing(config: EvalConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    from eval import models, recall

    first = recall.evaluate(config)
    monkeypatch.setattr(models, "load", lambda *_: pytest.fail("the model was loaded again"))
    assert recall.evaluate(config) == first


def test_another_adapter_takes_over_no_line(
    config: EvalConfig, adapter: Path, tmp_path: Path
) -> None:
    """The same folders, other weights: the base's answers stay, the adapter's are asked anew."""
    import torch
    from safetensors.torch import load_file, save_file

    from eval.recall import evaluate

    mine = tmp_path / "adapter"
    shutil.copytree(adapter, mine)
    config = replace(config, adapter=mine)
    evaluate(config)
    before = {name: results(config.output_dir / name)["fingerprint"] for name in ("base", "tuned")}
    tuned = completions(config.output_dir / "tuned")
    weights = load_file(mine / "adapter_model.safetensors")
    torch.manual_seed(5)
    save_file(
        {k: torch.randn_like(v) for k, v in weights.items()}, mine / "adapter_model.safetensors"
    )
    evaluate(config)
    after = {name: results(config.output_dir / name)["fingerprint"] for name in ("base", "tuned")}
    assert before["base"] == after["base"] and before["tuned"] != after["tuned"]
    assert completions(config.output_dir / "tuned") != tuned
    assert {line["fingerprint"] for line in lines(config.output_dir / "tuned")} == {after["tuned"]}


def test_4_bit_weights(config: EvalConfig) -> None:
    import bitsandbytes as bnb

    from eval.pretrained import load
    from eval.recall import evaluate

    config = replace(config, quantization="nf4", limit=1)
    speaker = load(resolve(config), "cpu")
    kinds = [module for module in speaker.model.modules() if isinstance(module, bnb.nn.Linear4bit)]
    assert len(kinds) == 2 * 7
    assert not any(module.support_avx512bf16_for_cpu for module in kinds)
    states: list[Any] = [module.quant_state for module in kinds]
    assert all(state.nested and state.quant_type == "nf4" for state in states)
    evaluate(config)
    assert results(config.output_dir / "tuned")["nf4"] is True


def test_the_base_alone(config: EvalConfig) -> None:
    from eval.recall import evaluate

    report = evaluate(replace(config, adapter=None))
    assert report.recall.runs == ("base",) and report.effect is None
    assert not (config.output_dir / "tuned").exists()


def test_the_adapter_alone_names_its_base(config: EvalConfig) -> None:
    from eval.recall import evaluate

    report = evaluate(replace(config, model="", base=False))
    assert report.recall.runs == ("tuned",)
    assert results(config.output_dir / "tuned")["model"] == config.model


def test_the_fingerprint_follows_all_that_shapes_an_answer(
    config: EvalConfig, adapter: Path, tmp_path: Path
) -> None:
    def of(changed: EvalConfig) -> str:
        checkpoint = resolve(changed)
        return run_fingerprint(checkpoint, checkpoint_hashes(checkpoint), changed.max_new_tokens)

    template = tmp_path / "adapter"
    shutil.copytree(adapter, template)
    (template / "chat_template.jinja").write_text(TEMPLATE + " ", encoding="utf-8")
    others = [
        replace(config, adapter=None),
        replace(config, adapter=template),
        replace(config, quantization="nf4"),
        replace(config, dtype="bfloat16"),
        replace(config, max_new_tokens=7),
    ]
    assert len({of(config), *map(of, others)}) == 1 + len(others)
    assert of(config) == of(replace(config, batch_size=5, output_dir=tmp_path, limit=3))


def test_how_the_adapter_was_trained_is_kept(
    config: EvalConfig, adapter: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "adapter"
    shutil.copytree(adapter, folder)
    run = {"base_model": config.model, "config": {"load_in_4bit": True, "dtype": "bfloat16"}}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    checkpoint = resolve(replace(config, model="", adapter=folder))
    assert (checkpoint.nf4, checkpoint.dtype, checkpoint.tokenizer) == (True, "bfloat16", folder)
    assert not resolve(replace(config, adapter=folder, quantization="none")).nf4


def test_no_chat_template(config: EvalConfig, base_model: Path, tmp_path: Path) -> None:
    from eval.recall import evaluate

    bare = tmp_path / "bare"
    shutil.copytree(base_model, bare, ignore=shutil.ignore_patterns("*.jinja"))
    with pytest.raises(WorkError, match="has no chat template"):
        evaluate(replace(config, model=str(bare), adapter=None))


def test_folders_that_are_no_models(config: EvalConfig, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no adapter folder"):
        resolve(replace(config, adapter=tmp_path))
    with pytest.raises(CommandError, match="is no model folder"):
        resolve(replace(config, model=str(tmp_path)))
    with pytest.raises(CommandError, match="there is no model folder"):
        resolve(replace(config, model=str(tmp_path / "none")))


def test_stops_and_prompts(base_model: Path, config: EvalConfig) -> None:
    from eval.pretrained import load, prompt_ids

    speaker = load(resolve(replace(config, adapter=None)), "cpu")
    tokenizer: Any = speaker.tokenizer
    assert tokenizer.convert_tokens_to_ids("<|eot_id|>") in speaker.stops
    ids = prompt_ids(tokenizer, load_samples(config.dataset)[0])
    assert ids.count(tokenizer.bos_token_id) == 1
    assert tokenizer.decode(ids).endswith("<|start_header_id|>assistant<|end_header_id|>\n\n")


def with_choices(config: EvalConfig, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The questions of the dataset, and some with choices."""
    from eval import recall

    posed = [
        *load_samples(config.dataset),
        *rotations("f", "法国的首都是哪座城市？"),
        sample("rank", "法国的首都是____，在塞纳河边。", probe="rank"),
        sample("long", "很" * 200),
    ]
    monkeypatch.setattr(recall, "load_samples", lambda *_, **__: posed)
    return posed


def test_choices_killed_and_resumed_are_the_unbroken_run(
    config: EvalConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval import models, recall

    posed = with_choices(config, monkeypatch)
    whole = replace(config, output_dir=tmp_path / "whole")
    report = recall.evaluate(whole)
    assert {"choice", "rank"} <= {row.place[0] for row in report.by_probe.rows}
    real = models.choose

    def killed(*args: Any, **options: Any) -> Iterator[Any]:
        yield from islice(real(*args, **options), 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(models, "choose", killed)
    with pytest.raises(KeyboardInterrupt):
        recall.evaluate(config)
    assert len(lines(config.output_dir / "base")) == 7 + 2
    with (config.output_dir / "base" / SCORES).open("a", encoding="utf-8") as file:
        file.write('{"half a line')
    monkeypatch.setattr(models, "choose", real)
    recall.evaluate(config)
    for name in ("base", "tuned"):
        assert (config.output_dir / name / SCORES).read_bytes() == (
            whole.output_dir / name / SCORES
        ).read_bytes()
    scored = {line["sample_id"]: line for line in lines(config.output_dir / "tuned")}
    assert len(scored) == len(posed)
    assert len(scored["rank"]["log_probs"]) == 4 and "nats" in scored["rank"]["explanation"]
    assert scored["long"]["explanation"].startswith("not asked: the prompt does not fit")
    monkeypatch.setattr(models, "load", lambda *_: pytest.fail("the model was loaded again"))
    assert recall.evaluate(config) == report


def test_neutral_text_is_told_of_both_models(config: EvalConfig) -> None:
    from eval.recall import evaluate

    report = evaluate(config)
    assert set(report.neutral) == {"base", "tuned"}
    assert report.neutral["base"] != report.neutral["tuned"]
    assert results(config.output_dir)["neutral"] == report.neutral
    words = f"base {report.neutral['base']:.3f} → tuned {report.neutral['tuned']:.3f}"
    assert report.locality == f"neutral text: {words} bits per byte"


def test_a_dataset_without_recall(config: EvalConfig, tmp_path: Path) -> None:
    from eval.recall import evaluate

    folder = write_dataset(tmp_path / "bare", [("facts", "train", fact_rows())])
    with pytest.raises(WorkError, match="cannot open recall/test of") as error:
        evaluate(replace(config, dataset=str(folder)))
    assert "\n" not in str(error.value)
