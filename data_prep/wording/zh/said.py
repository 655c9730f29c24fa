"""Who says so, in other words: X表示 → 据X介绍, 按照X的说法; the speaker is kept in every wording."""

import re
from dataclasses import dataclass, replace

_SPEECH = "表示|说|称|指出|介绍|透露|宣布|解释|强调|补充|告诉记者|回忆|坦言|写道|谈到|提到|声明|声称|宣称|说明|解释说|补充说|表示说|回应|介绍说|回忆说|承认|坚称|告诉媒体"
_VIEW = "认为|觉得|看来|主张|坚信|相信|深信"
_GUESS = "预计|预测|预言|估计|预期"
_SHOW = "显示|表明|发现|指出|称|写道|提到|说|报道"
_ADVERB = (
    "公开|曾经|曾|还|也|则|进一步|明确|补充|随后|当时|多次|在?此前|此前|之前|后来|向记者|对记者"
)
_CLAIM = re.compile(
    rf"^(?P<who>.+?)(?P<where>(?:在|于)[^，]{{2,30}}(?:上|中|里|时|期间|后|前|之后|之前))?(?P<adverb>(?:{_ADVERB})*)(?P<verb>{_SPEECH}|{_VIEW}|{_GUESS}|{_SHOW})(?:道|过)?[，：]$"
)
_ACCOUNT = re.compile(
    rf"^(?:据|根据|按照?|依据|依照)(?P<who>.+?)(?P<noun>的(?:说法|报道|消息|介绍|统计|估计|看法|观点|预测|预计|数据|研究|调查|报告|记载|解释)|报道|消息|统计|数据|研究|调查|报告|记载)?(?P<verb>{_SPEECH}|{_SHOW}|{_GUESS})?，$"
)
_VIEWED = re.compile("^在(?P<who>.+?)(?:看来|眼中|眼里)，$")
_WRITTEN = re.compile(
    "(?:报告|报道|研究|数据|调查|统计|记录|文件|论文|声明|公告|消息|记载|资料|账目|财报)$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The ways to attribute a statement. Each of `fronts` ends with its comma; without one it goes right before
    a clause that has none either."""

    fronts: tuple[str, ...] = ("",)
    middle: str = ""
    """Between commas behind the subject: 按照X的说法."""
    last: str = ""
    """A sentence behind the question: X是怎么说的？"""
    who: str = ""

    def front(self, number: int, text: str = "") -> str:
        """The `number`th of the fronts that go with `text`."""
        fits = [f for f in self.fronts if not f or f.endswith(("，", "：")) or _joins(text)]
        if not fits:
            return f"{self.fronts[0]}，"
        return fits[number % len(fits)]


def _joins(text: str) -> bool:
    """Whether a clause can stand right behind X说: it is short and nothing in it stops."""
    return len(text) <= 32 and "，" not in text


_SPEAKS = re.compile(rf"^(?![据按根依用在]).*(?:{_SPEECH})，$")


def asking(attribution: Said) -> Said:
    """The same for a question: X表示… or 据X介绍，…, not X表示，…, which reads as if X asked it."""
    fronts = tuple(f[:-1] if _SPEAKS.match(f) else f for f in attribution.fronts)
    return replace(attribution, fronts=fronts)


def said(text: str) -> Said:
    """The ways to say `text`, the attribution in front of a statement. Where it is of no known form it stays."""
    if not text:
        return Said()
    if match := _VIEWED.match(text):
        who = match["who"]
        return Said((text, f"按{who}的看法，"), f"在{who}看来", f"{who}怎么看？", who)
    if match := _ACCOUNT.match(text):
        return _account(text, match)
    match = _CLAIM.match(text)
    if match is None or re.search("[不没未]|担心|希望|警告|否认", match["who"][-3:]):
        return Said((text,))
    who, where, verb = match["who"], match["where"] or "", match["verb"]
    if _WRITTEN.search(who):
        return Said((text, f"根据{who}，", f"据{who}，", f"{who}显示，"), f"根据{who}", "", who)
    place = f"{where}，" if where else ""
    if re.fullmatch(_GUESS, verb):
        return Said(
            (text, f"按照{who}{where}的{verb}，", f"据{who}{where}{verb}，"),
            f"按照{who}的{verb}",
            "",
            who,
        )
    if verb in ("认为", "觉得", "主张"):
        fronts = (
            text,
            f"在{who}看来，",
            f"按照{who}{where}的看法，",
            f"{place}{who}觉得，" if verb != "主张" else text,
        )
        return Said(tuple(dict.fromkeys(fronts)), f"在{who}看来", f"{who}怎么看？", who)
    if re.fullmatch(_VIEW, verb):
        return Said((text, f"在{who}看来，"), f"在{who}看来", "", who)
    spoken = verb in ("表示", "说", "称", "指出") and not where
    fronts = [text, f"按照{who}{where}的说法，", f"据{who}{where}所说，", f"{place}{who}说，"]
    if verb in ("介绍", "透露", "说", "表示", "解释", "宣布", "回忆"):
        fronts.append(f"据{who}{where}{'介绍' if verb in ('说', '表示') else verb}，")
    if verb in ("表示", "说", "称", "指出"):
        fronts.append(f"{place}{who}{'称' if verb != '称' else '表示'}，")
    if spoken:
        fronts.append(f"用{who}的话说，")
    return Said(tuple(dict.fromkeys(fronts)), f"按照{who}的说法", f"{who}是怎么说的？", who)


def _account(text: str, match: re.Match[str]) -> Said:
    whole = f"{match['who']}{match['noun'] or ''}"
    if match["verb"] and not match["noun"]:
        who = match["who"]
        if _WRITTEN.search(who):
            return Said((text, f"根据{who}，", f"{who}显示，"), f"根据{who}", "", who)
        return Said(
            (text, f"按照{who}的说法，", f"据{who}所说，", f"{who}说，"),
            f"按照{who}的说法",
            f"{who}是怎么说的？",
            who,
        )
    if match["verb"]:
        return Said((text,), "", "", whole)
    fronts = (text, f"根据{whole}，", f"按照{whole}，", f"据{whole}，")
    return Said(tuple(dict.fromkeys(fronts)), f"根据{whole}", "", whole)
