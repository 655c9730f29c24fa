"""The marked text: it tells all of the source, all of the clean text, and a rule for every difference."""

from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced, clean
from data_prep.marked import Piece, pieces, render, shown

LINES = [
    "執(zhí)行官與創(chuàng)始人在產(chǎn)業(yè)界。",
    "因?yàn)橛X(jué)得安靜,所以&ldquo;停產&rdquo;?",
    "责任编辑：小王",
    "　　R&amp;D  spending ｒｏｓｅ",
    "",
    "首页 > 新闻 > 正文",
    'He said "中文" and left.',
]


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join), st.booleans())
def test_every_difference_is_named(page: str, markdown: bool) -> None:
    done = clean(Traced.of(page), markdown=markdown)
    made = pieces(page, done.text, done.changes)
    assert "".join(piece.before for piece in made) == page
    assert "".join(piece.after for piece in made) == done.text.text
    for piece in made:
        assert (piece.before == piece.after) or piece.rules
        assert "unnamed" not in piece.rules


def test_a_change_is_marked_with_its_rule() -> None:
    page = "執(zhí)行官與創(chuàng)始人"
    done = clean(Traced.of(page), script_mode="keep")
    made = pieces(page, done.text, done.changes)
    assert [(p.before, p.after, p.rules) for p in made if p.rules] == [
        ("(zhí)", "", ["pinyin_bracket"]),
        ("(chuàng)", "", ["pinyin_bracket"]),
    ]
    plain = "".join(render(piece, color=False) for piece in made)
    assert plain == "執[-(zhí)-]‹pinyin_bracket›行官與創[-(chuàng)-]‹pinyin_bracket›始人"


def test_colours_stand_only_around_changes() -> None:
    assert render(Piece("a", "a"), color=True) == "a"
    assert "\x1b[31;9ma\x1b[0m\x1b[32mb\x1b[0m" in render(Piece("a", "b", ["width"]), color=True)


def test_a_document_cannot_command_the_terminal() -> None:
    assert shown("a\x1b[2Jb\u202ec\n\t") == "a\\u001b[2Jb\\u202ec\n\t"
    assert "\x1b" not in render(Piece("\x1b]0;x\x07", "", ["invisible"]), color=False)
