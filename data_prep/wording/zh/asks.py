"""The interrogatives of one answer: 哪款水泵, 什么水泵, 哪一款; 多少台, 几台; 谁, 哪位, 何人."""

import re
from dataclasses import dataclass

import rjieba

from data_prep.frame import Frame
from data_prep.wording.zh.relations import AIMS, POST, POSTS

_PEOPLE = frozenset(
    "人 人物 人士 歌手 演员 作家 科学家 导演 工程师 专家 教授 记者 运动员 皇帝 将军 诗人 画家 学者 设计师 建筑师 创始人".split()
)
_NAMED = frozenset(
    "公司 企业 机构 组织 模型 产品 工具 软件 应用 芯片 平台 网站 实验室 研究所 大学 学校 学院 商学院 城市 国家 地区 省份 县 镇 村 岛 山 河 湖 港口 歌 歌曲 电影 影片 书 图书 论文 "
    "文章 项目 品牌 奖项 船 飞机 工厂 银行 医院 博物馆 系统 语言 游戏 节目 杂志 报纸 比赛 会议 小组 团队 部门 型号 水泵 技术 社区 地方 集团 协会 党派 政党 军队 战役 王朝 朝代 作品 小说 "
    "火箭 卫星 汽车 车型 手机 聊天机器人 机器人 助手 商店 餐厅 酒店 基金 学会 委员会 政府 报告 计划 服务 功能 程序 药物 疫苗 材料 动物 植物 疾病 媒体".split()
)
VAGUE = frozenset("东西 事情 事 内容 名称 对象 方式 情况 地方 结果 原因 目的 用途 人 ".split(" "))
"""Nouns that say no more of the answer than 什么 does."""
_COUNTED = re.compile(
    "^[一这那]?[个场段种项位款家次座名条份件股批支代类番片套组]$|^(?:一|某)[个场段种项位款家次座名条份件股批支代类番片套组]$"
)
_COUNTING = re.compile("^[一某]([个场段种项位款家次座名条份件股批支代类番片套组])$")
_JOINED = re.compile("[\u4e00-\u9fff]{1,8}[与和及、]$")
_APPOSED = re.compile("(?:^|(?<=的))[\u4e00-\u9fff]{2,8}(?<![的和与及、把被由对向为在])$")
_NAME = re.compile("^(?:《|[A-Z][\\w.-]*$|[\u4e00-\u9fff]{1,4}[A-Z0-9][\\w-]*$)")
_DOING = re.compile("^(?:拥有|具有|有|让|使|把|将|成为|做|确保|实现|能)")
_OWNER = re.compile(
    ".*(?:的|(?<=[^存实现内外所])在|(?<=[^关由])于|[与和向对给从由被把将])(?=[^的])"
)
"""What of a phrase stands before the noun that says what a name is: Llama模型在 开源社区."""
_ONE_OF_A_KIND = re.compile("(?:所在|一环|禁脔|烈火|旗手|福音|更新|之一|一员|一部分)$")
"""Nouns that have no kinds to ask for."""
_HOW_GREAT: dict[str, tuple[str, ...]] = {
    "作用": ("多大的",), "影响": ("多大的",), "控制权": ("多大的",), "潜力": ("多大的",), "优势": ("哪方面的",), "能力": ("哪方面的",), "问题": ("哪一类",),
    "服务": ("哪一类",), "产品": ("哪一类",), "技术": ("哪一类",), "研究": ("哪方面的",), "工作": ("哪方面的",), "数据": ("哪一类",), "态度": ("何种",), "企业": ("哪一类",),
}  # fmt: skip
"""Other ways to ask what something is like, noun by noun."""
_SEVERAL = re.compile("^哪[两三四五六七八九十几些]")
_UNNAMED_MEASURE = frozenset("种 类 样 项 件 点 些 番 方面".split())
_COLLOQUIAL = (("什么", "啥"), ("哪里", "哪儿"), ("什么地方", "哪儿"), ("哪一", "哪"))
_UNIT = re.compile("^(?:百分之多少|百分之几|多少|几)(.*)$")


