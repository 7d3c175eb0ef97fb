"""What letters of a document are seen as: digits set higher or lower, and signs of fonts that have their own."""

_SCRIPTS = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_TICKS = {
    "Wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒"},
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x4F: "✗", 0x51: "☒"},
}
_OF_FONT = 0xFF  # where a font's own signs begin, as Word writes them, does not matter


def as_seen(text: str, font: str, script: str) -> str:
    """Return letters as they are seen in a font and a script, "superscript" or "subscript"."""
    if font in _TICKS:
        return "".join(sign(font, ord(letter)) for letter in text)
    return text.translate(_SCRIPTS[script]) if script in _SCRIPTS else text


def sign(font: str, code: int) -> str:
    """Return a sign of a font: a tick as what it is, any other as it is written."""
    return _TICKS.get(font, {}).get(code & _OF_FONT) or chr(code)
