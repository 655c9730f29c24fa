"""The sections of the card's body, each from the manifest alone."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from data_prep.card.columns import COLUMNS, CONFIGS
from data_prep.card.licences import hub_id
from data_prep.config import DataPrepConfig
from data_prep.records import SPLITS

Manifest = Mapping[str, Any]
_MARKS = re.compile(r"([\\`*_\[\]<>|#&$~])")
_OWN = frozenset({"input", "output", "overwrite", "workers"})
"""Keys that say where, not what."""


def cell(text: object) -> str:
    """Untrusted text as it may stand in a table's cell: on one line, without a mark that means something."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def slug(name: str) -> str:
    """A name of our own as code; whatever is none as plain text."""
    return f"`{name}`" if re.fullmatch(r"[\w/.-]+", name) else cell(name)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the cells are taken as they are."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def body(manifest: Manifest) -> str:
    """The card below its header."""
    sections = (
        _what,
        _load,
        _mix,
        _facts,
        _columns,
        _left_out,
        _changed,
        _licences,
        _limits,
        _again,
    )
    return "\n\n".join(section(manifest) for section in sections) + "\n"


def _what(manifest: Manifest) -> str:
    counts = manifest["counts"]
    taught, control = counts.get("facts_taught", 0), counts.get("facts_control", 0)
    extractors = ", ".join(f"`{name}`" for name in map(cell, manifest["census"]["extractors"]))
    rows = [(f"`{name}`", _split_rows(name, counts), what) for name, what in CONFIGS.items()]
    return f"""# Facts, instruction pairs and recall probes

Made by factune {manifest["versions"]["factune"]} (facts found by {extractors or "nothing"}) from {counts.get("in", 0):,} documents
({manifest["input"]["files"]:,} files), of which {counts.get("documents", 0):,} were kept.

{table(("config", "rows", "what"), rows)}

{taught:,} facts are taught with {counts.get("sft_qa", 0) / max(1, taught):.1f} QA rows each; {control:,} facts are a control group that no `sft` or `text` row
states. `recall` asks both: what a model answers of the control group after training is what it guesses.{_model(manifest)}"""


def _model(manifest: Manifest) -> str:
    """Which language model took part, and what its licence says of its outputs."""
    if not (producer := manifest.get("producer")):
        return ""
    refused = sum(producer["rejected"].values())
    return f"""

A language model, `{cell(producer["model"])}`, found facts or worded them; each was held against its source by rules, and {refused:,} of its
facts and wordings were not believed. Terms of its outputs: {cell(producer["terms"])}."""


def _split_rows(config: str, counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{split} {counts.get(f'rows_{config}/{split}', 0):,}" for split in SPLITS[config]
    )


def _load(manifest: Manifest) -> str:
    return """## Load

```python
from datasets import load_dataset

pairs = load_dataset("PATH_OR_REPO", "sft")  # facts, text, recall and, where published, documents likewise
```"""


def _mix(manifest: Manifest) -> str:
    mix = manifest["mix"]
    stages = [
        (s["stage"], _span(s["sft_train"]), _span(s.get("text_train", (0, 0))))
        for s in mix["stages"]
    ]
    sources = [
        (f"`{s['config']}` {s['split']}", cell(s["kind"]), s["lang"], f"{s['rows']:,}", f"{s['tokens']:,}")
        for s in mix["sources"]
    ]  # fmt: skip
    return f"""## Mix

The order of the rows is the order to learn them in: questions of every taught fact first (`warm_up`), then
their other wordings with summaries and the `text` rows (`mix`). The column `stage` says it too (0, then 1); rows may be shuffled
inside a stage. The validation rows are
wordings of taught facts that no other row has, and summaries of documents that no other row summarizes.

{table(("stage", "rows of `sft` train", "rows of `text` train"), stages)}

Tokens are estimated without a tokenizer: {mix["qa_tokens"]:,} of questions and answers, {mix["text_tokens"]:,} of text.

![tokens by kind of row](figures/tokens.svg)

{table(("rows", "kind", "language", "rows", "tokens"), sources)}"""


def _span(span: Sequence[int]) -> str:
    return f"{span[0]:,} to {span[1]:,}" if span[1] > span[0] else "none"


