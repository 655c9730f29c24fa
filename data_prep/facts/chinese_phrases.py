"""Facts that a Chinese noun phrase states in passing: posts, what a name is, what letters stand for.

Meta的CEO马克·扎克伯格 states that he is its CEO; Meta的AI研究小组FAIR that FAIR is its research group.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_prep.facts import chinese_asking as asking
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_pieces import Answer, Piece
from data_prep.facts.chinese_word import Word
from data_prep.facts.tables import KNOWN_ORGANIZATIONS, PRONOUNS, ROLES

_ROLE = re.compile(f"(?:{ROLES['zh']})")
_MANY = re.compile(
    "^前|联合创始人$|共同创始人$|(?:(?<!首席)分析师|教授|研究员|(?<!总)工程师|(?<!首席)科学家|(?<!总)设计师|会计师|议员|高管|(?<!总)经理|发言人)$"
)
"""Posts that several hold at once, or that somebody held: who does, is not to be asked."""
_JOINT = re.compile("(?:联合|共同)创始人$")
_CHIEF = re.compile("首席.*官")
_FOUNDERS = re.compile("前高管|高管|创始人|创办人|发言人|负责人|领头人|股东|传承人|掌门人")
"""Posts that nobody 担任."""
_LOOKING_ON = re.compile(r"\(\?!\[[^\]]*\]\)")
PASSING = re.compile(
    "|".join(["[（(]", *asking.CLASS_WORDS, _LOOKING_ON.sub("", ROLES["zh"])]),
)
"""A clause without any of these (a bracket, a class word, a post) states nothing in passing: most are left out
before they are cut into words. A post is looked for without what may not follow it, as a word ends there."""
_IS, _OF = Word("是", "v", 0), Word("的", "de", 0)


def in_passing(
    ws: Sequence[Word], classes: dict[str, str], company: str = ""
) -> Iterator[Candidate]:
    """The candidates of all posts, appositions and abbreviations among the words of a clause.

    `company` is the only one that the paragraph names: whose a chief officer without a company is.
    """
    for i, word in enumerate(ws):
        if word.kind is None:
            continue
        person = word.kind == "person" or classes.get(word.text) == "人"
        if i and person and _ROLE.fullmatch(ws[i - 1].text):
            yield from _post(ws, i, classes, company)
        elif i and not person and ws[i - 1].tag == "n" and not ws[i - 1].kind:
            yield from _apposition(ws, i, classes)
        if i + 1 < len(ws) and ws[i + 1].tag == "br":
            yield from _abbreviation(word, ws[i + 1], classes)


_KIN = frozenset("妻子 丈夫 女儿 儿子 父亲 母亲 哥哥 弟弟 姐姐 妹妹".split())


def kin(
    ws: Sequence[Word], subject: Sequence[Word], classes: dict[str, str]
) -> Iterator[Candidate]:
    """X的妻子是N, from a clause about X that names 妻子N without saying whose she is."""
    if len(subject) != 1 or subject[0].kind != "person":
        return
    for before, word in pairwise(ws):
        at = ws.index(word)
        owned = at > 1 and (ws[at - 2].tag == "de" or ws[at - 2].kind == "person")
        if (
            word.kind == "person"
            and before.text in _KIN
            and not owned
            and word.text != subject[0].text
        ):
            pieces = [
                Piece("subject", (subject[0], _OF, before)),
                Piece("verb", (_IS,)),
                Piece("object", (word,)),
            ]
            who = Answer(2, 0, 1, "person_role", Asking("person", "谁", "人", "位"), 3)
            yield from candidates(pieces, classes, "", [who])


def _owner(ws: Sequence[Word], stop: int) -> tuple[Word, ...]:
    """The noun phrase that ends before ws[stop], without brackets: whose post or group it is."""
    start = stop
    while start and (
        ws[start - 1].tag in ("n", "de", "br", "vn", "a")
        or ws[start - 1].text in ("与", "一位", "一名")
    ):
        start -= 1
    if start and ws[start - 1].text in ("时任", "曾任", "前任"):
        return ()
    found = [w for w in ws[start:stop] if w.tag != "br" and w.text not in ("一位", "一名")]
    while found and (
        found[0].tag == "de"
        or found[0].text == "与"
        or found[0].text in ("原", "前", "时任", "现任")
    ):
        if found[0].text in ("原", "前", "时任"):
            return ()
        found = found[1:]
    return tuple(found)


_ORGANIZED = re.compile(".{3}(?:研究所|大学|学院|公司|基金会|协会|实验室|银行|医院|博物馆|委员会)$")


def _named(owner: Sequence[Word]) -> bool:
    text = "".join(w.text for w in owner)
    return (
        (any(w.kind and w.kind != "person" for w in owner) or bool(_ORGANIZED.search(text)))
        and not PRONOUNS["zh"].search(text)
        and len(text) <= 30
    )


def _post(ws: Sequence[Word], i: int, classes: dict[str, str], company: str) -> Iterator[Candidate]:
    name, role = ws[i], ws[i - 1]
    owner = _owner(ws, i - 1)
    if i > 1 and ws[i - 2].text == "兼":
        return
    if not owner and i > 3 and (first := _earlier(ws, i)):
        role, owner = ws[first], _owner(ws, first)  # X的教授、人工智能专家N
    cut = max((k + 1 for k, w in enumerate(owner) if w.tag == "de" or w.kind), default=0)
    post, owner = owner[cut:], owner[:cut]  # Meta的 | 生成式人工智能主管
    if post and post[0].text in ("原", "前", "时任"):
        return
    before = ws[i - 2] if i > 1 else None
    alone = before is None or before.tag in ("p", "v", "x", "d") or before.text == "、"
    if alone and not owner and not post and _CHIEF.match(role.text):
        if not company:
            return
        held = [Piece("subject", (name,)), Piece("verb", (Word("担任", "v", 0),))]
        what = Answer(2, 2, 3, "person_role", Asking("noun", "什么职务", "职务", "个"), 3)
        of_company = Piece("object", (Word(company, "n", 0, "latin"), _OF, role))
        yield from candidates([*held, of_company], classes, "", [what])
        return
    if owner and owner[-1].tag == "de":
        owner = owner[:-1]
    if not owner or owner[0].tag == "vn" or not _named(owner):
        return
    role = Word("".join(w.text for w in post) + role.text, "n", 0)
    held_post = Piece("subject", (*owner, _OF, role))
    who = Answer(2, 0, 1, "person_role", Asking("person", "谁", "人", "位"), 3)
    if not _MANY.search(role.text):
        yield from candidates(
            [held_post, Piece("verb", (_IS,)), Piece("object", (name,))], classes, "", [who]
        )
    verb = Piece("verb", (_IS if _FOUNDERS.search(role.text) else Word("担任", "v", 0),))
    held = [Piece("subject", (name,)), verb, Piece("object", (*owner, _OF, role))]
    first = next((k for k, w in enumerate(owner) if w.kind), 0)
    if (
        owner[first].kind
        and first + 1 < len(owner)
        and (owner[first + 1].tag == "de" or owner[first].text in KNOWN_ORGANIZATIONS)
        and (
            owner[first].text in KNOWN_ORGANIZATIONS
            or classes.get(owner[first].text, "公司") in ("公司", "企业", "集团")
        )
    ):
        where, stop = asking.name(owner[first], classes.get(owner[first].text, "公司")), first + 1
        where_from = first
    else:
        where, stop, where_from = _place_of(owner, classes), len(owner), 0
    answers = [Answer(2, where_from, stop, "organization", where, 3)]
    if _JOINT.search(role.text):
        answers.append(Answer(0, 0, 1, "person_role", Asking("person", "谁", "人", "位"), 3))
    marks = [k for k, w in enumerate(owner) if w.tag == "de"]
    if marks and stop <= marks[-1] and len(owner) - marks[-1] > 1:
        part = owner[marks[-1] + 1 :]
        answers.append(
            Answer(2, marks[-1] + 1, len(owner), "organization", _place_of(part, classes), 2)
        )
    if verb.words[0] is not _IS:
        answers.append(
            Answer(
                2,
                len(owner) + 1,
                len(owner) + 2,
                "person_role",
                Asking("noun", "什么职务", "职务", "个"),
                3,
            )
        )
    yield from candidates(held, classes, "", answers)


def _earlier(ws: Sequence[Word], i: int) -> int:
    """Where the role stands that a list of roles before the name ws[i] begins with, or 0."""
    k = i - 1
    while k > 1 and ws[k].tag in ("n", "vn", "a"):
        k -= 1
    return k - 1 if ws[k].text == "、" and _ROLE.fullmatch(ws[k - 1].text) else 0


def _place_of(owner: Sequence[Word], classes: dict[str, str]) -> Asking:
    last = owner[-1]
    if last.kind:
        beside = classes.get(last.text, "公司" if last.kind in ("latin", "organization") else "")
        return asking.name(last, beside)
    known = asking.name(Word("某" + last.text, "n", 0, "organization"), "")
    return (
        known
        if known.ask != "哪家公司" or last.text.endswith("公司")
        else Asking("noun", "哪里", "单位", "个")
    )


def _apposition(ws: Sequence[Word], i: int, classes: dict[str, str]) -> Iterator[Candidate]:
    """O的…C N: N是O的…C, asked for N and for O."""
    if not asking.is_class(ws[i - 1].text):
        return
    if i + 1 < len(ws) and ws[i + 1].tag in ("n", "de") and ws[i + 1].tag != "br":
        return
    owner = _owner(ws, i)
    marks = [k for k, w in enumerate(owner) if w.tag == "de"]
    if (
        len(marks) != 1
        or not owner[0].kind
        or owner[0].kind == "person"
        or not _named(owner)
        or marks[0] != 1
    ):
        return
    pieces = [Piece("subject", (ws[i],)), Piece("verb", (_IS,)), Piece("object", owner)]
    how = asking.name(ws[i], next(c for c in asking.CLASS_WORDS if ws[i - 1].text.endswith(c)))
    of = asking.name(owner[0], classes.get(owner[0].text, "公司"))
    wanted = [Answer(0, 0, 1, "definition", how, 3), Answer(2, 0, 1, "organization", of, 2)]
    yield from candidates(pieces, classes, "", wanted)


_FULL = re.compile(
    r"（([A-Z][A-Za-z]+(?: (?:[A-Z&][A-Za-z]*|of|and|for|the))+|[a-z]{2,}(?: [a-z]{2,}){1,4})(?:的缩写|，[^（）]*)?）"
)


def _abbreviation(word: Word, bracket: Word, classes: dict[str, str]) -> Iterator[Candidate]:
    """FAIR（Fundamental AI Research）: the letters stand for the words whose initials they are."""
    match = _FULL.fullmatch(bracket.text)
    word = Word(word.text.split()[-1], "n", 0, word.kind)
    if not match or not 2 <= len(word.text) <= 8 or not re.fullmatch("[A-Za-z]+", word.text):
        return
    if match[1].islower() and "".join(w[0] for w in match[1].split()).upper() != word.text:
        return
    initials = (match[1].islower() and word.text) or "".join(
        w if w.isupper() else w[0] for w in match[1].split() if w[0].isupper()
    )
    if initials.upper() != word.text.upper() and "的缩写" not in bracket.text:
        return
    full = Word(match[1], "n", 0, "latin")
    pieces = [
        Piece("subject", (word, _OF, Word("英文全称", "n", 0))),
        Piece("verb", (_IS,)),
        Piece("object", (full,)),
    ]
    yield from candidates(
        pieces,
        classes,
        "",
        [Answer(2, 0, 1, "definition", Asking("noun", "什么", "全称", "个"), 2)],
    )
