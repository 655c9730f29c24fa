"""How a Chinese answer is asked for: its form, the interrogative in its place, what it is as a noun."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_prep.facts.chinese_word import Word
from data_prep.facts.tables import KNOWN_ORGANIZATIONS
from data_prep.frame import Form


@dataclass(frozen=True, slots=True)
class Asking:
    """`ask` stands where the answer stood; `noun` names what it is, `measure` counts it."""

    form: Form
    ask: str
    noun: str
    measure: str = ""


_UNIT_NOUNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), noun)
    for pattern, noun in (
        ("(?:元|英镑|港币|法郎|马克|卢布)$", "金额"), ("(?:人次?|名|位|户|口)$", "人数"), ("平方|亩|公顷", "面积"), ("(?:公里|千米|英里|海里)$", "距离"),
        ("(?<!立方)(?<!平方)(?:[厘毫微]米|(?<![厘毫微])米)$|公分$|公尺$|英尺$|英寸$", "长度"), ("吨$|千克$|公斤$|克$|斤$", "重量"), ("毫?升$|立方米$", "体积"), ("%|％|百分|成$|分之|‰|百分点", "比例"),
        ("岁$", "年龄"), ("(?:年|个?月|天|日|小时|分钟|秒|周|世纪)$", "时长"), ("分贝$", "噪声值"), ("℃$|度$", "温度"), ("[千兆]?瓦$", "功率"), ("瓦时$|度电$", "电量"),
        ("倍$", "倍数"), ("(?:次|届|期|场|轮)$", "次数"),
    )
)  # fmt: skip
_NUMERAL = re.compile(
    r"^(?:\d[\d,，]*(?:\.\d+)?|[数几上]?[一二三四五六七八九十百千万亿两零〇半]+(?:点[一二三四五六七八九]+)?)(?:[多余几](?=[万亿]))?(?:万亿|[万亿]|[千百](?![克米瓦伏赫升帕]))?[多余来]?"
)

_CLASS: dict[str, tuple[str, str]] = {
    "公司": ("公司", "家"), "集团": ("公司", "家"), "企业": ("企业", "家"), "银行": ("银行", "家"), "大学": ("大学", "所"), "学院": ("学院", "所"), "分校": ("大学", "所"), "中学": ("学校", "所"),
    "小学": ("学校", "所"), "研究院": ("研究机构", "家"), "研究所": ("研究机构", "家"), "实验室": ("实验室", "个"), "博物馆": ("博物馆", "座"), "图书馆": ("图书馆", "座"),
    "医院": ("医院", "家"), "工厂": ("工厂", "家"), "厂": ("工厂", "家"), "部": ("部门", "个"), "部门": ("部门", "个"), "团队": ("团队", "支"), "小组": ("小组", "个"), "协会": ("组织", "个"),
    "省": ("省份", "个"), "市": ("城市", "座"), "县": ("县", "个"), "镇": ("镇", "个"), "村": ("村子", "个"), "区": ("地区", "个"), "岛": ("岛", "座"), "湖": ("湖", "个"), "河": ("河流", "条"),
    "江": ("河流", "条"), "山": ("山", "座"), "桥": ("桥", "座"), "港": ("港口", "个"), "国": ("国家", "个"), "模型": ("模型", "款"), "系列": ("系列", "个"), "平台": ("平台", "个"), "应用": ("应用", "款"),
    "软件": ("软件", "款"), "系统": ("系统", "个"), "工具": ("工具", "款"), "产品": ("产品", "款"), "芯片": ("芯片", "款"), "眼镜": ("眼镜", "款"), "设备": ("设备", "款"), "技术": ("技术", "项"),
    "方法": ("方法", "种"), "算法": ("算法", "种"), "语言": ("语言", "种"), "网站": ("网站", "个"), "社区": ("社区", "个"), "项目": ("项目", "个"), "计划": ("计划", "项"), "法案": ("法案", "部"), "奖": ("奖项", "个"),
    "节": ("节日", "个"), "书": ("书", "本"), "报": ("报纸", "份"), "杂志": ("杂志", "份"), "电影": ("电影", "部"), "歌曲": ("歌曲", "首"), "名曲": ("歌曲", "首"), "单曲": ("单曲", "首"), "金曲": ("歌曲", "首"), "主题曲": ("歌曲", "首"), "文章": ("文章", "篇"), "博文": ("博文", "篇"), "论文": ("论文", "篇"), "诗作": ("诗", "首"), "纪录片": ("纪录片", "部"), "专辑": ("专辑", "张"), "水泵": ("水泵", "款"), "船": ("船", "艘"),
    "汽车": ("汽车", "款"), "手机": ("手机", "款"), "助手": ("助手", "款"), "机器人": ("机器人", "款"), "数据集": ("数据集", "个"), "版本": ("版本", "个"), "品牌": ("品牌", "个"), "机构": ("机构", "家"),
    "组织": ("组织", "个"), "研究站": ("机构", "家"), "管理所": ("机构", "家"), "框架": ("框架", "个"), "库": ("库", "个"), "协议": ("协议", "项"), "格式": ("格式", "种"), "职务": ("职务", "个"), "问题": ("问题", "个"),
    "事件": ("事件", "起"), "战争": ("战争", "场"), "条约": ("条约", "项"), "论坛": ("论坛", "个"), "基金": ("基金", "只"), "电视台": ("电视台", "家"), "俱乐部": ("俱乐部", "家"), "乐队": ("乐队", "支"), "小说": ("小说", "部"),
    "漫画": ("漫画", "部"), "动画": ("动画", "部"), "耳机": ("耳机", "款"), "浏览器": ("浏览器", "款"), "无人机": ("无人机", "款"), "GPU": ("GPU", "款"), "显卡": ("显卡", "款"), "处理器": ("处理器", "款"), "头显": ("头显", "款"), "电动车": ("电动车", "款"), "相机": ("相机", "款"), "游戏": ("游戏", "款"), "搜索引擎": ("搜索引擎", "款"), "能力": ("能力", "种"), "功能": ("功能", "项"),
}  # fmt: skip
"""Last word of a name, or the class word the document puts beside it → (noun, classifier)."""
CLASS_WORDS = tuple(sorted((c for c in _CLASS if len(c) >= 2), key=len, reverse=True))

_MEASURE: dict[str, str] = {
    "人": "位", "者": "位", "员": "位", "家": "位", "师": "位", "问题": "个", "能力": "种", "方式": "种", "方法": "种", "技术": "项", "产品": "款", "服务": "项", "功能": "项", "模型": "款", "公司": "家",
    "机构": "家", "地位": "种", "优势": "个", "作用": "种", "影响": "种", "目标": "个", "机会": "个", "挑战": "个", "计划": "项", "工作": "项", "数据": "种", "资源": "种", "材料": "种", "系统": "个",
}  # fmt: skip


def number(answer: str) -> Asking:
    """多少台, 百分之多少, 多少年."""
    if answer.startswith("数以"):
        return Asking("number", "多少", "数量", "个")
    unit = _NUMERAL.sub("", answer, count=1)
    bare = re.sub("以上|以下|左右|以内|上下|之多", "", unit)
    noun = next((n for p, n in _UNIT_NOUNS if p.search(bare) or p.search(answer)), "数量")
    if noun == "比例" and re.search("百分之|%|％", answer):
        return Asking("number", "百分之多少", noun, "个")
    return Asking("number", f"多少{bare}" if bare else "多少", noun, "个")


def date(answer: str) -> Asking:
    """哪一年, 哪一天, 什么时候."""
    if re.search("[至到—–~、和-]", answer):
        return Asking("time", "什么时候", "时间", "个")
    if answer.endswith("日"):
        return Asking("time", "哪一天", "日期", "个")
    if re.fullmatch(r"(?:公元)?\d{4}年|[一二〇零三四五六七八九]{4}年", answer):
        return Asking("time", "哪一年", "年份", "个")
    if answer.endswith("月"):
        return Asking("time", "哪年哪月" if "年" in answer else "几月", "时间", "个")
    return Asking("time", "什么时候", "时间", "个")


def name(word: Word, beside: str) -> Asking:
    """谁, 哪家公司, 哪款模型; `beside` is the class word that the document puts beside the name, or ""."""
    if word.kind == "person" or beside == "人":
        return Asking("person", "谁", "人", "位")
    text = word.text.strip("《》“”")
    if word.kind == "work":
        known = _CLASS.get(beside)
        return Asking(
            "noun",
            f"哪{known[1]}{known[0]}" if known else "哪部作品",
            known[0] if known else "作品",
            known[1] if known else "部",
        )
    beside = "公司" if word.text in KNOWN_ORGANIZATIONS else beside
    for size in (3, 2, 1):
        if (known := _CLASS.get(text[-size:])) and len(text) > size:
            return _which(known, "place" if word.kind == "location" else "noun")
    if known := _CLASS.get(beside):
        return _which(known, "noun")
    if word.kind == "organization" or word.text in KNOWN_ORGANIZATIONS:
        return _which(_CLASS["机构" if re.search("[院会所局部]$", text) else "公司"], "noun")
    if word.kind == "location":
        return Asking("place", "什么地方", "地方", "个")
    return Asking("noun", "什么", "名称", "个")


def _which(known: tuple[str, str], form: Form) -> Asking:
    return Asking(form, f"哪{known[1]}{known[0]}", known[0], known[1])


def phrase(words: Sequence[Word]) -> Asking:
    """What a common noun phrase is asked by: 什么样的能力 for 生成代码的能力, 什么 for 深水船坞."""
    marks = [k for k, w in enumerate(words) if w.tag == "de"]
    if marks:
        head = "".join(w.text for w in words[marks[-1] + 1 :])
        if all(w.kind or w.tag in ("m", "c", "br") for w in words[: marks[-1]]):
            return Asking("noun", "什么", "内容", "个")  # whose it is, not what it is like
        if 1 <= len(head) <= 8 and not re.search("[A-Z\\d、和与]", head):
            measure = next((m for h, m in _MEASURE.items() if head.endswith(h)), "种")
            return Asking("noun", f"什么样的{head}", head, measure)
        return Asking("noun", "什么", "内容", "个")
    last = words[-1]
    if last.text in _CLASS and len(words) > 1:
        known = _CLASS[last.text]
        return Asking("noun", f"什么{known[0]}", known[0], known[1])
    return Asking("noun", "什么", "内容", "个")


def is_class(word: str) -> bool:
    """Whether a common noun says what a name beside it is: 模型, 公司, 应用商店."""
    return any(word.endswith(c) for c in CLASS_WORDS)
