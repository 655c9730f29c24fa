"""Near-duplicates found among planted ones: pair precision, pair recall, recall by operation.

    python -m bench.neardup [--data ../shared/data/neardup] [--near 0.4]

A gold pair is two rows of one planted cluster, a found pair two rows of which one stands for the other or a
third for both. Printed for the texts as they are and after the project's cleaning.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from data_prep.clean import Traced, clean
from data_prep.dedup import Limits, SignatureWriter, Verdicts, cluster, sign

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "neardup"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--near", type=float, default=Limits().near)
    parser.add_argument("--contained", type=float, default=Limits().contained)
    options = parser.parse_args()
    path = options.data / "planted.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"there is no {path}; --data names the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    limits = Limits(near=options.near, contained=options.contained)
    raw = [row["text"] for row in rows]
    report(rows, raw, limits, "as they are")
    report(rows, [clean(Traced.of(text)).text.text for text in raw], limits, "cleaned")


def report(rows: list[dict[str, Any]], texts: list[str], limits: Limits, name: str) -> None:
    began = time.perf_counter()
    verdicts = verdicts_of(texts, limits)
    seconds = time.perf_counter() - began
    found = pairs(verdicts.kept.tolist())
    gold = pairs([row["cluster"] for row in rows])
    hit = found & gold
    ops = [row["op"] for row in rows]
    print(
        f"{name}: {len(rows)} rows in {seconds:.2f} s, {int((verdicts.reason > 0).sum())} dropped"
    )
    print(f"  pair precision {share(len(hit), len(found))}, recall {share(len(hit), len(gold))}")
    print("  dropped as", dict(Counter(reason for _, _, reason, _ in verdicts.dropped())))
    lost = [(row, kept) for row, kept, _, _ in verdicts.dropped() if ops[row] == "base"]
    wrong = sum(rows[row]["cluster"] != rows[kept]["cluster"] for row, kept in lost)
    edited = sum(ops[kept].startswith("edit") for _, kept in lost)
    print(
        f"  base documents lost wrongly (to another cluster) {share(wrong, ops.count('base'))},"
        f" to an edited copy of theirs {share(edited, ops.count('base'))}"
    )
    print("  recall of the pairs that a copy by this operation is in, and with its base:")
    all_pairs, base_pairs = by_operation(gold, ops), by_operation(gold, ops, "base")
    all_hits, base_hits = by_operation(hit, ops), by_operation(hit, ops, "base")
    for op in sorted(all_pairs.keys() - {"base"}):
        print(
            f"    {op:20} {all_hits[op] / all_pairs[op]:.3f}  {base_hits[op] / base_pairs[op]:.3f}"
        )


def verdicts_of(texts: list[str], limits: Limits) -> Verdicts:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "signatures"
        with SignatureWriter(path) as writer:
            writer.append(sign(texts))
        return cluster([path], Path(folder) / "work", limits=limits)


def pairs(groups: list[int]) -> set[tuple[int, int]]:
    """All pairs of rows of one group."""
    members: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        members[group].append(row)
    return {pair for rows in members.values() for pair in combinations(rows, 2)}


def by_operation(
    some: set[tuple[int, int]], ops: list[str], other: str | None = None
) -> Counter[str]:
    """How many pairs a row of each operation is in; with `other`, of pairs with such a row only."""
    out: Counter[str] = Counter()
    for a, b in some:
        if other is None or other in (ops[a], ops[b]):
            out.update({ops[a], ops[b]})
    return out


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.4f}" if whole else "0/0"


if __name__ == "__main__":
    main()
