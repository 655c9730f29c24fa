"""What makes a sentence no assertion: questions, conditions, figures of speech, views that are only held up."""

import re

from data_prep.clean.repair import DAMAGED
from data_prep.records import Lang

_TAIL_CHARS = 6
"""How many characters at its end tell what a sentence is."""
_QUESTION = {
    "zh": re.compile("[？?][”’」』）)]*$|[吗呢][。！]?$|[什怎]么[。！]?$"),
    "en": re.compile(r"\?[\"”’)]*$"),
}
_ENDS = {
    "zh": re.compile("[。！!.；;…：:][”’」』）)\\]]*$"),
    "en": re.compile(r"[.!;:…][\"”’)\]]*$"),
}
_ASKS = re.compile("[？?]")
_QUOTED = re.compile('“[^”]*”|‘[^’]*’|"[^"]*"')
# Each alternative of a Chinese pattern begins with a plain character: the engine then skips to these.
_RHETORICAL = {
    "zh": re.compile(
        "难道|岂[不能止非]|何尝|何必|何况|怎能|怎么会|哪能|哪里[会有能]|谁(?:的[^，。]{1,8})?(?:会|还|不|能|敢)|不是吗|对吧|能不[^，。]{1,6}吗"
    ),
    "en": re.compile(
        r"\b(?:who (?:would|could|wants|knows|cares)|why (?:would|should|bother)|isn't it|wouldn't)\b",
        re.I,
    ),
}
_COMMAND = {
    "zh": re.compile(
        "请(?!求|愿|示|来|到)|切勿|勿|务必|不要|别(?=[再让把去忘])|严禁|禁止|让我们|我们不妨|[^，。]{0,4}不妨|点击|扫码|欢迎|等着|敬请|感谢|谢谢"
    ),
    "en": re.compile(
        r"(?:please|do not|don't|never|always|make sure|note that|let us|let's|click|press|see|read|follow|choose|select|enter|open|keep|check|use|bring|remember|thank)\b(?! (?:\w+ )?(?:is|are|was|were|of)\b)",
        re.I,
    ),
}
"""How an imperative begins."""
_COUNTERFACTUAL = {
    "zh": re.compile(
        "(?:如果|要是|假如|倘若)[^，。]{0,20}?(?:当时|当年|当初|真的|没有|没)[^。]*?(?:可能|就|恐怕|大概|也许|早)"
    ),
    "en": re.compile(
        r"\b(?:would|could|might) have\b|(?:^|[.;] )Had (?:the|it|he|she|they|\w+)\b|\b(?:as if|as though|imagine)\b",
        re.I,
    ),
}
_ALMOST = {
    "zh": re.compile("本来(?:可以|会|应该)|差点|如果说|与其说"),
    "en": re.compile(r"\balmost (?:became|had)\b"),
}
_IF = {
    "zh": re.compile(
        "如果|假如|假设|假使|倘若|倘使|要是(?<![主重需只]要是)|万一|一旦|除非|否则|要不然|只要(?<![\u4e00-\u9fff]只要)(?=[^，。]{1,24}，)|但只要|而只要|"
        "若(?!干)(?<![\u4e00-\u9fff]若)|的话[，。]|如(?<![\u4e00-\u9fff]如)(?=[^，。果何同今此下图上前所]{2,20}，(?:则|将|应|请|可|就|会))"
    ),
    "en": re.compile(
        r"\b(?:if|unless|provided that|as long as|in case|otherwise|suppose|once(?= (?:the|it|they|he|she|you|we|a)\b)|(?:were|should) (?:it|they|he|she|the|a|an))\b",
        re.I,
    ),
}
_WHETHER = {
    "zh": re.compile("是否[^。]*(?:再议|再定|待定|尚未|尚不|还不|还未|未知)|是不是"),
    "en": re.compile(
        r"\bwhether\b.*\b(?:asked|unclear|remains|unknown|open)\b|\b(?:asked|unclear|wonder\w*)\b.*\bwhether\b",
        re.I,
    ),
}
_RELAYED = {
    "zh": re.compile(
        "有(?:一)?(?:种|些|个)?(?:假设|假说|说法|观点|看法|声音|传言|谣言|误解|误区|偏见|疑问|担忧)(?:是|认为|说|称|，)|有传言|谣传|据传(?<!数据传)|传言说|常被提及|一种(?:常见的)?(?:误解|说法)|"
        "人们[常总普遍曾一度]*(?:认为|以为|相信|觉得)|大家[常总普遍曾一度]*(?:认为|以为|相信|觉得)|外界[常总普遍曾一度]*(?:认为|以为|相信|觉得)|"
        "曾(?:被)?(?:以为|认为)|一度(?:被)?(?:以为|认为)|误以为|误认为|有人(?:认为|说|觉得|称|批评|主张|以为|担心)|有的人(?:认为|说|觉得)|老人们常说|俗话说|常言道|正所谓|号称|标榜|自诩|所谓"
    ),
    "en": re.compile(
        r"\b(?:some (?:people )?(?:say|think|believe|argue|claim)|it is (?:often )?(?:said|claimed|believed|rumou?red)|there is a (?:rumou?r|myth|saying)|rumou?rs?|legend|so-called|people (?:say|think|believe)|are said to|is said to|local saying|old joke)\b",
        re.I,
    ),
}
_FIGURATIVE = {
    "zh": re.compile(
        "仿佛|宛如|犹如|好比|恰似|好似|活像|像[^，。]{1,12}(?:似的|一般)|像(?<=[\u4e00-\u9fff]像)(?<![图录影偶头画成摄肖想不但而或及和与助止对好]像)(?!素|这|那|样|是)(?![^，。]{0,24}(?:这样|那样|之类|等|一样))|"
        "双刃剑|堪比|有点像|打了?个比方|比喻|一般无二|连[^，。]{1,12}(?:也|都)不得不|太过耀眼|熠熠生辉|大显身手|喘不过气|一记|号角|的摇篮|插上了?翅膀|丰碑|舞台的?中央|画上句号|拉开了?(?:序幕|帷幕)"
    ),
    "en": re.compile(
        r"\b(?:as quiet as|as \w+ as a|like an? (?:tired|library|giant|little|old|wounded|sleeping)|as it were|so to speak|metaphor\w*|joked|seems? to (?:sing|sleep|dream)|iron in (?:his|her) )\b",
        re.I,
    ),
}
_OPINION = {
    "zh": re.compile(
        "毫无疑问|毋庸置疑|无疑|显然|不难看出|可以说|说到底|归根结底|某种意义上|颇有些|颇为|最终还是|自然也有|似乎(?:有些|颇|也)|令人(?:眼界|惊|震|印象|振奋|感动|兴奋|遗憾|期待)|让人(?:眼前|惊|感|难|兴奋|期待)|"
        "真是|实在是|简直|堪称|不可思议|功不可没|亮了|精明的|格外|莫名其妙|下足了功夫|给力|如期而至|恰恰|其实就是|无可比拟|当之无愧|名副其实|值得(?:称道|期待|骄傲)|意味深长|耐人寻味|遗憾的是|幸运的是|"
        "有悖常理|这就是为什么|不可避免且|了不起|谁(?:最终)?将"
    ),
    "en": re.compile(
        r"\b(?:undoubtedly|clearly|obviously|needless to say|arguably|of course|surely|frankly|sadly|luckily|unfortunately|fortunately|remarkabl[ey]|astonishing\w*|no wonder|it seems|in a sense|best of all|the most charming|unforgettable)\b",
        re.I,
    ),
}
_FIRST = {
    "zh": re.compile("我(?!们|国|行我素|市|省|县|校|院|司|厂|馆|会|局|部)(?<!自我)|笔者|小编"),
    "en": re.compile(r"\b(?:I|me|my|mine|myself)\b"),
}
_RECORD = {
    "zh": re.compile(
        "创下?[^，。]{0,8}(?:新低|新高|纪录|记录)|刷新[^，。]{0,8}(?:新低|新高|纪录|记录)|新[低高](?=[，。])"
    ),
    "en": re.compile(r"\b(?:record|all-time) (?:low|high)\b", re.I),
}
_DATED = {
    "zh": re.compile("\\d{4}年|\\d{1,2}月|今年|去年|当天"),
    "en": re.compile(r"\b(?:19|20)\d{2}\b"),
}
_HEADING_CHARS = {"zh": 60, "en": 110}


