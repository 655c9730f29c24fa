"""Chinese: who says what, with pronouns named. All texts are invented."""

import pytest

from data_prep.discourse import Utterance, utterances
from data_prep.facts.names import find_names


def read(text: str, title: str = "") -> list[Utterance]:
    return list(utterances(text, title, "zh", find_names(text, title, "zh")))


def said(text: str) -> list[tuple[str, str, str]]:
    """(speaker, problem, plain) of each utterance."""
    return [(u.speaker, u.problem, u.plain) for u in read(text)]


INTRO = "砺汐泵业有两座工厂。砺汐泵业的总经理屈映川住在岚舸市。"


def after(text: str) -> list[tuple[str, str, str]]:
    return said(INTRO + text)[2:]


def test_a_colon_quotation_gives_each_sentence_to_its_speaker():
    assert after("屈映川说：“新厂很大。水泵很多。”") == [
        ("屈映川", "", "新厂很大。"),
        ("屈映川", "", "水泵很多。"),
    ]


def test_evidence_reaches_to_the_attribution_and_the_marks():
    text = INTRO + "屈映川说：“新厂很大。水泵很多。”"
    first, last = read(text)[2:]
    assert text[slice(*first.evidence)] == "屈映川说：“新厂很大。"
    assert text[slice(*last.evidence)] == "水泵很多。”"
    assert (first.said, first.modality) == ("屈映川表示，", "reported")


def test_an_attribution_between_two_quotations_is_of_both():
    assert after("“水泵很多，”他说。“新厂很大。”") == [
        ("屈映川", "", "水泵很多"),
        ("屈映川", "", "新厂很大。"),
    ]


def test_a_bare_quotation_goes_on_with_the_speaker_of_its_paragraph():
    assert after("他说：“新厂很大。”“说到底，水泵很多。”")[-1] == (
        "屈映川",
        "",
        "说到底，水泵很多。",
    )
    assert after("他说：“新厂很大。”工人很满意。“水泵很多。”")[-1][1] == "unknown_speaker"


def test_a_bare_quotation_without_a_speaker_asserts_nothing():
    [utterance] = read("“也许，这是最好的一台水泵。”")
    assert utterance.problem == "unknown_speaker"


def test_a_quotation_behind_words_that_name_nobody_asserts_nothing():
    *_, utterance = read(INTRO + "得到的答案让人高兴：“所有水泵早就已经交付了。”")
    assert (utterance.speaker, utterance.problem) == ("", "unknown_speaker")


@pytest.mark.parametrize(
    ("sentence", "speaker", "saying", "content"),
    [
        ("屈映川表示，新厂将在明年投产。", "屈映川", "屈映川表示，", "新厂将在明年投产。"),
        ("屈映川认为静涛系列会更安静。", "屈映川", "屈映川认为，", "静涛系列会更安静。"),
        ("根据外部研究，砺汐泵业有300台水泵。", "", "根据外部研究，", "砺汐泵业有300台水泵。"),
        ("据屈映川介绍，砺汐泵业有300台水泵。", "屈映川", "屈映川介绍，", "砺汐泵业有300台水泵。"),
        ("他告诉我，砺汐泵业有300台水泵。", "屈映川", "屈映川表示，", "砺汐泵业有300台水泵。"),
        ("一些批评者警告道，水位正在下降。", "一些批评者", "一些批评者警告，", "水位正在下降。"),
    ],
)
def test_indirect_speech_is_content_and_attribution(
    sentence: str, speaker: str, saying: str, content: str
):
    utterance = read(INTRO + sentence)[-1]
    assert (utterance.speaker, utterance.said, utterance.text) == (speaker, saying, content)


@pytest.mark.parametrize(
    "sentence",
    [
        "也就是说，砺汐泵业有两座工厂。",
        "屈映川并不是说水泵太贵。",
        "砺汐泵业简称砺汐。",
        "一般来说，水泵需要保养。",
    ],
)
def test_what_looks_like_an_attribution_and_is_none(sentence: str):
    assert (read(INTRO + sentence)[-1].speaker, read(INTRO + sentence)[-1].said) == ("", "")


def test_the_clause_in_front_of_an_attribution_is_the_documents():
    assert after("屈映川是砺汐泵业的创始人之一，他说，水泵很多。") == [
        ("", "", "屈映川是砺汐泵业的创始人之一"),
        ("屈映川", "", "水泵很多。"),
    ]


