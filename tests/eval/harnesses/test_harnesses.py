"""Both harnesses run for real on the tiny model, offline; their logs come back as our runs."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from data_prep import CommandError, WorkError
from eval.compare import paired
from eval.config import EvalConfig
from eval.export import main as export
from eval.harnesses.logs import read_any, read_lm_eval
from eval.questions import load_samples
from eval.samples import Sample

OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}


def run_harness(folder: Path, module: str, *arguments: str) -> None:
    """`python -m module arguments` in `folder`, with our packages on its path."""
    environment = os.environ | OFFLINE | {"PYTHONPATH": str(Path.cwd()), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
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
    run_harness(folder, "lm_eval", *common, "--tasks", "factune_recall,factune_choice", "--apply_chat_template", "--output_path", "chat")  # fmt: skip
    run_harness(folder, "lm_eval", *common, "--tasks", "factune_rank", "--output_path", "plain")
    return folder


def test_lm_eval_gives_the_same_answers_and_verdicts(ours: Path, lm_eval_logs: Path) -> None:
    [log] = (lm_eval_logs / "chat").rglob("samples_factune_recall_*.jsonl")
    theirs = read_any(log)
    before, after = paired(read_any(ours), theirs)  # the same questions, by their keys
    assert {s.sample_id: s.completion.strip() for s in before} == {
        s.sample_id: s.completion.strip() for s in after
    }
    logged = [json.loads(line)["recall"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert logged == [float(score.value is True) for score in theirs.scores]


def test_braces_of_a_question_stay_text(lm_eval_logs: Path) -> None:
    [log] = (lm_eval_logs / "chat").rglob("samples_factune_recall_*.jsonl")
    assert "{{ 7 * 7 }} {% raw %}" in log.read_text(encoding="utf-8")
    assert any("{{ 7 * 7 }}" in sample.question for sample in read_any(log).samples)


def test_choices_come_back_with_their_log_probabilities(lm_eval_logs: Path) -> None:
    for place, task in (("chat", "factune_choice"), ("plain", "factune_rank")):
        [log] = (lm_eval_logs / place).rglob(f"samples_{task}_*.jsonl")
        run = read_lm_eval(log)
        rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
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
    run_harness(
        tmp_path, "inspect_ai", "eval", "tasks/facts_task.py", "--model", "hf/tiny", "-M", f"model_path={base_model}",
        "-M", "device=cpu", "-M", "do_sample=false", "-M", f"tokenizer_call_args={arguments}", "--display", "none", "--log-dir", "logs",
    )  # fmt: skip
    [log] = (tmp_path / "logs").glob("*.eval")
    theirs = read_any(log)
    before, after = paired(read_any(ours), theirs)
    assert {s.sample_id: s.completion for s in before} == {s.sample_id: s.completion for s in after}
    from inspect_ai.log import read_eval_log

    results = read_eval_log(str(log)).results
    assert results is not None
    right = sum(score.value is True for score in theirs.scores) / len(theirs.scores)
    assert results.scores[0].metrics["accuracy"].value == pytest.approx(right)


def line(**changes: object) -> str:
    """A logged sample of a task of others."""
    row = {
        "doc_id": 3, "doc": {"question": "谁领导FAIR？"}, "target": ["皮诺", "Joelle Pineau"],
        "arguments": {"gen_args_0": {"arg_0": "问：谁领导FAIR？"}}, "filtered_resps": ["是皮诺。"], "resps": [["是皮诺。"]],
    }  # fmt: skip
    return json.dumps(row | changes, ensure_ascii=False) + "\n"


def test_a_task_of_others_is_judged_by_our_scorer(tmp_path: Path) -> None:
    log = tmp_path / "samples_theirs.jsonl"
    nameless = line(doc={"query": "x"}, filtered_resps=["不知道"], doc_id=4)
    chosen = line(filtered_resps=[["-2.5", "False"], ["-1.0", "True"]], acc=1.0, doc_id=5)
    log.write_text(line() + nameless + chosen, encoding="utf-8")
    run = read_any(tmp_path)
    assert [score.verdict for score in run.scores] == ["correct", "not_attempted", "correct"]
    assert [sample.question for sample in run.samples][:2] == ["谁领导FAIR？", "问：谁领导FAIR？"]
    assert run.scores[2].log_probs == (-2.5, -1.0)


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
    rows = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Sample.from_row(json.loads(row)) for row in rows] == load_samples(str(with_choices))
    assert all(json.loads(row) == json.loads(json.dumps(asdict(Sample.from_row(json.loads(row))))) for row in rows)  # fmt: skip