def problem(sentence: str, lang: Lang, own: bool, closed: bool) -> str:
    """Why `sentence` asserts nothing (a slug of `Utterance.problem`), or "".

    `own` when the document says so itself; `closed` when it is a whole sentence of a quotation or a part
    of one, which needs no full stop to be a sentence.
    """
    tail = sentence[-_TAIL_CHARS:]
    asks = "？" in sentence or "?" in sentence
    if (asks or "\ufffd" in sentence) and DAMAGED.search(sentence):
        return "damaged"
    ended = closed or asks or _ENDS[lang].search(tail)
    if not ended and len(sentence) <= _HEADING_CHARS[lang]:
        return "heading"
    if (sentence.count(" ") < 2) if lang == "en" else (len(sentence) < 4):
        return "fragment"
    if _QUESTION[lang].search(tail) or (asks and _ASKS.search(_QUOTED.sub("", sentence))):
        return "rhetorical" if _RHETORICAL[lang].search(sentence) else "question"
    if _WHETHER[lang].search(sentence):
        return "question"
    if _COMMAND[lang].match(sentence):
        return "command"
    return _held_up(sentence, lang) or _own_voice(sentence, lang, own)


def _held_up(sentence: str, lang: Lang) -> str:
    """What is said without being asserted by anybody."""
    if _RELAYED[lang].search(sentence):
        return "relayed"
    if _ALMOST[lang].search(sentence) or (lang == "en" and _COUNTERFACTUAL[lang].search(sentence)):
        return "hypothetical"
    if _IF[lang].search(sentence):
        return "hypothetical" if _COUNTERFACTUAL[lang].search(sentence) else "conditional"
    return "figurative" if _FIGURATIVE[lang].search(sentence) else ""


def _own_voice(sentence: str, lang: Lang, own: bool) -> str:
    """What the document itself may not assert, or nobody without a date."""
    if own and _OPINION[lang].search(sentence):
        return "opinion"
    if own and _FIRST[lang].search(sentence):
        return "first_person"
    if _RECORD[lang].search(sentence) and not _DATED[lang].search(sentence):
        return "undated"
    return ""
