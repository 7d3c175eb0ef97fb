"""One table of fields a type of records: the single source for reading, checking, order, help and docs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from danvan_cli.domain.field_types import (
    ANYTHING,
    COUNT,
    DATE,
    DAYS,
    ENTRIES,
    FLAG,
    ID,
    LISTS,
    LONG,
    NUMBER,
    NUMBERS,
    PERIOD,
    REF,
    REFS,
    SCORERS,
    SIGNED,
    TEXT,
    TEXTS,
    WHERE,
    WHOLE,
    YEAR,
    FieldType,
)
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.vietnamese_names import ENTRY_KEYS, KEYS, LABELS, STATED_KEYS
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

# How a day lies to its campaign year: within it or near it, or only not long before it, or only not long after it.
DayOfYear = Literal["", "near", "since", "until"]


class Field(NamedTuple):
    """One key of a record.

    `choices` names the vocabulary list that the value (or the keys of a mapping) comes from, `refers` what an
    id leads to ("unit", "model"), `entries` the table by which each entry of a list is read. `in_year` tells which days
    belong to the campaign year, and how. `option_vi` is what the key may be typed as in Vietnamese.
    """

    key: str
    type: FieldType
    label: str
    choices: str = ""
    refers: str = ""
    required: bool = False
    entries: str = ""
    help: str = ""
    in_year: DayOfYear = ""
    option_vi: str = ""


Table = dict[str, Field]


def _table(*fields: Field, also: Mapping[str, str] = MappingProxyType({})) -> Table:
    names = {**KEYS, **also}
    return {field.key: field._replace(option_vi=names.get(field.key, "")) for field in fields}


def find_key(table: Table, typed: str) -> str:
    """Return the key that is typed: as files have it, with hyphens, by its Vietnamese name, or by its label.

    What is none of a table's keys stays as it is.
    """
    key = typed.strip().replace("-", "_")
    name = slug(typed)
    if key in table or not name:
        return key
    called = (
        (known for known, field in table.items() if field.option_vi == name),
        (known for known, field in table.items() if name in (slug(field.label), *LABELS.get(known, ()))),
    )
    return next((known for names in called for known in names), key)


def key_names(table: Table) -> dict[str, str]:
    """Return {key: what it may be typed as in Vietnamese}."""
    return {key: field.option_vi or key for key, field in table.items()}


COMMON = (
    Field("tags", TEXTS, N_("Tags")),
    Field("note", LONG, N_("Note")),
    Field("source", TEXT, N_("Source"), help=N_("Where the facts of this record come from.")),
    Field("extra", ANYTHING, N_("The office's own keys")),
)

_DECIDED = (
    Field("decision", TEXT, N_("Decision")),
    Field("decided_on", DATE, N_("Decided on"), in_year="near"),
    Field("signed_by", TEXT, N_("Signed by")),
    Field("revoked_on", DATE, N_("Revoked on"), in_year="since"),
    Field("revoked_decision", TEXT, N_("Revoking decision")),
    Field("revoked_reason", TEXT, N_("Why it was revoked")),
)

MODEL = _table(
    Field("title", TEXT, N_("Title"), required=True),
    Field("unit", REF, N_("Unit"), refers="unit", required=True),
    Field("kind", REF, N_("Kind"), choices="kind", required=True, help=N_("khong-ro: a total that was not split.")),
    Field("person", TEXT, N_("Person")),
    Field("position", TEXT, N_("Position")),
    Field("level", REF, N_("Level"), choices="level", help=N_("Registered at; without it, the unit's.")),
    Field("field", REF, N_("Field"), choices="field"),
    Field("movement", REF, N_("Movement"), choices="movement"),
    Field("origin", REF, N_("Origin"), choices="origin"),
    Field(
        "continues",
        REF,
        N_("Continues"),
        refers=MODELS.name,
        help=N_("The model of an earlier year that it carries on."),
    ),
    Field("replicates", REF, N_("Replicates"), refers=MODELS.name, help=N_("The model that it copies.")),
    Field("registered_on", DATE, N_("Registered on"), in_year="near"),
    Field("started_on", DATE, N_("Started on"), in_year="until"),
    Field("ended_on", DATE, N_("Ended on"), help=N_("From this day on it is no longer active."), in_year="since"),
    Field("ended_reason", TEXT, N_("Why it ended")),
    Field("place", TEXT, N_("Place")),
    Field("audience", TEXT, N_("Audience")),
    Field("partners", TEXTS, N_("Partners")),
    Field("participants", WHOLE, N_("Participants")),
    Field("budget", WHOLE, N_("Budget")),
    Field("situation", LONG, N_("Situation")),
    Field("goal", LONG, N_("Goal")),
    Field("content", LONG, N_("Content")),
    Field("forces", LONG, N_("Forces")),
    Field("resources", LONG, N_("Resources")),
    Field("outputs", LONG, N_("Outputs")),
    Field("sustainability", LONG, N_("Sustainability")),
    Field("count", COUNT, N_("Count"), help=N_("How many models the record stands for; without it, 1.")),
    Field("from_year", YEAR, N_("From year"), help=N_("The total is known only from that year to the folder's.")),
    *COMMON,
)

_PROPOSED = (
    Field("proposal", TEXT, N_("Proposal")),
    Field("proposed_on", DATE, N_("Proposed on"), in_year="near"),
)

EVALUATION = _table(
    *_PROPOSED,
    Field("surveyed_on", DATE, N_("Surveyed on")),
    Field("rated_on", DATE, N_("Rated on"), in_year="near"),
    Field("by", REF, N_("Evaluated by"), refers="unit"),
    Field("scorers", SCORERS, N_("Scores by scorer"), choices="criterion"),
    Field("scores", NUMBERS, N_("Scores"), choices="criterion"),
    Field("score", NUMBER, N_("Total score")),
    Field("rating", REF, N_("Rating"), choices="rating"),
    Field("recognized", FLAG, N_("Recognized"), help=N_("Without it: undecided.")),
    Field("outstanding", FLAG, N_("Outstanding"), help=N_("The tier above recognized.")),
    *_DECIDED,
    Field("results", NUMBERS, N_("Results"), choices="indicator"),
    Field("evidence", TEXTS, N_("Evidence"), help=N_("Files; evaluate copies them into the folder evidence.")),
    *COMMON,
)

AWARD = _table(
    Field("kind", REF, N_("Kind"), choices="kind", required=True),
    Field("form", REF, N_("Form"), choices="form"),
    Field("authority", REF, N_("Authority"), refers="unit"),
    Field("recipient", TEXT, N_("Recipient")),
    Field("position", TEXT, N_("Position")),
    Field("unit", REF, N_("Unit"), refers="unit", help=N_("The recipient's.")),
    Field("model", REF, N_("Model"), refers=MODELS.name),
    Field("purpose", REF, N_("Purpose"), choices="purpose"),
    Field("citation", LONG, N_("Citation")),
    *_PROPOSED,
    Field("status", REF, N_("Status"), choices="status", help=N_("Without it: da-tang.")),
    *_DECIDED,
    Field("from_year", YEAR, N_("From year"), help=N_("For merit from that year to the folder's.")),
    Field("count", COUNT, N_("Count"), help=N_("How many awards the record stands for; without it, 1.")),
    *COMMON,
)

ACTIVITY = _table(
    Field("title", TEXT, N_("What it was"), required=True),
    Field("unit", REF, N_("Unit"), refers="unit", required=True),
    Field("form", REF, N_("Form"), choices="activity", help=N_("What sort of activity it is.")),
    Field("held_on", DATE, N_("Held on"), help=N_("Of a programme: the day it was signed."), in_year="near"),
    Field("until_year", YEAR, N_("Until year"), help=N_("A programme's last year; the folder's is its first.")),
    Field("partners", TEXTS, N_("Who takes part"), help=N_("Units, or names of others.")),
    Field("place", TEXT, N_("Place")),
    Field("participants", WHOLE, N_("People present"), help=N_("How many took part, all told.")),
    Field("about", LONG, N_("Subject")),
    Field("outcome", LONG, N_("Outcome")),
    Field("model", REF, N_("Model"), refers=MODELS.name, help=N_("The one that it belongs to.")),
    Field("decision", TEXT, N_("Decision")),
    Field("ended_on", DATE, N_("Ended on"), help=N_("From this day on it no longer runs."), in_year="since"),
    Field("ended_reason", TEXT, N_("Why it ended")),
    Field("from_year", YEAR, N_("From year"), help=N_("A total of that year to the folder's.")),
    Field("results", NUMBERS, N_("Results in numbers"), choices="indicator"),
    Field("count", COUNT, N_("Count"), help=N_("How many activities the record stands for; without it, 1.")),
    *COMMON,
)

CLAIM = _table(
    Field("measure", REF, N_("Measure"), required=True),
    Field("year", PERIOD, N_("Year"), help=N_("YYYY or XXXX-YYYY; without it, the folder's.")),
    Field("as_of", DATE, N_("As of")),
    Field("count", REF, N_("Counted by"), help=N_("yearly, each or distinct.")),
    Field("where", WHERE, N_("Where")),
    Field("vs", PERIOD, N_("Compared with"), help=N_("The value is the change on that year.")),
    Field("share_of", REF, N_("Share of"), help=N_("The value is a per cent of that measure.")),
    Field("per_year", FLAG, N_("A year on average"), help=N_("The value is a yearly average over the period.")),
    Field("value", SIGNED, N_("Value")),
    Field("at_least", NUMBER, N_("At least")),
    Field("more_than", NUMBER, N_("More than"), help=N_("That number itself is too little.")),
    Field("at_most", NUMBER, N_("At most")),
    Field("about", NUMBER, N_("About"), help=N_("Within 5 per cent.")),
    Field("times", NUMBER, N_("Times as many"), help=N_("So many times that of the years compared with.")),
    Field("unknown", FLAG, N_("Unknown"), help=N_("The source says there were some, and not how many.")),
    Field("text", TEXT, N_("Text"), help=N_("The source's own words.")),
    also=STATED_KEYS,
)
DECIDED = ("decision", "decided_on", "signed_by")
PROPOSED = ("proposal", "proposed_on")
OF_EACH_AWARD = ("recipient", "model", "position")  # what awards of one decision do not share
STATEMENTS = ("value", "at_least", "more_than", "at_most", "about", "times", "unknown")

FIGURES = _table(
    Field("source", TEXT, N_("Source")),
    Field("url", TEXT, N_("Address")),
    Field("stated_on", DATE, N_("Stated on"), in_year="since"),
    Field("where", WHERE, N_("Where"), help=N_("Holds for all claims.")),
    Field("claims", ENTRIES, N_("Claims"), entries="claim"),
    Field("tags", TEXTS, N_("Tags")),
    Field("note", LONG, N_("Note")),
    Field("extra", ANYTHING, N_("The office's own keys")),
    also=STATED_KEYS,
)

UNIT = _table(
    Field("id", ID, N_("Id"), required=True),
    Field("name", TEXT, N_("Name"), required=True),
    Field("level", REF, N_("Level"), choices="level", required=True),
    Field("parent", REF, N_("Parent"), refers="unit"),
    Field("aliases", TEXTS, N_("Other spellings")),
    Field("code", TEXT, N_("Official code"), help=N_("The State's, by which offices are put together.")),
    Field("from", DATE, N_("From")),
    Field("until", DATE, N_("Until"), help=N_("Its last day.")),
    Field("successors", REFS, N_("Successors"), refers="unit"),
)

ENTRY = _table(
    Field("id", ID, N_("Id"), required=True),
    Field("label", TEXT, N_("Label"), required=True),
    Field("label_en", TEXT, N_("English label")),
    Field("aliases", TEXTS, N_("Other spellings")),
    Field("until", YEAR, N_("Last year of use"), help=N_("Retired after it; still valid in older records.")),
    Field("effective", FLAG, N_("Effective"), help=N_("Ratings: counts as effective.")),
    Field("min", NUMBER, N_("Least score"), help=N_("Ratings: proposed from this score.")),
    Field("max", NUMBER, N_("Greatest score"), help=N_("Criteria: the most points it can have.")),
    Field("unit", TEXT, N_("Measured in"), help=N_("Indicators: m², hộ …")),
    Field("stock", FLAG, N_("Stock"), help=N_("Indicators: the last value counts, not the sum over years.")),
    Field("apart", FLAG, N_("Apart"), help=N_("Forms: summed up in a line of its own.")),
    also=ENTRY_KEYS,
)

OFFICE = _table(
    Field("format", WHOLE, N_("Format"), required=True),
    Field("office", TEXT, N_("Office")),
    Field("unit", REF, N_("Unit"), refers="unit"),
    Field("vocabulary", LISTS, N_("Vocabulary"), entries="entry"),
    Field(
        "maps",
        ANYTHING,
        N_("Mappings for import"),
        help=N_(
            "Each a name with what the headings of somebody's lists mean, {heading: key}, and under values what texts"
            " in a column mean, {column: {text: value}}; for danvan import --map."
        ),
    ),
    Field(
        "columns",
        ANYTHING,
        N_("Columns of tables"),
        help=N_("Each a name with a list of columns, such as recognized level=xa; for danvan tally --column."),
    ),
    Field(
        "due",
        DAYS,
        N_("Day on which lists are due"),
        help=N_(
            "Of a campaign year: a date is that of its own year, {year: date} says it of several; for danvan status."
        ),
    ),
    Field("extra", ANYTHING, N_("The office's own keys")),
)

# What the name of an evaluation's file states.
NAMED = _table(Field("model", REF, N_("Model"), refers=MODELS.name), Field("level", REF, N_("Level"), choices="level"))

TABLES: dict[str, Table] = {
    **{record_type.name: record_type.fields for record_type in RECORD_TYPES.values()},
    "claim": CLAIM,
    "unit": UNIT,
    "entry": ENTRY,
    "office": OFFICE,
}
