"""What the checks of a model's wordings look up: question words by what they ask for, words that limit a
statement, words that turn it round. Chinese and English side by side."""

import re

from data_prep.frame import Form
from data_prep.records import FactType, Lang

ASKED: dict[Lang, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "zh": (
        ("reason", re.compile("为什么|为啥|为何|因何|缘何|何故|何以(?!见)|凭什么|(?:什么|哪些?|何种)(?:样的)?(?:原因|缘故|理由)|(?:原因|理由|缘由|缘故)[^，。]{0,4}(?:什么|何|哪)|(?:由于|因为|出于)(?:什么|何|哪)")),
        ("time", re.compile("什么时[候间]|何[时年月日]|(?:哪|几)(?:一)?(?:年|天|日|月|个月|号|点|时|季)(?!内|之内)|(?:多久|几时|多长时间)|(?:时间|日期|年份|年月)(?:是|为)(?:什么|哪|何|多少)|什么(?:日期|年份|日子|年代)|哪个(?:年份|月份|日期|年代|时[候间])")),
        ("place", re.compile("哪里|哪儿|何[处地]|(?:什么|哪)(?:一)?(?:个|座|些)?(?:地方|地点|位置|城市|国家|省份?|市|县|区|镇|村|岛|街|洲)")),
        ("person", re.compile("谁|何人|哪(?:一)?位|哪(?:一)?名|哪些人|什么人|哪个人")),
        ("number", re.compile("多少|几(?![乎经近何率度])|多(?:大|高|长|远|重|深|宽|快|厚|贵|强)(?![学型])")),
        ("manner", re.compile("怎么|如何|怎样|何种方式|什么(?:方式|办法|方法)")),
        ("thing", re.compile("什么|哪|何|啥|_{2,}|[说写报给指列]出|请(?:问|答)|告诉")),
    ),
    "en": (
        ("reason", re.compile(r"\bwhy\b|\b(?:what|which)(?: \w+)? (?:reason|cause|motive)s?\b|\bhow come\b|\bstate the reason\b", re.I)),
        ("time", re.compile(r"\bwhen\b|\b(?:what|which)(?: \w+){0,2} (?:year|date|day|month|time|decade|century)s?\b|\bhow (?:long|soon|recently|many years|often)\b|\bsince what\b|\b(?:name|give|state|tell me) the (?:year|date|day|month)\b", re.I)),
        ("place", re.compile(r"\bwhere\b|\b(?:what|which)(?: \w+){0,2} (?:place|city|town|village|country|street|island|location|harbour|port|region|district)\b", re.I)),
        ("person", re.compile(r"\bwho(?:m|se)?\b|\b(?:what|which)(?: \w+)? (?:person|man|woman)\b", re.I)),
        ("number", re.compile(r"\bhow (?:many|much|far|tall|high|large|big|old|deep|wide|heavy|fast|expensive|great)\b|\b(?:what|which|the)(?: [\w-]+){0,2} (?:number|amount|share|percentage|price|cost|sum|total|capacity|length|height|fare|distance|population|size)\b", re.I)),
        ("manner", re.compile(r"\bhow\b|\bin what (?:way|manner)\b|\bby what means\b", re.I)),
        ("thing", re.compile(r"\bwhat\b|\bwhich\b|\b(?:name|state|identify|give|tell|specify|recall|provide|say|complete|fill)\b|_{2,}", re.I)),
    ),
}  # fmt: skip
"""What a question asks for, the telling words first: the first that is found counts."""

FITS: dict[Form, frozenset[str]] = {
    "noun": frozenset(("thing", "person", "place", "manner")),
    "person": frozenset(("person", "thing")),
    "number": frozenset(("number", "thing")),
    "time": frozenset(("time", "thing")),
    "place": frozenset(("place", "thing", "person")),
    "reason": frozenset(("reason", "thing", "manner")),
    "clause": frozenset(("thing", "manner", "reason", "person")),
    "action": frozenset(("thing", "manner")),
    "quality": frozenset(("thing", "manner", "number")),
}
"""What may be asked for where the answer is of this form."""

DURATION: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("[年月天日周]$|小时|分钟|秒|星期|个月|年[以之]?[上内]"),
    "en": re.compile(r"(?<!-)\b(?:year|month|week|day|hour|minute|second|decade|night)s?\b", re.I),
}  # fmt: skip
"""Amounts of time: they may be asked for by 多久, how long."""

