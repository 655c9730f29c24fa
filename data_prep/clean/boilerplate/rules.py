"""The tables of junk lines: one row per form, zh and en side by side per kind, each kind with an id.

A row is matched on a whole line in its folded form (`folding.fold`): simplified characters, half-width
punctuation, lower case, marks of decoration stripped from both ends. So each row is written once, in
that form. A row names the words it `opens` with, or the `cues` it holds: a line that has none of them
is never tried on its pattern, which is what makes the step fast.

`zone` says where a row may strike. Where an article could hold the same line, the row is bound to the
page's edges, or to lines that stand beside other junk.
"""

import re
from dataclasses import dataclass
from typing import Literal

Zone = Literal["any", "head", "tail", "edge", "beside", "between", "list", "row"]
"""head, tail: among the first or last kept lines (`HEAD_LINES`, `TAIL_LINES`); edge: either; beside:
next to a page's tool, or in a run of such lines at an edge; between: with a paragraph on both sides;
list: with the titles under it; row: not among the rows of a table."""

HEAD_LINES = 8
TAIL_LINES = 15
SHARE = 3
"""On a short page neither zone is more than a third of the lines (`zone_lines`)."""
LONGEST = 400
"""Characters; a longer line is a paragraph, whatever it holds, unless it is a pool of links."""


def zone_lines(most: int, count: int) -> int:
    """Lines of a zone on a page of `count`: `most`, a third of it if that is less, but three."""
    return min(most, max(SHARE, count // SHARE))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `words` are the openings or cues, `pattern` has to match the whole folded line."""

    id: str
    opens: bool
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    zone: Zone
    longest: int
    cased: bool


def _row(id: str, opens: bool, words: str, pattern: str, zone: Zone, longest: int, cased: bool) -> Rule:  # fmt: skip
    return Rule(id, opens, tuple(words.split("|")), re.compile(pattern), zone, longest, cased)


def _opens(id: str, words: str, rest: str = "", zone: Zone = "any", *, longest: int = 80, cased: bool = False) -> Rule:  # fmt: skip
    """A line that begins with one of `words` and goes on with `rest`. `words` are plain text."""
    either = "|".join(map(re.escape, sorted(words.split("|"), key=len, reverse=True)))
    return _row(id, True, words, f"(?:{either})(?:{rest}){_END}", zone, longest, cased)


def _starts(id: str, words: str, pattern: str, zone: Zone = "any", *, longest: int = 80, cased: bool = False) -> Rule:  # fmt: skip
    """A line that begins with one of `words`; `pattern` is for all of it."""
    return _row(id, True, words, f"(?:{pattern}){_END}", zone, longest, cased)


def _holds(id: str, cues: str, pattern: str, zone: Zone = "any", *, longest: int = 120) -> Rule:
    """A line that holds one of `cues` somewhere."""
    return _row(id, False, cues, pattern, zone, longest, False)


_END = r"[\s。.!:…>»)】\]]*"
_SEGMENT = r"[^\s>›»→|/。!?,;:][^>›»→|/。!?,;:]{0,23}"
_ARROW = r"(?:\s*[>›»→|/]+\s*| - )"

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗"
    "方俞任袁柳史唐费廉岑薛雷贺倪汤罗毕郝安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧计成戴宋庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫丁邓郁洪包左石崔吉钮龚"
    "程邢裴陆荣翁荀甄曲封储靳段焦谷车侯全宁仇甘武符刘景詹龙叶黎白蒲卓蔺池乔阴胥闻翟谭劳冉桑桂牛寿边燕冀尚农温"
    "庄晏柴瞿阎连艾鱼容向古易慎戈廖终衡步耿满弘匡国文寇广欧沃利师巩聂辛阚那简饶曾关红游竺权盖益桓公闫逄郤覃佟肖"
)
_NAME = rf"(?:(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|司徒|慕容)[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,8}}·[\u4e00-\u9fff·]{{1,16}}|[a-z][\w.@'-]*(?: [a-z][\w.'-]*){{0,3}}|\[[^\]]{{1,40}}\](?:\[\w*\])?)"
_BETWEEN = r"[\s、,/&;|和]+"
_PEOPLE = rf"{_NAME}(?:{_BETWEEN}{_NAME}){{0,7}}"
_ANYONE = (
    rf"(?:[\u4e00-\u9fff]{{2,4}}|{_NAME})(?:{_BETWEEN}(?:[\u4e00-\u9fff]{{2,4}}|{_NAME})){{0,7}}"
)
_OUTLET = (
    r"[^。!?;,]{0,20}(?:网|报|社|台|周刊|杂志|公众号|微信|微博|频道|公司|大学|学院|研究院|协会|中心|工作室|编辑部|新闻|"
    r"客户端|头条|在线|财经|资讯|综合|媒体|原创|网络|\(id:\s*[\w-]+)"
)
_MOMENT = r"(?:\d{4}[-年./]\s?\d{1,2}[-月./]\s?\d{1,2}日?)"
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?)"
_APPS = r"(?:微信|微博|新浪|腾讯|朋友圈|qq|空间|好友|豆瓣|facebook|twitter|line|x|linkedin|whatsapp|reddit|weibo|email|telegram)"

