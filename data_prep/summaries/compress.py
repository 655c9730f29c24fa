"""A sentence made shorter by leaving out what it is whole without: asides, and clauses that only carry on."""

import re
from collections.abc import Iterator

from data_prep.records import Lang
from data_prep.summaries.tables import APPOSITIVE, CONTRAST, MIN_UNIT, OPEN_CLAUSE, TRAILING_CLAUSE

QUOTE = {
    "zh": re.compile("“[^“”]*”|「[^「」]*」"),
    "en": re.compile('“[^“”]*”|"[^"]*"'),
}
_MASK = "\u25a1"


_RELATIVE = re.compile(", (?:which|who|where) ")
_VERB = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|should|\w{3,}ed|\w+(?<!s)s|grew|began|took|went|made|said|sold|built|held|won|led|left|came|ran|wrote|bought|brought|stood|found|gave|kept|lost|met|paid|put|rose|fell|sent|set|spent|drew|saw|taught|became|chose|cost)\b"
)


def masked(text: str, lang: Lang) -> str:
    """The sentence with its quotations blanked, so that rules see what its own voice says."""
    if lang == "zh" and "“" not in text and "「" not in text:
        return text
    return QUOTE[lang].sub(lambda m: m[0][0] + _MASK * (len(m[0]) - 2) + m[0][-1], text)


def without_asides(text: str, lang: Lang) -> str:
    """The sentence without parentheses, appositions between dashes and closing lists of examples."""
    for pattern, left in APPOSITIVE[lang]:
        if pattern.search(masked(text, lang)):
            cut = pattern.sub(left, text)
            if len(cut) >= MIN_UNIT[lang]:
                text = cut
    return text


def shorter(text: str, lang: Lang) -> Iterator[str]:
    """The sentence without its last clauses, where one only carries on what is already said.

    A clause is left out only in front of a word that continues (并, 从而, 这, which …), when what stays
    is no subordinate clause and nothing that goes takes it back (但, 才, 除非; but, unless).
    """
    outside = masked(text, lang)
    end = "。" if lang == "zh" else "."
    for match in TRAILING_CLAUSE[lang].finditer(outside):
        kept, gone = outside[: match.start()], outside[match.start() :]
        last = re.split("[，；：,;:]", kept)[-1].strip()
        if lang == "en" and (not _VERB.search(kept) or ("," in gone[2:] and _RELATIVE.match(gone))):
            continue  # the clause stands inside its sentence, whose verb is still to come
        if len(kept) < MIN_UNIT[lang] + 2 or CONTRAST[lang].search(gone):
            continue
        if OPEN_CLAUSE[lang].search(last) or (OPEN_CLAUSE[lang].match(kept) and kept == last):
            continue
        yield text[: match.start()] + end
