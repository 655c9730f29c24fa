"""A Chinese statement and each of its answers, as candidates for facts: the statement taken apart around the
answer, and what the answer is asked of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

import rjieba

from data_prep.facts import chinese_asking as asking
from data_prep.facts.balance import balanced
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_answers import answers
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, width
from data_prep.facts.chinese_pivots import denied
from data_prep.facts.chinese_values import QUALIFIERS
from data_prep.facts.chinese_word import Word
from data_prep.facts.tables import HEDGES
from data_prep.frame import Frame, Part, Role


def _unsure(text: str) -> bool:
    """Whether a statement holds a hedge; 将 before a noun is 把: 将总装线迁到."""
    for hedge in HEDGES["zh"].finditer(text):
        behind = rjieba.tag(text[hedge.end() : hedge.end() + 12]) if hedge[0] == "将" else []
        if not behind or not (behind[0][1][:1] in "nrmqjl" or behind[0][1] == "eng"):
            return True
    return False


_MANY = re.compile(
    "许多|很多|一些|不少|某些|若干|多家|有些|大多数|大部分|绝大多数|同一|相同|同样|其(?!他|它|余|中|实)"
)
"""What begins so names nothing that a question could have for its answer."""
_CLAUSAL = re.compile(
    "[\u4e00-\u9fff]{2}(?:增加|减少|带来|造成|提供|产生|扩大|提高)(?:了|更|一[个些定]|很|许多)"
)
"""A clause that the parser took for a noun phrase: 开源 增加 更多的障碍."""
_TAKEN_AS = re.compile("以[^，]*$")


def _torn(parts: Sequence[Part], asked: int) -> bool:
    """Whether an answer stands inside 以…为…: 主题的博物馆 or 手工 of 以手工造纸为主题的博物馆."""
    before = "".join(p.text for p in parts[:asked])
    after = "".join(p.text for p in parts[asked + 1 :])
    taken = _TAKEN_AS.search(before)
    if taken is None:
        return False
    return taken[0].endswith("为") or bool(re.match("[^，]+为", after))


_NO_KIND = re.compile(r"\d[%％]|百分之|^[\u4e00-\u9fff]{2}一[个名家支款项种套]")
"""What 什么样的 doesn't ask for: how much (约61%的股份), what is done (领导一个团队)."""


_NAMED = re.compile("^(?:《.+》|[A-Z][\\w.-]*(?: [A-Z0-9][\\w.-]*)*)$")


def candidates(
    pieces: Sequence[Piece],
    classes: dict[str, str],
    said: str,
    wanted: Sequence[Answer] | None = None,
) -> Iterator[Candidate]:
    """The candidates of one statement; `wanted` are its answers where the caller knows them.

    A name is an answer once: where 《Get Low》 is one, 嘻哈名曲《Get Low》 is none.
    """
    found = list(_candidates(pieces, classes, said, wanted))
    names = [c.frame.answer for c in found if _NAMED.match(c.frame.answer)]
    for one in found:
        rest = [one.frame.answer.replace(n, "", 1) for n in names if n in one.frame.answer]
        if not any(r.endswith(asking.CLASS_WORDS) for r in rest):
            yield one


def _candidates(
    pieces: Sequence[Piece],
    classes: dict[str, str],
    said: str,
    wanted: Sequence[Answer] | None,
) -> Iterator[Candidate]:
    text = "".join(piece.text for piece in pieces)
    modality = "hedged" if _unsure(text) else "reported" if said else "asserted"
    seen: set[str] = set()
    if wanted is None:
        wanted = [*answers(pieces, classes), *(denied(pieces) if said else ())]
    for bare in wanted:
        answer = _with_gloss(pieces, bare)
        parts, asked = _parts(_joined(pieces, answer), answer)
        how = answer.asking
        frame = Frame("zh", said, parts, asked, how.form, how.ask, how.noun, how.measure)
        if frame.answer in seen or text.count(frame.answer) != 1 or frame.answer in said:
            continue
        if not 1 <= width(frame.answer) <= MAX_ANSWER or not balanced(frame.answer):
            continue
        if answer.type == "number" and not _NUMERAL.search(frame.answer):
            continue
        if _tied(frame) or _MANY.match(frame.answer) or _CLAUSAL.match(frame.answer):
            continue
        if how.form == "person" and text.endswith("之一"):
            continue  # one of several: who else is, the text doesn't say
        if _torn(parts, asked):
            continue
        if how.ask.startswith("什么样的") and _NO_KIND.search(frame.answer):
            continue
        seen.add(frame.answer)
        relation = "".join(
            "…" if i == asked else p.text
            for i, p in enumerate(parts)
            if p.role != "subject" or i == asked
        )
        claimed = said and answer.type in ("definition", "event", "product")
        yield Candidate(
            "claim" if claimed else answer.type,
            about(pieces, answer),
            relation,
            frame,
            modality=modality,
            weight=answer.weight,
        )


