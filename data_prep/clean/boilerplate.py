"""Lines that are no part of the article, by rule tables: one row per kind of junk, each with an id.

A rule is a pattern over one whole line. `zone` says where it may strike: anywhere, in the first lines,
or in the last third of the document, where a pattern that an article could also hold is safe.
"""

import re
from dataclasses import dataclass
from typing import Literal

from data_prep.clean.edits import Edit

Zone = Literal["any", "head", "tail"]
HEAD_LINES = 6
LONGEST = 400
"""Characters; a longer line is a paragraph, unless it is a pool of links."""


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    zone: Zone
    pattern: re.Pattern[str]


def _rule(id: str, zone: Zone, pattern: str) -> Rule:
    return Rule(id, zone, re.compile(pattern, re.I))


RULES: tuple[Rule, ...] = (
    # --- zh
    _rule("spider_pool", "any", r"^(?:主站蜘蛛池|友情链接[:：])|^(?:[\u4e00-\u9fff]{1,8}[|｜]\s*){8,}"),
    _rule("navigation", "any", r"^(?:首页|主页)(?:\s*[>›»/|｜]\s*[\w\u4e00-\u9fff·]{1,16}){1,5}$|^(?:当前|您的?)位置[:：]\s*(?:首页|主页|\S{1,16}\s*[>›»/]|$)"),
    _rule("breadcrumb", "head", r"^[\u4e00-\u9fff]{2,10}(?:\s*[>›»]\s*[\u4e00-\u9fff]{2,10}){2,6}$"),
    _rule("open_app", "any", r"^(?:立即打开|打开(?:APP|客户端)|下载APP|APP内打开|点击(?:展开|查看)(?:全文|更多)?|展开(?:全文|更多)|返回(?:顶部|首页|列表))$"),
    _rule("qr_code", "any", r"^(?:请|欢迎|立即|微信|用?手机|使用微信)*(?:扫(?:描|一扫|码)|长按)[^，。]{0,16}(?:二维码|下载|关注|加入)[^，。]{0,16}(?:[，,]?(?:关注|下载|加入|获取|添加|进入|了解)[^，。]{0,16})?[。！!]?$"),
    _rule("hot_articles", "any", r"^(?:热[门读点]|相关|推荐|更多|最新|猜你喜欢)(?:文章|视频|阅读|新闻|资讯|推荐|内容|专题)?[:：]?$"),
    _rule("page_widget", "any", r"^[|｜\s]*(?:打印|评论|收藏|分享|转发|举报|字号|大中小|发E-?mail给)(?:[:：|｜\s]+(?:打印|评论|收藏|分享|转发|大|中|小)?)*$"),
    _rule("share_line", "any", r"^分享(?:到|至)\s*(?:[:：].{0,30}|(?:微信|微博|新浪|朋友圈|QQ|空间|好友|[、\s|｜])*)$"),
    _rule("copyright", "any", r"^.{0,30}版权所有(?![人者权]).{0,40}$|^(?:.{0,30}(?:版权|著作权|本[文站网刊报]|声明|原创|归).{0,20})?(?:未经.{0,14}(?:不得|禁止|请勿|严禁|谢绝).{0,8}(?:转载|使用|复制).{0,16}|转载请注明.{0,30}|(?:禁止|严禁|谢绝|请勿)(?:任何形式的?)?转载(?:[、及和或，,]\S{0,16})?)[。.！!]?$"),
    _rule("credits", "any", r"^[\(（【\[]?\s*(?:责任编辑|编辑|责编|校对|审核|监制|排版|来源|译者|出品|文|图|图源|图片来源|本文来源|作者|记者|摄影)\s*[丨|｜:：/][^。！？!?；]{0,40}$"),
    _rule("byline_row", "head", r"^作者[:：].{0,20}(?:来源|发布时间|时间)[:：].*$"),
    _rule("follow_us", "any", r"^.{0,12}关注(?:我们|本站|本报|.{0,12}(?:公众号|微博|微信|视频号|订阅号)).{0,30}$|^微信公众号[:：].{0,40}$|^.{0,20}加微信.{0,40}$"),
    _rule("newsletter_ad", "any", r"(?=.*(?:订阅我们|点击订阅|立即订阅))(?=.*(?:简报|周报|订阅[:：]|领跑|错过))(?!.*(?:[他她]说|表示|读者|用户|创刊)).*"),
    _rule("magazine_issue", "tail", r"^《[^》]{2,12}》\s*[\(（].{2,30}(?:封面|期)[\)）]$"),
    _rule("model_download", "any", r"^.{0,10}下载地址[:：]\s*https?://\S+$"),
    _rule("link_row", "any", r"^(?:(?:网站地图|加入收藏|设为首页|联系我们|关于我们|收藏本站|手机版|登录|注册|返回首页|广告服务|免责声明|首页)\s*(?:[|｜·]\s*|$)){2,}$"),
    # --- en
    _rule("read_also_en", "any", r"^(?:read also|see also|also read|read next|don't miss)\b ?[:–-].{0,120}$"),
    _rule("navigation_en", "any", r"^(?:home|menu|news|about(?: us)?|contact(?: us)?|login|sign in|search)(?:(?:\s*[>›»/|·•]\s*[\w &]{1,24}){2,8}|\s*[>›»/|·•]\s*(?-i:[A-Z\u4e00-\u9fff])[\w &]{0,23})$"),
    _rule("skip_link", "any", r"^(?:skip to (?:main )?content|back to top|read more|load more|print this page|advertisement)\.?$"),
    _rule("share_en", "any", r"^(?:share|tweet|email|print)(?: this)?(?: (?:article|story|page|post))?(?: on (?:(?:facebook|twitter|x|linkedin|whatsapp|reddit|weibo|email|and|or)[ ,|/]*)+)?[:!.]?(?:\s*[|·].{0,60})?$"),
    _rule("subscribe_now_en", "any", r"^subscribe (?:now|today)\b.{0,100}$"),
    _rule("newsletter_en", "any", r"^(?=.{0,240}$)(?!.*\b(?:said|founded|published)\b)(?:(?:.*[.!?:—–-]\s+)?(?:please |click here to |to )?(?:sign up|subscribe)\b(?=.*\b(?:our|your|free|weekly|daily|e-?mails?|newsletters?)\b).*|(?:.*[.!?:—–-]\s+)?(?:get|receive|have|want|enter|join|never|don.t)\b.*\b(?:your inbox|our (?:free )?newsletter|your e-?mail(?: address)?)\b.*)$"),
    _rule("cookie_notice", "any", r"^(?=.{0,300}$)(?:(?:.*[.!]\s+)?(?:we|(?:this|our) (?:web)?site)(?: and our partners)? uses? cookies\b.*|(?:.*[\s(])?accept (?:all )?cookies\b.*|by (?:continuing|using|clicking)\b.*\bcookies?\b.*|(?:manage |our )?cookie (?:policy|settings|preferences)\W*)$"),
    _rule("copyright_en", "any", r"^(?:©|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\)|\d{4}|notice\b|by\b|:|$)).{0,140}$|^(?:.{0,80}(?:©|\(c\)|copyright\b|[.,|]).{0,60}\s)?all rights reserved(?:\s*[.,|©(–-].{0,40})?$"),
    _rule("related_en", "any", r"^(?:related|recommended|popular|trending|more)(?: (?:articles?|stories|posts|news|reading|from .{1,40}))?:?$|^you (?:may|might) also like:?$"),
    # --- both
    _rule("punctuation_only", "any", r"^[\W_]+$"),
    _rule("link_only", "any", r"^https?://\S+$"),
)  # fmt: skip

