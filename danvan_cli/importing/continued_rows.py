"""Rows of models that are carried on and do not say which: linked where one of last year is called so, else doubted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.lineages import EarlierModel
from danvan_cli.importing.known_records import KnownRecords
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.row_matching import MatchedRows, RowMatch
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.unlinked import (
    CONTINUES_SAME,
    EarlierModels,
    doubt_carried,
    doubt_which,
    is_unlinked,
    titled_so,
)


class LinkedRows(NamedTuple):
    """Matched rows, those that carry on a model of last year linked to it; doubts by place; and what is to be said."""

    matches: list[RowMatch]
    doubts: dict[object, RowDoubt]
    remarks: list[Remark]


def link_rows(
    lookup: RecordLookup, year: int, matched: MatchedRows, known: KnownRecords, options: ImportOptions
) -> LinkedRows:
    """Link new rows that are carried on to the models of the year before, or doubt which they are.

    A model of which another row speaks, or that such a row is called like, is none that is still to be found.
    """
    new = [match for match in matched.matches if _is_new(match, matched)]
    linking = [match for match in new if is_unlinked(match.row.values)]
    if not linking and not any("continues" in match.row.values for match in new):
        return LinkedRows(matched.matches, {}, [])
    rows = _LinkingRows(EarlierModels(lookup, year), known, matched.matches)
    linked = dict(rows.link_by_title(linking))
    unsettled = [match for match in new if match.row.place not in linked and not options.settles(match.row.line)]
    doubts = {match.row.place: doubt for match in unsettled if (doubt := rows.doubt(match))}
    remarks = [
        remark(CONTINUES_SAME, title=match.row.values["title"], path=linked[match.row.place].path)
        for match in linking
        if match.row.place in linked
    ]
    matches = [_linked(match, linked.get(match.row.place)) for match in matched.matches]
    return LinkedRows(matches, doubts, remarks)


def _is_new(match: RowMatch, matched: MatchedRows) -> bool:
    return match.record is None and not match.row.is_restored and match.row.place not in matched.doubts


def _linked(match: RowMatch, model: EarlierModel | None) -> RowMatch:
    if model is None:
        return match
    return match._replace(row=match.row._replace(values={**match.row.values, "continues": model.id}))


class _LinkingRows:
    """The rows of a year, and the models of the year before of which none of them speaks."""

    def __init__(self, earlier: EarlierModels, known: KnownRecords, matches: Sequence[RowMatch]) -> None:
        self._earlier, self._known = earlier, known
        self._carried: Mapping[str, str] = {
            str(record.values["continues"]): record.id
            for record in known.by_id.values()
            if "continues" in record.values and record.values.get("count", 1) == 1
        }
        self._claimed = {match.record.id for match in matches if match.record}
        self._spoken_of = {model for model, carried in self._carried.items() if carried in self._claimed}
        self._spoken_of |= {str(match.row.values["continues"]) for match in matches if "continues" in match.row.values}

    def link_by_title(self, matches: Sequence[RowMatch]) -> Iterator[tuple[object, EarlierModel]]:
        """Yield, by the rows' places, the models that bear the very titles of rows and have no record this year."""
        for match in matches:
            free = [model for model in self._candidates(match) if model.id not in self._carried]
            if model := titled_so(str(match.row.values["title"]), free):
                self._spoken_of.add(model.id)
                yield match.row.place, model

    def doubt(self, match: RowMatch) -> RowDoubt | None:
        """Doubt which model a row carries on, or whether it is the record by which that goes on already."""
        if model_id := match.row.values.get("continues"):
            return self._doubt_carried(match, str(model_id))
        candidates = self._candidates(match) if is_unlinked(match.row.values) else []
        if not candidates:
            return None
        meant = {self._carried.get(model.id, model.id): model.title for model in candidates}
        return RowDoubt(match.row, doubt_which(str(match.row.values["title"]), self._earlier.year, candidates), meant)

    def _doubt_carried(self, match: RowMatch, model: str) -> RowDoubt | None:
        carried = self._carried.get(model, "")
        if not carried or carried in self._claimed or match.row.values.get("count", 1) != 1:
            return None
        record = self._known.by_id[carried]
        return RowDoubt(match.row, doubt_carried(record.path, model), {record.id: str(record.values["title"])})

    def _candidates(self, match: RowMatch) -> list[EarlierModel]:
        unit = str(match.row.values["unit"])
        return [model for model in self._earlier.of_unit(unit) if model.id not in self._spoken_of]
