"""The model card: what was taught, from what, how well it came back, and under which terms; never more than is known."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import yaml

from train.evaluation import Rate, Recall
from train.licences import LLAMA, Licence, licence_of_name

UNKNOWN = "unknown"
_LANGUAGES = {"zh": "Chinese", "en": "English"}
_END = re.compile(r"<!-- factune card ([0-9a-f]{16}): .* -->\n?")


def model_card(
    run: Mapping[str, Any],
    *,
    name: str | None = None,
    recall: Recall | None = None,
    merge: Mapping[str, Any] | None = None,
    licence: str | None = None,
    words: str = "",
) -> str:
    """README.md of an adapter folder from the contents of its `run.json`, or of a merged model's.

    `name`: the repo's name on the Hub, when it has one; `merge`: the contents of merge.json, for a merged
    model; `licence`: what the user says of the base's licence; `words`: what a person wrote below the card.
    No path of this machine stands in it. Names from outside are escaped for Markdown and YAML.
    """
    licence_id = licence or base_licence(run) or UNKNOWN
    parts = [
        _header(run, licence_id, merged=merge is not None),
        f"# {_title(run, name, merged=merge is not None)}",
        _opening(run, LLAMA.get(licence_id), merged=merge is not None),
        "\n".join(("| | |", "|---|---|", *(f"| {a} | {b} |" for a, b in _facts_of(run, merge)))),
        _recall(recall, merged=merge is not None),
        _terms(run, licence_id),
        _usage(name, merged=merge is not None),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n\n"
    mark = f"<!-- factune card {_digest(text)}: what stands above is made anew, write below this line -->"
    return f"{text}{mark}\n{words}"


def written_below(card: str) -> str | None:
    """What a person wrote below the card's last line, "" for nothing; None when `card` is not as
    `model_card` left it: another's, or edited above that line."""
    end = _END.search(card)
    if end is None or end[1] != _digest(card[: end.start()]):
        return None
    return card[end.end() :]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def base_licence(run: Mapping[str, Any]) -> str | None:
    """The Hub's identifier of the base's licence as far as `run` tells; None for the tiny base and unknown ones."""
    if run.get("base_is_tiny"):
        return None
    return run.get("base_license") or licence_of_name(str(run["base_model"]))


def is_local(run: Mapping[str, Any], key: str) -> bool:
    """Whether `base_model` or `dataset` names a folder of the machine of the training, not a Hub id."""
    told = run.get({"base_model": "base_is_local", "dataset": "dataset_is_local"}[key])
    if told is not None:
        return bool(told)
    if key == "base_model" and run.get("base_fingerprint"):  # only local bases have one
        return True
    return not re.fullmatch(r"[\w.-]+/[\w.-]+", str(run[key])) or key == "dataset"


def shown_name(run: Mapping[str, Any], key: str) -> str:
    """`base_model` or `dataset` without the folders it lies in."""
    value = str(run[key])
    return PurePath(value.replace("\\", "/")).name if is_local(run, key) else value


def escaped(text: str) -> str:
    """`text` on one line, with nothing left that Markdown or HTML would read as markup or as a table's border."""
    line = _line(text)
    line = re.sub(r"([\\`*_{}\[\]()#+!|~$<>&])", r"\\\1", line)
    return line.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")


def _line(text: str) -> str:
    """`text` on one line and without control characters: a line of `---` would end the YAML header."""
    return "".join(char if char.isprintable() else " " for char in text)


# --- the parts


def _header(run: Mapping[str, Any], licence_id: str, *, merged: bool) -> str:
    header: dict[str, Any] = {
        "library_name": "transformers" if merged else "peft",
        "pipeline_tag": "text-generation",
        "license": _line(licence_id),
        "tags": ["qlora", "sft", "factune"] if not merged else ["sft", "factune"],
    }
    languages = [code for code in run.get("taught", {}).get("languages", {}) if code in _LANGUAGES]
    if languages:
        header["language"] = languages
    if not is_local(run, "base_model"):  # the Hub links a base by its id
        header["base_model"] = _line(str(run["base_model"]))
        header["base_model_relation"] = "finetune" if merged else "adapter"
    if not is_local(run, "dataset"):
        header["datasets"] = [_line(str(run["dataset"]))]
    return f"---\n{yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=10_000).strip()}\n---"


def _title(run: Mapping[str, Any], name: str | None, *, merged: bool) -> str:
    if name:
        return escaped(name)
    what = "Merged model from" if merged else "LoRA adapter for"
    return f"{what} {escaped(shown_name(run, 'base_model'))}"


def _opening(run: Mapping[str, Any], licence: Licence | None, *, merged: bool) -> str:
    lines = []
    if licence and licence.built_with:
        lines.append(f"**{licence.built_with}**\n")
    what = "A model" if merged else "A LoRA adapter"
    base = escaped(shown_name(run, "base_model"))
    lines.append(
        f"{what} trained with factune to answer questions on the facts of a corpus; the base is {base}."
    )
    if run.get("base_is_tiny"):
        lines.append(
            "That base is a toy of about a million parameters in Llama's architecture, with weights of our own "
            "making and none of Meta's: it shows that the road works, and is of no other use."
        )
    return "\n".join(lines)


