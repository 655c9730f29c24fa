"""Figures of the summarization pairs: `python -m bench.summaries ../shared`.

Prints how much of the gold key points the abstract and the key points hold beside the first characters
of the text (lead) in the same length, ROUGE against human abstracts, ROUGE-L of headlines beside the
first sentence, other rankers over the same sentences where sumy is installed, and the speed.
"""

import gzip
import importlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from data_prep.facts.discourse import sentences
from data_prep.records import Document, Lang
from data_prep.summaries import passages, summaries
from data_prep.summaries.headline import headline
from data_prep.summaries.ranking import Ranked, rank
from data_prep.summaries.units import units

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)
LIMIT = 1200


def main(shared: Path) -> None:
    gold(shared)
    abstracts(shared)
    headlines(shared)
    speed(shared)


# -- measures ---------------------------------------------------------------------------------------


def bigrams(text: str) -> Counter[str]:
    """Character bigrams without marks and spaces."""
    plain = re.sub(r"[^\w%]", "", text).lower()
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1))


def told(point: str, summary: str) -> float:
    """Share of a key point's bigrams that the summary holds."""
    wanted, held = set(bigrams(point)), set(bigrams(summary))
    return len(wanted & held) / max(1, len(wanted))


_DETAIL = re.compile(r"\d[\d,.]*\d|\d|[A-Za-z][A-Za-z-]+(?: ?\d(?:\.\d)?)?")


def details(point: str, summary: str) -> float | None:
    """Share of a key point's numbers and Latin names that the summary holds; None without any."""
    wanted = set(_DETAIL.findall(point))
    return sum(d in summary for d in wanted) / len(wanted) if wanted else None


def common(a: str, b: str) -> int:
    """Length of the longest common subsequence, by rows of bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for i, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    for char in b:
        matched = row & places.get(char, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(a) - row.bit_count()


def f1(hit: int, reference: int, answer: int) -> float:
    return 2 * hit / (reference + answer) if hit else 0.0


def rouge(reference: str, answer: str) -> tuple[float, float, float]:
    """ROUGE-1, -2 and -L by characters, F1."""
    a, b = re.sub(r"\s", "", reference), re.sub(r"\s", "", answer)
    ones = (Counter(a) & Counter(b)).total()
    twos = (bigrams(a) & bigrams(b)).total()
    return (
        f1(ones, len(a), len(b)),
        f1(twos, bigrams(a).total(), bigrams(b).total()),
        f1(common(a, b), len(a), len(b)),
    )


# -- abstract and key points ----------------------------------------------------------------------------


def document(text: str, title: str = "", lang: Lang = "zh") -> Document:
    return Document("bench", "bench", "", lang, title, text, "{}")


def whole(text: str, title: str = "") -> dict[str, str]:
    """The rows of a document as a whole, by kind."""
    rows = summaries(document(text, title), [(text, [])])
    return {row.kind: row.completion[0].content for row in rows}


def lead(text: str, size: int) -> str:
    return text.replace("\n", "")[:size]


def gold(shared: Path) -> None:
    print("gold documents: ours | lead of the same length")
    for path in sorted((shared / "gold" / "summary").glob("*.txt")):
        text = (shared / "gold" / "clean" / path.name).read_text(encoding="utf-8")
        reference, _, listed = path.read_text(encoding="utf-8").partition("---\n")
        points = [re.sub(r"^- ", "", line) for line in listed.strip().split("\n")]
        made = whole(text)
        for kind in ("abstract", "key_points"):
            ours = re.sub(r"^(?:- |\d+\. )", "", made[kind], flags=re.MULTILINE)
            compare(f"{path.stem} {kind}", reference, points, (ours, lead(text, len(ours))))
        for name, chooser in rankers():
            ours = chooser(text, 200)
            compare(f"{path.stem} {name}", reference, points, (ours, lead(text, len(ours))))


def compare(name: str, reference: str, points: Sequence[str], pair: tuple[str, str]) -> None:
    shares = [[told(point, text) for point in points] for text in pair]
    counts = " ".join(
        f"≥{t}: {sum(s >= t for s in shares[0])}|{sum(s >= t for s in shares[1])}"
        for t in THRESHOLDS
    )
    mean = "|".join(f"{statistics.mean(s):.3f}" for s in shares)
    named = "|".join(
        f"{statistics.mean(d for p in points if (d := details(p, text)) is not None):.2f}"
        for text in pair
    )
    scores = "  ".join(
        f"R{n} {a:.3f}|{b:.3f}"
        for n, a, b in zip("12L", rouge(reference, pair[0]), rouge(reference, pair[1]), strict=True)
    )
    print(
        f"  {name:20} {len(pair[0]):4} chars  of {len(points)} points {counts}  "
        f"bigrams {mean}  numbers+names {named}  {scores}"
    )


def rankers() -> Iterator[tuple[str, Callable[[str, int], str]]]:
    """sumy's rankers over the same self-contained sentences, where sumy is installed."""
    for module, ranker in (("lex_rank", "LexRank"), ("text_rank", "TextRank"), ("lsa", "Lsa")):
        try:
            made = getattr(
                importlib.import_module(f"sumy.summarizers.{module}"), f"{ranker}Summarizer"
            )()
        except ImportError:
            return
        yield ranker, lambda text, size, made=made: ranked_by(made, text, size)


