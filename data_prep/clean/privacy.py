"""Personal data: phone numbers, e-mail, identity documents, bank cards, addresses, accounts.

`personal` replaces each by a typed placeholder. What names an office and no person stays: hotlines
(110, 12345, 95588, 400-…, toll-free numbers), role mailboxes (info@, support@), group numbers, private
and documentation addresses (RFC 1918, 5737, 3849), public resolvers, the example domains of RFC 2606.
A number without a label is taken only in a form that little else has: digits of a table, a timestamp,
an order number, a version or a hash stay.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import phonenumbers

from data_prep.clean.contacts import accounts, emails
from data_prep.clean.edits import Edit
from data_prep.clean.redaction import Span, redactions


def personal(text: str) -> list[Edit]:
    """One edit per piece of personal data. Redacting the result again changes nothing."""
    return redactions(text, _personal)


_WIDE = re.compile("[０-９]|＠")
_NARROW = str.maketrans("０１２３４５６７８９＠＋－（）．：", "0123456789@+-().:")


def _personal(text: str) -> Iterator[Span]:
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    yield from emails(text)
    yield from accounts(text)
    phone = 0
    for run in _RUN.finditer(text):
        for span in _numbers(text, *run.span(), phone):
            phone = span[1] if span[2] == "pii_phone" else phone
            yield span
    for match in _IPV6.finditer(text):
        if _names_a_machine(match[0]):
            yield *match.span(), "pii_ip"


# --- numbers

_RUN = re.compile(r"[0-9][0-9 ().+-]{5,}[0-9]")
"""Digits and what groups them; whatever a number rule matches lies here but for its edges."""


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]


_LIST = re.compile(r" ?[/、,，;；或和] ?")


def _numbers(text: str, start: int, end: int, phone: int) -> Iterator[Span]:
    """The numbers of text[start:end); `phone` is where the last phone number ended, which vouches for
    the next one of a list."""
    for rule in _NUMBER_RULES:
        for match in rule.pattern.finditer(text, max(start - 4, 0), end + 12):
            listed = (
                rule.id == "pii_phone" and phone and _LIST.fullmatch(text, phone, match.start("it"))
            )
            if match.start() < end and (listed or rule.holds(match)):
                yield *match.span("it"), rule.id


def _before(match: re.Match[str], length: int = 16) -> str:
    """The line before the match, at most `length` characters."""
    start = match.start("it")
    return match.string[max(start - length, 0) : start].rpartition("\n")[2]


def _after(match: re.Match[str], length: int = 8) -> str:
    end = match.end("it")
    return match.string[end : end + length].partition("\n")[0]


def _labels(words: str) -> Callable[[str], bool]:
    """Whether a line ends in one of `words`, with at most a few characters behind it."""
    found = re.compile(
        rf"(?:{words})[\w\u4e00-\u9fff ]{{0,5}}[\s\"'*`|:：=()（）.,，、为是]{{0,5}}\+?[(（]?$",
        re.I,
    )
    return lambda line: found.search(line) is not None


_phone_label = _labels(
    r"电话|手机|号码|座机|联系方式|联系人|联系|致电|拨打|来电|咨询|传真|热线|微信|短信|电联|電話|手機|聯繫|傳真|"
    r"\b(?:tel|telephone|phone|mobile|cell|call (?:us|me|at)|fax|whatsapp|sms|contact)(?:ephone)?(?:number|no)?\b|☎|📞|📱"
)  # fmt: skip
_NEXT_PHONE = re.compile(r"\[PHONE\] ?[/、,，;；或和] ?$")
"""Behind a number of a list that was redacted before."""
_OTHER_NUMBER = re.compile(
    r"(?:订单|单号|编号|流水号|序号|编码|条码|批号|专利|时间戳|大小|字节|文号|学号|工号|邮编|第|"
    r"isbn|issn|doi|\bid|uid|size|bytes?|timestamp|tso|order|serial|no\.|#|[$¥￥€£])\W{0,4}$",
    re.I,
)
_UNIT = re.compile(
    r"\s?(?:字节|元|万|亿|个|次|条|行|人|页|岁|美元|毫秒|微秒|纳秒|秒|倍|年|bytes?\b|rows?\b|ms\b|ns\b|us\b|s\b|[KMGT]i?B?\b|B\b|%)",
    re.I,
)
_URL_TOKEN = re.compile(r"(?:://|www\.)[^\s，。；、（）<>\u4e00-\u9fff]*$|[/=&?#@_]$")


def _stands_free(match: re.Match[str]) -> bool:
    """Neither part of an address nor counted, priced or numbered."""
    before = _before(match, 80)
    return not (
        _URL_TOKEN.search(before) or _OTHER_NUMBER.search(before) or _UNIT.match(_after(match))
    )


def _labelled(match: re.Match[str]) -> bool:
    line = _before(match, 24)
    named = _phone_label(line) or _NEXT_PHONE.search(line)
    return bool(named) and not _UNIT.match(_after(match))


def _free_or_labelled(match: re.Match[str]) -> bool:
    return _labelled(match) or _stands_free(match)


def _international(match: re.Match[str]) -> bool:
    """A number that a numbering plan holds (ITU-T E.164, libphonenumber's metadata)."""
    try:
        number = phonenumbers.parse(match["it"])
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(number)
        and phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.TOLL_FREE
        and _free_or_labelled(match)
    )


