"""Names of things that do not exist, from tables of syllables, the same in every run.

Stems are drawn by hashes and kept if no document holds them. A name keeps the shape of the one it
stands for (a museum stays a museum, a person a person), so that only its stem is invented.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import rjieba

from data_prep.records import Lang, content_id
from data_prep.values import one_width

StemKind = Literal["han", "sound", "latin"]
"""han: two characters of a Chinese name; sound: a foreign name in Chinese characters; latin."""

POOL = 48
"""Stems of each kind that are tried."""
_SYLLABLES: Mapping[StemKind, tuple[Sequence[str], ...]] = {
    "han": ("岚砚霁湉翎琰泠沅蘅棹漪璟曦岫霖屿", "汀澍珩榆舸澜稷笙砺翊檀溯黎岑湄衡"),
    "sound": ("塔维洛格布卡瑟奥埃霍", "罗里梅德纳林索扎米", "斯恩克特兰顿"),
    "latin": (
        ("Vel", "Tor", "Bran", "Quel", "Zor", "Mar", "Dro", "Fen", "Hal", "Jor", "Kess", "Lun"),
        ("a", "e", "i", "o", "u"),
        ("vix", "lund", "thar", "mond", "ssen", "rick", "bryn", "quist", "dale", "zek", "wyn"),
    ),
}
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严洪武戴莫孔汤常温康施牛樊葛邢安齐庞颜庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝籍鄢逄占蔺缑冼"
_GIVEN = "沈韩曹彭蔡潘董袁蒋魏程吕姚姜崔谭陆邱薛雷贺龚严孔汤"
"""Family names that are no particle (于, 和) or noun at the head of a sentence."""
_PLACES = (
    "博物馆|图书馆|研究所|研究院|研究站|研究公司|实验室|天文台|水文站|基金会|委员会|出版社|合作社|有限公司|软件公司|公司|集团|"
    "科技|实业|药业|矿业|泵业|纸业|钢铁|证券|工厂|大学|学院|中学|小学|医院|银行|酒店|剧院|乐团|车站|机场|码头|大桥|"
    "水库|湿地|湖|江|河|山|岛|桥|镇|村|市|县|区|省|街|路|寺|塔|号|节"
)
_PROPER = frozenset(("nr", "ns", "nt", "nz", "nrt", "nrfg", "x"))
"""jieba's tags of names, and of what it doesn't know."""
_NOT_ONE = re.compile("[这那该各每某本其两三几]|许多|一些|多家|大型|所有|其他|其它|不少|众多")
_HAN = "一-鿿"
_ZH_DOTTED = re.compile(rf"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,6}})+")
_ZH_WORK = re.compile(rf"《[{_HAN}]{{2,12}}》")
_ZH_MODEL = re.compile(rf"[{_HAN}]{{2,4}}([A-Z]{{0,4}}-?[0-9][A-Za-z0-9\-]*)")
_ZH_PLACE = re.compile(rf"[{_HAN}]{{2,6}}?((?:{_PLACES}))")
_ZH_PERSON = re.compile(rf"[{_SURNAMES}][{_HAN}]{{1,2}}")
_EN_CLASSES = frozenset(
    "Observatory Museum University College Institute Laboratory School Hospital Library Company Corporation "
    "Ferries Systems Bridge Island Mountain Lake River Harbour Harbor Bay Quay Station Airport Theatre Theater Gallery "
    "Festival Foundation Society Association Council Committee Bank Group Press Polytechnic Telescope "
    "Tower Castle Church Cathedral Park Street Square Hotel Railway Line Labs Technologies Software Motors Works Prize "
    "Award Academy Ministry Department Office Republic Kingdom Guild Cup League Orchestra Band Rope Mount Saint Lord Lady Sir".split()
)
_EN_WORD = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*|\d[\w.]*|of|de|van")


@dataclass(frozen=True, slots=True)
class Stems:
    """Stems that no document holds."""

    han: tuple[str, ...]
    sound: tuple[str, ...]
    latin: tuple[str, ...]

    def draw(self, kind: StemKind, key: str) -> str:
        """The stem that a hash of `key` picks. Raises LookupError if none is left."""
        pool: tuple[str, ...] = getattr(self, kind)
        if not pool:
            raise LookupError(f"no invented {kind} stem that the documents do not hold")
        return pool[int(content_id(kind, key), 16) % len(pool)]


def unheard_of(texts: Iterable[str]) -> Stems:
    """The stems that stand in none of `texts`, whatever their case and width."""
    left = {kind: _tried(kind) for kind in _SYLLABLES}
    for text in texts:
        folded = one_width(text).casefold()
        left = {
            kind: [stem for stem in stems if stem.casefold() not in folded]
            for kind, stems in left.items()
        }
    return Stems(**{kind: tuple(stems) for kind, stems in left.items()})


def _tried(kind: StemKind) -> list[str]:
    stems = (_stem(_SYLLABLES[kind], f"{kind}{i}") for i in range(POOL))
    return list(dict.fromkeys(stems))


def _stem(parts: Sequence[Sequence[str]], key: str) -> str:
    number = int(content_id("stem", key), 16)
    out = ""
    for part in parts:
        number, at = divmod(number, len(part))
        out += part[at]
    return out


def invented_name(name: str, lang: Lang, stems: Stems, people: frozenset[str]) -> str | None:
    """A name of the same shape as `name` with invented stems; None where `name` is no name for sure.

    `people`: names that are known to be people's. Raises LookupError if the stems have run out.
    """
    if lang == "zh" and re.search(rf"[{_HAN}]", name):
        return _chinese(name, stems, people)
    return _latin(name, stems)


def _chinese(name: str, stems: Stems, people: frozenset[str]) -> str | None:
    if _ZH_DOTTED.fullmatch(name):
        return "·".join(stems.draw("sound", f"{name}{i}") for i in range(name.count("·") + 1))
    if _ZH_WORK.fullmatch(name):
        return f"《{stems.draw('han', name)}{stems.draw('han', name + '2')}》"
    if _NOT_ONE.match(name):
        return None
    if found := _ZH_MODEL.fullmatch(name) or _ZH_PLACE.fullmatch(name):
        if any(tag.startswith("v") for tag in _tags(name[: found.start(1)])):
            return None
        if len(found[1]) == 1 and not _is_proper(name):
            return None
        return stems.draw("han", name) + found[1]
    if _ZH_PERSON.fullmatch(name) and _is_person(name, people):
        surname = _GIVEN[int(content_id("surname", name), 16) % len(_GIVEN)]
        return surname + stems.draw("han", name)
    return None


def _is_proper(name: str) -> bool:
    """Whether jieba sees a name in it, and not a noun: 霁川江, but not 高速公路."""
    return any(tag in _PROPER for tag in _tags(name))


def _tags(name: str) -> list[str]:
    return [tag for _, tag in rjieba.tag(name)]


def _is_person(name: str, people: frozenset[str]) -> bool:
    """Who is known as one, or a name to jieba; never a noun (董事长, 毛利率)."""
    tags = _tags(name)
    return tags == ["nr"] or (name in people and tags != ["n"])


def _latin(name: str, stems: Stems) -> str | None:
    words = name.split(" ")
    if not 1 <= len(words) <= 4 or not all(map(_EN_WORD.fullmatch, words)):
        return None
    own = [w for w in words if w not in _EN_CLASSES and w[0].isupper()]
    if not own or len(own) > 2 or ("of" in words and words[0] not in _EN_CLASSES):
        return None
    new = {word: stems.draw("latin", f"{name}{i}") for i, word in enumerate(own)}
    return " ".join(new.get(word, word) for word in words)
