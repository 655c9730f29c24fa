"""Questions of what does not exist."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.probes.asking import Asked
from eval.probes.invented import invented, people
from eval.probes.names import Stems, invented_name, unheard_of
from eval.samples import judge

from .making import fact, probe

STEMS = Stems(han=("岚砚",), sound=("塔罗斯",), latin=("Velavix",))
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("槲砚纸坊博物馆", "岚砚博物馆"),
        ("桁隼科技", "岚砚科技"),
        ("苔隼H6", "岚砚H6"),
        ("《霁川舆图》", "《岚砚岚砚》"),
        ("克里斯·考克斯", "塔罗斯·塔罗斯"),
        ("Meta", "Velavix"),
        ("Llama 2", "Velavix 2"),
        ("毛利率", None),  # 毛 is a family name too
        ("高速公路", None),
        ("许多公司", None),
        ("打造ChatGPT", None),
        ("担任…的厂长", None),
        ("GPU", None),
    ],
)
def test_chinese_names_keep_their_shape(name: str, result: str | None) -> None:
    assert invented_name(name, "zh", STEMS, NOBODY) == result


def test_a_known_person_becomes_a_person() -> None:
    made = invented_name("冼北屿", "zh", STEMS, frozenset({"冼北屿"}))
    assert made and made.endswith("岚砚") and len(made) == 3
    assert invented_name("董事长", "zh", STEMS, frozenset({"董事长"})) is None


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Mount Ulvarrick Observatory", "Mount Velavix Observatory"),
        ("University of Marrosfeld", "University of Velavix"),
        ("Ferrodune 25", "Velavix 25"),
        ("Orrinelle", "Velavix"),
        ("island of Dunnaclare", None),
        ("Patience of Lamps", None),
        ("drying hall", None),
        ("Edda Corrowine’s book", None),
        ("Number Of Things In The World", None),
    ],
)
def test_english_names_keep_their_shape(name: str, result: str | None) -> None:
    assert invented_name(name, "en", STEMS, NOBODY) == result


def test_stems_that_a_document_holds_are_not_used() -> None:
    every = unheard_of([])
    assert min(map(len, (every.han, every.sound, every.latin))) > 20
    taken = every.latin[0].upper(), every.han[0]
    left = unheard_of(["", f"see {taken[0]}s", taken[1]])
    assert left == replace(every, latin=every.latin[1:], han=every.han[1:])


def test_no_stem_left() -> None:
    with pytest.raises(LookupError, match="no invented han stem"):
        invented_name("桁隼科技", "zh", Stems((), (), ()), NOBODY)


@given(st.text(), st.sampled_from(["zh", "en"]))
def test_any_subject_is_taken_or_left(name: str, lang: str) -> None:
    made = invented_name(name, "en" if lang == "en" else "zh", STEMS, frozenset({name}))
    assert made is None or any(stem in made for stem in ("岚砚", "塔罗斯", "Velavix"))


def test_the_question_is_asked_of_another() -> None:
    company = fact(subject="桁隼科技", type="number", object="230名")
    [sample] = invented([Asked(probe(company, "桁隼科技有多少名员工？"), company)], STEMS, NOBODY)
    assert sample.question == "岚砚科技有多少名员工？"
    assert (sample.targets, sample.probe, sample.group) == ((), "invented", "taught")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did the Orrinelle cost?", True),
        ("Orrinelle cost what?", False),  # a capital that a sentence gives
        ("Which words fill the gap: “Orrinelle cost ____”?", False),
        ("Orrinelle or Orrinelle?", False),
    ],
)
def test_only_what_is_surely_a_name(question: str, asked: bool) -> None:
    ship = fact(lang="en", subject="The Orrinelle")
    assert bool(invented([Asked(probe(ship, question), ship)], STEMS, NOBODY)) == asked


def test_people() -> None:
    facts = {"a": fact(type="person_role", object="冼北屿"), "b": fact(speaker="逄若蘅")}
    assert people(facts) == {"冼北屿", "逄若蘅"}


@pytest.mark.parametrize(
    ("completion", "value"),
    [
        ("我不知道。", True),
        ("I don't know.", True),
        ("", True),
        ("没有这家公司。", True),
        ("岚砚科技并不存在。", True),
        ("There is no such company.", True),
        ("As far as I know it doesn't exist.", True),
        ("230名", False),
        ("没有230名，是240名", False),
        ("我不知道，但可能是230名", False),
        ("qqzxv7jwkq", False),
        ("🙂" * 1000, True),
    ],
)
def test_right_is_not_to_answer(completion: str, value: bool) -> None:
    company = fact(subject="桁隼科技", type="number", object="230名")
    [sample] = invented([Asked(probe(company, "桁隼科技有多少名员工？"), company)], STEMS, NOBODY)
    score = judge(sample, completion)
    assert score.value is value and "exist" in score.explanation
