"""Who a speaker is."""

from dataclasses import dataclass

from data_prep.discourse.cast import Sort


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker by the fullest name, with the verb that `said` is written with."""

    name: str
    sort: Sort | None
    verb: str
    said: str = ""
    """An attribution that stands as it is: 根据外部研究，"""
    vague: bool = False
    """有人, 有观点: nobody in particular."""
    first_person: bool = False


NOBODY = Speaker("", None, "")
