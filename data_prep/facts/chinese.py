"""Chinese sentences → self-contained statements.

A clause whose subject was said before the comma gets it back (苇渚工厂于…动工，总投资7.3亿元 →
苇渚工厂总投资7.3亿元); pronouns and bare heads (工厂, 该公司) are named from the context; what stays
dangling is left out.
"""

import re
from dataclasses import dataclass, replace

from data_prep.facts.chinese_subject import find_subject
from data_prep.facts.context import Context, Statement, balanced
from data_prep.facts.discourse import Sentence, quotations
from data_prep.facts.tables import (
    HEDGES,
    LEADING,
    PRONOUNS,
    RELATIVE_TIME,
    SAYING,
)
from data_prep.facts.tokens import Names
from data_prep.records import Modality

MIN_CHARS, MAX_CHARS = 7, 90
_KEEP_TIME = re.compile("目前|如今|现在|近年来?|最近")
"""Relative times that a question may keep: they say "as of this document"."""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    start: int
    """Offset in the sentence."""


def statements(sentence: Sentence, context: Context) -> list[Statement]:
    """The statements of one sentence; [] when none stands on its own."""
    text = sentence.text
    clauses = _clauses(text)
    lead, speaker, first = _attribution(clauses, context)
    if sentence.speaker and not speaker:
        lead, speaker = f"{sentence.speaker}说，", sentence.speaker
    out: list[Statement] = []
    subject, subject_at, time, reason = "", first, "", ""
    for i in range(first, len(clauses)):
        clause, body, focus = clauses[i], _strip(clauses[i].text), 0
        if not body or _in_quotation(clause, text) or _OWN_SUBJECT.match(body):
            subject = ""  # what follows may be about somebody else
            continue
        if _is_time(body) and i + 1 < len(clauses):
            time = f"{body}，"
            continue
        if (why := _REASON_AFTER.match(body)) and out and subject:
            joint = "目的是" if re.search("目的|以便|为的", why[0]) else "因为"
            out += _with_reason(out[-1], joint, body[why.end() :], sentence, clause)
            continue
        if (why := _REASON_BEFORE.match(body)) and i + 1 < len(clauses):
            reason = body
            continue
        name, rest, kind = find_subject(body, context)
        if name:
            subject, subject_at = name, i
            context.see(name, kind)
            predicate = _ALSO.sub("", rest)
        elif not subject or not (subject := _carried(subject, body, out, context.names)):
            continue
        elif _CONTINUES.match(body) and i > subject_at:
            predicate = _from(clauses, subject_at, i, context)
            focus = len(predicate) - len(body)
        else:
            predicate = body
        span = _span(sentence, clauses[min(subject_at, i)], clause)
        made = Statement(
            lead + time,
            subject,
            predicate.rstrip("。！；;，,、"),
            *span,
            speaker,
            _modality(predicate, speaker),
            focus=focus,
        )
        if _stands(made):
            out.append(made)
            if reason:
                out += _after_reason(made, reason, sentence)
        reason = ""
        if _SAYS_INSIDE.match(predicate) or clause.text.endswith("："):
            subject = ""  # what follows is what somebody thinks, or a list
    return out


def _span(sentence: Sentence, first: _Clause, last: _Clause) -> tuple[int, int]:
    return sentence.start + first.start, sentence.start + last.start + len(
        last.text.rstrip("，,；;：")
    )


_REASON_AFTER = re.compile(
    "(?:这?是因为|因为|原因(?:是|在于)|目的(?:是|在于)|以便(?:于)?|为的是)(?![\u4e00-\u9fff]{0,3}[而]?$)"
)
_REASON_BEFORE = re.compile("(?:因为|由于|为了|鉴于|得益于)")
MAX_REASON = 36


def _with_reason(
    made: Statement, joint: str, reason: str, sentence: Sentence, clause: _Clause
) -> list[Statement]:
    """X…，因为R: the statement before, with its reason behind it."""
    end = sentence.start + clause.start + len(clause.text.rstrip("，,；;："))
    why = replace(made, predicate=f"{made.predicate}，{joint}{reason}", end=end, reason=reason)
    return [why] if made.end < end and 4 <= len(reason) <= MAX_REASON and _stands(why) else []


