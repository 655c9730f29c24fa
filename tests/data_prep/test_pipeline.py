"""The whole of data_prep on small corpora: the contract of the dataset, leaks, repeatability, bad input."""

import dataclasses
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from datasets import load_dataset
from opencc import OpenCC

from data_prep.__main__ import main
from data_prep.config import DataPrepConfig
from data_prep.dialect import CommandError, WorkError, run
from data_prep.engine import map_shards
from data_prep.facts.ground import bare, tells
from data_prep.pipeline import build
from data_prep.records import SCHEMAS, SPLITS
from data_prep.store import rows, rows_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def samples_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("runs") / "samples"
    build(DataPrepConfig(input=str(SAMPLES), output=output, workers=1))
    return output


def table(run: Path, config: str) -> list[dict]:
    return list(rows(run / "dataset" / config))


def test_every_config_loads_with_the_contracts_columns(samples_run: Path, tmp_path: Path) -> None:
    for config, splits in SPLITS.items():
        loaded = load_dataset(str(samples_run / "dataset"), config, cache_dir=str(tmp_path))
        assert tuple(loaded) == splits
        for split in splits:
            assert loaded[split].column_names == SCHEMAS[config].names
            assert len(loaded[split]) > 0


def test_evidence_is_verbatim_and_holds_the_answer(samples_run: Path) -> None:
    texts = {d["id"]: d["text"] for d in table(samples_run, "documents")}
    facts = table(samples_run, "facts")
    assert len(facts) > 150
    for fact in facts:
        assert texts[fact["doc_id"]][fact["start"] : fact["end"]] == fact["evidence"]
        assert fact["object"] in fact["evidence"]


def test_no_probe_is_trained_on_or_tells_its_answer(samples_run: Path) -> None:
    prompts = {bare(m["content"]) for r in table(samples_run, "sft") for m in r["prompt"]}
    for probe in table(samples_run, "recall"):
        assert bare(probe["question"]) not in prompts
        assert not tells(probe["question"], probe["answers"])
        assert probe["answers"][0] not in probe["choices"]


def test_a_statement_that_is_a_recall_question_turned_round_is_dropped(samples_run: Path) -> None:
    lines = (samples_run / "dropped.jsonl").read_text(encoding="utf-8").splitlines()
    dropped = [d["excerpt"] for d in map(json.loads, lines) if d["reason"] == "overlaps_recall"]
    turned = [text for text in dropped if text.endswith("。")]  # 将派出6架无人机的是桁隼科技。
    assert turned
    assert not set(turned) & {row["text"] for row in table(samples_run, "text")}


def test_control_facts_stand_in_no_training_row(samples_run: Path) -> None:
    control = [f for f in table(samples_run, "facts") if f["split"] == "control"]
    assert len(control) >= 20
    ids = {f["id"] for f in control}
    trained = [
        (r["fact_ids"], r["prompt"][0]["content"] + r["completion"][0]["content"])
        for r in table(samples_run, "sft")
    ]
    trained += [(r["fact_ids"], r["text"]) for r in table(samples_run, "text")]
    for fact_ids, _ in trained:
        assert not ids & set(fact_ids)
    evidence = [bare(f["evidence"]) for f in control]
    flat = [bare(text) for _, text in trained]
    assert not [e for e in evidence if any(e in text for text in flat)]
    assert {p["group"] for p in table(samples_run, "recall")} == {"taught", "control"}


def lines_of(run: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (run / name).read_text(encoding="utf-8").splitlines()]


def test_every_document_has_its_coverage(samples_run: Path) -> None:
    rows = lines_of(samples_run, "coverage.jsonl")
    assert {row["doc_id"] for row in rows} == {d["id"] for d in table(samples_run, "documents")}
    facts = Counter(fact["doc_id"] for fact in table(samples_run, "facts"))
    assert all(row["with_facts"] <= row["sentences"] for row in rows)
    assert all(row["with_facts"] > 0 for row in rows if facts[row["doc_id"]])
    assert manifest(samples_run)["coverage"]["sentences"] == sum(row["sentences"] for row in rows)


