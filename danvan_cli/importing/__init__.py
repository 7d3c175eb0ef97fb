"""Lists that somebody sent -> what is written of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from danvan_cli.domain.errors import NOTHING_WRITTEN, InputError, Mistake, RequestError, UnlistedError
from danvan_cli.domain.fields import TABLES, key_names
from danvan_cli.domain.messages import NO_KEY, Message
from danvan_cli.domain.record_types import MODELS, PUBLISHED_FIGURES, RECORD_TYPES
from danvan_cli.domain.unit_names import days_of_years
from danvan_cli.domain.unlisted_units import UnlistedUnitError
from danvan_cli.domain.vietnamese_names import BothNames, all_of, nearest_of, option_name
from danvan_cli.importing.columns import KINDS, PREPARED, REVIEWED, fields_of
from danvan_cli.importing.doubted_cells import with_cells
from danvan_cli.importing.list_values import stated_year
from danvan_cli.importing.model_names import MODEL_NOT_IN_LISTS
from danvan_cli.importing.models import ModelLookup
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.record_planner import ROW_REMOVED, RecordPlanner
from danvan_cli.importing.remarks import ROW_KEPT, ROW_SUPERSEDED, remarks_on
from danvan_cli.importing.results import ImportPart, ImportResult, RowCounts, add_counts, counts_of, join_parts
from danvan_cli.importing.row_reader import RowReader
from danvan_cli.importing.sheet_lists import Fault, ListOnSheet
from danvan_cli.importing.unit_rows import UnitChanges, read_units, write_units
from danvan_cli.importing.unknown_units import UnknownUnit, add_unknown, unknown_units
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.awarding import doubts_of_repeated
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.near_units import is_nearly_called
from danvan_cli.recording.plan import ALL_THERE, Remark, Step, plan
from danvan_cli.recording.recognizing import doubts_of_decisions
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

COLUMN_LACKS = Message(
    "column-lacks",
    N_("The list has no column that states {key}. If a column does: --map; if it holds for all: --default."),
)
UNIT_COLUMN_LACKS = Message(
    "unit-column-lacks",
    N_("The list has no column that states {key}. If a column does: --map; if the list is one unit's: --unit."),
)
LISTS_COLLIDE = Message(
    "lists-collide", N_("Two of the lists would both write {path}. Import them one after the other.")
)
_NOT_FOR_ALL = {"mark", PREPARED.key, "id", "claims"}
IMPORTED = Message("imported", N_("Written from the lists ({number}): {names}"), severity="remark")

# What is recorded row by row; a source's claims stand in one file.
_IN_TURN = tuple(record_type.folder for record_type in RECORD_TYPES.values() if not record_type.entries)
ReaderOf = Callable[[ListOnSheet], RowReader]


def import_lists(
    lookup: RecordLookup,
    sheet_lists: Sequence[ListOnSheet],
    options: ImportOptions,
    sheet_remarks: Sequence[Remark] = (),
) -> ImportResult:
    """Plan what the lists state; return that, or all that is wrong in them.

    `sheet_remarks` tell of the sheets that hold no list. Raise InputError where a year is missing.
    """
    _require_year(sheet_lists, options)
    _refuse_unknown_defaults(sheet_lists, options)
    options = _with_units(lookup.lists, options)
    units = _plan_units(lookup, sheet_lists, options)
    models = ModelLookup(lookup, units.lists, with_models=bool(_lists_of_kind(sheet_lists, MODELS.folder)))
    planner = RecordPlanner(lookup, options, models, units.lists)

    def reader_of(sheet_list: ListOnSheet) -> RowReader:
        return RowReader(units.lists, sheet_list, options, models.find)

    def read_rows(of_kind: Sequence[ListOnSheet]) -> tuple[list[ParsedRow], list[Fault]]:
        rows, faults = _read_rows(of_kind, reader_of)
        return rows, list(map(units.restated, faults))

    before_rows = [fault for sheet_list in sheet_lists for fault in sheet_list.faults]
    whole = join_parts([ImportPart(faults=tuple(before_rows)), units.part])
    for kind in _IN_TURN:
        rows, faults = read_rows(_lists_of_kind(sheet_lists, kind))
        whole = join_parts([whole, ImportPart(faults=tuple(faults))])
        whole = join_parts([whole, planner.plan(RECORD_TYPES[KINDS[kind]], rows, faulty=bool(whole.faults))])
    if reviews := _lists_of_kind(sheet_lists, "review"):
        from danvan_cli.importing.reviews import plan_reviews  # noqa: PLC0415 - once a year

        whole = join_parts([whole, plan_reviews(lookup, models, reviews, options)])
    if sources := _lists_of_kind(sheet_lists, PUBLISHED_FIGURES.folder):
        from danvan_cli.importing.figure_rows import plan_figures  # noqa: PLC0415 - hardly ever

        rows, faults = read_rows(sources)
        figures = plan_figures(lookup, rows, overwrite=options.overwrite)
        whole = join_parts([whole, ImportPart(faults=tuple(faults)), figures])
    _refuse_collisions(whole.steps)
    doubted = doubts(lookup, [step for step in whole.steps if step.kind != "unit"], units.lists)
    doubted += [] if options.overwrite else doubts_of_decisions(whole.steps)
    doubted += doubts_of_repeated(lookup, whole.steps)
    doubted = list(with_cells(doubted, dict(whole.rows)))
    unknown = [] if options.add_units else unknown_units(whole.faults)
    understood = remarks_on(sheet_lists, options, whole, units.lists)
    result = _result(sheet_lists, whole, unknown, [*sheet_remarks, *understood, *doubted])
    has_new_units = bool(units.entries or units.changes)
    return replace(result, plan=result.plan._replace(lists=units.lists if has_new_units else None))


def _result(
    sheet_lists: Sequence[ListOnSheet], whole: ImportPart, unknown: Iterable[UnknownUnit], remarks: Sequence[Remark]
) -> ImportResult:
    faults = _in_order(sheet_lists, _but_for_consequences(sheet_lists, whole.faults))
    refused = RowCounts(refused=len({fault.spot[:3] for fault in whole.faults}))
    names = [unit.name for unit in unknown if not is_nearly_called(unit.name, unit.near)]
    kept = any(remark.message in (ROW_KEPT, ROW_REMOVED, ROW_SUPERSEDED) for remark in remarks)
    return ImportResult(
        plan=plan(IMPORTED, whole.steps, remarks)._replace(nothing=NOTHING_WRITTEN if kept else ALL_THERE),
        faults=tuple(faults),
        unknown_units=tuple(dict.fromkeys(names)),
        counts=add_counts([whole.counts, counts_of(whole.steps), refused]),
        unlisted=next(_unlisted_cells(sheet_lists, faults), None),
        exit_code=int(bool(faults) or any(remark.is_undone for remark in remarks)),
        doubts=whole.doubts,
        questions=whole.questions,
    )


def _but_for_consequences(sheet_lists: Iterable[ListOnSheet], faults: Sequence[Fault]) -> list[Fault]:
    """Leave out that a row names no model of the list where that model's own row is faulty: mended, it is one."""
    faulty = {fault.spot[:3] for fault in faults if fault.why.message is not MODEL_NOT_IN_LISTS}
    titles = {
        fold(str(row.cells["title"].value))
        for sheet_list in sheet_lists
        for row in sheet_list.rows
        if "title" in row.cells and (sheet_list.file, sheet_list.sheet.name, row.at) in faulty
    }
    return [
        fault
        for fault in faults
        if fault.why.message is not MODEL_NOT_IN_LISTS or fold(str(fault.why.params["value"])) not in titles
    ]


