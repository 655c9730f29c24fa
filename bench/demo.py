"""The figures of the demo: recall, controls, seconds a step, byte-identical rebuild, the corpus checks.

    python -m bench.demo [--corpus samples] [--output runs/bench]

Runs the four commands of `make demo` in fresh folders and prints one JSON object. With the project's
shared data beside it, the gold scorer runs on the real corpus too.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT / "samples")
    parser.add_argument("--output", type=Path, default=ROOT / "runs" / "bench")
    options = parser.parse_args()
    shutil.rmtree(options.output, ignore_errors=True)
    figures = demo(options.corpus, options.output)
    figures["rebuild_is_byte_identical"] = rebuilt(options.corpus, options.output)
    if (SHARED / "bench" / "score_gold.py").exists():
        figures["gold"] = gold(options.output / "gold")
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def demo(corpus: Path, run: Path) -> dict[str, Any]:
    """Seconds of each step and what the evaluation found."""
    dataset, base, adapter, scored = (
        run / "dataset",
        run / "tiny_base",
        run / "adapter",
        run / "eval",
    )
    seconds = {
        "data": timed("data_prep", "--input", corpus, "--output", run),
        "tiny": timed("train.tiny", "--dataset", dataset, "--output_dir", base),
        "train": timed(
            "train", "--config", ROOT / "configs/train/tiny_cpu.yaml", "--dataset", dataset,
            "--model_name_or_path", base, "--output_dir", adapter,
        ),
        "eval": timed(
            "eval", "--config", ROOT / "configs/eval/recall.yaml", "--dataset", dataset,
            "--model", base, "--adapter", adapter, "--output_dir", scored,
        ),
    }  # fmt: skip
    results = json.loads((scored / "results.json").read_text(encoding="utf-8"))
    counts = json.loads((run / "manifest.json").read_text(encoding="utf-8"))["counts"]
    return {
        "seconds": seconds | {"all": round(sum(seconds.values()), 1)},
        "counts": {k: v for k, v in counts.items() if not k.startswith("rows_")},
        "recall": results["recall"],
    }


def timed(module: str, *words: object) -> float:
    """Seconds that `python -m module words` takes; it must succeed."""
    begin = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", module, *map(str, words)], cwd=ROOT, check=True, stdout=sys.stderr
    )
    return round(time.monotonic() - begin, 1)


def rebuilt(corpus: Path, run: Path) -> bool:
    """Whether a second build writes the same Parquet bytes."""
    again = run / "again"
    timed("data_prep", "--input", corpus, "--output", again)
    return digests(run / "dataset") == digests(again / "dataset")


def digests(dataset: Path) -> dict[str, str]:
    return {
        path.relative_to(dataset).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(dataset.rglob("*.parquet"))
    }


def gold(run: Path) -> dict[str, Any]:
    """The gold scorer on the real corpus: cleaning, fact recall, leak checks."""
    timed("data_prep", "--input", SHARED / "corpus", "--output", run)
    scorer = [sys.executable, SHARED / "bench" / "score_gold.py", run, SHARED / "gold"]
    scored = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    for document in scored["per_doc"].values():
        del document["missed"]
    return scored


if __name__ == "__main__":
    main()
