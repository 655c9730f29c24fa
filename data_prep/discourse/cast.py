"""Who and what a document names: people with their fullest names and their organisations."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from data_prep.discourse.words import HAN, ORG_SUFFIX, ROLES
from data_prep.records import Lang

if TYPE_CHECKING:
    from data_prep.facts.tokens import Names

Sort = Literal["person", "organization", "location", "work", "thing"]


class Mention(NamedTuple):
    """A name at text[start:end]; `name` is its fullest form for a person."""

    start: int
    end: int
    name: str
    sort: Sort


_LATIN_PERSON = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*)+$")
_ROLE_BEFORE = {
    "zh": re.compile(f"(?:{ROLES['zh']}|先生|女士|博士|作者|得主)[ ]?$"),
    "en": re.compile(
        rf"(?:\b{ROLES['en']}|\b(?:Mr|Ms|Mrs|Dr|Professor|colleague|friend|daughter|son|brother|sister|wife|husband|pupil|Guest:|Present:|postman)\.?),? $"
    ),
}
_TRADE_BEFORE = re.compile(
    r"\b(?:the|an?|his|her|their) (?:[a-z-]+ )?[a-z]+(?:er|or|ist|ian|eer|man|woman) $"
)
_SAYS_AFTER = {
    "zh": re.compile("(?:（[^）]*）)?(?:表示|认为|指出|说|称|强调|透露|发了?一|和其他人|一直|曾)"),
    "en": re.compile(
        rf",? (?:said|says|told|explained|explains|recalled|believes|thinks|added|noted|argued|proposed|reported|joked|expects|(?:has been|is|was) (?:the |an? )?(?:\w+ )?{ROLES['en']}|was born|died|\((?:chair|treasurer|secretary|{ROLES['en']}))\b"
    ),
}
_ORG_AFTER = {
    "zh": re.compile(
        f" ?(?:（[^）]*）)?(?:公司|集团|团队|公开表示|宣布|(?:的|联合|共同)?(?:CEO|首席|创始人|董事长|总裁|总经理|工程师|高管|联合创始人|高级副总裁|(?:{ROLES['zh']})))"
    ),
    "en": re.compile(
        r"(?:'s|’s)? (?:chief|CEO|company|group|Group|employs|employed|announced|presented|closed|spent|plans to|sells|makes|introduces|annual report|was founded|has \d[\d,]* employees)\b"
    ),
}
_ORG_END = {
    "zh": re.compile(f"(?:{ORG_SUFFIX['zh']})$"),
    "en": re.compile(rf"\b(?:{ORG_SUFFIX['en']})$"),
}


_OF_A_FIRM = re.compile(
    "年报|年度报告|半年报|季报|季度报告|业绩(?:公告|快报|预告)|公司档案|公司简介|招股"
)
"""The first line of what a firm says about itself."""


class Cast:
    """The names of one document and where they stand, found in one pass."""

    def __init__(self, text: str, names: "Names", lang: Lang, extra: Sequence[str] = ()) -> None:
        self.text = text
        self.lang: Lang = lang
        self._kinds = dict(names.kinds)
        new = [name for name in extra if name not in self._kinds]
        self._kinds.update(dict.fromkeys(new, "person"))  # only the labels of their turns name them
        if new or names.pattern is None:
            ordered = sorted(self._kinds, key=lambda n: (-len(n), n))
            self._pattern = re.compile("|".join(map(re.escape, ordered)))
        else:
            self._pattern = names.pattern

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions in order; glosses in brackets are left out."""
        if not self._kinds:
            return []
        spans = [
            (start, end, match[0])
            for match in self._pattern.finditer(self.text)
            if _bounded(self.text, start := match.start(), end := match.end())
        ]
        for _, _, name in spans:  # a name with its model number (静涛ST-80) is a thing
            self._kinds.setdefault(name, "topic")
        sorts = self._sorts(spans)
        self._sort_of = sorts
        self._forms = Counter(name for _, _, name in spans)
        self._full = _fullest([n for n, sort in sorts.items() if sort == "person"], self._forms)
        for name, sort in sorts.items():  # Meta公司 is Meta
            if sort == "organization" and name.endswith("公司") and name[:-2] in sorts:
                self._full[name] = name[:-2]
                sorts[name[:-2]] = "organization"
            elif sort == "organization" and (inner := _INNER.match(name)):
                self._full[name] = inner[1]
        return [
            Mention(start, end, self._full.get(name, name), sorts[name])
            for start, end, name in spans
            if not self._gloss(start, sorts[name])
        ]

    def _gloss(self, start: int, sort: Sort) -> bool:
        return (
            self.lang == "zh" and start > 0 and self.text[start - 1] == "（" and sort != "location"
        )

    def _sorts(self, spans: list[tuple[int, int, str]]) -> dict[str, Sort]:
        person, organization = Counter[str](), Counter[str]()
        for start, end, name in spans:
            kind = self._kinds[name]
            if kind not in ("latin", "topic", "person") or name in _COMMON:
                continue
            if kind == "person" and (not name.isascii() or " " in name):
                continue
            if (
                _LATIN_PERSON.match(name)
                and not _PLACE.search(name)
                and (
                    _ROLE_BEFORE[self.lang].search(self.text, max(0, start - 24), start)
                    or _SAYS_AFTER[self.lang].match(self.text, end)
                )
            ):
                person[name] += 1
            elif _ORG_AFTER[self.lang].match(self.text, end):
                organization[name] += 1
        sorts: dict[str, Sort] = {}
        for name, kind in self._kinds.items():
            if kind in ("person", "organization", "location", "work") and not organization[name]:
                sorts[name] = kind
            elif person[name] and person[name] >= organization[name]:
                sorts[name] = "person"
            elif organization[name] or (kind == "latin" and _ORG_END[self.lang].search(name)):
                sorts[name] = "organization"
            else:
                sorts[name] = "thing"
        return sorts

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions in text[start:end], in order."""
        mentions = self.mentions
        first = bisect_left(mentions, (start,))
        last = bisect_left(mentions, (end,))
        return mentions[first:last]

    def unplaced_person(self, start: int, end: int) -> bool:
        """Whether text[start:end] names somebody by trade (the brewer Joseph Crane) of whom no more is known
        than that: a later "he" may be this one."""
        return self.lang == "en" and any(
            m.sort == "thing"
            and _LATIN_PERSON.match(m.name)
            and _TRADE_BEFORE.search(self.text, max(0, m.start - 40), m.start)
            for m in self.within(start, end)
        )

    def full(self, name: str) -> str:
        """The fullest form of a person's name."""
        return self._full.get(name, name) if self.mentions or self._kinds else name

    def short(self, name: str) -> str:
        """The form of a person's name that the document uses most, to name him again."""
        if self.lang == "en" or not self.mentions:
            return name
        forms = [form for form, full in self._full.items() if full == name and name.endswith(form)]
        return max([*forms, name], key=lambda f: (self._forms[f], len(f)))

    def sort(self, name: str) -> Sort:
        """What kind of name it is; `thing` when the document does not tell."""
        return self._sort_of.get(name, "thing") if self.mentions else "thing"

    def articled(self, name: str) -> str:
        """An English name with the article that the document mostly writes it with: the Orrinelle."""
        if self.lang == "zh" or self.sort(name) == "person":
            return name
        spans = [m.start for m in self.mentions if m.name == name]
        with_article = sum(self.text[max(0, at - 4) : at].lower() == "the " for at in spans)
        return f"the {name}" if with_article * 2 > len(spans) else name

    @cached_property
    def main_organization(self) -> str:
        """The organisation that a document names more than all others together, or ""."""
        counts = Counter(m.name for m in self.mentions if m.sort == "organization")
        if not counts:
            return ""
        name, count = counts.most_common(1)[0]
        return name if count >= _MAIN and count * 2 > counts.total() else ""

    @cached_property
    def issuer(self) -> str:
        """The firm whose report or profile a document is, by its first line: a bare 公司 in it is this one."""
        line = self.text.partition("\n")[0]
        if self.lang != "zh" or not _OF_A_FIRM.search(line):
            return ""
        firms = {m.name for m in self.within(0, len(line)) if m.sort == "organization"}
        return firms.pop() if len(firms) == 1 else ""

    @cached_property
    def organizations(self) -> dict[str, str]:
        """Person → the organisation that he holds a post in, where the document gives one only."""
        found: dict[str, Counter[str]] = {}
        mentions = self.mentions
        for i, mention in enumerate(mentions):
            if mention.sort == "person" and (org := self._employer(i)):
                found.setdefault(mention.name, Counter())[org] += 1
        return {person: counts.most_common(1)[0][0] for person, counts in found.items()}

    def _employer(self, i: int) -> str:
        """The organisation named with the post before or behind the i-th mention."""
        person = self.mentions[i]
        for mention in reversed(self.mentions[max(0, i - 4) : i]):
            between = self.text[mention.end : person.start]
            if len(between) > _NEAR or _BREAK[self.lang].search(between):
                break
            if _ABOUT.search(self.text[max(0, mention.start - 2) : mention.start]):
                continue
            if mention.sort in ("organization", "thing") and _POST[self.lang].search(between):
                first = self._possessor(mention, i)
                return first if first else (mention.name if mention.sort == "organization" else "")
        for mention in self.mentions[i + 1 : i + 3]:
            between = self.text[person.end : mention.start]
            if len(between) > _NEAR or "。" in between:
                break
            behind = self.text[mention.end : mention.end + 40]
            if mention.sort == "organization" and _IS_POST[self.lang](between, behind):
                return mention.name
        return ""

    def _possessor(self, mention: Mention, i: int) -> str:
        """Meta of Meta的AI研究小组的负责人X: the name in front owns the one that stands nearer."""
        for earlier in reversed(self.mentions[max(0, i - 4) : i]):
            if earlier.start >= mention.start:
                continue
            between = self.text[earlier.end : mention.start]
            if (
                self.lang == "zh"
                and earlier.sort == "organization"
                and re.fullmatch("(?:公司)?的[^，。；]{0,12}", between)
            ):
                return earlier.name
        return ""


