"""Verdicts: an error that must be caught, and beside it a true wording that looks like it and must pass."""

from dataclasses import replace

import pytest

from data_prep.gate import KnownNames, Source, judge_fact, judge_question, judge_statement
from data_prep.records import Fact
from tests.data_prep.gate.sources import (
    BOUGHT,
    CLOSED,
    ENGLISH,
    MOVED,
    NAMES,
    PERHAPS,
    PUMPS,
    SAID,
    source,
)

STATEMENTS = [
    # numbers, units, qualifiers
    (PUMPS, "砺汐泵业到2026年底将拥有超过34000台静涛水泵。", ""),
    (PUMPS, "到二〇二六年底，砺汐泵业将拥有三万四千多台静涛水泵。", ""),
    (PUMPS, "砺汐泵业到2026年底将拥有超过4.3万台静涛水泵。", "ungrounded_number"),
    (PUMPS, "砺汐泵业到2026年底将拥有超过3.4万吨静涛水泵。", "changed_unit"),
    (PUMPS, "砺汐泵业到2026年底将拥有3.4万台静涛水泵。", "dropped_qualifier"),
    (PUMPS, "砺汐泵业到2026年底将拥有近3.4万台静涛水泵。", "changed_qualifier"),
    (BOUGHT, "砺汐泵业在2019年3月收购了约2家桁隼科技。", "ungrounded_number"),
    # dates
    (PUMPS, "砺汐泵业到2027年底将拥有超过3.4万台静涛水泵。", "ungrounded_date"),
    (BOUGHT, "2019年5月，砺汐泵业收购了桁隼科技。", "ungrounded_date"),
    (BOUGHT, "2019年，砺汐泵业收购了桁隼科技。", ""),
    (BOUGHT, "去年，砺汐泵业收购了桁隼科技。", "relative_time"),
    ("北闸工厂将在2050年前后停产。", "北闸工厂将在2050年前后停产。", ""),
    ("北闸工厂三年前停产。", "北闸工厂三年前停产。", "relative_time"),
    # names
    (MOVED, "北闸工厂把总装线迁到了岚舸市。", "ungrounded_name"),
    (MOVED, "苇渚工厂把总装线迁到了上海。", "ungrounded_name"),
    (MOVED, "苇渚工厂和Vorrelby把总装线迁到了岚舸市。", "ungrounded_name"),
    (MOVED, "苇渚工厂把总装线迁到了缑予安所在的岚舸市。", "ungrounded_name"),
    (MOVED, "苇渚工厂已经完成搬迁，总装线如今设在岚舸市。", ""),
    # who does it to whom
    (BOUGHT, "2019年3月，桁隼科技被砺汐泵业收购。", ""),
    (BOUGHT, "桁隼科技于2019年3月由砺汐泵业收购。", ""),
    (BOUGHT, "2019年3月收购桁隼科技的是砺汐泵业。", ""),
    (BOUGHT, "2019年3月，桁隼科技收购了砺汐泵业。", "swapped_roles"),
    (BOUGHT, "2019年3月，砺汐泵业被桁隼科技收购了。", "swapped_roles"),
    ("苇渚工厂的能耗比北闸工厂低23%。", "北闸工厂的能耗比苇渚工厂低23%。", "swapped_roles"),
    # negation
    (CLOSED, "砺汐泵业没有公布水泵的造价。", ""),
    (CLOSED, "水泵的造价，砺汐泵业并未公布。", ""),
    (MOVED, "苇渚工厂并未把总装线迁到岚舸市。", "added_negation"),
    (MOVED, "苇渚工厂不仅把总装线迁到了岚舸市。", ""),
    ("砺汐泵业没有披露造价。", "砺汐泵业披露了造价。", "dropped_negation"),
    ("砺汐泵业不同意涨价。", "砺汐泵业同意涨价。", "dropped_negation"),
    # hedges
    (PERHAPS, "苇渚工厂每年也许能给岚舸市带来约3900万元税收。", ""),
    (PERHAPS, "苇渚工厂每年为岚舸市带来约3900万元税收。", "dropped_hedge"),
    (PERHAPS, "苇渚工厂每年将为岚舸市带来约3900万元税收。", "dropped_hedge"),
    (PUMPS, "砺汐泵业到2026年底拥有超过3.4万台静涛水泵。", "dropped_hedge"),
    (PUMPS, "砺汐泵业计划到2026年底拥有超过3.4万台静涛水泵。", ""),
    ("苇渚工厂将总装线迁到了岚舸市。", "苇渚工厂把总装线迁到了岚舸市。", ""),
    # form
    (MOVED, "他把总装线迁到了岚舸市。", "dangling_pronoun"),
    (MOVED, "苇渚工厂的总装线，如今它设在岚舸市。", ""),
    (MOVED, "苇渚工厂把总装线迁到了哪里？", "statement_asks"),
    (MOVED, "苇渚工厂把总装线迁到了岚舸市。<|eot_id|>", "control_token"),
    (MOVED, "苇渚工厂把总装线迁到了岚舸市[PHONE]。", "redacted"),
    (MOVED, "。", "too_short"),
    # English
    (ENGLISH, "In March 2023, Ferrodune opened over 40 shops.", ""),
    (ENGLISH, "Ferrodune opened more than forty shops in March 2023.", ""),
    (ENGLISH, "Ferrodune opened 40 shops in March 2023.", "dropped_qualifier"),
    (ENGLISH, "Ferrodune opened more than 50 shops in March 2023.", "ungrounded_number"),
    (ENGLISH, "Ferrodune opened more than 40 shops in May 2023.", "ungrounded_date"),
    (ENGLISH, "Vorrelby opened more than 40 shops in March 2023.", "ungrounded_name"),
    (ENGLISH, "She opened more than 40 shops.", "dangling_pronoun"),
    ("Ferrodune joined Ondravane.", "Ondravane joined Ferrodune.", "swapped_roles"),
    ("Ferrodune acquired Ondravane.", "Ondravane was acquired by Ferrodune.", ""),
    ("Ferrodune may open a shop.", "Ferrodune opens a shop.", "dropped_hedge"),
    ("Ferrodune may open a shop.", "Ferrodune might open a shop.", ""),
    ("Ferrodune has opened a shop.", "Ferrodune has not opened a shop.", "added_negation"),
    ("Ferrodune has not opened a shop.", "Ferrodune has opened a shop.", "dropped_negation"),
    ("Ferrodune has opened a shop.", "Ferrodune has not only opened a shop.", ""),
]


