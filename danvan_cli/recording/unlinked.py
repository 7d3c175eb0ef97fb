"""Models that are carried on: those of the year before that they may be, and whether these have a record already.

A title changes a little from year to year (“Bến đò an toàn”, then “Bến đò an toàn sông Hậu”); without a link the model
counts as a new one when years are put together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from danvan_cli.counting.lineages import EarlierModel, continued, going_on
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.recording.carrying import MAY_BE_CARRIED_OVER, unit_in
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

WHICH_CONTINUED = Message(
    "which-continued",
    N_(
        "“{title}” is carried on, and no model of the unit in {year} is called so. Is it one of these? {candidates}. "
        "Say which by continues."
    ),
    severity="identity",
)
ALL_CARRIED = Message(
    "all-carried",
    N_(
        "“{title}” is carried on, but all models of the unit in {year} have a record of {new} already: {candidates}. "
        "If it is one of them, correct that record: danvan set."
    ),
    severity="identity",
)
TITLED_AS_BEFORE = Message(
    "titled-as-before",
    N_("{path} has the same title, and nothing says that it goes on in this one. If it does: {command}"),
    severity="doubt",
)
CONTINUES_SAME = Message("continues-same", N_("“{title}” continues {path}, of the same title."), severity="remark")
_MOST_NAMED = 5


def is_unlinked(values: Mapping[str, Value]) -> bool:
    """Whether a model is said to be carried on, and does not say of which; a bare number carries on no single one."""
    return values.get("origin") == "duy-tri" and "continues" not in values and values.get("count", 1) == 1


def is_unsaid(values: Mapping[str, Value]) -> bool:
    """Whether nothing is said of where a model comes from: it may be one of the year before."""
    return not {"origin", "continues", "replicates"} & values.keys() and values.get("count", 1) == 1


class EarlierModels:
    """The models of the year before that may go on in a year, by the unit that theirs has become by then."""

    def __init__(self, lookup: RecordLookup, year: int, title: str | None = None, planned: Iterable[Step] = ()) -> None:
        """Bring the models of both years into step; with a title, only those of it are of interest.

        `planned` are those of the year before that the same plan writes.
        """
        self.year = year - 1
        lookup.look(Scope((MODELS.name,), year - 1, year, (year - 1, year)))
        self._carried = continued(lookup.db, year)
        units: dict[str, str] = {}
        self._by_unit: dict[str, list[EarlierModel]] = defaultdict(list)
        on_file = going_on(lookup.db, year - 1, None if title is None else fold(title))
        new = [_model_of(step) for step in planned if step.old is None and _is_single_and_goes_on(step.new or {})]
        for model in (*on_file, *new):
            if model.unit not in units:
                units[model.unit] = unit_in(lookup, model.unit, year)
            self._by_unit[units[model.unit]].append(model)

    def of_unit(self, unit: str) -> list[EarlierModel]:
        """Return those of a unit."""
        return self._by_unit.get(unit, [])

    def record_of(self, model: str) -> str:
        """Return the path of the record by which a model goes on in the year, "" for none."""
        return self._carried.get(model, "")


def _model_of(step: Step) -> EarlierModel:
    stated = step.new or {}
    return EarlierModel(step.id, step.path, stated["title"], stated["unit"], stated.get("person"))


def _is_single_and_goes_on(values: Mapping[str, Value]) -> bool:
    return values.get("count", 1) == 1 and "ended_on" not in values


def doubt_carried(path: str, model: str) -> Remark:
    """Doubt whether a model is carried over already, by the record at a path."""
    return remark(MAY_BE_CARRIED_OVER, path=path, id=model)


def titled_so(title: str, candidates: Sequence[EarlierModel]) -> EarlierModel | None:
    """Return the one model of exactly this title, folded, if there is one."""
    same = [model for model in candidates if fold(model.title) == fold(title)]
    return same[0] if len(same) == 1 else None


def titled_as_before(values: Mapping[str, Value], candidates: Sequence[EarlierModel]) -> EarlierModel | None:
    """Return the one model of the same title that is of nobody else, as far as both say; None for several."""
    alike = [model for model in candidates if fold(model.title) == fold(str(values["title"]))]
    person = fold(str(values.get("person", "")))
    own = [model for model in alike if not (model.person and person) or fold(model.person) == person]
    return own[0] if len(own) == 1 else None


def doubt_which(title: str, year: int, candidates: Sequence[EarlierModel]) -> Remark:
    """Doubt which of the models of the year before a new one carries on."""
    named = _listed((model.title, model.path) for model in candidates)
    return remark(WHICH_CONTINUED, title=title, year=str(year), candidates=named)


def doubt_new(title: str, earlier: EarlierModels, candidates: Sequence[EarlierModel]) -> Remark:
    """Doubt a model that is carried on where all those that it may be go on in a record already: which these are."""
    named = _listed((model.title, earlier.record_of(model.id)) for model in candidates)
    return remark(ALL_CARRIED, title=title, year=str(earlier.year), new=str(earlier.year + 1), candidates=named)


def _listed(models: Iterable[tuple[str, str]]) -> str:
    """Return (title, path) of models in a row, so many as can be read."""
    named = [f"“{title}” ({path})" for title, path in models]
    more = [f"… +{len(named) - _MOST_NAMED}"] if len(named) > _MOST_NAMED else []
    return "; ".join([*named[:_MOST_NAMED], *more])
