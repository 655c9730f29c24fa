"""A speaker is named once."""

from data_prep.facts.candidates import Candidate
from data_prep.facts.own_words import unrepeated_speaker
from data_prep.frame import Frame, Part


def made(said: str, *parts: tuple[str, str], asked: int = -1) -> Candidate:
    pieces = tuple(Part(role, text) for role, text in parts)  # pyright: ignore[reportArgumentType]
    frame = Frame("zh", said, pieces, asked % len(pieces), "noun", "什么", "内容", "个")
    return Candidate("event", parts[0][1], "", frame)


def told(candidate: Candidate) -> str | None:
    kept = unrepeated_speaker(candidate, "马克·屈斯顿")
    return kept.frame.text if kept else None


def test_what_speakers_tell_of_themselves_needs_no_speaker() -> None:
    own = made("屈斯顿表示，", ("subject", "屈斯顿"), ("verb", "创办了"), ("object", "工厂"))
    assert told(own) == "屈斯顿创办了工厂"
    dated = made(
        "屈斯顿表示，",
        ("time", "2016年，"),
        ("subject", "屈斯顿"),
        ("verb", "去了"),
        ("object", "工厂"),
    )
    assert told(dated) == "2016年，屈斯顿去了工厂"


def test_a_speaker_named_inside_is_oneself() -> None:
    other = made(
        "屈斯顿说，",
        ("subject", "这份订单"),
        ("verb", "让"),
        ("object", "屈斯顿和同事吃惊"),
        ("after", "了"),
    )
    assert told(other) == "屈斯顿说，这份订单让自己和同事吃惊了"


def test_a_view_of_oneself_is_not_told_as_a_fact() -> None:
    assert (
        told(made("屈斯顿认为，", ("subject", "屈斯顿"), ("verb", "会赢得"), ("object", "比赛")))
        is None
    )


def test_an_answer_that_names_its_speaker_is_not_told() -> None:
    assert (
        told(made("屈斯顿说，", ("subject", "信"), ("verb", "提到"), ("object", "屈斯顿的女儿")))
        is None
    )


def _english(said: str, *parts: tuple[str, str]) -> str | None:
    made_parts = tuple(Part(role, text) for role, text in parts)  # pyright: ignore[reportArgumentType]
    frame = Frame("en", said, made_parts, len(parts) - 1, "noun", "what", "work")
    own = unrepeated_speaker(
        Candidate("product", "Ilda Farrow", "wrote …", frame, (), "reported", 3), "Ilda Farrow"
    )
    return own.frame.text if own else None


def test_an_english_speaker_is_named_once() -> None:
    wrote = (("subject", "Ilda Farrow"), ("verb", " wrote "), ("object", "Salt Road"))
    assert _english("Ilda Farrow said that ", *wrote) == "Ilda Farrow wrote Salt Road"
    dated = (
        ("time", "in 1994"),
        ("subject", ", Ilda Farrow"),
        ("verb", " wrote "),
        ("object", "Salt Road"),
    )
    assert _english("Ilda Farrow said that ", *dated) == "In 1994, Ilda Farrow wrote Salt Road"


def test_an_english_view_of_oneself_is_not_told() -> None:
    wins = (("subject", "Ilda Farrow"), ("verb", " will win "), ("object", "Salt Road"))
    assert _english("Ilda Farrow believes that ", *wins) is None


def test_another_speaker_is_kept() -> None:
    wrote = (("subject", "Oren Tasker"), ("verb", " wrote "), ("object", "Salt Road"))
    assert (
        _english("Ilda Farrow said that ", *wrote)
        == "Ilda Farrow said that Oren Tasker wrote Salt Road"
    )
