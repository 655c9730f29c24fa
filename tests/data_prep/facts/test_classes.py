"""What the names of a document are, in its own words."""

import re

import pytest

from data_prep.facts.classes import classes
from data_prep.facts.tokens import Names
from tests.data_prep.facts.chinese_world import NAMES


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Halcyon模型很轻。", "Halcyon", "模型"),
        ("他们发布了语言模型Halcyon。", "Halcyon", "模型"),
        ("他们发布了语言模型“Halcyon”。", "Halcyon", "模型"),
        ("Halcyon（第三版）模型很轻。", "Halcyon", "模型"),
        ("Halcyon大型语言模型很轻。", "Halcyon", "模型"),
        ("Halcyon系列模型很轻。", "Halcyon", "模型"),
        ("Corvane公司很大。", "Corvane", "公司"),
        ("Corvane收购了北闸工厂。", "Corvane", "公司"),  # only companies do
        ("Kestrel于2021年推出了水泵。", "Kestrel", "公司"),
        ("水泵ST-90很轻。", "ST-90", "水泵"),
        ("首席科学家Mara Quill来了。", "Mara Quill", "人"),
    ],
)
def test_a_class_word_beside_a_name(text: str, name: str, word: str) -> None:
    assert classes(text, NAMES) == {name: word}


@pytest.mark.parametrize(
    "text",
    ["Halcyon是模型。", "Halcyon的模型很轻。", "屈映川模型很轻。", "Halcyon很轻。", "首席科学家Halcyon来了。"],
)  # fmt: skip
def test_no_class_word(text: str) -> None:
    assert classes(text, NAMES) == {}


def test_the_most_frequent_class_wins() -> None:
    text = "Halcyon系统很轻。Halcyon模型很轻。语言模型Halcyon很快。"
    assert classes(text, NAMES)["Halcyon"] == "模型"


def test_no_names_no_classes() -> None:
    assert classes("Halcyon模型很轻。", Names({}, None)) == {}


def test_a_later_version_is_what_the_first_one_is() -> None:
    names = Names({"Halcyon": "latin", "Halcyon 4": "latin"}, re.compile("Halcyon 4|Halcyon"))
    assert classes("Halcyon模型很轻。Halcyon 4很快。", names)["Halcyon 4"] == "模型"


def test_another_version_is_what_one_of_them_is() -> None:
    names = Names({"Halcyon 2": "latin", "Halcyon 3": "latin"}, re.compile("Halcyon 2|Halcyon 3"))
    assert classes("语言模型Halcyon 2很轻。Halcyon 3很快。", names)["Halcyon 3"] == "模型"


@pytest.mark.parametrize(
    "text",
    ["Halcyon是一款小巧的模型。", "Halcyon（第三版）是青禾软件开发的另一款语言模型，它很快。"],
)
def test_a_name_is_what_it_is_said_to_be(text: str) -> None:
    assert classes(text, NAMES)["Halcyon"] == "模型"
