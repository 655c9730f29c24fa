"""`python -m train.merge`: adapter + unquantised base → one model, and what merging costs on validation rows."""

import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from train import dialect, record
from train.dialect import CommandError, WorkError

MERGE = "merge.json"
"""Written last: a folder without it holds no merged model."""
_TOKENIZER = ("tokenizer*", "*.jinja", "special_tokens_map.json", "added_tokens.json", "vocab.*", "merges.txt")  # fmt: skip
_TERMS = ("LICENSE*", "LICENCE*", "NOTICE*", "USE_POLICY*")
_MARGIN = 64 << 20
"""Bytes beside the weights: tokenizer, configs, and what a file system needs for itself."""

DESCRIPTION = """\
Merges an adapter into its base, and measures the loss on validation rows before and after.

  python -m train.merge --adapter runs/NAME/adapter --output_dir runs/NAME/merged

The adapter was trained over a 4-bit base; --onto base merges it into the weights that were rounded to make that
one, --onto nf4 into the rounded weights themselves, written out in full. The losses tell which is better.
Prints the commands that serve the result.
"""

_HINT = {
    "adapter": "folder of a finished training run",
    "output_dir": "folder for the merged model; must not exist yet",
    "model": "the base, where it lies now; by default where the run found it",
    "dataset": "dataset whose validation rows are measured; by default the run's own",
    "dtype": "of the merged weights",
    "onto": "base: the base as it is published; nf4: the base as the 4-bit training saw it",
    "rows": "validation rows to measure on, evenly taken; 0: all",
    "device": "auto: cuda if there is one",
}


def _key(name: str, **default: Any) -> Any:
    return field(metadata={"help": _HINT[name]}, **default)


@dataclass(frozen=True)
class MergeConfig:
    """The keys of `python -m train.merge`."""

    adapter: str = _key("adapter")
    output_dir: str = _key("output_dir")
    model: str | None = _key("model", default=None)
    dataset: str | None = _key("dataset", default=None)
    dtype: Literal["bfloat16", "float16", "float32"] = _key("dtype", default="bfloat16")
    onto: Literal["base", "nf4"] = _key("onto", default="base")
    rows: int = _key("rows", default=500)
    device: Literal["auto", "cpu", "cuda"] = _key("device", default="auto")

    def __post_init__(self) -> None:
        if self.rows < 0:
            raise ValueError(f"rows must be at least 0, got {self.rows}")


def main(argv: Sequence[str]) -> None:
    (config,) = dialect.parse(
        (MergeConfig,), argv, prog="python -m train.merge", description=DESCRIPTION
    )
    done = merge(config)
    for line in _shown(done, config):
        sys.stdout.write(f"{line}\n")


def merge(config: MergeConfig) -> dict[str, Any]:
    """Writes the merged model to `config.output_dir`; returns what merge.json holds.

    Raises CommandError for an adapter that belongs to another base and for an output that is there already,
    WorkError for an unfinished run and a full disk. Nothing is left behind by a merge that failed.
    """
    source = read_adapter(config)
    refuse_existing(Path(config.output_dir))
    needed = check_disk(Path(config.output_dir), source, config.dtype)
    from train.merging import Losses, build, measured_rows  # noqa: PLC0415 - seconds that a refusal does not need

    rows = measured_rows(source, config)
    losses = Losses(rows)
    model = build(source, config, losses)
    written = {
        "adapter": config.adapter,
        "base_model": source.base,
        "onto": config.onto,
        "dtype": config.dtype,
        "adapter_digest": _digest(source.folder),
        "rows": len(rows),
        "tokens": losses.tokens,
        "losses": losses.as_json(),
        **{key: value for key, value in record.environment(config.device).items() if key in ("versions", "git")},
    }  # fmt: skip
    from safetensors import SafetensorError  # noqa: PLC0415

    try:
        _save(model, source, config, written)
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WorkError(
            f"cannot write {config.output_dir}: {reason}; the merged model needs {needed:,} bytes"
        ) from error
    return written


def _digest(adapter: Path) -> str:
    from train.evaluation import adapter_digest  # noqa: PLC0415

    return adapter_digest(adapter)


# --- what may be merged


@dataclass(frozen=True, slots=True)
class Source:
    """A finished adapter: its folder, its run.json, and the base it is merged into."""

    folder: Path
    run: Mapping[str, Any]
    base: str

    @property
    def four_bit(self) -> bool:
        return bool(self.run["config"].get("load_in_4bit"))


def read_adapter(config: MergeConfig) -> Source:
    """The adapter that `config` names. Raises CommandError when it is none, or of another base."""
    folder = Path(config.adapter)
    if not folder.is_dir():
        raise CommandError(f"there is no adapter folder {folder}")
    run = record.read_json(folder / record.RUN)
    if run is None and (folder / record.STARTED).is_file():
        raise WorkError(
            f"the run of {folder} is not finished (it has no {record.RUN}): the same training command goes on"
        )
    if run is None or not (folder / "adapter_config.json").is_file():
        raise CommandError(f"{folder} holds no adapter of ours: it has no {record.RUN} with an adapter_config.json")  # fmt: skip
    source = Source(folder, run, config.model or str(run["base_model"]))
    if config.onto == "nf4" and not source.four_bit:
        raise CommandError("--onto nf4 is for adapters trained on a 4-bit base; this one was not")
    _refuse_other_base(source)
    return source


