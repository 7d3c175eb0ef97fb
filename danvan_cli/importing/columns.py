"""The columns of lists, out of the tables of fields: what templates, exports and imports have in common.

In the lists that danvan writes it knows them again by their headings.
"""

import gettext
from collections.abc import Sequence
from typing import NamedTuple

from danvan_cli.domain import field_types
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import Parts
from danvan_cli.domain.fields import CLAIM, FIGURES, MODEL, TABLES, Field
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, PUBLISHED_FIGURES, RECORD_TYPES
from danvan_cli.domain.vietnamese_names import all_of, nearest_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import DOMAIN, FOLDER, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug
from danvan_cli.text.visible import visible
from danvan_cli.view.labels import label_of

NO_LIST_KIND = Message("no-list-kind", N_("There are no lists of “{value}”. Nearest: {near}. There are: {known}."))

KINDS = {**RECORD_FOLDERS, "units": "unit"}
LIST_LABELS = {
    **{record_type.folder: record_type.list_label or record_type.label for record_type in RECORD_TYPES.values()},
    "units": N_("list of units"),
    "review": N_("review of models"),
}
ID = Field("id", field_types.ID, N_("Id"), help=N_("By it danvan knows the record again; leave it as it is."))
YEAR = Field("year", field_types.YEAR, N_("Campaign year"))
# What danvan notes of a record that it writes into a workbook, to see later whether somebody changed it since.
MARK = Field("mark", field_types.TEXT, N_("danvan's mark"), help=N_("Leave it as it is."))
# Which cells of a row danvan filled in before the list was sent out.
PREPARED = Field("prepared", field_types.TEXT, N_("Filled in by danvan"), help=N_("Leave it as it is."))
_AT_LEVEL = Field(
    "level", field_types.REF, N_("Level"), choices="level", required=True, help=N_("The level that evaluated.")
)
REVIEW = Field("review", field_types.REF, N_("Result of the review"), choices="review")

# Columns of places beside that of a unit: what it lies in, the outer one first. A section of another says so, too.
PLACES = ("district", "commune")
WITHIN = "within"

# What a ward is asked for; the other keys only where somebody wants them.
ASKED = {
    **{record_type.folder: record_type.asked or tuple(record_type.fields) for record_type in RECORD_TYPES.values()},
    "units": ("name", "level", "parent", "aliases", "from", "until"),
}
REQUIRED = " (*)"
ASIDE = N_("danvan does not read this sheet.")  # stands above all else on sheets that hold no list
_HEADINGS = {(PUBLISHED_FIGURES.folder, "where"): N_("Where (for all claims)")}
_PARTS = {"scores": N_("Score: {name}"), "results": N_("Result: {name}")}
# What a review calls what models have, in its own words.
REVIEWED = {"ended_on": N_("Stopped on"), "ended_reason": N_("Why it was stopped")}


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
        return {**head, **own, "mark": MARK, PREPARED.key: PREPARED}
    claims = {f"claims.{key}": field for key, field in CLAIM.items()}
    return {
        **head,
        **{key: field for key, field in FIGURES.items() if key != "claims"},
        **claims,
        "mark": MARK,
        PREPARED.key: PREPARED,
    }


def type_of(kind: str) -> RecordType | None:
    """Return the type of the records that a kind of list holds, None for units and reviews."""
    return RECORD_TYPES.get(KINDS.get(kind, ""))


def columns_of(kind: str, lists: Lists, keys: Sequence[str]) -> list[ListColumn]:
    """Return the columns of some keys; scores and results have one for each criterion and indicator in use."""
    fields = fields_of(kind)
    columns: list[ListColumn] = []
    for key in keys:
        field = fields[key]
        if isinstance(field.type, Parts):
            parts = lists.entries(field.choices).values()
            columns += [ListColumn(f"{key}.{entry.id}", field, entry.id) for entry in parts]
        else:
            columns.append(ListColumn(key, field))
    return columns


def find_kind(typed: str) -> str:
    """Find the kind of list that is meant, by either of its names; raise RequestError."""
    name = slug(typed)
    for kind, vietnamese in LIST_KINDS.items():
        if name in (kind, vietnamese, KINDS.get(kind)):
            return kind
    raise RequestError(NO_LIST_KIND, value=typed, near=nearest_of(typed, LIST_KINDS), known=all_of(LIST_KINDS))


def heading_of(kind: str, column: ListColumn, lists: Lists) -> str:
    """Return a column's heading, another for each column of a kind of list."""
    if not column.part and isinstance(column.field.type, Parts):
        return column.key  # all parts in one cell: no list of people's has that
    if not column.part:
        return translate(_HEADINGS.get((kind, column.key), column.field.label))
    entry = lists.entries(column.field.choices).get(column.part)
    if entry is None:
        return column.key
    unit = f" ({visible(entry.unit)})" if entry.unit else ""
    return translate(_PARTS[column.field.key]).format(name=label_of(entry)) + unit


def own_headings(kind: str, lists: Lists) -> dict[str, str]:
    """Return {heading: key} of the lists that danvan writes, in the language that is spoken, without stars."""
    fields = fields_of(kind)
    whole = [ListColumn(key, field) for key, field in fields.items() if isinstance(field.type, Parts)]
    columns = [*columns_of(kind, lists, list(fields)), *whole]
    headings = {heading_of(kind, column, lists): column.key for column in columns}
    reviewed = {"review": REVIEW.label, **REVIEWED} if kind == MODELS.folder else {}
    return {**headings, **{translate(label): key for key, label in reviewed.items()}}


def is_aside(text: str) -> bool:
    """Whether what stands in a sheet's first cell tells that danvan wrote the sheet, and that it holds no list."""
    vietnamese = gettext.translation(DOMAIN, FOLDER, ["vi"], fallback=True).gettext(ASIDE)
    return text.endswith((ASIDE, vietnamese))
