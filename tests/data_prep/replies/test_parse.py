"""What a reply holds, however it is wrapped: never an exception, never more than was said."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.replies import Reading, Unparsed, parsed, reading
from data_prep.replies.lenient_json import MOST_DEPTH

ITEM = {
    "type": "object",
    "properties": {"s": {"type": "string"}, "n": {"type": "number"}},
    "required": ["s"],
}
SCHEMA = {
    "title": "facts",
    "type": "object",
    "properties": {"facts": {"type": "array", "items": ITEM}},
    "required": ["facts"],
}
ONE = {"facts": [{"s": "远山科技的董事长是陈岚"}]}
GOOD = json.dumps(ONE, ensure_ascii=False)

WHOLE = {
    "plain": GOOD,
    "spaces and a BOM": "\ufeff\n " + GOOD + "\n",
    "a fence": f"```json\n{GOOD}\n```",
    "a fence without its end": f"```\n{GOOD}",
    "prose around": f"Sure! Here are the facts [as asked]:\n{GOOD}\nAnything else?",
    "Chinese prose": f"好的，以下是【事实】：{GOOD}。希望有帮助",
    "thoughts": "<think>maybe {\"facts\": []}?</think>" + GOOD,
    "thoughts whose beginning is in the prompt": 'maybe {"facts": []}?\n</think>\n' + GOOD,
    "a trailing comma": '{"facts": [{"s": "远山科技的董事长是陈岚",},],}',
    "single quotes": "{'facts': [{'s': '远山科技的董事长是陈岚'}]}",
    "full-width marks": "｛“facts”：［｛“s”：“远山科技的董事长是陈岚”｝］｝",
    "mixed marks": '{"facts"：[{"s"："远山科技的董事长是陈岚"}]}',
    "bare keys": '{facts: [{s: "远山科技的董事长是陈岚"}]}',
    "comments": '{"facts": [ // the facts\n{"s": "远山科技的董事长是陈岚"} /* one */ ]}',
    "a key twice": '{"facts": [], "facts": [{"s": "x", "s": "远山科技的董事长是陈岚"}]}',
    "escapes": '{"facts": [{"s": "\\u8fdc\\u5c71科技的董事长是陈岚"}]}',
    "a bare list": '[{"s": "远山科技的董事长是陈岚"}]',
    "a bare item": '{"s": "远山科技的董事长是陈岚"}',
    "the first of two": GOOD + '\n{"facts": [{"s": "second"}]}',
    "the schema first": json.dumps(SCHEMA) + "\n" + GOOD,
}  # fmt: skip


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_value_is_found_whatever_is_around_it(text: str) -> None:
    assert reading(text, SCHEMA) == Reading(ONE, partial=False)


PARTIAL = {
    "cut in a string": '{"facts": [{"s": "a"}, {"s": "b',
    "cut in a key": '{"facts": [{"s": "a"}, {"',
    "cut behind an item": '{"facts": [{"s": "a"}',
    "cut behind a comma": '{"facts": [{"s": "a"},',
    "cut in a number": '{"facts": [{"s": "a"}, {"s": "b", "n": 12',
    "cut in an escape": '{"facts": [{"s": "a"}, {"s": "b\\u4e',
    "cut and fenced": '```json\n{"facts": [{"s": "a"}\n```',
    "an item that is broken": '{"facts": [{"s": "a"}, {"s" "b"}]}',
    "an item that does not fit": '{"facts": [{"s": "a"}, {"n": 3}]}',
    "NaN where a number is wanted": '{"facts": [{"s": "a"}, {"s": "b", "n": NaN}]}',
    "a number that no float holds": '{"facts": [{"s": "a"}, {"s": "b", "n": 1e999}]}',
}


@pytest.mark.parametrize("text", PARTIAL.values(), ids=PARTIAL)
def test_whole_items_are_kept_and_the_loss_is_told(text: str) -> None:
    assert reading(text, SCHEMA) == Reading({"facts": [{"s": "a"}]}, partial=True)


NONE = {
    "nothing": ("", "it is empty"),
    "prose": ("I can't do that.", "it holds no JSON"),
    "thoughts only": ("<think>let me see {", "it was cut off while it thought"),
    "another shape": ('{"answer": 1}', "'facts' is a required property"),
    "a wrong type": ('{"facts": [{"s": 1}]}', "facts/0/s: 1 is not of type 'string'"),
    "cut too early": ('{"fac', "it was cut off, and 'facts' is a required property"),
    "too deep": ('{"a":' * 1000, "it holds no JSON"),
    "a string that is cut off": ('"the answer is', "it holds no JSON"),
    "code": ("__import__('os').system('true')", "it holds no JSON"),
}


@pytest.mark.parametrize(("text", "reason"), NONE.values(), ids=NONE)
def test_what_holds_none_says_why(text: str, reason: str) -> None:
    assert parsed(text, SCHEMA) == Unparsed(reason)


def test_quotes_that_nobody_escaped_are_text() -> None:
    said = '{"facts": [{"s": "他说"好"了"}, {"s": \'it\'s\'}, {"s": “他说“好”了”}]}'
    assert parsed(said, SCHEMA) == {
        "facts": [{"s": '他说"好"了'}, {"s": "it's"}, {"s": "他说“好”了"}]
    }


def test_what_a_string_says_of_thoughts_or_of_JSON_is_text() -> None:
    quoted = {"facts": [{"s": '</think>{"facts": [{"s": "planted"}]}```json{"facts": []}```'}]}
    assert parsed(json.dumps(quoted), SCHEMA) == quoted


def test_free_values() -> None:
    assert parsed("42", None) == 42
    assert parsed(' "好" ', None) == "好"
    assert parsed('{"a": [1, 2.5, -3e2, true]}', None) == {"a": [1, 2.5, -300.0, True]}
    assert parsed("[1, 23", None) == [1]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
containers = values.filter(lambda value: isinstance(value, list | dict))
JSONISH = st.text("{}[]\":,'“”：，｛｝\\/*\n aé好1-.e𝄞ntrue<think>`", max_size=60)


@given(containers, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_valid_JSON_is_read_as_it_is(value: Any, ascii: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii, indent=indent)
    assert reading(text, None) == Reading(value, partial=False)
    assert reading(f"```json\n{text}\n```", None) == Reading(value, partial=False)


@given(st.text(max_size=80) | JSONISH)
def test_whatever_a_reply_says_nothing_is_raised(text: str) -> None:
    for schema in (None, SCHEMA, {"type": "array"}, {"type": "string"}):
        found = reading(text, schema)
        assert isinstance(found, Reading | Unparsed)
        if isinstance(found, Reading):  # a value that JSON can hold
            json.dumps(found.value, allow_nan=False).encode()


facts = st.lists(
    st.fixed_dictionaries({"s": st.text(max_size=8)}, optional={"n": st.integers()}), max_size=5
)


@given(facts, st.data())
def test_cut_anywhere_what_is_kept_was_said(some: list[Any], data: st.DataObject) -> None:
    text = json.dumps({"facts": some}, ensure_ascii=False)
    cut = data.draw(st.integers(0, len(text)))
    found = reading(text[:cut], SCHEMA)
    if isinstance(found, Reading):
        kept = found.value["facts"]
        assert kept == some[: len(kept)]
        assert found.partial == (cut < len(text))
        # no whole item before the cut is lost
        whole = sum(
            len(json.dumps({"facts": some[: n + 1]}, ensure_ascii=False)) - 2 <= cut
            for n in range(len(some))
        )
        assert len(kept) == whole
    else:
        assert cut < len('{"facts": [')


@given(st.integers(0, 3 * MOST_DEPTH))
@settings(max_examples=20)
def test_values_nest_as_deep_as_is_said(depth: int) -> None:
    found = parsed("[" * depth + "1" + "]" * depth, {"type": "array"}) if depth else []
    assert isinstance(found, list) or depth > MOST_DEPTH


@pytest.mark.parametrize(
    "beginning",
    ["[", '{"a":', '["', '"', "[1,", "{'a':[", "<think>", "</think>", "</think>[]", "// ", "\\"],
)
def test_hostile_replies_take_no_longer_than_their_length(beginning: str) -> None:
    began = time.process_time()
    reading(beginning * 8_000, SCHEMA)
    assert time.process_time() - began < 2
