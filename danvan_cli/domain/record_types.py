"""What types of records there are: one object each says what the rest of the program has to know of it.

A record's `kind` is the word for tập thể or cá nhân; what it is a record of is its type.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from danvan_cli.domain.origin import read_origin
from danvan_cli.domain.people import without_address
from danvan_cli.domain.record_type import IndexColumn, IndexPart, RecordType
from danvan_cli.domain.standing import is_revoked
from danvan_cli.text.dates import last_day
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Table


def _fields(name: str) -> "Callable[[], Table]":
    """Return what gives a table of fields by its name in `fields`."""

    @cache
    def table() -> "Table":
        from danvan_cli.domain import fields  # noqa: PLC0415 - see `RecordType.table_of_fields`

        fields_of_type: Table = getattr(fields, name)
        return fields_of_type

    return table


def stated(*keys: str, whole: bool = False) -> tuple[IndexColumn, ...]:
    """Return columns that hold what the keys of the same names state."""
    return tuple(IndexColumn(key, key, whole=whole) for key in keys)


def folded(name: str, key: str, *, compares: bool = True) -> IndexColumn:
    """Return a column that holds a text without what makes no difference."""
    return IndexColumn(name, key, made=lambda values: fold(values[key]) if values.get(key) else None, compares=compares)


def _unaddressed(name: str, key: str) -> IndexColumn:
    """Return a column that holds a person's name without what makes no difference, nor a form of address."""
    return IndexColumn(name, key, made=lambda values: without_address(values.get(key, "")) or None, compares=True)


def _last_day(name: str, key: str) -> IndexColumn:
    return IndexColumn(name, key, made=lambda values: last_day(values[key]) if key in values else None)


_NUMBER = IndexColumn("number", "count", whole=True)
_SENT_IN = IndexColumn("sent_in", made=lambda values: _files_of_lists(str(values.get("source", ""))))
_REVOKED = IndexColumn("revoked", made=lambda values: int(is_revoked(values)), whole=True)


def _files_of_lists(source: str) -> str | None:
    """Return the files of the lists that an import took a record from, a line each; None of what was typed in."""
    return "\n".join(read_origin(source).files) or None


def _list_of_number(values: Mapping[str, Any]) -> str | None:
    """Return the source that gave a bare number, of an imported list its file; None of a single model."""
    source = str(values.get("source", "")) if values.get("count", 1) > 1 else ""
    return source.partition(" › ")[0].partition(" · ")[0] or None


