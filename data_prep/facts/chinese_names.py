"""The names of a Chinese document, found by roles, endings, glosses, quotation marks and repetition."""

import re
from collections import Counter

import rjieba

from data_prep.discourse.words import HAN, ORG_SUFFIX
from data_prep.facts.chinese_asking import is_class
from data_prep.facts.tables import KNOWN_ORGANIZATIONS, PLACE_SUFFIX, ROLES, SAYING
from data_prep.facts.tokens import Kind

_ROLE_PERSON = re.compile(rf"(?:{ROLES['zh']})([{HAN}·]{{2,14}})")
_AFTER_NAME = rf"(?=[，。：；、（“”》\s]|在|与|和|的|说|称|等|于|曾|将|对|把|向|是|也|还|则|又|主持|负责|担任|出任|带领|领衔|设计|创办|创立|获得|{SAYING['zh']}|$)"
_ENDS_NAME = re.compile(_AFTER_NAME)
_GLOSS = re.compile(rf"([{HAN}·\-]{{2,18}})（([A-Z][A-Za-z.'’\- &]{{2,40}}?)(?=[，）,])")
_DOTTED = re.compile(
    rf"[{HAN}]{{1,6}}(?:[·\-](?:“[{HAN}]{{1,6}}”|[{HAN}]{{1,8}}))*[·\-][{HAN}]{{1,8}}"
)
"""A name of several parts: 埃里克·梅耶尔, with a nickname among them too."""
_TURN = re.compile(rf"^([{HAN}·]{{2,12}}|[A-Z][A-Za-z .'’-]{{2,30}})[：:]", re.M)
_LATIN = re.compile(
    r"[A-Z][A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*(?: (?:[A-Z][A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*|\d+(?:\.\d+)*[A-Z]?))*|[a-z]+[A-Z][A-Za-z0-9]*"
)
_WORK = re.compile(r"《[^《》\n]{1,40}》")
_SUFFIXED = re.compile(rf"(?:{ORG_SUFFIX['zh']}|{PLACE_SUFFIX['zh']})")
_NO_NAME = re.compile(
    "^[的了在是和与及或为于对从向被把将比据称说到由以一二三四五六七八九十两几各每该这那其本第新老旧大小上下前后等多占有建造设还也都只就不并而但]|的|了|[是在由为](?!.)|记者"
)
_FIRM = re.compile(
    f"(?:^|[。；，：\\s“])([{HAN}]{{2,10}}?)((?:集团)?(?:股份有限公司|有限责任公司|有限公司))", re.M
)
"""A firm that is named once in full: what stands before its form is its name."""
_NO_FIRM = re.compile(
    "(?:成为|作为|担任|加入|收购|隶属|属于|旗下|上市|控股|参股|全资|股份|有限|跨国|初创|互联网|科技|保险|投资|相关|目标)+(?:子|母|分)?(?:公司|集团|企业|工厂)"
)
"""What ends as a firm does and names none: 成为公司, 上市公司."""


def chinese_names(text: str) -> dict[str, Kind]:
    """Every name of `text` (its title is the first line) with its kind."""
    kinds: dict[str, Kind] = {}
    for match in _WORK.finditer(text):
        kinds[match[0]] = "work"
    for match in _LATIN.finditer(text):
        if len(match[0]) > 1:
            kinds.setdefault(match[0], "latin")
    for name in _models(text, kinds):
        kinds[name] = "topic"
    for match in _SUFFIXED.finditer(text):
        if name := _grown(text, match.start(), match.end()):
            kinds[name] = (
                "location" if re.fullmatch(PLACE_SUFFIX["zh"], match[0]) else "organization"
            )
    for match in _FIRM.finditer(text):
        if text.count(match[1]) >= 2 and not _NO_NAME.search(match[1]):
            kinds[match[1]] = kinds[match[1] + match[2]] = "organization"
    if "苹果（Apple" in text or "苹果公司" in text:
        kinds["苹果"] = "organization"
    for name in _topics(text):
        kinds.setdefault(name, "topic")
    for name in _chinese_people(text):
        kinds[name] = "topic" if _stands_before(_MODEL, name, text) else "person"
    for name in KNOWN_ORGANIZATIONS:
        if name in text:
            kinds[name] = "organization"
    for name, kind in _glossed(text, [n for n, kind in kinds.items() if kind == "person"]):
        kinds.setdefault(name, kind)
    known = [name for name, kind in kinds.items() if kind != "topic"]
    kinds = {
        n: k
        for n, k in kinds.items()
        if k != "topic" or not any(n != o and n.startswith(o) for o in known)
    }
    for name, kind in kinds.items():
        if (
            (kind == "topic" or (kind == "location" and len(name) == 3))
            and re.fullmatch(f"[{HAN}]{{2,4}}", name)
            and _stands_before(_LIKE_A_PERSON, name, text)
        ):
            kinds[name] = "person"
    return _maximal(kinds, text)


