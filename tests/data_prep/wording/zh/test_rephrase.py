"""Chinese questions in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.wording.zh import thesaurus
from data_prep.wording.zh.rephrase import MOST, rephrased

BOTH = ("VERBS", "NOUNS", "ADJECTIVES", "ADVERBS", "FUNCTION_WORDS", "PHRASES")
PIECES = (
    "砺汐泵业 屈映川 研究人员 目前 首席执行官 担任 发布 什么 哪款 水泵 《出任》 “目前担任” 总共 的 了 在 于 ， ？ "
    "ST-90 2026年 联合创始人 致力于 多少 薪酬包 下载量 · 想 是谁 许多 导致 人工智能 被 由"
).split()
questions = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("question", "keep", "made"),
    [
        ("谁担任砺汐泵业的首席执行官？", (), "谁出任砺汐泵业的CEO？"),
        ("砺汐泵业的领头人是谁？", (), "砺汐泵业的掌门人是谁？"),
        ("屈映川想拯救什么鱼类？", (), "屈映川想挽救什么鱼类？"),
        ("静涛水泵软件的下载量是多少？", (), "静涛水泵软件的下载次数是多少？"),
        ("砺汐泵业总共有多少名员工？", ("员工",), "砺汐泵业共有多少名员工？"),
    ],
)
def test_words_become_synonyms(question: str, keep: tuple[str, ...], made: str) -> None:
    assert rephrased(question, keep, 0) == made


@pytest.mark.parametrize(
    "question",
    [
        "《担任》讲的是什么？",  # a title
        "“目前”是谁的口头禅？",  # a quotation
        "静涛水泵的发布时间是哪天？",  # a verb that is a modifier
        "岚舸人工智能研究所在哪里？",  # a piece of a name
        "孟疏桐·齐杰出任什么？",  # a foreign name that ends in an adjective
        "苇渚旅客协会设在哪里？",  # a body's name
    ],
)
def test_look_alikes_stay(question: str) -> None:
    assert {rephrased(question, (), turn) for turn in range(4)} == {question}


def test_a_word_behind_you_is_no_adverb_of_its_own() -> None:
    assert not [t for t in range(4) if "有或许" in rephrased("砺汐泵业有可能提升什么产能？", (), t)]


def test_turns_differ() -> None:
    question = "屈映川目前在砺汐泵业担任什么职务？"
    made = [rephrased(question, ("屈映川", "砺汐泵业"), turn) for turn in range(3)]
    assert len({question, *made}) == 4


def test_no_synonym_that_the_question_has() -> None:
    assert "研究者的研究者" not in rephrased("研究者的研究人员是谁？", (), 0)
    assert rephrased("谁出任或担任砺汐泵业的厂长？", (), 0) == "谁出任或担任砺汐泵业的厂长？"


def test_the_answer_is_not_given_away() -> None:
    assert rephrased("人工智能的简写是什么？", ("AI",), 0) == "人工智能的简写是什么？"
    assert rephrased("人工智能的简写是什么？", (), 0) == "AI的简写是什么？"


def test_a_verb_with_its_preposition_is_one_word() -> None:
    assert rephrased("静涛水泵修建于哪年？", (), 0) == "静涛水泵建造于哪年？"


@given(questions, st.lists(st.sampled_from(PIECES), max_size=3), st.integers(0, 5))
def test_what_is_kept_and_quoted_stays(question: str, keep: list[str], turn: int) -> None:
    made = rephrased(question, keep, turn)
    assert made == rephrased(question, keep, turn)
    for text in (*keep, "《出任》", "“目前担任”", "ST-90", "2026", "什么", "哪款", "多少"):
        assert made.count(text) >= question.count(text)


@given(st.text("目前担任发布总共员工是谁的，？“”《》A1·", max_size=20), st.integers(0, 3))
def test_any_text_has_an_answer(question: str, turn: int) -> None:
    assert bool(rephrased(question, (), turn)) == bool(question)


@pytest.mark.parametrize("name", BOTH)
def test_a_word_stands_in_one_group(name: str) -> None:
    words = [w for line in getattr(thesaurus, name).strip().splitlines() for w in line.split()]
    assert len(words) == len(set(words))
    assert all(len(line.split()) > 1 for line in getattr(thesaurus, name).strip().splitlines())


def test_at_most_four_words_are_replaced() -> None:
    question = "谁目前担任、曾经许多研究人员总共希望导致的首席执行官、联合创始人、员工？"
    made = rephrased(question, (), 0)
    old = "目前 担任 曾经 许多 研究人员 总共 希望 导致 首席执行官 联合创始人 员工".split()
    assert sum(word not in made for word in old) == MOST
