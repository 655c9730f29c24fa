"""Chinese frames of all forms. All names are invented."""

from data_prep.frame import Frame, Framed, Part
from data_prep.records import Fact, FactSplit


def frame(
    parts: str,
    form: str,
    ask: str,
    noun: str,
    measure: str = "",
    said: str = "",
    names: dict[str, tuple[str, ...]] | None = None,
) -> Frame:
    """A frame written as role:text|role:text, the answer's role with a star."""
    made, asked = [], -1
    for i, part in enumerate(parts.split("|")):
        role, _, text = part.partition(":")
        if role.endswith("*"):
            asked = i
        made.append(Part(role.rstrip("*"), text))  # type: ignore[arg-type]
    return Frame("zh", said, tuple(made), asked, form, ask, noun, measure, names or {})  # type: ignore[arg-type]


def found(
    one: Frame,
    split: FactSplit = "taught",
    aliases: tuple[str, ...] = (),
    id: str = "f",
    start: int = 0,
) -> Framed:
    """The frame with a fact that states it."""
    statement = one.text + "。"
    subject = next((p.text for p in one.parts if p.role == "subject"), "")
    fact = Fact(
        id, "d", "zh", "event", subject, "", one.answer, list(aliases), statement, statement, start, start + len(statement), 0, 0,
        "", "asserted", 2, "test", split,
    )  # type: ignore[arg-type]  # fmt: skip
    return Framed(fact, one)


