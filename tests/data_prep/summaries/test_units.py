"""Which sentences can be lifted out of a text, and what is done to them."""

import pytest

from data_prep.facts.discourse import sentences
from data_prep.records import Lang
from data_prep.summaries.units import units

PEOPLE = ("马克西姆·屈映川", "屈映川", "蔺青庐", "Maret Askarde", "Corin Vessamy")


def texts(passage: str, lang: Lang = "zh") -> list[str]:
    return [u.text for u in units(list(sentences(passage, lang)), lang, lambda: PEOPLE)]


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("但砺汐泵业的出口额仍然增长了百分之八。", "砺汐泵业的出口额仍然增长了百分之八。"),
        ("因此，苇渚工厂把交货期推迟了两个月。", "苇渚工厂把交货期推迟了两个月。"),
        ("与此同时，岚舸港开通了第三条航线。", "岚舸港开通了第三条航线。"),
        (
            "砺汐泵业（简称“砺汐”）在岚舸市设有三座工厂。",
            "砺汐泵业在岚舸市设有三座工厂。",
        ),
        ("屈映川还表示，公司2031年将招聘两百名技师。", "屈映川表示，公司2031年将招聘两百名技师。"),
        ("屈映川告诉我，苇渚工厂2031年扩建了两次。", "屈映川表示，苇渚工厂2031年扩建了两次。"),
        (
            "《岚舸晨报》2024年5月2日报道（记者甘棠）苇渚工厂昨日正式开工生产。",
            "苇渚工厂昨日正式开工生产。",
        ),
    ],
)
def test_what_ties_a_sentence_to_its_text_is_left_out(sentence: str, alone: str) -> None:
    assert texts(sentence)[0] == alone


@pytest.mark.parametrize(
    "sentence",
    [
        "这使它在岚舸市的地位更加稳固。",
        "目的是让新产品更快到达用户手中。",
        "该公司在岚舸市设有三座工厂。",
        "他在岚舸市创办了第二家泵业公司。",
        "十二天后，苇渚工厂恢复了全部生产。",
        "我们在岚舸市建成了第一座水力中心。",
        "如果铜价继续上涨，砺汐泵业将推迟扩建。",
        "砺汐泵业为什么要推迟苇渚工厂的扩建？",
        "“我们算过一笔账，省下来的不光是钱。”",
        "“我们算过一笔账，”他说，“省下来的不光是钱。”",
        "在当前的形势下，这种担忧可能会进一步加剧。",
        "水厂的情况也是如此。",
        "（苇渚工厂的扩建工程其实早已停工多年。）",
        "地点：岚舸市汐塔路三百零五号二楼会议室。",
    ],
)
def test_what_needs_its_neighbours_is_no_unit(sentence: str) -> None:
    assert texts(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "而立之年的屈映川在岚舸市创办了砺汐泵业。",
        "砺汐泵业公布了年报，这是公司上市以来的首份年报。",
        "在被问及原因时，屈映川回应道：“铜价涨得太快了。”",
        "“我们算过一笔账，省下来的不光是钱，”屈映川说。",
        "砺汐泵业向其经销商赠送了新的手册。",
        "“先灌水，后通电”是安装静涛水泵的基本原则。",
    ],
)
def test_what_only_looks_tied_stays_as_it_is(sentence: str) -> None:
    assert texts(sentence)[0] == sentence


def test_a_pronoun_is_named_only_where_one_person_can_be_meant() -> None:
    sure = "屈映川于1998年创办了砺汐泵业。他在2019年卸任董事长一职。"
    assert texts(sure)[1] == "屈映川在2019年卸任董事长一职。"
    two = "屈映川把公司交给了蔺青庐。他在2019年卸任董事长一职。"
    assert len(texts(two)) == 1
    paragraph = "屈映川于1998年创办了砺汐泵业。\n他在2019年卸任董事长一职。"
    assert len(texts(paragraph)) == 1


def test_a_pronoun_behind_another_person_is_not_renamed() -> None:
    text = "屈映川提议取消焰火。委员阚伯庸表示反对，他认为焰火是游客专程来看的节目。"
    assert not any("屈映川认为" in t for t in texts(text))


def test_english_pronouns_and_connectives() -> None:
    text = "Maret Askarde founded the yard in 1998. In 2004 she sold it to the town. However, the yard kept its old name for years."
    assert texts(text, "en") == [
        "Maret Askarde founded the yard in 1998.",
        "In 2004 Maret Askarde sold it to the town.",
        "The yard kept its old name for years.",
    ]
    assert texts("It was built at the Luddermoor yard in the town.", "en") == []
    assert texts("After that the yard bought a second crane from Marrosfeld.", "en") == []


def test_the_turns_of_an_interview_keep_their_speaker() -> None:
    text = (
        "谯未央：研发组有多少人？\n逄若蘅：静涛研发组目前有三十六名工程师。\n"
        "谯未央：顺利吗？\n逄若蘅：我觉得还算顺利，谢谢大家的关心。"
    )
    assert texts(text) == ["逄若蘅表示，静涛研发组目前有三十六名工程师。"]


def test_clauses_that_only_carry_on_can_go_and_those_that_take_back_cannot() -> None:
    carried = texts("砺汐泵业在岚舸市建成了测试中心，并向高校开放了全部设备。")
    assert "砺汐泵业在岚舸市建成了测试中心。" in carried
    limited = texts("砺汐泵业计划2031年建成测试中心，而开工时间却还没有确定下来。")
    assert len(limited) == 1
    waiting = texts("由于铜价上涨，而且运费增加，砺汐泵业推迟了扩建。")
    assert "由于铜价上涨。" not in waiting


def test_a_relative_clause_is_cut_only_at_the_end_of_its_sentence() -> None:
    inner = "The largest crane on the quay, which sailors paid for, still stands in the yard."
    assert "The largest crane on the quay." not in texts(inner, "en")
    final = "The Marrowick Trust bought the old lighthouse, which had stood empty for years."
    assert "The Marrowick Trust bought the old lighthouse." in texts(final, "en")
    assert texts("Present: Ada Penhallow and six further members of the board.", "en") == []


def test_a_time_that_only_the_day_of_writing_resolves_is_not_lifted_out() -> None:
    assert texts("到今年年底，砺汐泵业将拥有三座工厂。") == []
    assert texts("到2031年年底，砺汐泵业将拥有三座工厂。")
