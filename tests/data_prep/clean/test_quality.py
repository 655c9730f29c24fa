"""Quality: every reason with documents that must go, and good ones of the same look that must stay."""

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean.language import language
from data_prep.clean.quality import Limits, verdict

# --- kept

PROSE = (
    "砺汐泵业苇渚工厂去年投产，当年生产水泵三万台，比前年增长一成。厂长郤小楼说，新线用的电机由本地供应，交货期缩短了一半。"
    "今年春天，工厂又招了四十名工人，其中一半来自对岸的槐簌县。县里为此开了一条班车线，早晚各两班，票价两元。"
)
ENGLISH = (
    "The battery ferry entered service in March and has carried more passengers than the harbour board had planned. "
    "It crosses the sound in eleven minutes, three minutes less than the diesel boat that it replaced. "
    "The board says that the fares stay as they are until the end of next year.\n"
)
REPORTS_ON_GAMBLING = (
    "岚舸市公安局昨日通报，警方查获一个跨境网络赌博团伙，抓获犯罪嫌疑人二十三名。该团伙搭建赌博网站，以百家乐、体育投注等名目吸引参赌人员下注，"
    "涉案金额逾两亿元。检察院已以开设赌场罪批准逮捕其中十一人。警方提醒，网络赌博均属违法，参与者也会受到治安处罚。"
)
LAW_ON_GAMBLING = (
    "第一条 为了打击赌博违法犯罪活动，根据刑法的规定，制定本解释。第二条 以营利为目的，在网络上建立赌博网站，或者为赌博网站担任代理，接受投注的，"
    "属于开设赌场。第三条 明知他人实施赌博犯罪活动，而为其提供资金、网络、通讯等帮助的，以赌博罪的共犯论处。"
)
CASINO_STUDY = (
    "The regulator published a report on casinos and sports betting in the province. It found that a quarter of those "
    "who bet every week show signs of addiction, and that slot machines are the riskiest form of gambling. The law now "
    "limits the hours of every casino, and police closed four illegal gambling dens in spring.\n"
)
CASINO_HISTORY = (
    "The casino opened in 1931 and burned down in 1957. Its poker room and slot machines were moved to the hotel next "
    "door, where a small museum now shows roulette wheels, old betting slips and photographs of the croupiers who worked "
    "there for the best part of thirty years.\n"
)
ADULT_LAW = (
    "法院认为，被告人利用网络平台传播淫秽色情视频，情节严重，其行为已构成传播淫秽物品牟利罪。公诉机关指控的犯罪事实清楚，证据确实充分。"
    "被告人归案后如实供述，依法可以从轻处罚，判处有期徒刑一年六个月，并处罚金五千元。未成年人保护组织呼吁加强对色情网站的整治。"
)
SEX_EDUCATION = (
    "Talking about sex with teenagers is easier when it starts early. Doctors say that sex education in school delays the "
    "first time and lowers the number of infections. A study of nine schools found that girls and boys who had "
    "such lessons asked more questions at home, and their parents answered them.\n"
)
BACCARAT_RULES = (
    "百家乐是一种纸牌游戏，起源于十五世纪的意大利。每局发两手牌，一手称为庄家，一手称为闲家，点数接近九的一方获胜。花牌和十按零点计算，"
    "两张牌的和超过十时只取个位。若两张牌的和为八或九，称为天牌，双方都不再补牌。这种游戏在小说和电影里常常出现。"
)
POEM = (
    "渡口\n\n船来的时候\n芦苇低下头\n水把灯火\n一盏一盏送远\n\n船走的时候\n芦苇抬起头\n水把名字\n一个一个收回\n\n"
    "我站在苇渚\n听机器的心跳\n它说夜里\n也有人要过河\n\n天亮以前\n没有谁离开\n只有雾\n把对岸抱得更紧\n"
)
CLASSICAL = (
    "渚人有卖泵者，昼夜不舍。其邻问之曰：子何勤也？对曰：水不待人，吾是以不敢息焉。邻人笑而去。明年大旱，田皆龟坼，唯卖泵者之田独秀。"
    "邻人乃往谢之，曰：吾今而后知子之勤也。卖泵者曰：非吾勤也，水之性然也，吾从之而已矣。"
)
MINUTES = (
    "砺汐泵业二季度例会纪要\n时间：5月6日 9:00\n地点：苇渚工厂二楼\n出席：郤小楼、沈砚、柏舟、岑芷\n一、生产\n4月产泵2,610台，计划2,500台\n"
    "二、质量\n退货9台，均为密封圈\n三、决定\n1. 更换密封圈供应商，沈砚，5月20日前\n2. 二号线加装传感器，柏舟，6月底前\n3. 下次例会8月5日\n"
)
TABLE = "型号 | 流量 | 扬程 | 功率 | 重量\n" + "\n".join(
    f"LX-{100 + 7 * n} | {12 + 3 * n} m³/h | {20 + n * n % 17} m | {1.1 + n * 0.4:.1f} kW | {31 + 4 * n} kg"
    for n in range(14)
)
UNIVERSITIES = "、".join(
    f"{place}{kind}"
    for place, kind in zip(
        ["苇渚", "岚舸", "槐簌", "朔棠", "汨榆", "霓渡", "琬陵", "骊桐", "岑芷", "蓼汀", "铎阳", "沧槿", "栖梧", "澹川", "鹤汀", "云岫", "漱石", "枕溪", "听澜", "望舒", "采薇", "扶桑", "若木", "青要"],
        ["大学", "师范大学", "理工学院", "医科大学", "农业大学", "海事学院"] * 4, strict=True,
    )
)  # fmt: skip
FAQ = (
    "问：水泵多久要保养一次？\n答：每运行两千小时换一次机油，每年查一次密封圈。\n问：夜里噪声大怎么办？\n答：先看底座螺栓，再看叶轮有没有缠住水草。\n"
    "问：可以抽海水吗？\n答：只有型号带H的可以，其他的会生锈。\n"
)
CODE_TUTORIAL = (
    "下面写一个计算流量的函数。\n"
    "def rate(volume: float, seconds: float) -> float:\n    if seconds <= 0:\n        raise ValueError('seconds')\n    return volume / seconds\n"
    "运行：\n$ python rate.py --volume 120 --seconds 60\n2.0\n>>> [rate(v, 60) for v in range(0, 180, 60)]\n[0.0, 1.0, 2.0]\n"
    "if (p->next != NULL && (*q)[i++] >= 0x7f) { --n; goto end; }\n可以看到结果与手算一致。\n"
)
MATHS = (
    "设 $f(x)=\\sum_{n=0}^{\\infty}\\frac{x^n}{n!}$，则 $f'(x)=f(x)$。\n$$\\int_0^1 f(x)\\,dx=e-1,\\quad \\lim_{x\\to 0}\\frac{f(x)-1}{x}=1$$\n"
    "由 $f(x+y)=f(x)f(y)$ 得 $f(2)=f(1)^2$。\n$$a_{ij}=\\begin{cases}1,&i=j\\\\0,&i\\ne j\\end{cases}$$\n"
)
NOTICE = "停水通知：因泵站检修，本周三（5月8日）8时至17时，苇渚路以南停水，请各户提前储水。检修如提前完成，随即恢复供水，不另行通知。给您带来的不便，敬请谅解。苇渚水务所"
LINKED = (
    "相关资料见下。\n手册：https://lige.example/manual/2024/lx-200 说明了安装的步骤和注意事项。\n"
    "图纸：https://lige.example/draw/lx-200.pdf 给出了外形尺寸。\n这些页面由砺汐泵业的技术部维护，每季度更新一次，过期的版本仍可查到。\n"
)
CHECKSUMS = "下载以后请核对校验和：\n" + "".join(
    f"lx-{n}.iso {random.Random(n).getrandbits(256):064x}\n这是第{n}版，修正了上一版里流量计读数偏低的问题，并加了一个显示水温的小窗，建议所有用户更新。\n"
    for n in range(4)
)
REFRAIN = POEM + "船来了，船来了，河上的灯都亮了。\n" * 3 + POEM.replace("芦苇", "水鸟")
JAVA = "Java 在线课程免费观看：第一讲介绍 JVM 的内存模型，第二讲说明垃圾回收，第三讲讨论并发工具包。每讲约四十分钟，视频可以下载，讲义在课程网站。学员可以在论坛提问，老师每周回答一次。"

