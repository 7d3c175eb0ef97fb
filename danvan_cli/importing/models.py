"""The models that rows name: those of the folder, and those that the same import registers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from danvan_cli.counting.checks.duplicates import near_titles
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.importing.model_names import ModelName, ModelTitles, Naming
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.results import ImportPart
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.mark import N_

NEAR_TITLES = Message(
    "near-titles",
    N_("“{title}” is nearly “{other}”{where}. If it is the same model, give both the same title."),
    severity="doubt",
)


class ModelLookup:
    """Finds the models that rows name."""

    def __init__(self, lookup: RecordLookup, lists: Lists, *, with_models: bool = False) -> None:
        """`with_models`: the lists register models, too."""
        self._lookup = lookup
        self._titles = ModelTitles(lookup, lists, with_models=with_models)
        self._of_lines: dict[object, str | Remark] = {}

    def plan(self, year: int, steps: Iterable[Step]) -> None:
        """Take note of the models that the import registers, or gives other titles."""
        for step in steps:
            self._titles.plan(year, step.id, step.new or {})

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
            self._lookup.look_at_models(year)
        for unit, titles in new.items():
            for near in near_titles(self._lookup.db, year, unit, titles):
                yield remark(
                    NEAR_TITLES, title=near.title, other=near.other, where=f" ({near.path})" if near.path else ""
                )

    def find(self, name: ModelName) -> str:
        """Return the id of the model that a row means; raise RequestError. What a person typed may be a part of it."""
        if not name.typed or self._titles.is_planned(name.text):
            return self._titles.find(name)
        return self._lookup.model_id(name.text, name.year if name.naming is Naming.CARRIED_ON else None)

    def named(self, year: int, head: Mapping[str, Value]) -> str:
        """Find the model of a year by its title, and its unit if that is known; raise RequestError."""
        return self._titles.find(ModelName(str(head["title"]), Naming.EVALUATED, year, str(head.get("unit", ""))))

    def is_of(self, model: str, year: int) -> bool:
        """Whether there is a model of an id in a year, or will be."""
        return self._titles.is_planned(model) or any(
            of_year == year for _, of_year in self._lookup.paths_of(MODELS, model)
        )
