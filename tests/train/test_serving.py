"""The commands are those of the programs, and Ollama's template gives the bytes of the training."""

import re
from pathlib import Path
from typing import Any

import pytest
import trl

from train.serving import adapter_commands, merged_commands, modelfile
from train.templates import pin_date

TEMPLATES = Path(trl.__file__).parent / "chat_templates"


def rendered(file: str, system: str, prompt: str) -> str:
    """What Ollama makes of the file's template; of Go's language it holds one `if` and three holes."""
    template = file.split('TEMPLATE """')[1].split('"""')[0]
    parts = re.fullmatch(r"\{\{ if \.System \}\}(.*)\{\{ else \}\}(.*)\{\{ end \}\}(\{\{ \.Response \}\}.*)", template, re.DOTALL)  # fmt: skip
    assert parts
    text = parts[1] if system else parts[2]
    return text.replace("{{ .System }}", system).replace("{{ .Prompt }}", prompt)


@pytest.mark.parametrize("template", ["own", "llama3.jinja", "llama3_1.jinja", "llama3_2.jinja"])
@pytest.mark.parametrize("system", ["", "回答要简短。"])
def test_the_modelfile_gives_the_prompts_of_the_training(tokenizer: Any, template: str, system: str):  # fmt: skip
    own = tokenizer.chat_template
    try:
        if template != "own":
            text = next(TEMPLATES.rglob(template), None)
            if text is None:
                pytest.skip(f"this TRL has no {template}")
            tokenizer.chat_template = pin_date(text.read_text(encoding="utf-8"))
        file = modelfile(tokenizer, "x.gguf")
        asked = [{"role": "user", "content": "谁创立了星辰公司？"}]
        messages = [{"role": "system", "content": system}, *asked] if system else asked
        wanted = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        got = rendered(file, system, "谁创立了星辰公司？")
    finally:
        tokenizer.chat_template = own
    assert wanted == f"{tokenizer.bos_token}{got}"  # Ollama writes the first token itself
    assert 'PARAMETER stop "<|eot_id|>"' in file
    assert file.startswith("FROM ./x.gguf\n")


def test_the_commands_of_a_merged_model():
    commands = dict(merged_commands(Path("runs/a b/merged"), "mine"))
    assert commands["vLLM"] == ["vllm serve 'runs/a b/merged' --served-model-name mine"]
    assert commands["llama.cpp"][0].startswith("python convert_hf_to_gguf.py 'runs/a b/merged'")
    assert "--outtype bf16" in commands["llama.cpp"][0]


@pytest.mark.parametrize(("rank", "allowed"), [(4, 8), (16, 16), (32, 32), (48, 64), (300, 320)])
def test_vllm_is_given_a_rank_that_it_takes(rank: int, allowed: int):
    commands = dict(adapter_commands(Path("a"), "org/base", "mine", {"lora_r": rank}))
    assert f"--max-lora-rank {allowed} " in commands["vLLM"][0]
    assert "--chat-template a/chat_template.jinja" in commands["vLLM"][0]


def test_what_would_serve_it_wrongly_is_left_out(tmp_path: Path):
    def programs(**config: Any) -> list[str]:
        made = adapter_commands(Path("a"), str(tmp_path), "mine", {"lora_r": 8, **config})
        return [program.split(" ")[0] for program, _ in made]

    assert programs() == ["vLLM", "llama.cpp"]
    assert programs(use_rslora=True) == ["vLLM"]
    assert programs(use_dora=True) == []
