"""A statement as its constituents: what the extractor finds and what every wording is built from.

Floor 1: the extractor makes frames, the wordings read them, and neither knows the other.
"""

import json
from dataclasses import dataclass, field
from typing import Literal

from data_prep.records import Fact, Lang

Role = Literal[
    "time", "scene", "subject", "adverb", "relation", "verb", "qualifier", "object", "modifier", "class", "head", "after",
]  # fmt: skip
"""What a part of a statement does in it:

- `time`       when; can be moved: 到2024年底, 2023年7月18日, 每年; in 1949
- `scene`      another movable adverbial: where, under what condition, by what account: 在人才之后, 根据外部研究
- `subject`    who or what the statement is about
- `adverb`     bound to the verb and not movable: negation, modals, hedges, aspect: 已经, 将, 可能会, 不; will, not
- `relation`   a phrase bound to the verb: 与微软, 向数千家公司, 把Llama 2; with Microsoft
- `verb`       the predicate with its aspect: 拥有, 发布了, 是; was founded
- `qualifier`  how exact the number behind it is: 超过, 近, 至少; more than
- `object`     what the verb takes
- `modifier`   stands in one phrase with the answer, before it: Meta的AI研究小组 before FAIR
- `class`      says what the answer is, right before it: 大型语言模型 before Llama 2; it gives way to `Frame.ask`
- `head`       stands in one phrase with the answer, behind it: Nvidia的H100 GPU behind 340,000个
- `after`      all that follows the object: a complement, a second clause with its comma
"""

Form = Literal["noun", "person", "number", "time", "place", "clause", "action", "quality", "reason"]
"""What the answer is: a thing, a person, a number with its unit, a time, a place, a whole clause (that …),
what somebody does (做什么), how something is (怎样), or why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A constituent of a statement."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One statement taken apart, and how its answer is asked for.

    `said` + the texts of `parts` joined are the statement without its full stop; `parts[asked].text` is
    the answer (`Fact.object`) and nothing else. English parts carry their own spaces and commas.
    """

    lang: Lang
    said: str
    """The attribution in front with its comma (扎克伯格表示，), or ""."""
    parts: tuple[Part, ...]
    asked: int
    form: Form
    ask: str
    """The interrogative that stands in the answer's place: 多少个, 哪家公司, 什么, 谁; which company."""
    noun: str
    """What the answer is, as a noun: 公司, 数量, 年份, 模型, 人; company, number of ships."""
    measure: str = ""
    """Chinese: the classifier of `noun`: 家, 款, 位, 个."""
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other ways to name the entities of the statement, each true in this document:
    扎克伯格 → (马克·扎克伯格, Meta的CEO马克·扎克伯格)."""
    asks: dict[str, str] = field(default_factory=dict)
    """How the names of the statement are asked for, where the document says what they are: Meta → 哪家公司."""

    @property
    def answer(self) -> str:
        return self.parts[self.asked].text

    @property
    def text(self) -> str:
        """The statement without its full stop."""
        return self.said + "".join(part.text for part in self.parts)

    def joined(self, *roles: Role) -> str:
        """The texts of the parts of these roles, in order, without the answer."""
        return "".join(
            part.text for i, part in enumerate(self.parts) if part.role in roles and i != self.asked
        )

    def to_json(self) -> str:
        """One line that `from_json` reads back."""
        row = {
            "lang": self.lang,
            "said": self.said,
            "parts": [[part.role, part.text] for part in self.parts],
            "asked": self.asked,
            "form": self.form,
            "ask": self.ask,
            "noun": self.noun,
            "measure": self.measure,
            "names": self.names,
            "asks": self.asks,
        }
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> "Frame":
        """The frame that `to_json` wrote."""
        row = json.loads(line)
        row["parts"] = tuple(Part(role, text) for role, text in row["parts"])
        row["names"] = {name: tuple(others) for name, others in row["names"].items()}
        return cls(**row)


@dataclass(frozen=True, slots=True)
class Found:
    """A fact on its way to the dataset. Without a frame no rule can word it: a model or a person made it,
    and the parser does not take its statement apart."""

    fact: Fact
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Framed(Found):
    """A fact with the frame of its statement."""

    frame: Frame


def found(fact: Fact, frame: Frame | None) -> Found:
    """The fact as `Framed` where there is a frame."""
    return Framed(fact, frame) if frame else Found(fact, None)
