"""Which kind of list a set of columns makes."""

from collections.abc import Mapping

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import STATEMENTS
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS, PUBLISHED_FIGURES, RECORD_TYPES
from danvan_cli.domain.vietnamese_names import all_of
from danvan_cli.importing.detection.column_meanings import ColumnMeanings, meaning_of
from danvan_cli.importing.detection.heading_blocks import HeadingBlock
from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.tick_columns import Sample
from danvan_cli.importing.detection.wordings import ALL_KINDS, REVIEW
from danvan_cli.spreadsheet.sheets import Spot
from danvan_cli.text.mark import N_

KIND_NEEDED = Message(
    "kind-needed", N_("By its headings the list on {where} can be any of: {known}. Say with --kind which it is.")
)

# What the rows of a kind are named by; a list without any of them is none.
NAMING = {
    **{record_type.folder: record_type.rows_named_by or ("title", "id") for record_type in RECORD_TYPES.values()},
    "units": ("name", "id"),
    REVIEW: ("title", "id"),
}
_FEWEST = 2  # columns, one of which may be the running number
_OF_EVALUATIONS = ("rating", "score", "scores.", "results.", "surveyed_on", "rated_on", "recognized", "outstanding")
# Whose rows may name a model, and say more of it than a list of models does.
_TELLING_MORE = (EVALUATIONS.folder, AWARDS.folder)
_BY_DECISION = ("decision", "decided_on")
_OF_AWARDS = ("recipient", "form", "authority", "purpose", "citation", "proposal", "proposed_on")
_OF_UNITS = ("level", "parent", "aliases", "from", "until")
_KNOWN_BY = {record_type.folder: record_type.known_by for record_type in RECORD_TYPES.values() if record_type.known_by}
_ALSO_OF_SURVEYS = {"outcome"}  # “Kết quả” stands over points, too
_NOTHING = ColumnMeanings({}, {}, [])
_OF_FIGURES = (*(f"claims.{key}" for key in STATEMENTS), "claims.text")


def choose(block: HeadingBlock, office: OfficeNames, sample: Sample, where: Spot) -> tuple[str, ColumnMeanings] | None:
    """Return the kind of list that the headings make, and what its columns hold; None if they make none.

    Raise RequestError ("kind-needed") where several fit, and what a mapping is refused for.
    """
    if len(office.kinds) == 1:
        kind = office.kinds[0]
        meaning = meaning_of(block, kind, office, sample)
        return (kind, meaning) if _is_named(kind, meaning) else None
    fitting = _fitting(_meanings(block, office, sample))
    if len(fitting) > 1:
        columns = {column for meaning in fitting.values() for column in meaning.keys}
        own = {kind: meaning for kind, meaning in fitting.items() if _is_own(block, kind, meaning, office)}
        fitting = {kind: meaning for kind, meaning in own.items() if columns <= meaning.keys.keys()} or fitting
    if len(fitting) > 1:
        raise RequestError(KIND_NEEDED, where=where, known=all_of({kind: LIST_KINDS[kind] for kind in fitting}))
    return next(iter(fitting.items()), None)


def _is_own(block: HeadingBlock, kind: str, meaning: ColumnMeanings, office: OfficeNames) -> bool:
    """Whether the headings are those that danvan itself writes over such a list."""
    keys = ((column, key) for column, key in meaning.keys.items() if key != "number")
    return all(office.wordings[kind].is_own(block.paths[column][-1], key) for column, key in keys)


def is_other_list(block: HeadingBlock, office: OfficeNames, sample: Sample) -> bool:
    """Whether headings that make no list of the kind wanted make one of another."""
    return len(office.kinds) == 1 and bool(_fitting(_meanings(block, office, sample)))


def _fitting(meanings: Mapping[str, ColumnMeanings]) -> dict[str, ColumnMeanings]:
    fitting = {
        kind: meaning for kind, meaning in meanings.items() if _is_named(kind, meaning) and _fits(kind, meanings)
    }
    return {REVIEW: fitting[REVIEW]} if REVIEW in fitting else fitting