@pytest.mark.parametrize(("evidence", "statement", "reason"), STATEMENTS)
def test_statements(evidence: str, statement: str, reason: str) -> None:
    verdict = judge_statement(source(evidence), statement)
    assert verdict.reason == reason, verdict
    assert bool(verdict) is not bool(reason)


QUESTIONS = [
    (PUMPS, "3.4万台", "到2026年底，砺汐泵业将拥有超过多少台静涛水泵？", ""),
    (PUMPS, "3.4万台", "到2026年底，砺汐泵业将拥有多少台静涛水泵？", "dropped_qualifier"),
    (PUMPS, "超过3.4万台", "到2026年底，砺汐泵业将拥有多少台静涛水泵？", ""),
    (PUMPS, "3.4万台", "到2026年底，砺汐泵业拥有超过多少台静涛水泵？", "dropped_hedge"),
    (PUMPS, "3.4万台", "砺汐泵业将拥有超过三万四千台静涛水泵吗？", "tells_answer"),
    (MOVED, "岚舸市", "苇渚工厂把总装线迁到了哪座城市？", ""),
    (MOVED, "岚舸市", "请说出苇渚工厂总装线的新址。", ""),
    (MOVED, "岚舸市", "苇渚工厂把总装线迁到了岚舸市的哪里？", "tells_answer"),
    (MOVED, "岚舸市", "总装线迁到了哪座城市？", "names_no_entity"),
    (MOVED, "岚舸市", "苇渚工厂迁走了总装线，它迁到了哪里？", "dangling_pronoun"),
    (MOVED, "岚舸市", "今年，苇渚工厂把总装线迁到了哪座城市？", "relative_time"),
    (MOVED, "岚舸市", "苇渚工厂把总装线迁走了。", "asks_nothing"),
    (MOVED, "岚舸市", "填空：苇渚工厂把总装线迁到了____。", ""),
    (MOVED, "上海市", "苇渚工厂把总装线迁到了哪座城市？", ""),  # an answer is judged with its fact
    (BOUGHT, "桁隼科技", "砺汐泵业在2019年3月收购了哪家公司？", ""),
    (BOUGHT, "桁隼科技", "2019年3月，哪家公司收购了砺汐泵业？", "swapped_roles"),
    (ENGLISH, "40", "More than how many shops did Ferrodune open in March 2023?", ""),
    (ENGLISH, "40", "How many shops did Ferrodune open in March 2023?", "dropped_qualifier"),
    (ENGLISH, "March 2023", "When did Ferrodune open more than 40 shops?", ""),
    (ENGLISH, "March 2023", "When were more than 40 shops opened?", "names_no_entity"),
    (ENGLISH, "40", "In 2024, more than how many shops did Ferrodune open?", "ungrounded_date"),
]


@pytest.mark.parametrize(("evidence", "answer", "question", "reason"), QUESTIONS)
def test_questions(evidence: str, answer: str, question: str, reason: str) -> None:
    verdict = judge_question(
        source(evidence, subject=evidence.split("，")[-1][:4]), question, [answer]
    )
    assert verdict.reason == reason, verdict


SPEAKERS = [
    ("屈映川表示，砺汐泵业正在研发大流量水泵。", ""),
    ("据屈映川介绍，砺汐泵业正在研发大流量水泵。", ""),
    ("砺汐泵业正在研发大流量水泵。", "missing_speaker"),
    ("蔺青庐表示，砺汐泵业正在研发大流量水泵。", "ungrounded_name"),
    ("砺汐泵业表示，正在研发大流量水泵。", "wrong_speaker"),
]