_CODE = re.compile(r"[A-Z]{1,4}[.\-]?\d[A-Z0-9]*|[A-Z]{2,4}")
_WITH_CODE = 2
"""How often a rare word and a code stand together before the two are one name."""


def _models(text: str, kinds: dict[str, Kind]) -> set[str]:
    """Codes with the noun in front of them that makes them one name: 潮语X7, but not 型号X7."""
    found: set[str] = set()
    for code in [n for n in kinds if _CODE.fullmatch(n) and n not in _PLAIN_LETTERS]:
        for word, count in _words_before(code, text).items():
            tags = [tag for _, tag in rjieba.tag(word)]
            if (
                count >= _WITH_CODE
                and count * 2 > text.count(code)
                and all(tag[0] in "ngxjz" for tag in tags)
                and not is_class(word)
                and not _NO_NAME.search(word)
            ):
                found.add(word + code)
    return found


_TWO_HAN, _LETTER = re.compile(f"[{HAN}]{{2}}"), re.compile("[A-Za-z0-9]")


def _words_before(code: str, text: str) -> Counter[str]:
    """The two Han characters before a code, wherever it stands alone. A pattern of each code would cost more."""
    found: Counter[str] = Counter()
    at = text.find(code)
    while at >= 0:
        end = at + len(code)
        if at > 1 and _TWO_HAN.match(text, at - 2) and not _LETTER.match(text, end):
            found[text[at - 2 : at]] += 1
        at = text.find(code, at + 1)
    return found


_PLAIN_LETTERS = frozenset("AI IT CEO CTO GPU CPU PC APP API VR AR LLM AGI XR UI".split())


_NAME_GLOSS = re.compile(
    rf"(?:[、，。；：“（的和与及]|包括|组织|巨头|企业|机构|平台|网站)([{HAN}]{{2,12}})（(?=[A-Z][a-z])([A-Z][A-Za-z.'’\- &]{{3,40}}?)）"
)
_ORGANIZED = re.compile(f"(?:{ORG_SUFFIX['zh']}|集团|研究所|公司)$")


def _last_nouns(run: str) -> str:
    """The nouns that end a run of words: 产品都经常受到苹果 → 苹果."""
    start = 0
    at = 0
    for word, tag in rjieba.tag(run):
        at += len(word)
        if tag[0] in "dprcu" or (tag[0] == "v" and tag != "vn"):
            start = at
    return run[start:]


def _glossed(text: str, people: list[str]) -> list[tuple[str, Kind]]:
    """Names that the text gives in Latin script too: 埃森哲（Accenture）, 艾伦人工智能研究所（Allen Institute for AI）."""
    found: list[tuple[str, Kind]] = []
    for match in _NAME_GLOSS.finditer(text):
        name, one_word = _last_nouns(match[1]), " " not in match[2]
        for mark in ("和", "与", "及"):
            name = name.rpartition(mark)[2] if len(name.rpartition(mark)[2]) >= 2 else name
        if len(name) < 2 or _NO_NAME.search(name) or any(p in name for p in people):
            continue
        if _ORGANIZED.search(name):
            found.append((name, "organization"))
        elif one_word and not match[2].isupper():
            found.append((name, "latin"))
    return found


_MODEL = re.compile("[A-Z]|系列|牌")
_LIKE_A_PERSON = re.compile(
    "(?:\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?)?(?:出生|生于|毕业|去世|逝世|说|认为|表示|告诉|发明|担任|的女儿|的儿子|的父亲|的母亲|先生|女士|一生)"
)