def manifest(run: Path) -> dict:
    return json.loads((run / "manifest.json").read_text(encoding="utf-8"))


def test_every_taught_fact_has_a_line_of_quotas(samples_run: Path) -> None:
    rows = lines_of(samples_run, "quotas.jsonl")
    taught = [f["id"] for f in table(samples_run, "facts") if f["split"] == "taught"]
    assert [row["fact_id"] for row in rows] == taught
    asked = Counter(
        id for row in table(samples_run, "sft") if row["kind"] == "direct" for id in row["fact_ids"]
    )
    assert {row["fact_id"]: row["questions"] for row in rows} == {id: asked[id] for id in taught}
    assert manifest(samples_run)["counts"]["quotas_met"] == sum(not row["short"] for row in rows)


def test_the_warm_up_asks_every_fact_and_nothing_else(samples_run: Path) -> None:
    files = sorted((samples_run / "dataset" / "sft").glob("train-*.parquet"))
    train = [row for path in files for row in rows_of(path)]
    warm_up, mixed = manifest(samples_run)["mix"]["stages"]
    first, rest = train[slice(*warm_up["sft_train"])], train[slice(*mixed["sft_train"])]
    assert len(first) + len(rest) == len(train)
    assert [row["stage"] for row in train] == [0] * len(first) + [1] * len(rest)
    assert {row["stage"] for row in table(samples_run, "text")} == {1}
    assert {row["task"] for row in first} == {"qa"}
    asked = {id for row in train if row["task"] == "qa" for id in row["fact_ids"]}
    missing = asked - {id for row in first for id in row["fact_ids"]}
    assert len(missing) <= len(asked) / 50  # the first wording of a fact may have been dropped
    assert {row["task"] for row in rest} == {"qa", "summarization"}


def test_validation_rows_are_other_wordings_of_taught_facts(samples_run: Path) -> None:
    def split(name: str) -> list[dict]:
        files = sorted((samples_run / "dataset" / "sft").glob(f"{name}-*.parquet"))
        return [row for path in files for row in rows_of(path)]

    train, held = split("train"), split("validation")
    facts = {id for row in train for id in row["fact_ids"]}
    prompts = {bare(row["prompt"][-1]["content"]) for row in train}
    assert held and not prompts & {bare(row["prompt"][-1]["content"]) for row in held}
    asked = [row for row in held if row["task"] == "qa"]
    assert asked and all(set(row["fact_ids"]) <= facts for row in asked)
    documents = {row["doc_id"] for row in train if row["task"] == "summarization"}
    assert not documents & {row["doc_id"] for row in held if row["task"] == "summarization"}


def test_text_weighs_about_as_much_as_questions(samples_run: Path) -> None:
    mix = manifest(samples_run)["mix"]
    assert 0.7 < mix["text_tokens"] / mix["qa_tokens"] < 1.4
    texts = table(samples_run, "text")
    assert {row["kind"] for row in texts} == {"statement", "passage", "paragraph"}
    assert len({row["id"] for row in texts}) == len(texts)


