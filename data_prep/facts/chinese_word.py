"""A word of a Chinese clause."""

from dataclasses import dataclass

from data_prep.facts.tokens import Kind

Tag = str
"""n noun phrase material · m number · t time · v verb · md modal · d adverb · p preposition · ba 把, 将, 被 ·
c joins phrases · cc joins clauses · de 的 · le 了, 着, 过 · f 上, 中, 之后 · a adjective · r pronoun ·
q classifier · br bracket · do something to do, as one word · x anything else."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause at clause[start:start+len(text)]."""

    text: str
    tag: Tag
    start: int
    kind: Kind | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)
