"""Which sentences are chosen: topics before details, decisions before routine, none rather than a wrong one."""

import re

from data_prep.records import Document, Fact, Lang
from data_prep.summaries import passages, summaries

MINUTES = """Minutes of the Elmwick Library Committee, 3 June
Present: Joan Pettifer (chair), Ravi Menon, Clara Oduya. Apologies: Sam Lister.
1. Minutes of the last meeting
The minutes of the last meeting were approved.
2. Opening hours
Clara Oduya presented a survey in which 312 of 480 readers asked for longer hours on Thursdays. The committee decided to open the library until 20:00 on Thursdays from 1 September.
3. Roof repairs
Ravi Menon reported that the roof of the reading room leaks in two places. The committee agreed to accept the offer of Dorrance & Sons for 27,800 pounds. The repairs will take place in August.
4. Children's programme
Joan Pettifer said that 86 children had taken part in the spring workshops of the library. The committee agreed to repeat the workshops in October.
5. Any other business
The next meeting will be held on 2 September. The chair thanked everybody."""
LAKE = """青岚湖
青岚湖是云陌省北部的一个高山湖泊，湖面海拔2340米，面积为46平方公里。湖水主要来自周围的冰雪融水，最深处达71米，冬季结冰期长约五个月。
地质
青岚湖形成于约12000年前，当时一次大规模山体滑坡堵塞了陌河。滑坡形成的天然坝长1.8公里，高约90米。地质学家杜衡之认为，天然坝在未来几百年内不会溃决，但需要长期监测渗流。
旅游
青岚湖于2011年被列为省级风景名胜区。2023年，青岚湖接待游客83万人次，旅游收入为4.2亿元。为了保护水质，湖区从2019年起禁止燃油游船，并限制每日的入园人数。当地人常说，不看日出等于没到过青岚湖。"""


def made(text: str, lang: Lang, limit: int = 4000) -> dict[str, tuple[str, str]]:
    """Request and answer of each kind."""
    title = text.partition("\n")[0]
    document = Document("d", "d.txt", "", lang, title, text, "{}")
    parts = [(part, list[Fact]()) for part, _, _ in passages(document, [], limit)]
    rows = summaries(document, parts)
    return {r.kind: (r.prompt[0].content, r.completion[0].content) for r in rows}


def test_minutes_are_summed_up_by_their_decisions() -> None:
    rows = made(MINUTES, "en")
    _, answer = rows["one_sentence"]
    assert "decided to open the library until 20:00" in answer
    assert answer.count("; the committee agreed") == 1
    _, points = rows["key_points"]
    for told in ("until 20:00", "27,800 pounds", "in October"):
        assert told in points


def test_routine_items_are_no_points() -> None:
    for _, answer in made(MINUTES, "en").values():
        assert not re.search("last meeting|next meeting|thanked|Apologies", answer)


def test_a_decision_that_cannot_be_lifted_out_is_not_left_out() -> None:
    text = MINUTES.replace(
        "accept the offer of Dorrance & Sons for 27,800 pounds", "have it repaired"
    )
    assert set(made(text, "en")) <= {"headline"}


def test_every_section_is_told_before_a_second_thing_of_one() -> None:
    answer = made(LAKE, "zh")["key_points"][1]
    assert [told in answer for told in ("高山湖泊", "12000年前", "2011年")] == [True] * 3
    assert "常说" not in answer


def test_a_definition_in_front_is_the_one_sentence() -> None:
    assert made(LAKE, "zh")["one_sentence"][1].startswith("青岚湖是云陌省北部的一个高山湖泊")


def test_a_request_shows_the_title_unless_it_asks_for_it() -> None:
    for kind, (request, _) in made(MINUTES, "en").items():
        assert ("Elmwick" in request) == (kind != "headline")


def test_sections_of_different_headings_have_no_one_sentence() -> None:
    text = LAKE.partition("\n")[2].partition("\n")[2]
    assert "one_sentence" not in made(
        f"青岚湖概况\n{text}\n管理\n{'湖区由三名护林员巡查。' * 6}", "zh"
    )


def test_what_an_author_tells_of_himself_is_not_summed_up_by_what_is_left() -> None:
    told = (
        "我在研究站工作了很多年，每年冬天都住在那里，我很少下山。湖水结冰以后，我们靠雪橇运送补给。"
    )
    text = f"山上的冬天\n研究站建于1949年，位于海拔2870米的山顶。\n{told * 3}\n{told * 3}"
    assert set(made(text, "zh")) <= {"headline"}


def test_nothing_begins_with_what_follows_from_a_sentence_left_out() -> None:
    text = """A silent tower: the Elmwick bell loses 38 percent of its sound
Dorrance and her colleagues therefore propose that a layer of rust, left on the bell by the floods some 150 years ago, may now be muffling the bell. The explanation is plausible but not proven. An alternative would be a crack inside the bell, as reported for two other bells. If the rust hypothesis is right, the bell should return to its normal sound by about 2031. If not, the note will keep sinking like a tired drum.
Days were lost to wind as well: storms spoiled 61 percent of the scheduled time in the winter of 2022. The measurements are freely available. A microphone called Ironheron, which can hear the rust directly, is to be mounted on the tower in November 2025. Why has nobody listened earlier? Mostly, the note admits, because the bell seemed so well behaved."""
    begins = "Dorrance and her colleagues "
    assert not [k for k, (_, a) in made(text, "en").items() if a.startswith(begins)]
    plain = made(text.replace("therefore propose", "propose"), "en")
    assert plain["abstract"][1].startswith(begins) and plain["one_sentence"][1].startswith(begins)
