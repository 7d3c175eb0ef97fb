"""Which model the row of a list means: by its id, else by its whole title, by the row's unit and year.

A title names the first of these that there is (docs/design.md, Identity and matching): a model of the row's unit, or of
one below it, in the row's year; one of a unit above it; such a one of an earlier year. Several are never chosen from,
unless they are records of one lineage: then the latest is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from danvan_cli.counting.finding import TitledModel, titled_models
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import is_id
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.record_lookup import CONTINUES_YEAR, RecordLookup, gone_error
from danvan_cli.text.fold import bare, fold, has_diacritic, occurring
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
NO_MODEL_OF_TITLE = Message(
    "no-model-of-title",
    N_(
        "There is no model “{value}” of {years} that this row can mean. Nearest: {near}. "
        "Write its whole title, or its id."
    ),
)
SEVERAL_OF_TITLE = Message(
    "several-of-title",
    N_("“{value}” is the title of several models: {candidates}. Write the id of the one that is meant."),
)

_MOST_PROPOSED, _MOST_PROPOSALS = 3, 20  # models in a message, and messages that look for any: each looks at all titles


class Naming(Enum):
    """What a row names a model for."""

    EVALUATED = auto()
    REVIEWED = auto()
    CARRIED_ON = auto()
    COPIED = auto()
    BELONGS = auto()  # the record belongs to it, such as an award


def naming_of(key: str) -> Naming:
    """Return what a record's key names a model for."""
    return {"continues": Naming.CARRIED_ON, "replicates": Naming.COPIED}.get(key, Naming.BELONGS)


class ModelName(NamedTuple):
    """What a row calls a model, and by what it is known which it means.

    `unit` is "" where the row names none; `from_year` is the first year that may be meant. `typed`: a person typed it
    for all rows.
    """

    text: str
    naming: Naming
    year: int
    unit: str = ""
    from_year: int | None = None
    typed: bool = False


_OF_EARLIER_YEARS = (Naming.CARRIED_ON, Naming.REVIEWED, Naming.COPIED)


class _ModelsOfYear:
    """The models of one year, by id and by title."""

    def __init__(self, models: Iterable[TitledModel]) -> None:
        self.by_id = {model.id: model for model in models}

    def called(self, title: str) -> Sequence[TitledModel]:
        """Return the models of a whole title: with a diacritic all must agree, without any none needs to."""
        return self._folded.get(fold(title), ()) if has_diacritic(title) else self._bared.get(bare(title), ())

    @cached_property
    def _folded(self) -> Mapping[str, Sequence[TitledModel]]:
        return _grouped((model.key, model) for model in self.by_id.values())

    @cached_property
    def _bared(self) -> Mapping[str, Sequence[TitledModel]]:
        return _grouped((bare(model.key), model) for model in self.by_id.values())


def _grouped(keyed: Iterable[tuple[str, TitledModel]]) -> Mapping[str, Sequence[TitledModel]]:
    groups: dict[str, list[TitledModel]] = defaultdict(list)
    for key, model in keyed:
        groups[key].append(model)
    return groups


