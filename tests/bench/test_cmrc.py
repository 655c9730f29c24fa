"""When a fact states a human answer, and in which order facts are kept."""

import pytest

from bench.answers import kind_of, same_answer
from bench.cmrc import (
    Passage,
    Question,
    curve,
    facts_of,
    missed,
    places,
    ranked,
)
from data_prep.frame import Frame, Part
from data_prep.records import Fact, content_id

TEXT = "砺汐泵业成立于1987年，总部在岚舸市。"


def fact(answer: str, salience: int = 2, start: int = 0, end: int = len(TEXT)) -> Fact:
    return Fact(
        id=content_id(answer, str(start)),
        doc_id="d",
        lang="zh",
        type="date",
        subject="砺汐泵业",
        relation="",
        object=answer,
        aliases=[],
        statement=TEXT,
        evidence=TEXT[start:end],
        start=start,
        end=end,
        source_start=start,
        source_end=end,
        speaker="",
        modality="asserted",
        salience=salience,
        extractor="test",
        split="taught",
    )


def asked(answer: str) -> Question:
    at = TEXT.index(answer)
    return Question(f"问{answer}", ((answer, at, at + len(answer)),))


@pytest.mark.parametrize(
    ("gold", "mine", "same"),
    [
        ("1987年", "1987 年", True),
        ("岚舸市", "在岚舸市", True),
        ("岚舸市", "位于岚舸市的老城区北部的一条街上", False),
        ("静涛水泵的大流量型号", "静涛水泵大流量型号", True),
        ("岚舸市", "岚州市", False),
        ("岚", "岚舸市", False),
    ],
)
def test_answers_are_the_same(gold: str, mine: str, same: bool) -> None:
    assert same_answer(gold, [mine]) is same


def test_salient_facts_and_first_facts_of_an_evidence_rank_first() -> None:
    facts = [fact("甲", 2), fact("乙", 2), fact("丙", 3), fact("丁", 2, 0, 5)]
    order = [one.object for one in ranked(facts)]
    assert order[0] == "丙" and order[-1] == "乙"


def test_the_curve_counts_what_the_first_facts_state() -> None:
    facts = tuple(ranked([fact("岚舸市", 1), fact("1987年", 3)]))
    passage = Passage("p", TEXT * 5, (asked("1987年"), asked("岚舸市")), facts)
    lines = curve([passage]).splitlines()
    assert lines[2].startswith("| 0.5 | 1.00 | 1 | 1/2")
    assert lines[-1].startswith("| all | 2.00 | 2 | 2/2")


def test_an_answer_elsewhere_does_not_count() -> None:
    passage = Passage("p", TEXT, (asked("岚舸市"),), (fact("岚舸市", 2, 0, 11),))
    assert curve([passage]).splitlines()[-1].startswith("| all | 5.00 | 1 | 0/1")


def test_what_is_missed_is_named() -> None:
    passage = Passage("p", TEXT, (asked("岚舸市"), asked("1987年")), (fact("1987年"),))
    assert "| place | 1 | 0/1 = 0.0 % [0.0, 79.3] | 1 | 0 | 0 |" in missed([passage])


def test_an_answer_inside_a_frame_is_placed() -> None:
    parts = (Part("subject", "砺汐泵业"), Part("verb", "成立于"), Part("object", "1987年"),
             Part("after", "，总部在岚舸市"))  # fmt: skip
    frame = Frame("zh", "", parts, 2, "time", "哪一年", "年份")
    one = fact("1987年")
    passage = Passage("p", TEXT, (asked("岚舸市"), asked("砺汐泵业")), (one,), {one.id: frame})
    assert "| after | longer | 1 |" in places([passage])
    assert "| subject | the answer | 1 |" in places([passage])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("1987年7月3日", "date"),
        ("近3.4万台", "number"),
        ("岚舸市", "place"),
        ("《静涛手册》", "work"),
        ("水泵、风机和阀门", "list"),
        ("砺汐大学", "organisation"),
        ("ST-90", "latin"),
        ("埃达·科罗温", "foreign name"),
        ("王立言", "person"),
        ("因为新产品要更快到达用户的手中", "long clause"),
        ("水泵", "short noun"),
    ],
)
def test_kinds_of_answers(answer: str, kind: str) -> None:
    assert kind_of(answer) == kind


def test_the_extractor_of_the_project_is_called() -> None:
    made, frames = facts_of("p", "砺汐泵业", "砺汐泵业成立于1987年，总部位于岚舸市。")
    assert all(one.evidence and one.doc_id == "p" for one in made)
    assert frames.keys() <= {one.id for one in made}
