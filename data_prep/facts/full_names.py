"""A short name of somebody in full, where a reader of the statement alone would not know who it is."""

import re
from dataclasses import replace

from data_prep.facts.candidates import Candidate
from data_prep.frame import Part
from data_prep.records import Document

_KNOWN = 10
"""So often named by the short form, somebody is known by it."""


def in_full(
    candidate: Candidate, renamings: dict[str, tuple[str, ...]], document: Document
) -> Candidate:
    """The candidate with 乔尔·皮诺 for a 皮诺 that the document names so once or twice; its answer stays as it
    stands in the source."""
    for short, others in renamings.items():
        full = next((name for name in others if name.endswith(f"·{short}")), "")
        if not full or short in document.title or document.text.count(short) >= _KNOWN:
            continue
        frame = candidate.frame
        if full in frame.text or short not in frame.text.replace(frame.answer, ""):
            continue
        alone = re.compile(f"(?<![·\\-]){re.escape(short)}")
        parts = tuple(
            p if i == frame.asked else Part(p.role, alone.sub(full, p.text, count=1))
            for i, p in enumerate(frame.parts)
        )
        frame = replace(frame, said=alone.sub(full, frame.said, count=1), parts=parts)
        if frame.text.count(full) == 1:
            subject = alone.sub(full, candidate.subject, count=1)
            candidate = replace(candidate, frame=frame, subject=subject)
    return candidate
