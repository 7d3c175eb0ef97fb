"""What a terminal would obey, and what nobody would see, shown as text instead."""

import re

# C0, DEL and C1; the marks, embeddings, overrides and isolates of bidirectional text; the separators of
# lines and paragraphs; surrogates that have no partner.
_OBEYED = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
# What has no width: soft hyphens, joiners, marks of byte order, fillers, variation selectors, tags; and what is no
# character at all, which XML refuses.
_UNSEEN = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef\U000e0000-\U000e0fff"
)
# Within a picture that people type, such as ❤️, they are part of it.
_PICTURES = (("\u2190", "\u2bff"), ("\u3030", "\u3030"), ("\u303d", "\u303d"), ("\U0001f000", "\U0001faff"))
_COLOURED, _JOINER = "\ufe0f", "\u200d"
_UNSAFE = re.compile(f"[{_OBEYED}{_UNSEEN}]")
_NOT_SEEN = re.compile(f"[{_OBEYED}{_UNSEEN}\u2800\\s]*")
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_LAST_OF_TWO_DIGITS, _LAST_OF_FOUR = 0xFF, 0xFFFF
MOST_QUOTED, _LAST_QUOTED = 200, 40  # letters of a value that a sentence quotes


def quoted(text: str, most: int = MOST_QUOTED) -> str:
    """Return the text as a sentence quotes it: visible, and of a long one the beginning and the end."""
    return visible(text if len(text) <= most else f"{text[: most - _LAST_QUOTED]}…{text[-_LAST_QUOTED:]}")


def is_blank(text: str) -> bool:
    """Whether there is nothing in the text that anybody sees."""
    return _NOT_SEEN.fullmatch(text) is not None


def has_letters(text: str) -> bool:
    """Whether a letter or a digit is in the text: a name that has none names nothing."""
    return any(letter.isalnum() and not is_blank(letter) for letter in text)


def visible(text: str, *, keep_lines: bool = False) -> str:
    r"""Return the text with control characters shown as `\x1b` or `\u202e`, so that none can act.

    Data comes from other people's files: an escape sequence in a title must not move the cursor, an override must not
    turn a name round, and what has no width must not make two names look like one. With `keep_lines`, newlines and tabs
    stay what they are.
    """
    return _UNSAFE.sub(_shown_but_lines if keep_lines else _shown, text)


def _shown_but_lines(match: re.Match[str]) -> str:
    return match[0] if match[0] in "\n\t" else _shown(match)


def _shown(match: re.Match[str]) -> str:
    if _is_of_a_picture(match):
        return match[0]
    code = ord(match[0])
    plain = f"\\x{code:02x}" if code <= _LAST_OF_TWO_DIGITS else f"\\u{code:04x}"
    return _NAMED.get(match[0], plain if code <= _LAST_OF_FOUR else f"\\U{code:08x}")


def _is_of_a_picture(match: re.Match[str]) -> bool:
    """Whether what has no width of its own colours a picture, or joins it with the next one."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if match[0] == _COLOURED:
        return _is_picture(before)
    return match[0] == _JOINER and (before == _COLOURED or _is_picture(before)) and _is_picture(after)


def _is_picture(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _PICTURES)
