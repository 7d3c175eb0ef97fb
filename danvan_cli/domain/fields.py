"""One table of fields a record kind: the single source for reading, checking, order, help and docs."""

from dataclasses import dataclass
from typing import Literal

from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.text.mark import N_

FieldType = Literal[
    "text",  # one line
    "long",  # free text of several lines
    "id",  # the id of the entry itself
    "ref",  # the id of a record, a unit or a list entry; whether it leads anywhere is asked of all files together
    "date",  # YYYY, YYYY-MM or YYYY-MM-DD
    "year",
    "whole",  # a whole number, 0 or more
    "count",  # a whole number, 1 or more
    "number",  # at most two decimals; kept as hundredths
    "signed",  # a number that may be negative
    "flag",  # true or false
    "texts",  # a list of lines
    "refs",  # a list of ids
    "numbers",  # {name: number}
    "scorers",  # {name: {criterion: number}}
    "anything",  # the office's own keys
    "entries",  # a list of mappings, each read by a table of its own
    "lists",  # {name: entries}
    "where",  # {dimension: value}
    "period",  # 2020 or 2018-2020
]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record.

    `choices` names the vocabulary list that the value (or the keys of a mapping) comes from, `refers` what an
    id leads to ("unit", "model"), `entries` the table by which each entry of a list is read.
    """

    key: str
    type: FieldType
    label: str
    choices: str = ""
    refers: str = ""
    required: bool = False
    entries: str = ""
    help: str = ""


Table = dict[str, Field]


def _table(*fields: Field) -> Table:
    return {field.key: field for field in fields}


_COMMON = (
    Field("tags", "texts", N_("Tags")),
    Field("note", "long", N_("Note")),
    Field("source", "text", N_("Source"), help=N_("Where the facts of this record come from.")),
    Field("extra", "anything", N_("The office's own keys")),
)

_DECIDED = (
    Field("decision", "text", N_("Decision")),
    Field("decided_on", "date", N_("Decided on")),
    Field("signed_by", "text", N_("Signed by")),
    Field("revoked_on", "date", N_("Revoked on")),
    Field("revoked_decision", "text", N_("Revoking decision")),
    Field("revoked_reason", "text", N_("Why it was revoked")),
)

MODEL = _table(
    Field("title", "text", N_("Title"), required=True),
    Field("unit", "ref", N_("Unit"), refers="unit", required=True),
    Field(
        "kind",
        "ref",
        N_("Kind"),
        choices="kind",
        required=True,
        help=N_("khong-ro: a total that was not split."),
    ),
    Field("person", "text", N_("Person")),
    Field("position", "text", N_("Position")),
    Field("level", "ref", N_("Level"), choices="level", help=N_("Registered at; without it, the unit's.")),
    Field("field", "ref", N_("Field"), choices="field"),
    Field("movement", "ref", N_("Movement"), choices="movement"),
    Field("origin", "ref", N_("Origin"), choices="origin"),
    Field(
        "continues",
        "ref",
        N_("Continues"),
        refers="model",
        help=N_("The model of an earlier year that it carries on."),
    ),
    Field("replicates", "ref", N_("Replicates"), refers="model", help=N_("The model that it copies.")),
    Field("registered_on", "date", N_("Registered on")),
    Field("started_on", "date", N_("Started on")),
    Field("ended_on", "date", N_("Ended on"), help=N_("From this day on it is no longer active.")),
    Field("ended_reason", "text", N_("Why it ended")),
    Field("place", "text", N_("Place")),
    Field("audience", "text", N_("Audience")),
    Field("partners", "texts", N_("Partners")),
    Field("participants", "whole", N_("Participants")),
    Field("budget", "whole", N_("Budget")),
    Field("situation", "long", N_("Situation")),
    Field("goal", "long", N_("Goal")),
    Field("content", "long", N_("Content")),
    Field("forces", "long", N_("Forces")),
    Field("resources", "long", N_("Resources")),
    Field("outputs", "long", N_("Outputs")),
    Field("sustainability", "long", N_("Sustainability")),
    Field("count", "count", N_("Count"), help=N_("How many models the record stands for; without it, 1.")),
    Field(
        "from_year",
        "year",
        N_("From year"),
        help=N_("The total is known only from that year to the folder's."),
    ),
    *_COMMON,
)

EVALUATION = _table(
    Field("surveyed_on", "date", N_("Surveyed on")),
    Field("rated_on", "date", N_("Rated on")),
    Field("by", "ref", N_("Evaluated by"), refers="unit"),
    Field("scorers", "scorers", N_("Scores by scorer"), choices="criterion"),
    Field("scores", "numbers", N_("Scores"), choices="criterion"),
    Field("score", "number", N_("Total score")),
    Field("rating", "ref", N_("Rating"), choices="rating"),
    Field("recognized", "flag", N_("Recognized"), help=N_("Without it: undecided.")),
    Field("outstanding", "flag", N_("Outstanding"), help=N_("The tier above recognized.")),
    *_DECIDED,
    Field("results", "numbers", N_("Results"), choices="indicator"),
    Field("evidence", "texts", N_("Evidence")),
    *_COMMON,
)

AWARD = _table(
    Field("kind", "ref", N_("Kind"), choices="kind", required=True),
    Field("form", "ref", N_("Form"), choices="form"),
    Field("authority", "ref", N_("Authority"), refers="unit"),
    Field("recipient", "text", N_("Recipient")),
    Field("position", "text", N_("Position")),
    Field("unit", "ref", N_("Unit"), refers="unit", help=N_("The recipient's.")),
    Field("model", "ref", N_("Model"), refers="model"),
    Field("purpose", "ref", N_("Purpose"), choices="purpose"),
    Field("citation", "long", N_("Citation")),
    Field("proposal", "text", N_("Proposal")),
    Field("proposed_on", "date", N_("Proposed on")),
    Field("status", "ref", N_("Status"), choices="status", help=N_("Without it: da-tang.")),
    *_DECIDED,
    Field("from_year", "year", N_("From year"), help=N_("For merit from that year to the folder's.")),
    Field("count", "count", N_("Count"), help=N_("How many awards the record stands for; without it, 1.")),
    *_COMMON,
)

CLAIM = _table(
    Field("measure", "ref", N_("Measure"), required=True),
    Field("year", "period", N_("Year"), help=N_("2020 or 2018-2020; without it, the folder's.")),
    Field("as_of", "date", N_("As of")),
    Field("count", "ref", N_("Counted by"), help=N_("yearly, each or distinct.")),
    Field("where", "where", N_("Where")),
    Field("vs", "period", N_("Compared with"), help=N_("The value is the change on that year.")),
    Field("share_of", "ref", N_("Share of"), help=N_("The value is a per cent of that measure.")),
    Field("value", "signed", N_("Value")),
    Field("at_least", "number", N_("At least")),
    Field("more_than", "number", N_("More than"), help=N_("That number itself is too little.")),
    Field("at_most", "number", N_("At most")),
    Field("about", "number", N_("About"), help=N_("Within 5 per cent.")),
    Field("unknown", "flag", N_("Unknown"), help=N_("The source says there were some, and not how many.")),
    Field("text", "text", N_("Text"), help=N_("The source's own words.")),
)
DECIDED = ("decision", "decided_on", "signed_by")
STATEMENTS = ("value", "at_least", "more_than", "at_most", "about", "unknown")

FIGURES = _table(
    Field("source", "text", N_("Source")),
    Field("url", "text", N_("Address")),
    Field("stated_on", "date", N_("Stated on")),
    Field("where", "where", N_("Where"), help=N_("Holds for all claims.")),
    Field("claims", "entries", N_("Claims"), entries="claim"),
    Field("tags", "texts", N_("Tags")),
    Field("note", "long", N_("Note")),
    Field("extra", "anything", N_("The office's own keys")),
)

UNIT = _table(
    Field("id", "id", N_("Id"), required=True),
    Field("name", "text", N_("Name"), required=True),
    Field("level", "ref", N_("Level"), choices="level", required=True),
    Field("parent", "ref", N_("Parent"), refers="unit"),
    Field("aliases", "texts", N_("Other spellings")),
    Field("from", "date", N_("From")),
    Field("until", "date", N_("Until"), help=N_("Its last day.")),
    Field("successors", "refs", N_("Successors"), refers="unit"),
)

ENTRY = _table(
    Field("id", "id", N_("Id"), required=True),
    Field("label", "text", N_("Label"), required=True),
    Field("label_en", "text", N_("English label")),
    Field("aliases", "texts", N_("Other spellings")),
    Field("until", "year", N_("Last year of use"), help=N_("Retired after it; still valid in older records.")),
    Field("effective", "flag", N_("Effective"), help=N_("Ratings: counts as effective.")),
    Field("min", "number", N_("Least score"), help=N_("Ratings: proposed from this score.")),
    Field("max", "number", N_("Greatest score"), help=N_("Criteria: the most points it can have.")),
    Field("unit", "text", N_("Measured in"), help=N_("Indicators: m², hộ …")),
    Field("stock", "flag", N_("Stock"), help=N_("Indicators: the last value counts, not the sum over years.")),
    Field("apart", "flag", N_("Apart"), help=N_("Forms: summed up in a line of its own.")),
)

OFFICE = _table(
    Field("format", "whole", N_("Format"), required=True),
    Field("office", "text", N_("Office")),
    Field("unit", "ref", N_("Unit"), refers="unit"),
    Field("vocabulary", "lists", N_("Vocabulary"), entries="entry"),
    Field(
        "maps",
        "anything",
        N_("Mappings for import"),
        help=N_(
            "Each a name with what the headings of somebody's lists mean: {heading: key}; for danvan import --map."
        ),
    ),
    Field("extra", "anything", N_("The office's own keys")),
)

# What the name of an evaluation's file states.
NAMED = _table(
    Field("model", "ref", N_("Model"), refers="model"),
    Field("level", "ref", N_("Level"), choices="level"),
)

TABLES: dict[str, Table] = {
    **{record_type.name: record_type.fields for record_type in RECORD_TYPES.values()},
    "claim": CLAIM,
    "unit": UNIT,
    "entry": ENTRY,
    "office": OFFICE,
}
