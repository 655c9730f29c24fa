"""Surface patterns: who holds which post, what a name is short for, what a verb takes as its object."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.facts.discourse import Sentence
from data_prep.facts.tables import HAN, PRONOUNS, RELATIVE_TIME, ROLES
from data_prep.facts.tokens import Names
from data_prep.records import FactType

MINOR = frozenset({"外文名", "简称", "全称", "foreign name"})
"""Relations that are details however often they stand."""

SUBJECT_TYPES: dict[str, FactType] = {
    "person": "person_role", "organization": "organization", "location": "location", "topic": "product", "work": "product",
    "latin": "product",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """`subject + predicate` states that the `relation` of `about` is `object`."""

    type: FactType
    about: str
    relation: str
    object: str
    subject: str = ""
    predicate: str = ""
    aliases: tuple[str, ...] = ()


def roles_and_glosses(sentence: Sentence, names: Names, lang: str) -> Iterator[Found]:
    """Facts that a noun phrase states in passing: 砺汐泵业总经理蔺青庐, 楊立昆（Yann LeCun）."""
    yield from (
        _chinese_roles(sentence.text, names)
        if lang == "zh"
        else _english_roles(sentence.text, names)
    )


_ZH_ROLE = re.compile(
    rf"(?P<org>[{HAN}A-Za-z0-9·《》 .\-]{{0,20}}?)(?P<role>(?:{ROLES['zh']})(?:[、兼](?:{ROLES['zh']}))*)(?P<name>[{HAN}·]{{2,16}}|[A-Z][A-Za-z.'\-]+(?: [A-Z][A-Za-z.'\-]+)*)"
)
_GLOSS = re.compile(r"（(?:英文名(?:为)?)?([A-Z][A-Za-z.'’\- &]{2,40})）")
_SHORT = re.compile(r"（(?:以下)?(?:简称|又称|又名|俗称)[“：]?([^（）“”，]{2,12})”?）")
_CUT = re.compile(
    "^.*(?:供职于|就职于|来自|由|据|于|说|与|和|向|对|让|被|请|的时候|时|当时|是|为|，|、|：|；|。|了)"
)


def _chinese_roles(text: str, names: Names) -> Iterator[Found]:
    for match in _ZH_ROLE.finditer(text):
        name = next(
            (
                t.text
                for t in names.tokens(match["name"])
                if t.start == 0 and t.kind in ("person", "latin")
            ),
            "",
        )
        if not name:
            continue
        organization = _CUT.sub("", match["org"]).strip().removesuffix("的").removeprefix("原")
        named = [t for t in names.tokens(organization) if t.kind and t.kind != "person"]
        if (
            not named
            or named[0].start > 4
            or PRONOUNS["zh"].search(organization)
            or match["org"].endswith("原")
        ):
            continue
        owner = organization if named[-1].kind else named[-1].text
        post = f"{owner}{'的' if re.search('[A-Za-z]$', owner) or match['org'].endswith('的') else ''}{match['role']}"
        yield Found("person_role", post, "是谁", name, name, f"是{post}")
        employer, of, part = owner.partition("的")
        role = f"{part}{match['role']}" if of else match["role"]
        if [t.text for t in names.tokens(employer) if t.kind]:
            yield Found("organization", name, f"在哪里任{role}", employer, name, f"是{post}")
    for match in _GLOSS.finditer(text):
        before = [t for t in names.tokens(text[: match.start()]) if t.kind]
        if (
            before
            and before[-1].start + len(before[-1].text) == match.start()
            and re.search(f"[{HAN}]", before[-1].text)
        ):
            yield Found(
                "definition",
                before[-1].text,
                "外文名",
                match[1],
                before[-1].text,
                f"的外文名是{match[1]}",
            )
    for match in _SHORT.finditer(text):
        before = [t for t in names.tokens(text[: match.start()]) if t.kind]
        if before and before[-1].start + len(before[-1].text) == match.start():
            yield Found(
                "definition",
                before[-1].text,
                "简称",
                match[1],
                before[-1].text,
                f"的简称是“{match[1]}”",
            )


_EN_APPOSITION = re.compile(
    rf"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{1,3}}), (?:the |an? |its )?(?P<role>{ROLES['en']}) (?:of|at) (?P<org>(?:the )?[A-Z][\w'’&-]*(?: (?:of (?:the )?)?[A-Z][\w'’&-]*)*)"
)
_EN_BEFORE = re.compile(
    rf"(?P<org>[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*)*)[’']s (?P<role>{ROLES['en']}),? (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{1,3}})"
)


def _english_roles(text: str, names: Names) -> Iterator[Found]:
    for pattern in (_EN_APPOSITION, _EN_BEFORE):
        for match in pattern.finditer(text):
            name, role, owner = match["name"], match["role"], match["org"]
            if owner.removeprefix("the ") not in names.kinds:
                continue
            yield Found(
                "person_role",
                f"the {role} of {owner}",
                "who",
                name,
                name,
                f" is the {role} of {owner}",
            )
            yield Found(
                "organization",
                name,
                f"is {role} of",
                owner.removeprefix("the "),
                name,
                f" is the {role} of {owner}",
            )


_Row = tuple[FactType, str, str]
"""(type of the fact, its relation, pattern whose group `o` is the object)."""
_ZH_OBJECTS: tuple[_Row, ...] = (
    ("location", "位于", r"(?:位于|坐落于|坐落在|地处|总部设在|总部位于|(?:出)?生于|毕业于|建在)(?P<o>[^，。的是了]{2,18})$"),
    ("person_role", "担任", r"(?:担任|出任|改任|升任|接任)(?P<o>[^，。了]{2,16})$"),
    ("definition", "名称", r"(?:名为|取名为?|命名为|称为|叫做|叫作|名叫)(?P<o>[^，。了]{2,16})$"),
    ("definition", "是", rf"(?<![就也还都不只仅正])(?:是(?![^，]*(?:因为|为了))|(?<=[名号级题码务])为)(?P<o>[{HAN}A-Za-z0-9“”《》·、 .\-]{{2,22}})$"),
    ("product", "推出", r"(?<!在)(?:发布|推出|研制|研发|开发|发明|造出|制造|生产|推广|翻唱|出版|撰写|绘制|预装|新增|采用|使用|训练|支持)(?!者|力|和|所|人员|商|线|时)(?:了)?(?P<o>[^，。了在于的]{2,20}|[^，。了在于]{2,14})$"),
    ("event", "获得", r"(?:获得|荣获|获|赢得|取得|收购|创办|创立|创建|加入|进入|修复|取消|捐给|卸任)(?:了)?(?P<o>[^，。了在于]{2,18})$"),
    ("event", "包括", r"(?:分为|包括|包含)(?P<o>[^，。]{4,30})$"),
)  # fmt: skip
_BAD_OBJECT = re.compile(
    "^(?:[了着过的]|一[个种名家位项次些座条支款部件篇份张本套层类]|如何|什么|怎|可以|可能|能够|更|很|最(?!近)|因为|由于|[，、。]|一样|如此|不|否|非常|十分|基本|所有|全部|许多|更多|其|有)|的$|[在和与对于]$|^费用|在内|[前后时]$|\\d[\\d,.]*[万亿]?[元人台件项个名张次]|^[\\d一二三四五六七八九十百千万两]+$|[“《（][^”》）]*$|^[^“《（]*[”》）]"
)


def objects(predicate: str, lang: str) -> Iterator[Found]:
    """What the last verb of a predicate takes: 发明了“双晾法”, is headquartered in Y."""
    table = _ZH_OBJECTS if lang == "zh" else _EN_OBJECTS
    for kind, relation, pattern in table:
        match = re.search(pattern, predicate)
        if not match:
            continue
        answer = match["o"].strip()
        if lang == "zh" and kind in ("product", "event") and "是" in predicate[: match.start()]:
            continue  # the verb belongs to what the subject is said to be: 是一家生产…的企业
        if lang == "zh" and (_BAD_OBJECT.search(answer) or RELATIVE_TIME["zh"].search(answer)):
            continue
        if PRONOUNS[lang].search(answer):
            continue
        answer = quoted[1] if (quoted := re.fullmatch("“([^“”]+)”", answer)) else answer
        yield Found(
            kind,
            "",
            relation if kind == "person_role" else predicate.replace(answer, "…", 1).strip(),
            answer,
        )


_EN_OBJECTS: tuple[_Row, ...] = (
    ("location", "located in", r"\b(?:headquartered|based|located|situated|born|housed|buried|built|made|moored|held) (?:in|at|on) (?P<o>(?:the )?[A-Z][\w'’-]*(?: (?:of )?[A-Z][\w'’-]*){0,4})(?=$|[,.;]| (?:in|on|at|by|and|for|with|from|to|since|until|near|of)\b)"),
    ("person_role", "by", r"\b(?:founded|designed|built|written|led|made|invented|discovered|developed|owned|run|composed|opened|chaired|painted) by (?P<o>(?:the )?[A-Z][\w'’-]*(?: (?:of |and )?[A-Z][\w'’-]*){0,4})"),
    ("definition", "called", r"\b(?:called|named|known as|nicknamed) (?P<o>(?:the )?[A-Z][\w'’-]*(?: (?:of )?[A-Z\d][\w'’-]*){0,4})"),
    ("organization", "works with", r"\b(?:belongs to|acquired|supplied by|owned by|joined|replaces|replaced) (?P<o>(?:the )?[A-Z][\w'’-]*(?: (?:of )?[A-Z\d][\w'’-]*){0,4})(?=$|[,.;]| (?:in|on|at|by|and|for|with|from|to|since|until|as)\b)"),
    ("location", "at", r"\b(?:from|at) (?P<o>(?:the )?[A-Z][\w'’-]*(?: (?:of )?[A-Z\d][\w'’-]*){0,4})(?=$|[,.;]| (?:in|on|at|by|and|for|with|from|to|since|until|as)\b)"),
    ("definition", "is", r"^ ?(?:is|are|was|were) (?P<o>(?:a|an|the) [a-z][^,;:.]{6,70})$"),
)  # fmt: skip


def compares(predicate: str, lang: str) -> bool:
    """Whether a number in this predicate is a difference from something else."""
    if lang == "zh":
        return bool(
            re.search(
                "比[^，]{2,20}(?:多|少|高|低|长|短|大|小|快|慢|重|轻|贵|便宜|增|减|早|晚|高出)",
                predicate,
            )
        )
    return bool(
        re.search(
            r"\b(?:more|less|fewer|longer|shorter|higher|lower|larger|smaller|heavier|lighter|faster|slower|cheaper|older|younger)\b[^,]{0,40}\bthan\b",
            predicate,
        )
    )