FORM_OF_TYPE: dict[FactType, Form] = {
    "number": "number", "date": "time", "person_role": "noun", "organization": "noun", "product": "noun",
    "location": "place", "definition": "noun", "reason": "reason", "comparison": "noun", "event": "clause",
    "claim": "clause",
}  # fmt: skip
"""The form of an answer that no parser has looked at."""

YES_OR_NO: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("(?:吗|嘛|(?<![什怎那这多要])么)[?？]?$|是否|是不是|有没有|能不能|会不会|能否|可否|对不对|还是(?=[^，。]*[?？])"),
    "en": re.compile(
        r"^(?:\W*)(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b(?! (?:you|it that)\b)"
        r"|\bwhether\b|\bor not\b|\bor (?:is|was|did|does)\b",
        re.I,
    ),
}  # fmt: skip

LIMITS: dict[Lang, tuple[re.Pattern[str], ...]] = {
    "zh": tuple(
        map(
            re.compile,
            (
                "首[次个家座届批款条位名艘]|第一[次个家座届批款条位名艘]|最[早先]", "最(?![早先近后终初少多])", "唯一|仅有?|只(?!要|有?[^，。]{0,4}[头匹])|才(?![能华])", "第[二三四五六七八九十\\d]",
                "每[年月天日周季]|年[均产]|[日月]均|(?<!哪)一年|年度", "[上下]半年|第[一二三四]季度|[一二三四]季度", "全球|世界", "全国|国内", "平均|人均", "共|总|合计|累计", "其中", "比|相比|较",
                "单[台件张程次]|每[台件张人次个]", "设计", "约|大约|左右|近|上下|接近|将近", "超过?|逾|以上|多于|高于", "不到|不足|少于|低于|以下|以内", "至少|起码|最少|不少于", "至多|最多|不超过|最高",
            ),
        )
    ),
    "en": tuple(
        re.compile(pattern, re.I)
        for pattern in (
            r"\bfirst\b|\bearliest\b", r"\b(?:largest|biggest|greatest)\b", r"\b(?:smallest|least)\b", r"\boldest\b", r"\b(?:highest|tallest)\b", r"\b(?:longest|farthest)\b", r"\bonly\b|\bsole\b|\bsolely\b", r"\bsecond\b", r"\bthird\b",
            r"\b(?:a|per|each|every) (?:year|annum)\b|\bannual(?:ly)?\b|\byearly\b", r"\b(?:a|per|each|every) (?:day)\b|\bdaily\b", r"\b(?:a|per|each|every) month\b|\bmonthly\b", r"\bworldwide\b|\bin the world\b|\bglobal(?:ly)?\b",
            r"\baverage\b|\bmean\b", r"\btotal\b|\btogether\b|\baltogether\b|\bin all\b|\boverall\b|\bcombined\b", r"\bmore .{0,30}than\b|\b\w+er than\b|\bless .{0,30}than\b|\bfewer .{0,30}than\b|\bcompared\b|\bexceed",
            r"\bsingle\b", r"\breturn\b", r"\badults?\b", r"\bchild(?:ren)?\b", r"\bislanders?\b",
        )
    ),
}  # fmt: skip
"""Words that limit what is said; those of a line stand for each other. One of a statement's must stay."""

