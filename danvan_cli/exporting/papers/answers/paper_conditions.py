"""The conditions of a whole paper: each means the same of every measure that the paper asks, or no paper is written."""

from collections.abc import Iterable, Iterator, Sequence

from danvan_cli.counting.claims import is_of_the_same_days, means_the_same
from danvan_cli.counting.measures import DIMENSION_NAMES, Measure
from danvan_cli.counting.question import NAMING_DIMENSIONS, Filter, find_dimension_of_filter
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.vietnamese_names import all_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import value_label

LACKING = Message(
    "paper-condition-lacking",
    N_(
        "“{value}” cannot hold for all of it: {measure}, which it counts, too, has no dimension “{dimension}”. All of "
        "it can be asked only by {known}; or count it in a template of your own, its tags with that condition."
    ),
)
DIFFERS = Message(
    "paper-condition-differs",
    N_(
        "“{value}” cannot hold for all of it: of {measure} it says something else than of {measured}, which it counts, "
        "too. All of it can be asked only by {known}; or count it in a template of your own, its tags with that "
        "condition."
    ),
)
SHARE_OF_DAYS = Message(
    "paper-share-of-days",
    N_(
        "“{value}” cannot hold for all of it: it says what share {measure} has of {measured}, and what is of one month "
        "is not of the other. All of it can be asked only by {known}; or count it in a template of your own."
    ),
)
SEVERAL_DECISIONS = Message(
    "paper-of-several-decisions",
    N_("“{value}”: one decision is of one level, and a model stands in it once. Write a paper for each of them."),
)
TWICE_DECIDED = Message(
    "paper-decides-twice",
    N_("{id} would stand there twice: it is on record at several levels. Name the level: --where level={value}."),
)
# Of whatever a paper counts these mean the same, and nearly everything has them.
_OF_ALL = ("unit", "kind", "tag")


class PaperConditionError(DanvanError):
    """A condition of the whole paper, or page, is not one: told once, and not for each tag."""

    exit_code = 2


class PaperConditions:
    """Looks whether conditions mean the same of one measure after the other."""

    def __init__(self, typed: Sequence[str]) -> None:
        self._typed = typed
        self._measures: list[Measure] = []

    def refuse_other_meaning(self, measure: Measure) -> None:
        """Raise PaperConditionError where a condition means nothing, or something else, of one measure more."""
        if measure in self._measures:
            return
        for condition, name in self._named():
            if name not in measure.dimensions:
                raise PaperConditionError(LACKING, **_told(condition, measure), dimension=name)
            for known in self._measures:
                if not means_the_same(known, measure, name):
                    raise PaperConditionError(DIFFERS, **_told(condition, measure), measured=known.name)
        self._measures.append(measure)

    def refuse_share(self, part: Measure, whole: Measure) -> None:
        """Raise PaperConditionError where a condition is a time, of which a share's part and whole have two."""
        for condition, name in self._named():
            if not is_of_the_same_days(part, whole, name):
                raise PaperConditionError(SHARE_OF_DAYS, **_told(condition, part), measured=whole.name)

    def _named(self) -> Iterator[tuple[str, str]]:
        for condition in self._typed:
            dimension = find_dimension_of_filter(condition)
            if dimension is not None:
                yield condition, dimension.name


def _told(condition: str, measure: Measure) -> dict[str, object]:
    known = all_of({name: DIMENSION_NAMES[name] for name in _OF_ALL})
    return {"value": condition, "measure": measure.name, "known": known}


def unit_named(condition: Filter, lists: Lists) -> str:
    """Return the names of the units that a condition is of, as a sentence has them; "" where it is of anything else."""
    if condition.axis.dimension.name != "unit" or condition.axis.at or condition.operator != "=":
        return ""
    return ", ".join(value_label(lists, condition.axis, value) for value in condition.values)


def refuse_several_deciders(typed: Sequence[str], where: Sequence[Filter]) -> None:
    """Raise PaperConditionError where the conditions of what one office decides are of several; `where` is as read."""
    for text, condition in zip(typed, where, strict=True):
        is_of_one = condition.operator in ("=", "==") and len(set(map(fold, condition.values))) == 1
        if condition.axis.dimension.name in NAMING_DIMENSIONS and not is_of_one:
            raise PaperConditionError(SEVERAL_DECISIONS, value=text)


def refuse_twice(records: Iterable[ListedRecord]) -> None:
    """Raise PaperConditionError where a model is decided on at two levels in one year."""
    seen: set[str] = set()
    for record in records:
        model, _, level = record.path.removesuffix(".yaml").rpartition(".")
        if model in seen:
            raise PaperConditionError(TWICE_DECIDED, id=record.id, value=level)
        seen.add(model)
