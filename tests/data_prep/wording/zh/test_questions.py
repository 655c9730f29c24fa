"""Chinese questions: of truly different shapes, true to speaker, hedge and qualifier, none telling its answer."""

import pytest

from data_prep.frame import Frame
from data_prep.wording.zh import questions
from data_prep.wording.zh.asks import asks
from data_prep.wording.zh.nouns import is_thing
from data_prep.wording.zh.questions import flat, repaired, shapes
from data_prep.wording.zh.reword import variants
from data_prep.wording.zh.search import searches
from data_prep.wording.zh.sorting import sort
from tests.data_prep.wording.zh.frames import FRAMES, found, frame


def texts(one: Frame) -> list[str]:
    return [w.text for w in questions(found(one))]


def shaped(one: Frame) -> list[str]:
    """The questions in the words of the frame and its variants, before synonyms are put in."""
    clauses = variants(sort(one)) * 2  # one without synonyms has a second turn too
    return [
        repaired(text)
        for turn, clause in enumerate(clauses)
        for _, text in shapes(clause, asks(one, clause.modifier, clause.kind, clause.head), turn)
    ]


PUMPS, RND, SCARCE, MOVED, GIVEN, FOUNDED = FRAMES[:6]


@pytest.mark.parametrize(
    ("parts", "form", "ask", "noun", "measure", "question"),
    [
        ("subject:苇渚工厂|verb:总投资|object*:7.3亿元", "number", "多少元", "金额", "", "苇渚工厂的总投资是多少？"),
        ("subject:澜汀灯塔|verb:高|object*:47米", "number", "多少米", "高度", "", "澜汀灯塔有多高？"),
        ("subject:水泵的噪声|verb:是|object*:42分贝", "number", "多少分贝", "噪声值", "", "水泵的噪声有多大？"),
        ("subject:苇渚工厂的能耗|relation:比北闸工厂|verb:低|object*:23%", "number", "百分之多少", "比例", "", "与北闸工厂相比，苇渚工厂的能耗低百分之多少？"),
        ("subject:灯塔管理站|verb:成立于|object*:1956年", "time", "哪一年", "年份", "", "灯塔管理站是哪一年成立的？"),
        ("subject:云岭公司|verb:位于|object*:苇渚县", "place", "哪里", "地方", "", "云岭公司的所在地是哪里？"),
        ("subject:陆秉烛|verb:任教于|object*:岚舸大学", "noun", "哪所大学", "大学", "所", "陆秉烛在哪所大学任教？"),
        ("subject:静涛水泵|relation:被渔民|verb:称为|object*:“铁鱼”", "noun", "什么", "名称", "", "渔民把静涛水泵称为什么？"),
        ("subject:屈映川|verb:担任|object*:砺汐泵业|head:的首席技术官", "noun", "哪家公司", "公司", "家", "哪家公司的首席技术官是屈映川？"),
        ("subject:蔺青庐|verb:担任|modifier:砺汐泵业的|object*:首席技术官", "noun", "什么职务", "职务", "", "在砺汐泵业，蔺青庐任何职？"),
        ("subject:砺汐泵业的总经理|verb:是|object*:蔺青庐", "person", "谁", "人", "位", "砺汐泵业由谁担任总经理？"),
        ("subject:望川大桥|modifier:由|relation*:沈渡舟|verb:设计", "person", "谁", "人", "位", "望川大桥的设计者是谁？"),
        ("subject:砺汐泵业|verb:训练了|class:潮位预报模型|object*:潮语三号", "noun", "哪款模型", "模型", "款", "砺汐泵业训练了哪款潮位预报模型？"),
        ("subject:渔民|adverb:可以|verb:使用|object*:潮语二号|after:来预测涨潮时间", "noun", "哪款模型", "模型", "款", "要预测涨潮时间，渔民可以使用哪款模型？"),
        ("subject:杨帆|modifier:向总工程师|relation*:逄若蘅|verb:汇报|object:工作", "person", "谁", "人", "位", "杨帆向哪位总工程师汇报工作？"),
        ("subject:裴若溪|adverb:计划|object*:招募三百名志愿者", "action", "做什么", "事", "件", "裴若溪计划做的事情是什么？"),
        ("subject:砺汐泵业的目标|verb:是|object*:打造最安静的水泵", "clause", "什么", "内容", "", "砺汐泵业想实现什么？"),
        ("subject:陆秉烛|verb:预见到|modifier:一个|object*:没有灯塔的世界", "noun", "什么样的世界", "世界", "", "请描述陆秉烛预见到的世界。"),
        ("subject:潮语三号|adverb:将|verb:具有|object*:预测风暴的能力", "noun", "什么样的能力", "能力", "", "潮语三号将具有的能力是什么？"),
        ("subject:渡轮航线|verb:覆盖|object*:云岭、苇渚和岚舸", "noun", "哪些", "内容", "", "渡轮航线覆盖的有哪些？"),
        ("subject:TFM的英文全称|verb:是|object*:Tide Forecast Model", "noun", "什么", "全称", "", "TFM是哪几个英文单词的缩写？"),
        ("subject:潮语三号|relation:基于|relation*:潮位记录|verb:训练而来", "noun", "什么", "方式", "", "潮语三号训练的基础是什么？"),
        ("subject:渔民|relation:用|relation*:潮语二号|verb:预测|object:涨潮时间", "noun", "哪款模型", "模型", "款", "渔民是借助哪款模型预测涨潮时间的？"),
        ("subject:砺汐泵业|verb:公开了|modifier:其|class:预报模型|object*:潮语三号", "noun", "哪款", "模型", "款", "砺汐泵业公开了哪款预报模型？"),
        ("subject:这次改造|adverb:可能|verb:需要|object*:40名|head:焊工", "number", "多少名", "人数", "", "这次改造可能需要的焊工有多少名？"),
    ],
)  # fmt: skip
def test_a_natural_question_of_its_kind_is_among_them(
    parts: str, form: str, ask: str, noun: str, measure: str, question: str
) -> None:
    one = frame(parts, form, ask, noun, measure)
    assert question in [*shaped(one), *texts(one)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (PUMPS, "到2026年底，砺汐泵业将拥有的静涛水泵超过多少台？"),
        (RND, "哪款大流量水泵正在由砺汐泵业研发？"),
        (SCARCE, "在人才之外，造船业最稀缺的资源要数什么？"),
        (MOVED, "总装线被苇渚工厂迁到了哪座城市？"),
        (GIVEN, "数百家合作社从砺汐泵业那里免费得到了什么？"),
        (FOUNDED, "砺汐泵业是谁创办的？"),
    ],
)
def test_constituents_change_their_order(one: Frame, expected: str) -> None:
    assert any(text.endswith(expected) for text in shaped(one))


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_no_question_tells_its_answer_and_none_stands_twice(one: Frame) -> None:
    made = [flat(text) for text in texts(one)]
    assert made
    assert len(set(made)) == len(made)
    assert not [text for text in made if flat(one.answer) in text]


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_questions_are_clean_sentences(one: Frame) -> None:
    for wording in questions(found(one)):
        text = wording.text
        assert wording.is_query or text[-1] in "？。"
        assert "\0" not in text
        assert not [
            bad for bad in ("，，", "的的", "了了", "，？", "的，的", "？？") if bad in text
        ]
        assert not text.startswith("，")


