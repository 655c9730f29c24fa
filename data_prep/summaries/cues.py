"""What kind of thing a sentence tells, by its words: Chinese and English side by side."""

import re

DECISION = {
    "zh": re.compile(
        "^(?!.*(?:尚需|仍需|尚待|有待|须经))[^。]*?(?:会议|委员会|理事会|董事会|股东大会|大会|全会|法院|法庭|议会)[^，。]{0,10}(?:决定|通过|批准|同意|否决|议定|裁定|判决|一致)"
        "|^(?:经|与会)[^，。]{0,8}(?:投票|表决|讨论|审议)|(?:获得|未获)通过|^(?:决定|议定|同意|批准)"
    ),
    "en": re.compile(
        r"\b(?:board|council|committee|meeting|members|parliament|court|assembly|jury|government|shareholders)\b(?:(?!\b(?:not|never|must)\b)[^.;]){0,40}?"
        r"\b(?:(?:decided|agreed|resolved|voted|ruled|ordered|refused) (?:to|that|on|not)|(?:approved|rejected|adopted|postponed|accepted|raised|set) (?:the|an?|its)\b)"
        r"|\b[Ii]t was (?:decided|agreed|resolved) (?:to|that|not)\b|\b(?:was|were) (?:approved|adopted|rejected|postponed|agreed|accepted)\b"
    ),
}
"""A body's decision."""
RESULT = {
    "zh": re.compile(
        "(?:研究|结果|调查|数据|年报|报告|统计|实验|分析)[^，。]{0,6}(?:显示|表明|发现|指出)|研究组(?:还)?(?:发现|建议)|(?:主要|根本)原因(?:是|在于)"
        "|最大的?(?:改动|变化|特点|优势|问题|挑战|风险)|首次|第一[家座个次台]|(?:发明|创办|创立|创建|发现|提出|建成|推出|发布|投产|宣布|获得|荣获)了|(?:获得|荣获)[^，。]{2,16}奖|建议，?把|主要(?:来自|用于|是因为|因为)"
        "|(?:去世|逝世|病逝)|关键(?:是|在于)|核心(?:是|在于)|意味着|结论"
    ),
    "en": re.compile(
        r"\b(?:found|shows?|showed|reports?|reported|concluded?|concludes|suggests?|recommends?|recommended|propose[sd]?) that\b"
        r"|\b(?:main|chief|decisive) (?:reason|cause|change|result)\b|\b(?:biggest|most important) \w+\b|\bfor the first time\b"
        r"|\b(?:founded|invented|discovered|designed|established|launched|introduced|unveiled|presented|announced|won|awarded|died)\b|\b(?:mainly|chiefly) (?:from|because|due)\b"
    ),
}
"""What was found, made, brought out or founded."""
DEFINITION = {
    "zh": re.compile(
        "^[^，。：]{2,24}(?:（[^）]{1,30}）)?(?:，[^，。]{2,12}，)?(?:位于[^，。]{2,20}，)?(?:是(?:一|由|指|以|为)|指的是|是指|又称)"
    ),
    "en": re.compile(
        r"^(?:An? |The )?[A-Z\w][\w '’-]{2,60}?(?: \([^)]{1,40}\))? (?:is|are) (?:an?|the|best known|known)\b"
    ),
}
ROUTINE = {
    "zh": re.compile(
        "上次会议|上一次会议|前次会议|(?:会议|大会)(?:于[^，。]{0,12})?(?:开始|结束|散会)|宣布(?:开会|散会|休会|会议开始)|请假|缺席|下次会议"
        "|(?:表示|致以)[^，。]{0,6}感谢|鸣谢|版权|转载|联系(?:人|电话)|责任编辑|未经许可|欢迎(?:关注|订阅|参加|光临)"
        "|(?:有|讲|谈|说|分享|包括)(?:以下)?[两三四五六七八几\\d]+(?:件|个|点|种|类|大|方面|项)[^，。]{0,12}[：。]$|(?:多方面|多种多样)的。$"
        "|还有很多。$|(?:如下|^以下|[有是为见括成]以下)[^，。]{0,8}[：。]$|[几\\d一]点(?:思考|看法|建议|体会)。$"
    ),
    "en": re.compile(
        r"\b[Mm]inutes (?:of the (?:previous|last)|taken|kept)\b|\b[Aa]pologies\b|\b(?:meeting|session)\b[^.;]{0,20}\b(?:opened|closed|began|ended|adjourned|will (?:be held|take place))\b"
        r"|\b[Nn]ext meeting\b|\b(?:thanked|welcomed|greeted)\b|\b(?:[Cc]opyright|all rights reserved|subscribe|newsletter)\b"
        r"|\b(?:the following|as follows)\b|\b[Tt]here are (?:two|three|four|five|six|several|many) (?:\w+ )?(?:reasons|things|points|ways|kinds|types|steps)\b"
    ),
}
"""What every meeting and page has, and sentences that only announce what follows."""
EXAMPLE = {
    "zh": re.compile("例如|比如|譬如|诸如"),
    "en": re.compile(r"\b(?:for example|for instance|such as)\b"),
}
ASIDE = {
    "zh": re.compile(
        "回忆|开玩笑|玩笑|打(?:了?个)?比方|比喻|据说|传说|老人们|人们常说|常说|笑称|笑着|感慨|有趣的是|外号|绰号|因此得名|为了纪念|纪念他|打趣"
        "|好比|记忆犹新|^[^，。]{0,12}的原因(?:是|在于)|^[^，。]{0,8}建议(?:读者|大家)|当时只有|至今记得|印象深刻|话虽"
    ),
    "en": re.compile(
        r"\b(?:liked to say|used to say|jok(?:e|ed|ing)|recall(?:s|ed)?|remember(?:s|ed)?|legend|rumou?r|nickname[ds]?|is said to|are said to|as the saying|funny|laugh\w*|smil\w*)\b"
        r"|\ba phrase\b|^[^,.]{0,30}\breason (?:is|was)\b"
    ),
}
"""Anecdotes, comparisons, and reasons of what another sentence tells."""
LEANS = {
    "zh": re.compile(
        "^(?:经(?:投票|表决)，?)?(?:提议|提案|议案|动议|方案|赞成|反对)|以\\d+票|(?:^|[为示称出]，)主要原因"
    ),
    "en": re.compile(
        r"^(?:\w+ members? voted|All (?:members )?(?:voted|agreed))\b|^The (?:explanation|proposal|motion|vote|amendment|find|finding|decision|move|idea|loss|suggestion|request)\b(?! (?:of|that|to|for)\b)|\b(?:is|are|was|were) the same\.$"
    ),
}
"""Votes, views and reasons on what another sentence names."""
CONCLUDES = {
    "zh": re.compile("^[^，。]{1,12}(?:因此|于是|因而|所以)"),
    "en": re.compile(
        r"^[^,.;]{1,60}\b(?:therefore|however|instead|nevertheless|nonetheless|consequently)\b"
    ),
}
"""Follows from the sentence before: no summary begins with it."""
BACKGROUND = {
    "zh": re.compile(
        "^[^，。]{2,16}(?:位于|成立于|始建于|地处|创办于)|现任|(?:约?有|共有)[^，。]{0,4}\\d+名员工|总部(?:位于|设在)"
    ),
    "en": re.compile(
        r"\b(?:has|had) (?:about |around |some )?[\d,]+ (?:inhabitants|employees|residents)\b|\bemploys (?:about |around |some )?[\d,]+|\bis located\b"
        r"|\bhas been (?:[\w-]+ ){1,5}since\b|\bis a (?:harbour |market |small )?(?:town|village|city|island) of\b"
    ),
}
"""What a place or a firm is, told beside the news."""
BIRTH = {
    "zh": re.compile("出生[于在]|生于|出生，|诞生于"),
    "en": re.compile(r"\bwas born (?:on|in|at|into|the)\b"),
}
FAMILY = {
    "zh": re.compile("^[^，。]{0,8}(?:父亲|母亲|妻子|丈夫|女儿|儿子|兄弟|姐妹|妹妹|哥哥)"),
    "en": re.compile(
        r"\b(?:father|mother|wife|husband|daughters?|sons?|brothers?|sisters?|grandchildren)\b"
    ),
}
DEFINITE = re.compile(
    r"^The (?:[a-z-]+ )?([a-z-]+) (?:is|was|were|are|has|had|will|can|could|may|might|must|should|came|went|[a-z]+ed|[a-z]+s)\b"
)
"""A bare noun as an English sentence's subject: which one, the text before says."""
