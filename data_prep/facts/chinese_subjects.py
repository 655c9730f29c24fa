"""Whom a Chinese clause is about: by its own subject, by its owner, or by what went before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_prep.facts.chinese_carry import (
    AIM,
    State,
    acts,
    announced,
    as_before,
    became_known,
    goes_on,
    other_year,
    turn_to,
    with_subject,
)
from data_prep.facts.chinese_completing import (
    made_of,
    of_the_site,
    undergoes,
)
from data_prep.facts.chinese_continuing import Outcome, continued
from data_prep.facts.chinese_objects import ALSO_CALLED
from data_prep.facts.chinese_owners import (
    RELATIONAL,
    belongs,
    booked,
    owned,
)
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_word import Word

_SERVES = frozenset("用于 用来 用作 供".split())
_ENSURES = frozenset("确保 保证 使得 导致".split())
"""Verbs without a subject of their own: of what was named last; of what the clause before did."""
_EVENT_VERBS = frozenset(
    "或称 充满 存在 导致 使 让 使得 令 意味着 引发 标志着 造成 招致 促使 包括 包含 是 为 叫 表明 显示 证明 说明 可谓".split()
)
"""Verbs whose missing subject may be all that was said before."""


def _of_all(own: list[Piece], state: State) -> bool:
    """Whether a clause without a subject may tell of all that was said; 是 behind another name does not."""
    named = verb_of(state.last) in ALSO_CALLED and verb_of(own) in ("是", "为")
    return verb_of(own) in _EVENT_VERBS and not named


LETS = frozenset(
    "鼓励 批评 指责 警告 让 使 使得 令 帮助 要求 允许 邀请 呼吁 建议 推动 促使 说服 迫使 协助".split()
)
"""Verbs whose object does what the next clause says as often as their subject."""
_MINDS = frozenset(
    "相信 认为 觉得 预计 希望 看到 发现 知道 想 感觉 担心 称之为 据 说 称 表示 指出 强调 问 讲 看 听 祝 请 感谢 欢迎 期待".split()
)
"""Verbs whose missing subject is as often the writer as whom the clause before was about."""
_BACK = re.compile("^(?:其中|那|这)$")
"""A subject that only points back to the clause before."""


def subject_of(pieces: Sequence[Piece]) -> Piece | None:
    return next((p for p in pieces if p.role == "subject"), None)


def is_each(own: Sequence[Piece]) -> bool:
    return any(p.role in ("time", "adverb") and p.text.startswith("每") for p in own)


@dataclass(frozen=True, slots=True)
class Anchored:
    """The pieces of a clause of which it is known whom they are about."""

    pending: list[Piece]
    own: list[Piece]
    elided: bool = False
    """Whether they are about their speaker, who isn't said again."""


def about(own: list[Piece], pending: list[Piece], state: State) -> Anchored | Outcome:
    """The clause with whom it is about: by its own subject, or by what went before."""
    first = subject_of(own)
    if first is None:
        return _without_subject(own, pending, state)
    at_home = bool(state.home)
    owner = state.root or state.home
    if belongs(first, own, at_home) and not is_each(own) and owner:
        return _of_owner(owner, first, own, pending, state)
    if not (state.said or state.home or pending) and belongs(first, own):
        turn_to((), state)
        state.last = []
        return [], "vague_subject"  # 片长108分钟: of what?
    if _BACK.match(first.text):
        return continued([p for p in own if p is not first], state)
    turn_to(first.words, state)
    return Anchored(pending, own)


def _of_owner(
    owner: tuple[Word, ...],
    first: Piece,
    own: list[Piece],
    pending: list[Piece],
    state: State,
) -> Anchored | Outcome:
    """A clause about an attribute (总部, 产能) as about that of its owner."""
    if of_the_site(first, state.raw):
        return [], "vague_subject"
    named = owned(owner, first)
    own = booked(
        [replace(p, words=named) if p is first else p for p in own], state.last or state.front
    )
    state.subject, state.attribute = named, True
    is_ = verb_of(own) in ("是", "属于") and not RELATIONAL.match(first.text)
    if owner == state.home and is_:
        state.root = named
    return Anchored(pending, own)


def _without_subject(own: list[Piece], pending: list[Piece], state: State) -> Anchored | Outcome:
    """A clause that says no subject: the subject before, or nobody's for sure."""
    if verb_of(state.last) in LETS:
        state.last = []
        return [], "whose_view"  # 鼓励用户提出意见、协助修正错误: the users do
    if verb_of(own) in _MINDS:
        state.subject, state.last = (), []
        return [], "whose_view"
    if verb_of(own) in (_SERVES if state.last else _SERVES | _ENSURES):
        return continued(own, state)  # …的数据，用于训练: the data are; …，确保…: what came before
    if became_known(own, state.last):
        state.subject, state.last = (), []
        return [], "whose_view"  # X发布了Y，迅速走红: Y did
    if state.attribute and state.subject and AIM.search(state.subject[-1].text):
        return continued(own, state)  # an aim that goes on
    if state.attribute and state.root and acts(own):
        turn_to(state.root, state)
        return Anchored([], with_subject(as_before(own, state.last), state.subject))
    if not state.subject and state.home and not state.condition:
        return Anchored(pending, own)
    if announced(own, state):
        return Anchored(
            pending, own, elided=True
        )  # 扎克伯格说，将推出一个平台: he, or whom he speaks for
    others = _of_all(own, state) or goes_on(own, state) or other_year(own, state.subject)
    if not state.subject or others:
        return continued(own, state)
    when = [p for p in pending if p.role == "time"]
    about = made_of(state.last) if undergoes(own) else state.subject
    whole = as_before([*when, *own], state.last or state.front)
    return Anchored([], with_subject(whole, about or state.subject))
