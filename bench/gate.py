"""The gate on planted errors: which share it rejects, which share of true wordings it passes, and its speed.

    python -m bench.gate RUN [--gold ../shared/gold] [--show 5]

From every fact of a finished run come its statement and its questions; with --gold the hand-made facts
too, with wordings by a strong language model. Into each an error is planted, kind by kind (`bench.planted`):
a planted value differs from the true one and stands nowhere in what the fact may use. Gold facts have no
speaker and name things of the whole document, so their document gives names.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.planted import PLANTERS, Wording, planted
from bench.run_folder import SHARED, completion, markdown, question, rows, share
from data_prep.facts.names import find_names
from data_prep.facts.renamings import renamings
from data_prep.gate import KnownNames, Source, Verdict, judge_fact, judge_question, judge_statement
from data_prep.gate.judge import sentence_of
from data_prep.gate.tables import PRONOUN
from data_prep.records import Document, Fact, revive

FOREIGN = (
    "缑予安",
    "籍雨樵",
    "蔺青庐",
    "砺汐泵业",
    "苇渚工厂",
    "张伟国",
    "Ferrodune",
    "Corin Vessamy",
    "槲砚市",
    "桁隼科技",
)
"""Names that no gold document holds, put in the place of true ones."""


@dataclass(frozen=True, slots=True)
class Case:
    """A true wording with the source it is judged against; `answers` are empty for a statement."""

    group: str
    source: Source
    wording: Wording
    answers: tuple[str, ...]
    fact: Fact | None = None
    document: str = ""
    context: tuple[dict[str, tuple[str, ...]], KnownNames] | None = None

    def judge(self, text: str) -> Verdict:
        """The verdict on `text` in the place of the wording."""
        if self.answers:
            return judge_question(self.source, text, self.answers)
        if self.fact and self.context:
            names, known = self.context
            fact = replace(self.fact, statement=text)
            return judge_fact(fact, self.document, names=names, known_names=known)
        return judge_statement(self.source, text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--gold", type=Path, help="folder with facts/ and clean/")
    parser.add_argument(
        "--wordings", type=Path, default=SHARED / "data" / "wordings" / "diverse_152.jsonl"
    )
    parser.add_argument(
        "--show", type=int, default=0, help="examples to print of each kind of miss"
    )
    options = parser.parse_args()
    cases = list(run_cases(options.run))
    if options.gold:
        cases += gold_cases(options.gold, options.wordings)
    report_passed(cases, options.show)
    report_planted(cases, options.show)
    report_speed([case for case in cases if case.answers])


# --- the true wordings


def run_cases(run: Path) -> Iterator[Case]:
    """Statements, questions and text rows of a run."""
    documents = {row["id"]: revive(Document, row) for row in rows(run, "documents")}
    facts = [revive(Fact, row) for row in rows(run, "facts")]
    asked: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows(run, "sft"):
        if row["task"] == "qa" and len(row["fact_ids"]) == 1 and row["kind"] in ("direct", "cloze"):
            (fact_id,) = row["fact_ids"]
            asked[fact_id][question(row)] = None
            assert completion(row)
    for row in rows(run, "recall"):
        if row["kind"] in ("direct", "cloze"):
            asked[row["fact_id"]][row["question"]] = None
    people = {
        lang: tuple(dict.fromkeys(f.speaker for f in facts if f.speaker and f.lang == lang))
        for lang in ("zh", "en")
    }
    for document in documents.values():
        mine = [fact for fact in facts if fact.doc_id == document.id]
        names = find_names(document.text, document.title, document.lang)
        known, others = KnownNames.of(names.kinds), renamings(document.text, names, document.lang)
        listed = tuple(sorted(names.kinds, key=lambda n: (-len(n), n)))
        here = tuple(n for n, kind in names.kinds.items() if kind == "person")
        for fact in mine:
            source = Source.of_fact(
                fact,
                names=others,
                known_names=known,
                dating=sentence_of(document.text, fact.start, fact.end),
            )
            allowed = "\n".join(
                [
                    fact.evidence,
                    fact.statement,
                    fact.subject,
                    fact.speaker,
                    sentence_of(document.text, fact.start, fact.end),
                    *(n for g in others.values() for n in g),
                ]
            )
            base = Wording(
                "",
                fact.lang,
                allowed,
                document.text,
                listed,
                fact.speaker,
                here or people[fact.lang],
            )
            yield Case(
                "run statements",
                source,
                replace(base, text=fact.statement),
                (),
                fact,
                document.text,
                (others, known),
            )
            answers = (fact.object, *fact.aliases)
            yield from (
                Case("run questions", source, replace(base, text=text), answers)
                for text in asked[fact.id]
            )


def gold_cases(folder: Path, wordings: Path) -> Iterator[Case]:
    """The hand-made facts: their own question, and a strong model's questions and statements."""
    diverse = {row["id"]: row for row in _lines(wordings)} if wordings.exists() else {}
    for path in sorted((folder / "facts").glob("*.jsonl")):
        text = (folder / "clean" / f"{path.stem}.txt").read_text(encoding="utf-8")
        names = find_names(text, "", "zh")
        known, others = KnownNames.of(names.kinds), renamings(text, names, "zh")
        listed = tuple(sorted(names.kinds, key=lambda n: (-len(n), n)))
        for fact in _lines(path):
            told = [
                fact["question"],
                fact["answer"],
                fact["subject"],
                fact["relation"],
                fact["object"],
            ]
            told += fact["aliases"]
            source = Source.of(
                fact["evidence"],
                "zh",
                context=told,
                subject=fact["subject"],
                names=others,
                known_names=known,
                naming=text.casefold(),
                answer=fact["answer"],
            )
            answers = (fact["answer"], *fact["aliases"])
            # What stands elsewhere in the document may be named, so only foreign names are planted.
            base = Wording(
                "",
                "zh",
                "\n".join([fact["evidence"], *told, text]),
                "",
                listed,
                "",
                FOREIGN,
            )
            yield Case("gold questions", source, replace(base, text=fact["question"]), answers)
            row = diverse.get(fact["id"], {"questions": [], "statements": []})
            for wording in row["questions"]:
                yield Case("model questions", source, replace(base, text=wording), answers)
            for wording in row["statements"]:
                yield Case("model statements", source, replace(base, text=wording), ())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row.pop("question_paraphrase", None)
            yield row


