"""The arithmetic of a merge: base and adapter in memory, the losses on the way, one rounding per weight."""

import warnings
from collections.abc import Sequence
from typing import Any, cast

import bitsandbytes as bnb
import torch
from bitsandbytes import functional
from peft import PeftModel
from peft.tuners.tuners_utils import BaseTunerLayer
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from train import model as models
from train.config import QloraConfig
from train.dialect import CommandError, WorkError
from train.merge import MergeConfig, Source
from train.row_loss import mean_loss
from train.rows import TokenRow, load_rows, tokenize_rows

_OF_THE_BASE = ("model_revision", "dtype", "attn_implementation", "load_in_4bit", "load_in_8bit",
                "bnb_4bit_quant_type", "use_bnb_nested_quant", "bnb_4bit_quant_storage")  # fmt: skip


class Losses:
    """Losses on the same rows, in the order in which they were measured."""

    def __init__(self, rows: Sequence[TokenRow]):
        self.rows = rows
        self.tokens = 0
        self.measured: list[tuple[str, float]] = []

    def measure(self, what: str, model: Any) -> None:
        """Adds the loss of `model`, called `what`; nothing without rows."""
        if self.rows:
            found = mean_loss(model, self.rows, what)
            self.tokens = found.tokens
            self.measured.append((what, found.loss))

    def as_json(self) -> list[dict[str, Any]]:
        return [{"what": what, "loss": loss} for what, loss in self.measured]


