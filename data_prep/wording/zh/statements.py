"""A Chinese frame → its statement in other orders: what makes a question makes a statement with the answer in it."""

import re
from collections.abc import Iterator, Sequence

from data_prep.frame import Framed
from data_prep.wording.zh.asks import VAGUE, Asks, asks
from data_prep.wording.zh.clause import HOLE, Clause
from data_prep.wording.zh.nouns import is_thing
from data_prep.wording.zh.questions import (
    attributed,
    flat,
    kept_words,
    repaired,
    shapes,
    well_formed,
)
from data_prep.wording.zh.reasons import parted
from data_prep.wording.zh.relations import HOLDING, POSTS
from data_prep.wording.zh.rephrase import rephrased
from data_prep.wording.zh.reword import variants
from data_prep.wording.zh.said import said
from data_prep.wording.zh.sorting import sort

_ASKING = frozenset(
    "in_place order name_order count_order measure_order amount_order agent_order holder_order post_order action_order describe_order define_order seat_order at_order than_order owner_order "
    "called indefinite existential holder_called seat_called at_called counts_as what_is what_means understood explained what_exactly one_of how how_long measure_big measure_exact measure_reach "
    "count_big amount_figure amount_number amount_how amount_reach count_known post_by post_held post_is post_title post_which post_seat post_identity whose holder_named go_there seat_place named_as "
    "name_how how_called which_one owner_called founded_called founded_indefinite founded_order both receivers_count share_order holder_seat name_has action_cleft action_which action_noun time_inside "
    "time_front than_gap seat_noun born_first purpose_by what_like judged superlative long_is said_last short seat_formal".split()
)
"""Shapes that only ask, or that the lines of `_lines` already give."""
_HANGS = re.compile("[于在被由向把将对与和从以](?:。|，|$)")
"""A preposition that its phrase was taken from."""
_WH = re.compile("什么|哪|谁|多少|怎|几[^乎]|吗|呢|何[时处种]|为何")


def statements(found: Framed, neighbours: Sequence[Framed], most: int) -> list[str]:
    """At most `most` statements of `found`, its own first, then in other orders and words; each holds the answer.

    `neighbours` are facts of the same document about the same entity; one statement joins one of them.
    """
    out, seen = [], set()
    for text in _candidates(found, neighbours):
        key = flat(text)
        if key not in seen and found.frame.answer in text:
            seen.add(key)
            out.append(text)
        if len(out) == most:
            break
    return out


