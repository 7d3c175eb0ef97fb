"""A paper read again, months later and after several hands: which of its numbers are still what the records say."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.cell_values import number_of
from danvan_cli.exporting.papers.answers.counted_numbers import CountedNumbers
from danvan_cli.exporting.papers.answers.paper_lists import read_kept_list
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, KeptNumber, read_kept
from danvan_cli.exporting.papers.comparing_lists import (
    RESULTS,
    ComparedList,
    Result,
    compared_list,
    lines_of_list,
    list_grid,
    opens,
    some,
)
from danvan_cli.exporting.papers.kept_numbers import LIST, NUMBER, OURS, FoundNumber, FoundPaper, LostFormulas, is_ours
from danvan_cli.exporting.papers.word.docx_package import TextPart, opened
from danvan_cli.exporting.papers.word.paragraphs import Paragraph
from danvan_cli.exporting.papers.word.row_marks import rows_in
from danvan_cli.exporting.papers.word.table_places import place_in_table
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.reading import is_workbook
from danvan_cli.store.repository import has_commit
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.labels import number as number_text

NOT_A_PAPER = Message(
    "not-a-paper",
    N_("{file} is no paper that danvan wrote, or what danvan kept in it is lost: its numbers cannot be compared."),
    hint=N_("Compare a file written by: danvan report --output FILE"),
)

_SAID: Mapping[Result, str] = {
    "typed-over": N_("{name}: {then} was typed over, it is {found}; the records say {now}."),
    "changed": N_("{name}: the records have changed: then {then}, now {now}."),
    "gone": N_("{name}: {then} is gone from the paper; the records say {now}."),
}


_COMMIT = re.compile("[0-9a-f]{40,64}")
_OF_ANOTHER = N_(
    "This paper was written from another data folder, or from a state that this one does not keep: what follows is "
    "what the records of this folder say."
)


class ComparedNumber(NamedTuple):
    """A number of a paper: as it was written, as it is found there, as it is counted now, and what lists its records.

    It was not found where its bookmark is gone; it is not counted where it is not known, or cannot be asked any more.
    `words` are those of the paragraph in which it stands; in a table, `row` and `column` are called so.
    """

    name: str
    written: str
    found: str | None
    counted: str | None
    opens: str
    words: str = ""
    row: str = ""
    column: str = ""

    @property
    def result(self) -> Result:
        """Return what became of it: what was typed by hand is no matter where it is what the records say."""
        if self.found is None:
            return "gone"
        if self.counted is not None and _plain(self.found) == _plain(self.counted):
            return "equal"
        return "changed" if _plain(self.found) == _plain(self.written) else "typed-over"


class ComparedPaper(NamedTuple):
    """The numbers and lists of a paper, compared with the records, and which formulas of its form are gone."""

    numbers: Sequence[ComparedNumber]
    lists: Sequence[ComparedList] = ()
    is_of_another_folder: bool = False
    lost: LostFormulas = LostFormulas()

    @property
    def differs(self) -> bool:
        """Whether anything is not what the records say, or not as it was written."""
        compared: list[ComparedNumber | ComparedList] = [*self.numbers, *self.lists]
        return self.lost.number > 0 or any(what.result != "equal" for what in compared)


def compare(paper: Path, counted: CountedNumbers) -> ComparedPaper:
    """Return a paper compared with the records; raise FileFormatError or RequestError."""
    found = _in_workbook(paper) if is_workbook(paper) else _in_document(paper)
    if OURS not in found.custom:
        raise RequestError(NOT_A_PAPER, file=paper.name)
    kept = sorted((name, text) for name, text in found.custom.items() if name != OURS)
    try:
        numbers = {name: read_kept(text) for name, text in kept if name.startswith(NUMBER)}
        lists = {name: read_kept_list(text) for name, text in kept if name.startswith(LIST)}
    except ValueError:
        raise RequestError(NOT_A_PAPER, file=paper.name) from None
    return ComparedPaper(
        [_compared(name, number, found.numbers.get(name), counted) for name, number in numbers.items()],
        [compared_list(name, listed, found.rows.get(name, ()), counted) for name, listed in lists.items()],
        _is_of_another_folder(found.custom[OURS], counted),
        found.lost,
    )


def _is_of_another_folder(origin: str, counted: CountedNumbers) -> bool:
    """Whether the state of which a paper was written is none of this folder's, or its office is another one."""
    try:
        stated = json.loads(origin)
    except ValueError:
        return False
    commit, office = (stated.get(key) if isinstance(stated, dict) else None for key in ("commit", "office"))
    if isinstance(commit, str) and _COMMIT.fullmatch(commit):
        return not has_commit(counted.ledger.source.root, commit)
    return bool(office) and office != counted.ledger.lists.setting("office")


