"""The base's tokenizer, ready to train: its chat template, the token that ends a turn, a padding token."""

from pathlib import Path
from typing import Any, cast

from transformers import AutoConfig, AutoTokenizer, PreTrainedTokenizerBase

from train.config import QloraConfig
from train.dialect import CommandError, WorkError
from train.pretrained import existing, from_pretrained
from train.templates import (
    END_OF_TEXT_TOKENS,
    FAMILIES,
    PAD_TOKENS,
    Family,
    family_of,
    pin_date,
)

AUTO = "auto"
_MARK = "answer-ends-here"


def load_tokenizer(
    model: QloraConfig, *, chat_template: str = AUTO, eos_token: str | None = None
) -> PreTrainedTokenizerBase:
    """The base's tokenizer; saved, it carries all that is set here.

    Its template gives the same prompt every day, its end token is the one that the template writes after
    an answer, its padding token is another.

    Args:
        model: names the base.
        chat_template: `auto` keeps the tokenizer's own, the name of a family takes ours, else a Jinja file.
        eos_token: ends an answer instead of what the template writes first.

    Raises CommandError when there is no such base, template or token, or when `auto` finds no template.
    """
    name = existing(str(model.model_name_or_path))
    tokenizer = from_pretrained(AutoTokenizer, name, revision=model.model_revision)
    prepare(tokenizer, model, chat_template, eos_token)
    return tokenizer


def prepare(
    tokenizer: PreTrainedTokenizerBase,
    model: QloraConfig,
    chat_template: str = AUTO,
    eos_token: str | None = None,
) -> None:
    """Sets template, end token and padding of a loaded tokenizer, in place; see `load_tokenizer`."""
    name = str(model.model_name_or_path)
    tokenizer.chat_template = _template(tokenizer, model, chat_template)
    _set_end(tokenizer, name, eos_token)
    _set_padding(tokenizer, name)


def _template(tokenizer: PreTrainedTokenizerBase, model: QloraConfig, asked: str) -> str:
    name = str(model.model_name_or_path)
    if asked in FAMILIES:
        _refuse_foreign(tokenizer, FAMILIES[asked], name)
        return FAMILIES[asked].template
    if asked != AUTO:
        return pin_date(_read_template(Path(asked)))
    own = tokenizer.chat_template
    if isinstance(own, dict):  # several, by use
        own = own.get("default")
    if not own:
        raise CommandError(_no_template(name, _likely(model, tokenizer)))
    return pin_date(own)


def _refuse_foreign(tokenizer: PreTrainedTokenizerBase, family: Family, name: str) -> None:
    missing = [
        token for token in (family.begin, family.end_of_turn) if token not in tokenizer.get_vocab()
    ]
    if missing:
        raise CommandError(
            f"chat_template {family.name} writes {' and '.join(missing)}, which is no token of {name}"
        )


def _read_template(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CommandError(
            f"chat_template must be auto, {', '.join(FAMILIES)} or a Jinja file; cannot read {path}: {reason}"
        ) from error


def _likely(model: QloraConfig, tokenizer: PreTrainedTokenizerBase) -> Family | None:
    try:
        config = from_pretrained(
            AutoConfig, str(model.model_name_or_path), revision=model.model_revision
        ).to_dict()
    except (CommandError, WorkError):
        config = {}
    return family_of(str(model.model_name_or_path), config, tokenizer.get_vocab())


def _no_template(name: str, likely: Family | None) -> str:
    """Names the way out. A base's own chat tokens are untrained from Llama 3 on, and adapters leave them so."""
    advice = "its instruction-tuned variant learns best"
    if likely is None:
        return f"{name} has no chat template; {advice}, or choose one: --chat_template {'|'.join(FAMILIES)}|FILE.jinja"
    others = ", ".join(other for other in FAMILIES if other != likely.name)
    return (
        f"{name} has no chat template, so it is a base model; {advice}. To train it all the same give "
        f"--chat_template {likely.name} (its family, it seems; others: {others}, FILE.jinja)"
    )


def _set_end(tokenizer: PreTrainedTokenizerBase, name: str, eos_token: str | None) -> None:
    """The end token is what stops an answer: what the template writes after one, unless told otherwise."""
    if eos_token is not None and eos_token not in tokenizer.get_vocab():
        raise CommandError(f"eos_token {eos_token!r} is no token of {name}")
    end = eos_token or end_of_turn(tokenizer)
    if end is not None:
        tokenizer.eos_token = end
    if tokenizer.eos_token is None:
        raise CommandError(f"the tokenizer of {name} has no end token; name one with --eos_token")


def end_of_turn(tokenizer: PreTrainedTokenizerBase) -> str | None:
    """The special token that the template writes right after an answer; None when it writes none."""
    turns = [{"role": "user", "content": "question"}, {"role": "assistant", "content": _MARK}]
    try:
        rendered = str(tokenizer.apply_chat_template(turns, tokenize=False))
    except Exception as error:  # Jinja's, and whatever a template raises itself
        raise CommandError(f"the chat template cannot be rendered: {error}") from error
    _, mark, rest = rendered.rpartition(_MARK)
    after = rest.strip() if mark else ""
    ids = cast(list[int], tokenizer(after, add_special_tokens=False)["input_ids"]) if after else []
    if not ids or ids[0] not in tokenizer.added_tokens_decoder:
        return None
    token = tokenizer.added_tokens_decoder[ids[0]]
    return token.content if token.special else None


def end_of_text_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """The id of what ends a document: <|end_of_text|> for Llama 3 and 4, </s> for Llama 2, else the end token."""
    vocabulary: dict[str, Any] = tokenizer.get_vocab()
    known = (vocabulary[token] for token in END_OF_TEXT_TOKENS if token in vocabulary)
    return next(known, cast(int, tokenizer.eos_token_id))


def _set_padding(tokenizer: PreTrainedTokenizerBase, name: str) -> None:
    """A padding token that is no end token: a model that is not trained on its end never stops."""
    ends = {str(tokenizer.eos_token), *END_OF_TEXT_TOKENS}
    if cast("str | None", tokenizer.pad_token) in (None, *ends):
        vocabulary = tokenizer.get_vocab()
        free = [token for token in PAD_TOKENS if token in vocabulary and token not in ends]
        if not free:
            raise CommandError(
                f"the tokenizer of {name} has no padding token besides its end token"
            )
        tokenizer.pad_token = free[0]
    tokenizer.padding_side = "right"
