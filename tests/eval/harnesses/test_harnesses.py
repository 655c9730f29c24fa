"""Both harnesses run for real on the tiny model, offline; their logs come back as our runs."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from data_prep import CommandError, WorkError
from eval.compare import paired
from eval.config import EvalConfig
from eval.export import main as export
from eval.harnesses.export import write_inspect
from eval.harnesses.logs import read_any, read_lm_eval
from eval.questions import load_samples
from eval.samples import Sample, judge

OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}


RUN_ALL = """
import importlib, json, sys
door = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
for words in json.loads(sys.argv[3]):
    sys.argv[1:] = words
    try:
        door()
    except SystemExit as end:
        assert not end.code, words
"""
"""The harness's own command line, several times in one process: importing it takes the longest."""


def run_harness(folder: Path, module: str, door: str, *commands: list[str]) -> None:
    environment = os.environ | OFFLINE | {"PYTHONPATH": str(Path.cwd()), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL, module, door, json.dumps(commands)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-2000:]


@pytest.fixture(scope="module")
def ours(with_choices: Path, base_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from eval.recall import evaluate

    folder = tmp_path_factory.mktemp("ours")
    evaluate(
        EvalConfig(
            dataset=str(with_choices), output_dir=folder, model=str(base_model), max_new_tokens=8
        )
    )
    return folder / "base"


@pytest.fixture(scope="module")
def lm_eval_logs(
    with_choices: Path, base_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    pytest.importorskip("lm_eval")
    folder = tmp_path_factory.mktemp("lm_eval")
    export(
        ["--dataset", str(with_choices), "--harness", "lm_eval", "--output_dir", str(folder / "here"), "--max_new_tokens", "8"]
    )  # fmt: skip
    (folder / "here").rename(folder / "tasks")  # a moved folder still works
    model = f"pretrained={base_model},dtype=float32"
    common = ["run", "--model", "hf", "--model_args", model, "--include_path", "tasks", "--device", "cpu", "--batch_size", "4", "--log_samples"]  # fmt: skip
    chat = [*common, "--tasks", "factune_recall,factune_choice", "--apply_chat_template", "--output_path", "chat"]  # fmt: skip
    plain = [*common, "--tasks", "factune_rank", "--output_path", "plain"]
    run_harness(folder, "lm_eval.__main__", "cli_evaluate", chat, plain)
    return folder


def test_lm_eval_gives_the_same_answers_and_verdicts(ours: Path, lm_eval_logs: Path) -> None:
    [log] = (lm_eval_logs / "chat").rglob("samples_factune_recall_*.jsonl")
    theirs = read_any(log)
    before, after = paired(read_any(ours), theirs)  # the same questions, by their keys
    assert {s.sample_id: s.completion.strip() for s in before} == {
        s.sample_id: s.completion.strip() for s in after
    }
    logged = [
        json.loads(line)["recall"] for line in log.read_text(encoding="utf-8").split("\n")[:-1]
    ]
    assert logged == [float(score.value is True) for score in theirs.scores]


def test_braces_of_a_question_stay_text(lm_eval_logs: Path) -> None:
    [log] = (lm_eval_logs / "chat").rglob("samples_factune_recall_*.jsonl")
    assert "{{ 7 * 7 }} {% raw %}" in log.read_text(encoding="utf-8")
    assert any("{{ 7 * 7 }}" in sample.question for sample in read_any(log).samples)


def test_choices_come_back_with_their_log_probabilities(lm_eval_logs: Path) -> None:
    for place, task in (("chat", "factune_choice"), ("plain", "factune_rank")):
        [log] = (lm_eval_logs / place).rglob(f"samples_{task}_*.jsonl")
        run = read_lm_eval(log)
        rows = [json.loads(line) for line in log.read_text(encoding="utf-8").split("\n")[:-1]]
        assert [score.value for score in run.scores] == [bool(row["acc"]) for row in rows]
        assert all(len(s.log_probs) == len(q.choices) for q, s in zip(run.samples, run.scores, strict=True))  # fmt: skip
    with pytest.raises(CommandError, match="holds 2 logs"):
        read_any(lm_eval_logs / "chat")


def test_inspect_gives_the_same_answers_and_verdicts(
    ours: Path, with_choices: Path, base_model: Path, tmp_path: Path
) -> None:
    pytest.importorskip("inspect_ai")
    export(
        ["--dataset", str(with_choices), "--harness", "inspect", "--output_dir", str(tmp_path / "tasks"), "--max_new_tokens", "8"]
    )  # fmt: skip
    arguments = json.dumps({"add_special_tokens": False})  # the template writes the start token
    words = ["eval", "tasks/facts_task.py", "--model", "hf/local", "-M", f"model_path={base_model}", "-M", "device=cpu", "-M", "do_sample=false",
             "-M", f"tokenizer_call_args={arguments}", "--display", "none", "--log-dir", "logs"]  # fmt: skip
    run_harness(tmp_path, "inspect_ai._cli.main", "main", words)
    [log] = (tmp_path / "logs").glob("*.eval")
    theirs = read_any(tmp_path / "logs")
    before, after = paired(read_any(ours), theirs)
    assert {s.sample_id: s.completion for s in before} == {s.sample_id: s.completion for s in after}
    from inspect_ai.log import read_eval_log

    results = read_eval_log(str(log)).results
    assert results is not None
    right = sum(score.value is True for score in theirs.scores) / len(theirs.scores)
    assert results.scores[0].metrics["accuracy"].value == pytest.approx(right)


def test_the_exported_scorers_give_our_verdicts(with_choices: Path, tmp_path: Path) -> None:
    """Answers that a tiny random model would never give: right, wrong and none."""
    inspect_ai = pytest.importorskip("inspect_ai")
    from inspect_ai.dataset import MemoryDataset
    from inspect_ai.model import ModelOutput, ModelUsage, get_model

    from eval.harnesses.inspect_task import facts
    from eval.harnesses.lm_eval_task import recall

    export(["--dataset", str(with_choices), "--output_dir", str(tmp_path)])
    samples = load_samples(str(with_choices))
    said = [
        [s.targets[0], f"不是{s.targets[0]}。", "我不知道。"][i % 3] for i, s in enumerate(samples)
    ]
    asked = list(zip(samples, said, strict=True))
    verdicts = [judge(sample, text).verdict for sample, text in asked]
    assert set(verdicts) == {"correct", "incorrect", "not_attempted"}
    counts = [recall(asdict(sample), [text]) for sample, text in asked]
    assert [c["recall"] for c in counts] == [float(v == "correct") for v in verdicts]
    assert [c["not_attempted"] for c in counts] == [float(v == "not_attempted") for v in verdicts]

    task = facts(tmp_path / "facts.jsonl", max_tokens=8)
    assert isinstance(task.dataset, MemoryDataset) and len(task.dataset) == len(samples)
    replies = {sample.question: text for sample, text in asked}

    def reply(turns: list[Any], *_: object) -> ModelOutput:
        output = ModelOutput.from_content("mockllm/model", replies[turns[-1].text])
        output.usage = ModelUsage()  # else inspect fetches a tokenizer to count with
        return output

    model = get_model("mockllm/model", custom_outputs=reply)
    [log] = inspect_ai.eval(task, model=model, display="none", log_dir=str(tmp_path))
    values = {one.id: score.value for one in log.samples for score in one.scores.values()}
    letters = {"correct": "C", "incorrect": "I", "not_attempted": "N"}
    assert values == {s.id: letters[v] for s, v in zip(samples, verdicts, strict=True)}
    found = {name: metric.value for s in log.results.scores for name, metric in s.metrics.items()}
    assert {"accuracy", "stderr", "group_taught", "group_control", "type_number"} <= found.keys()
    assert found["accuracy"] == pytest.approx(verdicts.count("correct") / len(verdicts))
    [file] = tmp_path.glob("*.eval")
    assert {s.sample_id: letters[s.verdict] for s in read_any(file).scores} == values


def test_a_question_that_failed_is_not_taken_for_an_answer(
    with_choices: Path, tmp_path: Path
) -> None:
    inspect_ai = pytest.importorskip("inspect_ai")
    from inspect_ai.model import ModelOutput, get_model

    from eval.harnesses.inspect_task import facts

    def reply(*_: object) -> ModelOutput:
        raise RuntimeError("the server is gone")

    write_inspect(tmp_path, load_samples(str(with_choices))[:1], 8)
    model = get_model("mockllm/model", custom_outputs=reply)
    task = facts(tmp_path / "facts.jsonl", max_tokens=8)
    inspect_ai.eval(task, model=model, display="none", log_dir=str(tmp_path), fail_on_error=False)
    with pytest.raises(WorkError, match=r"failed: .*the server is gone"):
        read_any(tmp_path)


def test_an_inspect_log_without_inspect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.eval").write_bytes(b"PK")
    monkeypatch.setitem(sys.modules, "inspect_ai.log", None)
    with pytest.raises(CommandError, match=r"needs inspect_ai .*\.\[harnesses\]"):
        read_any(tmp_path)


def line(**changes: object) -> str:
    """A logged sample of a task of others."""
    row = {
        "doc_id": 3, "doc": {"question": "谁领导FAIR？"}, "target": "['皮诺', 'Joelle Pineau']",
        "arguments": {"gen_args_0": {"arg_0": "问：谁领导FAIR？"}}, "filtered_resps": ["是皮诺。"], "resps": [["是皮诺。"]],
    }  # fmt: skip
    return json.dumps(row | changes, ensure_ascii=False) + "\n"


def test_a_task_of_others_is_judged_by_our_scorer(tmp_path: Path) -> None:
    log = tmp_path / "samples_theirs.jsonl"
    nameless = line(doc={"query": "x"}, filtered_resps=["不知道"], doc_id=4)
    log.write_text(line() + nameless, encoding="utf-8")
    run = read_any(tmp_path)
    assert [score.verdict for score in run.scores] == ["correct", "not_attempted"]
    assert [sample.question for sample in run.samples] == ["谁领导FAIR？", "问：谁领导FAIR？"]
    assert [sample.doc_id for sample in run.samples] == ["3", "4"]
    assert run.samples[0].targets == ("皮诺", "Joelle Pineau")


def sent(*continuations: str) -> dict[str, dict[str, str]]:
    return {f"gen_args_{i}": {"arg_0": "Q", "arg_1": text} for i, text in enumerate(continuations)}


@pytest.mark.parametrize(
    ("changes", "right"),
    [({"target": "1"}, True), ({"target": "[0]"}, False), ({"target": "?", "acc": 1.0}, True)],
)
def test_choices_of_others_are_their_continuations(
    tmp_path: Path, changes: dict[str, object], right: bool
) -> None:
    log = tmp_path / "samples_theirs.jsonl"
    two = {"arguments": sent(" no", " yes"), "filtered_resps": [["-2.5", "False"], ["-1.0", "True"]]}  # fmt: skip
    log.write_text(line(**(two | changes)), encoding="utf-8")
    [score] = read_any(log).scores
    assert (score.value, score.answer, score.log_probs) == (right, " yes", (-2.5, -1.0))


def test_one_line_of_a_question_counts(tmp_path: Path) -> None:
    log = tmp_path / "samples_theirs.jsonl"
    strict, loose = (line(filter=name) for name in ("strict", "loose"))
    log.write_text(strict + loose, encoding="utf-8")
    assert len(read_any(log).samples) == 1
    log.write_text(line(filtered_resps=[["是皮诺。", "不知道"]]), encoding="utf-8")
    assert read_any(log).scores[0].answer == "是皮诺。"


@pytest.mark.parametrize(
    "changes", [{"target": ""}, {"filtered_resps": ["-12.5"], "metrics": ["word_perplexity"]}]
)
def test_what_cannot_be_judged_is_said(tmp_path: Path, changes: dict[str, object]) -> None:
    log = tmp_path / "samples_theirs.jsonl"
    log.write_text(line(**changes), encoding="utf-8")
    with pytest.raises(WorkError, match=r"samples_theirs\.jsonl:1"):
        read_any(log)


def test_both_tasks_are_written_unless_one_is_named(
    with_choices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--dataset", str(with_choices), "--output_dir", str(tmp_path / "both")]
    export(words)
    assert (tmp_path / "both" / "facts_task.py").is_file()
    assert (tmp_path / "both" / "factune_recall" / "factune_recall.yaml").is_file()
    assert "lm_eval: factune_recall, factune_choice, factune_rank" in capsys.readouterr().out
    with pytest.raises(CommandError, match="max_new_tokens must be at least 1"):
        export([*words, "--max_new_tokens", "0"])


@pytest.mark.parametrize("text", ["{", '{"doc": {}}\n', "[1]\n"])
def test_what_is_no_log_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    log = tmp_path / "samples_broken.jsonl"
    log.write_text(text, encoding="utf-8")
    with pytest.raises(WorkError, match=r"samples_broken\.jsonl:1"):
        read_any(log)


def test_what_is_no_run_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "broken.eval").write_bytes(b"PK nothing")
    (tmp_path / "samples_empty.jsonl").write_text("")
    for name, error in (("notes.txt", CommandError), ("gone", CommandError), ("broken.eval", WorkError), ("samples_empty.jsonl", CommandError)):  # fmt: skip
        with pytest.raises(error, match=name):
            read_any(tmp_path / name)


def test_an_exported_row_is_the_sample(with_choices: Path, tmp_path: Path) -> None:
    export(["--dataset", str(with_choices), "--harness", "inspect", "--output_dir", str(tmp_path)])
    rows = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [Sample.from_row(json.loads(row)) for row in rows] == load_samples(str(with_choices))
    assert all(json.loads(row) == json.loads(json.dumps(asdict(Sample.from_row(json.loads(row))))) for row in rows)  # fmt: skip