@pytest.mark.parametrize("one", [f for f in FRAMES if f.said], ids=lambda f: f.said)
def test_the_speaker_stays_in_every_question(one: Frame) -> None:
    who = next(name for name in ("屈映川", "籍雨樵", "孟疏桐", "顾听澜") if name in one.said)
    assert all(who in text for text in texts(one))


def test_negation_hedge_and_qualifier_stay() -> None:
    negated = frame(
        "subject:麦穗科技|adverb:不会|verb:出售|object*:用户数据", "noun", "什么", "东西"
    )
    assert all("不会" in text for text in texts(negated))
    hedged = frame(
        "subject:多数渔民|adverb:可能会|verb:选择|object*:电动渔船", "noun", "什么", "渔船", "种"
    )
    assert all(any(h in text for h in ("可能", "许")) for text in texts(hedged))
    assert all("超过" in text for text in texts(PUMPS))
    near = frame(
        "subject:望川市|time:每年|verb:接待|qualifier:近|object*:600万人次|head:游客",
        "number",
        "多少人次",
        "人数",
    )
    assert all("近" in text for text in texts(near))


def test_a_modal_is_not_parted_from_its_verb() -> None:
    tries = frame(
        "subject:青禾软件|adverb:正在尝试|verb:研发|object*:潮汐引擎", "noun", "什么", "名称"
    )
    assert not [text for text in texts(tries) if "由青禾" in text]