_HOT_ZH = (
    r"(?:热门|热点|热读|热文|最热|本周|今日|一周|24小时|月度)(?:文章|视频|阅读|新闻|资讯|推荐|内容|专题|排行榜?|榜单?|导读|话题|图片|"
    r"标签|要闻|评论|博文|帖子|点击)(?:top\s?\d*)?|(?:点击|阅读|人气)(?:排行榜?|榜)|热文|热读|热榜|排行榜|猜你(?:还?喜欢|感兴趣)|大家(?:都|还)在[看搜]|看了又看|[为给][你您]推荐|(?:精彩|编辑|小编|"
    r"相关|今日|热门|栏目|图文|频道)(?:推荐|精选)|推荐(?:文章|新闻|视频|资讯|内容|专题|图文)|最新(?:文章|资讯|新闻|发布|更新|视频|动态|帖子)|随机(?:文章|推荐|阅读)|"
    r"随便看看|[你您]可能(?:还|也)?(?:会)?(?:感兴趣|喜欢)(?:的.{0,6})?|更多(?:精彩|新闻|文章|视频|热点|资讯)(?:内容|推荐)?|精彩(?:图片|视频|图集|阅读)|往期(?:回顾|精选|文章|推荐)"
)
_HOT_EN = (
    r"trending(?: now| topics| stories)?|most (?:popular|read|viewed|shared|commented)(?: (?:articles|stories|posts|news|this week))?|popular (?:posts|articles|stories|now|news|tags)|"
    r"recent (?:posts|comments|articles|news)|latest (?:posts|articles|stories|headlines)|you (?:may|might) also (?:like|be interested in)|recommended (?:for you|articles|stories|posts)|"
    r"editors?[’']?s? picks?|more (?:stories|articles|posts|news|from .{1,40})|top stories|what to read next|up next|around the web|from our partners|promoted stories|trending"
)
_RELATED_ZH = r"相关(?:文章|阅读|新闻|内容|链接|资讯|报道|专题|视频)|推荐阅读|推荐|热门|最新|更多|(?:特别|精品|内容|好文|站长)推荐|更多(?:阅读|内容|推荐)|(?:延伸|扩展|拓展|深度)阅读"
_RELATED_EN = r"related(?: (?:articles?|stories|posts|news|reading|content|links|topics|coverage))?|recommended(?: reading)?|further reading|more on this(?: story| topic)?|latest news|more"

