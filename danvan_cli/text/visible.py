"""What a terminal would obey, shown as text instead."""

import re

# C0, DEL and C1; the marks, embeddings, overrides and isolates of bidirectional text; the separators of
# lines and paragraphs; surrogates that have no partner.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_LAST_OF_TWO_DIGITS = 0xFF


def visible(text: str, *, keep_lines: bool = False) -> str:
    r"""Return the text with control characters shown as `\x1b` or `\u202e`, so that none can act.

    Data comes from other people's files: an escape sequence in a title must not move the cursor, and an
    override must not turn a name round. With `keep_lines`, newlines and tabs stay what they are.
    """
    return _UNSAFE.sub(_shown_but_lines if keep_lines else _shown, text)


def _shown_but_lines(match: re.Match[str]) -> str:
    return match[0] if match[0] in "\n\t" else _shown(match)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    plain = f"\\x{code:02x}" if code <= _LAST_OF_TWO_DIGITS else f"\\u{code:04x}"
    return _NAMED.get(match[0], plain)
