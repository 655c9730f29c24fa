"""The answer's log-probability in its own sentence, against distractors of its type (as BEAR does:
arXiv 2404.04113). The whole sentence is scored, so that tokens merged over the gap's edge count."""

from collections.abc import Iterable

from data_prep.records import content_id
from eval.probes.asking import Asked, fits_several, to_sample, turns
from eval.probes.choice import distractors
from eval.probes.placing import put
from eval.samples import BLANK, Sample


def rank(asked: Iterable[Asked]) -> list[Sample]:
    """A statement with a gap for each fact whose object stands in its statement once, and that has
    distractors."""
    return [sample for one in asked if (sample := _sample(one))]


def _sample(asked: Asked) -> Sample | None:
    probe, fact = asked.probe, asked.fact
    others = [choice for choice in distractors(probe) if choice != fact.object]
    sentence = put(fact.statement, fact.object, BLANK)
    if not others or sentence is None or BLANK in fact.statement or fits_several(fact):
        return None
    own = content_id(fact.id, "rank")
    choices = (fact.object, *others)
    return to_sample(
        probe, fact, "rank", turns(sentence), [fact.object], sample_id=own, choices=choices
    )
