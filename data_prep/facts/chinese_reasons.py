"""Why a statement holds, to what end, and what it amounts to: clauses that only make sense behind another one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_doings import DOING
from data_prep.facts.chinese_lexicon import AIMS
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width
from data_prep.facts.chinese_standing import BAD_TEXT, dangling
from data_prep.facts.chinese_word import Word

MAX_REASON = 40

BEFORE = re.compile("(?:因为|由于|为了|鉴于|得益于)")
"""What begins a reason that stands in front of its statement."""
AFTER = re.compile(
    "(?P<joint>(?:其|这一举措的)?目的(?:就)?是|目的在于|原因是|原因在于|这是因为|此举(?:主要)?(?:就)?是为了|此举旨在|此举意在|是?因为|以便|旨在|以期|从而|使得|由此|这使得|进而)"
)
_NEW_SENTENCE = frozenset(
    "目的是 目的就是 目的在于 其目的是 原因是 原因在于 这是因为 这一举措的目的是".split()
)
_RESULTS = ("使得", "这使得", "从而", "由此", "进而")
_AIMS = ("目的是", "主要目的是", "以便", "旨在", "目的在于", "以期")
_TURNS = re.compile(
    "所以|因此|但|不过|然而|于是|而(?!且)|却|他|她|这|那|同时|其中|如今|目前|相反|与[^，]{1,20}(?:相反|不同)"
)
"""How a clause begins that is no part of the reason before it."""
_THAT_IS = re.compile("(?:那)?就是(?!说)|也就是(?!说)|即(?![将使便刻可])")
"""How a clause begins that says what the statement before only announced: …一项任务，那就是…"""


def goes_back(sentence: str) -> bool:
    """Whether a sentence begins by giving the reason of the one before."""
    match = AFTER.match(sentence)
    return bool(match) and match["joint"] in _NEW_SENTENCE


def length(parts: Sequence[tuple[str, str]]) -> int:
    """How many clauses, with the marks behind them, belong to the reason that parts[0] begins."""
    count = 1
    while count < len(parts) and parts[count - 1][1] == "，" and not _TURNS.match(parts[count][0]):
        count += 1
    return count


def reason(
    parts: Sequence[tuple[str, str]], last: Sequence[Piece]
) -> tuple[list[Piece], list[Answer], int] | None:
    """The statement `last` with the clauses of `parts` that say why or to what end it holds, its answers,
    and how many clauses that took. A reason that is too long to be told whole is not told."""
    match = AFTER.match(parts[0][0])
    if not match or not last:
        return None
    joint = match["joint"].removeprefix("其").removeprefix("这").removeprefix("一举措的")
    joint = re.sub("^此举主要.*", "主要目的是", joint)
    joint = re.sub("^此举.*", "目的是", joint)
    joint = {"是因为": "因为", "原因是": "因为", "原因在于": "因为"}.get(joint, joint)
    first = parts[0][0][match.end() :]
    before = "".join(p.text for p in last)
    count = length(parts)
    for used in (count, 1) if joint != "因为" else (count,):
        why = first + "".join(f"，{clause}" for clause, _ in parts[1:used])
        if _tells(why, before + joint) and len(before) <= 60:
            break
    else:
        return None
    pieces = [
        *last[:-1],
        replace(last[-1], mark="，"),
        Piece("adverb", (Word(joint, "d", 0),)),
        Piece("after", (Word(why, "n", 0),)),
    ]
    if joint in _RESULTS:
        how = Asking("clause", "什么", "结果", "个")
    else:
        how = Asking("reason", "什么", "目的" if joint in _AIMS else "原因", "个")
    found = [Answer(len(pieces) - 1, 0, 1, "reason", how, 3)]
    if joint in _RESULTS and (done := _done(last)):
        found.append(done)
    return pieces, found, used


def _done(last: Sequence[Piece]) -> Answer | None:
    """What somebody did that had a result: X | 向不同项目投资，使得…, where that is all that is said of X."""
    subject = next((i for i, p in enumerate(last) if p.role == "subject"), -1)
    if subject >= 0 and last[subject].words[0].tag == DOING:
        return None
    rest = last[subject + 1 :]
    text = "".join(p.text for p in rest)
    plain = all(p.role in ("relation", "verb", "object") and not p.mark for p in rest)
    acts = any(p.role == "verb" and p.words[0].tag == "v" for p in rest)
    if subject < 0 or not (plain and acts and 4 <= width(text) <= MAX_ANSWER):
        return None
    done = any(w.tag == "le" for p in rest for w in p.words)
    if done or verb_of(last) in ("是", "有", "为", "成为", "没有", "可谓"):
        return None
    count = sum(len(p.words) for p in rest)
    how = Asking("action", "做了什么", "事", "件")
    return Answer(subject + 1, 0, count, "event", how, 2, last=len(last) - 1)


def _tells(why: str, before: str) -> bool:
    if (own := why.find("其")) >= 0 and not re.search("[A-Z]|公司|研究", why[:own]):
        return False  # whose it is, the reason itself has to say
    return 4 <= len(why) <= MAX_REASON and not dangling(before + why) and not BAD_TEXT.search(why)


def announced(clause: str, last: Sequence[Piece]) -> tuple[list[Piece], list[Answer]] | None:
    """A statement whose object only says that there is something, with the clause that says what:
    X有一个问题，就是Y."""
    match = _THAT_IS.match(clause)
    if not match or not last or not announces(last):
        return None
    what = re.sub("（[^（）]*）", "", clause[match.end() :])
    if not 3 <= len(what) <= MAX_REASON or BAD_TEXT.search(what) or dangling(what):
        return None
    pieces = [
        *last[:-1],
        replace(last[-1], mark="，"),
        Piece("adverb", (Word(match[0], "d", 0),)),
        Piece("after", (Word(what, "n", 0),)),
    ]
    return pieces, [
        Answer(len(pieces) - 1, 0, 1, "definition", Asking("clause", "什么", "内容", "个"), 3)
    ]


def said_alone(clause: str, last: Sequence[Piece]) -> str:
    """The clause behind 那就是 that says what was announced, where it is too long to stand behind it, or ""."""
    match = _THAT_IS.match(clause)
    rest = clause[match.end() :].strip("，。 ") if match and last and announces(last) else ""
    return rest if len(rest) > MAX_REASON else ""


_ANNOUNCED = re.compile(
    "(?:问题|任务|痛点|原因|方面|特点|优势|好处|目标|方法|方式|条件|原则|理由|挑战|困难|变化|功能|措施|建议|要求|看法|观点|消息|事实|规律|趋势|现象|态度|计划|选择|改动|做法|区别)$"
)


def announces(pieces: Sequence[Piece]) -> bool:
    """Whether the object is a noun that the text behind it explains: 一个…的问题."""
    last = pieces[-1] if pieces else None
    return (
        last is not None
        and last.role in ("object", "after")
        and bool(_ANNOUNCED.search(last.text.rstrip("，")))
    )


_SO_AS_TO = re.compile("为(?!了)")
"""为 before a verb that begins a clause: 为阻止洪水，…"""


def because(pieces: list[Piece], classes: dict[str, str], said: str) -> Iterator[Candidate]:
    """由于R，X…: asked for R."""
    for at, piece in enumerate(pieces):
        match = BEFORE.match(piece.text) if piece.role == "scene" else None
        if piece.role == "scene" and len(piece.words) > 1 and piece.words[1].text in AIMS:
            match = match or _SO_AS_TO.match(piece.text)
        if match and len(piece.words) > 1 and 4 <= len(piece.text) - len(match[0]) <= MAX_REASON:
            noun = "目的" if match[0] in ("为了", "为") else "原因"
            how = Asking("reason", "什么", noun, "个")
            answer = Answer(at, 1, len(piece.words), "reason", how, 3)
            yield from candidates(pieces, classes, said, [answer])
