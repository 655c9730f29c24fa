"""Words the extractor knows, Chinese and English side by side. Rules read these; nothing is decided here."""

import re

from data_prep.discourse import words

ROLES = {
    "zh": f"{words.ROLES['zh']}|研究科学家|科学家|高级副总裁|前高管|高管",
    "en": words.ROLES["en"],
}
"""Posts that stand with a name, and those that only a statement about somebody tells."""

KNOWN_ORGANIZATIONS = (
    "谷歌",
    "微软",
    "苹果公司",
    "英伟达",
    "亚马逊",
    "百度",
    "腾讯",
    "阿里巴巴",
    "华为",
    "字节跳动",
    "特斯拉",
    "雷朋",
)
"""Organisations with no ending that tells, which the tagger takes for people."""

PLACE_SUFFIX = {
    "zh": "自治区|自治州|省|市|县|镇|乡|村|区|岛|湾|港|湖|河|江|山|谷|路|街|码头|大桥|桥|机场|车站|半岛|海峡"
}

GENERIC_HEADS = {
    "zh": (
        "公司|集团|工厂|新厂|厂区|学校|学院|博物馆|纪念馆|美术馆|图书馆|研究所|研究院|实验室|中心|银行|基金会|医院|天文台|合作社|协会|"
        "团队|研发组|小镇|镇|县|市|岛|村|大桥|桥|茶园|农场|项目|产品|设备|模型|手册|节日|灯会|剧团|乐团|出版社"
    ),
}
"""Heads that, standing alone, mean the last named thing with that ending (苇渚工厂 … 工厂)."""

PRONOUNS = {
    "zh": re.compile(
        "他们|她们|它们|(?<![其利排吉维])他(?!人)|她|它|我们|咱们|我|你们|你|您|该|此(?![类前后外时])|这|那(?!种)|其(?!中|他|它|余|实|次|间)|本(?:文|书|路线|车站|影片|电影|小说|节目|公司|报|站|刊|次|届|年|月|馆|厂|人|种|鱼|属|作|片|剧|校|线|区|市|县|村)|"
        "上述|前者|后者|双方|两者|二者|自己|大家|(?<![所没])有人|某"
    ),
    "en": re.compile(
        r"\b(?:he|she|it|they|we|i|you|his|hers?|its|their|theirs|our|your|my|him|them|us|this|these|those|that one|there|here|the (?:former|latter|two|pair|same))\b",
        re.I,
    ),
}

HYPOTHETICAL = {
    "zh": re.compile(
        "如果|假如|假设|倘若|要是|万一|一旦|即使|即便|若(?!干|[\u4e00-\u9fff]?[蘅兰男曦水])|的话|不然|除非|无论|不管|与其|何况|难道|岂|莫非"
    ),
    "en": re.compile(
        r"\b(?:if|unless|whether|would have|could have|might have|suppose|imagine|as if|as though|were to|otherwise|whatever|should (?:they|he|she|it))\b",
        re.I,
    ),
}
HEDGES = {
    "zh": re.compile(
        "可能|或许|也许|大概|预计|预期|计划|有望|打算|拟|据称|据了解|据悉|似乎|应该|估计|将(?!军|领)|尚未|未必|推测|传言"
    ),
    "en": re.compile(
        r"\b(?:(?-i:may)|might|could|probably|perhaps|possibly|likely|expects?|expected|plans?|planned|estimates?|estimated|reportedly|apparently|seems?|would|will|is due to|hopes?|about to)\b",
        re.I,
    ),
}
RELATIVE_TIME = {
    "zh": re.compile(
        "今年|明年|去年|前年|后年|今天|昨天|明天|今日|昨日|上个?月|下个?月|本月|上周|下周|本周|近日|日前|最近|目前|现在|如今|当前正|当时|当天|当年|"
        "同年|同月|同日|此前|此后|随后|之后|后来|此时|届时|(?!\\d{4}年)(?<!\\d)[一二三四五六七八九十两几数\\d]+(?:个月|年|天|周|小时)[前后](?!的|后)|年底(?!前)|年初|年内|不久|近年来?|"
        "两年前|第二天|次年|翌年|前不久|刚刚|春天|夏天|秋天|冬天"
    ),
    "en": re.compile(
        r"\b(?:today|yesterday|tomorrow|tonight|(?:this|last|next|the same|that|the following|the previous) (?:year|month|week|morning|afternoon|evening|night|spring|summer|autumn|fall|winter|day|time|season)|"
        r"(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|now|currently|recently|later|earlier|then|so far|at present|since then|(?:\w+) (?:years?|months?|weeks?|days?|hours?|minutes?|nights?) (?:ago|later|earlier|before))\b",
        re.I,
    ),
}
"""Times that only the day of writing could resolve. 年底 with its year before it is caught as a date first."""

