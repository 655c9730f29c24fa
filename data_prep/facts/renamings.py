"""Other ways to name what a document names: full and short names, glosses, posts. Each is true in this document."""

import re

import rjieba

from data_prep.discourse.words import HAN
from data_prep.facts.tables import ROLES
from data_prep.facts.tokens import Names
from data_prep.records import Lang

_GLOSS = re.compile(rf"([{HAN}A-Za-z0-9·\- ]{{2,20}})（([^（），]{{2,40}})(?:，[^（）]*)?）")
_POST = re.compile(
    rf"([A-Z][\w.&-]*(?: [A-Z\d][\w.&-]*)*|[{HAN}]{{2,10}})(?:的)?([{HAN}]{{0,6}}?(?:{ROLES['zh']}))([{HAN}·\-]{{2,16}}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+)"
)


def renamings(text: str, names: Names, lang: Lang) -> dict[str, tuple[str, ...]]:
    """Name → its other forms in this document: 扎克伯格 → 马克·扎克伯格, Mark Zuckerberg.

    Longer and shorter forms of one person's name count when only one name fits; glosses in brackets when
    one side is Chinese and the other Latin.
    """
    found: dict[str, dict[str, None]] = {}
    people = [n for n, kind in names.kinds.items() if kind == "person"]
    for name in people:
        longer = [n for n in people if n != name and re.search(rf"[·\s]{re.escape(name)}$", n)]
        if len(longer) == 1:
            found.setdefault(name, {})[longer[0]] = None
            found.setdefault(longer[0], {})[name] = None
    if lang == "zh":
        _glosses(text, names, found)
    return {name: tuple(others) for name, others in found.items()}


def _glosses(text: str, names: Names, found: dict[str, dict[str, None]]) -> None:
    for match in _GLOSS.finditer(text):
        before = [t for t in names.tokens(match[1]) if t.kind]
        if not before or not match[1].endswith(before[-1].text):
            continue
        name, gloss = before[-1].text, match[2].strip()
        if _one_script_each(name, gloss):
            found.setdefault(name, {})[gloss] = None
            for short in [n for n, others in found.items() if name in others]:
                found[short][gloss] = None


def _one_script_each(name: str, gloss: str) -> bool:
    chinese = bool(re.search(f"[{HAN}]", name))
    latin = bool(re.fullmatch(r"[A-Z][A-Za-z.'’\- &]+", gloss))
    if chinese:
        return latin
    return bool(re.fullmatch(f"[{HAN}·]{{2,12}}", gloss)) and not _remark(gloss)


def _remark(gloss: str) -> bool:
    """Whether the words in brackets begin a remark rather than give a name: Tidal（众所周知，…）."""
    return rjieba.tag(gloss)[0][1][:1] in "ilcdpr"