@dataclass(frozen=True, slots=True)
class Asks:
    """What stands in the answer's place, and what the answer is called."""

    plain: str
    """In the answer's place, all of its phrase: Meta的哪款模型."""
    others: tuple[str, ...]
    """The same in other words: 什么模型, 哪一款模型."""
    short: str
    """Behind 是, when the noun was named before: 哪款, 什么, 多少台."""
    noun: str
    """What the answer is, with what the statement says of it: 大流量水泵."""
    measure: str
    """The classifier, 个 by default."""
    named: bool
    """Whether the answer is a name, so that one can ask how it is called."""
    owner: str = ""
    """What stands before the noun with 的: Meta的."""
    much: str = "多少"
    """A number asked for by its noun alone."""

    @classmethod
    def answered(cls, frame: Frame, before: str, asked: "Asks") -> "Asks":
        """The answer itself in the interrogative's places: what makes a statement of a question."""
        whole = f"{before}{frame.answer}"
        noun = "内容" if frame.answer.endswith(asked.noun) else asked.noun
        return cls(
            whole, (), frame.answer, noun, asked.measure, asked.named, asked.owner, frame.answer
        )

    @property
    def indefinite(self) -> str:
        """一款大流量水泵"""
        return f"一{self.measure}{self.noun}"

    def at(self, number: int) -> str:
        """One of the interrogatives, in turn."""
        every = (self.plain, *self.others)
        return every[number % len(every)]


def asks(frame: Frame, modifier: str, kind: str, head: str) -> Asks:
    """The interrogatives of `frame`, whose answer's phrase has `modifier` and then the class word `kind`
    before it and `head` behind it."""
    if frame.form == "number":
        return _number(frame, modifier)
    if frame.form == "time":
        return _time(frame)
    if frame.ask.startswith("什么样的") and (_aims(frame) or _no_quality(frame)):
        return Asks("什么", (), "什么", "内容", "个", False)
    behind = head or next(
        (p.text for p in frame.parts[frame.asked + 1 : frame.asked + 2] if p.role == "head"), ""
    )
    if len(frame.noun) > 1 and behind.startswith(frame.noun) and not kind:
        return Asks(modifier + frame.ask, (), frame.ask, "内容", "个", False, modifier)  # 什么 功能
    if kind and (match := _JOINED.search(modifier)):
        kind, modifier = match[0] + kind, modifier[: match.start()]  # 数据与 人工智能公司
    apposed = frame.answer.startswith("《") or (_NAME.match(frame.answer) and _names(modifier))
    if not kind and apposed and (match := _APPOSED.search(modifier)):
        kind, modifier = match[0], modifier[: match.start()]  # 嘻哈名曲 《…》, 新一代无人机 H6
    owner = "" if _COUNTED.match(modifier) else modifier
    if (
        frame.form == "person"
        and owner
        and not kind
        and not owner.endswith(("的", "和", "与", "及", "、", "由", "被", "向", "对"))
    ):
        owner, _, kind = owner.rpartition("的")
        owner = f"{owner}的" if owner else ""
    if not kind and modifier and modifier.endswith(frame.noun) and len(frame.noun) > 1:
        owner = match[0] if (match := _OWNER.match(modifier)) else ""
        kind = modifier.removeprefix(owner)
    noun = re.sub("^一[个场段种项位款家次座名条份件]", "", kind or frame.noun)
    measure = (m[1] if (m := _COUNTING.match(modifier)) else "") or frame.measure or "个"
    if frame.form == "person" and not head:
        return _person(frame, owner, kind, measure)
    if frame.form == "place" and not kind:
        return _place(frame, owner, noun)
    if frame.form in ("clause", "action", "quality", "reason"):
        return Asks(owner + kind + frame.ask, (), frame.ask, noun, measure, False, owner)
    if frame.ask == "哪些" and len(frame.noun) > 1 and frame.noun not in VAGUE:
        return Asks(f"{owner}哪些{frame.noun}", (), f"哪些{frame.noun}", "内容", "个", False, owner)
    if _SEVERAL.match(frame.ask):
        return Asks(owner + frame.ask, (), frame.ask, "内容", "个", False, owner)
    if not kind and not head and _common(frame):
        return Asks(f"{owner}什么{noun}", (), f"什么{noun}", noun, "种", False, owner)
    named = (
        not head
        and noun not in VAGUE
        and not frame.ask.startswith("什么样")
        and (noun in _NAMED or noun.endswith(tuple(_NAMED)) or bool(frame.measure))
        and measure not in _UNNAMED_MEASURE
    )
    which = f"哪{measure}"
    link = "的" if head and not head.startswith(("的", "旗下")) and nominal(head) else ""
    if frame.ask.startswith("什么样的"):
        every = [f"{how}{noun}" for how in ("什么样的", "怎样的", *_HOW_GREAT.get(noun, ()))]
        short = "怎样的"
    elif kind or (frame.measure and noun not in VAGUE):
        every = [f"{which}{noun}", f"哪一{measure}{noun}"]
        if not kind and frame.ask not in every:
            every.insert(0, frame.ask)
        if len(noun) <= 4 and measure in ("种", "类", "个", "款", "项") and not named:
            every.append(f"什么{noun}")
        short = which if measure in ("种", "类") else f"哪一{measure}"
    else:
        every = [frame.ask]
        if frame.ask == "什么" and noun not in VAGUE and len(noun) <= 4:
            every.append(f"什么{noun}")
        elif frame.ask.startswith("哪"):
            every.append(
                frame.ask[:1] + "一" + frame.ask[1:]
                if frame.ask[1:2] not in "一些里儿两三"
                else frame.ask
            )
        short = "什么" if not frame.ask.startswith("哪") else frame.ask
    every = list(dict.fromkeys(f"{owner}{ask}{link}" for ask in every))
    return Asks(every[0], tuple(every[1:]), short, noun, measure, named, owner)


