"""What decides whether a sentence can be lifted out of its text, Chinese and English side by side."""

import re

MIN_UNIT = {"zh": 10, "en": 30}
MAX_UNIT = {"zh": 160, "en": 320}
"""Characters of a sentence that may stand in a summary, after compression."""

CONNECTIVE = {
    "zh": re.compile(
        "^(?:与此同时|同时|此外|另外|除此之外|不过|然而|但是|但|因此|所以|于是|因而|由此可见|总之|总的来说|总而言之|而且|并且|而|"
        "事实上|实际上|其实|当然|值得一提的是|值得注意的是|需要注意的是|更重要的是|同样重要的是|同样|尽管如此|即便如此|"
        "首先|其次|再次|最后|最终|类似的|类似地|同样地|另一方面|例如|比如|譬如|显而易见|众所周知|一般来说|一般而言|通常来说|随后|接着|紧接着|那么)[，,：:]\\s*"
        "|^(?:但是|但|然而|不过|而且|并且|因此|所以|于是|因而)(?=[\u4e00-\u9fffA-Z])|^而(?=[A-Z])"
    ),
    "en": re.compile(
        r"^(?:(?:However|Moreover|Furthermore|In addition|Additionally|Besides|Meanwhile|Still|Also|Thus|Therefore|"
        r"Nevertheless|Nonetheless|Instead|For example|For instance|Indeed|In fact|Of course|Finally|Consequently|"
        r"As a result|In other words|In short|Similarly|Likewise|Hence|Again|Even so|In particular|Notably|At the same time|"
        r"On the other hand|First|Second|Third|Next|Then), |(?:But|And|So|Yet) (?!far\b))"
    ),
}
"""Words at a sentence's start that tie it to the one before and add nothing to it."""

DANGLING = {
    "zh": re.compile(
        "^(?:认识到|意识到|要求|目的是|始于|将于|曾于|目的在于|原因是|原因在于|结果是|理由是|其中|不仅|不但|不光|甚至|还|也(?!门)|更|却|又|则|再(?!生)|仍|均|都(?!市|江)|就|才(?!能)|只(?!有)|并|"
        "也就是说|换句话说|换言之|相比之下|与之|与此|除此|这|那(?!曲)|此|该|上述|前者|后者|另一|另有|另|其余|其他|其|同年|同月|同日|当时|当年|当天|届时|那时|之后|此后|后来|"
        "一方面|第[二三四五六]|[一二两三四五六七八九十几数\\d]+(?:个月|个?小时|个?星期|天|年|周|日|分钟)(?:之?后|以后|之?前|以前)|"
        "或者|或(?!许)|以及|至于|说到|说完|对此|为此|由此|因此|从而|如此|这样|那样|答[：:]|问[：:]|是的|没错|不是|能[。，]|如[上下]|如图|见[图表]|以下|之类|等等|前面|后面|上一|下一|没过多久|然后|随之|正所谓|俗话|是否|\\d+[.、](?!\\d)|[一-鿿·]{2,14}：(?!“)|信中|文中|书中|会上|谈话中|公告中|讲话中|（|下[面图表]|上[面图表]|本[节章页])"
    ),
    "en": re.compile(
        r"^(?:(?=.*\b(?:have|had|get|make|made) it\b|.*[a-z°C%\d][.!?] (?:It|They|This|These|He|She) )|[A-Z][a-z]+(?=: )|It|They|This|These|Those|That|Such|There, |Here|Both|Neither|Others?|Another|Some of|One of them|Each of|Most of (?:them|these)|"
        r"The (?:former|latter|other|others|two|three|same|second|third|next|following|first (?:was|is|one))|We|I|You|Your|Our|My|His|Her|Its|Their|"
        r"Then|Later|Afterwards|Since then|After that|Before that|In this|In that|In these|With this|With that|For this|For that|By then|At that|"
        r"Of these|Of those|Of them|None of (?:these|them|those)|All of (?:these|them|those)|Together they|As such|Not all|Not only|Or|Nor|Because of this|"
        r"(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?) (?:later|earlier|before|after)|Yes|No|Well|Mostly|Perhaps|Why|How|What|Who|Every [^,]+, through|Alternatively|Otherwise|Either|Like (?:this|that)|If so|If not|So far|An alternative|A further|The rest)\b"
    ),
}
"""Starts that need the sentence before: what remains without it is no statement."""