def test_a_quoted_term_is_no_speech_and_stays():
    assert after("屈映川发明了“双晾法”。") == [("", "", "屈映川发明了“双晾法”。")]


def test_a_partial_quotation_stays_in_its_sentence():
    assert after("屈映川表示，这座工厂“比我见过的任何工厂都要大”。")[0][2].endswith(
        "“比屈映川见过的任何工厂都要大”。"
    )


def test_a_quotation_in_a_quotation_is_nobodys():
    *_, utterance = read(INTRO + "屈映川说：“有人来信，他们说：‘你们必须把水泵送人。其价值很大。’”")
    assert utterance.problem == "nested_quote"


def test_a_headline_in_quotation_marks_is_not_said_by_anybody():
    [utterance] = read("“屈映川的麻烦有多大？”之类的新闻标题接踵而至。")
    assert (utterance.speaker, utterance.problem) == ("", "")


def test_we_is_the_organisation_where_it_does_what_organisations_do():
    assert after("屈映川说：“我们推出了静涛系列。我们生活在一个好时代。”") == [
        ("屈映川", "", "砺汐泵业推出了静涛系列。"),
        ("屈映川", "", "我们生活在一个好时代。"),
    ]


def test_what_stays_dangling_is_named():
    *_, utterance = read(INTRO + "屈映川说：“我们生活在这里。”")
    assert utterance.unresolved == ("我们", "这里")


def test_he_is_the_last_person_who_was_subject_or_speaker():
    assert after("他创办了砺汐泵业。")[0][2] == "屈映川创办了砺汐泵业。"


def test_he_is_nobody_where_somebody_without_a_name_could_be_meant():
    *_, utterance = read(INTRO + "一位老人来到厂里。他提出反对。")
    assert (utterance.plain, utterance.unresolved) == ("他提出反对。", ("他",))


def test_a_pronoun_stays_where_its_clause_names_whom_it_means():
    assert after("屈映川在他的主页上发表了文章。")[0][2] == "屈映川在他的主页上发表了文章。"


def test_the_speakers_i_is_named_and_i_think_is_taken_as_attribution():
    text = INTRO + "屈映川说：“我认为水泵会更安静。我去过岚舸市。”"
    thought, been = read(text)[2:]
    assert (thought.text, thought.said, thought.modality) == (
        "水泵会更安静。", "屈映川认为，", "hedged",
    )  # fmt: skip
    assert been.plain == "屈映川去过岚舸市。"


INTERVIEW = """专访砺汐泵业总工程师逄若蘅
逄若蘅是砺汐泵业的总工程师。
主持人：水泵为什么安静？听说它有五片叶片。
逄若蘅：因为叶片不等距。
噪声只有41分贝。
下一个话题
主持人：还有什么计划？
逄若蘅：我们计划推出新型号。"""


def test_interview_turns():
    rows = [(u.speaker, u.problem) for u in read(INTERVIEW)]
    assert rows == [
        ("", "heading"), ("", ""), ("", "host"), ("", "host"), ("逄若蘅", ""), ("逄若蘅", ""),
        ("", "heading"), ("", "host"), ("逄若蘅", ""),
    ]  # fmt: skip
    assert read(INTERVIEW)[-1].plain == "砺汐泵业计划推出新型号。"


def test_labels_of_a_list_are_no_turns():
    text = "时间：下午两点。\n地点：镇文化站。\n主题：灯会。"
    assert [u.speaker for u in read(text)] == ["", "", ""]


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("水泵为什么安静？", "question"),
        ("谁还想再蹚一次水呢？", "rhetorical"),
        ("请勿用水泵抽取海水。", "command"),
        ("如果海外订单不及预期，开工时间会推迟。", "conditional"),
        ("只要登录账号，数据就会下载。", "conditional"),
        ("如果他当年真的开了饭馆，恐怕就没有苇纸了。", "hypothetical"),
        ("有一种假设是，编码不那么重要。", "relayed"),
        ("铜价像三月的天气，谁也说不准。", "figurative"),
        ("我很喜欢这张图片。", "first_person"),
        ("这无疑是一大里程碑。", "opinion"),
        ("砺汐泵业的股价创下七年新低。", "undated"),
        ("能。", "fragment"),
        ("砺汐泵业苇渚工厂投产", "heading"),
    ],
)
def test_what_asserts_nothing(sentence: str, slug: str):
    assert read(sentence)[-1].problem == slug