def _names(modifier: str) -> bool:
    """Whether the words before a name say what it is: 新一代无人机, not 基于."""
    words = rjieba.tag(modifier)
    return bool(words) and words[-1][1][0] == "n"


def nominal(head: str) -> bool:
    """Whether a noun phrase goes on behind the answer (谷歌 AI部门), and not what it does (Meta 迅速赶上了)."""
    if re.match("[\u4e00-\u9fff]{2}(?:其|了|到|至|于)", head):
        return False  # 植入其旗下产品: a verb, whatever the tagger says
    tag = next((tag for _, tag in rjieba.tag(head)), "x")
    return tag in ("eng", "vn", "m", "a", "an") or tag[0] in "njb"


def _common(frame: Frame) -> bool:
    """Whether the answer is a sort of thing rather than one by its name: 人工智能聊天机器人 for 哪款机器人."""
    answer, noun = frame.answer, frame.noun
    if len(noun) > 1 and frame.ask == f"什么{noun}":
        return answer not in frame.asks and noun not in POSTS
    return (
        frame.ask.startswith("哪")
        and frame.measure in ("款", "个", "项", "种")
        and len(noun) > 1
        and len(answer) > len(noun)
        and answer.endswith(noun)
        and answer not in frame.asks
        and not re.search("[“《A-Z]", answer)
    )


def _no_quality(frame: Frame) -> bool:
    """Whether 什么样的 asks for too little: the answer is a deed, or a noun without kinds."""
    return bool(
        _DOING.match(frame.answer)
        or _ONE_OF_A_KIND.search(frame.noun)
        or frame.noun.startswith(("“", "《"))
    )


def _aims(frame: Frame) -> bool:
    """Whether the statement says what somebody's aim is: asked by 什么, whatever the answer's last noun."""
    subject = next((p.text for p in frame.parts if p.role == "subject"), "")
    return subject.endswith(tuple(AIMS))


