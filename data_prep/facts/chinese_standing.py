"""Which Chinese statements stand alone: nothing in them points at what only the text around them says."""

import re
from collections.abc import Sequence

from data_prep.facts.balance import balanced
from data_prep.facts.chinese_lacking import lacks
from data_prep.facts.chinese_lexicon import AIMS
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.tables import GENERIC_HEADS, PRONOUNS, RELATIVE_TIME

MIN_CHARS, MAX_CHARS = 7, 100
IF = re.compile("(?:而|但)?(?:如果|假如|倘若|要是|万一|一旦|只要|除非|若(?!干))")
"""A clause that says under what condition the rest holds."""


BAD_TEXT = re.compile(
    "[？?…]|——|如何|怎么|怎样|是否|为什么|什么|为何|何时|何处|哪[个些家里]|谁|之类|……|等等"
)
BAD_SUBJECT = re.compile(
    "^(?:版本|部分|类型|种类)的|^另[一外]|^(?:同比|环比)|^(?:制作|全都|心情|感觉|只有|还是|一方面|另一方面|有些|有时|有人|人们|大家|我们|一些|许多人|很多人|这|那|其|某|之|的|每家公司|多家公司|事实|问题|原因|目的|结果|一切|前者|后者|双方|本人|自己|如此|尽管|虽然|谁|何|所有人|所有|其中|"
    f"[船车桥泵书片剧店厂校馆楼塔岛湖河山村镇县市]|(?:{GENERIC_HEADS['zh']}))$|^(?:要求|意味着|目的|不仅|这|那|该|此|其|某|从|在|对|向|随着|作为|通过|根据|据)|的$|[，；：]"
)
CONDITION = re.compile("如果|假如|假设|倘若|要是|万一|一旦|只要|除非|即使|即便|无论|不管|哪怕|否则")


def standing_problem(
    pieces: Sequence[Piece], parsed: bool = True, said: bool = False, home: bool = False
) -> str:
    """Why the statement of these pieces can't stand alone (a slug), or "".

    `said` when a speaker is named in front of it, who then says what it is about; `home` when a scene
    in front names the device that it is about.
    """
    text = "".join(piece.text for piece in pieces)
    subject = "".join(p.text for p in pieces if p.role == "subject")
    if any(p.role in ("subject", "verb", "object") and not balanced(p.text) for p in pieces):
        return "unbalanced"
    if verb_of(pieces) in (
        "题为",
        "名为",
        "谈起",
        "说起",
        "聊起",
        "相比",
        "相反",
        "不同",
        "而言",
        "来说",
    ) or _CLASHES.search(text):
        return "unsure_reading"
    if any(p.role == "adverb" and "越" in p.text for p in pieces) and "越来越" not in text:
        return "unsure_reading"  # 越…越…: one half alone says nothing
    if not MIN_CHARS <= len(text) <= MAX_CHARS:
        return "length"
    if not balanced(text):
        return "unbalanced"
    if BAD_TEXT.search(text):
        return "question_word"
    if dangling(text):
        return "pronoun"
    if UNCLEAR.search(text):
        return "unclear"
    if lacks(pieces, said):
        return "unclear"
    if parsed and _misread(pieces):
        return "unsure_reading"
    if (
        pieces
        and pieces[-1].role == "verb"
        and verb_of(pieces[-1:]) in _TAKES_WHAT
        and "被" not in text
    ):
        return "unclear"
    about = next((p for p in pieces if p.role == "subject"), None)
    if about and all(w.tag in ("vn", "v", "a") for w in about.words):
        return "vague_subject"
    if pieces and not subject and not home and _opens_with_verb(pieces[0]):
        return "no_subject"
    if home:
        if len(subject) > 48:
            return "vague_subject"
    elif not parsed or not subject:
        if not _anchored(pieces) or len(text) > MAX_CHARS - 20:
            return "vague_subject"
    elif (
        BAD_SUBJECT.search(subject)
        or len(subject) > 48
        or not (said or _named(pieces))
        or (about and definite(about, pieces, said))
    ):
        return "vague_subject"
    if CONDITION.search(
        "".join(p.text for p in pieces if not (p.role == "scene" and IF.match(p.text)))
    ):
        return "conditional"
    if undated(text):
        return "relative_time"
    return ""


