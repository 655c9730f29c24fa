"""Who or what a Chinese clause is about: its leading noun phrase, with pronouns and bare heads named."""

import re

from data_prep.facts.context import Context
from data_prep.facts.tables import GENERIC_HEADS, HAN, PRONOUNS, RELATIVE_TIME, ROLES
from data_prep.facts.tokens import Token

_PREDICATE_TAGS = ("v", "p", "d", "ad", "c", "vd")
_JOINERS = {"和", "与", "及", "以及", "、", "兼"}
_HEADS = {"厂区": "工厂", "新厂": "工厂"}


def find_subject(clause: str, context: Context) -> tuple[str, str, str | None]:
    """(subject with pronouns and bare heads named, the words behind it, its kind), or ("", clause, None)."""
    if context.person and _HIS.match(clause):
        clause = context.person + clause[1:]
    resolved, at = _pronoun(clause, context)
    if resolved:
        return resolved, clause[at:], context.names.kinds.get(resolved)
    tokens = context.names.tokens(clause)
    end = _noun_phrase(tokens)
    phrase = clause[:end].rstrip("，、 ")
    if not phrase or end >= len(clause):
        return "", clause, None
    if not _NO_SUBJECT.match(phrase) and _specific(phrase, tokens, end):
        last = [t for t in tokens if t.start < end and t.kind]
        kind = last[-1].kind if last and phrase.endswith(last[-1].text) else None
        return phrase, clause[end:], kind
    return "", clause, None


_NO_SUBJECT = re.compile(
    "连|像|与|和|对|让|据|随着|除了|作为|通过|凭借|至于|关于|由|要求|很难|难以|有人|为何|如何|按照|经过|使|把|将|被|向|如"
)
_BARE = re.compile(
    f"(?:该|这家|这座|这款|这个|这所|这项|此)?({GENERIC_HEADS['zh']}|新厂)(?![{HAN}]{{0,4}}(?:长|们))"
)
_HE = re.compile("(他|她)(?!们|的)")
_HIS = re.compile("(他|她)的")


def _pronoun(clause: str, context: Context) -> tuple[str, int]:
    """The name that a leading 他, 该公司 or bare 工厂 stands for, and where the words behind it begin."""
    if context.person and (match := _HE.match(clause)):
        return context.person, match.end()
    if match := _BARE.match(clause):
        head = _HEADS.get(match[1], match[1])
        name = context.last_with(head) or (
            context.last_of("organization") if head in ("公司", "集团") else ""
        )
        if name:
            return name, match.end()
    return "", 0


def _noun_phrase(tokens: list[Token]) -> int:
    """Where the leading noun phrase ends: at the first verb, preposition or adverb that no 的 takes back."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += token.text.count("（") - token.text.count("）")
        if depth > 0 or "）" in token.text:
            continue
        if i and tokens[i - 1].kind and _STOP.match(token.text):
            return token.start
        if i and token.text in _UNIT_HEADS:
            continue
        if token.kind or token.tag in ("uj", "f", "s") or (i and token.text in _JOINERS):
            continue
        if i and tokens[i - 1].tag == "uj":
            continue  # the head behind 的 is a noun, whatever the tagger says: Llama 2的发布
        if token.tag.startswith(_PREDICATE_TAGS) and token.tag != "vn":
            if i and token.tag.startswith("v") and _relative_clause(tokens, i):
                continue
            return token.start
        if token.tag == "t" or (token.tag == "m" and i and not _numbered(tokens, i)):
            return token.start
        if token.text in "，：；":
            return token.start
    return tokens[-1].start + len(tokens[-1].text) if tokens else 0


_UNIT_HEADS = frozenset("组站队部处馆厂所院社团")
"""Heads of one character that the tagger takes for verbs: 研发组, 研究站."""
_STOP = re.compile(
    "(?:在|于|由|从|对|向|把|将|被|是|为(?!了)|有|也|还|已|曾|长期|一直|一连|每|最|不|没|就|都|又|即|终于|首次|正式|开始|看到|计划|预计|打算|拟|依旧|仍|才|则|刚|共|现|再|自|以|因|并)"
)
"""What ends the phrase right behind a name, however the tagger cuts it."""


def _relative_clause(tokens: list[Token], i: int) -> bool:
    """Whether the verb at `i` belongs to a phrase before 的 that a main verb still follows."""
    for j in range(i + 1, min(i + 8, len(tokens))):
        if tokens[j].tag == "uj":
            return any(t.tag.startswith("v") and t.tag != "vn" for t in tokens[j + 2 : j + 8])
        if tokens[j].text in "，：；":
            return False
    return False


def _numbered(tokens: list[Token], i: int) -> bool:
    """Whether the numeral at `i` is part of a name (Llama 3) or an ordinal (第二座)."""
    before = tokens[i - 1]
    return (
        tokens[i].text.startswith("第")
        or before.tag == "eng"
        or (before.text == " " and i > 1 and tokens[i - 2].tag == "eng")
    )


_ROLE_ONLY = re.compile(f"^(?:{ROLES['zh']})$")


def _specific(phrase: str, tokens: list[Token], end: int) -> bool:
    """Whether the phrase names something: it holds a name, a work or a Latin word, and no pronoun."""
    if PRONOUNS["zh"].search(phrase) or _ROLE_ONLY.match(phrase) or len(phrase) > 32:
        return False
    if RELATIVE_TIME["zh"].match(phrase):
        return False
    named = any(t.kind for t in tokens if t.start < end)
    return named or bool(re.search("[A-Z]{2,}|[A-Z][a-z]+|《", phrase))