MODELS = RecordType(
    name="model",
    folder="models",
    label=N_("Model"),
    table_of_fields=_fields("MODEL"),
    identity=("unit", "title", "person"),
    may_be_missing=("person",),
    of_persons="person",
    told_apart_by="continues",
    copies="replicates",
    may_move="unit",
    in_ids=("unit", "title"),
    columns=(
        *stated("title", "unit", "kind", "person", "level", "field", "movement", "origin", "continues", "replicates"),
        *stated("registered_on", "started_on", "ended_on"),
        *stated("from_year", whole=True),
        folded("title_key", "title"),
        _last_day("registered_day", "registered_on"),
        _last_day("ended_day", "ended_on"),
        _NUMBER,
        IndexColumn("number_from", made=_list_of_number),
        _SENT_IN,
        IndexColumn("root", filled=True),
    ),
    spans=True,
    has_lineages=True,
    spoken_on="registered_on",
    in_order=(("registered_on", "ended_on"), ("started_on", "ended_on")),
    sheet=N_("Models"),
    list_name="mo-hinh",
    list_title=N_("List of models"),
    list_label=N_("models"),
    asked=(
        *("title", "unit", "kind", "person", "position", "field", "origin", "registered_on", "place"),
        *("content", "note"),
    ),
)
EVALUATIONS = RecordType(
    name="evaluation",
    folder="evaluations",
    label=N_("Evaluation"),
    table_of_fields=_fields("EVALUATION"),
    named_by=("model", "level"),
    columns=(
        *stated("surveyed_on", "rated_on"),
        *stated("score", whole=True),
        *stated("rating"),
        *stated("recognized", "outstanding", whole=True),
        *stated("decision", "decided_on", "revoked_on", "proposal", "proposed_on"),
        _last_day("surveyed_day", "surveyed_on"),
        _last_day("rated_day", "rated_on"),
        _last_day("decided_day", "decided_on"),
        _last_day("revoked_day", "revoked_on"),
        _last_day("proposed_day", "proposed_on"),
        IndexColumn("evaluator", "by"),
        IndexColumn("evidence", made=lambda values: "\n".join(values.get("evidence", ())) or None),
        _REVOKED,
        IndexColumn("model_file", whole=True, filled=True),
        IndexColumn("astray", whole=True, filled=True),
    ),
    parts=(
        IndexPart("result", "results", "indicator", "amount"),
        IndexPart("point", "scores", "criterion", "points", among="scorers"),
    ),
    spans=True,
    is_searched=False,  # it is found through its model
    spoken_on="surveyed_on",
    in_order=(
        *(("surveyed_on", "rated_on"), ("rated_on", "decided_on")),
        *(("proposed_on", "decided_on"), ("decided_on", "revoked_on")),
    ),
    sheet=N_("Evaluations"),
    list_name="danh-gia",
    list_title=N_("Evaluation of models"),
    list_label=N_("evaluations"),
    asked=(
        *("title", "unit", "level", "surveyed_on", "scores", "score", "rating", "recognized", "outstanding"),
        *("decision", "decided_on", "results", "note"),
    ),
)
AWARDS = RecordType(
    name="award",
    folder="awards",
    label=N_("Award"),
    table_of_fields=_fields("AWARD"),
    title="recipient",
    identity=(
        *("authority", "form", "kind", "recipient", "unit", "purpose", "decision", "from_year"),
        *("position", "model"),
    ),
    may_be_missing=("position", "unit", "decision", "model", "purpose", "authority"),
    of_persons="recipient",
    in_ids=("authority", "form", "kind", "recipient"),
    instead_of_title="decision",
    columns=(
        *stated("kind", "form", "authority", "recipient", "position", "unit", "model", "purpose", "proposal"),
        *stated("proposed_on", "status", "decision", "decided_on", "revoked_on"),
        *stated("from_year", whole=True),
        folded("recipient_key", "recipient", compares=False),
        _unaddressed("recipient_name", "recipient"),
        _last_day("decided_day", "decided_on"),
        _last_day("revoked_day", "revoked_on"),
        _last_day("proposed_day", "proposed_on"),
        _REVOKED,
        _NUMBER,
        _SENT_IN,
    ),
    spoken_on="decided_on",
    in_order=(("proposed_on", "decided_on"), ("decided_on", "revoked_on")),
    sheet=N_("Awards"),
    list_name="khen-thuong",
    list_title=N_("List of awards"),
    list_label=N_("awards"),
    asked=(
        *("recipient", "position", "kind", "unit", "model", "form", "authority", "purpose", "decision", "decided_on"),
        "note",
    ),
    rows_named_by=("recipient", "model", "id"),
)
ACTIVITIES = RecordType(
    name="activity",
    folder="activities",
    label=N_("Activity"),
    table_of_fields=_fields("ACTIVITY"),
    identity=("unit", "title", "held_on"),
    may_be_missing=("held_on",),
    in_ids=("unit", "title"),
    dated_by="held_on",
    columns=(
        *stated("title", "unit", "form", "held_on", "model", "decision", "ended_on", "outcome"),
        *stated("until_year", "participants", "from_year", whole=True),
        folded("title_key", "title"),
        _last_day("held_day", "held_on"),
        _last_day("ended_day", "ended_on"),
        _NUMBER,
        _SENT_IN,
    ),
    parts=(IndexPart("result", "results", "indicator", "amount"),),
    spoken_on="held_on",
    in_order=(("held_on", "ended_on"),),
    happens_on="held_on",
    runs_until="until_year",
    sheet=N_("Activities"),
    list_name="hoat-dong",
    list_title=N_("List of activities"),
    list_label=N_("activities"),
    asked=("held_on", "title", "form", "unit", "partners", "participants", "place", "outcome", "note"),
    known_by=("held_on", "until_year", "outcome"),
    measure="activities",
    measured_by=("form",),
    measured_beside=("running", "participants"),
)
PUBLISHED_FIGURES = RecordType(
    name="figures",
    folder="figures",
    label=N_("Published figures"),
    table_of_fields=_fields("FIGURES"),
    title="source",
    identity=("source",),
    in_ids=("source",),
    table_name="claim",
    entries="claims",
    counts=False,
    spans=True,
    list_name="so-lieu",
    list_title=N_("Published figures"),
    list_label=N_("figures"),
    asked=(
        *("source", "url", "stated_on", "claims.measure", "claims.where", "claims.year", "claims.value"),
        *("claims.at_least", "claims.more_than", "claims.at_most", "claims.about", "claims.unknown", "claims.text"),
    ),
    rows_named_by=("claims.measure", "id"),
)
RECORD_TYPES = {
    record_type.name: record_type for record_type in (MODELS, EVALUATIONS, AWARDS, ACTIVITIES, PUBLISHED_FIGURES)
}
