"""One English utterance → its self-contained statements, and every answer that they can be asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.candidates import Candidate
from data_prep.facts.english_answers import Asked, answers
from data_prep.facts.english_asking import Asking, name_asked
from data_prep.facts.english_clauses import Aside, Clause, Clauses, Item
from data_prep.facts.english_pieces import (
    DROPPED,
    Piece,
    constituents,
    dangles,
    is_named,
)
from data_prep.facts.english_standing import stands_alone
from data_prep.facts.english_words import Word, gap_between, joined, words
from data_prep.facts.tables import HEDGES, LEADING, ROLES
from data_prep.facts.tokens import Names
from data_prep.frame import Frame, Part, Role
from data_prep.records import Modality

WORDS_PER_FACT = 7


def frames(plain: str, names: Names, *, said: str = "", title: str = "") -> list[Candidate]:
    """The candidates of one utterance, whose pronouns are named in `plain`.

    `said` is the attribution that goes in front of every statement ("Askarde said that "). A sentence
    that asserts nothing, or leaves somebody unnamed, gives [].
    """
    text = LEADING["en"].sub("", _DATELINE.sub("", plain.strip())).strip()
    if not text or text.endswith(("?", ":")) or len(text) > 600:
        return []
    if not text.startswith(("A ", "An ")) and not (names.pattern and names.pattern.search(text)):
        return []  # no name and no term to define: nothing that stands alone, so it need not be parsed
    if match := _ACCORDING.match(text):
        if said:
            return []
        said, text = match[0], text[match.end() :]
    tagged = words(text, names)
    found = [*_glosses(tagged, said)]
    tagged = _without_brackets(tagged)
    made = _best(found + _sentence(tagged, said), len(tagged))
    return made


_DATELINE = re.compile(r"^(?:[A-Z][A-Z]{2,}[\w ,.]{0,40}?|\([A-Z][\w ,]{2,40}\)) ?[-–—] ")


_ACCORDING = re.compile(
    r"^According to (?:the |a |an )?(?:(?!\bthe (?:operator|author|report|source)s?\b)[A-Z][\w’'.&-]*)(?: [\w’'.&-]+){0,5}, "
)


def _sentence(tagged: list[Word], said: str) -> list[Candidate]:
    found: list[Candidate] = []
    for clause in _parsed(tagged):
        content = next((item for item in clause.items if item.kind == "content"), None)
        if content is not None:
            if not said and content.opener == "that":
                found += _reported(tagged, clause, content)
        else:
            found += _of_clause(tagged, clause, said)
        for aside in clause.asides:
            found += _of_aside(tagged, aside, clause, said)
    return found


def _parsed(tagged: list[Word]) -> list[Clause]:
    """The clauses; where a word was tagged as what it can't be here, with another reading of it."""
    clauses = Clauses(tagged).parse()
    if clauses:
        return clauses
    tried = 0
    for i, word in enumerate(tagged):
        other = _other_reading(tagged, i)
        if not other:
            continue
        tried += 1
        clauses = Clauses([*tagged[:i], replace(word, tag=other), *tagged[i + 1 :]]).parse()
        if clauses and any(c.verb.main == i for c in clauses):
            return clauses
        if tried == 4:
            break
    return []


def _other_reading(tagged: list[Word], i: int) -> str:
    """The finite tag that a word in a verb's place may have had: stores/NN2 behind a name."""
    word = tagged[i]
    if i == 0 or word.kind is not None or not word.text.islower():
        return ""
    following = tagged[i + 1].tag if i + 1 < len(tagged) else "PUN"
    named = tagged[i - 1].kind is not None
    if named and word.tag == "NN2" and following in ("NN1", "NN2", "AJ0"):
        return "VVZ"
    if following in ("AT0", "CRD", "PRP", "NP0", "TITLE", "DPS", "DT0", "AV0", "AVP") and tagged[
        i - 1
    ].tag in ("NN0", "NN1", "NN2", "NP0", "CRD", "PUN"):
        if word.tag == "NN2" and word.lower.endswith("s"):
            return "VVZ"
        if word.tag == "VVN" or (
            named and word.lower in ("cost", "cut", "hit", "put", "set", "read")
        ):
            return "VVD"
        if word.tag in ("NN1", "VVI", "AJ0") and tagged[i - 1].tag == "NN2":
            return "VVB"
    return ""


