"""The names in a wording that its source does not give."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from data_prep.gate.reading import Reading, Word, plain
from data_prep.gate.tables import HAN, words

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.\-'’&+/][A-Za-z0-9]+)*")
_MODEL = re.compile(r"[a-z][a-z\-]+ \d{1,2}(?:\.\d+)?(?![\d%.]|\s?[年月日个台项款家亿万天])")
"""A product with its number: Llama 2. It is one name, and Llama 3 another."""
_TITLE = re.compile("《([^《》]{1,60})》")
_NAME_TAGS = frozenset(("nr", "nrt", "nrfg", "ns", "nt"))

_COMMON_LATIN = words(
    "ai app vs pk q a demo ceo cto cfo coo it pc ok api url id top plus pro the of and ip x llm gpu logo"
)
"""Latin words that Chinese uses as its own."""

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳史唐费廉岑薛雷贺倪汤罗毕郝邬安常傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞熊纪舒屈项祝董梁杜阮闵贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房丁邓洪包左石崔吉龚程邢裴陆翁荀甄曲封储段焦侯全班秋仲宫宁仇甘厉武符刘景詹龙叶司黎白蒲卓蔺屠池乔闻翟谭申冉桑边尚温庄晏柴瞿阎连习艾容古易廖终耿匡文寇广欧利师巩聂关查游权盖"
)
_TRANSLITERATED = frozenset(
    "阿埃艾安昂奥巴白班邦包贝本比彼宾波伯博布采茨达丹当道德登迪蒂丁东杜多顿厄恩尔法凡菲费芬丰冯夫弗福盖甘冈高戈格古圭哈海汉豪赫亨胡华怀霍基吉季加贾简杰金卡凯坎康考科可克肯库夸拉莱兰朗劳勒雷里历丽利立莉连列林琳留隆卢鲁路伦罗洛吕马玛麦曼芒毛梅门蒙米密明缪莫默姆木穆娜纳南内尼年涅宁纽努诺欧帕派潘庞培佩蓬皮珀普奇齐恰乔切钦琼让热仁日荣瑞萨赛桑瑟森沙尚绍舍什圣施史士舒斯松苏索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维魏温文翁沃乌武西希锡夏香肖谢辛欣星雄休许雅亚扬耶叶伊依因英尤于约赞泽扎詹芝朱兹宗佐"
)
_ORDINARY = words(
    "高达 高管 高层 高峰 高手 高招 高度一致 高昂 高清 高超 高维 高亮 安全 安全性 安全措施 安静 安排 金额 金融 金奖 明白 明确 明文 明智 文明 文本 文中 任务 成功 成员 成名 方案 方才 白话 白送 白领 白皮书 黑客 温和 温泉 利好 关怀 古老 古董 "
    "易懂 易名 连贯性 黄金 全称 全名 全文 全新 全部 全体 万能 万国 万亿 常用 封信 权威 文章 许可 许可证 顾问 顾客 顾名思义 司马 安卓 申请人 祖先 马上 白宫 常年 常见 任何 谢谢 宣言 公开信 江山 方面 方向 方式 张图 封面 "
    "连同 何时 何地 何种 何年 何月 何日 何处 何人 何物 何者 何名 何方 何等 何以 安装 石油 石头 余额 余下 元老 元年 武器 游客 游戏 班级 边界 边境 房屋 房价 房产 池塘 包括 包含 钟点 雷达 雷同 "
    "日志 长度 加密 深度 关联 新建 维度 东西 中断 入门 入口 入度 普及 延时 美化 广义 太大 太多 城市 新鲜 美丽 黑洞 广度 山洞 城镇 沾边 扎堆 珍藏 福利 吉他 非营利 城堡 罗列 海滩 黑市 英里 加仑 大城市 "
    "巴士 南站 北站 西站 礼拜 英雄 嘉宾 朝廷 上市 太阳 山脉 湖泊 大洋 都市 大洲 都市区 中部 东部 西部 南部 北部 大陆 加盟 神圣 和平 共和国 王国 太平 立马 海岸 平台 山区 山城 新城 海外 海内外 华丽 波及 喻体 开山 一职 一人 一事 一年 掌门人 陈列 官一职 员一职 长一职"
)
"""Ordinary words that the tagger takes for names."""

_SINGLE = frozenset(
    "的了是在有和与及就也都还又到把被由从向对为于之其该这那哪谁何几多少大小新老好请说问答个家款位次年月日天时地方里外上下中前后间内来去做用让给叫成会能可要想得着过吗呢吧啊啥么题词项名"
    "一二三四五六七八九十百千万亿第两半每各某本我你他她它们人事物件种类样式称作当任出入所以而且但或若如并则即使便因故乃亦非不没未无别再只才仅最更很太极较比跟同随按据依照凭借经通除至止起始终"
    "占达超近约逾余左右间段期届场条篇部首座所处台辆艘架只头匹棵株朵颗粒片张块根支把幅份封级层楼页章节回目岁元角分斤克吨米里度秒刻钟点周季世代旧旁边角面头尾底顶心口手脚眼耳书报刊文字句话语言"
    "造建写画唱拍演播拿放走跑看听讲谈买卖送收管领带教学读住吃喝穿戴开关坐站停离回归进退升降增减改变换取代替补加缺失得胜败输赢打算数计量价值钱费税款息率号码线路桥站港城市县镇乡村省州国"
    "哟咧嘛呀哦嗯喔啦哇吶呐拨牌挑聘聊猜填选找查靠凭图盼搞弄干混撑捞掏砸挤赚花省亏欠冲奔推拉抢夺占握懂记忘念喊骂吵夸挺帮陪跟追赶逼催派遣调转移挪搬装卸拆修补涨跌高低长短远近深浅宽窄厚薄轻重快慢早晚多少真假对错难易强弱贵贱美丑"
)
"""Characters that are words of their own in ordinary Chinese."""

_OPENERS = words(
    "a an the in on at by for from to of with as since until after before during within between among over under about around what which who whom whose when where why how is are was were do does did has have had can could "
    "will would may might should name tell give state fill complete say identify provide list describe explain write recall specify according it that this there if and or but not no yes please here one two three four five "
    "six seven eight nine ten how's what's who's where's once while though although because besides also both each every all most more some any many much nearly almost roughly approximately only just even still "
    "first second third last next then now later today currently recently somebody someone something everyone nobody people person company organisation organization year month date day time number amount share "
    "percentage place city town country quiz question answer blank finish define describe find choose pick guess think consider note given based per via upon following regarding concerning under whether despite unlike like "
    "put opening start founding birth death launch arrival among across through out up down off into onto toward towards against without "
    "looking hunting asking would you know remember its his her their our your my he she they we i you version chief former founded built designed launched named called known located opened closed made used held born owned led"
)
_CAPITAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of a document, found in a text by their first two characters. Prepare once per document."""

    by_start: dict[str, tuple[str, ...]]
    """First two characters → the casefolded names that begin so, longest first."""
    firsts: re.Pattern[str] | None
    """Any of their first characters."""

    @classmethod
    def of(cls, names: Iterable[str]) -> "KnownNames":
        """Names of one character are left out."""
        starts: dict[str, list[str]] = {}
        for name in sorted({plain(n).casefold() for n in names}, key=lambda n: (-len(n), n)):
            if len(name) > 1:
                starts.setdefault(name[:2], []).append(name)
        firsts = "".join(sorted({s[0] for s in starts}))
        return cls(
            {start: tuple(found) for start, found in starts.items()},
            re.compile(f"[{re.escape(firsts)}]") if firsts else None,
        )

    def within(self, folded: str, words: Iterable[Word] = ()) -> list[str]:
        """The names in a casefolded text, the longest at each place; with `words`, where one of them starts."""
        found: list[str] = []
        if not self.firsts:
            return found
        end, begins = 0, {word[2] for word in words}
        for match in self.firsts.finditer(folded):
            at = match.start()
            if at >= end and (not begins or at in begins):
                for name in self.by_start.get(folded[at : at + 2], ()):
                    if folded.startswith(name, at) and _whole(folded, at, at + len(name)):
                        found.append(name)
                        end = at + len(name)
                        break
        return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no part of a longer Latin word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (before.isascii() and before.isalnum() and text[start].isascii())
        or (after.isascii() and after.isalpha() and text[end - 1].isascii())
    )


