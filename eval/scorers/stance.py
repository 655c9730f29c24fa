"""What an answer says about its own words: it denies them, or it says that it does not know."""

import re

from eval.scorers.normalize import Text

_DENIED_ZH = r"(?:不是|并非|而非|绝非|绝不是|不叫|不属于|不在|不为|不会是|不可能是|不再是|不等于|非)[^是,;。!?]{0,4}$"
_DENIED_EN = (
    r"(?<![a-z])(?:not(?! only| just)|never|isn'?t|wasn'?t|aren'?t|weren'?t|rather than|instead of|"
    r"other than|no longer|(?:know|sure|certain|say|confirm) (?:if|whether))(?: (?!but\b)[\w'-]+){0,3} ?[\"']?$"
)
_DENIED = re.compile(f"{_DENIED_ZH}|{_DENIED_EN}")
_NOT_ONLY = re.compile(r"(?:不仅|不只|不但|不光|莫非|除非|非常)[^,;。]{0,4}$")
_DENIED_AFTER = re.compile(
    r"^[\"'”’》」]?(?:并?不是|并非|是错的|是错误的|不对| (?:is|was|are|were) not(?! only)| (?:is|was)n'?t)"
)
_TAKEN_BACK = re.compile(
    r"^[\"'”’》」]?[^,;.。!?]{0,4}[?!,。.;… ]{0,3}(?:不对|错了|说错|更正|不,|no[,.] |wait|sorry, )"
)
_BELIEVED = re.compile(
    r"(?:以为|误认为|误以为|误解为|(?:many|some|most) (?:people )?(?:think|believe|assume)|"
    r"(?:commonly|often|mistakenly|wrongly) (?:believed|thought|assumed|said))[^;。]{0,24}$"
)
_BUT_IN_FACT = re.compile(
    r"^[^。]{0,20}(?:其实|实际|事实上|但(?!是否)|而是)|^[^.]{0,30}\b(?:but|actually|however|in fact)\b"
)

# Two or more things offered, one of them to be chosen by the reader.
_HEDGE = re.compile(
    r"可能|也许|或许|大概|要么|不是[^,。]*就是|\b(?:could|might|may) be\b|\beither\b|\bpossibly\b|\bperhaps\b|\bmaybe\b|\bprobably\b"
)
_OR_BEFORE = re.compile(
    r"(?:(?<![成比])或者?(?:是|在)?|还是|抑或|要么|\bor (?:in |on |the |an? )*)$"
)
_OR_AFTER = re.compile(
    r"^[》」”\"']?(?: ?[、,] ?[^、,。;.!?]{1,24}){0,5}(?: ?[、,])? ?"
    r"(?:或者?(?![者说称叫许])|还是(?=[^,。]{1,12}(?:[。?!]|$))|抑或|[,;]要么|or (?!so\b|more\b|older\b|less\b))"
)
_BARE_LIST = re.compile(r"[^、,。;:是]{1,12}(?:、[^、,。;:是]{1,12})+。?")
_BRIEF = 48
"""An answer up to this length is read as the list that it looks like, without a word of doubt in it."""

_CLAUSE = re.compile(r"[,;:。!?\n]|\. ")

_REFUSAL = re.compile(
    r"不知道|我不会(?=[。,!]|$)|不清楚|不确定|不了解|不太了解|无法(?:回答|确定|提供|得知|确认|判断|获取|给出|查到)|"
    r"没有(?:足够|相关|具体|明确|任何|找到)[^,。]{0,8}(?:信息|资料|数据|记录|答案)|"
    r"(?:抱歉|对不起|很遗憾)[,!。 ]*(?:我|但|作为|这|目前)|没有听说|未能找到|暂无|无从得知|"
    r"\bi (?:do not|don'?t|did not|cannot|can'?t|could not|couldn'?t|am not|'m not|am unable|have no)\b"
    r"[^.]{0,30}\b(?:know|sure|idea|able|certain|answer|determine|find|provide|information|aware|access|have)|"
    r"\b(?:no|not enough|insufficient) (?:specific |reliable |available |credible )*information|"
    r"\bunable to\b|\bit is (?:unclear|unknown|not clear|not known)|\bthere is no\b[^.]{0,30}\b(?:information|record)|"
    r"\bi'?m (?:sorry|not sure|unable)\b|\bcannot (?:answer|determine|be determined|provide)|"
    r"\b(?:unknown|n/a|unanswerable)\s*$|^\s*(?:未知|不详|无)[。.]?\s*$"
)  # fmt: skip
_STILL = re.compile(
    r"(?:但|不过|然而)[^。]{0,6}(?:可能|应该|大概|我猜|我认为)是|\bmy (?:best )?guess|\bi (?:think|believe)\b"
)


def denied(form: str, start: int, end: int) -> bool:
    """Whether the clause around form[start:end] denies it: 不是北京, "not Mark Twain", 北京并不是."""
    cut = [match.end() for match in _CLAUSE.finditer(form, max(0, start - 60), start)]
    before = form[max([*cut, start - 60, 0]) : start]
    after = form[end : end + 40]
    if _DENIED_AFTER.match(after) or _TAKEN_BACK.match(after):
        return True
    if _BELIEVED.search(form[max(0, start - 60) : start]) and _BUT_IN_FACT.match(
        form[end : end + 80]
    ):
        return True
    return bool(_DENIED.search(before)) and not _NOT_ONLY.search(before)


def one_of_several(form: str, start: int, end: int) -> bool:
    """Whether form[start:end] is offered beside others, without a choice: "either Paris or Lyon", 北京或上海."""
    if "、" in form and _BARE_LIST.fullmatch(form):
        return True
    if "或" not in form and "or " not in form and "还是" not in form and "要么" not in form:
        return False
    before, after = form[max(0, start - 60) : start], form[end : end + 120]
    if not (_OR_BEFORE.search(before) or _OR_AFTER.match(after)):
        return False
    return len(form) <= _BRIEF or bool(_HEDGE.search(before))


_REFUSING_WORDS = frozenset(
    "not no dont didnt cannot cant couldnt im unable insufficient unclear unknown sorry n unanswerable isnt".split()
)


def refuses(answer: Text) -> bool:
    """Whether an answer says that it does not know, and offers nothing in spite of that."""
    form = answer.form
    if form.isascii() and _REFUSING_WORDS.isdisjoint(answer.words):
        return False
    return bool(_REFUSAL.search(form)) and not _STILL.search(form)