class ModelTitles:
    """The titles of models, of those years that rows speak of: recorded, and about to be.

    `with_models`: the lists register models, too.
    """

    def __init__(self, lookup: RecordLookup, lists: Lists, *, with_models: bool = False) -> None:
        self._lookup, self._lists = lookup, lists
        self._not_registered = MODEL_NOT_IN_LISTS if with_models else MODEL_NOT_REGISTERED
        self._planned: dict[int, dict[str, TitledModel]] = defaultdict(dict)
        self._of_years: dict[int, _ModelsOfYear] = {}
        self._decided: dict[ModelName, str | RequestError] = {}
        self._higher: dict[str, frozenset[str]] = {}
        self._proposals = 0

    def plan(self, year: int, name: str, values: Mapping[str, Value]) -> None:
        """Take note of a model that will be recorded, or states something else than it did."""
        title, unit = str(values["title"]), str(values["unit"])
        self._planned[year][name] = TitledModel(name, year, unit, title, fold(title), values.get("continues"))
        self._of_years.pop(year, None)
        self._decided.clear()

    def is_planned(self, name: str) -> bool:
        """Whether a model of that id will be recorded, or changed."""
        return any(name in planned for planned in self._planned.values())

    def find(self, name: ModelName) -> str:
        """Return the id of the model that is meant; raise RequestError."""
        if name not in self._decided:
            try:
                self._decided[name] = self._by_id(name) or self._by_title(name).id
            except RequestError as why:
                self._decided[name] = why
        decided = self._decided[name]
        if isinstance(decided, RequestError):
            raise decided
        return decided

    def _by_id(self, name: ModelName) -> str | None:
        """Return an id that a model bears; one to be carried on is of an earlier year."""
        if not is_id(name.text):
            return None
        years = [year for year, planned in self._planned.items() if name.text in planned]
        years += [year for _, year in self._lookup.paths_of(MODELS, name.text)]
        if years and name.naming is Naming.CARRIED_ON and min(years) >= name.year:
            raise RequestError(CONTINUES_YEAR, value=name.text, year=str(min(years)))
        return name.text if years else None

    def _by_title(self, name: ModelName) -> TitledModel:
        """Return the one model among the first that can be meant; raise RequestError."""
        candidates = next(filter(None, self._steps(name)), None)
        if candidates is None:
            raise self._refusal(name)
        exact = [model for model in candidates if model.key == fold(name.text)] or candidates
        meant = exact if len(exact) == 1 else self._latest_of_lineage(exact)
        if len(meant) > 1:
            raise RequestError(SEVERAL_OF_TITLE, value=name.text, candidates="; ".join(map(self._told, meant)))
        return meant[0]

    def _steps(self, name: ModelName) -> Iterator[list[TitledModel]]:
        """Yield the models of the title that can be meant, step by step."""
        if name.naming in _OF_EARLIER_YEARS:
            yield from self._by_unit(name, range(name.year - 1, name.year), with_above=False)
            yield from self._by_unit(name, self._earlier(name), with_above=False)
            if name.naming is Naming.COPIED:
                yield from self._by_unit(name._replace(unit=""), self._earlier(name), with_above=False)
            return
        belongs = name.naming is Naming.BELONGS
        yield from self._by_unit(name, [name.year], with_above=belongs)
        if belongs:
            yield from self._by_unit(name, self._earlier(name), with_above=True)

    def _by_unit(self, name: ModelName, years: Iterable[int], *, with_above: bool) -> Iterator[list[TitledModel]]:
        """Yield the models of a unit and those below it, then of those above; without a unit those of any."""
        titled = [model for year in years for model in self._of_year(year).called(name.text)]
        if not name.unit:
            yield titled
            return
        yield [model for model in titled if self._lies_in(model.unit, name.unit)]
        if with_above:
            above = self._lists.chain(name.unit)[1:]
            yield [model for model in titled if model.unit in above]

    def _lies_in(self, unit: str, higher: str) -> bool:
        """Whether a unit is another one, lies below it, or became what does: it keeps the records of its day."""
        if unit not in self._higher:
            known = self._lists.units.get(unit)
            now = self._lists.chain(known.now) if known and known.now != unit else []
            self._higher[unit] = frozenset([unit, *self._lists.chain(unit), *now])
        return higher in self._higher[unit]

    def _earlier(self, name: ModelName) -> list[int]:
        """Return the earlier years that can be meant: as far back as the row says, else last year, or all."""
        first = 0 if name.naming in _OF_EARLIER_YEARS else name.year - 1
        return [year for year in self._years if (name.from_year or first) <= year < name.year]

    @property
    def _years(self) -> list[int]:
        return sorted({*self._recorded_years, *self._planned})

    @cached_property
    def _recorded_years(self) -> list[int]:
        return [folder.year for folder in self._lookup.source.folders() if folder.kind == MODELS.name]

    def _of_year(self, year: int) -> _ModelsOfYear:
        if year not in self._of_years:
            self._lookup.look_at_models(year)
            recorded = {model.id: model for model in titled_models(self._lookup.db, year)}
            self._of_years[year] = _ModelsOfYear({**recorded, **self._planned[year]}.values())
        return self._of_years[year]

    def _latest_of_lineage(self, models: Sequence[TitledModel]) -> Sequence[TitledModel]:
        """Return the latest of models that carry on one another, else all of them."""
        if len(set(map(self._root, models))) > 1:
            return models
        last = max(model.year for model in models)
        return [model for model in models if model.year == last]

    def _root(self, model: TitledModel) -> str:
        """Return the id of the first model of a lineage, even of one that no file tells of."""
        while model.continues and (earlier := self._earlier_record(model.continues, model.year)):
            model = earlier
        return model.continues or model.id

    def _earlier_record(self, name: str, before: int) -> TitledModel | None:
        years = sorted({year for _, year in self._lookup.paths_of(MODELS, name)} | set(self._planned))
        models = (self._of_year(year).by_id.get(name) for year in years if year < before)
        return next(filter(None, models), None)

    def _refusal(self, name: ModelName) -> RequestError:
        """Return the error that there is no such model, with those that may have been meant."""
        if is_id(name.text) and (gone := self._lookup.removed(name.text, (MODELS,))):
            return gone_error(gone)
        if name.naming is Naming.EVALUATED and name.unit:
            return RequestError(self._not_registered, value=name.text, near=self._near(name, [name.year]))
        years = [] if name.naming is Naming.EVALUATED else self._earlier(name)
        years += [] if name.naming in _OF_EARLIER_YEARS else [name.year]
        told = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0] if years else name.year - 1)
        return RequestError(NO_MODEL_OF_TITLE, value=name.text, years=told, near=self._near(name, years[::-1]))

    def _near(self, name: ModelName, years: Iterable[int]) -> str:
        """Tell of models of which a title is a part, those of the unit first; else of the nearest."""
        self._proposals += 1
        if self._proposals > _MOST_PROPOSALS:
            return "–"
        is_part = occurring(name.text)
        models = [model for year in years for model in self._of_year(year).by_id.values()]
        own = [model for model in models if not name.unit or self._lies_in(model.unit, name.unit)]
        near = [model for model in own if is_part(model.title)]
        near += [model for model in models if model not in near and is_part(model.title)] if not near else []
        if not near:
            title = nearest(name.text, (model.title for model in own))
            near = [model for model in own if model.title == title]
        return "; ".join(map(self._told, near[:_MOST_PROPOSED])) or "–"

    def _told(self, model: TitledModel) -> str:
        return f"{model.title} – {self._lists.called(model.unit).placed}, {model.year} ({model.id})"
