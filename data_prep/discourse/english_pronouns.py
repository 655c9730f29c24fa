"""English pronouns and "the company" → the names they stand for, where that is sure."""

import re

from data_prep.discourse.chinese_pronouns import Resolved
from data_prep.discourse.memory import Memory, Said

_HEADS = (
    "company|firm|observatory|museum|ferry|ship|vessel|boat|festival|bridge|star|module|battery|plant|factory|board|council|university|school|"
    "telescope|model|program|software|dictionary|book|island|village|town|river|station|yard|lake|library|theatre|newspaper|magazine|club|team"
)
_SAME = {
    "vessel": ("ship", "ferry", "boat"), "ship": ("vessel", "ferry", "boat"), "firm": ("company", "maker"), "boat": ("ship", "vessel", "ferry"),
    "program": ("software",), "software": ("program",), "town": ("city",), "plant": ("factory",),
}  # fmt: skip
_NEXT_WORDS = (
    "is|was|has|had|will|can|could|would|may|might|must|should|also|now|still|never|in|on|at|to|and|or|but|from|for|with|by|until|since|as|because|said|after|before|when|where|while|than|itself|"
    "spent|paid|took|ran|made|built|sold|began|grew|fell|rose|cost|went|came|won|lost|left|kept|gave|held|bought|sank|stood|did"
)
PRONOUN = re.compile(
    rf"\b(?P<he>[Hh]e|[Ss]he|[Hh]im)\b|\b(?P<his>[Hh]is|[Hh]er|[Hh]ers)\b|\b(?P<it>[Ii]t)\b|\b(?P<its>[Ii]ts)\b|\b(?P<i>I)\b(?!\.)|\b(?P<my>[Mm]y|[Mm]e|[Mm]ine)\b"
    rf"|\b(?P<we>[Ww]e|us)\b|\b(?P<our>[Oo]urs?)\b|\b(?P<you>[Yy]ou|[Yy]ours?)\b|\b(?P<they>[Tt]hey|[Tt]hem|[Tt]heirs?)\b"
    rf"|\b(?:[Tt]he|[Tt]his) (?P<head>{_HEADS})\b(?:(?P<owner>['’]s)|(?=[.,;:)\"”]|$| [\"“]| (?:{_NEXT_WORDS})\b| [a-z]+(?:ed|s)\b))(?! that\b| which\b| who\b| of\b)"
    r"|\b(?P<far>[Tt]hese|[Tt]hose|[Tt]his|(?<=\w )t?here(?! (?:is|are|was|were|has|had|will|would|could|may))|^Here|[Tt]he (?:former|latter|two))\b|(?P<that>(?:^|(?<=[.;,] ))[Tt]hat(?= (?:is|was|would|will|has)\b))"
)
_QUICK = re.compile(
    r"\b(?:he|she|him|his|hers?|its?|I|my|me|mine|we|us|ours?|yours?|you|they|them|theirs?|this|these|those|here|that|the (?:former|latter|two|"
    + _HEADS
    + r"))\b",
    re.I,
)
_APPOSED = re.compile(r", $")
_BOUND_CHARS = 10
_NOUN = re.compile(r"\b(?:the|an?|these|those|[a-z]{3,}s)\b", re.I)
_DUMMY = re.compile(
    r"[Ii]t (?:(?:is|was|would be|will be|has been|may be|might be|seems|appears|turned out|takes|took)(?: not| also| now| still)? (?:clear|possible|likely|necessary|true|known|said|hoped|worth|important|easy|hard|difficult|about time|to|that|impossible|unclear|believed|expected)|rains?|snows?)"
)
_OBJECT_HER = re.compile(
    r" (?:the|a|an|to|in|on|at|for|and|but|as|with|when|because|that|by|from|into|it|so|if|after|before)\b|[.,;:!?)\"”]|$"
)
_WE_DO = frozenset(
    "lost bought built made sold launched developed plan plans planned opened hired signed invested released produced installed ordered closed founded took ship expect delivered employ paid sell make build".split()
)
_WE_DO_NOW = frozenset("plan ship expect sell make build".split())
_OURS = re.compile(
    r"[Oo]ur (?:own )?(?:products?|modules?|customers?|company|fleet|employees|plant|factory|engineers|team|revenue|goal|mission|strategy|software|service)\b"
)


