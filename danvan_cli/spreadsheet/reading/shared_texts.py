"""Texts in Excel's XML: escapes, and runs in several fonts."""

from collections.abc import Iterator
from typing import IO, Any, Self, TypeAlias
from xml.etree.ElementTree import iterparse

from danvan_cli.spreadsheet.reading.number_formats import old_font

Node: TypeAlias = Any  # an Element; what the types of openpyxl ask of one, it does not have


class TextInOldFont(str):
    """A text of which some letters are in a font of an old encoding."""

    __slots__ = ("font",)
    font: str

    def __new__(cls, letters: str, font: str) -> Self:
        """Make a text of letters, with the name of that font."""
        text = super().__new__(cls, letters)
        text.font = font
        return text


def plain(text: str) -> str:
    """Return the text that Excel shows: `_x000D_` is how it writes a character that XML cannot hold.

    Half a character beyond the first 65.536 stays as it is written: no text can hold it.
    """
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - heavy

    try:
        return unescape(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text


def shared_texts(stream: IO[bytes]) -> Iterator[str]:
    """Yield the texts that cells refer to by number; openpyxl's own table makes `_x000D_` of `_x005F_x000D_`."""
    from openpyxl.xml.constants import SHEET_MAIN_NS  # noqa: PLC0415 - heavy

    text, alone = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
    for _, node in iterparse(stream):  # noqa: S314 - `CheckedArchive` gives no XML with a DTD
        if node.tag == text:
            yield plain(node[0].text or "") if [child.tag for child in node] == [alone] else _in_runs(node)
            node.clear()


def _in_runs(node: Node) -> str:
    """Return a text that stands in pieces, each with its font; how it is pronounced is none of it."""
    from openpyxl.cell.text import Text  # noqa: PLC0415 - heavy

    text: Any = Text.from_tree(node)
    letters = plain(text.content)
    font = next((run.rPr.rFont for run in text.r if run.rPr and old_font(run.rPr.rFont)), "")
    return TextInOldFont(letters, font) if font else letters
