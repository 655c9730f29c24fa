"""What the checks of a model's replies let through: true facts and wordings, and errors planted into them.

    python -m bench.llm_gate RUN [--show 5]

Every fact of a finished offline run is put as a model would put it; the share that is believed says what
the checks cost. Into each errors are planted (`bench.llm_candidates`). Its questions are put as a model's, and
so are the questions of the facts next to it, which are well made and ask for something else. The true facts are
those of the rules, which share the parser with the checks: what a model finds beyond them passes less often.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.llm_candidates import Case, cases
from bench.run_folder import markdown, question, rows, share
from data_prep.frame import found as framed
from data_prep.llm.facts import Refused, Verifier
from data_prep.llm.sections import Section
from data_prep.llm.witness import Witness
from data_prep.llm.wordings import WordingVerifier
from data_prep.records import Document, Fact, revive


def run_cases(documents: Sequence[Document], facts: Sequence[Fact]) -> list[Case]:
    """All candidates of a run."""
    return [
        case
        for document in documents
        for case in cases(document, [f for f in facts if f.doc_id == document.id], documents)
    ]


def judged(found: Sequence[Case]) -> list[tuple[Case, str, str]]:
    """Each case with the reason why it is refused, "" where it is believed, and the detail."""
    verifiers: dict[str, Verifier] = {}
    out = []
    for case in found:
        document = case.document
        verifier = verifiers.get(document.id)
        if verifier is None:
            runs = [(0, len(document.text), 0, len(document.text))]
            verifier = verifiers[document.id] = Verifier(document, runs, "llm:bench")
        whole = Section(0, 0, 0, len(document.text))
        made = verifier.fact(case.candidate, whole)
        refused = made if isinstance(made, Refused) else None
        out.append(
            (case, refused.verdict.reason if refused else "", refused.verdict.detail if refused else "")
        )  # fmt: skip
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--show", type=int, default=0, help="examples of each kind of miss")
    options = parser.parse_args()
    documents = [revive(Document, row) for row in rows(options.run, "documents")]
    facts = [revive(Fact, row) for row in rows(options.run, "facts")]
    report(judged(run_cases(documents, facts)), options.show)
    report_questions(options.run, documents, facts, options.show)


def report_questions(
    run: Path, documents: Sequence[Document], facts: Sequence[Fact], show: int
) -> None:
    """Which share of a fact's own questions passes, and of the questions of its neighbours is refused."""
    asked: dict[str, list[str]] = defaultdict(list)
    for row in rows(run, "sft"):
        if row["kind"] == "direct":
            asked[row["fact_ids"][0]].append(question(row))
    witnesses = {document.id: Witness(document) for document in documents}
    count: Counter[tuple[str, str, bool]] = Counter()
    missed: list[str] = []
    for fact in facts:
        witness = witnesses[fact.doc_id]
        frame = witness.frame(fact.statement, fact.object, "")
        verifier = WordingVerifier(framed(fact, frame), witness)
        for text in asked[fact.id]:
            count["its own questions", fact.lang, bool(verifier.question(text))] += 1
        for text in (q for other in _near(fact, facts) for q in asked[other.id][:3]):
            passed = bool(verifier.question(text))
            count["questions of its neighbours", fact.lang, passed] += 1
            missed += [f"{text} ← {fact.statement} {fact.object}"] if passed else []
    table = [
        [name, lang, n := count[name, lang, True] + count[name, lang, False], share(count[name, lang, name.startswith("its")], n)]
        for name, lang in sorted({key[:2] for key in count})
    ]  # fmt: skip
    print("\n" + markdown(["questions", "lang", "n", "passed (own), refused (others)"], table))
    for line in missed[:show]:
        print(f"- passed: {line}")


def _near(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """Up to four facts close by in the document, with other answers."""
    return [
        other
        for other in facts
        if other.doc_id == fact.doc_id
        and other.id != fact.id
        and abs(other.start - fact.start) < 120
        and other.object not in fact.object
        and fact.object not in other.object
    ][:4]


def report(found: Sequence[tuple[Case, str, str]], show: int) -> None:
    count: Counter[tuple[str, str]] = Counter()
    believed: Counter[tuple[str, str]] = Counter()
    how: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, list[str]] = defaultdict(list)
    for case, reason, detail in found:
        for key in (
            (case.wrong, case.document.lang),
            ("all errors", "") if case.wrong else ("", ""),
        ):
            count[key] += 1
            believed[key] += not reason
        how[case.wrong][reason or "believed"] += 1
        if bool(reason) != bool(case.wrong):
            line = json.dumps(case.candidate, ensure_ascii=False)
            shown[f"{case.wrong or 'true'} {reason}"].append(f"{detail} {line}")
    table = [
        [key[0] or "true", key[1], n, share(believed[key] if not key[0] else n - believed[key], n)]
        for key, n in sorted(count.items())
    ]
    print(markdown(["candidates", "lang", "n", "believed (true), refused (errors)"], table))
    for wrong, reasons in sorted(how.items()):
        print(wrong or "true", dict(reasons.most_common(6)))
    for title, lines in shown.items():
        for line in lines[:show]:
            print(f"- {title}: {line}")


if __name__ == "__main__":
    main()