THIRD_PERSON = {
    "zh": re.compile("他们|她们|它们|他(?!人)|她|它"),
    "en": re.compile(r"\b(?:He|She)\b"),
}
DEMONSTRATIVE = {
    "zh": re.compile(
        "这|如此|此(?![前外类])|(?<!应)该(?!不该)|其(?!中|他|它|余|实|次|间)|上述|前者|后者|两者|二者|双方|那[个些种款家位一]|同样的"
    ),
    "en": re.compile(r"\b(?:this|these|those|its?)\b(?! (?:year|month|week))"),
}
FIRST_PERSON = {
    "zh": re.compile("我(?!国|市|省|县|军|党)|咱们|笔者|小编|你|您"),
    "en": re.compile(r"\b(?:I|we|We|our|Our|us|my|My|me|you|You|your|Your)\b"),
}
TOLD_ME = re.compile(
    "(?:告诉|对|向|跟)(?:我们|我|本报记者|本刊记者|记者)(?:说道|说|表示|透露|坦言|介绍)?(?:道)?"
)
"""扎克伯格告诉我 → 扎克伯格表示: the author goes, the speaker stays."""

SAYS = {
    "zh": "表示|指出|认为|强调|透露|介绍|坦言|补充道|补充说|回忆道|回忆说|解释道|解释说|解释|宣布|预计|预测|承认|声称|称|说道|说|写道|提醒|警告称|警告道|警告|回应称|回应道|回应|反驳道|反驳|建议|坚称|主张|证实|否认|直言|暗示|写信说",
    "en": "said|says|told|explained|explains|added|noted|notes|recalled|announced|confirmed|argued|argues|stressed|admitted|claimed|claims|warned|wrote|writes|replied",
}

APPOSITIVE = {
    "zh": (
        (re.compile("（[^（）]{1,60}）"), ""),
        (re.compile("(?<=[\u4e00-\u9fff”》])\\s?\\([^()]{1,60}\\)"), ""),
        (re.compile("——[^—，。]{2,40}——"), ""),
        (re.compile("——(?:这|也就是|即|其中|包括|例如|比如)[^—。]{2,60}(?=。$)"), ""),
        (re.compile("，(?:其中)?(?:包括|例如|比如|譬如|诸如)(?![^。]*，(?:从而|因此|并|但|以))[^。；]{2,80}(?=。$)"), ""),
        (re.compile("，就像[^，。]{1,20}一样(?=。$)"), ""),
        (re.compile("\\s*图片来源：.*$"), ""),
    ),
    "en": (
        (re.compile(r" \([^()]{1,120}\)"), ""),
        (re.compile(r" ?[—–] ?[^—–.]{3,80} ?[—–] ?"), " "),
        (re.compile(r", (?:such as|including|for example|for instance) [^.;]{3,120}(?=\.$)"), ""),
        (re.compile(r", which [^,.;]{8,90},(?= (?:is|was|are|were|has|had|have|will|can|may|stands|costs?)\b)"), ""),
    ),
}  # fmt: skip
"""Asides that a sentence is whole without; patterns and what is left in their place."""

STOPWORDS = {
    "zh": frozenset(
        "我们 你们 他们 她们 它们 自己 这个 那个 这些 那些 这样 这种 一个 一种 一些 一项 一位 没有 不是 就是 还是 但是 可以 可能 已经 由于 因为 所以 因此 如果 "
        "而且 以及 或者 并且 不过 然而 其中 对于 关于 通过 进行 需要 能够 使得 目前 现在 同时 此外 虽然 尽管 这是 也是 还有 表示 认为 指出 其实 非常 其他 之间 "
        "以下 如下 例如 什么 怎么 如何 为了 根据 随着 之后 以来 时候 方面 来说 的话 不能 不会 一样 还要 甚至 只有 只是 以上 本文 以及".split()
    ),
    "en": frozenset(
        "the and for that with was were are has have had his her its their they them this these those from which who whom whose will would can could may might not but "
        "been being than then when where while because also into over about after before between more most such some any all each other only one two there here said says "
        "what how why you your our out off per does did done very just still even own same too both few".split()
    ),
}

