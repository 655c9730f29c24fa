"""A sheet of random facts and pairs to be judged against their sources, and the rates of a judged one.

    python -m bench.reading runs/mine [--facts 100] [--pairs 100] [--seed 0] --out sheet.jsonl
    python -m bench.reading --score sheet.jsonl [more.jsonl …]

A line of the sheet holds a fact or a pair, the evidence, and its surroundings with the evidence in ⟦⟧. Whoever judges
it writes `verdict`: right or wrong, for a wrong one `kind_of_error` in a word or two, and a `note` if need be. Right is
what the source says, understood on its own, and natural to read. Pairs are drawn from all `sft` rows, plainly.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.run_folder import completion, markdown, question, rows, share

AROUND = 160
"""Characters of the document shown on each side of the evidence."""
VERDICTS = ("right", "wrong")
Line = dict[str, Any]


def main() -> None:
    options = _options()
    if options.score:
        lines = [json.loads(line) for path in options.score for line in _lines(path)]
        print(score(lines))
        return
    if not options.run or not options.out:
        raise SystemExit("name a run and --out SHEET, or --score SHEET")
    drawn = list(draw(options.run, options.facts, options.pairs, options.seed))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in drawn)
    options.out.write_text(text, encoding="utf-8")
    print(f"{len(drawn)} lines → {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path, nargs="?")
    parser.add_argument("--facts", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="the sheet to write")
    parser.add_argument("--score", type=Path, nargs="+", help="judged sheets")
    return parser.parse_args()


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- draw


def draw(run: Path, facts: int, pairs: int, seed: int) -> Iterator[Line]:
    """The lines of a sheet: plain random facts, then plain random pairs, the same for the same seed."""
    texts = {row["id"]: row["text"] for row in rows(run, "documents")}
    by_id = {row["id"]: row for row in rows(run, "facts")}
    for fact in sample(list(by_id.values()), facts, seed):
        yield _fact_line(fact, texts[fact["doc_id"]])
    for pair in sample(rows(run, "sft"), pairs, seed):
        stated = [by_id[id] for id in pair["fact_ids"] if id in by_id]
        yield _pair_line(pair, stated, texts)


def sample(some: Sequence[Line], count: int, seed: int) -> list[Line]:
    """At most `count` of them; the order of the rows does not matter."""
    ordered = sorted(some, key=lambda row: row["id"])
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


def _fact_line(fact: Line, text: str) -> Line:
    shown = ("statement", "type", "subject", "relation", "object", "aliases", "speaker", "modality")
    return {
        "what": "fact",
        "id": fact["id"],
        **{name: fact[name] for name in shown},
        "source": surroundings(text, fact["start"], fact["end"]),
        **_to_fill(),
    }


def _pair_line(pair: Line, facts: Sequence[Line], texts: dict[str, str]) -> Line:
    return {
        "what": "pair",
        "id": pair["id"],
        "task": pair["task"],
        "kind": pair["kind"],
        "question": question(pair),
        "answer": completion(pair),
        "statements": [fact["statement"] for fact in facts],
        "source": [
            surroundings(texts[fact["doc_id"]], fact["start"], fact["end"]) for fact in facts
        ],
        **_to_fill(),
    }


def _to_fill() -> Line:
    return {"verdict": "", "kind_of_error": "", "note": ""}


def surroundings(text: str, start: int, end: int) -> str:
    """`text[start:end]` in ⟦⟧ with some of the text around it."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"{before}⟦{text[start:end]}⟧{after}"


# --- score


def score(lines: Sequence[Line]) -> str:
    """Rates of right facts and pairs with their intervals, and of each kind of error. Raises ValueError
    for a verdict that is none."""
    for line in lines:
        if line["verdict"] not in ("", *VERDICTS):
            raise ValueError(
                f"{line['id']}: the verdict is {line['verdict']!r}, not right or wrong"
            )
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line["what"], []).append(line)
        if line["what"] == "pair":
            groups.setdefault(f"  {line['task']}, {line['kind']}", []).append(line)
    out = [_rates(name, some) for name, some in groups.items()]
    table = markdown(("judged", "right", "not judged"), out)
    return f"{table}\n\n{_errors(lines)}"


def _rates(name: str, lines: Sequence[Line]) -> tuple[str, str, int]:
    judged = [line for line in lines if line["verdict"]]
    right = sum(line["verdict"] == "right" for line in judged)
    return name, share(right, len(judged)), len(lines) - len(judged)


def _errors(lines: Sequence[Line]) -> str:
    judged = Counter(line["what"] for line in lines if line["verdict"])
    kinds = Counter(
        (line["what"], line["kind_of_error"] or "unnamed")
        for line in lines
        if line["verdict"] == "wrong"
    )
    rows = [(what, kind, share(n, judged[what])) for (what, kind), n in kinds.most_common()]
    return markdown(("of", "kind of error", "share of those judged"), rows)


if __name__ == "__main__":
    main()
