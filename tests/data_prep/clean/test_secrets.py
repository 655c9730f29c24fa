"""Credentials in their published forms, and the stand-ins of manuals that must stay.

Tokens are put together here from a prefix and invented letters, so that no scanner takes this file for a leak.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.privacy import personal
from data_prep.clean.redaction import holds_placeholder
from data_prep.clean.secrets import credentials, drawn_by_lot, stand_in

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


def drawn(length: int, seed: int = 7, alphabet: str = LETTERS) -> str:
    """Letters that look drawn by lot and are the same each time; a digit among them."""
    lot = random.Random(f"{seed}/{length}")
    return "".join(lot.choice(alphabet) for _ in range(length - 2)) + "7k"


UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TOKENS = [
    ("secret_aws", "AKIA" + drawn(16, alphabet=UPPER).upper()),
    ("secret_github", "ghp_" + drawn(36)),
    ("secret_github", "gho_" + drawn(36)),
    ("secret_github", "github_pat_" + drawn(22) + "_" + drawn(59)),
    ("secret_gitlab", "glpat-" + drawn(20)),
    ("secret_openai", "sk-" + drawn(48)),
    ("secret_openai", "sk-proj-" + drawn(100)),
    ("secret_anthropic", "sk-ant-api03-" + drawn(93)),
    ("secret_huggingface", "hf_" + drawn(34)),
    ("secret_google", "AIza" + drawn(35)),
    ("secret_slack", "xoxb-" + "482093175602-" + drawn(24)),
    ("secret_stripe", "sk_live_" + drawn(24)),
    ("secret_stripe", "rk_test_" + drawn(24)),
    ("secret_aliyun", "LTAI" + drawn(20)),
    ("secret_tencent", "AKID" + drawn(32)),
    ("secret_npm", "npm_" + drawn(36)),
    ("secret_pypi", "pypi-AgE" + drawn(60)),
    ("secret_sendgrid", "SG." + drawn(22) + "." + drawn(43)),
    ("secret_telegram", "482093175:AA" + drawn(33)),
    ("secret_jwt", "eyJ" + drawn(30) + ".eyJ" + drawn(60) + "." + drawn(43)),
]

IN_CONTEXT: list[tuple[str, str, str]] = [
    ("secret_url_password", "postgres://lige:", "Kz8wQm2v" + "@db.lige.io:5432/pumps"),
    ("secret_url_password", "redis://:", "f7Qz!x2Lp9" + "@47.93.12.200:6379/0"),
    ("secret_url_password", "mysql://lige:", "q8R2vT6mZx" + "@localhost/pumps"),
    ("secret_setting", "password = ", "tR7#mQ2zLw"),
    ("secret_setting", '"db_password": "', 'xV9k2Lq8Wz"'),
    ("secret_setting", "API_KEY=", drawn(32)),
    ("secret_setting", "client_secret: '", drawn(40) + "'"),
    ("secret_setting", "docker login --password ", "xV9k2Lq8Wz"),
    ("secret_setting", "登录密码：", "tR7#mQ2zLw"),
    ("secret_setting", "密码是", "tR7#mQ2zLw"),
    ("secret_setting", "密码：", "lou8wei77"),
    ("secret_setting", "WiFi密码: ", "sunny8866，连上就行"),
    ("secret_setting", "口令：“", "lw2hk9pq”"),
    ("secret_aws", "aws_secret_access_key = ", drawn(40)),
    ("secret_bearer", "Authorization: Bearer ", drawn(40)),
]

STAYS = [
    "API_KEY=YOUR_API_KEY，OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx，token: <your-token>",
    "password: ${DB_PASSWORD}，password={{ vault_password }}，PASSWORD=$PASSWORD，--password=<password>",
    "mysql://root:123456@127.0.0.1:3306/test，root:123456@ 与 redis://:password@localhost:6379/0",
    "https://user:pass@example.com/，postgres://postgres:postgres@db/，http://lige:lige@db.lige.io/",
    "password=123456，密码：123456，密码是 Passw0rd!，password: P@ssw0rd123，密码：********",
    "AKIAIOSFODNN7EXAMPLE 与 wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY 是文档里的例子",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx，hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-learn-contrib-and-more-estimators，task-force-on-large-language-models-for-all",
    "password = getPasswordFromEnvironment()，token = request.headers.get('X-Token-2')",
    "secretName: lige-pump-tls-2024，kubectl delete secret lige-pump-net-tls",
    "xi@192.168.1.3's password:\nubuntu-16.04-desktop-amd64.iso 26% 372MB",
    "password_file: /etc/pumps/db2.conf，private_key_path=./keys/id_ed25519，token_url=https://a.io/v2",
    "密码：abc12345，密码：test1234，口令：mysql8888，密码：root2024，密码：password88，密码：linux2019",
    "密码：/etc/passwd1，密码：see2，密码：helloworld，密码：20240115，密码：${PASS_2}，密码：get_pass(2)",
    "密码至少包含8个字符，其中大小写字母和数字各一个；令牌是一种凭证。",
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 是公钥；sha256 da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "-----BEGIN PUBLIC KEY-----\n" + drawn(64) + "\n-----END PUBLIC KEY-----",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "token 数为 4096，max_tokens=2048，the token is a word piece，password is required",
    "vue: { token: this.$store.state.token2 }，const apiKey = process.env.API_KEY_2",
]  # fmt: skip


def redacted(text: str) -> str:
    return Traced.of(text).apply(credentials(text)).text


@pytest.mark.parametrize(("rule", "token"), TOKENS)
def test_published_forms_go(rule: str, token: str) -> None:
    (edit,) = credentials(f"请设置 {token} 后重试")
    assert (edit.rule, edit.start, edit.end) == (rule, 4, 4 + len(token))
    assert redacted(f"key={token}\n") == "key=[SECRET]\n"


@pytest.mark.parametrize(("rule", "before", "rest"), IN_CONTEXT)
def test_secrets_in_their_setting_go_and_the_setting_stays(
    rule: str, before: str, rest: str
) -> None:
    (edit,) = credentials(before + rest)
    assert edit.rule == rule
    assert redacted(before + rest).startswith(f"{before}[SECRET]")
    assert holds_placeholder(redacted(before + rest))


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
def test_a_private_key_goes_and_its_marker_lines_stay(kind: str) -> None:
    marks = f"-----BEGIN {kind}PRIVATE KEY-----", f"-----END {kind}PRIVATE KEY-----"
    body = "\n".join(drawn(64, seed) for seed in range(6))
    text = f"如下：\n{marks[0]}\n{body}\n{marks[1]}\n完"
    assert redacted(text) == f"如下：\n{marks[0]}\n[SECRET]\n{marks[1]}\n完"


@pytest.mark.parametrize("text", STAYS)
def test_stand_ins_and_look_alikes_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("value", "verdict"), [("YOUR_KEY", True), ("P@ssw0rd9", True), ("aaaaaaaaaaaa", True), ("f7Qz!x2Lp9", False)]
)  # fmt: skip
def test_stand_in(value: str, verdict: bool) -> None:
    assert stand_in(value) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("f7Qz!x2Lp9", True), (drawn(40), True), ("correcthorse", False), ("20240115", False), ("Aa1", False), ("ab1ab1ab1", False)],
)  # fmt: skip
def test_drawn_by_lot(value: str, verdict: bool) -> None:
    assert drawn_by_lot(value, least=8) == verdict


PIECES = [token for _, token in TOKENS] + [b + r for _, b, r in IN_CONTEXT] + STAYS + [" ", "\n", "=", "密码：", "13812345678", "a@b.cn"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | st.text(max_size=60))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_secrets_then_personal_data_is_final(text: str) -> None:
    def both(text: str) -> str:
        return Traced.of(redacted(text)).apply(personal(redacted(text))).text

    assert both(both(text)) == both(text)
