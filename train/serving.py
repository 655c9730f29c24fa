"""The commands that serve an adapter or a merged model with vLLM, llama.cpp and Ollama, and the Modelfile.

Flags as of the programs' own sources: vLLM `vllm/entrypoints/openai/cli_args.py` and `vllm/config/lora.py`,
llama.cpp `convert_hf_to_gguf.py`, `convert_lora_to_gguf.py` and `tools/server`, Ollama `docs/import.mdx` (which no
longer takes a Llama's safetensors, only GGUF).
"""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

TEMPLATE = "chat_template.jinja"
MODELFILE = "Modelfile"
_VLLM_RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
"""What vLLM takes as --max-lora-rank; its default of 16 refuses our adapters."""


def merged_commands(folder: Path, name: str) -> list[tuple[str, list[str]]]:
    """Program → command lines for a merged model in `folder`; `name` is what it is called there."""
    gguf = f"{name}.gguf"
    convert = _line("python", "convert_hf_to_gguf.py", folder, "--outfile", folder / gguf, "--outtype", "bf16")  # fmt: skip
    return [
        ("vLLM", [_line("vllm", "serve", folder, "--served-model-name", name)]),
        ("llama.cpp", [convert, _line("llama-server", "-m", folder / gguf, "--jinja")]),
        (
            "Ollama, after the conversion",
            [_line("ollama", "create", name, "-f", folder / MODELFILE), _line("ollama", "run", name)],
        ),
    ]  # fmt: skip


def adapter_commands(
    adapter: Path, base: str, name: str, config: Mapping[str, Any]
) -> list[tuple[str, list[str]]]:
    """Program → command lines for an adapter over its unquantised base; both get the template of the training.

    `config`: the run's settings. vLLM has no DoRA, and llama.cpp scales by alpha / r alone, which is wrong
    for rsLoRA: what would not serve it rightly is left out.
    """
    if config.get("use_dora"):
        return []
    template = adapter / TEMPLATE
    rank = int(config["lora_r"])
    fits = next((allowed for allowed in _VLLM_RANKS if allowed >= rank), rank)
    vllm = _line("vllm", "serve", base, "--enable-lora", "--lora-modules", f"{name}={adapter}",
                 "--max-lora-rank", str(fits), "--chat-template", template)  # fmt: skip
    if config.get("use_rslora"):
        return [("vLLM", [vllm])]
    gguf = adapter / f"{name}.gguf"
    origin = ("--base", base) if Path(base).is_dir() else ("--base-model-id", base)
    convert = _line("python", "convert_lora_to_gguf.py", adapter, "--outfile", gguf, *origin)
    serve = _line("llama-server", "-m", "BASE.gguf", "--lora", gguf, "--jinja",
                  "--chat-template-file", template)  # fmt: skip
    return [("vLLM", [vllm]), ("llama.cpp (BASE.gguf: the base, converted)", [convert, serve])]


def shown(commands: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Lines for a terminal."""
    return [
        line for program, lines in commands for line in (f"{program}:", *(f"  {c}" for c in lines))
    ]


def _line(*words: str | Path) -> str:
    return shlex.join(str(word) for word in words)


def modelfile(tokenizer: "PreTrainedTokenizerBase", gguf: str) -> str:
    """An Ollama Modelfile whose template gives the bytes of the tokenizer's own for a system message (or none)
    and one question.

    Ollama has templates of its own in Go's language and guesses which to take; they leave out Llama 3.1's
    date header, for one. This one is what the tokenizer renders, with holes. Of several turns Ollama repeats
    the whole, so that a header stands before each.
    """
    system, question, answer = "\x01system\x01", "\x01question\x01", "\x01answer\x01"
    asked = [{"role": "user", "content": question}]
    holes = {system: "{{ .System }}", question: "{{ .Prompt }}", answer: "{{ .Response }}"}

    def filled(messages: list[dict[str, str]], *, prompt: bool) -> str:
        text = str(
            tokenizer.apply_chat_template(messages, add_generation_prompt=prompt, tokenize=False)
        )
        text = text.removeprefix(str(tokenizer.bos_token or ""))  # the server adds its own
        for hole, name in holes.items():
            text = text.replace(hole, name)
        return text

    plain = filled(asked, prompt=True)
    with_system = filled([{"role": "system", "content": system}, *asked], prompt=True)
    whole = filled([*asked, {"role": "assistant", "content": answer}], prompt=False)
    end = whole[whole.index("{{ .Response }}") :]
    template = f"{{{{ if .System }}}}{with_system}{{{{ else }}}}{plain}{{{{ end }}}}{end}"
    if '"""' in template:
        raise ValueError("the chat template holds three quotes, which a Modelfile cannot")
    return (
        f'FROM ./{gguf}\nTEMPLATE """{template}"""\nPARAMETER stop "{tokenizer.eos_token}"\n'
        "PARAMETER temperature 0\n"
    )
