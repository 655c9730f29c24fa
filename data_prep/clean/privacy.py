"""Personal data: phone numbers, e-mail, identity documents, bank cards, addresses, accounts.

`personal` replaces each by a typed placeholder. What names an office and no person stays: hotlines
(110, 12345, 95588, 400-…, toll-free numbers), role mailboxes (info@, support@), group numbers, private
and documentation addresses (RFC 1918, 5737, 3849), public resolvers, the example domains of RFC 2606.
A number without a label is taken only in a form that little else has: digits of a table, a timestamp,
an order number, a version or a hash stay.
"""

import ipaddress
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from data_prep.clean.contacts import PHONE_RULES, accounts, emails
from data_prep.clean.edits import Edit
from data_prep.clean.redaction import (
    NumberRule,
    Span,
    before,
    labels,
    number_rule,
    redactions,
    stands_free,
)


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
    yield from ibans(text)
    phone = 0
    for run in _RUN.finditer(text):
        for span in _numbers(text, *run.span(), phone):
            phone = span[1] if span[2] == "pii_phone" else phone
            yield span
    for match in _IPV6.finditer(text):
        if _names_a_machine(match[0]):
            yield *match.span(), "pii_ip"


# --- numbers

_RUN = re.compile("[0-9][0-9 ().+（）\u2010-\u2015\u2212－-]{5,}[0-9]")
"""Digits and what groups them; whatever a number rule matches lies here but for its edges."""
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


_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_GAP = "[ \u00a0\u2010-\u2015-]?"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _citizen(match: re.Match[str]) -> bool:
    """GB 11643: a date of birth and the check character of ISO 7064 MOD 11-2."""
    digits = re.sub("[^0-9Xx]", "", match["it"]).upper()
    if not _born(digits[6:14]):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17]


def _born(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


_id_label = labels(
    r"身份证|身份證|身分證|身份号码|证件|居民证|(?:id ?card|identity(?: card)?|(?:national|resident|citizen) id|\bid)(?: number| no\.?)"
    r"|id ?card|identity(?: card)?|(?:national|resident|citizen) id"
)


def _called_citizen(match: re.Match[str]) -> bool:
    """Labelled: then a slip of the pen, or a made-up check character, changes nothing."""
    return _id_label(before(match, 32))


def _old_citizen(match: re.Match[str]) -> bool:
    digits = match["it"]
    return _born("19" + digits[6:12]) and _id_label(before(match))


_ISSUERS = re.compile(
    r"62\d{14,17}|9558\d{15}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"
    r"3[47]\d{13}|35\d{14}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}"
)
_card_label = labels(
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
    if _card_label(before(match, 24)):
        return True
    grouped = len(digits) != len(match["it"])
    known = _ISSUERS.fullmatch(digits) is not None
    return known and (grouped or digits.startswith("62")) and stands_free(match)


_IBAN_PARTS = {
    country[:2]: country[3:]
    for country in (
        "AD 8n12c|AE 19n|AL 8n16c|AT 16n|AZ 4a20c|BA 16n|BE 12n|BG 4a6n8c|BH 4a14c|BR 23n1a1c|BY 4c4n16c|CH 5n12c|CR 18n|"
        "CY 8n16c|CZ 20n|DE 18n|DK 14n|DO 4c20n|EE 16n|EG 25n|ES 20n|FI 14n|FO 14n|FR 10n11c2n|GB 4a14n|GE 2a16n|GI 4a15c|"
        "GL 14n|GR 7n16c|GT 20c|HR 17n|HU 24n|IE 4a14n|IL 19n|IQ 4a15n|IS 22n|IT 1a10n12c|JO 4a4n18c|KW 4a22c|KZ 3n13c|"
        "LB 4n20c|LC 4a24c|LI 5n12c|LT 16n|LU 3n13c|LV 4a13c|LY 21n|MC 10n11c2n|MD 20c|ME 18n|MK 3n10c2n|MR 23n|MT 4a5n18c|"
        "MU 4a19n3a|NL 4a10n|NO 11n|PK 4a16c|PL 24n|PS 4a21c|PT 21n|QA 4a21c|RO 4a16c|RS 18n|SA 2n18c|SC 4a20n3a|SD 14n|"
        "SE 20n|SI 15n|SK 20n|SM 1a10n12c|ST 21n|SV 4a20n|TL 19n|TN 20n|TR 6n16c|UA 6n19c|VA 18n|VG 4a16n|XK 16n"
    ).split("|")
}
"""Country → what follows the check digits: n digits, a letters, c either (ISO 13616, SWIFT's registry)."""
_IBAN_CHECK = re.compile("[0-9](?=[ .-]?[0-9](?:[ \u00a0\u202f.-]?[A-Z0-9]){11})", re.I | re.ASCII)
_IBAN_COUNTRY = re.compile(
    rf"(?:(?<![A-Za-z0-9])|(?<=IBAN))({'|'.join(_IBAN_PARTS)})[ .-]?$", re.I | re.ASCII
)
_KINDS = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_IBAN_BODY = {
    country: re.compile("[0-9][ .-]?[0-9]" + "".join(
        rf"(?:[ \u00a0\u202f.-]?{_KINDS[kind]}){{{size}}}" for size, kind in re.findall("([0-9]+)([nac])", parts)
    ) + "(?![A-Za-z0-9])", re.I | re.ASCII)
    for country, parts in _IBAN_PARTS.items()
}  # fmt: skip


def ibans(text: str) -> Iterator[Span]:
    """International bank account numbers, in groups or not, by length, form and check digits (ISO 7064 MOD 97-10)."""
    for check in _IBAN_CHECK.finditer(text):
        country = _IBAN_COUNTRY.search(text, max(check.start() - 3, 0), check.start())
        body = country and _IBAN_BODY[country[1].upper()].match(text, check.start())
        if country and body:
            number = re.sub("[^0-9A-Z]", "", text[country.start() : body.end()].upper())
            if int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1:
                yield country.start(), body.end(), "pii_iban"


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
    line = before(match, 24)
    if _VERSION_LABEL.search(line):
        return False
    ordinary = max(octets) >= 64 and octets[0] >= 20  # versions and section numbers are small
    return ordinary or _IP_LABEL.search(line) is not None


_ssn_label = labels(r"\bssn\b|social security")
_passport_label = labels(r"护照|護照|passport|通行证")
_NUMBER_RULES: tuple[NumberRule, ...] = (
    number_rule("pii_id_card", rf"(?={_PROVINCE})(?:\d{_GAP}){{17}}[0-9Xx]", _citizen),
    number_rule("pii_id_card", rf"(?:\d{_GAP}){{17}}[0-9Xx]", _called_citizen),
    number_rule("pii_id_card", rf"{_PROVINCE}\d{{13}}", _old_citizen),
    number_rule("pii_bank_card", r"\d{13,19}", _bank_card),
    number_rule("pii_bank_card", r"\d{4}([ -])\d{4}\2\d{4}(?:\2\d{4})?(?:\2\d{1,4})?|3\d{3}([ -])\d{6}\3\d{5}", _bank_card),
    number_rule("pii_ssn", r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", lambda m: _ssn_label(before(m, 32))),
    number_rule("pii_passport", r"[A-Z]{1,2}\d{7,8}|\d{9}", lambda m: _passport_label(before(m, 24))),
    number_rule("pii_ip", r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)",
            _ipv4, tail=r")(?![0-9A-Za-z_]|\.[0-9]|/[0-9]{1,2}(?![0-9]))"),
    *PHONE_RULES,
)  # fmt: skip
"""Order matters: the first of two that overlap counts."""
