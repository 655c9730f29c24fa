"""The parts of an English clause: subject, verb group, what follows it, what it says in passing."""

from dataclasses import dataclass, field, replace
from typing import Literal

from data_prep.facts.english_phrases import Noun, Verb
from data_prep.facts.english_words import Word

ItemKind = Literal[
    "noun", "phrase", "adverb", "adjective", "infinitive", "gerund", "content", "subordinate", "reason", "participle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """words[start:end] behind the verb or in front of the subject; `opener` is its preposition or
    conjunction, `inner` where what follows the opener begins."""

    kind: ItemKind
    start: int
    end: int
    opener: str = ""
    inner: int = 0
    noun: Noun | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What a sentence says in passing of a noun: an apposition, or a relative clause's predicate."""

    of: Noun
    start: int
    end: int
    relative: bool


@dataclass(slots=True)
class Clause:
    """One clause; `borrowed` are the auxiliaries it shares with the clause before it."""

    leads: list[Item]
    subject: Noun
    verb: Verb
    items: list[Item] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    borrowed: tuple[Word, ...] = ()
    whole: bool = True
    """False when what follows was cut off."""


def shifted(clause: Clause, by: int) -> Clause:
    def noun(n: Noun) -> Noun:
        number = n.number + by if n.number >= 0 else -1
        return replace(
            n, start=n.start + by, end=n.end + by, core=n.core + by, head=n.head + by, number=number
        )

    def item(i: Item) -> Item:
        return replace(
            i,
            start=i.start + by,
            end=i.end + by,
            inner=i.inner + by,
            noun=noun(i.noun) if i.noun else None,
        )

    verb = clause.verb
    return Clause(
        [item(i) for i in clause.leads],
        noun(clause.subject),
        replace(
            verb,
            start=verb.start + by,
            end=verb.end + by,
            first=verb.first + by,
            main=verb.main + by,
        ),
        [item(i) for i in clause.items],
        [
            Aside(noun(aside.of), aside.start + by, aside.end + by, aside.relative)
            for aside in clause.asides
        ],
        clause.borrowed,
        clause.whole,
    )