TRAILING_CLAUSE = {
    "zh": re.compile(
        "，(?=(?:并且?|而且|从而|以便|以期|使得|使|这|此举|其中|而(?!不是|非)|同时|还|因此|所以|包括|目的是|为的是|进而|意味着|导致|甚至|令|让|用于|"
        "用以|旨在|其(?!中|他|实)|主要|也就?|就连|最终|例如|比如|尤其|特别是))|；"
    ),
    "en": re.compile(
        r", (?=(?:which|where|while|although|though|whereas|so that|and (?:it|he|she|they|the|that|a|is|was|has|will|can)\b|making|allowing|leaving|giving|using|because))"
        r"|; "
    ),
}
"""Where a sentence only carries on."""
CONTRAST = {
    "zh": re.compile("但|却|不过|然而|否则|除非|才(?!能|华|干)|如果|只是|未必|不是"),
    "en": re.compile(
        r"\b(?:but|unless|however|yet|except|if|only|not|although|though|whereas|until)\b"
    ),
}
"""What takes back or limits what stands before it: such a clause is never left out."""
OPEN_CLAUSE = {
    "zh": re.compile(
        "^(?:虽然|尽管|虽|由于|因为|为了|为|如果|随着|当|作为|对于|关于|过去|起初|如今|当前|既然|即使|除了|不仅|不但|不光|一方面|无论|不管|与其|只要|只有|根据|按照|据|自从|自|截至|在[^，]*(?:后|时|中|下|上|里|内|期间|方面|以来|之前|同时|看来)$)"
        f"|(?:{SAYS['zh']})$|^[^，]{{0,3}}$|(?:而言|来说|来看|看来|之后|之前|以后|以来|的话)$"
    ),
    "en": re.compile(
        r"^(?:While|Although|Though|Because|Since|When|If|After|Before|As|In|On|At|For|With|Whereas|Unless|Until|According)\b"
    ),
}
"""A clause that waits for another one."""

DATELINE = {
    "zh": re.compile(
        "^(?:《[^》]{2,12}》|[\u4e00-\u9fff]{2,10}?)?(?:记者[\u4e00-\u9fff]{2,4})?(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日(?:报道|电|讯|消息)(?:（[^）]{2,20}）)?[：:，,]?\\s*"
    ),
    "en": re.compile(r"^[A-Z][A-Z .]{2,30}, (?:\d{1,2} \w+|\w+ \d{1,2})(?:,? \d{4})? ?[-–—]+ ?"),
}
"""Where and when a report was filed, in front of its first sentence."""
TOO = {
    "zh": re.compile(
        "(?<=[\u4e00-\u9fffA-Za-z])(?:还(?=积极|曾|交给|计划|表示|指出|说|称|强调|重申|宣布|透露|认为|建议|要求|推出|发现|提醒|补充|警告|限制|介绍)"
        "|也(?=提醒|指出|表示|说|认为|强调|称|介绍|透露))"
    ),
    "en": re.compile(r"(?<=\w) also(?= (?:said|told|noted|announced|plans|warned|added))"),
}
"""Also, behind the subject: it counts on a sentence that the summary may not hold."""
SAME_AGAIN = {
    "zh": re.compile("(?:情况(?:相似|类似|相同)|也是如此|也一样|同理)。$"),
    "en": re.compile(r"\b(?:too|likewise)\.$|\bas well[.:;,]"),
}
"""An end that says the same of another thing."""
THERE = {
    "zh": re.compile("^[^，。]{0,12}(?:在)?(?:那里|那儿|那边|这里|这儿)"),
    "en": re.compile(
        r"^(?!.* (?:in|at|to|from|into) [A-Z].* there\b).*\b(?:died|lived|lives|worked|works|moved|stayed|remained|went|opened|arrived|taught|studied) there\b"
    ),
}
"""A place that only the text before names."""
TOLD_TODAY = {
    "zh": re.compile(
        "(?<=[\u4e00-\u9fff])(?:今天|今日|昨天|昨日|昨晚|昨夜)(?=(?:上午|下午|晚)?(?:发布|公布|宣布|推出|表示|举行))"
    ),
    "en": re.compile(
        r"(?<=\w) (?:today|yesterday)(?= (?:presented|announced|published|launched|unveiled|said|opened|introduced))"
    ),
}
"""The day of writing beside a verb of announcing: the announcement stays without it."""
IMPERATIVE = re.compile(
    r"^(?:Open|Press|Drag|Click|Enter|Choose|Select|Call|Wear|Please|Make sure|Do not|Don[’']t|Use(?! of)|Check|Turn|Put|Remove|Install|Run|Type|Go|Take|Keep|See|Note|Bring|Ask|Add|Set|Try)\b(?!\w* (?:is|was|are|were|has|have)\b)"
)
"""An English sentence that tells its reader what to do."""
I_TELL = {
    "zh": re.compile("我(?!国|市|省|县|军|党)|咱们|笔者|小编"),
    "en": re.compile(r"\b(?:I|we|We|our|Our|us|my|My|me)\b"),
}
"""The author's own person."""