def _after_reason(made: Statement, cause: str, sentence: Sentence) -> list[Statement]:
    """由于R，X…: turned round, so that the reason ends the statement."""
    match = _REASON_BEFORE.match(cause)
    at = sentence.text.find(cause)
    reason = cause[match.end() :] if match else ""
    word = "为了" if cause.startswith("为了") else "因为"
    why = replace(
        made,
        predicate=f"{made.predicate}，是{word}{reason}",
        start=sentence.start + max(at, 0),
        reason=reason,
    )
    return [why] if at >= 0 and 4 <= len(reason) <= MAX_REASON and _stands(why) else []


_ATTRIBUTE = re.compile("^([\u4e00-\u9fff]{2,8}?)(?:为|是|达|约|只有|高达|超过|由|\\d)")


_EXPECTED = re.compile(
    "(?:预计|有望|计划|拟)[^，]*(?:建成|完工|竣工|投产|投用|交付|开放|开业|落成)"
)
"""What is expected to be finished is what the clause before builds, not who builds it."""


def _carried(subject: str, body: str, out: list[Statement], names: Names) -> str:
    """The subject that a clause without one takes over, or "" when that would be a guess.

    额定扬程为44米 behind X的额定流量为… belongs to X; a verb behind it could belong to either.
    """
    if _names_another(body, names) or _EXPECTED.match(body):
        return ""
    owner, of, _ = subject.partition("的")
    attribute = _ATTRIBUTE.match(body)
    first = next(iter(names.tokens(body)), None)
    if attribute and first and first.tag.startswith(("n", "vn", "b", "a", "l", "j")):
        said = any(attribute[1] in s.subject + s.predicate for s in out)
        return "" if said else owner if of and names.tokens(owner)[-1].kind else subject
    if of and first and first.tag.startswith(("v", "p", "d")) and not _CONTINUES.match(body):
        return ""
    return subject


def _names_another(body: str, names: Names) -> bool:
    """Whether a clause with no subject of its own names a person before its verb."""
    tokens = names.tokens(body)
    for i, token in enumerate(tokens[:6]):
        if i and token.kind == "person":
            return tokens[0].tag not in ("p", "v", "d", "c") or tokens[0].text in (
                "当选",
                "现任",
                "时任",
                "身为",
                "作为",
            )
        if i and token.tag in ("v", "p"):
            return False
    return False


_ALSO = re.compile("^(?:还|也|则|又|更|便|就|却|都)(?=[\u4e00-\u9fff])")
_OWN_SUBJECT = re.compile(
    "后者|前者|这|那|它|他们|她们|其(?!中)|有人|人们|大家|许多|很多|一些|多家|每家|谁|什么"
)
_SAYS_INSIDE = re.compile(
    f"(?:[^，]{{0,6}})(?:{SAYING['zh']}|相信|觉得|希望|以为|发现|看到|预见|意识到|暗示)"
)
_CONTINUES = re.compile(
    "比|其中|约|达|超过|相当于|较|同比|环比|每|共|合|仅|只|占|并非|而不|以便|从而|使|让|以"
)


def _from(clauses: list[_Clause], subject_at: int, i: int, context: Context) -> str:
    """The words behind the subject from its own clause to clause `i`: 比…多9万台 needs what it compares."""
    first = find_subject(_strip(clauses[subject_at].text), context)[1]
    between = [_strip(clauses[j].text) for j in range(max(subject_at + 1, i - 1), i + 1)]
    return "，".join([first, *between])


def _clauses(text: str) -> list[_Clause]:
    """The text cut behind ，；： that stand in no quotation, title or bracket."""
    out, start, depth = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "“‘《（「") - (char in "”’》）」")
        if char in "，；：" and depth <= 0:
            out.append(_Clause(text[start : at + 1], start))
            start = at + 1
    if start < len(text):
        out.append(_Clause(text[start:], start))
    return out


_DATELINE = re.compile(
    "^《[^》]{2,20}》(?:（?[^，。（]{0,12})?\\d{4}年\\d{1,2}月\\d{1,2}日(?:报道|讯|电|消息)?(?:（[^）]{0,20}）)?|^本报讯(?:（[^）]{0,20}）)?"
)


def _strip(clause: str) -> str:
    bare = _DATELINE.sub("", clause.strip().rstrip("，；：。！"))
    return LEADING["zh"].sub("", bare).strip()


