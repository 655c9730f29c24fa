"""Document → facts with their frames: what is found, what must not be asserted, what every fact must hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.clean.edits import Traced
from data_prep.discourse import utterances
from data_prep.facts.extract import Extraction, extract, line_languages, topic
from data_prep.facts.ground import question_problem, tells
from data_prep.facts.names import find_names
from data_prep.frame import Framed
from data_prep.records import Document, Fact, Lang

ALL = 1000.0
"""Facts per hundred characters: no cap."""


def document(text: str, lang: Lang = "zh", title: str = "") -> Document:
    return Document("d", "d.txt", "", lang, title, text, "")


def extracted(
    text: str, lang: Lang = "zh", title: str = "", per_sentence: int = 9, per_hundred: float = ALL
) -> Extraction:
    return extract(document(text, lang, title), Traced.of(text).runs(), per_sentence, per_hundred)


def facts(text: str, lang: Lang = "zh", title: str = "") -> list[Fact]:
    return [one.fact for one in extracted(text, lang, title).found]


def told(text: str, lang: Lang = "zh", title: str = "") -> set[tuple[str, str]]:
    return {(f.statement, f.object) for f in facts(text, lang, title)}


def check(one: Framed, text: str) -> None:
    """What holds for every fact of a document that is its own source."""
    fact, frame = one.fact, one.frame
    assert text[fact.start : fact.end] == fact.evidence
    assert (fact.source_start, fact.source_end) == (fact.start, fact.end)
    assert fact.object in fact.evidence
    stop = {"zh": "。", "en": "."}[fact.lang]
    assert fact.statement == frame.said + "".join(p.text for p in frame.parts) + stop
    assert fact.object == frame.parts[frame.asked].text
    assert fact.lang == frame.lang
    assert fact.object not in fact.aliases
    assert frame.ask
    assert frame.noun


NEWS = """砺汐泵业成立于1998年，拥有640名员工。砺汐泵业总经理屈映川表示，苇渚工厂每年将生产5万台静涛水泵。
屈映川认为，静涛水泵可能会取代进口水泵。“静涛水泵已经售出4.2万台。”屈映川说。他说，静涛水泵的噪声不超过62分贝。
如果订单增加，苇渚工厂将招聘300名工程师。苇渚工厂会停产吗？
The Tarn Bridge is 638 metres long and was opened in 1974 by Ilda Farrow.
苇渚工厂没有公布销量。砺汐泵业今年会更好。静涛水泵很好，苇渚工厂很大。砺汐泵业像一头睡狮。
"""

CHINESE = [
    ("砺汐工厂于2022年2月动工，总投资7.3亿元，占地212亩。砺汐工厂很新。", "2022年2月", "砺汐工厂于2022年2月动工。"),
    ("砺汐工厂总投资7.3亿元。砺汐工厂很新。", "7.3亿元", "砺汐工厂总投资7.3亿元。"),
    ("《霁川舆图》绘于1641年。", "1641年", "《霁川舆图》绘于1641年。"),
    ("2012年，《霁川舆图》获得沅碛省金楮工艺奖。", "2012年", "2012年，《霁川舆图》获得沅碛省金楮工艺奖。"),
    ("云岭工厂的样机比旧样机长了19厘米，因为机臂不能折叠。云岭工厂很大。", "19厘米", "云岭工厂的样机比旧样机长了19厘米。"),
    ("云岭工厂总经理蔺青庐在仪式上发言。蔺青庐说，云岭工厂很大。", "蔺青庐", "云岭工厂的总经理是蔺青庐。"),
    ("砺汐泵业很大。砺汐泵业关闭了苇渚工厂。原因是设备老化。苇渚工厂很大。", "设备老化", "砺汐泵业关闭了苇渚工厂，因为设备老化。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer", "statement"), CHINESE)
def test_chinese_facts(text: str, answer: str, statement: str) -> None:
    assert (statement, answer) in told(text)


ENGLISH = [
    ("Ondravane was founded in 1998 by Maret Askarde in Pellinmouth.", "1998", "date"),
    ("Dunnaclare Ferries employs 96 people and operates five vessels.", "96 people", "number"),
    ("Dunnaclare Ferries employs 96 people and operates five vessels.", "five vessels", "number"),
    ("In 1949, Edda Corrowine founded the Ulvarrick Observatory.", "1949", "date"),
    ("Yorane Tesklund said that the Ulvarrick Observatory has 62 employees.", "62 employees", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer", "kind"), ENGLISH)
def test_english_facts(text: str, answer: str, kind: str) -> None:
    assert (answer, kind) in {(f.object, f.type) for f in facts(text, "en")}


SILENT: list[tuple[Lang, str, str]] = [
    ("zh", "云岭工厂的总投资是7.3亿元吗？", "question"),
    ("zh", "难道云岭工厂有640名员工？", "rhetorical"),
    ("zh", "有人说，云岭工厂有640名员工。", "relayed"),
    ("zh", "云岭工厂像一头睡狮，有640名员工。", "figurative"),
    ("zh", "云岭工厂毫无疑问有640名员工。", "opinion"),
    ("zh", "我在云岭工厂见过640名员工。", "first_person"),
    ("zh", "请参观云岭工厂的640台水泵。", "command"),
    ("zh", "云岭工厂招聘640名员工", "heading"),
    ("zh", "他拥有640台水泵。", "pronoun"),
    ("zh", "今年该公司将推出12款新产品。", "pronoun"),
    ("zh", "云岭工厂去年推出了12款新产品。", "relative_time"),
    ("en", "Did Ondravane open in 1998?", "question"),
]


@pytest.mark.parametrize(("lang", "text", "reason"), SILENT)
def test_what_is_no_assertion_is_silent_and_says_why(lang: Lang, text: str, reason: str) -> None:
    done = extracted(text, lang)
    assert done.found == []
    assert done.silent == [(0, len(text), reason)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "如果云岭工厂明年扩建，总投资可能达到7.3亿元。"),  # the time stays relative
        ("zh", "云岭工厂因？yàn)橛X得7.3亿元很多。"),  # byte damage
        ("zh", "ChatGPT就是“一本正经地胡说八道”。"),  # 八道 is no number
        ("en", "If Ondravane had closed in 2008, 1,240 people would have lost their work."),
        ("en", "It employs 96 people."),
        ("en", "Last year Ondravane sold 360 units."),
    ],
)
def test_no_number_or_date(lang: Lang, text: str) -> None:
    assert not [f for f in facts(text, lang) if f.type in ("number", "date", "comparison")]


def test_every_fact_holds_what_it_must() -> None:
    for text in (NEWS, *(t for t, _, _ in CHINESE)):
        done = extracted(text)
        assert done.found
        for one in done.found:
            check(one, text)
            assert one.fact.split == "taught"
        starts = [one.fact.start for one in done.found]
        assert starts == sorted(starts)
        assert len({one.fact.id for one in done.found}) == len(done.found)


def test_spans_lead_back_to_the_source_before_it_was_cleaned() -> None:
    source = "广告砺汐泵业拥有640名员工。砺汐泵业很大。"
    cleaned = source[2:]
    runs = [(0, len(cleaned), 2, len(cleaned))]
    done = extract(document(cleaned), runs, per_hundred=ALL)
    assert done.found
    for one in done.found:
        assert source[one.fact.source_start : one.fact.source_end] == one.fact.evidence


def sentences() -> list[tuple[int, int]]:
    """The spans of the sentences of NEWS, each line in its own language."""
    languages = line_languages(NEWS, "zh")
    return [
        one.evidence
        for lang in set(languages)
        for one in utterances(NEWS, "", lang, find_names(NEWS, "", lang))
        if languages[one.paragraph] == lang
    ]


def test_every_sentence_has_a_fact_or_a_reason() -> None:
    for per_sentence, per_hundred in ((9, ALL), (1, ALL), (4, 3.0), (1, 0.1)):
        done = extracted(NEWS, per_sentence=per_sentence, per_hundred=per_hundred)
        covered = [(one.fact.start, one.fact.end) for one in done.found]
        covered += [(start, end) for start, end, _ in done.silent]
        assert all(any(s < end and start < e for s, e in covered) for start, end in sentences())
        assert all(reason.replace("_", "").isalpha() for _, _, reason in done.silent)


def test_a_speaker_a_hedge_and_a_condition_stay_with_the_claim() -> None:
    by = {f.object: f for f in facts(NEWS)}
    assert (by["62分贝"].speaker, by["62分贝"].modality) == ("屈映川", "reported")
    assert by["62分贝"].statement == "屈映川表示，静涛水泵的噪声不超过62分贝。"
    assert (by["4.2万台"].speaker, by["4.2万台"].modality) == ("屈映川", "reported")
    assert by["4.2万台"].statement == "屈映川表示，静涛水泵已经售出4.2万台。"
    assert by["5万台"].modality == "hedged"  # 将
    assert by["300名"].statement == "如果订单增加，苇渚工厂将招聘300名工程师。"
    assert (by["1998年"].speaker, by["1998年"].modality) == ("", "asserted")
    assert by["屈映川"].speaker == ""  # his post is the document's own word


def test_a_view_is_hedged() -> None:
    found = [f for f in facts(NEWS) if "取代" in f.statement]
    assert found
    assert {f.modality for f in found} == {"hedged"}
    assert all(f.statement.startswith("屈映川认为，") for f in found)


def test_the_host_of_an_interview_claims_nothing() -> None:
    text = "主持人：云岭工厂有300名员工，您怎么看？\n籍雨樵：云岭工厂有640名员工。\n主持人：谢谢您，云岭工厂真大？\n籍雨樵：再见。"
    [fact] = [f for f in facts(text) if f.type == "number"]
    assert (fact.object, fact.speaker) == ("640名", "籍雨樵")
    assert fact.statement == "籍雨樵表示，云岭工厂有640名员工。"


@pytest.mark.parametrize(
    ("text", "negation"),
    [
        ("苇渚工厂没有公布销量。苇渚工厂很大。", "没有"),
        ("苇渚工厂未能在2022年完成交付。苇渚工厂很大。", "未能"),
        ("苇渚工厂的噪声不超过62分贝。苇渚工厂很大。", "不"),
        ("Ondravane did not open in 1998.", "not"),
    ],
)
def test_a_negation_stays(text: str, negation: str) -> None:
    found = facts(text, "zh" if text[0] > "z" else "en")
    assert all(negation in f.statement for f in found)


def test_what_somebody_does_not_do_is_not_asked_for() -> None:
    assert facts("苇渚工厂不再生产潜水泵。苇渚工厂很大。") == []


def test_a_pronoun_is_named_from_the_sentence_before() -> None:
    text = "佘砚樵1938年到过槲砚镇。佘砚樵说，纸是活的。他在2012年获得金楮工艺奖。"
    [fact] = [f for f in facts(text) if f.object == "2012年"]
    assert fact.statement == "佘砚樵在2012年获得金楮工艺奖。"
    assert fact.evidence.rstrip("。") == "他在2012年获得金楮工艺奖"


def test_a_bare_head_is_the_subject_that_ends_with_it() -> None:
    text = "苇渚工厂占地212亩，比北闸工厂大。工厂总投资7.3亿元。苇渚工厂和北闸工厂都很新。"
    assert ("苇渚工厂总投资7.3亿元。", "7.3亿元") in told(text)


def test_a_reason_has_both_sentences_as_its_evidence() -> None:
    text = CHINESE[-1][0]
    [fact] = [f for f in facts(text) if f.type == "reason"]
    assert fact.evidence == "砺汐泵业关闭了苇渚工厂。原因是设备老化。"


def test_an_article_goes_on_about_its_topic() -> None:
    text = "澜汀灯塔（Lanting Lighthouse），灯塔。建于1921年。高47米。"
    assert ("澜汀灯塔建于1921年。", "1921年") in told(text, title="澜汀灯塔")
    assert topic(document(text, title="澜汀灯塔")) == "澜汀灯塔"
    assert topic(document(text, title="霁川的天气")) == ""
    assert topic(document("今天，天气很好。")) == ""


def test_an_article_may_have_its_first_word_in_its_title_only() -> None:
    assert topic(document("是霁川的一座灯塔。高47米。", title="澜汀灯塔 (霁川)")) == "澜汀灯塔"
    assert topic(document("霁川有一座灯塔。高47米。", title="澜汀灯塔 (霁川)")) == ""


def test_where_an_article_says_its_topic_lies_is_no_part_of_its_name() -> None:
    text = "北岬站位于岚舸市苇渚区，是一座换乘站。因地处北岬旧址而得名。"
    assert topic(document(text, title="北岬站")) == "北岬站"
    assert ("北岬站因地处北岬旧址而得名。", "地处北岬旧址") in told(text, title="北岬站")


def test_a_chief_officer_of_the_company_that_a_pronoun_means() -> None:
    text = (
        "砺汐泵业公司生产水泵。砺汐泵业公司总部设在岚舸市。\n"
        "记录报告给了佘砚樵、首席技术官维克托·“大维”·彼得森（Victor “Big” Peterson），该公司停产。"
    )
    found = {(s, o) for s, o in told(text) if "彼得森" in s}
    assert ("维克托·“大维”·彼得森担任砺汐泵业的首席技术官。", "首席技术官") in found


def test_lines_in_the_other_language_are_read_as_such() -> None:
    zh = "砺汐泵业拥有640名员工，很大。砺汐泵业很好，砺汐泵业成立于1998年。"
    en = "Varrick Glass Works was founded in 1950 by Ilda Farrow."
    for lang, text in (("zh", f"{zh}\n{en}\n{zh[:-1]}！"), ("en", f"{en}\n{zh}\n{en}")):
        found = {(f.lang, f.object) for f in facts(text, lang)}  # type: ignore[arg-type]
        assert {("zh", "640名"), ("en", "1950")} <= found


@pytest.mark.parametrize(
    ("lang", "line", "read_as"),
    [
        ("zh", "Varrick Glass Works was founded in 1950 by Ilda Farrow.", "en"),
        ("zh", "Varrick Glass Works", "zh"),  # a heading or a name
        ("zh", "砺汐泵业的工程师用Varrick Glass Works and Corren Systems的玻璃。", "zh"),
        ("en", "砺汐泵业拥有640名员工，总部位于岚舸市，成立于1998年。", "zh"),
        ("en", "The word 水泵 means pump.", "en"),
    ],
)
def test_line_languages(lang: Lang, line: str, read_as: str) -> None:
    assert line_languages(f"\n{line}", lang) == [lang, read_as]


def test_no_more_facts_of_a_sentence_than_asked_for_the_most_telling_first() -> None:
    text = "砺汐泵业到2026年底将拥有3.4万台静涛水泵。砺汐泵业很大，静涛水泵很好，静涛水泵很轻。"
    assert len(extracted(text, per_sentence=9).found) >= 3
    two = [one.fact for one in extracted(text, per_sentence=2).found]
    assert {f.object for f in two} == {"2026年底", "3.4万台"}


def test_no_more_facts_per_hundred_characters_than_asked_for() -> None:
    text = NEWS
    every = extracted(text)
    capped = extracted(text, per_hundred=2.0)
    room = round(len(text) * 2.0 / 100)
    assert len(every.found) > room
    assert len(capped.found) == room
    assert {one.fact.id for one in capped.found} <= {one.fact.id for one in every.found}
    left = min(one.fact.salience for one in capped.found)
    kept = {one.fact.id for one in capped.found}
    assert all(one.fact.salience <= left for one in every.found if one.fact.id not in kept)
    assert "less_telling" in {reason for _, _, reason in capped.silent}


def test_a_short_document_keeps_four_facts() -> None:
    text = "砺汐泵业拥有640名员工，占地212亩。砺汐泵业成立于1998年。砺汐泵业售出4.2万台。砺汐泵业很大。"
    assert len(extracted(text, per_hundred=0.1).found) == 4


def test_a_statement_told_twice_is_one_fact() -> None:
    once = "砺汐泵业拥有640名员工。砺汐泵业很大。"
    assert told(once + once) == told(once)
    assert len(facts(once + once)) == len(facts(once))


def test_aliases_are_other_writings_and_names_of_the_document() -> None:
    text = "砺汐泵业的董事长马克·屈斯顿（Mark Quiston）说，砺汐泵业拥有34万台水泵。屈斯顿笑了，屈斯顿走了。"
    by = {f.object: f for f in facts(text)}
    assert {"340000台", "340,000台", "三十四万台"} <= set(by["34万台"].aliases)
    assert "Mark Quiston" in by["马克·屈斯顿"].aliases


def test_spaces_between_scripts_are_read_over_but_the_answer_is_written_as_it_stands() -> None:
    text = "砺汐泵业推出了 ST-90 水泵，很轻。砺汐泵业拥有 640 名员工。砺汐泵业很大，ST-90很好。"
    by = {f.object: f for f in facts(text)}
    assert by["ST-90"].statement == "砺汐泵业推出了ST-90水泵。"
    assert "640 名" in by


def test_what_the_gate_turns_away_is_kept_with_its_verdict() -> None:
    done = extracted(NEWS)
    kept = {one.fact.id for one in done.found}
    assert all(not verdict for _, verdict in done.refused)
    assert not kept & {fact.id for fact, _ in done.refused}


_PIECES = [
    *"，。“”（）他她它说：；！？ \n的了和在不没将把被",
    *("砺汐泵业", "苇渚工厂", "静涛水泵", "屈映川", "ST-90", "2022年", "640名员工", "7.3亿元", "总经理", "表示", "如果", "因为", "目的是", "拥有", "发布了", "位于岚舸市"),
    *("Varrick Glass Works ", "was founded in ", "1950", ". ", "Ilda Farrow "),
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join), st.sampled_from(["zh", "en"]))
def test_no_text_breaks_the_extractor(text: str, lang: Lang) -> None:
    done = extracted(text, lang)
    for one in done.found:
        check(one, text)
    assert all(0 <= start < end <= len(text) for start, end, _ in done.silent)
    assert extracted(text, lang) == done


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_nor_does_any_other_text(text: str, lang: Lang) -> None:
    for one in extracted(text, lang, title=text[:8]).found:
        check(one, text)


@pytest.mark.parametrize(
    ("question", "answers", "is_told"),
    [
        ("Meta有34万块吗？", ["340,000块"], True),
        ("谁是厂长？", ["籍雨樵"], False),
        ("Who founded it in 1998?", ["1998"], True),
        ("第3届", ["3"], False),  # one character is met by chance
    ],
)
def test_tells(question: str, answers: list[str], is_told: bool) -> None:
    assert tells(question, answers) is is_told


@pytest.mark.parametrize(
    ("statement", "answer", "problem"),
    [("甲厂有640人。", "640人", "nothing_to_ask_about"), ("云岭工厂目前有640人。", "，", "bad_answer"), ("云岭工厂目前有640人。", "640人", "")],
)  # fmt: skip
def test_question_problem(statement: str, answer: str, problem: str) -> None:
    assert question_problem(statement, answer, "zh") == problem


ENTRY = """\
静涛线（），又名环礁线、泵线，是霁川的一条轻轨线，全长12公里。
本线由苇渚公司运营。苇渚公司在2019年成立。
"""


def test_an_entry_tells_its_other_names_and_what_this_line_is() -> None:
    found = {
        (one.fact.statement, one.fact.object) for one in extracted(ENTRY, title="静涛线").found
    }
    assert ("静涛线又名环礁线、泵线。", "环礁线、泵线") in found
    assert ("静涛线由苇渚公司运营。", "苇渚公司") in found
    assert not any("本线" in statement for statement, _ in found)


def test_this_line_stays_unnamed_where_no_entry_is() -> None:
    text = "霁川有许多轻轨线。本线由砺汐泵业运营，砺汐泵业很忙。"
    assert not any("本线" in one.fact.statement for one in extracted(text).found)


def test_a_thing_to_be_done_is_not_told_as_done() -> None:
    listed = "砺汐泵业会议纪要\n\n五、待办事项\n\n1. 屈映川于2021年8月提交检测方案。\n2. 屈映川将于2021年9月访问苇渚工厂。"
    statements = {f.statement for f in facts(listed)}
    assert not any("提交检测方案" in s for s in statements)
