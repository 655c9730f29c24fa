"""Words that the gate knows, Chinese and English side by side. The rules read these; nothing is decided here."""

import re

HAN = "\u4e00-\u9fff"


def words(text: str) -> frozenset[str]:
    """The words of a table that is written with spaces between them."""
    return frozenset(text.split())


def either(*texts: str) -> str:
    """A pattern for any of the words, the longest first."""
    found = {word.replace("_", " ") for text in texts for word in text.split()}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w)))


# --- how exact a number is

QUALIFIERS: dict[str, dict[str, str]] = {
    "above": {
        "zh": "超过 超出 超 逾 高于 多于 大于 不止 不下 突破 至少 最少 起码 不少于 不低于 以上 有余",
        "en": "more_than over above at_least no_fewer_than no_less_than not_less_than exceeding exceeds exceeded upwards_of in_excess_of or_more minimum_of",
    },
    "below": {
        "zh": "近 将近 接近 逼近 不到 不足 不满 低于 少于 小于 未到",
        "en": "nearly almost close_to less_than fewer_than under below just_under",
    },
    "about": {
        "zh": "约 大约 大概 约为 约有 约合 左右 上下 大致 差不多",
        "en": "about around roughly approximately some or_so circa approximate",
    },
    "at_most": {
        "zh": "至多 最多 不超过 不多于 不高于 以内 以下 之内 上限",
        "en": "at_most up_to no_more_than not_more_than maximum_of",
    },
}
"""Class → its words. Words of one class stand for each other."""

# --- units

UNIT_GROUPS: dict[str, str] = {
    "元": "元 块钱 人民币", "美元": "美元 美金 usd us$ $ dollar", "欧元": "欧元 eur € euro", "英镑": "英镑 £ pound gbp",
    "日元": "日元", "港元": "港元 港币", "韩元": "韩元", "角": "角",
    "%": "% ％ percent per_cent", "‰": "‰ per_mille", "百分点": "个百分点 百分点 percentage_point", "倍": "倍 times fold",
    "年": "年 年时间 载 year", "月": "个月 个多月 month", "周": "周 星期 个星期 礼拜 week", "天": "天 日 工作日 个工作日 day", "小时": "小时 个小时 钟头 hour",
    "分钟": "分钟 minute", "秒": "秒 秒钟 second", "季度": "季度 个季度 季 quarter", "世纪": "世纪 个世纪 century", "年代": "年代",
    "岁": "岁 周岁", "周年": "周年 anniversary", "夜": "夜 night evening", "毫秒": "毫秒 ms",
    "公里": "公里 千米 km kilometre kilometer", "米": "米 metre meter", "厘米": "厘米 公分 cm centimetre centimeter",
    "毫米": "毫米 mm millimetre millimeter", "微米": "微米", "纳米": "纳米 nm", "英里": "英里 mile", "海里": "海里", "英尺": "英尺 foot feet", "英寸": "英寸 寸 inch inche",
    "公里/小时": "公里/小时 千米/小时 km/h kilometres_per_hour kilometers_per_hour",
    "平方公里": "平方公里 平方千米 square_kilometre", "平方米": "平方米 平米 square_metre", "亩": "亩", "公顷": "公顷 hectare", "英亩": "英亩 acre",
    "公斤": "公斤 千克 kg kilo kilogram kilogramme", "克": "克 gram gramme", "毫克": "毫克", "吨": "吨 tonne ton", "克拉": "克拉", "斤": "斤",
    "升": "升 litre liter", "毫升": "毫升", "立方米": "立方米", "立方米/小时": "立方米/小时", "桶": "桶",
    "千瓦时": "千瓦时 度电 kwh kilowatt-hour", "兆瓦时": "兆瓦时 mwh megawatt-hour", "瓦": "瓦 watt", "千瓦": "千瓦 kw kilowatt", "兆瓦": "兆瓦 mw megawatt",
    "伏": "伏 volt", "安时": "安时", "毫安时": "毫安时 mah", "分贝": "分贝 db decibel", "赫兹": "赫兹 hz hertz", "ghz": "ghz", "帕": "帕",
    "度": "摄氏度 ℃ °c 度 degree", "gb": "gb", "tb": "tb", "mb": "mb", "kb": "kb",
}  # fmt: skip
"""One unit → its writings."""

