"""`report.html`: one page that opens from disk and shows what a run made, each fact in its document.

`content` says what it holds, `document` makes HTML of it, `words` has its words in both languages; the scripts are put
together in the order of `document.SCRIPTS`.

The review mode serves the same page with one more script, which runs before the page's own and may define
`window.factuneReview = {fact(card, fact, document), line(node, sort, row, fact), bar(node), wanted(fact)}`: the page calls
`fact` for each fact's card and `line` for each pair, text row, probe and summary it draws (`sort`: pair, text, probe), `bar` once with an
empty element in the header, `wanted` for each fact as one more filter. It gives back `window.factunePage`: {data, redraw(),
select(id), current(), facts(), el(), t(), lang()}.
"""

from data_prep.page.content import page_data
from data_prep.page.document import render, write_page

__all__ = ["page_data", "render", "write_page"]
