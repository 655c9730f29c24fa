"""A Chinese clause as words with the parts of speech that the parser needs.

rjieba's tags, put right where they mislead: numbers with their units, dates, brackets and short
quotations become one word each, modals and adverbs get their own tags, and a few words that it takes for
nouns are verbs.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from data_prep.facts.mentions import chinese_values
from data_prep.facts.tables import KNOWN_ORGANIZATIONS, ROLES
from data_prep.facts.tokens import Kind, Names, Token

Tag = str
"""n noun phrase material · m number · t time · v verb · md modal · d adverb · p preposition · ba 把, 将, 被 ·
c joins phrases · cc joins clauses · de 的 · le 了, 着, 过 · f 上, 中, 之后 · a adjective · r pronoun ·
q classifier · br bracket · x anything else."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause at clause[start:start+len(text)]."""

    text: str
    tag: Tag
    start: int
    kind: Kind | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


MODALS = frozenset(
    "预计 可以 能够 能 可 会 可能 将会 可能会 必须 应该 应当 应 需要 需 要 想 想要 愿意 希望 打算 计划 预计 拟 有望 得以 敢 不能 不会 不可 无法 未能 难以 不得 "
    "不想 不愿 不应 不该 很难 容易 足以 似乎 准备 试图 尝试 还会 就会 也会 都会 才能 只能 仍需 还要 可望 有意 决定 开始 继续 停止".split()
)
"""Words before a verb that say how it holds. Those that are verbs too (需要, 希望, 计划, 开始 …) count only before a verb."""
_VERB_TOO = frozenset(
    "需要 需 要 想 想要 希望 打算 计划 预计 准备 试图 尝试 决定 开始 继续 停止 有意 愿意 容易 会 能 可能 有望 拟".split()
)
ADVERBS = frozenset(
    "肯定 正在 已经 已 曾 曾经 正 仍 仍然 仍在 还 还在 也 都 又 就 便 才 均 皆 即 则 只 仅 仅仅 不 没 未 未曾 尚未 从未 并未 并不 并没有 并 不再 不仅 同样 "
    "基本上 大体上 总体上 根本上 正式 首次 最终 一直 始终 长期 长期以来 目前 现在 如今 最近 近日 近来 曾一度 依然 依旧 逐渐 逐步 进一步 共同 亲自 免费 公开 主要 通常 往往 经常 常 常常 甚至 "
    "几乎 大约 约 共 总共 一共 合计 累计 平均 单独 独立 更 最 很 非常 极为 十分 相当 较 比较 越来越 大力 积极 迅速 立即 随即 随后 之后 后来 原本 原来 本来 起初 最初 最早 "
    "再次 再 重新 陆续 先后 分别 专门 主动 直接 间接 成功 实际上 其实 显然 确实 的确 一度 依法 自动 不断 持续 无疑 或 或将 似乎 大概 也许 或许 据称 当场 真正 真的 "
    "全面 普遍 强烈 一般 至少 至多 最多 高达 竟然 竟 刚 刚刚 恰好 过于 基本 全 总 永远 绝不 绝 毫不 无需 不必 从来 向来 历来 每年 每天 每月 每周 每日 每次 轮流 依次 早已 既 特别 尤其 实在 "
    "必然 势必 大多 多 亦 皆可 遂 乃 仍旧 暂时 一起 一同 相互 互相 彼此 大量 广泛 严重 极大 大大 大幅 严格 统一 集中".split()
)
PREPOSITIONS = frozenset(
    "在 于 对 向 从 以 用 为 与 和 跟 同 比 通过 根据 据 随着 作为 对于 关于 除 除了 由 给 自 自从 至 到 当 因 因为 由于 为了 按 按照 依据 凭借 凭 借助 沿着 沿 经 经过 "
    "就 针对 围绕 基于 鉴于 截至 截止 直到 面对 面向 距 距离 本着 趁 替 较 像 与其 将 把 被 叫 受 朝 往 依靠 靠 随 每当 早在 及至 自打".split()
)
_BA = frozenset(("把", "将", "被"))
_JOIN = frozenset(("和", "与", "及", "以及", "、", "或", "或者", "兼", "跟", "同", "暨"))
_CLAUSE_JOIN = frozenset(
    "而 并 并且 且 但 但是 而且 因此 所以 于是 从而 以便 以 来 去 然后 同时 不过 以至 以致 进而 却 则".split()
)
_LOCALIZERS = frozenset(
    "中 上 下 里 内 外 间 前 后 时 期间 之后 之前 之间 之中 之外 之内 之上 之下 以来 以前 以后 以内 以外 以上 以下 当中 方面 时候 旁 旁边 附近 周围 中央 起 为止 之际 左右 内部 外部 身上 眼中 "
    "看来 来说 而言 来看 来讲 一样 过程中 背景下 情况下 前后 底 初 末 之余 同时 内外 上下 上方 下方 对面 沿岸 一带 境内 全境 途中 门口 范围内 期内".split()
)
NOUNS = frozenset(
    "售价 定价 造价 标价 产能 广度 研究 关注 影响 突破 竞争 问题 控制 力量 答案 位置 做法 决定 发布 崛起 成功 发展 投入 支持 表现 目标 目的 任务 使命 薪酬包 创新 方式 特点 优势 代表".split()
)
"""Read as nouns behind 的, whatever the tagger says; elsewhere as it says."""
NOUNS_TAKEN_FOR_ADVERBS = frozenset(
    "长途 风投 支出 收入 开支 投资者 好处 进步 到来 青睐 恶名 举措 薪酬包 优劣 用例 所有人 首席执行官 措施 坏处 先例 损害 损失".split()
)
VERBS = frozenset(
    "钦点 委任 指派 委托 现任 时任 曾任 历任 兼任 并列第一 并列 在于 汇报工作 汇报 负责管理 有 拥有 训练 获得 位于 成为 属于 来自 包括 包含 赶上 达到 达 为 是 称为 称作 名为 叫做 担任 出任 任 生产 制造 研制 研发 开发 设计 建造 创办 创立 创建 成立 发布 推出 "
    "公布 宣布 收购 合并 并购 投资 出资 赞助 举办 举行 主办 承办 获 荣获 赢得 击败 打败 加入 退出 离开 进入 入选 当选 当上 毕业 就读 任职 供职 服务 运营 经营 管理 负责 "
    "领导 带领 率领 主持 主导 支配 控制 掌控 使用 采用 利用 运用 应用 用于 适用 支持 提供 供应 出售 销售 售出 卖出 买下 购买 购入 采购 交付 发射 启动 启用 开通 开放 开馆 开业 "
    "关闭 停产 投产 动工 开工 竣工 完工 建成 落成 迁入 迁至 迁往 搬到 移至 转移 转向 转型 改为 改名 更名 命名 取名 起源 源于 始于 起步 诞生 出生 去世 逝世 生于 卒于 定居 "
    "居住 生活 死于 葬于 占 占据 占领 覆盖 超过 超越 低于 高于 多于 少于 不足 相当于 等于 约等于 增长 增加 增至 上升 升至 提高 提升 下降 降低 减少 降至 缩短 延长 扩大 扩建 "
    "耗资 花费 耗时 历时 持续 长达 重达 高达 多达 宽 长 高 重 售价 定价 标价 造价 认为 相信 指出 表示 强调 预测 预计 预言 估计 承认 否认 证明 证实 显示 表明 意味着 代表 象征 "
    "导致 造成 引发 引起 促使 使 让 令 帮助 协助 推动 促进 阻止 防止 避免 限制 禁止 允许 准许 要求 规定 吸引 影响 改变 取代 替代 代替 打破 打造 构建 建立 建设 搭建 形成 组成 构成 "
    "由 分为 分成 含有 具有 具备 享有 持有 掌握 了解 知道 发现 发明 首创 提出 提交 提供 提议 通过 批准 签署 签订 达成 实现 完成 结束 保留 保存 保护 收藏 馆藏 展出 陈列 展示 出版 发表 "
    "撰写 编写 著有 写 写下 绘制 拍摄 导演 主演 饰演 演唱 翻唱 录制 播出 上映 上市 登陆 登上 排名 位列 位居 名列 跻身 依赖 依靠 取决于 归功于 受到 遭到 遭受 面临 面对 致力于 专注于 专注 侧重 倾向于 擅长 "
    "善于 适合 需要 缺乏 缺少 没有 失去 放弃 拒绝 反对 赞成 提倡 主张 倡导 呼吁 批评 指责 质疑 担心 担忧 希望 想要 计划 打算 准备 试图 开始 继续 停止 免费赠送 赠送 捐赠 捐给 送给 交给 授予 颁发 "
    "任命 聘请 雇用 招聘 招收 培养 教授 学习 研究 观察 观测 记录 统计 调查 测量 测试 检测 检查 监测 监督 评估 评价 分析 解决 处理 应对 修复 修建 修改 改进 改造 改革 更新 升级 换成 变成 化为 "
    "转为 成 做 做出 作出 进行 开展 展开 实施 执行 施行 生效 遵守 违反 涉及 关注 关心 重视 忽视 聚焦 瞄准 针对 服从 参加 参与 出席 访问 采访 会见 邀请 介绍 描述 描写 称 讲述 说明 解释 回答 回应".split()
)
"""Words that can be the predicate of a clause even where the tagger sees a noun."""

