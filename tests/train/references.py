"""How others write the families' prompts: files of the installed stack, and Llama 2's format in plain Python."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

Turns = Sequence[dict[str, str]]


def of_trl(name: str) -> str:
    """A chat template that TRL ships; it copies the Hub's."""
    spec = importlib.util.find_spec("trl")
    assert spec is not None and spec.origin is not None
    return (Path(spec.origin).parent / "chat_templates" / f"{name}.jinja").read_text("utf-8")


def of_transformers() -> str:
    """Llama 4's, which transformers ships with its processor."""
    from transformers.models.llama4 import processing_llama4

    return processing_llama4.chat_template


def llama2(turns: Turns) -> str:
    """Meta's `chat_completion` for Llama 2: BOS, `[INST]`, EOS around each exchange.

    https://github.com/meta-llama/llama/blob/main/llama/generation.py: the system text goes into the first
    user turn before contents are stripped.
    """
    turns = list(turns)
    if turns[0]["role"] == "system":
        system, first = turns[0]["content"], turns[1]["content"]
        text = f"<<SYS>>\n{system}\n<</SYS>>\n\n{first}"
        turns = [{"role": "user", "content": text}, *turns[2:]]
    exchanges = [
        f"<s>[INST] {question['content'].strip()} [/INST] {answer['content'].strip()} </s>"
        for question, answer in zip(turns[::2], turns[1::2], strict=False)
    ]
    if len(turns) % 2:
        exchanges.append(f"<s>[INST] {turns[-1]['content'].strip()} [/INST]")
    return "".join(exchanges)