def _bare_mobile(match: re.Match[str]) -> bool:
    """Eleven digits in a row: prose around them, or a label."""
    if _labelled(match):
        return True
    line, after = _before(match, 40), _after(match, 2)
    prose = re.search(r"(?:^|[\u4e00-\u9fff，。；：、（）！？“”\s])$", line)
    follows = re.match(r"$|[\u4e00-\u9fff，。；：、（）！？“”\s.]", after)
    return bool(prose and follows and re.search("[\u4e00-\u9fff]", line + after)) and _stands_free(
        match
    )


_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _citizen(match: re.Match[str]) -> bool:
    """GB 11643: a date of birth and the check character of ISO 7064 MOD 11-2."""
    digits = re.sub("[ -]", "", match["it"]).upper()
    if not _born(digits[6:14]):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17]


def _born(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


_id_label = _labels("身份证|证件|居民证|id ?card|identity")


def _old_citizen(match: re.Match[str]) -> bool:
    digits = match["it"]
    return _born("19" + digits[6:12]) and _id_label(_before(match))


_ISSUERS = re.compile(
    r"62\d{14,17}|9558\d{15}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"
    r"3[47]\d{13}|35\d{14}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}"
)
_card_label = _labels(
    "银行卡|储蓄卡|信用卡|借记卡|卡号|账号|账户|帐号|帐户|银行|工行|建行|农行|中行|visa|master ?card|unionpay|银联|amex|card"
)


def luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _bank_card(match: re.Match[str]) -> bool:
    digits = re.sub("[ -]", "", match["it"])
    if not luhn(digits) or len(set(digits)) < 2:
        return False
    if _card_label(_before(match, 24)):
        return True
    grouped = len(digits) != len(match["it"])
    known = _ISSUERS.fullmatch(digits) is not None
    return known and (grouped or digits.startswith("62")) and _stands_free(match)


_RESOLVERS = frozenset(
    [
        "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "114.114.114.114",
        "114.114.115.115", "223.5.5.5", "223.6.6.6", "119.29.29.29", "182.254.116.116", "180.76.76.76",
        "208.67.222.222", "208.67.220.220", "1.2.4.8", "210.2.4.8", "4.2.2.1", "4.2.2.2", "4.2.2.3", "4.2.2.4",
        "94.140.14.14", "94.140.15.15", "2001:4860:4860::8888", "2001:4860:4860::8844", "2606:4700:4700::1111",
        "2606:4700:4700::1001", "2400:3200::1", "2400:3200:baba::1", "2620:fe::fe", "2402:4e00::",
        "240c::6666", "240c::6644",
    ]
)  # fmt: skip
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")  # RFC 9637, younger than Python's table
_VERSION_LABEL = re.compile(
    r"(?:版本号?|version|ver\.?|release|\bv|升级到|内核|kernel|第|§|[A-Za-z]{2,}[-_/])\s*[:：]?\s*$",
    re.I,
)
_IP_LABEL = re.compile(
    r"(?:\bip(?:v4)?\b|地址|主机|服务器|\bhost|server|address|ping|ssh|[@/]|from|登录)[^\n]{0,8}$",
    re.I,
)
_IPV6 = re.compile(r"(?<![0-9A-Za-z:.])[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{2,34}(?![0-9A-Za-z:./])")


def _names_a_machine(address: str) -> bool:
    """Whether it is a globally routable unicast address of no well-known service."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    special = ip.is_multicast or str(ip) in _RESOLVERS or ip in _DOCUMENTATION
    return ip.is_global and not special


def _ipv4(match: re.Match[str]) -> bool:
    octets = [int(octet) for octet in match["it"].split(".")]
    counted = {b - a for a, b in pairwise(octets)} == {1}  # 5.6.7.8
    made_up = counted or len(set(octets[:3])) == 1 or "".join(map(str, octets)) in "1234567890" * 2
    if octets[3] == 0 or made_up or not _names_a_machine(match["it"]):
        return False  # a network, 1.2.3.4, 12.12.12.3, or an address that many machines have
    before = _before(match, 24)
    if _VERSION_LABEL.search(before):
        return False
    ordinary = max(octets) >= 64 and octets[0] >= 20  # versions and section numbers are small
    return ordinary or _IP_LABEL.search(before) is not None


_ssn_label = _labels(r"\bssn\b|social security")
_passport_label = _labels(r"护照|護照|passport|通行证")
_AREA = (
    r"0(?:10|2[0-57-9]|3(?:1\d|35|49|5\d|7\d|9[1-8])|4(?:1\d|2[179]|3\d|40|5\d|6[47-9]|7\d|8[23])|"
    r"5(?:1\d|2[0-7]|3\d|4[36]|5\d|6[1-6]|7\d|80|9\d)|6(?:3[1-5]|6[0238]|9[12])|"
    r"7(?:01|1\d|2[248]|3\d|4[3-6]|5\d|6[023689]|7\d|9\d)|"
    r"8(?:1[2-9]|2[5-7]|3\d|5\d|7\d|8[3678]|9\d)|9(?:0\d|1\d|3\d|4[13]|5[1-5]|7\d|9\d))"
)
_MOBILE = r"1(?:3\d|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])"
_EXTENSION = r"(?:(?:-| ?转 ?| ?ext\.? ?| ?x)\d{1,6})?"
_HEAD, _TAIL = r"(?<![0-9A-Za-z_.+-])(?P<it>", r")(?![-.]?[0-9A-Za-z_])"


def _number(
    id: str, pattern: str, holds: Callable[[re.Match[str]], bool], *, tail: str = _TAIL
) -> _Rule:
    return _Rule(id, re.compile(_HEAD + pattern + tail, re.ASCII), holds)


_NUMBER_RULES: tuple[_Rule, ...] = (
    _number("pii_id_card", rf"{_PROVINCE}\d{{4}} ?[12]\d{{7}} ?\d{{3}}[0-9Xx]", _citizen),
    _number("pii_id_card", rf"{_PROVINCE}\d{{13}}", _old_citizen),
    _number("pii_bank_card", r"\d{13,19}", _bank_card),
    _number("pii_bank_card", r"\d{4}([ -])\d{4}\2\d{4}(?:\2\d{4})?(?:\2\d{1,4})?|3\d{3}([ -])\d{6}\3\d{5}", _bank_card),
    _number("pii_ssn", r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", lambda m: _ssn_label(_before(m, 32))),
    _number("pii_passport", r"[A-Z]{1,2}\d{7,8}|\d{9}", lambda m: _passport_label(_before(m, 24))),
    _number("pii_ip", r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)",
            _ipv4, tail=r")(?![0-9A-Za-z_]|\.[0-9]|/[0-9]{1,2}(?![0-9]))"),
    _number("pii_phone", rf"(?:(?:\+|00)86[ -]?|\(\+?86\) ?|86-){_MOBILE}[ -]?\d{{4}}[ -]?\d{{4}}", _free_or_labelled),
    _number("pii_phone", rf"{_MOBILE}-\d{{4}}-\d{{4}}", _free_or_labelled),
    _number("pii_phone", rf"{_MOBILE} \d{{4}} \d{{4}}", _free_or_labelled, tail=r")(?![-. ]?[0-9A-Za-z_])"),
    _number("pii_phone", rf"{_MOBILE}\d{{8}}", _bare_mobile),
    _number("pii_phone", rf"(?:(?:\+|00)?86[ -])?\(?{_AREA}(?:\)[ -]?|-)[2-8]\d{{2,3}}[ -]?\d{{4}}{_EXTENSION}", _free_or_labelled),
    _number("pii_phone", rf"{_AREA} ?[2-8]\d{{2,3}}[ -]?\d{{4}}{_EXTENSION}", _labelled),
    _number("pii_phone", r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}", _international),
    _number("pii_phone", r"\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}", _free_or_labelled),
    _number("pii_phone", r"(?:1-)?(?!8(?:00|88|77|66|55|44|33)|400)[2-9]\d\d-[2-9]\d\d-\d{4}", _free_or_labelled),
    _number("pii_phone", r"(?!8(?:00|88|77|66|55|44|33)|400)[2-9]\d\d[. ]?[2-9]\d\d[. ]?\d{4}", _labelled),
    _number("pii_phone", r"09\d\d-\d{3}-\d{3}|0[2-8]-\d{4}-\d{4}", _free_or_labelled),
    _number("pii_phone", r"09\d{8}|0[127]\d{2,4} ?\d{3} ?\d{3,4}|[235-9]\d{3}[ -]?\d{4}|[2-8]\d{6}", _labelled),
)  # fmt: skip
"""Order matters: the first of two that overlap counts."""
