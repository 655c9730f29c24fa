"""Every default of data_prep, documented where it stands."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from data_prep.replies.config import EndpointConfig

ASIDE = (
    "output", "overwrite", "workers", "review", "replies", "dry_run", "base_url", "api_key_env", "structured", "concurrency",
    "timeout", "retries", "breaker", "price_in", "price_out", "budget", "budget_tokens",
)  # fmt: skip
"""Keys that decide no row of the dataset: where it is written, who answers and at what cost."""
MODEL_KEYS = (
    "model", "temperature", "top_p", "seed", "max_tokens", "section_chars", "section_overlap", "facts_per_section", "reask", "judge", "known",
)  # fmt: skip
"""Keys that decide what a model is asked; without one they decide nothing."""


@dataclass(frozen=True, kw_only=True)
class DataPrepConfig(EndpointConfig):
    """The keys of `python -m data_prep`, those of the endpoint among them. Lengths are in characters, shares
    between 0 and 1."""

    input: str = field(
        default="samples",
        metadata={
            "help": "a file, a folder, a glob in quotes ('docs/**/*.html'), or a Hugging Face dataset, "
            "hf://org/name[@revision][:split]; formats: docs/documents.md"
        },
    )
    text_column: str = field(
        default="text",
        metadata={"help": "the column that holds the text of .jsonl .csv .parquet rows"},
    )
    output: Path = field(default=Path("runs/samples"), metadata={"help": "the run folder to write"})
    overwrite: bool = field(
        default=False,
        metadata={"help": "replace a finished run that was made from other input or keys"},
    )
    workers: int = field(default=0, metadata={"help": "processes; 0 takes one per core"})
    shard_files: int = field(
        default=64, metadata={"help": "input files a worker handles at a time, at most"}
    )

    shard_mb: int = field(
        default=16,
        metadata={"help": "input a worker handles at a time, in MB, unless one file is larger"},
    )
    part_chars: int = field(
        default=200_000,
        metadata={"help": "a longer plain text is read as several documents of about this length"},
    )
    max_file_mb: int = field(
        default=256,
        metadata={
            "help": "a larger file that must be read whole (.html, .pdf, .docx …), or row, is dropped"
        },
    )
    script: Literal["auto", "simplified", "traditional", "keep"] = field(
        default="auto",
        metadata={
            "help": "Chinese script: auto simplifies machine-converted pages and keeps all others"
        },
    )
    min_chars: int = field(
        default=80, metadata={"help": "a document with less text after cleaning is dropped"}
    )
    quality: bool = field(
        default=True,
        metadata={
            "help": "drop spam, noise and texts that only repeat themselves (docs/documents.md)"
        },
    )
    pii: Literal["redact", "drop", "keep"] = field(
        default="redact",
        metadata={
            "help": "telephone, ID card, bank card, e-mail, IP …: replaced by a placeholder such as [PHONE], "
            "or the whole document dropped, or all kept"
        },
    )
    secrets: Literal["redact", "drop", "keep"] = field(
        default="redact", metadata={"help": "keys, tokens and passwords, likewise: [SECRET]"}
    )
    repeated_pages: int = field(
        default=5,
        metadata={"help": "a line at the edge of this many pages is boilerplate; 0 keeps all"},
    )
    near_duplicate: float = field(
        default=0.4,
        metadata={
            "help": "documents this similar (Jaccard of character shingles) are one, unless their numbers differ; 1 keeps all but exact copies"
        },
    )
    contained: float = field(
        default=0.9,
        metadata={
            "help": "a document of which this share stands in a longer one is left out; 1 keeps excerpts"
        },
    )

    producer: Literal["offline", "llm", "both"] = field(
        default="offline",
        metadata={
            "help": "who finds facts and words them: rules, the model of base_url, or rules first and the "
            "model for what they missed; whatever a model says is kept only where the source says it"
        },
    )
    replies: str = field(
        default="",
        metadata={
            "help": "the folder that keeps the model's replies, so that none is asked twice; default OUTPUT/replies"
        },
    )
    section_chars: int = field(
        default=1800,
        metadata={"help": "longest section of a document that a model is shown at once"},
    )
    section_overlap: int = field(
        default=400,
        metadata={"help": "what it is shown of the text before, so that references resolve"},
    )
    facts_per_section: int = field(
        default=24, metadata={"help": "facts that a model is asked for in one section, at most"}
    )
    reask: int = field(
        default=2,
        metadata={
            "help": "times that a model is asked again for wordings that were refused, with the reasons"
        },
    )
    judge: str = field(
        default="",
        metadata={
            "help": "a second model at the same endpoint that is shown source and statement of every fact the "
            "model found; what it doesn't find supported is left out, with its reason in dropped.jsonl"
        },
    )
    known: str = field(
        default="",
        metadata={
            "help": "a scored run of eval on the model to be trained, not yet tuned: facts that it answers "
            "already get no wordings from the model beyond what the rules give"
        },
    )
    dry_run: bool = field(
        default=False,
        metadata={
            "help": "print the calls, tokens and cost of the model's part, ask nothing, write no dataset"
        },
    )

    facts_per_sentence: int = field(
        default=5, metadata={"help": "facts taken from one sentence, the most salient first"}
    )
    control_share: float = field(
        default=0.1, metadata={"help": "share of the facts never taught, asked as a control"}
    )
    wordings: int = field(
        default=10, metadata={"help": "trained questions per taught fact, at most"}
    )
    held_out: int = field(
        default=2,
        metadata={"help": "questions per fact kept for the recall probe, trained on nowhere"},
    )
    statements: int = field(
        default=5, metadata={"help": "document-form statements per taught fact, at most"}
    )
    reverse: int = field(
        default=1,
        metadata={
            "help": "questions for the subject per fact whose answer stands for one subject only, at most"
        },
    )
    choices: int = field(default=3, metadata={"help": "same-type distractors per recall question"})
    passage_chars: int = field(
        default=1200, metadata={"help": "longest passage of a summarization pair"}
    )
    validation_share: float = field(
        default=0.05,
        metadata={
            "help": "share of the taught facts of which up to two wordings are held back for validation, "
            "and of the documents whose summaries are"
        },
    )
    warm_up: float = field(
        default=0.5,
        metadata={
            "help": "share of each fact's wordings that stand in front of everything else; 0 has one stage"
        },
    )
    text_ratio: float = field(
        default=1.0,
        metadata={
            "help": "tokens of text rows per token of questions and answers: passages and reordered "
            "statements are added up to it"
        },
    )
    review: str = field(
        default="",
        metadata={
            "help": "a file of decisions of `python -m data_prep.review`; without one the run folder's own review.jsonl, "
            "if it is there"
        },
    )
    replay: str = field(
        default="",
        metadata={
            "help": "a general instruction set to mix in: a .jsonl or .parquet file, or the id of a "
            "Hugging Face dataset"
        },
    )
    replay_share: float = field(
        default=0.1, metadata={"help": "share of the sft train rows that replay takes"}
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.producer != "offline" and not self.model:
            raise ValueError(
                f"producer {self.producer} needs model, the name of the model that answers (or has answered)"
            )
        if self.producer == "offline" and self.base_url:
            raise ValueError(
                "base_url is asked by producer llm or both; producer offline asks nobody"
            )
        if self.dry_run and self.producer == "offline":
            raise ValueError("dry_run estimates what a model costs: it needs producer llm or both")
        for name in (
            "near_duplicate",
            "contained",
            "control_share",
            "validation_share",
            "warm_up",
        ):
            if not 0 <= (value := getattr(self, name)) <= 1:
                raise ValueError(f"{name} must be between 0 and 1, got {value!r}")
        if not 0 <= self.replay_share < 1:
            raise ValueError(
                f"replay_share must be at least 0 and below 1, got {self.replay_share!r}"
            )
        if self.text_ratio < 0:
            raise ValueError(f"text_ratio must not be negative, got {self.text_ratio!r}")
        for name in (
            "max_file_mb",
            "shard_files",
            "shard_mb",
            "part_chars",
            "wordings",
            "facts_per_sentence",
            "section_chars",
            "facts_per_section",
            "passage_chars",
        ):
            if (value := getattr(self, name)) < 1:
                raise ValueError(f"{name} must be at least 1, got {value!r}")
        for name in (
            "workers",
            "min_chars",
            "repeated_pages",
            "held_out",
            "statements",
            "reverse",
            "choices",
            "reask",
            "section_overlap",
        ):
            if (value := getattr(self, name)) < 0:
                raise ValueError(f"{name} must not be negative, got {value!r}")
