"""A document as sections."""

from hypothesis import given
from hypothesis import strategies as st

from data_prep.llm.sections import sections
from data_prep.records import Document, Lang
from tests.data_prep.conftest import NEWS_ZH, PROFILE_EN


def document(text: str, lang: Lang = "zh", title: str = "") -> Document:
    return Document("d1", "d1.txt", "0", lang, title, text, "{}")


def test_a_short_document_is_one_section() -> None:
    ((section, known),) = sections(document(NEWS_ZH, title="澜汀灯塔修复工程竣工"), 2000, 300)
    assert (section.before, section.start, section.end) == (0, 0, len(NEWS_ZH))
    assert known.title == "澜汀灯塔修复工程竣工"
    assert "裴若溪" in "".join(known.speakers)
    assert known.entities == ()


def test_a_later_section_knows_what_came_before() -> None:
    first, *others = sections(document(PROFILE_EN, "en"), 200, 120)
    assert others
    section, known = others[0]
    assert first[0].end == section.start
    assert 0 <= section.start - section.before <= 120
    assert "Ada Penhallow" in known.entities or "Marrowick" in " ".join(known.entities)


@given(st.text("甲乙。，\n ab.!", max_size=400), st.integers(20, 80), st.integers(0, 60))
def test_sections_are_the_document_and_overlap_no_more_than_asked(
    text: str, chars: int, overlap: int
) -> None:
    at = 0
    for section, _ in sections(document(text), chars, overlap):
        assert text[at : section.start].strip() == ""
        assert section.start < section.end <= section.start + chars
        assert section.start - overlap <= section.before <= section.start
        at = section.end
    assert text[at:].strip() == ""
