"""Multiple choice: the answer among distractors of its own type, in every rotation.

A model that likes a letter gains nothing by it over all rotations (as OpenCompass's CircularEval).
"""

from collections.abc import Iterable, Iterator

from data_prep.records import Probe, content_id
from data_prep.values import canonical
from eval.probes.asking import Asked, Texts, fits_several, to_sample, turns
from eval.probes.placing import one_line, places
from eval.samples import Sample

LETTERS = "ABCDEFGH"
DISTRACTORS = 3
_ASK: Texts = {
    "zh": "{question}\n\n{options}\n\n只回答正确选项的字母。",
    "en": "{question}\n\n{options}\n\nAnswer with the letter of the right option only.",
}


def distractors(probe: Probe, count: int = DISTRACTORS) -> list[str]:
    """The first `count` choices of `probe` that are no writing or part of its answer or of each other."""
    taken, found = list(probe.answers), list[str]()
    for choice in probe.choices:
        if choice.strip() and not any(_same(choice, other) for other in taken):
            taken.append(choice)
            found.append(choice)
    return found[:count]


def _same(one: str, other: str) -> bool:
    """Whether one stands in the other: Meta and Meta公司, 2023年 and 2023年6月 may both be right."""
    if places(one, other) or places(other, one):
        return True
    return "".join(canonical(one).split()) == "".join(canonical(other).split())


def choice(asked: Iterable[Asked], system: str = "") -> list[Sample]:
    """A sample for each rotation of each question's options; none where a question has one
    option only, or may have several right ones."""
    return [sample for one in asked for sample in _rotations(one, system)]


def _rotations(asked: Asked, system: str) -> Iterator[Sample]:
    probe = asked.probe
    answer = probe.answers[0]
    options = [answer, *distractors(probe)]
    options.sort(key=lambda option: content_id(probe.id, option))
    if len(options) < 2 or fits_several(asked.fact):
        return
    letters = tuple(LETTERS[: len(options)])
    for shift in range(len(options)):
        turned = options[shift:] + options[:shift]
        lines = "\n".join(f"{a}. {one_line(b)}" for a, b in zip(letters, turned, strict=True))
        prompt = _ASK[probe.lang].format(question=probe.question, options=lines)
        yield to_sample(
            probe,
            asked.fact,
            "choice",
            turns(prompt, system),
            [letters[turned.index(answer)]],
            sample_id=content_id(probe.id, "choice", str(shift)),
            choices=letters,
        )