def titles(text: str) -> list[str]:
    """What stands in 《》, casefolded."""
    return [m[1].casefold() for m in _TITLE.finditer(text)]


def latin(text: str) -> Iterator[str]:
    """The Latin words of a Chinese text."""
    return (m[0] for m in LATIN.finditer(text))


def foreign_latin(reading: Reading, known: frozenset[str], folded: str, naming: str) -> str:
    """A Latin word of a Chinese wording that is not in its source, or ""."""
    for match in LATIN.finditer(reading.folded):
        word = match[0]
        if word in known or word in _COMMON_LATIN or word in naming:
            continue
        if len(word) > 2 and (word.rstrip("s") in known or (word in folded and not word.isalpha())):
            continue
        return reading.text[match.start() : match.end()]
    for match in _MODEL.finditer(reading.folded):
        if match[0] not in folded and match[0] not in naming:
            return reading.text[match.start() : match.end()]
    return ""


def foreign_title(reading: Reading, folded: str, naming: str) -> str:
    """A quoted title of a wording that is not in its source, or ""."""
    if "《" not in reading.text:
        return ""
    return next(
        (f"《{t}》" for t in titles(reading.text) if t not in folded and t not in naming), ""
    )


def foreign_han(fresh: list[Word], folded: str, naming: str) -> str:
    """A Chinese name among `fresh`, the words of a wording that its source does not hold, or "".

    Names of the dictionary are known by their tag. Names of no dictionary fall apart into characters or
    become words that only the tagger knows: rare characters and two lone ones in a row are a name.
    """
    run, end = "", -1
    for word, tag, at in fresh:
        kind = _name_kind(word, tag)
        known_before = word[-1] in _AFTER_NAMES and word[:-1] in folded
        if kind == _ORDINARY_WORD or word in naming or known_before:
            continue
        if kind == _LONE:
            run = run + word if at == end else word
            end = at + 1
            if (len(run) > 1 or _rare(run)) and run not in naming:
                return run
        elif (tag == "nr" and word[0] in _SURNAMES) or not all(
            char in _SINGLE or char in folded for char in word
        ):
            return word
    return ""