def _in_quotation(clause: _Clause, text: str) -> bool:
    return any(
        s < clause.start + len(clause.text) and clause.start < e for s, e in quotations(text)
    )


_SAYS = re.compile(
    rf"^(?P<who>[^，。：“”]{{1,24}}?)(?:在[^，。：“”]{{1,24}}?(?:上|中|时|里))?(?P<how>(?:也|还|又|则|曾|进一步|随后|最后|公开|对[^，]{{1,8}}|向[^，]{{1,8}}|笑着|当场){{0,2}}(?:{SAYING['zh']}))[，：]?$"
)
_ACCORDING = re.compile(
    rf"^(?:据|根据|按照|依据)(?P<who>[^，]{{1,24}}?)(?:{SAYING['zh']}|显示|统计|披露)?$"
)


def _attribution(clauses: list[_Clause], context: Context) -> tuple[str, str, int]:
    """(lead text, speaker, index of the first clause of what is said) of "X表示，…" and "据X介绍，…"."""
    if len(clauses) < 2:
        return "", "", 0
    head = _strip(clauses[0].text)
    if match := _ACCORDING.match(head):
        who = _named(match["who"], context)
        if who and not PRONOUNS["zh"].search(who):
            return (
                f"{head[: match.start('who')]}{who}{head[match.end('who') :]}，",
                _speaker(who, context.names),
                1,
            )
    if match := _SAYS.match(head):
        who = _named(match["who"], context)
        if who and not PRONOUNS["zh"].search(who):
            return (
                f"{who}{match['how'].removeprefix('也').removeprefix('还')}，",
                _speaker(who, context.names),
                1,
            )
    return "", "", 0


def _named(who: str, context: Context) -> str:
    """`who` with a pronoun or bare head resolved; "" when it names nobody."""
    if who in ("他", "她"):
        return context.person
    if who in ("外部研究", "官方", "公司"):
        return who if who != "公司" else context.last_of("organization")
    names = [t for t in context.names.tokens(who) if t.kind]
    return (
        who
        if names or re.search("[A-Z《]", who) or re.search("(?:研究|报告|报道|数据|统计)$", who)
        else ""
    )


def _speaker(who: str, names: Names) -> str:
    people = [t.text for t in names.tokens(who) if t.kind == "person"]
    return people[-1] if people else who


_TIME = re.compile(
    r"^(?:在|于|到|至|自|从|截至|直到|早在|自从)?[^，]{0,6}?(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年[^，]{0,12}$|^(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?$|^截至[^，]{2,14}$"
)
_VERB_IN_TIME = re.compile(
    "成立|发布|推出|创立|建成|动工|出生|生于|去世|上市|完成|达|为|有|投入|加入|毕业"
)


def _is_time(clause: str) -> bool:
    return bool(_TIME.match(clause)) and not _VERB_IN_TIME.search(clause)


def _modality(predicate: str, speaker: str) -> Modality:
    if HEDGES["zh"].search(predicate):
        return "hedged"
    return "reported" if speaker else "asserted"


_NO_VERB = re.compile(
    "^(?:在|从|随着|对|对于|就|经)[^，]*(?:下|中|上|里|时|后|前|间|方面|而言|来说|看来)$"
)
_BAD_START = re.compile("^(?:的|们|等|之|了|着|过|，|、|和|与|或|时|后|前|中|里|上的|所)")


def _stands(made: Statement) -> bool:
    """Whether a reader of the statement alone would know what it says."""
    text = made.text
    if (
        not MIN_CHARS <= len(text) <= MAX_CHARS
        or not balanced(text)
        or _BAD_START.match(made.predicate)
    ):
        return False
    if _NO_VERB.match(made.predicate):
        return False
    if PRONOUNS["zh"].search(text) or made.subject.endswith(("的", "（", "、", "和", "与")):
        return False
    relative = [m for m in RELATIVE_TIME["zh"].finditer(text) if not _KEEP_TIME.fullmatch(m[0])]
    if any(not _dated(text, m.start()) for m in relative):
        return False
    return (
        bool(made.subject)
        and len(made.predicate) >= 3
        and not made.predicate.endswith(("的", "是", "为", "在", "和", "与", "对", "于"))
    )


def _dated(text: str, at: int) -> bool:
    """Whether a word such as 年底 has its year right before it."""
    return bool(re.search(r"\d{2,4}$", text[:at]))
