"""Chinese pronouns and deictics → the names they stand for, where that is sure."""

import re
from typing import NamedTuple

from data_prep.discourse.memory import Memory, Said


class Resolved(NamedTuple):
    """A text with its pronouns named, those that stay, and the name that its subject pronoun stood for."""

    text: str
    unresolved: tuple[str, ...]
    subject: str


_HEADS = (
    "公司|企业|集团|机构|组织|工厂|新厂|厂|模型|系统|软件|平台|产品|应用|工具|机器人|芯片|项目|学校|大学|学院|博物馆|纪念馆|图书馆|研究所|研究院|研究站|实验室|中心|银行|"
    "基金会|医院|协会|团队|小组|手册|节日|灯会|大桥|桥|法案|语言|框架|数据库|版本|系列|网站|社区|品牌|眼镜|设备|无人机|水泵|泵|车|船|渡轮|岛|湖|村|镇|县|市|省|国"
)
_MEASURE = "[家款座个所项台类名位种份篇艘部支条本套届次场件张段期]"
PRONOUN = re.compile(
    f"(?=[他她它我咱你您该此这那其尤极何如莫与应本活因从彼为至由自适恰名突出身各投若利排吉维除像上双两二前后当公工新厂博研纸学银医基父母师妻丈儿女祖])(?:(?P<group>他们|她们|它们)|(?P<other>其他|其它|其余|其中|其实|其次|其间|其后|其前|其上|其下|其内|其外|其一|其二|尤其|极其|何其|如其|莫名其妙|适得其反|恰如其分|名副其实|自圆其说|不计其数|突如其来|出其不意|身临其境|各得其所|投其所好|若无其事|利他|排他|吉他|维他|他乡|与其说|他人|他国|与此同时|除此之外|那就是|像[^，。]{1, 24}?这样的?|应该|本该|活该|该如何|该怎么|从此|因此|此外|此前|此后|此时|彼此|如此|为此|至此|此类|至此|由此|那么|自我|我行我素|那时|这时|当时)"
    f"|(?P<he>(?<!其)[他她])(?!们)|(?P<it>它)(?!们)|(?P<we>我们|咱们)|(?P<i>我)(?![们国])|(?P<country>我国)|(?P<you>你们|您们|你|您)"
    f"|(?P<this>(?:该|此|这(?:一)?{_MEASURE}?|那{_MEASURE}?|(?<![一两三几每])本)(?P<head>{_HEADS})(?!们)|(?P<bare>公司|工厂|新厂|厂区|博物馆|研究站|纸社|学校|银行|医院|基金会)(?![们]))"
    f"|(?P<its>其)|(?P<kin>自己(?!的|动)|父亲|母亲|师傅|妻子|丈夫|儿子|女儿|外婆|外公|祖父|祖母)|(?P<far>该|这(?:里|儿|样|么|些|一?{_MEASURE}|一)?|那(?:里|儿|样|些|一?{_MEASURE}|一)?|此(?:次|举|处|种|项|事|间)?|上述|双方|两者|二者|前者|后者|(?<![一两三几每0-9])本(?=[文书报刊站])|当地))"
)
_QUICK = re.compile(
    "他|她|它|我|咱|你|您|该|此|这|那|其|上述|双方|两者|二者|前者|后者|本|当地|公司|工厂|新厂|厂区|博物馆|研究站|纸社|学校|银行|医院|基金会|自己|父亲|母亲|师傅|妻子|丈夫|儿子|女儿|外婆|外公|祖父|祖母"
)
"""What every match of `PRONOUN` holds."""
_NEW = {"新厂": "工厂", "厂区": "工厂"}
_VERB_AFTER_ITS = re.compile(
    "(?:为(?!何)|是|并|已|将|能|可|会|不|未|没|在(?!线)|与|也|还|都|曾|需要|拥有|之所以|本身|本人|自身|旗下|内部|最终|所)"
)
_ORGANIZATIONS = frozenset(("公司", "企业", "集团", "机构", "组织"))
_BEFORE_BARE = frozenset("助将把了让使令")


