"""Whole builds with a model on a scripted server: what is true arrives once, what is planted doesn't, replies last."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.llm_candidates import Candidate, cases
from data_prep.config import DataPrepConfig
from data_prep.dialect import CommandError, WorkError
from data_prep.llm.prompts import TASKS
from data_prep.pipeline import build
from data_prep.records import Fact
from data_prep.replies import ReplyStore
from data_prep.store import json_lines, rows
from tests.data_prep.llm.scripted import (
    Answer,
    Knowing,
    Messages,
    blocks_of,
    documents_of,
    script,
    source_of,
    task_of,
)  # fmt: skip
from tests.openai_server import OpenAIServer, Turn

Told = set[tuple[str, str]]


def made(corpus: Path, output: Path, answer: Answer | None, **keys: Any) -> dict[str, Any]:
    """The manifest of a run with this model; None names no endpoint."""
    common = {"input": str(corpus), "output": output, "workers": 1, "model": "scripted"}
    if answer is None:
        return build(DataPrepConfig(**common | keys))  # type: ignore[arg-type]
    with OpenAIServer(script(answer)) as server:
        return build(DataPrepConfig(**common | {"base_url": server.url} | keys))  # type: ignore[arg-type]


def facts_of(run: Path) -> list[tuple[str, str]]:
    return [(row["statement"], row["object"]) for row in rows(run / "dataset" / "facts")]


def asked_of(run: Path) -> dict[str, set[str]]:
    """Question → the answers that its rows give, without an article."""
    out: dict[str, set[str]] = {}
    for row in rows(run / "dataset" / "sft"):
        if row["task"] == "qa" and row["kind"] in ("direct", "reverse"):
            out.setdefault(row["prompt"][-1]["content"], set()).add(
                _bare(row["completion"][0]["content"])
            )
    for row in rows(run / "dataset" / "recall"):
        out.setdefault(row["question"], set()).add(_bare(row["answers"][0]))
    return out


def _bare(answer: str) -> str:
    return answer.removeprefix("The ").removeprefix("the ")


@pytest.fixture(scope="module")
def live(corpus: Path, built_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose facts and wordings all come from a model that knows what the offline run knows."""
    output = tmp_path_factory.mktemp("live") / "run"
    made(corpus, output, Knowing(built_run), producer="llm", reask=1)
    return output


def test_each_true_fact_arrives_once(live: Path, built_run: Path) -> None:
    found, true = facts_of(live), set(facts_of(built_run))
    assert len(found) == len(set(found))
    assert set(found) <= true
    assert len(found) >= 0.9 * len(true)
    assert {row["extractor"] for row in rows(live / "dataset" / "facts")} == {"llm:scripted"}


def test_every_question_has_its_own_answer(live: Path, built_run: Path) -> None:
    found, true = asked_of(live), asked_of(built_run)
    assert len(found) >= 100
    assert {q: a for q, a in found.items() if q in true and not a <= true[q]} == {}


def test_the_manifest_names_the_model_and_what_it_took(live: Path) -> None:
    producer = json.loads((live / "manifest.json").read_text())["producer"]
    assert producer["model"] == "scripted" and producer["producer"] == "llm"
    assert producer["terms"].startswith("unknown")
    assert producer["requests"]["facts"] >= 8 and producer["requests"]["questions"] >= 20
    assert producer["prompt_tokens"] > producer["completion_tokens"] > 0
    logged = Counter(f"{r['step']}/{r['reason']}" for r in json_lines(live / "dropped.jsonl"))
    assert producer["rejected"] == {k: n for k, n in logged.items() if k.startswith("llm_")}


def wrapped(answer: Answer, how: Callable[[str], str]) -> Answer:
    return lambda messages: how(answer(messages))


