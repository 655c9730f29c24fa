"""When and where somebody said something."""

import pytest

from data_prep.facts.chinese_announcements import announcements
from tests.data_prep.facts.chinese_world import NAMES


def told(lead: str, content: str) -> set[tuple[str, str, str]]:
    found = announcements(lead, content, "屈映川", NAMES, {})
    return {(c.frame.text, c.object, c.frame.ask) for c in found}


def test_time_and_title_are_asked_of_the_saying() -> None:
    lead = "2024年7月，屈映川在一篇名为《潮与泵》（Tide and Pump）的博文中明确表示"
    statement = "2024年7月，屈映川在一篇名为《潮与泵》的博文中明确表示，静涛水泵并非利他之举"
    assert told(lead, "静涛水泵并非利他之举。") == {
        (statement, "2024年7月", "哪年哪月"),
        (statement, "《潮与泵》", "什么"),
    }


@pytest.mark.parametrize(
    ("lead", "content"),
    [
        ("2024年7月，他在一篇博文中表示", "静涛水泵并非利他之举。"),  # who
        ("去年，屈映川表示", "静涛水泵并非利他之举。"),  # when
        ("2024年7月，屈映川表示", "它并非利他之举。"),  # of what
        ("2024年7月，屈映川表示", "静涛水泵是否利他？"),
        ("屈映川表示", "静涛水泵并非利他之举。"),  # nothing to ask for
        ("2024年7月，砺汐泵业扩建了工厂，屈映川表示", "静涛水泵并非利他之举。"),  # when was that said
    ],
)  # fmt: skip
def test_nothing_is_told(lead: str, content: str) -> None:
    assert told(lead, content) == set()
