"""Widths and quotation marks: one row per norm, and beside it what must keep its own."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Edit, Traced
from data_prep.clean.punctuation import narrowed, quotes, widths

Step = Callable[[str], list[Edit]]


def after(step: Step, text: str) -> str:
    return Traced.of(text).apply(step(text)).text


WIDTHS = [
    ("Ｌｌａｍａ３有７０Ｂ参数", "Llama3有70B参数"),
    ("同比＋１２％／年", "同比+12%/年"),
    ("泵厂,公司;工厂:车间!", "泵厂，公司；工厂：车间！"),
    ("你来吗?他来.", "你来吗？他来。"),
    ("产量(万台)上升", "产量（万台）上升"),
    ("元宇宙(metaverse)", "元宇宙（metaverse）"),
    ("使用Llama,他说", "使用Llama，他说"),
    ("见图1:水泵", "见图1：水泵"),
    ("多于130℃,应停机", "多于130℃，应停机"),
    ("中\u3000文", "中 文"),
]
SAME_WIDTH = [
    "共1,000台，10:30开工，比分3:2",
    "版本3.14与GPT-4.5",
    "函数f(x),g(x)成立",
    "OpenAI, Inc. 与 Meta",
    "https://a.b/c?x=1",
    "？【】《书》",
]


@pytest.mark.parametrize(("text", "expected"), WIDTHS)
def test_widths(text: str, expected: str) -> None:
    assert after(widths, text) == expected


@pytest.mark.parametrize("text", SAME_WIDTH)
def test_numbers_code_and_names_keep_their_width(text: str) -> None:
    assert after(widths, text) == text


@given(st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){1,3}|[0-2][0-9]:[0-5][0-9]", fullmatch=True))
def test_a_number_between_han_is_never_touched(number: str) -> None:
    assert after(widths, f"共{number}台") == f"共{number}台"


QUOTES = [
    ('他说"安静是算出来的"，笑了', "他说“安静是算出来的”，笑了"),
    ('"甲"与"乙"', "“甲”与“乙”"),
    ('the "quoted" word', 'the "quoted" word'),
    ('跨行"甲\n乙"', '跨行"甲\n乙"'),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotes(text: str, expected: str) -> None:
    assert after(quotes, text) == expected


CODE = [
    '```python\nprint("中文", x,中)\n```',
    '运行 `print("中文,x")` 即可',
    'printf("中文,%d", x);',
    'const 名 = {"键":"值"};',
    '# 注释\nname="张三"',
    "    return f(中,文);",
]


@pytest.mark.parametrize("text", CODE)
@pytest.mark.parametrize("step", [widths, quotes])
def test_code_keeps_its_marks(step: Step, text: str) -> None:
    assert after(step, text) == text


def test_text_beside_code_is_no_code() -> None:
    text = '```\na,中\n```\n他说"好",走了。'
    assert after(widths, after(quotes, text)) == "```\na,中\n```\n他说“好”，走了。"


def test_english_text_has_no_full_width_forms() -> None:
    assert after(narrowed, "Ｐｒｉｃｅ：　＄１２，fine") == "Price: $12,fine"


@given(st.text())
@pytest.mark.parametrize("step", [widths, quotes, narrowed])
def test_any_text_is_taken_and_left_in_its_norm(step: Step, text: str) -> None:
    once = after(step, text)
    assert after(step, once) == once
