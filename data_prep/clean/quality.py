"""Is a clean document worth learning from? `verdict` says no with a reason, and yes with none.

Repetition follows Gopher (Rae et al. 2021, §A1.1) in characters, which Chinese and English share, so
that no word segmenter is needed. Its limits were drawn from English prose and drop tables, manuals and
code; ours stand where good documents of those kinds end. Spam is told by the density of a trade's words
where the text sells: a report or a law about the trade has other words between.
"""

import re
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass

from data_prep.clean.language import sample
from data_prep.records import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where a document stops being kept. Shares are of the characters that are not white space."""

    min_chars: int = 80
    broken_share: float = 0.02
    """U+FFFD, private-use and unassigned characters, and the marks of text read in a wrong encoding."""
    strange_han_share: float = 0.04
    """A Chinese text of which fewer characters than this are among the commonest is no text."""
    noise_share: float = 0.6
    """Base64, hex dumps, digests: what no one reads."""
    repeated_lines_share: float = 0.6
    """Characters in lines (of eight and more) that stood before."""
    repeated_grams_share: float = 0.75
    """Characters in 16-grams that stood before."""
    letters_share: float = 0.3
    """A text with fewer letters, Han and digits than this is drawn, not written."""
    trade_density: float = 0.06
    """Characters in words of gambling or pornography, in a text that offers them."""
    link_share: float = 0.6
    """Characters in addresses, in a text without sentences."""
    keyword_share: float = 0.7
    """Characters of a keyword list's entries that come from stems which many entries share."""


DEFAULT = Limits()
_JUDGED = 32_000
"""Characters of a longer document that are looked at, in 16 stretches spread over it."""


