"""Questions about what does not exist: the right thing is not to answer.

An entity of the same shape is put in the place of a fact's subject; its name is checked to stand in no
document. `judge` takes a refusal, or no answer, as correct.
"""

import re
from collections.abc import Iterable, Mapping

from data_prep.records import Fact, content_id
from eval.probes.asking import Asked, to_sample, turns
from eval.probes.names import Stems, invented_name
from eval.probes.placing import places, put
from eval.probes.two_hop import name_of
from eval.samples import Sample

_SENTENCE_START = re.compile(r"(?:^|[.:“\"‘']) ?$")


def people(facts: Mapping[str, Fact]) -> frozenset[str]:
    """Names of people: who is the answer to a who, and whose words are told."""
    answers = (fact.object for fact in facts.values() if fact.type == "person_role")
    return frozenset(answers) | {fact.speaker for fact in facts.values() if fact.speaker}


def invented(
    asked: Iterable[Asked], stems: Stems, known: frozenset[str], system: str = ""
) -> list[Sample]:
    """The questions whose subject is a name, asked of another. Raises LookupError if `stems` is empty."""
    return [sample for one in asked if (sample := _sample(one, stems, known, system))]


def _sample(asked: Asked, stems: Stems, known: frozenset[str], system: str) -> Sample | None:
    probe, subject = asked.probe, name_of(asked.fact.subject)
    if probe.lang == "en" and _may_be_a_word(probe.question, subject):
        return None
    other = invented_name(subject, probe.lang, stems, known)
    question = put(probe.question, subject, other) if other else None
    if question is None:
        return None
    own = content_id(probe.id, "invented")
    return to_sample(probe, asked.fact, "invented", turns(question, system), (), sample_id=own)


def _may_be_a_word(question: str, subject: str) -> bool:
    """One word with a capital where a sentence begins: Visitors, Lanterns."""
    found = places(question, subject)
    begins = bool(found) and bool(_SENTENCE_START.search(question[: found[0]]))
    return " " not in subject and begins