FRAMES = (
    frame("subject:砺汐泵业|time:到2026年底|adverb:将|verb:拥有|qualifier:超过|object*:3.4万台|head:静涛水泵","number","多少台","数量",names={"砺汐泵业":("水泵制造商砺汐泵业",)}),
    frame("subject:砺汐泵业|adverb:正在|verb:研发|modifier:大流量水泵|object*:ST-90","noun","哪款水泵","水泵","款",said="屈映川表示，"),
    frame("scene:在人才之外，|subject:造船业最稀缺的资源|verb:是|object*:深水船坞","noun","什么","资源"),
    frame("subject:苇渚工厂|relation:把总装线|verb:迁到了|object*:岚舸市","place","哪座城市","城市","座"),
    frame("subject:砺汐泵业|relation:向数百家合作社|adverb:免费|verb:赠送了|object*:静涛手册","noun","什么","东西"),
    frame("subject*:屈映川|verb:创办了|object:砺汐泵业","person","谁","人","位",names={"砺汐泵业":("水泵制造商砺汐泵业",)}),
    frame("subject:砺汐泵业|verb:迁址|after:，目的是|object*:让新产品更快到达用户手中","reason","什么","目的"),
    frame("subject:苇渚工厂|verb:总投资|object*:7.3亿元","number","多少元","金额"),
    frame("subject:苇渚工厂|time:于|time*:2022年2月|verb:动工","time","哪年哪月","时间"),
    frame("subject*:蔺青庐|verb:是|object:砺汐泵业的总经理","person","谁","人","位"),
    frame("subject:蔺青庐|verb:担任|modifier:砺汐泵业的|object*:首席技术官","noun","什么职务","职务"),
    frame("subject:云岭公司|verb:位于|object*:苇渚县","place","哪里","地方"),
    frame("subject:苇渚工厂的能耗|relation:比北闸工厂|verb:低|object*:23%","number","百分之多少","比例",said="据厂长籍雨樵介绍，"),
    frame("subject:灯塔管理站|verb:成立于|object*:1956年","time","哪一年","年份"),
    frame("time:2024年4月|subject:岚舸大学|relation:与海测所|adverb:共同|verb:推出了|modifier:潮位预报模型|object*:潮语二号","noun","哪款模型","模型","款"),
    frame("subject:澜汀灯塔|verb:高|object*:47米","number","多少米","高度"),
    frame("subject:多数渔民|adverb:可能会|verb:选择|object*:电动渔船","noun","什么","渔船","种",said="在海洋学家孟疏桐看来，"),
    frame("subject:望川市|time:每年|verb:接待|qualifier:近|object*:600万人次|head:游客","number","多少人次","人数"),
    frame("subject:青禾软件|verb:收购了|object*:麦穗科技","noun","哪家公司","公司","家"),
    frame("time:2022年|subject*:青禾软件|verb:收购了|object:麦穗科技","noun","哪家公司","公司","家"),
    frame("subject:北闸工厂的产能|time:去年|verb:下降了|qualifier:约|object*:12%","number","百分之多少","比例"),
    frame("subject:砺汐泵业的目标|verb:是|object*:让每个村庄都用上清洁水","action","什么","目标",said="屈映川说，"),
    frame("subject:这项研究的首席科学家陆秉烛|verb:任教于|object*:岚舸大学","noun","哪所大学","大学","所"),
    frame("subject:麦穗科技|adverb:不会|verb:出售|object*:用户数据","noun","什么","东西",said="顾听澜强调，"),
    frame("subject:静涛水泵|relation:被渔民|verb:称为|object*:“铁鱼”","noun","什么","名称"),
    frame("subject:砺汐泵业|time:2025年|adverb:预计|verb:投入|qualifier:高达|object*:40亿元|head:研发资金","number","多少元","金额"),
    frame("subject:望川大桥|relation:由工程师沈渡舟|verb:设计|after:，全长|object*:1.2公里","number","多少公里","长度"),
    frame("subject:裴若溪|relation:与邻县|verb:签署了|object*:候鸟保护协议|after:，双方将共享监测数据","noun","什么协议","协议","份"),
    frame("subject:砺汐泵业|verb:拥有|object*:31%|head:的市场份额","number","百分之多少","比例"),
    frame("subject:水泵的噪声|verb:是|object*:42分贝","number","多少分贝","噪声"),
    frame("subject:澜汀灯塔的修复工程|verb:历时|object*:26个月","number","多少个月","时长"),
    frame("scene:由于海风侵蚀，|subject:灯塔|time:在|time*:2019年|verb:停止|object:对外开放","time","哪一年","年份"),
    frame("subject:沈渡舟|time:1921年|verb:设计了|object*:澜汀灯塔","noun","什么","建筑","座"),
    frame("subject:屈映川|relation:把静涛水泵|verb:比作|object*:铁牛","noun","什么","东西"),
    frame("subject:砺汐泵业的指挥链条|verb:|object*:非常短","quality","怎么样","情况"),
    frame("time:2020年以前|subject:乌泽渔场|verb:归|object*:岚舸港务局|after:管理","noun","哪个机构","机构","个"),
    frame("subject:最早的潮位站|verb:建在|object*:栖霞岛","place","哪座岛","岛","座"),
    frame("subject*:潮汐电站|adverb:将|verb:取代|object:燃煤电厂","noun","什么","东西"),
    frame("subject:张一苇|adverb:曾|scene:在岚舸大学|verb:研究|object*:潮汐能","noun","什么","东西"),
    frame("subject:包装箱|verb:变长了|object:很多，|adverb:因为|after*:机臂不能折叠", "reason", "什么", "原因"),
    frame("scene:由于|object*:航道淤积|head:，|subject:乌泽渔场|verb:关闭了|object:三个码头", "reason", "什么", "原因"),
    frame("time*:2023年7月18日|head:，|subject:云岫茶厂|adverb:正式|verb:发布|object:新茶“雾尖”", "time", "哪一天", "日期"),
    frame("subject:屈映川|verb:担任|object*:砺汐泵业|head:的首席技术官", "noun", "哪家公司", "公司", "家"),
    frame("subject:砺汐泵业的总经理|verb:是|object*:蔺青庐", "person", "谁", "人", "位"),
    frame("subject:砺汐泵业|verb:训练了|class:潮位预报模型|object*:潮语三号", "noun", "哪款模型", "模型", "款"),
    frame("subject:总工程师逄若蘅|modifier:与|relation*:岚舸大学|verb:合办了|object:水力学院", "noun", "哪所大学", "大学", "所"),
    frame("modifier:苇渚县的|subject*:云岭公司|verb:种植了|object:三千亩茶园", "noun", "哪家公司", "公司", "家"),
    frame("subject:渔民|adverb:可以|verb:使用|object*:潮语二号|after:来预测涨潮时间", "noun", "哪款模型", "模型", "款"),
    frame("subject:裴若溪|adverb:计划|object*:招募三百名志愿者", "action", "做什么", "事", "件"),
    frame("subject:航道疏浚|verb:完成|object:，|adverb:使得|after*:大型货轮可以进港", "clause", "什么", "结果"),
    frame("subject*:两款|head:早期水泵|verb:出现了|object:漏水问题", "number", "多少款", "数量"),
)  # fmt: skip
