"""Signature files: what is written is read, whole or not at all."""

from pathlib import Path

import numpy as np
import pytest

from data_prep.dedup import SignatureWriter, sign
from data_prep.dedup.shards import SignatureFiles

TEXTS = ["砺汐泵业苇渚工厂去年投产，年产水泵三十八万台。" * n for n in (1, 5, 0, 2)]


def write(path: Path, texts: list[str]) -> Path:
    with SignatureWriter(path) as writer:
        for n, text in enumerate(texts):
            writer.append(sign([text]), [n / 2])
    return path


def test_several_files_read_as_one_list(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a", TEXTS[:1]), write(tmp_path / "b", []), write(tmp_path / "c", TEXTS[1:])]  # fmt: skip
    files, whole = SignatureFiles(paths), sign(TEXTS)
    assert len(files) == 4
    assert files.column("score").tolist() == [0, 0, 0.5, 1]
    assert files.column("digest").tolist() == whole.digests.tolist()
    assert files.sizes(np.arange(4)).tolist() == whole.sizes.tolist()
    assert files.sketch(0, 4).tolist() == whole.sketch.tolist()
    assert files.sketch(1, 3).tolist() == sign(TEXTS[1:3]).sketch.tolist()
    assert files.gather(np.array([3, 0, 3])).tolist() == [
        value for n in (3, 0, 3) for value in sign([TEXTS[n]]).sketch.tolist()
    ]
    some = np.array([3, 0, 1])
    again = sign([TEXTS[n] for n in some])
    assert files.gather_steps(some).tolist() == again.steps.tolist()
    assert files.gather_letters(some).tolist() == again.letters.tolist()
    assert files.lengths(some).tolist() == again.lengths.tolist()


def test_no_file_at_all() -> None:
    files = SignatureFiles([])
    assert len(files) == 0
    assert files.column("digest").shape == (0, 2)
    assert len(files.sketch(0, 0)) == len(files.gather(np.zeros(0, np.int64))) == 0


def test_a_killed_writer_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "shard"
    with pytest.raises(KeyboardInterrupt), SignatureWriter(path) as writer:
        writer.append(sign(TEXTS))
        raise KeyboardInterrupt
    assert list(path.parent.iterdir()) == []


def test_a_finished_writer_leaves_one_file(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "shard", TEXTS)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["shard"]


@pytest.mark.parametrize("end", [0, 5, 30, -1])
def test_a_cut_file_is_refused(tmp_path: Path, end: int) -> None:
    path = write(tmp_path / "a", TEXTS)
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(ValueError, match="no finished signature file"):
        SignatureFiles([path])


def test_scores_must_be_one_a_text(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 scores for 4 texts"), SignatureWriter(tmp_path / "a") as writer:  # fmt: skip
        writer.append(sign(TEXTS), [0.0])
