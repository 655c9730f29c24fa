"""The licences of the Llama bases: what each asks of a model that is made from one and shown to others.

Read in the licence texts themselves, section 1.b of each. Llama 2 asks for its notice only; Llama 3 wants its
own words on the card and in the name; from 3.1 on it is "Llama" and "Built with Llama".
"""

import re
from dataclasses import dataclass

_RIGHTS = "Copyright © Meta Platforms, Inc. All Rights Reserved."


@dataclass(frozen=True, slots=True)
class Licence:
    """`id` as the Hub names it; `prefix`: how a derived model's name must begin, "" when it may be any;
    `built_with`: the words that must stand where people see them, "" for none; `notice`: the line of NOTICE."""

    id: str
    name: str
    link: str
    prefix: str
    built_with: str
    notice: str


def _llama(version: str) -> Licence:
    """Of Llama 3.1 and later, which differ in the number alone."""
    name = f"Llama {version} Community License"
    path = f"llama{version.replace('.', '_')}"
    return Licence(
        id=f"llama{version}",
        name=name,
        link=f"https://www.llama.com/{path}/license/",
        prefix="Llama-",
        built_with="Built with Llama",
        notice=f"Llama {version} is licensed under the {name}, {_RIGHTS}",
    )


LLAMA: dict[str, Licence] = {
    "llama2": Licence(
        id="llama2",
        name="LLAMA 2 Community License",
        link="https://ai.meta.com/llama/license/",
        prefix="",
        built_with="",
        notice="Llama 2 is licensed under the LLAMA 2 Community License, "
        "Copyright (c) Meta Platforms, Inc. All Rights Reserved.",
    ),
    "llama3": Licence(
        id="llama3",
        name="Meta Llama 3 Community License",
        link="https://llama.meta.com/llama3/license/",
        prefix="Llama-3-",  # "Llama 3" in the licence; a name on the Hub has no spaces
        built_with="Built with Meta Llama 3",
        notice=f"Meta Llama 3 is licensed under the Meta Llama 3 Community License, {_RIGHTS}",
    ),
    **{f"llama{version}": _llama(version) for version in ("3.1", "3.2", "3.3", "4")},
}
"""By the Hub's identifier."""

# Not after a letter or underscore (TinyLlama, CodeLlama and OpenLLaMA have other terms), and the number
# is no count of parameters: Llama-2-7b is of Llama 2, llama-3b of nothing that is known here.
_NAMED = re.compile(r"(?<![a-z_])llama[-_ ]?v?(\d(?:\.\d)?)(?![\d.]*b)(?!\d)", re.IGNORECASE)


def licence_of_name(model: str) -> str | None:
    """The Hub's identifier of the licence that a model's name tells, `llama3.1` for
    "meta-llama/Llama-3.1-8B-Instruct"; None when the name tells none.

    A path is read by its last part, a Hub id without its owner.
    """
    found = _NAMED.search(re.split(r"[/\\]", model.rstrip("/\\"))[-1])
    identifier = f"llama{found[1]}" if found else None
    return identifier if identifier in LLAMA else None
