"""The table for model cards."""

from hypothesis import given
from hypothesis import strategies as st

from eval.grid import escaped
from eval.markdown import as_markdown, markdown_table
from eval.samples import Score
from eval.table import tabulate

from .test_samples import SAMPLE


def test_a_table_of_two_runs() -> None:
    runs = {
        name: [Score("s", value, "", "", "")] for name, value in (("base", False), ("tuned", True))
    }
    table = tabulate([SAMPLE], runs, ("group", "lang"))
    assert markdown_table(table) == (
        "| group | lang | n | base | tuned | gained | lost | p |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        "| taught | zh | 1 | 0.0% [0.0, 79.3] | 100.0% [20.7, 100.0] | 1 | 0 | 1.000 |"
    )
    text = as_markdown("A *title*", table, by_probe=table, neutral={"base": 1.0, "tuned": 1.5})
    assert text.startswith("## A \\*title\\*\n\n| group") and text.count("| taught") == 2
    assert "base 1.000, tuned 1.500" in text and "Net effect" not in text


def test_one_run_has_no_change() -> None:
    table = tabulate([SAMPLE], {"base": [Score("s", True, "", "", "")]}, ("group",))
    assert "gained" not in markdown_table(table)


@given(st.text(st.characters()), st.text("|\\`<>[]*_\n\r\u2028#&!~"))
def test_no_name_adds_a_column_a_line_or_markup(name: str, marks: str) -> None:
    text = escaped(name + marks)
    assert len(text.splitlines()) <= 1 and text.encode().decode() == text
    bare = text.replace("\\\\", "")
    for mark in "|`[]*_#!~":
        assert bare.count(mark) == bare.count("\\" + mark)
    assert "<" not in text and ">" not in text
