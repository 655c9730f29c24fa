"""Summarization rows: kinds, lengths, true requests, nothing that the passage does not say."""

import re

import pytest

from data_prep.facts.discourse import sentences
from data_prep.records import Document, Example, Fact, Lang
from data_prep.summaries import passages, summaries
from data_prep.summaries.instructions import LIST_REQUESTS, REQUESTS
from data_prep.summaries.stated import stated_units

NEWS = """砺汐泵业苇渚工厂正式投产
2024年5月28日，砺汐泵业的第二座工厂苇渚工厂正式投产，总投资为7.3亿元。苇渚工厂占地212亩，设计年产能为38万台水泵，比北闸工厂多9万台。
砺汐泵业总经理蔺青庐在仪式上说，公司把新厂建在苇渚县，是因为这里离鹤汊港只有14公里。因此，产品出口的陆路运费可以降低约11%。
苇渚工厂的装配线由186台机械臂组成，单台水泵的能耗比北闸工厂低23%。苇渚工厂计划招工640人，目前已有452名工人到岗，其中七成来自苇渚县。
苇渚县副县长卞梓舟称，新厂每年可能为当地带来约3900万元税收，但这只是初步估计。砺汐泵业计划在苇渚工厂旁边建设一座水力测试中心，预计2026年底建成。
他们还没有公布测试中心的投资额。投产当天，厂门口的小吃摊排起了长队，生意一直做到了深夜。"""
PROFILE = """The Harbour Clock of Marrowick
The Marrowick harbour clock was built in 1874 by the engineer Ada Penhallow for the price of 9,000 crowns. The clock stands 31 metres tall and has four faces of milk glass. It is wound by hand every Friday morning.
In March 2022 the Marrowick Trust raised 420,000 pounds for the repair of the clock and its bells. Tobias Wren, the director of the Marrowick Trust, said that the repair had taken fourteen months because the oak beams had rotted. The Marrowick Trust employs 58 people and was founded in 1990 by the harbour board.
The clock drew 21,000 visitors in the first summer after the repair, more than the lighthouse and the museum together. However, the trust has closed the upper gallery to visitors until new railings are fitted. The railings were ordered from a foundry in Dunnaclare and will cost 36,000 pounds."""


def document(text: str, lang: Lang, title: str = "") -> Document:
    return Document("d", "d.txt", "", lang, title, text, "{}")


def rows(text: str, lang: Lang, title: str = "") -> dict[str, Example]:
    made = document(text, lang, title)
    parts = [(part, list[Fact]()) for part, _, _ in passages(made, [], 4000)]
    return {row.kind: row for row in summaries(made, parts)}


def answer(row: Example) -> str:
    return row.completion[0].content


@pytest.mark.parametrize(("text", "lang"), [(NEWS, "zh"), (PROFILE, "en")])
def test_every_kind_is_made_from_the_words_of_the_passage(text: str, lang: Lang) -> None:
    made = rows(text, lang, text.partition("\n")[0])
    assert set(made) == {"headline", "one_sentence", "abstract", "key_points"}
    assert answer(made["headline"]) == text.partition("\n")[0]
    for kind in ("one_sentence", "abstract"):
        for sentence in re.split(r"(?<=。)|(?<=\.) (?=[A-Z])", answer(made[kind])):
            assert sentence.rstrip("。.")[1:40] in text
    for line in answer(made["key_points"]).split("\n"):
        assert re.sub(r"^(?:- |\d\. )", "", line).rstrip("。.")[1:40] in text


def test_an_abstract_has_the_length_of_one() -> None:
    assert 100 <= len(answer(rows(NEWS, "zh")["abstract"])) <= 200
    assert 40 <= len(answer(rows(PROFILE, "en")["abstract"]).split()) <= 80


def test_the_title_is_no_part_of_the_passage_that_asks_for_it() -> None:
    row = rows(NEWS, "zh", "砺汐泵业苇渚工厂正式投产")["headline"]
    assert "砺汐泵业苇渚工厂正式投产" not in row.prompt[0].content


@pytest.mark.parametrize("title", ["", "首页", "屈映川·马克", "静涛水泵销量突破500万台"])
def test_what_is_no_title_of_this_text_is_not_asked_for(title: str) -> None:
    found = answer(rows(NEWS, "zh", title)["headline"])
    assert found != title
    assert found in NEWS


