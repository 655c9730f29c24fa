"""Whose something is: 总部 in a clause behind one about X is X的总部, and what a manual tells is its device's."""

import re
from collections.abc import Sequence

from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_word import Word
from data_prep.facts.tokens import Names

OF, IS = Word("的", "de", 0), Word("是", "v", 0)

RELATIONAL = re.compile(
    "^(?:(?:主要|现任|前任|首任|最大|主|副|总|年|月|日|平均|官方|英文|中文|法定|注册|目前|全部|其余|整体|地理)?(?:总部|原址|地址|校址|站址|名称|原名|本名|别名|全名|全称|简称|外号|绰号|昵称|艺名|笔名|籍贯|字|号|谥号|庙号|属名|种名|身高|体长|肩高|翼展|体色|外形|主色|体重|面积|人口|"
    "长度|全长|高度|宽度|深度|海拔|容量|产能|产量|投资|造价|售价|价格|定价|票价|成本|营收|营业收入|收入|利润|净利润|毛利率|毛利|研发投入|研发费用|市值|预算|学费|员工|职工|学生|成员|会员|馆藏|藏品|展品|首都|省会|首府|行政中心|官方语言|语言|货币|校训|校长|"
    "内容|职责|职能|业务|产品|目标|宗旨|使命|愿景|任务|功能|用途|特点|特色|特征|优点|缺点|优势|结构|组成|成分|原料|材料|颜色|形状|尺寸|速度|时速|航速|续航里程|续航时间|寿命|保修期|有效期|期限|周期|频率|功率|温度|浓度|密度|"
    "作者|编剧|导演|主演|主角|监制|出品人|出版社|发行商|开发商|制造商|供应商|合作方|股东|大股东|创始人|创办人|负责人|董事长|总经理|总裁|主席|会长|院长|馆长|站长|厂长|主任|队长|主教练|设计师|设计者|起点|终点|起点站|终点站|车站|站台|月台|"
    "沿线|全线|主线|支线|比分|冠军|亚军|季军|奖金|奖品|票房|收视率|销量|发行量|下载量|点击量|参赛者|评审|评委|主题|主题曲|片尾曲|标题|题材|剧情|故事|背景|风格|分布|范围|栖息地|食物|天敌|繁殖期|花期|果期|叶|花|果实|根|茎|种子|"
    "父亲|母亲|妻子|丈夫|儿子|女儿|兄长|哥哥|弟弟|姐姐|妹妹|祖父|祖母|老师|学生|后代|继任者|前身|后身|母公司|子公司|分公司|门票|开放时间|营业时间|建筑师|建筑面积|占地面积|座位|席位|教练|主席|"
    "理念|初衷|口号|噪声|噪音|误差|精度|重量|净重|流量|扬程|电压|赛程|车程|票价|启动资金|年龄|发芽率|防护等级))$"
)
"""Nouns that belong to something: 总部 behind a clause about X is X的总部."""
_MEASURED = frozenset(
    "为 达 达到 约 有 只有 仅 高达 多达 超过 不足 低于 高于 是 约为 增至 升至 降至 增长 下降 上升 增加 减少 等于 不超过".split()
)
"""Verbs that with a number behind them say how much an attribute is."""
_STATES = frozenset("是 为 属于 包括 采用 位于".split())


def belongs(first: Piece, own: Sequence[Piece], home: bool = False) -> bool:
    """Whether the subject of a clause is a bare attribute, which only its owner makes a subject of.

    `home` when the text has one device that all of it is about: then what something is, is its too.
    """
    ws = first.words
    if _OF_SHAREHOLDERS.match(first.text):
        return True
    compared = any(p.role == "relation" and p.words[0].text == "比" for p in own)
    tags = ("n", "vn", "a", "v", "de", "m") if home or compared else ("n", "vn", "a", "v")
    if any(w.kind or w.tag not in tags for w in ws):
        return False
    if ws[0].tag == "v" and len(ws) > 1 and not RELATIONAL.match(first.text):
        return False
    if first.text in ("同比", "环比"):
        return False
    if compared:
        return len(first.text) <= 10  # whose it is, the other side of the comparison shows
    if RELATIONAL.match(first.text):
        return True
    at = next(i for i, p in enumerate(own) if p is first)
    behind = [p for p in own[at + 1 :] if p.role != "adverb"]
    if not behind or not 2 <= len(first.text) <= (14 if home else 9):
        return False
    verb = verb_of(own)
    ruled = any(w.tag == "md" for p in own if p.role == "adverb" for w in p.words)
    if home and (verb in _STATES or ruled):
        return not ruled
    number = next((p for p in behind if p.role == "object"), None)
    counted = number is not None and any(w.tag == "m" for w in number.words[:2])
    return counted and (verb in _MEASURED or behind[0] is number)


