"""What an import has to say beside its steps: how each list was understood, and what did not become of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.messages import Message, Severity
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.importing.amounts import in_own_unit
from danvan_cli.importing.columns import LIST_LABELS
from danvan_cli.importing.list_levels import level_remarks
from danvan_cli.importing.list_values import stated_year
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.outcomes import KeptRecord
from danvan_cli.importing.results import ImportPart
from danvan_cli.importing.row_reader import PEOPLE
from danvan_cli.importing.sheet_lists import ListOnSheet, SkippedRow
from danvan_cli.importing.title_hints import title_remarks
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.plan import PROBLEM, Remark, remark
from danvan_cli.spreadsheet.sheets import Value, column_name
from danvan_cli.text.amount_units import split_amount
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import counted_people
from danvan_cli.text.syllables import words_without_u

ROW_KEPT = Message(
    "row-kept",
    N_(
        "{path} was changed since this list gave it, and stays as it is. In the list ({spot}): {changes}. "
        "To take the list's: --overwrite"
    ),
    severity="left",
)
ROW_SUPERSEDED = Message(
    "row-superseded",
    N_(
        "{path} was changed by a list taken later ({file}), and stays as it is. In this list ({spot}): {changes}. "
        "If this list is the newer one: --overwrite"
    ),
    severity="left",
)
LIST_READ = Message("list-read", N_("{name}: {number} rows ({what}), headings in row {heading}."), severity="remark")
RECORDS_READ = Message("records-read", N_("{name}: {number} records ({what})."), severity="remark")
ROWS_SKIPPED = Message("rows-skipped", N_("{name}: rows {rows} not taken ({what}): {texts}"), severity="remark")
ROWS_UNTOUCHED = Message(
    "rows-untouched",
    N_("{name}: rows {rows} came back as they were sent out, and are no records."),
    severity="remark",
)
TOTAL_DIFFERS = Message(
    "total-differs", N_("{spot}: the total says {stated}, the list has {counted} rows."), severity="doubt"
)
COLUMN_UNKNOWN = Message(
    "column-unknown",
    N_('{name}: column {column} “{heading}” is not taken. If it belongs to a key: --map "{heading}=…"'),
    severity="remark",
)
COLUMN_UNTITLED = Message(
    "column-untitled",
    N_("{name}: column {column} has no heading, and is not taken. If it belongs to a key, give it one."),
    severity="remark",
)
AMOUNTS_CONVERTED = Message(
    "amounts-converted",
    N_("{name}: column {column} “{heading}” is in {stated}, and taken in {own}: {value} → {number}."),
    severity="remark",
)
AMOUNTS_LEFT = Message(
    "amounts-left",
    N_(
        "{name}: column {column} “{heading}” is not taken: nobody knows what “{stated}” is in the unit of the record."
        " Convert the column and correct what is said of its unit."
    ),
    severity="remark",
)
PEOPLE_IN_WORDS = Message(
    "people-in-words",
    N_("{name}: column {column} “{heading}”: “{value}” is taken as {number}, and kept in the note as it stands there."),
    severity="remark",
)
TEXT_IN_BOX = Message(
    "text-in-box",
    N_("{spot}: what stands in a text box is not taken: “{text}”. If it belongs to the list, write it into the cell."),
    severity="remark",
)
LETTERS_LOST = Message(
    "letters-lost",
    N_(
        "{name}: words that are no Vietnamese syllable ({number}), as where a mail program dropped a letter of TCVN3:"
        " {places}. Ask for the list again, as a packed file, or correct the words."
    ),
    severity="doubt",
)
YEAR_BY_TITLE = Message(
    "year-by-title", N_("{name}: campaign year {year}, as the list's title says."), severity="remark"
)
YEAR_DIFFERS = Message(
    "year-differs", N_("{name}: the list's title says {stated}, and it is imported for {year}."), severity="doubt"
)
UNIT_DIFFERS = Message(
    "list-of-another",
    N_("{name}: the template was made for {unit}, and it is imported as from {told}."),
    severity="open",
)
DECISION_ALONE = Message(
    "decision-alone",
    N_(
        "{name}: there are decisions, and nothing says that the models are recognized. If they are: "
        "--default recognized=yes"
    ),
    severity="doubt",
)

_MOST_PLACES = 3
_SKIPPED = {
    "section": N_("headings of sections"),
    "total": N_("totals"),
    "heading": N_("repeated headings"),
    "signature": N_("signatures"),
    "note": N_("notes"),
    "example": N_("an example"),
    "hidden": N_("hidden rows; to take them: --hidden"),
    "outside": N_("outside --rows"),
}


def remarks_on(
    sheet_lists: Sequence[ListOnSheet], options: ImportOptions, whole: ImportPart, lists: Lists
) -> list[Remark]:
    """Return how the lists were understood, then what was kept, gone, or cannot be read."""
    understood: list[Remark] = []
    for sheet_list in sheet_lists:
        of_list = [
            *_list_remarks(sheet_list),
            *_year_remarks(sheet_list, options),
            *_unit_remarks(sheet_list, options),
            *level_remarks(sheet_list, options, lists, whole.steps),
        ]
        understood += [said for said in of_list if said not in understood]  # one table may be read as two lists
        by_title = list(title_remarks(sheet_list, options, whole.steps))
        understood += by_title or _decision_remarks(sheet_list, options)
    columns = list(_unknown_columns(sheet_lists))
    kept = [_kept_remark(record) for record in whole.kept]
    unread = [remark(PROBLEM, "unread", problem=problem) for problem in whole.unread]
    asked = [question.told for question in whole.questions]
    return [*understood, *columns, *whole.remarks, *asked, *kept, *unread]


def _kept_remark(kept: KeptRecord) -> Remark:
    """Return that a record stays as it is; if the row, too, says something else than before, it is left undone."""
    fields = TABLES[kept.record.kind]
    changes = [(fields[key], kept.record.values.get(key), value) for key, value in kept.differing.items()]
    if kept.by_list:
        return remark(
            ROW_SUPERSEDED, path=kept.record.path, file=kept.by_list, spot=kept.match.row.spot, changes=changes
        )
    severity: Severity = "left" if kept.row_changed else "remark"
    return remark(ROW_KEPT, severity, path=kept.record.path, spot=kept.match.row.spot, changes=changes)


def _list_remarks(sheet_list: ListOnSheet) -> Iterator[Remark]:
    name = sheet_list.name
    if sheet_list.names:
        yield remark(RECORDS_READ, name=name, what=LIST_LABELS[sheet_list.kind], number=len(sheet_list.names))
        return
    yield remark(
        LIST_READ,
        name=name,
        what=LIST_LABELS[sheet_list.kind],
        number=len(sheet_list.rows),
        heading=sheet_list.headings[0],
    )
    rows_skipped = [row for row in sheet_list.skipped if sheet_list.sheet.has_row(row.row)]
    for what in dict.fromkeys(row.what for row in rows_skipped):
        skipped = [row for row in rows_skipped if row.what == what]
        if what == "untouched":
            yield remark(ROWS_UNTOUCHED, name=name, rows=_ranges(skipped))
            continue
        texts = [row.text for row in skipped if row.text]
        not_taken = remark(ROWS_SKIPPED, name=name, what=_SKIPPED[what], rows=_ranges(skipped), texts=texts)
        yield not_taken._replace(severity="doubt") if what == "hidden" else not_taken
    yield from _amount_remarks(sheet_list)
    yield from _people_remarks(sheet_list)
    yield from _boxes(sheet_list)
    yield from _lost_letters(sheet_list)
    for total in sheet_list.totals:
        if total.stated != total.counted:
            spot = sheet_list.sheet.spot(sheet_list.file, total.row, total.column)
            yield remark(TOTAL_DIFFERS, spot=spot, stated=total.stated, counted=total.counted)


def _amount_remarks(sheet_list: ListOnSheet) -> Iterator[Remark]:
    """Tell which columns of amounts are converted, each with its first amount, and which are left out."""
    name = sheet_list.name
    for column, left in sheet_list.left.items():
        yield remark(AMOUNTS_LEFT, name=name, column=column_name(column), heading=left.heading, stated=left.words)
    if "mark" in sheet_list.columns.values():
        return
    formatted = {column for _, column in sheet_list.sheet.shown_as}
    for column, stated in sheet_list.units.items():
        first = _first_converted(sheet_list, column) if stated.unit != stated.own or column in formatted else None
        if first:
            value, words, number = first
            title = " / ".join(sheet_list.titles.get(column, ()))
            yield remark(
                AMOUNTS_CONVERTED,
                name=name,
                column=column_name(column),
                heading=title,
                stated=words,
                own=stated.own_words,
                value=value,
                number=int(number) if number.isdecimal() else number,
            )


def _first_converted(sheet_list: ListOnSheet, column: int) -> tuple[str, str, str] | None:
    """Return the first amount of a column that is converted, in which unit it stands, and what is taken."""
    stated, key = sheet_list.units[column], sheet_list.columns[column]
    for row in sheet_list.rows:
        given = row.cells.get(key)
        if given is None or given.column != column:
            continue
        shown = sheet_list.sheet.shown_as.get((given.row, column))
        number = in_own_unit(given.value, stated, shown)
        if number is not None and not (isinstance(given.value, str) and split_amount(given.value)):
            return _shown_text(given.value), (shown and shown.words) or stated.words, number
    return None


def _people_remarks(sheet_list: ListOnSheet) -> Iterator[Remark]:
    """Tell that a number of people is taken without its words (khoảng 30), by the first of them."""
    if "mark" in sheet_list.columns.values():
        return
    for row in sheet_list.rows:
        given = row.cells.get(PEOPLE)
        if given is None or not isinstance(given.value, str):
            continue
        number, in_words = counted_people(given.value) or ("", False)
        if in_words:
            column, title = column_name(given.column), " / ".join(sheet_list.titles.get(given.column, ()))
            text = given.value.strip()
            yield remark(PEOPLE_IN_WORDS, name=sheet_list.name, column=column, heading=title, value=text, number=number)
            return


def _boxes(sheet_list: ListOnSheet) -> Iterator[Remark]:
    """Tell what stands in text boxes that the cells of a list hold."""
    first, last = sheet_list.headings[0], max((row.at for row in sheet_list.rows), default=0)
    for place, text in sheet_list.sheet.boxes.items():
        if first <= place[0] <= last:
            yield remark(TEXT_IN_BOX, spot=sheet_list.sheet.spot(sheet_list.file, *place), text=text)


def _lost_letters(sheet_list: ListOnSheet) -> Iterator[Remark]:
    """Doubt words that lost a letter; of many, the first are named."""
    if "mark" in sheet_list.columns.values():
        return
    texts = ((given, given.value) for row in sheet_list.rows for given in row.cells.values())
    words = {  # what is merged over several rows is one cell
        (given.row, given.column, word): mended
        for given, value in texts
        if isinstance(value, str)
        for word, mended in words_without_u(value)
    }
    if words:
        places = [
            f"{sheet_list.sheet.spot('', row, column).on_sheet(translate)} “{word}” ({mended}?)"
            for (row, column, word), mended in islice(words.items(), _MOST_PLACES)
        ]
        more = [] if len(words) <= _MOST_PLACES else ["…"]
        yield remark(LETTERS_LOST, name=sheet_list.name, number=len(words), places="; ".join([*places, *more]))


def _shown_text(value: Value) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value).strip()


def _year_remarks(sheet_list: ListOnSheet, options: ImportOptions) -> Iterator[Remark]:
    """Yield which year a list's title states, where that is taken, or is another than the one that was said."""
    stated = stated_year(sheet_list)
    if sheet_list.kind == "units":  # which lie in no year
        return
    if stated and options.year is None and "year" not in sheet_list.columns.values():
        yield remark(YEAR_BY_TITLE, name=sheet_list.name, year=str(stated))
    elif stated and options.year not in (None, stated):
        yield remark(YEAR_DIFFERS, name=sheet_list.name, stated=str(stated), year=str(options.year))