def test_a_claim_keeps_its_speaker_and_its_limit() -> None:
    told = "\n".join(answer(row) for row in rows(NEWS, "zh").values())
    for sentence in re.split("[。\n]", told):
        if "14公里" in sentence:
            assert "蔺青庐" in sentence
        if "3900万元" in sentence:
            assert "卞梓舟" in sentence
            assert "初步估计" in sentence


def test_no_sentence_begins_with_what_points_back() -> None:
    for made in (rows(NEWS, "zh"), rows(PROFILE, "en")):
        for row in made.values():
            for sentence in re.split(r"(?<=。)|\n|(?<=\.) ", answer(row)):
                bare = re.sub(r"^(?:- |\d\. )", "", sentence)
                assert not re.match("因此|他们|这|It |However", bare)


def test_the_bound_that_a_request_names_is_kept() -> None:
    for i in range(60):
        made = document(NEWS + f"岚舸港第{i}号泊位同日启用。", "zh")
        for row in summaries(made, [(made.text, [])]):
            asked = row.prompt[0].content.replace(made.text, "")
            if bound := re.search(r"(\d+)个?字(?:以内|之内|。|，)", asked):
                assert len(answer(row)) <= int(bound[1])
            if count := re.search(r"(\d)(?:条|个要点)", asked):
                assert len(answer(row).split("\n")) == int(count[1])
            if row.kind == "key_points" and re.search("编号|序号|1、2、3", asked):
                assert answer(row).startswith("1. ")


def test_requests_are_many_and_of_different_shapes() -> None:
    for lang in ("zh", "en"):
        kinds = [list(REQUESTS[kind][lang]) for kind in REQUESTS]
        kinds.append([request for request, _ in LIST_REQUESTS[lang]])
        for requests in kinds:
            assert len(requests) >= 8
            assert len(set(requests)) == len(requests)
            assert all(request.count("{text}") == 1 for request in requests)
            assert any(request.startswith("{text}") for request in requests)
            assert len({request[:2] for request in requests}) >= 6


def test_short_or_empty_passages_make_no_rows() -> None:
    assert list(summaries(document("", "zh"), [("", [])])) == []
    assert rows("砺汐泵业在岚舸市设有三座工厂。", "zh") == {}


def test_facts_are_named_where_their_sentence_is_told() -> None:
    made = document(NEWS, "zh")
    evidence = "苇渚工厂占地212亩，设计年产能为38万台水泵，比北闸工厂多9万台。"
    start = NEWS.index(evidence)
    fact = Fact(
        "f1", "d", "zh", "number", "苇渚工厂", "占地", "212亩", [], "苇渚工厂占地212亩。", evidence,
        start, start + len(evidence), 0, 0, "", "asserted", 2, "test", "taught",
    )  # fmt: skip
    for row in summaries(made, [(NEWS, [fact])]):
        assert (row.fact_ids == ["f1"]) == ("212亩" in answer(row) and row.kind != "headline")


@pytest.mark.parametrize(
    ("statement", "taken"),
    [
        ("砺汐泵业还没有公布测试中心的投资额。", True),
        ("桁隼科技还没有公布测试中心的投资额。", False),
        ("砺汐泵业还没有公布测试中心的9亿元投资额。", False),
        ("他们还没有公布测试中心的投资额。", False),
    ],
)
def test_a_statement_stands_in_for_a_sentence_only_with_the_passage_s_own_words(
    statement: str, taken: bool
) -> None:
    evidence = "他们还没有公布测试中心的投资额。"
    fact = Fact(
        "f1", "d", "zh", "event", "砺汐泵业", "公布", "投资额", [], statement, evidence,
        NEWS.index(evidence), NEWS.index(evidence) + len(evidence), 0, 0, "", "asserted", 2, "test", "taught",
    )  # fmt: skip
    read = list(sentences(NEWS, "zh"))
    found = stated_units(NEWS, read, [], [fact], "zh")
    assert [unit.text for unit in found] == ([statement] if taken else [])


def test_what_was_removed_is_told_nowhere() -> None:
    made = document(NEWS, "zh")
    secret = "苇渚工厂的装配线由186台机械臂组成，单台水泵的能耗比北闸工厂低23%。"
    at = NEWS.index(secret)
    parts = [(text, []) for text, _, _ in passages(made, [(at, at + len(secret))], 400)]
    told = [m.content for row in summaries(made, parts) for m in (*row.prompt, *row.completion)]
    assert told
    assert not any("186" in text or "23%" in text for text in told)
