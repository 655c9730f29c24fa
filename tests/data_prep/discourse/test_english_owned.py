"""What an "it" behind "the company’s product" stands for."""

from data_prep.discourse import utterances
from data_prep.facts.names import find_names

TEXT = (
    "Varrick Glass Works was founded in Corren in 1950. The company’s first product, a sealed lamp, went on"
    " sale in 1951. It sold only 360 times in its first year."
)


def test_it_is_not_the_owner_of_what_was_spoken_of() -> None:
    names = find_names(TEXT, "Varrick Glass Works", "en")
    last = list(utterances(TEXT, "Varrick Glass Works", "en", names))[-1]
    assert "Varrick Glass Works sold" not in last.plain
    assert last.unresolved == ("It",)
