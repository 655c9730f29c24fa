"""What a Chinese document lends to its sentences."""

from tests.data_prep.facts.test_extract import facts, told


def test_minutes_name_the_meeting_in_front_of_what_they_record() -> None:
    title = "第8届岚舸灯会筹备委员会第二次会议纪要"
    text = f"{title}\n砺汐泵业赞助75万元。砺汐泵业的总经理屈映川表示，砺汐泵业将提供15台静涛水泵。"
    found = {statement for statement, _ in told(text, title=title)}
    assert f"根据{title}，砺汐泵业赞助75万元。" in found
    assert "屈映川表示，砺汐泵业将提供15台静涛水泵。" in found


def test_a_bare_need_is_of_the_field_that_the_sentence_before_is_about() -> None:
    text = "在水泵领域争夺工匠的战斗非常激烈。拥有所需专长的人可以要求90万元以上的年薪。"
    [one, *_] = [f for f in facts(text) if "90万元" in f.statement]
    assert one.statement == "在水泵领域，拥有所需专长的人可以要求90万元以上的年薪。"
    assert one.evidence == text
    alone = "砺汐泵业很忙。拥有所需专长的人可以要求90万元以上的年薪。"
    assert not any("所需" in f.statement for f in facts(alone))


def test_the_topic_is_not_what_another_name_was_just_told_of() -> None:
    title = "岚舸灯会"
    intro = "岚舸灯会是岚舸市的节日。岚舸灯会始于1987年。岚舸灯会很大。"
    text = f"{intro}\n最热闹的节目是“千桨赛”。2031年有42条船参赛。"
    assert not any("42条" in f.object for f in facts(text, title=title))


def test_a_report_lends_its_year_to_the_dividend() -> None:
    title = "砺汐泵业公布2031年年报"
    text = f"{title}\n砺汐泵业生产水泵。砺汐泵业拟向全体股东每10股派发现金红利2.2元。"
    found = [f for f in facts(text, title=title) if "红利" in f.statement]
    assert {f.statement[:7] for f in found} == {"2031年度，"}
    assert not any(f.object == "10股" for f in found)
