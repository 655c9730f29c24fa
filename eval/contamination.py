"""Was a probe, or a long run of its words, in what the model was trained on?

Three rules, over the prompts of the `sft` rows and the texts of the `text` rows:

- contained: the whole question, in NFKC without case, punctuation and space, stands in the row;
- 13-gram: the row holds a run of 13 words of the question (GPT-3's measure, arXiv 2005.14165, appendix
  C). A word is a Latin word or numeral, or what jieba makes of Chinese, for 13 characters of Chinese are
  a name and a date, which all wordings share. A part of the fact's own subject or object is no sign;
- statement: such a run with `ASKING` words at most that the fact's own statement doesn't have. To teach
  the fact is to teach these words, so this fails a run in mode "strict" only, and is counted always.

Beside that no row may teach a control fact. A gap (____ or …) is a word. The probes are indexed and the
rows go by once, so memory is bounded by the probes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import rjieba

from data_prep import WorkError
from data_prep.values import one_width
from eval.dataset import Row, has, stream
from eval.samples import ProbeKind, Sample

Rule = Literal["contained", "13-gram", "statement", "control fact"]
Mode = Literal["strict", "fail", "report", "off"]
"""strict: any hit fails; fail: any but those of the statement; report: none; off: nothing is read."""

RULES: tuple[Rule, ...] = get_args(Rule)

RUN = 13
"""Words that a question and a row must not share."""
ASKING = 1
"""Words that a run may have beside the statement's and still be the statement's."""
CHECKED: tuple[ProbeKind, ...] = ("held_out", "two_hop")
"""Probes whose words must not have been trained; the others are made of these or of training rows."""
_ROWS = (("sft", "train"), ("sft", "validation"), ("text", "train"))
_KEY = 8
"""Characters by which a whole question is looked up."""
_SHOWN = 5
_GAP = re.compile(r"_{2,}|\.{3,}")
_NO_LETTER = re.compile(r"[^\w□]+|_")
_WORD = re.compile(r"[㐀-鿿]+|□|[^\W_㐀-鿿]+(?:[.,'’-][^\W_㐀-鿿]+)*")
_HAN = re.compile(r"[㐀-鿿]")
_PARTICLES = frozenset("的了是于在把由被将")
"""Chinese words that tell nothing of how a thing is asked; of others its characters count, for jieba cuts
them by what stands beside."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A probe that a training row gives away. `seen`: the words they share."""

    sample_id: str
    probe: ProbeKind
    question: str
    rule: Rule
    seen: str
    config: str
    split: str
    row_id: str

    def __str__(self) -> str:
        return (
            f"{self.probe} probe {self.sample_id} “{self.question}”: {self.rule} “{self.seen}” "
            f"in row {self.row_id} of {self.config}/{self.split}"
        )


@dataclass(frozen=True, slots=True)
class Contamination:
    """The probes that were checked, the rows that were read, and the first hit of each probe by each rule."""

    probes: int
    rows: int
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """For results.json: how many probes were hit, by rule, and each hit."""
        by_rule = {
            rule: len({hit.sample_id for hit in self.hits if hit.rule == rule}) for rule in RULES
        }
        hit = len({hit.sample_id for hit in self.hits})
        counts = {"probes": self.probes, "rows": self.rows, "hit": hit, "by_rule": by_rule}
        return counts | {"hits": [asdict(hit) for hit in self.hits]}


@dataclass(frozen=True, slots=True)
class Told:
    """What any wording of a fact says: its subject and object, and its statement."""

    names: tuple[str, ...]
    statement: str


def check(samples: Sequence[Sample], dataset: str, mode: Mode = "fail") -> Contamination:
    """What the training rows of `dataset` give away of `samples`.

    Raises WorkError, if `mode` says so, naming the first probes, what was seen of them, and the rows.
    """
    asked = [sample for sample in samples if sample.probe in CHECKED]
    if mode == "off" or not asked:
        return Contamination(0, 0, ())
    index = Index(asked, _facts(asked, dataset))
    hits: dict[tuple[str, Rule], Hit] = {}
    count = 0
    for config, split in _ROWS:
        for row in _rows(dataset, config, split):
            count += 1
            for sample, rule, seen in index.found(row):
                place = (config, split, row["id"])
                hit = Hit(sample.id, sample.probe, sample.question, rule, seen, *place)
                hits.setdefault((sample.id, rule), hit)
    found = Contamination(len(asked), count, tuple(hits.values()))
    bad = [hit for hit in found.hits if mode == "strict" or hit.rule != "statement"]
    if mode in ("strict", "fail") and bad:
        raise WorkError(_reason(bad, found.probes))
    return found


