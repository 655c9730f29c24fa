"""Words that tell who speaks and what is no assertion, Chinese and English side by side."""

import re

HAN = "\u4e00-\u9fff"

ROLES = {
    "zh": (
        "首席执行官|首席运营官|首席财务官|首席技术官|首席科学家|首席[\u4e00-\u9fff]{2,6}(?:科学家|官|师)|联合创始人|共同创始人|创始人|创办人|"
        "副董事长|董事长|执行董事|董事总经理|副总经理|总经理|副总裁|总裁|总工程师|副总工程师|总设计师|总监|副厂长|厂长|副馆长|馆长|"
        "副院长|院长|副校长|校长|副所长|所长|副主任|主任|副教授|教授|研究员|工程师|设计师|分析师|会计师|"
        "副县长|县长|副市长|市长|副镇长|镇长|副局长|局长|副省长|省长|州长|总统|总理|议员|部长|"
        "秘书长|理事长|副会长|会长|副主席|主席|参议员|众议员|发言人|负责人(?![工员才事类口力])|领头人|主管|主编|社长|站长|队长|组长|班长|船长|园长|店长|"
        "掌门人|传承人|产品经理|项目经理|经理|策展人|导演|讲解员|CEO|CTO|CFO|COO"
    ),
    "en": (
        r"(?:(?:chief|deputy|vice|assistant|senior|managing|founding|lead|head|general|executive|acting|harbou?r|plant|project|museum|board|town|research|technical|commercial|finance|marketing|artistic|festival|product|second|first|former|honorary|site|works|night|operations|safety|science|music|principal|co-)[ -])*"
        r"(?:chief executive(?: officer)?|executive officer|financial officer|technology officer|engineer|director|manager|president|chair(?:man|woman|person)?|master|mayor|founder|co-founder|curator|editor|professor|scientist|astronomer|architect|designer|secretary|treasurer|head of [a-z ]{3,30}|CEO|CTO|CFO|spokes(?:man|woman|person)|captain|minister|keeper|librarian|conductor|owner|chemist|physicist|historian|researcher|analyst|inspector|postman|teacher)"
    ),
}
"""Posts that stand with a name."""

ORG_SUFFIX = {
    "zh": (
        "股份有限公司|有限公司|公司|集团|大学|学院|中学|小学|研究院|研究所|研究中心|实验室|测试中心|中心|银行|基金会|博物馆|图书馆|美术馆|纪念馆|"
        "医院|出版社|报社|通讯社|电视台|工厂|造船厂|酒厂|厂|泵业|重工|电池|科技|航空|航运|铁路|合作社|委员会|协会|学会|商会|交易所|"
        "研究站|观测站|监测站|水文站|文化站|管理所|纸社|法院|法庭|议会|政府|管理局|局|部门|工作室|乐团|剧团|剧院|俱乐部|天文台|气象站|茶园|农场|港务局|组委会|研发组|项目组|团队"
    ),
    "en": "Ltd|Limited|Inc|Company|Corporation|Group|University|College|Institute|Laboratory|Observatory|Museum|Foundation|Bank|Press|Society|Association|Council|Board|Ferries|Systems|Works|Yard|Trust|Agency|Authority|Office|School|Library|Orchestra|Guild|Club|Labs|Hospital",
}
"""How names of organisations end."""

SAYING = {
    "zh": (
        "继续说道|补充说道|补充道|补充说|补充称|回忆说|回忆道|回忆称|回忆|解释说|解释道|解释称|解释|警告说|警告道|警告称|警告|回应说|回应道|回应称|回应|"
        "告诉(?:我们|我|记者|本报|媒体)?|坦言|直言|表示|指出|认为|强调|透露|介绍说|介绍称|介绍道|介绍|宣布|宣称|声称|预计|预测|预言|承认|坚称|坚持认为|"
        "相信|提醒|评价道|评价说|评价|建议|呼吁|反驳道|反驳说|谈到|提到|证实|确认|暗示|重申|猜测|推测|担心|主张|感叹道|感叹|写道|写到|说道|笑道|问道|称道|说|称|"
        "显示|表明|发现"
    ),
    "en": (
        "said|says|told|explained|explains|added|adds|noted|notes|recalled|recalls|announced|confirmed|estimated|estimates|"
        "believes|believed|argued|argues|stressed|admitted|admits|reported|reports|claims|claimed|warned|warns|wrote|writes|"
        "insisted|insists|joked|predicted|predicts|thinks|thought|suggested|suggests|remarked|replied|declared|states|stated|"
        "shows|showed|found|finds|expects|hopes|hoped|asked|laughed|concluded|pointed out|liked to say"
    ),
}
"""Verbs whose object is what somebody says."""

