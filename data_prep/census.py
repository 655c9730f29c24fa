"""What the finished tables hold, counted for the manifest: languages, licences, types, wordings per fact."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_prep.store import columns_of, json_lines

NO_LICENCE = ""
"""What a document counts as whose source states no licence."""
MOST_LICENCES = 1_000
"""Different licence texts that are told apart; further ones count as `OTHERS`."""
OTHERS = "…"


def census(dataset: Path, quotas: Path) -> dict[str, Any]:
    """Counts over all documents and facts, a row group in memory at a time:

    `languages` and `licences` of documents, `types` of facts by split, `extractors`, `modalities`, and
    `wordings`: [trained questions, taught facts with so many].
    """
    languages, licences = _documents(dataset)
    types: dict[str, Counter[str]] = {}
    extractors: Counter[str] = Counter()
    modalities: Counter[str] = Counter()
    for columns in _rows(dataset / "facts", ("type", "split", "extractor", "modality")):
        for kind, split, extractor, modality in zip(*columns, strict=True):
            types.setdefault(kind, Counter())[split] += 1
            extractors[extractor] += 1
            modalities[modality] += 1
    wordings = Counter(row["questions"] for row in json_lines(quotas))
    return {
        "languages": _sorted(languages),
        "licences": _sorted(licences),
        "types": {kind: _sorted(types[kind]) for kind in sorted(types)},
        "extractors": _sorted(extractors),
        "modalities": _sorted(modalities),
        "wordings": [[n, wordings[n]] for n in range(max(wordings, default=-1) + 1)],
    }


def _documents(dataset: Path) -> tuple[Counter[str], Counter[str]]:
    languages: Counter[str] = Counter()
    licences: Counter[str] = Counter()
    for langs, metas in _rows(dataset / "documents", ("lang", "meta")):
        languages.update(langs)
        for meta in metas:
            stated = " ".join(str(json.loads(meta).get("license", NO_LICENCE)).split())[:200]
            known = stated in licences or len(licences) < MOST_LICENCES
            licences[stated if known else OTHERS] += 1
    return languages, licences


def _rows(folder: Path, names: tuple[str, ...]) -> Iterator[list[list[str]]]:
    for path in sorted(folder.glob("*.parquet")):
        for table in columns_of(path, names):
            yield [table[name].to_pylist() for name in names]


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
