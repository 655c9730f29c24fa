"""A document's own date."""

from datetime import date

import pytest

from data_prep.discourse import document_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("文某 2025-01-13\n这是正文。", date(2025, 1, 13)),
        ("《岚舸晨讯》2024年5月29日报道（记者 文某）工厂投产。", date(2024, 5, 29)),
        ("PELLIN, 4 June 2024 - The first ferry sailed.", date(2024, 6, 4)),
        ("14 March 2024\nText.", date(2024, 3, 14)),
        ("Published on May 7, 2024\nText.", date(2024, 5, 7)),
    ],
)
def test_a_date_line(text: str, day: date):
    assert document_date(text, "") == day


@pytest.mark.parametrize(
    "text",
    [
        "2023年7月18日，砺汐泵业发布了水泵，屈映川出席了仪式。",
        "It was opened on 9 May 1971.",
        "2024-13-40\n正文。",
    ],
)
def test_a_date_in_the_text_is_not_its_date(text: str):
    assert document_date(text, "") is None


def test_the_readers_date_where_the_text_has_none():
    assert document_date("正文。", "标题", "2024-09-10") == date(2024, 9, 10)