def _reported(tagged: list[Word], clause: Clause, content: Item) -> list[Candidate]:
    """What a content clause says, behind who said it."""
    subject = tagged[clause.subject.start : clause.subject.end]
    others = [item for item in clause.items if item is not content]
    if others or not is_named(subject) or dangles(subject):
        return []
    verb = [*clause.borrowed, *tagged[clause.verb.start : clause.verb.end]]
    if any(word.lower in DROPPED for word in verb):
        verb = [word for word in verb if word.lower not in DROPPED]
    said = joined([*subject, *verb, tagged[content.start]]) + " "
    said = said[0].upper() + said[1:]
    inner = tagged[content.inner : content.end]
    # "… that A and that B": both are said
    cut = next(
        (
            i
            for i in range(1, len(inner) - 1)
            if inner[i].lower == "that" and inner[i - 1].lower in ("and", "but")
        ),
        0,
    )
    if cut:
        stop = cut - 1 - (inner[cut - 2].text == ",")
        return [*_sentence(inner[:stop], said), *_sentence(inner[cut + 1 :], said)]
    return _sentence(inner, said)


# --- what stands in the statement


def _of_clause(tagged: list[Word], clause: Clause, said: str) -> list[Candidate]:
    pieces = constituents(tagged, clause)
    if not pieces:
        return []
    if not stands_alone(pieces, said):
        return []
    found = []
    plain = [piece for piece in pieces if piece.item is None or piece.item.kind != "reason"]
    shorter = plain if len(plain) < len(pieces) and stands_alone(plain, said) else pieces
    for asked in answers(pieces, clause, tagged):
        kept, at = pieces, asked.piece
        if asked.asking.form != "reason" and pieces[at] in shorter:
            kept, at = shorter, shorter.index(pieces[at])  # when it closed is asked without why
        if made := _candidate(kept, Asked(at, asked.asking), said, clause):
            found.append(made)
    return found


def _of_aside(tagged: list[Word], aside: Aside, clause: Clause, said: str) -> list[Candidate]:
    """The fact that an apposition or a relative clause with a comma states of its noun."""
    speaker = said.split(" said that")[0].removeprefix("According to ").rstrip(", ")
    if speaker and speaker in joined(tagged[aside.of.start : aside.of.end]):
        said = ""  # what the document says of the speaker in passing, the speaker does not say
    of = tagged[aside.of.start : aside.of.end]
    if aside.relative:
        # which/who + predicate: the noun is the subject
        inside = tagged[aside.start : aside.end]
        subject = _name_part(of)
        if not subject:
            return []
        return _sentence([*subject, *inside], said)
    inside = tagged[aside.start : aside.end]
    subject = _name_part(of)
    if (
        not subject
        or not inside
        or inside[0].tag not in ("AT0", "NN1", "AJ0")
        or not 2 <= len(inside) <= 22
    ):
        return []
    if any(w.text == "," for w in inside) or inside[0].lower in (
        "one",
        "each",
        "both",
        "most",
        "half",
        "then",
    ):
        return []
    text = " ".join(w.text for w in inside)
    bare = inside[0].tag != "AT0"
    if bare and not re.match(ROLES["en"], text):
        return []
    dead = clause.verb.lemma in ("die", "bear")
    verb = Word("was" if dead else "is", "VBD" if dead else "VBZ", -1, -1)
    return _sentence([*subject, verb, *inside], said)


def _name_part(of: list[Word]) -> list[Word]:
    """The name that a noun phrase ends with, with its article: the diesel ferry Bessander → Bessander."""
    if not of or of[-1].kind is None:
        return []
    if len(of) == 1:
        return of
    if len(of) == 2 and of[0].lower == "the":
        return of
    if all(w.tag in ("AT0", "AJ0", "NN1", "NN0", "NP0") for w in of[:-1]):
        return of[-1:]
    return []


