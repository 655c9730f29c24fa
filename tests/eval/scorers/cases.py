"""Our own pairs, zh and en: each is a case of a rule of the scorer, with the verdict of a person who knows.

All are invented for this table; none comes from a labelled set.
"""

from dataclasses import dataclass

C, W, N = "correct", "incorrect", "not_attempted"


@dataclass(frozen=True, slots=True)
class Case:
    """`golds`: the canonical answer, then its aliases."""

    rule: str
    golds: tuple[str, ...]
    answer: str
    verdict: str
    question: str = ""


# rule → (gold, or golds parted by " | "; answer; verdict; question if it matters)
_TABLE: dict[str, tuple[tuple[str, ...], ...]] = {
    "numerals": (
        ("34万", "三十四万", C), ("三十四万", "340,000", C), ("340000", "３４００００", C), ("三十四万", "34万块", C),
        ("20%", "百分之二十", C), ("百分之二十", "20 percent", C), ("1.2万", "12000", C), ("12万5千", "125,000", C),
        ("三万亿", "3万亿", C), ("三万亿", "30000", W), ("34万", "40000", W), ("34万", "340万", W), ("20%", "0.20", W),
        ("twelve", "12", C), ("1.5 million", "1,500,000", C), ("二十三", "廿三", C), ("壹佰贰拾", "120", C),
        ("3", "III", C), ("1/3", "三分之一", C), ("三分之一", "四分之一", W), ("5", "five", C), ("two thirds", "2/3", C),
        ("7", "17", W), ("-5", "负五", C), ("-5", "5", W), ("30%", "三成", C), ("三成", "四成", W), ("零下5度", "-5度", C), ("零下五度", "5度", W),
    ),
    "ordinals": (
        ("第三", "第3名", C), ("第三季", "第3季", C), ("fourth", "He was in the 4th grade.", C), ("3rd", "third", C),
        ("the eighth season", "Season 8", C), ("第三", "第四名", W), ("third", "the 13th", W), ("21st century", "the twenty-first century", C),
    ),
    "units and magnitudes": (
        ("165厘米", "1.65米", C), ("1.65米", "165cm", C), ("2公里", "2000米", C), ("3吨", "3000公斤", C), ("165厘米", "165米", W),
        ("150亿美元", "$15 billion", C), ("150亿美元", "150亿元", W), ("3小时", "180分钟", C), ("一周", "7天", C), ("一个半小时", "90分钟", C), ("3天", "3年", W),
        ("5公斤", "10斤", C), ("300公里", "300 km", C), ("25.3元", "二十五元三毛", C), ("10km/h", "每小时十公里", C), ("25℃", "25摄氏度", C),
    ),
    "approximate qualifiers": (
        ("34万", "超过34万", C), ("约34万", "34万", C), ("34万", "大约三十四万人", C), ("34万", "将近34万", C),
        ("about 500", "500", C), ("500", "more than 500 people", C), ("34万", "约35万", W), ("100万美元以上", "超过100万美元", C),
    ),
    "dates and eras": (
        ("1912年", "民国元年", C), ("民国三十八年", "1949年", C), ("一九一二年一月一日", "1912年1月1日", C), ("1912年1月1日", "1912-01-01", C),
        ("1912-01-01", "January 1, 1912", C), ("1 January 1912", "1912/1/1", C), ("1912年1月", "1912年1月1日", C), ("2013年", "2013年12月", C),
        ("1912年1月1日", "1912年", W), ("2023年7月18日", "2023年7月", W), ("1912年1月1日", "1912年1月11日", W), ("2013年", "2014年", W),
        ("2023年7月18日", "7月18日", C, "Llama 2在2023年的哪一天发布？"), ("2023年7月18日", "7月18日", W, "Llama 2在哪一天发布？"),
        ("July 18, 2023", "2023", C, "In what year was it released?"), ("7月18日", "2023年7月18日", C), ("公元前221年", "221 BC", C),
        ("公元前221年", "221年", W), ("二十世纪", "20世纪", C), ("1990s", "上世纪90年代", C), ("20世纪90年代", "1990年代", C), ("1648-51", "1648–1651", C),
    ),
    "ranges": (
        ("3到5年", "3-5年", C), ("3-5年", "三至五年", C), ("3~5年", "3—5年", C), ("10 to 15", "10-15", C), ("1937年至1945年", "1937-1945", C),
        ("3到5年", "3到6年", W), ("3到5年", "5年", W), ("百分之三十到四十一", "30%-41%", C), ("between 1881 and 1885", "1881 to 1885", C),
    ),
    "names": (
        ("John F. Kennedy", "J. F. Kennedy", C, "Who was president?"), ("Albert Einstein", "Einstein", C, "Who found relativity?"),
        ("Albert Einstein", "Alfred Einstein", W, "Who found relativity?"), ("马克·扎克伯格", "扎克伯格", C), ("马克·扎克伯格", "兰迪·扎克伯格", W),
        ("Robert Smith", "Bob Smith", C, "Who wrote it?"), ("Robert Smith", "Rob Smith was the author.", C, "Who wrote it?"), ("Robert Smith", "Richard Smith", W, "Who wrote it?"),
        ("George W. Bush", "George Walker Bush", C, "Who was president?"), ("Dai Yongge", "Yongge Dai", C), ("Prime Minister Shinzo Abe", "Shinzo Abe", C),
        ("Claire Holt", "Claire Rhiannon Holt", C, "Who played Emma?"), ("李明教授", "李明", C), ("Dr. Ann Lee", "Ann Lee", C, "Who found it?"),
    ),
    "glosses and transliteration": (
        ("鲁滨孙", "鲁滨逊", C), ("鲁滨逊漂流记", "《鲁滨孙漂流记》", C), ("楊立昆(Yann LeCun)", "杨立昆", C), ("楊立昆(Yann LeCun)", "Yann LeCun", C),
        ("雷朋（Ray-Ban）", "Ray-Ban", C), ("AGI（通用人工智能）", "通用人工智能", C), ("雷朋", "雷神", W), ("莎士比亚", "莎士比娅", C),
        ("杨立昆", "杨立昆（Yann LeCun），Meta首席科学家", C), ("斯大林", "史达林", C), ("北京", "北平", W), ("李明", "李鸣", W),
    ),
    "script and width": (
        ("臺灣", "台湾", C), ("ABC公司", "ＡＢＣ公司", C), ("憂鬱的臺灣烏龜", "忧郁的台湾乌龟", C), ("ｉＰｈｏｎｅ", "iPhone", C), ("裡", "里", C), ("後漢書", "《后汉书》", C),
    ),
    "marks and diacritics": (
        ("红楼梦", "《红楼梦》。", C), ("《红楼梦》", "红楼梦", C), ("Café Müller", "cafe muller", C), ("R.E.M.", "R. E. M.", C), ("马克·扎克伯格", "馬克‧扎克伯格", C),
        ("“天问一号”", "天问一号", C), ("Spider-Man", "Spiderman", C), ("e-mail", "email", C), (".38 Special", "The band is .38 Special.", C), (".38 Special", "Journey", W),
        ("Rock & Roll", "rock and roll", C), ("Portugal. The Man", "Portugal, the Man", C),
    ),
    "aliases": (
        ("美国 | 美利坚合众国", "美利坚合众国", C), ("雷朋 | Ray-Ban", "It is Ray-Ban.", C), ("雷朋", "It is Ray-Ban.", W), ("the United Kingdom", "the UK", C), ("苹果公司", "苹果", C),
        ("United States of America", "the U.S.", C), ("Apple Inc.", "Apple", C), ("苹果公司", "苹果股份有限公司", C),
    ),
    "token boundaries": (
        ("京", "南京", W), ("北京", "南京", W), ("2015", "15", W), ("15", "2015", W), ("5", "25", W), ("25", "5", W), ("U.K.", "U.S.", W), ("art", "a cart", W), ("GPT-4", "GPT-4o", W),
        ("100", "H100", W), ("Llama 3", "Llama 3.1", W), ("3518.17", "3518", W), ("京都", "南京都有", W), ("3", "三星", W), ("大学生", "大学", W), ("1978", "It was adopted in 19781.", C),
        ("北京大学", "他毕业于北京大学物理系", C), ("1", "统一", W), ("C++", "C", W), ("C", "C++", W), ("Austria", "Australia", W),
    ),
    "negation and correction": (
        ("北京", "不是北京，是上海", W), ("上海", "不是北京，是上海", C), ("北京", "并非北京", W), ("北京", "是上海而非北京", W), ("北京", "北京并不是首都", W),
        ("Mark Twain", "It was not Mark Twain but Poe.", W), ("Poe", "It was not Mark Twain but Poe.", C), ("Paris", "It isn't Paris", W), ("Paris", "not only Paris but Lyon too", C),
        ("北京", "不仅是北京，还有上海", C), ("34万", "不是34万，而是35万", W), ("35万", "不是34万，而是35万", C), ("北京", "北京？不对，应该是上海。", W), ("上海", "北京？不对，应该是上海。", C),
        ("北京", "很多人以为是北京，其实是上海。", W), ("上海", "很多人以为是北京，其实是上海。", C), ("Sydney", "Many think it is Sydney, but it is actually Canberra.", W), ("Canberra", "Many think it is Sydney, but it is actually Canberra.", C),
    ),
    "inside a sentence": (
        ("北京", "中国的首都是北京。", C), ("34万", "扎克伯格称，到2024年底将拥有超过34万块H100。", C), ("Paris", "It is Paris, of course.", C), ("吴用", "这句话描写的是智多星吴用。", C),
        ("这句话描写的是吴用。", "吴用。", C, "“胸中藏战将”这句话描写的是哪个人物？"), ("这句话描写的是吴用。", "宋江。", W, "“胸中藏战将”这句话描写的是哪个人物？"),
        ("beneath the liver", "It is located under the liver.", C, "where is the gallbladder"), ("2013年", "是2013年12月在北京成立的", C), ("猫", "猫还是狗？", W, "它是猫还是狗？"),
        ("张国庆为总设计师。", "张国庆", C, "总设计师是谁？"), ("是著名的九歌乐队。", "那是九歌乐队。", C, "哪个乐队最早？"), ("清人沈复所著《浮生六记》。", "《浮生六记》", C, "这是哪本书？"),
    ),
    "several candidates": (
        ("北京", "可能是北京、上海或广州", W), ("上海", "可能是北京、上海或广州。", W), ("Paris", "It could be Paris, Lyon or Nice.", W), ("Paris", "Either Paris or Lyon.", W),
        ("北京", "北京或上海", W), ("2013年", "2013年或2014年", W), ("34万", "34万或35万", W), ("北京", "北京、上海或广州都可以", C, "列举几个中国的大城市"),
        ("苹果和谷歌", "谷歌、苹果", C), ("苹果和谷歌", "苹果", W), ("苹果、谷歌", "苹果和谷歌", C), ("France or Spain", "France or Spain", C), ("上海", "北京、上海", W), ("北京 | 上海", "北京、上海", C), ("北京", "首都是北京，或者说北平。", C),
    ),
    "refusals": (
        ("北京", "我不知道。", N), ("北京", "抱歉，我无法回答这个问题。", N), ("北京", "无法确定", N), ("北京", "目前没有相关信息。", N), ("北京", "不清楚", N), ("Paris", "I don't know.", N),
        ("Paris", "I'm not sure.", N), ("Paris", "As an AI language model, I cannot provide that information.", N), ("Paris", "It is unclear.", N), ("Paris", "Unknown", N),
        ("北京", "我不太确定，但应该是北京。", C), ("Paris", "As an AI, I do not have live data, but it is Paris.", C), ("北京", "很抱歉，我没有找到答案。", N), ("北京", "这个我不会。", N), ("Paris", "I don't know if it's Paris.", N),
    ),
    "no answer in it": (
        ("北京", "", N), ("北京", "   ", N), ("北京", "。。。", N), ("北京", "😀🎉", N), ("Paris", "🤷‍♂️", N), ("北京", "\u200b", N),
    ),
    "very long answers": (
        ("北京", "上" * 100_000, W), ("北京", "上海很大。" * 20_000 + "首都是北京。", C), ("Paris", "no idea about it " * 6_000, W), ("34万", "1" * 100_000, W),
        ("John Ronald Smith", "John Smithson " * 7_000, W, "who is it?"),
    ),
}  # fmt: skip

CASES = tuple(
    Case(rule, tuple(row[0].split(" | ")), row[1], row[2], row[3] if len(row) > 3 else "")
    for rule, rows in _TABLE.items()
    for row in rows
)
