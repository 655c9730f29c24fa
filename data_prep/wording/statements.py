"""Fact → document-form statements in different order, for continued pre-training."""

import re

from data_prep.facts.ground import bare
from data_prep.records import Fact
from data_prep.wording.parts import Parts, take_apart


def statements(fact: Fact, most: int) -> list[str]:
    """At most `most` statements of `fact`, the one of the document first; each holds the answer."""
    parts = take_apart(fact)
    made = [fact.statement]
    if parts is not None:
        made += _chinese(parts) if fact.lang == "zh" else _english(parts)
    out, seen = [], set()
    for text in made:
        if bare(text) not in seen and fact.object in text:
            seen.add(bare(text))
            out.append(text)
    return out[:most]


def _chinese(p: Parts) -> list[str]:
    if p.kind == "reason":
        said = f"{p.lead}{p.subject}{p.before}".rstrip("，")
        effect = re.sub(r"[，]?(?:是?因为|是?为了|目的是)$", "", said)
        return (
            [f"{'为了' if said.endswith(('为了', '目的是')) else '因为'}{p.answer}，{effect}。"]
            if effect != said
            else []
        )
    if not p.subject:
        if p.after.startswith("是"):
            return [f"{p.after[1:]}是{p.answer}。", f"{p.answer}这个名字，对应的是{p.after[1:]}。"]
        return [f"{p.after}的是{p.answer}。", f"{p.answer}：{p.after}。"]
    said = f"{p.lead}{p.subject}{p.before}"
    out = []
    if not p.after and p.kind == "number":
        head = re.sub(r"(?:约|近|超过|达|为|是|了)+$", "", p.before)
        if head == p.before:  # a qualifier such as 超过 must not be lost
            out.append(f"{p.noun}：{p.lead}{p.subject}{head}，{p.answer}。")
    if not p.after and not p.before.endswith(("是", "为")) and p.kind != "number":
        out.append(f"{p.answer}，就是{said.rstrip('了')}的{p.noun}。")
    return [*out, f"关于{p.subject}：{p.lead}{p.before.lstrip('的')}{p.answer}{p.after}。"]


def _english(p: Parts) -> list[str]:
    if p.kind == "reason":
        effect = re.sub(
            r",? (?:because|since|so that|in order to) ?$", "", f"{p.lead}{p.subject}{p.before}"
        ).strip()
        return [f"Because {p.answer}, {effect}."] if "because" in p.before else []
    if not p.subject:
        predicate = p.after.strip()
        if match := re.match(r"(is|was) (the .+)", predicate):
            return [f"{match[2][0].upper()}{match[2][1:]} {match[1]} {p.answer}."]
        return [f"It is {p.answer} that {predicate}."]
    return [f"About {p.subject}: {p.lead}{p.before.strip()} {p.answer}{p.after}."]