COUNTERS = (
    "人 名 位 口 people",
    "人次",
    "户",
    "家 所 间",
    "台 套 辆 艘 架 列 部 块 颗 枚 片 只 支 张",
    "款 种 类 项 条 样 门",
    "座 栋 幢",
    "层", "本 册 卷 部 篇", "页", "份 封", "根 条 支", "头 匹 只", "棵 株", "粒 颗 枚", "次 回 趟 遍 场 届 期 轮", "股", "对 双", "件 样 项", "朵", "幅 张 副", "盏", "字", "级 代", "杯 碗 瓶", "箱 袋 盒 包",
    "参数", "token", "集",
)  # fmt: skip
"""Chinese measure words that may stand for each other; 个 stands for any of them."""

# --- polarity

NEGATORS: dict[str, frozenset[str]] = {
    "zh": words(
        "不 没 没有 未 并非 绝非 无法 不会 不能 不是 未能 不再 从未 尚未 从不 不可 不得 不要 并未 并不 并不是 并没有 绝不 毫不 没能 不用 不必 无须 无需 "
        "不想 不愿 不肯 不该 不应 不应该 非 无 不予 不曾 未曾 毫无 拒不 绝不会 不可能 决不 永不 不能够 不准 不许 不让 不含 未必 并无 不具 不属于 不等于 不存在 没法"
    ),
    "en": words(
        "not never no none cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't without neither nor"
    ),
}
NEGATIVE: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "[不没未无非否拒缺勿莫禁免]|难以|停止|反对|隐去|保密|藏|撇清|失去|失败|闭源|取消|放弃|除了|以外|少有|很少|以前|之前|号称|虚假|瞎编|编造|伪造|别[把再让去说]|所谓|程度|能否|吗|限制|遏制"
    ),
    "en": re.compile(
        r"\b(?:not|never|no|none|cannot|without|neither|nor|fail\w*|refus\w*|den(?:y|ies|ied)|lack\w*|reject\w*|stop\w*|avoid\w*|except|unable|un\w+ed|hardly|rarely|before)\b|n't\b"
    ),
}
"""Whatever may carry a negation in other words: where it stands, nothing is called lost or put in."""

NO_NEGATION: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"是不是|有没有|能不能|会不会|要不要|可不可以|对不对|不仅仅?|不但|不光|不只|不过|不久|不同(?!意)|不断|不少|不止|不论|不管|不得不|不错|不如|不已|不单|不等|不妨|不一|不下(?=[\d于百千万数])|不到|不足|不满|"
        "不超过|不少于|不低于|不多于|不高于|无论|无疑|无不|未来|未免|非常|除非|莫非|无人[机车艇船区]|无人驾驶|无线|无偿|非营利|非洲|非裔|没准|毫无疑问|差不多|了不起|不得而知|不相上下|不亚于|不约而同|不谋而合|用不着|不由得|不可或缺|不可避免|必不可少|不能少|不可少|没有?错"
    ),
    "en": re.compile(
        r"\bnot only\b|\bnot just\b|\bno (?:fewer|less|more) than\b|\bnot (?:less|more) than\b|\bno doubt\b|\bno\. ?\d",
    ),
}