def _with_gloss(pieces: Sequence[Piece], answer: Answer) -> Answer:
    """The answer with the brackets right behind it: its name in another language would tell it."""
    words = pieces[answer.last or answer.at].words
    glossed = not answer.last and answer.stop < len(words) and words[answer.stop].text[0] in "（("
    return replace(answer, stop=answer.stop + 1) if glossed else answer


_BEFORE_OR_AFTER = re.compile("(?:前|后|时|期间)，?$")


def _tied(frame: Frame) -> bool:
    """Whether what follows the answer can't be told without it: its gloss (「谷歌大脑」(Google Brain)),
    more than its own noun (雷朋 | 智能眼镜, asked by 哪款眼镜), or the event that a time is the date of."""
    if frame.asked + 1 == len(frame.parts):
        return False
    asked, after = frame.parts[frame.asked : frame.asked + 2]
    if asked.role == "time":
        return after.role in ("relation", "scene") and bool(_BEFORE_OR_AFTER.search(after.text))
    own_noun = (frame.noun, f"的{frame.noun}", "本人")
    longer = after.text.endswith(frame.noun) and after.text not in own_noun
    return after.text[:1] in "（(" or (after.role == "head" and bool(frame.noun) and longer)


def about(pieces: Sequence[Piece], answer: Answer) -> str:
    """Who or what the answer is asked of: the grammatical subject; where that is asked for or missing,
    the rest of its phrase (鹤汊湖 of 鹤汊湖的芦苇面积), what the verb takes, or the first name told."""
    subjects = [p for i, p in enumerate(pieces) if p.role == "subject" and i != answer.at]
    if subjects:
        return "".join(p.text for p in subjects).rstrip(_MARKS)
    asked = pieces[answer.at]
    beside = "".join(w.text for w in asked.words[: answer.start])
    if asked.role == "subject" and any(w.kind for w in asked.words[: answer.start]):
        return beside.rstrip("的与和")
    taken = next((p for p in pieces if p.role == "object"), None)
    if asked.role == "subject" and taken and any(w.kind or w.tag == "n" for w in taken.words):
        return taken.text.strip(_MARKS)
    left = [_without(p, answer) if i == answer.at else p.words for i, p in enumerate(pieces)]
    names = (name for words in left if (name := _first_name(words)))
    return next(names, taken.text.strip(_MARKS) if taken and taken is not asked else "")


_MARKS = "，。；：、"


def _without(piece: Piece, answer: Answer) -> tuple[Word, ...]:
    return piece.words[: answer.start] + piece.words[answer.stop :]


def _first_name(words: Sequence[Word]) -> str:
    """The first names that stand together: 静涛 ST-80."""
    named = dropwhile(lambda word: not word.kind, words)
    return "".join(word.text for word in takewhile(lambda word: word.kind, named))


def _joined(pieces: Sequence[Piece], answer: Answer) -> Sequence[Piece]:
    """The pieces with all from the answer's to its last one as one, for an answer that spans several."""
    if not answer.last:
        return pieces
    ws = tuple(w for p in pieces[answer.at : answer.last + 1] for w in p.words)
    joined = Piece("object", ws, pieces[answer.last].mark)
    return [*pieces[: answer.at], joined, *pieces[answer.last + 1 :]]


_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千半几数多双]")


def _parts(pieces: Sequence[Piece], answer: Answer) -> tuple[tuple[Part, ...], int]:
    """The pieces as parts, the answer's own piece cut into modifier, answer and head."""
    out: list[Part] = []
    asked = -1
    for at, piece in enumerate(pieces):
        if at != answer.at:
            out += _plain(piece)
            continue
        before, ws, after = (
            piece.words[: answer.start],
            piece.words[answer.start : answer.stop],
            piece.words[answer.stop :],
        )
        if before and before[-1].text in QUALIFIERS and answer.type == "number":
            out += _part("modifier", before[:-1])
            out.append(Part("qualifier", before[-1].text))
        else:
            named = _class_start(before) if ws[0].kind else len(before)
            out += _part("modifier", before[:named])
            out += _part("class", before[named:])
        asked = len(out)
        out.append(Part(piece.role, "".join(w.text for w in ws)))
        if after or piece.mark:
            out.append(Part("head", "".join(w.text for w in after) + piece.mark))
    return tuple(out), asked


def _class_start(before: Sequence[Word]) -> int:
    """Where the words begin that say what a name behind them is: 大型语言模型 before Llama 2."""
    at = len(before)
    if (
        not before
        or before[-1].kind
        or before[-1].tag != "n"
        or not asking.is_class(before[-1].text)
    ):
        return at
    while at and before[at - 1].tag in ("n", "a", "vn", "b") and not before[at - 1].kind:
        at -= 1
    return at


def _plain(piece: Piece) -> list[Part]:
    return [Part(piece.role, piece.text)]


def _part(role: Role, ws: Sequence[Word]) -> list[Part]:
    return [Part(role, "".join(w.text for w in ws))] if ws else []