def _facts_of(run: Mapping[str, Any], merge: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    config, rows, taught = run["config"], run["rows"], run.get("taught")
    if taught:
        up_to = (
            "up to " if any(rows["dropped"].values()) else ""
        )  # counted before rows were left out
        yield "facts taught", f"{up_to}{taught['facts']:,}"
        spoken = ", ".join(
            f"{_LANGUAGES.get(code, escaped(code))} {count:,} rows"
            for code, count in taught["languages"].items()
        )
        yield "data", f"{taught['documents']:,} documents{', ' + spoken if spoken else ''}"
    where = escaped(shown_name(run, "dataset"))
    left_out = sum(rows["dropped"].values())
    yield (
        "rows",
        f"{rows['rows']:,} of {where} (tasks {escaped(str(config['tasks']))}), {left_out:,} left out",
    )
    yield "trained tokens", f"{run['trained_tokens']:,}, of completions only"
    bits = "4-bit NF4" if config.get("load_in_4bit") else escaped(str(config.get("dtype")))
    revision = (
        f", revision {escaped(str(run['base_revision']))}" if run.get("base_revision") else ""
    )
    yield "base", f"{escaped(shown_name(run, 'base_model'))}, {bits} while training{revision}"
    yield (
        "adapter",
        (
            f"rank {config['lora_r']}, alpha {config['lora_alpha']}, "
            f"on {escaped(str(config['lora_target_modules']))}, trained in fp32"
        ),
    )
    yield (
        "steps",
        (
            f"{run['steps']:,}, learning rate {config['learning_rate']}, "
            f"{escaped(str(config['lr_scheduler_type']))}, seed {run['seed']}"
        ),
    )
    for key, what in (("losses", "last loss"), ("validation", "last validation loss")):
        if run.get(key):
            yield what, f"{run[key][-1]['loss']:.4f} nats per token"
    looks = run.get("validation") or []
    best = next((look for look in looks if look["step"] == run.get("best_step")), None)
    if best and "strict_recall" in best:
        yield (
            "validation questions whose every token was the likeliest",
            f"{best['strict_recall']:.1%}, at step {best['step']:,}, which is the one kept",
        )
    if run.get("tokens_per_second"):
        memory = (
            f", {run['peak_memory_bytes'] / 2**30:.1f} GiB at most"
            if run.get("peak_memory_bytes")
            else ""
        )
        yield (
            "trained on",
            f"{escaped(str(run.get('device_name')))}, {run['tokens_per_second']:,.0f} tokens/s{memory}",
        )
    if merge:
        for loss in merge["losses"]:
            yield (
                f"loss, {escaped(loss['what'])}",
                f"{loss['loss']:.4f} nats per token on {merge['rows']:,} validation rows",
            )


def _recall(recall: Recall | None, *, merged: bool) -> str:
    title = "## Recall\n\n"
    if recall is None or not recall.groups:
        return f"{title}Not evaluated: how many of the facts the model now answers is not known."
    runs = list(next(iter(recall.groups.values())))
    lines = [f"| asked | n | {' | '.join(runs)} |", "|---|---|" + "---|" * len(runs)]
    for group, rates in recall.groups.items():
        what = (
            "taught facts, unseen wordings"
            if group == "taught"
            else "control facts, taught nowhere"
        )
        shown = " | ".join(_shown(rates[name]) if name in rates else "" for name in runs)
        lines.append(f"| {what} | {next(iter(rates.values())).n:,} | {shown} |")
    of = " Of the adapter before it was merged." if merged else ""
    note = f"Free greedy answers; brackets: 95 % Wilson intervals.{of}"
    return title + "\n".join(lines) + f"\n\n{note}"


def _shown(rate: Rate) -> str:
    return f"{rate.share:.1%} [{rate.low * 100:.1f}, {rate.high * 100:.1f}]"


def _terms(run: Mapping[str, Any], licence_id: str) -> str:
    licence = LLAMA.get(licence_id)
    if licence:
        text = f"[{licence.name}]({licence.link}). {licence.notice}"
    elif run.get("base_is_tiny"):
        text = "The base has no licence of its own."
    elif licence_id == UNKNOWN:
        text = "The licence of the base is not known here; ask its makers."
    else:
        text = f"The base is under {escaped(licence_id)}."
    return (
        f"## Licence and limits\n\n{text}\n\nThe training data are a user's own documents; their rights are not "
        "covered by the above. The model may answer wrongly, also on what it was taught."
    )


def _usage(name: str | None, *, merged: bool) -> str:
    where = name or "THIS_FOLDER"
    loader = "AutoModelForCausalLM" if merged else "AutoPeftModelForCausalLM"
    return f"""## Use

```python
from {"transformers" if merged else "peft"} import {loader}
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("{where}")  # carries the chat template of the training
model = {loader}.from_pretrained("{where}")
```

`run.json` holds every setting, the fingerprints of rows and base, and the losses."""