def _in_workbook(paper: Path) -> FoundPaper:
    from danvan_cli.exporting.papers.workbook import found_in  # noqa: PLC0415 - only of workbooks

    return found_in(paper)


def _in_document(paper: Path) -> FoundPaper:
    """Return what a document keeps of its numbers and lists, and what stands within our bookmarks."""
    with opened(paper) as package:
        rows = rows_in(part.root for part in package.text_parts)
        return FoundPaper(package.custom, _found(package.text_parts), rows)


def _compared(name: str, number: KeptNumber, found: FoundNumber | None, counted: CountedNumbers) -> ComparedNumber:
    asked, written = number
    now = _counted(asked, counted)
    told = now, opens(asked, counted)
    if found is None:
        return ComparedNumber(name, written, None, *told)
    text = found.text if found.value is None else _shown(found.value, written, now)
    return ComparedNumber(name, written, text, *told, found.words, found.row, found.column)


def _shown(value: float, written: str, now: str | None) -> str:
    """Return a cell's value as its format shows it: that of the number written there, or of the one that is now."""
    from danvan_cli.exporting.papers.workbook.shown_values import text_like  # noqa: PLC0415 - only of workbooks

    return text_like(value, written if number_of(written) or not now else now)


def _counted(asked: AskedNumber, counted: CountedNumbers) -> str | None:
    try:
        return counted.ask(asked).text
    except RequestError:
        return None


def _found(parts: Sequence[TextPart]) -> dict[str, FoundNumber]:
    """Return our own bookmarks by their names; one round nothing is as good as gone."""
    found = {name: number for part in parts for name, number in _marked(part)}
    return {name: number for name, number in found.items() if number.text.strip()}


def _marked(part: TextPart) -> Iterator[tuple[str, FoundNumber]]:
    begun: dict[str, tuple[Element, list[str]]] = {}
    for element in part.root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        identity = element.get(w("id"), "")
        if element.tag == w("t"):
            if next(element.iterancestors(w("moveFrom")), None) is None:
                for _, pieces in begun.values():
                    pieces.append(element.text or "")
        elif element.tag == w("bookmarkStart"):
            if is_ours(name := element.get(w("name"), "")) and name.startswith(NUMBER):
                begun[identity] = element, []
        elif identity in begun:
            beginning, pieces = begun.pop(identity)
            name = beginning.get(w("name"), "")
            place = place_in_table(beginning) or ("", "")
            yield name, FoundNumber("".join(pieces), _words_around(beginning), *place)


def _words_around(mark: Element) -> str:
    """Return the first words of the paragraph in which a bookmark lies."""
    paragraph = next(mark.iterancestors(w("p")), None)
    return "" if paragraph is None else Paragraph(paragraph).first_words


def _plain(text: str) -> str:
    """Return a number without what word processors and capitals make of it; 05 is 5."""
    plain = " ".join(nfc(text).casefold().split())
    return plain.lstrip("0") or "0" if plain.isdecimal() else plain


