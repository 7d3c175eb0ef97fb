"""What columns are called in the lists that danvan writes, by which it knows them again."""

import gettext

from danvan_cli.domain.field_types import Parts
from danvan_cli.domain.record_types import MODELS, PUBLISHED_FIGURES
from danvan_cli.importing.columns import REVIEW, ListColumn, columns_of, fields_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import DOMAIN, FOLDER, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.labels import label_of

REQUIRED = " (*)"
ASIDE = N_("danvan does not read this sheet.")  # stands above all else on sheets that hold no list
_HEADINGS = {(PUBLISHED_FIGURES.folder, "where"): N_("Where (for all claims)")}
_PARTS = {"scores": N_("Score: {name}"), "results": N_("Result: {name}")}
# What a review calls what models have, in its own words.
REVIEWED = {"ended_on": N_("Stopped on"), "ended_reason": N_("Why it was stopped")}


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