@pytest.mark.parametrize(
    "how",
    [
        lambda text: f"好的，以下是结果：\n```json\n{text}\n```\n希望有帮助。",
        lambda text: f"<think>先看材料……{{}}</think>\n{text}",
        lambda text: text.replace("}, {", "},\n {").replace("]}", ",]}"),
    ],
    ids=["fenced", "thinking", "bent"],
)
def test_a_reply_may_be_wrapped(
    how: Callable[[str], str], corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    made(corpus, tmp_path / "run", wrapped(Knowing(built_run), how), producer="llm", reask=0)
    assert set(facts_of(tmp_path / "run")) == set(facts_of(live))


def test_a_reply_that_is_cut_off_is_read_as_far_as_it_goes_or_asked_again(
    corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    knowing = Knowing(built_run)

    def cut(messages: Messages) -> str:
        text = knowing(messages)
        again = (
            "不是完整的 JSON" in messages[-1]["content"]
            or "no complete JSON" in messages[-1]["content"]
        )
        return text if again else "{" if len(text) < 900 else text[: 2 * len(text) // 3]

    made(corpus, tmp_path / "run", cut, producer="llm", reask=1)
    assert set(facts_of(tmp_path / "run")) <= set(facts_of(live))
    assert len(facts_of(tmp_path / "run")) >= 0.6 * len(facts_of(live))


def test_planted_errors_do_not_arrive(corpus: Path, built_run: Path, tmp_path: Path) -> None:
    documents = {d.id: d for d in documents_of(built_run)}
    true = set(facts_of(built_run))
    planted: list[Candidate] = []

    def errors(fact: Fact) -> list[Candidate]:
        document = documents[fact.doc_id]
        others = [documents[id] for id in sorted(documents)]
        found = [c.candidate for c in cases(document, [fact], others) if c.wrong]
        planted.extend(found)
        return found

    made(corpus, tmp_path / "run", Knowing(built_run, errors), producer="llm", reask=0)
    assert len(planted) >= 150
    wrong = set(facts_of(tmp_path / "run")) - true
    assert len(wrong) <= 0.01 * len(planted)


def test_both_has_all_that_the_rules_have(corpus: Path, built_run: Path, tmp_path: Path) -> None:
    """Even if the model talks nonsense."""
    manifest = made(corpus, tmp_path / "run", lambda _: "我不知道。", producer="both", reask=0)
    assert set(facts_of(tmp_path / "run")) == set(facts_of(built_run))
    assert (
        manifest["counts"]["sft_qa"]
        >= json.loads((built_run / "manifest.json").read_text())["counts"]["sft_qa"]
    )
    assert manifest["producer"]["rejected"]["llm_facts/unreadable_reply"] >= 8


def test_a_fact_that_both_find_is_one_fact(corpus: Path, built_run: Path, tmp_path: Path) -> None:
    made(corpus, tmp_path / "run", Knowing(built_run), producer="both", reask=0)
    assert sorted(facts_of(tmp_path / "run")) == sorted(facts_of(built_run))


def test_a_request_that_fails_for_good_costs_its_own_section_only(
    corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    knowing = Knowing(built_run)

    def refuses(body: dict[str, Any], _: int) -> Turn | str:
        if "澜汀灯塔" in body["messages"][-1]["content"]:
            return Turn("content management policy", status=400)
        return knowing(body["messages"])

    with OpenAIServer(refuses) as server:
        keys = {"producer": "llm", "model": "scripted", "base_url": server.url, "reask": 0}
        build(DataPrepConfig(input=str(corpus), output=tmp_path / "run", workers=1, **keys))  # type: ignore[arg-type]
    lost = {d.id for d in documents_of(live) if "澜汀灯塔" in d.text}
    kept = {r["id"] for r in rows(live / "dataset" / "facts") if r["doc_id"] not in lost}
    assert len(lost) == 1
    assert {r["id"] for r in rows(tmp_path / "run" / "dataset" / "facts")} == kept


# --- replay


def test_a_build_from_the_store_is_the_same_to_the_byte(
    corpus: Path, live: Path, tmp_path: Path
) -> None:
    keys = {"producer": "llm", "reask": 1, "replies": str(live / "replies")}
    manifest = made(corpus, tmp_path / "run", None, **keys)
    first = json.loads((live / "manifest.json").read_text())
    assert manifest["dataset_sha256"] == first["dataset_sha256"]
    assert manifest["producer"] == first["producer"]


def test_without_an_endpoint_open_requests_end_the_build_and_can_be_answered_elsewhere(
    corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    from data_prep.replies.__main__ import main

    run, knowing = tmp_path / "run", Knowing(built_run)
    tasks: list[set[str]] = []
    for _ in range(8):
        try:
            manifest = made(corpus, run, None, producer="llm", reask=1)
            break
        except WorkError as error:
            assert "export" in str(error)
        out, back = tmp_path / "requests.jsonl", tmp_path / "replies.jsonl"
        assert main(["export", str(run / "replies"), "--output", str(out)]) in (0, None)
        asked = list(json_lines(out))
        tasks.append({row["task"] for row in asked})
        with back.open("w", encoding="utf-8") as file:
            for row in asked:
                reply = {"id": row["id"], "text": knowing(row["messages"])}
                file.write(json.dumps(reply, ensure_ascii=False) + "\n")
        assert main(["import", str(run / "replies"), str(back)]) in (0, None)
    else:
        pytest.fail("requests stayed open")
    assert tasks[0] == {"facts"} and "questions" in set().union(*tasks)
    assert (
        manifest["dataset_sha256"]
        == json.loads((live / "manifest.json").read_text())["dataset_sha256"]
    )


def test_overwrite_keeps_the_replies(corpus: Path, built_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    made(corpus, run, Knowing(built_run), producer="llm", reask=0)
    with ReplyStore(run / "replies", read_only=True) as store:
        kept = len(store)
    build(DataPrepConfig(input=str(corpus), output=run, workers=1, overwrite=True))
    with ReplyStore(run / "replies", read_only=True) as store:
        assert len(store) == kept > 0


# --- judge, targets, estimate


def test_a_judge_that_sees_the_source_may_refuse_a_fact(
    corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    knowing = Knowing(built_run)
    seen: list[str] = []

    def answer(messages: Messages) -> str:
        if task_of(messages) != "judge":
            return knowing(messages)
        blocks = blocks_of(messages)
        claim = blocks.get("句子") or blocks["SENTENCE"]
        assert any(
            f.statement == claim and f.evidence in source_of(messages) for f in knowing.facts
        )
        seen.append(claim)
        if "员工" in claim:
            return '{"verdict": "not_stated", "reason": "材料没有说"}'
        return "嗯？" if len(seen) % 5 == 0 else '{"verdict": "supported", "reason": "有"}'

    run = tmp_path / "run"
    manifest = made(corpus, run, answer, producer="llm", judge="scripted-judge", reask=0)
    dropped = [r for r in json_lines(run / "dropped.jsonl") if r["reason"] == "judge_disagrees"]
    assert dropped and all("材料没有说" in row["excerpt"] for row in dropped)
    assert set(facts_of(run)) == {f for f in facts_of(live) if "员工" not in f[0]}
    assert manifest["producer"]["judge"] == "scripted-judge"
    assert len(seen) == len(set(seen))  # facts of one statement are judged once
    assert manifest["producer"]["requests"]["judge"] >= len(seen)


def test_what_the_trainee_answers_already_gets_no_further_wordings(
    corpus: Path, built_run: Path, live: Path, tmp_path: Path
) -> None:
    probes = list(rows(live / "dataset" / "recall"))
    known = {probe["fact_id"] for probe in probes[::2]}
    lines = [
        {
            "value": p["fact_id"] in known,
            "sample": {"fact_id": p["fact_id"], "probe": "held_out", "choices": []},
        }
        for p in probes
    ]
    (tmp_path / "scores.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    asked: list[str] = []
    knowing = Knowing(built_run)

    def answer(messages: Messages) -> str:
        if task_of(messages) == "questions":
            asked.append(source_of(messages))
        return knowing(messages)

    run = tmp_path / "run"
    made(corpus, run, answer, producer="llm", reask=0, known=str(tmp_path))
    statements = {r["id"]: r["statement"] for r in rows(live / "dataset" / "facts")}
    told = "\n".join(asked)
    unknown = set(statements) - known
    assert asked
    assert sum(statements[id] in told for id in unknown) > len(unknown) // 2
    assert len(asked) <= len(unknown)


def test_a_file_that_is_no_scored_run_is_an_error(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="known: cannot read"):
        made(corpus, tmp_path / "run", None, producer="llm", known=str(tmp_path / "none"))


def test_a_dry_run_tells_the_price_and_asks_nothing(
    corpus: Path, built_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from data_prep.__main__ import main

    with OpenAIServer(script(Knowing(built_run))) as server:
        flags = {
            "input": corpus, "output": tmp_path / "run", "producer": "both", "model": "m", "base_url": server.url,
            "price_in": 1, "price_out": 2, "workers": 1, "dry_run": "true",
        }  # fmt: skip
        assert (
            main([word for key, value in flags.items() for word in (f"--{key}", str(value))]) == 0
        )
        assert server.asked.total() == 0
    table = {
        line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.split("\n") if line
    }
    assert table["facts"][0] == "8"
    total = sum(int(table[task][0].replace(",", "")) for task in table if task in TASKS)
    assert table["all"][0] == f"{total:,}"
    assert float(table["all"][-1]) > 0
    assert not (tmp_path / "run" / "dataset").exists()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"producer": "llm", "model": ""}, "needs model"),
        ({"dry_run": True}, "dry_run estimates"),
        ({"base_url": "http://127.0.0.1:1/v1", "model": "m"}, "producer llm or both"),
        ({"producer": "both", "model": "m", "section_chars": 0}, "section_chars"),
    ],
)
def test_keys_that_make_no_sense_are_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        DataPrepConfig(**keys)
