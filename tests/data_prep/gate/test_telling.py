"""Whether a question tells its answer: the fast rule says what comparing canonical forms says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.ground import tells
from data_prep.gate.asking import Told
from data_prep.gate.reading import read
from data_prep.gate.values import values
from data_prep.records import Lang

PIECES = (
    "34万 340,000 三十四万 个 台 2023年7月18日 2023-07-18 二〇二三年七月 七月 18日 百分之二十 20% 三天 3天 两家 2家 砺汐 泵业 "
    "Llama 静涛ST-80 有 多少 哪 一 ？ ， 1.5亿元 12月 十二 $3 3美元"
).split()


def told(question: str, answers: list[str], lang: Lang = "zh") -> bool:
    reading = read(question, lang)
    return bool(Told(answers).by(reading, question, values(reading.folded, lang)))


@given(
    st.lists(st.sampled_from(PIECES), max_size=6),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=2),
)
def test_it_is_the_same_rule(question: list[str], answer: list[str]) -> None:
    text, wanted = "".join(question), "".join(answer)
    assert told(text, [wanted]) == tells(text, [wanted])


@pytest.mark.parametrize(
    ("question", "answer", "lang"),
    [
        ("Which year had 340 thousand pumps?", "340,000", "en"),
        ("What happened on July 18, 2023?", "18 July 2023", "en"),
        ("Who paid 20 percent?", "20%", "en"),
        ("三十四万台水泵是多少？", "34万台", "zh"),
    ],
)
def test_any_writing_tells(question: str, answer: str, lang: Lang) -> None:
    assert told(question, [answer], lang)
    assert not told(question, ["甲乙丙"], lang)