_SPAM_TRADES = (
    "激情|人妻|偷拍|免费视频|视频永久|在线观看|无码|精品国产|(?<![a-z])a[vⅴ](?![a-z])|彩票|彩金|娱乐城|棋牌|博彩|"
    "下注|投注|赌|开户"
)
_SPAM = re.compile(_SPAM_TRADES, re.I)
_SPAM_WORDS = re.compile(
    f"{_SPAM_TRADES}|精品|国产|亚洲|日韩|欧美|高清|平台(?:入口|登录|注册)|手机版|官网(?:入口|下载)|网站|下载安装",
    re.I,
)


def spam_title(line: str) -> bool:
    """A first line of keyword segments, half of them from the trades that buy such titles.

    国产, 欧美 and the like stand in honest headlines too: one word must be of the trades alone.
    """
    segments = [s for s in re.split(r"[_,，、|｜\-—\s]+", line) if s]
    hits = sum(bool(_SPAM_WORDS.search(s)) for s in segments)
    return (
        len(segments) >= 3
        and hits * 2 >= len(segments)
        and bool(_SPAM.search(line))
        and not re.search("[。！？]", line)
    )


_COURSE = re.compile("研习班|训练营|公开课|课程|报名|主讲|讲师|学员|带你(?:闯荡|入门|掌握)")
_OFFER = re.compile("报名|主讲|带你|本(?:研习班|训练营|公开课|课程)")
_TERM = re.compile("[A-Za-z][A-Za-z0-9+.#-]{2,}")


