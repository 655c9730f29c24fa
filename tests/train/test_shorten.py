from hypothesis import given
from hypothesis import strategies as st

from tests.train.sample_dataset import message
from train.shorten import GAP, KEPT, shortened


def fits(limit: int):
    def fitting(prompt: list[dict[str, str]]) -> str | None:
        text = "".join(turn["content"] for turn in prompt)
        return text if len(text) <= limit else None

    return fitting


@given(context=st.text("abc 。\n", min_size=1, max_size=3000), limit=st.integers(400, 3000))
def test_no_more_goes_than_must_and_both_ends_stay(context: str, limit: int):
    head, tail = "H" * KEPT, "?" * KEPT
    text = head + context + tail
    found = shortened([message("user", text)], fits(limit))  # type: ignore[arg-type]
    if found is None:
        assert limit < 2 * KEPT + len(GAP)
        return
    assert len(found) <= limit
    before, after = found.split(GAP)
    assert before.startswith(head) and after == tail
    assert text.startswith(before)
    if len(text) > limit:
        left = context[len(before) - KEPT :]
        assert limit - len(found) <= 1 + len(left) - len(left.lstrip())


def test_only_the_longest_user_message_is_cut():
    long, short = message("user", "x" * 1000), message("user", "y" * 500)
    system = message("system", "s" * 5000)
    seen = shortened([system, short, long], lambda prompt: prompt if len(prompt[2]["content"]) < 800 else None)  # fmt: skip
    assert seen is not None and seen[:2] == [system, short]


def test_a_question_is_never_cut():
    assert shortened([message("user", "q" * 2 * KEPT)], lambda prompt: prompt) is None
    assert shortened([message("system", "q" * 3000)], lambda prompt: prompt) is None
