"""A tiny Llama to fine-tune where no real one can be had: `python -m train.tiny`.

Llama's architecture at about 1 M parameters with its own byte-level BPE, pre-trained for a minute on the
dataset's plain text less the control facts. It knows no language beyond these pages: it shows that the
whole road works, and how much of what is taught comes back in new words.
"""

import dataclasses
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from train import dialect
from train.plain_text import control_facts, without_control
from train.rows import load_rows

RECORD = "tiny_base.json"
"""Written last: its inputs' fingerprint says whether a folder is the base that was asked for."""

DESCRIPTION = """\
Makes a tiny Llama-architecture base model from a dataset folder, as a normal Hugging Face folder.

  python -m train.tiny --dataset runs/NAME/dataset --output_dir runs/tiny_base

Tokenizer and weights see the text of the `documents` config less every sentence that states a control
fact. The same inputs and options give the same base; a folder that already holds it is left alone.
"""


@dataclass(frozen=True)
class TinyConfig:
    """Options of the tiny base; the defaults give about 1.1 M parameters in about a minute on 2 cores."""

    dataset: str = field(metadata={"help": "dataset folder, as data_prep writes it"})
    output_dir: str = field(metadata={"help": "folder for the base model"})
    vocab_size: int = field(default=4000, metadata={"help": "tokens, special ones included"})
    hidden_size: int = field(default=128, metadata={"help": "width of the residual stream"})
    num_hidden_layers: int = field(default=3, metadata={"help": "transformer layers"})
    num_attention_heads: int = field(default=4, metadata={"help": "attention heads"})
    steps: int = field(default=200, metadata={"help": "pre-training steps"})
    batch_size: int = field(default=16, metadata={"help": "windows per step"})
    sequence_length: int = field(default=128, metadata={"help": "tokens per window"})
    learning_rate: float = field(default=2e-3, metadata={"help": "of AdamW, constant"})
    seed: int = field(
        default=0, metadata={"help": "of the weights and of the order of the windows"}
    )

    def __post_init__(self) -> None:
        for name in (
            "vocab_size",
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "batch_size",
        ):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        if self.vocab_size < 300:
            raise ValueError(
                f"vocab_size must be at least 300 (256 bytes and the special tokens), got {self.vocab_size}"
            )
        if self.hidden_size % (2 * self.num_attention_heads):
            raise ValueError(
                f"hidden_size must be a multiple of 2 × num_attention_heads, got {self.hidden_size}"
            )
        if self.steps < 0 or self.sequence_length < 2:
            raise ValueError("steps must be at least 0 and sequence_length at least 2")


def main(argv: Sequence[str]) -> None:
    (config,) = dialect.parse(
        (TinyConfig,), argv, prog="python -m train.tiny", description=DESCRIPTION
    )
    record = make_base(config)
    sys.stdout.write(
        f"{config.output_dir}: {record['parameters']:,} parameters, vocabulary {record['vocabulary']:,}, "
        f"{record['control_sentences_cut']} sentences on control facts left out\n"
    )


def make_base(config: TinyConfig) -> dict[str, Any]:
    """Writes the base to `config.output_dir` unless it is already there; returns its record.

    Raises WorkError when the dataset cannot be read, holds too little text, or when the folder holds
    something else than a tiny base.
    """
    facts = control_facts(load_rows(config.dataset, "facts", "train"))
    lines, cut = without_control(load_rows(config.dataset, "documents", "train"), facts)
    fingerprint = _fingerprint(config, lines)
    made = _record(Path(config.output_dir))
    if made and made["fingerprint"] == fingerprint:
        sys.stderr.write(f"{config.output_dir} already holds this base; nothing to do\n")
        return made
    _refuse_foreign(Path(config.output_dir), made)
    return _build(
        config,
        lines,
        {"fingerprint": fingerprint, "lines": len(lines), "control_sentences_cut": cut},
    )


def _fingerprint(config: TinyConfig, lines: Sequence[str]) -> str:
    options = dataclasses.asdict(config)
    del options["output_dir"], options["dataset"]  # where it lies does not change what it is
    parts = [json.dumps(options, sort_keys=True), *lines]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _record(folder: Path) -> dict[str, Any] | None:
    try:
        return json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _refuse_foreign(folder: Path, made: dict[str, Any] | None) -> None:
    if made is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise dialect.CommandError(
            f"{folder} exists and is no tiny base; name another --output_dir"
        )


def _build(config: TinyConfig, lines: list[str], record: dict[str, Any]) -> dict[str, Any]:
    from train.llama3_tokenizer import train_tokenizer  # noqa: PLC0415 - a base that is there needs no torch
    from train.pretrain import new_model, pretrain, token_stream  # noqa: PLC0415

    tokenizer = train_tokenizer(lines, config.vocab_size)
    stream = token_stream(tokenizer, lines)
    if len(stream) <= config.sequence_length:
        raise dialect.WorkError(
            f"the documents hold {len(stream)} tokens of text, less than one window of {config.sequence_length}"
        )
    model = new_model(config, tokenizer)
    losses = pretrain(model, stream, config)
    record |= {
        "config": dataclasses.asdict(config),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "vocabulary": len(tokenizer),
        "tokens": len(stream),
        "last_loss": losses[-1] if losses else None,
    }
    _save(Path(config.output_dir), model, tokenizer, record)
    return record


def _save(folder: Path, model: Any, tokenizer: Any, record: dict[str, Any]) -> None:
    """Whole or not at all: written beside `folder`, moved into its place at the end."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    model.save_pretrained(partial)
    tokenizer.save_pretrained(partial)
    (partial / RECORD).write_text(
        json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    if folder.exists():
        shutil.rmtree(folder)
    partial.replace(folder)


if __name__ == "__main__":
    sys.exit(dialect.run(main))
