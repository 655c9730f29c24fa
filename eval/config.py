"""What a recall evaluation can be told. Every default stands here."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from eval.samples import PROBES, ProbeKind

KINDS: tuple[ProbeKind, ...] = tuple(kind for kind in PROBES if kind != "trained")
"""What `probes` may name; trained samples come by `trained_wordings`."""


def _key(help_text: str, default: Any) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class EvalConfig:
    """Keys of `configs/eval/*.yaml` and flags of `python -m eval`."""

    dataset: str = field(
        metadata={"help": "dataset folder of a run, or a Hub dataset of the same columns"}
    )
    output_dir: Path = field(
        metadata={"help": "where base/, tuned/, results.json and report.html go"}
    )
    model: str = _key(
        "base model: a folder or a Hub id; empty: the base that the adapter names", ""
    )
    adapter: Path | None = field(
        default=None, metadata={"help": "adapter folder; without it only the base is scored"}
    )
    base: bool = _key("with an adapter: score the base too, from the same loaded weights", True)
    server: str = _key(
        "OpenAI-compatible server to ask instead, e.g. http://localhost:8000/v1; --model names its model, "
        "and the environment's OPENAI_API_KEY is sent if set",
        "",
    )
    concurrency: int = _key("questions at the server at once", 8)
    timeout: float = _key("seconds to wait for one answer of the server", 120.0)
    quantization: Literal["auto", "nf4", "none"] = _key(
        "nf4: 4-bit weights, double quantised; auto: as the adapter's run.json says it was trained, else none",
        "auto",
    )
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = _key(
        "auto: as in the adapter's run.json, else bfloat16 beside nf4 weights, else as the model is saved",
        "auto",
    )
    device: Literal["auto", "cpu", "cuda"] = _key("auto: cuda if there is one", "auto")
    max_new_tokens: int = _key("longest answer, in tokens", 64)
    batch_size: int = _key("questions answered together; lower it if memory runs out", 16)
    limit: int = _key("score this many questions of each group only; 0: all", 0)
    trained_wordings: int = _key(
        "also ask this many questions in words that were trained on: the ceiling of recall", 0
    )
    probes: str = _key(f"how facts are asked, with commas between: {', '.join(KINDS)}", "held_out")
    probes_per_kind: int = _key(
        "ask the kinds beside held_out of this many facts of each group only; 0: of all", 0
    )
    contamination: Literal["strict", "fail", "report", "off"] = _key(
        "questions whose words were trained: fail; report: count them only; strict: fail for runs of the fact's own statement too; off: do not look",
        "fail",
    )
    system: str = _key(
        "system message before every question; empty: none, as the sft rows have none", ""
    )

    def __post_init__(self) -> None:
        for name, least in (
            ("max_new_tokens", 1),
            ("batch_size", 1),
            ("concurrency", 1),
            ("limit", 0),
            ("trained_wordings", 0),
            ("probes_per_kind", 0),
        ):
            if getattr(self, name) < least:
                raise ValueError(f"{name} must be at least {least}, got {getattr(self, name)}")
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if unknown:
            raise ValueError(f"probes must be of {', '.join(KINDS)}, got {unknown[0]!r}")
        if "held_out" not in self.kinds:
            raise ValueError("probes must have held_out among them: recall is measured on it")
        if self.timeout <= 0:
            raise ValueError(f"timeout must be above 0 seconds, got {self.timeout:g}")
        if self.server:
            self._check_server()
        if not self.model and self.adapter is None:
            raise ValueError("--model or --adapter is needed; see --help")
        if self.adapter is None and not self.base:
            raise ValueError("base: false leaves nothing to score without an --adapter")

    @property
    def kinds(self) -> tuple[ProbeKind, ...]:
        """`probes`, one by one."""
        return cast(tuple[ProbeKind, ...], tuple(kind.strip() for kind in self.probes.split(",")))

    def _check_server(self) -> None:
        if not self.server.startswith(("http://", "https://")):
            raise ValueError(f"server must be an http:// or https:// address, got {self.server}")
        if not self.model:
            raise ValueError("--server needs --model, the name that the server knows the model by")
        if self.adapter is not None:
            raise ValueError(
                "--server and --adapter do not go together: name the adapter's model on the server"
            )
