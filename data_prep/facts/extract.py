"""Document → facts, offline: every typed answer of every self-contained statement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.clean.edits import Runs, source_span
from data_prep.facts import chinese, english, patterns
from data_prep.facts.context import Context, Statement, describe
from data_prep.facts.discourse import Sentence, no_assertion, sentences
from data_prep.facts.ground import question_problem
from data_prep.facts.mentions import mentions
from data_prep.facts.names import find_names
from data_prep.facts.tokens import Names
from data_prep.records import Document, Fact, FactType, Lang, content_id
from data_prep.values import writings

EXTRACTOR = "offline-1"
_STATEMENTS = {"zh": chinese.statements, "en": english.statements}
_FULL_STOP = {"zh": "。", "en": "."}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer in a statement, before it is a fact."""

    statement: Statement
    type: FactType
    subject: str
    relation: str
    object: str
    aliases: tuple[str, ...] = ()


def extract(document: Document, runs: Runs, per_sentence: int) -> Iterator[Fact]:
    """The facts of one document in the order of its text, at most `per_sentence` of each sentence.

    `runs` is the map from `document.text` to its decoded source. Facts come with split `taught`.
    """
    names = find_names(document.text, document.title, document.lang)
    described = (
        describe(f"{document.title}\n{document.text}", names) if document.lang == "en" else {}
    )
    context = Context(names, document.title, described=described)
    seen: set[tuple[str, str]] = set()
    for number, sentence in enumerate(sentences(document.text, document.lang)):
        if no_assertion(sentence.text, document.lang):
            continue
        found = _candidates(sentence, context, document)
        kept = 0
        for candidate in found:
            key = (candidate.statement.text, candidate.object)
            if kept >= per_sentence or key in seen:
                continue
            if fact := _fact(candidate, document, runs, names, number):
                seen.add(key)
                kept += 1
                yield fact


def _candidates(sentence: Sentence, context: Context, document: Document) -> list[Candidate]:
    """Role and name patterns first, then the statements' answers, the most telling first."""
    found = list(patterns.roles_and_glosses(sentence, context.names, document.lang))
    made = _STATEMENTS[document.lang](sentence, context)
    answers = [
        answer for statement in made for answer in _answers(statement, context.names, document.lang)
    ]
    ranked = sorted(enumerate(answers), key=lambda pair: (_RANK.get(pair[1].type, 5), pair[0]))
    out = [
        Candidate(
            Statement("", s.subject, s.predicate, sentence.start, sentence.end, "", "asserted"),
            s.type, s.about, s.relation, s.object, s.aliases,
        )
        for s in found
    ]  # fmt: skip
    return out + [answer for _, answer in ranked]


_RANK: dict[str, int] = {"reason": 0, "number": 1, "date": 1, "definition": 2, "product": 2, "location": 2, "event": 3,
                         "comparison": 1, "organization": 3, "person_role": 3, "claim": 3}  # fmt: skip


def _answers(made: Statement, names: Names, lang: Lang) -> Iterator[Candidate]:
    if made.reason:
        relation = "为什么" if lang == "zh" else "why"
        yield Candidate(
            made,
            "reason",
            made.text[: made.text.rindex(made.reason)].rstrip("，,"),
            relation,
            made.reason,
        )
        return
    for mention in mentions(made.lead, names, lang) if not made.speaker else ():
        if mention.type == "date" and not _AS_OF.match(made.lead):
            yield Candidate(
                made,
                "date",
                made.subject,
                "何时" if lang == "zh" else "when",
                mention.within(made.lead),
            )
    for mention in mentions(made.predicate, names, lang):
        if mention.start < made.focus or (
            lang == "en" and _ASIDE.search(made.predicate[: mention.start])
        ):
            continue
        answer = mention.within(made.predicate)
        relation = made.predicate[: mention.start] + "…" + made.predicate[mention.end :]
        kind = (
            "comparison"
            if mention.type == "number" and patterns.compares(made.predicate, lang)
            else mention.type
        )
        yield Candidate(made, kind, made.subject, relation.strip(), answer)
    for found in patterns.objects(made.predicate[made.focus :], lang):
        yield Candidate(made, found.type, made.subject, found.relation, found.object)
    if made.subject in names.kinds and not made.focus and _telling(made.predicate, names, lang):
        kind = patterns.SUBJECT_TYPES.get(names.kinds[made.subject])
        if kind and not made.lead:
            yield Candidate(
                made, kind, made.predicate, "是谁" if lang == "zh" else "who or what", made.subject
            )


_ASIDE = re.compile(
    r", (?:the|an?|who|which|where|when|except|compared|with|whose)\b|\b(?:that|who|which|when|where|because) \w"
)
"""What follows speaks of something else than the subject."""
_AS_OF = re.compile(r"截至|到|自|从|Until|Since|As of|By|From|Between|After|Before|During")
"""A lead that says up to when something holds dates the claim, not an event."""


def _telling(predicate: str, names: Names, lang: Lang) -> bool:
    """Whether a predicate alone points at one subject: it holds a number, a date or a name."""
    if re.match(r"是一|(?:is|was|are|were) an? ", predicate.strip()):
        return False  # many things are a town; that X is one is asked the other way round
    named = any(t.kind for t in names.tokens(predicate))
    return len(predicate) >= 8 and (named or bool(mentions(predicate, names, lang)))


def _fact(
    candidate: Candidate, document: Document, runs: Runs, names: Names, number: int
) -> Fact | None:
    made = candidate.statement
    statement = made.text + _FULL_STOP[document.lang]
    evidence = document.text[made.start : made.end]
    if candidate.object not in evidence or statement.count(candidate.object) != 1:
        return None
    if question_problem(statement, candidate.object, document.lang):
        return None
    source_start, source_end = source_span(runs, made.start, made.end)
    aliases = [
        *candidate.aliases,
        *writings(candidate.object, document.lang),
        *_name_aliases(candidate.object, names),
    ]
    return Fact(
        id=content_id(document.id, statement, candidate.object),
        doc_id=document.id,
        lang=document.lang,
        type=candidate.type,
        subject=candidate.subject,
        relation=candidate.relation,
        object=candidate.object,
        aliases=list(dict.fromkeys(a for a in aliases if a != candidate.object)),
        statement=statement,
        evidence=evidence,
        start=made.start,
        end=made.end,
        source_start=source_start,
        source_end=source_end,
        speaker=made.speaker,
        modality=made.modality,
        salience=_salience(candidate, document, number),
        extractor=EXTRACTOR,
        split="taught",
    )


def _name_aliases(answer: str, names: Names) -> list[str]:
    """Short and full forms of the same name in the document: 扎克伯格 and 马克·扎克伯格, Corrowine and Edda Corrowine."""
    if names.kinds.get(answer) != "person":
        return []
    parts = re.compile(rf"(?:^|[·\s]){re.escape(answer)}$")
    longer = [
        n for n, kind in names.kinds.items() if kind == "person" and n != answer and parts.search(n)
    ]
    return longer if len(longer) == 1 else []


def _salience(candidate: Candidate, document: Document, number: int) -> int:
    if candidate.statement.modality == "hedged" or candidate.relation in patterns.MINOR:
        return 1
    about = candidate.subject[:12]
    return 3 if number < 4 or (about and about in document.title) else 2
