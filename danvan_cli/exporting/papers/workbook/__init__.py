"""The upper level's own workbook, filled in: every byte stays that is not a tag's cell, and each number is found again.

A number's cell has a name of ours (`dv0001`), as in a document a bookmark lies round it.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_lists import PaperList, kept_list
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber, kept
from danvan_cli.exporting.papers.document_properties import PropertiesCheck, fill_properties
from danvan_cli.exporting.papers.kept_numbers import (
    LIST,
    NUMBER,
    OURS,
    FoundNumber,
    FoundPaper,
    FoundRow,
    is_ours,
    keep,
    kept_in,
)
from danvan_cli.exporting.papers.template_faults import FaultyTemplateError, TemplateFault, told_without_tags
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.unfilled_places import tags_elsewhere
from danvan_cli.exporting.papers.workbook.cell_formats import cell_formats, keep_formats
from danvan_cli.exporting.papers.workbook.formula_check import FormulaCheck
from danvan_cli.exporting.papers.workbook.kept_formulas import lost_formulas, with_formulas
from danvan_cli.exporting.papers.workbook.list_rows import ListArea, absolute, quoted, read_area, rows_in
from danvan_cli.exporting.papers.workbook.moved_areas import moved_areas, moved_drawing
from danvan_cli.exporting.papers.workbook.moved_rows import Moves, moved_area, moved_formula
from danvan_cli.exporting.papers.workbook.sheet_cells import XmlCell, XmlSheet, sheets_of, shown_in
from danvan_cli.exporting.papers.workbook.sheet_filling import SheetFiller
from danvan_cli.exporting.papers.workbook.sheet_template import SheetCheck, SheetTemplate
from danvan_cli.exporting.papers.workbook.sheet_writing import FilledSheetWriter
from danvan_cli.exporting.papers.xml_trees import Element, parsed, written_part
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.annotation.sheet_cells import place
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, escaped, inserted, tree, with_attribute
from danvan_cli.spreadsheet.errors import DAMAGED, PASSWORD, FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import kind_of
from danvan_cli.spreadsheet.reading.limits import archive, check_sizes, content, guarded
from danvan_cli.spreadsheet.saving import saved
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_

NOT_XLSX = Message(
    "not-xlsx", N_("{file} is no workbook that can be filled in (.xlsx). Open it in Excel and save it as .xlsx.")
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# What stands behind the names of a workbook, in the order that the format has.
_BEHIND_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
_BEHIND_NAMES = ("calcPr", *_BEHIND_CALCULATION)
_WITH_CELLS = ("comments", "threadedComment", "table", "pivotTable", "ctrlProp", "drawing")  # they name a sheet's cells
_TYPES, _TEMPLATE, _SHEETS = "[Content_Types].xml", b"spreadsheetml.template.main+xml", b"spreadsheetml.sheet.main+xml"


@contextmanager
def opened_workbook(path: Path) -> Iterator[PackageParts]:
    """Open a workbook; raise FileFormatError for whatever is none, or may do harm."""
    with ExitStack() as stack:
        with guarded(path.name):
            _refuse_other_files(path)
            parts = stack.enter_context(archive(path))
            check_sizes(parts, parts.infolist(), path.name)
        yield PackageParts(parts)


def _refuse_other_files(path: Path) -> None:
    kind = kind_of(path)
    if kind != "xlsx":
        is_locked = kind == "compound" and _LOCKED in content(path)
        raise FileFormatError(PASSWORD if is_locked else NOT_XLSX, file=path.name)


def _templates(parts: PackageParts, file: str) -> list[SheetTemplate]:
    with guarded(file):
        return [SheetTemplate(sheet) for sheet in sheets_of(parts, file)]


def faults_of_workbook(template: Path, answers: PaperAnswers) -> tuple[list[TemplateFault], list[TemplateFault]]:
    """Return all faults of a template, and the numbers that were typed by hand; raise FileFormatError."""
    with opened_workbook(template) as parts:
        templates = _templates(parts, template.name)
        checks = [SheetCheck(sheet, answers) for sheet in templates]
        without = told_without_tags(template.name, **_what_it_has(parts, templates, template.name))
        faults = [*_all_faults(parts, checks, answers, template.name), *FormulaCheck(templates).faults()]
    return faults, [*without, *(fault for check in checks for fault in check.typed())]


def _all_faults(parts: PackageParts, checks: list[SheetCheck], answers: PaperAnswers, file: str) -> list[TemplateFault]:
    """Return the faults of sheets and of properties, and tags where nothing is filled in."""
    properties = _properties(parts, file)
    other = [] if properties is None else PropertiesCheck(properties, answers).faults
    filled = [_texts_part(parts), parts.related("", "core-properties")]
    other += tags_elsewhere(parts, [part for part in filled if part])
    return [*(fault for check in checks for fault in check.faults), *other]


def _what_it_has(parts: PackageParts, templates: list[SheetTemplate], file: str) -> dict[str, bool]:
    """Return whether a workbook has tags, and whether it keeps numbers as a paper does."""
    elsewhere = tags_elsewhere(parts, filter(None, [_texts_part(parts)]))
    has_tags = any(template.has_tags for template in templates) or bool(elsewhere)
    with guarded(file):
        return {"has_tags": has_tags, "has_kept_numbers": OURS in kept_in(parts)}


def _properties(parts: PackageParts, file: str) -> Element | None:
    """Return the properties of a workbook, if they hold tags."""
    part = parts.related("", "core-properties")
    if part is None or part not in parts or b"{" not in parts[part]:
        return None
    try:
        return parsed(parts[part])
    except etree.XMLSyntaxError as error:
        raise FileFormatError(DAMAGED, file=file) from error


def _texts_part(parts: PackageParts) -> str | None:
    """Return the part that holds the texts of cells."""
    return parts.related(parts.related("", "officeDocument") or "xl/workbook.xml", "sharedStrings")


class WorkbookResult(NamedTuple):
    """What was written: numbers by the names of their cells, and how many lists can be compared."""

    numbers: Mapping[str, PaperNumber]
    lists: int


def fill_workbook(
    template: Path, file: Path | None, answers: PaperAnswers, details: PaperDetails, *, force: bool = False
) -> WorkbookResult:
    """Fill a workbook in, and write that if a file is named; raise as `word.fill`."""
    with opened_workbook(template) as parts:
        templates = _templates(parts, template.name)
        told_without_tags(template.name, **_what_it_has(parts, templates, template.name))
        checks = [SheetCheck(sheet, answers) for sheet in templates]
        faults = [*_all_faults(parts, checks, answers, template.name), *FormulaCheck(templates).faults()]
        _refuse(template, faults)
        fillers = [SheetFiller(sheet, answers, details) for sheet in templates]
        properties = _properties(parts, template.name)
        of_properties = [] if properties is None else fill_properties(properties, answers, details)
        _refuse(template, [*(fault for filler in fillers for fault in filler.faults), *of_properties])
        moves = {sheet.sheet.name: filler.moved for sheet, filler in zip(templates, fillers, strict=True)}
        notes = "\n".join(answers.notes()) if any(filler.says_notes for filler in fillers) else ""
        filled, origin = _FilledWorkbook(parts, moves), answers.origin
        with guarded(template.name):
            for sheet, filler in zip(templates, fillers, strict=True):
                filled.write_sheet(sheet.sheet, filler, notes)
            filled.areas = [area for filler in fillers for area in filler.areas]
            filled.inline = [listed for filler in fillers for listed in filler.inline]
            by_sheet = {sheet.sheet.name: filler for sheet, filler in zip(templates, fillers, strict=True)}
            filled.write_rest([sheet.sheet for sheet in templates], with_formulas(origin, by_sheet))
            if properties is not None:
                parts[parts.related("", "core-properties") or ""] = written_part(properties)
        if not any(listed.records for listed in filled.lists):  # a form is filled in, also if its lists are empty
            answers.refuse_nothing((number for _, number in filled.numbers.values()), [])
        if file is not None:
            with saved(file, force=force) as temporary:
                parts.write(temporary)
    return WorkbookResult({name: number for name, (_, number) in filled.numbers.items()}, len(filled.lists))


def _refuse(template: Path, faults: list[TemplateFault]) -> None:
    if faults:
        raise FaultyTemplateError(template.name, faults)


class _FilledWorkbook:
    """Writes what is filled in into a workbook's parts, and remembers where each number stands."""

    def __init__(self, parts: PackageParts, moves: Moves) -> None:
        self._parts, self._moves = parts, moves
        self._book = parts.related("", "officeDocument") or "xl/workbook.xml"
        self._formats = cell_formats(parts, self._book)
        self.numbers: dict[str, tuple[str, PaperNumber]] = {}
        self.areas: list[ListArea] = []
        self.inline: list[PaperList] = []

    @property
    def lists(self) -> list[PaperList]:
        """Return the lists."""
        return [*(area.listed for area in self.areas), *self.inline]

    def _note(self, sheet: str, row: int, column: int, number: PaperNumber) -> None:
        self.numbers[f"{NUMBER}{len(self.numbers) + 1:04}"] = f"{quoted(sheet)}!{absolute(row, column)}", number

    def write_sheet(self, sheet: XmlSheet, filler: SheetFiller, notes: str) -> None:
        """Write a sheet, and what hangs on it."""
        writer = FilledSheetWriter(sheet, self._moves, self._formats, notes, self._note)
        self._put(sheet.part, writer.written(filler.rows, filler.margins))
        moved = self._moves[sheet.name]
        if not moved:
            return
        for part in self._hanging_on(sheet.part, *_WITH_CELLS):
            self._put(part, edited(self._parts[part], moved_areas(self._parts[part], sheet.name, self._moves)))
        for part in self._hanging_on(sheet.part, "drawing", "vmlDrawing"):
            self._put(part, moved_drawing(self._parts[part], moved))

    def write_rest(self, sheets: list[XmlSheet], origin: str) -> None:
        """Write what the workbook itself says: names of areas and of our numbers, and that it has to compute anew."""
        keep_formats(self._parts, self._book, self._formats)
        kept_numbers = {name: kept(number) for name, (_, number) in self.numbers.items()}
        from_1904 = self._formats.count_from_1904
        lists = [
            *((area.listed, area.list_texts(counts_from_1904=from_1904)) for area in self.areas),
            *((listed, None) for listed in self.inline),
        ]
        kept_lists = {f"{LIST}{place:04}": kept_list(*listed) for place, listed in enumerate(lists, 1)}
        keep(self._parts, {OURS: origin, **kept_numbers, **kept_lists})
        self._parts[_TYPES] = self._parts[_TYPES].replace(_TEMPLATE, _SHEETS)
        if any(self._moves.values()):
            for sheet in [*(sheet.part for sheet in sheets), *self._hanging_on(self._book, "chartsheet")]:
                for drawing in self._hanging_on(sheet, "drawing"):
                    for chart in self._hanging_on(drawing, "chart"):
                        self._put(chart, edited(self._parts[chart], moved_areas(self._parts[chart], "", self._moves)))
            for chain in self._hanging_on(self._book, "calcChain"):
                self._put(chain, edited(self._parts[chain], list(self._moved_chain(self._parts[chain]))))
        for cache in self._hanging_on(self._book, "pivotCacheDefinition"):
            self._put(cache, self._anew(self._parts[cache]))
        self._put(self._book, self._named(self._parts[self._book]))

    def _anew(self, xml: bytes) -> bytes:
        """Return what a pivot table counts, where its rows are now; on opening it counts anew."""
        root = tree(xml)
        edits: list[Edit] = [
            (root.start, root.inside, with_attribute(xml[root.start : root.inside], "refreshOnLoad", 1))
        ]
        for node in root.all("worksheetSource"):
            if "ref" in node.attributes:
                ref = moved_area(node.attributes["ref"], node.attributes.get("sheet", ""), self._moves)
                edits.append((node.start, node.inside, with_attribute(xml[node.start : node.inside], "ref", ref)))
        return edited(xml, edits)

    def _moved_chain(self, xml: bytes) -> Iterator[Edit]:
        """Yield the edits of the list of formulas: where it names a cell without one, Excel calls the file damaged."""
        sheets = {
            node.attributes.get("sheetId"): node.attributes["name"]
            for node in tree(self._parts[self._book]).all("sheet")
        }
        sheet: str | None = None
        for node in tree(xml).children:
            sheet = node.attributes.get("i", sheet)  # that of the one before, where it states none
            moved = moved_formula(node.attributes.get("r", ""), sheets.get(sheet, ""), self._moves)
            yield node.start, node.inside, with_attribute(xml[node.start : node.inside], "r", moved)

    def _named(self, xml: bytes) -> bytes:
        edits = moved_areas(xml, "", self._moves) if any(self._moves.values()) else []
        root = tree(xml)
        w = root.prefix
        named = {name: where for name, (where, _) in self.numbers.items()}
        named |= {
            f"{LIST}{place:04}" + (f"_{area.height}" if area.height > 1 else ""): area.reference
            for place, area in enumerate(self.areas, 1)
        }
        new = "".join(
            f'<{w}definedName name="{name}" hidden="1">{escaped(where)}</{w}definedName>'
            for name, where in named.items()
        ).encode()
        names = root.first("definedNames")
        old = [node for node in names.children if is_ours(node.attributes.get("name", ""))] if names else []
        places = [(node.start, node.end) for node in old]
        edits = [edit for edit in edits if not any(start <= edit[0] < end for start, end in places)]
        edits += [(start, end, b"") for start, end in places]
        if names is not None:
            edits.append(inserted(xml, names, new))
        elif new:
            edits.append(
                _before(root, _BEHIND_NAMES, f"<{w}definedNames>".encode() + new + f"</{w}definedNames>".encode())
            )
        computing = root.first("calcPr")
        if computing is None:
            edits.append(_before(root, _BEHIND_CALCULATION, f'<{w}calcPr fullCalcOnLoad="1"/>'.encode()))
        else:
            tag = xml[computing.start : computing.inside]
            edits.append((computing.start, computing.inside, with_attribute(tag, "fullCalcOnLoad", 1)))
        return edited(xml, edits)

    def _hanging_on(self, part: str, *kinds: str) -> list[str]:
        """Return the parts of some kinds to which a part refers."""
        return [name for kind in kinds for name in self._parts.all_related(part, kind).values() if name in self._parts]

    def _put(self, part: str, content: bytes) -> None:
        if content != self._parts[part]:
            self._parts[part] = content


