"""Rows of models that are carried on and do not say which: linked where one of last year is called so, else doubted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.lineages import EarlierModel
from danvan_cli.domain.messages import Message
from danvan_cli.importing.known_records import KnownRecords
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.row_matching import MatchedRows, RowMatch
from danvan_cli.importing.row_questions import RowsQuestion
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.unlinked import (
    CONTINUES_SAME,
    EarlierModels,
    doubt_carried,
    doubt_which,
    is_unlinked,
    is_unsaid,
    titled_as_before,
    titled_so,
)
from danvan_cli.text.mark import N_

ROWS_TITLED_AS_BEFORE = Message(
    "rows-titled-as-before",
    N_(
        "Models with a title that their unit had in {year} ({number}), and the list does not say whether they carry it"
        " on: {titles}. If they do, import it once more with --continues; if they are new ones: --default origin=moi"
    ),
    severity="doubt",
)
_MOST_NAMED = 5


class LinkedRows(NamedTuple):
    """Matched rows, those that carry on a model of last year linked to it; doubts by place; and what is to be said.

    `questions`: which may carry one on, for they bear its title.
    """

    matches: list[RowMatch]
    doubts: dict[object, RowDoubt]
    remarks: list[Remark]
    questions: list[RowsQuestion]


def link_rows(
    look_back: Callable[[], EarlierModels], matched: MatchedRows, known: KnownRecords, options: ImportOptions
) -> LinkedRows:
    """Link new rows that are carried on to the models of the year before, or doubt which they are.

    These are looked at by `look_back`, where a row may carry one on.
    A model of which another row speaks, or that such a row is called like, is none that is still to be found.
    """
    new = [match for match in matched.matches if _is_new(match, matched)]
    linking = [match for match in new if is_unlinked(match.row.values)]
    unsaid = [match for match in (matched.matches if options.continues else new) if _is_unsaid(match, matched)]
    if not (linking or unsaid or any("continues" in match.row.values for match in new)):
        return LinkedRows(matched.matches, {}, [], [])
    earlier = look_back()
    rows = _LinkingRows(earlier, known, matched.matches)
    linked = dict(rows.link_by_title(linking))
    alike = dict(rows.alike(unsaid))
    said = options.answers_to_all
    linked |= {place: model for place, (match, model) in alike.items() if options.continues or said.get(match.row.line)}
    asked = [pair for place, pair in alike.items() if place not in linked and pair[0].row.line not in said]
    unsettled = [match for match in new if match.row.place not in linked and not options.settles(match.row.line)]
    doubts = {match.row.place: doubt for match in unsettled if (doubt := rows.doubt(match))}
    remarks = [
        remark(CONTINUES_SAME, title=match.row.values["title"], path=linked[match.row.place].path)
        for match in matched.matches
        if match.row.place in linked
    ]
    matches = [_linked(match, linked.get(match.row.place)) for match in matched.matches]
    return LinkedRows(matches, doubts, remarks, list(_question_of_titles(earlier.year, asked)))


def _is_unsaid(match: RowMatch, matched: MatchedRows) -> bool:
    stated = {**(match.record.values if match.record else {}), **match.row.values}
    return is_unsaid(stated) and not match.row.is_restored and match.row.place not in matched.doubts


def _question_of_titles(year: int, pairs: Sequence[tuple[RowMatch, EarlierModel]]) -> Iterator[RowsQuestion]:
    """Ask whether rows carry on the models of the year before whose titles they bear."""
    if pairs:
        titles = [f"“{model.title}”" for _, model in pairs]
        listed = "; ".join([*titles[:_MOST_NAMED], *(["…"] if titles[_MOST_NAMED:] else [])])
        told = remark(ROWS_TITLED_AS_BEFORE, number=len(pairs), year=str(year), titles=listed)
        yield RowsQuestion(told, {match.row.line: model.id for match, model in pairs})


def _is_new(match: RowMatch, matched: MatchedRows) -> bool:
    return match.record is None and not match.row.is_restored and match.row.place not in matched.doubts


def _linked(match: RowMatch, model: EarlierModel | None) -> RowMatch:
    if model is None:
        return match
    # A column for it that says nothing would unsay it the next time.
    origin = {} if "origin" in match.row.values.keys() | match.row.covered else {"origin": "duy-tri"}
    return match._replace(row=match.row._replace(values={**match.row.values, **origin, "continues": model.id}))


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

    def alike(self, matches: Iterable[RowMatch]) -> Iterator[tuple[object, tuple[RowMatch, EarlierModel]]]:
        """Yield, by the rows' places, those that bear the title of a model of the year before that has no record."""
        for match in matches:
            unit = match.row.values.get("unit") or (match.record.values["unit"] if match.record else "")
            free = [model for model in self._candidates_of(str(unit)) if model.id not in self._carried]
            if model := titled_as_before(match.row.values, free):
                self._spoken_of.add(model.id)
                yield match.row.place, (match, model)

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
        return self._candidates_of(str(match.row.values["unit"]))

    def _candidates_of(self, unit: str) -> list[EarlierModel]:
        return [model for model in self._earlier.of_unit(unit) if model.id not in self._spoken_of]