def _unit_remarks(sheet_list: ListOnSheet, options: ImportOptions) -> Iterator[Remark]:
    """Doubt that a list is from the unit that was said, where its template says another one."""
    if options.unit and sheet_list.unit not in ("", options.unit):
        yield remark(UNIT_DIFFERS, name=sheet_list.name, unit=sheet_list.unit, told=options.unit)


def _decision_remarks(sheet_list: ListOnSheet, options: ImportOptions) -> Iterator[Remark]:
    """Doubt a list of decisions that do not say what they decide."""
    keys = {key.partition("=")[0] for key in sheet_list.columns.values()}
    if (
        sheet_list.kind == EVALUATIONS.folder
        and "decision" in keys
        and "recognized" not in (keys | options.defaults.keys())
    ):
        yield remark(DECISION_ALONE, name=sheet_list.name)


def _unknown_columns(sheet_lists: Iterable[ListOnSheet]) -> Iterator[Remark]:
    """Name the columns that nothing is taken of; a list may be read as several kinds."""
    together: dict[tuple[str, str, int], list[ListOnSheet]] = {}
    for sheet_list in sheet_lists:
        if sheet_list.kind == "review":  # it repeats what the models are
            continue
        together.setdefault((sheet_list.file, sheet_list.sheet.name, sheet_list.headings[0]), []).append(sheet_list)
    for alike in together.values():
        for column, heading in alike[0].unknown.items():
            if all(column in sheet_list.unknown for sheet_list in alike):
                yield _unknown_column(alike[0].name, column_name(column), heading)


def _unknown_column(name: str, column: str, heading: str) -> Remark:
    if heading:
        return remark(COLUMN_UNKNOWN, name=name, column=column, heading=heading)
    return remark(COLUMN_UNTITLED, name=name, column=column)


def _ranges(skipped: Sequence[SkippedRow]) -> str:
    """Write row numbers, those that follow each other as one: 3, 7-9."""
    runs: list[list[int]] = []
    for line in skipped:
        if runs and line.row == runs[-1][1] + 1:
            runs[-1][1] = line.row
        else:
            runs.append([line.row, line.row])
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)
