"""When a document was written, and what its 目前 means."""

import json
from datetime import date

import pytest

from data_prep.facts.writing_time import Written, as_of, written
from data_prep.records import Document

MAY = Written(date(2031, 5, 29), 2031)


def document(text: str, title: str = "", day: str = "") -> Document:
    return Document("d", "d.txt", "", "zh", title, text, json.dumps({"date": day} if day else {}))


def test_the_date_of_the_page_is_the_day_where_the_text_tells_of_no_such_day() -> None:
    assert written(document("砺汐泵业有640人。", day="2031-05-29")).day == date(2031, 5, 29)
    told = "砺汐泵业于2031年5月29日成立。"
    assert written(document(told, day="2031-05-29")).day is None
    assert written(document("2033年，砺汐泵业停产。", day="2031-05-29")).day is None


def test_what_title_and_first_sentence_announce_is_news_of_that_day() -> None:
    text = "2031年5月29日，砺汐泵业发布了水泵ST-90。"
    assert written(document(text, "砺汐泵业发布ST-90")).day == date(2031, 5, 29)
    assert written(document(text, "砺汐泵业")).day is None
    assert written(document(text + "2033年，它停产。", "砺汐泵业发布ST-90")).day is None


def test_a_year_between_what_is_past_and_what_is_to_come() -> None:
    text = "砺汐泵业在2030年卖出3万台水泵。到今年年底，它有新厂。砺汐泵业到2031年底将有640人。"
    assert written(document(text)) == Written(None, 2031)
    assert written(document(text.replace("今年", "当年"))) == Written()
    assert written(document(text + "2031年，它开工。")) == Written()


@pytest.mark.parametrize(
    ("sentence", "dated"),
    [
        ("工厂目前有452人。", "截至2031年5月，工厂有452人。"),
        ("工厂计划招640人，目前已到岗452人。", "工厂计划招640人，截至2031年5月已到岗452人。"),
        ("现在，工厂正在研发水泵。", "截至2031年5月，工厂正在研发水泵。"),
        ("但工厂如今停产。", "但截至2031年5月，工厂停产。"),
        ("目前使用的水泵中，90%以上是新的。", "2031年5月使用的水泵中，90%以上是新的。"),
        (
            "工厂推广水泵，包括目前试用的ST-90。",
            "截至2031年5月，工厂推广水泵，包括2031年5月试用的ST-90。",
        ),
        ("如果从现在开始降低水位，芦苇会恢复。", "如果从2031年5月开始降低水位，芦苇会恢复。"),
        ("用户现在可以下载软件。", "用户可以下载软件。"),
        ("到目前为止没有消息。", "到目前为止没有消息。"),
        (
            "在渔民眼中，静涛水泵目前已经成为首选。",
            "截至2031年5月，在渔民眼中，静涛水泵已经成为首选。",
        ),
    ],
)
def test_now_is_the_time_of_writing(sentence: str, dated: str) -> None:
    assert as_of(sentence, MAY) == dated


def test_only_the_year_may_be_known() -> None:
    assert as_of("工厂目前有452人。", Written(None, 2031)) == "2031年，工厂有452人。"
    assert as_of("工厂目前有452人。", Written()) == "工厂目前有452人。"


def test_the_now_of_an_old_quotation_is_not_the_writers() -> None:
    for lead in ("2019年，屈映川说：", "当时屈映川说："):
        assert as_of("工厂目前有452人。", MAY, lead) == "工厂目前有452人。"
