"""From a dataset to the samples that are asked: reads its rows, joins them, makes each kind of probe."""

from collections.abc import Iterable, Sequence

from data_prep import Fact, Probe, WorkError
from eval import probes as kinds
from eval.dataset import has, rows, stream
from eval.samples import GROUPS, Group, ProbeKind, Sample


def load_samples(
    dataset: str,
    *,
    limit: int = 0,
    trained_wordings: int = 0,
    system: str = "",
    probes: Sequence[ProbeKind] = ("held_out",),
    probes_per_kind: int = 0,
) -> list[Sample]:
    """The recall questions of `dataset` in order of id, with `limit` the first of each group, and the
    other kinds of `probes` that are made of them: of one question of each fact, with `probes_per_kind`
    of that many facts of each group. Last, with `trained_wordings`, that many trained questions.

    Raises CommandError if there is no such dataset, WorkError if it holds no recall questions.
    """
    found = [Probe(**row) for row in rows(dataset, "recall", "test")]
    if not found:
        raise WorkError(f"the recall config of {dataset} holds no questions")
    found.sort(key=lambda probe: probe.id)
    asked = [probe for group in GROUPS for probe in _first(found, group, limit)]
    facts = {row["id"]: Fact(**row) for row in rows(dataset, "facts", "train")}
    made: list[Sample] = []
    for kind in dict.fromkeys(probes):
        made += _of_kind(kind, asked, facts, dataset, system, probes_per_kind)
    if trained_wordings:
        columns = ("id", "kind", "lang", "doc_id", "fact_ids", "prompt")
        made += kinds.trained(
            stream(dataset, "sft", "train", columns), facts, trained_wordings, system
        )
    return made


def _first(found: Iterable[Probe], group: Group, limit: int) -> list[Probe]:
    own = [probe for probe in found if probe.group == group]
    return own[:limit] if limit else own


def _of_kind(
    kind: ProbeKind,
    asked: Sequence[Probe],
    facts: dict[str, Fact],
    dataset: str,
    system: str,
    count: int,
) -> list[Sample]:
    if kind == "held_out":
        return [s for g in GROUPS for s in kinds.held_out(_first(asked, g, 0), facts, system)]
    if kind == "two_hop":
        made = kinds.two_hop(asked, facts, system)
        return made[:count] if count else made
    chosen = kinds.first_wordings(asked, facts)
    if kind == "choice":
        return _of_facts(kinds.choice(chosen, system), count)
    if kind == "rank":
        return _of_facts(kinds.rank(chosen), count)
    if kind == "open_book":
        chosen = [one for group in GROUPS for one in _asked_first(chosen, group, count)]
        return kinds.open_book(chosen, _texts(dataset, chosen), system)
    if kind == "invented":
        return _of_facts(_invented(dataset, chosen, facts, system), count)
    raise ValueError(f"{kind} samples come by trained_wordings")


def _invented(
    dataset: str, chosen: Sequence[kinds.Asked], facts: dict[str, Fact], system: str
) -> list[Sample]:
    texts = (row["text"] for row in stream(dataset, "documents", "train", ("text",)))
    try:
        return kinds.invented(chosen, kinds.unheard_of(texts), kinds.people(facts), system)
    except LookupError as error:
        raise WorkError(f"cannot ask of what does not exist: {error}") from error


def _asked_first(asked: Iterable[kinds.Asked], group: Group, count: int) -> list[kinds.Asked]:
    own = [one for one in asked if one.probe.group == group]
    return own[:count] if count else own


def _of_facts(made: Sequence[Sample], count: int) -> list[Sample]:
    """The samples of the first `count` facts of each group, the taught before the others."""
    taken: list[Sample] = []
    for group in GROUPS:
        own = [sample for sample in made if sample.group == group]
        facts = list(dict.fromkeys(sample.fact_id for sample in own))
        first = set(facts[:count] if count else facts)
        taken += [sample for sample in own if sample.fact_id in first]
    return taken


def _texts(dataset: str, asked: Iterable[kinds.Asked]) -> dict[str, str]:
    """The documents of these facts by id; a dataset without documents has the evidence alone."""
    if not has(dataset, "documents", "train"):
        return {}
    wanted = {one.fact.doc_id for one in asked}
    documents = stream(dataset, "documents", "train", ("id", "text"))
    return {row["id"]: row["text"] for row in documents if row["id"] in wanted}
