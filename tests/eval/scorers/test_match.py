"""Tables of (gold, answer, verdict): what a person who knows the answer would say."""

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from eval.scorers import score
from eval.scorers.normalize import normalize
from tests.eval.scorers.cases import CASES, Case

CORRECT = [
    # the same value in another writing
    ("34万", "三十四万"), ("34万", "340000"), ("34万", "340,000块"), ("340,000个", "34万"), ("３４００００", "34万"),
    ("34万", "扎克伯格称，到2024年底将拥有超过34万块H100。"), ("12万5千", "125,000"), ("三万亿", "3万亿"),
    ("百分之二十", "20%"), ("20%", "占20 percent"), ("约61%", "百分之六十一"), ("百万美元以上", "超过100万美元"),
    ("150亿美元", "$15 billion"), ("150亿美元", "150亿"), ("1.5 million", "about 1,500,000 people"),
    ("twelve", "12"), ("165厘米", "1.65米"), ("一周", "7天"), ("两款", "2款"), ("三倍", "至少3倍"), ("2", "两位"),
    # dates
    ("一九一二年一月一日", "1912年1月1日"), ("1912年1月1日", "1912-01-01"), ("1912年1月1日", "January 1, 1912"),
    ("2013年", "2013"), ("1912年", "民国元年"), ("2013年", "是2013年12月成立的"), ("12 November 2010", "on November 12, 2010"),
    # script, width, punctuation
    ("臺灣", "台湾"), ("ABC公司", "ＡＢＣ公司"), ("红楼梦", "《红楼梦》。"), ("《红楼梦》", "红楼梦"), ("U.K.", "UK"),
    ("马克·扎克伯格", "馬克‧扎克伯格"), ("the United Kingdom", "the UK"), ("Café Müller", "cafe muller"),
    # inside a sentence
    ("北京", "中国的首都是北京。"), ("Paris", "It is Paris, of course."), ("上海", "不是北京，是上海"),
    ("Llama 2", "扎克伯格说是Llama2"), ("北京大学", "他毕业于北京大学物理系"), ("北京", "不仅是北京，还有上海"),
    # aliases written into the gold; parts that name the same
    ("雷朋（Ray-Ban）", "Ray-Ban"), ("AGI（通用人工智能）", "通用人工智能"), ("苹果公司", "苹果"),
    ("苹果和谷歌", "谷歌、苹果"), ("订阅和广告", "广告和订阅两种"), ("马克·扎克伯格", "扎克伯格决定的"),
    ("Madison, Wisconsin", "Madison"), ("Dai Yongge", "Yongge Dai"), ("Prime Minister Shinzo Abe", "Shinzo Abe"),
    ("一百零五", "105"), ("3", "答案是三。"), ("三", "是3"), ("两年", "2年"), ("3天", "三天"),
]  # fmt: skip
INCORRECT = [
    ("34万", "340万"), ("34万", "40000"), ("三万亿", "30000"), ("2015", "15"), ("15", "2015"), ("3518.17", "3518"),
    ("20%", "20.5%"), ("150亿美元", "150亿元"), ("3天", "3年"), ("165厘米", "165米"), ("1.2", "1.20.3"),
    ("京", "南京"), ("北京", "南京"), ("大学生", "大学"), ("art", "a cart"), ("GPT-4", "GPT-4o"), ("100", "H100"),
    ("Llama 3", "Llama 3.1"), ("U.K.", "U.S."), ("京都", "南京都有"),
    ("北京", "不是北京，是上海"), ("北京", "并非北京"), ("北京", "是上海而非北京"), ("北京", "北京并不是首都"),
    ("Mark Twain", "It was not Mark Twain but Poe."), ("Paris", "It isn't Paris"),
    ("苹果和谷歌", "苹果"), ("1912年1月1日", "1912年1月11日"), ("1912年1月1日", "1912年"), ("2013年", "2014年1月"),
    ("马克·扎克伯格", "兰迪·扎克伯格"), ("2023年7月18日", "2023年7月"), ("北京", "上海"), ("雷朋", "雷神"), ("3", "三星"), ("1", "统一"),
]  # fmt: skip
NOT_ATTEMPTED = [
    "", "   ", "。。。", "我不知道。", "抱歉，我无法回答这个问题。", "无法确定", "目前没有相关信息。", "不清楚", "未知",
    "I don't know.", "I'm not sure.", "I do not have access to that information.", "Unknown",
    "As an AI language model, I cannot provide that information.", "It is unclear.",
]  # fmt: skip