_QUOTED = re.compile(
    "“[^“”]{1,24}”|‘[^‘’]{1,24}’|《[^《》]{1,40}》|「[^「」]{1,24}」|『[^『』]{1,24}』"
)
_ROLE = re.compile(ROLES["zh"])
_TERM = re.compile(
    "没有人|无人(?![机驾车船])|无人机|所有人|任何人|头戴设备|计算卡|计算集群|计算能力|训练数据|搜索引擎|可持续发展|(?:设计|额定|单台)?(?:[年月日]|总)(?:产能|产量|销量)(?=[为达约是有])|(?:人工)?通用(?:人工)?智能|生成[式型](?:人工智能|AI)"
)
_UP_TO = re.compile("(?:高达|多达|长达|重达)(?=[\\d一二两三四五六七八九十百千万数几上])")
_BRACKET = re.compile("（[^（）]*）")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:(?! )[个行名条次家人元台张])?")
_MONTH = re.compile(r"(?<![\d年至到])(?:1[0-2]|[1-9])月(?:[上中下]旬|[底初末])?(?![\d至到])")


_PARSED = 1 << 11
"""Clauses of which the words are kept."""


def words(clause: str, names: Names) -> list[Word]:
    """The words of one clause, in order; they cover it wholly."""
    if (known := names.parsed.get(clause)) is None:
        if len(names.parsed) >= _PARSED:
            names.parsed.clear()
        known = names.parsed[clause] = tuple(_words(clause, names))
    return list(known)


