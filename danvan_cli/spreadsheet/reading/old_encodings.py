"""Vietnamese in the encodings before Unicode, TCVN3 (ABC) and VNI: what it means, and which texts of a book are in one.

Where its bytes are taken for Latin-1, it looks like other letters, which the fonts of an encoding draw for the same
bytes: `Uû ban nh©n d©n` in .VnTime, `UÛy ban nhaân daân` in VNI-Times are `Uỷ ban nhân dân` and `Ủy ban nhân dân`. Both
tables are written out, since no codec of Python knows them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.sheets import Book, Sheet
from danvan_cli.text.mark import N_

ENCODINGS = ("tcvn3", "vni")
_TCVN3_CODES = (
    *("¡Ă", "¢Â", "£Ê", "¤Ô", "¥Ơ", "¦Ư", "§Đ", "¨ă", "©â", "ªê", "«ô", "¬ơ", "\u00adư", "®đ"),
    *("µà", "¶ả", "·ã", "¸á", "¹ạ", "»ằ", "¼ẳ", "½ẵ", "¾ắ", "Æặ", "Çầ", "Èẩ", "Éẫ", "Êấ", "Ëậ"),
    *("Ìè", "Îẻ", "Ïẽ", "Ðé", "Ñẹ", "Òề", "Óể", "Ôễ", "Õế", "Öệ", "×ì", "Øỉ", "Üĩ", "Ýí", "Þị"),
    *("ßò", "áỏ", "âõ", "ãó", "äọ", "åồ", "æổ", "çỗ", "èố", "éộ", "êờ", "ëở", "ìỡ", "íớ", "îợ"),
    *("ïù", "ñủ", "òũ", "óú", "ôụ", "õừ", "öử", "÷ữ", "øứ", "ùự", "úỳ", "ûỷ", "üỹ", "ýý", "þỵ"),
)
_TCVN3 = {code[0]: code[1] for code in _TCVN3_CODES}
# VNI writes a letter and its mark behind it; some letters have a code of their own.
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_ROOF, _BREVE = "\u0302", "\u0306"
_ROOFED = {"â": _ROOF} | {mark: _ROOF + tone for mark, tone in zip("áàåãä", _VNI_TONES.values(), strict=True)}
_BREVES = {"ê": _BREVE} | {mark: _BREVE + tone for mark, tone in zip("éèúüë", _VNI_TONES.values(), strict=True)}
_VNI_MARKS = _VNI_TONES | _ROOFED | _BREVES
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TAKE = {"a": _VNI_MARKS, "e": _VNI_TONES | _ROOFED, "o": _VNI_TONES | _ROOFED, **dict.fromkeys("uyôö", _VNI_TONES)}
_VNI = re.compile(
    "|".join(f"{letter}[{''.join(marks)}]" for letter, marks in _TAKE.items()) + f"|[{''.join(_VNI_ALONE)}]",
    re.IGNORECASE,
)
LETTERS = {"tcvn3": re.compile(f"[{''.join(_TCVN3)}]"), "vni": _VNI}


def letters_of_bytes(content: bytes) -> str:
    """Return bytes as the letters that Windows shows for them where it takes them for West European."""
    return content.decode("latin-1").translate(_LATIN_LETTERS)


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_LATIN_LETTERS = {byte: _letter(byte) for byte in range(0x80, 0xA0)}  # where the two differ


def to_unicode(text: str, encoding: str, font: str = "") -> str:
    """Return what a text in an old encoding means, in NFC; other letters stay.

    TCVN3 has no capitals with tones: fonts whose name ends in H (.VnTimeH) show all letters as capitals.
    """
    if encoding == "vni":
        return unicodedata.normalize("NFC", _VNI.sub(_from_vni, text))
    means = "".join(_TCVN3.get(letter, letter) for letter in text)
    return means.upper() if _shows_capitals(font) else means


def _shows_capitals(font: str) -> bool:
    """Whether a font shows all letters as capitals: `.VnTimeH` and `.VnArialH` do, also with a weight behind."""
    return bool(re.match(r"\.vn", font, re.IGNORECASE)) and font.split(maxsplit=1)[0].endswith("H")


def _from_vni(match: re.Match[str]) -> str:
    letter, mark = match[0][0], match[0][1:].lower()
    means = _VNI_ALONE.get(letter.lower(), letter.lower()) + _VNI_MARKS.get(mark, "")
    composed = unicodedata.normalize("NFC", means)
    return composed.upper() if letter.isupper() else composed


def encoding_of(font: str) -> str:
    """Return the encoding that a font is drawn for, "" for Unicode's."""
    name = font.lower()
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith("vni") else ""


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = "\u0301\u0323"
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]|"
# Vowels, without tones, that may end a syllable, and those that a consonant may follow.
_OPEN = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|ui|uy|ưa|ưi|ưu|iêu|yêu|oai|oao|oay|oeo|uâ"
    "|uây|uôi|ươi|ươu|uya|uyu|uê|uơ|uê|ya"
)
_CLOSED = "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|uyê"
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:(?:{_OPEN})|(?:{_CLOSED})(?:ng|nh|ch|[mncpt]))")
_STOPPED = re.compile("[cpt]$|ch$")