def _refuse_other_base(source: Source) -> None:
    trained_on, now = source.run.get("base_fingerprint"), record.base_fingerprint(source.base)
    if trained_on and now and trained_on != now:
        raise CommandError(
            f"{source.folder} was trained on another base: {source.run['base_model']} had the fingerprint "
            f"{trained_on[:12]}, {source.base} has {now[:12]}"
        )


def refuse_existing(output: Path) -> None:
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise CommandError(f"{output} exists already; name another --output_dir or remove it")


def check_disk(output: Path, source: Source, dtype: str) -> int:
    """The bytes that the merged model will take. Raises WorkError when they are not free."""
    needed = _weights_bytes(source, dtype) + _MARGIN
    there = next(folder for folder in (output.absolute(), *output.absolute().parents) if folder.exists())  # fmt: skip
    free = shutil.disk_usage(there).free
    if free < needed:
        raise WorkError(
            f"the merged model needs {needed:,} bytes in {there}, and {free:,} are free"
        )
    return needed


def _weights_bytes(source: Source, dtype: str) -> int:
    """Of all weights of the base in `dtype`, read from the headers of its files; 0 when it is not here yet."""
    from safetensors import safe_open  # noqa: PLC0415

    from train.origin import base_folder  # noqa: PLC0415

    folder = base_folder(source.base, source.run["config"].get("model_revision"))
    size = {"bfloat16": 2, "float16": 2, "float32": 4}[dtype]
    numbers = 0
    for path in folder.glob("*.safetensors") if folder else ():
        with safe_open(path, framework="numpy") as file:
            shapes = [file.get_slice(name).get_shape() for name in file.keys()]  # noqa: SIM118 - no mapping
        for shape in shapes:
            count = 1
            for side in shape:
                count *= side
            numbers += count
    return numbers * size


# --- writing


def _save(model: Any, source: Source, config: MergeConfig, written: Mapping[str, Any]) -> None:
    """Whole or not at all: written beside the folder, moved into its place at the end."""
    output = Path(config.output_dir)
    partial = output.with_name(output.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        model.save_pretrained(partial)
        _copy(source.folder, partial, _TOKENIZER)  # byte for byte: the prompts of the training
        _write_terms(source, partial)
        _write_about(source, partial, config, written)
        if output.exists():
            output.rmdir()
        partial.replace(output)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _copy(origin: Path, target: Path, patterns: Sequence[str]) -> None:
    for path in sorted({path for pattern in patterns for path in origin.glob(pattern)}):
        if path.is_file():
            shutil.copyfile(path, target / path.name)


def _write_terms(source: Source, folder: Path) -> None:
    """The base's licence files, and the notice that a Llama's licence asks for."""
    from train.card import base_licence  # noqa: PLC0415
    from train.licences import LLAMA  # noqa: PLC0415
    from train.origin import base_folder  # noqa: PLC0415

    base = base_folder(source.base, source.run["config"].get("model_revision"))
    if base is not None:
        _copy(base, folder, _TERMS)
    licence = LLAMA.get(base_licence(source.run) or "")
    if licence and not list(folder.glob("NOTICE*")):
        (folder / "NOTICE").write_text(licence.notice + "\n", encoding="utf-8")


def _write_about(
    source: Source, folder: Path, config: MergeConfig, written: Mapping[str, Any]
) -> None:
    from transformers import AutoTokenizer  # noqa: PLC0415

    from train.card import model_card  # noqa: PLC0415
    from train.serving import MODELFILE, modelfile  # noqa: PLC0415

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    (folder / MODELFILE).write_text(
        modelfile(tokenizer, f"{served_name(config)}.gguf"), encoding="utf-8"
    )
    (folder / "README.md").write_text(model_card(source.run, merge=written), encoding="utf-8")
    record.write_json(folder / record.RUN, source.run)
    record.write_json(folder / MERGE, written)


def served_name(config: MergeConfig) -> str:
    """What the commands call the model: the folder's name, with its run's before it."""
    output = Path(config.output_dir).absolute()
    return re.sub(r"[^a-z0-9._-]+", "-", f"{output.parent.name}-{output.name}".lower()).strip("-.")


def _shown(done: Mapping[str, Any], config: MergeConfig) -> Iterator[str]:
    from train.serving import adapter_commands, merged_commands, shown  # noqa: PLC0415

    yield f"{config.output_dir}: {Path(config.adapter)} merged, {config.dtype}"
    if done["losses"]:
        first = done["losses"][0]["loss"]
        yield f"loss on {done['rows']:,} validation rows, {done['tokens']:,} tokens, nats per token"
        for at, line in enumerate(done["losses"]):
            more = f"  ({line['loss'] - first:+z.4f})" if at else ""
            yield f"  {line['what']:<52}{line['loss']:8.4f}{more}"
    else:
        yield "not measured: the dataset has no validation rows here (--dataset names one)"
    name = served_name(config)
    run = record.read_json(Path(config.adapter) / record.RUN) or {}
    yield from ("", "to serve the merged model", "")
    yield from shown(merged_commands(Path(config.output_dir), name))
    yield from ("", "to serve the adapter beside its base", "")
    yield from shown(
        adapter_commands(Path(config.adapter), done["base_model"], f"{name}-adapter", run["config"])
    )


if __name__ == "__main__":
    import logging

    logging.getLogger("bitsandbytes").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"trl|transformers|peft")
    sys.exit(dialect.run(main))