def as_json(paper: ComparedPaper) -> dict[str, Any]:
    """Return the numbers and lists as programs read them."""
    keys = ("name", "written", "found", "counted", "opens", "result")
    numbers = [{key: getattr(number, key) for key in keys} for number in paper.numbers]
    lists = [listed.as_json() for listed in paper.lists]
    lost = {"number": paper.lost.number, "cells": list(paper.lost.cells)}
    return {"schema": 1, "numbers": numbers, "lists": lists, "lost_formulas": lost}


def lines(paper: ComparedPaper, file: str) -> list[str]:
    """Return what people want to know: how many there are, and each that differs, where, how, and what opens it."""
    told = [_heading(N_("{file}: numbers compared: {number}"), paper.numbers, file)]
    if paper.lists:
        told.append(_heading(N_("{file}: lists compared: {number}"), paper.lists, file))
    if paper.is_of_another_folder:
        told.append(translate(_OF_ANOTHER))
    told += _lines_of_formulas(paper.lost, file)
    told += [line for number in paper.numbers for line in _lines_of(number)]
    return told + [line for listed in paper.lists for line in lines_of_list(listed)]


def _lines_of_formulas(lost: LostFormulas, file: str) -> Iterator[str]:
    """Yield how many formulas of a form are gone, and where those were that are known."""
    if lost.number:
        sentence = N_("{file}: formulas typed over or deleted: {number}")
        yield translate(sentence).format(file=file, number=number_text(lost.number))
    if lost.cells:
        yield "  " + translate(N_("They stood in: {cells}")).format(cells=some(lost.cells))


def _heading(sentence: str, compared: Sequence[ComparedNumber] | Sequence[ComparedList], file: str) -> str:
    counts = Counter(what.result for what in compared)
    told = [f"{translate(RESULTS[result])}: {number_text(counts[result])}" for result in RESULTS if counts[result]]
    return "; ".join([translate(sentence).format(file=file, number=number_text(len(compared))), *told])


def _lines_of(number: ComparedNumber) -> Iterator[str]:
    if number.result == "equal":
        return
    now = number.counted or translate(N_("not known"))
    yield translate(_SAID[number.result]).format(
        name=number.name, then=visible(number.written), found=visible(number.found or ""), now=visible(now)
    )
    if number.row or number.column:
        row, column = visible(number.row) or NOTHING, visible(number.column) or NOTHING
        yield "  " + translate(N_("It stands in a table: row “{row}”, column “{column}”")).format(
            row=row, column=column
        )
    elif number.words and number.words != number.found:
        yield "  " + translate(N_("It stands in: {words} …")).format(words=visible(number.words))
    if number.opens:
        yield "  " + translate(N_("Open: {command}")).format(command=number.opens)


def grids(paper: ComparedPaper, title: str) -> list[Grid]:
    """Return the numbers and lists as people read them: those first that differ."""
    of_lists = [list_grid(paper.lists, title)] if paper.lists else []
    of_formulas = [_formula_grid(paper.lost, title)] if paper.lost.number else []
    return [_grid(paper.numbers, title), *of_lists, *of_formulas]


def _formula_grid(lost: LostFormulas, title: str) -> Grid:
    headers = [translate(N_("Formulas typed over or deleted")), translate(N_("They stood in"))]
    return Grid(
        title, headers, [[number_text(lost.number), "; ".join(map(visible, lost.cells)) or NOTHING]], [True, False]
    )


def _grid(numbers: Sequence[ComparedNumber], title: str) -> Grid:
    headers = [N_("Bookmark"), N_("Written then"), N_("In the paper"), N_("Counted now"), N_("Result"), N_("Opens")]
    in_order = sorted(numbers, key=lambda number: (number.result == "equal", number.name))
    rows = [
        [
            number.name,
            visible(number.written),
            NOTHING if number.found is None else visible(number.found),
            number.counted or NOTHING,
            translate(RESULTS[number.result]),
            number.opens or NOTHING,
        ]
        for number in in_order
    ]
    numeric = [False, True, True, True, False, False]
    return Grid(title, [translate(header) for header in headers], rows, numeric, whole=(5,))