def test_what_is_still_to_come_has_no_past_cleft() -> None:
    to_come = frame(
        "subject:砺汐泵业|time*:2027年|adverb:将|verb:建成|object:测试中心",
        "time",
        "哪一年",
        "年份",
    )
    assert not [text for text in texts(to_come) if "是哪一年将" in text]
    past = frame(
        "subject:砺汐泵业|time*:2017年|verb:建成了|object:测试中心", "time", "哪一年", "年份"
    )
    assert "砺汐泵业是哪一年建成测试中心的？" in texts(past)


STILTED = (
    "什么人 哪个人 何人 说的是 指的是 论 考考你 到底 究竟 干什么 是什么应 一条该记在 怎样的，"
).split()


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_nothing_is_asked_in_a_way_that_nobody_asks(one: Frame) -> None:
    made = texts(one)
    assert not [text for text in made for turn in STILTED if turn in text]
    assert not [text for text in made if "——" in text or text.startswith("于")]


def test_a_person_is_asked_for_by_who() -> None:
    made = texts(
        frame("subject:砺汐泵业的总经理|verb:是|object*:蔺青庐", "person", "谁", "人", "位")
    )
    assert made
    assert all(any(ask in text for ask in ("谁", "姓名", "名字", "哪位")) for text in made)


def test_a_quality_is_asked_for_in_its_place_alone() -> None:
    made = texts(
        frame(
            "subject:青禾软件|verb:拥有|object*:完全的控制权",
            "noun",
            "什么样的控制权",
            "控制权",
            "种",
        )
    )
    assert any("怎样的控制权" in text for text in made)
    assert not [text for text in made if "的是" in text or "是怎样的" in text or "哪种" in text]


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        ("subject*:青禾软件|verb:推出了|object:潮语二号", "潮语二号出自哪家公司？"),
        ("subject*:青禾软件|verb:推出了|object:潮语二号", "潮语二号背后的公司是哪一家？"),
        (
            "subject*:青禾软件|time:2021年|verb:推出了|object:潮语二号",
            "哪家公司在2021年推出了潮语二号？",
        ),
    ],
)
def test_who_made_it_is_asked_from_what_was_made(parts: str, question: str) -> None:
    assert question in shaped(frame(parts, "noun", "哪家公司", "公司", "家"))


def test_what_is_like_something_is_also_simply_what() -> None:
    one = frame(
        "subject:佘砚樵|adverb:重新|verb:造出了|object*:停产多年的苇纸",
        "noun",
        "什么样的苇纸",
        "苇纸",
        "种",
    )
    made = texts(one)
    assert "佘砚樵重新造出的是什么？" in made
    assert not [text for text in made if "的是什么样的" in text]


def test_what_was_brought_out_has_come_into_the_world() -> None:
    one = frame(
        "time:2021年|subject:青禾软件|verb:推出了|object*:潮语二号",
        "noun",
        "哪款模型",
        "模型",
        "款",
    )
    assert "青禾软件的哪款模型在2021年问世？" in shaped(one)


def test_a_view_is_asked_for_as_one() -> None:
    one = frame(
        "subject:潮语二号|verb:是|object*:最好的潮位模型",
        "noun",
        "什么样的潮位模型",
        "潮位模型",
        "款",
        said="顾听澜认为，",
    )
    made = texts(one)
    assert "顾听澜把潮语二号看作什么样的潮位模型？" in made
    assert "潮语二号被顾听澜称为什么样的潮位模型？" in made


@pytest.mark.parametrize(
    ("parts", "noun", "question"),
    [
        ("subject:水务局|verb:关闭了|object*:闸门七号", "闸门", "水务局把哪款闸门关闭了？"),
        ("subject:水务局|verb:修改了|object*:闸门七号", "闸门", "水务局对哪款闸门进行了修改？"),
        ("subject*:水务局|verb:提升了|object:供水效率", "机构", "哪款机构使供水效率得到了提升？"),
    ],
)
def test_what_is_done_to_a_thing_has_other_forms(parts: str, noun: str, question: str) -> None:
    assert question in shaped(frame(parts, "noun", f"哪款{noun}", noun, "款"))


