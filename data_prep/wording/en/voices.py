"""A view with subject and object exchanged: active and passive."""

import re
from dataclasses import replace

from data_prep.facts.verbs import base, participle, past, tense, third
from data_prep.wording.en.nouns import FUNCTION, is_plural
from data_prep.wording.en.verb_group import Verb
from data_prep.wording.en.view import View


def as_passive(v: View) -> View | None:
    """The view with its object as subject: V was founded by X; None where there is no plain object."""
    objects = [text for text in v.before if v.roles.get(text) == "object"]
    if (
        not (v.verb.simple or _helped(v.verb) or _particled(v.verb))
        or not objects
        or objects[0].split(" ")[0].lower() in _NO_OBJECT
        or _OWNER.search(objects[0])
        or v.before[0] != objects[0]
        or v.verb.copula
        or len(objects) > 1
    ):
        return None
    word = v.verb.main
    lemma = base(word)
    time_spent = lemma == "spend" and v.frame.ask != "how much"
    if (lemma in _NO_PASSIVE and not v.verb.tail) or time_spent:
        return None
    if any(text.startswith("of ") for text in v.before[1:2]):  # 8.7 terawatt-hours of electricity
        objects = [f"{objects[0]} {v.before[1]}"]
        v = replace(v, before=(objects[0], *v.before[2:]))
    many = is_plural(objects[0])
    verb = _turned(v.verb, participle(lemma), many, tense(word, v.plural) == "past")
    before = tuple(text for text in v.before if text != objects[0])
    return replace(v, subject=objects[0], verb=verb, before=before)


_NO_PASSIVE = frozenset(
    "have be become remain cost weigh belong last take measure reach join leave enter include contain comprise stand mean want like know lie".split()
)
_NO_OBJECT = FUNCTION - {"the", "a", "an", "some", "up", "about", "over", "under", "nearly", "almost", "only", "just", "around", "roughly", "least", "most", "exactly"} | {
    "its", "his", "her", "their",
}  # fmt: skip
"""Words that open no object, or one whose owner would stand behind it."""


_OWNER = re.compile(r"\b(?:its|his|her|their)\b")


def _helped(verb: Verb) -> bool:
    """One auxiliary and the full verb: has opened, will close."""
    helps = verb.aux in (
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
    )
    return helps and bool(verb.main) and not verb.early and not verb.tail


def _particled(verb: Verb) -> bool:
    """A verb with its particle: took over, set up."""
    bare = not verb.aux and not verb.early and bool(verb.main)
    return bare and verb.tail in (("over",), ("up",), ("down",), ("out",), ("off",))


def _turned(verb: Verb, done: str, many: bool, past: bool) -> Verb:
    """The group in the passive: was opened, have been opened, will be opened."""
    if not verb.aux:
        be = ("were" if many else "was") if past else ("are" if many else "is")
        return Verb(be, (), done, verb.tail)
    if verb.aux in ("has", "have"):
        return Verb("have" if many else "has", ("been",), done, ())
    return Verb(verb.aux, ("been",) if verb.aux == "had" else ("be",), done, ())


def as_active(v: View) -> View | None:
    """The view with its agent as subject: X founded V; None without an agent."""
    agents = [text for text in v.rest if text.startswith("by ") and v.roles.get(text) == "relation"]
    if v.verb.tail or not v.verb.passive or len(agents) != 1 or v.verb.early or v.verb.tail:
        return None
    agent = agents[0][3:]
    if agent[:1].islower() and not agent.startswith(("the ", "a ", "an ")):
        return None
    lemma = base(v.verb.main)
    many = is_plural(agent)
    form = past(lemma) if v.verb.aux in ("was", "were") else lemma if many else third(lemma)
    before = (v.subject, *(t for t in v.before if t != agents[0]))
    return replace(
        v,
        subject=agent,
        verb=Verb("", (), form, ()),
        before=before,
        behind=tuple(t for t in v.behind if t != agents[0]),
        roles={**v.roles, v.subject: "object"},
    )