def _words(clause: str, names: Names) -> list[Word]:
    fixed: list[tuple[int, int, Tag]] = [(*m.span(), "br") for m in _BRACKET.finditer(clause)]
    fixed += [(*m.span(), "n") for m in _QUOTED.finditer(clause)]
    fixed += [(*m.span(), "v") for m in re.finditer("出生于|出生在", clause)]
    fixed += [(*m.span(), "m") for m in _UP_TO.finditer(clause)]
    fixed += [(*m.span(), "n") for m in _TERM.finditer(clause)]
    fixed += [(*m.span(), "n") for m in _ROLE.finditer(clause)]
    named = [m.span() for m in names.pattern.finditer(clause)] if names.pattern else []
    fixed += [
        (v.start, v.end, "t" if v.type == "date" else "m")
        for v in chinese_values(clause)
        if not any(s < v.start < e for s, e in named)
    ]
    fixed += [(*m.span(), "t") for m in _MONTH.finditer(clause)]
    fixed += [(*m.span(), "m") for m in _GROUPED.finditer(clause)]
    out: list[Word] = []
    at = 0
    for start, end, tag in _apart(fixed):
        out += _plain(clause, at, start, names)
        kind: Kind | None = "work" if clause[start] == "《" else None
        out.append(Word(clause[start:end], tag, start, kind))
        at = end
    out += _plain(clause, at, len(clause), names)
    return _resultative(_settled(out))


