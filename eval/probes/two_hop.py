"""Questions over two taught facts: the first names what the second is asked of.

The first fact's statement with X for its object, then the second fact's question with X for its
subject: “The Orrinelle belongs to X. How many vessels does X operate?” What stands for X is never said.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from data_prep.records import Fact, Lang, Probe, content_id
from data_prep.values import canonical
from eval.probes.asking import Texts, fits_several, to_sample, turns
from eval.probes.placing import places, put
from eval.samples import Sample

X = "X"
NAMED = ("person_role", "organization", "product", "location")
"""Types whose objects are names, which another fact can be about."""
_ARTICLES = ("the ", "The ")
_COMPANY = re.compile(r"(?<=.)(?:公司|集团)$")
_SPACE = re.compile(r"\s+")
_ASK: Texts = {
    "zh": "已知：{first}{second}",
    "en": "{first} {second}",
}


def name_of(text: str) -> str:
    """A name without its article."""
    return next((text[len(a) :] for a in _ARTICLES if text.startswith(a)), text)


def two_hop(probes: Iterable[Probe], facts: Mapping[str, Fact], system: str = "") -> list[Sample]:
    """One question for each taught fact that another one leads to, in order of the facts' ids."""
    asked: dict[str, list[Probe]] = {}
    for probe in sorted(probes, key=lambda probe: probe.id):
        asked.setdefault(probe.fact_id, []).append(probe)
    taught = [facts[key] for key in sorted(facts) if facts[key].split == "taught"]
    leading = _leading(taught)
    found = (
        _sample(
            leading.get(_key(fact.lang, fact.subject), []), fact, asked.get(fact.id, []), system
        )
        for fact in taught
    )
    return [sample for sample in found if sample]


def _key(lang: Lang, name: str) -> tuple[Lang, str]:
    return lang, canonical(name_of(name))


def _leading(taught: Sequence[Fact]) -> dict[tuple[Lang, str], list[Fact]]:
    """The facts that name one thing, by that name. A subject that has several objects by one relation
    does not say which is meant, and is left out."""
    pairs = Counter(
        (fact.lang, canonical(fact.subject), canonical(fact.relation)) for fact in taught
    )
    found: dict[tuple[Lang, str], list[Fact]] = {}
    for fact in taught:
        one = pairs[fact.lang, canonical(fact.subject), canonical(fact.relation)] == 1
        if fact.type in NAMED and one and not fits_several(fact):
            for name in {_key(fact.lang, name) for name in (fact.object, *fact.aliases)}:
                found.setdefault(name, []).append(fact)
    return found


def _sample(
    firsts: Sequence[Fact], second: Fact, probes: Sequence[Probe], system: str
) -> Sample | None:
    """The first pair, by a hash over both, that reads as a question."""
    pairs = [(first, probe) for first in firsts for probe in probes if first.id != second.id]
    for first, probe in sorted(pairs, key=lambda pair: content_id(pair[0].id, pair[1].id)):
        if question := _question(first, second, probe):
            own = content_id(first.id, probe.id, "two_hop")
            return to_sample(
                probe,
                second,
                "two_hop",
                turns(question, system),
                probe.answers,
                sample_id=own,
                through=first.id,
            )
    return None


def _question(first: Fact, second: Fact, probe: Probe) -> str | None:
    if first.type == second.type == "person_role":  # Meta's president is X; what is X at Meta?
        return None
    told = put(first.statement, first.object, X, article=False)
    asked = put(probe.question, name_of(second.subject), X, article=False)
    if told is None or asked is None or places(first.statement + probe.question, X):
        return None
    text = _ASK[probe.lang].format(first=_ended(told, probe.lang), second=asked)
    hidden = {first.object, *first.aliases, second.subject, *probe.answers}
    # neither what X is nor the answer may be read off the question
    return None if any(_bare(name) in _bare(text) for name in hidden) else text


def _bare(name: str) -> str:
    return _COMPANY.sub("", _SPACE.sub("", canonical(name_of(name))))


def _ended(sentence: str, lang: Lang) -> str:
    """A sentence with its stop."""
    bare = sentence.rstrip()
    return bare if bare.endswith(tuple('。！？.!?”"')) else bare + ("。" if lang == "zh" else ".")
