"""Our templates beside the references: texts beside renderings of others, tokens beside Meta's own code."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.train import references
from train.templates import FAMILIES, PAD_TOKENS, PINNED_DATE, family_of, pin_date

CONTENT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@st.composite
def conversations(draw: st.DrawFn) -> list[dict[str, str]]:
    """A system text or none, then user and assistant in turn."""
    turns = [{"role": "system", "content": draw(CONTENT)}] if draw(st.booleans()) else []
    for at in range(draw(st.integers(1, 5))):
        turns.append({"role": ("user", "assistant")[at % 2], "content": draw(CONTENT)})
    return turns


def render(template: str, turns: list[dict[str, str]], family: str, **variables: Any) -> str:
    from transformers.utils.chat_template_utils import render_jinja_template

    made = FAMILIES[family]
    variables = {"bos_token": made.begin, "eos_token": made.end_of_turn} | variables
    [text], _ = render_jinja_template([turns], chat_template=template, **variables)
    return text


REFERENCES = {
    "llama3": lambda: references.of_trl("llama3"),
    "llama3.1": lambda: references.of_trl("llama3_1"),
    "llama3.2": lambda: pin_date(references.of_trl("llama3_2")),
    "llama3.3": lambda: references.of_trl("llama3_1"),  # the same file on the Hub
    "llama4": references.of_transformers,
}


@pytest.mark.parametrize("family", REFERENCES)
@settings(max_examples=100, deadline=None)
@given(turns=conversations(), asked=st.booleans())
def test_text_equals_the_reference(family: str, turns: list[dict[str, str]], asked: bool):
    reference = REFERENCES[family]()
    ours = render(FAMILIES[family].template, turns, family, add_generation_prompt=asked)
    assert ours == render(reference, turns, family, add_generation_prompt=asked)


@settings(max_examples=200, deadline=None)
@given(turns=conversations())
def test_llama_2_equals_metas_format(turns: list[dict[str, str]]):
    assert render(FAMILIES["llama2"].template, turns, "llama2") == references.llama2(turns)


@pytest.mark.parametrize("family", ["llama3.1", "llama3.2", "llama3.3"])
def test_a_server_that_names_the_date_gets_it(family: str):
    turns = [{"role": "user", "content": "q"}]
    text = render(FAMILIES[family].template, turns, family, date_string="01 Jan 2030")
    reference = render(references.of_trl("llama3_2"), turns, family, date_string="01 Jan 2030")
    assert text == reference
    assert "Today Date: 01 Jan 2030\n\n<|eot_id|>" in text
    assert f"Today Date: {PINNED_DATE}\n\n" in render(FAMILIES[family].template, turns, family)


def test_llama_2_refuses_turns_out_of_order():
    from jinja2 import TemplateError

    with pytest.raises(TemplateError, match="in turn"):
        render(FAMILIES["llama2"].template, [{"role": "user", "content": "q"}] * 2, "llama2")


def test_every_padding_token_is_tried():
    assert {family.pad for family in FAMILIES.values()} <= set(PAD_TOKENS)
    for family in FAMILIES.values():
        assert family.pad not in (family.begin, family.end_of_turn, family.end_of_text)
        assert {family.end_of_turn, family.end_of_text} <= set(family.stops)


LLAMA = {"model_type": "llama", "vocab_size": 128_256}
STRETCHED = {"rope_type": "llama3", "factor": 8.0}


@pytest.mark.parametrize(
    ("name", "config", "vocabulary", "family"),
    [
        ("meta-llama/Llama-2-7b-hf", None, (), "llama2"),
        ("meta-llama/Meta-Llama-3-8B", None, (), "llama3"),
        ("meta-llama/Llama-3.1-70B-Instruct", None, (), "llama3.1"),
        ("bases/llama3.2_1b/", None, (), "llama3.2"),
        ("Llama-3_3-70B", None, (), "llama3.3"),
        ("meta-llama/Llama-4-Scout-17B-16E", None, (), "llama4"),
        ("llama2_7b", None, (), "llama2"),
        ("llama3_8b", None, (), "llama3"),
        ("llama-7b", None, (), None),  # a size, not a version
        ("openlm/open_llama_3b", None, (), None),
        ("llama-3b-v2", None, (), None),
        ("Llama-3.5-9B", None, (), None),
        ("x", LLAMA, (), "llama3"),
        ("x", LLAMA | {"rope_scaling": STRETCHED}, (), "llama3.1"),
        ("x", LLAMA | {"rope_parameters": STRETCHED | {"factor": 32.0}}, (), "llama3.2"),
        ("x", {"model_type": "llama", "vocab_size": 32_000}, (), "llama2"),
        ("x", {"model_type": "llama4_text"}, (), "llama4"),
        ("x", {"model_type": "mistral", "vocab_size": 32_000}, (), None),
        ("x", {}, {"<|header_start|>"}, "llama4"),
        ("x", {}, {"<|start_header_id|>", "<|finetune_right_pad_id|>"}, "llama3.1"),
        ("x", {}, {"<|start_header_id|>"}, "llama3"),
        ("x", None, (), None),
    ],
)
def test_the_family_of_a_model(name: str, config: Any, vocabulary: Any, family: str | None):
    found = family_of(name, config, vocabulary)
    assert (found and found.name) == family
