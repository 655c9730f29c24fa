"""Licences: only what the Hub names exactly gets its identifier."""

import pytest

from data_prep.card.licences import Licence, hub_id, licence


@pytest.mark.parametrize(
    ("stated", "id"),
    [
        ("CC BY-SA 4.0", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "cc-by-nc-4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.en", "cc0-1.0"),
        ("MIT", "mit"),
        ("Apache-2.0", "apache-2.0"),
        ("CC0", "cc0-1.0"),
        ("CC BY 9.9", ""),
        ("all rights reserved", ""),
        ("mit, more or less", ""),
        ("https://creativecommons.org.example/licenses/by/4.0/", ""),
        ("", ""),
    ],
)
def test_only_an_exact_licence_gets_an_identifier(stated: str, id: str) -> None:
    assert hub_id(stated) == id


def test_a_dataset_has_a_licence_only_if_every_document_states_one() -> None:
    assert licence({}) == Licence("unknown")
    assert licence({"MIT": 99, "": 1}) == Licence("unknown")
    assert licence({"MIT": 3}) == Licence("mit")
    assert licence({"MIT": 3, "CC BY 4.0": 1}) == Licence(["cc-by-4.0", "mit"])
    assert licence({"内部资料": 2}) == Licence("other", "内部资料")
    assert licence({"内部资料": 2, "MIT": 1}) == Licence("other", "several, see below")