def _person(frame: Frame, owner: str, kind: str, measure: str) -> Asks:
    if kind and not (POST.search(kind) and re.search("[A-Z]|公司|集团|的", kind)):
        return Asks(f"{owner}哪位{kind}", (), "谁", kind, "位", True, owner)
    if frame.ask != "谁":
        return Asks(
            owner + frame.ask, ("谁",) if not owner else (), "谁", frame.noun, measure, True, owner
        )
    noun = frame.noun if frame.noun and frame.noun != "人" else "人"
    others = () if noun == "人" else (f"哪位{noun}",)
    return Asks(
        f"{owner}谁",
        others if not owner else (),
        "谁",
        noun,
        "个" if noun == "人" else "位",
        True,
        owner,
    )


def _place(frame: Frame, owner: str, noun: str) -> Asks:
    general = noun in ("地方", "地点", "位置", "所在地", "")
    if general:
        every = list(dict.fromkeys((frame.ask, "哪里", "什么地方", "何处")))
        return Asks(
            owner + every[0],
            tuple(owner + e for e in every[1:]),
            "哪里",
            "地方",
            "个",
            False,
            owner,
        )
    which = f"哪{frame.measure or '个'}{noun}"
    every = list(
        dict.fromkeys(
            (
                frame.ask,
                which,
                f"哪一{frame.measure or '个'}{noun}",
                f"什么{noun}" if len(noun) < 3 else which,
            )
        )
    )
    return Asks(
        owner + every[0],
        tuple(every[1:]) if not owner else (),
        f"哪{frame.measure or '个'}",
        noun,
        frame.measure or "个",
        True,
        owner,
    )


def _number(frame: Frame, modifier: str) -> Asks:
    match = _UNIT.match(frame.ask)
    unit = match[1] if match else ""
    others: tuple[str, ...] = ()
    if frame.ask.startswith("百分之"):
        others = ("百分之多少",)
    elif unit == "元" and not re.search("收入|费用|利润|营收", frame.text):
        others = ("多少钱",)
    if frame.noun == "时长" and not re.search("[以左/每]|之内", unit):
        others = (*others, "多久", "多长时间")
    elif (
        match and re.fullmatch(f"[1-9一二三四五六七八九两]{re.escape(unit)}", frame.answer) and unit
    ):
        others = (f"几{unit}", f"多少{unit}") if frame.ask != f"几{unit}" else (f"多少{unit}",)
    every = tuple(o for o in others if o != frame.ask)
    return Asks(frame.ask, every, frame.ask, frame.noun or "数量", "个", False, modifier)


_WHEN: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (re.compile("[至到—–~-].*[日号]$"), ("什么时候", "何时"), "时间"),
    (re.compile("日$|号$"), ("哪一天", "什么时候", "哪天"), "日期"),
    (re.compile("年.*月份?$"), ("哪年哪月", "什么时候", "何时"), "年月"),
    (re.compile("月份?$"), ("哪个月", "几月", "什么时候"), "月份"),
    (
        re.compile(r"^(?:公元前?)?[\d〇零一二两三四五六七八九十]+年$"),
        ("哪一年", "哪年", "什么时候"),
        "年份",
    ),
    (re.compile("世纪$"), ("哪个世纪", "第几个世纪"), "世纪"),
    (re.compile("年代[初末中期]*$"), ("哪个年代", "什么年代"), "年代"),
    (re.compile(r"\d[:：]\d\d$|点$|时$"), ("几点", "几点钟", "什么时候"), "时间"),
)


def _time(frame: Frame) -> Asks:
    """By how exact the answer is: a day, a month, a year."""
    for pattern, every, noun in _WHEN:
        if pattern.search(frame.answer):
            exact = [w for w in every if w != frame.ask]
            if noun == "日期" and "年" not in frame.answer:
                exact = [w for w in exact if "年" not in w]
            return Asks(
                frame.ask or every[0], tuple(exact), frame.ask or every[0], noun, "个", False
            )
    others = tuple(w for w in ("什么时候", "何时") if w != frame.ask)
    return Asks(frame.ask or "什么时候", others, frame.ask or "什么时候", "时间", "个", False)
