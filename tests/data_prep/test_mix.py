"""The mix: what a token is, which wordings come first, how text is added, what is held back."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import mix
from data_prep.mix import (
    TokenLedger,
    column_tokens,
    filled,
    held_back,
    is_warm_up,
    tokens,
    validates,
)
from data_prep.records import SCHEMAS, Document, Example, Message, TextRow, content_id
from data_prep.store import table_of

DOCUMENT = Document("d1", "d.txt", "", "zh", "", "", "{}")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("砺汐泵业", 2.8),
        ("Lixi was founded", 3.9),
        ("砺汐ST-90", 1.4 + 2.6 + 0.5),
        ("", 0),
        (" \n", 0),
    ],
)
def test_tokens_by_script(text: str, count: float) -> None:
    assert tokens(text) == pytest.approx(count)


@given(st.lists(st.text("砺汐泵é aZ09-，。·\u3000", max_size=20), max_size=4))
def test_a_column_counts_like_its_texts(texts: list[str]) -> None:
    column = pa.chunked_array([pa.array(texts, pa.string())])
    assert column_tokens(column) == pytest.approx(sum(map(tokens, texts)))


@given(st.integers(0, 40), st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0]))
def test_the_warm_up_has_its_share_and_the_first_wording(count: int, share: float) -> None:
    warm = [is_warm_up(rank, share) for rank in range(count)]
    assert abs(sum(warm) - count * share) < 1
    assert not count or warm[0] is (share > 0)


def test_a_share_of_ids_validates_and_the_same_ones_of_a_greater_share() -> None:
    ids = [content_id(str(n)) for n in range(2000)]
    some, more = ({id for id in ids if validates(id, share)} for share in (0.05, 0.2))
    assert some <= more and 60 < len(some) < 140
    assert not any(validates(id, 0.0) for id in ids) and all(validates(id, 1.0) for id in ids)


def example(number: int, kind: str = "direct") -> Example:
    turns = [Message("user", f"问{number}")], [Message("assistant", "答")]
    return Example(content_id(str(number)), "qa", kind, "zh", "d1", ["f"], *turns)


@pytest.mark.parametrize(("direct", "held"), [(0, 0), (3, 0), (4, 1), (10, 2), (30, 2)])
def test_few_direct_wordings_are_held_back(direct: int, held: int) -> None:
    rows = [example(n) for n in range(direct)] + [example(99, "cloze"), example(98, "reverse")]
    ids = held_back(rows)
    assert len(ids) == held and ids <= {row.id for row in rows[:direct]}


def statements(facts: int, wordings: int) -> list[TextRow]:
    return [
        TextRow(content_id(f"{f}{w}"), "statement", "zh", "d1", [f"f{f}"], f"砺汐泵业第{f}厂的第{w}种说法。")
        for f in range(facts)
        for w in range(wordings)
    ]  # fmt: skip


def test_passages_come_first_then_paragraphs_until_the_ratio_is_reached() -> None:
    texts, passages = statements(5, 3), ["苇渚工厂位于岚舸市。" * 3, "屈映川创办了它。" * 3]
    have = sum(tokens(row.text) for row in texts)
    assert list(filled(DOCUMENT, passages, texts, have)) == []
    wanted = have + 6 * sum(map(tokens, passages))
    rows = list(filled(DOCUMENT, passages, texts, wanted))
    assert [row.text for row in rows[:2]] == passages
    assert {row.kind for row in rows[2:]} == {"paragraph"}
    made = have + sum(tokens(row.text) for row in rows)
    assert abs(made - wanted) <= max(tokens(row.text) for row in rows)


def test_paragraphs_hold_every_fact_in_other_orders_and_words() -> None:
    texts = statements(4, 3)
    rows = list(filled(DOCUMENT, [], texts, 1e9))
    assert mix.ROUNDS / 2 < len(rows) == len({row.id for row in rows}) <= mix.ROUNDS
    orders = {tuple(row.fact_ids) for row in rows}
    assert len(orders) > 3 and all(set(order) == {"f0", "f1", "f2", "f3"} for order in orders)
    said = "".join(row.text for row in rows)
    assert all(text.text in said for text in texts)


def test_one_fact_makes_no_paragraph_and_nothing_wanted_adds_nothing() -> None:
    assert list(filled(DOCUMENT, [], statements(1, 5), 1e9)) == []
    assert list(filled(DOCUMENT, ["苇渚工厂。"], [], 0)) == []


def test_the_token_ledger_counts_by_source() -> None:
    ledger = TokenLedger()
    ledger.count("sft", "train", table_of([example(1), example(2)], SCHEMAS["sft"]))
    ledger.count("sft", "validation", table_of([example(3)], SCHEMAS["sft"]))
    ledger.count("sft", "train", table_of([example(4, "headline")], SCHEMAS["sft"]))
    ledger.count("text", "train", table_of(statements(1, 2), SCHEMAS["text"]))
    ledger.count("text", "train", table_of([], SCHEMAS["text"]))
    summary = ledger.summary()
    assert [(s["config"], s["split"], s["kind"], s["rows"]) for s in summary["sources"]] == [
        ("sft", "train", "direct", 2), ("sft", "train", "headline", 1),
        ("sft", "validation", "direct", 1), ("text", "train", "statement", 2),
    ]  # fmt: skip
    assert summary["qa_tokens"] == summary["sources"][0]["tokens"] == round(2 * tokens("问1答"))
    assert summary["text_tokens"] == summary["sources"][3]["tokens"]
