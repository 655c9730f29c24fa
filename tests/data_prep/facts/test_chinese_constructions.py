"""Clauses that a shallow reading takes wrongly without a rule of their own."""

import pytest

from data_prep.facts.chinese_frames import passing, read
from tests.data_prep.facts.chinese_world import NAMES, tagged, written


def told(sentence: str, said: str = "") -> set[tuple[str, str, str]]:
    found = read(sentence, NAMES, {}, said).candidates
    return {(c.frame.text.removeprefix(said), c.object, c.frame.ask) for c in found}


def answers(sentence: str, said: str = "") -> dict[str, str]:
    return {a: q for _, a, q in told(sentence, said)}


def test_an_announcement_has_its_speaker_for_its_subject() -> None:
    said = "砺汐泵业宣布，"
    assert ("将投资3亿元建设一座工厂", "3亿元", "多少元") in told("将投资3亿元建设一座工厂。", said)
    found = told("将推出一个新平台，让任何人都能创建自己的水泵。", said)
    text = "将推出一个新平台，让任何人都能创建自己的水泵"
    assert found == {(text, "创建自己的水泵", "做什么"), (text, "水泵", "什么")}
    assert told("投资3亿元建设一座工厂。", said) == set()  # nothing is announced


def test_what_something_led_somebody_to_decide() -> None:
    text = "砺汐泵业决定每周召开一次会议"
    found = told("并直接导致砺汐泵业决定每周召开一次会议。")
    assert (text, "每周", "多久") in found
    assert told("可能导致砺汐泵业决定停产。") == set()


def test_what_was_done_that_had_a_result() -> None:
    found = answers("许多基金向农业项目投资，使得农户更容易买到水泵。", "屈映川表示，")
    assert found["向农业项目投资"] == "做了什么"


def test_another_year_is_not_of_the_year_before() -> None:
    found = told("2024年的研究预算高达3亿元，2025年可能还会有“大幅”增长。", "砺汐泵业宣布，")
    assert (
        "2024年的研究预算高达3亿元，2025年可能还会有“大幅”增长",
        "“大幅”增长",
        "什么样的增长",
    ) in found


def test_a_quotation_can_be_what_something_is_like() -> None:
    assert tagged("静涛水泵“不安全”")["“不安全”"] == "a"
    assert answers("静涛水泵“不安全”，是“岚舸最危险的水泵”。", "批评者称，").keys() >= {
        "“岚舸最危险的水泵”"
    }


def test_an_example_of_many_things() -> None:
    sentence = "砺汐泵业会有很多新的机会，比如能够为静涛水泵配备滤网和软管，以及出口。"
    text = "砺汐泵业会有很多新的机会，比如能够为静涛水泵配备滤网和软管"
    assert (text, "静涛水泵") in {(t, a) for t, a, _ in told(sentence, "屈映川认为，")}


def test_a_doing_that_begins_with_how() -> None:
    found = answers("公开发布静涛水泵不会对砺汐泵业的收入产生负面影响。", "屈映川表示，")
    assert found["公开发布静涛水泵"] == "什么做法"


@pytest.mark.parametrize(("clause", "read_as"), [
    ("澜汀灯塔因塔身漆成白色而得名", "subject|澜汀灯塔 relation|因塔身漆成白色 adverb|而 verb|得名"),
    ("比赛以家庭为单位组织", "subject|比赛 relation|以家庭为单位 verb|组织"),
    ("澜汀灯塔原名白石灯塔", "subject|澜汀灯塔 verb|原名 object|白石灯塔"),
    ("为阻止洪水蔓延", "scene|为阻止洪水蔓延"),
    ("苇渚县的港口缺乏甲醇加注设施", "subject|苇渚县的港口 verb|缺乏 object|甲醇加注设施"),
    ("砺汐泵业的转型会考验投资者的耐心", "subject|砺汐泵业的转型 adverb|会 verb|考验 object|投资者的耐心"),
    ("静涛水泵是一种把清水送上高处的水泵", "subject|静涛水泵 verb|是 object|一种把清水送上高处的水泵"),
    ("屈映川未来会有很多新的变现机会", "subject|屈映川 time|未来 adverb|会 verb|有 object|很多新的变现机会"),
    ("砺汐泵业通过将北闸工厂的水泵卖到霁川", "subject|砺汐泵业 scene|通过将北闸工厂的水泵卖到霁川"),
    ("砺汐泵业每周检查水泵", "subject|砺汐泵业 adverb|每周 verb|检查 object|水泵"),
])  # fmt: skip
def test_constituents(clause: str, read_as: str) -> None:
    assert written(clause) == read_as


def test_what_something_is_named_after_and_named_before() -> None:
    assert answers("澜汀灯塔因塔身漆成白色而得名。") == {"塔身漆成白色": "什么"}
    assert answers("澜汀灯塔原名白石灯塔。") == {"白石灯塔": "什么"}


def test_to_what_end() -> None:
    found = read("1937年，为阻止洪水蔓延，苇渚县炸毁了澜汀灯塔。", NAMES, {}, "").candidates
    assert all(c.frame.text.startswith("1937年，为阻止洪水蔓延，") for c in found)
    assert "阻止洪水蔓延" in {c.object for c in found if c.frame.form == "reason"}


def test_for_what_is_no_aim_where_it_says_what_something_is() -> None:
    assert written("为分布于霁川的一种水鸟").startswith("verb|为")
    assert told("为推广静涛水泵，于2013年9月成立车队。") == set()  # who did


def test_another_name_and_then_what_somebody_is() -> None:
    found = {t for t, _, _ in told("屈映川原名屈小川，中国足球运动员，司职前锋。")}
    assert "屈映川是中国足球运动员" in found


def test_many_points_at_nothing() -> None:
    assert "砺汐泵业" not in answers("砺汐泵业提供了很多优秀的产品。")


def test_what_held_before_holds_no_more() -> None:
    assert told("砺汐泵业此前用煤气代替柴油。") == set()
    assert answers("砺汐泵业此前收购了两家工厂。").keys() >= {"两家"}


def test_the_year_of_birth_is_of_nothing_else() -> None:
    found = {t for t, _, _ in told("屈映川，1979年生于苇渚县，毕业于岚舸大学。")}
    assert found == {"1979年，屈映川生于苇渚县", "屈映川毕业于岚舸大学"}


def test_a_plan_with_its_date_goes_on_with_the_subject() -> None:
    found = answers("苇渚工厂的仓库已经开工，预计2026年底投入使用。")
    assert "2026年底" in found


def test_a_post_in_a_list_of_people() -> None:
    found = passing("消息报告给了屈映川、首席技术官蔺青庐和籍雨樵。", NAMES, {}, "砺汐泵业")
    assert ("蔺青庐担任砺汐泵业的首席技术官", "首席技术官") in {
        (c.frame.text, c.object) for c in found
    }


def test_a_year_is_no_number_of_years() -> None:
    assert answers("海测所要求工厂在2050年前后实现零排放。").keys() >= {"2050年"}
