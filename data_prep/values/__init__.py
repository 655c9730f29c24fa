"""One form for each value, however it is written: numerals, shares, dates and names, zh and en.

Facts and scorers both stand on this. `canonical` is for comparing, never for showing: it is the same
for 34万, 三十四万 and 340,000, for 百分之二十 and 20 percent, and for 一九一二年一月一日 and "January 1, 1912".
Text that only looks like a numeral (一些, 统一, 万一) stays as it is, and so does a numeral that can be
read in two ways (三五百, 七八个).
"""

from data_prep.values.form import canonical, one_width, parse_number, simplify
from data_prep.values.rewrite import writings

__all__ = ["canonical", "one_width", "parse_number", "simplify", "writings"]
