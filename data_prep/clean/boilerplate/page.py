"""A page and its verdicts: which of them hold where their lines stand."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from data_prep.clean.boilerplate.ads import course_ad
from data_prep.clean.boilerplate.folding import core, fold
from data_prep.clean.boilerplate.lines import Verdict, Zone, in_fences, verdicts
from data_prep.clean.boilerplate.lists import hot_list, related_list
from data_prep.clean.boilerplate.rules import (
    HEAD_LINES,
    LICENCE,
    OFFER_CUES,
    TAIL_LINES,
    zone_lines,
)
from data_prep.clean.boilerplate.spam import spam_title

_TITLE_LINES = 3
_SPEAKERS = ("记者", "编辑", "作者", "主编", "采访")
_SPOKEN = 3
_RUN = 3
_SENTENCE = 15
_HEADING = re.compile(r"(?:[^。;:.!?=(){}<>$`\\|]|(?<=\d)\.(?=\d)){2,40}")
_TOOL_RULES = frozenset(
    "page_widget share_line comment_widget login_prompt page_link open_app link_row navigation ad_slot hot_articles follow_us cookie_notice qr_code".split()
)  # fmt: skip


@dataclass(slots=True)
class Page:
    """A page under way: its folded lines, the numbers of those with text, what is found so far."""

    lines: list[str]
    cased: list[str]
    filled: list[int]
    verdicts: dict[int, list[Verdict]]
    found: dict[int, str] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> "Page":
        lines, cased = fold(text)
        matched = verdicts(lines, cased)
        if "```" in text:
            safe = in_fences(lines)
            matched = {i: rows for i, rows in matched.items() if i not in safe}
        return cls(
            lines,
            cased,
            [i for i, line in enumerate(lines) if line and not line.isspace()],
            matched,
        )

    def _spare(self) -> None:
        """An interview's 记者： is no credit, and a licence's copyright line is part of it."""
        credits = {i for i, rows in self.verdicts.items() if rows[0][0] == "credits"}
        said = {word for word in _SPEAKERS for i in credits if core(self.lines[i]).startswith(word)}
        rights = {i for i, rows in self.verdicts.items() if rows[0][0] == "copyright"}
        kept = self._kept() if said or rights else []
        self.spared = set()
        for word in said:
            label = re.compile(rf"\W*{word}\s?[:丨|]").match
            spoken = {i for i in kept if word in self.lines[i][:9] and label(self.lines[i])}
            self.spared |= spoken if len(spoken) >= _SPOKEN else set()
        for rank, i in enumerate(kept if rights else ()):
            if i in rights:
                near = "\n".join(self.lines[at] for at in kept[rank + 1 : rank + 3])
                self.spared |= {i} if LICENCE.search(near) else set()

    def junk(self) -> dict[int, str]:
        """Line number → rule id."""
        before = -1
        while len(self.found) > before:
            before = len(self.found)
            self._spare()
            for i in self.verdicts:
                if id := self._in_zone(i, "any"):
                    self.found.setdefault(i, id)
            self._head()
            self._tail()
            self._rows()
            self._beside()
            self._between()
            self._lists()
            self._course_ad()
        return self.found

    def _kept(self) -> list[int]:
        return [i for i in self.filled if i not in self.found] if self.found else self.filled

    def _in_zone(self, i: int, *zones: str) -> str:
        if i in self.spared:
            return ""
        return next((id for id, zone in self.verdicts.get(i, ()) if zone in zones), "")

    def _head(self) -> None:
        """Down to the last line of the head that stays; titles that stand there twice, above the text, go too."""
        most = zone_lines(HEAD_LINES, len(self.filled) - len(self.found))
        kept, seen, above = 0, set(), True
        for i in self.filled:
            if kept == most:
                return
            if i in self.found:
                continue
            line = self.lines[i].strip()
            id = self._in_zone(i, "head", "edge")
            if not id and kept < _TITLE_LINES and spam_title(line):
                id = "spam_title"
            if not id and above and line in seen:
                id = "repeated_line"
            if id:
                self.found[i] = id
                continue
            if not _HEADING.fullmatch(line):
                above = False
            elif above and (kept == 0 or len(line) > 3):
                seen.add(line)
            kept += 1

    def _tail(self) -> None:
        most = zone_lines(TAIL_LINES, len(self.filled) - len(self.found))
        kept = 0
        for i in reversed(self.filled):
            if kept == most:
                return
            if i in self.found:
                continue
            if id := self._in_zone(i, "tail", "edge"):
                self.found[i] = id
            else:
                kept += 1

    def _waiting(self, zone: Zone) -> bool:
        return any(z == zone for rows in self.verdicts.values() for _, z in rows)

    def _rows(self) -> None:
        """Rows of links, but for those framed by bars beside a line of as many cells: a table's."""
        kept = self._kept() if self._waiting("row") else []
        for rank, i in enumerate(kept):
            if id := self._in_zone(i, "row"):
                line = self.lines[i].strip()
                cells = line.count("|") if line[0] == "|" else 0
                near = [self.lines[at] for at in (*kept[max(rank - 1, 0) : rank], *kept[rank + 1 : rank + 2])]  # fmt: skip
                if cells < 2 or all(other.count("|") != cells for other in near):
                    self.found[i] = id

    def _beside(self) -> None:
        """Runs of lines that are a page's tools when they stand among others."""
        if not self._waiting("beside"):
            return
        kept = self._kept()
        place = {i: at for at, i in enumerate(self.filled)}
        ids = [self._in_zone(i, "beside") for i in kept]
        for weak, group in groupby(range(len(kept)), lambda at: bool(ids[at])):
            run = list(group)
            if not weak:
                continue
            around = {
                self.filled[at]
                for i in (kept[at] for at in run)
                for at in (place[i] - 1, place[i] + 1)
                if 0 <= at < len(self.filled)
            }
            at_edge = run[0] < zone_lines(HEAD_LINES, len(kept)) or run[-1] >= len(
                kept
            ) - zone_lines(TAIL_LINES, len(kept))
            tools = len(run) >= _RUN and all(ids[at] == "page_widget" for at in run)
            if (tools and at_edge) or any(self.found.get(i) in _TOOL_RULES for i in around):
                self.found |= {kept[at]: ids[at] for at in run}

    def _between(self) -> None:
        """Leftovers of pictures stand between two paragraphs; in a program's output they do not."""
        lost = {i for i in self.verdicts if self._in_zone(i, "between") and i not in self.found}
        waiting, paragraph = [], False
        for is_lost, group in groupby(self._kept() if lost else (), lost.__contains__):
            run = list(group)
            if is_lost and paragraph:  # of the line before
                waiting = run
            elif not is_lost:
                if waiting and _paragraph(self.lines[run[0]]):
                    self.found |= {i: self._in_zone(i, "between") for i in waiting}
                waiting, paragraph = [], _paragraph(self.lines[run[-1]])

    def _lists(self) -> None:
        if not self._waiting("list"):
            return
        kept = self._kept()
        lines = [core(self.lines[i]) for i in kept]
        ids = {at: id for at, i in enumerate(kept) if (id := self._in_zone(i, "list"))}
        seen = any(id in _TOOL_RULES for id in self.found.values())
        for at, id in ids.items():
            if id == "hot_articles":
                span = hot_list(lines, at, set(ids))
            else:
                span = related_list(lines, at) if seen or at == len(kept) - 1 else range(0)
            for position in span:
                self.found.setdefault(kept[position], id)

    def _course_ad(self) -> None:
        tail = "\n".join(self.lines[len(self.lines) // 2 :])
        if not any(cue in tail for cue in OFFER_CUES):
            return
        kept = self._kept()
        for position in course_ad([self.cased[i].strip() for i in kept]):
            self.found[kept[position]] = "course_ad"


def _paragraph(line: str) -> bool:
    return len(line) >= _SENTENCE and bool(re.search(r"[。!?.][\"”’)]*$", line))