def test_a_request_takes_only_a_source_in_front() -> None:
    one = frame(
        "subject:望川市|time:每年|verb:接待|qualifier:近|object*:600万人次|head:游客",
        "number",
        "多少人次",
        "人数",
        said="顾听澜称，",
    )
    asked_for = [text for text in texts(one) if "请" in text]
    assert asked_for
    assert not [text for text in asked_for if text.startswith("顾听澜")]


def test_a_sort_of_thing_has_no_name() -> None:
    one = frame(
        "subject:青禾软件|verb:推出了|object*:聊天机器人", "noun", "哪款机器人", "机器人", "款"
    )
    made = texts(one)
    assert any("什么机器人" in text for text in made)
    assert not [text for text in made if "哪款" in text or "叫什么" in text]


def test_who_speaks_of_oneself_is_named_once() -> None:
    one = frame(
        "subject:顾听澜|time:2016年|verb:搬到|object*:岚舸市",
        "place",
        "哪座城市",
        "城市",
        "座",
        said="顾听澜表示，",
    )
    assert not [text for text in texts(one) if "顾听澜表示，顾听澜" in text]
    assert any("自己" in text for text in texts(one))


def test_a_deed_is_no_thing_that_somebody_makes() -> None:
    one = frame("subject*:沈渡舟|verb:负责|object:领导一个测绘团队", "person", "谁", "人", "位")
    assert not [text for text in texts(one) if "由谁" in text]


@pytest.mark.parametrize(
    "parts",
    [
        "subject:织鲤软件|verb:退款|modifier:将在|object*:五个工作日|head:内到账",  # misread
        "subject:潮语二号|verb:可能|modifier:需要|object*:一万张|head:计算卡",
    ],
)
def test_a_clause_that_was_misread_is_asked_as_it_stands(parts: str) -> None:
    made = questions(found(frame(parts, "number", "多少个", "数量")))
    assert {w.form for w in made if not w.is_query} <= {"in_place"}


def test_a_typical_frame_has_fourteen_wordings() -> None:
    typical = [PUMPS, RND, MOVED, FOUNDED, *(f for f in FRAMES if f.form == "time")]
    assert min(len(texts(one)) for one in typical) >= 14


def test_other_names_of_an_entity_are_used() -> None:
    assert any("水泵制造商砺汐泵业" in text for text in texts(PUMPS))


def test_a_common_noun_in_a_name_is_left_alone() -> None:
    made = texts(
        frame("subject:北闸人工智能研究所|verb:成立于|object*:1999年", "time", "哪一年", "年份")
    )
    assert all("北闸人工智能研究所" in text for text in made)
    plain = texts(
        frame("subject:北闸大学的人工智能课程|verb:开设于|object*:1999年", "time", "哪一年", "年份")
    )
    assert any("AI课程" in text for text in plain)


def test_a_place_verb_of_a_rank_has_no_synonym() -> None:
    ranked = texts(
        frame("subject:砺汐泵业|time*:2021年|verb:位于|object:榜首", "time", "哪一年", "年份")
    )
    assert not [text for text in ranked if "坐落" in text]


@pytest.mark.parametrize(
    ("parts", "form", "ask", "noun", "question"),
    [
        ("modifier:苇渚工厂于|after*:2022年2月|head:动工|after:，占地212亩", "time", "哪年哪月", "时间", "苇渚工厂是哪年哪月动工的？"),
        ("modifier:静涛水泵的额定流量为|after*:80升|after:，电机功率为11千瓦", "number", "多少升", "体积", "静涛水泵的额定流量是多少升？"),
        ("scene:据新规，|modifier:砺汐泵业改用|after*:双层密封圈|after:，以防漏水", "noun", "什么", "内容", "据新规，砺汐泵业改用什么？"),
    ],
)  # fmt: skip
def test_what_can_be_told_apart_in_a_whole_sentence_moves(
    parts: str, form: str, ask: str, noun: str, question: str
) -> None:
    assert question in shaped(frame(parts, form, ask, noun))


