"""The card says what is known and no more, and no name from outside can write markup into it."""

from typing import Any

import pytest
import yaml
from huggingface_hub import ModelCard
from hypothesis import given
from hypothesis import strategies as st

from train.card import escaped, is_local, model_card, shown_name, written_below
from train.evaluation import Rate, Recall

CONFIG = {"tasks": "qa", "load_in_4bit": True, "dtype": "bfloat16", "lora_r": 32, "lora_alpha": 32,
          "lora_target_modules": "all-linear", "learning_rate": 2.86e-4, "lr_scheduler_type": "linear"}  # fmt: skip
RUN: dict[str, Any] = {
    "base_model": "meta-llama/Llama-3.1-8B-Instruct", "base_is_local": False, "base_is_tiny": False,
    "base_revision": "0e9e39f2", "base_license": "llama3.1", "dataset": "runs/mine/dataset", "dataset_is_local": True,
    "config": CONFIG, "rows": {"rows": 1200, "dropped": {}}, "trained_tokens": 34567, "steps": 300, "seed": 0,
    "losses": [{"step": 300, "loss": 0.1234}], "validation": [], "device_name": "NVIDIA H100",
    "tokens_per_second": 9876.5, "peak_memory_bytes": 30 * 2**30,
    "taught": {"facts": 255, "documents": 24, "tasks": {"qa": 1200}, "languages": {"en": 500, "zh": 700}},
}  # fmt: skip


def header(card: str) -> dict[str, Any]:
    return yaml.safe_load(card.split("\n---\n")[0].removeprefix("---\n"))


def test_a_llamas_card_says_what_its_licence_asks():
    card = model_card(RUN)
    assert "**Built with Llama**" in card
    assert "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright ©" in card
    assert header(card)["license"] == "llama3.1"
    assert header(card)["base_model"] == RUN["base_model"]
    assert header(card)["language"] == ["en", "zh"]
    ModelCard(card)
    assert "Built with Meta Llama 3" in model_card(RUN | {"base_license": "llama3"})


def test_what_was_taught_is_said_and_what_is_not_known_is_not():
    card = model_card(RUN)
    assert "| facts taught | 255 |" in card
    assert "24 documents, English 500 rows, Chinese 700 rows" in card
    assert "Not evaluated" in card
    assert "9,876 tokens/s, 30.0 GiB at most" in card
    assert "runs/mine" not in card
    bare = {key: value for key, value in RUN.items() if key not in ("taught", "tokens_per_second", "base_revision")}  # fmt: skip
    card = model_card(bare)
    assert not [word for word in ("facts taught", "tokens/s", "revision", "None") if word in card]
    some_dropped = RUN | {"rows": {"rows": 1190, "dropped": {"too_long": 10}}}
    assert "| facts taught | up to 255 |" in model_card(some_dropped)


def test_recall_stands_with_its_intervals():
    rates = {"base": Rate(427, 0.0094, 0.004, 0.024), "tuned": Rate(427, 0.951, 0.926, 0.968)}
    card = model_card(RUN, recall=Recall({"taught": rates}))
    assert "| taught facts, unseen wordings | 427 | 0.9% [0.4, 2.4] | 95.1% [92.6, 96.8] |" in card
    assert "Not evaluated" not in card


def test_the_tiny_bases_card_claims_nothing_of_metas():
    card = model_card(RUN | {"base_is_tiny": True, "base_model": "runs/llama3.1_tiny", "base_is_local": True})  # fmt: skip
    assert "Built with" not in card
    assert "Community License" not in card
    assert "none of Meta's" in card
    assert header(card)["license"] == "unknown"
    assert "base_model" not in header(card)


def test_local_names_are_cut_and_names_on_the_hub_are_not():
    run = {"base_model": "/data/models/base", "base_fingerprint": "x", "dataset": "org/name"}
    assert is_local(run, "base_model")
    assert shown_name(run, "base_model") == "base"
    assert shown_name(run | {"dataset_is_local": False}, "dataset") == "org/name"
    assert shown_name({"base_model": "C:\\models\\mine", "base_is_local": True}, "base_model") == "mine"  # fmt: skip


@given(st.text(max_size=60))
def test_words_below_the_card_come_back(words: str):
    words = words.replace("\r", "")
    assert written_below(model_card(RUN, words=words)) == words


def test_an_edit_above_the_last_line_is_seen():
    card = model_card(RUN)
    assert written_below(card) == ""
    assert written_below(card.replace("255", "999")) is None
    assert written_below("# somebody else's") is None


ATTACKS = ["a|b", "</td><script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://e/p.png)", "a\n# Title",
           "---\nlicense: mit\n---", "x: [", "`code`", "&lt;b&gt;", "\u202eevil", "<!-- factune card 0000000000000000: -->"]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_names_from_outside_write_no_markup(text: str):
    names = {"dataset": text, "base_model": text, "device_name": text, "base_license": None}
    run = RUN | names | {"dataset_is_local": False, "base_is_local": False, "config": CONFIG | {"tasks": text}}  # fmt: skip
    card = model_card(run, licence=text)
    told = header(card)
    line = "".join(char if char.isprintable() else " " for char in text)
    assert (told["base_model"], told["datasets"], told["license"]) == (line, [line], line)
    assert ModelCard(card).data.license == line  # type: ignore[attr-defined]
    body = card[card.index("\n# ") :]
    assert "<script" not in body
    assert "](javascript" not in body
    assert "](http://e" not in body
    assert "\u202e" not in body
    rows = [line for line in body.splitlines() if line.startswith("|")]
    assert all(line.replace("\\|", "").count("|") == 3 for line in rows)
    assert written_below(card) == ""


@given(st.text(max_size=40))
def test_escaped_text_is_one_line_without_open_markup(text: str):
    line = escaped(text)
    assert len(line.splitlines()) <= 1
    assert "<" not in line
    assert ">" not in line
