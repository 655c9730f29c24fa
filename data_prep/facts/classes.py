"""What a document's names are, in its own words: 模型 for Llama 2 where it writes "Llama 2模型" or "语言模型Llama 2"."""

import re
from collections import Counter
from collections.abc import Iterator

from data_prep.discourse.words import HAN
from data_prep.facts.chinese_asking import CLASS_WORDS
from data_prep.facts.tables import ROLES, SAYING
from data_prep.facts.tokens import Names

PERSON = "人"
_CLASS = "|".join(CLASS_WORDS)
_ACTS = re.compile(
    f"(?:公开|正式|还|也|已经?|曾|将|则|于[^，。]{{1,12}}|在[^，。]{{1,12}})?(?:{SAYING['zh']}|发布|推出|收购|成立|拥有|投资|聘请|裁员|开源|雇用|赞助)"
)


def classes(text: str, names: Names) -> dict[str, str]:
    """Name → the class word that stands beside it most often; `人` for a Latin name that holds a post."""
    found: dict[str, Counter[str]] = {}
    if names.pattern is None:
        return {}
    for match in names.pattern.finditer(text):
        name = match[0]
        if names.kinds.get(name) == "person":
            continue
        for word in _beside(text, match.start(), match.end(), name):
            found.setdefault(name, Counter())[word] += 1
    told = {name: counts.most_common(1)[0][0] for name, counts in found.items()}
    return told | _of_versions(told, names)


_VERSION = re.compile(r"[ -]?\d+(?:\.\d+)*$")
"""What tells a later Llama from the first."""
_VERSIONED = frozenset(
    "模型 软件 系统 无人机 机器人 芯片 手机 水泵 语言 框架 库 工具 游戏 产品".split()
)
"""What has versions: a class that all of them share."""


def _of_versions(told: dict[str, str], names: Names) -> dict[str, str]:
    """The class of a name whose first or other version has one: Tide 3 beside the model Tide 2."""
    of_base: dict[str, str] = {}
    for name, word in told.items():
        base = _VERSION.sub("", name)
        if name == base:
            of_base[base] = word
        elif word in _VERSIONED:
            of_base.setdefault(base, word)
    versions = (n for n in names.kinds if n not in told and n != _VERSION.sub("", n))
    return {n: of_base[b] for n in versions if (b := _VERSION.sub("", n)) in of_base}


_AFTER = re.compile(
    rf"（[^（）]{{1,30}}）|系列(?={_CLASS})|(?:等)?(?:大型|大|新|智能|开源|语言|生成式|人工智能|AI|聊天)*"
)
_CLASS_AFTER = re.compile(_CLASS)
_CLASS_BEFORE = re.compile(rf"(?:{_CLASS})[“‘]?$")
_DEFINED = re.compile(
    rf"(?:（[^（）]{{1,30}}）)?是(?:[^，。；！？]{{0,24}}[的于])?(?:另?一)[个款家项部种座支首][^，。；！？]{{0,20}}?(?P<kind>{_CLASS})(?=[，。；])"
)
"""X 是一款…软件。"""
_WHOSE_POST = re.compile(ROLES["zh"] + "|经理|主管|总监|负责人")
"""A firm's 项目经理 doesn't make the firm a 项目."""
_POST_BEFORE = re.compile(rf"(?:{ROLES['zh']}|先生|女士|博士)$")


def _beside(text: str, start: int, end: int, name: str) -> Iterator[str]:
    before, after = text[max(0, start - 6) : start], text[end : end + 16]
    if _POST_BEFORE.search(before) and re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+", name):
        yield PERSON
        return
    if match := _CLASS_BEFORE.search(before):
        yield match[0].rstrip("“‘")
    if match := _DEFINED.match(text, end):
        yield match["kind"]
        return
    skipped = _AFTER.match(after)
    match = _CLASS_AFTER.match(after, skipped.end() if skipped else 0)
    if match and not _WHOSE_POST.match(after, match.end()):
        yield match[0]
    elif re.search(f"[A-Za-z{HAN}]$", name) and _ACTS.match(after):
        yield "公司"