OPPOSITES: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("增|上升|上涨|涨|提高|提升|扩大", "减|下降|下跌|跌|降低|缩|下滑"), ("收购|买下|买入|购买|购入|采购", "出售|卖出|售出|转让|卖给"), ("高于|超过|多于", "低于|不及|少于"), ("开业|开放|开幕|启用|开工|动工|投产|成立|创立|创办|建立", "停业|关闭|闭幕|停用|停产|停工|解散|撤销|倒闭"),
        ("加入|入职|上任|就任|出任", "退出|离职|卸任|离任|辞"), ("盈利|利润|赚", "亏损|亏"), ("进口", "出口"), ("出生", "逝世|去世|死"), ("赢|战胜|击败|胜", "输|败给|负于"), ("借给|贷给|出借", "借入|向[^，。]{1,12}借"), ("支持|赞成|同意", "反对|否决"), ("之前|以前|早于", "之后|以后|晚于"), ("最大|最高|最多|最早|最长", "最小|最低|最少|最晚|最短"), ("允许|准许|许可", "禁止|不准|不许"),
    ),
    "en": (
        (r"increas\w*|r(?:ise|ises|ose|isen|ising)|gr(?:ow|ows|ew|own)|gain\w*|higher|climb\w*", r"decreas\w*|declin\w*|f(?:all|alls|ell|allen)|shr(?:ink|ank|unk)\w*|drop\w*|lower\w*|reduc\w*|los[te]\w*"),
        (r"b(?:uy|uys|ought|uying)|acquir\w*|purchas\w*", r"s(?:ell|ells|old|elling)|sale"), (r"more|above|over|exceed\w*", r"less|fewer|below|under"), (r"open\w*|found(?:ed|ing)|launch\w*|began|begin\w*|start\w*|establish\w*", r"clos\w*|dissol\w*|ceas\w*|end(?:s|ed|ing)?|stop\w*|shut\w*"),
        (r"join\w*|appoint\w*", r"le(?:ft|ave|aves|aving)|resign\w*|retir\w*|dismiss\w*"), (r"profits?", r"loss(?:es)?"), (r"import\w*", r"export\w*"), (r"born|birth", r"di(?:ed|es)|death"), (r"w(?:in|ins|on|inning)|beat\w*|defeat(?:s|ed)", r"los(?:e|t|es|ing)|defeated by"), (r"support\w*|approv\w*|back(?:s|ed)", r"oppos\w*|reject\w*"), (r"before|earlier", r"after|later"), (r"largest|highest|most|oldest|longest", r"smallest|lowest|least|youngest|shortest"), (r"allow\w*|permit\w*", r"forbid\w*|ban\w*|prohibit\w*"), (r"cheaper", r"dearer|costlier"),
    ),
}  # fmt: skip
"""Words that turn a statement round: where a source has one side only, a wording may not have only the other."""

MUTE: dict[str, str] = {
    "question": "asks", "rhetorical": "asks", "command": "commands", "host": "an interviewer's words",
    "hypothetical": "supposes", "conditional": "holds under a condition", "figurative": "a figure of speech",
    "mention_only": "names words", "nested_quote": "a quotation inside a quotation", "damaged": "damaged text",
    "relayed": "a view held up, not held", "unknown_speaker": "nobody knows who says so",
}  # fmt: skip
"""Problems of an utterance (`discourse.Utterance.problem`) that let nothing be stated from it, and what they mean."""

TELLING_LIMITS: dict[Lang, int] = {"zh": 9, "en": 14}
"""So many of them, the first, may not be added either: 首次 of what was not the first. The others only round
a question off (一共多少)."""

LIGHT: dict[Lang, frozenset[str]] = {
    "zh": frozenset(
        "使用 担任 职务 职位 职业 身份 总额 总数 总量 总计 面积 价格 费用 成本 高度 长度 重量 深度 宽度 用时 耗时 所在地 地址 负责人 举行 发生 建立 完成 起点 终点 来源 用途 作用 功能 特点 结果 影响 标题 作者 头衔 称呼 对象 举动 方向 规模 金额 资金 品牌 年限 年头 内容 方式 方法 全称 简称 中文 英文 类型 种类 公司 机构 组织 地点 时间 日期 年份 原因 目的 东西 这是 其中 期间 任职 就职 一职 所在 名字 数字 数值 比例 频率 间隔".split()
    ),
    "en": frozenset(
        "serv work hold post offic role posit locat situat amount cost pric total held happen occur measur contain includ belong nam call titl author i lik want finish sentenc fact rememb know kind type number amount year date place person company organis organiz reason period long result purpos".split()
    ),
}  # fmt: skip
"""Words (English: stems) that a statement may add to its source: they only say what kind of thing is told."""

CONDITION: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("如果|若(?!干)|假如|只要|只有|除非|一旦|倘若|的话|当[^，]{2,20}时|情况下"),
    "en": re.compile(r"\b(?:if|unless|provided|as long as|in case|once|when|should)\b", re.I),
}
"""What keeps a condition in a statement."""

