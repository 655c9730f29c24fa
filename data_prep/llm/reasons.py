"""Why a wording was refused, in words that a model can do something about."""

from data_prep.gate import Verdict
from data_prep.records import Lang

REASONS: dict[str, tuple[str, str]] = {
    "tells_answer": ("说出了答案", "tells the answer"),
    "tells_part_of_answer": ("说出了答案的一部分", "tells a part of the answer"),
    "asks_nothing": ("没有提问", "asks nothing"),
    "asks_yes_or_no": ("是非问或选择问", "a yes-no question or a choice"),
    "asks_for_another_kind": ("疑问词与答案不合", "the question word doesn't fit the answer"),
    "asks_for_something_else": ("问的是另一件事", "asks for something else"),
    "names_no_entity": ("没有点明说的是谁或什么", "doesn't name what it is about"),
    "dangling_pronoun": ("用了代词", "uses a pronoun"),
    "relative_time": ("用了要看写作日期才懂的时间", "its time depends on the day of writing"),
    "dropped_subject": ("没有说全说的是什么", "doesn't name all that it is about"),
    "dropped_name": ("漏了名字", "leaves out a name"),
    "dropped_date": ("漏了时间", "leaves out a date"),
    "dropped_number": ("漏了数字", "leaves out a number"),
    "dropped_limit": ("漏了限定", "leaves out a limit"),
    "added_limit": ("加了限定", "adds a limit"),
    "dropped_hedge": ("漏了“可能、预计”一类的话", "leaves out the hedge"),
    "dropped_negation": ("漏了否定", "leaves out the negation"),
    "added_negation": ("加了否定", "adds a negation"),
    "dropped_qualifier": ("漏了“约、超过”一类的话", "leaves out about, more than or the like"),
    "added_qualifier": ("加了“约、超过”一类的话", "adds about, more than or the like"),
    "missing_speaker": ("没有说明是谁说的", "doesn't say who said so"),
    "wrong_speaker": ("说话人不对", "names another speaker"),
    "added_speaker": ("加了说话人", "adds a speaker"),
    "ungrounded_number": ("数字不在事实里", "a number that the fact doesn't have"),
    "ungrounded_date": ("时间不在事实里", "a date that the fact doesn't have"),
    "ungrounded_name": ("名字不在事实里", "a name that the fact doesn't have"),
    "ungrounded_words": ("有事实里没有的内容", "says what the fact doesn't"),
    "changed_unit": ("单位不对", "another unit"),
    "swapped_roles": ("把谁对谁做什么说反了", "turns round who does what to whom"),
    "turned_round": ("说成了相反的意思", "says the opposite"),
    "statement_without_answer": ("答案没有照原样出现一次", "the answer doesn't stand in it once and word for word"),
    "question_without_object": ("没有照原样写出答案", "doesn't give the answer word for word"),
    "distractor_of_another_kind": ("与答案不同类", "not of the answer's kind"),
    "distractor_is_true": ("可能是对的", "may be right"),
    "unreadable_reply": ("不是完整的 JSON", "no complete JSON"),
}  # fmt: skip
"""Reason of a verdict → (zh, en)."""


def told(text: str, verdict: Verdict, lang: Lang) -> str:
    """A refused text with its reason and the very thing that is wrong."""
    zh, en = REASONS.get(verdict.reason, (verdict.reason, verdict.reason.replace("_", " ")))
    detail = (
        f": {verdict.detail}" if verdict.detail and verdict.reason != "unreadable_reply" else ""
    )
    return f"{text} [{zh if lang == 'zh' else en}{detail}]"