def _resultative(found: list[Word]) -> list[Word]:
    """A verb with 而来, 而成, 而得 behind it as one word: 训练而来, 发展而成."""
    out: list[Word] = []
    i = 0
    while i < len(found):
        word = found[i]
        if (
            i + 2 == len(found) - 1
            and word.tag in ("v", "vn")
            and found[i + 1].text == "而"
            and found[i + 2].text in ("来", "成", "得")
        ):
            return [*out, Word(f"{word.text}而{found[i + 2].text}", "v", word.start)]
        out.append(word)
        i += 1
    return out


def _apart(spans: list[tuple[int, int, Tag]]) -> list[tuple[int, int, Tag]]:
    """The spans in order without those inside or across others, the longer first."""
    kept: list[tuple[int, int, Tag]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return sorted(kept)


def _plain(clause: str, start: int, end: int, names: Names) -> list[Word]:
    return [
        word
        for t in _named_parts(names.tokens(clause[start:end]), names)
        for word in _split(
            Word(
                t.text,
                "n" if t.kind else _tag(t.text, t.tag),
                start + t.start,
                t.kind or _kind(t.text, t.tag),
            )
        )
    ]


_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
    "房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊於惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公"
)


def _kind(text: str, tag: str) -> Kind | None:
    """The kind of a name that the dictionary knows: a place, an organisation, a Chinese person."""
    if (
        tag == "ns"
        and len(text) >= 2
        and text not in ("东西", "中断", "新建")
        and not text.endswith("度")
    ):
        return "location"
    if tag == "nt" and len(text) >= 3:
        return "organization"
    return "person" if tag == "nr" and len(text) == 3 and text[0] in _SURNAMES else None