def _facts(manifest: Manifest) -> str:
    counts, census = manifest["counts"], manifest["census"]
    said = ", ".join(f"{n:,} {name}" for name, n in census["modalities"].items())
    found = ", ".join(f"{n:,} by `{cell(name)}`" for name, n in census["extractors"].items())
    return f"""## Facts

![facts by type](figures/types.svg)

Found: {found or "none"}. Said how: {said or "none"}. {counts.get("facts_merged", 0):,} repeated facts were merged, {counts.get("facts_contradicted", 0):,} are contradicted by
another document and kept. {_precision(manifest)}

![taught facts by number of trained questions](figures/wordings.svg)

{counts.get("quotas_met", 0):,} of the taught facts have all their wordings ({_wanted(manifest)})."""


def _wanted(manifest: Manifest) -> str:
    config = manifest["config"]
    return f"up to {config['wordings']} trained questions, {config['held_out']} held out, {config['statements']} statements"


def _precision(manifest: Manifest) -> str:
    """What a person's review says of the extractor."""
    review = manifest.get("review") or {}
    right = review.get("facts_accepted", 0)
    judged = right + review.get("facts_rejected", 0) + review.get("facts_edited", 0)
    if not judged:
        return "How many of them are right was not measured on these documents."
    return (
        f"A person has read {judged:,} of them as they were found: {right:,} ({right / judged:.0%}) were right; the others "
        "were mended or taken out."
    )


def _columns(manifest: Manifest) -> str:
    parts = ["## Columns"]
    for config, columns in COLUMNS.items():
        rows = [(f"`{name}`", what) for name, what in columns.items()]
        parts += [f"**`{config}`**", table(("column", "what"), rows)]
    return "\n\n".join(parts)


def _left_out(manifest: Manifest) -> str:
    rows = [(slug(key), f"{n:,}") for key, n in manifest["dropped"].items()]
    return "## What was left out\n\n" + table(("step/reason", "count"), rows or [("nothing", 0)])


_PRIVATE = ("pii_", "secret_")


def _changed(manifest: Manifest) -> str:
    changed, config = manifest["changed"], manifest["config"]
    private = {key: n for key, n in changed.items() if key.startswith(_PRIVATE)}
    others = [(slug(key), f"{n:,}") for key, n in changed.items() if key not in private]
    if private:
        told = table(("replaced", "count"), [(slug(key), f"{n:,}") for key, n in private.items()])
    else:
        told = "None was found."
    return f"""## Personal data and secrets

Recognised by form (telephone, ID and bank cards, e-mail, IP; keys, tokens and passwords) and treated as `pii: {config["pii"]}`, `secrets: {config["secrets"]}`.
Names, addresses and whatever has no recognisable form stay.

{told}

## What cleaning changed

{table(("rule", "times"), others or [("nothing", 0)])}"""


def _licences(manifest: Manifest) -> str:
    stated = manifest["census"]["licences"]
    rows = [
        (cell(name) if name else "none stated", hub_id(name) or "", f"{n:,}")
        for name, n in stated.items()
    ]
    return f"""## Licences of the sources

As the documents themselves state them; nothing was guessed. Texts, evidence and passages keep the licences of their sources.

{table(("stated", "identifier", "documents"), rows or [("no document", "", 0)])}"""


def _limits(manifest: Manifest) -> str:
    return """## Limits

Every fact is held against its evidence by rules, but a wrong reading is possible, and what the sources say may be wrong. Facts found by patterns leave out what is said in
figures of speech, across several sentences or without naming its subject; wordings built by rule read so now and then."""


def _again(manifest: Manifest) -> str:
    defaults = {f.name: f.default for f in fields(DataPrepConfig)}
    keys = [
        f"--{key} {_word(value)}"
        for key, value in manifest["config"].items()
        if key in defaults and key not in _OWN and value != defaults[key]
    ]
    versions = ", ".join(f"{name} {v}" for name, v in manifest["versions"].items())
    command = " ".join(["python -m data_prep --input DOCUMENTS", *keys])
    return f"""## Reproduce

```
{command}
```

The same {manifest["input"]["files"]:,} files ({manifest["input"]["bytes"]:,} bytes), keys and code give the same bytes. Input, keys and code: `{manifest["fingerprint"]}`; content:
`{manifest["dataset_sha256"]}`. Versions: {versions}."""


def _word(value: object) -> str:
    """A key's value as a word of the command; of a path its last name, which tells no folder of the machine."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = text.rsplit("/", 1)[-1] if text.startswith(("/", "~", ".")) else text
    return shlex.quote(" ".join(text.replace("`", "").split()))
