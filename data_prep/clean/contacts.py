"""E-mail addresses, telephone numbers, messenger accounts and licence plates of people.

A Chinese mobile number without a label is taken where prose stands around it, or where it stands alone
on its line; in code, in settings, in a log and in a table of numbers it is any number.
"""

import re
from collections.abc import Iterator

import phonenumbers

from data_prep.clean.redaction import (
    PLACEHOLDERS,
    UNIT,
    NumberRule,
    Span,
    after,
    before,
    labels,
    number_rule,
    stands_free,
)

_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}$")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,24})(?![A-Za-z0-9_-])"
)
_NO_TLD = frozenset(
    [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "js", "ts", "css", "html", "htm", "py", "rb", "go",
        "rs", "java", "md", "txt", "json", "yaml", "yml", "xml", "conf", "cfg", "sh", "so", "service",
        "socket", "target", "timer", "mount", "slice", "scope", "device", "path", "lan", "local",
        "localdomain", "localhost", "internal", "intranet", "home", "corp", "example", "test", "invalid",
        "onion",
    ]
)  # fmt: skip
_EXAMPLE_HOST = re.compile(
    r"(?:^|\.)(?:(?:example|sample|foo|bar|baz|foobar|domain|yourdomain|your-domain|mydomain|yoursite|mysite|"
    r"company|yourcompany|xxx+|abc|test|email|server|host|hostname|somewhere|localhost)\.[a-z]{2,4}|"
    r"example\.(?:com|org|net|edu)\.[a-z]{2})$|(?:^|\.)(?:lists?|vger|googlegroups|users\.noreply)\.",
    re.I,
)  # RFC 2606, the made-up names of manuals, and mailing lists
_ROLE = re.compile(
    r"(?:info|support|help|contact|contact-?us|sales|service|services|customer-?service|admin|administrator|root|"
    r"webmaster|postmaster|hostmaster|abuse|security|privacy|legal|press|media|news|newsletter|editor|editors|"
    r"office|hr|jobs|careers|recruit|marketing|business|bd|feedback|hello|team|no-?reply|do-?not-?reply|noc|"
    r"subscribe|unsubscribe|list|announce|git|hg|svn|ssh|ftp|anonymous|mailer-daemon|bugs?|dev|devel|"
    r"user|users?name|username|someone|somebody|name|your-?_?name|you|me|yourself|(?:.*_)?e?mail|foo|bar|test|xxx+|"
    r".*-(?:support|lists?|dev|devel|users|announce|help|team)|[a-z]*\d+-(?:gcm|ctr|cbc|poly1305|etm))",
    re.I,
)  # an office has it, or nobody
_AT_SIGN = re.compile(
    r" ?[\[(（{] ?(?:at|AT|@|艾特) ?[\])）}] ?|#(?=(?:qq|163|126|gmail|foxmail|sina|outlook|hotmail|yeah)\.)"
)
_DOTTED = re.compile(
    r"(?:[A-Za-z0-9-]{2,30}(?:\.| ?[\[(（{] ?(?:dot|DOT|\.|点) ?[\])）}] ?)){1,3}[A-Za-z]{2,10}(?![A-Za-z0-9_@(-])"
)


def emails(text: str) -> Iterator[Span]:
    """Addresses of persons; those of offices, lists and manuals are left out."""
    at = text.find("@")
    while at >= 0:
        if span := _address(text, at):
            yield *span, "pii_email"
        at = text.find("@", at + 1)
    for sign in _AT_SIGN.finditer(text):  # written so that harvesters miss it: name [at] host.com
        local = _LOCAL.search(text[max(sign.start() - 64, 0) : sign.start()])
        domain = _DOTTED.match(text, sign.end())
        if local and len(local[0]) > 1 and domain:
            yield sign.start() - len(local[0]), domain.end(), "pii_email"


