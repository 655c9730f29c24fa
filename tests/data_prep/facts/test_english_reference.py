"""Who or what a pronoun or a bare noun is, in English."""

from data_prep.facts.english_reference import References
from tests.data_prep.facts.english_world import names


class TestReferences:
    TEXT = (
        "Ilda Farrow was born in Corren. She founded the Varrick Museum in 1950. It owns 300 lamps. The museum closed in 1960. "
        "It is hoped that sand grows cheaper."
    )

    def plain(self, *sentences: str) -> list[str]:
        memory = References(self.TEXT, "", names())
        return [memory.plain(sentence) for sentence in sentences]

    def test_a_pronoun_is_the_subject_before(self) -> None:
        assert self.plain("Ilda Farrow was born in Corren.", "She founded a school.")[1] == (
            "Ilda Farrow founded a school."
        )

    def test_a_bare_head_is_the_one_name_with_it(self) -> None:
        assert self.plain("The museum closed in 1960.") == ["The Varrick Museum closed in 1960."]

    def test_an_expletive_names_nothing(self) -> None:
        got = self.plain("The Varrick Museum closed.", "It is hoped that sand grows cheaper.")
        assert got[1] == "It is hoped that sand grows cheaper."

    def test_two_people_leave_it_open(self) -> None:
        got = self.plain("Ilda Farrow met Oren Tasker in 1950.", "He left in 1951.")
        assert got[1] == "He left in 1951."
