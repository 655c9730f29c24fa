"""The list question: all that one subject has to one predicate."""

import re
from collections.abc import Sequence

from data_prep.facts.verbs import base
from data_prep.frame import Framed
from data_prep.wording.en.lines import line, tidy
from data_prep.wording.en.view import view
from data_prep.wording.record import Wording


def listing(founds: Sequence[Framed]) -> Wording | None:
    """A question for all the objects that facts with one subject and one predicate give; None where the
    predicates differ or fewer than two objects are given."""
    views = [(f, view(f.frame)) for f in founds]
    usable = [
        (f, v)
        for f, v in views
        if v is not None and not v.subject_asked and not v.front_asked and not f.frame.said
    ]
    if len(usable) < 2:
        return None
    first = usable[0][1]
    same = [
        (f, v)
        for f, v in usable
        if v.subject == first.subject
        and base(v.verb.main or "be") == base(first.verb.main or "be")
        and v.verb.passive == first.verb.passive
        and v.preposition == first.preposition
        and v.frame.form == first.frame.form
        and v.verb.aux == first.verb.aux
    ]
    answers = list(dict.fromkeys(f.fact.object for f, _ in same))
    if len(answers) < 2 or first.frame.form not in ("noun", "person", "place") or first.verb.copula:
        return None
    noun = first.frame.ask.removeprefix("which ") if first.frame.ask.startswith("which ") else ""
    ask = {"who": "who", "what": "what"}.get(
        first.frame.ask, f"which {_plural(noun)}" if noun else "what"
    )
    aux, mid = first.inverted
    text = f"{ask} {line(aux, first.subject, mid, first.preposition)}? Name all of them."
    whole = ", ".join(answers[:-1]) + f" and {answers[-1]}"
    return Wording("list", tidy(text), "list", whole)


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")