UNCLEAR = re.compile(
    "另一[个款家种项位名座份]|特定的|(?<![博论征作散社杂])文中|此类|(?:模型|产品|系统|软件|平台)的(?:后续|新|升级|下一)版本$|有更多|上述|^(?:拥有|具备|有)所需|和其他人(?!的)|类似的|^除了?[^，]{1,12}(?:以外|之外)|终于|(?<![一二两三])又(?!称|名|译|叫|作)|^甚至|^也有|^[\\[*>•#]|有时候?人们|更(?:喜欢|愿意|倾向)(?!.*比)|才过去|最新(?:版本|版|款|一代)(?:于|在|将|已)"
)
"""Words that only the text before explains."""
_ALONE = re.compile(
    "(?:主要|根本|直接|首要|关键|整个|首家|新|原|老)?(?:社区|平台|系统|软件|数据|会议|仪式|活动|比赛|赛事|节目|[闭开]幕式|论文|研究|报告|年报|方案|提议|研究组|研发组|项目组|小组|无人机|版本|理念|初衷|原因|挑战|区别|关键|门票|电缆|"
    f"整机|规则|成绩|赛程|票价|追思会|算盘|.{{0,6}}之处|规划|打造|创建|运营|训练|搭建|开发|方法之一|{GENERIC_HEADS['zh']})|.{{0,4}}(?:厂长|馆长|站长|经理|师傅|老人|老板|记者)"
)
"""Subjects that alone mean the one that the text spoke of: 社区, 研究组, 根本原因."""
_REPLY = re.compile("(?:答案|回答|回应)$")
"""Subjects that say nothing without what was asked."""
_GROUP = re.compile("(?:用户|员工|研究人员|投资者|游客|观众|合作伙伴|客户|居民|学生|开发者)$")
_ANYWHERE = re.compile("全球|世界|国内|国际|全国|各国|普通|任何|所有|每|许多|很多|多数|大部分")
_SORTS = re.compile("(?:人|者|员|们|公司|企业|国家|家|师|学生|儿童|数据集|方法|软件|技术|工具)$")


def definite(about: Piece, pieces: Sequence[Piece], said: bool = False) -> bool:
    """Whether the subject has no name and means one thing that only the text before tells."""
    ws = about.words
    if about.text.startswith(("最", "首批", "首次", "首家")) and not (
        ws[0].kind or ws[-1].kind == "person"
    ):
        return True
    if _REPLY.search(about.text):
        return True
    if any(w.kind for w in ws) or _ANYWHERE.search("".join(p.text for p in pieces)):
        return False
    if any(p.role == "relation" and p.words[0].text == "比" for p in pieces):
        return True
    dated = said and any(w.tag == "t" for p in pieces for w in p.words)
    if any(w.tag == "de" for w in ws):
        named = any(w.kind and len(w.text) > 1 for p in pieces for w in p.words)
        counts = any(w.tag == "m" and re.search("\\d", w.text) for p in pieces for w in p.words)
        return counts and not named and not dated and not _SORTS.search(about.text)
    named = any(w.kind and len(w.text) > 1 for p in pieces for w in p.words)
    if _ALONE.fullmatch(about.text) or (_GROUP.search(about.text) and not named):
        return True
    return (
        not named
        and not dated
        and any(w.tag == "m" and re.search("\\d", w.text) for p in pieces for w in p.words)
    )


_TAKES_WHAT = frozenset(
    "预见 预见到 认识 认识到 意识到 看到 发现 知道 认为 相信 表示 指出 想到 注意到 了解 估计 预计 预测".split()
)
"""Verbs that say nothing without what they take."""
_CLASHES = re.compile(
    "为代表的[^，]{1,8}$|并不是说|不是在说|先从.{1,12}(?:谈起|说起|讲起|开始)$|差不多"
)
"""Turns of speech that assert nothing by themselves."""


def _opens_with_verb(piece: Piece) -> bool:
    """Whether a statement without a subject begins with what somebody unnamed does: 增加了…, 使得…"""
    first = piece.words[0]
    aim = first.text == "为" and len(piece.words) > 1 and piece.words[1].text in AIMS
    verbal = first.tag in ("v", "ba") and first.kind is None
    return aim or (verbal and piece.role in ("after", "verb", "scene"))


_MANY = re.compile("许多|很多|不少|多数|大多数|大部分|绝大多数|所有|全部|任何|每")
_TELLS_WHAT = frozenset("是 指 决定 称为 叫做 叫 名为 意味着 又称 包括 分为".split())
_LIKE_THIS = re.compile("像[^，]{2,12}这样的|(?<=[\u4e00-\u9fff])本人")


_OWN = re.compile("(?<=[^，；：（“])其(?!中|他|它|余|实|次|间)")
"""其 behind other words of its clause: whose it is stands before it."""


def dangling(text: str) -> bool:
    """Whether a pronoun of the statement stands for something outside it."""
    bare = _LIKE_THIS.sub("", text.replace("自己", ""))
    if re.search("[\u4e00-\u9fffA-Za-z]{2,}", bare[:4]):
        bare = _OWN.sub("", bare)
    return bool(PRONOUNS["zh"].search(bare))


