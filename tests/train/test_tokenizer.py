import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.train.sample_dataset import message
from train.config import QloraConfig
from train.dialect import CommandError, WorkError
from train.templates import FAMILIES, pin_date
from train.tokenizer import end_of_text_id, load_tokenizer


def test_a_base_without_a_chat_template_is_refused(tiny_base: str, tmp_path: Path):
    base = Path(shutil.copytree(tiny_base, tmp_path / "plain"))
    (base / "chat_template.jinja").unlink()
    config = QloraConfig(model_name_or_path=str(base))
    with pytest.raises(
        CommandError,
        match=r"so it is a base model; .*--chat_template llama3\.1 .*others: llama2, llama3,",
    ):
        load_tokenizer(config)
    assert (
        load_tokenizer(config, chat_template="llama3").chat_template == FAMILIES["llama3"].template
    )
    template = tmp_path / "mine.jinja"
    template.write_text("{{ messages[0]['content'] }}<|eot_id|>", encoding="utf-8")
    tokenizer = load_tokenizer(config, chat_template=str(template))
    assert tokenizer.apply_chat_template([message("user", "好")], tokenize=False) == "好<|eot_id|>"


def test_padding_is_never_the_end_token(tiny_base: str, tmp_path: Path):
    base = str(shutil.copytree(tiny_base, tmp_path / "base"))
    from transformers import AutoTokenizer

    careless = AutoTokenizer.from_pretrained(base)
    careless.pad_token = careless.eos_token
    careless.save_pretrained(base)
    tokenizer = load_tokenizer(QloraConfig(model_name_or_path=base))
    assert tokenizer.pad_token == "<|finetune_right_pad_id|>"
    assert tokenizer.pad_token_id != tokenizer.eos_token_id


def test_an_unknown_end_token_is_refused(tiny_base: str):
    with pytest.raises(CommandError, match="'</end>' is no token"):
        load_tokenizer(QloraConfig(model_name_or_path=tiny_base), eos_token="</end>")


@pytest.mark.parametrize("name", ["./absent", "/absent/model", "runs/a/b"])
def test_a_missing_base_is_named(name: str):
    with pytest.raises(WorkError, match="there is no model in"):
        load_tokenizer(QloraConfig(model_name_or_path=name))


def test_a_missing_base_is_named_without_asking_a_hub_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WorkError, match=r"no model folder runs/tiny_base .*train\.tiny"):
        load_tokenizer(QloraConfig(model_name_or_path="runs/tiny_base"))


DATED = (
    "{%- if not date_string is defined %}{%- set date_string = strftime_now('%d %b %Y') %}{%- endif %}"
    "Today: {{ date_string }}\n{{ messages[0]['content'] }}"
)


def test_a_template_that_writes_the_date_is_pinned(tokenizer: Any):
    def render(template: str) -> str:
        return tokenizer.apply_chat_template(
            [message("user", "q")], chat_template=template, tokenize=False
        )

    pinned = pin_date(DATED)
    assert render(pinned) == "Today: 26 Jul 2024\nq" != render(DATED)
    assert pin_date(pinned) == pinned
    assert pin_date("{{ messages }}") == "{{ messages }}"


def rewritten(base: str, folder: Path, **fields: Any) -> QloraConfig:
    """A copy of the base whose tokenizer was saved with other attributes."""
    from transformers import AutoTokenizer

    copy = str(shutil.copytree(base, folder / "base"))
    tokenizer = AutoTokenizer.from_pretrained(copy)
    for name, value in fields.items():
        setattr(tokenizer, name, value)
    tokenizer.save_pretrained(copy)
    return QloraConfig(model_name_or_path=copy)


def test_the_end_token_is_what_the_template_writes(tiny_base: str, tmp_path: Path):
    """Llama 3's first instruction-tuned tokenizers named <|end_of_text|>, which their template never wrote."""
    config = rewritten(tiny_base, tmp_path, eos_token="<|end_of_text|>")
    tokenizer = load_tokenizer(config)
    assert tokenizer.eos_token == "<|eot_id|>"
    assert end_of_text_id(tokenizer) == tokenizer.get_vocab()["<|end_of_text|>"]
    assert load_tokenizer(config, eos_token="<|end_of_text|>").eos_token == "<|end_of_text|>"


@pytest.mark.parametrize("end", ["<|eot_id|>", "<|end_of_text|>"])
def test_padding_ends_neither_turn_nor_text(tiny_base: str, tmp_path: Path, end: str):
    tokenizer = load_tokenizer(rewritten(tiny_base, tmp_path, pad_token=end))
    assert tokenizer.pad_token == "<|finetune_right_pad_id|>"


def test_a_family_of_other_tokens_is_refused(tiny_base: str):
    with pytest.raises(CommandError, match=r"llama4 writes <\|eot\|>, which is no token of"):
        load_tokenizer(QloraConfig(model_name_or_path=tiny_base), chat_template="llama4")


def test_a_mistyped_family_is_told_the_names(tiny_base: str):
    with pytest.raises(
        CommandError, match=r"auto, llama2, llama3, .* or a Jinja file; cannot read llama3\.4"
    ):
        load_tokenizer(QloraConfig(model_name_or_path=tiny_base), chat_template="llama3.4")


def test_a_template_with_a_mistake_is_refused(tiny_base: str, tmp_path: Path):
    (tmp_path / "mine.jinja").write_text("{% for m in messages %}", encoding="utf-8")
    with pytest.raises(CommandError, match="the chat template cannot be rendered"):
        load_tokenizer(
            QloraConfig(model_name_or_path=tiny_base), chat_template=str(tmp_path / "mine.jinja")
        )


def test_saved_it_carries_all_that_was_set(tiny_base: str, tmp_path: Path):
    from transformers import AutoTokenizer

    config = rewritten(tiny_base, tmp_path, chat_template=None, eos_token="<|end_of_text|>")
    tokenizer = load_tokenizer(config, chat_template="llama3.2")
    tokenizer.save_pretrained(tmp_path / "adapter")
    saved = AutoTokenizer.from_pretrained(tmp_path / "adapter")
    assert saved.chat_template == FAMILIES["llama3.2"].template
    assert (saved.eos_token, saved.pad_token) == ("<|eot_id|>", "<|finetune_right_pad_id|>")
    assert saved.padding_side == "right"
