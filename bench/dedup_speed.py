"""Rows a second of deduplication on one core, beside datasketch and data-juicer; peak memory by rows.

    python -m bench.dedup_speed [--rows 2000] [--data ../shared/data/corpus_zh]
                                [--data_juicer_python /path/to/its/venv/bin/python]

A row is 1,000 characters of sentences drawn from the corpus (from invented words where it is absent);
one row in ten is an earlier one with 2 % of its characters replaced. (The corpus holds some 10^5 sentences:
from 10^5 rows on each sentence stands in many rows, which is harder than any corpus.) The others hash the same rows, as
character 5-grams into 128 permutations, with banded LSH at 0.7; data-juicer runs in an interpreter of
its own, because it brings many packages. Signing and clustering are timed, making rows and imports are not.
"""

import argparse
import gzip
import importlib.util
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from data_prep.dedup import SignatureWriter, cluster, sign

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "corpus_zh"
LENGTH, BATCH = 1_000, 1_000
_SENTENCE = re.compile(r"[^。！？\n]{8,80}[。！？]")

DATA_JUICER = """
import json, sys, time
from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator
from datasets import Dataset, disable_caching, disable_progress_bars
from loguru import logger
logger.remove(); disable_caching(); disable_progress_bars()
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
op = DocumentMinhashDeduplicator(tokenization="character", window_size=5, num_permutations=128,
                                 jaccard_threshold=0.7)
data = Dataset.from_list([{"text": row} for row in rows])
began = time.perf_counter()
kept, _ = op.process(data.map(op.compute_hash))
print(json.dumps([time.perf_counter() - began, len(rows) - len(kept)]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--rows", type=int, default=2_000, help="rows that all tools deduplicate")
    parser.add_argument("--memory_rows", type=int, nargs="*", default=[20_000, 200_000])
    parser.add_argument("--data_juicer_python", type=Path)
    parser.add_argument("--sign", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--signatures", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.signatures:
        return print(json.dumps(measured(options.signatures, options.sign, options.data)))
    print(
        "text:", "the corpus" if options.data.is_dir() else f"invented ({options.data} is absent)"
    )
    texts = list(rows(options.rows, options.data))
    sign(texts[:1])  # builds the table of letters
    show("ours", options.rows, *ours(texts))
    show("datasketch", options.rows, *datasketch(texts))
    show("data-juicer", options.rows, *data_juicer(texts, options.data_juicer_python))
    for count in options.memory_rows:
        memory(count, options.data)
    return None


def show(tool: str, count: int, seconds: float | None, dropped: int) -> None:
    if seconds is None:
        print(f"{tool:12} not installed")
    else:
        print(
            f"{tool:12} {count / seconds:9,.0f} rows/s  ({seconds:.2f} s, {dropped} dropped of {count // 10} planted)"
        )


# --- rows


def rows(count: int, data: Path) -> Iterator[str]:
    """The same rows for the same arguments."""
    chance = random.Random(0)
    pool = sentences(data) or invented(chance)
    earlier: list[str] = []
    for n in range(count):
        if n % 10 == 9:
            text = edited(chance.choice(earlier), chance)
        else:
            text = ""
            while len(text) < LENGTH:
                text += chance.choice(pool)
            text = text[:LENGTH]
            earlier = [*earlier[-99:], text]
        yield text


def sentences(data: Path) -> list[str]:
    found: list[str] = []
    for path in sorted(data.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found += _SENTENCE.findall(json.loads(line)["text"])
    return found


def invented(chance: random.Random) -> list[str]:
    words = [
        "".join(chr(chance.randint(0x4E00, 0x6E00)) for _ in range(chance.choice((1, 2, 2, 3))))
        for _ in range(20_000)
    ]
    weights = [1 / (n + 10) for n in range(len(words))]
    return ["".join(chance.choices(words, weights, k=15)) + "。" for _ in range(100_000)]


def edited(text: str, chance: random.Random) -> str:
    chars = list(text)
    for at in chance.sample(range(len(chars)), len(chars) // 50):
        chars[at] = chr(chance.randint(0x4E00, 0x6E00))
    return "".join(chars)


# --- tools: seconds (None: not there) and rows dropped


def ours(texts: list[str]) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        path = Path(folder) / "signatures"
        with SignatureWriter(path) as writer:
            for at in range(0, len(texts), BATCH):
                writer.append(sign(texts[at : at + BATCH]))
        verdicts = cluster([path], Path(folder) / "work")
        return time.perf_counter() - began, int((verdicts.reason > 0).sum())


def datasketch(texts: list[str]) -> tuple[float | None, int]:
    if importlib.util.find_spec("datasketch") is None:
        return None, 0
    tool = importlib.import_module("datasketch")
    began = time.perf_counter()
    index = tool.MinHashLSH(threshold=0.7, num_perm=128)
    dropped = 0
    for n, text in enumerate(texts):
        sketch = tool.MinHash(num_perm=128)
        sketch.update_batch(list({text[i : i + 5].encode() for i in range(len(text) - 4)}))
        if index.query(sketch):
            dropped += 1
        else:
            index.insert(n, sketch)
    return time.perf_counter() - began, dropped


def data_juicer(texts: list[str], python: Path | None) -> tuple[float | None, int]:
    if python is None:
        return None, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_text("\n".join(json.dumps(text) for text in texts), encoding="utf-8")
        done = subprocess.run(
            [python, "-c", DATA_JUICER, path], capture_output=True, text=True, check=False
        )
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1])
        return None, 0
    seconds, dropped = json.loads(done.stdout.splitlines()[-1])
    return seconds, dropped


# --- memory: signing and clustering each in a process of its own


def memory(count: int, data: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "signatures"
        out = []
        for extra in (["--sign", str(count)], []):
            command = [sys.executable, "-m", "bench.dedup_speed", "--data", str(data)]
            done = subprocess.run(
                [*command, "--signatures", str(path), *extra],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            out.append(json.loads(done.stdout.splitlines()[-1]))
        size = path.stat().st_size
    (sign_s, sign_mib, before, _), (cluster_s, cluster_mib, idle, dropped) = out
    print(
        f"{count:7,} rows: {count / (sign_s + cluster_s):,.0f} rows/s (sign {sign_s:.2f} s, cluster"
        f" {cluster_s:.2f} s, {dropped} dropped of {count // 10} planted), {size / count:.0f} bytes a row on disk;\n"
        f"        peak {sign_mib:.0f} MiB signing ({before:.0f} before its first row), "
        f"{cluster_mib:.0f} MiB clustering ({idle:.0f} before)"
    )


def measured(path: Path, count: int | None, data: Path) -> tuple[float, float, float, int]:
    """Seconds, peak MiB, peak MiB before the work, rows dropped."""
    seconds, dropped = 0.0, 0
    if count is None:
        before = peak()
        began = time.perf_counter()
        verdicts = cluster([path], path.with_name("work"))
        seconds = time.perf_counter() - began
        dropped = int((verdicts.reason > 0).sum())
    else:
        source = rows(count, data)
        batch = [next(source)]  # reads the corpus
        sign(batch)
        before = peak()
        with SignatureWriter(path) as writer:
            for text in source:
                batch.append(text)
                if len(batch) == BATCH:
                    seconds += append(writer, batch)
                    batch = []
            seconds += append(writer, batch)
    return seconds, peak(), before, dropped


def append(writer: SignatureWriter, batch: list[str]) -> float:
    began = time.perf_counter()
    writer.append(sign(batch))
    return time.perf_counter() - began


def peak() -> float:
    """MiB. The kernel's own figure where there is one: `ru_maxrss` starts at that of the parent process."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s*(\d+) kB", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
