"""The rows of lists in Word: each bears a bookmark, so that it is found again whatever was done to those around it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, takewhile

from danvan_cli.exporting.papers.answers.paper_lists import ListTexts, PaperList, kept_list
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber, kept
from danvan_cli.exporting.papers.kept_numbers import LIST, NUMBER, FoundRow, is_ours
from danvan_cli.exporting.papers.word.wordml import text_run, w, word_element
from danvan_cli.exporting.papers.xml_trees import Element, child_text

_OF_ROWS, _OF_PARAGRAPHS = "r", "p"  # in the name of a mark
_OWN_PLACE, _OWN_IDENTITY = "danvan_row", "danvan_id"  # stand for what a mark is called in each row
_MARK = re.compile(rf"(?P<list>{LIST}\d+)(?P<kind>[{_OF_ROWS}{_OF_PARAGRAPHS}])(?P<row>\d+)(?P<part>_\d+)?")
_Mark = tuple[int, str]  # of which record, and the how-manieth of its rows
_ROW, _PARAGRAPH, _LOOK, _TEXT, _MOVED = w("tr"), w("p"), w("pPr"), w("t"), w("moveFrom")
_BEGIN, _END, _NAME = w("bookmarkStart"), w("bookmarkEnd"), w("name")


class PaperBookmarks:
    """The numbers and lists of a paper in the order in which they are written, round which bookmarks lie."""

    def __init__(self, first: int) -> None:
        self._identities = count(first)
        self.numbers: dict[str, PaperNumber] = {}
        self._lists: list[tuple[PaperList, ListMarks | None]] = []

    def around(self, number: PaperNumber, look: Element | None) -> list[Element]:
        """Return the run of a number with its bookmark."""
        name = f"{NUMBER}{len(self.numbers) + 1:04}"
        self.numbers[name] = number
        identity = str(next(self._identities))
        begin = word_element(None, "bookmarkStart", id=identity, name=name)
        end = word_element(None, "bookmarkEnd", id=identity)
        return [begin, text_run(number.text, look), end]

    def of_list(self, listed: PaperList) -> "ListMarks":
        """Return what marks the rows of a list."""
        marks = ListMarks(f"{LIST}{len(self._lists) + 1:04}", self._identities)
        self._lists.append((listed, marks))
        return marks

    def add_inline(self, lists: Sequence[PaperList]) -> None:
        """Keep lists within texts, whose rows have no place of their own."""
        self._lists += [(listed, None) for listed in lists]

    @property
    def lists(self) -> list[PaperList]:
        """Return the lists."""
        return [listed for listed, _ in self._lists]

    @property
    def kept(self) -> dict[str, str]:
        """Return what the paper keeps of its numbers and lists; it must be filled in."""
        numbers = {name: kept(number) for name, number in self.numbers.items()}
        marked = {row for _, marks in self._lists if marks for row in marks.elements}
        return numbers | {
            f"{LIST}{place:04}": kept_list(listed, marks.texts(marked) if marks else None)
            for place, (listed, marks) in enumerate(self._lists, 1)
        }


class ListMarks:
    """Marks the rows of a list: a row of a table once, of what is repeated by paragraphs each that says something.

    `own` are, of rows that stand in the tree once, the values of their marks for each record.
    """

    def __init__(self, name: str, identities: Iterator[int]) -> None:
        self._name, self._identities = name, identities
        self._rows: list[list[Element]] = []
        self._filled: list[Callable[[str], str]] | None = None
        self.own: list[Mapping[str, str]] = []

    def mark(self, elements: Sequence[Element]) -> Sequence[Element]:
        """Mark what stands for one record, and return it."""
        row: list[Element] = []
        place = f"{len(self._rows) + 1:04}"
        for element in elements:
            if element.tag == _ROW:
                self._put(next(element.iter(_PARAGRAPH)), f"{_OF_ROWS}{place}", len(row), str(next(self._identities)))
                row.append(element)
                continue
            for paragraph in element.iter(_PARAGRAPH):
                if child_text(paragraph).strip():
                    name = f"{_OF_PARAGRAPHS}{place}"
                    self._put(paragraph, name, len(row), str(next(self._identities)))
                    row.append(paragraph)
        self._rows.append(row)
        return elements

    def mark_all(
        self, rows: Sequence[Element], filled: Sequence[Callable[[str], str]], placeholder: Callable[[str], str]
    ) -> Sequence[Element]:
        """Mark rows that stand for all records, and return them; `filled` fills a text in for each record."""
        for place, row in enumerate(rows):
            identity = placeholder(f"{_OWN_IDENTITY}{place}")
            self._put(next(row.iter(_PARAGRAPH)), f"{_OF_ROWS}{placeholder(_OWN_PLACE)}", place, identity)
        self._rows, self._filled = [list(rows)], list(filled)
        for number in range(1, len(filled) + 1):
            identities = {f"{_OWN_IDENTITY}{place}": str(next(self._identities)) for place, _ in enumerate(rows)}
            self.own.append({_OWN_PLACE: f"{number:04}", **identities})
        return rows

    def _put(self, paragraph: Element, name: str, place: int, identity: str) -> None:
        """Put a bookmark round what a paragraph holds."""
        name = f"{self._name}{name}" + (f"_{place + 1:02}" if place else "")
        begin = word_element(paragraph, "bookmarkStart", id=identity, name=name)
        word_element(paragraph, "bookmarkEnd", id=identity)
        paragraph.insert(int(paragraph[0].tag == _LOOK), begin)

    @property
    def elements(self) -> list[Element]:
        """Return what is marked."""
        return [element for row in self._rows for element in row]

    def texts(self, marked: Collection[Element]) -> ListTexts:
        """Return what stands in each row, and round them; `marked` are the rows of all lists."""
        texts = ["\n".join(map(_row_text, row)) for row in self._rows]
        if self._filled is not None:
            texts = [fill(texts[0]) for fill in self._filled]
        above, _, below = _around(self.elements, marked)
        return ListTexts(texts, [*map(_row_text, above)], [*map(_row_text, below)])


def _around(
    own: Sequence[Element], marked: Collection[Element]
) -> tuple[Sequence[Element], Sequence[Element], Sequence[Element]]:
    """Return the rows of a list's table above it, from its first to its last, and below as far as the next list.

    What stands between two lists is told of the first one.
    """
    table = own[0].getparent() if own and own[0].tag == _ROW else None
    if table is None:
        return [], own, []
    rows = table.findall(_ROW)
    places = [rows.index(own[0]), rows.index(own[-1])]
    above = rows[: places[0]]
    below = takewhile(lambda row: row not in marked, rows[places[1] + 1 :])
    return ([] if any(row in marked for row in above) else above), rows[places[0] : places[1] + 1], list(below)


def _row_text(element: Element) -> str:
    """Return what stands in a row, each of its cells on a line, or in a paragraph."""
    if element.tag != _ROW:
        return _text_of(element)
    return "\n".join(text for cell in element if (text := _text_of(cell)).strip())


def _text_of(element: Element) -> str:
    """Return what stands in a cell or a paragraph besides numbers, each of which is found by itself."""
    if not any(part.tag != _BEGIN or _is_number(part) for part in element.iter(_BEGIN, _MOVED)):
        return " ".join(map(str, element.itertext(_TEXT)))
    pieces: list[str] = []
    numbers: set[str] = set()
    for part in element.iter(_TEXT, _BEGIN, _END):
        if part.tag == _TEXT:
            if not numbers and next(part.iterancestors(_MOVED), None) is None:
                pieces.append(part.text or "")
        elif part.tag == _BEGIN and _is_number(part):
            numbers.add(part.get(w("id"), ""))
        elif part.tag == _END:
            numbers.discard(part.get(w("id"), ""))
    return " ".join(pieces)


def _is_number(mark: Element) -> bool:
    name = mark.get(_NAME, "")
    return name.startswith(NUMBER) and is_ours(name)


def rows_in(roots: Iterable[Element]) -> dict[str, list[FoundRow]]:
    """Return the rows of lists that still are in a document, by the names of the lists; one without text is none.

    Among the rows of a table are those that bear no mark: somebody put them there, or wrote over the mark.
    """
    marked: dict[str, dict[Element, _Mark]] = {}
    for root in roots:
        for mark in root.iter(_BEGIN):
            named = _MARK.fullmatch(mark.get(w("name"), ""))
            place = next(mark.iterancestors(_ROW if named["kind"] == _OF_ROWS else _PARAGRAPH), None) if named else None
            if named and place is not None:
                marked.setdefault(named["list"], {})[place] = int(named["row"]), named["part"] or ""
    rows = {row for elements in marked.values() for row in elements}
    return {name: list(_found(elements, rows)) for name, elements in marked.items()}


def _found(marked: Mapping[Element, _Mark], rows: Collection[Element]) -> Iterator[FoundRow]:
    """Yield rows: what bears one number stands for one record, and begins anew where it is there once more."""
    above, own, below = _around(list(marked), rows)
    yield from (FoundRow(_row_text(row), side="above") for row in above)
    seen: Counter[_Mark] = Counter()

    def copy(element: Element) -> tuple[int | None, int]:
        if element not in marked:
            return None, 0
        seen[marked[element]] += 1
        return marked[element][0], seen[marked[element]]

    for (number, _), row in groupby(own, copy):
        texts = [_row_text(element) for element in row]
        for text in ["\n".join(texts)] if number is not None else texts:
            if text.strip():
                yield FoundRow(text, number)
    yield from (FoundRow(_row_text(row), side="below") for row in below)
