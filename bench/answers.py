"""Human answers: what is the same answer, and what kind of answer it is by its form."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from bench.run_folder import bare


def same_answer(gold: str, names: Sequence[str]) -> bool:
    """Equal in bare form, or one holds the other and is not much longer, or a long one is much alike."""
    g = bare(gold)
    return any(_same(g, m) for m in map(bare, names) if m)


def _same(g: str, m: str) -> bool:
    if g == m or (len(g) >= 3 and g in m and len(m) <= 2 * len(g) + 4):
        return True
    if len(m) >= 3 and m in g and len(g) <= 2 * len(m):
        return True
    if len(g) <= 6 or not 0.6 <= len(m) / len(g) <= 5 / 3:  # lengths at which an F1 of 0.75 can be
        return False
    blocks = SequenceMatcher(None, g, m, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(g) + len(m)) >= 0.75


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
KINDS = (
    ("work", r"^[《「『“\"].*[》」』”\"]$"),
    ("number", r"^[约近逾共达为至少超过第]*[\d一二三四五六七八九十百千万亿两几半.,，％%]+[\w/％%余多]{0,6}(?<![年月日号])$"),
    ("date", r"^[约于在自从到至]*[\w（）()]{0,6}?[\d一二三四五六七八九十〇零]+\s*(?:年|月|日|号|世纪|年代|时)[\w\d（）()，,\-–—至到 ]{0,14}$|^\d+:\d+$"),
    ("long clause", r"^.{15,}$"),
    ("list", r"[、;；]|.[和与及跟].|以及"),
    ("place", r"(?:省|市|县|区|镇|乡|村|州|国|岛|山|河|湖|路|街|站|港|湾|地区|大陆|洲|海|线|里)$"),
    ("organisation", r"(?:公司|大学|学院|学校|中学|小学|集团|银行|部|局|党|队|军|会|社|院|团|台|馆|所|厂|寺|俱乐部|组织|联盟|政府)$"),
    ("latin", r"^[A-Za-z0-9][A-Za-z0-9 .·'&:/+\-]*$"),
    ("foreign name", r"^[\w]{1,8}[·・‧][\w·・‧]{1,14}$"),
    ("person", rf"^[{SURNAMES}][\u4e00-\u9fff]{{1,2}}$"),
    ("clause", r"^.{8,}$"),
    ("short noun", r"."),
)  # fmt: skip
"""Kinds of answers, the first that matches."""
_KINDS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in KINDS)


def kind_of(answer: str) -> str:
    """The kind of an answer, by its form."""
    return next(name for name, pattern in _KINDS if pattern.search(answer))