# --- the report


def report_passed(cases: Iterable[Case], show: int) -> None:
    """Which share of the true wordings passes, and what refuses the rest."""
    judged: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    shown: dict[str, list[str]] = defaultdict(list)
    pronouns: Counter[tuple[str, str]] = Counter()
    for case in cases:
        key = (case.group, case.wording.lang)
        judged[key] += 1
        verdict = case.judge(case.wording.text)
        passed[key] += bool(verdict)
        if not verdict:
            reasons[case.group, verdict.reason] += 1
            shown[f"{case.group} {verdict.reason}"].append(f"{verdict.detail}: {case.wording.text}")
            pronouns[key] += bool(case.answers) and PRONOUN.search(case.wording.text) is not None
    print("untouched wordings passed (and of those without a pronoun that begins a clause)\n")
    table = [
        [*key, share(passed[key], n), share(passed[key], n - pronouns[key])]
        for key, n in sorted(judged.items())
    ]
    print(markdown(["wordings", "lang", "passed", "without such a pronoun"], table))
    print("\nrefused by", dict(reasons.most_common()), "\n")
    _print(shown, show)


def report_planted(cases: Iterable[Case], show: int) -> None:
    """Which share of the planted errors is rejected, by kind and language. Only wordings that pass untouched count."""
    planted_: Counter[tuple[str, str, str]] = Counter()
    caught: Counter[tuple[str, str, str]] = Counter()
    how: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if not case.judge(case.wording.text):
            continue
        for kind, text in planted(case.wording):
            verdict = case.judge(text)
            origin = case.group.split()[0]
            lang = case.wording.lang
            for key in ((kind, origin, lang), ("all", origin, lang), ("all", "", "")):
                planted_[key] += 1
                caught[key] += not verdict
            how[kind][verdict.reason or "passed"] += 1
            if verdict:
                shown[f"missed {kind} {origin} {lang}"].append(f"{text}  ← {case.wording.text}")
    print("planted errors rejected\n")
    order = {kind: i for i, kind in enumerate([*PLANTERS, "all"])}
    keys = sorted(planted_, key=lambda key: (order[key[0]], key[1:]))
    table = [[*key, share(caught[key], planted_[key]), _top(how[key[0]])] for key in keys]
    print(markdown(["kind", "wordings of", "lang", "rejected", "as"], table), "\n")
    _print(shown, show)


def report_speed(cases: list[Case]) -> None:
    """CPU time of one judged question, its source prepared: the best of three rounds, by kind of wording."""
    groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.group, case.wording.lang].append(case)
    for (group, lang), some in sorted(groups.items()):
        best = min(_seconds(some) for _ in range(3))
        print(
            f"{1e6 * best / len(some):.1f} µs of CPU time for one of {len(some):,} {group}, {lang}"
        )


def _seconds(cases: list[Case]) -> float:
    began = time.process_time()
    for case in cases:
        case.judge(case.wording.text)
    return time.process_time() - began


def _top(reasons: Counter[str]) -> str:
    return ", ".join(f"{reason} {n}" for reason, n in reasons.most_common(4))


def _print(shown: dict[str, list[str]], show: int) -> None:
    for title, lines in sorted(shown.items()) if show else ():
        print(f"{title}: {len(lines)}")
        for line in lines[:show]:
            print("   ", line)


if __name__ == "__main__":
    main()