def _glosses(tagged: list[Word], said: str) -> Iterator[Candidate]:
    """X (Full Name): what X stands for."""
    for i in range(1, len(tagged) - 2):
        if tagged[i].text != "(" or tagged[i - 1].kind is None:
            continue
        close = next((j for j in range(i + 1, min(i + 8, len(tagged))) if tagged[j].text == ")"), 0)
        inner = tagged[i + 1 : close]
        if (
            not close
            or not inner
            or not all(
                w.text[:1].isupper() or w.lower in ("of", "and", "for", "the") for w in inner
            )
        ):
            continue
        name, other = tagged[i - 1], joined(inner)
        short, full = (name.text, other) if len(name.text) < len(other) else (other, name.text)
        initials = "".join(w[0] for w in full.split() if w[0].isupper())
        if short.isupper() and initials.startswith(short[0]) and len(short) <= len(initials) + 1:
            parts = (Part("subject", short), Part("verb", " stands for "), Part("object", full))
            frame = Frame("en", "", parts, 2, "noun", "what", "full name")
            yield Candidate("definition", short, "stands for …", frame, (), "asserted", 3)


def _without_brackets(tagged: list[Word]) -> list[Word]:
    out: list[Word] = []
    depth = 0
    for word in tagged:
        depth += word.text == "("
        if not depth:
            out.append(word)
        depth -= word.text == ")" and depth > 0
    return out


# --- frames


def _candidate(pieces: list[Piece], asked: Asked, said: str, clause: Clause) -> Candidate | None:
    pieces, ask = _with_its_time(pieces, asked)
    parts: list[tuple[Role, list[Word], bool]] = []
    target = -1
    for i, piece in enumerate(pieces):
        if i != asked.piece:
            parts.append((piece.role, list(piece.words), piece.comma))
            continue
        before, answer, after = (
            piece.words[: ask.start],
            piece.words[ask.start : ask.end],
            piece.words[ask.end :],
        )
        if before:
            parts.append((_before_role(piece, before), list(before), False))
        target = len(parts)
        role: Role = piece.role if piece.role in ("subject", "time") else "object"
        parts.append((role, list(answer), piece.comma and not after))
        if after:
            parts.append(("head" if ask.form == "number" else "after", list(after), piece.comma))
    made = _spaced(parts, target, said)
    if made is None:
        return None
    frame = Frame("en", said, made, target, ask.form, ask.ask, ask.noun, asks=_named(pieces))
    subject = next(piece for piece in pieces if piece.role == "subject")
    name = joined(subject.words)
    name = (
        re.sub(r"^[Tt]he ", "", name) if len(subject.words) == 2 and subject.words[1].kind else name
    )
    relation = " ".join(
        "".join(
            "…" if i == target else part.text
            for i, part in enumerate(made)
            if part.role != "subject" or i == target
        ).split()
    )
    hedged = bool(HEDGES["en"].search(frame.text))
    modality: Modality = "hedged" if hedged else "reported" if said else "asserted"
    weight = ask.weight
    compared = re.search(
        r"\b(?:more|less|fewer|larger|smaller|longer|higher|lower|heavier|lighter) than (?!\d|€|\$|£)",
        frame.text,
    )
    kind = "comparison" if compared and ask.type == "number" else ask.type
    return Candidate(kind, name, relation, frame, ask.aliases, modality, weight)


_SPEED = re.compile(r"how many (?:kilomet(?:re|er)s|miles|met(?:re|er)s|feet)")


def _with_its_time(pieces: list[Piece], asked: Asked) -> tuple[list[Piece], Asking]:
    """64 kilometres + per hour: a speed is one answer with its time."""
    ask, at = asked.asking, asked.piece
    piece, behind = pieces[at], pieces[at + 1 : at + 2]
    if not _SPEED.fullmatch(ask.ask) or ask.end != len(piece.words) or not behind:
        return pieces, ask
    time = behind[0].words
    if [w.lower for w in time[:1]] != ["per"] or len(time) != 2 or piece.comma:
        return pieces, ask
    whole = replace(piece, words=[*piece.words, *time], comma=behind[0].comma)
    ask = replace(ask, end=ask.end + 2, ask=f"{ask.ask} {time[0].text} {time[1].text}")
    return [*pieces[:at], whole, *pieces[at + 2 :]], ask


