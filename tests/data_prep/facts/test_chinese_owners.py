"""Whose an attribute is, and what only its text makes clear."""

import pytest

from data_prep.facts.chinese_frames import read
from data_prep.facts.chinese_owners import device
from data_prep.facts.names import find_names
from tests.data_prep.facts.chinese_world import NAMES


def statements(sentence: str, said: str = "", home: str = "") -> set[str]:
    return {c.frame.text for c in read(sentence, NAMES, {}, said, home=home).candidates}


GOES_ON = """\
苇渚工厂占地90亩，总投资3亿元，额定功率为40千瓦|苇渚工厂的额定功率为40千瓦
砺汐泵业成立于1998年，启动资金为20万元，主要业务是维修静涛水泵|砺汐泵业的启动资金为20万元
砺汐泵业成立于1998年，启动资金为20万元，主要业务是维修静涛水泵|砺汐泵业的主要业务是维修静涛水泵
苇渚工厂的建筑面积为900平方米，收藏旧水泵70台|苇渚工厂收藏旧水泵70台
静涛水泵的官方售价为900元，将于2031年11月开始交付|静涛水泵将于2031年11月开始交付
砺汐泵业2023年投入研发费用2亿元，占营业收入的6%|砺汐泵业2023年投入研发费用2亿元，占营业收入的6%
苇渚工厂的年产能为30万台，比北闸工厂多8万台|苇渚工厂的年产能为30万台，比北闸工厂多8万台
砺汐泵业将派出6名技师，负责检修静涛水泵|砺汐泵业将负责检修静涛水泵
砺汐泵业研发了ST-90，2031年，推出了静涛水泵|2031年，砺汐泵业推出了静涛水泵
砺汐泵业于1998年进入岚舸市，当时蔺青庐任命屈映川负责管理苇渚工厂|1998年，蔺青庐任命屈映川负责管理苇渚工厂
2019年3月，屈映川卸任董事长，改任名誉董事长|2019年3月，屈映川改任名誉董事长
2024年5月3日，屈映川在苇渚县家中去世，享年86岁|2024年5月3日，屈映川在苇渚县家中去世
静涛水泵于2024年9月14日至17日在岚舸市展出|静涛水泵于2024年9月14日至17日在岚舸市展出
1996年，屈映川找回了旧图纸，修好了静涛水泵|1996年，屈映川修好了静涛水泵
ST-90需要1万张滤网，静涛水泵需要2万张|静涛水泵需要2万张滤网
屈映川主持研发的静涛水泵，噪声只有40分贝|屈映川主持研发的静涛水泵的噪声只有40分贝
《霁川舆图》长6米，画在一整幅苇纸上，描绘了霁川的50座渡口|《霁川舆图》描绘了霁川的50座渡口\
"""


@pytest.mark.parametrize("line", GOES_ON.splitlines())
def test_what_a_later_clause_is_about(line: str) -> None:
    sentence, statement = line.split("|")
    assert statement in statements(sentence + "。")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("社区需要静涛水泵", "屈映川指出，"),
        ("砺汐泵业今年将推出12款水泵", ""),
        ("静涛水泵将于11月开始交付", ""),
        ("根本原因在于砺汐泵业缺乏资金", "屈映川表示，"),
        ("研究组拍摄了9万张照片", "屈映川介绍，"),
        ("最新版本是ST-90", ""),
        ("静涛水泵是另一个项目", ""),
        ("单台水泵的能耗比北闸工厂低23%", ""),
        ("当时砺汐泵业有9名工人，启动资金为46万元", ""),
        ("理念是“让天下没有漏水的泵”", ""),
        ("砺汐泵业还有一个很大的问题：缺少订单", ""),
    ],
)  # fmt: skip
def test_what_does_not_stand_alone(sentence: str, said: str) -> None:
    assert not statements(sentence + "。", said)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("整机净重118千克", "ST-90的整机净重为118千克"),
        ("水温不得高于40℃", "使用ST-90时，水温不得高于40℃"),
        ("长期停用时，应每隔15天通电运行一次", "ST-90长期停用时，应每隔15天通电运行一次"),
        ("保修期为10个月", "ST-90的保修期为10个月"),
        ("砺汐泵业位于苇渚县", "砺汐泵业位于苇渚县"),
    ],
)
def test_what_a_manual_says_is_of_its_device(sentence: str, statement: str) -> None:
    assert statement in statements(sentence + "。", home="ST-90")


def test_the_device_of_a_manual_is_in_its_title() -> None:
    text = "潮语X7的额定电压为12伏。潮语X7只能用于室内。请勿拆开潮语X7。"
    names = find_names(text, "潮语X7净水器使用手册", "zh")
    assert device("潮语X7净水器使用手册", text, names) == "潮语X7"
    assert device("潮语X7净水器发布", text, names) == ""


def test_a_contrast_leaves_open_whose_the_next_clause_is() -> None:
    told = statements("ST-90噪声很低，不像静涛水泵和Corvane，在苇渚工厂中牵扯了3个部门。")
    assert not any(s.startswith("ST-90在苇渚工厂") for s in told)


def test_a_concession_inside_a_clause_keeps_its_subject() -> None:
    told = statements(
        "Kestrel属于砺汐泵业，因为Kestrel是旧项目，与Corvane相反，Corvane尽管是开源的，但是被砺汐泵业掌控。"
    )
    assert "Corvane被砺汐泵业掌控" in told
    assert not any(s.startswith("Kestrel被") for s in told)
