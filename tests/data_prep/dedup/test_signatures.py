"""Signatures: what makes no difference, what does, and that a batch changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.dedup import normal
from data_prep.dedup.signatures import SCALE, Signatures, sign

NEWS = (
    "砺汐泵业苇渚工厂去年投产，年产水泵三十八万台，比前年增长一成。总工程师逄若蘅说，安静是算出来的。"
    "工厂耗资3亿元，位于鹤汊湖东岸，员工1200人，其中三分之一来自邻近的村庄。"
)
TRADITIONAL = (
    "礪汐泵業葦渚工廠去年投產，年產水泵三十八萬臺，比前年增長一成。總工程師逄若蘅說，安靜是算出來的。"
    "工廠耗資3億元，位於鶴汊湖東岸，員工1200人，其中三分之一來自鄰近的村莊。"
)
FERRY = (
    "The battery ferry Orrinelle entered service between Pellinmouth and Dunnaclare on 12 March 2024. "
    "It crosses the strait in forty minutes and charges for eleven at either end."
)
ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("甲乙丙丁戊ab12 ，。é\ud800"), max_size=300
)


def same(a: str, b: str) -> bool:
    found = sign([a, b])
    return bool((found.digests[0] == found.digests[1]).all())


def parts(signatures: Signatures) -> list[list[int]]:
    return [
        signatures.digests.tolist(),
        signatures.lengths.tolist(),
        signatures.sizes.tolist(),
        signatures.sketch.tolist(),
        signatures.steps.tolist(),
        signatures.letters.tolist(),
    ]


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (NEWS, TRADITIONAL),
        (NEWS, NEWS.replace("，", ",").replace("。", ".\n")),
        (NEWS, f"  {NEWS}\n\n"),
        (NEWS, NEWS.replace("1200", "１２００")),
        (NEWS, NEWS.replace("去年", "去(qù)年").replace("产", "产（chan）")),
        (NEWS, NEWS.replace("，", "，&nbsp;").replace("安静", "&ldquo;安静?rdquo;")),
        (FERRY, FERRY.upper().replace(" ", "\n")),
        (FERRY, FERRY.replace("eleven", "éleven")),
        ("水泵", "水 泵"),
        ("機關", "机关"),
    ],
)
def test_what_makes_no_difference(text: str, copy: str) -> None:
    assert same(text, copy)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (NEWS, NEWS.replace("三十八", "三十九")),
        (NEWS, NEWS + "厂"),
        ("C#", "C++"),
        ("5", "-5"),
        ("1.5", "15"),
        ("。", "？"),
        ("", "。"),
        ("水泵", "水枪"),
        ("\ud800", "\ud801"),
    ],
)
def test_what_makes_one(text: str, other: str) -> None:
    assert not same(text, other)


@given(st.lists(ANY_TEXT, max_size=6))
def test_any_text_is_signed_and_alone_as_in_a_batch(texts: list[str]) -> None:
    whole = sign(texts)
    alone = [sign([text]) for text in texts]
    assert whole.digests.tolist() == [row for one in alone for row in one.digests.tolist()]
    assert whole.sizes.tolist() == [int(one.sizes[0]) for one in alone]
    for name in ("sketch", "steps", "letters"):
        assert getattr(whole, name).tolist() == [
            value for one in alone for value in getattr(one, name).tolist()
        ]


@pytest.mark.parametrize("text", [NEWS, FERRY, NEWS + FERRY])
def test_a_text_longer_than_a_piece_is_signed_as_if_whole(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = parts(sign([text * 4, text]))
    monkeypatch.setattr("data_prep.dedup.signatures.PIECE", 23)
    monkeypatch.setattr(normal, "PIECE", 17)
    assert parts(sign([text * 4, text])) == whole


def test_one_shingle_in_eight_is_kept() -> None:
    chance = np.random.default_rng(0)
    text = "".join(map(chr, chance.integers(0x4E00, 0x9FA5, 100_000)))
    (size,) = sign([text]).sizes.tolist()
    assert size == pytest.approx(100_000 / SCALE, rel=0.03)


def test_steps_lead_to_each_value() -> None:
    """The shingle a value was made of begins where the steps say, in every text of a batch."""
    found = sign([NEWS, FERRY * 3, NEWS])
    ends = np.cumsum(found.sizes)
    for row, text in ((0, NEWS), (2, NEWS)):
        own = slice(ends[row] - found.sizes[row], ends[row])
        for place, value in zip(np.cumsum(found.steps[own]), found.sketch[own], strict=True):
            letters = "".join(char for char in text if char.isalnum())
            assert value in sign([letters[place : place + 5]]).sketch
    assert found.lengths.sum() == len(found.letters)


def test_digits_numerals_and_latin_letters_have_bytes_of_their_own() -> None:
    briefs, table = normal.briefs(), normal.table()
    bytes_of = {
        char: int(briefs[ord(char)]) for char in "0123456789〇零一二两三四五六七八九十百千万亿"
    }
    assert len(set(bytes_of.values())) == len(bytes_of)
    assert [bytes_of[char] for char in "0123456789"] == list(range(normal.DIGITS))
    assert briefs[ord("５")] == 5
    assert briefs[ord("萬")] == bytes_of["万"]
    letters = np.flatnonzero(table)
    low = letters[briefs[letters] < normal.NUMERALS]
    assert briefs[ord("É")] == briefs[ord("E")] == briefs[ord("e")] - 26
    assert (normal.small()[briefs[[ord("E"), ord("e"), ord("5"), ord("萬")]]] == briefs[[ord("e"), ord("e"), ord("5"), ord("万")]]).all()  # fmt: skip
    assert {int(code) for code in table[low]} == {int(table[ord(char)]) for char in bytes_of}


def test_no_text_at_all() -> None:
    assert parts(sign([])) == [[], [], [], [], [], []]
    assert sign([""]).sizes.tolist() == [0]


def test_letters_stay_distinct() -> None:
    table = normal.table()
    assert len(np.unique(table[[ord(c) for c in "abz09中文あ가я"]])) == 10
    assert table[ord("Ａ")] == table[ord("a")] == table[ord("Á")]
    assert not table[[ord(c) for c in " 。，!《　\u200b\ue000"]].any()
