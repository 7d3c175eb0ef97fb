"""How cells are shown, as far as it says what their values are: dates, numbers with zeros before them, old fonts."""

import re
from typing import NamedTuple

from danvan_cli.exchange.reading.package import Element

_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_BUILT_IN_TIMES = {*range(18, 22), 45, 47}
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# What a format shows as it stands ("…", \x), what is no text (colours, countries, blanks as wide as a character), and
# each other character.
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<none>\[[^\]]*\]|[_*].)|(?P<plain>.)', re.DOTALL)
_SHOWN_AS_THEY_ARE = " -/()+:"
_OLD_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)


class Style(NamedTuple):
    """What matters of a cell's style.

    `shows` is "number", "date", "time" (of day) or "duration"; `zeros` the pieces of a format such as `000` or
    `00"/QĐ"`: None stands for a digit, text for itself.
    """

    shows: str = "number"
    zeros: tuple[str | None, ...] = ()
    font: str = ""


PLAIN = Style()


def old_font(name: str) -> str:
    """Give the name of a font if it is one of an old encoding (.VnTime, VNI-Times), else nothing."""
    return name if _OLD_FONT.match(name) else ""


def styles_of(described: list[Element]) -> list[Style]:
    """Give the styles of cells by their number."""
    formats: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    within = ""
    for name, attributes in described:
        if name in {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            within = name
        elif name == "numFmt" and within == "numFmts":
            formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "font" and within == "fonts":
            fonts.append("")
        elif name == "name" and within == "fonts":
            fonts[-1] = attributes.get("val", "")
        elif name == "xf" and within == "cellXfs":
            cells.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))
    return [style(code, formats.get(code), fonts[font] if font < len(fonts) else "") for code, font in cells]


def style(code: int, written: str | None, font: str = "") -> Style:
    """Give a style out of its format, by its built-in number and as it is written where it is not built in."""
    if written is None:
        shows = "date" if code in _BUILT_IN_DATES else "time" if code in _BUILT_IN_TIMES else "number"
        return Style("duration" if code == 46 else shows, (), old_font(font))  # noqa: PLR2004 - Excel's number of [h]
    shows = _shows(written)
    return Style(shows, _zeros(written) if shows == "number" else (), old_font(font))


def _shows(written: str) -> str:
    section = written.partition(";")[0]
    if _DURATION.search(section):
        return "duration"
    letters = {match["plain"].lower() for match in _PIECES.finditer(section) if match["plain"]}
    if letters & {"d", "y"} or ("m" in letters and not letters & {"h", "s"}):
        return "date" if not _is_general(section) else "number"
    return "time" if letters & {"h", "s"} and not _is_general(section) else "number"


def _is_general(section: str) -> bool:
    return "general" in section.lower() or "standard" in section.lower()


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
    wanted = zeros.count(None)
    if number < 0 or (len(str(number)) >= wanted and wanted == len(zeros)):
        return number
    digits = str(number).zfill(wanted)
    more = len(digits) - wanted + 1
    shares = iter((digits[:more], *digits[more:]))
    return "".join(next(shares) if piece is None else piece for piece in zeros)