def ranked_by(summarizer: object, text: str, size: int) -> str:
    read = list(sentences(text, "zh"))
    found = list({u.start: u for u in units(read, "zh", tuple)}.values())
    dom = importlib.import_module("sumy.models.dom")
    rjieba = importlib.import_module("rjieba")

    class Words:
        def to_words(self, line: str) -> list[str]:
            return [w for w in rjieba.cut(line) if len(w) > 1]

    made = [dom.Sentence(unit.text, Words()) for unit in found]
    body = dom.ObjectDocumentModel([dom.Paragraph(made)])
    for count in range(12, 0, -1):
        chosen = "".join(str(s) for s in summarizer(body, count))  # type: ignore[operator]
        if len(chosen) <= size:
            return chosen
    return ""


def abstracts(shared: Path, most: int = 150) -> None:
    """Technical documents that carry a summary of their own in the front matter."""
    ours: list[tuple[float, float, float]] = []
    leads: list[tuple[float, float, float]] = []
    for text, title, reference in list(front_matter(shared))[::3][:most]:
        made = whole(text, title).get("abstract")
        if made:
            ours.append(rouge(reference, made))
            leads.append(rouge(reference, lead(text, len(made))))
    for name, scores in (("abstract", ours), ("lead", leads)):
        means = "  ".join(
            f"R{n} {statistics.mean(c):.3f}"
            for n, c in zip("12L", zip(*scores, strict=True), strict=True)
        )
        print(f"technical documents, {len(scores)}: {name:10} {means}")


def front_matter(shared: Path) -> Iterator[tuple[str, str, str]]:
    path = shared / "data" / "corpus_zh" / "pingcap_docs_cn.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            match = re.match(
                r"---\ntitle: (.*)\n(?:.*\n)*?summary: ?(.{60,})\n(?:.*\n)*?---\n", text
            )
            if match and 800 < len(text) < 8000:
                body = re.sub(r"```.*?```", "", text[match.end() :], flags=re.DOTALL)
                body = re.sub(r"\]\([^)]*\)|[\[*`]", "", body)
                yield body, match[1], match[2].strip("'\" ")


# -- headlines ------------------------------------------------------------------------------------------


def headlines(shared: Path) -> None:
    """Abstract → title; the rules' weights were fitted on the even rows, the odd ones are unseen."""
    path = shared / "data" / "summaries_zh" / "csl_title_dev.tsv"
    rows = [line.split("\t")[1:3] for line in path.read_text(encoding="utf-8").splitlines()]
    for name, part in (("fitted half", rows[::2]), ("unseen half", rows[1::2]), ("all", rows)):
        ours = [made_headline(text) for text, _ in part]
        first = [re.split("[。.；;！？]", text)[0] for text, _ in part]
        scores = {
            kind: 100
            * statistics.mean(
                rouge(title, made)[2] for (_, title), made in zip(part, answers, strict=True)
            )
            for kind, answers in (("headline", ours), ("lead-1", first))
        }
        print(
            f"headlines, {name} ({len(part)}): ROUGE-L {scores['headline']:.1f} | lead-1 {scores['lead-1']:.1f}"
            f"  without an answer {sum(not made for made in ours)}"
        )


def made_headline(text: str) -> str:
    read = list(sentences(text, "zh"))
    ranked: Ranked = rank(list(units(read, "zh", tuple)), [s.text for s in read], "", "zh")
    return headline(text, ranked, "zh")


# -- speed ------------------------------------------------------------------------------------------


def speed(shared: Path) -> None:
    for name in ("oi_wiki", "lctt", "pingcap_docs_cn"):
        with gzip.open(
            shared / "data" / "corpus_zh" / f"{name}.jsonl.gz", "rt", encoding="utf-8"
        ) as lines:
            texts = [json.loads(line)["text"] for line, _ in zip(lines, range(300), strict=False)]
        timed(f"{name}, {len(texts)} documents", texts)
    text = (shared / "gold" / "clean" / "002.txt").read_text(encoding="utf-8")
    timed("one article", [text])
    timed("the article 20 times in one document", [text * 20])


def timed(name: str, texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"speed, {name} ({size:.2f} MB):", end="")
    for what, people in (("", None), (" with the names given", tuple)):
        start = time.process_time()
        rows = 0
        for text in texts:
            made = document(text)
            parts = [(part, []) for part, _, _ in passages(made, [], LIMIT)]
            rows += sum(1 for _ in summaries(made, parts, people))
        print(f" {size / (time.process_time() - start):.2f} MB/s{what}", end="")
    print(f", {rows} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