def _named_parts(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens with 谷歌AI部门 as 谷歌 and AI部门, where the first is a name of its own."""
    out: list[Token] = []
    for token in tokens:
        if token.kind != "organization":
            out.append(token)
            continue
        size = next(
            (k for k in range(len(token.text) - 2, 1, -1) if token.text[:k] in KNOWN_ORGANIZATIONS),
            0,
        )
        if size:
            first, rest = token.text[:size], token.text[size:]
            out += [
                Token(first, "name", token.start, "organization"),
                Token(rest, "n", token.start + size),
            ]
        else:
            out.append(token)
    return out


_GLUED = {"这是": 1, "那是": 1, "这使": 1, "这让": 1, "其为": 1, "其是": 1, "一是": 1, "这要": 1}
"""Words of the tagger that are a pronoun and a verb."""


def _split(word: Word) -> list[Word]:
    if (
        word.text[0] == "是"
        and len(word.text) >= 3
        and word.tag == "n"
        and word.kind in (None, "location")
    ):
        return [Word("是", "v", word.start), Word(word.text[1:], "n", word.start + 1, word.kind)]
    if word.text not in _GLUED:
        return [word]
    rest = word.text[1:]
    return [
        Word(word.text[:1], "r", word.start),
        Word(rest, "md" if rest == "要" else "v", word.start + 1),
    ]


_KEPT = {
    "uj": "de",
    "ul": "le",
    "uz": "le",
    "ug": "le",
    "uv": "di",
    "r": "r",
    "rr": "r",
    "m": "m",
    "mq": "m",
    "q": "q",
    "t": "t",
}


@lru_cache(1 << 14)
def _tag(text: str, tag: str) -> Tag:
    if text in ("的", "之"):
        return "de"
    if text == "只有":
        return "v"
    if text in (
        "不是",
        "并非",
        "就是",
        "正是",
        "只是",
        "让",
        "使",
        "令",
        "使得",
        "还有",
        "没有",
        "叫",
    ):
        return "v"
    if text in ("地", "得") and tag != "n":
        return "di"
    if text in ("如", "例如", "比如", "譬如"):
        return "x"
    if text in ("最新", "初代", "新一代", "上一代", "下一代", "头代"):
        return "a"
    if text == "在内":
        return "f"
    if text in NOUNS_TAKEN_FOR_ADVERBS:
        return "n"
    if text in MODALS:
        return "md"
    if text in ADVERBS:
        return "d"
    if text in _JOIN:
        return "c"
    if text in _BA:
        return "ba"
    if text in _CLAUSE_JOIN:
        return "cc"
    if text in PREPOSITIONS:
        return "p"
    if text in _LOCALIZERS:
        return "f"
    if tag in _KEPT:
        return _KEPT[tag]
    if text in VERBS:
        return "vn" if tag == "vn" else "v"
    if tag == "vn":
        return "vn"
    if tag.startswith("v"):
        return "v"
    if tag.startswith("a") or (tag == "i" and len(text) >= 4):
        return "a"
    if tag.startswith(("n", "b", "j", "l", "i", "s", "eng", "g", "z", "k", "h")) or (
        tag == "x" and re.match(r"\w", text)
    ):
        return "n"
    return {"f": "f", "d": "d", "p": "p", "c": "cc"}.get(tag[:1], "x")


def _settled(found: list[Word]) -> list[Word]:
    """The words with the tags that their neighbours decide."""
    out: list[Word] = []
    for i, word in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        before = out[-1] if out else None
        out.append(_retag(word, before, after, found, i))
    return out


def _retag(word: Word, before: Word | None, after: Word | None, found: list[Word], i: int) -> Word:
    tag = word.tag
    if before and before.tag == "de" and tag in ("v", "vn", "md", "d") and word.text in NOUNS:
        tag = "n"
    elif tag == "md" and word.text in _VERB_TOO and not _verb_follows(found, i):
        tag = "v"
    elif (
        word.text == "没有"
        and after
        and (
            after.tag in ("v", "md", "ba")
            or (
                after.tag in ("vn", "d")
                and i + 2 < len(found)
                and (found[i + 2].kind or found[i + 2].tag in ("m", "v"))
            )
        )
        and after.text != "有"
    ):
        tag = "d"
    elif (
        word.text in ("之后", "之前", "以后", "以前", "随后")
        and before
        and before.tag in ("n", "v", "vn", "t", "m")
    ):
        tag = "f"
    elif (word.text == "去" and after and (after.kind or (before and before.kind == "person"))) or (
        word.text == "画" and before and before.text == "上"
    ):
        tag = "v"
    elif (
        tag in ("v", "vn") and word.text in _PRICES and after and after.text in ("为", "是", "约")
    ) or (word.text == "地" and after is None and before and before.tag in ("v", "vn", "n")):
        tag = "n"
    elif word.text in _ADJECTIVES and after and after.tag in ("n", "vn") and _copula(found, i):
        tag = "a"
    elif (
        tag == "n"
        and before is None
        and word.text in _PLACED
        and after
        and after.text in ("在", "于")
    ) or (
        tag in ("a", "d")
        and len(word.text) == 1
        and word.text in "低高快慢多少重轻大小贵长短"
        and after
        and after.tag == "m"
    ):
        tag = "v"
    elif word.text == "还是" and before is not None:
        tag = "d"
    elif tag in ("vn", "n") and len(word.text) == 2 and _so_made(found, i):
        tag = "v"  # 基于文本训练而来
    elif (
        tag == "d"
        and before
        and before.tag == "de"
        and word.text in _ADJECTIVES
        and after
        and after.tag in ("n", "v", "vn")
    ):
        tag = "a"
    elif (
        tag == "v"
        and word.text in _HEADS_TOO
        and before
        and before.tag == "n"
        and after
        and (after.kind or after.tag in ("br", "n"))
    ):
        tag = "n"
    elif (
        after
        and after.tag == "le"
        and after.text in ("了", "着", "过")
        and tag in ("n", "vn", "a")
        and word.kind is None
        and len(word.text) <= 3
    ) or (tag == "vn" and after and after.text in ("到", "至", "成", "为", "给", "于")):
        tag = "v"
    elif word.text == "被" and after and after.tag in ("v", "vn"):
        tag = "d"
    elif word.text == "等" and before and before.tag in ("n", "br"):
        tag = "r"
    elif word.text == "为":
        tag = "p" if _for(found, i) else "v"
    elif word.text == "将":
        tag = "ba" if _disposes(found, i) else "d"
    elif word.text == "在" and after and after.tag in ("v", "d", "p") and not _localized(found, i):
        tag = "d"
    elif (word.text in ("到", "至") and before and before.tag in ("v", "vn")) or (
        tag == "vn"
        and word.text in VERBS
        and _predicates(before, after)
        and not _attributes(word, after)
    ):
        tag = "v"
    elif word.text == "来" and (before is None or before.tag in ("m", "t")):
        tag = "f"
    elif word.text == "以":
        tag = (
            "cc"
            if after
            and after.tag in ("v", "md")
            and not any(w.text == "为" for w in found[i + 1 : i + 8])
            else "p"
        )
    elif (word.text == "给" and after and after.tag == "le") or (
        tag == "vn"
        and after is None
        and word.text in VERBS
        and any(w.text in ("由", "被") for w in found[:i])
        and before
        and before.kind
    ):
        tag = "v"
    elif word.text == "由" and not after:
        tag = "x"
    return word if tag == word.tag else Word(word.text, tag, word.start, word.kind)


_PRICES = frozenset("售价 定价 造价 标价 产能 耗资 投资 噪声".split())

_PLACED = frozenset("画 写 刻 印 绘 藏 葬 埋 建 设 种 挂 装".split())
"""Verbs that the tagger takes for nouns where a place follows: 画在一整幅纸上."""

_HEADS_TOO = frozenset("组织 报告 研究 领导 编辑 导演 代表 设计 教授 计划 收入 支出".split())
"""Verbs that between a noun and a name are nouns: 非营利组织X."""


_ADJECTIVES = frozenset("主要 平均 专门 全面 直接 公开 主动 独立".split())
"""Adverbs that behind 的 or in front of a noun that is something describe it: 主要推广渠道."""


def _attributes(word: Word, after: Word | None) -> bool:
    """Whether a verbal noun describes the noun behind it: AI研究小组."""
    return word.text in _HEADS_TOO and after is not None and after.tag == "n" and after.kind is None


def _copula(found: list[Word], i: int) -> bool:
    """Whether nouns and then a verb of being follow: 主要业务是…"""
    k = i + 1
    while k < len(found) and found[k].tag in ("n", "vn") and found[k].kind is None:
        k += 1
    return k < len(found) and found[k].text in ("是", "为", "包括", "来自")


def _so_made(found: list[Word], i: int) -> bool:
    return [w.text for w in found[i + 1 : i + 3]] == ["而", "来"]


def _verb_follows(found: list[Word], i: int) -> bool:
    for at, word in enumerate(found[i + 1 : i + 8], i + 1):
        if word.tag in ("v", "vn"):
            return True
        if word.tag == "md" and word.text in _VERB_TOO and not _verb_follows(found, at):
            return True  # 可能需要1万张卡
        if word.tag == "a" and word.text not in ("新", "大", "小"):
            return True
        if word.tag in ("de", "m", "t") or word.kind:
            if word.tag == "t" or word.kind:
                continue
            return False
        if word.tag not in ("d", "md", "p", "ba", "n", "r", "c", "f", "di"):
            return False
    return False


def _for(found: list[Word], i: int) -> bool:
    """Whether 为 is "for": a verb follows that it serves (为 X 提供, 为 X 进行)."""
    rest = found[i + 1 : i + 14]
    if rest and (rest[0].tag == "t" or re.match("[\\d一二三四五六七八九]", rest[0].text)):
        return False
    return any(
        w.text
        in (
            "提供",
            "进行",
            "带来",
            "创造",
            "打造",
            "设计",
            "准备",
            "服务",
            "争取",
            "开发",
            "建造",
            "制作",
            "拍摄",
            "配音",
            "命名",
            "做",
            "而",
        )
        for w in rest
    )


def _disposes(found: list[Word], i: int) -> bool:
    """Whether 将 is 把: a noun phrase stands between it and the verb."""
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None or after.tag not in ("n", "r", "m", "a", "vn"):
        return False
    return any(w.tag == "v" for w in found[i + 2 : i + 24])


def _localized(found: list[Word], i: int) -> bool:
    return any(w.tag == "f" or w.text in _LOCALIZERS for w in found[i + 1 : i + 10])


def _predicates(before: Word | None, after: Word | None) -> bool:
    """Whether a verbal noun between these is the verb: 正在训练Llama 3."""
    return bool(
        before
        and (before.tag in ("d", "md") or before.kind)
        and after
        and (after.kind or after.tag in ("m", "le", "n"))
    )
