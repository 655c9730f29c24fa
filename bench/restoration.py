"""`python -m bench.restoration`: how exactly cleaning restores damaged pages.

Three parts, each against a text that is known: scraped articles beside the text a person made of them,
damaged excerpts beside their restorations, and sound passages that are damaged here by the converter's
own rule (`bench.damage`) and must come back.
"""

import argparse
import difflib
import gzip
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from bench.damage import inject, table
from data_prep.clean import Traced, clean
from data_prep.clean.pinyin import TONED, traditional
from data_prep.clean.script import simplified

SHARED = Path(__file__).resolve().parents[2] / "shared"
TABLE_SHARE = 0.5
"""Share of the traditional characters that a simulated converter knows, drawn anew for each passage."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the benchmark data")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if not given.shared.is_dir():
        sys.exit(f"there is no {given.shared}; --shared names the folder of the benchmark data")
    articles(given.shared)
    excerpts(given.shared / "data" / "dirty_zh")
    passages(given.shared / "data" / "cmrc2018" / "cmrc2018_dev.json.gz", given.seed)
    return 0


def articles(shared: Path) -> None:
    """Aligned-character F1 (longest matching blocks) and junk lines left of the scraped articles."""
    print("scraped articles       clean_f1  junk left")
    for gold in sorted((shared / "gold" / "clean").glob("*.txt")):
        (page,) = (shared / "corpus").glob(f"{gold.stem}*")
        ours = clean(Traced.of(page.read_text(encoding="utf-8"))).text.text
        optional = set(map(_flat, _lines(shared / "gold" / "optional" / gold.name)))
        kept, wanted = (
            "".join(x for x in map(_flat, text.splitlines()) if x not in optional)
            for text in (ours, gold.read_text(encoding="utf-8"))
        )
        blocks = difflib.SequenceMatcher(None, kept, wanted, autojunk=False).get_matching_blocks()
        f1 = 2 * sum(block.size for block in blocks) / (len(kept) + len(wanted))
        junk = [_flat(simplified(line)) for line in _lines(shared / "gold" / "junk" / gold.name)]
        left = [j for j in junk if len(j) >= 4 and j in _flat(ours) and j not in wanted]
        print(f"  {gold.stem:<20} {f1:>8.4f}  {len(left)} of {len(junk)}")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def excerpts(folder: Path) -> None:
    """How many damaged excerpts come back to the letter, widths and white space aside."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in _lines(path)]
    exact = [
        row["id"]
        for row in rows
        if _flat(clean(Traced.of(row["dirty"])).text.text) == _flat(simplified(row["expected"]))
    ]
    print(f"damaged excerpts       {len(exact)} of {len(rows)} exact, in simplified script")


def passages(path: Path, seed: int) -> None:
    """Passages put in traditional script, damaged, cleaned with their script kept, and compared."""
    rng, found, started = random.Random(seed), Counter[str](), time.perf_counter()
    sound = [text for text in map(OpenCC("s2t").convert, _passages(path)) if _in_gbk(text)]
    chars = sorted({char for text in sound for char in text if traditional(char)})
    for text in sound:
        damaged = inject(text, table("".join(c for c in chars if rng.random() < TABLE_SHARE)))
        _compare(text, damaged, found)
    spots = found["spots"]
    print(
        f"converted passages     {found['passages']:,} of {time.perf_counter() - started:.0f} s, "
        f"{found['exact']:,} exact; {found['brackets']:,} brackets, {found['brackets left']} left\n"
        f"  shifted runs         {spots:,}: {found['left']:,} left as they are and marked "
        f"({found['left'] / spots:.1%}), {found['lost']:,} restored but for a lost digit ({found['lost'] / spots:.1%}), "
        f"{found['wrong']:,} characters restored wrongly ({found['wrong'] / spots:.2%} of runs)"
    )


def _passages(path: Path) -> Iterator[str]:
    with gzip.open(path) as file:
        rows = json.load(file)
    articles = rows["data"] if isinstance(rows, dict) else rows
    texts = (
        part.get("context") or part.get("context_text")
        for article in articles
        for part in article.get("paragraphs", [article])
    )
    yield from dict.fromkeys(text for text in texts if text)


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


_SPOT = re.compile(f"[?][a-zü]*[{TONED}][a-zü]*[)]")
_BRACKET = re.compile(f"[(][a-zü]*[{TONED}][a-zü]*[)]")


def _compare(text: str, damaged: str, found: Counter[str]) -> None:
    if damaged == text:
        return
    ours = clean(Traced.of(damaged), script_mode="keep").text.text
    wanted = clean(Traced.of(text), script_mode="keep").text.text
    found["passages"] += 1
    found["exact"] += simplified(ours) == simplified(wanted)
    found["spots"] += len(_SPOT.findall(damaged))
    found["left"] += len(_SPOT.findall(ours))
    found["lost"] += ours.count("\ufffd")
    found["brackets"] += len(_BRACKET.findall(damaged)) - len(_BRACKET.findall(text))
    found["brackets left"] += max(0, len(_BRACKET.findall(ours)) - len(_BRACKET.findall(wanted)))
    if not _SPOT.search(ours) and "\ufffd" not in ours:
        pairs = zip(simplified(ours), simplified(wanted), strict=False)
        found["wrong"] += sum(a != b for a, b in pairs) if len(ours) == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
