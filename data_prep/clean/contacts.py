"""Spans of e-mail addresses, messenger accounts and licence plates of people."""

import re
from collections.abc import Iterator

from data_prep.clean.redaction import Span

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
    if "·" in text or "•" in text or "牌" in text:
        for match in _PLATE.finditer(text):
            if re.search("[0-9]", match[0]):
                yield *match.span(), "pii_plate"
