"""Text -> a YAML scalar that every reader takes for that text: plain where it can be, else in quotes or a block."""

import re
import unicodedata

# What no YAML text may hold as it is, and what some readers take for a line break or a BOM.
_SPECIAL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_UNPRINTABLE = re.compile(f"[{_SPECIAL}]")
_ESCAPED = re.compile(f'[{_SPECIAL}\\\\"\t\n]')
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~")
_BLOCK_SIGNS = re.compile(r":\s|\s#|[\t\n]|:\Z")
_FLOW_SIGNS = re.compile(r"[\[\]{},:?\t\n]|\s#")
_LOOKS_TYPED = re.compile(
    r"(?:y|yes|n|no|on|off|true|false|null|<<|=|[-+]?\.(?:inf|nan)"  # words of YAML 1.1 and 1.2
    r"|[-+]?[0-9.][-+0-9._,: ]*(?:e[-+]?[0-9]+)?"  # numbers, dates, times
    r"|[-+]?0[xob][0-9a-f_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t ][-+0-9:.tz ]*)",
    re.IGNORECASE | re.ASCII,
)
_MOST_MARKS = 30  # as many as reading allows on one letter of a long file
_NO_LETTERS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS},}}")
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_BYTE, _PLANE = 0xFF, 0xFFFF


def on_one_line(text: str, *, in_flow: bool) -> str:
    """Write a text on one line; `in_flow`: within `[…]` or `{…}`."""
    signs = _FLOW_SIGNS if in_flow else _BLOCK_SIGNS
    return text if _is_plain(text) and not signs.search(text) else _quoted(text)


def fits_block(text: str) -> bool:
    """Whether a trimmed text can stand in a `|` block."""
    return bool(text) and not _UNPRINTABLE.search(text) and not _has_heap(text)


def _is_plain(text: str) -> bool:
    if not text or text[0] in _INDICATORS or text != text.strip() or _UNPRINTABLE.search(text):
        return False
    return not (_LOOKS_TYPED.fullmatch(text) or unicodedata.combining(text[0]) or _has_heap(text))


def _has_heap(text: str) -> bool:
    runs = () if text.isascii() else _NO_LETTERS.finditer(text)
    return any(sum(map(bool, map(unicodedata.combining, run[0]))) >= _MOST_MARKS for run in runs)


def _quoted(text: str) -> str:
    """Write in double quotes; marks are escaped too, lest NFC joins them with the letter of an escape before them."""
    escaped = _ESCAPED.sub(lambda match: _escape(match[0]), text)
    if not text.isascii():
        escaped = "".join(_escape(char) if unicodedata.combining(char) else char for char in escaped)
    return f'"{escaped}"'


def _escape(char: str) -> str:
    code = ord(char)
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}" if code <= _PLANE else f"\\U{code:08x}"