HEDGES: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "不可能|可能|或许|也许|大概|预计|预期|预测|预言|计划|有望|打算|拟(?!人|真|态)|据称|据了解|据悉|据说|似乎|好像|应该|应当|估计|(?<![即也就会中小大名主])将(?!军|领|士|近)|将会|即将|未必|推测|传言|恐怕|准备|目标|要(?=[推上开建把在将做])|会(?!议|员|长|计|所|面|谈|见|场|展|晤|合|诊|客)|"
        "想要|希望|愿意|意图|意在|有意|期望|期待|预告|设想|憧憬|看来|看似|仿佛|疑似|涉嫌|传闻|未来|日后|届时|试图|争取|力争|力求|旨在|考虑|有可能|可望|或(?=将|许|会|可|成)|能否|是否|规划|拟定|待|要造|要实现|志在|奔着"
    ),
    "en": re.compile(
        r"\b(?:may(?! \d)|might|could|probably|perhaps|possibly|possible|likely|unlikely|expect\w*|plan(?:s|ned|ning)?|estimat\w*|reportedly|apparently|allegedly|seem\w*|would|will|shall|due to be|is due|are due|hop(?:e|es|ed|ing)|about to|intend\w*|aim(?:s|ed|ing)?|forecast\w*|predict\w*|project(?:ed|s)|propos\w*|schedul\w*|believ\w*|thought to|said to|going to|set to|should|suggest\w*|appear\w*|potential\w*|target\w*|consider\w*|can)\b",
        re.I,
    ),
}
HEDGES_DOUBT: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "可能|或许|也许|大概|似乎|恐怕|未必|据称|据了解|据悉|据说|好像|应该|应当|估计|推测|疑似|有望|可望|预计|预期|预测|看来|看似|仿佛|传|能否|是否|或(?=将|会|可)|不一定|说不定|想必|大约|难说|预告|预估|设想"
    ),
    "en": re.compile(
        r"\b(?:may|might|could|probably|perhaps|possib\w+|likely|unlikely|reportedly|apparently|allegedly|seem\w*|appear\w*|expect\w*|estimat\w*|believ\w*|potential\w*|suggest\w*|said to|thought to|would)\b",
        re.I,
    ),
}
"""Words that can stand for a doubt: a bare future cannot."""
DOUBTS = {
    "zh": re.compile("可能|或许|也许|大概|似乎|恐怕|未必|据称|据了解|据悉|据说"),
    "en": re.compile(
        r"may|might|could|probably|perhaps|possibly|reportedly|apparently|allegedly|seem"
    ),
}
POLITE = re.compile(r"\b(?:would|could|can|will|might) (?:you|one|we|anyone|somebody)\b|\bmay i\b")
"""Where would and could hedge nothing."""
HEARSAY = {
    "zh": re.compile("据称|据了解|据悉|据说"),
    "en": re.compile(r"\b(?:reportedly|allegedly)\b"),
}
HEDGES_FIRM: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "不可能|不会|可能|或许|也许|大概(?!念)|预计|预期|(?<![原按])计划(?!书|表|的|经济)|有望|打算|拟(?!人|真|态|定|合)|据称|据了解|据悉|似乎|(?<![即也就会中小大名主])将(?!军|领|士|近|其|这|该|它|他|她)|将会|即将|未必|恐怕"
    ),
    "en": re.compile(
        r"\b(?:may(?! \d)|might|could|probably|perhaps|possibly|likely|is expected|are expected|expects?|plans? to|planned to|reportedly|apparently|allegedly|seems? to|would|will|is due|are due|hopes? to|about to)\b",
        re.I,
    ),
}
"""Hedges of a source that no wording may lose; `HEDGES` are the words that can stand for them."""

# --- attribution

SAYING: dict[str, str] = {
    "zh": (
        "表示 指出 认为 强调 透露 介绍 坦言 补充道 补充说 回忆道 回忆说 解释说 解释道 告诉 宣布 预计 预测 承认 称 说道 说 写道 提醒 警告 回应 评价 呼吁 建议 坚称 反驳 "
        "主张 谈到 证实 否认 声称 宣称 估计 看来 觉得 相信 讲 直言 提到 断言 抱怨 提倡"
    ),
    "en": "said says say told explained explains added noted notes recalled announced confirmed estimated believes believed argued argues stressed admitted claims claimed warned warns thinks thought wrote writes insisted insists predicted predicts",
}
# --- what a question and a statement may not hold

