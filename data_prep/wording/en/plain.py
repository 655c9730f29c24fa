"""A view as a plain sentence, and the phrases that every statement is put together from."""

from dataclasses import replace

from data_prep.wording.en.lines import OPENERS, is_past, line
from data_prep.wording.en.nouns import is_plural
from data_prep.wording.en.view import View


def phrase(v: View) -> str:
    """The answer with all that opens and closes its phrase."""
    return line(v.lead[:1].lower() + v.lead[1:] if v.front_asked else v.lead, v.answer, v.head)


def plain(v: View) -> str:
    """The statement in its first order."""
    front = "".join(f"{text}, " for text in v.front)
    if v.subject_asked:
        return line(front, v.lead, v.answer, v.verb.text, *v.rest)
    if v.front_asked:
        return line(f"{phrase(v)},", v.subject, v.verb.text, *v.rest)
    return line(front, v.subject, v.verb.text, *v.before, phrase(v), *v.behind)


def predicate(v: View) -> str:
    """All behind the subject."""
    if v.subject_asked:
        return line(v.verb.text, *v.rest)
    return line(v.verb.text, *v.before, phrase(v), *v.behind)


def core(v: View) -> str:
    """The clause without the answer's phrase."""
    return line(v.subject, v.verb.text, *v.rest)


def subject(v: View) -> str:
    if not v.subject_asked:
        return v.subject
    lead = v.lead.lower() if v.lead in ("The", "A", "An") else v.lead
    return line(lead, v.answer)


def settled(v: View) -> View:
    """The view with nothing in front of its subject: times and places that led it stand behind."""
    front = tuple(t[0].lower() + t[1:] if t.split(" ")[0] in OPENERS else t for t in v.front)
    roles = {**v.roles, **{new: v.roles[old] for new, old in zip(front, v.front, strict=True)}}
    if not v.front_asked:
        return replace(v, front=(), behind=(*v.behind, *front), roles=roles)
    lead = v.lead[:1].lower() + v.lead[1:]
    answer = v.answer if lead else v.answer[:1].lower() + v.answer[1:]
    return replace(
        v, front=(), before=v.rest, behind=front, roles=roles, lead=lead, answer=answer, front_asked=False
    )  # fmt: skip


def be(v: View, plural: bool = False) -> str:
    """is, are, was or were, in the tense of the view."""
    if plural:
        return "were" if is_past(v) else "are"
    return "was" if is_past(v) else "is"


def with_article(v: View) -> str:
    """The answer as its own noun phrase: the Halden Prize."""
    article = v.lead.split(" ")[-1].lower() if v.lead else ""
    return line(article if article in ("the", "a", "an") else "", v.answer)


def many(v: View) -> bool:
    """Whether the answer's phrase takes a plural verb."""
    return is_plural(line(v.answer, v.head)) or " and " in v.answer
