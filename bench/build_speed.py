"""A whole offline build: megabytes of UTF-8 per second of one core, its peak memory, and where the time goes.

    python -m bench.build_speed [--data ../shared/data/corpus_zh] [--mb 5 50] [--config configs/data_prep/corpus.yaml]
        [--files] [--out DIR]

Documents are drawn from the corpus in a random order until they hold so many megabytes; one process builds them. The
rate counts the processor's seconds, not the clock's, so that a busy machine does not change it; reading the input and
writing the dataset are in it. The shares are of samples taken every 5 ms of processor time: to which package of
data_prep the innermost frame belongs (`--files`: which file).
"""

import argparse
import gzip
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from bench.run_folder import SHARED, markdown
from data_prep.config import DataPrepConfig
from data_prep.dialect import parse
from data_prep.pipeline import build

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = str(ROOT / "data_prep") + "/"
EVERY = 0.005
"""Seconds of processor time between two samples."""
FILE_BYTES = 4_000_000


def main() -> None:
    options = _options()
    if options.child:
        corpus, run = options.child
        print(json.dumps(measured(options.config, corpus, run, options.files)))
        return
    if not options.data.is_dir():
        raise SystemExit(f"there is no {options.data}; --data names a folder of .jsonl.gz files")
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        made = [_build(options, size, Path(folder)) for size in options.mb]
    print(_rates(made))
    print(f"\n{_shares(made)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "corpus_zh")
    parser.add_argument("--mb", type=float, nargs="+", default=[5, 50])
    parser.add_argument("--config", type=Path, default=ROOT / "configs/data_prep/corpus.yaml")
    parser.add_argument("--files", action="store_true", help="shares by file")
    parser.add_argument("--out", type=Path, help="where the runs are made, to be removed again")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _build(options: argparse.Namespace, megabytes: float, folder: Path) -> dict[str, Any]:
    corpus, run = folder / f"{megabytes:g}", folder / f"{megabytes:g}_run"
    size = write_corpus(options.data, corpus, round(megabytes * 1e6))
    words = ["--config", options.config, "--child", corpus, run]
    words += ["--files"] if options.files else []
    command = [sys.executable, "-m", "bench.build_speed", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return {"bytes": size, **json.loads(done.stdout.splitlines()[-1])}


def write_corpus(data: Path, folder: Path, size: int) -> int:
    """Write documents of `data` as JSON lines until their texts hold `size` bytes; returns how many they hold."""
    folder.mkdir()
    total = 0
    out = (folder / "00.jsonl").open("w", encoding="utf-8")
    for number, text in enumerate(_shuffled(data)):
        if total >= size:
            break
        if out.tell() > FILE_BYTES:
            out.close()
            out = (folder / f"{number}.jsonl").open("w", encoding="utf-8")
        out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        total += len(text.encode())
    out.close()
    return total


def _shuffled(data: Path) -> Iterator[str]:
    texts: list[str] = []
    for path in sorted(data.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    random.Random(0).shuffle(texts)
    yield from texts


# --- in a process of its own


def measured(config: Path, corpus: str, run: str, by_file: bool) -> dict[str, Any]:
    """One build in this process: seconds, peak memory, counts, samples by place."""
    words = ["--config", str(config), "--input", corpus, "--output", run, "--workers", "1"]
    keys = parse(DataPrepConfig, words, prog="python -m data_prep", description="")
    samples: Counter[str] = Counter()
    last = time.process_time()

    def sample(_: int, frame: FrameType | None) -> None:
        # a long call into C holds the signal back: what it took is counted, not how often it came
        nonlocal last
        now = time.process_time()
        samples[_place(frame, by_file)] += round(1e6 * (now - last))
        last = now

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    began, cpu = time.monotonic(), time.process_time()
    manifest = build(keys)
    used = time.process_time() - cpu
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {
        "clock": time.monotonic() - began,
        "cpu": used,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "counts": {name: manifest["counts"].get(name, 0) for name in ("documents", "facts", "sft")},
        "samples": samples,
    }


def _place(frame: FrameType | None, by_file: bool) -> str:
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(PACKAGE):
            inside = name.removeprefix(PACKAGE)
            return inside if by_file else inside.split("/", 1)[0].removesuffix(".py")
        frame = frame.f_back
    return "outside"


# --- figures


def _rates(made: list[dict[str, Any]]) -> str:
    head = ("MB of UTF-8", "core seconds", "clock seconds", "MB/s per core", "peak memory, MB", "documents", "facts", "sft rows")  # fmt: skip
    lines = [
        (
            f"{one['bytes'] / 1e6:.1f}",
            f"{one['cpu']:.1f}",
            f"{one['clock']:.1f}",
            f"{one['bytes'] / 1e6 / one['cpu']:.3f}",
            f"{one['peak_mb']:.0f}",
            *(f"{one['counts'][name]:,}" for name in ("documents", "facts", "sft")),
        )
        for one in made
    ]
    return markdown(head, lines)


def _shares(made: list[dict[str, Any]]) -> str:
    """Where the time of the largest build goes, and where that of the others goes."""
    places = Counter(made[-1]["samples"]).most_common(25)
    head = ("where", *(f"{one['bytes'] / 1e6:.0f} MB" for one in made))
    lines = [
        (
            place,
            *(f"{100 * one['samples'].get(place, 0) / sum(one['samples'].values()):.1f} %" for one in made),
        )
        for place, _ in places
    ]  # fmt: skip
    return markdown(head, lines)


if __name__ == "__main__":
    main()
