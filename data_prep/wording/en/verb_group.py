"""A verb group taken apart, and turned round for a question."""

import re
from dataclasses import dataclass

from data_prep.facts.verbs import AUXILIARIES, base, tense

BE = frozenset("is are was were".split())
_ADVERBS = frozenset(
    "last since long fully widely mainly also still never always often usually now soon only just already not even once twice first ever almost nearly rarely".split()
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group: `aux` its auxiliary or "", `early` the adverbs before the main verb, `main` the full
    verb as it stands, `tail` what is bound to it (place, up)."""

    aux: str
    early: tuple[str, ...]
    main: str
    tail: tuple[str, ...]

    @property
    def text(self) -> str:
        head = (self.aux,) if self.aux else ()
        return " ".join((*head, *self.early, *((self.main,) if self.main else ()), *self.tail))

    @property
    def copula(self) -> bool:
        return (not self.main and self.aux in BE) or self.main in ("been", "be")

    @property
    def passive(self) -> bool:
        """be + participle: was founded, will be made."""
        if not self.main or self.main.endswith("ing") or self.main in ("be", "been"):
            return False
        return self.aux in BE or (bool(self.early) and self.early[-1] in ("be", "been", "being"))

    @property
    def simple(self) -> bool:
        """One finite full verb and nothing else."""
        return not self.aux and not self.early and bool(self.main) and not self.tail


def split_verb(text: str) -> Verb:
    """ "will probably be extended" → Verb("will", ("probably", "be"), "extended", ())."""
    words = text.split()
    at = 0
    early: list[str] = []
    while (
        at < len(words) - 1
        and (words[at] in _ADVERBS or words[at].endswith("ly"))
        and words[at] not in AUXILIARIES
    ):
        early.append(words[at])
        at += 1
    if words[at] not in AUXILIARIES:
        return Verb("", tuple(early), words[at], tuple(words[at + 1 :]))
    aux, rest = words[at], words[at + 1 :]
    verbs = [i for i, w in enumerate(rest) if not (w in _ADVERBS or w.endswith("ly") or w == "to")]
    if not verbs:
        if aux in ("has", "have", "had") or aux in ("does", "did", "do"):
            return Verb("", tuple(early), aux, tuple(rest))
        return Verb(aux, (*early, *rest), "", ())
    main = verbs[-1]
    if len(verbs) > 1 and rest[main] in (
        "up",
        "out",
        "down",
        "off",
        "on",
        "back",
        "away",
        "in",
        "over",
        "place",
        "part",
    ):
        main = verbs[-2]
    return Verb(aux, (*early, *rest[:main]), rest[main], tuple(rest[main + 1 :]))


def invert(verb: Verb, plural: bool, text: str = "") -> tuple[str, str]:
    if verb.aux:
        return verb.aux, " ".join((*verb.early, *((verb.main,) if verb.main else ()), *verb.tail))
    word = verb.main
    if word in ("has", "have", "had"):
        aux, form = {"has": "does", "have": "do", "had": "did"}[word], "have"
    else:
        kind = tense(word, plural)
        if (
            kind == "past"
            and word == base(word)
            and not re.search(r"\b(?:1\d|20)\d\d\b", text)
            and plural
        ):
            kind = "present"
        aux = {"third": "does", "past": "did", "present": "do"}.get(kind or "past", "did")
        form = base(word)
    return aux, " ".join((*verb.early, form, *verb.tail))