def verdict(text: str, lang: Lang | None, limits: Limits = DEFAULT) -> str:
    """"" for a document to keep, else why not: too_short, gibberish, machine_noise, wrong_language,
    adult_spam, gambling_spam, link_list, keyword_list, repetitive or symbols. Never raises."""  # fmt: skip
    if len(text.strip()) < limits.min_chars:
        return "too_short"
    seen = sample(text, 16, _JUDGED // 16)
    glance = sample(seen, 10, _JUDGED // 160)
    size, ink = _count(_INK, seen), _count(_INK, glance)
    if _broken(seen) > limits.broken_share * size or _strange_han(glance, limits.strange_han_share):
        return "gibberish"
    if _count(_HAN, glance) < ink / 2 and _noise(glance) > limits.noise_share * ink:
        return "machine_noise"
    if lang is None:
        return "wrong_language"
    told = _count(_SENTENCES, seen) / max(size, 1)
    if trade := _trade(glance, ink, told, limits.trade_density):
        return trade
    if told < 0.1 and _count(_ADDRESS, seen) > limits.link_share * size:
        return "link_list"
    if told < 0.1 and _keywords(seen) > limits.keyword_share:
        return "keyword_list"
    if _repeated_lines(seen) > limits.repeated_lines_share * size:
        return "repetitive"
    if _repeated_grams(seen) > limits.repeated_grams_share:
        return "repetitive"
    return "symbols" if _count(_LETTERS, glance) < limits.letters_share * ink else ""


def _count(runs: re.Pattern[str], text: str) -> int:
    """Characters in what `runs` matches."""
    return sum(map(len, runs.findall(text)))


# --- text at all

_SPACE = re.compile(r"\s+")
_INK = re.compile(r"\S+")
_LATIN = re.compile("[a-z]+")
_LETTERS = re.compile(r"[^\W_]+")
_MISREAD = re.compile(
    r"锟斤拷|锟斤|烫烫烫|屯屯屯|[锛銆鐨]\S|Ã[\x80-\xbf]|â€|ï¿½|Â[\xa0-\xbf]|[åæçèé][\x80-\xbf¡-¿]{2}"
)
_SUSPECT = re.compile(
    "[^\u0000-\u024f\u0370-\u03ff\u2000-\u2bff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)
_HAN = re.compile("[\u3400-\u9fff]+")
_COMMON = frozenset(
    "的一是了不在有人我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生会自那后能对着事其里所去行过家十"
    "用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从使工理现三开本动第长样"
    "关点机数内等外部问题系统文件以及可以这些如果需要使用方法进行通过"
    "這為來個們說國時會後對著裡過發當經與學進種將還無開動長樣關點機數內問題統"
)  # the commonest of modern and classical texts, in both scripts


def _broken(text: str) -> int:
    """Characters that stand for lost ones, that no standard assigns, or that a wrong decoder left."""
    lost = sum(
        char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs")
        for char in _SUSPECT.findall(text)
    )
    return lost + sum(map(len, _MISREAD.findall(text)))


def _strange_han(text: str, least: float) -> bool:
    """A hundred and more Han characters, hardly any of them common: bytes read as the wrong script."""
    han = "".join(_HAN.findall(text))[:600]
    return len(han) >= 100 and sum(char in _COMMON for char in han) < least * len(han)


_NOISE = re.compile(
    r"(?<![^\s\"'=:,(])(?=[A-Za-z0-9+/]*[0-9])(?=[A-Za-z0-9+/]*[A-Za-z])[A-Za-z0-9+/]{40,}={0,2}(?![^\s\"',)])|"
    r"(?:^[0-9A-Fa-f]{4,16}:?[ \t]+)?(?:\b[0-9A-Fa-f]{2,8}[ \t]){8,}.*$|(?:\\x[0-9a-fA-F]{2}|0x[0-9a-fA-F]{2},?\s?){8,}",
    re.M,
)


def _noise(text: str) -> int:
    """Characters in base64 and hex."""
    return sum(len(_SPACE.sub("", match)) for match in _NOISE.findall(text))


# --- said or listed

# up to the last full stop of each line
_SENTENCES = re.compile(r"^.{5,}(?:[。！？．…]|[A-Za-z\u4e00-\u9fff)\"'][.!?](?=\s|$))", re.M)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:com|net|org|cn|html?)(?:/\S*)?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Terms:
    """Chinese as a pattern, English as lower-case words."""

    zh: re.Pattern[str]
    en: frozenset[str]

    def kinds(self, text: str, words: list[str]) -> int:
        """How many different ones there are."""
        return len({*self.zh.findall(text), *self.en.intersection(words)})

    def chars(self, text: str, words: list[str]) -> int:
        """Characters of `text` (lower case, `words` its Latin ones) in these terms."""
        return _count(self.zh, text) + sum(len(w) for w in words if w in self.en)


def _terms(zh: str, en: str) -> _Terms:
    return _Terms(re.compile(zh), frozenset(en.split()))


_TRADES: dict[str, tuple[_Terms, _Terms]] = {
    "gambling_spam": (
        _terms(
            "百家乐|娱乐[城场]|赌场|赌博|博彩|彩票|时时彩|六合彩|北京赛车|幸运飞艇|快三|棋牌|斗牛|炸金花|老虎机|捕鱼|真人(?:荷官|视讯)|"
            "电子游艺|体育投注|[下投押]注|赔率|滚球|盘口|葡京|金沙|银河国际|太阳城|永利|皇冠|威尼斯人|澳门",
            "casino casinos slot slots poker roulette blackjack baccarat jackpot jackpots betting bet bets sportsbook "
            "bookmaker bookmakers gambling lottery",
        ),
        _terms(
            "注册(?:[即就]?送)?|送(?:彩金|礼金|[0-9]+元)|首存|存送|返[水利]|彩金|优惠|红包|开户|提[款现]|秒到账?|到账|充值|信誉|"
            "官方(?:网站|入口|网址|平台)?|官网|(?:最新|备用)?网址|平台|登录|入口|app|下载(?:安装)?|手机版|安卓|苹果版|客户端|在线|客服|"
            "24小时|点击进入|立即|代理|加盟|招商|欢迎您?|正规|靠谱|稳赚|计划群|导师|网站|大全|最新版",
            "bonus bonuses free spins deposit deposits signup promo play online real money big win winnings join "
            "download claim withdrawal withdrawals vip trusted legit exclusive instant sites site",
        ),
    ),
    "adult_spam": (
        _terms(
            "人妻|熟女|少妇|[无有]码|激情|偷拍|自拍偷|[巨美爆]乳|黄片|黄色(?:视频|网站|片)|色情|情色|"
            "成人(?:视频|网站|电影|影院|片|小说|直播|论坛|av)|三级片|裸聊|约炮|同城约|一夜情|援交|上门(?:服务|按摩|全套)|全套服务|楼凤|外围女|"
            "色[图播吧诱]|毛片|a片|性爱|啪啪|做爱|露脸|丝袜|制服诱惑|乱伦|强奸(?:视频|片)|福利(?:视频|姬|社)",
            "av porn porno milf milfs nude nudes naked hardcore blowjob sex sexy escort escorts hookup hookups bdsm hentai "
            "erotic busty horny",
        ),
        _terms(
            "在线(?:观看|播放)?|免费|观看|播放|高清|视频|永久|精品|国产|亚洲|日[韩本]|欧美|久久|大片|下载|种子|[网地]址|发布页|入口|网站|"
            "电影|影院|美女|微信|加v|预约|服务|直播|更新|最新|合集|全集|[一二三]区|资源|18禁|福利",
            "free watch video videos online hd full download streaming girl girls tube live cam cams site sites best hot movie "
            "movies gallery galleries near tonight call now",
        ),
    ),
}  # fmt: skip
"""Reason → (words of the trade, words that offer it)."""

_REPORT = _terms(
    "警方|公安|民警|检察|法院|判[处决]|涉案|嫌疑|罪|查[处获]|打击|取缔|违法|非法|依法|法律|法规|条例|规定|治安|处罚|禁止|整治|受害|被骗|危害|"
    "成瘾|戒赌|研究|调查|报道|记者|监管|收入|财政|教育|学者|历史",
    "police court courts law laws illegal prosecution prosecutors regulation regulations regulator regulators offence offense "
    "crime criminal addiction addicted study studies research researchers report reported reports convicted arrest arrested "
    "charged minister senate ban banned said victims revenue revenues licence license licences",
)  # fmt: skip
"""Words of those who write about a trade and sell nothing."""


_KINDS = 4
"""Different words of selling that make an offer: an article may hold 下载 or `free` for another reason."""


def _trade(text: str, size: int, told: float, density: float) -> str:
    """The trade that `text` offers, of which the share `told` is sentences: words of the trade and of
    selling are dense, those of a report rare."""
    text = text.lower()
    words = _LATIN.findall(text)
    for reason, (trade, offer) in _TRADES.items():
        of_trade = trade.chars(text, words)
        if of_trade < density / 2 * size:
            continue
        of_offer, of_report = offer.chars(text, words), _REPORT.chars(text, words)
        listed = told < 0.3 and of_trade >= density * size
        sold = of_trade + of_offer >= 2.5 * density * size
        offered = of_offer >= density / 2 * size and of_report * 3 < of_offer
        if offered and (listed or sold) and offer.kinds(text, words) >= _KINDS:
            return reason
    return ""


_ENTRY = re.compile("[,，、|｜;；\n]+|(?<=[\u4e00-\u9fff])[\\s_/-]+(?=[\u4e00-\u9fff])")
_UNIT = re.compile("[\u4e00-\u9fff]+|[A-Za-z]+")


def _keywords(text: str) -> float:
    """Of the characters of the text's entries, the share in stems (two Han, one word) that one entry in
    seven has: a search engine's bait combines few stems, a list of things does not. 0 for few entries."""
    entries = [entry.strip() for entry in _ENTRY.split(text[:20_000]) if entry.strip()]
    short = [entry for entry in entries if len(entry) <= 40]
    if len(short) < 20 or sum(map(len, short)) < 0.8 * sum(map(len, entries)):
        return 0.0
    stems = [[stem for unit in _UNIT.findall(entry) for stem in _stems(unit)] for entry in short]
    shared = Counter(stem for each in stems for stem in set(each))
    common = {stem for stem, count in shared.items() if count * 7 >= len(short)}
    covered = sum(_covered(entry, common) for entry in short)
    units = sum(_count(_UNIT, entry) for entry in short)
    written = 10 * units >= 7 * sum(_count(_INK, entry) for entry in short)  # no table of figures
    return covered / units if units and written else 0.0


def _stems(unit: str) -> list[str]:
    if unit.isascii():
        return [unit.lower()]
    return [unit[i : i + 2] for i in range(len(unit) - 1)]


def _covered(entry: str, common: set[str]) -> int:
    covered = 0
    for unit in _UNIT.findall(entry):
        if unit.isascii():
            covered += len(unit) if unit.lower() in common else 0
        else:
            inside = [unit[i : i + 2] in common for i in range(len(unit) - 1)]
            covered += sum(a or b for a, b in zip([*inside, False], [False, *inside], strict=True))
    return covered


# --- said again


def _repeated_lines(text: str) -> int:
    """Characters in lines of eight and more that stood before (Gopher's duplicate lines)."""
    seen: set[str] = set()
    again = 0
    for line in text.split("\n"):
        bare = line.strip()
        if len(bare) >= 8:
            again += len(_SPACE.sub("", bare)) if bare in seen else 0
            seen.add(bare)
    return again


_GRAM = 16


def _repeated_grams(text: str) -> float:
    """The share of character 16-grams that stood before (Gopher's duplicate n-grams, about eight words)."""
    text = _SPACE.sub(" ", sample(text, 10, 500))
    raw = text.encode("utf-8", "replace")
    if len(zlib.compress(raw, 1)) * 3 > len(raw):
        return 0.0  # what is mostly said twice packs better: spares counting
    count = len(text) - _GRAM + 1
    return 1 - len({text[i : i + _GRAM] for i in range(count)}) / count if count > 0 else 0.0
