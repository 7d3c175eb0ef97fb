"""What an import has to say beside its steps: how each list was understood, and what did not become of it."""

from collections.abc import Iterable, Iterator, Sequence

from danvan_cli.exchange.faults import Spot
from danvan_cli.exchange.importing.records import Outcome
from danvan_cli.exchange.importing.taking import stated_year
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.exchange.rows import ListOnSheet, Skipped
from danvan_cli.recording.plan import Remark, doubt, remark, undone


def remarks_on(sheets: Sequence[ListOnSheet], wishes: Wishes, out: Outcome) -> list[Remark]:
    """Say how the lists were understood, then what was kept, gone, or cannot be read."""
    told = [one for of in sheets for one in (*_of_list(of), *_of_year(of, wishes), *_of_decisions(of, wishes))]
    columns = list(_unknown_columns(sheets))
    kept = [(undone if one.row_changed else remark)("row-kept", kept=one) for one in out.kept]
    unread = [undone("problem", problem=one)._replace(doubt=False) for one in out.unread]
    return [*told, *columns, *out.remarks, *kept, *unread]


def _of_list(of: ListOnSheet) -> Iterator[Remark]:
    name = _name(of)
    yield remark("list-read", name=name, kind=of.kind, number=len(of.rows), heading=of.headings[0])
    for what in dict.fromkeys(one.what for one in of.skipped):
        skipped = [one for one in of.skipped if one.what == what]
        told = doubt if what == "hidden" else remark
        yield told("rows-skipped", name=name, what=what, rows=_ranges(skipped), texts=_texts(skipped))
    for total in of.totals:
        if total.stated != total.counted:
            spot = Spot(of.file, of.sheet.name, total.row, total.column)
            yield doubt("total-differs", spot=spot, stated=total.stated, counted=total.counted)


def _of_year(of: ListOnSheet, wishes: Wishes) -> Iterator[Remark]:
    """Say which year a list's title states, where that is taken, or is another than the one that was said."""
    stated = stated_year(of)
    if stated and wishes.year is None and "year" not in of.columns.values():
        yield remark("year-by-title", name=_name(of), year=str(stated))
    elif stated and wishes.year not in (None, stated):
        yield doubt("year-differs", name=_name(of), stated=str(stated), year=str(wishes.year))


def _of_decisions(of: ListOnSheet, wishes: Wishes) -> Iterator[Remark]:
    """Doubt a list of decisions that do not say what they decide."""
    keys = {key.partition("=")[0] for key in of.columns.values()}
    if of.kind == "evaluations" and "decision" in keys and "recognized" not in (keys | wishes.defaults.keys()):
        yield doubt("decision-alone", name=_name(of))


def _name(of: ListOnSheet) -> str:
    return " › ".join(part for part in (of.file, of.sheet.name) if part)


def _unknown_columns(sheets: Iterable[ListOnSheet]) -> Iterator[Remark]:
    """Name the columns that nothing is taken of; a list may be read as several kinds."""
    together: dict[tuple[str, str, int], list[ListOnSheet]] = {}
    for of in sheets:
        if of.kind == "review":  # it repeats what the models are
            continue
        together.setdefault((of.file, of.sheet.name, of.headings[0]), []).append(of)
    for (file, sheet, _), alike in together.items():
        name = " › ".join(part for part in (file, sheet) if part)
        for column, heading in alike[0].unknown.items():
            if all(column in of.unknown for of in alike):
                yield remark("column-unknown", name=name, column=column, heading=heading)


def _ranges(skipped: Sequence[Skipped]) -> str:
    """Write row numbers, those that follow each other as one: 3, 7-9."""
    runs: list[list[int]] = []
    for one in skipped:
        if runs and one.row == runs[-1][1] + 1:
            runs[-1][1] = one.row
        else:
            runs.append([one.row, one.row])
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)


def _texts(skipped: Sequence[Skipped]) -> list[str]:
    return [one.text for one in skipped if one.text]
