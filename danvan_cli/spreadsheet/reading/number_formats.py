"""How cells are shown, as far as it says what their values are: days, numbers with zeros before them, old fonts.

Days are kept as numbers of days since an evening of 1899, or of 1904, or as text in ISO's form.
"""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from danvan_cli.spreadsheet.sheets import BadCell, ShownAs, Value

_SECONDS = 86_400  # of a day
_NEAR = 0.05  # of itself, a number may be rounded where it is shown in thousands
_TOO_WIDE = BadCell("error", "########")  # what Excel shows of a day before 1900
_NO_NUMBER = BadCell("error", "#NUM!")
# What a format shows as it stands ("…", \x), what is no text (colours, countries, blanks as wide as a character), and
# each other character.
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<none>\[[^\]]*\]|[_*].)|(?P<plain>.)', re.DOTALL)
_SHOWN_AS_THEY_ARE = " -/()+:"
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_CONDITION = re.compile(r"\[[<>=]")
_GENERAL = re.compile("General", re.IGNORECASE)
_SHOWN = re.compile(r"(?P<before>[^0-9]*)(?P<number>[0-9](?:[0-9.,\s]*[0-9])?)(?P<words>[^0-9]*[²³23]?)")
_OLD_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)


class CellStyle(NamedTuple):
    """What matters of a cell's style.

    `is_day`: a number is shown as a day or a time of day; `zeros` the pieces of a format such as `000` or `00"/QĐ"`:
    None stands for a digit, text for itself. `shown_as` is what the format adds to a number, None for nothing.
    """

    is_day: bool = False
    zeros: tuple[str | None, ...] = ()
    font: str = ""
    shown_as: ShownAs | None = None


PLAIN = CellStyle()


def old_font(name: str | None) -> str:
    """Return the name of a font if it is one of an old encoding (.VnTime, VNI-Times), else nothing."""
    return name if name and _OLD_FONT.match(name) else ""


def style(written: str | None, font: str | None) -> CellStyle:
    """Return a style out of its format as it is written; a duration ([h]:mm) is a number, not a day."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format  # noqa: PLC0415 - heavy

    if is_date_format(written):
        return CellStyle(not is_timedelta_format(written), (), old_font(font))
    return CellStyle(zeros=_zeros(written or ""), font=old_font(font), shown_as=_shown_as(written or ""))


def _shown_as(written: str) -> ShownAs | None:
    """Read what a format adds to numbers; of one that shows large and small ones differently, nobody knows."""
    if not _CONDITION.search(written):
        return _section_shown_as(written.partition(";")[0])
    sections = {_section_shown_as(section) for section in written.split(";")}
    return sections.pop() if len(sections) == 1 else ShownAs(written)


def _section_shown_as(written: str) -> ShownAs | None:
    """Read what stands behind the digits of a format, `#,##0" triệu"`, and the commas that leave out thousands."""
    words: list[str] = []
    thousands = 0
    symbol = ""
    for match in _PIECES.finditer(_GENERAL.sub("0", _CURRENCY.sub(r'"\1"', written))):
        text = match["quoted"] or match["escaped"] or ""
        plain = match["plain"] or ""
        if plain in ("0", "#", "?"):
            symbol, words, thousands = symbol + "".join(words), [], 0
        elif plain == ",":
            thousands += 1
        elif plain != "@" and not (plain == "." and not words):
            words.append(text or plain)
    stated = "".join(words).strip() or _currency_of(symbol)
    return ShownAs(stated, thousands) if stated or thousands else None


def _currency_of(before: str) -> str:
    """Return the sign of a currency out of what stands before a number: words there say nothing of its unit."""
    return next((sign for sign in ("$", "₫", "€", "£") if sign in before), "")


def shown_as(number: float, text: str) -> ShownAs | None:
    """Return what a number is shown with, out of the text that is shown for it: 25000000 as `25 triệu`."""
    match = _SHOWN.fullmatch(text.strip())
    if match is None:
        return None
    words = match["words"].strip() or _currency_of(match["before"])
    digits = match["number"].strip()
    whole = re.fullmatch(r"[0-9]{1,3}(?:[.,\s][0-9]{3})+|[0-9]+", digits)
    shown_number = float(re.sub(r"[.,\s]", "", digits) if whole else re.sub(r"[,\s]", ".", digits, count=1))
    ratios = (
        power for power in (1, 2, 3) if shown_number and abs(abs(number) / shown_number / 1000**power - 1) < _NEAR
    )
    thousands = next(ratios, 0)
    return ShownAs(words, thousands) if words or thousands else None


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


def day_of(number: float, epoch: datetime) -> date | str | None:
    """Return the day of a number, with its time if it has one; a time alone as text (12:00); None for no such day."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - heavy

    if number < 0:
        return None
    try:
        moment = from_excel(round(number * _SECONDS) / _SECONDS, epoch)
    except (OverflowError, ValueError):
        return None
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes")
    return without_midnight(moment)


def without_midnight(moment: datetime) -> date:
    """Return the day alone where no time of day is stated."""
    return moment if moment.time().isoformat("seconds") != "00:00:00" else moment.date()


def iso_day(text: str) -> date | str:
    """Read a day in ISO's form, with or without a time; a time alone stays text. Raise ValueError."""
    if "-" not in text:
        return text
    return without_midnight(datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None, microsecond=0))


def shown(number: float, style: CellStyle, epoch: datetime) -> Value:
    """Return a number as its format shows it: as a day, a time, or with the zeros before it; a whole one as such."""
    if number - number:  # infinite, or none at all
        return _NO_NUMBER
    if style.is_day:
        return day_of(number, epoch) or _TOO_WIDE
    if number != int(number):
        return number
    return with_zeros(int(number), style.zeros) if style.zeros else int(number)
