"""Charts: well-formed SVG whose bars are as long as their values."""

from lxml.etree import fromstring

from data_prep.card.figures import Bar, chart

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_proportional_and_stacked() -> None:
    root = fromstring(chart("Facts", [Bar("one", (30, 10)), Bar("two", (20, 0))], ("a", "b")))
    rects = root.findall(f"{SVG}rect")
    widths = [float(rect.attrib["width"]) for rect in rects]
    assert widths[0] == 3 * widths[1]
    assert widths[2] == 2 * widths[1]
    assert float(rects[1].attrib["x"]) == float(rects[0].attrib["x"]) + widths[0]
    texts = [text.text for text in root.findall(f"{SVG}text")]
    assert texts == ["Facts (a, b)", "one", "30 + 10", "two", "20 + 0"]


def test_labels_are_text_and_nothing_else() -> None:
    hostile = '"><script>alert(1)</script>'
    root = fromstring(chart(hostile, [Bar(hostile, (1,))]))
    assert [text.text for text in root.findall(f"{SVG}text")] == [hostile, hostile, "1"]
    assert not list(root.iter(f"{SVG}script"))


def test_no_bar_and_no_value_is_a_chart_too() -> None:
    assert len(fromstring(chart("Nothing", []))) == 2
    assert fromstring(chart("Nothing", [Bar("x", (0,))])) is not None
