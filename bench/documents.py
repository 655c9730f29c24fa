"""`python -m bench.documents`: the document steps as a run makes them: what is lost, how fast, in how much memory.

Reads the corpus folder (good documents, so that whatever is dropped is dropped wrongly or repeats another)
through ingest, cleaning, repeated lines, quality, privacy and deduplication in one process, and prints every
drop with its reason, the changes by rule and MB of UTF-8 a second. Then it takes a sample of documents and
looks for a character that changed without a rule. Then it makes inputs of several sizes, by repeating
the corpus with edits, and prints the peak memory of each.
"""

import argparse
import gzip
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

from data_prep.clean import Traced
from data_prep.config import DataPrepConfig
from data_prep.documents import limits
from data_prep.drafts import cleaned, finished
from data_prep.ingest import Portion, Raw, plan, read
from data_prep.marked import pieces
from data_prep.pipeline import make_documents, planned, start

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "corpus_zh"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of .jsonl.gz files")
    parser.add_argument(
        "--sample", type=int, default=200, help="documents whose changes are looked at"
    )
    parser.add_argument("--megabytes", type=int, nargs="*", default=[50, 500])
    parser.add_argument("--steps", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.steps:
        return steps(given.steps)
    if not any(given.corpus.glob("*.jsonl.gz")):
        sys.exit(f"no .jsonl.gz files in {given.corpus}; --corpus names a folder of good documents")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "corpus"
        source.mkdir()
        size = repeat(given.corpus, source / "corpus.jsonl", 0)
        print(f"corpus: {size / 1e6:.1f} MB of UTF-8")
        _child(source, size)
    sample(given.corpus, given.sample)
    for megabytes in given.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "corpus"
            source.mkdir()
            size = repeat(given.corpus, source / "corpus.jsonl", megabytes * 1_000_000)
            print(f"\ninput of {size / 1e6:.0f} MB of UTF-8", flush=True)
            _child(source, size, "quiet")
    return 0


def _child(source: Path, size: int, *words: str) -> None:
    """The steps in a process of their own, so that its peak is theirs."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "SIZE": str(size), "QUIET": "".join(words)}
    command = [sys.executable, "-m", "bench.documents", "--steps", str(source)]
    subprocess.run(command, check=True, env=environment)


def steps(source: Path) -> int:
    """Run the document steps on `source` and print what they did."""
    size, quiet = int(os.environ["SIZE"]), bool(os.environ["QUIET"])
    config = DataPrepConfig(input=str(source), output=source.parent / "run", workers=1)
    portions, _ = planned(config)
    run = start(config, portions, "bench")
    began, used = time.perf_counter(), time.process_time()
    make_documents(run)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    run.drops.close()
    made, dropped = run.copies.documents, run.drops.counts.total()
    print(
        f"documents  {run.counts['documents']:,} kept, {dropped:,} dropped ({dropped / (made + dropped - run.copies.dropped):.2%})"
    )
    if not quiet:
        for line in run.drops.path.read_text(encoding="utf-8").splitlines():
            drop = json.loads(line)
            print(f"  {drop['reason']:<15} {drop['source']}  {drop['excerpt'][:90]!r}")
        print("changes    " + ", ".join(f"{rule} {n:,}" for rule, n in run.changes.most_common()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"all steps  {wall:.1f} s, {size / 1e6 / cpu:.2f} MB/s of one core; peak memory {peak:,.0f} MB"
    )
    return 0


def repeat(corpus: Path, out: Path, size: int) -> int:
    """The corpus, until `size` bytes of text are written, as rows; each round with other edits, so that
    its documents are no copies. Returns the bytes of text."""
    rng, written, round_ = random.Random(0), 0, 0
    with out.open("w", encoding="utf-8") as file:
        while round_ == 0 or written < size:
            for text in _texts(corpus):
                if round_:
                    text = _edited(text, rng)
                written += len(text.encode())
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
                if size and written >= size:
                    break
            round_ += 1
    return written


def _texts(corpus: Path) -> Iterator[str]:
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


_HAN = re.compile("[\u4e00-\u9fff]")


def _edited(text: str, rng: random.Random) -> str:
    """Half of the Han exchanged: as long, as dirty, and no copy."""
    return _HAN.sub(
        lambda m: m[0] if rng.random() < 0.5 else chr(0x4E00 + rng.randrange(3000)), text
    )


def sample(corpus: Path, count: int) -> None:
    """Every difference between a document and its clean form must have a rule."""
    config = DataPrepConfig(input=str(corpus))
    raws = list(_raws(config))
    chosen = random.Random(0).sample(raws, min(count, len(raws)))
    unnamed = characters = 0
    began = time.process_time()
    for raw in chosen:
        done = cleaned(raw, config)
        text, more = finished(done.text, config)
        made = pieces(
            raw.text.text, Traced(text.text, text.starts, text.ends), [*done.changes, *more]
        )
        unnamed += sum("unnamed" in piece.rules for piece in made)
        characters += len(raw.text.text)
    print(
        f"\nsample     {len(chosen)} documents, {characters:,} characters: {unnamed} changes without a rule"
    )
    began = time.process_time()
    for raw in chosen:
        cleaned(raw, config)
    seconds = time.process_time() - began
    size = sum(len(raw.text.text.encode()) for raw in chosen)
    print(
        f"cleaning   {size / 1e6 / seconds:.2f} MB/s of one core on that sample, ingest and quality apart"
    )


def _raws(config: DataPrepConfig) -> Iterator[Raw]:
    for portion in plan(config.input, limits(config)):
        if isinstance(portion, Portion):
            yield from (raw for raw in read(portion, limits(config)) if isinstance(raw, Raw))


if __name__ == "__main__":
    sys.exit(main())
