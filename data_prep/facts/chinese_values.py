"""Numbers, dates and names inside a piece of a Chinese statement, and how much each tells."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts import chinese_asking as asking
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_pieces import Answer, Piece
from data_prep.facts.chinese_word import Word
from data_prep.facts.tables import KNOWN_ORGANIZATIONS
from data_prep.records import FactType

QUALIFIERS = frozenset(
    "超过 近 约 大约 至少 至多 最多 不到 不足 将近 接近 逾 高达 多达 达 仅 只 约为 超".split()
)


DEGREES = frozenset("“大幅” “小幅” “显著” “明显” “急剧” “大规模”".split())
"""Quoted words that only say how much: “大幅”增长 is one answer."""


def values(at: int, piece: Piece, classes: dict[str, str]) -> Iterator[Answer]:
    """Numbers, dates and names inside a piece."""
    if piece.role in ("verb", "adverb"):
        return
    ws, i = piece.words, 0
    while i < len(ws):
        word, stop = ws[i], i + 1
        if (
            word.tag == "m"
            and _counts(word.text)
            and not (word.text.isdigit() and len(word.text) < 3)
            and not (
                stop < len(ws)
                and ws[stop].text in ("版本", "版", "层面", "方面", "角度", "号", "路", "号线")
            )
        ):
            if stop < len(ws) and ws[stop].text in ("以上", "以下", "左右", "以内", "之内"):
                stop += 1
            text = "".join(w.text for w in ws[i:stop])
            small = _is_detail(piece, i) or _listed(ws, i) or _per(ws, i)
            weight = 0 if small else 3
            yield Answer(at, i, stop, "number", asking.number(text), weight)
        elif word.tag == "t" and re.search(r"\d|[〇零一二三四五六七八九]{2}", word.text):
            yield Answer(
                at, i, stop, "date", asking.date(word.text), 3 if piece.role != "subject" else 0
            )
        elif word.text[0] in "“「" and stop < len(ws) and ws[stop].text in _NAMED_BY:
            how = asking.name(Word(ws[i].text + ws[stop].text, "n", 0, "organization"), "")
            yield Answer(at, i, stop + 1, "organization", how, 2)
            stop += 1
        elif (
            word.text[0] in "“「"
            and word.tag != "v"
            and 4 <= len(word.text) <= 16
            and word.text not in DEGREES
            and (i or len(ws) > 1)
        ):
            yield Answer(at, i, stop, "definition", Asking("noun", "什么", "说法", "种"), 2)
        elif word.kind and _whole_name(ws, i):
            stop, several = _joined_names(ws, i)
            if several > 1:
                how = _several(word, several, classes, [w for w in ws[i:stop] if w.kind])
            else:
                beside = classes.get(word.text, "")
                if i and word.kind == "latin" and _SOMEONE.search(ws[i - 1].text) and not beside:
                    beside = "人"  # 男歌手T-Pain
                stop, how = i + 1, asking.name(word, beside)
                if word.tag == "do":
                    how = Asking("noun", "什么做法", "做法", "种")
                if word.kind == "work" and i and ws[i - 1].text in _TITLED:
                    how = Asking("noun", "什么", "标题", "个")
                if (
                    stop < len(ws)
                    and ws[stop].text in ("公司", "集团", *_FIRMS)
                    and how.form != "person"
                ):
                    stop += 1
                    how = Asking("noun", "哪家公司", "公司", "家")
                elif stop < len(ws) and ws[stop].tag == "n" and ws[stop].text not in _HEADS:
                    how = Asking("noun", "什么", _run_end(ws, stop), "款")
            kind = "person_role" if how.form == "person" else _NAME_TYPES[word.kind]
            weight = 0 if word.text in _COMMON else _name_weight(piece, i, stop)
            told = piece.role in ("subject", "object") and any(w.tag in ("v", "ba") for w in ws)
            longer = told or (
                piece.role == "subject" and stop < len(ws) and ws[stop].tag in ("n", "vn", "q")
            )
            weight = (
                0
                if weight == 1 and (longer or not _sure(word) or (i and ws[i - 1].tag == "m"))
                else weight
            )
            yield Answer(at, i, stop, kind, how, max(weight, 2) if several > 1 else weight)
        i = stop


_COMMON = frozenset("AI IT CEO CTO GPU CPU PC APP App API VR AR PPT PDF LLM UI AGI".split()) - {
    "AGI"
}
"""Latin words that name no one thing."""


def _sure(word: Word) -> bool:
    """Whether a name inside a longer phrase is a whole name: what the tagger takes there for a place,
    somebody or a company is often a part of one."""
    return word.kind in ("latin", "work") or word.text in KNOWN_ORGANIZATIONS


def _is_detail(piece: Piece, i: int) -> bool:
    """A number that only says which ones are meant: 两位美国参议员 in front of a verb."""
    small = re.match("[两二三四五六七八九十]", piece.words[i].text) or piece.words[
        i
    ].text.startswith("第")
    if piece.role == "subject" and i == 0 and len(piece.words) <= 4:
        return False  # 两位美国参议员
    if piece.role == "scene" and not small:
        return False  # 在一个由10多万个芯片组成的集群上
    if piece.role == "scene" and re.search("[年月天日周]$|小时$|分钟$", piece.words[i].text):
        return False
    return piece.role in ("subject", "scene") and (bool(small) or len(piece.words) > 6)


_SHARES_OF = re.compile("[股份单手]$")


def _per(ws: Sequence[Word], i: int) -> bool:
    """A number that another one is told for: 每10股派2.2元."""
    return bool(i) and ws[i - 1].text == "每" and bool(_SHARES_OF.search(ws[i].text))


def _listed(ws: Sequence[Word], i: int) -> bool:
    """A bare number among others: 面额有5、20、50元."""
    beside = [ws[k] for k in (i - 2, i + 2) if 0 <= k < len(ws) and ws[(i + k) // 2].tag == "c"]
    return ws[i].text.isdigit() and any(w.tag == "m" for w in beside)


_NAME_TYPES: dict[str, FactType] = {
    "person": "person_role", "organization": "organization", "location": "location", "work": "product", "latin": "product", "topic": "product",
}  # fmt: skip


def _counts(text: str) -> bool:
    return (
        not text.startswith("第")
        and bool(
            (re.search(r"\d|[十百千万亿]|%|百分", text))
            or re.match("[两三四五六七八九][^\\s]", text)
        )
        and not re.match("一[个种次名家位项些场份]", text)
    )


_FIRMS = ("股份有限公司", "有限公司", "有限责任公司")


_HEADS = frozenset("旗下 内部 总部 公司 集团".split())


_SOMEONE = re.compile(
    "(?:歌手|演员|作家|画家|记者|教授|学者|导演|球员|选手|工程师|科学家|研究员|艺人|主播|博主)$"
)


_NAMED_BY = frozenset("组织 公司 协会 联盟 基金会 研究所 实验室 乐队 俱乐部 奖 博物馆".split())
"""What makes a quotation a name: “开源倡议”组织."""
_TITLED = ("名为", "题为", "叫", "叫做", "标题为", "书名为")
_GLUED = ("latin", "location")


def _whole_name(ws: Sequence[Word], i: int) -> bool:
    """Whether the name at `i` is no part of a longer one, such as Llama in Llama系列 or Meta in Meta团队."""
    after = ws[i + 1] if i + 1 < len(ws) else None
    before = ws[i - 1] if i else None
    glued = before is not None and before.tag == "n" and not before.kind
    if glued and before and _SOMEONE.search(before.text):
        return after is None or after.tag not in ("n", "m")
    if glued and before and ws[i].kind in _GLUED and not asking.is_class(before.text):
        return False  # 静涛ST-80 and 长途客运南站 are one name each
    if after is None or after.tag not in ("n", "m") or after.tag == "br" or after.text in _HEADS:
        return True
    return after.tag == "n" and asking.is_class(_run_end(ws, i + 1))


def _run_end(ws: Sequence[Word], i: int) -> str:
    """The last of the nouns that begin at `i`, where nothing but nouns follows; else ""."""
    stop = i
    while stop < len(ws) and ws[stop].tag in ("n", "vn", "a"):
        stop += 1
    return (
        ws[stop - 1].text if stop == len(ws) or ws[stop].tag in ("x", "c", "f", "v", "de") else ""
    )


def _joined_names(ws: Sequence[Word], i: int) -> tuple[int, int]:
    """(where a list of names ends, how many there are): A、B和C."""
    count, stop = 1, i + 1
    while True:
        step = stop
        if step < len(ws) and ws[step].tag == "br":
            step += 1
        if step + 1 < len(ws) and ws[step].tag == "c" and ws[step + 1].kind:
            stop, count = step + 2, count + 1
            continue
        return (stop, count) if count > 1 else (i + 1, 1)


def _several(
    word: Word, count: int, classes: dict[str, str], listed: Sequence[Word] = ()
) -> Asking:
    each = [asking.name(w, classes.get(w.text, "")) for w in listed]
    known = [how for how in each if how.noun != "名称"]  # what is listed beside a firm is one too
    one = (known or [asking.name(word, classes.get(word.text, ""))])[0]
    same = len({how.ask for how in known}) == 1
    digit = "两三四五六七八九"[count - 2] if count < 10 else "几"
    if one.form == "person":
        return Asking("person", f"哪{digit}个人", "人", "位")
    noun = one.noun if one.noun != "名称" and same else ""
    return Asking(
        "noun", f"哪{digit}{one.measure}{noun}" if noun else "哪些", noun or "名称", one.measure
    )


def _name_weight(piece: Piece, start: int, stop: int) -> int:
    """3 for a name that the verb takes, 2 for one that stands alone, 1 for one inside a longer phrase."""
    before, after = piece.words[:start], piece.words[stop:]
    after = after[1:] if after and after[0].tag == "br" else after
    after = after[1:] if after and after[0].text == "本人" else after
    if after and all(w.tag in ("n", "vn", "a") for w in after) and after[0].text not in _HEADS:
        after = ()  # Vision Pro头戴设备
    if piece.role == "subject":
        whole = not after and (not before or before[-1].tag in ("de", "n"))
        partner = before and before[-1].text in ("与", "和", "由", "为", "被", "跟")
        if partner and after and after[0].tag in ("v", "vn"):
            return 2  # 与雷朋合作的智能眼镜
        return (3 if before else 2) if whole and not any(w.tag == "v" for w in before) else 1
    if piece.role in ("time", "scene"):
        told = before[:1] and before[0].text in ("通过", "作为", "随着") and len(after) <= 2
        alone = len(before) <= 1 and len(after) <= 1 and all(w.tag == "f" for w in after)
        return 2 if told or alone else 1
    if piece.role == "after" or any(w.tag == "m" for w in before[-1:]):
        return 1
    if after and after[0].tag not in ("de", "x"):
        return (
            2 if any(w.tag == "v" for w in after) and not any(w.tag == "v" for w in before) else 1
        )
    return 2 if after else 3
