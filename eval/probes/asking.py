"""What every kind of probe starts from: a recall question beside its fact, and how a sample is made of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_prep.records import Fact, Lang, Message, Probe
from eval.samples import ProbeKind, Sample

Texts = Mapping[Lang, str]
_ONE_OF = re.compile(r"之一|\bone of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A recall question and the fact it asks for."""

    probe: Probe
    fact: Fact


def fits_several(fact: Fact) -> bool:
    """Whether a fact tells of one among several, so that another answer may be right too."""
    return bool(_ONE_OF.search(fact.statement))


def first_wordings(probes: Iterable[Probe], facts: Mapping[str, Fact]) -> list[Asked]:
    """One question of each fact, in order of the facts' ids: the first by its id, a hash, which is as
    good as a draw. Questions without a fact in `facts` are left out."""
    found: dict[str, Probe] = {}
    for probe in sorted(probes, key=lambda probe: probe.id):
        if probe.fact_id in facts:
            found.setdefault(probe.fact_id, probe)
    return [Asked(found[fact_id], facts[fact_id]) for fact_id in sorted(found)]


def turns(text: str, system: str = "") -> tuple[Message, ...]:
    """A user's question, behind a system message if there is one."""
    asked = Message("user", text)
    return (Message("system", system), asked) if system else (asked,)


def to_sample(
    probe: Probe,
    fact: Fact | None,
    kind: ProbeKind,
    messages: tuple[Message, ...],
    targets: Sequence[str],
    *,
    sample_id: str = "",
    choices: Sequence[str] = (),
    through: str = "",
) -> Sample:
    """A sample in the place of `probe`; with the facets of its fact, where that is known."""
    place = (probe.fact_id, probe.doc_id, probe.group, probe.kind, probe.lang, probe.type)
    return Sample(
        sample_id or probe.id,
        *place,
        messages,
        tuple(targets),
        probe=kind,
        choices=tuple(choices),
        modality=fact.modality if fact else "",
        salience=fact.salience if fact else 0,
        through=through,
    )
