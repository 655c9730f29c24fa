"""A recall question that is read in a prompt is found, and what two wordings must share is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import leaks
from data_prep.leaks import RUN, Unseen, asked_runs, same_wording
from data_prep.records import Lang

STATED = "砺汐泵业股份有限公司到2026年底将拥有超过3.4万台静涛水泵。"
ASKED = "砺汐泵业股份有限公司到2026年底将拥有超过多少台静涛水泵？"


def leaks_to(prompt: str, question: str, statement: str, lang: Lang = "zh") -> bool:
    unseen = Unseen([asked_runs([question], [statement], lang)])
    return bool(unseen.asked([prompt], lang)[0])


@pytest.mark.parametrize(
    ("prompt", "leaks"),
    [
        (ASKED, True),
        (f"阅读下文：\n{ASKED}", True),
        ("说的是砺汐泵业股份有限公司到2026年\n底将拥有超过多少台？", False),
        ("请问，砺汐泵业股份有限公司到２０２６年底將擁有超过多少台静涛水泵", True),
        ("有人问起将拥有超过多少台静涛水泵，说的是砺汐泵业", False),  # twelve in common
        (
            "砺汐泵业股份有限公司到2026年底将拥有超过3.4万台哪种水泵？",
            False,
        ),  # the statement's own words
        ("静涛水泵的数量到2026年底会超过多少？问的是砺汐泵业股份有限公司。", False),
    ],
)
def test_a_prompt_that_shares_the_asking_words(prompt: str, leaks: bool) -> None:
    assert leaks_to(prompt, ASKED, STATED) is leaks


@pytest.mark.parametrize(
    ("prompt", "leaks"),
    [
        ("请问砺汐泵业在哪座城市？", True),
        ("砺汐泵业在哪座城市", True),
        ("哪座城市有砺汐泵业？", False),
    ],
)
def test_a_short_question_is_looked_for_as_a_whole(prompt: str, leaks: bool) -> None:
    assert leaks_to(prompt, "砺汐泵业在哪座城市？", "砺汐泵业在岚舸市。") is leaks


ENGLISH = "Which company will own more than thirty-four thousand pumps of the Stillwave line by the end of 2026?"


@pytest.mark.parametrize(
    ("prompt", "leaks"),
    [
        (f"Say: {ENGLISH.lower()}", True),
        ("By the end of 2026, more than thirty-four thousand pumps will be owned by whom?", False),
    ],
)
def test_english_is_compared_by_words(prompt: str, leaks: bool) -> None:
    statement = "Lixi will own more than thirty-four thousand pumps of the Stillwave line by the end of 2026."
    assert leaks_to(prompt, ENGLISH, statement, "en") is leaks


LETTERS = st.text("甲乙丙丁戊", min_size=1, max_size=30)


@given(LETTERS, LETTERS)
def test_it_finds_exactly_the_shared_runs(question: str, prompt: str) -> None:
    length = min(RUN, len(question))
    runs = {question[at : at + length] for at in range(len(question) - length + 1)}
    shares = any(run in prompt for run in runs)
    assert leaks_to(prompt, question, "") is shares


@given(st.lists(LETTERS, min_size=1, max_size=6), st.lists(LETTERS, min_size=1, max_size=6))
def test_texts_of_one_batch_do_not_meet(questions: list[str], prompts: list[str]) -> None:
    together = Unseen([asked_runs(questions, [""] * len(questions), "zh")])
    alone = [any(leaks_to(prompt, question, "") for question in questions) for prompt in prompts]
    assert together.asked(prompts, "zh").tolist() == alone


def test_a_run_in_questions_of_many_facts_is_no_sign() -> None:
    ends = ("岚舸市的水泵", "苇渚县的船坞", "栖霞岛的灯塔", "望川市的软件")
    questions = [f"请按照砺汐泵业总经理屈映川的说法，说出什么是{end}。" for end in ends]
    unseen = Unseen([asked_runs(questions, ends, "zh")])
    prompts = ["请按照砺汐泵业总经理屈映川的说法，说出它在哪里。", *questions]
    assert unseen.asked(prompts, "zh").tolist() == [False, True, True, True, True]
    few = Unseen([asked_runs(questions[:2], ends[:2], "zh")])
    assert few.asked(prompts, "zh").tolist() == [True, True, True, True, True]


def test_many_and_long_prompts_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "_BATCH", 200)
    others = [f"{n}号厂的厂长究竟是哪一位先生或者女士呢" for n in "甲乙丙丁戊己庚辛"]
    unseen = Unseen([asked_runs([*others, ASKED], [*others, STATED], "zh")])
    prompts = ["无关的问题", ASKED] * 20
    assert unseen.asked(prompts, "zh").tolist() == [False, True] * 20


def test_no_question_leaks_to_nothing() -> None:
    assert not Unseen([]).asked([ASKED], "zh").any()
    assert not Unseen([asked_runs([], [], "zh")]).asked([ASKED, ""], "zh").any()


def test_a_wording_behind_a_prefix_is_the_same_wording() -> None:
    questions = ["请问屈映川创办了什么？", ASKED]
    prompts = ["屈映川创办了什么", "您好，请问屈映川创办了什么呢？", "屈映川办的是什么公司？", "？"]
    prompts += [
        f"有人问：{ASKED[12:]}",
        "砺汐泵业股份有限公司到2026年底将拥有超过3.4万台哪种水泵？",
    ]
    same = same_wording(prompts, questions, STATED, "zh")
    assert same.tolist() == [[True, True] + [False] * 4, [False] * 4 + [True, False]]


@given(LETTERS, LETTERS, LETTERS)
def test_the_two_ways_agree_within_a_fact(question: str, prompt: str, statement: str) -> None:
    alone = same_wording([prompt], [question], statement, "zh")[0, 0]
    assert alone or not leaks_to(prompt, question, statement)
