"""Credentials: keys and tokens by the forms their makers publish, and passwords in addresses and settings.

`credentials` replaces the secret alone; the name of the setting stays. Manuals are full of stand-ins
(`YOUR_API_KEY`, `<password>`, `${TOKEN}`, `root:123456@localhost`), which teach and reveal nothing: they
stay. A value without a published form must look drawn by lot, or be written behind 密码： and be no such thing.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from data_prep.clean.edits import Edit
from data_prep.clean.redaction import Span, redactions


def credentials(text: str) -> list[Edit]:
    """One edit per secret. Redacting the result again changes nothing."""
    return redactions(text, _secrets)


_STAND_IN = re.compile(
    r"example|sample|dummy|fake|placeholder|redacted|change-?_?me|replace|insert|your|my[-_]?(?:secret|token|key|pass)|"
    r"todo|xxxx|\*{3}|\.{3}|…|0000|1234|abcd|^xyz|test(?!_)|demo|foobar|pass(?:word|wd|phrase)?|secret|token|"
    r"api[-_]?key|access[-_]?key|qwerty|letmein|welcome|hunter2|admin|root|user|mysql|postgres|hello|"
    r"[<>{}$%\[\]]|密码|口令|密钥|你的|您的",
    re.I,
)
_LEET = str.maketrans("@40135$7", "aaoiesst")


def stand_in(value: str) -> bool:
    """Whether `value` is what a manual writes where a secret belongs."""
    plain = value.lower().translate(_LEET)
    few = len(set(value)) < max(3, len(value) // 8)
    return few or bool(_STAND_IN.search(value) or _STAND_IN.search(plain))


def drawn_by_lot(value: str, *, least: int) -> bool:
    """At least `least` characters, of several kinds, that neither words nor repetition explain."""
    kinds = [
        re.search(kind, value) is not None for kind in ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")
    ]
    if len(value) < least or not kinds[2] or not (kinds[0] or kinds[1]):
        return False
    changes = sum(a.isdigit() != b.isdigit() for a, b in pairwise(value))
    return sum(kinds) + (changes >= 4) >= 3 and entropy(value) >= min(
        3.0, math.log2(len(value)) - 0.6
    )


def entropy(text: str) -> float:
    """Bits per character by the text's own frequencies (Shannon)."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    cue: str
    """A literal that every match holds; a text without it is not searched. "" searches always."""
    pattern: re.Pattern[str]
    secret: Callable[[str], bool]


def _token(value: str) -> bool:
    """A published prefix says enough: only stand-ins stay."""
    body = re.sub(
        r"^[A-Za-z]+(?:[-_](?:proj|live|test|ant|api\d+|pat|svcacct|admin))*[-_]", "", value
    )
    return not stand_in(body) and len(set(body)) >= 8 and bool(re.search("[0-9]", body))


def _rule(id: str, cue: str, pattern: str, secret: Callable[[str], bool] = _token) -> _Rule:
    return _Rule(
        id, cue, re.compile(rf"(?<![A-Za-z0-9_])(?P<it>{pattern})(?![A-Za-z0-9_])"), secret
    )


