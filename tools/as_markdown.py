"""How generated parts of the documents are written."""  # noqa: INP001 - beside a script, not in a package

import re
from collections.abc import Iterable, Iterator

from danvan_cli import locale

BLANK = re.compile(r"\{(\w+)\}")


def grid(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield line(head)
    yield line(["---"] * len(head))
    yield from (line(map(escaped, row)) for row in rows)


def line(cells: Iterable[str]) -> str:
    """Return a table's line."""
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Keep what a person wrote from being taken for a mark of the table; its examples are of the present year."""
    return locale.with_examples(text).replace("|", "\\|")


def codes(names: Iterable[str]) -> str:
    """Return several names as code, with commas between them."""
    return ", ".join(f"`{name}`" for name in names)


def filled(sentence: str) -> str:
    """Show what is filled in as a name in angle quotes."""
    return escaped(BLANK.sub(r"‹\1›", sentence))
