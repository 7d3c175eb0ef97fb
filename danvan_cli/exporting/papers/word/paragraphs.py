"""A paragraph of a template: its text, whatever runs Word has cut it into, and the tags in it; put together anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from danvan_cli.exporting.papers.language.tagged_text import TaggedText, TextSpan
from danvan_cli.exporting.papers.language.tags import OBJECT
from danvan_cli.exporting.papers.word.wordml import text_run, w, word_element
from danvan_cli.exporting.papers.xml_trees import Element, child_text

_WRAPPERS = {
    w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
}
_NOISE = {w(name) for name in ("proofErr", "del", "moveFrom", "permStart", "permEnd", "sdtPr", "sdtEndPr")}
_NOISE_IN_RUNS = {w("lastRenderedPageBreak"), w("rPr")}
_BEGINNINGS = {w("bookmarkStart"), w("commentRangeStart"), w("moveToRangeStart"), w("moveFromRangeStart")}
_ENDS = {w("bookmarkEnd"), w("commentRangeEnd"), w("moveToRangeEnd"), w("moveFromRangeEnd")}


class _Atom(NamedTuple):
    """A piece of a paragraph: a text that can be cut, or a thing; in a run, or None for a child of the paragraph."""

    run: Element | None
    piece: Element
    text: str
    start: int


Copy = Callable[[Element], list[Element]]


class Paragraph(TaggedText):
    """A paragraph of a Word document."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._atoms: list[_Atom] = []
        self._beginnings: list[Element] = []
        self._ends: list[Element] = []
        self._length = 0
        self._computed: list[TextSpan] = []
        self._computed_since: int | None = None
        self._read(element)
        super().__init__("".join(atom.text for atom in self._atoms))

    @property
    def computed(self) -> Sequence[TextSpan]:
        """Return the results of fields."""
        return self._computed

    def _read(self, parent: Element) -> None:
        for child in parent:
            if child.tag == w("r"):
                self._read_run(child)
            elif child.tag in _BEGINNINGS:
                self._beginnings.append(child)
            elif child.tag in _ENDS:
                self._ends.append(child)
            elif child.tag in _WRAPPERS and _has_braces(child):
                self._read(child)
            elif child.tag not in _NOISE and child.tag != w("pPr"):
                self._add(None, child, OBJECT)

    def _read_run(self, run: Element) -> None:
        for child in run:
            if child.tag == w("t"):
                self._add(run, child, child.text or "")
            elif child.tag not in _NOISE_IN_RUNS:
                self._note_field(child)
                self._add(run, child, _SIGNS.get(child.tag, OBJECT))

    def _note_field(self, child: Element) -> None:
        """Remember where the result of a field begins and ends."""
        kind = child.get(w("fldCharType"))
        if kind == "separate":
            self._computed_since = self._length
        elif kind == "end" and self._computed_since is not None:
            self._computed.append(TextSpan(self._computed_since, self._length))
            self._computed_since = None

    def _add(self, run: Element | None, piece: Element, text: str) -> None:
        self._atoms.append(_Atom(run, piece, text, self._length))
        self._length += len(text)

    @property
    def single_text(self) -> Element | None:
        """Return the element that holds all of its text, if one does and nothing else is there."""
        texts = [atom.piece for atom in self._atoms]
        return texts[0] if len(texts) == 1 and texts[0].tag == w("t") and not self._beginnings else None

    def look_at(self, place: int) -> Element | None:
        """Return the properties of the run at a place of the text, by which it looks as it does."""
        atoms = [atom for atom in self._atoms if atom.start <= place and atom.run is not None]
        run = atoms[-1].run if atoms else None
        return None if run is None else run.find(w("rPr"))

    def put_together(self, parts: Iterable[TextSpan | list[Element]], copy: Copy) -> Element:
        """Return a new paragraph of parts of this one, and of runs; `copy` copies what is no text."""
        new = empty_like(self.element)
        new.extend(deepcopy(self._beginnings))
        for part in parts:
            new.extend(self._cut(part, copy) if isinstance(part, TextSpan) else part)
        new.extend(deepcopy(self._ends))
        return new

    def _cut(self, span: TextSpan, copy: Copy) -> Iterator[Element]:
        """Yield runs, and what stands between them, of a part of the text."""
        original: Element | None = None
        run: Element | None = None
        for atom in self._atoms:
            first, last = max(span.begin, atom.start), min(span.end, atom.start + len(atom.text))
            if first >= last:
                continue
            if atom.run is None:
                if run is not None:
                    yield run
                    original = run = None
                yield from copy(atom.piece)
                continue
            if run is None or atom.run is not original:
                if run is not None:
                    yield run
                original, run = atom.run, _empty_run(atom.run)
            if atom.piece.tag == w("t"):
                text = text_run(atom.text[first - atom.start : last - atom.start], None)
                run.extend(list(text))
            else:
                run.extend(copy(atom.piece))
        if run is not None:
            yield run


_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): "\u00ad"}


def _has_braces(element: Element) -> bool:
    text = child_text(element)
    return "{" in text or "}" in text


def _empty_run(run: Element) -> Element:
    new = word_element(None, "r")
    properties = run.find(w("rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def empty_like(paragraph: Element) -> Element:
    """Return a paragraph without text that looks as another does."""
    new = word_element(None, "p")
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    return new
