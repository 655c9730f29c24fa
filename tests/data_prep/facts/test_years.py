"""Years that a document leaves out."""

from datetime import date

from data_prep.facts.years import by_date, in_year, of_report, report_year


def test_the_year_of_a_report_is_in_its_title() -> None:
    assert report_year("Kestrel annual report 2021 in brief") == "2021"
    assert report_year("砺汐泵业公布2021年年报") == "2021"
    assert report_year("Kestrel opens a plant in 2021") == ""


def test_an_amount_of_a_report_gets_its_year() -> None:
    assert in_year("Kestrel spent €4 million, half of it on pumps.", "2021", "en") == (
        "In 2021, Kestrel spent €4 million, half of it on pumps."
    )
    assert in_year("砺汐泵业全年新增专利9项。", "2021", "zh") == "砺汐泵业2021年全年新增专利9项。"
    assert in_year("报告期内，专利有9项。", "2021", "zh") == "2021年，专利有9项。"


def test_what_is_dated_or_still_to_come_gets_no_year() -> None:
    for sentence in ("In May 2019 Kestrel sold 4 plants.", "Kestrel will pay €4 per share."):
        assert in_year(sentence, "2021", "en") == sentence


def test_this_year_is_a_year_where_the_day_of_writing_is_known() -> None:
    assert (
        by_date("去年销量为3万台，今年将翻番。", date(2021, 5, 3))
        == "2020年销量为3万台，2021年将翻番。"
    )
    assert by_date("今年将翻番。", None) == "今年将翻番。"


def test_a_day_near_the_day_of_writing_is_of_its_year() -> None:
    written = date(2021, 6, 3)
    assert by_date("5月28日，工厂投产。", written) == "2021年5月28日，工厂投产。"
    assert by_date("工厂将于8月上旬投产。", written) == "工厂将于2021年8月上旬投产。"


def test_a_day_that_may_be_of_another_year_stays() -> None:
    written = date(2021, 6, 3)
    for sentence in (
        "11月2日，工厂投产。",  # of the year before
        "工厂于8月上旬投产。",  # of whichever year
        "每年3月投产。",
        "3月至4月水位上升。",
        "2019年签约，5月28日投产。",
    ):
        assert by_date(sentence, written) == sentence
    assert by_date("5月28日，工厂投产。", written, "2019年签约。") == "5月28日，工厂投产。"
    assert by_date("5月28日，工厂投产。", None) == "5月28日，工厂投产。"


def test_the_year_alone_resolves_this_year_and_no_month():
    assert by_date("今年将翻番，5月28日投产。", 2021) == "2021年将翻番，5月28日投产。"


def test_when_what_is_named_came_out_stays_beside_it():
    assert by_date("工厂用去年发布的水泵。", date(2021, 5, 3)) == "工厂用去年发布的水泵。"


def test_what_a_report_tells_of_its_year_gets_it():
    assert of_report("公司拟每10股派发红利2元。", "2031") == "2031年度，公司拟每10股派发红利2元。"
    assert of_report("水泵占收入的61%。", "2031") == "2031年，水泵占收入的61%。"
    for sentence in ("水泵预计占收入的61%。", "2030年水泵占61%。", "公司位于岚舸市。"):
        assert of_report(sentence, "2031") == sentence
    assert of_report("水泵占收入的61%。", "") == "水泵占收入的61%。"
