"""What two facts are compared by: texts in comparing form, and a fact's keys as 64-bit numbers.

A key is a hash, so that a corpus of millions of facts is compared in tens of bytes a fact; two
different facts share one by chance once in 10^19 pairs.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from data_prep.facts.ground import bare
from data_prep.frame import Frame
from data_prep.records import Fact
from data_prep.values import one_width, simplify

_LOOSE, _LOOSE_IN_LINE = re.compile(r"[^\w%]+"), re.compile(r"[^\w%\n]+")
_VALUE = re.compile(
    r"[\d%$€£〇○零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]|(?:"
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|thirty|forty|fifty|"
    "sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|zero|dozen)",
    re.I,
)
"""A text without any of these holds no value that could be written in another way."""
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_SHAPE = re.compile(r"[\d〇零一二两三四五六七八九十]+(?:[.,:][\d]+)*")
_SCALE = re.compile(r"0[百千万亿]+| (?:hundred|thousand|million|billion|trillion)\b")
_FULL_NAME = ("·", " ")

ONE_VALUED = frozenset({"number", "date", "location"})
"""Types whose relation has one object: two are a contradiction. What somebody leads, founds, makes or
says may be several things at once; so may the holders of a role, unless the role says so."""
_SOLE_ROLE = re.compile(
    r"首席|总裁|董事长|总经理|行长|市长|省长|总统|总理|校长|院长|所长|局长|厂长"
    r"|\bchief\b|\bpresident\b|\bchair(?:man|woman)?\b|\bmayor\b|\bprime minister\b|\bprincipal\b",
    re.I,
)


def plain(text: str) -> str:
    """Letters and digits of `text`: NFKC, simplified, casefolded; values as they are written."""
    return _LOOSE.sub("", normal(text))


def plain_lines(texts: Sequence[str]) -> list[str]:
    """`plain` of each text, several times faster than one by one."""
    if not texts:
        return []
    joined = normal("\n".join(text.replace("\n", " ") for text in texts))
    return _LOOSE_IN_LINE.sub("", joined).split("\n")


def normal(text: str) -> str:
    """NFKC, simplified, casefolded."""
    wide = one_width(text)
    folded = simplify(wide).casefold()
    return wide if folded == wide else one_width(folded)  # only what changed can leave NFKC


@lru_cache(1 << 15)
def comparing(text: str) -> str:
    """`bare(text)`, twenty times faster where no value stands in it or it was asked for before."""
    text = one_width(text)
    return bare(text) if _VALUE.search(text) else plain(text)


def key(*parts: str) -> int:
    """64 bits of a hash of `parts`, the same in every process."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Keys:
    """What one fact is compared by; facts with equal keys are alike in that."""

    same: int
    """Subject, relation and object, with speaker and time: the same fact, in whatever order it is told."""
    stated: int
    """Statement and object: the same fact in the same words."""
    about: int
    """All but the object: if it can have one value only, another object contradicts."""
    answer: int
    """The object alone."""
    claim: int
    """Relation and object: if another subject has both, the fact can't be asked the other way round."""
    subject: int
    one_valued: bool
    pool: str
    """Answers of facts with the same one can stand in for each other: language/type/form/kind."""


def keys_of(fact: Fact, frame: Frame | None) -> Keys:
    """The keys of a fact. With a frame they do not depend on the order of its constituents."""
    lang, answer = fact.lang, comparing(fact.object)
    subject = comparing(full_name(fact.subject, frame))
    relation = _relation(fact, frame, subject)
    speaker = comparing(full_name(fact.speaker, frame))
    return Keys(
        same=key("same", lang, speaker, fact.modality, *relation, answer),
        stated=key("stated", lang, comparing(fact.statement), answer),
        about=key("about", lang, *relation),
        answer=key("answer", answer),
        claim=key("claim", lang, *_claim(fact, frame, answer)),
        subject=key("subject", subject),
        one_valued=fact.type in ONE_VALUED
        or (fact.type == "person_role" and bool(_SOLE_ROLE.search(fact.statement))),
        pool=pool(fact, frame),
    )


def full_name(name: str, frame: Frame | None) -> str:
    """The one longer form of `name` that ends with it (马克·扎克伯格 for 扎克伯格), else `name`."""
    others = frame.names.get(name, ()) if frame else ()
    full = [o for o in others if o.endswith(tuple(mark + name for mark in _FULL_NAME))]
    return full[0] if len(full) == 1 else name


def _relation(fact: Fact, frame: Frame | None, subject: str) -> tuple[str, ...]:
    """Everything the fact says but its object: each constituent in comparing form, in no order."""
    if frame:
        others = [part.text for i, part in enumerate(frame.parts) if i != frame.asked]
        forms = (comparing(full_name(text, frame)) for text in others)
        asked = frame.parts[frame.asked].role
        return (asked, *sorted(form for form in forms if form))
    rest = comparing(fact.statement).replace(comparing(fact.object), " ", 1)
    return (subject, comparing(fact.relation), *sorted(_NUMBERS.findall(rest)))


def _claim(fact: Fact, frame: Frame | None, answer: str) -> tuple[str, ...]:
    """What would be told of the subject in a reverse question: verb and object, without time or degree,
    so that two subjects are rather confused than not."""
    if frame is None:
        return (comparing(fact.relation), answer)
    told = [
        p.text for p in frame.parts if p.role in ("verb", "relation", "object", "modifier", "head")
    ]
    return tuple(comparing(text) for text in told)


def pool(fact: Fact, frame: Frame | None) -> str:
    """The key of the answers that are alike in language, type, form, and unit or kind of name."""
    form = frame.form if frame else ""
    return f"{fact.lang}/{fact.type}/{form}/{_kind(fact, frame)}"


def coarse(pool_key: str) -> str:
    """The key of the pool that holds this one: language, type and form."""
    return pool_key.rsplit("/", 1)[0]


def _kind(fact: Fact, frame: Frame | None) -> str:
    """A number's unit, a date's grain (0年0月), a name's noun."""
    if fact.type in ("number", "date", "comparison") or (
        frame and frame.form in ("number", "time")
    ):
        shape = _SHAPE.sub("0", unicodedata.normalize("NFKC", fact.object)).replace("/", "")
        return _SCALE.sub("0", shape)[:16]
    return frame.noun.replace("/", "") if frame else ""