RULES: tuple[Rule, ...] = (
    # Where the reader is. An instruction (Home > Settings) has the same form inside a text.
    _opens("navigation", "首页|主页|网站首页|home", rf"(?!.*(?:设置|选项|偏好|工具|settings|preferences|options|tools))(?:(?=\s*[>›»→])(?:{_ARROW}{_SEGMENT}){{1,7}}|(?:{_ARROW}{_SEGMENT}){{2,7}})", "head"),
    _opens("navigation", "当前位置|您的位置|你的位置|您现在的位置|您当前的位置|您的当前位置|您所在的位置|你现在的位置|本页位置", rf"\s*:\s*(?:(?:首页|主页)(?:{_ARROW}{_SEGMENT}|\s*)*|{_SEGMENT}(?:\s*[>›»→]+\s*{_SEGMENT}|\s*[>›»→]+)+)?"),
    _opens("navigation", "当前位置|您的位置|你的位置|您现在的位置|您当前的位置|您的当前位置|您所在的位置|你现在的位置|本页位置", r"\s*:\s*(?:首页|主页|网站首页)(?:\s*[>›»→]+\s*[^>›»→。!?]{1,24}){1,6}\s*[>›»→]+\s*[^>›»→]{1,80}", "head", longest=200),
    _opens("navigation", "you are here", rf"\s*:?\s*(?:home\b.{{0,100}}|{_SEGMENT}(?:\s*[>›»→/]+\s*{_SEGMENT})+)?", longest=140),
    _holds("breadcrumb", ">|›|»", r"(?!.*(?:设置|选项|偏好|工具))(?=.*(?:新闻|资讯|频道|中心|正文|网(?:\s|>|›|»)|栏目|专题|时政|国内|国际|财经|体育|娱乐|首页|要闻|动态|公告|社会|军事|文章))[\w·]{2,12}(?:\s*[>›»]+\s*[\w·]{2,16}){1,6}(?:\s*[>›»]+)?", "head", longest=80),
    _opens("navigation", "skip to", r" (?:main |the )?(?:content|navigation|menu|search|footer)"),
    _opens("page_link", "上一篇|下一篇|上一条|下一条|上一页|下一页|上一章|下一章|前一篇|后一篇|首页|尾页|末页|第一页|最后一页", r"(?:(?<=[篇条章])\s*:.{0,60}|[\s|/«»<>\d.…]*(?:(?:上一[页篇章条]|下一[页篇章条]|首页|尾页|末页|目录|返回目录|跳转|到第?|页|确定|共\d+页)[\s|/«»<>\d.…]*)+|\s*[«»<>]+\s*)"),
    _opens("page_link", "上一篇|下一篇|上一页|下一页|上一章|下一章|尾页|末页", "", "beside"),
    _opens("page_link", "共|第", r"\s?\d{1,4}\s?[页条](?:[\s,/|]*(?:第|共|当前|每页|首页|上一页|下一页|尾页|末页|\d+|[/页条])+)*", "tail"),
    _opens("page_link", "previous|prev|next|older|newer|« previous|first", r"(?: (?:post|article|page|story|entry|chapter)s?)?(?:\s*[:|/«»←→>-]*\s*(?:next|previous|prev|older|newer|last|\d{1,4}|…|\.\.\.)(?: (?:post|article|page|story)s?)?)+|(?: (?:post|article|story|entry)s?)(?:\s*[:→»].{0,80})?", "edge"),
    _opens("page_link", "page", r" \d{1,4} of \d{1,4}.{0,20}", "edge"),
    _opens("page_link", "1", r"(?:[\s|]+\d{1,3}|[\s|]*(?:\.\.\.|…|>|»|next|下一页|尾页|末页)){2,}", "beside"),
    # Calls to open an app, to unfold or to go up
    _starts("open_app", "立即打开|打开app|打开客户端|打开|app内|客户端内|在app|去app|点此|点击|立即|免费|下载|展开|返回|回到|回|查看|阅读|加载|收起|显示",
            r"立即打开|(?:立即|点击|请|去)?打开(?:\w{0,8}app|客户端)(?:内?,?(?:查看|阅读|看)(?:全文|更多|原文|精彩\w{0,6})?)?|(?:在|去)?(?:app|客户端)内?(?:打开|查看|阅读)(?:全文)?|"
            r"下载(?:\w{0,6}app|\w{1,6}新闻客户端)|(?:立即|点击|免费|点此)下载\w{0,8}(?:app|客户端)|点击(?:展开|查看|阅读|加载)?(?:全文|更多\w{0,6}|原文|详情|大图)|"
            r"展开(?:全文|更多|全部|剩余\w{0,6})|(?:返回|回到|回)(?:页面)?(?:顶部|首页|列表|上一?页|上级|目录)|查看(?:更多|全文|原文|(?:全部|所有)\s?\d*\s?条?评论)|阅读(?:原文|全文|更多)|加载(?:更多|中)|显示全部|收起(?:全文)?"),
    _opens("open_app", "read more|load more|show more|see more|view more|continue reading|back to top|return to top|scroll to top|open in app|open app|open the app|download the app|download our app|get the app|get our app|view all comments|view all posts|expand all|collapse", r"(?: »| ›| →)?"),
    _holds("open_app", "app store|google play", r"(?:(?:download|available|get it|get)(?: it)? on(?: the)? (?:app store|google play)[\s|/&,]*(?:and )?(?:the )?)+(?:app store|google play)?[\s.!]*", longest=120),
    _holds("qr_code", "二维码|扫码|扫一扫", r"(?:请|欢迎|立即|微信|打开|用|手机|使用|支付宝|↓+|↑+|▲|▼)*(?:(?:扫描?|扫一扫|扫码|长按|识别|点击)[^,。]{0,12}(?:二维码|扫一扫|图片|小程序码)?[^,。]{0,10}[,!]?[^,。]{0,6}(?:关注|下载|加入|加群|进群|入群|添加|订阅|打赏|分享|咨询|领取|了解更多|阅读更多|公众号|app|客户端)[^,。]{0,20}|(?:扫描|扫一扫|长按|识别)(?:识别)?(?:下方|上方|本|该|图中|此)?(?:微信)?二维码|(?:公众号|微信|官方)?二维码)[。!\s]*", longest=60),
    _holds("qr_code", "qr code", r"(?:please )?scan (?:the|this|our|a)? ?(?:\w+ ){0,3}qr code (?:below |above )?(?:to|and) (?:download|follow|join|subscribe|get (?:the|our) app|add us)\b.{0,60}", longest=120),
    # Page tools: print, font size, counters
    _opens("page_widget", "字号|字体|字体大小|文字大小|大中小|选择字号", r"(?:\s*:|(?=.*(?:大.?中|中.?小|\+)))[\s:\[|【]*(?:[大中小特默认+\-a/|\]\[】【]\s*)*"),
    _opens("page_widget", "打印本页|打印本文|打印此文|打印页面|打印文章|列印|友善列印|关闭本页|关闭此页|加入收藏|设为首页|收藏本文|收藏本站|收藏此文|我要纠错|我要举报|保存本页|推荐给朋友|转发到|转寄|发e-mail给|发email给|复制本文链接|听新闻|朗读|调整字号|我要收藏|扫一扫分享", r"[\s:|\]【】\[()]*(?:(?:打印|关闭|收藏|窗口|本页|大|中|小)[\s|\]【】\[()]*)*"),
    _starts("page_widget", "打印|放大|缩小|字体|收藏|纠错|举报|分享|关闭|返回|下载|复制链接|朗读|听新闻|点赞|表情|贴图|加粗",
            r"(?:(?:打印(?:本页)?|(?:放大|缩小)(?:字体)?|字体|收藏|纠错|举报|分享|关闭|返回|下载|相关|复制链接|朗读|听新闻|点赞|评论|表情|贴图|加粗|删除线|居中|斜体|签到)[\s|/\[\]【】]*){3,}|(?:(?:放大|缩小)字体[\s|/\[\]【】]*)+", "edge", longest=60),
    _opens("page_widget", "站内检索|站内搜索|全站搜索|复制链接", r"\s*:?", "edge"),
    _holds("page_widget", "只看该作者|倒序浏览", r".{0,20}发表于.{0,80}|[\s|]*(?:只看该作者|倒序浏览)[^。]{0,60}", "edge"),
    _opens("page_widget", "浏览次数|浏览量|点击数|点击次数|点击量|阅读次数|阅读数|阅读量|人气|访问次数|访问量|点击率|浏览|阅读|围观|热度", r"\s*[:(]?\s*\d[\d,.]*\s?(?:万|k)?\+?(?:次|人)?\)?(?:[\s|·,]*(?:评论|点赞|收藏|分享|转发|回复|喜欢|次|人|发布时间|作者)[:(\s]*[\d,.]*\)?)*", "edge"),
    _opens("page_widget", "font size|text size|a a a|a- a a+|a+ a-|a- a+", r"[\s:]*(?:[a+\-]|small|medium|large|smaller|larger|reset|decrease|increase|[|/\s])*"),
    _opens("page_widget", "print this|print article|print page|email this|email article|save article|bookmark this|copy link|listen to this|add to favorites|report a typo|report an error|send to a friend", r"(?: (?:article|page|story|post|to a friend|link))?"),
    _opens("page_widget", "打印|评论|收藏|分享|转发|举报|点赞|登录|注册|搜索|菜单|关闭|关闭窗口|复制链接|纠错|更多|反馈|登入|列印|留言|推荐|喜欢|赞|踩", r"[\s(]*\d*\)?", "beside", longest=12),
    _opens("page_widget", "print|email|share|tweet|pin|save|comments|comment|menu|search|login|log in|sign in|sign up|register|close|facebook|twitter|linkedin|whatsapp|reddit|pinterest|instagram|youtube|telegram|home|about|contact|subscribe|bookmark|like|reply", r"[\s(]*\d*\)?", "beside", longest=20),
    # Headings of lists: those that pages alone use, and those that authors write too (see `lists`)
    _starts("hot_articles", "热门|热点|热读|热文|热榜|最热|最新|本周|今日|一周|24小时|月度|点击|阅读|人气|排行|猜你|大家|看了|为你|为您|给你|给您|精彩|编辑|小编|相关|栏目|图文|频道|推荐|随机|随便|你可|您可|更多|往期", _HOT_ZH, "list", longest=40),
    _starts("hot_articles", "trending|most|popular|recent|latest|you m|recommended|editor|more|top stories|what to|up next|around|from our|promoted", _HOT_EN, "list", longest=60),
    _starts("related_list", "相关|推荐|热门|最新|更多|延伸|扩展|拓展|深度|特别|精品|内容|好文|站长", _RELATED_ZH, "list", longest=40),
    _starts("related_list", "related|recommended|further|more|latest", _RELATED_EN, "list", longest=40),
    # Share
    _starts("share_line", "分享到|分享至|分享给|分享|转发到|转发至|一键分享",
            rf"(?:一键)?(?:分享|转发)[到至给]?\s*:(?:{_APPS}|[、\s|,/和及或]|更多|\d)*|(?:一键)?(?:分享|转发)[到至给](?:{_APPS}|[、\s|,/和及或])*|分享(?:{_APPS}|[、\s|,/]){{2,}}|一键分享"),
    _opens("share_line", "用微信扫码|微信扫码|使用微信扫一扫|打开微信|微信扫一扫", r".{0,30}(?:分享|朋友圈|转发).{0,16}"),
    _starts("share_line", "share|tweet|email|print|follow us",
            rf"(?:share|tweet|email|print)(?: this)?(?: (?:article|story|page|post))?(?: (?:on|via|to|with) (?:(?:{_APPS}|and|or|friends?)[ ,|/]*)+)|share this(?: (?:article|story|page|post))?|tweet this|share:?\s*(?:{_APPS}[\s,|/]*)+|share(?: this)?(?: (?:article|story|page|post))? [|·].{{0,60}}|share this(?: (?:article|story|page|post))?:", longest=100),
    # Comments, log-in
    _opens("comment_widget", "发表评论|网友评论|我要评论|我来说两句|写评论|查看评论|全部评论|最新评论|热门评论|精彩评论|评论列表|添加评论|添加留言|发表留言|我要留言|发布评论|快来评论|评论加载中|暂无评论|还没有评论|还没有人评论|抢沙发|文明上网|文明发言|网友跟贴|参与评论|有话要说",
           r"[\s:(]*\d*[\s)]*(?:条|人参与|个回复)?|,?(?:理性发言|登录评论|请遵守|快来|来抢|点击|赶快|抢).{0,40}"),
    _opens("comment_widget", "评论|跟帖|留言", r"\s?\(\s?\d+\s?\)|\s\d+|区\s?\(\d+\)", "edge"),
    _opens("comment_widget", "喜欢|点赞|赞|收藏", r"\s?\(\s?\d+\s?\)", "edge"),
    _holds("comment_widget", "条评论", r"\d+\s?条评论", "edge"),
    _opens("comment_widget", "来说两句吧|我来说两句吧|说两句吧|说点什么吧|发表我的评论|取消评论|取消回复", r"[\s.。…]*", "edge"),
    _holds("comment_widget", "昵称", r"(?:hi,)?您?需要填写昵称和邮箱!?|昵称\s?\(必填\)", "edge"),
    _opens("comment_widget", "邮箱|网址|表情|电子邮件", r"(?:\s?\(必填\))?", "beside", longest=20),
    _opens("comment_widget", "已有", r"\s?\d+\s?人参与(?:,点击查看[^。]{0,10})?", "edge"),
    _opens("comment_widget", "共有|已有|共|查看全部|查看所有", r"\s?\d+\s?(?:条|个|人|位)(?:网友)?(?:发表)?(?:了|参与)?(?:评论|留言|跟帖|回复)(?:,?点击查看.{0,4})?"),
    _opens("comment_widget", "leave a comment|leave a reply|post a comment|add a comment|write a comment|join the conversation|join the discussion|no comments yet|no comments|be the first to comment|comments are closed|show comments|hide comments|view comments|load comments|cancel reply|comments (|your email address will not be published", r"[\d)]*(?: ?(?:cancel reply|on .{1,60}|required fields are marked.{0,4}|\. required fields are marked.{0,4}))*", longest=140),
    _holds("comment_widget", "comment", r"\d{1,5} comments?(?: on .{1,60})?", "edge", longest=80),
    _starts("login_prompt", "请登录|请先登录|请先注册|登录后|登录即可|您还未登录|您还没有登录|您尚未登录|你还没有登录|需要登录|注册登录|登录/注册|登录注册|未登录",
            r"(?:请先?|您?(?:还未|还没有|尚未)|你还没有|需要)?(?:登录|注册)(?:或?/?注册|后|即可|才能|才可以|,|。|\s)*(?:(?:可以|可|再|以|请|参与|发表|查看|阅读|继续|更多|内容|本文|文章|完整)\s?)*+(?:全文|评论|留言|回复|收藏|点赞|注册登录)[。!]?|您?(?:还未|还没有|尚未)登录[,。!]?(?:请先?登录)?|登录/注册|注册登录|登录注册|请先?登录", longest=40),
    _starts("login_prompt", "please|log in|login|sign in|sign up|you must be|you need to|already a|already have|not a member|forgot|create an account",
            r"(?:please |you (?:must|need to) (?:be )?)?(?:log(?:ged)?[ -]?in|sign(?:ed)? (?:in|up))(?: or (?:register|sign up|create an account))?,? to (?:(?:post|leave|add|write|submit)(?: (?:a|your))? (?:comment|reply)|comment|reply|(?:read|view|continue|keep)(?: reading)?(?: (?:the|this|full|more))*(?: (?:article|story))?|join the (?:discussion|conversation))|(?:already (?:a (?:member|subscriber)|have an account)|not a member(?: yet)?)\?(?: (?:log in|sign in|login|register|sign up|join)(?: (?:here|now|today))?)?|forgot (?:your )?password\?", longest=100),
    # Follow us, newsletters
    _holds("follow_us", "关注|微信|公众号|订阅号", r"(?!.*(?:[他她]说|表示|用户的|因为|如果|而不|利益|\{))(?:.{0,12}关注(?:我们|本站|本报|[^,。]{0,12}(?:公众号|微博|微信|视频号|订阅号|官微))(?:[,!。]?[^,。]{0,16}){0,2}[。!]?|(?:官方)?微信(?:公众)?号?\s*(?:id)?\s*:.{0,40}|公众号(?:id)?\s*:.{0,40}|.{0,20}(?:加|添加)微信(?:号|群|:|\w{0,12}).{0,20}|(?:更多|获取更多|了解更多).{0,16}(?:请|敬请|欢迎)?关注.{0,20})", "edge", longest=70),
    _opens("follow_us", "欢迎关注|敬请关注|请关注|长按关注|点击关注|关注公众号|关注微信|扫码关注|搜索公众号|搜索关注", r"(?:我们|本站|本报|\w{0,12}(?:微信|公众号|微博|视频号|订阅号)).{0,30}", longest=60),
    _opens("follow_us", "follow us|like us|find us|join us", r" on .{3,60}", longest=80),
    _holds("newsletter_ad", "订阅", r"(?=.*(?:订阅我们|点击订阅|立即订阅|免费订阅|欢迎订阅))(?=.*(?:简报|周报|日报|邮件|通讯|订阅:|领跑|错过))(?!.*(?:[他她]说|表示|读者|用户|创刊|如果)).*", longest=LONGEST),
    _holds("newsletter_ad", "subscribe|sign up", r"(?!.*\b(?:said|founded|published)\b)(?:.*[.!?:—–-]\s+)?(?:please |click here to |to )?(?:(?:sign up|subscribe)\b(?!.*\b(?:topic|channel|event|queue|broker|api|callback)s?\b)(?=.*\b(?:our|your|free|weekly|daily|e-?mails?|newsletters?)\b).*|subscribe (?:now|today)\b.{0,100})", longest=240),
    _holds("newsletter_ad", "inbox|newsletter|e-mail|email", r"(?!.*\b(?:said|founded|published)\b)(?:.*[.!?:—–-]\s+)?(?:get|receive|have|want|enter|join|never|don.t)\b.*\b(?:(?:to|in) your inbox|our (?:free |weekly |daily )?newsletter|enter your e-?mail(?: address)?|your e-?mail address to)\b.*|enter your e-?mail(?: address)?.{0,60}", longest=240),
    _opens("read_also", "read also|also read|read next|don't miss|read more:|related:", r" ?[:–].{3,120}|(?<=:).{3,120}", "any", longest=140),
    _opens("read_also", "延伸阅读:|相关阅读:|推荐阅读:|阅读更多:|点击阅读:|相关报道:|往期回顾:|往期精选:|更多精彩:", r"\s*[《“\"「].{2,60}[》”\"」]", "edge"),
    # Rights, credits, keywords, dates
    _holds("copyright", "版权|著作权", r"(?:(?!.*\?)[^。]{0,30}版权所有(?!人|者|权)[^。]{0,50}|版权(?:声明|说明|信息)(?:\s*:.{0,200})?|(?!.*(?:[他她]说|法院|判决|诉))[^。]{0,30}(?:版权|著作权)归[^。]{0,24}所有(?:[,;。].{0,120})?)[。.!]?", "edge", longest=260),
    _holds("copyright", "转载", r"(?!.*(?:法院|判决|侵权案|争议|[他她]说|表示|行为))(?:[^。]{0,50}[,。;!:\s]|本[文站网刊报][^。,]{0,16})?(?:未经[^。,]{0,16},?[^。]{0,6}(?:不得|禁止|请勿|严禁|谢绝)[^。]{0,8}(?:转载|使用|复制|摘编)[^。]{0,24}|(?:如需)?转载(?:请|时?须|需|必须)[^。]{0,40}|(?:禁止|严禁|谢绝|请勿)(?:任何形式的?|擅自|私自)?转载(?:[、及和或,][^。\s]{0,16})?)(?:[。;,!].{0,80})?", "any", longest=200),
    _opens("copyright", "声明|免责声明|特别声明|郑重声明|版权声明", r"\s*[:]\s*.{0,60}(?:转载|侵权|版权|不代表|投资建议|仅供参考|不构成|联系我们|删除).{0,160}", "edge", longest=260),
    _holds("copyright", "侵权", r"(?:(?:本文|本站|文章|图片|图文|素材|部分内容|内容|文字|以上|信息)[^。]{0,24}(?:网络|互联网|网友|转载)[^。]{0,12}[,。;]?\s*)?(?:如果?|若)(?:有|涉及|涉嫌|您|本文|构成)?[^。,]{0,6}侵权(?=.*(?:删|联系|告知|通知|处理))[^。]{0,40}[。!]?", "edge", longest=120),
    _starts("copyright", "copyright|(c) |c) |©|ⓒ", r"copyright(?:\s*(?:©|\(c\)|\d{4}|notice\b|by\b).{0,140}|)|[©ⓒ].{0,140}|\(?c\) \d{4}.{0,140}", "edge", longest=180),
    _holds("copyright", "all rights reserved", r"(?:.{0,80}(?:©|\(c\)|copyright\b|[.,|]).{0,60}\s)?all rights reserved(?:\s*[.,|©(–-].{0,40})?", "edge", longest=220),
    _opens("credits", "责任编辑|责编|本文责编|值班编辑|微信编辑|新媒体编辑|网络编辑|本文编辑|图源|图片来源|题图|题图来源|封面来源|头图来源|本文来源|文章来源|稿源|信息来源|原文来源|稿件来源|原标题|译者|翻译校对|通讯员|本报记者|实习记者|见习记者|撰文|撰稿|供稿|录入者|本期编辑|本文作者|原文作者|原作者|来稿|转自|转载自|本文转自|本文转载自",
           r"\s*[丨|:/](?!//)\s*[^。!?;]{0,60}", longest=90),
    _opens("credits", "选题|校对|审核|审校|编审|监制|终审|二审|一审|初审|三审|排版|美编|视觉|制图|统筹|出品|出品人|摄影|摄像|剪辑|设计|策划|运营|编译|翻译|翻译者|录入|配音|海报",
           rf"(?:\s*[丨|:]\s*|/)(?:{_ANYONE}|{_OUTLET}|[\w.+-]{{1,20}} ?[\w.]{{0,12}}\s?\(id:\s*[\w-]+)?(?:[\s|丨]+\w{{1,4}}[:丨|]\s*{_ANYONE}){{0,6}}", "edge", longest=90),
    _opens("credits", "图片|配图|头图|封面图|编辑|作者|记者|文|文字|文章|图|图文|图/文|文/图|来源|主编|视频|出处|整理|采写|采访|特约记者|首席记者|供图|题图作者",
           rf"(?:\s*[丨|:]\s*|/)(?!谢谢|何时|何况|何必|那么|常常|成为)(?:{_PEOPLE}|{_OUTLET})?(?:[\s|丨/,]+\w{{1,4}}\s?[:丨|/]\s*(?:{_PEOPLE}|{_OUTLET})?){{0,6}}(?:\s*[\[(].{{0,30}})?", "edge", longest=90),
    _starts("credits", "by ", r"B[yY] (?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+(?:(?:,| and| \||·| -|—).{0,60})?", "head", longest=90, cased=True),
    _opens("credits", "photo by|photos by|photo credit|photograph by|photographs by|image credit|image source|image courtesy|edited by|written by|reporting by|translated by|additional reporting by|via:|editor:|editing by", r"[\s:]*[^!?;]{2,80}", "edge", longest=110),
    _opens("credits", "photo:|photograph:|picture:", r"\s*[a-z][\w .,'&/-]{2,40}", "edge"),
    _opens("byline_row", "作者|编辑|来源|发布时间|发表时间|发布日期|更新时间|发布|发布于|更新于|发表于|编辑于|稿件来源|信息来源|文章来源|记者|责任编辑", rf"[:\s].{{0,40}}(?:来源|发布时间|发表时间|时间|日期|{_MOMENT}).{{0,60}}", "head", longest=110),
    _opens("byline_row", "发布时间|发表时间|更新时间|发布日期|最后更新|发表日期", rf"\s*:\s*{_MOMENT}?\s*{_CLOCK}?(?:[\s|]+.{{0,40}})?", "head"),
    _opens("byline_row", "时间|日期", rf"\s*:\s*{_MOMENT}?\s*{_CLOCK}?[\s|]*(?:来源|作者|编辑|责编|浏览|点击|阅读).{{0,60}}", "head"),
    _opens("byline_row", "19|20", rf"\d\d[-年./]\s?\d{{1,2}}[-月./]\s?\d{{1,2}}日?(?:\s*(?:星期|周|礼拜)[一二三四五六日天])?\s*(?:{_CLOCK}[\s|,·]*(?:(?:来源|作者|编辑|稿源|责编|字号|浏览|阅读|评论|分享|{_OUTLET}).{{0,60}})?|[\s|,·]*(?:来源|作者|编辑|稿源|责编|字号|浏览|阅读|评论|分享)[:\s|(].{{0,60}})", "head", longest=110),
    _opens("byline_row", "published|posted|updated|last updated|last modified|first published", r"(?: (?:on|at|by|in))?:? (?:\w+ \d{1,2},? \d{4}|\d{1,2} \w+ \d{4}|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\b.{0,60}", "head", longest=110),
    _opens("keyword_row", "关键词|关键字|标签|本文标签|文章标签|相关标签|热门标签|本文关键词|相关搜索|热搜词|tags|keywords|filed under|topics|posted in|related topics", r"\s*:(?!.*[。;!?]).{0,80}", "edge", longest=100),
    # Advertising
    _opens("ad_slot", "ad|ads|adv|banner|google_ad|div-gpt-ad", r"[\w-]*[_-]?\d{2,4}\s?[*x×]\s?\d{2,4}\w*|[_-][\w-]*\d", longest=60),
    _opens("ad_slot", "广告|广告位|广告位招租|赞助商链接|赞助商广告|推广链接|赞助内容|广告也精彩|advertisement|advertising|sponsored|sponsored content|sponsored links|promoted|ad feedback|story continues below advertisement|article continues below|- advertisement -", r"\s*\d*", longest=60),
    _starts("promotion", "点击|立即|马上|赶快|快来|戳|扫码|限时|现在", r"(?:点击|立即|马上|赶快|快来|戳|扫码|现在|限时)[^。]{0,16}(?:领取?|抢购|抢|下单|购买|选购|报名|秒杀|优惠|特惠|折扣)[^。]{0,10}(?:优惠券?|红包|券|福利|礼包|特惠|折扣|免费|限时|抢购|名额|秒杀|包邮)[^。]{0,16}", "edge", longest=50),
    _starts("promotion", "click|use code|limited time|limited-time|shop now|buy now|claim", r"(?:click (?:here|the link below|below) to|claim) (?:get|claim|receive|your|save)\b.{0,60}|use code \w+ (?:for|at|to)\b.{0,60}|limited[- ]time offer(?:[!:,—–-].{0,60})?|(?:shop|buy) now(?: and save.{0,40})?", "edge", longest=100),
    _opens("credits", "资料图|资料图片|网络配图|图文无关|图片来自网络", ""),
    _opens("picture_mark", "图片|配图|image", "", "between", longest=10),
    _opens("magazine_issue", "《", r"[^》]{2,12}》\s*\(.{2,30}(?:封面|期)", "tail", longest=60),
    _holds("cookie_notice", "cookie", r"(?:(?:.*[.!]\s+)?(?:we|(?:this|our) (?:web)?site)(?: and our partners)? uses? cookies\b.*|(?:.*[\s(])?accept (?:all )?cookies\b.*|by (?:continuing|using|clicking)\b.*\bcookies?\b.*|我?(?:接受|同意)(?:并关闭|所有|全部|使用)?\s?cookies?.{0,12}|.*(?:继续(?:浏览|使用|访问)|使用本(?:网站|站)).{0,30}(?:同意|接受|视为).{0,80}|本(?:网站|站)使用\s?cookies?.{0,160}(?:体验|同意|接受|了解更多).{0,60})", longest=300),
    _opens("cookie_notice", "manage cookie|our cookie|cookie", r" (?:policy|settings|preferences|notice)", "beside", longest=40),
    _opens("punctuation_only", "?|�", r"(?!.*>)[?\s|�]*", "edge", longest=40),
    _opens("punctuation_only", "?|�", r"(?!.*>)[?\s|�]*", "between", longest=40),
    _starts("punctuation_only", "■|◆|●|★|☆|▲|▼|◇|□|○|※|—|* ", r"[■◆●★☆▲▼◇□○※—\s]*|\* \* \*", longest=80),
    _opens("link_only", "http://|https://|www.", r"[^\s,。>\]\[]{4,200}", "beside", longest=200),
)  # fmt: skip

