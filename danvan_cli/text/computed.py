"""Text in a CSV cell that a spreadsheet would compute: it stands behind a `'` there, and is read without it again."""

import re

# Also the full-width letters, which Excel takes for the plain ones, and what it skips before them.
_COMPUTES = r"=+\-@＝＋－＠\t\r\n"
# A text of nothing but ' is guarded as well: a lone one means an empty cell, as earlier versions wrote it.
_GUARDED = re.compile(rf"'*(?:[{_COMPUTES}]|'\Z)")
_READ = re.compile(rf"'+(?:[{_COMPUTES}]|\Z)")
# A change is written with its +, as +1.240; a longer row of digits behind one is a telephone's.
_NUMBER = re.compile(r"(?:-?[0-9][0-9.,]*|\+[0-9]{1,3}(?:[.,][0-9]{1,3})*)%?")


def guarded(text: str) -> str:
    """Return what a CSV cell holds for a text; a number, a negative one too, stays a number."""
    return f"'{text}" if _GUARDED.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote into a cell."""
    return cell[1:] if _READ.match(cell) else cell
