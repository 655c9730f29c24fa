"""Questions for why something is so."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]
_JOINT = re.compile(
    "[，]?(?:这|其)?(?:主要)?(?:是?因为|原因是|原因在于|是?为了|是由于|由于|目的是|目的在于|以便|从而|旨在|得益于|归功于|要归功于|归因于|源于|缘于|为的是|理由是|是出于|出于)$"
)
_PURPOSE = re.compile("为了|目的|以便|旨在|为的是|用来|用于")
_MARK = re.compile("(?:^|(?<=，))(?:因为|由于|为了|为|出于|鉴于|凭借|得益于|因)$")


def reasons(c: Clause) -> Iterator[Shape]:
    """The shapes of a question for a reason, from the statement around it."""
    if (found := parted(c)) is None:
        return
    effect, subject, does, purpose = found
    yield "why_inside", f"{subject}为什么{does}？" if subject else f"为什么{effect}？"
    yield "why_first", f"为什么{effect}？" if subject else f"为何{effect}？"
    yield "formal", f"{subject}为何{does}？" if subject else f"{effect}，这是为何？"
    if purpose:
        yield "aim_last", f"{effect}，目的是什么？"
        yield "aim_is", f"{effect}的目的何在？"
        yield "aim_for", f"{effect}，是为了什么？"
        yield "aim_wish", f"{effect}，是想达到什么目的？"
        yield "aim_order", f"请说明{effect}的目的。"
        yield "aim_considered", f"{effect}，是出于怎样的考虑？"
    else:
        yield "cause_last", f"{effect}，原因是什么？"
        yield "cause_is", f"{effect}的原因何在？"
        yield "cause_what", f"是什么原因使得{_flowing(effect)}？"
        yield "cause_because", f"{effect}，是因为什么？"
        yield "cause_order", f"请解释一下{effect}的原因。"
        yield (
            "cause_so",
            f"{subject}之所以{does}，是由于什么？" if subject else f"之所以{effect}，是由于什么？",
        )
        yield "cause_led", f"{effect}，背后的缘由是什么？"
    yield "colloquial", f"{effect}，这是为啥？"


_AT = re.compile("^([^，]{2,12}(?:时|后|前))，")
"""A short circumstance in front: inside a sentence it takes no comma."""


def _flowing(effect: str) -> str:
    return _AT.sub(r"\1", effect)


def parted(c: Clause) -> tuple[str, str, str, bool] | None:
    """(what is so, its subject, the rest of it, whether the reason is a purpose), without the reason."""
    front, back = _around(c)
    back = back.strip("，")
    match = _MARK.search(front) if back else _JOINT.search(front)
    if match is None:
        return None
    marker, rest = match[0], front[: match.start()].strip("，")
    effect = f"{rest}，{back}" if rest and back else rest or back
    effect = re.sub("^(?:所以|因此|因而)", "", effect)
    if len(effect) < 4:
        return None
    return effect, *_split(c, effect), bool(_PURPOSE.search(marker)) or marker == "为"


_RESULT = re.compile("[，]?(?:这)?(?:使得|从而|由此|进而|导致了?|造成了?)$")


def results(c: Clause) -> Iterator[Shape]:
    """The shapes of a question for what follows from something: X，使得Y."""
    front, back = _around(c)
    match = _RESULT.search(front)
    if match is None or back.strip("，") or len(cause := front[: match.start()].strip("，")) < 4:
        return
    yield "result_last", f"{cause}，结果如何？"
    yield "result_what", f"{cause}，带来了什么结果？"
    yield "result_is", f"{cause}的结果是什么？"
    yield "result_effect", f"{cause}，产生了什么影响？"
    yield "result_after", f"{cause}之后，出现了怎样的结果？"
    yield "result_order", f"请说明{cause}带来的结果。"
    yield "result_so", f"由于{cause}，最后怎么样了？"
    yield "result_follows", f"什么结果是{cause}带来的？"


def _around(c: Clause) -> tuple[str, str]:
    frame = c.frame
    texts = [p.text for p in frame.parts]
    return "".join(texts[: frame.asked]), "".join(texts[frame.asked + 1 :])


def _split(c: Clause, effect: str) -> tuple[str, str]:
    subject = next((p.text for p in c.frame.parts if p.role == "subject"), "")
    if subject and effect.startswith(subject) and len(effect) > len(subject) + 1:
        return subject, effect[len(subject) :]
    return "", ""


__all__ = ["Asks", "reasons"]