_ORDINARY_WORD, _LONE, _NAME = 0, 1, 2
_AFTER_NAMES = frozenset("称说道曾将在是的")
"""What the tagger glues to a name before: 艾克称."""


@lru_cache(1 << 16)
def _name_kind(word: str, tag: str) -> int:
    """What a word would be that its source does not hold. The tagger guesses, so it is not always believed."""
    if len(word) == 1:
        lone = "\u4e00" <= word <= "\u9fff" and word not in _SINGLE
        return _LONE if lone else _ORDINARY_WORD
    if tag == "eng" or word in _ORDINARY:
        return _ORDINARY_WORD
    rare = any(map(_rare, word)) and "\u4e00" <= word[0] <= "\u9fff"
    if rare and (tag[:1] in "xzg" or tag[-1:] in "gzrst" or word[-1] in _PLACES):
        return _NAME
    if tag.endswith("g"):  # a piece of a word that no dictionary has
        return _NAME
    if tag == "nr" and len(word) <= 3 and (word[0] in _SURNAMES or rare):
        return _NAME
    transliterated = len(word) > 2 and all(char in _TRANSLITERATED for char in word)
    return (
        _NAME if tag in _NAME_TAGS and (tag in ("ns", "nt") or transliterated) else _ORDINARY_WORD
    )


_PLACES = frozenset("市县镇乡村省州区岛湖河江山港湾")


@cache
def _rare(char: str) -> bool:
    """Whether a character is not among the 3,755 common ones of GB 2312, level 1."""
    try:
        return char.encode("gb2312")[0] > 0xD7
    except UnicodeEncodeError:
        return True


def foreign_english(reading: Reading, known: frozenset[str], naming: str) -> str:
    """A capitalised word of an English wording that is not in its source, or ""."""
    start = True
    for word, _, _ in reading.words:
        if not word[0].isalnum():
            start = start or word in '.?!:“"'
            continue
        if _CAPITAL.match(word):
            lowered = word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’")
            strange = lowered not in known and lowered not in _OPENERS and lowered not in naming
            if strange and not (start and lowered.endswith("ly")):
                return word
        start = False
    return ""


def named(text: str) -> bool:
    """Whether Latin letters name something in a Chinese text."""
    return any(len(w) > 1 and w.casefold() not in _COMMON_LATIN for w in latin(text))


HAN_RUN = re.compile(f"[{HAN}]+")
