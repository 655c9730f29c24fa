"""English verb forms: which word is a finite verb, and what its base is. Needed to find the subject of a
clause and to ask with did/does; a closed list keeps nouns (ships, works) from being taken for verbs."""

import re
from functools import cache

AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "does",
        "did",
        "do",
    ]
)

_REGULAR = (
    "accept add adopt agree aim allow announce appear appoint approve arrive ask attract award ban base belong bill board bottle call"
    " cancel carry cause celebrate certify change charge chart check claim clean close collect combine complete confirm connect"
    " conserve consist contain continue convert cool cover create damage date decide decline dedicate deliver demonstrate depart depend"
    " describe design develop devote die direct discover display divide donate double drop earn edit elect employ end enter equip"
    " establish estimate exceed exhibit expand expect explain export extend fail feature fill finance finish fish follow found"
    " fund gain generate graduate happen harvest help hire honour hope house import improve include increase inherit insist inspect"
    " install introduce invent invite join kill land last launch learn lecture license list live locate lower maintain manage map mark"
    " marry measure melt merge moor mount move name need note observe occupy occur offer open operate order organise organize own paint"
    " pass patent pay perform persuade place plan plant play power predict present print process produce prohibit promise promote propose"
    " protect prove provide publish purchase raise reach receive recharge record recover reduce refuse register reject release remain"
    " remember rename renew repair replace report represent require rescue resign restore result retire return reveal reward sail save"
    " seat separate serve settle share ship show shrink sign sleep span sponsor stage start state stay stock stop store stretch study"
    " succeed suffer supply support survey survive switch target test total trade train transfer translate travel treat turn unveil use"
    " visit vote wait walk warn watch weigh welcome widen work wound wrap"
)
_IRREGULAR = {
    "become": "became", "begin": "began", "break": "broke", "bring": "brought", "build": "built", "burn": "burnt", "buy": "bought",
    "catch": "caught", "choose": "chose", "come": "came", "cost": "cost", "cut": "cut", "deal": "dealt", "draw": "drew", "drive": "drove",
    "eat": "ate", "fall": "fell", "feel": "felt", "fight": "fought", "find": "found", "fly": "flew", "forbid": "forbade", "forget": "forgot",
    "freeze": "froze", "get": "got", "give": "gave", "go": "went", "grow": "grew", "hang": "hung", "hear": "heard", "hide": "hid",
    "hit": "hit", "hold": "held", "keep": "kept", "know": "knew", "lay": "laid", "lead": "led", "leave": "left", "lend": "lent",
    "let": "let", "lie": "lay", "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "put": "put", "read": "read",
    "ride": "rode", "ring": "rang", "rise": "rose", "run": "ran", "say": "said", "see": "saw", "sell": "sold", "send": "sent", "set": "set",
    "shut": "shut", "sing": "sang", "sink": "sank", "sit": "sat", "speak": "spoke", "spend": "spent", "split": "split", "spread": "spread",
    "stand": "stood", "steal": "stole", "swim": "swam", "take": "took", "teach": "taught", "tell": "told", "think": "thought",
    "throw": "threw", "wear": "wore", "win": "won", "write": "wrote",
}  # fmt: skip


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if base in ("ship", "stop", "plan", "drop", "map", "wrap", "ban"):
        return base + base[-1] + "ed"
    return base + ("led" if base in ("travel", "total") else "ed")


def _third(base: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Verb form → (auxiliary that asks with it, base): sold → (did, sell), sells → (does, sell)."""
    forms: dict[str, tuple[str, str]] = {}
    bases = _REGULAR.split() + list(_IRREGULAR)
    for base in bases:
        forms[_third(base)] = ("does", base)
    for base in bases:
        forms[_IRREGULAR.get(base) or _past(base)] = ("did", base)
    return forms


def finite(word: str) -> tuple[str, str] | None:
    """(auxiliary, base) of a finite verb; an auxiliary itself is (itself, ""); None for other words."""
    lower = word.lower()
    if lower in AUXILIARIES:
        return lower, ""
    return _forms().get(lower)
