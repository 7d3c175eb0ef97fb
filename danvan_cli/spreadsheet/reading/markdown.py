"""Tables as Markdown and plain text have them: `| a | b |`, with a line of hyphens below the headings."""

import re
from collections.abc import Iterator

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_FEW = 2
_LOOKED_AT = 100_000  # letters, to tell what it is


def markdown_rows(text: str) -> Iterator[tuple[int, list[str]]] | None:
    """Return the rows of a text that has a table of bars, each with its line's number; None for any other text.

    A line without bars, such as a title above the table, is a row of one cell.
    """
    lines = text[:_LOOKED_AT].splitlines()
    framed = sum(line.lstrip().startswith("|") and line.rstrip().endswith("|") for line in lines)
    has_rule = any("|" in line or "+" in line for line in lines if _RULE.fullmatch(line))
    if framed < _FEW and not (has_rule and any("|" in line for line in lines)):
        return None
    return _rows(text)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped and not _RULE.fullmatch(line):
            yield number, [_cell(part) for part in _BAR.split(stripped.removeprefix("|").removesuffix("|"))]


def _cell(part: str) -> str:
    """Return what a cell says, without the signs that make it bold, and with its own lines."""
    return _STRONG.sub(r"\2", _BREAK.sub("\n", part.strip())).replace("\\|", "|")