def is_syllable(word: str) -> bool:
    """Whether a word, in NFC, can be one syllable; those that end in c, ch, p or t have one of two tones."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or bool(tones and tones[0] in _STOPPED_TONES)


TCVN3 = Message(
    "tcvn3",
    N_(
        "{file} is written in the old encoding TCVN3 (ABC): at {cell} stands “{text}”, which means “{means}”. "
        "If that is right, add --from-encoding tcvn3; if not, --from-encoding unicode."
    ),
)
VNI = Message(
    "vni",
    N_(
        "{file} is written in the old encoding VNI: at {cell} stands “{text}”, which means “{means}”. "
        "If that is right, add --from-encoding vni; if not, --from-encoding unicode."
    ),
)

_WORD = re.compile(r"[A-Za-z¡-\u00a8©ª«¬\u00ad®µ-¹»-¾À-ÿ]+")
# Letters that an old encoding has no bytes for: those beyond Latin-1, and those of Latin-1 that it does not use.
_WIDE = "\u0100-\u024f\u0300-\u036f\u1e00-\u1eff"
OLD_ENCODINGS = {"tcvn3": TCVN3, "vni": VNI}
_FOREIGN = {"tcvn3": re.compile(f"[{_WIDE}ÀÁÂÃÄÅÍÙÚÛàðÿ]"), "vni": re.compile(f"[{_WIDE}À-ÖØ-öø-ÿ]")}
# What no word of any language holds within it; VNI's marks behind the vowels where no other language has them.
_STRONG = {
    "tcvn3": re.compile(r"[A-Za-z][¨©ª«¬\u00ad®µ-¹»-¾×÷]|[®§][A-Za-zÀ-ÿ¨©ª«¬\u00adµ-¹»-¾×÷]{2}"),
    "vni": re.compile(r"[aeo][âåäø]|[aeouyöô]û|[uyöô]ø|aê|ö[ùõï]|öô", re.IGNORECASE),
}
_ENOUGH = 3
_NO_ACCIDENT = 3  # letters; two may stand together by accident
_AGAINST = 4  # words that are none must be as many times fewer


class EncodedText(NamedTuple):
    """A text in an old encoding: where it stands, and what it means."""

    encoding: str
    sheet: str
    row: int
    column: int
    text: str
    means: str


class _TextCell(NamedTuple):
    sheet: str
    row: int
    column: int
    text: str
    font: str


class EncodingScore(NamedTuple):
    """How much speaks for an encoding, and how many words against it."""

    weight: int
    against: int

    @property
    def convinces(self) -> bool:
        """Whether it is enough, and nearly nothing speaks against it."""
        return self.weight >= _ENOUGH and self.against * _AGAINST <= self.weight


def recognise(book: Book) -> EncodedText | None:
    """Return the first text that is in an old encoding, None where there is none."""
    cells = [cell for sheet in book.sheets for cell in _text_cells(sheet)]
    by_font = (cell for cell in cells if cell.font and _holds(cell.text, encoding_of(cell.font)))
    if cell := next(by_font, None):
        return _encoded_text(cell, encoding_of(cell.font))
    for encoding in ENCODINGS:
        possible = [cell for cell in cells if can_be(cell.text, encoding)]
        if cell := _by_letters(possible, encoding, alone=len(possible) < len(cells)):
            return _encoded_text(cell, encoding)
    return None


def _holds(text: str, encoding: str) -> bool:
    return can_be(text, encoding) and bool(LETTERS[encoding].search(text))


def _by_letters(cells: list[_TextCell], encoding: str, *, alone: bool) -> _TextCell | None:
    """Return the first text that convinces alone; else, if they do together, the first that has such a word.

    Among texts in Unicode they must convince alone: in a large workbook, two strange words say nothing.
    """
    convincing = next((cell for cell in cells if evidence(cell.text, encoding).convinces), None)
    if convincing or alone or not evidence("\n".join(cell.text for cell in cells), encoding).convinces:
        return convincing
    return next(cell for cell in cells if evidence(cell.text, encoding).weight)


def _encoded_text(cell: _TextCell, encoding: str) -> EncodedText:
    means = to_unicode(cell.text, encoding, cell.font)
    return EncodedText(encoding, cell.sheet, cell.row, cell.column, cell.text, means)


def _text_cells(sheet: Sheet) -> Iterator[_TextCell]:
    """Yield the cells with a text beyond ASCII: only such a text tells one encoding from another."""
    for row, cells in sheet.rows.items():
        for column, value in cells.items():
            if isinstance(value, str) and not value.isascii():
                yield _TextCell(sheet.name, row, column, value, sheet.fonts.get((row, column), ""))


def can_be(text: str, encoding: str) -> bool:
    """Whether a text has no letters but those of an encoding; VNI's marks stand behind the letters they belong to."""
    rest = LETTERS["vni"].sub("", text) if encoding == "vni" else text
    return not _FOREIGN[encoding].search(rest)