def resolve(
    text: str, start: int, end: int, memory: Memory, now: Said, cut: tuple[int, int] | None = None
) -> Resolved:
    """text[start:end] with its pronouns named, without text[cut]."""
    raw = text[start:end]
    if not _QUICK.search(raw) and cut is None:
        return Resolved(raw, (), "")
    out: list[str] = []
    unresolved: list[str] = []
    named: list[tuple[int, str]] = []
    at, subject = start, ""
    for match in PRONOUN.finditer(text, start, end):
        if match.start() < at:
            continue
        if cut and cut[0] <= match.start() < cut[1]:
            continue
        if cut and at <= cut[0] < match.start():
            out.append(text[at : cut[0]] + _seam(text, start, cut))
            at = cut[1]
        if match["it"] and _DUMMY.match(text, match.start()):
            continue
        if match["head"] and _APPOSED.search(text[max(0, match.start() - 2) : match.start()]):
            continue
        name = _antecedent(text, match, memory, now)
        if name and _named_before(text, match, start, named, name):
            continue
        written = _written(text, match, memory.cast.articled(name), end) if name else None
        if written is None:
            if _bound(text, match, start, memory, named):
                continue
            if (
                match["head"] is None
                or match["head"] in ("company", "firm")
                or match[0][:4].lower() == "this"
            ):
                unresolved.append(match[0])
            continue
        words, stop = written
        named.append((match.start(), name))
        if match.start() == start:
            words = words[:1].upper() + words[1:]
        out += text[at : match.start()], words
        at = stop
        if match["its"] or match["our"] or match["owner"]:
            memory.owned(now, match.start())
        else:
            memory.leads(now, match.start(), name)
        subject = name if match.start() == start else subject
    if cut and at <= cut[0]:
        out.append(text[at : cut[0]] + _seam(text, start, cut))
        at = cut[1]
    out.append(text[at:end])
    return Resolved("".join(out), tuple(unresolved), subject)


_SUBORDINATE = re.compile(
    r"(?:If|When|While|After|Before|Because|Since|Although|Though|As|Once|In|On|At|By|For|With)\b"
)


def _seam(text: str, start: int, cut: tuple[int, int]) -> str:
    """What stands in place of an attribution that is cut out: the comma of a subordinate clause, or nothing."""
    return "," if _SUBORDINATE.match(text, start) and text[cut[0]] == "," else ""


def _antecedent(text: str, match: re.Match[str], memory: Memory, now: Said) -> str:
    at = match.start()
    word = match[0].lower()
    if match["he"] or match["his"]:
        return memory.person(at, now, "he" if word in ("he", "him", "his") else "she")
    if match["i"] or word in ("my", "me"):
        return now.speaker if now.speaker_sort == "person" and now.voice == "direct" else ""
    if match["we"] or match["our"]:
        if now.voice != "direct" or word in ("us", "ours"):
            return ""
        return (
            memory.cast.organizations.get(now.speaker, "") if now.speaker_sort == "person" else ""
        )
    if match["it"] or match["its"]:
        return memory.thing(at, now) or _itself(at, now)
    if head := match["head"]:
        if head in ("company", "firm"):
            return memory.organization(at, now)
        return memory.named(head, at, now, lambda name: _is_a(memory, name, head))
    return ""


def _itself(at: int, now: Said) -> str:
    """The firm that says that it has done something."""
    opens = at == now.start and now.voice == "indirect" and now.speaker_sort == "organization"
    return now.speaker if opens else ""


def _is_a(memory: Memory, name: str, head: str) -> bool:
    heads = (head, *_SAME.get(head, ()))
    if memory.cast.sort(name) == "person":
        return False
    lower = name.lower()
    return any(lower.endswith(" " + h) or f" {h} of " in lower for h in heads) or not classes(
        memory, name
    ).isdisjoint(heads)


