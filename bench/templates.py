"""Distinct documents of one template kept apart, and real copies of them found.

    python -m bench.templates [--siblings 40] [--show]

Invented product sheets, profiles, yearly reports, release notes, minutes and weather bulletins, in Chinese and
English, short and long. Siblings share a template; each has its own names, numbers and words. Printed: how
many of them are dropped (a loss of facts), and how many copies of one (reprinted with a header and a
footer, in traditional script, without a sentence, with other punctuation, scanned badly) are found.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator

import opencc

from bench.neardup import verdicts_of
from data_prep.dedup import Limits

SURNAMES = "陈周赵孙李吴郑王冯褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "立言慕云若蘅文渊思齐望舒怀瑾景行乐山知远秋芳德明静姝伯庸敬之嘉树念慈"
PLACES_ZH = (
    "云岭 清河 苇渚 鹤汊 砺汐 岚州 沐水 澄江 临泽 望川 青屏 石桥 柳湾 松崖 白渡 雁荡".split()
)
THINGS_ZH = "水泵 风机 锅炉 阀门 织机 电梯 轴承 吊车 船闸 钟表 仪表 灯塔 台秤 车床".split()
TOPICS_ZH = (
    "食堂扩建 夜班交接 雨季防汛 仓库搬迁 新员工培训 年度体检 设备检修 宿舍供暖 图书采购 消防演练 车位分配 "
    "植树安排 校庆筹备 档案整理 旧楼拆除 通勤班车"
).split()
NUMBER = r"\d+|[一二三四五六七八九](?=十|级)"
NUMERALS = "一二三四五六七八九"
FIRST = "Ilda Tomas Greta Orrin Maud Piers Hedda Cosmo Brin Wilma Anselm Dorte Fenn Lisbet".split()
LAST = "Farrow Quill Harker Tansley Brandt Ostrow Venn Cardell Moxley Hurst Aldane Pryce".split()
PLACES = "Dunmarrow Varrick Pellin Oakhithe Starrow Lindle Gorsey Tarn Weller Ashcombe".split()
THINGS = "pump fan boiler valve loom hoist bearing crane gauge lamp scale lathe".split()
TOPICS = (
    "the canteen|night shifts|flood barriers|the warehouse move|staff training|health checks|spare keys|"
    "heating|library orders|the fire drill|parking|tree planting|the archive|the old annex"
).split("|")
TO_TRADITIONAL = opencc.OpenCC("s2t")


class Chance(random.Random):
    def name(self) -> str:
        return self.choice(SURNAMES) + "".join(self.sample(GIVEN, 2))

    def person(self) -> str:
        return f"{self.choice(FIRST)} {self.choice(LAST)}"

    def numeral(self) -> str:
        return f"{self.choice(NUMERALS)}十{self.choice(NUMERALS)}"


def sheet_zh(c: Chance) -> str:
    place, thing, name = c.choice(PLACES_ZH), c.choice(THINGS_ZH), c.name()
    model = f"{place}{c.randint(100, 999)}"
    return (
        f"产品说明书。型号{model}{thing}。{model}由工程师{name}于{c.randint(1950, 2020)}年设计，重{c.randint(10, 99)}公斤，"
        f"功率{c.randint(100, 900)}瓦，售价{c.randint(200, 9000)}元。外壳用铸铁制成，内件用青铜制成。首次启动前应先检查各处螺栓，"
        "并用手转动主轴，看是否灵活。设备不得在无人看管的状态下运转超过十分钟。密封件应每两年由受过训练的钳工更换一次。"
        "清洁时请先切断电源，不要用水直接冲洗。备件可向制造厂订购，来函请写明型号和出厂编号。"
    )


def sheet_en(c: Chance) -> str:
    model, thing = f"{c.choice('KXQZ')}{c.choice('BDFT')}-{c.randint(100, 999)}", c.choice(THINGS)
    return (
        f"Product sheet. Model {model} {thing}. The {model} was designed by engineer {c.person()} in "
        f"{c.randint(1950, 2020)}. It weighs {c.randint(10, 99)} kilograms and draws {c.randint(100, 900)} watts. The body is "
        "made of cast iron and the inner parts of bronze. Before the first start, check every bolt and see that the shaft "
        "turns freely by hand. Do not leave the machine running alone for longer than ten minutes. The seals should be "
        "changed every two years by a trained fitter. Spare parts can be ordered from the works."
    )


def profile_zh(c: Chance) -> str:
    name, place = c.name(), c.choice(PLACES_ZH)
    return (
        f"{name}，{place}人，现任{c.choice(PLACES_ZH)}研究所{c.choice(THINGS_ZH)}室主任。早年就读于{c.choice(PLACES_ZH)}中学，后考入工学院机械系，"
        f"师从{c.name()}教授。毕业以后一直在研究所工作，从实习员做起，历任助理、工程师、高级工程师。{name}待人谦和，做事细致，"
        f"同事有难题都愿意找他商量。业余喜欢{c.choice(['钓鱼', '书法', '登山', '养花', '围棋', '摄影'])}，家里藏书很多。"
    )


def profile_en(c: Chance) -> str:
    name = c.person()
    return (
        f"{name} heads the {c.choice(THINGS)} group at the {c.choice(PLACES)} institute. Born in {c.choice(PLACES)}, "
        f"{name.split()[0]} studied mechanics under {c.person()} and joined the institute straight after college, first as "
        "a trainee, later as an engineer and senior engineer. Colleagues with a hard problem like to knock on this door, "
        f"because the answer is always patient and usually right. Free time goes to {c.choice(['fishing', 'chess', 'climbing', 'roses', 'painting'])} "
        "and to a house full of books."
    )


def report_zh(c: Chance) -> str:
    return "".join(
        f"{c.choice(PLACES_ZH)}分厂全年生产{c.choice(THINGS_ZH)}{c.randint(100, 9999)}台，比上年{c.choice(['增长', '减少'])}百分之{c.numeral()}，"
        f"其中出口{c.numeral()}台。分厂现有职工{c.randint(30, 900)}人，厂长{c.name()}在年终会上说，今年订单充足，但是原料价格仍然偏高，"
        f"{topic}一事还要抓紧。全厂没有发生重大事故，产品一次检验合格率保持在较好的水平，用户来信中表扬多于批评。"
        for topic in TOPICS_ZH[:14]
    )


def report_en(c: Chance) -> str:
    return "\n".join(
        f"{topic.capitalize()}. The works at {c.choice(PLACES)} made {c.randint(100, 9999)} units this year, "
        f"{c.randint(2, 40)} per cent {c.choice(['more', 'less'])} than in the year before, and employed {c.randint(30, 900)} "
        f"people. The manager, {c.person()}, told the meeting that orders were good but that the price of raw materials "
        "was still too high. There were no serious accidents and letters of praise outnumbered complaints."
        for topic in TOPICS[:6]
    )


def notes_zh(c: Chance) -> str:
    return (
        f"版本{c.randint(1, 9)}.{c.randint(0, 30)}.{c.randint(0, 9)}发布说明。本次更新修复了{c.randint(3, 90)}个问题，其中编号{c.randint(1000, 9999)}的问题会使"
        f"{c.choice(TOPICS_ZH)}模块在启动时停住。新增了{c.choice(TOPICS_ZH)}页面，由{c.name()}开发。升级之前请先备份数据库，停止所有服务，"
        "再运行升级脚本。升级过程中不要断电，完成以后请检查日志里有没有报错。如果需要回退，请用备份恢复，不要直接覆盖旧的目录。"
        "文档和示例也同步做了修订，欢迎继续反馈意见。"
    )


def notes_en(c: Chance) -> str:
    return (
        f"Release {c.randint(1, 9)}.{c.randint(0, 30)}.{c.randint(0, 9)}. This release fixes {c.randint(3, 90)} issues; issue {c.randint(1000, 9999)} "
        f"stopped the module for {c.choice(TOPICS)} at start. A page for {c.choice(TOPICS)} was added by {c.person()}. Before "
        "you upgrade, back up the database, stop all services and then run the upgrade script. Do not switch the machine off "
        "meanwhile, and look through the log for errors when it is done. To go back, restore the backup; do not copy over "
        "the old folder. Documentation and examples were revised as well, and further reports are welcome."
    )


def minutes_zh(c: Chance) -> str:
    a, b, d = c.sample(TOPICS_ZH, 3)
    return (
        f"会议由{c.name()}主持，{c.name()}记录，各科室负责人参加。会议首先听取了上次会议决定的落实情况，大家认为总体进展顺利，"
        f"但是个别环节还有拖延。会议随后讨论了{a}，决定由{c.name()}负责，月底之前拿出方案。关于{b}，与会人员意见不一，"
        f"会议决定先做调查，下次再议。{c.name()}通报了{d}的进展，请各科室配合。最后主持人强调，要注意节约，注意安全，"
        "做到件件有着落，事事有回音。会议结束以后，与会人员一同察看了现场。"
    )


def minutes_en(c: Chance) -> str:
    a, b, d = c.sample(TOPICS, 3)
    return (
        f"{c.person()} took the chair and {c.person()} the minutes; the heads of all sections were present. The meeting first "
        "heard what had become of earlier decisions and found that most were carried out, though some had been delayed. "
        f"It then discussed {a} and asked {c.person()} to bring a plan before the end of the month. On {b} opinions "
        f"differed, and the matter was put off until more is known. {c.person()} reported on {d} and asked the sections for "
        "help. In closing, the chair called for thrift and for care, and the members went to look at the site together."
    )


def weather_zh(c: Chance) -> str:
    sky = ["晴", "多云", "阴", "小雨", "雷阵雨", "大雾"]
    return f"{c.choice(PLACES_ZH)}气象台{c.randint(1, 12)}月{c.randint(1, 28)}日发布天气预报。" + "".join(
        f"{part}{c.choice(sky)}，{c.choice('东南西北')}风{c.choice(NUMERALS)}级，最高气温{c.randint(5, 38)}度，最低气温{c.randint(-9, 20)}度，出行请注意安全，"
        "农户请留意田间排水，船只请留意港口通告。"
        for part in ("今天白天", "今天夜间", "明天白天", "明天夜间", "后天白天", "后天夜间")
    )  # fmt: skip


def weather_en(c: Chance) -> str:
    sky = ["clear", "cloudy", "overcast", "light rain", "thunder", "fog"]
    return (
        f"Forecast of the {c.choice(PLACES)} station, issued {c.randint(1, 28)} May. "
        + " ".join(
            f"{part.capitalize()}: {c.choice(sky)}, wind from the {c.choice(['north', 'south', 'east', 'west'])}, {c.randint(2, 60)} kilometres an "
            f"hour, highest {c.randint(5, 38)} degrees. Travellers are asked to take care and farmers to keep ditches open."
            for part in ("today", "tonight", "tomorrow", "tomorrow night", "the day after")
        )
    )


KINDS: dict[str, Callable[[Chance], str]] = {
    function.__name__: function
    for function in (
        sheet_zh, sheet_en, profile_zh, profile_en, report_zh, report_en,
        notes_zh, notes_en, minutes_zh, minutes_en, weather_zh, weather_en,
    )
}  # fmt: skip


def one_number(text: str, c: Chance) -> str:
    """Another edition: the same to the letter but for one number."""
    found = c.choice(list(re.finditer(NUMBER, text)))
    if found[0].isdigit():
        other = str(int(found[0]) + c.randint(1, 9))
    else:
        other = c.choice(NUMERALS.replace(found[0], ""))
    return text[: found.start()] + other + text[found.end() :]


def framed(text: str, c: Chance) -> str:
    if text.isascii():
        return f"Reprinted from the town paper, with thanks.\n{text}\nAll rights with the author."
    return f"本文转载自本地日报，特此致谢。\n{text}\n版权归原作者所有。"


def traditional(text: str, c: Chance) -> str:
    return TO_TRADITIONAL.convert(text)


def shortened(text: str, c: Chance) -> str:
    parts = re.split(r"(?<=[。.] )|(?<=。)", text)
    inner = range(1, len(parts) - 1)
    lost = min(inner, key=lambda n: len(parts[n]) if len(parts[n]) > 12 else 999)
    return "".join(part for n, part in enumerate(parts) if n != lost)


def punctuated(text: str, c: Chance) -> str:
    return text.replace("，", ", ").replace("。", ".\n").replace(". ", ".\n\n")


def scanned(text: str, c: Chance) -> str:
    """Two letters in a hundred misread, digits left alone."""
    chars = list(text)
    for at in c.sample(range(len(chars)), len(chars) // 50):
        if chars[at].isalpha():
            chars[at] = (
                c.choice("aceimnorstuv") if chars[at].isascii() else chr(c.randint(0x4E00, 0x9000))
            )
    return "".join(chars)


COPIES: dict[str, Callable[[str, Chance], str]] = {
    function.__name__: function for function in (framed, traditional, shortened, punctuated, scanned)
}  # fmt: skip


def siblings(kind: str, count: int) -> list[str]:
    c = Chance(kind)
    return list(dict.fromkeys(KINDS[kind](c) for _ in range(count)))


def copies(texts: list[str], how: str) -> Iterator[str]:
    c = Chance(how)
    for text in texts:
        yield COPIES[how](text, c)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--siblings", type=int, default=40)
    parser.add_argument("--show", action="store_true", help="print a pair that went wrong")
    options = parser.parse_args()
    for kind in KINDS:
        report(kind, options.siblings, options.show)


def report(kind: str, count: int, show: bool) -> None:
    texts = siblings(kind, count)
    lost = list(verdicts_of(texts, Limits()).dropped())
    twins = [text for text in texts if re.search(NUMBER, text)]
    c = Chance(kind)
    mixed = sum(repeats(text, one_number(text, c)) for text in twins)
    found = {how: sum(map(repeats, texts, copies(texts, how))) for how in COPIES}
    print(
        f"{kind:10} of {len(texts[0]):5,} letters: {len(lost)} of {len(texts)} siblings dropped, {mixed} of "
        f"{len(twins)} with one other number; copies found: "
        + ", ".join(f"{how} {n}/{len(texts)}" for how, n in found.items())
    )
    if show and lost:
        row, kept, reason, similarity = lost[0]
        print(f"    {reason} {similarity:.2f}\n    {texts[row]}\n    {texts[kept]}")


def repeats(a: str, b: str) -> bool:
    return bool(verdicts_of([a, b], Limits()).reason.any())


if __name__ == "__main__":
    main()
