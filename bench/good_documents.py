"""What quality and safety do to good documents, and how fast.

    python -m bench.good_documents [--corpus ../shared/data/corpus_zh] [--examples 12] [--limit 0]

Cleans every document of the corpus, whose documents are all good, and prints: those that `verdict` would
drop, each with its reason and first line; the redactions by rule, with examples in their context; the
MB/s of UTF-8 of each check. A document is in memory at a time.
"""

import argparse
import gzip
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_prep.clean import Edit, Traced, clean
from data_prep.clean.language import language
from data_prep.clean.privacy import personal
from data_prep.clean.quality import verdict
from data_prep.clean.secrets import credentials

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "corpus_zh"
AROUND = 30
"""Characters shown on each side of a redaction."""


@dataclass(slots=True)
class Tally:
    """What was seen so far."""

    documents: int = 0
    megabytes: float = 0.0
    drops: list[tuple[str, str, str]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    redactions: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def timed(self, check: str, call: Callable[..., Any], *args: Any) -> Any:
        begin = time.perf_counter()
        result = call(*args)
        self.seconds[check] += time.perf_counter() - begin
        return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of .jsonl.gz files")
    parser.add_argument("--examples", type=int, default=12, help="redactions shown of each rule")
    parser.add_argument("--limit", type=int, default=0, help="documents of each file; 0 takes all")
    options = parser.parse_args()
    if not any(options.corpus.glob("*.jsonl.gz")):
        sys.exit(
            f"no .jsonl.gz files in {options.corpus}: pass --corpus, the good documents to judge"
        )
    tally = Tally()
    for name, text in documents(options.corpus, options.limit):
        judge(tally, name, text, options.examples)
    report(tally)


def documents(corpus: Path, limit: int) -> Iterator[tuple[str, str]]:
    """(name, text) of every row with `id` and `text`."""
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit and number >= limit:
                    break
                row = json.loads(line)
                yield f"{path.name.split('.')[0]}/{row['id']}", row["text"]


def judge(tally: Tally, name: str, raw: str, examples: int) -> None:
    """Clean one document, then run each check on the clean text."""
    text = tally.timed("clean", lambda: clean(Traced.of(raw), markdown=True)).text.text
    tally.documents += 1
    tally.megabytes += len(text.encode()) / 1e6
    lang = tally.timed("language", language, text)
    tally.languages[lang or "none"] += 1
    if reason := tally.timed("verdict", verdict, text, lang):
        tally.drops.append((reason, name, text.strip().split("\n")[0][:80]))
    for check, find in (("secrets", credentials), ("personal", personal)):
        for edit in tally.timed(check, find, text):
            tally.redactions[edit.rule] += 1
            if len(tally.shown[edit.rule]) < examples:
                tally.shown[edit.rule].append(in_context(text, edit))


def in_context(text: str, edit: Edit) -> str:
    """The span between brackets, on one line."""
    before = text[max(edit.start - AROUND, 0) : edit.start]
    around = f"{before}【{text[edit.start : edit.end]}】{text[edit.end : edit.end + AROUND]}"
    return around.replace("\n", "⏎")


def report(tally: Tally) -> None:
    share = len(tally.drops) / max(tally.documents, 1)
    print(f"{tally.documents} documents, {tally.megabytes:.1f} MB clean, {dict(tally.languages)}")
    print(f"\ndropped: {len(tally.drops)} ({share:.2%})")
    for reason, name, line in tally.drops:
        print(f"  {reason:15} {name}: {line}")
    for rule, count in sorted(tally.redactions.items()):
        print(f"\n{rule}: {count}")
        for example in tally.shown[rule]:
            print(f"  {example}")
    print("\nMB/s of clean UTF-8")
    for check, seconds in tally.seconds.items():
        print(f"  {check:10} {tally.megabytes / seconds:8.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