_OF_SHAREHOLDERS = re.compile("归属于(?:上市公司|母公司)(?:股东|所有者)的(?:扣非)?净利润")
"""What a report calls the profit of its firm."""
_BOOKED = re.compile(
    "净利润|营业?收入?|利润|毛利率?|现金流量净额|研发(?:投入|费用)|销量|产量|总资产|净资产"
)


def booked(own: Sequence[Piece], last: Sequence[Piece]) -> list[Piece]:
    """An amount of the books without its own time, with that of the statement before: 2031年，X实现…；净利润为…."""
    about = next((p for p in own if p.role == "subject"), None)
    dated = last[:1] if last and last[0].role == "time" and _A_YEAR.match(last[0].text) else ()
    if not about or not dated or not _BOOKED.search(about.text):
        return list(own)
    return list(own) if any(p.role == "time" for p in own) else [*dated, *own]


_A_YEAR = re.compile("\\d{4}年(?:上半年|下半年|[一二三四]季度|度)?，?$")


def owner_of(subject: Sequence[Word]) -> tuple[Word, ...]:
    """X of X的年产能 and of X建筑面积, whose next attribute another clause may tell; () where it is no attribute."""
    marks = [k for k, w in enumerate(subject) if w.tag == "de"]
    if marks:
        before, attribute = subject[: marks[-1]], subject[marks[-1] + 1 :]
        if attribute and _SORT.search(attribute[-1].text):
            return ()
    else:
        named = next((k for k in reversed(range(len(subject))) if subject[k].kind), None)
        if named is None:
            return ()
        before, attribute = subject[: named + 1], subject[named + 1 :]
        if not RELATIONAL.match("".join(w.text for w in attribute)):
            return ()
    plain = attribute and all(w.tag in ("n", "vn", "a") and not w.kind for w in attribute)
    return tuple(before) if plain and any(w.kind for w in before) else ()


_SORT = re.compile(
    "(?:[人者员们家师]|公司|团队|小组|女儿|儿子|用户|技术|机器人|助手|眼镜|模型|软件|产品|水泵|潜水泵)$"
)
"""Heads that are somebody or something of their own, no attribute."""


def owned(owner: Sequence[Word], piece: Piece) -> tuple[Word, ...]:
    """The words of X的Y; of X单台水泵的Y where another 的 follows."""
    inner = any(w.tag == "de" for w in piece.words)
    return (*owner, *(() if inner and owner[-1].kind else (OF,)), *piece.words)


_CODE = re.compile("[A-Z]-?\\d{1,3}")
"""A code of a manual, which names nothing by itself: E03."""


def names_something(pieces: Sequence[Piece]) -> bool:
    """Whether a name that stands alone is in the statement."""
    return any(w.kind and not _CODE.fullmatch(w.text) for p in pieces for w in p.words)


def in_use(home: Sequence[Word]) -> Piece:
    """使用X时，in front of what a manual says of the use of X."""
    return Piece("scene", (Word("使用", "v", 0), *home, Word("时", "f", 0)), "，")


_GUIDE = re.compile("手册|说明书|使用说明|用户指南|使用指南|操作指南|常见问题|问答|FAQ")
_TIMES = 3


def device(title: str, text: str, names: Names) -> str:
    """The one product that a manual or a list of questions is about, by its title; else ""."""
    if not _GUIDE.search(title):
        return ""
    first = next((t for t in names.tokens(title) if t.kind in ("latin", "topic")), None)
    return first.text if first and text.count(first.text) >= _TIMES else ""
