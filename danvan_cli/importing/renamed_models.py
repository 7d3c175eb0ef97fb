"""Models that a list calls as they were called when it was taken before: another list gave them new titles since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from danvan_cli.counting.finding import TitledModel, titled_models
from danvan_cli.domain.messages import Message
from danvan_cli.domain.origin import read_origin
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.importing.origins import origin_of
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import read_year
from danvan_cli.text.mark import N_

RENAMED_SINCE = Message(
    "renamed-since",
    N_("{spot}: “{value}” is called “{title}” now; its evaluation came from this row."),
    severity="remark",
)


class RenamedModels:
    """Finds the model of a row's title of before: the row gave its evaluation, and says of it what it said then."""

    def __init__(self, lookup: RecordLookup, lists: Lists) -> None:
        self._lookup, self._lists = lookup, lists
        self._given: dict[int, Mapping[str, Sequence[Record]]] = {}
        self.remarks: list[Remark] = []

    def model_of(self, row: ParsedRow) -> str:
        """Return the id of the model, "" where no evaluation came from the row, several did, or it says otherwise."""
        given = self._given_in(row.year).get(origin_of(row), ())
        if len(given) != 1 or any(given[0].values.get(key) != value for key, value in row.values.items()):
            return ""
        model = self._model(row, given[0].id.partition(".")[0])
        if model is None:
            return ""
        self.remarks.append(
            remark(RENAMED_SINCE, spot=row.spot_at("title"), value=row.head.get("title", ""), title=model.title)
        )
        return model.id

    def _model(self, row: ParsedRow, name: str) -> TitledModel | None:
        """Return a model of the row's unit, or of one below it."""
        self._lookup.look_at_models(row.year)
        model = next((model for model in titled_models(self._lookup.db, row.year) if model.id == name), None)
        unit = str(row.head.get("unit", ""))
        is_there = model and (not unit or unit in (model.unit, *self._lists.chain(model.unit)))
        return model if is_there else None

    def _given_in(self, year: int) -> Mapping[str, Sequence[Record]]:
        """Return a year's evaluations by the rows that gave them."""
        if year not in self._given:
            given: dict[str, list[Record]] = defaultdict(list)
            for record in read_year(self._lookup, EVALUATIONS, year)[0]:
                for origin in read_origin(str(record.values.get("source", ""))).rows:
                    given[origin].append(record)
            self._given[year] = given
        return self._given[year]
