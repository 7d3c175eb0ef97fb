"""The columns of lists, out of the tables of fields: what templates, exports and imports have in common."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain import field_types
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import CLAIM, FIGURES, MODEL, TABLES, Field
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.record_types import EVALUATIONS, PUBLISHED_FIGURES, RECORD_TYPES, RecordType
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest
from danvan_cli.text.slug import slug

NO_LIST_KIND = Message("no-list-kind", N_("There are no lists of “{value}”. Nearest: {near}. There are: {known}."))


KINDS = {**RECORD_FOLDERS, "units": "unit"}
# The kinds of lists by their Vietnamese names; a review is one of last year's models.
LIST_KINDS = {
    **{record_type.folder: record_type.list_name or record_type.folder for record_type in RECORD_TYPES.values()},
    "units": "don-vi",
    "review": "ra-soat",
}
LIST_LABELS = {
    **{record_type.folder: record_type.list_label or record_type.label for record_type in RECORD_TYPES.values()},
    "units": N_("list of units"),
    "review": N_("review of models"),
}
ID = Field("id", field_types.ID, N_("Id"), help=N_("By it danvan knows the record again; leave it as it is."))
YEAR = Field("year", field_types.YEAR, N_("Campaign year"))
# What danvan notes of a record that it writes into a workbook, to see later whether somebody changed it since.
MARK = Field("mark", field_types.TEXT, N_("danvan's mark"), help=N_("Leave it as it is."))
_AT_LEVEL = Field(
    "level", field_types.REF, N_("Level"), choices="level", required=True, help=N_("The level that evaluated.")
)
_CLAIMS = "claims."
REVIEW = Field("review", field_types.REF, N_("Result of the review"), choices="review")

# What a ward is asked for; the other keys only where somebody wants them.
ASKED = {
    **{record_type.folder: record_type.asked or tuple(record_type.fields) for record_type in RECORD_TYPES.values()},
    "units": ("name", "level", "parent", "aliases", "from", "until"),
}


class ListColumn(NamedTuple):
    """A column: its key, and the field that its cells hold; `part` is the criterion or indicator of `scores.part`."""

    key: str
    field: Field
    part: str = ""

    @property
    def required(self) -> bool:
        """Whether a list of new records cannot do without."""
        return self.field.required


def fields_of(kind: str) -> dict[str, Field]:
    """Return the fields that a row of a kind of list may state, by key, in the order of the tables.

    An evaluation is named by its model's title and unit, or by its id; a figures row is one claim of its source.
    """
    head = {"id": ID} if kind == "units" else {"id": ID, "year": YEAR}
    if kind == EVALUATIONS.folder:
        head |= {"title": MODEL["title"], "unit": MODEL["unit"], "level": _AT_LEVEL}
    own = TABLES[KINDS[kind]]
    if kind != PUBLISHED_FIGURES.folder:
        return {**head, **own, "mark": MARK}
    claims = {f"{_CLAIMS}{key}": field for key, field in CLAIM.items()}
    return {**head, **{key: field for key, field in FIGURES.items() if key != "claims"}, **claims, "mark": MARK}


def type_of(kind: str) -> RecordType | None:
    """Return the type of the records that a kind of list holds, None for units and reviews."""
    return RECORD_TYPES.get(KINDS.get(kind, ""))


def columns_of(kind: str, lists: Lists, keys: Sequence[str]) -> list[ListColumn]:
    """Return the columns of some keys; scores and results have one for each criterion and indicator in use."""
    fields = fields_of(kind)
    return [column for key in keys for column in _columns(key, fields[key], lists)]


def _columns(key: str, field: Field, lists: Lists) -> Iterator[ListColumn]:
    if not isinstance(field.type, field_types.Parts):
        yield ListColumn(key, field)
        return
    for entry in lists.entries(field.choices).values():
        yield ListColumn(f"{key}.{entry.id}", field, entry.id)


def find_kind(typed: str) -> str:
    """Find the kind of list that is meant, by either of its names; raise RequestError."""
    name = slug(typed)
    for kind, vietnamese in LIST_KINDS.items():
        if name in (kind, vietnamese, KINDS.get(kind)):
            return kind
    known = [*LIST_KINDS, *LIST_KINDS.values()]
    raise RequestError(NO_LIST_KIND, value=typed, near=nearest(typed, known) or "–", known=", ".join(LIST_KINDS))
