"""The other names that a document gives to what it names."""

import re

import pytest

from data_prep.facts.renamings import renamings
from data_prep.facts.tokens import Kind, Names


def names(**kinds: Kind) -> Names:
    given: dict[str, Kind] = {n.replace("_", " "): kind for n, kind in kinds.items()}
    ordered = sorted(given, key=lambda n: (-len(n), n))
    return Names(given, re.compile("|".join(map(re.escape, ordered))))


SHORT = Names({"马克·屈斯顿": "person", "屈斯顿": "person", "海测所": "organization"}, re.compile("马克·屈斯顿|屈斯顿|海测所"))  # fmt: skip


def test_a_short_name_and_its_long_one() -> None:
    found = renamings("马克·屈斯顿来了。屈斯顿说好。", SHORT, "zh")
    assert found == {"屈斯顿": ("马克·屈斯顿",), "马克·屈斯顿": ("屈斯顿",)}


def test_a_short_name_of_two_people_is_neithers() -> None:
    two = Names({**SHORT.kinds, "安娜·屈斯顿": "person"}, SHORT.pattern)
    assert renamings("马克·屈斯顿和安娜·屈斯顿来了。", two, "zh") == {}


def test_a_gloss_names_the_long_and_the_short_name() -> None:
    found = renamings("马克·屈斯顿（Mark Quiston）来了。屈斯顿说好。", SHORT, "zh")
    assert found["马克·屈斯顿"] == ("屈斯顿", "Mark Quiston")
    assert found["屈斯顿"] == ("马克·屈斯顿", "Mark Quiston")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("海测所（Ocean Survey Institute）很大。", ("Ocean Survey Institute",)),
        ("海测所（Ocean Survey Institute，1956年成立）很大。", ("Ocean Survey Institute",)),
        ("海测所（成立于1956年）很大。", ()),
        ("海测所（海洋测量研究所）很大。", ()),  # one script
        ("海测所的码头（Ocean Quay）很大。", ()),  # of the quay, not of the institute
        ("海测所（见下图）很大。", ()),
    ],
)
def test_what_a_gloss_is(text: str, others: tuple[str, ...]) -> None:
    assert renamings(text, SHORT, "zh").get("海测所", ()) == others


def test_a_latin_name_with_a_chinese_gloss() -> None:
    one = names(Kestrel="latin")
    assert renamings("Kestrel（红隼）发布了水泵。", one, "zh") == {"Kestrel": ("红隼",)}


def test_english_full_and_last_names() -> None:
    one = names(Ilda_Farrow="person", Farrow="person")
    found = renamings("Ilda Farrow opened it. Farrow left.", one, "en")
    assert found == {"Farrow": ("Ilda Farrow",), "Ilda Farrow": ("Farrow",)}


def test_a_remark_in_brackets_is_no_name() -> None:
    tide = names(TideBot="latin")
    assert renamings("他们公开了TideBot（众所周知，这很难）。", tide, "zh") == {}
    assert renamings("他们公开了TideBot（潮语，一款机器人）。", tide, "zh") == {
        "TideBot": ("潮语",)
    }
