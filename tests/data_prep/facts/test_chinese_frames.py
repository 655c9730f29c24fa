"""Sentences → self-contained statements with their answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_frames import read
from data_prep.facts.chinese_pieces import Answer
from data_prep.facts.chinese_segments import clauses
from tests.data_prep.facts.chinese_world import KINDS, NAMES, pieces

CLASSES = {"ST-90": "水泵"}


def made(sentence: str, said: str = "", topic: str = "") -> list[Candidate]:
    return list(read(sentence, NAMES, CLASSES, said, topic).candidates)


def told(sentence: str, said: str = "", topic: str = "") -> set[tuple[str, str, str]]:
    """(statement, answer, interrogative)."""
    return {(c.frame.text, c.object, c.frame.ask) for c in made(sentence, said, topic)}


def statements(sentence: str, said: str = "") -> set[str]:
    return {c.frame.text for c in made(sentence, said)}


ONE_CLAUSE = """\
砺汐泵业到2026年底将拥有超过3.4万台静涛水泵|3.4万台|多少台
砺汐泵业到2026年底将拥有超过3.4万台静涛水泵|砺汐泵业|哪家公司
砺汐泵业正在研发大流量水泵ST-90|ST-90|哪款水泵
苇渚工厂把总装线迁到了岚舸市|岚舸市|哪座城市
砺汐泵业向数百家合作社免费赠送了静涛手册|静涛手册|什么
砺汐泵业向数百家合作社免费赠送了静涛手册|数百家|多少家
屈映川创办了砺汐泵业|砺汐泵业|哪家公司
砺汐泵业位于苇渚县|苇渚县|哪个县
砺汐泵业成立于1998年|1998年|哪一年
《霁川舆图》绘于1641年|1641年|哪一年
苇渚工厂总投资7.3亿元|7.3亿元|多少元
苇渚工厂于2022年2月动工|2022年2月|哪年哪月
砺汐泵业在2023年发布了静涛水泵|2023年|哪一年
静涛水泵由砺汐泵业生产|砺汐泵业|哪家公司
静涛水泵的销量增长了18%|18%|百分之多少
苇渚工厂的能耗比北闸工厂低23%|23%|百分之多少
澜汀灯塔高47米|47米|多少米
砺汐泵业约占全国市场的12%|12%|百分之多少
超过90%的农户选择了静涛水泵|静涛水泵|哪款水泵
砺汐泵业用三年时间建成了苇渚工厂|三年|多少年
屈映川从2015年起负责研发部门|2015年|哪一年
屈映川从2015年起负责研发部门|屈映川|谁
砺汐泵业2019年发布的静涛水泵使用铸铁外壳|铸铁外壳|什么
砺汐泵业希望用ST-90取代静涛水泵|静涛水泵|哪款水泵
砺汐泵业致力于研发低噪声水泵|研发低噪声水泵|做什么
砺汐泵业从岚舸大学引进了潮语二号|岚舸大学|哪所大学
砺汐泵业从岚舸大学引进了潮语二号|潮语二号|什么
砺汐泵业以3.2亿元收购北闸工厂|3.2亿元|多少元
砺汐泵业从静涛水泵中获得了3.2亿元的收入|3.2亿元|多少元
砺汐泵业让农户以更低的价格租用静涛水泵|静涛水泵|哪款水泵
砺汐泵业要求供应商提供检测报告|检测报告|什么
屈映川把苇渚工厂称为“水泵摇篮”|“水泵摇篮”|什么
屈映川和蔺青庐共同创办了砺汐泵业|砺汐泵业|哪家公司
砺汐泵业没有公布销量|销量|什么
砺汐泵业未能在2022年完成交付|2022年|哪一年
砺汐泵业投入3.2亿元来研发ST-90|3.2亿元|多少元
ST-90每小时抽水120立方米|120立方米|多少立方米
全国60%的矿山使用静涛水泵|静涛水泵|哪款水泵
每台静涛水泵重86公斤|86公斤|多少公斤
佘砚樵1938年出生于苇渚县|1938年|哪一年""".split("\n")


@pytest.mark.parametrize("line", ONE_CLAUSE)
def test_one_clause(line: str) -> None:
    statement, answer, ask = line.split("|")
    assert (statement, answer, ask) in told(statement + "。")


SEVERAL_CLAUSES = [
    # the subject goes on
    ("砺汐泵业成立于1998年，拥有640名员工。", "砺汐泵业拥有640名员工", "640名", "多少名"),
    ("静涛水泵售价2.4万元，重86公斤。", "静涛水泵重86公斤", "86公斤", "多少公斤"),
    ("砺汐泵业扩建了苇渚工厂并推出了潮语二号。", "砺汐泵业推出了潮语二号", "潮语二号", "什么"),
    ("砺汐泵业收购了北闸工厂，却没有带来利润。", "砺汐泵业没有带来利润", "利润", "什么"),
    ("砺汐泵业不卖水泵，它出租静涛水泵。", "砺汐泵业出租静涛水泵", "静涛水泵", "哪款水泵"),
    # what belongs to the subject
    ("砺汐泵业成立于1998年，总部位于岚舸市。", "砺汐泵业的总部位于岚舸市", "岚舸市", "哪座城市"),
    ("蔺青庐，籍贯苇渚县。", "蔺青庐的籍贯是苇渚县", "苇渚县", "哪个县"),
    # what stands in front
    ("在人才之外，造船业最稀缺的资源是深水船坞。", "在人才之外，造船业最稀缺的资源是深水船坞", "深水船坞", "什么"),
    ("2024年4月，砺汐泵业推出了ST-90。", "2024年4月，砺汐泵业推出了ST-90", "2024年4月", "哪年哪月"),
    ("根据苇渚工厂的统计，静涛水泵的噪声不超过62分贝。", "根据苇渚工厂的统计，静涛水泵的噪声不超过62分贝", "62分贝", "多少分贝"),
    ("作为霁川最大的水泵制造商，砺汐泵业拥有640名员工。", "作为霁川最大的水泵制造商，砺汐泵业拥有640名员工", "640名", "多少名"),
    # reasons, ends, results
    ("砺汐泵业关闭了北闸工厂，因为设备老化。", "砺汐泵业关闭了北闸工厂，因为设备老化", "设备老化", "什么"),
    ("砺汐泵业关闭了北闸工厂，原因是设备老化。", "砺汐泵业关闭了北闸工厂，因为设备老化", "设备老化", "什么"),
    ("由于海风侵蚀，澜汀灯塔的外墙停止开放。", "由于海风侵蚀，澜汀灯塔的外墙停止开放", "海风侵蚀", "什么"),
    ("为了降低能耗，砺汐泵业更换了静涛水泵的电机。", "为了降低能耗，砺汐泵业更换了静涛水泵的电机", "降低能耗", "什么"),
    ("砺汐泵业降低了静涛水泵的售价，以便吸引更多的农户。", "砺汐泵业降低了静涛水泵的售价，以便吸引更多的农户", "吸引更多的农户", "什么"),
    ("砺汐泵业收购了北闸工厂，使得静涛水泵的产能翻了一番。", "砺汐泵业收购了北闸工厂，使得静涛水泵的产能翻了一番", "静涛水泵的产能翻了一番", "什么"),
    # brackets, dashes
    ("海测所（海洋测量研究所）成立于1956年。", "海测所成立于1956年", "1956年", "哪一年"),
    ("砺汐泵业拥有1200台ST-90——这是全国最大的水泵群。", "ST-90是全国最大的水泵群", "全国最大的水泵群", "什么样的水泵群"),
    # times that only the day of writing resolves, and ties
    ("近日，砺汐泵业推出了ST-90。", "砺汐泵业推出了ST-90", "ST-90", "哪款水泵"),
    ("此外，砺汐泵业还推出了ST-90。", "砺汐泵业推出了ST-90", "ST-90", "哪款水泵"),
    ("虽然静涛水泵价格较高，但农户仍然选择静涛水泵。", "农户仍然选择静涛水泵", "静涛水泵", "哪款水泵"),
    # a condition stays
    ("如果订单增加，砺汐泵业将扩建苇渚工厂。", "如果订单增加，砺汐泵业将扩建苇渚工厂", "苇渚工厂", "哪家工厂"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "statement", "answer", "ask"), SEVERAL_CLAUSES)
def test_several_clauses(sentence: str, statement: str, answer: str, ask: str) -> None:
    assert (statement, answer, ask) in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("他们在苇渚工厂生产了4.2万台水泵。", "pronoun"),
        ("该公司拥有640名员工。", "pronoun"),
        ("公司拥有640名员工。", "vague_subject"),
        ("人们喜欢静涛水泵。", "vague_subject"),
        ("三款水泵都使用铸铁外壳。", "vague_subject"),
        ("砺汐泵业今年推出了12款新产品。", "relative_time"),
        ("Kestrel去年在霁川开设了门店。", "relative_time"),
        ("为什么砺汐泵业关闭了北闸工厂？", "question_word"),
        ("拥有640名员工。", "no_subject"),
    ],
)
def test_a_clause_that_cant_stand_alone_says_why(sentence: str, slug: str) -> None:
    reading = read(sentence, NAMES, CLASSES)
    assert reading.candidates == ()
    assert slug in reading.silent


@pytest.mark.parametrize(
    "sentence",
    [
        "如果静涛水泵停产，农户的损失将超过3000万元，灌溉也会中断。",
        "一旦订单增加，砺汐泵业将扩建苇渚工厂，招聘300名工程师。",
        "只要雨季提前，静涛水泵就能售出4.2万台，北闸工厂也要复产。",
    ],
)
def test_nothing_that_depends_on_a_condition_is_told_without_it(sentence: str) -> None:
    found = statements(sentence)
    assert found
    assert all(s.startswith(sentence[:4]) for s in found)


def test_what_is_said_carries_its_speaker() -> None:
    said = "屈映川表示，"
    found = made("砺汐泵业拥有640名员工，总部位于岚舸市。", said)
    assert {c.frame.said for c in found} == {said}
    assert {c.frame.text for c in found} == {f"{said}砺汐泵业拥有640名员工", f"{said}砺汐泵业的总部位于岚舸市"}  # fmt: skip


def test_a_negation_stays_in_the_statement() -> None:
    assert statements("砺汐泵业没有公布销量。") == {"砺汐泵业没有公布销量"}
    assert all("未能" in s for s in statements("砺汐泵业未能在2022年完成交付。"))
    assert not told("砺汐泵业不再依赖进口轴承。")


def test_an_articles_topic_is_the_subject_of_a_sentence_without_one() -> None:
    assert ("澜汀灯塔建于1921年", "1921年", "哪一年") in told("建于1921年。", topic="澜汀灯塔")
    assert not told("建于1921年。")


def test_a_view_without_its_holder_is_nobodys() -> None:
    reading = read("砺汐泵业成立于1998年，认为静涛水泵最耐用。", NAMES, CLASSES)
    assert "whose_view" in reading.silent


def test_a_reason_goes_on_from_the_sentence_before() -> None:
    first = read("砺汐泵业关闭了北闸工厂。", NAMES, CLASSES)
    after = read("原因是设备老化。", NAMES, CLASSES, before=first.last)
    alone = read("原因是设备老化。", NAMES, CLASSES)
    assert "砺汐泵业关闭了北闸工厂，因为设备老化" in {c.frame.text for c in after.candidates}
    assert alone.candidates == ()


def test_other_sentences_dont_go_on_from_the_one_before() -> None:
    first = read("砺汐泵业关闭了北闸工厂。", NAMES, CLASSES)
    assert read("拥有640名员工。", NAMES, CLASSES, before=first.last).candidates == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("砺汐泵业成立，总部在岚舸市；很大。", ["砺汐泵业成立", "总部在岚舸市", "很大"]),
        ("屈映川说“好，很好”，笑了", ["屈映川说“好，很好”", "笑了"]),
        ("静涛手册（覆盖安装，维修）免费，很厚", ["静涛手册（覆盖安装，维修）免费", "很厚"]),
        ("砺汐泵业——这是一家公司", ["砺汐泵业", "——这是一家公司"]),
        ("", []),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert list(clauses(text)) == parts


@given(
    st.lists(
        st.sampled_from(
            [*KINDS, *"的了在与和把将不没，，，。；：（）“”——如果因为", "2022年", "3万台", "发布了", "生产", "工程师", "是", "总部", "目的是", "其中", "它"]
        ),
        max_size=18,
    ).map("".join)
)  # fmt: skip
def test_no_sentence_breaks_the_reader(sentence: str) -> None:
    for one in made(sentence, topic=""):
        frame = one.frame
        assert frame.parts[frame.asked].text == one.object
        assert one.object in sentence
        assert frame.ask
        assert frame.noun


@pytest.mark.parametrize("inner", ["，，，，，，，，", "静涛水泵售出4.2万台，，北闸工厂停产，"])
def test_a_bracket_of_nothing_is_no_clause(inner: str) -> None:
    told = read(f"砺汐泵业（{inner}）生产静涛水泵。", NAMES, {})
    assert all("；" not in c.frame.text for c in told.candidates)


def test_what_a_sentence_opens_with_goes_with_its_statement() -> None:
    assert "有了静涛水泵，砺汐泵业的目标是成为最大的泵厂" in statements(
        "有了静涛水泵，砺汐泵业的目标是成为最大的泵厂。"
    )


@pytest.mark.parametrize("opening", ["12天后", "这次", "大约三个月之后"])
def test_a_time_counted_from_what_was_told_before_is_no_fact(opening: str) -> None:
    assert not statements(f"{opening}，砺汐泵业发布了静涛水泵。")


def test_a_date_holds_for_a_run_of_deeds() -> None:
    found = statements("2021年6月，屈映川致信砺汐泵业，批评静涛水泵的售价。")
    assert "2021年6月，屈映川批评静涛水泵的售价" in found


def test_what_serves_belongs_to_what_was_named_last() -> None:
    found = statements("砺汐泵业研发了静涛水泵，用于抽取湖水。")
    assert not any(s.startswith("砺汐泵业用于") for s in found)


def test_a_remark_behind_a_dash_is_not_the_speakers() -> None:
    found = statements("砺汐泵业拥有300台静涛水泵——这是业界的首选水泵。", "屈映川表示，")
    assert not any("首选" in s for s in found)


@pytest.mark.parametrize(
    ("clause", "count"), [("许多公司购买了静涛水泵", 0), ("大岚公司购买了静涛水泵", 1)]
)
def test_many_of_something_is_no_answer(clause: str, count: int) -> None:
    own = pieces(clause)
    firm = Answer(
        0, 0, len(own[0].words), "organization", Asking("noun", "哪家公司", "公司", "家"), 2
    )
    assert len(list(candidates(own, {}, "", [firm]))) == count


def test_no_answer_stands_inside_a_phrase_that_takes_one_thing_as_another() -> None:
    answers = {a for _, a, _ in told("北闸工厂位于岚舸市，是一座以手工造纸为主题的博物馆。")}
    assert not answers & {"主题的博物馆", "手工"}


def test_an_example_is_not_the_claim() -> None:
    found = statements("砺汐泵业有许多新机会，比如能够向苇渚县出售静涛水泵。")
    assert not any("能够" in s and "比如" not in s for s in found)


def test_a_chief_purpose_stays_chief() -> None:
    found = statements("砺汐泵业提高了静涛水泵的售价，此举主要是为了支付北闸工厂的建设费用。")
    assert "砺汐泵业提高了静涛水泵的售价，主要目的是支付北闸工厂的建设费用" in found


def test_one_of_several_is_not_asked_for() -> None:
    assert "屈映川" not in {a for _, a, _ in told("屈映川是砺汐泵业的创始人之一。")}
