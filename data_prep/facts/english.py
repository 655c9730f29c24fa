"""English sentences → self-contained statements.

A sentence is cut where a new clause or a second verb of the same subject begins; subjects that are
pronouns or bare heads (it, the company) are named from the context; what stays dangling is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.context import Context, Statement, balanced
from data_prep.facts.discourse import Sentence, quotations
from data_prep.facts.tables import HEDGES, LEADING, RELATIVE_TIME, SAYING
from data_prep.facts.verbs import finite
from data_prep.records import Modality

MIN_WORDS, MAX_CHARS = 5, 220
_DANGLING = re.compile(
    r"\b(?:he|she|it|they|we|i|you|this|these|those|our|my|your|him|them|us|here|there|so|such|the (?:former|latter|two|pair|same|other|others))\b|\bher(?=$|[,.;]| (?:the|a|an|for|in|on|at|to|and|as|with|by)\b)",
    re.I,
)
_DATELINE = re.compile(r"^[A-Z][A-Z]{2,}[\w ,]{0,40}? [-–—] ")
_SAID_THAT = re.compile(
    rf"^(?P<who>[A-Z][^,;:\"“”]{{2,60}}?(?:, [^,;:\"“”]{{3,60}},)?) (?P<how>(?:also |later |{SAYING['en'].replace('|', ' |')} )?(?:{SAYING['en']})(?: (?:reporters|the [A-Z]\w+(?: [A-Z]\w+)*))?) that "
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,]{3,50}), ")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LEAD = re.compile(
    rf"^(?:In|On|By|Since|From|At|During|After|Before|Between|As of|Until) (?:[^,]{{0,30}}\b(?:1[5-9]|20)\d\d\b[^,]{{0,16}}, |(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?: \d{{4}})?,? |\d{{4}},? )(?=[A-Za-z])"
)
_BECAUSE = re.compile(r",? (?:because|since it|so that|in order to) (?P<why>[^.;]{8,110})\.?$")


def statements(sentence: Sentence, context: Context) -> list[Statement]:
    """The statements of one sentence; [] when none stands on its own."""
    text = LEADING["en"].sub("", _DATELINE.sub("", sentence.text)).strip().rstrip(".")
    text = _upper(text)
    if quotations(text):
        return []
    lead, speaker, body = _attribution(text, context)
    if sentence.speaker and not speaker:
        lead, speaker = f"{sentence.speaker} said that ", sentence.speaker
    if match := _LEAD.match(body):
        lead, body = lead + match[0].rstrip(", ") + ", ", _upper(body[match.end() :])
    out = []
    for subject, predicate in _clauses(body, context):
        made = Statement(
            lead,
            _after(lead, subject),
            " " + predicate.rstrip(" ,;."),
            sentence.start,
            sentence.end,
            speaker,
            _modality(predicate, speaker),
        )
        if _stands(made):
            out += [made, *_reasoned(made)]
    return out


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reasoned(made: Statement) -> Iterator[Statement]:
    if match := _BECAUSE.search(made.predicate):
        yield replace(made, reason=match["why"].strip())


def _after(lead: str, subject: str) -> str:
    """A subject with a lead before it begins small where it can: The observatory → the observatory."""
    if lead and re.match(r"(?:The|An?|Its|His|Her) ", subject):
        return subject[0].lower() + subject[1:]
    return subject


def _attribution(text: str, context: Context) -> tuple[str, str, str]:
    """(lead, speaker, rest) of "X said that …" and "According to X, …"."""
    for pattern, form in ((_SAID_THAT, "{who} {how} that "), (_ACCORDING, "According to {who}, ")):
        if match := pattern.match(text):
            who = {"he": context.person, "she": context.person}.get(
                match["who"].lower(), match["who"]
            )
            if not who or _DANGLING.search(who):
                return "", "", ""
            how = match["how"] if "how" in match.groupdict() else ""
            return form.format(who=who, how=how), who.split(",")[0], _upper(text[match.end() :])
    return "", "", text


_SPLIT = re.compile(r"; |,? (?:and|but) (?=\w)|, (?=which |who )")


def _clauses(body: str, context: Context) -> Iterator[tuple[str, str]]:
    """(subject, predicate) of each clause. A piece that is no clause stays with the one before it."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in _cuts(body):
        piece, joint = body[start:end], body[at:start]
        at = end
        if not pieces:
            if not (first := _parse(piece, context)):
                return
            pieces.append(first)
            continue
        word = piece.split(" ", 1)[0].lower()
        if word in ("which", "who"):
            owner = _last_name(pieces[-1][1], context)
            if owner:
                pieces.append((owner, piece.split(" ", 1)[1]))
            continue
        if finite(word) and not word.endswith("ing"):
            pieces.append((pieces[-1][0], piece))
        elif clause := _parse(_upper(piece), context, quiet=True):
            pieces.append(clause)
        elif not _DANGLING.search(" ".join(piece.split(" ")[:5])):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + joint + piece)
    yield from pieces