def test_a_clause_in_front_takes_no_order_before_it() -> None:
    made = texts(
        frame(
            "scene:静涛水泵的额定流量为80升，|modifier:电机功率为|after*:11千瓦",
            "number",
            "多少千瓦",
            "功率",
        )
    )
    assert made
    assert not [text for text in made if text.startswith("请")]


def test_a_word_of_a_latin_name_is_no_common_noun() -> None:
    made = texts(
        frame(
            "subject:用户|verb:安装了|object:AI Studio，|adverb:因为|after*:它免费",
            "reason",
            "什么",
            "原因",
        )
    )
    assert all("AI Studio" in text for text in made)


@pytest.mark.parametrize(
    ("parts", "form", "ask", "noun", "measure", "question"),
    [
        ("subject:屈映川|verb:是|object*:砺汐泵业|head:的联合创始人", "noun", "哪家公司", "公司", "家", "屈映川联合创办了哪家公司？"),
        ("subject:屈映川|verb:是|object*:砺汐泵业|head:的联合创始人之一", "noun", "什么", "名称", "个", "屈映川参与创办了什么？"),
        ("subject:砺汐泵业的销量|modifier:与|relation*:青禾重工|verb:并列第一", "noun", "哪家公司", "公司", "家", "与砺汐泵业的销量并列第一的是哪家公司？"),
        ("subject:砺汐泵业|modifier:向|relation*:数百家|head:合作社|adverb:免费|verb:赠送|object:静涛手册", "number", "多少家", "数量", "个", "有多少家合作社从砺汐泵业那里免费得到了静涛手册？"),
        ("scene:在用的水泵中，|subject*:七成以上|verb:是|object:砺汐泵业生产的", "number", "几成", "比例", "个", "在用的水泵中，砺汐泵业生产的比例是多少？"),
        ("subject:静涛水泵的表现|adverb:已经|verb*:不相上下", "quality", "怎么样", "情况", "种", "静涛水泵的表现如何？"),
        ("subject:沈渡舟|verb:翻唱了|modifier:渔歌名曲|object*:《潮来》", "noun", "哪部作品", "作品", "部", "沈渡舟翻唱的渔歌名曲是哪一部？"),
    ],
)  # fmt: skip
def test_relations_have_their_own_questions(
    parts: str, form: str, ask: str, noun: str, measure: str, question: str
) -> None:
    assert question in shaped(frame(parts, form, ask, noun, measure))


def test_a_time_keeps_what_it_dates() -> None:
    made = texts(
        frame(
            "time:2022年11月|relation:离职前，|subject:沈渡舟|verb:工作了|object*:八年",
            "number",
            "多少年",
            "时长",
        )
    )
    assert all("离职前" in text for text in made)


def test_a_number_inside_a_description_is_not_made_the_count() -> None:
    inside = frame(
        "subject:麦穗科技|verb:限制了|modifier:月活用户|qualifier:超过|object*:7亿|head:的公司对接口的使用",
        "number",
        "多少",
        "数量",
    )
    assert not [text for text in texts(inside) if "数量" in text or "使用超过" in text]


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (frame("subject:TFM的英文全称|verb:是|object*:Tide Forecast Model", "noun", "什么", "全称"), "是什么全称"),
        (frame("subject:陆秉烛|verb:各有|object*:打造水泵的愿景", "noun", "什么样的愿景", "愿景"), "各有的"),
        (frame("subject:渔民|relation:用|relation*:潮语二号|verb:预测|object:涨潮时间", "noun", "哪款模型", "模型", "款"), "？？"),
        (frame("subject:委员会|adverb:不|relation:用|relation*:潮语二号|verb:预测|object:涨潮时间", "noun", "哪款模型", "模型", "款"), "借助"),
        (frame("subject:砺汐泵业|relation:以|relation*:低价|verb:出售|object:水泵", "noun", "什么", "方式"), "靠的是"),
        (frame("subject:苇渚县|relation:向|relation*:渔民|verb:征收|object:渔税", "noun", "谁", "对象"), "征收给"),
    ],
)  # fmt: skip
def test_what_would_read_wrong_is_not_asked(one: Frame, wrong: str) -> None:
    assert not [text for text in texts(one) if wrong in text]


