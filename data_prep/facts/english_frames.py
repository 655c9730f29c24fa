"""One English utterance → its self-contained statements, and every answer that they can be asked for."""

import re

from data_prep.facts.candidates import Candidate
from data_prep.facts.english_answers import Asked, answers
from data_prep.facts.english_asides import (
    by_its_name,
    glosses,
    is_the_speaker,
    told_in_passing,
    without_brackets,
)
from data_prep.facts.english_candidates import candidate
from data_prep.facts.english_counts import each_count
from data_prep.facts.english_dates import DATELINE
from data_prep.facts.english_parts import Clause, Item
from data_prep.facts.english_pieces import (
    DROPPED,
    constituents,
    dangles,
    is_named,
)
from data_prep.facts.english_readings import parsed
from data_prep.facts.english_standing import stands_alone
from data_prep.facts.english_words import Word, joined, words
from data_prep.facts.tables import LEADING
from data_prep.facts.tokens import Names

WORDS_PER_FACT = 7
"""A sentence gives a fact for every so many of its words, and two at least."""


def frames(plain: str, names: Names, *, said: str = "", title: str = "") -> list[Candidate]:
    """The candidates of one utterance, whose pronouns are named in `plain`.

    `said` is the attribution that goes in front of every statement ("Askarde said that "). A sentence
    that asserts nothing, or leaves somebody unnamed, gives [].
    """
    text = LEADING["en"].sub("", DATELINE.sub("", plain.strip())).strip()
    if not text or text.endswith(("?", ":")) or len(text) > 600:
        return []
    if not text.startswith(("A ", "An ")) and not (names.pattern and names.pattern.search(text)):
        return []  # no name and no term to define: nothing that stands alone, so it need not be parsed
    if match := _ACCORDING.match(text):
        if said:
            return []
        said, text = match[0], text[match.end() :]
    tagged = words(text, names)
    found = [*glosses(tagged, said)]
    tagged = without_brackets(tagged)
    return _best(found + _sentence(tagged, said), len(tagged))


_ACCORDING = re.compile(
    r"^According to (?:the |a |an )?(?:(?!\bthe (?:operator|author|report|source)s?\b)[A-Z][\w’'.&-]*)(?: [\w’'.&-]+){0,5}, "
)


def _sentence(tagged: list[Word], said: str) -> list[Candidate]:
    found: list[Candidate] = []
    clauses = parsed(tagged)
    if clauses and (named := by_its_name(tagged, clauses[0])):
        return [c for one in named for c in _sentence(one, said)]
    for clause in clauses:
        content = next((item for item in clause.items if item.kind == "content"), None)
        if content is not None:
            if not said and content.opener == "that":
                found += _reported(tagged, clause, content)
        else:
            found += _of_clause(tagged, clause, said)
            for one, number in each_count(tagged, clause):
                found += [c for c in _sentence(one, said) if c.object.startswith(number)]
        for aside in clause.asides:
            of = tagged[aside.of.start : aside.of.end]
            if told := told_in_passing(tagged, aside, clause):
                found += _sentence(told, "" if is_the_speaker(said, of) else said)
    return found


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
        if made := candidate(kept, Asked(at, asked.asking), said, clause):
            found.append(made)
    return found


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