def resolve(text: str, start: int, end: int, memory: Memory, now: Said) -> Resolved:
    """text[start:end] with its pronouns named."""
    raw = text[start:end]
    if not _QUICK.search(raw):
        return Resolved(raw, (), "")
    out: list[str] = []
    unresolved: list[str] = []
    named: list[tuple[int, str]] = []
    at, subject = start, ""
    for match in PRONOUN.finditer(text, start, end):
        if match["other"]:
            continue
        if match["bare"] is not None and not _is_bare(text, match.start(), start):
            continue
        if match["bare"] not in (None, "公司") and not _opens(text, match.start(), start):
            continue
        if match["kin"] and not (
            now.speaker_sort == "person" and _opens(text, match.start(), start)
        ):
            continue
        name = _antecedent(text, match, memory, now)
        if name and _named_before(text, match, start, named, name):
            continue  # the clause names it already: 扎克伯格在他的主页上
        if not name:
            if match["its"] and _own(text, match, memory, now, named):
                continue
            unresolved.append(match[0])
            continue
        out += text[at : match.start()], _written(text, match, name)
        named.append((match.start(), out[-1]))
        at = match.end()
        memory.leads(now, match.start(), name)
        subject = name if match.start() == start else subject
    out.append(text[at:end])
    return Resolved("".join(out), tuple(unresolved), subject)


def _is_bare(text: str, at: int, start: int) -> bool:
    """Whether a 公司 without a name stands alone."""
    return at == start or text[at - 1] in _BEFORE_BARE or _opens(text, at, start)


def _opens(text: str, at: int, start: int) -> bool:
    """Whether a clause begins at `at`."""
    return bool(_OPENING.fullmatch(text, _clause_before(text, at, start), at))


_FOUNDED = re.compile("[将把]$|(?:成立|创办|创立|注册|开办|离开|加入)了$")
_CLAUSE_MARKS = "，。；：！？、“（"
_OPENING = re.compile(
    "(?:但是?|而|不过|当时|目前|如今|届时|此前|去年|今年|明年|因此|所以|同时|此外|由于|因为|让|使得?|\\d{4}年|节日期间|是因为| )*"
)


def _clause_before(text: str, at: int, start: int) -> int:
    return max(start, *(text.rfind(mark, start, at) + 1 for mark in _CLAUSE_MARKS))


def _named_before(
    text: str, match: re.Match[str], start: int, named: list[tuple[int, str]], name: str
) -> bool:
    """Whether the clause that a 他 or 其 stands in names `name` in front of it."""
    if not (match["he"] or match["its"]):
        return False
    clause = _clause_before(text, match.start(), start)
    return name in text[clause : match.start()] or any(
        at >= clause and written.startswith(name) for at, written in named
    )


def _own(
    text: str, match: re.Match[str], memory: Memory, now: Said, named: list[tuple[int, str]]
) -> bool:
    """Whether the clause of a 其 names somebody or something in front of it, whose it then is."""
    clause = _clause_before(text, match.start(), now.start)
    return bool(memory.cast.within(clause, match.start())) or any(at >= clause for at, _ in named)


def _antecedent(text: str, match: re.Match[str], memory: Memory, now: Said) -> str:
    """The name that a pronoun stands for, or ""."""
    at = match.start()
    if match["he"]:
        return memory.cast.short(name) if (name := memory.person(at, now, match[0])) else ""
    if match["i"] or match["kin"]:
        return (
            memory.cast.short(now.speaker)
            if now.speaker_sort == "person" and now.voice != "document"
            else ""
        )
    if match["we"]:
        return _we(text, match, memory, now)
    if match["group"]:
        return _they(at, memory, now)
    if match["it"]:
        return memory.neighbour(at, now) or memory.thing(at, now)
    if match["its"]:
        owner = memory.owner(at, now) if _opens(text, at, now.start) else ""
        return memory.cast.short(owner) if owner else ""
    if (
        match["bare"] == "公司"
        and not _opens(text, at, now.start)
        and _FOUNDED.search(text[:at][-4:])
    ):
        return ""
    if match["bare"] == "公司" or match["head"] in _ORGANIZATIONS:
        return memory.organization(at, now)
    if head := match["head"] or match["bare"]:
        head = _NEW.get(head, head)
        return memory.named(head, at, now, lambda name: _is_a(memory, name, head))
    return ""


_OURS = re.compile(
    "我们(?:的(?:目标|模型|产品|平台|策略|战略|愿景|团队|公司|技术|服务|软件|研究|员工|用户|客户|工厂|收入|业务|使命|社区政策|数据|应用|任务)|"
    "(?:正在|已经|还|也|目前|今天|曾|计划|准备|打算|决定|刚|现在|当前正?在|自主|一直|今年|去年|明年|最终|首次|共同|非常)*(?:推出|发布|开发|训练|建立|构建|搭建|研发|计划|决定|拥有|提供|投入|投资|开源|收购|招聘|雇|生产|制造|交付|采用|改用|推进|"
    "设计|销售|上线|部署|收到|专注于|致力于|成立|启动|测试|改进|升级|认识到|想要|希望|需要(?!采取|做)|不是|并非|采取了|既进行|不愿|将通过|不会通过|寻求|有能力|正稳步|预见到|不再|必须(?:确保|与)|将\\s?\\d|有一个|有\\d|确实有))"
)