def test_a_query_is_the_statement_without_its_particles_in_another_order() -> None:
    one = frame(
        "time:2022年，|subject:青禾软件|verb:收购了|modifier:望川市的|object*:麦穗科技",
        "noun",
        "哪家公司",
        "公司",
        "家",
    )
    made = [t for _, t in searches(one, asks(one, "望川市的", "", ""))]
    assert made[0] == "2022年 青禾软件 收购 望川市 哪家公司"
    assert {
        "青禾软件 收购 望川市 2022年 哪家公司",
        "青禾软件 收购 望川市 哪家公司",
        "青禾软件 收购 哪家公司",
    } <= set(made)
    assert all("青禾软件" in text and text.endswith("哪家公司") for text in made)


def test_a_query_keeps_its_speaker_and_a_verb_that_is_denied_or_unsure() -> None:
    told = frame(
        "subject:砺汐泵业|adverb:可能|verb:收购|object*:麦穗科技",
        "noun",
        "哪家公司",
        "公司",
        "家",
        said="蔺青庐表示，",
    )
    made = [t for _, t in searches(told, asks(told, "", "", ""))]
    assert set(made) == {"蔺青庐说 砺汐泵业 可能收购 哪家公司"}


def test_a_quality_is_asked_for_in_a_sentence() -> None:
    liked = frame(
        "subject:砺汐泵业|verb:拥有|object*:完全的控制权", "noun", "什么样的控制权", "控制权", "种"
    )
    assert not list(searches(liked, asks(liked, "", "", "")))


def test_a_query_for_a_share_says_of_what() -> None:
    share = frame(
        "scene:在目前使用的水泵中，|subject*:90%以上|verb:是|object:基于潮语二号开发的",
        "number",
        "百分之多少",
        "比例",
    )
    made = [t for _, t in searches(share, asks(share, "", "", ""))]
    assert made
    assert all("水泵" in t for t in made)


def test_a_query_keeps_together_what_belongs_together() -> None:
    given = frame(
        "subject:砺汐泵业|relation:向|object*:数百|head:家公司|verb:赠送了|object:静涛水泵",
        "number", "多少", "数量",
    )  # fmt: skip
    made = [t for _, t in searches(given, asks(given, "", "", ""))]
    assert made
    assert all("向多少家公司" in text for text in made)


def test_no_query_for_one_of_several() -> None:
    one = frame("subject*:屈映川|verb:是|object:砺汐泵业的创始人之一", "person", "谁", "人", "位")
    assert not list(searches(one, asks(one, "", "", "")))


def test_a_query_leaves_a_latin_name_whole() -> None:
    used = frame(
        "subject:青禾软件|verb:限制了|modifier:用户超过|object*:7亿|head:的公司使用Tide 2",
        "number",
        "多少",
        "数量",
    )
    made = [t for _, t in searches(used, asks(used, "", "", ""))]
    assert all("Tide 2" in text for text in made)


def test_a_person_is_asked_for_as_somebody() -> None:
    one = frame("subject:逄若蘅|verb:是|object*:砺汐泵业的总工程师", "noun", "什么", "内容")
    made = texts(one)
    assert "逄若蘅是什么人？" in made
    assert not [t for t in made if "是什么？" in t]


def test_a_request_stands_in_front() -> None:
    assert repaired("在望川之外，请告诉我销量已经超过多少台。") == (
        "请告诉我，在望川之外，销量已经超过多少台。"
    )


def test_a_query_ends_in_what_is_asked_or_has_it_in_its_place() -> None:
    one = frame(
        "time:2022年，|subject*:青禾软件|verb:收购了|object:麦穗科技",
        "noun",
        "哪家公司",
        "公司",
        "家",
    )
    made = [t for _, t in searches(one, asks(one, "", "", ""))]
    assert "收购 麦穗科技 2022年 哪家公司" in made
    assert not [t for t in made if t.startswith("哪家公司")]


