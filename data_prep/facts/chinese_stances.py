"""What somebody thinks of something: X对Y表示欢迎, X曾表示支持Y; asked for the view and for what it is of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_constructions import SHOWS
from data_prep.facts.chinese_noun_phrases import noun_phrase
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width
from data_prep.facts.chinese_word import Word

_VIEWS = frozenset(
    "支持 反对 欢迎 赞成 赞同 赞赏 认可 肯定 同意 理解 尊重 怀疑 质疑 谴责 抗议 不满 担忧 担心 关切 遗憾 反感".split()
)
_ACTS_ON = frozenset("产生 造成 构成 带来".split())
"""Verbs of what something does to something else."""
_TOWARD = Word("对", "p", 0)


def turned(own: list[Piece]) -> list[Piece]:
    """X表示支持Y as X对Y表示支持, where Y is a noun phrase: so the view itself can be asked for."""
    verb, object_ = own[-2:] if len(own) > 1 else (None, None)
    if verb is None or object_ is None or (verb.role, object_.role) != ("verb", "object"):
        return own
    view, of = object_.words[0], object_.words[1:]
    if (
        verb.text != "表示"
        or view.text not in _VIEWS
        or not of
        or of[0].tag not in ("n", "vn", "a")
    ):
        return own
    if noun_phrase(of, 0, None) != len(of) or any(w.tag in ("v", "x") for w in of):
        return own
    toward = Piece("relation", (_TOWARD, *of))
    return [*own[:-2], toward, verb, replace(object_, words=(view,))]


def stances(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """The view that is shown, and what it is shown towards."""
    at = next((i for i, p in enumerate(pieces) if p.role == "relation" and p.text[0] == "对"), -1)
    if (
        at < 0
        or verb_of(pieces) not in SHOWS | _ACTS_ON
        or pieces[-1].role not in ("object", "verb")
    ):
        return
    of, shown = pieces[at].words[1:], pieces[-1]
    if shown.role == "object" and verb_of(pieces) in ("表示", "持") and shown.text in _VIEWS:
        yield Answer(len(pieces) - 1, 0, 1, "event", Asking("noun", "什么态度", "态度", "种"), 2)
    text = "".join(w.text for w in of)
    if 4 <= width(text) <= MAX_ANSWER and of[-1].tag not in ("r", "f") and any(w.kind for w in of):
        how = Asking("noun", "什么", "内容", "个")
        yield Answer(at, 1, len(of) + 1, "event", how, 2)
