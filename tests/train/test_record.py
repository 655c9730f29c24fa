from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.train.sample_dataset import default_rows
from train.record import (
    base_fingerprint,
    differences,
    fingerprint,
    read_json,
    weight_shaping,
    write_json,
)

ROWS = default_rows()["sft"]["train"]


def test_the_fingerprint_is_of_what_training_sees():
    assert fingerprint(ROWS) == fingerprint([{**row, "id": "other", "kind": "x"} for row in ROWS])
    changed: list[dict[str, Any]] = [
        *ROWS[:-1],
        {**ROWS[-1], "completion": [{"role": "assistant", "content": "别的"}]},
    ]
    assert fingerprint(ROWS) != fingerprint(changed)
    assert fingerprint(ROWS) != fingerprint(ROWS[::-1])


def test_a_base_is_told_apart_by_its_weights_and_not_by_its_place(tmp_path: Path):
    for name, weights in (("a", b"0" * 100), ("b", b"0" * 100), ("c", b"0" * 99 + b"1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.safetensors").write_bytes(weights)
    prints = [base_fingerprint(str(tmp_path / name)) for name in "abc"]
    assert prints[0] == prints[1] != prints[2]
    assert base_fingerprint("meta-llama/Llama-3.1-8B") is None


def test_a_file_is_whole_or_absent(tmp_path: Path):
    path = tmp_path / "run.json"
    assert read_json(path) is None
    write_json(path, {"名": [1, Path("p")]})
    assert read_json(path) == {"名": [1, "p"]}
    assert "名" in path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]


@given(
    st.dictionaries(
        st.sampled_from(["learning_rate", "seed", "save_steps", "output_dir"]), st.integers(0, 3)
    )
)
def test_only_settings_that_shape_the_weights_tell_runs_apart(config: dict[str, int]):
    other = {**config, "save_steps": 9, "output_dir": 9, "logging_steps": 9}
    assert differences(weight_shaping(config), weight_shaping(other)) == []
    assert differences(weight_shaping(config), weight_shaping({**config, "seed": 9})) == [
        f"seed: {config.get('seed')} → 9"
    ]
