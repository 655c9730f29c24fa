"""What two like texts say differently: noise, slots, numbers; and what is no difference at all."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.dedup import SignatureWriter, sign
from data_prep.dedup.differences import differences
from data_prep.dedup.shards import SignatureFiles


def page(seed: int, length: int = 400) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randint(0x4F00, 0x6E00)) for _ in range(length))


def counted(folder: Path, *texts: str) -> list[tuple[int, ...]]:
    """(noise, slots and words, numbers, hit) between each of `texts` and the first."""
    with SignatureWriter(folder / "s") as writer:
        writer.append(sign(texts))
    rows = np.arange(1, len(texts))
    found = differences(SignatureFiles([folder / "s"]), rows, np.zeros_like(rows))
    return list(zip(found.noise.tolist(), (found.slots + found.words).tolist(), found.numbers.tolist(), found.hit.tolist(), strict=True))  # fmt: skip


A, B, C = page(1, 200), page(2, 200), page(3, 200)


@pytest.mark.parametrize(
    ("here", "there", "kinds"),
    [
        ("甲", "甲", (0, 0, 0, 0)),
        ("甲", "乙", (1, 0, 0, 0)),
        ("甲", "", (1, 0, 0, 0)),
        ("陈立言", "周慕云", (0, 1, 0, 0)),
        ("Ilda Farrow", "Tomas Quill", (0, 3, 0, 0)),
        ("1960", "1964", (0, 0, 1, 0)),
        ("X3-7", "X3-9", (0, 0, 1, 0)),
        ("三十四", "三十五", (0, 0, 1, 0)),
        ("20", "200", (0, 0, 0, 1)),
        ("20", "二十", (0, 0, 0, 1)),
        ("甲。", "乙！", (1, 0, 0, 0)),
        ("１９６０年", "1960年", (0, 0, 0, 0)),
        (page(5, 30), page(6, 30), (0, 0, 0, 0)),  # another passage
        (page(5, 30) + "1960", "", (0, 0, 0, 0)),  # a sentence left out
    ],
)
def test_each_kind_is_counted(tmp_path: Path, here: str, there: str, kinds: tuple[int, ...]) -> None:  # fmt: skip
    assert counted(tmp_path, A + here + B, A + there + B) == [kinds]
    assert counted(tmp_path, A + there + B, A + here + B) == [kinds]


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        ("painting", "fishing boats", 1),
        ("Ilda Farrow", "Tomas Quill", 0),
        ("According to", "says", 1),  # at the beginning of a sentence
        ("陈立言", "周慕云", 0),
    ],
)
def test_words_of_small_letters_are_told_from_names(
    tmp_path: Path, here: str, there: str, words: int
) -> None:
    with SignatureWriter(tmp_path / "s") as writer:
        writer.append(sign([A + here + B, A + there + B]))
    found = differences(SignatureFiles([tmp_path / "s"]), np.array([0]), np.array([1]))
    assert found.words.tolist() == [words]
    assert (found.slots > 0).tolist() == [words == 0]


def test_slots_close_together_are_counted_one_by_one(tmp_path: Path) -> None:
    text = A + "由工程师{}于{}年设计重{}公斤" + B
    texts = [text.format("陈立言", 1960, 20), text.format("周慕云", 1984, 73)]
    assert counted(tmp_path, *texts) == [(0, 1, 2, 0)]


def test_slots_at_the_beginning_and_the_end_are_counted(tmp_path: Path) -> None:
    frame = "产品说明书型号{}水泵" + A + "备件可向{}水泵厂订购"
    assert counted(tmp_path, frame.format(100, "云岭"), frame.format(207, "青屏")) == [(0, 1, 1, 0)]


@pytest.mark.parametrize("kind", ["header", "excerpt", "moved", "repeated"])
def test_what_copies_do_is_no_slot(tmp_path: Path, kind: str) -> None:
    whole = A + B + C
    copy = {
        "header": page(7, 12) + whole + page(8, 12),
        "excerpt": page(9, 9) + whole[150:450],
        "moved": C + A + B,
        "repeated": whole + whole,
    }[kind]
    assert counted(tmp_path, whole, copy) == [(0, 0, 0, 0)]


def test_texts_on_other_places_of_the_files_change_nothing(tmp_path: Path) -> None:
    texts = [A + "1960" + B, A + "1961" + B, page(9), A + "陈立言" + B]
    with SignatureWriter(tmp_path / "a") as writer:
        writer.append(sign([page(11), texts[0], texts[2]]))
    with SignatureWriter(tmp_path / "b") as writer:
        writer.append(sign([texts[1], page(12), texts[3]]))
    files = SignatureFiles([tmp_path / "a", tmp_path / "b"])
    found = differences(files, np.array([3, 5, 1]), np.array([1, 1, 3]))
    assert found.numbers.tolist() == [1, 0, 1]


LETTERS = st.text(st.sampled_from("甲乙丙丁ab12三四 "), max_size=40)


@settings(max_examples=60)
@given(LETTERS, LETTERS, st.sampled_from([B, "", B + B]))
def test_any_two_texts_are_compared_and_order_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, here: str, there: str, rest: str
) -> None:
    folder = tmp_path_factory.mktemp("differences")
    a, b = A + here + rest, A + there + rest
    assert counted(folder, a, b) == counted(folder, b, a)
    assert counted(folder, a, a) == [(0, 0, 0, 0)]
