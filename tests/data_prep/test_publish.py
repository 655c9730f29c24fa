"""Publishing: what is planned and what is refused. What is sent: test_push.py."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from data_prep.card import narrowed
from data_prep.dialect import run
from data_prep.publish import main
from data_prep.store import dataset_sha256, rows


@pytest.fixture
def copied(built_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_run, tmp_path / "run")
    return tmp_path / "run"


def words(folder: Path, *more: str) -> list[str]:
    return ["--dataset", str(folder / "dataset"), "--repo_id", "org/name", *more]


# --- what is planned


def dry(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(main, words(folder, "--dry_run", *more)) == 0
    return capsys.readouterr().out


def header(out: str) -> dict[str, Any]:
    return yaml.safe_load(out.split("--- README.md\n---\n")[1].split("\n---\n")[0])


def test_a_dry_run_shows_files_sizes_and_card(
    built_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = dry(built_run, capsys)
    for name in ("facts/train", "sft/train", "sft/validation", "text/train", "recall/test"):
        path = built_run / "dataset" / f"{name}-00000-of-00001.parquet"
        assert f"{path.stat().st_size:>14,}  {name}-00000-of-00001.parquet" in out
    assert 'load_dataset("org/name", "sft")' in out
    assert "nothing was pushed" in out


def test_documents_stay_behind_unless_asked_for(
    built_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = dry(built_run, capsys)
    assert "documents/train" not in without
    assert "left out  documents" in without
    assert [c["config_name"] for c in header(without)["configs"]] == ["facts", "sft", "text", "recall"]  # fmt: skip
    with_them = dry(built_run, capsys, "--with_documents", "true")
    assert "documents/train-00000-of-00001.parquet" in with_them
    assert "documents" in [c["config_name"] for c in header(with_them)["configs"]]


def test_a_card_edited_by_hand_keeps_its_edits(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = copied / "dataset" / "README.md"
    text = card.read_text(encoding="utf-8").replace("license: unknown", "license: cc-by-4.0")
    card.write_text(text + "\n来源：自有资料。\n", encoding="utf-8")
    out = dry(copied, capsys)
    assert header(out)["license"] == "cc-by-4.0"
    assert "来源：自有资料。" in out


def test_nothing_on_disk_changes(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p: p.read_bytes() for p in copied.rglob("*") if p.is_file()}
    dry(copied, capsys)
    assert {p: p.read_bytes() for p in copied.rglob("*") if p.is_file()} == before


def test_narrowing_to_all_configs_keeps_the_header() -> None:
    card = "---\nconfigs:\n- config_name: sft\nlicense: mit\n---\n| `sft` | train 3 | pairs |\n"
    assert yaml.safe_load(narrowed(card, ["sft"]).split("---")[1]) == yaml.safe_load(card.split("---")[1])  # fmt: skip
    assert narrowed(card, []).endswith("| `sft` | not published | pairs |\n")


# --- what is refused


def refused(status: int, folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(main, words(folder, "--dry_run", *more)) == status
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    return err


def test_an_unfinished_run_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "manifest.json").unlink()
    assert "did not finish" in refused(1, copied, capsys)


def test_a_changed_file_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copied / "dataset" / "text" / "train-00000-of-00001.parquet"
    path.write_bytes(path.read_bytes() + b"\0")
    assert "dataset_sha256 differs" in refused(1, copied, capsys)


def test_an_added_file_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied / "dataset" / "sft"
    shutil.copy(folder / "validation-00000-of-00001.parquet", folder / "train-00001.parquet")
    assert "dataset_sha256 differs" in refused(1, copied, capsys)


def test_a_card_without_header_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "dataset" / "README.md").write_text("# Facts\n", encoding="utf-8")
    assert "no YAML header" in refused(1, copied, capsys)
    (copied / "dataset" / "README.md").unlink()
    assert "cannot read the dataset card" in refused(1, copied, capsys)


def test_wrong_words_are_status_2(
    built_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no folder" in refused(2, tmp_path / "nowhere", capsys)
    assert "Repo id" in refused(2, built_run, capsys, "--repo_id", "a b/c")
    assert "--revision" in refused(2, built_run, capsys, "--revison", "x")
    assert run(main, ["--dry_run"]) == 2
    assert "--dataset is needed" in capsys.readouterr().err


def planted(folder: Path, config: str, **changes: Any) -> str:
    """Changes the first row of a table of a run, and its manifest with it; returns the row's id."""
    path = folder / "dataset" / config / "train-00000-of-00001.parquet"
    table = pq.read_table(path)
    found = table.to_pylist()
    found[0] |= changes
    pq.write_table(table.from_pylist(found, table.schema), path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["dataset_sha256"] = dataset_sha256(folder / "dataset")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return found[0]["id"]


def test_a_secret_is_refused_and_not_repeated(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "sk-proj-" + "Zx9Qw7Lm2Vb8Nc4Kd6Rt1Yh3"
    id = planted(copied, "text", text=f"The key is api_key = {secret}.")
    err = refused(1, copied, capsys, "--allow_personal_data", "true")
    assert "there are secrets in what would be pushed" in err
    assert f"in text of row {id}" in err
    assert secret not in err


def test_a_secret_in_the_card_is_refused_an_address_is_not(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = copied / "dataset" / "README.md"
    text = card.read_text(encoding="utf-8")
    card.write_text(text + "\nContact: data@example.org\n", encoding="utf-8")
    assert "data@example.org" in dry(copied, capsys)
    secret = "sk-proj-" + "Zx9Qw7Lm2Vb8Nc4Kd6Rt1Yh3"
    card.write_text(text + f"\napi_key = {secret}\n", encoding="utf-8")
    err = refused(1, copied, capsys)
    assert "README.md" in err
    assert secret not in err


def test_personal_data_is_refused_unless_allowed(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = [{"role": "user", "content": "王先生的手机号是13812345678，对吗？"}]
    id = planted(copied, "sft", prompt=message)
    err = refused(1, copied, capsys)
    assert "personal data" in err
    assert f"row {id}" in err
    assert "13812345678" not in err
    assert "--allow_personal_data" in err
    assert "dry run" in dry(copied, capsys, "--allow_personal_data", "true")


def test_a_control_fact_that_is_trained_is_refused(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control = next(f for f in rows(copied / "dataset" / "facts") if f["split"] == "control")
    planted(copied, "text", fact_ids=[control["id"]], text=control["statement"])
    assert "control fact" in refused(1, copied, capsys)


# --- how much of the sources is quoted


def test_evidence_is_cut_around_the_answer(built_run: Path, tmp_path: Path) -> None:
    from data_prep.push.upload import pack

    whole = {f["id"]: f for f in rows(built_run / "dataset" / "facts")}
    texts = {d["id"]: d["text"] for d in rows(built_run / "dataset" / "documents")}
    where = {"documents": False, "evidence": 30, "staging": tmp_path}
    upload = pack(built_run / "dataset", "org/name", **where)  # type: ignore[arg-type]
    cut = list(rows(tmp_path / "facts"))
    assert [f["id"] for f in cut] == list(whole)
    assert any(f["evidence"] != whole[f["id"]]["evidence"] for f in cut)
    for fact in cut:
        assert len(fact["evidence"]) <= 30
        assert texts[fact["doc_id"]][fact["start"] : fact["end"]] == fact["evidence"]
        if len(fact["object"]) <= 30:
            assert fact["object"] in fact["evidence"]
    assert "cut to at most 30 characters" in upload.card
    assert upload.content != pack(built_run / "dataset", "org/name", **where | {"evidence": "full"}).content  # type: ignore[arg-type]  # fmt: skip
    assert upload.content in upload.card


def test_evidence_can_be_left_out(built_run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = dry(built_run, capsys, "--evidence", "none")
    assert "Evidence is left out of this copy" in out
    assert "Evidence in `facts`" not in out
    assert "evidence must be full, none or a number" in refused(2, built_run, capsys, "--evidence", "-3")  # fmt: skip
