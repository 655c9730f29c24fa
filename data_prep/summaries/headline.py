"""A headline for a passage, from its own words.

The document's own title or the section's heading when it has a real one. Else a clause of a sentence
that stands alone; and for an abstract of a paper, what follows its cue (本文提出了一种 X → X), chosen by
a linear score of centrality, place, length and cue. The score's weights were fitted by ridge regression
on 500 abstract–title pairs and rounded (`bench/summaries.py` measures them on the other 500).
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_prep.records import Lang
from data_prep.summaries.compress import masked
from data_prep.summaries.ranking import EXPONENT, Ranked, words
from data_prep.summaries.tables import CONTRAST, OPEN_CLAUSE, SAYS

MAX_HEADLINE = {"zh": 36, "en": 16}
"""Characters, words."""


def headline(passage: str, ranked: Ranked, lang: Lang) -> str:
    """A headline made from the passage's words, or "" when none reads well."""
    paragraph = lang == "zh" and _one_paragraph(passage)
    if paragraph and _PAPER.search(passage) and (found := _paper_headline(passage)):
        return found
    options = list(_clauses(ranked, lang))
    if options:
        return max(options, key=lambda o: o[0])[1]
    return _paper_headline(passage) if paragraph else ""


def real_title(title: str, passage: str, lang: Lang) -> bool:
    """Whether a title is one: more than a name or a label, and about what the passage says."""
    title = title.strip()
    if lang == "zh" and (len(title) < 6 or _ONLY_NAME.match(title)):
        return False
    if lang == "en" and len(title.split()) < 3:
        return False
    if not set(_NUMBER.findall(_ORDINAL.sub("", title))) <= set(
        _NUMBER.findall(passage)
    ) or _FILE.search(title):
        return False
    found = words(title, lang)
    held = set(words(passage, lang))
    return bool(found) and 2 * sum(w in held for w in found) >= len(found)


def belongs(title: str, text: str, lang: Lang) -> bool:
    """Whether a title names what its document is about: most of its words stand in the text below it."""
    title = title.strip()
    if not title or _FILE.search(title):
        return False
    found = words(title, lang)
    held = set(words(text.replace(title, "", 1), lang))
    return bool(found) and 2 * sum(w in held for w in found) >= len(found)


