"""The word tables of the wordings: interrogatives, nouns for kinds of answers, synonyms; zh and en."""

import re

ASK = {
    "zh": {
        "person": "谁", "company": "哪家公司", "institution": "哪个机构", "place": "什么地方", "work": "哪部作品", "thing": "什么",
        "year": "哪一年", "month": "哪年哪月", "day": "哪一天", "moment": "什么时候", "hour": "几点",
    },
    "en": {
        "person": "who", "company": "which organisation", "institution": "which organisation", "place": "which place",
        "work": "which work", "thing": "what", "year": "which year", "month": "which month and year", "day": "which date",
        "moment": "what time of the year", "hour": "what time",
    },
}  # fmt: skip
"""What stands in the question where the answer stood in the statement."""

NOUN = {
    "zh": {
        "person": "人", "company": "公司", "institution": "机构", "place": "地方", "work": "作品", "thing": "东西",
        "year": "年份", "month": "时间", "day": "日期", "moment": "时间", "hour": "时间",
    },
    "en": {
        "person": "person", "company": "organisation", "institution": "organisation", "place": "place", "work": "work", "thing": "thing",
        "year": "year", "month": "month and year", "day": "date", "moment": "time", "hour": "time",
    },
}  # fmt: skip

MEASURE_NOUN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), noun)
    for pattern, noun in (
        ("(?:元|美元|欧元|英镑|日元|港元)$", "金额"), ("人次?$|名$|位$|户$", "人数"), ("平方|亩|公顷", "面积"), ("公里|千米|英里|海里", "距离"),
        ("[厘毫微]?米$|英尺", "长度"), ("吨|千克|公斤|克$", "重量"), ("升$|立方米", "体积"), ("%|％|百分|成$|分之|‰", "比例"),
        ("岁$", "年龄"), ("年$|个月$|天$|小时$|分钟$|秒$|周$", "时长"), ("分贝$", "噪声值"), ("℃|度$", "温度"), ("瓦|瓦时|度电", "功率或电量"),
        ("倍$", "倍数"), ("次$|届$|期$", "次数"),
    )
)  # fmt: skip
"""What a number with this unit measures; 数量 where none fits."""

SYNONYMS = {
    "zh": (
        ("创办", "创立"), ("创立", "创办"), ("创建", "创立"), ("成立", "创立"), ("建于", "始建于"),
        ("动工", "开工建设"), ("投产", "正式开始生产"), ("位于", "坐落于"), ("坐落于", "位于"), ("总部设在", "总部位于"), ("拥有", "有"), ("共有", "总共有"),
        ("发布了", "推出了"), ("推出了", "发布了"), ("发布", "推出"), ("推出", "发布"), ("发明", "首创"), ("研发", "研制"), ("开发", "研发"), ("建设", "修建"),
        ("担任", "出任"), ("出任", "担任"), ("出生", "降生"), ("去世", "离世"), ("获得", "荣获"), ("收购", "买下"),
        ("员工", "职工"), ("售价", "价格"), ("价格", "售价"), ("采用", "使用"), ("使用", "采用"),
        ("预计", "预期"), ("计划", "打算"), ("超过", "多于"), ("减少", "下降"), ("增加", "增长"), ("增长", "增加"), ("开馆", "对外开放"), ("举行", "举办"), ("举办", "举行"),
        ("负责", "主管"), ("赞助", "出资赞助"),
        ("目前", "现在"), ("年产能", "每年的产能"), ("主持", "牵头"), ("改为", "换成"), ("停产", "停止生产"),
        ("保修期", "质保期"), ("续航时间", "续航时长"), ("绘于", "绘制于"), ("收藏", "馆藏"), ("降低", "下降"), ("提升", "提高"), ("迁入", "搬到"),
    ),
    "en": (
        ("was founded", "was established"), ("was built", "was constructed"), ("employs", "has on its staff"), ("employees", "staff members"),
        ("costs", "is priced at"), ("is located", "is situated"), ("is based", "has its seat"), ("was launched", "was brought to market"),
        ("began", "started"), ("started", "began"), ("produces", "makes"), ("makes", "produces"), ("received", "was given"),
        ("won", "was awarded"), ("opened", "opened its doors"), ("weighs", "has a weight of"), ("operates", "runs"), ("belongs to", "is the property of"),
        ("replaces", "takes the place of"), ("joined", "became part of"), ("about", "roughly"), ("more than", "over"), ("over", "more than"), ("nearly", "almost"),
        ("large", "big"), ("largest", "biggest"), ("bought", "purchased"), ("inhabitants", "residents"), ("residents", "inhabitants"),
        ("directed", "headed"), ("said that", "stated that"), ("explained that", "pointed out that"),
        ("uses", "makes use of"), ("contains", "holds"), ("needs", "requires"), ("spent", "devoted"),
        ("is held", "takes place"), ("takes place", "is held"), ("per cent", "percent"),
    ),
}  # fmt: skip
"""Words that say the same: the first form is replaced by the second."""
