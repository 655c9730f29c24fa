"""The words in front of a Chinese verb of saying → the speaker."""

import re
from dataclasses import replace

import rjieba

from data_prep.discourse.cast import Mention, Sort
from data_prep.discourse.memory import Memory, Said
from data_prep.discourse.speakers import NOBODY, Speaker
from data_prep.discourse.speech import Source
from data_prep.discourse.words import GROUPS, HAN, ROLES, VAGUE, VAGUE_NAME, VERB_SAID

_BEFORE_NAME = re.compile("[对向和与跟给让由被从据]$")
_JOINED = re.compile("(?:（[^）]*）)?(?:和|与|及|以及|、)")
_OWNS = re.compile("(?:（[^）]*）)?(?:公司|集团)?的")
_KIN = "徒弟|学生|同事|女儿|儿子|妻子|丈夫|父亲|母亲|朋友|好友|搭档|助手|委员|老师|律师|医生|作家|歌手|记者|专家|居民|村民|匠人|馆员|店员|顾客|用户|网友|作者|得主|先生|女士|博士"
_ROLE_NAME = re.compile(
    f"(?:{ROLES['zh']}|{_KIN})(?P<name>[{HAN}]{{2,4}}|[{HAN}]{{1,5}}(?:·[{HAN}]{{1,8}})+|[A-Z][\\w.'’-]+(?: [A-Z][\\w.'’-]+)+)$"
)
_PRONOUN = re.compile(
    "(?:他们|她们|他|她|它|我们|我)(?!的)|(?:该|这家)(?:公司|集团|企业|机构|组织)|(?<![\u4e00-\u9fffA-Za-z])公司(?=[\u4e00-\u9fff]|$)"
)
_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_TAIL = re.compile(
    "(?<=..)(?:（[^）]*）)?(?:在|对|向|于|就|也|还|又|则|都|曾|已经?|便|却|才|再|只|随后|之后|后来|最近|近日|同时|继续|明确|公开|直言|一致|普遍|强烈|笑着|坦率|进一步|此前|共同|日前|昨日|今天|今日|反复|多次|一再|"
    "接着|常常?|经常|喜欢|甚至|指责|乐观地?|自豪地?|[\u4e00-\u9fff]{1,4}地|\\d{4}年|告诉|通过|这样|不断|始终|仍|依然).*$"
)
_LEADING = re.compile(
    "^(?:但是?|而(?!且)|不过|然而|因此|所以|此外|另外|同时|其中|随后|显然|当然|于是|正如|如|后来|例如|比如|与此同时|尽管如此|当时|甚至|并|且)+"
)
_SAYS = re.compile("警告|提醒|解释|回应|补充|强调|批评|指出|承认|声明|透露|坚持|预测|估计|介绍")
_NO_NAME = re.compile(
    "^(?:老板|记者|笔者|这|那|其|之|与|和|第)|的$|^(?:信|文|文章|报告|书|论文|文件)中$"
)


def speaker(text: str, source: Source, memory: Memory, now: Said) -> Speaker:
    """Who the words of an attribution name; `NOBODY` where they name nobody for sure."""
    verb = _verb(source.verb)
    phrase = text[source.start : source.end]
    lead = _LEADING.match(phrase)
    start = source.start + (lead.end() if lead else 0)
    if _SAYS.fullmatch(text, start, source.end):  # 警告称 is one verb of saying
        verb, source = _verb(text[start : source.end]), replace(source, end=start)
    if source.said and phrase in ("悉", "称", "说", "了解", "传", "透露"):
        return Speaker("", None, verb, source.said)
    if VAGUE["zh"].match(text[start : source.end]):
        return Speaker(VAGUE_NAME["zh"], None, verb, vague=True)
    who = _person(text, start, source.end, memory, now)
    if who is None:
        name, sort = _other(text, start, source.end, memory, now)
        if not name and start == source.end:
            name = _of_sentence(text, now.start, source.start)
        who = Speaker(name, sort, verb, source.said) if name else NOBODY
    elif who.name or who.first_person:
        who = Speaker(who.name, who.sort, verb, "", first_person=who.first_person)
    if not who.name and source.said and not who.first_person:
        return Speaker(_group(phrase), None, verb, source.said)
    return who


def _verb(verb: str) -> str:
    for form, said in VERB_SAID["zh"].items():
        if verb == form or (len(form) > 1 and verb.startswith(form)):
            return said
    return "表示"