def _named(pieces: list[Piece]) -> dict[str, str]:
    """How the names of a statement are asked for: Ilda Farrow → who, Corren Ferries → which company."""
    asks: dict[str, str] = {}
    for word in (word for piece in pieces for word in piece.words if word.kind is not None):
        ask = name_asked(word, word.text, place=word.kind == "location")[1]
        if ask != "what":
            asks[word.text] = ask
    return asks


_SECTION = re.compile(r"(?:Season|Chapter|Section|Part|Version|Article|Act|Volume|Episode) \d")
_QUALIFYING = re.compile(
    r"\b(?:than|least|most|to|over|under|about|around|nearly|almost|only|just|roughly|approximately|some|exactly|as)$",
    re.I,
)


def _before_role(piece: Piece, before: Sequence[Word]) -> Role:
    """What stands between a piece's beginning and its answer: a preposition, a qualifier or a modifier."""
    if piece.role == "subject":
        return "modifier"
    if piece.item is not None and piece.item.kind == "reason":
        return "after"
    if (
        before[-1].tag != "CRD"
        and len(before) == 1
        and before[0].lower in ("about", "around", "over", "under")
    ):
        return "qualifier"
    opener = before[0].tag in ("PRP", "PRF", "TO0", "CJS", "CJC")
    if opener and len(before) == 1:
        return "relation"
    if before[-1].lower in ("the", "a", "an"):
        return "relation" if opener and len(before) == 2 else "modifier"
    if _QUALIFYING.search(before[-1].text):
        return "qualifier"
    return "modifier" if not opener else "relation"


def _spaced(
    parts: list[tuple[Role, list[Word], bool]], target: int, said: str
) -> tuple[Part, ...] | None:
    """The parts with their spaces and commas: a gap belongs to the part behind it, but never to the answer."""
    texts: list[str] = []
    last: Word | None = None
    comma = False
    for i, (_, inside, trailing) in enumerate(parts):
        text = joined(inside)
        if i == 0 and not said and i != target:
            text = text[:1].upper() + text[1:]
        elif (i or said) and inside[0].tag in ("AT0", "DT0", "PRP") and inside[0].kind is None:
            text = text if i == target else text[:1].lower() + text[1:]
        gap = "" if last is None else ", " if comma else gap_between(last, inside[0])
        if texts and (i == target or (comma and i - 1 != target)):
            texts[-1] += gap
            gap = ""
        texts.append(gap + text)
        last, comma = inside[-1], trailing
    if comma:
        return None
    made = tuple(Part(role, text) for (role, _, _), text in zip(parts, texts, strict=True))
    answer = made[target].text
    if re.search(r"(?:\w .*\b[A-Z]|\b(?:Dr|Mr|Mrs|Ms|St|Prof|vs|No|Inc))\.?$", answer):
        return None  # a name cut at an initial
    if parts[target][1][-1].tag in ("VVZ", "VVD", "VVB", "VVN") or _SECTION.match(answer):
        return None
    if not answer or answer != answer.strip():
        return None
    if sum(1 for p in made if answer in p.text) > 1:
        return None
    return made


def _best(found: list[Candidate], length: int) -> list[Candidate]:
    """The candidates that tell most, in their order, so many as the sentence's length allows."""
    most = max(2, round(length / WORDS_PER_FACT))
    order = sorted(range(len(found)), key=lambda i: (-found[i].weight, i))
    kept, seen = [], set()
    for i in order:
        key = (found[i].frame.text, found[i].object)
        if key in seen or len(kept) >= most:
            continue
        seen.add(key)
        kept.append(i)
    return [found[i] for i in sorted(kept)]


_LATIN = re.compile(r"[A-Za-z]")


_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_english_sentence(text: str) -> bool:
    """Whether a sentence of any document is English enough for this extractor: at least four words in
    Latin letters, and no more Chinese characters than one for ten letters (a name with its gloss)."""
    letters = len(_LATIN.findall(text))
    return len(re.findall(r"[A-Za-z]+", text)) >= 4 and len(_HAN.findall(text)) * 10 <= letters
