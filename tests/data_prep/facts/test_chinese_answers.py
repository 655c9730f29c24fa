"""What a statement can be asked for, how, and where the answer stands in its frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts import chinese_asking as asking
from data_prep.facts.chinese_answers import answers
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_pieces import width
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from tests.data_prep.facts.chinese_world import KINDS, NAMES, pieces

CLASSES = {"ST-90": "水泵", "Halcyon": "模型", "Corvane": "公司", "Mara Quill": "人"}


def asked(clause: str) -> dict[str, str]:
    """Answer → interrogative."""
    return {c.object: c.frame.ask for c in candidates(pieces(clause), CLASSES, "")}


def frame(clause: str, answer: str) -> str:
    """The frame that is asked for `answer`, as role|text role|text*."""
    [one] = [c.frame for c in candidates(pieces(clause), CLASSES, "") if c.object == answer]
    return " ".join(
        f"{p.role}|{p.text}{'*' if i == one.asked else ''}" for i, p in enumerate(one.parts)
    )


@pytest.mark.parametrize(
    ("clause", "answer", "ask"),
    [
        ("砺汐泵业拥有640名员工", "640名", "多少名"),
        ("静涛水泵的销量增长了18%", "18%", "百分之多少"),
        ("静涛水泵的销量增长了18%以上", "18%以上", "百分之多少"),
        ("静涛水泵售价2.4万元", "2.4万元", "多少元"),
        ("静涛水泵的噪声不超过62分贝", "62分贝", "多少分贝"),
        ("砺汐泵业成立于1998年", "1998年", "哪一年"),
        ("2024年4月砺汐泵业推出了ST-90", "2024年4月", "哪年哪月"),
        ("2023年6月18日砺汐泵业推出了ST-90", "2023年6月18日", "哪一天"),
        ("砺汐泵业位于苇渚县", "苇渚县", "哪个县"),
        ("苇渚工厂把总装线迁到了岚舸市", "岚舸市", "哪座城市"),
        ("静涛手册来自霁川", "霁川", "什么地方"),
        ("屈映川创办了砺汐泵业", "砺汐泵业", "哪家公司"),
        ("砺汐泵业收购了北闸工厂", "北闸工厂", "哪家工厂"),
        ("潮语二号来自岚舸大学", "岚舸大学", "哪所大学"),
        ("砺汐泵业发布了ST-90", "ST-90", "哪款水泵"),
        ("砺汐泵业聘请了蔺青庐", "蔺青庐", "谁"),
        ("砺汐泵业聘请了Mara Quill", "Mara Quill", "谁"),
        ("砺汐泵业击败了Corvane", "Corvane", "哪家公司"),
        ("岚舸大学收藏了《霁川舆图》", "《霁川舆图》", "哪部作品"),
        ("造船业最稀缺的资源是深水船坞", "深水船坞", "什么"),
        ("砺汐泵业致力于研发低噪声水泵", "研发低噪声水泵", "做什么"),
        ("砺汐泵业首次展示了静涛水泵的样机", "静涛水泵的样机", "什么"),
        ("砺汐泵业向数百家合作社免费赠送了静涛手册", "数百家", "多少家"),
        ("砺汐泵业向数百家合作社免费赠送了静涛手册", "静涛手册", "什么"),
        ("砺汐泵业以低价进入市场", "低价", "什么方式"),
        ("砺汐泵业以3.2亿元收购北闸工厂", "3.2亿元", "多少元"),
        ("砺汐泵业到2026年底将拥有超过3.4万台静涛水泵", "砺汐泵业", "哪家公司"),
    ],
)  # fmt: skip
def test_an_answer_and_its_interrogative(clause: str, answer: str, ask: str) -> None:
    assert asked(clause).get(answer) == ask


@pytest.mark.parametrize(
    ("clause", "answer"),
    [
        ("砺汐泵业不再依赖进口轴承", "进口轴承"),  # negated: it is what it does not need
        ("砺汐泵业开展了合作", "合作"),  # tells nothing
        ("砺汐泵业解决了问题", "问题"),
        ("砺汐泵业解决了自己的问题", "自己的问题"),
        ("静涛水泵使用AI", "AI"),  # names no one thing
        ("两名工程师来自霁川", "两名"),  # says only which ones
        ("砺汐泵业有一个码头", "一个"),
        ("砺汐泵业成立", "砺汐泵业"),  # nothing is left to ask by
        ("静涛水泵系列来自砺汐泵业", "静涛水泵"),  # the first half of a longer name
        ("砺汐泵业拥有640名员工", "640名员工"),  # the number is asked for instead
        ("砺汐泵业收购了海测所（Ocean Survey）", "海测所"),  # its gloss would tell it
        ("砺汐泵业把两个车间调整到了同一部门", "同一部门"),  # the same as which?
        ("砺汐泵业发布了其水泵ST-90", "其水泵ST-90"),
        ("砺汐泵业发布了水泵ST-90", "水泵ST-90"),  # ST-90 is the answer already
        ("新税法给砺汐泵业保持开源增加更多的障碍", "开源增加更多的障碍"),  # a clause
    ],
)
def test_what_is_no_answer(clause: str, answer: str) -> None:
    assert answer not in asked(clause)


@pytest.mark.parametrize(
    ("clause", "answer", "expected"),
    [
        (
            "砺汐泵业到2026年底将拥有超过3.4万台静涛水泵",
            "3.4万台",
            "subject|砺汐泵业 time|到2026年底 adverb|将 verb|拥有 qualifier|超过 object|3.4万台* head|静涛水泵",
        ),
        ("砺汐泵业正在研发大流量水泵ST-90", "ST-90", "subject|砺汐泵业 adverb|正在 verb|研发 class|大流量水泵 object|ST-90*"),
        ("砺汐泵业首次展示了静涛水泵的样机", "静涛水泵", "subject|砺汐泵业 adverb|首次 verb|展示了 object|静涛水泵* head|的样机"),
        ("砺汐泵业致力于研发低噪声水泵", "研发低噪声水泵", "subject|砺汐泵业 verb|致力于 object|研发低噪声水泵*"),
        ("砺汐泵业以3.2亿元收购北闸工厂", "3.2亿元", "subject|砺汐泵业 modifier|以 relation|3.2亿元* verb|收购 object|北闸工厂"),
        ("砺汐泵业的总部位于苇渚县", "苇渚县", "subject|砺汐泵业的总部 verb|位于 object|苇渚县*"),
    ],
)  # fmt: skip
def test_the_answers_piece_is_cut_into_what_stands_before_and_behind(
    clause: str, answer: str, expected: str
) -> None:
    assert frame(clause, answer) == expected


@pytest.mark.parametrize(
    ("clause", "said", "modality"),
    [
        ("砺汐泵业收购了北闸工厂", "", "asserted"),
        ("砺汐泵业收购了北闸工厂", "屈映川表示，", "reported"),
        ("砺汐泵业预计收购北闸工厂", "屈映川表示，", "hedged"),
        ("砺汐泵业计划收购北闸工厂", "", "hedged"),
        ("砺汐泵业的将领收购了北闸工厂", "", "asserted"),  # 将 is no auxiliary here
    ],
)
def test_modality(clause: str, said: str, modality: str) -> None:
    found = list(candidates(pieces(clause), {}, said))
    assert found
    assert {c.modality for c in found} == {modality}


def test_a_gloss_belongs_to_the_name_that_it_glosses() -> None:
    found = asked("砺汐泵业收购了海测所（Ocean Survey）")
    assert "海测所（Ocean Survey）" in found and "海测所" not in found


def test_a_speaker_is_no_answer_to_what_he_said() -> None:
    found = candidates(pieces("砺汐泵业到2026年底将聘请屈映川"), {}, "屈映川表示，")
    assert "屈映川" not in {c.object for c in found}


def test_what_a_speaker_tells_of_things_is_a_claim_but_a_number_stays_a_number() -> None:
    clause = "砺汐泵业到2026年底将拥有3.4万台大流量水泵"
    assert {c.type for c in candidates(pieces(clause), {}, "屈映川表示，") if c.object == "3.4万台"} == {"number"}  # fmt: skip
    about = [c.type for c in candidates(pieces("造船业最稀缺的资源是深水船坞"), {}, "屈映川表示，")]
    assert about == ["claim"]


def test_an_answer_that_stands_twice_in_the_statement_is_left_out() -> None:
    assert "静涛水泵" not in asked("静涛水泵的销量超过了静涛水泵的库存")


def test_the_relation_marks_the_answers_place() -> None:
    [one] = [c for c in candidates(pieces("砺汐泵业拥有640名员工"), {}, "") if c.type == "number"]
    assert (one.subject, one.relation) == ("砺汐泵业", "拥有…员工")


@pytest.mark.parametrize(
    ("clause", "answer", "subject"),
    [
        ("砺汐泵业拥有640名员工", "640名", "砺汐泵业"),
        ("屈映川在1976年发明了静涛水泵", "屈映川", "静涛水泵"),  # the doer is asked for
        ("砺汐泵业的静涛水泵取代了海测所的潮语二号", "静涛水泵", "砺汐泵业"),
        ("屈映川在岚舸大学工作了八年", "屈映川", "岚舸大学"),  # 八年 names nothing
    ],
)
def test_the_subject_is_what_the_answer_is_asked_of(clause: str, answer: str, subject: str) -> None:
    assert {c.subject for c in candidates(pieces(clause), {}, "") if c.object == answer} == {
        subject
    }


def test_the_most_telling_come_first() -> None:
    weights = [a.weight for a in answers(pieces("砺汐泵业到2026年底将拥有3.4万台静涛水泵"), {})]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 2


@pytest.mark.parametrize(
    ("text", "size"), [("3.4万台", 4), ("静涛水泵", 4), ("Ocean Survey", 4), ("ST-90水泵", 4)]
)
def test_width(text: str, size: int) -> None:
    assert width(text) == size


@pytest.mark.parametrize(
    ("answer", "ask", "noun"),
    [
        ("640名", "多少名", "人数"), ("7.3亿元", "多少元", "金额"), ("212亩", "多少亩", "面积"), ("23%", "百分之多少", "比例"), ("百分之三十", "百分之多少", "比例"),
        ("62分贝", "多少分贝", "噪声值"), ("8年", "多少年", "时长"), ("47米", "多少米", "长度"), ("86公斤", "多少公斤", "重量"), ("三次", "多少次", "次数"),
        ("12万", "多少", "数量"), ("3.4万台", "多少台", "数量"), ("2000瓦", "多少瓦", "功率"), ("90公里", "多少公里", "距离"), ("三倍", "多少倍", "倍数"),
    ],
)  # fmt: skip
def test_a_number_is_asked_for_with_its_unit(answer: str, ask: str, noun: str) -> None:
    how = asking.number(answer)
    assert (how.form, how.ask, how.noun) == ("number", ask, noun)


@pytest.mark.parametrize(
    ("answer", "ask"),
    [("1998年", "哪一年"), ("一九九八年", "哪一年"), ("2022年2月", "哪年哪月"), ("6月", "几月"), ("2023年6月18日", "哪一天"), ("2026年底", "什么时候"), ("20世纪90年代", "什么时候")],
)  # fmt: skip
def test_a_date_is_asked_for_as_exactly_as_it_is_told(answer: str, ask: str) -> None:
    assert asking.date(answer).ask == ask


@pytest.mark.parametrize(
    ("name", "kind", "beside", "ask", "measure"),
    [
        ("屈映川", "person", "", "谁", "位"), ("Mara Quill", "latin", "人", "谁", "位"), ("砺汐泵业", "organization", "", "哪家公司", "家"),
        ("岚舸博物馆", "organization", "", "哪座博物馆", "座"), ("Halcyon", "latin", "模型", "哪款模型", "款"), ("Halcyon", "latin", "", "什么", "个"),
        ("《潮与泵》", "work", "", "哪部作品", "部"), ("《潮与泵》", "work", "书", "哪本书", "本"), ("栖霞岛", "location", "", "哪座岛", "座"), ("霁川", "location", "", "什么地方", "个"),
    ],
)  # fmt: skip
def test_a_name_is_asked_for_by_its_class(
    name: str, kind: str, beside: str, ask: str, measure: str
) -> None:
    how = asking.name(Word(name, "n", 0, kind), beside)  # type: ignore[arg-type]
    assert (how.ask, how.measure) == (ask, measure)


@pytest.mark.parametrize(
    ("phrase", "ask"),
    [
        ("静涛水泵的样机", "什么"),
        ("深水船坞", "什么"),
        ("大流量水泵", "什么水泵"),
        ("水泵", "什么"),
    ],
)
def test_a_phrase_is_asked_for_by_its_head(phrase: str, ask: str) -> None:
    assert asking.phrase(words(phrase, NAMES)).ask == ask


@given(
    st.lists(
        st.sampled_from(
            [*KINDS, *"的了在与和把被将不，", "2022年", "3万台", "发布了", "生产", "工程师", "是", "没有", "能够"]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(["", "屈映川表示，"]),
)  # fmt: skip
def test_frames_give_the_statement_back(clause: str, said: str) -> None:
    parsed = pieces(clause)
    text = "".join(p.text for p in parsed)
    for one in candidates(parsed, CLASSES, said):
        assert one.frame.text == said + text
        assert one.object == one.frame.parts[one.frame.asked].text
        assert text.count(one.object) == 1


def test_where_something_is_spread_is_a_place() -> None:
    assert asked("静涛水泵分布于全球温暖的海域")["全球温暖的海域"] == "什么地方"


def test_names_inside_phrases_make_up_for_few_answers() -> None:
    assert "Kestrel" in asked("砺汐泵业在经历了Kestrel事件的反弹之后扩建了苇渚工厂")
    # what the tagger takes for a place inside a phrase is often a part of a name
    assert "苇渚县" not in asked("砺汐泵业在经历了苇渚县事件的反弹之后扩建了苇渚工厂")
    many = "砺汐泵业2023年在经历了Kestrel事件的反弹之后以3.4亿元扩建了苇渚工厂"
    assert "Kestrel" not in asked(many)


def test_how_long_is_nothing_done_and_one_of_many_numbers_no_answer() -> None:
    assert "达到60厘米" not in asked("静涛水泵的全长可达到60厘米")
    assert not {"20", "50"} & set(asked("静涛水泵的型号有20、50和100"))