def _with_units(lists: Lists, options: ImportOptions) -> ImportOptions:
    """Return the options with the ids of the units that they name; raise InputError."""
    days = days_of_years(options.year) if options.year else None
    ids: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for key, typed in (("unit", options.unit), ("parent", options.parent)):
        try:
            ids[key] = find_unit(lists, typed, days) if typed else ""
        except RequestError as why:
            mistakes.append(Mistake(key, why))
    if mistakes:
        raise InputError(mistakes)
    return replace(options, unit=ids["unit"], parent=ids["parent"])


def _unlisted_cells(sheet_lists: Sequence[ListOnSheet], faults: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Yield the cells that hold no entry of their column's list: the column's heading, and the text."""
    for fault in faults:
        if not isinstance(fault.why, UnlistedError) or isinstance(fault.why, UnlistedUnitError):
            continue
        for sheet_list in sheet_lists:
            is_there = (sheet_list.file, sheet_list.sheet.name) == fault.spot[:2]
            if is_there and fault.spot.row > sheet_list.headings[0] and fault.spot.column in sheet_list.titles:
                yield " ".join(sheet_list.titles[fault.spot.column]), fault.why.typed


def _require_year(sheet_lists: Sequence[ListOnSheet], options: ImportOptions) -> None:
    """Refuse lists that say nowhere of which campaign year they are; raise InputError."""
    for sheet_list in sheet_lists:
        in_rows = "year" in sheet_list.columns.values() or any("year" in row.sections for row in sheet_list.rows[:1])
        stated = in_rows or stated_year(sheet_list)
        if options.year is None and sheet_list.kind != "units" and not stated:
            raise InputError(missing=["year"])


def _refuse_unknown_defaults(sheet_lists: Sequence[ListOnSheet], options: ImportOptions) -> None:
    """Refuse what was said to hold for all rows of no list's key; raise InputError."""
    names = {
        key.partition(".")[0]: name
        for sheet_list in sheet_lists
        if sheet_list.kind in KINDS
        for table in (fields_of(sheet_list.kind), TABLES[KINDS[sheet_list.kind]])
        for key, name in key_names(table).items()
    }
    if _lists_of_kind(sheet_lists, "review"):
        names |= {key: name for key, name in key_names(TABLES[MODELS.name]).items() if key in REVIEWED}
    unknown_keys = [key for key in options.defaults if key.partition(".")[0] not in names]
    if unknown_keys:
        offered = {key: name for key, name in sorted(names.items()) if key not in _NOT_FOR_ALL}
        offered |= {"year": option_name("year")} if "year" in offered else {}
        raise InputError(
            Mistake(
                f"--default {key}=",
                RequestError(NO_KEY, value=_both_names(key), near=nearest_of(key, offered), known=all_of(offered)),
            )
            for key in unknown_keys
        )


def _both_names(key: str) -> BothNames:
    """Return what a key of another kind of list is called in both languages, as it was typed where none has it."""
    names = [key_names(table)[key] for table in TABLES.values() if key in table]
    return BothNames(key, names[0] if names else key)


def _lists_of_kind(sheet_lists: Iterable[ListOnSheet], kind: str) -> list[ListOnSheet]:
    return [sheet_list for sheet_list in sheet_lists if sheet_list.kind == kind]


def _plan_units(lookup: RecordLookup, sheet_lists: Sequence[ListOnSheet], options: ImportOptions) -> UnitChanges:
    """Plan the units that lists state, and those that others name and units.yaml does not know, if it was asked for."""
    changes = read_units(lookup.lists.kept(), _lists_of_kind(sheet_lists, "units"), options)
    if options.add_units:
        changes = add_unknown(changes, options, lambda lists: _unknown_units(lists, sheet_lists, options))
    return write_units(lookup, changes)


def _unknown_units(lists: Lists, sheet_lists: Sequence[ListOnSheet], options: ImportOptions) -> list[UnknownUnit]:
    """Find the units that no list knows; what else is wrong with the rows is found when they are read for good."""
    units: list[UnknownUnit] = []
    for kind in _IN_TURN:
        _, faults = _read_rows(
            _lists_of_kind(sheet_lists, kind),
            lambda sheet_list: RowReader(lists, sheet_list, options, lambda name: name.text),
        )
        units += unknown_units(faults)
    return units


def _read_rows(sheet_lists: Iterable[ListOnSheet], reader_of: ReaderOf) -> tuple[list[ParsedRow], list[Fault]]:
    """Read the rows of lists; return those that can be, and what is wrong with the others."""
    rows: list[ParsedRow] = []
    faults: list[Fault] = []
    for sheet_list in sheet_lists:
        reader = reader_of(sheet_list)
        for row in sheet_list.rows:
            parsed = reader.read(row)
            if isinstance(parsed, ParsedRow):
                rows.append(parsed)
            else:
                faults += parsed
    return rows, faults


def _refuse_collisions(steps: Iterable[Step]) -> None:
    """Refuse two lists that speak of one record, such as a review and a new list of the same round.

    Raise RequestError.
    """
    paths = Counter(step.path for step in steps)
    twice = [path for path, number in paths.items() if number > 1]
    if twice:
        raise RequestError(LISTS_COLLIDE, path=twice[0])


def _in_order(sheet_lists: Sequence[ListOnSheet], faults: Iterable[Fault]) -> list[Fault]:
    """Put faults in the order of files, sheets and rows, one a cell; what a list has no column for is missing once."""
    places = {(sheet_list.file, sheet_list.sheet.name): number for number, sheet_list in enumerate(sheet_lists)}
    lacking = [_MissingColumns(sheet_list) for sheet_list in sheet_lists]
    restated = (_as_missing_column(lacking, fault) for fault in faults)
    first: dict[object, Fault] = {}
    for fault in restated:
        first.setdefault(fault.spot if fault.spot.column else (fault.spot, fault.why.message, fault.key), fault)
    return sorted(
        first.values(), key=lambda fault: (places.get(fault.spot[:2], len(places)), fault.spot.row, fault.spot.column)
    )


class _MissingColumns:
    """What a list has no column for, and which rows are its own: several may stand on one sheet."""

    def __init__(self, sheet_list: ListOnSheet) -> None:
        self.sheet_list = sheet_list
        self._keys = {key.partition("=")[0] for key in sheet_list.columns.values()}
        self._rows = {row.at for row in sheet_list.rows}

    def is_cause_of(self, fault: Fault) -> bool:
        """Whether the fault is that the list lacks a column."""
        spot = fault.spot
        is_on_sheet = (self.sheet_list.file, self.sheet_list.sheet.name) == spot[:2] and spot.row in self._rows
        return is_on_sheet and fault.key not in self._keys and not (fault.key == "unit" and "who" in self._keys)


def _as_missing_column(lists: Iterable[_MissingColumns], fault: Fault) -> Fault:
    """Return a fault as it is; of what no row states, for there is no column for it, that the list lacks the column."""
    if not fault.lacks_key or fault.spot.column:
        return fault
    sheet_list = next((lacking.sheet_list for lacking in lists if lacking.is_cause_of(fault)), None)
    if sheet_list is None:
        return fault
    spot = fault.spot._replace(row=sheet_list.headings[0])
    by_key, by_unit = RequestError(COLUMN_LACKS, key=fault.key), RequestError(UNIT_COLUMN_LACKS, key=fault.key)
    return Fault(spot, by_unit if fault.key == "unit" else by_key, fault.key)