def _before(root: Node, names: tuple[str, ...], content: bytes) -> Edit:
    """Return the edit that puts content before the first of some parts, or at the end."""
    at = next((node.start for node in root.children if node.name in names), root.close)
    return at, at, content


def found_in(path: Path) -> FoundPaper:
    """Return what a workbook keeps of its numbers and lists, and what stands in the cells of our names."""
    with opened_workbook(path) as parts, guarded(path.name):
        read = {
            (sheet.name, row.number, cell.column): cell
            for sheet in sheets_of(parts, path.name)
            for row in sheet.rows
            for cell in row.cells
        }
        cells = {place: shown_in(cell) for place, cell in read.items()}
        book = parts.related("", "officeDocument") or "xl/workbook.xml"
        named = {
            node.attributes.get("name", ""): node.text
            for node in tree(parts[book]).all("definedName")
            if "#REF" not in node.text
        }
        places = {name: _place_of(where) for name, where in named.items() if is_ours(name) and name.startswith(NUMBER)}
        numbers = {
            name: FoundNumber(text, f"{place[0]}, {address(*place[1:])}", value=_value(read[place]))
            for name, place in places.items()
            if (text := cells.get(place, ""))
        }
        formulas = {place for place, cell in read.items() if cell.formula is not None}
        others = {*places.values(), *formulas}
        areas = {name: read_area(where) for name, where in named.items() if is_ours(name) and name.startswith(LIST)}

        def text_at(*cell: *tuple[str, int, int]) -> str:
            return cells.get(cell, "") if cell not in others else ""

        rows: dict[str, list[FoundRow]] = {}
        for name, area in areas.items():
            listed, _, height = name.partition("_")
            rows[listed] = list(rows_in(text_at, area, int(height or 1), areas.values()))
        custom = kept_in(parts)
        return FoundPaper(custom, numbers, rows, lost_formulas(custom.get(OURS, ""), formulas, areas.values()))


def _place_of(where: str) -> tuple[str, int, int]:
    sheet, _, reference = where.rpartition("!")
    name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    return name, *place(reference.replace("$", ""))


def _value(cell: XmlCell) -> float | None:
    return None if cell.text or cell.attributes.get("t", "n") != "n" else float(cell.value)
