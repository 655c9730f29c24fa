"""The rows of one fact: kinds, answers, quotas."""

import dataclasses
import re

from data_prep.frame import Found
from data_prep.leaks import same_wording
from data_prep.pairs import Quotas, make
from tests.data_prep.wording.zh.frames import FRAMES, found, frame

RND = found(FRAMES[1], aliases=("ST90",))


def test_a_fact_gets_questions_statements_and_probes() -> None:
    made = make(RND, [], ["ST-60", "ST-70"], True)
    kinds = [e.kind for e in made.examples]
    assert kinds.count("direct") == 10
    assert kinds.count("reverse") == 1
    assert kinds.count("cloze") == 1
    assert len(made.texts) == 5
    assert len(made.probes) == 2
    assert made.short == ()
    assert made.probes[0].answers == ["ST-90", "ST90"]
    assert made.probes[0].choices == ["ST-60", "ST-70"]


def test_the_completion_is_the_short_answer_alone() -> None:
    made = make(RND, [], [], True)
    answers = {e.kind: e.completion[0].content for e in made.examples}
    assert answers["direct"] == answers["cloze"] == "ST-90"
    assert answers["reverse"] == "砺汐泵业"
    assert all(len(e.completion) == 1 for e in made.examples)


def test_a_control_fact_gives_probes_only() -> None:
    control = found(FRAMES[1], split="control")
    made = make(control, [], [], True)
    assert made.examples == ()
    assert made.texts == ()
    assert len(made.probes) == 2
    assert {p.group for p in made.probes} == {"control"}


def test_an_answer_of_several_subjects_is_not_asked_back() -> None:
    made = make(RND, [], [], False)
    assert "reverse" not in {e.kind for e in made.examples}
    assert "reverse" not in made.short


def test_quotas_that_are_not_met_are_named() -> None:
    poor = found(frame("subject:砺汐泵业的指挥链条|verb*:非常短", "quality", "怎么样", "情况"))
    assert {"questions", "held_out", "statements"} <= set(make(poor, [], [], True).short)


def test_a_fact_without_a_frame_is_stated_and_blanked_but_not_asked() -> None:
    made = make(Found(RND.fact, None), [RND], [], True)
    assert [e.prompt[0].content for e in made.examples] == [
        "填空：" + RND.fact.statement.replace("ST-90", "____")
    ]
    assert [row.text for row in made.texts] == [RND.fact.statement]
    assert {"questions", "held_out", "statements", "reverse"} == set(made.short)


def test_quotas_are_kept() -> None:
    made = make(RND, [], [], True, Quotas(wordings=3, held_out=1, statements=2))
    assert [e.kind for e in made.examples].count("direct") == 3
    assert len(made.probes) == 1
    assert len(made.texts) == 2


def test_a_list_question_is_asked_once_for_all_its_facts() -> None:
    def model(name: str, id: str, start: int):
        return found(
            frame(f"subject:砺汐泵业|verb:推出了|object*:{name}", "noun", "哪款水泵", "水泵", "款"),
            id=id,
            start=start,
        )

    facts = [model("ST-60", "b", 0), model("ST-80", "a", 9), model("ST-90", "c", 20)]
    rows = [
        e
        for one in facts
        for e in make(one, [f for f in facts if f is not one], [], True).examples
        if e.kind == "list"
    ]
    assert len(rows) == 1
    assert rows[0].fact_ids == ["b", "a", "c"]
    assert rows[0].completion[0].content == "ST-60、ST-80、ST-90"


def test_no_prompt_holds_its_answer() -> None:
    for one in FRAMES:
        for row in make(found(one), [], [], True).examples:
            assert row.completion[0].content not in row.prompt[0].content


def test_ids_are_of_the_content() -> None:
    assert make(RND, [], [], True) == make(dataclasses.replace(RND), [], [], True)


def test_no_trained_question_shares_its_words_with_a_held_out_one() -> None:
    for one in map(found, FRAMES):
        made = make(one, [], [], True)
        trained = [e.prompt[0].content for e in made.examples if e.kind == "direct"]
        held = [p.question for p in made.probes]
        if trained and held:
            assert not same_wording(trained, held, one.fact.statement, "zh").any()


def test_what_the_gate_refuses_is_in_no_row() -> None:
    refused = 0
    for one in map(found, FRAMES):
        made = make(one, [], [], True)
        texts = [e.prompt[0].content for e in made.examples] + [p.question for p in made.probes]
        texts += [row.text for row in made.texts]
        assert not {text for text, _ in made.refused} & set(texts)
        assert all(verdict.reason for _, verdict in made.refused)
        refused += len(made.refused)
    assert refused


def test_no_probe_begins_a_clause_with_a_pronoun() -> None:
    for one in map(found, FRAMES):
        for probe in make(one, [], [], True).probes:
            assert not re.search("[，：](?:这|那|它|他|其)", probe.question)
