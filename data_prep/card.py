"""The dataset card: what the dataset is, generated from the manifest, with the configs in its YAML header."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import yaml

from data_prep.records import SPLITS
from data_prep.store import write_text

_CONFIGS = {
    "documents": "clean documents, with the map from every character to the source",
    "facts": "statements with a canonical answer and the verbatim span that proves it; `split` says taught or control",
    "sft": "instruction pairs in conversational prompt-completion form (QA and summarization)",
    "text": "document-form statements of the taught facts, for continued pre-training",
    "recall": "questions in wordings that no `sft` prompt holds, about taught and control facts",
}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write_card(dataset: Path, manifest: dict[str, Any]) -> None:
    """`dataset`/README.md."""
    write_text(dataset / "README.md", card(manifest))


def card(manifest: dict[str, Any]) -> str:
    """The card as Markdown with its YAML header. The licence is unknown unless the sources state one."""
    counts, dropped = manifest["counts"], manifest["dropped"]
    rows = sum(n for key, n in counts.items() if key.startswith("rows_"))
    header = {
        "configs": [
            {
                "config_name": name,
                "data_files": [{"split": s, "path": f"{name}/{s}-*.parquet"} for s in present],
            }
            | ({"default": True} if name == "sft" else {})
            for name in SPLITS
            if (present := [s for s in SPLITS[name] if counts.get(f"rows_{name}/{s}")])
        ],
        "language": ["zh", "en"],
        "license": "unknown",
        "task_categories": ["question-answering", "summarization", "text-generation"],
        "size_categories": [next((label for most, label in _SIZES if rows < most), "n>1M")],
    }
    taught, control = counts.get("facts_taught", 0), counts.get("facts_control", 0)
    qa = counts.get("sft_qa", 0)
    table = "\n".join(
        f"| `{name}` | {_split_rows(name, counts)} | {_CONFIGS[name]} |" for name in SPLITS
    )
    reasons = "\n".join(f"| {key} | {n:,} |" for key, n in dropped.items()) or "| nothing | 0 |"
    return f"""---
{yaml.safe_dump(header, allow_unicode=True, sort_keys=False).strip()}
---

# Facts, instruction pairs and recall probes

Made by factune {manifest["versions"]["factune"]} (offline extraction, no language model) from {counts.get("in", 0):,} documents
({manifest["input"]["files"]:,} files), of which {counts.get("documents", 0):,} were kept.

| config | rows | what |
|---|---|---|
{table}

{taught:,} facts are taught with {qa / max(1, taught):.1f} QA rows each; {control:,} facts are a control group that no `sft` or `text` row
states. `recall` asks both: what a model answers of the control group after training is what it guesses.

```python
from datasets import load_dataset
load_dataset("PATH_OR_REPO", "sft")
```

## Mix

{_mix(manifest["mix"])}

## What was left out

| step/reason | count |
|---|---|
{reasons}

## Limits

Facts are found by patterns: what is said in figures of speech, across several sentences or without naming its subject is not
found, and a wrong reading is possible. Wordings are built by rule and read so now and then. Texts keep the licences of their
sources, which this card does not know.

Content hash: `{manifest["dataset_sha256"]}`
"""


def _mix(mix: dict[str, Any]) -> str:
    """The order of the rows, and the tokens of each source."""
    stages = "\n".join(
        f"| {stage['stage']} | {_rows(stage['sft_train'])} | {_rows(stage.get('text_train', (0, 0)))} |"
        for stage in mix["stages"]
    )
    sources = "\n".join(
        f"| `{s['config']}` {s['split']} | {s['kind']} | {s['lang']} | {s['rows']:,} | {s['tokens']:,} |"
        for s in mix["sources"]
    )
    return f"""The order of the rows is the order to learn them in: questions of every taught fact first (`warm_up`), then
their other wordings with summaries and the `text` rows (`mix`). The column `stage` says it too (0, then 1); rows may be shuffled
inside a stage. The validation rows are
wordings of taught facts that no other row has, and summaries of documents that no other row summarizes.

| stage | rows of `sft` train | rows of `text` train |
|---|---|---|
{stages}

Tokens are estimated without a tokenizer: {mix["qa_tokens"]:,} of questions and answers, {mix["text_tokens"]:,} of text.

| rows | kind | language | rows | tokens |
|---|---|---|---|---|
{sources}"""


def _rows(span: Sequence[int]) -> str:
    return f"{span[0]:,} to {span[1]:,}" if span[1] > span[0] else "none"


_HEADER = re.compile(r"\A---\n(.*?)\n---\n", re.S)


def narrowed(text: str, configs: Collection[str]) -> str:
    """The card `text` for a dataset of only `configs`: the others leave its header, and its table says so.

    Raises ValueError for a text without a YAML header that lists its configs.
    """
    header = _HEADER.match(text)
    try:
        values = yaml.safe_load(header[1]) if header else None
    except yaml.YAMLError as error:
        raise ValueError(f"the card's header is no YAML: {error}") from error
    if header is None or not isinstance(values, dict) or not values.get("configs"):
        raise ValueError("the card has no YAML header with configs")
    values["configs"] = [c for c in values["configs"] if c["config_name"] in configs]
    dumped = yaml.safe_dump(values, allow_unicode=True, sort_keys=False).strip()
    body = text[header.end() :]
    for name in SPLITS.keys() - configs:
        row = rf"^\| `{name}` \|[^|]*\|(.*)\|$"
        body = re.sub(row, rf"| `{name}` | not published |\1|", body, flags=re.M)
    return f"---\n{dumped}\n---\n{body}"


def _split_rows(config: str, counts: dict[str, int]) -> str:
    return ", ".join(
        f"{split} {counts.get(f'rows_{config}/{split}', 0):,}" for split in SPLITS[config]
    )
