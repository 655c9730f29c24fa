"""Names are found by what stands around them, not by a dictionary."""

import pytest

from data_prep.facts.names import find_names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("苇渚工厂很新。据苇渚工厂厂长说，苇渚工厂很大。", "苇渚工厂", "organization"),
        ("云岭工厂总经理蔺青庐说，今天很好。", "蔺青庐", "person"),
        ("Meta的CEO马克·扎克伯格也加入了。扎克伯格说好，扎克伯格笑了。", "马克·扎克伯格", "person"),
        ("静涛很好，静涛ST-80也很好，静涛系列都好。", "静涛", "topic"),
        ("《霁川舆图》绘于1641年。", "《霁川舆图》", "work"),
        ("OpenAI发布了ChatGPT。", "OpenAI", "latin"),
        ("谯未央：您好吗？\n逄若蘅：好。\n谯未央：真的吗？\n逄若蘅：真的。", "逄若蘅", "person"),
    ],
)
def test_chinese_names(text: str, name: str, kind: str) -> None:
    assert find_names(text, "", "zh").kinds.get(name) == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Jossa Pemblow said that it was late.", "Jossa Pemblow", "person"),
        ("The Ulvarrick Observatory is old.", "Ulvarrick Observatory", "organization"),
        ("Power comes from Ondravane.", "Ondravane", "latin"),
        ("“It is late,” said Jossa Pemblow, a partner.", "Jossa Pemblow", "person"),
        ("Present: Councillor Jossa Pemblow", "Jossa Pemblow", "person"),
        ("Jossa Pemblow is a beekeeper in Orle. She has nine hives.", "Jossa Pemblow", "person"),
        ("We met Jossa Pemblow.\nPemblow: No.\nPemblow: Yes.", "Jossa Pemblow", "person"),
        ("Minutes of the Parish Council of Orle", "Parish Council of Orle", "latin"),
        ("The works Pemblow & Sons is old.", "Pemblow & Sons", "latin"),
    ],
)
def test_english_names(text: str, name: str, kind: str) -> None:
    assert find_names(text, "", "en").kinds.get(name) == kind


def test_an_ordinary_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert "Colleagues" not in find_names("Colleagues described her as strict.", "", "en").kinds


def test_about_so_many_is_no_name() -> None:
    assert not find_names("Around 2,600 lamps were made. About 3,200 were sold.", "", "en").kinds


def test_tokens_cover_the_text_and_keep_model_numbers_with_their_name() -> None:
    names = find_names("静涛很好，静涛ST-80也很好，静涛系列都好。", "", "zh")
    tokens = names.tokens("静涛ST-80很好")
    assert "".join(t.text for t in tokens) == "静涛ST-80很好"
    assert tokens[0].text == "静涛ST-80"


def test_a_firm_that_is_named_in_full_once() -> None:
    text = "禾沃食品年度报告\n禾沃食品股份有限公司成立于2004年。公司成为公司第二大客户。上市公司是上市公司。"
    kinds = find_names(text, "", "zh").kinds
    assert kinds["禾沃食品"] == kinds["禾沃食品股份有限公司"] == "organization"
    assert "上市公司" not in kinds
    assert "成为公司" not in kinds
