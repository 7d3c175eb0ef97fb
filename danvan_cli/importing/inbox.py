"""The files that somebody sent, read as the options say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import OFFICE, find_key
from danvan_cli.domain.messages import GIVEN_TWICE, NO_PAIR, Message
from danvan_cli.domain.names import OFFICE_FILE
from danvan_cli.domain.reading import MAPPED_VALUES, read_office
from danvan_cli.domain.rules import MAP_SHAPE
from danvan_cli.importing.columns import KINDS, fields_of, find_kind
from danvan_cli.importing.detection import WantedLists, is_column, read_lists
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.record_documents import RecordDocument, lists_of_document, read_document
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.importing.stated_unit import stated_unit
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.spreadsheet.errors import FileFormatError, NoReadableFileError
from danvan_cli.spreadsheet.reading import read_book, read_unchecked
from danvan_cli.spreadsheet.sheets import Book, Spot, column_name
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NO_LIST = Message(
    "no-list", N_("No list was found in {files}. Name what it holds by --kind, and its columns by --map.")
)
NO_LIST_OF_KIND = Message(
    "no-list-of-kind", N_("No list of that kind was found in {files}. Name its columns by --map.")
)
NO_LIST_MAPPED = Message(
    "no-list-mapped",
    N_(
        "No list was found in {files}, not even with these columns. Compare its headings with those of a template: "
        "danvan template"
    ),
)
NO_MAP = Message(
    "no-map", N_("danvan.yaml has no mapping “{value}”. Nearest: {near}. Write HEADING=KEY, or a name under maps.")
)
BAD_MAP = Message(
    "bad-map",
    N_(
        "danvan.yaml, line {line}: what stands under maps cannot be read. Write heading: key, and under values the"
        " column with lines below it, text: value."
    ),
)
NO_MAP_VALUE = Message(
    "no-map-value", N_('“{value}” does not say what a cell means. Write --map-value "COLUMN: text=value".')
)
NO_MAP_COLUMN = Message(
    "no-map-column",
    N_("--map-value: no list has a column “{value}” that is taken. Nearest: {near}. There are: {known}."),
)
NO_ENCODING = Message("no-encoding", N_("--from-encoding {value}: there are {known}."))
NO_ROWS = Message("no-rows", N_("“{value}” are no rows. Write 5-200."))
ANNOTATE_FOLDER = Message(
    "annotate-folder", N_("Several files have faults: give a folder that is there instead of {value}.")
)
ANNOTATE_OWN = Message(
    "annotate-own", N_("{value} is one of the lists themselves. Give another name or folder for the marked ones.")
)
NO_LIST_BUT = Message("no-list-but", N_("No list was found in {files}. {name} is not taken: {what}."))
TABLE_LEFT = Message(
    "table-left", N_("{name}: the table with headings in row {row} not taken ({what})."), severity="remark"
)
ANNOTATE_RECORDS = Message(
    "annotate-records", N_("{file} holds records and no cells that could be marked. Mend it at the places named above.")
)
SHEET_LEFT = Message("sheet-left", N_("{name}: sheet not taken ({what})."), severity="remark")

_UNICODE = "unicode"
_ENCODINGS = (_UNICODE, "tcvn3", "vni")
# Why a sheet is left.
_LEFT = {
    "hidden": N_("it is hidden; to take it: --hidden"),
    "empty": N_("it is empty"),
    "no-headings": N_("no headings of a list were found; if it is one: --kind"),
    "no-headings-of-kind": N_("no headings of such a list were found; if it is one: --map"),
    "not-wanted": N_("not asked for"),
    "guide": N_("its name or title says that it is a guide; to take it: --sheet, of a CSV file --rows"),
    "example": N_("its name or title says that it is an example; to take it: --sheet, of a CSV file --rows"),
    "catalogue": N_("its name or title says that it is a catalogue; to take it: --sheet, of a CSV file --rows"),
    "nameless": N_("its rows name nobody, no unit and no model: a catalogue, or a table of numbers"),
}
CellMeanings = dict[str, dict[str, str]]
_LIKE_A_LIST = ("guide", "example", "catalogue", "nameless")
_UNTOLD = ("not-wanted", "aside")


class Inbox:
    """Files, each read once."""

    def __init__(self, files: Sequence[Path], options: ImportOptions) -> None:
        self._options = options
        if options.encoding not in (None, *_ENCODINGS):
            raise RequestError(NO_ENCODING, value=str(options.encoding), known=", ".join(_ENCODINGS))
        expanded = [path for file in files for path in _expand(file)]
        self.files = dict(zip(_names(expanded), expanded, strict=True))

    @cached_property
    def _read(self) -> tuple[list[Book], list[RecordDocument]]:
        books, documents, errors = list[Book](), list[RecordDocument](), list[FileFormatError]()
        for name, file in self.files.items():
            try:
                document = read_document(file)
                if document is None:
                    books.append(replace(self._read_book(file), file=name))
                else:
                    documents.append(document._replace(file=name))
            except FileFormatError as why:
                errors.append(why)
        if errors:
            raise NoReadableFileError(errors)
        return books, documents

    def _read_book(self, file: Path) -> Book:
        encoding = self._options.encoding
        return read_unchecked(file) if encoding == _UNICODE else read_book(file, encoding)

    def read(self) -> None:
        """Read the files, if they are not read yet; raise NoReadableFileError with all that cannot be."""
        _ = self._read

    def lists(self, lookup: RecordLookup) -> tuple[list[ListOnSheet], list[Remark]]:
        """Find the lists on the sheets; return also remarks on the sheets that hold none.

        Raise RequestError where there is no list at all.
        """
        sheet_lists: list[ListOnSheet] = []
        skipped: dict[tuple[str, str, int], str] = {}
        options = self._options
        mapping, meant = self._map(lookup)
        wanted = WantedLists(None, options.sheets, options.rows, mapping, meant, options.year, options.hidden)
        kinds: list[str | None] = [*dict.fromkeys(map(find_kind, options.kinds))] or [None]
        books, documents = self._read
        for document in documents:
            sheet_lists += lists_of_document(document, lookup, [kind for kind in kinds if kind], options.sheets)
        for book in books:
            for kind in kinds:
                lists, skipped_sheets = read_lists(book, wanted._replace(kind=kind), lookup.lists)
                for sheet_list in lists:
                    sheet_list.unit = stated_unit(book)
                sheet_lists += lists
                skipped |= {(book.file, left.sheet, left.row): left.why for left in skipped_sheets}
        if not sheet_lists:
            raise _no_list(", ".join(self.files), skipped, options)
        _refuse_unknown_columns(read_map_values(options.map_values), sheet_lists)
        return sheet_lists, list(_remarks_on_skipped(skipped, sheet_lists, with_kinds=bool(options.kinds)))

    def _map(self, lookup: RecordLookup) -> tuple[dict[str, str], CellMeanings]:
        """Return {heading: key} and {column: {text: value}}, as they are kept in danvan.yaml and as they were typed.

        Raise RequestError.
        """
        mapping: dict[str, str] = {}
        meant: CellMeanings = {}
        for typed in self._options.maps:
            heading, equals, key = typed.partition("=")
            stored = ({heading.strip(): key.strip()}, {}) if equals else _stored_map(lookup, typed)
            mapping |= stored[0]
            meant = _with_meanings(meant, stored[1])
        return mapping, _with_meanings(meant, read_map_values(self._options.map_values))


def _expand(file: Path) -> list[Path]:
    """Return the files that a name with wildcards fits: the shells of Windows leave that to the program."""
    if file.exists() or not any(sign in file.name for sign in "*?["):
        return [file]
    return sorted(path for path in file.parent.glob(file.name) if not path.name.startswith("~$")) or [file]


def _remarks_on_skipped(
    skipped: Mapping[tuple[str, str, int], str], sheet_lists: Iterable[ListOnSheet], *, with_kinds: bool
) -> Iterator[Remark]:
    """Tell which sheets and tables are left, but for those that are taken as a list of another kind."""
    sheets = {(sheet_list.file, sheet_list.sheet.name) for sheet_list in sheet_lists}
    tables = {(sheet_list.file, sheet_list.sheet.name, sheet_list.headings[0]) for sheet_list in sheet_lists}
    for (file, sheet, row), reason in skipped.items():
        is_taken = (file, sheet, row) in tables if row else (file, sheet) in sheets
        if not is_taken and reason not in _UNTOLD:
            name = " › ".join(part for part in (file, sheet) if part)
            what = _LEFT["no-headings-of-kind" if with_kinds and reason == "no-headings" else reason]
            yield remark(TABLE_LEFT, name=name, row=row, what=what) if row else remark(SHEET_LEFT, name=name, what=what)


def _no_list(files: str, skipped: Mapping[tuple[str, str, int], str], options: ImportOptions) -> RequestError:
    """Return that there is no list, with the table that looks like one and is left, if any is."""
    like_one = next((key for key, why in skipped.items() if why in _LIKE_A_LIST), None)
    if like_one is None:
        message = NO_LIST_MAPPED if options.maps else NO_LIST_OF_KIND if options.kinds else NO_LIST
        return RequestError(message, files=files)
    name = " › ".join(part for part in like_one[:2] if part)
    return RequestError(NO_LIST_BUT, files=files, name=name, what=_LEFT[skipped[like_one]])


def _names(files: Iterable[Path]) -> list[str]:
    """Return files' names; of those of one name with their folders. Raise RequestError for one named twice."""
    listed = list(files)
    short_names = [file.name for file in listed]
    names = [f"{file.parent.name}/{file.name}" if short_names.count(file.name) > 1 else file.name for file in listed]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise RequestError(GIVEN_TWICE, value=twice)
    return names