def measured_rows(source: Source, config: MergeConfig) -> list[TokenRow]:
    """The validation rows, tokenised as the training did; none when the run's own dataset is not here.

    Raises what `load_rows` raises for a dataset that `--dataset` names.
    """
    run = source.run
    dataset = config.dataset or str(run["dataset"])
    try:
        rows = load_rows(dataset, "sft", "validation")
    except (CommandError, WorkError):
        if config.dataset:
            raise
        return []
    tasks = {name.strip() for name in str(run["config"]["tasks"]).split(",")}
    wanted = [index for index, task in enumerate(rows["task"]) if task in tasks]
    if config.rows and len(wanted) > config.rows:
        wanted = [wanted[at * len(wanted) // config.rows] for at in range(config.rows)]
    tokenizer = _tokenizer(source)
    return tokenize_rows(rows.select(wanted), tokenizer, run["config"]["max_length"]).rows


def _tokenizer(source: Source) -> PreTrainedTokenizerBase:
    """The adapter's own, which carries the chat template of the training."""
    return AutoTokenizer.from_pretrained(source.folder, local_files_only=True)


def build(source: Source, config: MergeConfig, losses: Losses) -> PreTrainedModel:
    """The merged model in `config.dtype`. Measures adapter on the base of the training, adapter on the
    unquantised base, and the merged model; holds one model at a time."""
    device = _device(config)
    quantised = _trained_base(source, device, losses)
    base = models.load_base(_qlora(source, dtype=config.dtype, full=True), device)
    adapted = _adapted(base, source)
    losses.measure(f"adapter on the {config.dtype} base", adapted)
    if config.onto == "nf4":
        _round_to_4_bit(base, quantised, source)
    merge_in_place(adapted)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="All adapters are already merged")
        merged: Any = cast("Any", adapted).merge_and_unload()
    merged.config.use_cache = True
    _end_where_trained(merged, _tokenizer(source))
    where = f"the {config.dtype} base" if config.onto == "base" else "the base rounded to 4 bits"
    losses.measure(f"merged into {where}, as saved", merged)
    return merged


def _device(config: MergeConfig) -> torch.device:
    if config.device == "cuda" and not torch.cuda.is_available():
        raise CommandError("there is no CUDA device here; --device cpu works, slowly")
    auto = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(auto if config.device == "auto" else config.device)


def _qlora(source: Source, *, dtype: str | None = None, full: bool = False) -> QloraConfig:
    """How the base is loaded: as in the training, or in full in `dtype`."""
    trained = {key: source.run["config"].get(key) for key in _OF_THE_BASE}
    given = {key: value for key, value in trained.items() if value is not None}
    if full:
        given |= {"dtype": dtype, "load_in_4bit": False, "load_in_8bit": False}
    return QloraConfig(model_name_or_path=source.base, **given)


def _trained_base(source: Source, device: torch.device, losses: Losses) -> set[str]:
    """Measures the adapter where it was trained, and returns the names of the 4-bit layers there."""
    config = _qlora(source)
    if not (config.load_in_4bit or config.load_in_8bit):
        return set()
    base = models.load_base(config, device)
    names = {name for name, module in base.named_modules() if isinstance(module, bnb.nn.Linear4bit)}
    kind = f"{config.bnb_4bit_quant_type.upper()}" if config.load_in_4bit else "8-bit"
    losses.measure(f"adapter on the {kind} base it was trained on", _adapted(base, source))
    del base
    if device.type == "cuda":
        torch.cuda.empty_cache()
    return names


def _adapted(base: PreTrainedModel, source: Source) -> PeftModel:
    """Raises CommandError when the adapter's shapes are not those of the base."""
    try:
        return PeftModel.from_pretrained(base, source.folder)
    except (RuntimeError, ValueError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        reason = next((line for line in lines if "mismatch" in line), lines[0] if lines else "")
        raise CommandError(
            f"the adapter in {source.folder} does not fit the base {source.base}: {reason[:200]}"
        ) from error


def _round_to_4_bit(base: PreTrainedModel, names: set[str], source: Source) -> None:
    """Each layer that the training held in 4 bits becomes what those 4 bits stand for, in place."""
    config = source.run["config"]
    for name in sorted(names):
        weight = _base_weight(base, name)
        packed, state = functional.quantize_4bit(
            weight.data,
            quant_type=config["bnb_4bit_quant_type"],
            compress_statistics=bool(config["use_bnb_nested_quant"]),
        )
        weight.data.copy_(functional.dequantize_4bit(packed, state))


def _base_weight(base: PreTrainedModel, name: str) -> torch.nn.Parameter:
    module: Any = base.get_submodule(name)
    layer: Any = module.get_base_layer() if isinstance(module, BaseTunerLayer) else module
    return layer.weight


def merge_in_place(adapted: PeftModel) -> None:
    """Merges every adapted layer in fp32 and rounds the sum once.

    PEFT rounds the adapter's product to the weights' dtype, and their sum again.
    """
    for module in adapted.modules():
        layer: Any = module
        if not isinstance(module, BaseTunerLayer) or not hasattr(layer.get_base_layer(), "weight"):
            continue  # PEFT merges what is no layer of its own, such as the experts of Llama 4
        weight = layer.get_base_layer().weight
        dtype = weight.dtype
        weight.data = weight.data.float()
        try:
            layer.merge(safe_merge=True)
        except ValueError as error:
            raise WorkError(f"the merged weights are not finite: {error}") from error
        weight = layer.get_base_layer().weight
        weight.data = weight.data.to(dtype)


def _end_where_trained(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Generation ends at the base's own end tokens and at the one that was trained; padding is the tokenizer's."""
    settings: Any = model.generation_config
    known = settings.eos_token_id
    known = [] if known is None else [known] if isinstance(known, int) else list(known)
    trained: Any = tokenizer.eos_token_id
    settings.eos_token_id = sorted({*known, trained})
    settings.pad_token_id = tokenizer.pad_token_id
    if not settings.do_sample and any(
        getattr(settings, key, None) not in (None, 1.0) for key in ("temperature", "top_p")
    ):
        settings.do_sample = True  # what such settings mean; saving them without it is refused
    model.config.eos_token_id = settings.eos_token_id
    model.config.pad_token_id = tokenizer.pad_token_id
