"""What holds for any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.discourse import utterances
from data_prep.facts.names import find_names
from data_prep.records import Lang

PIECES = st.sampled_from([
    *"“”‘’「」（）《》\"'。！？，：；…—、. \n",
    "屈映川", "说", "表示", "认为", "他", "它", "其", "我们", "该公司", "公司", "砺汐泵业", "如果", "据", "记者：", "问：", "答：",
    "Jossa Pemblow", " said that ", " she ", "It ", "the company ", "We ", "According to ", "Q: ", "A: ", "if ",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["zh", "en"]))
def test_spans_are_of_the_text_and_no_line_is_lost(text: str, lang: Lang):
    found = list(utterances(text, "", lang, find_names(text, "", lang)))
    for u in found:
        assert text[u.start : u.end] == u.text
        assert u.evidence[0] <= u.start <= u.end <= u.evidence[1]
        assert text[: u.start].count("\n") == u.paragraph
        assert not u.speaker or u.said
    lines = {n for n, line in enumerate(text.split("\n")) if any(c.isalnum() for c in line)}
    said = {u.paragraph for u in found}
    labels = {n for n, line in enumerate(text.split("\n")) if line.rstrip().endswith((":", "："))}
    assert lines - labels <= said


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str):
    for lang in ("zh", "en"):
        list(utterances(text, text[:10], lang, find_names(text, "", lang)))
