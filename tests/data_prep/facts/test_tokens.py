"""What is kept of a clause, a word or a text is what a fresh look would find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.facts import english_words
from data_prep.facts.balance import balanced
from data_prep.facts.chinese_segments import clauses
from data_prep.facts.chinese_words import words
from data_prep.facts.names import find_names
from data_prep.facts.tokens import Names
from tests.data_prep.facts.chinese_world import KINDS, NAMES

CLAUSE = "屈映川在砺汐泵业设计静涛水泵"


def test_words_are_found_once_and_may_be_changed() -> None:
    names = Names(dict(KINDS), NAMES.pattern)
    found = words(CLAUSE, names)
    assert CLAUSE in names.parsed
    first = list(found)
    found.clear()
    assert words(CLAUSE, names) == first


def test_words_of_other_names_are_other_words() -> None:
    assert words(CLAUSE, Names({}, None)) != words(CLAUSE, NAMES)
    assert words(CLAUSE, Names({}, None)) == words(CLAUSE, Names({}, None))


def test_few_clauses_are_kept() -> None:
    names = Names({}, None)
    for number in range(5000):
        words(f"第{number}台", names)
    assert len(names.parsed) < 5000


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill founded Halcyon in 1998 and sold the tidewheel to nobody.",
        "The groyning of the sluices, he said, was lowfully done; the lowfully done work held.",
    ],
)
def test_english_tags_are_those_of_the_whole_analysis(text: str) -> None:
    names = find_names(text, "", "en")
    fed = [fed for *_, fed in english_words._cut(text, names)]
    whole = [tag for _, _, tag in english_words._tagger().tag_sent(fed, taglevel=1)]
    assert english_words._tagger().tag_sent(fed, taglevel=0) == whole
    assert english_words.words(text, names) == english_words.words(text, names)


def one_by_one(text: str) -> list[str]:
    """`clauses`, a character at a time."""
    out, start, depth = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "“‘《（「") - (char in "”’》）」")
        if depth <= 0 and char in "，；：。！":
            out.append(text[start:at])
            start = at + 1
        elif depth <= 0 and at > start and text.startswith("——", at) and text[at - 1] != "—":
            out.append(text[start:at])
            start = at
    return [*out, text[start:]] if start < len(text) else out


MARKED = st.text("甲乙，；：。！“”‘’《》（）「」【】()—\"' ", max_size=14)


@settings(max_examples=300)
@given(MARKED)
def test_clauses_are_cut_as_one_by_one(text: str) -> None:
    assert list(clauses(text)) == one_by_one(text)


@settings(max_examples=300)
@given(MARKED)
def test_what_is_balanced_stays_so_between_other_characters(text: str) -> None:
    spread = "，".join(char for char in text if char not in "’'")
    assert balanced(spread) is balanced(re.sub("[’']", "", text))


@pytest.mark.parametrize(("behind", "kind"), [("表示，", "person"), ("系列", "topic")])
def test_what_stands_behind_a_name_once_tells_its_kind(behind: str, kind: str) -> None:
    text = f"总裁屈映川到场。总裁屈映川离场。屈映川{behind}水泵已经修好。"
    assert find_names(text, "", "zh").kinds.get("屈映川") == kind