_TOKEN_RULES: tuple[_Rule, ...] = (
    _rule("secret_aws", "AKIA", r"AKIA[A-Z2-7]{16}"),
    _rule("secret_aws", "ASIA", r"ASIA[A-Z2-7]{16}"),
    _rule("secret_github", "gh", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    _rule("secret_github", "github_pat_", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    _rule("secret_gitlab", "glpat-", r"glpat-[A-Za-z0-9_-]{20,}"),
    _rule("secret_anthropic", "sk-ant-", r"sk-ant-[A-Za-z0-9_-]{24,}"),
    _rule("secret_openai", "sk-", r"sk-(?:(?:proj|svcacct|admin|or-v1)-)?[A-Za-z0-9_-]{20,}"),
    _rule("secret_huggingface", "hf_", r"hf_[A-Za-z0-9]{30,40}", lambda v: not stand_in(v[3:])),
    _rule("secret_google", "AIza", r"AIza[A-Za-z0-9_-]{35}"),
    _rule("secret_google", "GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{28}"),
    _rule("secret_slack", "xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,}"),
    _rule("secret_slack", "hooks.slack.com/", r"(?<=hooks\.slack\.com/services/)T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{20,}"),
    _rule("secret_stripe", "_live_", r"[sr]k_live_[A-Za-z0-9]{16,}"),
    _rule("secret_stripe", "_test_", r"[sr]k_test_[A-Za-z0-9]{16,}"),
    _rule("secret_aliyun", "LTAI", r"LTAI[A-Za-z0-9]{12,24}"),
    _rule("secret_tencent", "AKID", r"AKID[A-Za-z0-9]{32}"),
    _rule("secret_npm", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _rule("secret_pypi", "pypi-", r"pypi-AgE[A-Za-z0-9_-]{50,}"),
    _rule("secret_sendgrid", "SG.", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    _rule("secret_telegram", ":AA", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),
    _rule("secret_jwt", "eyJ", r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}",
          lambda v: True),
)  # fmt: skip

_PEM = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?P<it>\s*(?:[A-Za-z-]+: [^\n]*\n)*[A-Za-z0-9+/=\s]{40,})"
    r"(?:-----END|\Z)?"
)
_URL = re.compile(
    r"(?<=://)[^\s:/@'\"<>，。]{0,64}:(?P<it>[^\s/@'\"<>，。]{3,128})@(?P<host>[A-Za-z0-9.\[\]:_-]+)"
)
_NAME = (
    r"(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|app[_-]?key|access[_-]?key|secret[_-]?key|"
    r"private[_-]?key|credentials?)"
)
_SETTING = re.compile(
    rf"{_NAME}(?![_-]?(?:name|file|path|ref|url|type|policy))[A-Za-z_]{{0,12}}"
    r"(?:[\"'`]?[ \t]{0,2}(?:=>|:=|[:=：])[ \t]{0,2}| is )(?P<quote>[\"'`]?)"
    r"(?P<it>[^\s\"'`,;，。；、)（）]{8,128})(?P=quote)(?![A-Za-z0-9(])",
    re.I,
)
_FLAG = re.compile(
    rf"--[a-z-]{{0,20}}{_NAME}[ ][\"']?(?P<it>[^\s\"'`,;，。；、)（）]{{8,128}})", re.I
)
_SETTING_ZH = re.compile(
    r"(?:密码|口令|密钥|令牌)(?:\s{0,2}[:=：]\s{0,2}|[是为]\s?)(?P<it>[!-~]{8,128}?)(?=[\s，。；、）)]|[^!-~]|$)"
)
_PASSWORD_ZH = re.compile(
    r"(?:密码|密碼|口令)\s{0,2}[:：]\s{0,2}(?P<quote>[\"'`“‘「]?)(?P<it>[!-~]{8,64}?)[\"'`”’」]?(?=[\s，。；、）)！]|[^!-~]|$)"
)
"""What someone wrote down for others to use: any letters and digits but a tutorial's."""
_BEARER = re.compile(r"(?<=Bearer )(?P<it>[A-Za-z0-9._~+/-]{20,}=*)")
_AWS_SECRET = re.compile(
    r"(?i:secret[_ -]?(?:access[_ -]?)?key)\W{1,6}(?P<it>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
)
_CUES = re.compile(_NAME, re.I)
_HERE = re.compile(
    r"(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1|.*\bexample\b|[^.]*$)",
    re.I,
)


def _secrets(text: str) -> Iterator[Span]:
    if "PRIVATE KEY" in text:
        for match in _PEM.finditer(text):
            if len(match["it"].strip()) >= 64 and not stand_in(match["it"][:200]):
                yield *_trimmed(match), "secret_private_key"
    for rule in _TOKEN_RULES:
        if rule.cue in text:
            for match in rule.pattern.finditer(text):
                if rule.secret(match["it"]):
                    yield *match.span("it"), rule.id
    if "://" in text:
        for match in _URL.finditer(text):
            if _url_password(match):
                yield *match.span("it"), "secret_url_password"
    if "Bearer " in text:
        yield from _drawn(text, _BEARER, "secret_bearer", 20)
    if _CUES.search(text):
        yield from _drawn(text, _AWS_SECRET, "secret_aws", 40)
        yield from _drawn(text, _SETTING, "secret_setting", 8)
        yield from _drawn(text, _FLAG, "secret_setting", 8)
    if "密" in text or "令" in text:
        yield from _drawn(text, _SETTING_ZH, "secret_setting", 8)
        for match in _PASSWORD_ZH.finditer(text):
            if _someones(match["it"]):
                yield *match.span("it"), "secret_setting"


_TUTORIAL = re.compile(
    r"123|321|(\d)\1\1|abc|(?:[@_#-]|[a-z]{4})(?:19|20)\d\d$|oracle|linux|ubuntu|centos|debian|windows|redhat|docker|"
    r"redis|mongo|sql|tidb|huawei|gauss|spring|java|python|github|google|alibaba|aliyun|tencent|init|default|sec",
    re.I,
)
"""What manuals make their passwords of."""


def _someones(value: str) -> bool:
    """Letters and digits that no manual would write where a password belongs."""
    mixed = re.search("[A-Za-z]", value) and re.search("[0-9]", value)
    teaches = stand_in(value) or _TUTORIAL.search(value) or _CODE.search(value)
    return bool(mixed) and not teaches


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The key between its two marker lines, without the white space beside them."""
    start, end = match.span("it")
    body = match["it"]
    return start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())


def _url_password(match: re.Match[str]) -> bool:
    """A password on a machine that others reach, or one drawn by lot on any."""
    value = match["it"]
    if stand_in(value) or value.isdigit():
        return False
    user = match[0].partition(":")[0]
    if value.lower() == user.lower():
        return False
    return drawn_by_lot(value, least=8) or not _HERE.match(match["host"])


_CODE = re.compile(
    r"[({].*|^[./~]|^--|://|^[A-Za-z_]+(?:\.[A-Za-z_]+)+$|[/\\]\w+[/\\]|^\w+=|::|->|^0x|\.(?:py|js|txt|json|ya?ml|conf|pem|key|crt)$"
)


def _drawn(text: str, pattern: re.Pattern[str], rule: str, least: int) -> Iterator[Span]:
    for match in pattern.finditer(text):
        value = match["it"]
        if not stand_in(value) and not _CODE.search(value) and drawn_by_lot(value, least=least):
            yield *match.span("it"), rule