def _we(text: str, match: re.Match[str], memory: Memory, now: Said) -> str:
    """The speaker's organisation, where what "we" do is what organisations do."""
    if now.voice == "document" or not _OURS.match(text, match.start()):
        return ""
    if now.speaker_sort == "organization":
        return now.speaker
    return memory.cast.organizations.get(now.speaker, "")


def _they(at: int, memory: Memory, now: Said) -> str:
    """The organisation that says so or that the sentence is about, where nobody else is named."""
    mentions = memory.cast.within(now.start, at)
    if now.speaker_sort == "organization" and not mentions:
        return now.speaker
    if (group := _GROUP.match(memory.cast.text, now.start, at)) and _opens(
        memory.cast.text, at, now.start
    ):
        return group["group"]
    lead = memory.lead(now)
    names = {m.name for m in mentions if m.sort in ("organization", "person")}
    if (
        lead
        and lead.sort == "organization"
        and names == {lead.name}
        and not _PEOPLE.search(memory.cast.text, now.start, at)
    ):
        return lead.name
    return ""


_GROUP = re.compile(
    "(?:虽然[^，]{2,12}，)?(?:但是?|而|不过)?(?P<group>[^，。在对把将]{0,14}?(?:研究人员|科学家|开发者|研究员|工程师|员工|议员|投资者|批评者|程序员|居民|渔民))(?=[并也都正将已在对希认用可未不仍还发])[^，]*，$"
)
"""FAIR的研究人员并未气馁，他们…"""
_PEOPLE = re.compile("们|者|人员|人士|公司|企业|家|员")


def _is_a(memory: Memory, name: str, head: str) -> bool:
    """Whether the document calls `name` a `head`."""
    return (name.endswith(head) and len(name) > len(head)) or head in classes(memory, name)


_CLASS_TEXT = f"(?:{_HEADS})"
_AFTER = re.compile(
    f"”?(?:（[^）]*）)?(?:等|系列|这一|这款|[A-Za-z]{{0,8}})?(?:大型|大|语言|聊天|智能|新|开源|潜水)*({_CLASS_TEXT})"
)
_IS = re.compile(
    f"”?(?:（[^）]*）)?(?:是|就是|是指)[^，。；]{{2,40}}?({_CLASS_TEXT})(?:（[^）]*）)*(?=[，。；]|的(?:后续)?版本)"
)
_BEFORE = re.compile(f"({_CLASS_TEXT})(?:——|“|：)?$")
_NAMED = re.compile(f"”?(?:（[^）]*）)?的[^，。；的]{{0,20}}?({_CLASS_TEXT})(?=[，。；进在的]|$)")
"""名为X的新版模型."""
_DASHED = re.compile("[，了的是款个]([^，。的了款个]{2,16})——$")
"""A compound in front of the name that it is a sort of: 大型语言模型聊天机器人——X is a 模型 too."""


def classes(memory: Memory, name: str) -> frozenset[str]:
    """The heads that the document sets beside a name."""
    cache = memory.classes
    if not cache:
        found: dict[str, set[str]] = {}
        text = memory.cast.text
        for mention in memory.cast.mentions:
            heads = found.setdefault(mention.name, set())
            before = text[max(0, mention.start - 3) : mention.start].rstrip("“")
            named = _NAMED.match(text, mention.end, mention.end + 100)
            if named and before.endswith(("名为", "叫做")):
                heads.add(named[1])
            for pattern in (_AFTER, _IS):
                if match := pattern.match(text, mention.end, mention.end + 60):
                    heads.add(match[1])
            if match := _BEFORE.search(text, max(0, mention.start - 8), mention.start):
                heads.add(match[1])
            if match := _DASHED.search(text, max(0, mention.start - 24), mention.start):
                heads.update(re.findall(_CLASS_TEXT, match[1]))
        cache.update({n: frozenset(heads) for n, heads in found.items()})
    return cache.get(name, frozenset())


def _written(text: str, match: re.Match[str], name: str) -> str:
    """How the name stands in the pronoun's place: 其 → X的."""
    if match["kin"]:
        return name if match["kin"] == "自己" else f"{name}的{match['kin']}"
    if not match["its"]:
        return name
    return name if _VERB_AFTER_ITS.match(text, match.end()) else name + "的"
