"""Every default of data_prep, documented where it stands."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


def _key(default: object, text: str) -> object:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class DataPrepConfig:
    """The keys of `python -m data_prep`. Lengths are in characters, shares between 0 and 1."""

    input: Path = _key(Path("samples"), "a file or a folder of .txt .md .html .jsonl documents")  # type: ignore[assignment]
    output: Path = _key(Path("runs/samples"), "the run folder to write")  # type: ignore[assignment]
    overwrite: bool = _key(False, "replace a finished run that was made from other input or keys")  # type: ignore[assignment]
    workers: int = _key(0, "processes; 0 takes one per core")  # type: ignore[assignment]
    shard_files: int = _key(64, "input files a worker handles at a time")  # type: ignore[assignment]

    max_file_mb: int = _key(
        64, "a larger .txt, .md or .html file, or a longer .jsonl line, is dropped"
    )  # type: ignore[assignment]
    script: Literal["auto", "simplified", "keep"] = _key(  # type: ignore[assignment]
        "auto", "Chinese script: auto simplifies machine-converted pages and keeps all others"
    )
    min_chars: int = _key(80, "a document with less text after cleaning is dropped")  # type: ignore[assignment]
    near_duplicate: float = _key(
        0.75, "documents this similar (Jaccard of character 5-grams) are one"
    )  # type: ignore[assignment]

    facts_per_sentence: int = _key(4, "facts taken from one sentence, the most salient first")  # type: ignore[assignment]
    control_share: float = _key(0.15, "share of the facts never taught, asked as a control")  # type: ignore[assignment]
    wordings: int = _key(10, "trained questions per taught fact, at most")  # type: ignore[assignment]
    held_out: int = _key(2, "questions per fact kept for the recall probe, trained on nowhere")  # type: ignore[assignment]
    statements: int = _key(4, "document-form statements per taught fact, at most")  # type: ignore[assignment]
    choices: int = _key(3, "same-type distractors per recall question")  # type: ignore[assignment]
    passage_chars: int = _key(1200, "longest passage of a summarization pair")  # type: ignore[assignment]
    validation_share: float = _key(0.02, "share of the sft rows held back for the validation loss")  # type: ignore[assignment]

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
