"""The card as one Markdown file with its YAML header, and the figures beside it."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from data_prep.card.columns import CONFIGS
from data_prep.card.figures import Bar, chart
from data_prep.card.licences import licence
from data_prep.card.sections import body
from data_prep.records import SPLITS
from data_prep.store import write_text

FIGURES = "figures"
"""The folder of the card's figures, beside it."""
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write_card(dataset: Path, manifest: dict[str, Any]) -> None:
    """`dataset`/README.md and `dataset`/figures."""
    for name, svg in figures(manifest).items():
        write_text(dataset / FIGURES / name, svg)
    write_text(dataset / "README.md", card(manifest))


def card(manifest: dict[str, Any]) -> str:
    """The card as Markdown with its YAML header."""
    return f"---\n{_dumped(header(manifest))}\n---\n\n{body(manifest)}"


def header(manifest: dict[str, Any]) -> dict[str, Any]:
    """The metadata that the Hub reads (huggingface.co/docs/hub/datasets-cards). The licence is the one that
    all documents state, else unknown."""
    counts, census = manifest["counts"], manifest["census"]
    rows = sum(n for key, n in counts.items() if key.startswith("rows_"))
    found = licence(census["licences"])
    return {
        "pretty_name": "Facts, instruction pairs and recall probes",
        "configs": [
            {
                "config_name": name,
                "data_files": [{"split": s, "path": f"{name}/{s}-*.parquet"} for s in present],
            }
            | ({"default": True} if name == "sft" else {})
            for name in SPLITS
            if (present := [s for s in SPLITS[name] if counts.get(f"rows_{name}/{s}")])
        ],
        "language": sorted(census["languages"]),
        "license": found.id,
        **({"license_name": found.name} if found.name else {}),
        "task_categories": ["question-answering", "summarization", "text-generation"],
        "size_categories": [next((label for most, label in _SIZES if rows < most), "n>1M")],
        "tags": ["factune", "factual-recall"],
    }


def figures(manifest: dict[str, Any]) -> dict[str, str]:
    """File name → SVG of the card's figures."""
    census, sources = manifest["census"], manifest["mix"]["sources"]
    types = [
        Bar(kind.replace("_", " "), (splits.get("taught", 0), splits.get("control", 0)))
        for kind, splits in sorted(census["types"].items(), key=lambda item: -sum(item[1].values()))
    ]
    wordings = [Bar(str(n), (facts,)) for n, facts in census["wordings"]]
    tokens: dict[str, int] = {}
    for source in sources:
        label = f"{source['config']} {source['kind']}".replace("_", " ")
        tokens[label] = tokens.get(label, 0) + source["tokens"]
    by_tokens = sorted(tokens.items(), key=lambda item: (-item[1], item[0]))
    return {
        "types.svg": chart("Facts by type", types, ("taught", "control")),
        "wordings.svg": chart("Taught facts by number of trained questions", _pooled(wordings)),
        "tokens.svg": chart("Tokens by kind of row, about", [Bar(k, (n,)) for k, n in by_tokens]),
    }


def _pooled(bars: list[Bar], most: int = 16) -> list[Bar]:
    """At most `most` bars; the last ones as one."""
    if len(bars) <= most:
        return bars
    rest = sum(bar.values[0] for bar in bars[most - 1 :])
    return [*bars[: most - 1], Bar(f"{most - 1} and more", (rest,))]


def _dumped(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False).strip()


_HEADER = re.compile(r"\A---\n(.*?)\n---\n", re.S)


def narrowed(text: str, configs: Collection[str]) -> str:
    """The card `text` for a dataset of only `configs`: the others leave its header, and its table says so.

    Raises ValueError for a text without a YAML header that lists its configs.
    """
    found = _HEADER.match(text)
    try:
        values = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError as error:
        raise ValueError(f"the card's header is no YAML: {error}") from error
    if found is None or not isinstance(values, dict) or not values.get("configs"):
        raise ValueError("the card has no YAML header with configs")
    values["configs"] = [c for c in values["configs"] if c["config_name"] in configs]
    rest = text[found.end() :]
    for name in CONFIGS.keys() - configs:
        row = rf"^\| `{name}` \|[^|]*\|(.*)\|$"
        rest = re.sub(row, rf"| `{name}` | not published |\1|", rest, flags=re.M)
    return f"---\n{_dumped(values)}\n---\n{rest}"