_AFTER = re.compile(
    rf"(?:,| is| was| \(|,? which is) (?:the |an? )?(?:[\w’'-]+ ){{0,4}}?({_HEADS}|maker|city|software)\b(?=[ ,.;)]|$)"
)
_BEFORE = re.compile(rf"\b({_HEADS}|maker|city) $", re.I)


def classes(memory: Memory, name: str) -> frozenset[str]:
    """The common nouns that the document sets beside a name."""
    cache = memory.classes
    if not cache:
        found: dict[str, set[str]] = {}
        text = memory.cast.text
        for mention in memory.cast.mentions:
            heads = found.setdefault(mention.name, set())
            if match := _AFTER.match(text, mention.end, mention.end + 80):
                heads.add(match[1].lower())
            if match := _BEFORE.search(text, max(0, mention.start - 14), mention.start):
                heads.add(match[1].lower())
        cache.update({n: frozenset(heads) for n, heads in found.items()})
        cache.setdefault("", frozenset())
    return cache.get(name, frozenset())


def _named_before(
    text: str, match: re.Match[str], start: int, named: list[tuple[int, str]], name: str
) -> bool:
    """Whether the sentence that a pronoun stands in names `name` in front of it."""
    if not (match["he"] or match["his"] or match["its"]):
        return False
    clause = max(start, text.rfind(";", start, match.start()) + 1)
    return name.rsplit(" ", 1)[-1] in text[clause : match.start()] or any(
        at >= clause and written == name for at, written in named
    )


def _bound(
    text: str, match: re.Match[str], start: int, memory: Memory, named: list[tuple[int, str]]
) -> bool:
    """Whether the sentence itself holds what a pronoun in its middle stands for."""
    clause = max(start, text.rfind(";", start, match.start()) + 1)
    here = memory.cast.within(clause, match.start())
    if match["he"] or match["his"]:
        return any(m.sort == "person" for m in here)
    if not (match["it"] or match["its"] or match["they"]) or match.start() - clause < _BOUND_CHARS:
        return False
    return (
        bool(here)
        or any(at >= clause for at, _ in named)
        or bool(_NOUN.search(text, clause, match.start()))
    )


def _written(text: str, match: re.Match[str], name: str, end: int) -> tuple[str, int] | None:
    """How the name stands in the pronoun's place and where the text goes on; None where it can't."""
    word = match[0].lower()
    stop = match.end()
    if (
        word == "his"
        or word == "its"
        or word == "my"
        or (word == "her" and not _OBJECT_HER.match(text, stop))
    ):
        return _owned(name), stop
    if match["our"]:
        return (_owned(name), stop) if _OURS.match(text, match.start()) else None
    if match["head"]:
        return name + (match["owner"] or ""), stop
    if match["i"] or match["we"]:
        return _agreeing(text, stop, end, name, bool(match["we"]))
    return name, stop


def _owned(name: str) -> str:
    """Corren’s, but Corren Systems’."""
    return f"{name}’" if " " in name and name.endswith("s") else f"{name}’s"


_NEXT = re.compile(
    r" ((?:(?:also|never|still|now|just|always|rarely|often|already|once|really) )?)([a-z’']+)"
)


def _agreeing(text: str, at: int, end: int, name: str, many: bool) -> tuple[str, int] | None:
    """I am → X is, we plan → X plans; None where the verb is none that is known, or no deed of a company."""
    from data_prep.facts.verbs import finite, third  # noqa: PLC0415 (facts stand on this package)

    match = _NEXT.match(text, at, end)
    if not match:
        return None
    adverb, verb = match[1], match[2]
    if many and verb not in _WE_DO:
        return None
    changed = {
        "am": "is",
        "have": "has",
        "do": "does",
        "don’t": "doesn’t",
        "don't": "doesn't",
        "are": "is",
        "were": "was",
    }.get(verb)
    if changed is None and verb not in (
        "was",
        "had",
        "did",
        "will",
        "would",
        "can",
        "could",
        "must",
        "may",
        "might",
        "should",
    ):
        known = finite(verb)
        present = verb in _WE_DO_NOW or (known is not None and known[0] == "do")
        if known is None and not present:
            return None
        changed = third(verb) if present else verb
    return f"{name} {adverb}{changed or verb}", match.end()