_ONLY_NAME = re.compile("[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff-]{1,8})+$")
_ORDINAL = re.compile(r"第\d+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FILE = re.compile(r"https?://|\.(?:md|txt|html?|pdf|docx?)$|[|_]{2}")


# -- any text: the main clause of a sentence ----------------------------------------------------------


def _clauses(ranked: Ranked, lang: Lang) -> Iterator[tuple[float, str]]:
    cut = _chinese_clause if lang == "zh" else _english_clause
    for i, unit in enumerate(ranked.units):
        if unit.quoted or unit.headless or unit.generic or unit.stated:
            continue
        text = cut(unit.text)
        if text:
            held = set(words(text, lang))
            gain = math.fsum(ranked.weights.get(w, 0.0) for w in held)
            prior = ranked.prior[i] * ranked.lengths[i] ** EXPONENT
            size = len(text) if lang == "zh" else 6 * len(text.split())
            yield prior * gain / (size + 10) ** 0.7, text


_NAMED_SPEAKER = re.compile(
    f"^([^，：“”]{{2,12}}?)(?:还|也|则)?(?:{SAYS['zh']})[，：:](?=[^“]{{6}})"
)
_TIME_CLAUSE = re.compile(
    "^(?:截至|到|自|从)?(?:近日|日前|现在|目前|如今|\\d{4}年[^，]{0,14}|\\d{1,2}月[^，]{0,10}|[^，]{0,4}年[初中底末])，"
)


def _chinese_clause(sentence: str) -> str:
    text = _TIME_CLAUSE.sub("", sentence.rstrip("。！"))
    said = _NAMED_SPEAKER.match(text)
    speaker = f"{said[1]}：" if said else ""
    text = text[said.end() :] if said else text
    clauses = text.split("，")
    while len(clauses) > 1 and OPEN_CLAUSE["zh"].search(clauses[0]):
        if re.match(
            "如果|只要|只有|除非|虽|尽管|因|由于|即使|当", clauses[0]
        ):  # what follows hangs on it
            return ""
        clauses.pop(0)
    for count in range(len(clauses), 0, -1):
        kept, gone = "，".join(clauses[:count]), "，".join(clauses[count:])
        if CONTRAST["zh"].search(gone) or OPEN_CLAUSE["zh"].search(clauses[count - 1]):
            continue
        if 8 <= len(speaker + kept) <= MAX_HEADLINE["zh"] and _reads_well(kept):
            return speaker + kept
    return ""


_BAD_START = re.compile(
    "^(?:并|而|也|还|且|从而|使|让|令|以|及|或|其|这|该|此|他|她|它|则|就|均|都|但|却|为|被|将|把|由|与|和|是|有|在|对)"
)


def _reads_well(text: str) -> bool:
    balanced = all(text.count(a) == text.count(b) for a, b in ("“”", "（）", "《》", "()"))
    return balanced and not _BAD_START.match(text) and "：" not in text and "；" not in text


_LEADING_ADVERBIAL = re.compile(
    r"^(?:In|On|At|By|Since|During|From|For|Until) [^,]{2,40}, (?=[A-Z\"“]|the |a |an )"
)
_SUBORDINATE = re.compile(
    r"(?:,| ) ?(?:which|who|where|because|so that|while|when|although|and (?:it|he|she|they|the|a)) |; |: "
)


def _english_clause(sentence: str) -> str:
    text = _LEADING_ADVERBIAL.sub("", sentence.rstrip(".!"))
    text = text[:1].upper() + text[1:]
    if OPEN_CLAUSE["en"].match(text) or masked(text, "en") != text:
        return ""
    kept = text
    for match in _SUBORDINATE.finditer(text):
        if (
            not CONTRAST["en"].search(text[match.start() :])
            and len(text[: match.start()].split()) > 4
        ):
            kept = text[: match.start()].rstrip(",")
            break
    return kept if 4 <= len(kept.split()) <= MAX_HEADLINE["en"] and _closed(kept) else ""


def _closed(text: str) -> bool:
    """Whether an apposition that a comma opens is closed again."""
    return text.count(", ") != 1 or bool(re.search(r", (?:and|or|but|a|an|the) ", text)) is False


# -- papers: what follows a cue ----------------------------------------------------------------------

_PAPER = re.compile(
    "本文|该文|本研究|本课题|本实验|笔者|^\\s*(?:目的|【目的】)|(?:结果|实验|研究)(?:表明|显示)|结论|"
    "(?:^|[，,。.；;])(?:本文|首先|主要)?(?:提出|研究|探讨|分析|讨论|综述|介绍|阐述|论述|考察|观察|评价|比较|总结|建立|设计|制备|合成|采用|利用|通过|针对|基于|结合|为了?|以)"
)
_REPORTED = re.compile(f"[：，]“|(?:记者|先生|女士)|[\u4e00-\u9fff](?:{SAYS['zh']})[：，]“")


def _one_paragraph(passage: str) -> bool:
    """Whether a passage is one paragraph that quotes nobody, as abstracts are."""
    lines = passage.strip().count("\n")
    return len(passage) <= 1200 and lines <= 1 and not _REPORTED.search(passage)


_PAPER_CLAUSE = re.compile(
    r"[，,。；;：:！？!?\n]|\.(?!\d)|\s(?=(?:方法|结果|结论|目的|背景|材料))"
)
_LABEL = re.compile(
    r"^(?:【|\[)?(?:目的|方法|结果|结论|背景|摘要|材料与方法|目的与方法)(?:】|\])?[\s/]*"
)
_AIM = re.compile(r"^(?:【|\[)?目的")
_AUTHOR = re.compile(
    "^(?:本文|该文|文章|文中|论文|本研究|本课题|作者|笔者|本论文|我们|本实验|此文)"
    "(?:首先|主要|还|也|则|就|在此基础上|重点|着重|详细|系统|简要)*(?:从[^，]{2,12}(?:角度|方面))?"
)
_ADVERBS = "(?:首先|主要|重点|着重|详细|系统地?|简要|深入|初步|分别|进一步|较为?|全面|最后|综合|在此基础上|由此|并|因此|从而|为此)*"
_STUDY = "研究|探讨|分析|讨论|综述|介绍|阐述|论述|考察|观察|评价|比较|探究|总结|设计|探索|评估|调查|测定|模拟|仿真|优化|计算|测试|检测|鉴定|合成|制备|表征|试验|预测"
_MAKE = "提出|了解|建立|构建|阐明|开发|对比|描述|揭示|明确|报告|报道|给出|研制|实现|论证|回顾|概述|归纳|梳理|推导|解决|采用|利用|基于|通过|应用|运用|针对|以"
_CUE = re.compile(
    f"^{_ADVERBS}(?P<verb>(?:{_STUDY}|{_MAKE})(?:(?:与|和|、|并|及)(?:{_STUDY}))?)(?:了|出了?|到了?)?"
    "(?:一种|一个|一套|一类|一款|一组|1种|一些|几种)?(?P<what>.+)$"
)
_ABOUT = re.compile(
    f"^{_ADVERBS}(?:针?对|就|将)于?(?P<what>.+?)(?:进行|作|做|展开|加以|给予|予以)了?[^，的]{{0,8}}的?"
    f"(?P<verb>(?:{_STUDY})(?:(?:与|和|、|及)(?:{_STUDY}))*)"
)
_NOMINAL = frozenset(
    "研究 探讨 分析 讨论 比较 评价 考察 观察 设计 综述 测定 探索 合成 制备 调查".split()
)

_CUE_WEIGHT = {
    **dict.fromkeys("综述 总结".split(), 0.16),
    **dict.fromkeys("提出 研究 评价".split(), 0.09),
    **dict.fromkeys("比较 采用 利用 通过 以 了解 针对 应用 运用 基于".split(), -0.04),
}
_CUE_OTHER, _PLAIN, _NOMINALISED = 0.05, -0.06, 0.06
_CENTRAL, _DENSITY, _LENGTH, _FIRST, _SECOND, _AIMED, _AUTHORED = (
    0.012,
    0.12,
    -0.13,
    0.15,
    0.06,
    0.08,
    0.08,
)
_USUAL_LENGTH = 19  # characters of a title


@dataclass(frozen=True, slots=True)
class _Option:
    text: str
    weight: float
    place: int
    aimed: bool
    authored: bool


def _paper_headline(passage: str) -> str:
    counts = Counter(words(passage, "zh"))
    options = [o for o in _options(passage) if 6 <= len(o.text) <= 50 and _title_like(o.text)]
    return max(options, key=lambda o: _score(o, counts)).text if options else ""


def _score(option: _Option, counts: Counter[str]) -> float:
    found = set(words(option.text, "zh"))
    central = math.fsum(math.log(1 + counts[w]) for w in found)
    return (
        option.weight
        + _CENTRAL * central
        + _DENSITY * central / max(1, len(found))
        + _LENGTH * abs(math.log(len(option.text) / _USUAL_LENGTH))
        + _FIRST * (option.place == 0)
        + _SECOND * (option.place == 1)
        + _AIMED * option.aimed
        + _AUTHORED * option.authored
    )


def _options(passage: str) -> Iterator[_Option]:
    clauses: Sequence[str] = [c.strip() for c in _PAPER_CLAUSE.split(passage) if c.strip()]
    for i, clause in enumerate(clauses):
        plain = _LABEL.sub("", clause).strip()
        bare = _AUTHOR.sub("", plain).strip()
        aimed, authored = bool(_AIM.match(clause)), bare != plain
        if not authored:
            yield _Option(plain, _PLAIN, i, aimed, False)
        if about := _ABOUT.match(bare):
            yield _Option(about["what"], _CUE_OTHER, i, aimed, authored)
            nominal = about["what"] + about["verb"]
            yield _Option(nominal, _CUE_OTHER + 0.01, i, aimed, authored)
        if cue := _CUE.match(bare):
            verb, what = cue["verb"][:2], cue["what"]
            weight = _CUE_WEIGHT.get(verb, _CUE_OTHER)
            yield _Option(what, weight, i, aimed, authored)
            if verb in _NOMINAL and not what.endswith(verb) and len(cue["verb"]) <= 5:
                yield _Option(what + cue["verb"], _NOMINALISED, i, aimed, authored)


_TITLE_START = re.compile(
    "^(?:是|为(?:了)?|并|使|而|且|从而|因此|但|可|能|有|其|该|这|此|本|在(?!线)|如果|虽|尽管|由于|随着|也|还|则|就|当|根据|结果|表明|的|了|地|我们|他|她|它|与|和|及|以|通过|采用|利用|经|用)"
)
_TITLE_END = re.compile("(?:的|了|和|与|及|时|后|下|中|上|[:：、(（])$")


def _title_like(text: str) -> bool:
    balanced = all(text.count(a) == text.count(b) for a, b in ("“”", "（）", "《》", "()"))
    return balanced and not _TITLE_START.match(text) and not _TITLE_END.search(text)
