"""Plain text of the dataset → windows of tokens that are all trained, as in pre-training."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from train.rows import decode, describe, progress, special_tokens
from train.token_rows import TokenRow, TokenRows, UnusableRow, masked, special_tokens_in
from train.tokenizer import end_of_text_id

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

TASK = "text"


def tokenize_texts(
    rows: Iterable[Mapping[str, Any]],
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
) -> TokenRows:
    """Rows with `id` and `text`: BOS, text, end of text, all trained but BOS.

    A text of more than `max_length` tokens becomes several rows without overlap, `ID#0`, `ID#1`, …, each
    after a BOS; the end of text stands in the last alone.
    """
    result = TokenRows()
    special = special_tokens(tokenizer)
    for row in progress(rows):
        try:
            if special_tokens_in([row["text"]], special):
                raise UnusableRow("special_token_in_text")
            windows = tokenize_text(row["text"], tokenizer, max_length)
        except UnusableRow as unusable:
            result.refuse(row["id"], unusable.reason)
            continue
        for number, tokens in enumerate(windows):
            name = row["id"] if len(windows) == 1 else f"{row['id']}#{number}"
            result.rows.append(describe(tokens, {**row, "id": name}, TASK))
    return result


def tokenize_text(
    text: str, tokenizer: "PreTrainedTokenizerBase", max_length: int | None
) -> list[TokenRow]:
    """BOS, `text`, end of text; in windows of at most `max_length` tokens that part no character.

    Raises UnusableRow for a text without letters or one that the tokens do not give back.
    """
    if not text.strip():
        raise UnusableRow("empty_completion")
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = cast(list[int], encoded["input_ids"])
    if decode(ids, tokenizer).strip() != text.strip():
        raise UnusableRow("not_round_trip")
    begin = [] if tokenizer.bos_token_id is None else [cast(int, tokenizer.bos_token_id)]
    starts = _starts_of_characters(cast(Any, encoded["offset_mapping"]))
    room = len(ids) + 1 if max_length is None else max_length - len(begin)
    whole = [*ids, end_of_text_id(tokenizer)]
    return [
        masked([*begin, *whole[start:stop]], len(begin))
        for start, stop in _windows(len(whole), room, starts)
    ]


def _starts_of_characters(offsets: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether a window may begin at each token: bytes of one character share its span, and stay together."""
    return [at == 0 or start >= offsets[at - 1][1] for at, (start, _) in enumerate(offsets)] + [
        False
    ]


def _windows(length: int, room: int, starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """[start, stop) of each window of at most `room` tokens, cut where `starts` allows it."""
    start = 0
    while start < length:
        stop = min(start + room, length)
        if stop < length:
            whole = next((at for at in range(stop, start, -1) if starts[at]), None)
            if whole is None:  # one character, or the last one and the end, is wider than the room
                raise UnusableRow("too_long")
            stop = whole
        yield start, stop
        start = stop