def _stands_before(what: re.Pattern[str], name: str, text: str) -> bool:
    """Whether `what` follows `name` somewhere. A pattern of each name would cost more than the search."""
    at = text.find(name)
    while at >= 0:
        if what.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _maximal(kinds: dict[str, Kind], text: str) -> dict[str, Kind]:
    """Without the names that stand only inside longer ones: 伯格 when every 伯格 is in 扎克伯格."""
    kept = {}
    for name, kind in kinds.items():
        longer = [n for n in kinds if name in n and n != name]
        if not longer or text.count(name) > sum(text.count(n) * n.count(name) for n in longer):
            kept[name] = kind
    return kept


_SENTENCE_TOPIC = re.compile(
    f"(?:^|[。；！\n])([{HAN}]{{2,6}}?)(?=是|由|于|在|有|的|将|曾|已|从|为|最|每)", re.M
)
_TERM = re.compile(f"“([{HAN}A-Za-z0-9]{{2,8}})”")


def _topics(text: str) -> set[str]:
    """Things the document keeps naming and no dictionary knows: from its title, from the beginnings of
    its sentences, from its quoted terms (灯桨节, 织鲤, “双晾法”)."""
    title, _, body = text.partition("\n")
    found: set[str] = set()
    for run in re.findall(f"[{HAN}]{{2,}}", title):
        for size in range(min(8, len(run)), 1, -1):
            for at in range(len(run) - size + 1):
                name = run[at : at + size]
                alone = body.count(name) - sum(body.count(f) for f in found if name in f)
                if alone >= 3 and (size >= 3 or _unknown_word(name)):
                    found.add(name)
    found |= {
        m[1]
        for m in _SENTENCE_TOPIC.finditer(text)
        if text.count(m[1]) >= 3 and _unknown_word(m[1])
    }
    found |= {m[1] for m in _TERM.finditer(text) if text.count(m[1]) >= 2 and _unknown_word(m[1])}
    return {
        name
        for name in found
        if not _NO_NAME.search(name)
        and not name.endswith(("的", "了", "是", "们"))
        and not _ends_in_verb(name)
    }


def _ends_in_verb(name: str) -> bool:
    """Whether a noun and then a verb make the string: 人工智能带来."""
    tags = [tag for _, tag in rjieba.tag(name)]
    return len(tags) == 2 and tags[0][0] == "n" and tags[1] == "v" and len(name) > 4


def _unknown_word(name: str) -> bool:
    """Whether the dictionary does not know `name` as a word: a common noun is no name."""
    return [word for word, _ in rjieba.tag(name)] != [name]


class _Occurrences:
    """How often a string stands in the text at hand, counted once: endings are many in a long text."""

    def __init__(self) -> None:
        self.text, self.counts = "", {}

    def count(self, text: str, part: str) -> int:
        if text is not self.text:
            self.text, self.counts = text, {}
        if part not in self.counts:
            self.counts[part] = text.count(part)
        return self.counts[part]


_occurrences = _Occurrences()


_OF_A_NAME, _ALL_HAN = re.compile(f"[{HAN}A-Za-z0-9]"), re.compile(f"[{HAN}]+")


def _grown(text: str, start: int, end: int) -> str:
    """The name that ends in text[start:end]: the longest string before the ending that comes back."""
    best = ""
    for size in range(1, 11):
        if start < size or not _OF_A_NAME.match(text[start - size]):
            break
        candidate = text[start - size : end]
        count = _occurrences.count(text, candidate)
        if count < 2:
            break
        if best and count < 0.5 * _occurrences.count(text, best):
            break
        best = candidate
    while best and _NO_NAME.match(best):
        best = best[1:]
    if len(best) < end - start + 2 or "的" in best or _NO_FIRM.fullmatch(best):
        return ""
    return best


def _chinese_people(text: str) -> set[str]:
    people = set()
    for match in _ROLE_PERSON.finditer(text):
        if name := _person_at(text, match.start(1)):
            people.add(name)
    turns = [m[1] for m in _TURN.finditer(text)]
    people |= {name for name in turns if turns.count(name) >= 2 and 2 <= len(name) <= 12}
    dotted = {name for match in _DOTTED.finditer(text) if (name := _dotted_name(text, match))}
    people |= dotted | {last for name in dotted if len(last := name.rpartition("·")[2]) >= 3}
    for word, tag in rjieba.tag(text[:200_000]):
        if (
            tag == "nr"
            and 2 <= len(word) <= 4
            and _ALL_HAN.fullmatch(word)
            and _occurrences.count(text, word) >= 2
        ):
            people.add(_whole_name(text, word))
    return {
        p
        for p in people
        if len(p) >= 2 and not _SUFFIXED.fullmatch(p[-2:]) and not _NO_PERSON.search(p)
    }


