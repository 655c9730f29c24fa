"""Untrusted text on its way into a prompt: control tokens made harmless, the whole fenced as data.

Every change keeps the length, so a place in the neutral text is the same place in the document, and what
a model quotes leads back to the source character by character.
"""

import hashlib
import re

_NAMES = (
    # Llama 3 and 4
    "begin_of_text end_of_text start_header_id end_header_id eot_id eom_id eot eom header_start header_end python_tag "
    "python_start python_end image image_start image_end patch finetune_right_pad fim_prefix fim_middle fim_suffix step_id "
    # ChatML, Qwen
    "im_start im_end im_sep endoftext object_ref_start object_ref_end box_start box_end quad_start quad_end vision_start "
    "vision_end vision_pad image_pad video_pad fim_pad repo_name file_sep tool_call tool_response tools think "
    # Gemma
    "start_of_turn end_of_turn start_of_image end_of_image start_of_audio end_of_audio bos eos pad unk mask "
    # GPT-OSS, Phi, GLM and others
    "start end message channel constrain call return system user assistant observation sop gmask"
).split()
_CONTROL = re.compile(
    r"<[|｜][^<>\n|｜]{1,40}[|｜]>"  # <|im_start|>, DeepSeek's <｜User｜>
    r"|</?\|?(?:" + "|".join(_NAMES) + r"|s|sys)\|?/?>"
    r"|<</?SYS>>"  # Llama 2
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|CALL_ID|ARGS|IMG|IMG_BREAK|IMG_END"
    r"|PREFIX|MIDDLE|SUFFIX|THINK|gMASK|MASK|PAD|UNK|BOS|EOS)\]"  # Mistral
    r"|<(?:unused|reserved_special_token_|SPECIAL_|extra_id_)\d{1,5}>",
    re.IGNORECASE,
)
_HARMLESS = str.maketrans("<>|｜[]", "‹›¦¦⟦⟧")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that a reader doesn't see and a model does: controls, zero widths, directions, tags."""
SHOWN = "□"


def neutral(text: str) -> str:
    """`text` without anything that a chat template or a tokenizer takes for a control token, and with
    unseen characters shown as □. Same length, each character in its place."""
    text = _UNSEEN.sub(SHOWN, text)
    return _CONTROL.sub(lambda match: match[0].translate(_HARMLESS), text)


def nonce(*texts: str) -> str:
    """12 hex digits that stand in none of `texts`: the same for the same texts, for nobody to foresee
    who writes one of them without knowing all."""
    joined = "\x1f".join(texts)
    for turn in range(1 << 16):
        found = hashlib.sha256(f"{turn}\x1f{joined}".encode("utf-8", "replace")).hexdigest()[:12]
        if found not in joined:
            return found
    raise ValueError("no delimiter is left that these texts do not hold")


def fenced(name: str, text: str, mark: str) -> str:
    """`text`, made neutral, between two lines that name it; `mark` is a `nonce` of it."""
    return f"<<<{name} {mark}\n{neutral(text)}\n{name} {mark}>>>"