_SHORT_VERBS = frozenset(
    "有 是 为 占 获 任 称 含 设 建 属 达 写 著 生 卒 长 宽 高 重 用 由 做 叫 指 让 使 令 造 产 售 卖 买 投 像 姓 娶 嫁 葬 编 拍 演 唱 画 译 教 学 住 到 去 来 入 离 迁 分 共 需 要 缺 超 逾 近 约 低 降 升 增 减 赢 输 胜 败 领 率 主 给 送 靠 按 受 遭 被 经 历 费 耗 花".split()
)
_GOES_ON = frozenset(
    "来 和 或 及 并 以 而 等 用 去 时 后 起 左右 以上 以下 之一 之中 中 上 里 内".split()
)
"""What may follow an object without being a second reading of the clause."""


def _misread(pieces: Sequence[Piece]) -> bool:
    """Signs that the parser took the clause wrongly: a rest that nothing explains, a verb that is none."""
    for i, piece in enumerate(pieces):
        ws = piece.words
        if piece.role == "verb" and ws[0].tag != "a":
            if len(ws[0].text) == 1 and ws[0].text not in _SHORT_VERBS:
                return True
        elif piece.role == "subject":
            if i and pieces[i - 1].text == "正在":
                return True  # 正在霁川测试: where it is done, not who does it
            if any(w.text in ("通过", "将", "把") for w in ws[1:]):
                return True
            verbs = [k for k, w in enumerate(ws) if w.tag in ("v", "md", "p", "ba")]
            marks = [k for k, w in enumerate(ws) if w.tag == "de"]
            if ws[0].text in ("认识", "意识", "发现", "看到", "知道", "想到"):
                return True
            if ws[-1].tag in ("de", "c", "x", "cc") or (
                verbs and (not marks or marks[-1] < verbs[-1])
            ):
                return True
        elif (
            (piece.role == "object" and ws[0].text in ("或", "和", "及", "并"))
            or (
                piece.role == "object"
                and ws[0].tag in ("c", "cc", "f", "x", "le", "de")
                and ws[0].text != "与"
            )
            or (
                piece.role == "after"
                and i
                and not pieces[i - 1].mark
                and ws[0].text not in _GOES_ON
            )
        ):
            return True
    return False


def _anchored(pieces: Sequence[Piece]) -> bool:
    """Whether a statement without a known subject begins with something it names, and names two things."""
    ws = [w for p in pieces for w in p.words]
    first = next((w for w in ws if w.tag not in ("d", "cc")), None)
    if (
        first is None
        or first.tag in ("r", "v", "x", "le", "f", "de", "md")
        or BAD_SUBJECT.match(first.text)
    ):
        return False
    return any(w.kind for w in ws[:6]) and sum(bool(w.kind) or w.tag in ("m", "t") for w in ws) >= 2


def _named(pieces: Sequence[Piece]) -> bool:
    """Whether something in the statement says what it is about: a name, or a subject of some length."""
    subject = next((p for p in pieces if p.role == "subject"), None)
    if subject is None:
        return False
    if any(w.kind for w in subject.words):
        return True
    if all(w.tag in ("m", "f") for w in subject.words):
        return any(p.role == "scene" for p in pieces)  # 目前使用的模型中，90%以上…
    first = subject.words[0]
    if first.tag == "v" and not any(w.tag == "de" for w in subject.words):
        return False
    others = [w for p in pieces if p.role in ("relation", "object") for w in p.words]
    if _MANY.match(subject.text) and (len(subject.words) >= 3 or any(w.kind for w in others)):
        return True
    if first.tag == "m" or all(w.tag == "vn" for w in subject.words):
        return False  # 三款模型: which ones, only the text before says
    named = any(w.kind and len(w.text) > 1 for p in pieces for w in p.words)
    described = any(w.tag == "de" for w in subject.words) and len(subject.text) >= 8
    return named or described or verb_of(pieces) in _TELLS_WHAT


_KEEP_TIME = re.compile("近年来?")


def _dated(text: str, match: re.Match[str]) -> bool:
    if match[0] in ("之后", "以后") and re.search(r"[\u4e00-\u9fff）]$", text[: match.start()]):
        return True  # 在…批评之后: what comes before says when
    return bool(_KEEP_TIME.fullmatch(match[0])) or bool(
        re.search(r"\d{2,4}年?$", text[: match.start()])
    )


_NO_YEAR = re.compile(
    "(?<![\\d年至到和、])\\d{1,2}月\\d{1,2}日|[于在自从](?:1[0-2]|[1-9])月(?![至到、和份])"
)
_YEARLY = re.compile("\\d{3,4}年|每|历年|常年|通常|一般|平均|农历|阴历|生日|[花果]期|节日?[为是在]")


def undated(text: str) -> bool:
    """Whether a time in `text` is resolved by nothing but the day of writing."""
    if _NO_YEAR.search(text) and not _YEARLY.search(text):
        return True
    return any(not _dated(text, m) for m in RELATIVE_TIME["zh"].finditer(text))