# --- rows of links: a line cut at its separators, most of whose parts are names of a site's sections
SECTIONS = frozenset(
    # zh
    "首页 主页 网站首页 返回首页 回首页 网站地图 站点地图 网站导航 网站导览 加入收藏 设为首页 收藏本站 联系我们 关于我们 关于本站 手机版 电脑版 客户端 登录 登入 "
    "注册 广告服务 广告合作 商务合作 免责声明 版权声明 法律声明 隐私政策 隐私权政策 隐私条款 用户协议 服务条款 使用条款 服务协议 诚聘英才 招聘信息 加入我们 "
    "意见反馈 投稿 投诉 举报中心 帮助中心 帮助 友情链接 新闻 时政 国内 国际 财经 体育 娱乐 科技 军事 社会 教育 健康 汽车 房产 旅游 文化 视频 图片 论坛 博客 "
    "评论 专题 滚动 要闻 直播 游戏 股票 基金 理财 时尚 女性 星座 美食 育儿 历史 佛学 公益 地方 港澳 台湾 法治 生活 数码 手机 读书 微博 邮箱 导航 搜索 更多 繁体 简体 english 中文 rss 订阅 "
    # en
    .split()
) | frozenset(
    "home|news|sport|sports|weather|jobs|world|business|politics|opinion|opinions|tech|technology|culture|lifestyle|life|video|videos|photos|travel|"
    "arts|entertainment|health|science|education|money|markets|local|features|podcasts|newsletters|magazine|shop|store|blog|events|about|about us|contact|"
    "contact us|login|log in|sign in|sign up|register|subscribe|search|menu|help|faq|faqs|support|careers|advertise|advertise with us|press|privacy|"
    "privacy policy|terms|terms of use|terms of service|terms & conditions|terms and conditions|cookie policy|cookies|site map|sitemap|accessibility|"
    "archive|archives|rss|feedback|my account|account|cart|checkout|disclaimer|legal|imprint|community|forum|forums|categories|tags|newsletter".split("|")
)  # fmt: skip
TOOLS = frozenset(
    # zh
    "打印 列印 评论 收藏 分享 转发 举报 点赞 纠错 关闭 关闭窗口 返回顶部 大 中 小 字号 复制链接 我要评论 打印本页 推荐 复制 朗读 字体 "
    # en
    "print email share tweet pin save facebook twitter linkedin whatsapp reddit pinterest copy bookmark telegram instagram youtube weibo wechat".split()
)  # fmt: skip