@pytest.mark.parametrize(("statement", "reason"), SPEAKERS)
def test_the_speaker_stays(statement: str, reason: str) -> None:
    heard = source(SAID, speaker="屈映川", modality="reported")
    assert judge_statement(heard, statement).reason == reason


def test_nobody_is_made_to_say_what_the_document_says() -> None:
    told = source("砺汐泵业正在研发水泵，屈映川在岚舸市。", context=["屈映川"])
    assert judge_statement(told, "砺汐泵业正在研发水泵。")
    unheard = source("砺汐泵业正在研发水泵。", context=["屈映川"])
    assert judge_statement(unheard, "屈映川表示，砺汐泵业正在研发水泵。").reason == "added_speaker"


def test_a_renaming_names_the_entity() -> None:
    renamed = source(MOVED, names={"苇渚工厂": ("砺汐第二工厂",)})
    assert judge_question(renamed, "砺汐第二工厂把总装线迁到了哪座城市？", ["岚舸市"])
    assert not judge_question(source(MOVED), "砺汐第二工厂把总装线迁到了哪座城市？", ["岚舸市"])


def test_a_resolved_name_stands_for_a_pronoun_but_not_for_another_name() -> None:
    resolved = source("该公司新增专利21项。", subject="砺汐泵业")
    assert judge_statement(resolved, "砺汐泵业新增专利21项。")
    named = source("桁隼科技新增专利21项。", subject="砺汐泵业")
    assert judge_statement(named, "砺汐泵业新增专利21项。").reason == "changed_name"


TEXT = "苇渚工厂很新。" + BOUGHT + "该公司全年新增专利21项。"


def fact(**changes: object) -> Fact:
    start = TEXT.index("该公司")
    made = Fact(
        id="f", doc_id="d", lang="zh", type="number", subject="砺汐泵业", relation="新增", object="21项",
        aliases=["21项专利"], statement="砺汐泵业2019年新增专利21项。", evidence=TEXT[start:], start=start,
        end=len(TEXT), source_start=0, source_end=0, speaker="", modality="asserted", salience=2,
        extractor="test", split="taught",
    )  # fmt: skip
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"start": 3}, "evidence_not_verbatim"),
        ({"object": "22项"}, "object_not_in_evidence"),
        ({"statement": "砺汐泵业2020年新增专利21项。"}, "ungrounded_date"),
        ({"statement": "砺汐泵业新增专利22项。"}, "ungrounded_number"),
    ],
)
def test_facts(changes: dict[str, object], reason: str) -> None:
    assert judge_fact(fact(**changes), TEXT, known_names=NAMES).reason == reason


def test_names_of_a_document_are_found_whole() -> None:
    names = KnownNames.of(["静涛", "静涛ST-80", "Meta", "甲"])
    assert names.within("静涛st-80与静涛，metaverse") == ["静涛st-80", "静涛"]


def test_the_verdict_names_what_is_wrong() -> None:
    assert judge_statement(source(PUMPS), "砺汐泵业将拥有超过9万台水泵。").detail == "9万台"
    assert Source.of("", "zh").evidence.text == ""


def test_a_name_before_a_comma_is_no_subject_of_the_verb_behind_it() -> None:
    said = "The Ferrodune 40 succeeds the Ferrodune 25. The Ferrodune 40 stores 40 kilowatt-hours."
    told = Source.of(said, "en", subject="The Ferrodune 40")
    assert judge_statement(
        told, "The Ferrodune 40, which succeeds the Ferrodune 25, stores 40 kilowatt-hours."
    )
    swapped = judge_statement(
        told, "The Ferrodune 25 stores 40 kilowatt-hours, the Ferrodune 40 succeeds it."
    )
    assert swapped.reason == "swapped_roles"


TIDES = "A tide window is the period in which the water over a berth is deep enough."
FERRIES = "Dunnaclare Ferries employs 96 people."


@pytest.mark.parametrize(
    ("evidence", "beside", "subject", "question", "reason"),
    [
        (TIDES, "", "A tide window", "What is the period in which the water over a berth is deep enough called?", ""),
        (FERRIES, "", "Dunnaclare Ferries", "Which company employs 96 people?", "names_no_entity"),
        (FERRIES, "Dunnaclare Ferries operates five vessels.", "Dunnaclare Ferries", "Which company employs 96 people and operates five vessels?", ""),
        (FERRIES, "Dunnaclare Ferries operates five vessels.", "Dunnaclare Ferries", "Which company employs 69 people and operates five vessels?", "names_no_entity"),
        (FERRIES, "Dunnaclare Ferries operates five vessels.", "Dunnaclare Ferries", "Which company employs 69 people and also operates five vessels for 96 people?", "ungrounded_number"),
    ],
)  # fmt: skip
def test_a_question_for_the_subject_may_describe_it(
    evidence: str, beside: str, subject: str, question: str, reason: str
) -> None:
    """Who asks for the name cannot give it; what is told of it must be enough, and true."""
    told = Source.of(evidence, "en", context=[evidence, beside], subject=subject)
    answer = subject.removeprefix("A ")
    assert judge_question(told, question, [answer]).reason == reason
