"""How cells are shown, as far as it says what their values are: days, numbers with zeros before them, old fonts."""

import re
from typing import NamedTuple

# What a format shows as it stands ("…", \x), what is no text (colours, countries, blanks as wide as a character), and
# each other character.
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<none>\[[^\]]*\]|[_*].)|(?P<plain>.)', re.DOTALL)
_SHOWN_AS_THEY_ARE = " -/()+:"
_OLD_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)


class CellStyle(NamedTuple):
    """What matters of a cell's style.

    `is_day`: a number is shown as a day or a time of day; `zeros` the pieces of a format such as `000` or `00"/QĐ"`:
    None stands for a digit, text for itself.
    """

    is_day: bool = False
    zeros: tuple[str | None, ...] = ()
    font: str = ""


PLAIN = CellStyle()


def old_font(name: str | None) -> str:
    """Return the name of a font if it is one of an old encoding (.VnTime, VNI-Times), else nothing."""
    return name if name and _OLD_FONT.match(name) else ""


def style(written: str | None, font: str | None) -> CellStyle:
    """Return a style out of its format as it is written; a duration ([h]:mm) is a number, not a day."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format  # noqa: PLC0415 - heavy

    if is_date_format(written):
        return CellStyle(not is_timedelta_format(written), (), old_font(font))
    return CellStyle(zeros=_zeros(written or ""), font=old_font(font))


def _zeros(written: str) -> tuple[str | None, ...]:
    """Read a format of digits that are always shown and text; nothing if it is any other."""
    pieces: list[str | None] = []
    for match in _PIECES.finditer(written.partition(";")[0]):
        plain = match["plain"]
        if plain == "0":
            pieces.append(None)
        elif plain is None:
            pieces.append(match["quoted"] or match["escaped"] or "")
        elif plain in _SHOWN_AS_THEY_ARE:
            pieces.append(plain)
        else:
            return ()
    return tuple(piece for piece in pieces if piece != "") if pieces.count(None) > 1 else ()


def with_zeros(number: int, zeros: tuple[str | None, ...]) -> str | int:
    """Write a number as its format shows it, where that differs from the number alone: 12 by `000` is `012`."""
    width = zeros.count(None)
    if number < 0 or (len(str(number)) >= width and width == len(zeros)):
        return number
    digits = str(number).zfill(width)
    more = len(digits) - width + 1
    shares = iter((digits[:more], *digits[more:]))
    return "".join(next(shares) if piece is None else piece for piece in zeros)