def _address(text: str, at: int) -> tuple[int, int] | None:
    """The span of the address around the sign at `at`, if it is a person's (RFC 5321 §4.1.2, no quoting)."""
    domain = _DOMAIN.match(text, at + 1)
    local = _LOCAL.search(text[max(at - 64, 0) : at])
    if not domain or not local:
        return None
    start = at - len(local[0])
    host, name = domain[0], local[0]
    made_up = host.lower().startswith(name.lower() + ".") and host.count(".") == 1  # abcd@abcd.com
    nobody = (
        made_up
        or _ROLE.fullmatch(name)
        or _EXAMPLE_HOST.search(host)
        or domain[1].lower() in _NO_TLD
    )
    line = text[max(start - 80, 0) : start].rpartition("\n")[2]
    if nobody or re.search(
        r"(?://[^\s，。；]*|[@/\\$]|\b(?:ssh|scp|rsync|sftp)\b[^，。；]*)$", line
    ):
        return None  # a handle, a URL's user, a machine's account
    path_or_prompt = re.match(r":[/~\w]| ?[~/:#$]", text[domain.end() :][:2])
    return None if path_or_prompt else (start, domain.end())


_ACCOUNT_CUES = (
    "QQ",
    "qq",
    "扣扣",
    "微信",
    "WeChat",
    "wechat",
    "Wechat",
    "加V",
    "加v",
    "VX",
    "vx",
    "威信",
    "薇信",
)
_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:QQ|qq|扣扣)(?:号码?|账号|帐号)?(?:\s?[:：]\s*|[是为加]\s?|号\s?)(?P<qq>[1-9][0-9]{4,10})(?![0-9A-Za-z@.])|"
    r"(?:微信|威信|薇信|加[Vv]|(?<![A-Za-z])(?:VX|vx|[Ww]e[Cc]hat))(?:\s?(?:号码?|账号|帐号|ID|id))?(?:\s?[:：]\s*|号[是为]\s?)"
    r"(?P<wechat>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{5,10})(?![A-Za-z0-9_@./-])"
)
_BARE_WECHAT = re.compile(
    r"(?:(?:微信|威信|薇信|[Ww]e[Cc]hat)\s?(?:号码?|账号|帐号)|(?:加我?|添加|联系|[＋+])\s?(?:微信|威信|薇信|VX|vx)|加[Vv])\s?"
    r"(?P<name>(?=[A-Za-z_-]*[0-9_])[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_@./-])|"
    r"(?<![A-Za-z0-9_])(?P<given>wxid_(?=[a-z_]*[0-9])[a-z0-9_]{6,24})(?![A-Za-z0-9_])"
)
"""Without a colon, only what words are not made of; `wxid_` begins the accounts that WeChat itself named."""
_PLATE = re.compile(
    r"(?:(?<=车牌)|(?<=车牌号)|(?<=牌照)|(?<=车牌[:：为是])|(?<=车牌号[:：为是])|(?<=车牌号码[:：为是])|(?=..[·•]))"
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)


def accounts(text: str) -> Iterator[Span]:
    """QQ and WeChat numbers that are named as such, and licence plates."""
    if any(cue in text for cue in _ACCOUNT_CUES):
        for match in _ACCOUNT.finditer(text):
            group = "qq" if match["qq"] else "wechat"
            yield *match.span(group), "pii_account"
    if any(cue in text for cue in (*_ACCOUNT_CUES, "wxid_")):
        for match in _BARE_WECHAT.finditer(text):
            yield *match.span("name" if match["name"] else "given"), "pii_account"
    if "·" in text or "•" in text or "牌" in text:
        for match in _PLATE.finditer(text):
            if re.search("[0-9]", match[0]):
                yield *match.span(), "pii_plate"


# --- telephone numbers (the plans of the PRC, Hong Kong, Taiwan, North America, the UK; E.164)

_phone_label = labels(
    r"电话|手机|号码|座机|联系方式|联系人|联系|致电|拨打|来电|咨询|传真|热线|微信|短信|电联|電話|手機|聯繫|傳真|"
    r"\b(?:tel|telephone|phone|mobile|cell|call (?:us|me|at)|fax|whatsapp|sms|contact)(?:ephone)?(?:number|no)?\b|"
    r"\b(?:my|his|her|their|our) (?:new )?number\b|☎|📞|📱"
)  # fmt: skip
_call = re.compile(r"\b(?:call|ring|dial|phone|text)(?: [A-Za-z]+){0,4}:? \(?$", re.I)
_NEXT_PHONE = re.compile(r"\[PHONE\] ?[/、,，;；或和] ?$")
"""Behind a number of a list that was redacted before."""