# --- titles that are bought: names of trades, words that go with them, words of honest reports on them
TRADES = re.compile(
    r"激情|人妻|偷拍|自拍偷|免费视频|视频永久|在线观看|无码|有码|精品国产|国产精品|成人(?:网|视频|片|影|在线|免费|久)|久久精品|少妇|(?<![a-z])[aā][vⅴ](?![a-z])|色情|裸聊|约炮|"
    r"彩票|彩金|娱乐城|棋牌|博彩|下注|投注|赌|开户|百家乐|六合彩|时时彩|老虎机|真人荷官|香蕉视频|"
    r"\b(?:casinos?|porn|xxx|viagra|cialis|escorts?|slots?|betting|sexy?|nude|poker|gambling|payday loans?|replica watches)\b"
)
TRADE_WORDS = re.compile(
    rf"{TRADES.pattern}|精品|国产|亚洲|日韩|欧美|高清|不卡|中文字幕|免费|平台(?:入口|登录|注册)|手机版|官网(?:入口|下载)|网站|下载安装|网址|最新版|入口|"
    r"\b(?:free|online|bonus|videos?|cheap|best|buy|live|download|sites?)\b"
)
HONEST = re.compile(
    r"警方|警察|公安|法院|检察|打击|监管|通报|诈骗|治理|整治|防范|查处|专项|禁令|立法|案件|案$|研究|调查|反思|受害|成瘾|戒|"
    r"\b(?:police|court|ban|law|study|inquiry|crackdown|addiction|regulat\w+|report)\b"
)

LICENCE = re.compile(
    r"free software|warrant(?:y|ies)|licen[sc]ed?\b|permission is hereby|许可(?:证|协议)|自由软件"
)
"""Beside such a line a copyright line belongs to a licence or to what a program prints."""

# --- advertisements that are paragraphs
OFFER_CUES = (
    "报名",
    "主讲",
    "带你",
    "研习班",
    "训练营",
    "公开课",
    "enrol",
    "register",
    "early",
    "our ",
)
COURSE = re.compile("研习班|训练营|公开课|课程|报名|主讲|讲师|学员|带你(?:闯荡|入门|掌握)")
OFFER = re.compile("报名|主讲|带你|本(?:研习班|训练营|公开课|课程)")
COURSE_EN = re.compile(
    r"\b(?:enrol\w*|masterclass|bootcamp|workshop|course|instructors?|curriculum|tuition|early.bird)\b"
)
OFFER_EN = re.compile(
    r"\b(?:enrol(?:l)? (?:now|today)|register (?:now|today)|early.bird|our (?:course|bootcamp|masterclass|workshop))\b"
)
