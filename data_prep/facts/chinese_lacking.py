"""What a Chinese statement lacks to be understood: of what a part is, what is answered, which three there are.

Its words are all there and none of them points back; but a reader who has it alone asks "of what?".
"""

import re
from collections.abc import Callable, Sequence

from data_prep.facts.chinese_completing import DONE_TO
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.tables import KNOWN_ORGANIZATIONS

_PARTS = re.compile("(?:权重|源代码|代码|权限|许可|意见|反馈|定义|解释|含义|时间表|退款|款项)$")
"""Nouns that are of something."""
_SECRETS = re.compile("(?:配方|图纸|工艺|技艺|方法|秘方|设计|方案|计划|项目|提议|建议)$")
"""Nouns that are of something even where they are described: 失传的配方."""
_ANSWERING = re.compile("进行了?(?:反驳|回应|抨击|批评|讨论|交谈|表决|答复|谈判|协商)$")
_TO_WHAT = re.compile("[对就与和跟同向]|针对|关于|围绕")
_SORTS = re.compile(
    "(?:体系|路线|方面|原因|途径|方式|问题|特点|挑战|优势|阶段|步骤|层次|类型|部分|模型|产品|型号|版本|方案|措施|建议|目标|任务|项目|条件|因素)$"
)
_FEW = re.compile("(?:[两二三四五六七八九十]|[2-9])[个套种款项条点大类方]?$")
_BRINGS = frozenset("有 推出 发布 提出 提供 介绍 公布 列出 包括 分为 存在 面临".split())
_OCCASION = re.compile(
    "(?:^|[，的在将责行])(?:[\u4e00-\u9fff]{0,3}(?:比赛|活动|会议|仪式|节日|大赛|展会|赛事|假期|论坛|培训))(?:举行|举办)?期间"
)
"""An occasion that only the document names: 比赛期间."""


def lacks(pieces: Sequence[Piece], said: bool = False) -> bool:
    """Whether what the statement speaks of is nowhere in it; `said` when a speaker is named in front of it."""
    text = "".join(p.text for p in pieces)
    if _ANSWERING.search(text) and not _TO_WHAT.search(text):
        return True  # 直言不讳地进行了反驳: what?
    if not said and _whose_money(pieces):
        return True
    return bool(_OCCASION.search(text)) or any(rule(pieces) for rule in _RULES)


def _last(pieces: Sequence[Piece]) -> Piece | None:
    """The object where it ends the statement."""
    return pieces[-1] if pieces and pieces[-1].role == "object" else None


def _of_what(pieces: Sequence[Piece]) -> bool:
    """A bare part of something that nothing in the statement names: 公开了代码和权重, 没有一个简洁的定义."""
    last = _last(pieces)
    if last is None or not _PARTS.search(last.text):
        return False
    behind = [w for p in pieces if p.role not in ("subject", "time") for w in p.words]
    described = [k for k, w in enumerate(last.words) if w.tag == "de"]
    verbal = any(w.tag in ("v", "vn") for k in described for w in last.words[:k])
    nominal = any(
        last.words[k - 1].tag in ("n", "f") and last.words[max(k - 2, 0)].tag != "m"
        for k in described
        if k
    )
    return not any(w.kind for w in behind) and not verbal and not nominal


def _described_only(pieces: Sequence[Piece]) -> bool:
    """A definite thing that is described and not named, of something else: 找回失传的配方."""
    last = _last(pieces)
    if last is None or not _SECRETS.search(last.text) or any(w.kind for w in last.words):
        return False
    ws = last.words
    return len(ws) == 3 and ws[1].tag == "de" and ws[0].tag in ("v", "vn", "a")


def _answers_nothing(pieces: Sequence[Piece]) -> bool:
    """Something done to what the statement leaves out: 进行训练, 证明了自己."""
    last = _last(pieces)
    if last is None:
        return False
    if last.text == "自己":
        return True
    if verb_of(pieces) != "进行":
        return False
    if any(
        p.role == "relation" or p.text.startswith(("对", "就", "与", "把", "将")) for p in pieces
    ):
        return False
    return last.text in DONE_TO and _done_by(pieces)


def _done_by(pieces: Sequence[Piece]) -> bool:
    """Whether the subject is somebody who does it, not what it is done to."""
    about = next((p for p in pieces if p.role == "subject"), None)
    head = about.words[-1] if about else None
    return head is not None and (
        head.kind in ("organization", "person") or head.text in KNOWN_ORGANIZATIONS
    )


def _which_ones(pieces: Sequence[Piece]) -> bool:
    """A small number of things of a sort, which the text goes on to tell one by one: 有两套体系."""
    last = _last(pieces)
    if last is None or verb_of(pieces) not in _BRINGS or len(last.words) != 2:
        return False
    number, sort = last.words
    return number.tag == "m" and bool(_FEW.match(number.text)) and bool(_SORTS.search(sort.text))


_MONEY = re.compile("净利润|营业收入|营收|毛利|销售额|收入占比|现金流|股价|市值|资本支出")


def _whose_money(pieces: Sequence[Piece]) -> bool:
    """An amount in the books of a firm that nothing in the statement names: 净利润为3亿元."""
    about = next((p.text for p in pieces if p.role == "subject"), "")
    return bool(_MONEY.search(about)) and not any(w.kind for p in pieces for w in p.words)


def _which_firm(pieces: Sequence[Piece]) -> bool:
    """A bare 公司 in what the verb takes: 成为公司的子公司."""
    taken = (p.words for p in pieces if p.role in ("object", "after", "relation"))
    return any(
        w.text == "公司" and not (k and ws[k - 1].tag in ("n", "vn", "br", "m", "de", "a"))
        for ws in taken
        for k, w in enumerate(ws)
        if k + 1 < len(ws) and ws[k + 1].tag == "de"
    )


def _has_itself(pieces: Sequence[Piece]) -> bool:
    """Who has what bears their own name: X拥有X助手."""
    last = _last(pieces)
    about = next((p.text for p in pieces if p.role == "subject"), "")
    return (
        last is not None
        and bool(about)
        and verb_of(pieces) in ("拥有", "有", "取名", "命名", "得名")
        and (last.text.startswith(about) or last.text.strip("“”《》") in about)
    )


_RULES: tuple[Callable[[Sequence[Piece]], bool], ...] = (
    _of_what,
    _described_only,
    _answers_nothing,
    _which_ones,
    _which_firm,
    _has_itself,
)