def _meanings(block: HeadingBlock, office: OfficeNames, sample: Sample) -> dict[str, ColumnMeanings]:
    """Read the headings as each kind; a kind that the clerk's mapping cannot be read in is out, unless all are."""
    by_kind: dict[str, ColumnMeanings] = {}
    refused: list[RequestError] = []
    for kind in ALL_KINDS:
        try:
            by_kind[kind] = meaning_of(block, kind, office, sample)
        except RequestError as error:
            refused.append(error)
    if not by_kind:
        raise refused[0]
    return by_kind


def _is_named(kind: str, meaning: ColumnMeanings) -> bool:
    keys = set(meaning.keys.values())
    return len(keys) >= _FEWEST and not keys.isdisjoint(NAMING[kind])


def _fits(kind: str, meanings: Mapping[str, ColumnMeanings]) -> bool:
    own = meanings[kind]
    keys = set(own.keys.values())
    models = meanings.get(MODELS.folder, _NOTHING)
    if kind == REVIEW:
        return "review" in keys
    if kind == MODELS.folder:
        of_models = (_is_more(other_kind, meanings) for other_kind in _TELLING_MORE)
        by_itself = (_is_known_by_itself(other_kind, meanings) for other_kind in _KNOWN_BY)
        return "title" in keys and not any(of_models) and not any(by_itself)
    if kind in _TELLING_MORE:
        return _is_more(kind, meanings)
    if kind == PUBLISHED_FIGURES.folder:
        return "claims.measure" in keys and not keys.isdisjoint(_OF_FIGURES)
    return _is_known_by_itself(kind, meanings) or (kind == "units" and _is_of_units(own, models))


def _is_known_by_itself(kind: str, meanings: Mapping[str, ColumnMeanings]) -> bool:
    """Whether a list has a column that shows what it is one of.

    One that names models is theirs, unless this reads as much of it, and its own name from the same column.
    """
    own, models = meanings.get(kind, _NOTHING), meanings.get(MODELS.folder, _NOTHING)
    keys = set(own.keys.values())
    telling = set(_KNOWN_BY.get(kind, ())) - (_ALSO_OF_SURVEYS if _is_rated(meanings) else set())
    as_much = "title" in keys and len(own.keys) >= len(models.keys)
    return not keys.isdisjoint(telling) and (as_much or "title" not in models.keys.values())


def _is_rated(meanings: Mapping[str, ColumnMeanings]) -> bool:
    """Whether a list names models, and has both their scores and their ratings."""
    names_models = "title" in meanings.get(MODELS.folder, _NOTHING).keys.values()
    return names_models and {"rating", "score"} <= set(meanings.get(EVALUATIONS.folder, _NOTHING).keys.values())


def _is_of_units(own: ColumnMeanings, models: ColumnMeanings) -> bool:
    """Whether a list is one of units: most of its headings say so, and none names a model."""
    keys = set(own.keys.values())
    explained = len(own.keys) >= len(own.unknown) and len(own.keys) >= len(models.keys)
    return "name" in keys and not keys.isdisjoint(_OF_UNITS) and explained and "title" not in models.keys.values()


def _is_more(kind: str, meanings: Mapping[str, ColumnMeanings]) -> bool:
    """Whether a list says of models what only evaluations or awards say, or names who was given an award."""
    beyond = _beyond_models(kind, meanings)
    has_title = "title" in meanings.get(MODELS.folder, _NOTHING).keys.values()
    if kind == AWARDS.folder:
        return any(key in _OF_AWARDS or (key in _BY_DECISION and not has_title) for key in beyond)
    of_awards = not _beyond_models(AWARDS.folder, meanings).isdisjoint(_OF_AWARDS)
    return any(key.startswith(_OF_EVALUATIONS) or (key in _BY_DECISION and not of_awards) for key in beyond)


def _beyond_models(kind: str, meanings: Mapping[str, ColumnMeanings]) -> set[str]:
    """Return the keys of columns that a list of models would not have; of all columns where no model is named."""
    own, models = meanings.get(kind), meanings.get(MODELS.folder, _NOTHING)
    if own is None or not _is_named(kind, own):
        return set()
    has_title = "title" in models.keys.values()
    return {key for column, key in own.keys.items() if column not in models.keys or not has_title}
