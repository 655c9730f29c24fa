"""Facts in their paragraphs, read from a dataset folder."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eval.page.evidence import AROUND, fact_views, view

from .conftest import fact_rows, probe_rows, write_dataset


def document(text: str, doc_id: str = "doc0") -> dict[str, Any]:
    row = dict.fromkeys(("sha256", "lang", "meta"), "")
    return row | {"id": doc_id, "source": "a.md", "title": "A", "text": text}


def fact(start: int, end: int) -> dict[str, Any]:
    return fact_rows()[0] | {"start": start, "end": end}


def test_only_what_is_asked_for_comes_back(tmp_path: Path) -> None:
    documents = [document("标题\n第一段。34万块。\n第二段", f"doc{i}") for i in range(2)]
    facts = [row | {"start": 7, "end": 11} for row in fact_rows()]
    configs = [("facts", "train", facts), ("documents", "train", documents)]
    folder = write_dataset(tmp_path / "set", configs)
    found = fact_views(
        str(folder), {"fact0", "fact2", "unknown"}
    )  # fact2 is of a document that is not here
    assert set(found) == {"fact0"}
    shown = found["fact0"]
    assert (shown.before, shown.evidence, shown.after) == ("第一段。", "34万块", "。")
    assert (shown.title, shown.source, shown.modality, shown.salience) == (
        "A",
        "a.md",
        "asserted",
        2,
    )


def test_a_dataset_of_questions_alone_has_no_evidence(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "set", [("recall", "test", probe_rows())])
    assert fact_views(str(folder), {"fact0"}) == {}


@given(st.text(st.sampled_from("ab\n😀"), min_size=1, max_size=50), st.data())
def test_the_paragraph_is_of_the_document(text: str, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    shown = view(fact(start, end), document(text))
    assert shown.evidence == text[start:end]
    assert shown.before + shown.evidence + shown.after in text
    assert "\n" not in shown.before + shown.after
    assert not shown.cut_before and not shown.cut_after


def test_a_long_paragraph_is_cut_on_both_sides() -> None:
    text = "x" * 5000 + "evidence" + "y" * 5000
    shown = view(fact(5000, 5008), document(text))
    assert shown.before == "x" * AROUND and shown.after == "y" * AROUND
    assert shown.cut_before and shown.cut_after