def _labelled(match: re.Match[str]) -> bool:
    line = before(match, 24)
    named = _phone_label(line) or _NEXT_PHONE.search(line)
    return bool(named) and not UNIT.match(after(match))


def _called(match: re.Match[str]) -> bool:
    """Labelled, or written in groups behind "call", which alone calls functions, too."""
    grouped = re.search(r"[ )）-]", match["it"]) and _call.search(before(match, 32))
    return _labelled(match) or (bool(grouped) and not UNIT.match(after(match)))


def _free_or_labelled(match: re.Match[str]) -> bool:
    return _labelled(match) or stands_free(match)


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


_HAN = "[\u4e00-\u9fff]"
_STOPS = "，。；：、（）！？“”‘’《》…"
_OPENS = re.compile(rf"(?:^|{_HAN}|[{_STOPS}—\s(\"'*:,|])$")
_CLOSES = re.compile(rf"$|{_HAN}|[{_STOPS}—\s.,;!?)\"'*|]")
_CODE = re.compile(r"[={}<>\[\];$\\_`~^]|::|->|://|[A-Za-z0-9]\(|\b0x|^\s*(?://|>>>|\|.*%)")
_LOG = re.compile(
    r"\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b|^\W{0,3}(?:[\d/-]{8,10}[ T])?\d\d:\d\d:\d\d"
)
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))
_NUMBERED = re.compile(
    r"(?:总数|总计|合计|共计|共|约|达|超过|大于|小于|等于|结果|输出|返回|数量|总量|单|编码|版本|种子|端口|偏移|余额|金额|快递|运单|"
    r"\b(?:order|invoice|ticket|ref|reference|tracking|case|issue|serial|pid|inode|key|sku|item|part|model|seed|offset|hash|"
    r"count|build|revision|version|total|sum|value|result|output|bytes|size|rows|time|timestamp|address|cycles|"
    r"transaction|policy|equals?|returns?|prints?|about|over|than|nearly|approximately|between|(?:up|equal|close) to))"
    r"(?:号码?| ?(?:number|no|num|id|code)\b)?(?:[为是]| is| was| of)?[\s:：.,#*|(（-]{0,4}$",
    re.I,
)  # fmt: skip
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;.]? \(?$|[A-Za-z]{2,} ?[—–-] ?$")
_GOES_ON = re.compile(
    r"\s*$|\s*[.,;!?)](?:[\s\"').,]|$)|\s+(?:in|on|at|or|and|for|to|if|any|anytime|after|before|between|until|till|when|"
    r"whenever|today|tonight|tomorrow|now|from|with|please|asap|by|but|during|thanks|then|so)\b|\s+\("
)


def _mobile(match: re.Match[str]) -> bool:
    """Labelled, in prose, or alone on a line."""
    if _labelled(match):
        return True
    head, tail = before(match, 100), after(match, 80)
    if not (_OPENS.search(head) and _CLOSES.match(tail) and stands_free(match)):
        return False
    line = _PLACEHOLDER.sub("", f"{head} {tail}")
    if _NUMBERED.search(head) or _CODE.search(line) or re.search(r"\d\s*$", head[-3:]):
        return False
    others = [n for n in re.findall(r"\d[\d.]{5,}", line) if not _MOBILE_ONLY.fullmatch(n)]
    if len(others) > 1 or re.match(r"\s+\d", tail):  # a row of a table of numbers
        return False
    if re.search(_HAN, head[-40:] + tail[:4]):
        return not re.search(r"\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b", head)
    if not head.strip(" \t\u3000-*•·(") and not tail.strip(" \t\u3000.,;)*"):
        return _stands_alone(match)
    sentence = _SENTENCE.search(head) and _GOES_ON.match(tail)
    return bool(sentence) and not _LOG.search(head) and not re.search(r"\d (?:and|or|to) $", head)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether the lines above and below a number on a line of its own are neither code nor numbers."""
    start, end = match.span("it")
    above = match.string[max(start - 120, 0) : start].rstrip(" \t\u3000-*•·(").rstrip("\n")
    below = match.string[end : end + 120].lstrip(" \t\u3000.,;)*\r").lstrip("\n")
    for lines in (above.split("\n")[::-1], below.split("\n")):
        for line in lines[:8]:
            bare = _PLACEHOLDER.sub("", line).strip()
            column = re.fullmatch(r"[\d\s.,:|/+-]*\d[\d\s.,:|/+-]*", bare)
            if _CODE.search(bare) or (column and not _MOBILE_ONLY.fullmatch(bare)):
                return False
            if not column:
                break
    return not _NUMBERED.search(above) and not re.search(
        r"(?:订单|编号|单号|流水|序列|(?<![a-z])id)\W*$", above, re.I
    )


_AREA = (
    r"0(?:10|2[0-57-9]|3(?:1\d|35|49|5\d|7\d|9[1-8])|4(?:1\d|2[179]|3\d|40|5\d|6[47-9]|7\d|8[23])|"
    r"5(?:1\d|2[0-7]|3\d|4[36]|5\d|6[1-6]|7\d|80|9\d)|6(?:3[1-5]|6[0238]|9[12])|"
    r"7(?:01|1\d|2[248]|3\d|4[3-6]|5\d|6[023689]|7\d|9\d)|"
    r"8(?:1[2-9]|2[5-7]|3\d|5\d|7\d|8[3678]|9\d)|9(?:0\d|1\d|3\d|4[13]|5[1-5]|7\d|9\d))"
)
_PREFIX = r"1(?:3\d|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])"
_MOBILE_ONLY = re.compile(rf"{_PREFIX}[ -]?\d{{4}}[ -]?\d{{4}}", re.ASCII)
_EXTENSION = r"(?:(?:-| ?转 ?| ?ext\.? ?| ?x)\d{1,6})?"
_DASH = "(?: ?[-\u2010-\u2015\u2212－] ?)"
_NO_GROUP = r")(?![-.]?[0-9A-Za-z_]| [0-9])"

PHONE_RULES: tuple[NumberRule, ...] = (
    number_rule("pii_phone", rf"(?:(?:\+|00)86[ -]?|[(（]\+?86[)）] ?|86-){_PREFIX}[ -]?\d{{4}}[ -]?\d{{4}}", _free_or_labelled),
    number_rule("pii_phone", rf"{_PREFIX}{_DASH}\d{{4}}{_DASH}\d{{4}}", _free_or_labelled, tail=_NO_GROUP),
    number_rule("pii_phone", rf"{_PREFIX} \d{{4}} \d{{4}}", _free_or_labelled, tail=r")(?![-. ]?[0-9A-Za-z_])"),
    number_rule("pii_phone", rf"{_PREFIX} \d{{4}} \d{{4}}|{_PREFIX}(?: |{_DASH})\d{{8}}|{_PREFIX}\d{{4}}(?: |{_DASH})\d{{4}}|"
                rf"{_PREFIX}\.\d{{4}}\.\d{{4}}|(?={_PREFIX})\d{{4}}[ -]\d{{3}}[ -]\d{{4}}", _mobile, tail=_NO_GROUP),
    number_rule("pii_phone", rf"{_PREFIX}\d{{8}}", _mobile),
    number_rule("pii_phone", rf"(?:(?:\+|00)?86[ -])?[(（]?{_AREA}(?:[)）][ -]?|{_DASH})[2-8]\d{{2,3}}[ -]?\d{{4}}{_EXTENSION}", _free_or_labelled),
    number_rule("pii_phone", rf"{_AREA} ?[2-8]\d{{2,3}}[ -]?\d{{4}}{_EXTENSION}", _called),
    number_rule("pii_phone", r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}", _international),
    number_rule("pii_phone", r"\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}", _free_or_labelled),
    number_rule("pii_phone", r"(?:1-)?(?!8(?:00|88|77|66|55|44|33)|400)[2-9]\d\d-[2-9]\d\d-\d{4}", _free_or_labelled),
    number_rule("pii_phone", r"(?!8(?:00|88|77|66|55|44|33)|400)[2-9]\d\d[. ]?[2-9]\d\d[. ]?\d{4}", _labelled),
    number_rule("pii_phone", r"09\d\d-\d{3}-\d{3}|0[2-8]-\d{4}-\d{4}", _free_or_labelled),
    number_rule("pii_phone", r"09\d{8}|0[127]\d{2,4} ?\d{3} ?\d{3,4}", _called),
    number_rule("pii_phone", r"[235-9]\d{3}[ -]?\d{4}|[2-8]\d{6}", _labelled),
)  # fmt: skip
