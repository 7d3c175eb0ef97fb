"""The rows of a list: a document's tree holds one for all records, and the file has as many as there are.

In a tree a row takes ten times what it takes as text, and a list may have more than ten thousand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from lxml import etree

from danvan_cli.exporting.papers.answers.paper_lists import PaperRecord
from danvan_cli.exporting.papers.word.row_marks import ListMarks
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.text.visible import visible

# Instructions are read of no template (`xml_trees`), so none that is found was there.
_ROWS = re.compile(rb"<\?danvan (\d+)\?>(.*?)<\?danvan end\?>", re.DOTALL)
_TEXT = re.compile("\ue000(\\w+)\ue001")  # no letters, but what some font may draw there


class RepeatedRows:
    """The lists of a document whose rows hold nothing but texts of their records."""

    def __init__(self) -> None:
        self._lists: list[tuple[Sequence[PaperRecord], ListMarks]] = []

    def of(
        self,
        records: Sequence[PaperRecord],
        keys: Iterable[str],
        rows: Callable[[PaperRecord], Iterable[Element]],
        marks: ListMarks,
    ) -> Iterator[Element]:
        """Yield what stands in the tree for the rows of all records: those that `rows` makes of one, between marks."""
        if not records:
            return
        yield etree.ProcessingInstruction("danvan", str(len(self._lists)))
        self._lists.append((records, marks))
        elements = list(rows({key: _placeholder(key) for key in keys}))
        yield from marks.mark_all(elements, [partial(_filled, record=record) for record in records], _placeholder)
        yield etree.ProcessingInstruction("danvan", "end")

    def written(self, xml: bytes) -> bytes:
        """Return a part as it is in the file."""
        return _ROWS.sub(lambda match: self._rows(int(match[1]), match[2].decode()), xml)

    def _rows(self, place: int, row: str) -> bytes:
        records, marks = self._lists[place]
        return "".join(
            _filled(row, {**record, **own}, _escaped) for record, own in zip(records, marks.own, strict=True)
        ).encode()


def _placeholder(key: str) -> str:
    return f"\ue000{key}\ue001"


def _filled(row: str, record: PaperRecord, written: Callable[[str], str] = str) -> str:
    return _TEXT.sub(lambda text: written(visible(record[text[1]])) if text[1] in record else text[0], row)


def _escaped(text: str) -> str:
    """Return a text as libxml2 writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