_ABOUT = re.compile("研究|关注|报道|负责|跟踪|追踪|批评|前$")
"""The analyst who watches a company holds no post in it."""
_COMMON = frozenset("AI AGI LLM LLMs GPU CPU AR VR API CEO CTO CFO IT PC App GenAI".split())
_PLACE = re.compile(
    r" (?:Bridge|River|Street|Quay|Lane|Pier|Island|Festival|Star|Room|Telescope|Cable|Road|Lake)$"
)
_MAIN = 3
_NEAR = 48
_BREAK = {
    "zh": re.compile("[，。；：、“”！？]"),
    "en": re.compile(r"[.;:!?\"“”]|\b(?:and|with|to|by)\b"),
}
_POST = {
    "zh": re.compile(f"^(?:（[^）]*）)?[^，。]{{0,30}}?(?:{ROLES['zh']})[^，。]{{0,10}}$"),
    "en": re.compile(rf"(?:'s|’s)?,? (?:\w+ )?{ROLES['en']},? $"),
}


def _is_post_zh(between: str, behind: str) -> bool:
    return bool(
        re.fullmatch(
            "(?:（[^（）]*|（[^）]*）)?，?(?:是|担任|出任|任|，|现任)?[^，。（）]{0,6}", between
        )
        and re.match(f" ?(?:公司)?的?[{HAN}A-Za-z]{{0,10}}?(?:{ROLES['zh']})", behind)
    )


