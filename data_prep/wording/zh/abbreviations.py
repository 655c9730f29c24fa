"""Questions for what an abbreviation stands for: FAIR的英文全称是…"""

import re
from collections.abc import Iterator

from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]
_FULL = re.compile(
    "^(?P<short>.{2,20})的(?P<tongue>英文|中文|英语|法文|德文|日文|俄文)?(?:全称|全名|原名)$"
)
_ACRONYM = re.compile("^[A-Z][A-Za-z0-9-]{1,9}$")


def is_full_name(c: Clause) -> bool:
    """Whether the statement gives an abbreviation's full name as its answer."""
    return bool(c.copula and not (c.mid or c.head or c.after) and _FULL.match(c.subject))


def full_names(c: Clause) -> Iterator[Shape]:
    """The shapes of X的英文全称是什么."""
    match = _FULL.match(c.subject)
    if match is None:
        return
    short, tongue = match["short"], match["tongue"] or ""
    yield "full_order", f"请写出{short}的{tongue}全称。"
    yield "full_how", f"{short}的{tongue}全称怎么写？"
    yield "full_exactly", f"{short}的{tongue}全称具体是什么？"
    yield "full_written", f"{short}用{tongue or '全称'}{'完整地' if tongue else ''}写出来是什么？"
    yield (
        "full_in",
        f"{short}在{tongue}里的完整名称是什么？" if tongue else f"{short}的完整名称是什么？",
    )
    if _ACRONYM.match(short):
        yield "full_stands", f"{short}这个缩写代表什么？"
        yield (
            "full_short_for",
            f"{short}是{'哪几个' + tongue + '单词' if tongue == '英文' else '什么' + tongue + '名称'}的缩写？",
        )
        yield "full_spelled", f"缩写{short}展开之后是什么？"
        yield "full_means", f"{short}这几个字母分别代表什么？"
    else:
        yield "full_whose", f"{short}是哪个{tongue}名称的简称？"
        yield "full_called", f"{short}的正式{tongue}名称叫什么？"


def short_name(c: Clause) -> tuple[str, str]:
    """The question for the abbreviation, given the full name, and the abbreviation."""
    match = _FULL.match(c.subject)
    short = match["short"] if match else ""
    how = "缩写" if _ACRONYM.match(short) else "简称"
    return f"{c.frame.answer}的{how}是什么？", short