def course_ad(lines: list[str]) -> set[int]:
    """Indexes of a course advertisement behind the article.

    It is found by its words, of which the article itself holds none, and grown over the lines beside it
    that talk of a thing (LINUX) which the article never names, or that are its numbered points.
    """
    first = 2 * len(lines) // 3
    cues = [i for i in range(first, len(lines)) if _COURSE.search(lines[i])]
    if len(cues) < 2 or len(lines) - cues[0] > max(12, len(lines) // 4):
        return set()
    words = {word for i in cues for word in _COURSE.findall(lines[i])}
    body = "\n".join(lines[: max(first, cues[0] - 3)])
    offers = any(_OFFER.search(lines[i]) for i in cues)
    if len(words) < 2 or not offers or any(word in body for word in words):
        return set()  # an article on schooling talks of courses all along
    strange = {
        t for i in range(cues[0], len(lines)) for t in _TERM.findall(lines[i]) if t not in body
    }
    if not strange:
        return set(cues)
    start = cues[0]
    while start > first and any(t in lines[start - 1] for t in strange):
        start -= 1
    return set(range(start, len(lines)))


def lines_to_drop(text: str) -> list[Edit]:
    """One edit per junk line, its newline with it."""
    lines = text.split("\n")
    junk: dict[int, str] = {}
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for rank, i in enumerate(filled):
        if rule := _verdict(lines[i].strip(), rank, len(filled)):
            junk[i] = rule
    kept = [i for i in filled if i not in junk]
    for position in course_ad([lines[i].strip() for i in kept]):
        junk[kept[position]] = "course_ad"
    for i in _repeated(lines, junk):
        junk[i] = "repeated_line"
    edits, at = [], 0
    for i, line in enumerate(lines):
        end = min(at + len(line) + 1, len(text))
        if i in junk:
            edits.append(Edit(at, end, "", junk[i]))
        at += len(line) + 1
    return edits


def _verdict(line: str, rank: int, count: int) -> str:
    if rank < 2 and spam_title(line):
        return "spam_title"
    for rule in RULES:
        if len(line) > LONGEST and rule.id != "spider_pool":
            continue
        if rule.zone == "head" and rank >= HEAD_LINES:
            continue
        if rule.zone == "tail" and rank < 2 * count // 3:
            continue
        if rule.pattern.search(line):
            return rule.id
    return ""


_HEADING = re.compile(r"[^。！？；：.!?;:=(){}<>$`\\]{2,40}")


def _repeated(lines: list[str], junk: dict[int, str]) -> list[int]:
    """Title and subtitle, short lines of the page's head, where they stand again; the first stays."""
    again, seen, rank = [], set(), 0
    for i, line in enumerate(lines):
        key = line.strip()
        if i in junk or not key:
            continue
        if key in seen:
            again.append(i)
        elif rank < HEAD_LINES and _HEADING.fullmatch(key):
            seen.add(key)
        rank += 1
    return again