VERB_SAID = {
    "zh": {
        "认为": "认为", "坚持认为": "认为", "指出": "指出", "强调": "强调", "透露": "透露", "警告": "警告",
        "宣布": "宣布", "预计": "预计", "预测": "预测", "承认": "承认", "相信": "认为", "建议": "建议",
        "暗示": "暗示", "回忆": "回忆", "解释": "解释说", "介绍": "介绍", "声称": "声称", "称": "称", "坚称": "坚称",
        "猜测": "猜测", "推测": "推测", "担心": "担心", "显示": "显示", "表明": "表明", "发现": "发现", "证实": "证实",
        "呼吁": "呼吁", "提醒": "提醒", "主张": "主张", "重申": "重申", "确认": "确认",
    },
    "en": {
        "believes": "believes", "believed": "believed", "explained": "explained", "estimated": "estimated",
        "announced": "announced", "confirmed": "confirmed", "argued": "argued", "warned": "warned",
        "recalled": "recalled", "reported": "reported", "noted": "noted", "claimed": "claimed", "admitted": "admitted",
        "thinks": "thinks", "expects": "expects", "shows": "shows", "showed": "showed", "insisted": "insisted",
        "predicted": "predicted", "stressed": "stressed", "joked": "joked", "suggested": "suggested",
        "reports": "reports", "writes": "writes", "wrote": "wrote", "notes": "notes", "estimates": "estimates",
        "claims": "claims", "predicts": "predicts", "hopes": "hopes", "hoped": "hoped", "concluded": "concluded",
    },
}  # fmt: skip
"""The verb that stands in a lifted attribution; one that is not here becomes 表示 or "said"."""

HEDGING = {
    "zh": frozenset(
        ("认为", "相信", "预计", "预测", "猜测", "推测", "暗示", "担心", "建议", "主张")
    ),
    "en": frozenset(
        "believes believed estimated estimates thinks thought expects predicted predicts suggested suggests hopes hoped".split()
    ),
}
"""Verbs of saying that make a view of what is said."""

HEDGES = {
    "zh": re.compile(
        "可能|或许|也许|大概|大约会|恐怕|预计|预期|预料|有望|有机会|据称|据了解|据悉|据说|似乎|好像|应该会|应当会|估计|未必|不一定|推测|传言|看来|或将|倾向于|被认为|"
        "我认为|我觉得|我相信|我想|希望|打算|计划|拟|尚未|尚不"
    ),
    "en": re.compile(
        r"\b(?:(?-i:may)|might|could|would|should|probably|perhaps|possibly|likely|expects?|expected|plans?|planned|estimates?|"
        r"estimated|reportedly|apparently|seems?|hopes?|hoped|is due to|are due to|said to|thought to|believed to)\b",
        re.I,
    ),
}

GROUPS = {
    "zh": re.compile(
        "者|人士|人员|员|家|们|人|公司|集团|报告|研究|论文|文章|博文|信|媒体|报|机构|组织|部门|政府|团队|组|会议|声明|网友|公告|财报|年报|官方|消息|文件|手册|"
        "协会|院|所|局|委|数据|结果|统计|调查|会|厂|社|站|馆|校"
    ),
    "en": re.compile(
        r"\b(?:\w+s|report|study|note|paper|letter|company|board|museum|team|council|operator|government|ministry|agency|statement|press)\b",
        re.I,
    ),
}
"""What a speaker without a name can be: 一些批评者, 研究报告."""

VAGUE = {
    "zh": re.compile(
        "^(?:也|还|总|仍|却|曾)?(?:有(?:的|些|不少|很多|许多)?人|有(?:一种|一些|些|种|不少)?(?:观点|说法|声音|意见|看法|评论|分析|消息|传言|网友)|(?:很多|许多|不少|一些|大)?(?:人们|大家|人|网友|外界|坊间))"
    ),
    "en": re.compile(
        r"^(?:some|many|most|other|few)?\s*(?:people|observers|others|some|many)\b", re.I
    ),
}
"""A speaker who is nobody in particular."""

VAGUE_NAME = {"zh": "有人", "en": "some people"}

HOSTS = frozenset(
    (
        "主持人",
        "记者",
        "采访者",
        "提问者",
        "提问",
        "问",
        "Q",
        "Host",
        "Interviewer",
        "Question",
        "Moderator",
    )
)
ANSWERS = frozenset(("答", "A", "Answer", "回答"))