@pytest.mark.parametrize(("gold", "answer"), CORRECT)
def test_correct(gold: str, answer: str) -> None:
    assert score([gold], answer).outcome == "correct"


@pytest.mark.parametrize(("gold", "answer"), INCORRECT)
def test_incorrect(gold: str, answer: str) -> None:
    assert score([gold], answer).outcome == "incorrect"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.golds[0]}")
def test_own_pairs(case: Case) -> None:
    assert score(case.golds, case.answer, case.question).outcome == case.verdict


def test_the_table_is_large_and_has_both_languages() -> None:
    assert len(CASES) >= 150
    assert sum(case.golds[0].isascii() for case in CASES) > 50


@pytest.mark.parametrize("answer", NOT_ATTEMPTED)
def test_not_attempted(answer: str) -> None:
    assert score(["北京"], answer).outcome == "not_attempted"


@pytest.mark.parametrize(
    ("gold", "answer", "question", "outcome"),
    [
        ("7月18日", "2023年7月18日", "", "correct"),
        ("2023年7月18日", "7月18日", "Llama 2在2023年的哪一天发布？", "correct"),
        ("2023年7月18日", "7月18日", "Llama 2在哪一天发布？", "incorrect"),
        ("Albert Einstein", "Einstein", "Who found the theory of relativity?", "correct"),
        ("Albert Einstein", "Alfred Einstein", "Who found the theory of relativity?", "incorrect"),
        ("Daren Maxwell Kagasoff", "Daren Kagasoff played Ricky.", "who played ricky", "correct"),
        ("R. B. Bennett", "Richard Bedford Bennett", "who was prime minister", "correct"),
        # an answer that only repeats the question names no choice
        ("猫", "猫还是狗？", "它是猫还是狗？", "incorrect"),
        # a gold that is a sentence: what it adds to the question counts
        ("这句话描写的是吴用。", "吴用。", "“胸中藏战将”这句话描写的是哪个人物？", "correct"),
        (
            "这句话描写的是吴用。",
            "这句话描写的是宋江。",
            "“胸中藏战将”这句话描写的是哪个人物？",
            "incorrect",
        ),
    ],
)
def test_with_a_question(gold: str, answer: str, question: str, outcome: str) -> None:
    assert score([gold], answer, question).outcome == outcome


def test_knowing_beats_refusing() -> None:
    assert score(["北京"], "我不太确定，但应该是北京。").outcome == "correct"
    assert (
        score(["Paris"], "As an AI, I do not have live data, but it is Paris.").outcome == "correct"
    )


def test_any_alias_counts() -> None:
    assert score(["雷朋", "Ray-Ban"], "It is Ray-Ban.").outcome == "correct"
    assert score(["雷朋"], "It is Ray-Ban.").outcome == "incorrect"


def test_reasons_name_what_was_found() -> None:
    assert score(["34万"], "40000").reason == "another amount: 40000, expected 34万"
    assert score(["北京"], "不是北京").reason.startswith("denies it")
    assert score(["北京", "Beijing"], "Beijing").reason == "same text: Beijing"


def test_a_gold_without_letters_is_an_error() -> None:
    with pytest.raises(ValueError, match="no expected answer"):
        score(["。", ""], "北京")


LETTERS = st.text(
    st.sampled_from("北京上海苹果谷歌红楼梦甲乙丙丁abcdefgXYZ 0123456789·-三万"),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(LETTERS)
@example("0.")
def test_every_gold_answers_itself(gold: str) -> None:
    assume(normalize(gold).words)
    assert score([gold], gold).outcome == "correct"
    assert score([gold], f"《{gold}》。").outcome == "correct"
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in gold)
    assert unicodedata.normalize("NFKC", wide) == unicodedata.normalize("NFKC", gold)
    assert score([gold], wide).outcome == "correct"


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_any_text_gets_a_verdict(answer: str, gold: str, question: str) -> None:
    assume(normalize(gold).words)
    verdict = score([gold], answer, question)
    assert verdict.outcome in ("correct", "incorrect", "not_attempted") and verdict.reason


@settings(deadline=None)
@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_numbers_are_equal_only_to_themselves(one: int, other: int) -> None:
    expected = "correct" if one == other else "incorrect"
    assert score([str(one)], f"一共{other}个").outcome == expected
    assert score([f"{one:,}"], f"{other} people").outcome == expected