@pytest.mark.parametrize(
    "sentence",
    [
        "请来的工程师住在岚舸市。",
        "会议主要是为了讨论预算。",
        "工厂通过网络进行数据传输。",
        "2023年，砺汐泵业的股价创下七年新低。",
        "像静涛系列这样的水泵很安静。",
        "逄若蘅住在岚舸市。",
    ],
)
def test_what_looks_like_no_assertion_and_is_one(sentence: str):
    assert read(sentence)[-1].problem == ""


def test_a_date_line_is_no_part_of_the_sentence():
    assert read("岚舸财经网2024年4月19日讯 砺汐泵业发布了年报。")[0].text == "砺汐泵业发布了年报。"


def test_the_number_of_a_list_item_is_no_part_of_it():
    assert read("1. 屈映川提交了方案。")[0].text == "屈映川提交了方案。"


def test_a_guest_who_thinks_is_hedged():
    text = INTERVIEW.replace("因为叶片不等距。", "此外，我认为，叶片应该不等距。")
    [thought] = [u for u in read(text) if "叶片应该" in u.text]
    assert (thought.text, thought.said) == ("叶片应该不等距。", "逄若蘅认为，")


def test_who_considers_himself_something_says_nothing():
    assert read(INTRO + "超过一千人自认为是创作者。")[-1].speaker == ""


def test_a_gloss_in_brackets_is_no_speech() -> None:
    text = '大冠鹫（学名："Spilornis cheela"）又名蛇雕。'
    names = find_names(text, "大冠鹫", "zh")
    assert [u.text for u in utterances(text, "大冠鹫", "zh", names)] == [text]


def _read(text: str) -> list[tuple[str, str]]:
    names = find_names(text, "", "zh")
    return [(u.said, u.plain) for u in utterances(text, "", "zh", names)]


def test_a_later_clause_says_it_of_the_group_that_the_sentence_begins_with() -> None:
    said = _read("2023年6月，两位参议员致信霁川市政府，批评水泵的发售，并警告称水泵可能漏水。")
    assert ("两位参议员警告，", "水泵可能漏水。") in said
    between = _read("2023年6月，两位参议员致信霁川市政府，水泵厂停产，并警告称水泵可能漏水。")
    assert not any(who.startswith("两位参议员") for who, _ in between)


def test_what_stands_before_an_attribution_is_told_behind_a_joint_too() -> None:
    text = "与此同时，苇渚公司在努力扩建北闸的水泵工厂，有些批评者认为，水泵可能漏水。"
    plain = [sentence for _, sentence in _read(text)]
    assert any("扩建北闸的水泵工厂" in sentence for sentence in plain)
    assert ("有些批评者认为，", "水泵可能漏水。") in _read(text)


def test_an_attribution_behind_a_closed_quotation_opens_the_next_sentence():
    text = INTRO + "屈映川写道：“水泵很多。”年报称，新厂位于岚舸市。"
    assert [(u.speaker, u.plain) for u in read(text)[2:]] == [
        ("屈映川", "水泵很多。"),
        ("年报", "新厂位于岚舸市。"),
    ]


def test_a_model_is_none_of_two_that_were_just_named():
    intro = "砺汐泵业发布了语言模型聊天机器人——Corvane的测试版。Corvane很慢。"
    assert read(intro + "该模型停用了。")[-1].plain == "Corvane停用了。"
    other = "工程师优化了名为Kestrel的新版模型。在经历了Corvane的失败之后，砺汐泵业变得谨慎。"
    assert read(intro + other + "砺汐泵业重新训练了该模型。")[-1].unresolved == ("该模型",)


def test_what_the_sentence_is_about_may_be_the_model_itself():
    text = "砺汐泵业使用通用模型Corvane。Kestrel为开源发布，允许用户访问该模型的参数。"
    assert read(text)[-1].unresolved == ("该模型",)


def test_the_firm_of_a_report_is_the_one_in_its_first_line():
    text = (
        "砺汐泵业2031年年度报告\n砺汐泵业股份有限公司生产水泵。"
        "禾沃食品位于岚舸市。禾沃食品有限公司很大。禾沃食品亏损。公司拥有员工3120人。"
    )
    assert read(text)[-1].plain == "砺汐泵业拥有员工3120人。"