def _candidates(found: Framed, neighbours: Sequence[Framed]) -> Iterator[str]:
    frame = found.frame
    yield found.fact.statement
    attribution = said(frame.said)
    turns = variants(sort(frame))
    made: list[str] = []
    keep = kept_words(found)
    joined = list(_joined(found, neighbours))
    for number, clause in enumerate(turns):
        for i, (shape, text) in enumerate(_orders(clause)):
            text = repaired(re.sub("[？。]$", "。", text)).replace(HOLE, frame.answer)
            whole = attributed(attribution, shape, text, i + number)
            if i % 2:
                whole = rephrased(whole, keep, i // 2)
            if whole and not _asks(whole, frame.text) and not _HANGS.search(whole):
                made.append(whole)
        if number == 0 and joined:
            made.insert(min(3, len(made)), joined.pop(0))
    yield from made
    yield from joined
    for turn in range(4):  # the words change where the order cannot
        text = rephrased(found.fact.statement, keep, turn)
        if frame.said:
            text = text.replace(frame.said, attribution.front(turn), 1)
        yield text


def _asks(text: str, statement: str) -> bool:
    """Whether an interrogative was left that the statement itself does not hold."""
    return any(match[0] not in statement for match in _WH.finditer(text))


def _orders(c: Clause) -> Iterator[tuple[str, str]]:
    frame = c.frame
    if frame.form == "reason":
        yield from _reasons(c)
        return
    if frame.form in ("clause", "quality"):
        return
    if not well_formed(c):
        return
    asked = asks(frame, c.modifier, c.kind, c.head)
    before = "" if frame.form == "number" else c.modifier + c.kind
    own = Asks.answered(frame, before, asked)
    yield from _lines(c, own.plain, asked)
    for shape, text in shapes(c, own, 0):
        if shape not in _ASKING:
            yield shape, text


def _lines(c: Clause, answer: str, asked: Asks) -> Iterator[tuple[str, str]]:
    """The clause in its plain order with its adverbials elsewhere, and the answer in front."""
    if c.slot == "object":
        tail = (
            f"{c.mid}{c.verb}{c.exact if c.frame.form == 'number' else ''}{answer}{c.head}{c.after}"
        )
        yield "front", f"{c.opening}{tail}。"
        if c.inner != c.opening and not c.copula:
            yield "inner", f"{c.inner}{tail}。"
        noun = asked.noun
        described = (
            not c.copula
            and c.verb
            and not c.after
            and not c.head
            and c.frame.form in ("noun", "person")
            and is_thing(answer)
            and c.core not in ("使", "让", "令", "使得", "有")
            and not c.modifier.startswith("一")
            and "，" not in c.plain
        )
        if (
            described
            and not c.core.endswith(("于", "自", "为", "作", "成"))
            and not c.relation.startswith(("把", "将", "被"))
        ):
            named = noun if noun not in VAGUE and not c.frame.answer.endswith(noun) else ""
            yield (
                "answer_first",
                f"{c.frame.answer if c.kind else answer}是{c.plain}{c.mid}{c.relative}的{named}。",
            )
        if (
            c.copula
            and not c.after
            and not c.head
            and c.subject
            and not re.search("[不没非未]", c.mid + c.verb)
            and c.frame.form != "number"
            and not c.modifier.startswith("一")
        ):
            yield (
                "answer_first",
                f"{c.lead}{answer}{c.mid}{'就' if not c.mid else ''}是{c.subject}。",
            )
        yield from _who(c, f"{c.exact if c.frame.form == 'number' else ''}{answer}{c.head}")
        if asked.noun in POSTS and c.core in HOLDING and not c.head and not c.after and not c.mid:
            yield from _posts(c, answer)
    elif c.slot == "subject":
        tail = f"{c.head}{c.mid}{c.verb}{c.rest}{c.after}"
        yield "front", f"{c.lead}{answer}{tail}。"
        if c.times and len(c.times) == 1 and len(c.times[0]) <= 12 and not c.head:
            from_inside = f"于{c.times[0]}" if c.times[0][:1].isdigit() else c.times[0]
            yield (
                "inner",
                f"{''.join(f'{s}，' for s in c.scenes)}{answer}{from_inside}{c.mid}{c.verb}{c.rest}{c.after}。",
            )
    elif c.slot == "event":
        at = c.frame.answer
        yield "front", f"{at}，{c.lead}{c.subject}{c.rest}。"
        if c.subject:
            yield "inner", f"{c.opening}于{at}{c.rest}。"
    elif c.slot == "inside" and c.verb:
        yield from _who(c, c.rest)
    elif c.slot == "time":
        tail = f"{c.mid}{c.verb}{c.rest}{c.after}"
        at = f"{c.before}{c.frame.answer}{c.behind}"
        yield "front", f"{at.removeprefix('于')}，{c.lead}{c.subject}{tail}。"
        yield from _who(c, c.rest, at)
        yield (
            "inner",
            f"{c.opening}{at if c.before else '于' + at if at[:1].isdigit() else at}{tail}。",
        )


def _who(c: Clause, phrase: str, at: str = "") -> Iterator[tuple[str, str]]:
    """…的是X: who it was, last."""
    if (
        c.copula
        or c.after
        or not c.subject
        or not c.verb
        or re.search("^(?:多数|一些|许多|很多|所有|每|有)", c.subject)
    ):
        return
    if phrase and not c.core.endswith(("是", "为")):
        yield (
            "who_last",
            f"{at}{'，' if at and c.lead else ''}{c.lead}{c.mid}{c.relative}{phrase}的是{c.subject}。",
        )


def _posts(c: Clause, post: str) -> Iterator[tuple[str, str]]:
    """Who holds a post, the post first, the firm first."""
    firm = c.modifier.removesuffix("的") if c.modifier.endswith("的") else ""
    yield "post_by", f"{c.lead}{post}由{c.subject}担任。"
    yield "post_is", f"{c.lead}{c.subject}的职务是{post}。"
    yield "post_cleft", f"{c.lead}担任{post}的是{c.subject}。"
    yield "post_of", f"{c.lead}{post}是{c.subject}。"
    if firm:
        yield "post_firm", f"{c.lead}在{firm}，{c.subject}担任{c.frame.answer}。"


def _reasons(c: Clause) -> Iterator[tuple[str, str]]:
    if (found := parted(c)) is None:
        return
    effect, subject, does, purpose = found
    why = c.frame.answer
    if purpose:
        yield "aim_front", f"为了{why}，{effect}。"
        yield "aim_last", f"{effect}，为的是{why}。"
        yield "aim_noun", f"{effect}，目的是{why}。"
        yield "aim_is", f"{effect}的目的是{why}。"
        yield "aim_for", f"{effect}，这是为了{why}。"
    else:
        yield "cause_front", f"由于{why}，{effect}。"
        yield "cause_because", f"因为{why}，{effect}。"
        yield "cause_last", f"{effect}，原因是{why}。"
        yield "cause_is", f"{effect}的原因是{why}。"
        if subject:
            yield "cause_so", f"{subject}之所以{does}，是因为{why}。"
        yield "cause_this", f"{effect}，这是因为{why}。"


def _joined(found: Framed, neighbours: Sequence[Framed]) -> Iterator[str]:
    """The statement with one of another fact of the same entity before or behind it."""
    own = found.fact
    subject = next((p.text for p in found.frame.parts if p.role == "subject"), "")
    for number, other in enumerate(neighbours[:6]):
        same = other.fact.statement != own.statement and other.fact.split == own.split
        if (
            same
            and own.object not in other.fact.statement
            and not other.frame.said
            and not found.frame.said
            and subject
            and subject in other.fact.statement
        ):
            pair = (
                (other.fact.statement, own.statement)
                if number % 2 == 0
                else (own.statement, other.fact.statement)
            )
            text = f"{pair[0].rstrip('。')}；{pair[1]}"
            if len(text) <= 120:
                yield text
