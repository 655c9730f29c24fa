"""An English frame → document-form statements in other orders."""

import re
from collections.abc import Iterator, Sequence

from data_prep.frame import Frame, Framed
from data_prep.wording.en.lines import small, tidy
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.orders import orders
from data_prep.wording.en.plain import plain
from data_prep.wording.en.reworded import reworded
from data_prep.wording.en.speakers import account
from data_prep.wording.en.together import together
from data_prep.wording.en.view import View, view


def statements(found: Framed, neighbours: Sequence[Framed] = (), most: int = 6) -> list[str]:
    """At most `most` statements of `found`, the document's own first; each holds the answer verbatim, but
    for the capital that the beginning of a sentence asks for.

    `neighbours` are facts of the same document: one with the same subject is told in one sentence with it.
    """
    frame = found.frame
    made = [f"{frame.text}."]
    v = view(frame)
    if v is not None:
        told = [*orders(v)]
        told[2:2] = together(v, neighbours)
        told += [plain(other) for other in reworded(v)]
        made += _attributed(v, told) if frame.said else told
    out: list[str] = []
    seen: set[str] = set()
    holds = _holding(frame)
    for text in made:
        whole = tidy(text if text.endswith(".") else f"{text}.")
        key = re.sub(r"\W+", " ", whole).casefold()
        if len(whole) > 1 and key not in seen and holds.search(whole):
            seen.add(key)
            out.append(whole)
    return out[:most]


def _holding(frame: Frame) -> re.Pattern[str]:
    """What a statement that tells the answer holds: the answer; for a number of things (five vessels) also
    the things and then the number, or the number and then the things."""
    whole = _anywhere(frame.answer)
    counted = frame.ask.removeprefix("how many ")
    number = frame.answer.removesuffix(f" {counted}")
    if frame.form != "number" or number == frame.answer:
        return re.compile(whole)
    apart = rf"number of {re.escape(counted)}\b"
    return re.compile(rf"{whole}|{apart}.*{_anywhere(number)}|^{_anywhere(number)}.*{apart}")


def _anywhere(answer: str) -> str:
    first = "".join(dict.fromkeys((answer[0].lower(), answer[0].upper())))
    first = f"[{first}]" if first.isalpha() else re.escape(answer[0])
    return rf"(?<!\w){first}{re.escape(answer[1:])}(?!\w)"


def _attributed(v: View, told: list[str]) -> Iterator[str]:
    """The statements with the speaker kept: in front, as an account, or behind."""
    said = v.frame.said
    if by := account(said):
        yield f"{upper_first(by)}, {small(plain(v))}"
        yield f"{plain(v)}, {by}"
    for text in told:
        if text:
            yield f"{said}{small(text)}"