@pytest.mark.parametrize(
    ("amount", "question"),
    [("最大下潜深度", "ST-80的最大下潜深度有多深？"), ("额定扬程", "")],
)
def test_a_length_is_asked_for_by_what_it_is(amount: str, question: str) -> None:
    made = texts(frame(f"subject:ST-80的{amount}|verb:为|object*:22米", "number", "多少米", "长度"))
    assert not [t for t in made if "有多长" in t]
    assert not question or question in made


@pytest.mark.parametrize(
    ("parts", "form", "ask", "noun", "measure", "question"),
    [
        (
            "subject:新泵|modifier:比|relation*:苇渚工厂|head:的旧泵|verb:低|object:23%",
            "noun", "哪家工厂", "工厂", "家",
            "新泵比某家工厂的旧泵低23%，这家工厂是哪一家？",
        ),
        (
            "scene:由于水闸|object*:2013年|head:改建，|subject:水位|verb:上升了",
            "time", "哪一年", "年份", "",
            "由于水闸某一年改建，水位上升了，那是哪一年？",
        ),
    ],
)  # fmt: skip
def test_some_thing_first_and_then_which(
    parts: str, form: str, ask: str, noun: str, measure: str, question: str
) -> None:
    assert question in shaped(frame(parts, form, ask, noun, measure))


def test_a_query_types_a_nickname_inside_its_name() -> None:
    one = frame(
        "subject:安德·“阿博”·罗思|verb:担任|modifier:青禾软件的|object*:厂长",
        "noun",
        "什么职务",
        "职务",
    )
    made = [t for _, t in searches(one, asks(one, "青禾软件的", "", ""))]
    assert made
    assert all("安德·阿博·罗思" in t for t in made)


def test_a_query_never_leaves_out_what_is_unsure() -> None:
    one = frame(
        "subject:青禾软件|scene:在望川市|relation:与可能停业的麦穗科技|verb:合办了|object*:麦浪学院",
        "noun", "哪所学校", "学校", "所",
    )  # fmt: skip
    made = [t for _, t in searches(one, asks(one, "", "", ""))]
    assert any("望川市" not in t for t in made)
    assert all("可能" in t for t in made if "search_brief" not in t)


def test_no_query_for_a_sentence_with_a_title() -> None:
    one = frame(
        "subject:《霁川舆图》|verb:收藏于|object*:岚舸大学", "noun", "哪所大学", "大学", "所"
    )
    assert not list(searches(one, asks(one, "", "", "")))


def test_nobody_is_called_by_two_names_in_one_question() -> None:
    names = {"屈映川": ("阿川",)}
    once = frame(
        "subject:屈映川|verb:收购了|object*:麦穗科技", "noun", "哪家公司", "公司", "家", names=names
    )
    twice = frame(
        "scene:屈映川离开青禾软件时，|subject:屈映川|verb:收购了|object*:麦穗科技",
        "noun", "哪家公司", "公司", "家", names=names,
    )  # fmt: skip
    assert [t for t in texts(once) if "阿川" in t]
    assert not [t for t in texts(twice) if "阿川" in t]


def test_one_is_the_maker_at_any_time() -> None:
    one = frame(
        "time:1976年，|subject*:佘砚樵|verb:发明了|object:“双晾法”", "person", "谁", "人", "位"
    )
    made = [t for t in texts(one) if "发明者" in t or "发明人" in t]
    assert made
    assert not [t for t in made if "1976年" in t]


def test_a_clause_with_its_own_verb_is_no_thing() -> None:
    assert is_thing("水泵的进口关税")
    assert not is_thing("对手忽悠了用户")


def test_a_cause_inside_a_question_takes_no_comma() -> None:
    one = frame(
        "subject:织鲤|scene:离线时，|adverb:不能|verb:打印|object:发票|after:，因为|after*:编号由服务器分配",
        "reason", "什么", "原因",
    )  # fmt: skip
    made = [t for t in texts(one) if "什么原因使得" in t]
    assert made
    assert not [t for t in made if "时，" in t]


def test_several_things_are_asked_for_in_whole_sentences() -> None:
    one = frame(
        "subject:砺汐泵业的新款手机助手|verb:支持|object*:微信、支付宝和现金",
        "noun",
        "哪些",
        "内容",
    )
    assert "砺汐泵业的新款手机助手支持的都有哪些？请一一列出。" in texts(one)
