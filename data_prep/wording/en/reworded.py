"""A view in other words: another verb in the place of its own, another name for its subject."""

from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base, participle, past, third
from data_prep.wording.en.lexicon import ACTIVE_ONLY, PASSIVE_ONLY, SYNONYMS
from data_prep.wording.en.view import View


def reworded(v: View) -> Iterator[View]:
    """The view with another verb in the place of its own, in the same form; and with other names."""
    verb = v.verb
    lemma = base(verb.main) if verb.main else ""
    passive = verb.passive
    if (
        lemma
        and not (passive and lemma in ACTIVE_ONLY)
        and not (not passive and lemma in PASSIVE_ONLY)
        and not verb.tail
    ):
        for other in SYNONYMS.get(lemma, ())[:2]:
            first, _, tail = other.partition(" ")
            form = _same_form(
                verb.main,
                lemma,
                first,
                passive or verb.aux in ("has", "have", "had"),
                bool(verb.aux),
            )
            if form:
                yield replace(v, verb=replace(verb, main=form, tail=tuple(tail.split())))
    for name, others in v.frame.names.items():
        if not others or name.endswith(f" {others[0]}"):
            continue  # a surname alone may be that of others
        if v.subject in (name, f"the {name}"):
            asks = {**v.frame.asks, others[0]: v.frame.asks.get(name, "")}
            yield replace(v, subject=others[0], frame=replace(v.frame, asks=asks))
            break


def _same_form(word: str, lemma: str, other: str, participial: bool, helped: bool) -> str:
    if word.endswith("ing"):
        return ""
    if participial:
        return participle(other)
    if helped:
        return other
    if word == third(lemma):
        return third(other)
    if word == past(lemma):
        return past(other)
    return other
