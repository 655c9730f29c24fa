"""What the verb of a Chinese statement takes, as an answer."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts import chinese_asking as asking
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_constructions import TAKES_NOUNS
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width
from data_prep.facts.chinese_values import DEGREES, QUALIFIERS
from data_prep.facts.chinese_word import Word
from data_prep.records import FactType

_LIGHT = frozenset(
    "进行 做出 作出 做 有 还有 给 给了 感到 得到 接受 给予 展开 开展 起 发生 出现 存在 受到 遭到 掀起 采取 保持 加以 予以 实施 具有".split()
)
"""Verbs whose object alone tells little: asked for only where it is described."""


_DETERMINERS = re.compile("^(?:一[个种项款家位名座份场次条件套类段篇支张部]|某种|各种|这种)$")


_NO_ANSWER = re.compile(
    "^(?:问题|方面|情况|东西|事情|内容|部分|一个|人|者|时|中|上|下|目标|原因|目的|方式|道|其中|自己|作用|影响|机会|支持|服务|优化|合作|决定|批评|承诺|质疑|攻击|转型|回应|评论|介绍|说明|表示|优势|成效|结果|业务|计划|工作|活动|能力|措施|"
    "名字|时间|过程|进展|变化|关系|地方|一部分|之一|任务|基础|条件|意义|价值|难题|水平|程度|阶段|项目|产品|技术|系统|信息|数据)$|^[的了着过和与及、，以而]|[和与及、，的]$|^(?:更多|很多|许多|一些|所有|任何|不同|同样|其他|相应|有关|大量|多个|各种)|自己|自身|之间的关系$|其(?!他|中|它|余|次)|[这那该]"
)


def objects(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """The whole object as an answer."""
    at = next((i for i, p in enumerate(pieces) if p.role == "object"), -1)
    if at < 0:
        return
    ws = pieces[at].words
    start = 1 if len(ws) > 1 and _DETERMINERS.match(ws[0].text) else 0
    if len(ws) > start + 2 and ws[start].text in ("自己", "自身") and ws[start + 1].tag == "de":
        start += 2
    if len(ws) > start + 3 and ws[start].text == "其" and ws[start + 1].tag in ("v", "vn"):
        start += 1  # 没有披露其用于训练X的数据集
    inner = list(ws[start:])
    text = "".join(w.text for w in inner)
    if (
        len(text) < 2
        or _NO_ANSWER.search(text)
        or not inner[-1].tag.startswith(("n", "v", "d", "a", "f"))
    ):
        return
    if (inner[-1].kind and len(inner) == 1) or inner[0].tag == "m" or inner[0].text in QUALIFIERS:
        return  # it is among the values
    described = any(w.tag == "de" for w in inner)
    if verb_of(pieces) in _LIGHT and inner[0].text in DEGREES and len(inner) == 2:
        how = Asking("noun", f"什么样的{inner[1].text}", inner[1].text, "种")
        yield Answer(at, start, len(ws), "event", how, 2)
        return
    if verb_of(pieces) in _POSTS and (post := _post(ws)):
        yield Answer(at, post, len(ws), "person_role", Asking("noun", "什么职务", "职务", "个"), 3)
        owner = next(iter(ws))
        if post == 2 and owner.kind and owner.kind != "person":
            yield Answer(at, 0, 1, "organization", asking.name(owner, ""), 3)
        return
    if verb_of(pieces) in _LIGHT and not (described and len(text) >= 6):
        return
    if _LIES.match(next((p.text for p in pieces if p.role == "verb"), "")):
        if described and _LIVES.search(text):
            return  # 栖息于地洞的蛇: the place is only told of it
        if text.endswith("家庭"):
            family = Asking("noun", "什么样的家庭", "家庭", "个")
            yield Answer(at, start, len(ws), _object_type(pieces), family, 3)
            return
        yield Answer(at, start, len(ws), "location", Asking("place", "什么地方", "地方", "个"), 3)
        return
    if verb_of(pieces) == "在于" and at + 1 == len(pieces) and 4 <= width(text) <= MAX_ANSWER:
        how = Asking("clause", "什么", "内容", "个")
        yield Answer(at, start, len(ws), _object_type(pieces), how, 2)
        return
    verbal = any(w.tag in ("v", "md") for w in inner)
    if inner[0].tag == "v" and _AIMS.search("".join(p.text for p in pieces if p.role == "subject")):
        yield Answer(
            at, start, len(ws), _object_type(pieces), Asking("clause", "什么", "内容", "个"), 2
        )
        return
    last = max((k for k, w in enumerate(inner) if w.tag == "de"), default=-1)
    if (last >= 0 and any(w.tag in ("v", "md", "le") for w in inner[last + 2 : -1])) or any(
        w.tag == "le" for w in inner[: max(last, 0)] if w.text in ("了",)
    ):
        return  # a clause, not a phrase: 农户以更低的价格租用静涛水泵
    compound = len(inner) == 2 and inner[0].tag == "v" and inner[1].tag == "n" and len(text) <= 6
    joins = ("c", "v") if verb_of(pieces) in TAKES_NOUNS else ("c",)
    listed = len(inner) > 2 and inner[1].tag in joins and bool(_OF_LIST.search(text))
    if verbal and not described and not compound and not listed:
        return
    if (
        inner[-1].tag != "n"
        and not (described and inner[-2].tag in ("de", "n", "vn", "a", "v", "c"))
        and inner[-1].tag != "vn"
    ):
        return
    if (
        not described
        and len(inner) == 1
        and len(text) < 4
        and pieces[at].role == "object"
        and verb_of(pieces) not in _DEFINING
    ):
        yield Answer(
            at,
            start,
            len(ws),
            _object_type(pieces),
            asking.phrase(inner),
            2 if len(pieces) > 3 else 0,
        )
        return
    yield Answer(at, start, len(ws), _object_type(pieces), asking.phrase(inner), 2)


_OF_LIST = re.compile(
    "^.{2,7}(?:选项|功能|服务|能力|机制|工具|业务|方案|计划|系统|平台|设备|设施|措施|机会)$"
)
"""What ends in a noun that all of its parts describe: 订阅和广告选项, 甲醇加注设施."""
ALSO_CALLED = frozenset(
    "又名 又称 亦称 又叫 俗称 简称 旧称 古称 又译 又作 原名 曾用名 本名 学名".split()
)
"""Verbs behind which another name stands."""


def other_names(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """The other names of something, all of them as one answer: 又称A、B或C."""
    at = len(pieces) - 1
    if verb_of(pieces) not in ALSO_CALLED or at < 2 or pieces[at].role != "object":
        return
    how = Asking("noun", "什么", "名称", "个")
    yield Answer(at, 0, len(pieces[at].words), "definition", how, 3)


_POSTS = frozenset("担任 出任 现任 历任 任 就任 兼任 升任 接任".split())


def _post(ws: Sequence[Word]) -> int:
    """Where the office begins in X的首席技术官, or 0."""
    marks = [i for i, w in enumerate(ws) if w.tag == "de"]
    office = "".join(w.text for w in ws[marks[-1] + 1 :]) if marks else ""
    return marks[-1] + 1 if 2 <= len(office) <= 12 else 0


_AIMS = re.compile(
    "(?:目标|使命|任务|目的|计划|职责|做法|方法|策略|初衷|愿景|理念|方式|工作|责任|优势)(?:之一)?$"
)
"""Subjects that are something to do: what they are is a verb with its object."""


_LIES = re.compile(
    "(?:位于|坐落|地处|设在|建在|建于|埋在|葬于|生于|出生于|毕业于|分布[于在]|栖息[于在]|流经|座落)"
)


_LIVES = re.compile("[种类人者家物鱼蛇鸟虫兽]$")
"""What lives or stands in a place, and is none."""
_DEFINING = ("是", "为", "成为", "就是", "称为", "名为", "指")


def _object_type(pieces: Sequence[Piece]) -> FactType:
    verb = verb_of(pieces)
    if verb in _DEFINING:
        return "definition"
    if re.search(
        "发布|推出|开发|研发|研制|生产|制造|使用|采用|设计|训练|构建|搭建|支持|提供", verb
    ):
        return "product"
    return "event"