def _reason(hits: Sequence[Hit], asked: int) -> str:
    probes = len({hit.sample_id for hit in hits})
    shown = "; ".join(map(str, hits[:_SHOWN]))
    more = f"; and {len(hits) - _SHOWN} more" if len(hits) > _SHOWN else ""
    return (
        f"{probes} of {asked} probes were seen in training, so their answers prove no recall: "
        f"{shown}{more}; build the dataset anew, or say contamination: report"
    )


def _facts(asked: Sequence[Sample], dataset: str) -> dict[str, Told]:
    """The facts that are asked for, by id."""
    wanted = {fact_id for sample in asked for fact_id in (sample.fact_id, sample.through)}
    rows = stream(dataset, "facts", "train", ("id", "subject", "object", "statement"))
    return {
        row["id"]: Told((row["subject"], row["object"]), row["statement"])
        for row in rows
        if row["id"] in wanted
    }


def _rows(dataset: str, config: str, split: str) -> Iterator[Row]:
    if has(dataset, config, split):
        column = "prompt" if config == "sft" else "text"
        yield from stream(dataset, config, split, ("id", "fact_ids", column))


def _texts(row: Row) -> list[str]:
    """What the model reads of a row before it answers."""
    return [turn["content"] for turn in row["prompt"]] if "prompt" in row else [row["text"]]


class Index:
    """Probes, to be found in texts by all of their letters or by a run of their words."""

    def __init__(self, asked: Iterable[Sample], facts: Mapping[str, Told]) -> None:
        self._wholes: dict[str, list[tuple[str, Sample]]] = {}
        self._runs: dict[Words, list[tuple[Sample, Rule]]] = {}
        self._controls: dict[str, Sample] = {}
        for sample in asked:
            self._add(sample, [facts[f] for f in (sample.fact_id, sample.through) if f in facts])
        self._keys = frozenset(self._wholes)
        self._key_lengths = sorted({len(key) for key in self._keys})

    def _add(self, sample: Sample, told: Sequence[Told]) -> None:
        if sample.group == "control":
            self._controls.setdefault(sample.fact_id, sample)
        if letters := bare(sample.question):
            self._wholes.setdefault(letters[:_KEY], []).append((letters, sample))
        for run, asking in _runs(words(sample.question), told).items():
            rule: Rule = "statement" if asking <= ASKING else "13-gram"
            self._runs.setdefault(run, []).append((sample, rule))

    def found(self, row: Row) -> Iterator[tuple[Sample, Rule, str]]:
        """(probe, rule, the words) for all that `row` gives away."""
        for fact_id in row["fact_ids"] or ():
            if fact_id in self._controls:
                yield self._controls[fact_id], "control fact", fact_id
        for text in _texts(row):
            yield from self._contained(bare(text))
            yield from self._shared(words(text))

    def _contained(self, letters: str) -> Iterator[tuple[Sample, Rule, str]]:
        for length in self._key_lengths:
            read = {letters[at : at + length] for at in range(len(letters) - length + 1)}
            for key in sorted(read & self._keys):  # sorted: the same report in every run
                for whole, sample in self._wholes[key]:
                    if whole in letters:
                        yield sample, "contained", whole

    def _shared(self, said: Words) -> Iterator[tuple[Sample, Rule, str]]:
        for run in _windows(said, RUN):
            for sample, rule in self._runs.get(run, ()):
                yield sample, rule, " ".join(run)


def _runs(said: Words, told: Sequence[Told]) -> dict[Words, int]:
    """The runs by which a question is known, and how many words of each no statement has."""
    own = {run for fact in told for name in fact.names for run in _all_runs(words(name))}
    had = {word for fact in told for word in words(fact.statement)} | _PARTICLES
    letters = {letter for word in had for letter in word if _HAN.match(letter)}
    return {
        run: sum(word not in had and not letters.issuperset(word) for word in run)
        for run in _windows(said, RUN)
        if run not in own
    }


def _folded(text: str) -> str:
    return _GAP.sub("□", one_width(text).casefold().replace("…", "..."))


def bare(text: str) -> str:
    """The letters, digits and gaps of `text`, in NFKC and without case."""
    return _NO_LETTER.sub("", _folded(text))


def words(text: str) -> Words:
    """Latin words and numerals, gaps, and jieba's words of Chinese, in NFKC and without case."""
    found: list[str] = []
    for run in _WORD.findall(_folded(text)):
        found += rjieba.cut(run) if _HAN.match(run) else [run]
    return tuple(found)


def _windows(said: Words, length: int) -> Iterator[Words]:
    return (said[at : at + length] for at in range(len(said) - length + 1))


def _all_runs(said: Words) -> Iterator[Words]:
    for length in range(1, min(RUN, len(said)) + 1):
        yield from _windows(said, length)
