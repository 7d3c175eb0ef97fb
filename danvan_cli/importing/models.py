"""The models that rows name: those of the folder, and those that the same import registers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from danvan_cli.counting.checks.duplicates import near_titles, titled
from danvan_cli.counting.finding import find_id, id_in
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import SEVERAL_RECORDS, Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.results import ImportPart
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

MODEL_NOT_REGISTERED = Message(
    "model-not-registered",
    N_(
        "“{value}” is not registered by this unit that year. Nearest: {near}. To register it from the same list: "
        "--kind models --kind evaluations."
    ),
)
MODEL_NOT_IN_LISTS = Message(
    "model-in-neither",
    N_("“{value}” is not registered by this unit that year, and is no model of the list. Nearest: {near}."),
)
NEAR_TITLES = Message(
    "near-titles",
    N_("“{title}” is nearly “{other}”{where}. If it is the same model, give both the same title."),
    severity="doubt",
)


class ModelLookup:
    """Finds models by id, or by title and unit."""

    def __init__(self, lookup: RecordLookup, *, with_models: bool = False) -> None:
        """`with_models`: the lists register models, too."""
        self._lookup = lookup
        self._not_registered = MODEL_NOT_IN_LISTS if with_models else MODEL_NOT_REGISTERED
        self._looked_at: set[int] = set()
        self._planned: set[str] = set()
        self._titled: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        self._of_lines: dict[object, str | Remark] = {}

    def plan(self, year: int, steps: Iterable[Step]) -> None:
        """Take note of the models that the import registers, or gives other titles."""
        for step in steps:
            values = step.new or {}
            self._planned.add(step.id)
            for unit in (values["unit"], ""):
                self._titled[year, unit, fold(values["title"])].append(step.id)

    def note_rows(self, rows: Iterable[ParsedRow], parts: Mapping[object, ImportPart]) -> None:
        """Take note of the models that rows are, or of why they are kept back, out of what becomes of each row."""
        for row in rows:
            part = parts.get(row.place, ImportPart())
            outcomes: list[str | Remark] = [*part.remarks]
            outcomes += [step.id for step in part.steps]
            outcomes += [kept.record.id for kept in part.kept]
            for outcome in outcomes:
                self._of_lines[row.line] = outcome

    def of_row(self, row: ParsedRow) -> str | Remark | None:
        """Return the model that the same line of the same list is, or why that is kept back; None for no model."""
        return self._of_lines.get(row.line)

    def doubts_on(self, year: int, steps: Iterable[Step]) -> Iterator[Remark]:
        """Doubt new models whose titles nearly are others of their unit: the same one may be written in two ways."""
        new: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            if step.old is None and step.new:
                new[step.new["unit"]].append(step.new["title"])
        if new:
            self._look(year)
        for unit, titles in new.items():
            for near in near_titles(self._lookup.db, year, unit, titles):
                yield remark(
                    NEAR_TITLES, title=near.title, other=near.other, where=f" ({near.path})" if near.path else ""
                )

    def find(self, typed: str, before: int | None = None) -> str:
        """Find a model's id by what a row calls it; raise RequestError. `before`: it must be of an earlier year."""
        return typed if typed in self._planned and before is None else self._lookup.model_id(typed, before)

    def named(self, year: int, head: Mapping[str, Value]) -> str:
        """Find the model of a year with a title, of a unit if that is known; raise RequestError."""
        title, unit = str(head["title"]), str(head.get("unit", ""))
        self._look(year)
        recorded = [id_of(path) for path in titled(self._lookup.db, year, unit or None, title)]
        ids = sorted({*self._titled.get((year, unit, fold(title)), ()), *recorded})
        if len(ids) == 1:
            return str(ids[0])
        if ids:
            raise RequestError(SEVERAL_RECORDS, value=title, candidates="; ".join(ids))
        if not unit:
            return id_in(find_id(self._lookup.db, title, (MODELS.name,), year))
        raise RequestError(self._not_registered, value=title, near=self._near(year, unit, title))

    def is_of(self, model: str, year: int) -> bool:
        """Whether there is a model of an id in a year, or will be."""
        return model in self._planned or any(of_year == year for _, of_year in self._lookup.paths_of(MODELS, model))

    def _near(self, year: int, unit: str, title: str) -> str:
        recorded = [alike.other for alike in near_titles(self._lookup.db, year, unit, [title])]
        planned = [
            planned_title for in_year, of_unit, planned_title in self._titled if (in_year, of_unit) == (year, unit)
        ]
        return next(iter(recorded), None) or nearest(title, planned) or "–"

    def _look(self, year: int) -> None:
        """Bring the year's models into step, once."""
        if year not in self._looked_at:
            self._lookup.look_at_models(year)
            self._looked_at = {year}
