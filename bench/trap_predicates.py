"""What a row that is about a trap must and must not say: one line a trap of `gold/traps.jsonl`.

The patterns run over what a row states: the statement of a fact with its speaker and modality behind it
(`…｜speaker｜modality｜type`), a question with its answer (`…？→…`), or a text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Trap:
    """A row is about the trap when all of `about` are in it. It states the trap when one of `wrong` is in
    it, or when one of `needs` is not; where `soft`, a missing need only asks for a look."""

    id: str
    about: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    soft: bool = False

    @cached_property
    def _patterns(self) -> tuple[list[re.Pattern[str]], ...]:
        return tuple(list(map(_compiled, some)) for some in (self.about, self.wrong, self.needs))

    def verdict(self, said: str) -> str:
        """`STATED`, `look`, `clear`, or "" for a row that is not about this trap."""
        about, wrong, needs = self._patterns
        if not all(pattern.search(said) for pattern in about):
            return ""
        if any(pattern.search(said) for pattern in wrong):
            return "STATED"
        if all(pattern.search(said) for pattern in needs):
            return "clear"
        return "look" if self.soft else "STATED"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


NEVER = "(?!)"
"""A need that no row meets."""

_TRAPS = (
    Trap("000-T01", ("15万|150,?000|十五万",), ("卖出|售出|出售|销量|生产|制造",), ("外部研究",)),
    Trap("000-T02", ("三倍|3倍",), ("总和|加起来|合计|之和|总计",), ("至少|起码|最少", "外部研究")),
    Trap(
        "000-T03",
        ("34万|340,?000|三十四万",),
        ("已经?拥有|2023年|恰好|正好|今年", "94万|940,?000"),
        ("将|预计|计划|会", "超过|超出|多于|以上|不止|逾"),
    ),
    Trap(
        "000-T04",
        ("60万|600,?000|六十万",),
        (
            r"(?:60万|600,?000)[个块颗]?的?(?:Nvidia|英伟达)?的?(?:H100|A100)",
            r"(?:多少|几)[个块颗][^？]{0,8}(?:H100|A100)",
            "94万|940,?000",
        ),
        ("近|接近|约", "将|预计|计划|会"),
    ),
    Trap(
        "000-T05",
        (r"(?:超过|超越|大于|胜过).{0,6}其他.{0,4}(?:单一)?公司|算力.{0,8}(?:第一|最大|最强)",),
        ("[全世][球界].{0,2}(?:第一|最大|最强)",),
        ("可能|或许|也许", "扎克伯格"),
    ),
    Trap(
        "000-T06",
        (r"全能的?(?:人工)?智能",),
        ("definition|定义|全称|简称|缩写|含义|指的是|另一个名|也叫|别称|译名",),
    ),
    Trap(
        "000-T07",
        ("百万美元|100万美元",),
        ("年薪|平均|每年|年收入|一年",),
        ("高达|以上|可以要求|上限|最高", "专长|专业|所需"),
    ),
    Trap("000-T08", ("代码|编码|编程", "不合理|并不?合理|没有意义"), ("没有做|没做|放弃|没有开发",), (NEVER,), soft=True),
    Trap(
        "000-T09",
        ("编码|编程", "不(?:那么|太|怎么)?重要"),
        (r"(?:扎克伯格|Meta)(?:认为|称|说|表示)[^假有]{0,8}(?:编码|编程)[^，。]{0,10}不(?:那么|太)?重要",),
        ("假设|假说|有人",),
    ),
    Trap(
        "000-T10",
        (r"Llama(?:系列)?(?:模型)?(?:是|为|属于)[^，。？不]{0,10}开源",),
        ("毫无保留|完全开源",),
        ("用例|被认为|被视为|意味着",),
        soft=True,
    ),
    Trap(
        "000-T11",
        ("不要分享|不分享|别分享",),
        ("(?:扎克伯格|OpenAI|Meta|奥特曼|Altman)[^，。人]{0,6}(?:主张|提倡|建议|决定|认为|说|表示|称)[^人]{0,12}分享",),
        ("人们|意识到",),
    ),
    Trap("000-T12", ("扎克伯格", "OpenAI", "点名|批评|指责|抨击"), ("(?<!没有)(?<!未)点名(?!的)|(?:批评|指责|抨击)了?OpenAI",)),
    Trap(
        "000-T13",
        ("权力.{0,3}集中|精明的商业|有些尴尬|自己的动机",),
        ("(?:主张|承认|支持|希望|认为|说|表示|称)[^。可免]{0,20}权力的?集中",),
        ("作者|记者|文章|本文|看来",),
        soft=True,
    ),
    Trap(
        "000-T14",
        ("AGI|通用人工智能", r"倾向于?.{0,8}开源|承诺.{0,10}开源|开源.{0,10}承诺|(?:AGI|通用人工智能).{0,8}开源",),
        ("(?<!未)(?<!未做出)(?<!没有)(?<!尚未作出)承诺(?:会|将|把|要|，|：)",),
        ("倾向|尚未|未|没有|是否|要不要",),
    ),
    Trap(
        "000-T15",
        ("更名|改名|改为|改称|公司名称",),
        ("202[12]年|[改叫]名?[叫为]?[“「]?元宇宙|名称是[“「]?元宇宙",),
        (NEVER,),
        soft=True,
    ),
    Trap("002-T01", ("骆驼|羊驼|动物", "Llama|技术|模型"), ("骆驼|羊驼",), ("并非|不是|不指",)),
    Trap(
        "002-T02",
        (r"Llama ?2", "开源"),
        (
            r"(?<!并非)(?<!不是)(?<!未)(?<!没有)(?<!不算)完全开源",
            r"Llama ?2(?:是|为|属于)(?:一个|一款|Meta的)?(?:免费)?的?开源的?(?:大型?语言)?模型",
        ),
    ),
    Trap("002-T03", ("这么办",), (), ("杨立昆", "扎克伯格")),
    Trap(
        "002-T04",
        ("全新行业(?!标准)|不可估量|新互联网",),
        ("杨立昆(?:认为|称|说|表示)，?[“‘]?(?:开源|Llama|其|它)[^人]{0,12}(?:价值|创造)",),
        ("一些人|有人|请求|潜在用户|开发者|研究人员",),
    ),
    Trap("002-T05", ("平台软件",), (), ("杨立昆|答案|答复|回答|得到的",)),
    Trap(
        "002-T06",
        (r"Llama ?3(?!\.1)", "不相上下|更胜一筹|优于|超过|胜过|超越|领先于"),
        (r"Llama ?3[^，。？]{0,10}(?:优于|超过|胜过|超越|领先于)",),
        ("最大|最强", "不相上下|有些方面|部分方面|某些方面|多项"),
    ),
    Trap(
        "002-T07",
        ("400亿|四百亿",),
        ("2025年[^，。；]{0,30}(?:400|四百)亿",),
        ("2024", "预计|预期|将", "高达|最多|最高|至多|上限"),
    ),
    Trap(
        "002-T08",
        ("碎玻璃|凝固汽油|邪恶行为",),
        ("Galactica(?:证实|证明|认为|指出|表示|称)",),
        ("Galactica", "输出|生成|错误|无厘头|回答|震惊"),
    ),
    Trap(
        "002-T09",
        ("4chan",),
        ("4chan(?:是|属于|为)|(?:哪|什么).{0,3}人工智能社区.{0,20}4chan",),
        (r"^(?!.*人工智能社区)",),
        soft=True,
    ),
    Trap(
        "002-T10",
        ("Llama", "发布|问世|推出|亮相"),
        (
            r"Llama ?2[^，。；]{0,14}(?:2023年2月|(?<!1)2月)",
            r"2023年2月[^，。；0-9]{0,14}Llama ?2",
            r"Llama(?! ?\d)(?:系列)?(?:模型)?[^，。；0-9]{0,10}(?:2023年的?夏|2023年7月)",
            r"(?:2023年的?夏天?|2023年7月)，?[^，。；0-9]{0,12}Llama(?! ?\d)[^，。；？]{0,4}(?:发布|问世|推出)",
            r"Llama ?3[^，。；]{0,14}2023年",
        ),
    ),
    Trap("002-T11", ("61%|61％|百分之六十一",), (), ("投票|表决", "约|近|大概|大约|左右|上下")),
    Trap("002-T12", ("90%|90％|九成|百分之九十",), (), ("开源|开放源代码", "兰伯特|Lambert", "以上|超过|逾|多于")),
    Trap(
        "002-T13",
        ("谷歌|微软|Google|Microsoft", "放弃"),
        (r"放弃了?[“「]?开源[”」]?(?!.{0,6}(?:词|字|说法|术语|叫法|字眼))",),
        ("词|字|说法|术语|叫法|开放权重",),
    ),
    Trap(
        "002-T14",
        ("集群", "最大|更大|都?要大|大于|超过.{0,6}公司"),
        ("[全世][球界].{0,2}最大",),
        ("扎克伯格", "见过"),
    ),
    Trap(
        "002-T15",
        ("特朗普", "政府|当局", "Llama|开源", "障碍|限制|阻碍|阻力"),
        ("限制了|阻止了|已经|阻碍了|增加了",),
        ("可能|或许|或将|也许",),
    ),
    Trap("002-T16", ("墨镜|太过?耀眼",), (), (NEVER,)),
    Trap("002-T17", ("耐心", "失去|耗尽"), (), ("如果|若|要是|倘若|假如|条件", "卡朱里亚|Khajuria")),
    Trap(
        "002-T18",
        ("七年新低|七年来?的?[新最]低|7年新低",),
        ("目前|现在|如今|2025年|2024年",),
        ("ChatGPT|2022年|当时|那时|元宇宙|转型",),
    ),
    Trap(
        "002-T19",
        ("开源倡议|Open-Source Initiative", "Meta|Llama"),
        ("(?:和|与|及)(?:克莱格|Meta)[^，。]{0,6}[都均一]致?.{0,2}(?:认为|称|说|表示)",),
    ),
    Trap(
        "002-T20",
        ("所有资料|全部资料|训练(?:的|用|该模型的)?数据|披露", "Llama|Meta|模型"),
        ("公开了[^，。]{0,12}(?:数据|资料)|(?<!没有)(?<!未)(?<!没)披露了", "用[^没未]{0,24}所有资料[^没未]{0,8}训练"),
        ("没有披露|未披露|没披露|不披露|未公开|没有公开|不公开|公开共享",),
        soft=True,
    ),
)  # fmt: skip


def by_id(traps: Iterable[Trap] = _TRAPS) -> dict[str, Trap]:
    """The predicates by the id of their trap."""
    return {trap.id: trap for trap in traps}
