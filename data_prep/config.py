"""Every default of data_prep, documented where it stands."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class DataPrepConfig:
    """The keys of `python -m data_prep`. Lengths are in characters, shares between 0 and 1."""

    input: Path = field(
        default=Path("samples"),
        metadata={"help": "a file or a folder of .txt .md .html .jsonl documents"},
    )
    output: Path = field(default=Path("runs/samples"), metadata={"help": "the run folder to write"})
    overwrite: bool = field(
        default=False,
        metadata={"help": "replace a finished run that was made from other input or keys"},
    )
    workers: int = field(default=0, metadata={"help": "processes; 0 takes one per core"})
    shard_files: int = field(
        default=64, metadata={"help": "input files a worker handles at a time"}
    )

    max_file_mb: int = field(
        default=64,
        metadata={"help": "a larger .txt, .md or .html file, or a longer .jsonl line, is dropped"},
    )
    script: Literal["auto", "simplified", "keep"] = field(
        default="auto",
        metadata={
            "help": "Chinese script: auto simplifies machine-converted pages and keeps all others"
        },
    )
    min_chars: int = field(
        default=80, metadata={"help": "a document with less text after cleaning is dropped"}
    )
    near_duplicate: float = field(
        default=0.75,
        metadata={"help": "documents this similar (Jaccard of character 5-grams) are one"},
    )

    facts_per_sentence: int = field(
        default=4, metadata={"help": "facts taken from one sentence, the most salient first"}
    )
    control_share: float = field(
        default=0.15, metadata={"help": "share of the facts never taught, asked as a control"}
    )
    wordings: int = field(
        default=10, metadata={"help": "trained questions per taught fact, at most"}
    )
    held_out: int = field(
        default=2,
        metadata={"help": "questions per fact kept for the recall probe, trained on nowhere"},
    )
    statements: int = field(
        default=4, metadata={"help": "document-form statements per taught fact, at most"}
    )
    choices: int = field(default=3, metadata={"help": "same-type distractors per recall question"})
    passage_chars: int = field(
        default=1200, metadata={"help": "longest passage of a summarization pair"}
    )
    validation_share: float = field(
        default=0.02, metadata={"help": "share of the sft rows held back for the validation loss"}
    )

    def __post_init__(self) -> None:
        for name in ("near_duplicate", "control_share", "validation_share"):
            if not 0 <= (value := getattr(self, name)) <= 1:
                raise ValueError(f"{name} must be between 0 and 1, got {value!r}")
        for name in (
            "max_file_mb",
            "shard_files",
            "wordings",
            "facts_per_sentence",
            "passage_chars",
        ):
            if (value := getattr(self, name)) < 1:
                raise ValueError(f"{name} must be at least 1, got {value!r}")
        for name in ("workers", "min_chars", "held_out", "statements", "choices"):
            if (value := getattr(self, name)) < 0:
                raise ValueError(f"{name} must not be negative, got {value!r}")
