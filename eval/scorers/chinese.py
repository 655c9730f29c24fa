"""Chinese golds that are sentences or phrases, and foreign names that Chinese writes in more than one way."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from eval.scorers.case import Case
from eval.scorers.normalize import Text, normalize, occurrences

_FRAME = frozenset("这那该此的是在为了由于即就也句话它他她们一个中名")
_TITLE = re.compile(r"《([^《》]+)》")
_ASKS_WORK = re.compile(r"书|作品|著作|小说|电影|影片|歌|曲|诗|戏|剧|杂志|报纸|论文|哪[部本首篇]")
_VALUE = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?%?")
_FIRST_SENTENCE = re.compile(r"[^。!?\n]+")

# Characters that stand for one foreign sound; which is taken is left to the writer (鲁滨孙, 鲁滨逊).
_SOUNDS = (
    "孙逊森", "亚娅雅", "斯史思丝士", "大达", "尔儿耳", "克科柯可", "特忒", "拉喇", "丽莉里利理黎", "娜纳那", "莎沙萨", "伊依",
    "玛马", "格葛", "德得", "布步", "菲费非", "维威韦", "罗洛", "顿敦", "伯博柏", "夫弗", "尼妮", "米密", "林琳", "安恩", "黛戴",
    "蒂迪", "茜西", "珊山", "堡伯", "兹茨", "贝倍", "鲁卢", "滨宾", "托陀", "诺挪", "哈", "巴", "比", "奥", "加", "卡", "塔", "波", "俄", "艾", "埃",
)  # fmt: skip
_SOUND = {char: i for i, group in enumerate(_SOUNDS) for char in group}
_SURNAMES = frozenset(
    "张王李赵刘陈杨黄周吴徐孙胡朱高林何郭马罗安梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢戴黎"
)


def news(text: Text, question: Text) -> tuple[str, ...]:
    """The tokens that the question does not hold already: what a sentence adds to it."""
    return _news(text.line, question.line)


@lru_cache(maxsize=8192)
def _news(line: str, question: str) -> tuple[str, ...]:
    words, asked = tuple(line.split()), set(pairwise(question.split()))
    old = {i + k for i, pair in enumerate(pairwise(words)) if pair in asked for k in (0, 1)}
    return tuple(word for i, word in enumerate(words) if i not in old)


def adds_the_same(case: Case) -> bool:
    """A gold that answers in a sentence (这句话描写的是吴用): what it adds to the question is stated."""
    gold = case.gold.text
    if len(gold.words) < 4:
        return False
    core = normalize(_core(news(gold, case.question), han=gold.has_han))
    return 2 <= len(core.words) <= min(8, len(gold.words) - 2) and case.states(core)


def _core(words: Sequence[str], *, han: bool) -> str:
    return ("" if han else " ").join(word for word in words if word not in _FRAME)


def names_the_work(case: Case) -> bool:
    """Where a work is asked for, its title is the answer (南宋宋慈所著《洗冤集录》: 《洗冤集录》)."""
    if "《" not in case.gold.shown or not _ASKS_WORK.search(case.question.form):
        return False
    titles = [normalize(title) for title in _TITLE.findall(case.gold.shown)]
    return len(titles) == 1 and case.states(titles[0]) and titles[0].line not in case.question.line


def gives_the_value(case: Case) -> bool:
    """A phrase around one value (距离杆顶的1/3处): the same value, and no other, for the same thing."""
    gold, answer = case.gold.text, case.answer
    if not gold.has_han or not case.question.words or len(gold.words) > 16:
        return False
    sentence = _FIRST_SENTENCE.search(answer.form)
    wanted, said = _VALUE.findall(gold.form), _VALUE.findall(sentence[0] if sentence else "")
    if len(wanted) != 1 or set(said) != set(wanted) or "不" in answer.form[: len(gold.form) * 3]:
        return False
    rest = {word for word in gold.words if word not in _FRAME and not word[0].isdigit()}
    return len(rest & set(answer.words)) >= max(1, len(rest) // 4)


def names_the_head(case: Case) -> bool:
    """A sentence whose last words are the thing asked for (是蒙古族金属乐队九宝乐队。): they are the answer."""
    shown = case.gold.shown.rstrip()
    if not case.gold.text.has_han or not (shown.startswith("是") or shown.endswith("。")):
        return False
    sentence = _FIRST_SENTENCE.search(case.answer.form)
    told = normalize(sentence[0]) if sentence else case.answer
    new = normalize(_core(news(told, case.question), han=True))
    return any(_ends_with(case, core) for core in (new, normalize(_POINTING.sub("", told.form))))


_POINTING = re.compile(r"^(?:那|这|它|他|她|应该|应当|就)*是")


def _ends_with(case: Case, core: Text) -> bool:
    if len(core.words) < 3 or case.gold.text.words[-len(core.words) :] != core.words:
        return False
    return any(not case.denies(*span) for span in occurrences(core, case.answer))


_ASKS_WHAT = re.compile(r"谁|哪|什么|何")


def names_the_subject(case: Case) -> bool:
    """A sentence that begins with what was asked for (张三为总导演, to 导演是谁): that is the answer."""
    gold, subject = case.gold.text.form, _SUBJECT.match(case.gold.text.form)
    if (
        subject is None
        or len(gold) < len(subject[1]) + 3
        or not _ASKS_WHAT.search(case.question.form)
    ):
        return False
    name = normalize(subject[1])
    return name.line not in case.question.line and case.states(name)


_SUBJECT = re.compile(
    r"([^\W\d_是为即乃系在的这那其该它他她]{2,6})(?:[是为即乃]|系|就是)(?![了何])"
)


def sounds_the_same(case: Case) -> bool:
    """A foreign name written with other characters for the same sounds; a third of them, or two thirds of
    a name that has no other characters (斯大林, 史达林)."""
    name = case.gold.text.form.replace("·", "")
    size = len(name)
    is_foreign = (
        size > 3 or name[:1] not in _SURNAMES or name[:2] in ("鲁滨", "罗密", "马可", "安娜")
    )
    if size < 3 or not is_foreign or sum(char in _SOUND for char in name) < 0.6 * size:
        return False
    said = case.answer.form.replace("·", "")
    if len(said) > 400 or not case.gold.text.has_han:
        return False
    return any(
        _one_sound(name, said[at : at + size]) and case.stands_by(at, at + size)
        for at in range(len(said) - size + 1)
    )


def _one_sound(one: str, other: str) -> bool:
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    most = 2 / 3 if all(char in _SOUND for char in one) else 1 / 3
    return 0 < len(apart) <= len(one) * most and all(
        a in _SOUND and _SOUND[a] == _SOUND.get(b) for a, b in apart
    )
