"""Licences as sources state them → the Hub's identifiers. Only an exact match counts; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

HUB = frozenset(
    "apache-2.0 mit bsd-2-clause bsd-3-clause cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 "
    "cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 "
    "cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 pddl odc-by odbl gfdl gpl-2.0 gpl-3.0 lgpl-3.0 agpl-3.0 mpl-2.0 unlicense".split()
)
"""Identifiers of huggingface.co/docs/hub/repositories-licenses that documents are published under."""
_URL = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))/(\d\.\d)(?:/\S*)?"
)
UNKNOWN, OTHER = "unknown", "other"


@dataclass(frozen=True, slots=True)
class Licence:
    """What the card's header says: `id` of the Hub; `name` as the sources state it where `id` is `other`."""

    id: str | list[str]
    name: str = ""


def hub_id(stated: str) -> str:
    """The Hub's identifier of a licence as a source states it (CC BY-SA 4.0, a Creative Commons URL, MIT), or ""."""
    text = stated.strip().lower()
    if match := _URL.fullmatch(text):
        text = f"cc0-{match[3]}" if match[2] else f"cc-{match[1]}-{match[3]}"
    text = re.sub(r"[\s_]+", "-", text)
    text = re.sub(r"^cc-?0$", "cc0-1.0", text)
    return text if text in HUB else ""


def licence(stated: Mapping[str, int]) -> Licence:
    """The licence of a dataset whose documents state these (licence → documents, "" for none).

    Unknown unless every document states one; `other` with the name where the Hub has no identifier for the only one.
    """
    if not stated or "" in stated:
        return Licence(UNKNOWN)
    ids = {name: hub_id(name) for name in stated}
    if all(ids.values()):
        found = sorted(set(ids.values()))
        return Licence(found[0] if len(found) == 1 else found)
    return Licence(OTHER, next(iter(stated)) if len(stated) == 1 else "several, see below")
