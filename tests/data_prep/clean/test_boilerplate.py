"""Boilerplate: for every rule a line that goes, and lines that look alike and must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.boilerplate import RULES, lines_to_drop

ARTICLE = [f"砺汐泵业第{n}车间去年生产了水泵三万台，比前年增长一成。" for n in range(1, 10)]
HEAD, MIDDLE, TAIL = 0, 5, 9

JUNK: list[tuple[str, int, str]] = [
    ("spider_pool", TAIL, "主站蜘蛛池模板: 麻阳| 兰坪| 成武县"),
    ("spider_pool", TAIL, "汨榆县|朔棠县|霓渡县|槐簌市|岑芷县|蓼汀县|铎阳县|琬陵市|骊桐县"),
    ("navigation", HEAD, "首页 > 新闻 > 环境"),
    ("navigation", HEAD, "当前位置：首页 > 新闻"),
    ("link_row", TAIL, "网站地图 | 加入收藏 | 设为首页"),
    ("breadcrumb", HEAD, "岚舸网 > 新闻中心 > 时政新闻"),
    ("open_app", MIDDLE, "点击展开全文"),
    ("open_app", HEAD, "打开APP"),
    ("qr_code", TAIL, "长按识别二维码，关注我们"),
    ("qr_code", TAIL, "扫描二维码下载财富APP"),
    ("hot_articles", TAIL, "猜你喜欢"),
    ("hot_articles", TAIL, "热门文章"),
    ("page_widget", TAIL, "| 打印 | 评论 |"),
    ("page_widget", TAIL, "字号 大 中 小"),
    ("share_line", TAIL, "分享到：微信 微博"),
    ("copyright", TAIL, "版权所有 © 2024 岚舸财经网 未经授权不得转载"),
    ("copyright", TAIL, "著作权归作者所有，禁止转载。"),
    ("copyright", TAIL, "转载请注明出处"),
    ("credits", TAIL, "（责任编辑：郤小楼）"),
    ("credits", HEAD, "文 | 王启隆"),
    ("credits", TAIL, "图片来源：岚舸社"),
    ("byline_row", HEAD, "作者：沈小楼，岚舸社。来源：岚舸网 发布时间：2024-05-06"),
    ("follow_us", TAIL, "欢迎关注我们的微信公众号"),
    ("newsletter_ad", TAIL, "我们的简报每周一更新，立即订阅，别错过！"),
    ("magazine_issue", TAIL, "《科学新闻》（科学新闻2024年4月刊封面）"),
    ("model_download", TAIL, "模型下载地址：https://llama.example/"),
    ("navigation_en", HEAD, "Home > News > Harbour"),
    ("navigation_en", HEAD, "News | Sport | Weather | Jobs"),
    ("skip_link", HEAD, "Skip to main content"),
    ("share_en", MIDDLE, "Share this article on Facebook"),
    ("newsletter_en", TAIL, "Sign up for our free weekly newsletter"),
    ("subscribe_now_en", TAIL, "Subscribe now – get 3 months for the price of 1"),
    ("newsletter_en", TAIL, "Get the best of the Coastline delivered to your inbox."),
    ("read_also_en", MIDDLE, "Read also: The keeper of the harbour light"),
    ("cookie_notice", HEAD, "We use cookies to give you the best experience."),
    ("cookie_notice", HEAD, "By continuing you agree to our use of cookies. Accept all cookies"),
    ("copyright_en", TAIL, "© 2024 Coastline Business Weekly."),
    ("copyright_en", TAIL, "The Pellinmouth Post. All rights reserved."),
    ("related_en", TAIL, "You might also like"),
    ("punctuation_only", MIDDLE, "* * *"),
    ("link_only", MIDDLE, "https://example.org/a?b=c"),
    ("spam_title", HEAD, "金鲤彩票网站_在线开户送彩金，手机版下载，官方平台入口"),
    ("repeated_line", MIDDLE, "砺汐泵业年报"),
]

LOOKS_ALIKE = [
    "记者：您怎么看开源模型的前景？",
    "问：版权归谁？",
    "作者：林夕是一位摄影师，现居岚舸。",
    "编辑：她说，团队花了三年才完成这本书的校对。",
    "来源：本报讯 昨日，泰笋公司宣布完成融资三亿元。",
    "首页改版后，用户访问量增长了三成",
    "当前位置：距离目标三百米",
    "这家公司的版权所有人是王明，他买下了全部作品的版权。",
    "未经许可转载他人文章属于侵权行为，法院判决被告赔偿五万元。",
    "禁止转载的规定引发争议",
    "扫描二维码即可下载应用，该公司去年新增用户一千万。",
    "她建议长按二维码保存图片。",
    "欢迎关注本届大会的读者前来参加",
    "分享至少需要两个人",
    "他说，请立即订阅周报，这是该报创刊二十年来首次免费。",
    "订阅我们周报的读者已超过十万",
    "网站之间交换友情链接的做法早已过时。",
    "最新研究：水泵更安静",
    "推荐阅读量最高的十本书",
    "打印机销量下降",
    "国产芯片、日韩存储与欧美设备",
    "模型下载地址藏在说明书第三页",
    "1. 打开电源",
    "Interviewer: Why did you leave the harbour?",
    "Home / work balance",
    "Search for meaning",
    "Related work on tidal pumps",
    "Print on paper is not dead",
    "Share prices fell by three percent",
    "The Lantern, a weekly newsletter on our rivers, was founded in 1998.",
    "The company's free newsletter reaches 40,000 readers a week, our reporter found.",
    "Readers sign up for the weekly class at the library on their own.",
    "The cookie policy was changed after the regulator fined the company.",
    "Bakers say we use cookies to raise money.",
    "Copyright law changed in 1976",
    "The contract left all rights reserved to the author with her heirs.",
    "Advertisement spending rose by 4 percent.",
]


def drops(lines: list[str]) -> list[tuple[str, str]]:
    text = "\n".join(lines)
    return [(e.rule, text[e.start : e.end].strip()) for e in lines_to_drop(text)]


@pytest.mark.parametrize(("rule", "at", "line"), JUNK)
def test_junk_goes_by_the_name_of_its_rule(rule: str, at: int, line: str) -> None:
    rows = [*ARTICLE[:at], line, *ARTICLE[at:]]
    if rule == "repeated_line":
        rows.insert(0, line)
    assert drops(rows) == [(rule, line)]


def test_every_rule_has_its_line() -> None:
    others = {"spam_title", "repeated_line"}
    assert {rule for rule, _, _ in JUNK} == {rule.id for rule in RULES} | others


@pytest.mark.parametrize("at", [HEAD, MIDDLE, TAIL])
@pytest.mark.parametrize("line", LOOKS_ALIKE)
def test_what_looks_alike_stays(line: str, at: int) -> None:
    assert drops([*ARTICLE[:at], line, *ARTICLE[at:]]) == []


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("《三体》（典藏版封面）", MIDDLE),
        ("苹果 > 华为 > 小米", TAIL),
        ("在线开户送彩金，棋牌下载，彩票平台", MIDDLE),
    ],
)
def test_zones_keep_a_rule_to_where_it_is_safe(line: str, at: int) -> None:
    assert drops([*ARTICLE[:at], line, *ARTICLE[at:]]) == []


COURSE = [
    "学习 LINUX 的途径有很多，《LINUX 平台高级调试》将回答这个问题。",
    "本研习班独辟蹊径，带你闯荡 LINUX 世界：",
    "（一）深入理解 LINUX 的核心机制；",
    "本研习班由张小楼主讲。",
]


def test_a_course_advertisement_goes_as_a_whole() -> None:
    assert drops([*ARTICLE, *ARTICLE[:3], *COURSE]) == [("course_ad", line) for line in COURSE]


def test_an_article_on_courses_is_no_advertisement() -> None:
    school = ["岚舸大学的课程今年改了，学员可以自己选讲师。" + line for line in ARTICLE]
    assert drops([*school, "课程报名从五月开始。", "主讲是泵厂的总工程师。"]) == []


def test_dialogue_and_cells_may_repeat() -> None:
    spoken = ["问：贵吗？", "答：是的。", "问：重吗？", "答：是的。"]
    assert drops([*spoken, *ARTICLE, "岚舸", "苇渚", "岚舸"]) == []


@given(st.lists(st.sampled_from([*ARTICLE, *LOOKS_ALIKE, *(j for _, _, j in JUNK), "", " "])))
def test_whole_lines_go_and_none_else_changes(lines: list[str]) -> None:
    text = "\n".join(lines)
    left = Traced.of(text).apply(lines_to_drop(text)).text.split("\n")
    dropped = [line for _, line in drops(lines)]
    expected = sorted(line.strip() for line in lines if line.strip())
    assert sorted([line.strip() for line in left if line.strip()] + dropped) == expected