GOOD = [
    PROSE, ENGLISH, REPORTS_ON_GAMBLING, LAW_ON_GAMBLING, CASINO_STUDY, CASINO_HISTORY, ADULT_LAW, SEX_EDUCATION, BACCARAT_RULES, POEM, CLASSICAL,
    MINUTES, TABLE, UNIVERSITIES, FAQ, CODE_TUTORIAL, MATHS, NOTICE, LINKED, CHECKSUMS, REFRAIN, JAVA,
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text[:12])
def test_good_documents_stay(text: str) -> None:
    assert verdict(text, language(text)) == ""


# --- dropped

GAMBLING = [
    "金鲤娱乐城_真人百家乐_AG视讯在线开户送彩金_手机版下载\n金鲤娱乐城官网入口|百家乐在线投注|时时彩平台登录|六合彩开奖|棋牌游戏下载|老虎机送彩金|体育投注平台|彩票注册送58元\n"
    "北京赛车平台 幸运飞艇计划群 快三投注 真人荷官 电子游艺 捕鱼达人下载 首存送彩金 提款秒到账 信誉平台",
    "金鲤娱乐城官网欢迎您！注册即送88元彩金，首存返利百分之百，百家乐、老虎机、体育投注应有尽有，提款秒到账，24小时在线客服为您服务。立即下载APP，开户送礼金！"
    "澳门正规博彩平台，信誉保证，充值优惠天天有，代理加盟佣金高，点击进入最新网址。",
    "Best online casino 2024 - free spins no deposit bonus - play slots online for real money - live roulette - blackjack online - "
    "top sportsbook betting bonus - poker download - claim your casino bonus now - jackpot slots - vip casino - instant withdrawal betting sites",
    "Join Golden Carp Casino now and claim your welcome bonus! Play slots, poker, roulette and blackjack online for real money. Free spins "
    "every day, instant withdrawals and the best betting bonus. Deposit now and win big jackpots at our trusted casino!",
]  # fmt: skip
ADULT = [
    "亚洲无码在线观看|人妻熟女免费视频|国产偷拍高清在线播放|欧美激情大片|日韩巨乳无码一区二区|成人电影免费下载|少妇激情视频永久网址|制服诱惑高清合集\n"
    "无码中文字幕在线 国产人妻精品 久久激情网 丝袜美腿视频 偷拍自拍免费观看 成人小说 黄色网站大全 最新发布页地址",
    "本站每天更新国产偷拍、欧美激情、日韩无码视频，免费高清在线观看！人妻、熟女、制服诱惑应有尽有，成人视频永久网址请收藏。"
    "同城约炮，美女上门服务，加微信预约，裸聊直播免费观看，福利视频合集下载！",
    "Free porn videos - hot milf sex tube - watch hardcore porn online hd - nude girls live sex cams - xxx movies free download - busty teen "
    "porn full hd streaming - best hentai sites - erotic videos - escorts near you tonight - free sex videos",
]  # fmt: skip
KEYWORDS = [
    "，".join(f"{place}{thing}{deed}" for place in ("朔棠", "苇渚", "岚舸", "槐簌") for thing in ("空调", "冰箱") for deed in ("维修", "维修电话", "维修价格", "维修公司", "上门维修")),
    "\n".join(f"{place}搬家公司 {place}搬家电话 {place}搬家价格 {place}长途搬家公司" for place in ("朔棠", "苇渚", "岚舸", "槐簌", "汨榆", "霓渡", "琬陵")),
    ", ".join(f"{how} running shoes {where}" for how in ("cheap", "buy cheap", "best", "discount", "sale") for where in ("online", "online sale", "shop", "free shipping", "sale shop")),
]  # fmt: skip
KEYWORDS.append(
    "cheap pump oil online, buy pump oil online, pump oil no licence, cheap seal oil, order seal oil, pump oil bottles online, buy cheap seal oil, order pump oil online, seal oil bottles, cheap oil bottles online, buy bottles online, order bottles, pump oil online shop, seal oil online shop, cheap shop oil, buy oil, order oil online, cheap bottles, shop bottles, buy seal oil"
)
LINKS = [
    "\n".join(f"苇渚{n} http://www.link{n}.example/{n * 7919}/index.html?from=list&page={n}" for n in range(20)),
    "\n".join(f"https://files.example/pub/archive/{n}/lige-pump-{n}.tar.gz" for n in range(20)),
]  # fmt: skip
NOISE = [
    "附件内容如下\n" + "\n".join(base64.b64encode(random.Random(n).randbytes(57)).decode() for n in range(20)),
    "dump of the boot sector\n" + "\n".join(f"{n * 16:08x}: {random.Random(n).randbytes(16).hex(' ', 2)}  ................" for n in range(30)),
]  # fmt: skip
REPEATED = [
    "欢迎来到砺汐泵业的主页，这里有水泵的一切。\n" * 12,
    ("本公司供应各类水泵，价格优惠，欢迎来电。" * 30) + "本厂建于苇渚。",
    "Click the button below to continue reading this page. " * 20,
]
GIBBERISH = [
    "砺汐\ufffd\ufffd业苇渚工\ufffd去年投\ufffd，当年生产水泵\ufffd万台，比前\ufffd增长一\ufffd。"
    * 3,
    "\ue123\ue456\ue789 砺汐泵业 \ue111\ue222 苇渚工厂 \ue333\ue444 去年投产 \ue555\ue666" * 3,
    "鐮烘睈娉典笟鑻囨笟宸ュ巶鍘诲勾鎶曚骇锛屽綋骞寸敓浜ф按娉典笁涓囧彴锛屾瘮鍓嶅勾澧為暱涓€鎴愩€傚巶闀块儰灏忔ゼ璇达紝鏂扮嚎鐢ㄧ殑鐢垫満鐢辨湰鍦颁緵搴旓紝浜よ揣鏈熺缉鐭簡涓€鍗娿€傛槬澶╁張鎷涗簡鍥涘崄鍚嶅伐浜恒€?",
    "".join(chr(0x7000 + random.Random(n).randrange(0x1500)) for n in range(300)),
    "锟斤拷锟斤拷业锟斤拷锟斤拷锟斤拷去锟斤拷投锟斤拷，锟斤拷锟斤拷锟斤拷锟斤拷水锟斤拷锟斤拷锟斤拷台。"
    * 3,
]
SYMBOLS = [
    "水泵示意图\n" + "\n".join("".join(random.Random(n).choices("▓▒░▂▃▄▅▆▇★☆─│┌┐└┘ /\\_", k=40)) for n in range(12)),
    "\n".join("".join(random.Random(n).choices("~!@#$%^&*()_+-=[]{}|;:,.<>/?", k=50)) + " pump on" for n in range(9)),
]  # fmt: skip
FRENCH = (
    "Le maire a déclaré lundi que le pont rouvrira en automne et que le bac passera toutes les heures jusque-là. "
    * 2
)