LEADING = {
    "zh": re.compile(
        "^(?:\\d{1,2}[.、]\\s*(?=[^\\d])|[（(][一二三四五六七八九十\\d]+[）)]|其中|即|正如|但是|但|而且|而|不过|然而|因此|所以|于是|此外|另外|同时|与此同时|并且|并|也就是说|也|还|其实|事实上|当然|显然|尽管如此|虽然|尽管|"
        "总之|最后|首先|其次|再次|那么|例如|比如|换句话说|值得一提的是|当然|可以说|毫无疑问|同样|更重要的是|随后|之后|后来)[，,]?"
    ),
    "en": re.compile(
        r"^(?:But|And|So|Yet|However|Moreover|Furthermore|In addition|Besides|Meanwhile|Still|Also|Thus|Therefore|Then|Nevertheless|Instead|For example|For instance|Indeed|In fact|Of course|Eventually|Finally|Later|Afterwards|Since then|No|Yes|Well),? ",
    ),
}

SAYING = {
    "zh": "表示|指出|认为|强调|透露|介绍|坦言|补充道|补充说|回忆道|回忆说|解释说|解释道|告诉记者|宣布|预计|预测|承认|称|说道|说|写道|提醒|警告|回应道|回应|评价|呼吁|建议|坚称|反驳|主张|谈到|证实|否认",
    "en": "said|says|told|explained|added|noted|recalled|announced|confirmed|estimated|believes|argued|stressed|admitted|reported|claims|claimed|warned",
}

UNITS = {
    "zh": (
        "亿美元|万美元|美元|亿欧元|万欧元|欧元|英镑|日元|港元|万元|亿元|元|角|分钱|"
        "公分|公尺|平方公里|平方千米|平方米|立方米/小时|立方米|公里/小时|千米/小时|公里|千米|英里|海里|厘米|毫米|微米|米|英尺|公顷|亩|"
        "公斤|千克|毫克|克拉|克|万吨|吨|毫升|升|桶|千瓦时|度电|兆瓦|千瓦|瓦|伏|安时|分贝|赫兹|帕|摄氏度|℃|度|"
        "百分点|个百分点|%|％|‰|成|倍|折|"
        "多?个工作日|个月|个季度|个小时|小时|分钟|秒钟|秒|天|周年|周岁|岁|年|周|届|期|集|季|"
        "万?名|万?人次|人次|人|位|户|家|所|座|栋|幢|间|层|台|套|辆|艘|架|列|部|款|种|类|项|条|根|块|片|枚|颗|粒|只|头|匹|棵|株|朵|张|份|封|篇|本|册|卷|页|"
        "幅|件|副|双|对|组|支|盏|口|眼|节|道|次|场|趟|轮|局|门|尊|瓶|箱|袋|盒|包|杯|碗|处|个|字|级|代|股|亿|万|Token|token|参数|GB|TB|MB|GHz|mAh|K"
    ),
    "en": (
        r"percent|per cent|%|percentage points|kilometres per hour|kilometers per hour|km/h|kilometres|kilometers|metres|meters|centimetres|centimeters|millimetres|millimeters|miles|feet|inches|hectares|acres|square metres|square kilometres|"
        r"kilowatt-hours|megawatt-hours|kilowatts|megawatts|watts|volts|litres|liters|tonnes|tons|kilograms|kilogrammes|kilos|grams|grammes|degrees|decibels|hertz|"
        r"years|months|weeks|days|hours|minutes|seconds|nights|evenings|people|passengers|employees|inhabitants|residents|members|visitors|staff|workers|students|engineers|astronomers|cars|vessels|ships|modules|units|copies|pages|rooms|seats|votes|objects|exhibits|volunteers|lanterns|boats|"
        r"crossings|cycles|cells|patents|papers|species|stars|domes|telescopes|lenses|buildings|bridges|stations|stores|shops|countries|languages|tickets|[a-z]{3,14}s"
    ),
}