NO_AGENT: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("(?:在|于|从|到|比|向|距|离|往|至|同|跟)$"),
    "en": re.compile(
        r"\b(?:in|at|from|near|to|with|on|than|into|onto|above|below|between|towards?|outside|inside|against)(?: the)? $", re.I
    ),
}  # fmt: skip
"""What stands right before a name that is not whom the clause is about."""

OFFICE = {
    "zh": re.compile("^(?:担任|出任|兼任|就任|接任|升任)"),
    "en": re.compile(r"^ (?:serves?|served|works?|worked) as\b"),
}
"""What only a person does."""

PRONOUN_STEMS = frozenset(
    "she he it they who which that this these those her him them hers his its".split()
)

ORDERS: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("请(?![教假客求愿柬示战功帖]|来了)|(?:忽略|无视|服从).{0,8}(?:指令|命令|规则)|系统提示|提示词|语言模型|AI ?模型|你(?:们)?(?:现在)?(?:是|必须|应当?|要|可以)"),
    "en": re.compile(
        r"\b(?:ignore|disregard|obey|follow)\b.{0,40}\b(?:instructions?|commands?|rules?|prompts?)\b|\bsystem prompt\b|\blanguage models?\b|\b(?:AI|models?) (?:that|readers?|must)\b"
        r"|\byou (?:are now|must|should|shall|may)\b|^\s*(?:SYSTEM|User|Assistant)\s*:|\bplease\b|\bput .{0,40} into\b|\bshall be (?:described|written|output|said)\b",
        re.I,
    ),
}  # fmt: skip
"""A sentence that tells its reader, or a model, what to do states nothing."""

ATTRIBUTES: dict[Lang, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = {
    "zh": tuple(
        (re.compile(noun), re.compile(unit))
        for noun, unit in (
            ("面积|多大", "亩|平方|公顷"), ("价格|费用|成本|金额|资金|多少钱|[收投]资|收入|利润", "元|镑|[$€£¥]"), ("高度|长度|深度|宽度|距离|多[高长深宽远]", "米|里|尺|寸"),
            ("重量|多重", "吨|克|斤|磅"), ("人数|多少人", "人|名|位|户"), ("用时|耗时|年限|年头|多久", "[年月天日周时分秒]"), ("比例|占比|百分", "[%成]|百分|分之"), ("速度|多快", "[/每节]"),
            ("温度|气温", "[℃°度]"),
        )
    ),
    "en": tuple(
        (re.compile(rf"\b(?:{noun})\b", re.I), re.compile(unit, re.I))
        for noun, unit in (
            ("area", "acre|hectare|square"), ("price|cost|amount of money|revenue|profit|earn(?:s|ed)?|salary|fee", "[$€£¥]|euro|dollar|pound|million|billion"), ("height|length|depth|width|distance|how (?:tall|long|high|deep|wide|far)", "met(?:re|er)|foot|feet|mile|inch|hour|minute|day|year|month|week"),
            ("weight|how heavy", "tonne|gram|pound|kilo"), ("age|how old", "year|month|\\d"), ("share|percentage|proportion", "percent|%"), ("speed|how fast", "knot|per|/"), ("temperature", "degree|°"),
        )
    ),
}  # fmt: skip
"""What a question calls an amount, and the units that such an amount has."""

CALLED: dict[Lang, dict[str, re.Pattern[str]]] = {
    "zh": {
        "number": re.compile("[数量额价率比度速期龄费]|面积|距离|规模|多|几|资金|金额|_{2,}|[说写报指列给答]出|告诉"),
        "time": re.compile("[时期年月日天季]|_{2,}|[说写报指列给答]出|告诉"),
    },
    "en": {
        "number": re.compile(
            r"\bhow\b|number|amount|figure|count|capacity|length|height|width|depth|weight|mass|size|area|distance|price|cost|fare|fee|sum|total|value|budget|revenue|sales|share|percent|proportion|rate|ratio|speed"
            r"|age\b|population|output|power|range|altitude|temperature|pressure|volume|score|duration|tally|strength|quantity|headcount|_{2,}|\bfinish\b|\bcomplete\b",
            re.I,
        ),
        "time": re.compile(r"\bwhen\b|date|year|month|day|time|century|decade|period|season|_{2,}|\bfinish\b|\bcomplete\b", re.I),
    },
}  # fmt: skip
"""What a question that asks by 什么, which or what calls an amount or a time."""