def _person(text: str, start: int, end: int, memory: Memory, now: Said) -> Speaker | None:
    """The person or pronoun that is the subject of text[start:end]; None where there is none."""
    cast = memory.cast
    pronoun = _PRONOUN.search(text, start, end)
    at = pronoun.start() if pronoun and _subject_at(text, start, pronoun.start()) else end
    people = [m for m in cast.within(start, end) if m.sort == "person"]
    for number, mention in enumerate(people):
        if mention.start > at:
            break
        if _BEFORE_NAME.search(text[start : mention.start]) or _OWNS.match(text, mention.end, end):
            continue
        return _joined(text, people, number)
    if start == end:
        lead = memory.lead(now)
        return (
            Speaker(lead.name, "person", "")
            if lead and lead.sort == "person" and lead.start < start
            else None
        )
    if pronoun and at < end:
        return _of_pronoun(pronoun, memory, now)
    bare = _TAIL.sub("", text[start:end])
    if match := _ROLE_NAME.search(bare):
        memory.introduced.add(match["name"])
        return Speaker(match["name"], "person", "")
    if bare in memory.introduced:
        return Speaker(bare, "person", "")
    for mention in cast.within(start, end):  # 郗眠山 is no mountain when he speaks
        if (mention.start, mention.end) == (start, end) and mention.sort in ("location", "thing"):
            return (
                Speaker(mention.name, "person", "") if _HAN_NAME.fullmatch(mention.name) else None
            )
    return None


def _joined(text: str, people: list[Mention], number: int) -> Speaker:
    """A和B when another person is joined to the first, else the first."""
    first = people[number]
    if number + 1 < len(people) and _JOINED.match(text, first.end):
        return Speaker(f"{first.name}和{people[number + 1].name}", None, "")
    return Speaker(first.name, "person", "")


def _subject_at(text: str, start: int, at: int) -> bool:
    return not re.search("[对向和与跟给让由被从的在]", text[start:at])


def _of_pronoun(match: re.Match[str], memory: Memory, now: Said) -> Speaker:
    word, at = match[0], match.start()
    if word in ("我", "我们"):
        return Speaker("", None, "", first_person=True)
    if word in ("他", "她"):
        name = memory.person(at, now, word)
        return Speaker(name, "person", "") if name else NOBODY
    if word in ("他们", "她们"):
        return Speaker(pair, None, "") if (pair := memory.pair(now)) else NOBODY
    name = memory.thing(at, now) if word == "它" else memory.organization(at, now)
    return Speaker(name, "organization", "") if name else NOBODY


def _other(text: str, start: int, end: int, memory: Memory, now: Said) -> tuple[str, Sort | None]:
    """An organisation or a group without a name (一些批评者)."""
    for mention in memory.cast.within(start, end):
        if mention.sort != "organization" or _BEFORE_NAME.search(text[start : mention.start]):
            continue
        if not _OWNS.match(text, mention.end, end):
            rest = _TAIL.sub("", "＿＿" + text[mention.end : end])[2:]
            if not rest or rest in ("公司", "集团", "官方"):
                return mention.name, "organization"
        break
    return _group(text[start:end]), None


def _group(phrase: str) -> str:
    """The noun phrase of a group: 一些批评者 out of 一些批评者昨天."""
    name = _TAIL.sub("", _LEADING.sub("", phrase)).strip("“”，： ")
    name = re.sub("^有(?=一些|许多|不少|很多|两|三)", "", name)
    if 2 <= len(name) <= 24 and GROUPS["zh"].search(name[-4:]) and not _NO_NAME.search(name):
        return name
    return ""


_TIME_FIRST = re.compile("[\\d一二三四五六七八九十年月日底初上下中旬]+(?:前后|左右)?，")
_GOES_ON = re.compile("(?:并|还|也|同时|进而|随后|又)+")
_COUNTED = re.compile("(?:[一二两三四五六七八九十几数多\\d]+[位名个家]|一些|许多|不少|部分|众多)")


def _of_sentence(text: str, start: int, stop: int) -> str:
    """The group that a sentence begins with, for a verb of saying without a subject in a later clause:
    两位参议员致信X，批评Y，并警告称…; "" where a clause between has a subject of its own."""
    first, *between = text[start:stop].rstrip("，").removeprefix("，").split("，")
    if between and _TIME_FIRST.fullmatch(first + "，"):
        first, *between = between
    if not _COUNTED.match(first) or any(not _without_subject(clause) for clause in between):
        return ""
    words = rjieba.tag(first)
    at = next((i for i, (_, tag) in enumerate(words) if tag == "v"), 0)
    if not at or any(tag[0] not in "mqnrbj" or word == "的" for word, tag in words[:at]):
        return ""
    return _group("".join(word for word, _ in words[:at]))


def _without_subject(clause: str) -> bool:
    bare = _GOES_ON.sub("", clause)
    word, tag = next(iter(rjieba.tag(bare)), ("", "v"))
    return tag.startswith("v") or not word
