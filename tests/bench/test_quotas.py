"""How the wordings of a fact are counted against the quotas."""

from bench.quotas import Quotas, closest, jaccard, summary, worded


def fact(id: str, subject: str, answer: str, split: str = "taught") -> dict[str, str]:
    return {"id": id, "subject": subject, "object": answer, "split": split, "statement": ""}


def row(kind: str, *facts: str) -> dict[str, object]:
    asked = [{"role": "user", "content": f"{kind} {facts}"}]
    return {"task": "qa", "kind": kind, "fact_ids": list(facts), "prompt": asked}


FACTS = [
    fact("a", "砺汐泵业", "岚舸市"),
    fact("b", "苇渚工厂", "岚舸市"),
    fact("c", "屈映川", "3.4万台"),
    fact("d", "某人", "某物", "control"),
]
SFT = [*([row("direct", "a")] * 8), row("cloze", "a"), row("list", "a", "b"), row("direct", "b")]
TEXT = [{"fact_ids": ["a"]}] * 5
RECALL = [{"kind": "direct", "fact_id": "a", "question": "在哪？"}] * 2


def test_control_facts_have_no_quota() -> None:
    assert [one.fact["id"] for one in worded(FACTS, SFT, TEXT, RECALL)] == ["a", "b", "c"]


def test_held_out_questions_count_and_a_shared_answer_needs_no_reverse() -> None:
    a, b, c = worded(FACTS, SFT, TEXT, RECALL)
    assert a.misses(Quotas()) == []
    assert b.misses(Quotas()) == ["questions", "held_out", "statements", "cloze"]
    assert "reverse" in c.misses(Quotas())
    assert (a.kinds["list"], b.kinds["list"]) == (1, 1)


def test_the_summary_gives_shares() -> None:
    text = summary(worded(FACTS, SFT, TEXT, RECALL), Quotas(), jaccard, "trigrams")
    assert "| all quotas | 1/3 = 33.3 %" in text and "least 0.00" in text


def test_distances() -> None:
    assert jaccard("总装线在哪？", "总装线在哪") == 0.0
    assert jaccard("总装线在哪", "水泵有几台") == 1.0
    assert closest(["甲乙丙丁", "甲乙丙丁", "戊己庚辛"], jaccard) == 0.0
    assert closest(["甲"], jaccard) == 1.0
