"""Junk that is seen by its neighbours, and what holds for whole pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.boilerplate import lines_to_drop

ARTICLE = [f"砺汐泵业第{n}车间去年生产了水泵三万台，比前年增长一成。" for n in range(1, 13)]
TITLES = [
    "岚舸港口扩建三期工程开工",
    "苇渚新区迎来首批住户",
    "铎阳县的春茶提前上市",
    "泰笋公司宣布更换总裁",
]
HEADLINE = "砺汐泵业造出最安静的水泵"


def drops(lines: list[str]) -> list[tuple[str, str]]:
    text = "\n".join(lines)
    return [(e.rule, text[e.start : e.end].strip()) for e in lines_to_drop(text)]


def left(text: str) -> str:
    return Traced.of(text).apply(lines_to_drop(text)).text


def test_a_hot_list_goes_with_its_items_down_to_the_end() -> None:
    hot = ["热门文章", *TITLES]
    assert drops([HEADLINE, *ARTICLE, *hot]) == [("hot_articles", line) for line in hot]


def test_a_hot_list_above_the_article_leaves_its_headline() -> None:
    hot = ["热门文章", *TITLES]
    gone = [line for _, line in drops([*hot, HEADLINE, *ARTICLE])]
    assert gone == hot


def test_two_hot_lists_end_at_each_other() -> None:
    page = [*ARTICLE, "热门文章", *TITLES[:2], "Most read", *TITLES[2:]]
    assert [line for _, line in drops(page)] == page[len(ARTICLE) :]


def test_paragraphs_under_a_hot_heading_stay() -> None:
    assert drops([*ARTICLE[:6], "热门文章", *ARTICLE[6:]]) == [("hot_articles", "热门文章")]


def test_a_related_list_goes_only_from_a_page_with_other_junk() -> None:
    related = ["相关阅读", *TITLES]
    assert drops([*ARTICLE, *related]) == []
    gone = [rule for rule, _ in drops([*ARTICLE, *related, "分享到：微信 微博"])]
    assert gone == ["related_list"] * 5 + ["share_line"]


@pytest.mark.parametrize("heading", ["相关阅读", "相關文章：", "推荐阅读"])
def test_a_heading_with_nothing_under_it_goes(heading: str) -> None:
    assert drops([*ARTICLE, heading]) == [("related_list", heading)]
    assert drops([*ARTICLE[:6], heading, *ARTICLE[6:]]) == []


def test_a_last_word_is_no_heading() -> None:
    assert drops([*ARTICLE, "More"]) == []


STUFFED = "自拍偷在线精品自拍偷，亚洲欧美中文日韩v在线观看不卡"


def test_a_title_of_two_segments_goes_when_it_is_stuffed() -> None:
    assert drops([STUFFED, HEADLINE, *ARTICLE]) == [("spam_title", STUFFED)]
    assert drops(["岚舸春晚免费视频，在线观看入口", *ARTICLE]) == []
    assert drops(["国产精品家电出海，日韩欧美市场免费试用", *ARTICLE]) == []


def test_fields_of_a_comment_form_go_beside_it() -> None:
    assert len(drops([*ARTICLE, "取消评论", "• 邮箱（必填）", "• 网址"])) == 3
    assert drops([*ARTICLE, "网址", "邮箱"]) == []


def test_a_picture_mark_goes_between_paragraphs_alone() -> None:
    assert drops([*ARTICLE[:6], "图片", *ARTICLE[6:]]) == [("picture_mark", "图片")]
    assert drops([*ARTICLE[:6], "文字", "图片", "视频", *ARTICLE[6:]]) == []


def test_a_section_of_that_name_with_a_text_under_it_stays() -> None:
    page = [*ARTICLE, "相关阅读", "这三篇论文讲了水泵怎样变得安静。", "分享到：微信 微博"]
    assert drops(page) == [("share_line", "分享到：微信 微博")]


def test_weak_words_go_in_company_alone() -> None:
    assert drops([*ARTICLE, "打印", "收藏"]) == []
    assert len(drops([*ARTICLE, "打印", "收藏", "分享到：微信 微博"])) == 3
    assert len(drops([*ARTICLE, "打印", "收藏", "举报"])) == 3
    assert len(drops([*ARTICLE, "https://example.org/a", "返回顶部"])) == 2
    assert drops([*ARTICLE[:6], "print", "email", "share", *ARTICLE[6:]]) == []


def test_rows_of_a_table_stay() -> None:
    table = ["| 打印 | 评论 |", "| 三页 | 两条 |", "| 五页 | 九条 |"]
    assert drops([*ARTICLE[:6], *table, *ARTICLE[6:]]) == []
    assert drops([*ARTICLE, *table]) == []


def test_leftovers_between_paragraphs_go_and_prompts_in_a_listing_stay() -> None:
    assert drops([*ARTICLE[:6], "?", "?", *ARTICLE[6:]]) == [("punctuation_only", "?")] * 2
    assert drops([*ARTICLE[:6], "$ ed pumps.txt", "?", "w", "19", *ARTICLE[6:]]) == []


def test_title_and_subtitle_stand_once() -> None:
    page = [HEADLINE, "岚舸社 沈小楼", HEADLINE, "岚舸社 沈小楼", *ARTICLE]
    assert drops(page) == [("repeated_line", HEADLINE), ("repeated_line", "岚舸社 沈小楼")]


def test_a_title_with_a_number_stands_once() -> None:
    title = "苇渚一季度8.5亿元项目开工"
    assert drops([title, title, *ARTICLE]) == [("repeated_line", title)]


def test_headings_dialogue_and_cells_may_repeat() -> None:
    spoken = ["问：贵吗？", "答：是的。", "问：重吗？", "答：是的。"]
    assert drops([*spoken, *ARTICLE, "岚舸", "苇渚", "岚舸"]) == []
    assert drops(["定义", ARTICLE[0], "过程", ARTICLE[1], "定义", *ARTICLE[2:], "过程"]) == []


def test_an_interviewer_is_no_credit() -> None:
    interview = [x for line in ARTICLE[:5] for x in ("记者：何先生", line)]
    assert drops(interview) == []
    assert drops([*ARTICLE, "记者：何小楼"]) == [("credits", "记者：何小楼")]


def test_a_licence_keeps_its_copyright_line() -> None:
    notice = "Copyright (C) 2024 Edda Corrowine"
    shown = "This is free software; there is NO WARRANTY."
    assert drops([*ARTICLE, notice, shown]) == []
    assert drops([*ARTICLE, notice]) == [("copyright", notice)]


def test_nothing_goes_from_a_code_block() -> None:
    block = ["```", "分享到：微信 微博", "首页 | 登录 | 注册", "```"]
    assert drops([*ARTICLE, *block]) == []
    assert len(drops([*ARTICLE, *block[1:3]])) == 2


COURSE = [
    "学习 LINUX 的途径有很多，《LINUX 平台高级调试》将回答这个问题。",
    "本研习班独辟蹊径，带你闯荡 LINUX 世界：",
    "（一）深入理解 LINUX 的核心机制；",
    "本研习班由张小楼主讲。",
]
COURSE_EN = [
    "Our bootcamp takes you from valves to turbines in six weeks.",
    "Enrol now: the early-bird price ends on Friday, and our instructors answer every question.",
]


@pytest.mark.parametrize("ad", [COURSE, COURSE_EN])
def test_a_course_advertisement_goes_as_a_whole(ad: list[str]) -> None:
    assert drops([*ARTICLE, *ad]) == [("course_ad", line) for line in ad]


def test_an_article_on_courses_is_no_advertisement() -> None:
    school = ["岚舸大学的课程今年改了，学员可以自己选讲师。" + line for line in ARTICLE]
    assert drops([*school, "课程报名从五月开始。", "主讲是泵厂的总工程师。"]) == []


MIXED = [
    *ARTICLE, *TITLES, *COURSE, HEADLINE, "热门文章", "相关阅读", "打印", "收藏", "print", "分享到：微信 微博",
    "首页 > 新闻 > 正文", "作者：何小楼", "记者：何小楼", "译者：何小楼", "?", "？", "* * *", "| 打印 | 评论 |", "| 三页 | 两条 |", "首页 | 登录 | 注册",
    "2024-05-06 15:00 来源：岚舸网", "关键词：水泵", "https://example.org/a", "Copyright (C) 2024 Edda", "This is free software.",
    "© 2024 岚舸网", "上一篇：无", "下一页", "1 2 3", "金鲤彩票网站_在线开户送彩金，官方平台入口", "```", "}", "", " ",
    "字号：大 中 小", "By Edda Corrowine", "Read more", "Latest posts", "More", "广告", "《岚舸》（2024年4月刊封面）",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(MIXED), max_size=45))
def test_whole_lines_go_and_a_second_pass_finds_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    once = left(text)
    assert lines_to_drop(once) == []
    dropped = [line for _, line in drops(lines)]
    rest = [line.strip() for line in once.split("\n") if line.strip()]
    assert sorted(rest + dropped) == sorted(line.strip() for line in lines if line.strip())


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    assert lines_to_drop(left(text)) == []


HOSTILE = {
    "crumbs": "首页 > 新闻 > 正文\n" * 20_000,
    "half crumbs": "首页 - - - - - - - - - - - - - - - - - - - - - - - - - -!\n" * 2_000,
    "crumbs between": "首页 > 新闻 > 正文\n砺汐\n" * 20_000,
    "bars": "新闻|" * 60_000,
    "log-in": "登录后可以可以可以可以可以可以可以可以可以可以可以可以!\n" * 2_000,
    "share": "share: facebook twitter x x x x x x x x x x x x x x x x x !?\n" * 2_000,
    "weak": "打印\n砺汐\n" * 20_000,
    "titles": "砺汐泵业\n" * 40_000,
    "credits": "文：何小楼、何小楼、何小楼、何小楼、何小楼、何小楼、何小楼 ！\n" * 2_000,
    "surrogate": "分享到：\ud800 微信\n" * 2_000,
    "lists": "热门文章\n岚舸港口扩建\n" * 20_000,
    "leftovers": "?\n" * 40_000,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_takes_no_time(page: str) -> None:
    assert lines_to_drop(left(page)) == []