def _is_post_en(between: str, behind: str) -> bool:
    del behind
    return bool(
        re.search(
            rf"^(?:,| is| was| has been) (?:the |a |an )?(?:\w+ )?{ROLES['en']} (?:of|at) (?:the )?$",
            between,
        )
    )


_IS_POST = {"zh": _is_post_zh, "en": _is_post_en}


_TITLE = re.compile(r"(?:Mr|Ms|Mrs|Dr|Professor|Captain)\.? ")


_INNER = re.compile(r"(?:Minutes|Report|Meeting|Members?) of the (.+)")


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a Latin name stands alone: the AI of xAI does not."""
    first, last = text[start], text[end - 1]
    if first.isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    return not (last.isascii() and end < len(text) and text[end].isascii() and text[end].isalnum())


def _fullest(people: list[str], counts: Counter[str]) -> dict[str, str]:
    """Each form of a name → the longer name that ends (or, with a dot or space, begins) with it; of several
    the one that the text has most."""
    full: dict[str, str] = {}
    for name in people:
        bare = _TITLE.sub("", name)
        longer = [
            other
            for other in people
            if len(other) > len(bare)
            and other != name
            and not _TITLE.match(other)
            and (
                other.endswith(("·" + bare, " " + bare))
                or other.startswith((name + "·", name + " "))
                or (other.endswith(name) and name[0] > "\u4e00" and len(other) == len(name) + 1)
            )
        ]
        tops = [o for o in longer if not any(o != p and p.endswith(o) for p in longer)]
        tops.sort(key=lambda top: -counts[top])
        sure = len(tops) == 1 or (len(tops) > 1 and counts[tops[0]] > counts[tops[1]])
        full[name] = tops[0] if sure else name
    return full