def _stored_map(lookup: RecordLookup, name: str) -> tuple[dict[str, str], CellMeanings]:
    """Return what danvan.yaml keeps under a name: {heading: key}, and what cells mean. Raise RequestError."""
    reading, _ = read_office(OFFICE_FILE, lookup.source.read(OFFICE_FILE), {})
    maps = reading.stated.values.get(OFFICE["maps"].key) or {}
    mapping = maps.get(name)
    if not isinstance(mapping, dict):
        raise RequestError(NO_MAP, value=name, near=nearest(name, maps) or "–")
    odd = next((problem for problem in reading.problems if problem.rule is MAP_SHAPE), None)
    if odd:
        raise RequestError(BAD_MAP, line=odd.place.line)
    keys = {heading: str(key) for heading, key in mapping.items() if not isinstance(key, dict)}
    meant = {key: value for key, value in mapping.items() if isinstance(value, dict)}.get(MAPPED_VALUES, {})
    return keys, {column: {text: str(value) for text, value in texts.items()} for column, texts in meant.items()}


def _with_meanings(meant: CellMeanings, more: CellMeanings) -> CellMeanings:
    """Put together what cells mean; what was said later goes first."""
    return {column: {**meant.get(column, {}), **more.get(column, {})} for column in {**meant, **more}}


