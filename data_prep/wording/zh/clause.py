"""A Chinese frame sorted into the places that question shapes move: made once per fact and variant."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from data_prep.frame import Frame

Slot = Literal["object", "subject", "time", "event", "inside"]
"""Where the answer stands: behind the verb, before it as who does it, as the time,
as the time of an event that is not taken apart, or anywhere else."""

ACCOUNT = re.compile(
    "^(?:据|根据|依据|按照?|依照|随着|由于|因为?|为了?|除了?|作为|虽然|尽管|如果|若|一旦|当|与|和|跟|同|相比)"
)
"""A scene that begins so stays in front of its clause."""
_INSIDE = re.compile(
    "^(?:在|于|到|至|自|从|截至|截止|早在|直到|每|去年|今年|明年|目前|如今|现在|当时|过去|近|最近|此后|后来|随后|同年|次年|当年|上|下|本|这|那|前|未来)"
)
"""A time that begins so needs no preposition behind its subject."""
_DATED = re.compile(r"^(?:公元前?)?[\d〇零一二三四五六七八九十]+(?:年|世纪|月)")
_ASPECT = re.compile("(?:了|着|(?<![超通经度渡越])过)$")
COPULA = frozenset(
    "是 为 即 就是 正是 便是 乃 即为 则是 都是 均为 也是 仍是 实为 系 一直是 分别是 分别为".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The constituents of one statement. The answer's own place is `slot`; texts are "" where there is none.

    object slot   leads · subject · mid · verb · qualifier · owner ASK · head · after
    subject slot  leads · owner ASK · head · mid · verb · rest · after
    time slot     leads · subject · mid · verb · rest · after, and the time with its `before` and `behind`
    inside        `front` ASK `back`; where the clause can be sorted all the same, one constituent holds `HOLE`
    """

    frame: Frame
    slot: Slot
    times: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    subject: str = ""
    mid: str = ""
    relation: str = ""
    """What of `mid` is a phrase rather than an adverb."""
    verb: str = ""
    qualifier: str = ""
    exact: str = ""
    """All that stands between the verb and the number."""
    modifier: str = ""
    kind: str = ""
    head: str = ""
    rest: str = ""
    after: str = ""
    before: str = ""
    behind: str = ""
    front: str = ""
    back: str = ""

    @property
    def core(self) -> str:
        """The verb without 了, 过, 着."""
        return _ASPECT.sub("", self.verb)

    @property
    def relative(self) -> str:
        """The verb as it stands before 的: 发布了 → 发布, 翻唱过 → 翻唱过."""
        return re.sub("(?<!意味)[了着]$", "", self.verb)

    @property
    def copula(self) -> bool:
        return self.verb in COPULA

    @property
    def opening(self) -> str:
        """All adverbials in front, each with its comma, then the subject."""
        return self.lead + self.subject

    @property
    def lead(self) -> str:
        """All adverbials, each with its comma."""
        return "".join(f"{x}，" for x in self._adverbials())

    @property
    def close(self) -> str:
        """The same for a phrase inside a sentence: no comma behind what is short."""
        return "".join(
            f"{x}，"
            if len(x) > 12 or ACCOUNT.match(x) or x.startswith("通过") or x[-1].isascii()
            else x
            for x in self._adverbials()
        )

    def _adverbials(self) -> tuple[str, ...]:
        """Accounts and circumstances, then times, then places."""
        front = tuple(s for s in self.scenes if not settles(s))
        times = (t[1:] if t.startswith("于") else t for t in self.times)
        return (*front, *times, *(s for s in self.scenes if settles(s)))

    @property
    def inner(self) -> str:
        """The same with the times, and the scenes that may, behind the subject."""
        if not self.subject or any(len(time) > 12 or "，" in time for time in self.times):
            return self.opening
        behind = [s for s in self.scenes if settles(s)]
        front = "".join(f"{s}，" for s in self.scenes if s not in behind)
        when = "".join(map(inside, self.times))
        if when.startswith("于") and self.core.endswith("于"):
            when = f"在{when[1:]}"  # 于1977年出生于
        return front + self.subject + when + "".join(behind)

    @property
    def plain(self) -> str:
        """The inner opening, or the outer one where nothing can move: what stands in a relative clause."""
        return self.inner


_PLACED = re.compile("^在[^，]{1,28}[中上里时下内间]$")


def settles(scene: str) -> bool:
    """Whether a scene may stand between the subject and the verb: 在…中, not 根据…."""
    return bool(_PLACED.match(scene)) or (scene.startswith("在") and len(scene) <= 12)


def inside(time: str) -> str:
    """A time as it stands behind the subject: 2023年7月 → 于2023年7月."""
    return f"于{time}" if _DATED.match(time) else time


HOLE = "\0"
"""Stands for the answer inside a constituent."""


_SHORT_PLACE = 14


def placed(c: Clause) -> Clause:
    """The clause with its place right before a verb that takes nothing: 是哪一天在家中去世的, not 在家中，…."""
    places = [s for s in c.scenes if settles(s) and len(s) <= _SHORT_PLACE and HOLE not in s]
    if c.rest or not (c.subject or c.slot == "subject") or not places:
        return c
    kept = tuple(s for s in c.scenes if s not in places)
    return replace(c, scenes=kept, mid=f"{''.join(places)}{c.mid}")
