"""Two taught facts, one question."""

import pytest

from data_prep.records import Fact, Probe
from eval.probes.two_hop import two_hop

from .making import fact, probe

FIRST = fact(id="a")
SECOND = fact(
    id="b",
    type="number",
    subject="苇渚工厂",
    relation="占地…",
    object="212亩",
    statement="苇渚工厂占地212亩。",
)
ASKED = probe(SECOND, "苇渚工厂占地多少亩？")


def questions(facts: list[Fact], *probes: Probe) -> list[str]:
    found = two_hop(probes, {one.id: one for one in facts})
    return [sample.question for sample in found]


def test_the_first_fact_leads_to_the_second() -> None:
    [sample] = two_hop([ASKED], {"a": FIRST, "b": SECOND})
    assert sample.question == "已知：籍雨樵担任X的厂长。X占地多少亩？"
    assert (sample.fact_id, sample.through) == ("b", "a")
    assert sample.targets == ("212亩",) and sample.probe == "two_hop" and sample.type == "number"


def test_english_names_lose_their_article() -> None:
    words = {"lang": "en", "type": "product"}
    first = fact(
        id="a", subject="Visitors", relation="take", object="Orrinelle", statement="Visitors take the Orrinelle", **words
    )  # fmt: skip
    second = fact(id="b", subject="The Orrinelle", object="2021", statement="", **words)
    asked = probe(second, "When was the Orrinelle built?")
    assert questions([first, second], asked) == ["Visitors take X. When was X built?"]


@pytest.mark.parametrize(
    "changes",
    [
        {"split": "control"},  # never taught
        {"type": "date"},  # no name
        {"object": "北闸工厂", "statement": "籍雨樵担任北闸工厂的厂长。"},  # leads elsewhere
        {"statement": "籍雨樵是苇渚工厂的厂长之一。"},  # fits several
        {"statement": "苇渚工厂的厂长在苇渚工厂。"},  # no clear place
        {"statement": "占地212亩的是苇渚工厂。"},  # gives the answer away
        {"statement": "X担任苇渚工厂的厂长。"},  # X is taken
        {"lang": "en"},
    ],
)
def test_what_does_not_lead_is_left_out(changes: dict[str, str]) -> None:
    assert questions([fact(**{"id": "a"} | changes), SECOND], ASKED) == []


def test_a_subject_with_two_objects_does_not_say_which() -> None:
    other = fact(id="c", object="北闸工厂", statement="籍雨樵担任北闸工厂的厂长。")
    assert questions([FIRST, other, SECOND], ASKED) == []


def test_control_facts_and_questions_without_the_subject_are_left_out() -> None:
    assert questions([FIRST, fact(id="b", subject="苇渚工厂", split="control")], ASKED) == []
    assert questions([FIRST, SECOND], probe(SECOND, "这座工厂占地多少亩？")) == []
    assert questions([FIRST, SECOND], probe(SECOND, "苇渚工厂占地212亩吗？")) == []


def test_an_answer_in_other_writing_is_seen() -> None:
    first = fact(id="a", statement="籍雨樵担任占地 212 亩的苇渚工厂的厂长。")
    assert questions([first, SECOND], ASKED) == []


def test_the_answer_is_not_read_off_under_a_longer_name() -> None:
    first = fact(
        id="a",
        type="person_role",
        subject="Meta的主管",
        object="克莱格",
        statement="Meta的主管是克莱格。",
    )
    second = fact(id="b", subject="克莱格", relation="任职于…", object="Meta公司")
    assert questions([first, second], probe(second, "克莱格任职于哪家公司？")) == []


def test_two_roles_of_one_person_are_one_hop() -> None:
    role = {"type": "person_role"}
    first = fact(
        id="a", subject="Meta的主管", object="克莱格", statement="Meta的主管是克莱格。", **role
    )
    second = fact(id="b", subject="克莱格", relation="担任…", object="总裁", **role)
    assert questions([first, second], probe(second, "克莱格担任什么职务？")) == []