def read_map_values(typed: Iterable[str]) -> CellMeanings:
    """Read `column: text=value`, as {column: {text: value}}; raise RequestError.

    Without a value, the text states nothing.
    """
    meant: CellMeanings = {}
    for pair in typed:
        column, colon, rest = pair.partition(":")
        text, equals, value = rest.rpartition("=")
        if not (colon and equals and column.strip() and text.strip()):
            raise RequestError(NO_MAP_VALUE, value=pair)
        meant.setdefault(column.strip(), {})[text.strip()] = value.strip()
    return meant


def _refuse_unknown_columns(meant: CellMeanings, sheet_lists: Iterable[ListOnSheet]) -> None:
    """Refuse what is said of cells in a column that no list has, or takes. Raise RequestError."""
    columns = [
        (sheet_list.titles[column], column_name(column))
        for sheet_list in sheet_lists
        for column in sheet_list.columns
        if column in sheet_list.titles
    ]
    for named in meant:
        if not any(is_column(named, path, letters) for path, letters in columns):
            headings = list(dict.fromkeys(" ".join(path) for path, _ in columns))
            near = nearest(named, headings) or "–"
            raise RequestError(NO_MAP_COLUMN, value=named, near=near, known=", ".join(headings))


def read_rows(typed: str | None) -> tuple[int, int] | None:
    """Read `5-200`; raise RequestError."""
    if not typed:
        return None
    first, dash, last = typed.replace(" ", "").partition("-")
    if not (dash and first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
        raise RequestError(NO_ROWS, value=typed)
    if not 0 < int(first) <= int(last):
        raise RequestError(NO_ROWS, value=typed)
    return int(first), int(last)


def read_defaults(typed: Iterable[str]) -> dict[str, str]:
    """Read `key=value`, the key as files have it or in Vietnamese; raise RequestError."""
    keys = {key: field for kind in reversed(KINDS) for key, field in fields_of(kind).items()}
    defaults: dict[str, str] = {}
    for pair in typed:
        key, equals, value = pair.partition("=")
        if not (equals and key.strip() and value.strip()):
            raise RequestError(NO_PAIR, value=pair)
        whole, (name, dot, part) = find_key(keys, key), key.partition(".")
        defaults[whole if whole in keys else f"{find_key(keys, name)}{dot}{part.strip()}"] = value.strip()
    return defaults


def annotate_all(
    inbox: Inbox, marks: Sequence[tuple[Spot, str]], out: Path, *, force: bool
) -> Iterator[tuple[Path, Sequence[str]]]:
    """Write the clerk's own workbooks with what is wrong in them; yield each, and what could not be kept of it.

    `marks` are the cells, each with the sentence that is written to it.
    """
    from danvan_cli.spreadsheet.annotation import annotate  # noqa: PLC0415 - only who asks for it needs what marks

    if of_records := next((spot for spot, _ in marks if spot.within), None):
        raise RequestError(ANNOTATE_RECORDS, file=of_records.file)
    names = [name for name in inbox.files if any(spot.file == name for spot, _ in marks)]
    if len(names) > 1 and not out.is_dir():
        raise RequestError(ANNOTATE_FOLDER, value=str(out))
    for name, target in _targets(inbox, names, out).items():
        in_file = [(spot.sheet, spot.row, spot.column, why) for spot, why in marks if spot.file == name]
        yield target, annotate(inbox.files[name], target, in_file, force=force)


def _targets(inbox: Inbox, names: Sequence[str], out: Path) -> dict[str, Path]:
    """Return the file that each is written to; raise RequestError where that is one of the lists that were sent."""
    targets = dict(zip(names, _targets_in(out, names), strict=True)) if out.is_dir() else dict.fromkeys(names, out)
    for target in targets.values():
        if target.exists() and any(target.samefile(file) for file in inbox.files.values()):
            raise RequestError(ANNOTATE_OWN, value=str(target))
    return targets


def _targets_in(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Yield a file in a folder for each; `list.csv` beside `list.xlsx`, and files of one name, keep more of theirs."""
    from danvan_cli.spreadsheet.annotation import annotated_name  # noqa: PLC0415 - as above

    short_names = [annotated_name(Path(Path(name).name)) for name in names]
    for name, wanted in zip(names, short_names, strict=True):
        whole = name.replace("/", "-")
        alone = sum(short_name.casefold() == wanted.casefold() for short_name in short_names) == 1
        longer = whole if annotated_name(Path(whole)) == whole else f"{whole}.xlsx"
        yield folder / (wanted if alone else longer)
