"""Vietnamese in the encodings before Unicode, TCVN3 (ABC) and VNI, as it looks where its bytes are taken for Latin-1.

Their fonts draw other letters for the same bytes: `Uû ban nh©n d©n` in .VnTime, `UÛy ban nhaân daân` in VNI-Times are
`Uỷ ban nhân dân` and `Ủy ban nhân dân`. Both tables are written out, since no codec of Python knows them.
"""

import re
import unicodedata

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
_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_ROOF, _BREVE = "\u0302", "\u0306"
_ROOFED = {"â": _ROOF} | {mark: _ROOF + tone for mark, tone in zip("áàåãä", _TONES.values(), strict=True)}
_BREVES = {"ê": _BREVE} | {mark: _BREVE + tone for mark, tone in zip("éèúüë", _TONES.values(), strict=True)}
_VNI_MARKS = _TONES | _ROOFED | _BREVES
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TAKE = {"a": _VNI_MARKS, "e": _TONES | _ROOFED, "o": _TONES | _ROOFED, **dict.fromkeys("uyôö", _TONES)}
_VNI = re.compile(
    "|".join(f"{letter}[{''.join(marks)}]" for letter, marks in _TAKE.items()) + f"|[{''.join(_VNI_ALONE)}]",
    re.IGNORECASE,
)
LETTERS = {"tcvn3": re.compile(f"[{''.join(_TCVN3)}]"), "vni": _VNI}


def letters_of_bytes(content: bytes) -> str:
    """Return bytes as the letters that Windows shows for them where it takes them for West European."""
    return content.decode("latin-1").translate(_LETTERS)


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_LETTERS = {byte: _letter(byte) for byte in range(0x80, 0xA0)}  # where the two differ


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