_NO_PERSON = re.compile(
    f"^(?:之一|高达|牵头|青少年|主持人|安全性|卓越|师傅|老板|小微|张图)$|(?:{ROLES['zh']}|{SAYING['zh']})$|^(?:{'|'.join(KNOWN_ORGANIZATIONS)})$"
)


def _dotted_name(text: str, match: re.Match[str]) -> str:
    """马克·扎克伯格 out of 席执行官马克·扎克伯格发布了: words that are no name go at both ends."""
    head, dot, tail = match[0].rpartition("·")
    if not dot:
        return ""
    first, *middle = head.split("·")
    first = first.rpartition("的")[2]
    after_role = re.sub(f"^.*(?:{ROLES['zh']})", "", first)
    words = rjieba.tag(after_role.lstrip("而与和及对向由让"))
    if after_role != first:
        words = [(after_role, "nr")]  # a post ends right before the name
    while len(words) > 1 and words[0][1] in _NO_NAME_TAGS:
        words = words[1:]
    start = "".join(word for word, _ in words) or first
    end = _best_tail(text, "·".join([start, *middle]) + "·", tail, match.end())
    return "·".join([start, *middle, end]) if end else ""


def _whole_name(text: str, word: str) -> str:
    """佘砚 → 佘砚樵, when the same character follows wherever the two stand and no name can end before it."""
    if len(word) == 2:
        follows = {text[m.end() : m.end() + 1] for m in re.finditer(word, text)}
        char = follows.pop()
        if (
            not follows
            and re.fullmatch(f"[{HAN}]", char)
            and not _ENDS_NAME.match(char)
            and not _NO_NAME.search(char)
        ):
            return word + char
    return word


_NO_NAME_TAGS = frozenset(
    ("n", "v", "p", "c", "d", "uj", "ul", "r", "f", "t", "m", "ad", "vn", "b")
)


def _best_tail(text: str, head: str, tail: str, at: int) -> str:
    """The longest beginning of `tail` that comes back behind `head`, or that ends where a name can."""
    sizes = range(min(len(tail), 6), 0, -1)
    for size in sizes:
        if text.count(head + tail[:size]) >= 2:
            return tail[:size]
    ends = _ENDS_NAME
    for size in sizes:
        if size >= 3 and text.count(tail[:size]) >= 3:
            return tail[:size]
    for size in sizes:
        if size >= 2 and ends.match(text, at - len(tail) + size):
            return tail[:size]
    return next(iter(rjieba.cut(tail)), "")


def _person_at(text: str, start: int) -> str:
    """A name of two to four characters that begins at `start` and ends where a name can end."""
    if dotted := _DOTTED.match(text, start):
        return _dotted_name(text, dotted)
    best = ""
    for size in (2, 3, 4):
        candidate = text[start : start + size]
        if not re.fullmatch(f"[{HAN}]{{{size}}}", candidate) or _NO_NAME.match(candidate):
            break
        if text.count(candidate) >= 2 and _ENDS_NAME.match(text, start + size):
            best = candidate
    if best:
        return best
    word, tag = next(iter(rjieba.tag(text[start : start + 6])), ("", ""))
    if tag == "nr" and len(word) >= 2:
        longer = text[start : start + len(word) + 1]
        fits = (
            len(word) == 2
            and re.fullmatch(f"[{HAN}]+", longer)
            and _ENDS_NAME.match(text, start + 3)
        )
        return longer if fits else word
    for size in (3, 2):
        candidate = text[start : start + size]
        ends = re.compile(rf"[，。：、（]|(?:{SAYING['zh']})").match(text, start + size)
        if ends and re.fullmatch(f"[{HAN}]{{{size}}}", candidate) and not _NO_NAME.match(candidate):
            return candidate
    return ""
