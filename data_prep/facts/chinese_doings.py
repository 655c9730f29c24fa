"""Clauses whose subject is something to do: 以开源形式发布Llama | 可谓 | “天才之举”."""

from collections.abc import Iterator, Sequence

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width
from data_prep.facts.chinese_word import Word

_HINGES = frozenset(
    "可谓 堪称 意味着 有助于 等于 相当于 能够 能 可以 会 将会 可能 可能会 不会 并非 也会 就会".split()
)
"""What a predicate begins with whose subject may be a doing."""
_BEGINS = frozenset("以 把 将 用".split())
_NO_DOING = frozenset(
    "让 使 令 使得 确保 保证 包括 包含 导致 避免 防止 帮助 鼓励 允许 要求 认为 相信 预计 证明 表明 显示 有 没有 是 成为 不是 作为 乘".split()
)
"""Verbs that go on with the clause before, or that take what stands before the hinge as a clause."""
_WILL = frozenset("会 将会 可能会 也会 就会 可能".split())
_MAX = 32


def doing(ws: Sequence[Word]) -> list[Piece]:
    """The pieces of such a clause, the doing as one word; [] where it is none."""
    if not ws or ws[0].text in _NO_DOING or not _begins(ws):
        return []
    at = next((i for i, w in enumerate(ws) if i > 1 and w.text in _HINGES and _ends(ws, i)), 0)
    done, rest = ws[:at], ws[at:]
    if not at or not any(w.tag in ("v", "vn") for w in done):
        return []
    if any(w.tag in ("le", "x", "r", "cc") or w.text in _HINGES for w in done):
        return []  # 发布了X会…: what happened is no thing to do
    text = "".join(w.text for w in done)
    chunks = parse(rest)
    if len(text) > _MAX or not chunks or chunks[0].role not in ("adverb", "verb"):
        return []
    if not any(c.role in ("object", "verb") for c in chunks):
        return []
    kind = "topic" if any(w.kind for w in done) else None
    pieces = [Piece(c.role, tuple(rest[c.start : c.stop])) for c in chunks]
    return [Piece("subject", (Word(text, DOING, done[0].start, kind),)), *pieces]


def hinged(ws: Sequence[Word]) -> bool:
    """Whether what was read as a subject is a doing that goes on with its predicate: 公开发布X不会对Y…."""
    return len(ws) > 3 and _begins(ws) and any(w.text in _WILL or w.text == "不会" for w in ws)


def _begins(ws: Sequence[Word]) -> bool:
    """Whether a doing may begin here: with its verb, what it does it with, or how: 公开发布."""
    how = len(ws) > 1 and ws[0].text in _HOW and ws[1].tag == "v"
    return ws[0].tag == "v" or ws[0].text in _BEGINS or how


_HOW = frozenset("公开 免费 不断 持续 主动 过度 大规模".split())
DOING = "do"
"""The tag of a doing as one word."""


def _ends(ws: Sequence[Word], i: int) -> bool:
    """Whether the doing before ws[i] has come to its end: a noun, or a verb without an object."""
    return ws[i - 1].tag in ("n", "vn", "br", "v") and i + 1 < len(ws)


def outcomes(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """What a doing will do: 进行预防性监管会 | 扼杀创新."""
    if not pieces or pieces[0].words[0].tag != DOING:
        return
    at = next((i for i, p in enumerate(pieces) if p.role == "verb"), 0)
    adverbs = {w.text for p in pieces[1:at] for w in p.words}
    text = "".join(p.text for p in pieces[at:])
    if not adverbs & _WILL or verb_of(pieces) in ("是", "有", "让", "使") or "，" in text:
        return
    if 4 <= width(text) <= MAX_ANSWER and len(pieces) > at + 1:
        count = sum(len(p.words) for p in pieces[at:])
        how = Asking("quality", "怎么样", "后果", "种")
        yield Answer(at, 0, count, "event", how, 2, last=len(pieces) - 1)
