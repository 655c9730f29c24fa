"""What a wording is judged against, prepared once per fact."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from data_prep.gate.asking import Told
from data_prep.gate.names import LATIN, KnownNames, named, titles
from data_prep.gate.order import Beside, Deed, Seen, beside, deeds, seen
from data_prep.gate.polarity import Polarity, hedged, negated, polarity, stem
from data_prep.gate.reading import Reading, plain, read
from data_prep.gate.speakers import attributed, forms
from data_prep.gate.tables import HEARSAY
from data_prep.gate.values import Number, Values, values
from data_prep.records import Fact, Lang, Modality

_FIRST_PERSON = {"zh": re.compile("我|咱"), "en": re.compile(r"\b(?:I|we|our|my)\b", re.I)}
_NAME_TAGS = ("nr", "ns", "nt", "nz", "eng")
_CAPITALISED = re.compile(
    r"(?<![.!?] )(?<!^)\b[A-Z][\w'’\-]+(?: [A-Z\d][\w'’\-]*)*|\b[A-Z][\w'’\-]+(?: [A-Z\d][\w'’\-]*)+"
)


@dataclass(slots=True)
class Source:
    """All that the wordings of one fact may say. Make it with `of` or `of_fact`."""

    lang: Lang
    evidence: Reading
    folded: str
    """Evidence, context and names, casefolded: where words are looked up."""
    known: frozenset[str]
    """Its words, casefolded; English ones also as stems."""
    numbers: dict[str, list[Number]]
    proven: dict[str, list[Number]]
    """The numbers of the evidence alone: how exact they are is what counts."""
    dates: list[tuple[int, int, int]]
    years: frozenset[int]
    """Years that the context gives to a date without one."""
    polarity: Polarity
    hedged: str
    """The hedge that every wording must keep in some form, or ""."""
    denied: str
    """The negation in the clause of the answer, or ""."""
    speaker: tuple[str, ...]
    """Casefolded forms of the speaker's name, () when the document itself speaks."""
    first_person: bool
    """Whether somebody speaks of themselves in the evidence."""
    attributes: bool
    """Whether the evidence itself lets an entity say something."""
    sayers: frozenset[str]
    """Entities that the source lets say something."""
    entities: dict[str, int]
    """Casefolded names → number of the entity; renamings share it."""
    listed: tuple[str, ...]
    """The keys of `entities`."""
    deeds: tuple[Deed, ...]
    beside: dict[Beside, frozenset[int]]
    """Place right beside a telling word → the entities that the source has there."""
    named: tuple[str, ...]
    """What a question names its entity by."""
    known_names: KnownNames | None
    naming: str = ""
    """Casefolded text that gives names and nothing else."""
    replaced: tuple[str, ...] = ()
    """Names in the evidence."""
    subject: str = ""
    """What the fact is about, casefolded."""
    answer_values: dict[tuple[str, ...], tuple[Told, Values, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        evidence: str,
        lang: Lang,
        *,
        context: Iterable[str] = (),
        subject: str = "",
        speaker: str = "",
        modality: Modality = "asserted",
        names: Mapping[str, tuple[str, ...]] | None = None,
        known_names: KnownNames | None = None,
        years: Iterable[int] = (),
        naming: str = "",
        dating: str = "",
        answer: str = "",
    ) -> "Source":
        """`context` is all else that the fact may use: the subject that a pronoun stood for, the statement
        once it passed, the title, the sentence that dates it. `names` are renamings (`Frame.names`),
        `known_names` the document's names, `years` those that the document gives, `naming`
        a text (casefolded) whose names may be used but none of its values, `dating` one whose dates may,
        `answer` the answer as it stands in the evidence."""
        proof = read(evidence, lang)
        extra = [read(text, lang) for text in context if text]
        near = "\n".join([proof.text, *(r.text for r in extra), plain(subject), plain(speaker)])
        names = {
            name: others
            for name, others in (names or {}).items()
            if any(plain(n) in near for n in (name, *others))
        }
        allowed = [subject, speaker, *names, *(n for others in names.values() for n in others)]
        readings = [proof, *extra, *(read(n, lang) for n in allowed if n)]
        folded = "\n".join(r.folded for r in readings)
        told = [values(r.folded, lang) for r in readings]
        dated = values(plain(dating).casefold(), lang).dates if dating else ()
        proven: dict[str, list[Number]] = {}
        for number in told[0].numbers:
            proven.setdefault(number.value, []).append(number)
        numbers: dict[str, list[Number]] = {}
        for number in (n for v in told for n in v.numbers):
            numbers.setdefault(number.value, []).append(number)
        entities = _entities(readings, names, subject, speaker, known_names, lang)
        who = _speaker_forms(speaker, names, lang)
        listed = tuple(entities)
        voices = [proof, *extra]
        places = [seen(r, entities) for r in voices]
        sayers = [attributed(r, listed) for r in voices]
        return cls(
            lang=lang,
            evidence=proof,
            folded=folded,
            known=frozenset().union(*map(_known, readings)),
            numbers=numbers,
            proven=proven,
            dates=[d for found in (*(v.dates for v in told), dated) for d, _ in found],
            years=frozenset(years),
            polarity=polarity([proof, *extra]),
            hedged=_hedge(proof, answer) or ("hedged" if modality == "hedged" else ""),
            denied=_denial(proof, answer),
            speaker=who,
            first_person=_FIRST_PERSON[lang].search(proof.text) is not None,
            attributes=bool(sayers[0]),
            sayers=frozenset(said.name for of_one in sayers for said in of_one),
            entities=entities,
            listed=listed,
            deeds=_unambiguous(
                d for r, at in zip(voices, places, strict=True) for d in deeds(r, at)
            ),
            beside=_beside(voices, places),
            named=_named(readings, entities, subject, lang),
            known_names=known_names,
            naming=naming,
            replaced=tuple(e for e in entities if e in proof.folded),
            subject=plain(subject).casefold(),
        )

    @classmethod
    def of_fact(
        cls,
        fact: Fact,
        *,
        context: Iterable[str] = (),
        names: Mapping[str, tuple[str, ...]] | None = None,
        known_names: KnownNames | None = None,
        years: Iterable[int] = (),
        dating: str = "",
        statement: bool = True,
    ) -> "Source":
        """The source of a fact's wordings; its own statement counts as context unless `statement` is false."""
        return cls.of(
            fact.evidence,
            fact.lang,
            context=[*([fact.statement] if statement else []), *context],
            subject=fact.subject,
            speaker=fact.speaker,
            modality=fact.modality,
            names=names,
            known_names=known_names,
            years=years,
            dating=dating,
            answer=fact.object,
        )


def _beside(readings: list[Reading], places: list[list[Seen]]) -> dict[Beside, frozenset[int]]:
    found: dict[Beside, set[int]] = {}
    for reading, there in zip(readings, places, strict=True):
        for entity, place in beside(reading, there):
            found.setdefault(place, set()).add(entity)
    return {place: frozenset(there) for place, there in found.items()}


_TITLES = frozenset("ceo cto cfo coo cio cmo cpo vp ai gpu cpu app".split())
"""Latin words, casefolded, that name no entity."""

_REACH = {"zh": 12, "en": 48}


def _hedge(proof: Reading, answer: str) -> str:
    """The hedge close before the answer in its clause."""
    if found := HEARSAY[proof.lang].search(proof.folded):
        return found[0]
    at = proof.folded.find(plain(answer).casefold()) if answer else -1
    if at < 0:
        return ""
    clause = proof.clause(at)
    start = proof.folded.find(clause)
    reach = _REACH[proof.lang]
    return next((s.operator for s in hedged(proof) if max(start, at - reach) <= s.at < at), "")


def _denial(proof: Reading, answer: str) -> str:
    """The negation in the clause of the answer, outside of it."""
    at = proof.folded.find(plain(answer).casefold()) if answer else -1
    if at < 0:
        return ""
    clause = proof.clause(at)
    start = proof.folded.find(clause)
    return next((s.operator for s in negated(proof) if start <= s.at < start + len(clause)), "")


@lru_cache(1 << 10)
def _known(reading: Reading) -> frozenset[str]:
    found: set[str] = set()
    for word, _, _ in reading.words:
        lowered = word.lower()
        found.add(lowered)
        if reading.lang == "en":
            lowered = lowered.removesuffix("'s").removesuffix("’s").rstrip("'’")
            found.add(lowered)
            found.add(stem(lowered))
            found.update(re.split(r"[-/]", lowered))
        else:
            found.add(word)
    if reading.lang == "zh":
        for match in LATIN.finditer(reading.folded):
            found.add(match[0])
            found.update(re.split(r"[.\-'’&+/]", match[0]))
    return frozenset(found)


def _speaker_forms(
    speaker: str, names: Mapping[str, tuple[str, ...]], lang: Lang
) -> tuple[str, ...]:
    if not speaker:
        return ()
    others = [
        o for name, os in names.items() if name == speaker or speaker in os for o in (name, *os)
    ]
    return forms([plain(n) for n in [speaker, *others]], lang)


def _entities(
    readings: list[Reading],
    names: Mapping[str, tuple[str, ...]],
    subject: str,
    speaker: str,
    known_names: KnownNames | None,
    lang: Lang,
) -> dict[str, int]:
    found: dict[str, int] = {}
    groups = [(name, *others) for name, others in names.items()]
    for number, group in enumerate(groups):
        for name in group:
            found.setdefault(plain(name).casefold(), number)
    loose: dict[str, None] = {}
    for reading in readings:
        if known_names:
            loose.update((name, None) for name in known_names.within(reading.folded))
        loose.update(_spelled(reading))
        if lang == "zh":
            loose.update((n, None) for n in _tagged(reading) if not _across(n, reading, loose))
    for name in (subject, speaker):
        folded = plain(name).casefold()
        if folded and len(folded) <= 24:
            loose[folded] = None
    parts = {name.split()[-1]: number for name, number in found.items() if " " in name}
    for name in loose:
        if len(name) > 1 and name not in found:
            found[name] = parts.get(name, len(groups) + len(found))  # Zuckerberg of Mark Zuckerberg
    return found


@lru_cache(1 << 10)
def _spelled(reading: Reading) -> dict[str, None]:
    """What its Latin letters show to be a name."""
    if reading.lang == "en":
        return {m[0].lower(): None for m in _CAPITALISED.finditer(reading.text)}
    found = (m[0] for m in LATIN.finditer(reading.folded))
    return {word: None for word in found if len(word) > 1 and word not in _TITLES}


def _across(piece: str, reading: Reading, names: Iterable[str]) -> bool:
    """Whether what the tagger took for a name holds the beginning of a known one (比北 of 比北闸工厂)."""
    at = reading.folded.find(piece)
    for name in names:
        there = reading.folded.find(name, max(at, 0))
        if at < there < at + len(piece) < there + len(name):
            return True
    return False


@lru_cache(1 << 10)
def _tagged(reading: Reading) -> list[str]:
    """The names that the tagger finds; pieces that touch are one name."""
    found: list[str] = []
    run, end = "", -1
    for word, tag, at in reading.words:
        if tag in ("nr", "nrt", "ns", "nt") or (run and word == "·" and at == end):
            run, end = (run + word if at == end else word), at + len(word)
            continue
        if len(run) > 1:
            found.append(run.strip("·").casefold())
        run = ""
    return [*found, run.strip("·").casefold()] if len(run) > 1 else found


def _unambiguous(found: Iterable[Deed]) -> tuple[Deed, ...]:
    """The deeds whose opposite the source does not state too."""
    all_found = set(found)
    return tuple(d for d in all_found if Deed(d.patient, d.verb, d.agent) not in all_found)


@lru_cache(1 << 10)
def _naming(reading: Reading) -> dict[str, None]:
    """The titles of a text, and the words of a Chinese one that name something."""
    found = dict.fromkeys(titles(reading.text))
    if reading.lang == "zh":
        tagged = (w for w, tag, _ in reading.words if tag in _NAME_TAGS and len(w) > 1)
        found.update((w.casefold(), None) for w in tagged)
    return found


def _named(
    readings: list[Reading], entities: dict[str, int], subject: str, lang: Lang
) -> tuple[str, ...]:
    found = dict.fromkeys(entities)
    for reading in readings:
        found.update(_naming(reading))
    head = plain(subject).casefold()
    if head and not (lang == "zh" and named(subject)):
        found.update(
            (w.lower(), None)
            for w, tag, _ in read(subject, lang).words
            if len(w) > (1 if lang == "zh" else 3)
        )
    return tuple(n for n in found if n)