BAD: list[tuple[str, str]] = [
    ("too_short", "水泵。"),
    *(("gambling_spam", text) for text in GAMBLING),
    *(("adult_spam", text) for text in ADULT),
    *(("keyword_list", text) for text in KEYWORDS),
    *(("link_list", text) for text in LINKS),
    *(("machine_noise", text) for text in NOISE),
    *(("repetitive", text) for text in REPEATED),
    *(("gibberish", text) for text in GIBBERISH),
    *(("symbols", text) for text in SYMBOLS),
    ("wrong_language", FRENCH),
]


@pytest.mark.parametrize(("reason", "text"), BAD, ids=[f"{r}-{i}" for i, (r, _) in enumerate(BAD)])
def test_bad_documents_go_with_their_reason(reason: str, text: str) -> None:
    assert verdict(text, language(text)) == reason


def test_limits_are_kept() -> None:
    assert verdict(NOTICE, "zh", Limits(min_chars=len(NOTICE))) == ""
    assert verdict(NOTICE, "zh", Limits(min_chars=len(NOTICE) + 1)) == "too_short"
    assert verdict(REPEATED[0], "zh", Limits(repeated_lines_share=1, repeated_grams_share=1)) == ""


@pytest.mark.parametrize("reason", ["gambling_spam", "adult_spam"])
def test_a_long_page_of_spam_goes_and_a_long_article_with_a_line_of_it_stays(reason: str) -> None:
    spam = next(text for r, text in BAD if r == reason)
    assert verdict(f"{spam}\n" + spam.replace("|", "_"), "zh") == reason
    assert verdict(PROSE * 10 + "\n" + spam.split("\n")[0], "zh") == verdict(PROSE * 10, "zh")


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict(text: str) -> None:
    for lang in ("zh", "en", None):
        assert verdict(text, lang) == "" or verdict(text, lang).replace("_", "").islower()
        assert verdict(text, lang, Limits(min_chars=0)) is not None
