"""What an import has to say beside its steps: how each list was understood, and what did not become of it."""

from collections.abc import Iterable, Iterator, Sequence

from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.exchange.faults import Spot
from danvan_cli.exchange.importing.options import ImportOptions
from danvan_cli.exchange.importing.results import ImportPart
from danvan_cli.exchange.importing.row_reader import stated_year
from danvan_cli.exchange.rows import ListOnSheet, Skipped
from danvan_cli.recording.plan import Remark, doubt, remark, undone


def remarks_on(sheet_lists: Sequence[ListOnSheet], options: ImportOptions, whole: ImportPart) -> list[Remark]:
    """Say how the lists were understood, then what was kept, gone, or cannot be read."""
    told: list[Remark] = []
    for sheet_list in sheet_lists:
        told += [*_of_list(sheet_list), *_of_year(sheet_list, options), *_of_decisions(sheet_list, options)]
    columns = list(_unknown_columns(sheet_lists))
    kept = [(undone if record.row_changed else remark)("row-kept", kept=record) for record in whole.kept]
    unread = [undone("problem", problem=problem)._replace(doubt=False) for problem in whole.unread]
    return [*told, *columns, *whole.remarks, *kept, *unread]


def _of_list(sheet_list: ListOnSheet) -> Iterator[Remark]:
    name = _name(sheet_list)
    yield remark(
        "list-read", name=name, kind=sheet_list.kind, number=len(sheet_list.rows), heading=sheet_list.headings[0]
    )
    for what in dict.fromkeys(row.what for row in sheet_list.skipped):
        skipped = [row for row in sheet_list.skipped if row.what == what]
        told = doubt if what == "hidden" else remark
        yield told("rows-skipped", name=name, what=what, rows=_ranges(skipped), texts=_texts(skipped))
    for total in sheet_list.totals:
        if total.stated != total.counted:
            spot = Spot(sheet_list.file, sheet_list.sheet.name, total.row, total.column)
            yield doubt("total-differs", spot=spot, stated=total.stated, counted=total.counted)


def _of_year(sheet_list: ListOnSheet, options: ImportOptions) -> Iterator[Remark]:
    """Say which year a list's title states, where that is taken, or is another than the one that was said."""
    stated = stated_year(sheet_list)
    if stated and options.year is None and "year" not in sheet_list.columns.values():
        yield remark("year-by-title", name=_name(sheet_list), year=str(stated))
    elif stated and options.year not in (None, stated):
        yield doubt("year-differs", name=_name(sheet_list), stated=str(stated), year=str(options.year))


def _of_decisions(sheet_list: ListOnSheet, options: ImportOptions) -> Iterator[Remark]:
    """Doubt a list of decisions that do not say what they decide."""
    keys = {key.partition("=")[0] for key in sheet_list.columns.values()}
    if (
        sheet_list.kind == EVALUATIONS.folder
        and "decision" in keys
        and "recognized" not in (keys | options.defaults.keys())
    ):
        yield doubt("decision-alone", name=_name(sheet_list))


def _name(sheet_list: ListOnSheet) -> str:
    return " › ".join(part for part in (sheet_list.file, sheet_list.sheet.name) if part)


def _unknown_columns(sheet_lists: Iterable[ListOnSheet]) -> Iterator[Remark]:
    """Name the columns that nothing is taken of; a list may be read as several kinds."""
    together: dict[tuple[str, str, int], list[ListOnSheet]] = {}
    for sheet_list in sheet_lists:
        if sheet_list.kind == "review":  # it repeats what the models are
            continue
        together.setdefault((sheet_list.file, sheet_list.sheet.name, sheet_list.headings[0]), []).append(sheet_list)
    for (file, sheet, _), alike in together.items():
        name = " › ".join(part for part in (file, sheet) if part)
        for column, heading in alike[0].unknown.items():
            if all(column in sheet_list.unknown for sheet_list in alike):
                yield remark("column-unknown", name=name, column=column, heading=heading)


def _ranges(skipped: Sequence[Skipped]) -> str:
    """Write row numbers, those that follow each other as one: 3, 7-9."""
    runs: list[list[int]] = []
    for line in skipped:
        if runs and line.row == runs[-1][1] + 1:
            runs[-1][1] = line.row
        else:
            runs.append([line.row, line.row])
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)


def _texts(skipped: Sequence[Skipped]) -> list[str]:
    return [line.text for line in skipped if line.text]