PRONOUN = re.compile(
    r"(?:^|[：:])(?:他|她|它|他们|她们|它们|该(?![怎如当])|此|这|那|其|本文|本书|上述|前者|后者)"
    r"|[，,](?!(?:这|那|它|他|她)[^，]{0,6}?(?:是|叫|指的?是|属于|为)[^，]{0,2}?(?:[哪谁啥何几多怎]|什么))(?:他|她|它|他们|她们|它们|该(?![怎如当])|此|这|那|其|本文|本书|上述|前者|后者)"
)
"""A clause that begins with a pronoun: in a question nothing before it need say who is meant. What only
takes up the clause before and asks (…，这家公司是哪一家？) is left out."""
PRONOUNS: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "他们|她们|它们|(?<![其吉])他(?![人国乡日])|她|它|我们|咱们|(?<![诉知])(?<![自教给])我(?!国)|本公司|该(?=[公集项产团机工企组地院校])|此人|此举|上述|前者|后者|本文|本书|本报"
    ),
    "en": re.compile(
        r"(?<!figure on )\b(?!I would like to know|it that\b)(?:he|she|it|they|his|hers?|its|their|theirs|him|them|this|these|those|we|our|us|I|my)\b(?! (?:is|was) (?:that|who|which)\b)",
        re.I,
    ),
}
"""Pronouns that need a name before them in the same text."""

RELATIVE_TIME: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "今年|明年|去年|前年|后年|今天|昨天|明天|昨晚|今晚|今早|今日|昨日|明日|上个月|下个月|上月|下月|本月|本周|上周|下周|近日|日前|本届|本季度|上季度|"
        "(?!\\d{4}年)(?<!\\d)(?:[一二两三四五六七八九十几数半]|\\d)+(?:个月|年|天|周|个?星期)(?:多)?前(?![的往])"
    ),
    "en": re.compile(
        r"\b(?:today|yesterday|tomorrow|tonight|this (?:year|month|week|spring|summer|autumn|fall|winter)|(?:last|next) (?:year|month|week|spring|summer|autumn|fall|winter|night)|\w+ (?:years?|months?|weeks?|days?) ago)\b",
        re.I,
    ),
}

CONTROL = re.compile(
    r"<\|[^|<>]{1,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>|^\s*(?:###|(?:system|assistant|user)\s*:)",
    re.I,
)
"""Tokens that chat templates give a meaning."""

ASKS: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        "[?？]|请|什么|谁|哪|多少|几|何|啥|怎|如何|为什么|_{2,}|[(（]\\s*[)）]|□|填空|说出|写出|报出|给出|指出|补全|说明|题[:：]|答[:：]|问[:：]"
    ),
    "en": re.compile(
        r"\?|_{2,}|…|\.\.\.|\b(?:name|tell|give|state|fill|complete|say|identify|which|what|who|whom|whose|when|where|how|why|provide|list|describe|explain|write|recall|specify|define|finish|know)\b",
        re.I,
    ),
}
QUESTION_END = re.compile(r"[?？]\s*[\"”’』」]?\s*$")
"""A text that ends like this asks, and states nothing."""

LONGEST = {"zh": {"question": 150, "statement": 300}, "en": {"question": 420, "statement": 700}}
"""Characters."""

# --- entities around a verb

SYMMETRIC = words(
    "合作 合并 会见 会面 联手 携手 结婚 竞争 讨论 谈判 签署 签订 是 有 为 即 等于 联合 共同 相比 表示 说 认为 位于 称 可以 能够 需要 开始 "
    "be is was are were merge merged married met cooperate compete"
)
"""Verbs that hold both ways, or that tell nothing of who does it to whom."""