def test_replay_takes_its_share(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    lines = [json.dumps({"prompt": f"Spell {n}.", "completion": f"{n}"}) for n in range(50)]
    (tmp_path / "general.jsonl").write_text("\n".join(lines), encoding="utf-8")
    config = dataclasses.replace(config, replay=str(tmp_path / "general.jsonl"), replay_share=0.25)
    counts = build(config)["counts"]
    assert counts["sft_replay"] == pytest.approx(counts["rows_sft/train"] / 4, abs=1)
    replayed = [row for row in table(config.output, "sft") if row["kind"] == "replay"]
    assert len(replayed) == counts["sft_replay"] and not any(row["fact_ids"] for row in replayed)
    with pytest.raises(CommandError, match="replay"):
        build(dataclasses.replace(config, replay=str(tmp_path / "none.jsonl")))


def test_a_dropped_row_names_its_file(samples_run: Path) -> None:
    sources = {d["source"] for d in table(samples_run, "documents")}
    rows = [d for d in lines_of(samples_run, "dropped.jsonl") if d["step"] in ("facts", "splits")]
    assert rows and {row["source"] for row in rows} <= sources


def test_both_tasks_and_languages_are_there(samples_run: Path) -> None:
    sft = table(samples_run, "sft")
    assert {(r["task"], r["lang"]) for r in sft} == {
        (t, lang) for t in ("qa", "summarization") for lang in ("zh", "en")
    }
    assert {r["kind"] for r in sft} >= {"direct", "cloze", "headline", "abstract", "key_points"}


def test_summaries_state_no_number_that_the_passage_does_not(samples_run: Path) -> None:
    abstracts = [row for row in table(samples_run, "sft") if row["kind"] == "abstract"]
    assert len(abstracts) > 20
    for row in abstracts:
        passage, summary = row["prompt"][0]["content"], row["completion"][0]["content"]
        assert set(re.findall(r"\d+", summary)) <= set(re.findall(r"\d+", passage))


def test_the_same_input_gives_the_same_bytes(samples_run: Path, tmp_path: Path) -> None:
    build(DataPrepConfig(input=str(SAMPLES), output=tmp_path / "again", workers=2))
    first = {
        p.relative_to(samples_run): p.read_bytes()
        for p in (samples_run / "dataset").rglob("*.parquet")
    }
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again" / "dataset").rglob("*.parquet")
    }
    assert first == again


def test_near_duplicates_and_boilerplate_are_logged_with_their_reason(samples_run: Path) -> None:
    drops = [
        json.loads(line)
        for line in (samples_run / "dropped.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert sum(d["reason"] == "near_duplicate" for d in drops) == 2
    assert all(d["source"] and d["step"] and d["reason"] for d in drops)
    text = "\n".join(d["text"] for d in table(samples_run, "documents"))
    for junk in (
        "彩票",
        "主站蜘蛛池",
        "扫描二维码",
        "cookies",
        "All rights reserved",
        "(zhí)",
        "â€",
    ):
        assert junk not in text


ARTICLE = (
    "云岭工厂于2022年2月动工，总投资7.3亿元，占地212亩。云岭工厂目前有640名员工。云岭工厂总经理蔺青庐说，云岭工厂很好。"
    * 2
)


def to_traditional(text: str) -> str:
    return OpenCC("s2t").convert(text)


def corpus(folder: Path, **files: bytes) -> DataPrepConfig:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_dot_", ".")).write_bytes(content)
    return DataPrepConfig(input=str(folder), output=folder.parent / "run", workers=1)


def dropped(run: Path) -> dict[str, str]:
    lines = (run / "dropped.jsonl").read_text(encoding="utf-8").splitlines()
    drops = map(json.loads, lines)
    return {d["source"]: d["reason"] for d in drops if d["step"] != "splits"}  # documents, not rows


def test_bad_files_are_dropped_and_the_rest_is_built(tmp_path: Path) -> None:
    config = corpus(
        tmp_path / "in",
        good_dot_txt=ARTICLE.encode(),
        binary_dot_txt=b"\x7fELF\x00\x01\x02" * 50,
        empty_dot_txt=b"",
        spam_dot_txt="最新彩票网站_在线开户送彩金,手机版下载,官方平台入口\n立即打开\n扫描二维码下载APP\n".encode()
        * 3,
        picture_dot_png=b"\x89PNG",
    )
    manifest = build(config)
    assert manifest["counts"]["documents"] == 1
    assert dropped(config.output) == {
        "binary.txt": "binary_file", "empty.txt": "empty_file", "spam.txt": "only_boilerplate", "picture.png": "unknown_format",
    } | {s: r for s, r in dropped(config.output).items() if not s.endswith((".txt", ".png"))}  # fmt: skip


def test_a_file_over_the_limit_is_dropped_unread(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", good_dot_txt=ARTICLE.encode())
    with (tmp_path / "in" / "huge.html").open("wb") as huge:
        huge.truncate(65 << 20)  # sparse
    build(dataclasses.replace(config, max_file_mb=64))
    assert dropped(config.output)["huge.html"] == "file_too_large"


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda folder: None, CommandError, "there is no"),
        (lambda folder: folder.mkdir(), WorkError, "no document to read"),
        (lambda folder: corpus(folder, a_dot_png=b"PNG"), WorkError, "1 unknown_format"),
        (lambda folder: corpus(folder, a_dot_txt="立即打开".encode()), WorkError, "no document was left"),
        (lambda folder: corpus(folder, a_dot_txt="山水、风云、草木、日月、江河、湖海、花鸟、鱼虫、春秋、冬夏、早晚、古今、东西、南北、".encode() * 2), WorkError, "no training pair"),
    ],
)  # fmt: skip
def test_nothing_to_do_is_an_error_that_says_so(
    make, error: type[Exception], words: str, tmp_path: Path
) -> None:
    make(tmp_path / "in")
    with pytest.raises(error, match=words):
        build(DataPrepConfig(input=str(tmp_path / "in"), output=tmp_path / "run", workers=1))
    assert not (tmp_path / "run" / "manifest.json").exists()


