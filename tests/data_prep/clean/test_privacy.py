"""Personal data: every kind in the ways it is written, and the numbers that look alike and must stay.

All numbers and names are invented; ID and card numbers were given the check digit their standard asks.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.privacy import luhn, personal
from data_prep.clean.redaction import PLACEHOLDERS, holds_placeholder

FOUND: list[tuple[str, str]] = [
    # --- mobile
    ("请拨打13812345678联系。", "请拨打[PHONE]联系。"),
    ("手机：138-1234-5678", "手机：[PHONE]"),
    ("手机 138 1234 5678。", "手机 [PHONE]。"),
    ("电话：+86 13812345678", "电话：[PHONE]"),
    ("电话：+86-138-1234-5678", "电话：[PHONE]"),
    ("电话(+86)13812345678", "电话[PHONE]"),
    ("联系人郤小楼：008613912345678", "联系人郤小楼：[PHONE]"),
    ("手机号１３８１２３４５６７８已登记", "手机号[PHONE]已登记"),
    ("有意者请联系沈女士，19912345678，非诚勿扰", "有意者请联系沈女士，[PHONE]，非诚勿扰"),
    ("电话：13812345678、13912345678/15012345678", "电话：[PHONE]、[PHONE]/[PHONE]"),
    ("Tel: 13812345678", "Tel: [PHONE]"),
    ("Ring 13951872460 in the morning", "Ring [PHONE] in the morning"),
    ("Call Tom (13951872460).", "Call Tom ([PHONE])."),
    ("email me or text 13951872460.", "email me or text [PHONE]."),
    ("You can reach Tom on 139 5187 2460 after six.", "You can reach Tom on [PHONE] after six."),
    ("15867234901", "[PHONE]"),
    ("张三\n13951872460\n李四\n- 15867234901\n", "张三\n[PHONE]\n李四\n- [PHONE]\n"),
    ("13951872460\n15867234901\n18667234902", "[PHONE]\n[PHONE]\n[PHONE]"),
    ("张三——13951872460", "张三——[PHONE]"),
    ("| 张三 | 13951872460 | 28 |", "| 张三 | [PHONE] | 28 |"),
    ("他在门口贴了138 12345678，没人打", "他在门口贴了[PHONE]，没人打"),
    ("138—1234—5678", "[PHONE]"),
    ("138 – 1234 – 5678", "[PHONE]"),
    ("手机139.5187.2460", "手机[PHONE]"),
    ("王女士 139 5187 2460 转交", "王女士 [PHONE] 转交"),
    # --- landline
    ("电话（021）62345678", "电话[PHONE]"),
    ("电话：010—62345678", "电话：[PHONE]"),
    ("电话：010-62345678", "电话：[PHONE]"),
    ("咨询热线(021)5234 5678", "咨询热线[PHONE]"),
    ("传真：0571-87654321转8008", "传真：[PHONE]"),
    ("传真：0571-87654321-802", "传真：[PHONE]"),
    ("电话：+86 10 6234 5678", "电话：[PHONE]"),
    ("联系电话:01062345678", "联系电话:[PHONE]"),
    ("办公电话：6234567", "办公电话：[PHONE]"),
    # --- elsewhere
    ("Call me at (415) 555-2671 tomorrow.", "Call me at [PHONE] tomorrow."),
    ("Phone: 415-555-2671", "Phone: [PHONE]"),
    ("Phone: 415.555.2671", "Phone: [PHONE]"),
    ("Reach us on +1 415 555 2671.", "Reach us on [PHONE]."),
    ("Office +44 20 7946 0958, London", "Office [PHONE], London"),
    ("Mobile: 07700 900123", "Mobile: [PHONE]"),
    ("Call 020 7946 0123", "Call [PHONE]"),
    ("Call Tom Lee at 0121 496 0123 today", "Call Tom Lee at [PHONE] today"),
    ("香港办事处 +852 2345 6789", "香港办事处 [PHONE]"),
    ("电话：2345 6789（香港）", "电话：[PHONE]（香港）"),
    ("手機：0912-345-678", "手機：[PHONE]"),
    ("台北 +886 912 345 678", "台北 [PHONE]"),
    # --- documents
    ("身份证号11010519491231002X，", "身份证号[ID_CARD]，"),
    ("身份证：110105 19491231 002X", "身份证：[ID_CARD]"),
    ("身份证号码：110105491231002", "身份证号码：[ID_CARD]"),
    ("身份证 330106 19850714 3024", "身份证 [ID_CARD]"),
    ("330106 1985 0714 3024", "[ID_CARD]"),
    ("他的号码330106-19850714-3024是真的", "他的号码[ID_CARD]是真的"),
    ("公民身份号码 440305 1999 0101 003X", "公民身份号码 [ID_CARD]"),
    ("身份证号 330106198507143025", "身份证号 [ID_CARD]"),
    ("ID card number: 330106198507143025", "ID card number: [ID_CARD]"),
    ("护照号：E12345678", "护照号：[PASSPORT]"),
    ("Passport No. G12345678", "Passport No. [PASSPORT]"),
    ("SSN: 123-45-6789", "SSN: [SSN]"),
    ("肇事车辆为沪A·12B45，", "肇事车辆为[PLATE]，"),
    ("车牌号：粤B12345", "车牌号：[PLATE]"),
    # --- cards
    ("卡号 6222 0212 3456 7890 128", "卡号 [BANK_CARD]"),
    ("请汇至6222021234567890128，户名", "请汇至[BANK_CARD]，户名"),
    ("Card 4111-1111-1111-1111 expires", "Card [BANK_CARD] expires"),
    ("Visa: 4111111111111111", "Visa: [BANK_CARD]"),
    ("Amex 3782 822463 10005", "Amex [BANK_CARD]"),
    ("DE44500105175407324931", "[IBAN]"),
    ("IBAN: DE44 5001 0517 5407 3249 31, BIC", "IBAN: [IBAN], BIC"),
    ("iban de44 5001 0517 5407 3249 31", "iban [IBAN]"),
    ("FR14-2004-1010-0505-0001-3M02-606", "[IBAN]"),
    ("请汇至NO93 8601 1117 947。", "请汇至[IBAN]。"),
    ("IBANNL91ABNA0417164300", "IBAN[IBAN]"),
    ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "[IBAN]"),
    # --- e-mail
    ("邮箱:xiaolou.xi@lige-pump.com.cn。", "邮箱:[EMAIL]。"),
    ("来信请寄xi_lou@qq.com或电话", "来信请寄[EMAIL]或电话"),
    ("<a.b+c@mail.lige.io>", "<[EMAIL]>"),
    ("xiaolou＠lige.io", "[EMAIL]"),
    ("write to xiaolou [at] lige.io", "write to [EMAIL]"),
    ("xiaolou(at)lige(dot)io", "[EMAIL]"),
    ("xiaolou#163.com（把#换成@）", "[EMAIL]（把#换成@）"),
    ("mailto:xiaolou@lige.io", "mailto:[EMAIL]"),
    # --- addresses of machines
    ("登录 IP 为 123.118.44.97，", "登录 IP 为 [IP]，"),
    ("http://47.93.12.200:8080/x", "http://[IP]:8080/x"),
    ("from 2408:8207:1850:2a60::4c2 port 22", "from [IP] port 22"),
    # --- accounts
    ("QQ：123456789", "QQ：[ACCOUNT]"),
    ("加QQ号 87654321 咨询", "加QQ号 [ACCOUNT] 咨询"),
    ("微信号：xiaolou_88", "微信号：[ACCOUNT]"),
    ("微信:wxid-abc123", "微信:[ACCOUNT]"),
    ("微信 wxid_8sk2l1mz90", "微信 [ACCOUNT]"),
    ("加微信xiaolou_8899电话联系", "加微信[ACCOUNT]电话联系"),
    ("微信号xiaolou_8899", "微信号[ACCOUNT]"),
    ("加V xiaolou8899", "加V [ACCOUNT]"),
    ("WeChat ID: xiaolou88", "WeChat ID: [ACCOUNT]"),
]

STAYS = [
    # --- hotlines and offices
    "遇险请拨打110、119或12345，银行客服95588，公司热线400-810-8888、400 810 8888。",
    "Call toll-free 800-555-0199 or 1-888-555-0100, or +1 800 555 0199; dial 911.",
    "写信至info@lige-pump.com、support@lige.io、hr@lige.io、webmaster@lige.io。",
    "关注微信公众号：砺汐泵业，QQ群：123456789，微信小程序",
    # --- example addresses, user names, handles, versions of packages
    "user@example.com foo@bar.com x@y me@sub.example.org zhang@example.com.cn a@b.test root@localhost",
    "git clone git@github.com:lige/pump.git && scp xi@pump.lige.io:/tmp/a . && ssh xi@pump.lige.io",
    "npm i left-pad@1.3.0 getty@tty1.service icon@2x.png @xiaolou@mastodon.social [xi@lige.io ~]$",
    "https://lige.io/@xiaolou.lou ftp://xi@files.lige.io/a linux-pump@vger.kernel.org",
    "aes256-gcm@openssh.com lige-support@lige.io pump-list@lige.io abcd@abcd.com destination_email@lige.io",
    "def at(x): return x [at] y, look (at) it.",
    # --- numbers
    "时间戳20240115103000，毫秒1705286400000，秒1705286400，纳秒1705286400123456789",
    "订单号：13812345678，流水号20240115138123456，快递单号 15012345678",
    "文件大小 15032385536 字节，约 13812345678 元，共13812345678人",
    "size: 15032385536 bytes; offset=13812345678; x = 13812345678",
    "Order 13951872460 in the list, ticket no. 13951872460. Invoice: 13951872460",
    "The sum is 13951872460. About 13951872460 in total, between 13951872460 and 13951872461.",
    "用户ID：13951872460，运单号 13951872460，订单号为 13951872460，余额13951872460",
    "2024-01-15 10:30:00 INFO login 13951872460 ok\nERROR user 13951872460 in session",
    "user_id=13951872460 https://a.io/13951872460 let x = [13951872460, 1] {\"n\": 13951872460}",
    "run(13951872460) and `13951872460` in code; It printed 13951872460 rows",
    "18273645901\n13951872460\n99182736455",
    "订单号：\n13951872460\n\n输出：\n\n13951872460",
    "13951872460 13851872461 13751872462\n北京 138 12345678 99 12345678",
    "1.138.12345678.9 和 12138 12345678 和 138 12345678 90",
    "DE45500105175407324931 过不了校验，GB12 是郡，NO 12 34 56 78 90 12 34，DE4450010517540732493",
    "加微信公众号，微信号zhifubao，微信iPhone15Pro，添加微信WeChat，wxid_example，mywxid_8sk2l1mz90",
    "身份证号为18位数字，订单 330106198507143025",
    "ISBN 978-7-111-40701-0，ISBN 9787111407010，ISSN 1000-1234，DOI 10.1016/j.cell.2023.12.345678",
    "坐标 39.904200, 116.407396；(31.230416, 121.473701)；π≈3.14159265358979",
    "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 和 550e8400-e29b-41d4-a716-446655440000",
    "| 2021 | 13812 | 34567 | 890 |\n2019 2020 2021 2022 2023\n1380 1381 2345 6789",
    "价格 ¥13,812,345,678，$1,381,234,567.80，增长 0.13812345678",
    "2024-01-15 10:30:00，2024/01/15，1949-10-01至1976-09-09，19:00-21:30，010-2024年第3期",
    "int64 最大值是 9223372036854775807，2**52 = 4503599627370496，2**62 = 4611686018427387904",
    "110105194912310021 校验位不对，991231194912310020 没有这个省",
    "6222021234567890123 过不了 Luhn，1234567812345670 没有发卡行",
    "邮编 100084，房间 1024，第 13812345678 号专利，学号 2024123456",
    "call 8048534 <printf@plt>，mov eax, 0x13812345678",
    "SSN 不是 000-12-3456，也不是零件号 123-45-6789",
    "航班 E12345678 与护照无关",
    "阿里云A100GPU，京A级景区，川A·级",
    # --- addresses of no machine in particular
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.20 169.254.1.1 100.64.0.1 0.0.0.0 255.255.255.0 224.0.0.251",
    "192.0.2.1 198.51.100.7 203.0.113.9 8.8.8.8 1.1.1.1 114.114.114.114 223.5.5.5 1.2.3.4 12.12.12.12",
    "::1 fe80::1 fd00::1 2001:db8::1 2001:4860:4860::8888 std::vector 12:30:45 a::b 00:1a:2b:3c:4d:5e",
    "版本 4.19.91.22，version 121.0.6167.85，Chrome/121.10.167.85，v98.4.22.101，内核 5.10.134.13",
    "3.6.12.1 节，1.3.6.1.4.1.311，8.0.0.0/8，203.119.206.0/24，0.12.34.56.78",
    "手机型号，电话亭，QQ 浏览器 12345 版，微信：支付宝",
]  # fmt: skip


def redacted(text: str) -> str:
    return Traced.of(text).apply(personal(text)).text


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_personal_data_is_found_whole(text: str, expected: str) -> None:
    assert redacted(text) == expected
    assert holds_placeholder(expected)


@pytest.mark.parametrize("text", STAYS)
def test_what_looks_alike_stays(text: str) -> None:
    assert redacted(text) == text
    assert not holds_placeholder(text)


def test_rules_and_placeholders_are_one_table() -> None:
    rules = {edit.rule for text, _ in FOUND for edit in personal(text)}
    assert rules == {rule for rule in PLACEHOLDERS if rule.startswith("pii_")}


@pytest.mark.parametrize(("digits", "good"), [("4111111111111111", True), ("4111111111111112", False), ("79927398713", True)])  # fmt: skip
def test_luhn(digits: str, good: bool) -> None:
    assert luhn(digits) == good


PIECES = [text for text, _ in FOUND] + STAYS + ["电话", "手机：", "[PHONE]", "86", "-", " ", "\n", "+", ".", "@", "1", "卡号", "IP", "(", "a"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


@given(
    st.text(alphabet="0123456789 +-().@:/abX电话微信QQ：１２[", max_size=60) | st.text(max_size=60)
)
def test_any_text_is_taken_and_its_edits_stand_apart(text: str) -> None:
    edits = personal(text)
    assert all(0 <= edit.start < edit.end <= len(text) for edit in edits)
    assert redacted(redacted(text)) == redacted(text)


def test_many_hits_take_time_in_proportion() -> None:
    text = "电话：13812345678，邮箱xi@lige.io。\n" * 3000 + "电话：" + "13812345678/" * 3000
    assert len(personal(text)) == 9000
