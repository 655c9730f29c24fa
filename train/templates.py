"""Chat templates of the Llama families, short, and which family a model is of.

They render system, user and assistant turns as the `chat_template` of the families' instruction-tuned
tokenizers does, text for text; tools and images are left out. docs/templates.md says what each was
compared with.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

PINNED_DATE = "26 Jul 2024"
"""The date of Llama 3.1's own template. Llama 3.2's writes the day on which it runs into every prompt,
so that training and answering would see different prompts; here it is fixed, in the saved template."""

_LLAMA2 = """\
{%- set system = messages[0]['role'] == 'system' %}
{%- for message in (messages[1:] if system else messages) %}
{%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
{{- raise_exception('Llama 2 wants user and assistant in turn, the user first') }}
{%- endif %}
{%- set content = message['content'] %}
{%- if system and loop.first %}
{%- set content = '<<SYS>>\\n' + messages[0]['content'] + '\\n<</SYS>>\\n\\n' + content %}
{%- endif %}
{%- if message['role'] == 'user' %}
{{- bos_token + '[INST] ' + content | trim + ' [/INST]' }}
{%- else %}
{{- ' ' + content | trim + ' ' + eos_token }}
{%- endif %}
{%- endfor %}"""

_LLAMA3 = """\
{{- bos_token }}
{%- for message in messages %}
{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}"""

_LLAMA3_1 = (
    """\
{%- if date_string is not defined %}
{%- set date_string = '"""
    + PINNED_DATE
    + """' %}
{%- endif %}
{%- set system = messages[0]['role'] == 'system' %}
{{- bos_token + '<|start_header_id|>system<|end_header_id|>\\n\\nCutting Knowledge Date: December 2023\\n' }}
{{- 'Today Date: ' + date_string + '\\n\\n' }}
{%- if system %}
{{- messages[0]['content'] | trim }}
{%- endif %}
{{- '<|eot_id|>' }}
{%- for message in (messages[1:] if system else messages) %}
{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}"""
)

_LLAMA4 = """\
{{- bos_token }}
{%- for message in messages %}
{%- set content = message['content'] %}
{%- if loop.first and message['role'] == 'system' %}
{%- set content = content | trim %}
{%- endif %}
{{- '<|header_start|>' + message['role'] + '<|header_end|>\\n\\n' + content + '<|eot|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|header_start|>assistant<|header_end|>\\n\\n' }}
{%- endif %}"""


@dataclass(frozen=True, slots=True)
class Family:
    """How the models of one family are talked to. Tokens are given as text."""

    name: str
    template: str
    """Jinja, over `messages`, `bos_token`, `eos_token` and `add_generation_prompt`."""
    begin: str
    end_of_turn: str
    end_of_text: str
    """Ends a document in pre-training; the end of turn is another token from Llama 3 on."""
    pad: str
    """A token that no text gives, and that ends nothing; see `PAD_TOKENS` for the order in which they are tried."""
    stops: tuple[str, ...]
    """What generation ends at, as the family's generation_config.json lists it."""


_LLAMA3_STOPS = ("<|end_of_text|>", "<|eom_id|>", "<|eot_id|>")
_RIGHT_PAD = "<|finetune_right_pad_id|>"
_FAMILIES = (
    # BOS and EOS around each exchange, the system text inside the first user turn.
    Family("llama2", _LLAMA2, "<s>", "</s>", "</s>", "<unk>", ("</s>",)),
    # No date, no system turn unless one is given. 128004, which pads later, is still a reserved token.
    Family(
        "llama3", _LLAMA3, "<|begin_of_text|>", "<|eot_id|>", "<|end_of_text|>",
        "<|reserved_special_token_0|>", ("<|end_of_text|>", "<|eot_id|>"),
    ),
    # Always a system turn with two dates, before the system text if there is any.
    *(
        Family(
            name, _LLAMA3_1, "<|begin_of_text|>", "<|eot_id|>", "<|end_of_text|>", _RIGHT_PAD, _LLAMA3_STOPS
        )
        for name in ("llama3.1", "llama3.2", "llama3.3")
    ),
    # As Llama 3 with other tokens; only the system text is trimmed.
    Family(
        "llama4", _LLAMA4, "<|begin_of_text|>", "<|eot|>", "<|end_of_text|>",
        "<|finetune_right_pad|>", ("<|end_of_text|>", "<|eom|>", "<|eot|>"),
    ),
)  # fmt: skip

FAMILIES: Mapping[str, Family] = {family.name: family for family in _FAMILIES}
"""The families by the name that `chat_template` takes."""

PAD_TOKENS = (
    "<|finetune_right_pad_id|>",  # Llama 3.1 and later
    "<|finetune_right_pad|>",  # Llama 4
    "<|reserved_special_token_0|>",  # Llama 3
    "<pad>",
    "<unk>",  # Llama 2: its bytes stand for whatever the vocabulary lacks
)
"""Tokens that can stand for padding because no text holds them, in the order they are tried."""

END_OF_TEXT_TOKENS = ("<|end_of_text|>", "</s>", "<|endoftext|>")
"""What ends a document, in the order it is looked for in a vocabulary."""

# `Llama-3.1-8B`, `Meta-Llama-3-8B`, `llama2_7b`, but not `llama-7b` or `open_llama_3b`, where the figure is a size.
_NAMED = re.compile(
    r"llama[-_ ]?(3[._]1|3[._]2|3[._]3|2|3|4)(?!\.?\d)(?![\d.]*[bm](?![a-z]))", re.IGNORECASE
)


def family_of(
    name: str, config: Mapping[str, Any] | None = None, vocabulary: Container[str] = ()
) -> Family | None:
    """The family of a model by its name, else by its config.json, else by its tokens; None when none tells.

    `name`: a Hub id or a folder, whose last part counts.
    """
    found = _NAMED.search(name.rstrip("/").rsplit("/", 1)[-1])
    family = f"llama{found[1].replace('_', '.')}" if found else _by_config(config or {})
    return FAMILIES.get(family or _by_tokens(vocabulary))


def _by_config(config: Mapping[str, Any]) -> str:
    """Llama 3.2's RoPE is stretched 32 times, 3.1's and 3.3's 8 times, 3's and 2's not at all."""
    kind = str(config.get("model_type", ""))
    if kind.startswith("llama4"):
        return "llama4"
    if kind != "llama":
        return ""
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    if rope.get("rope_type") == "llama3":
        return "llama3.2" if rope.get("factor") == 32 else "llama3.1"
    return {128_256: "llama3", 32_000: "llama2"}.get(config.get("vocab_size", 0), "")


def _by_tokens(vocabulary: Container[str]) -> str:
    tokens = {
        "<|header_start|>": "llama4",
        "<|finetune_right_pad_id|>": "llama3.1",
        "<|start_header_id|>": "llama3",
    }
    return next((family for token, family in tokens.items() if token in vocabulary), "")


def pin_date(chat_template: str) -> str:
    """`chat_template` with a fixed `date_string` when it would ask for today's date."""
    if "strftime_now" not in chat_template or "date_string" not in chat_template:
        return chat_template
    pin = f'{{%- set date_string = "{PINNED_DATE}" %}}'
    return chat_template if chat_template.startswith(pin) else pin + chat_template