def evidence(text: str, encoding: str) -> EncodingScore:
    """Weigh the words of a text, each once: those that are syllables only if they are in that encoding."""
    weights = [_weight(word, encoding) for word in set(_WORD.findall(text)) if not word.isascii()]
    return EncodingScore(sum(weight for weight in weights if weight > 0), sum(weight < 0 for weight in weights))


@lru_cache(maxsize=1 << 12)
def _weight(word: str, encoding: str) -> int:
    """Return 3 for a word that is of that encoding beyond doubt, less for one that seems so, -1 for one that is not."""
    if len(word) == 1 or is_syllable(word):
        return 0
    if not is_syllable(to_unicode(word, encoding)):
        return -1
    if not _STRONG[encoding].search(word):
        return 1
    return _ENOUGH if len(word) >= _NO_ACCIDENT else _ENOUGH - 1


def convert(book: Book, encoding: str) -> None:
    """Put Unicode in the place of an old encoding.

    A cell in a font of that encoding has its text in it. So has each other text that holds its letters; but where
    others are in Unicode, or none has a word that is none in Unicode, only those that have such words: a list may be in
    one font and its headings in another.
    """
    in_font = [[*_in_fonts(sheet, encoding)] for sheet in book.sheets]
    others = [[cell for cell in _text_cells(sheet) if encoding_of(cell.font) != encoding] for sheet in book.sheets]
    mixed = any(not can_be(cell.text, encoding) for cells in others for cell in cells)
    if any(in_font) and not mixed:
        mixed = not any(evidence(cell.text, encoding).weight for cells in others for cell in cells)
    for sheet, cells_in_font, other_cells in zip(book.sheets, in_font, others, strict=True):
        told = [cell for cell in other_cells if not mixed or evidence(cell.text, encoding).weight]
        for cell in (*cells_in_font, *told):
            if can_be(cell.text, encoding):
                sheet.rows[cell.row][cell.column] = to_unicode(cell.text, encoding, cell.font)


def _in_fonts(sheet: Sheet, encoding: str) -> Iterator[_TextCell]:
    """Yield the text cells, ASCII or not, whose font is drawn for an encoding."""
    for (row, column), font in sheet.fonts.items():
        value = sheet.rows[row][column]
        if encoding_of(font) == encoding and isinstance(value, str):
            yield _TextCell(sheet.name, row, column, value, font)