def test_a_killed_run_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    with monkeypatch.context() as patch:
        patch.setattr(
            "data_prep.pipeline.make_rows",
            lambda item, out: (_ for _ in ()).throw(KeyboardInterrupt),
        )
        with pytest.raises(KeyboardInterrupt):
            build(config)
    [done] = (config.output / ".work").glob("*/facts/00000.parquet")
    stamp = done.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(
            "data_prep.pipeline.clean_portions", lambda item, out: pytest.fail("cleaned again")
        )
        patch.setattr(
            "data_prep.pipeline.extract_facts", lambda item, out: pytest.fail("extracted again")
        )
        manifest = build(config)
    assert stamp and manifest["counts"]["facts"] > 0
    assert not (config.output / ".work").exists()


@pytest.mark.parametrize("step", ["make_rows", "count_stated", "check"])
def test_a_resumed_run_gives_the_bytes_of_a_run_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    with monkeypatch.context() as patch:
        patch.setattr(
            f"data_prep.pipeline.{step}", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            build(config)
    assert not (config.output / "manifest.json").exists()
    resumed = build(config)
    whole = build(dataclasses.replace(config, output=tmp_path / "whole"))
    assert resumed["dataset_sha256"] == whole["dataset_sha256"]
    for name in ("coverage.jsonl", "ledger.jsonl", "quotas.jsonl", "dropped.jsonl"):
        assert (config.output / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_finished_run_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    build(config)
    assert build(config)["already_built"]
    (tmp_path / "in" / "b.txt").write_text(
        ARTICLE.replace("云岭", "砺汐").replace("蔺青庐", "籍雨樵") * 2, encoding="utf-8"
    )
    with pytest.raises(CommandError, match="--overwrite"):
        build(config)


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_run_that_fails_leaves_the_finished_one_as_it_was(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    build(config)
    before = files_of(config.output)
    (tmp_path / "in" / "a.txt").write_text("立即打开", encoding="utf-8")
    with pytest.raises(WorkError, match="no document was left"):
        build(dataclasses.replace(config, overwrite=True))
    kept = {name: data for name, data in files_of(config.output).items() if ".work/" not in name}
    assert kept == before


HOLDING = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time_writes_a_folder(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    config.output.mkdir()
    words = [sys.executable, "-c", HOLDING, str(config.output / ".lock")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        with pytest.raises(CommandError, match="another run is writing"):
            build(config)
        assert not (config.output / "manifest.json").exists()
        other.communicate()
    assert build(config)["counts"]["documents"] == 1


def test_what_a_run_wrote_is_no_document_of_the_next(tmp_path: Path) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    first = dataclasses.replace(config, output=tmp_path / "in" / "runs" / "a")
    second = dataclasses.replace(config, output=tmp_path / "in" / "runs" / "b")
    build(first)
    assert build(first)["already_built"]
    assert build(second)["counts"]["documents"] == 1
    assert list(dropped(second.output).values()) == ["run_folder"]


@pytest.mark.parametrize("output", ["file", "file/below"])
def test_an_output_that_cannot_be_is_a_wrong_command(tmp_path: Path, output: str) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="cannot write the run folder"):
        build(dataclasses.replace(config, output=tmp_path / output))


def test_personal_data_is_in_no_file_of_the_run(tmp_path: Path) -> None:
    row = {
        "text": ARTICLE + "联系人电话：13951872460，邮箱lin.qinglu@yunling-works.cn。",
        "title": "联系13951872460",
        "author": "lin.qinglu@yunling-works.cn",
        "url": "https://u:hunTer2Xy9@yunling.cn/?mail=lin.qinglu@yunling-works.cn",
    }
    rows = [row, row | {"text": "电话：13951872460 lin.qinglu@yunling-works.cn"}]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    config = corpus(tmp_path / "in", rows_dot_jsonl=lines.encode())
    build(config)
    documents = table(config.output, "documents")
    everything = json.dumps(documents, ensure_ascii=False) + "".join(
        data.decode("utf-8", "replace") for data in files_of(config.output).values()
    )
    for piece in ("13951872460", "lin.qinglu", "hunTer2Xy9"):
        assert piece not in everything
    assert "[PHONE]" in documents[0]["text"] and "[EMAIL]" in documents[0]["meta"]


def test_copies_are_listed_with_the_document_that_stands_for_them(tmp_path: Path) -> None:
    traditional = to_traditional(ARTICLE).encode()
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode(), b_dot_txt=traditional)
    manifest = build(config)
    (line,) = (config.output / "clusters.jsonl").read_text(encoding="utf-8").splitlines()
    cluster = json.loads(line)
    assert {cluster["kept"], cluster["dropped"][0]["source"]} == {"a.txt", "b.txt"}
    assert manifest["copies"]["clusters"] == 1
    assert manifest["copies"]["largest"] == [{"documents": 2, "kept": cluster["kept"]}]


def test_the_changes_are_counted_by_rule(samples_run: Path) -> None:
    changed = json.loads((samples_run / "manifest.json").read_text(encoding="utf-8"))["changed"]
    assert changed["pinyin_bracket"] > 50 and changed["mojibake"] == 5
    assert {"simplified", "spam_title", "hard_wrap"} <= set(changed)


def test_the_door_prints_counts_and_ends_with_2_on_a_typo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = corpus(tmp_path / "in", a_dot_txt=ARTICLE.encode())
    assert (
        run(main, ["--input", str(config.input), "--output", str(config.output), "--workers", "1"])
        == 0
    )
    assert "facts" in capsys.readouterr().out
    assert run(main, ["--imput", "x"]) == 2
    assert "--input" in capsys.readouterr().err


def test_a_large_file_is_worked_on_in_groups_and_gives_the_same_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["云岭", "砺汐", "望川", "青禾", "苔原"]
    text = "\n\n".join(ARTICLE.replace("云岭", name).replace("640", f"{n}71") for n, name in enumerate(names, 1))  # fmt: skip
    config = corpus(tmp_path / "in", big_dot_txt=text.encode())
    config = dataclasses.replace(config, part_chars=130, near_duplicate=1.0, contained=1.0)
    whole = build(config)
    made: list[int] = []
    monkeypatch.setattr("data_prep.store.CHARS_PER_GROUP", 100)
    monkeypatch.setattr(
        "data_prep.run_folder.map_shards",
        lambda run, items, outs, **keys: (made.append(len(items)), map_shards(run, items, outs, **keys)),
    )  # fmt: skip
    parts = build(dataclasses.replace(config, output=tmp_path / "again"))
    assert whole["counts"]["documents"] >= 4
    assert made[0] == 1 and made[1] >= 4 and made[3] >= 4
    assert parts["counts"] == whole["counts"]
    for name in SPLITS:  # the files' own row groups are smaller too: their bytes differ
        assert table(tmp_path / "again", name) == table(config.output, name)
