"""A tiny corpus with every kind of damage the doors must show, built once for all tests that look at a run."""

import json
from pathlib import Path

import pytest

from data_prep.config import DataPrepConfig
from data_prep.pipeline import build

NEWS_ZH = """澜汀灯塔修复工程竣工

2023年6月18日，澜汀县文物局宣布，澜汀灯塔的修复工程正式竣工。澜汀灯塔高47米，由工程师沈渡舟于1921年设计。
修复工程历时26个月，总投资为3800万元。澜汀县文物局局长裴若溪说，灯塔将在9月1日重新开放。
澜汀灯塔位于栖霞岛东端。由于海风侵蚀，灯塔的外墙在2019年停止对外开放。
责任编辑：小王
"""
PROFILE_EN = """Harbour Clock Restored

The Marrowick harbour clock was built in 1874 by the engineer Ada Penhallow. It stands 31 metres tall
and has four faces. The clock is located in the old customs yard. In March 2022 the Marrowick Trust
raised 420,000 pounds for the repair. Tobias Wren is the director of the Marrowick Trust.
The Marrowick Trust employs 58 people and was founded in 1990. The repair took fourteen months.

Subscribe to our newsletter for weekly news.
"""
PINYIN_ZH = """苔原研究所年度通報

苔原研究所成立於1998年，總部位於霧(wù)凇市。苔原研究所擁(yōng)有137名研究員，所長為程(chéng)望舒。
2021年5月，苔原研究所發(fā)布了冰芯資料庫，收錄2600份樣本。研究所計劃在2025年建造第三座觀測(cè)站。
"""
PAGE_HTML = """<!doctype html><html lang="en"><head><title>The &lt;script&gt; Museum</title></head><body>
<nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>The &lt;script&gt; Museum</h1>
<p>The Quillon Museum was founded in 1967 by Irene Halloway. The museum shows a tag that reads
&lt;script&gt;alert(1)&lt;/script&gt; and was printed in 1996 by Paul Danvers in Brackwater.</p>
<p>The Quillon Museum has 12,400 exhibits &amp; a library. The museum is located in <b>Brackwater</b>.
It had 88,000 visitors in 2023, because admission is free for everybody under twenty.</p>
<p>&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; was founded in 2001 by Nora Vale and employs 77 people.</p>
</article></body></html>
"""
MINUTES_MD = """# Council of Ferncliff

The **Ferncliff** council met on 4 May 2021. The council approved a budget of 2.6 million euros.

* Lena Marsh is the mayor of [Ferncliff](https://ferncliff.example).
* The Ferncliff library was opened in 1933 and holds 61,000 books.
"""
ROWS = (
    {
        "title": "青禾软件",
        "text": "青禾软件公司成立于2009年，总部位于望川市。青禾软件公司拥有员工346人。2022年3月，青禾软件公司发布了记账软件“麦穗”。青禾软件公司首席执行官是顾听澜。",
    },
    {
        "title": "Ostler Ferry",
        "text": "The Ostler Ferry began service in 1959. The ferry carries 240 passengers and 36 cars. Mira Oswin is the captain of the Ostler Ferry. The crossing takes 45 minutes.",
        "date": "2024-02-03",
    },
)
GB18030_ZH = """云岫茶厂简介

云岫茶厂始建于1956年，位于青石镇。云岫茶厂占地52亩，现有职工218人，年产茶叶640吨。云岫茶厂厂长是陆秉烛。
2018年4月，云岫茶厂推出了新品“雾尖”。云岫茶厂的产品销往12个国家。
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of zh and en documents: plain, page, Markdown, rows, GB18030, with injected pinyin, and unreadable ones."""
    folder = tmp_path_factory.mktemp("corpus")
    texts = {
        "zh/news.txt": NEWS_ZH,
        "en/profile.txt": PROFILE_EN,
        "zh/pinyin.txt": PINYIN_ZH,
        "en/page.html": PAGE_HTML,
        "en/minutes.md": MINUTES_MD,
        "rows.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS),
        "table.csv": "<b>no,text</b>\n",
        "empty.txt": "",
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "zh" / "legacy.txt").write_bytes(GB18030_ZH.encode("gb18030"))
    return folder


@pytest.fixture(scope="session")
def built_run(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished run folder of `corpus`. Shared: a test that changes something copies it first."""
    output = tmp_path_factory.mktemp("runs") / "tiny"
    build(DataPrepConfig(input=str(corpus), output=output, workers=1))
    return output