def _cuts(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SPLIT.finditer(body):
        rest = body[match.end() :].split(" ")
        if not any(finite(w.strip(",;")) for w in rest[:7]):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(body)


def _last_name(predicate: str, context: Context) -> str:
    """The name a predicate ends with, which a following ", which …" speaks of."""
    tokens = [t for t in context.names.tokens(predicate) if t.kind]
    return tokens[-1].text if tokens and predicate.rstrip().endswith(tokens[-1].text) else ""


def _parse(clause: str, context: Context, quiet: bool = False) -> tuple[str, str] | None:
    """(subject with its pronoun or bare head named, the words from the verb on), or None."""
    words = clause.split(" ")
    verb = next(
        (
            i
            for i, w in enumerate(words[:16])
            if i and finite(w.strip(",")) and not _in_apposition(words, i)
        ),
        0,
    )
    if not verb:
        return None
    subject, predicate = " ".join(words[:verb]).rstrip(","), " ".join(words[verb:])
    if words[verb - 1].lower() in ("to", "who", "which", "that", "a", "an", "the", "of"):
        return None
    if ":" in subject:
        return None
    resolved = _resolve(subject.split(", ")[0], context)
    if not resolved or len(resolved) > 90:
        return None
    kind = next(
        (
            context.names.kinds[n]
            for n in (resolved, resolved.removeprefix("The "))
            if n in context.names.kinds
        ),
        None,
    )
    if (not quiet or kind) and "'s " not in resolved:
        context.see(resolved.removeprefix("The "), kind)
    return resolved, predicate


def _in_apposition(words: list[str], i: int) -> bool:
    """Whether the verb at `i` stands inside "X, who founded Y, …"."""
    before = " ".join(words[:i])
    return before.count(",") % 2 == 1 or bool(
        re.search(r"\b(?:who|which|that|whose)\b[^,]*$", before)
    )


_COMPANY = frozenset(
    ["company", "firm", "maker", "manufacturer", "producer", "operator", "business"]
)


def _resolve(subject: str, context: Context) -> str:
    """The subject with its pronoun or bare head named; "" when it would dangle."""
    lower = subject.lower()
    if lower.split(" ")[0] in (
        "one",
        "some",
        "most",
        "many",
        "both",
        "neither",
        "all",
        "each",
        "another",
    ):
        return ""
    if lower in ("he", "she"):
        return context.person
    if lower == "it":
        return context.thing
    if match := re.match(r"(His|Her|Its) (.+)", subject):
        owner = context.thing if match[1] == "Its" else context.person
        return f"{owner}'s {match[2]}" if owner else ""
    if match := re.fullmatch(r"The (?:\w+ )?([a-z][\w-]+)", subject):
        head = match[1]
        if name := context.last_with(head) or context.described.get(head, ""):
            return name
        return context.last_of("organization") if head in _COMPANY else ""
    if _DANGLING.search(subject) or subject[0].islower():
        return ""
    named = [t for t in context.names.tokens(subject) if t.kind]
    return subject if named else ""


def _modality(predicate: str, speaker: str) -> Modality:
    if HEDGES["en"].search(predicate):
        return "hedged"
    return "reported" if speaker else "asserted"


def _stands(made: Statement) -> bool:
    """Whether a reader of the statement alone would know what it says."""
    text = made.text
    if len(text.split()) < MIN_WORDS or len(text) > MAX_CHARS or not balanced(text):
        return False
    if _DANGLING.search(made.predicate) or _DANGLING.search(made.lead + made.subject):
        return False
    if ":" in made.predicate:
        return False
    if re.search(r"(?:\b(?:and|or|but|the|a|an|of|to|in|at|by|for|with|that|which|who)|,)$", text):
        return False
    return not RELATIVE_TIME["en"].search(text)
