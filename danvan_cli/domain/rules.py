"""What can be wrong with a file of the data, and what more than one check finds; the others declare their own.

Each rule says how grave it is, in which words, how to mend it, and why it matters.
"""

from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_


def fault(code: str, sentence: str, hint: str, why: str) -> Message:
    """Declare what keeps a file from being counted."""
    return Message(code, sentence, hint, "fault", why)


def error(code: str, sentence: str, hint: str, why: str, *, is_asked: bool = False) -> Message:
    """Declare what is wrong and counted all the same; `is_asked` as of a warning."""
    return Message(code, sentence, hint, "error", why, is_asked)


def warning(code: str, sentence: str, hint: str, why: str, *, is_asked: bool = False) -> Message:
    """Declare what somebody should look at; `is_asked`: before it is written, too, and then answer for it."""
    return Message(code, sentence, hint, "warning", why, is_asked)


UNREAD = N_("A record that cannot be read is not counted, and every count that it belongs to says so.")
YAML = N_("A record is a YAML file of plain keys and values (docs/format.md).")
EXACT = N_("Nothing is guessed: a value that can be read in two ways is refused.")
SEPARATE = N_("Conflict copies and other strays may hold somebody's work that no count would see.")
REFERENCE = N_("The record counts, but what it refers to is not known, so it stands under unknown.")
LISTS = N_("The record counts under the value as it stands, in a row of its own.")
TWICE = N_("One thing recorded twice is counted twice.")
PLAUSIBLE = N_("The record counts as it stands; the dates are asked to be looked at.")

# The file as a whole
UNREADABLE = fault(
    "unreadable",
    N_("The file cannot be opened: {reason}."),
    N_("Check the file's permissions, or whether a program holds it open."),
    UNREAD,
)
MISSING_FILE = fault(
    "missing-file",
    N_("The data folder has no {name}."),
    N_("Restore it from git, choose another folder with --data, or make what is missing: danvan init."),
    N_("Without {name} no count can be trusted, so none is given."),
)
MISSING_THEN = fault(
    "missing-then",
    N_("At that revision the data folder has no {name}."),
    N_("Ask another revision; when it came and went: git log -- {name}"),
    N_("Without {name} no count can be trusted, so none is given."),
)
GIT_OBJECT = fault(
    "git-object",
    N_("git cannot give the file as it was: {reason} ({said})."),
    N_("Restore the folder .git from a backup, or clone it again; git fsck tells what is damaged."),
    UNREAD,
)
TOO_LARGE = fault(
    "too-large",
    N_("The file has {size} bytes; a record has at most {most}."),
    N_("Keep attachments elsewhere and name them under evidence."),
    UNREAD,
)
UNITS_TOO_DEEP = fault(
    "units-too-deep",
    N_("“{value}” lies below more than {most} units, each in the next; no office has so many levels."),
    N_(
        "Correct the key parent of one of the units above it (danvan edit units.yaml): a commune lies in its district"
        " or province, and not in the unit of the line before."
    ),
    N_(
        "Each unit is counted below all those that it lies in. A chain of a thousand is a slip, such as a column filled"
        " down, and would take longer than all records together. Units whose parents lead in a circle are told by"
        " unit-cycle."
    ),
)
EMPTY_FILE = fault(
    "empty-file",
    N_("The file is empty."),
    N_("Restore it from git, or delete it if nothing was ever in it."),
    N_(
        "A file that was cut off while it was written or copied looks empty; it is never taken for a record that states nothing."
    ),
)
NOT_UTF8 = fault(
    "not-utf8",
    N_("The byte {byte} is not UTF-8."),
    N_("Save the file as UTF-8 (Unicode); text in TCVN3 or VNI must be converted first."),
    UNREAD,
)
CONTROL_CHARACTER = fault(
    "control-character",
    N_("The character {character} cannot stand in a YAML file."),
    N_("Delete it; a program put it there."),
    UNREAD,
)
YAML_SYNTAX = fault(
    "yaml-syntax",
    N_("The YAML cannot be read from here on."),
    N_(
        "Look for a missing space after a colon, a tab, a quotation mark left open, or a text with a colon that needs quotation marks; also in the line above."
    ),
    YAML,
)
CONFLICT_MARKERS = fault(
    "conflict-markers",
    N_("A git conflict is left here: two people changed the same lines."),
    N_(
        "Open the file (danvan edit), keep what is right of both versions, and delete the lines <<<<<<<, =======, >>>>>>> (and |||||||)."
    ),
    N_("git keeps both versions where it cannot decide; until a person has decided, the file states neither."),
)
YAML_ALIAS = fault(
    "yaml-alias",
    N_("Tags (!), and aliases (*) within anchors (&), have no meaning in a record."),
    N_("Write the value out, or put the text into quotation marks."),
    YAML,
)
TOO_DEEP = fault(
    "too-deep", N_("The values are nested too deeply."), N_("Write the record flat, as docs/format.md shows."), YAML
)
NOT_A_RECORD = fault(
    "not-a-record", N_("Keys and values are expected here."), N_("Write one key a line: title: …"), YAML
)
NOT_ENTRIES = fault("not-entries", N_("A list is expected here."), N_("Begin each entry with a dash: - …"), YAML)
MAP_SHAPE = error(
    "map-shape",
    N_("A mapping for import has one key for each heading; under values it has, for each column, what its texts mean."),
    N_("Write heading: key, and under values the column with lines below it, text: value (danvan edit danvan.yaml)."),
    N_("danvan import --map refuses such a mapping, rather than to take a part of it."),
)
COLUMNS_SHAPE = error(
    "columns-shape",
    N_("A set of columns has a list of texts, one a column."),
    N_("Write below its name: - recognized level=xa (danvan edit danvan.yaml)."),
    N_("danvan tally --column knows no such set."),
)
STRAY_FILE = fault(
    "stray-file",
    N_("{name} does not belong in a year's folder; whatever it holds is not counted."),
    N_("Move it out, delete it, or name it as a record: small letters, digits and hyphens, then .yaml."),
    SEPARATE,
)
OTHER_CASE = error(
    "other-case",
    N_("{name} is written with capitals, which danvan does not: other systems take it for something else."),
    N_("Rename it in small letters."),
    N_(
        "Windows and macOS take Awards and awards for one folder. Others do not, and git does not: on them, and at an"
        " earlier state, what lies in it is not counted."
    ),
)
NOT_A_FILE = fault(
    "not-a-file",
    N_("{name} is no file, but a folder, a pipe, a socket or a device."),
    N_("Move it away, and put the file itself there; git has it as it was last saved."),
    UNREAD,
)
STRAY_OTHER = error(
    "stray-other", N_("{name} does not belong here."), N_("Move it out of the folder, or delete it."), SEPARATE
)
STRAY_FOLDER = error(
    "stray-folder",
    N_("{name} is not a campaign year; what it holds is not counted."),
    N_("Name the folder by its year, such as YYYY, or move it out."),
    SEPARATE,
)
LINKED = fault(
    "linked",
    N_("{name} is a link; danvan reads only files that lie in the folder itself."),
    N_("Put the file itself here."),
    N_("A link can lead out of the folder, to something that git does not keep and an auditor does not have."),
)
# Keys and values
UNKNOWN_KEY = fault(
    "unknown-key",
    N_("There is no key {key} here."),
    N_("These there are: {keys}. The office's own keys go under extra."),
    N_("A mistyped key would be a fact that no count sees."),
)
UNKNOWN_KEY_NEAR = fault(
    "unknown-key-near",
    N_("There is no key {key} here."),
    N_("Did you mean {near}? The office's own keys go under extra."),
    N_("A mistyped key would be a fact that no count sees."),
)
DUPLICATE_KEY = fault(
    "duplicate-key", N_("The key {key} stands twice, first in line {line}."), N_("Keep the right one."), EXACT
)
MISSING_KEY = fault("missing-key", N_("The key {key} is missing."), N_("Add {key}: …"), UNREAD)
NOT_SINGLE = fault(
    "not-single",
    N_("{key} takes a single value."),
    N_("Write it on one line; text with : or # goes into quotation marks."),
    YAML,
)
NOT_A_LIST = fault("not-a-list", N_("{key} takes a list."), N_("Begin each value with a dash, or write [a, b]."), YAML)
NOT_A_MAPPING = fault(
    "not-a-mapping", N_("{key} takes keys and values."), N_("Write them indented below it, one a line."), YAML
)
BAD_ID = fault(
    "bad-id",
    N_("{key}: “{value}” cannot be an id."),
    N_(
        "Small letters a–z, digits and hyphens (none at the beginning), at most 80; none that Windows keeps for a device (con, nul)."
    ),
    EXACT,
)
NO_LETTERS = fault(
    "no-letters", N_("{key}: “{value}” has no letter and no digit."), N_("Write the name itself."), EXACT
)
BAD_DATE = fault("bad-date", N_("{key}: “{value}” is no date."), N_("Write YYYY-12-31, YYYY-12 or YYYY."), EXACT)
BAD_YEAR = fault("bad-year", N_("{key}: “{value}” is no year."), N_("Write four digits: YYYY."), EXACT)
BAD_PERIOD = fault(
    "bad-period", N_("{key}: “{value}” is neither a year nor a period."), N_("Write YYYY or XXXX-YYYY."), EXACT
)
BAD_WHOLE = fault(
    "bad-whole", N_("{key}: “{value}” is no whole number."), N_("Write digits only: 1240, without a point."), EXACT
)
BAD_COUNT = fault(
    "bad-count",
    N_("{key}: “{value}” is no number of things."),
    N_("Write a whole number from 1: 1240, without a point."),
    EXACT,
)
BAD_NUMBER = fault(
    "bad-number",
    N_("{key}: “{value}” is no number, or can be read in two ways."),
    N_("Write digits, with at most two decimals after a point: 1240 or 33.25."),
    EXACT,
)
BAD_FLAG = fault(
    "bad-flag",
    N_("{key}: “{value}” is neither true nor false."),
    N_("Write true or false, or leave the key out when it is not known."),
    EXACT,
)
FROM_YEAR = fault(
    "from-year",
    N_("from_year {value} comes after the campaign year {year}."),
    N_("The period runs from from_year to the folder's year."),
    EXACT,
)
CLAIM_STATEMENT = fault(
    "claim-statement",
    N_("A claim has exactly one of {keys}; here: {given}."),
    N_("Keep one, and make the others claims of their own."),
    N_("A claim that says two things, or none, cannot be compared."),
)
NEWER_FORMAT = fault(
    "newer-format",
    N_("The folder's format is {value}; this program knows {known}."),
    N_("Install the newest danvan."),
    N_("A newer format may hold what this program would count wrongly."),
)
UNKNOWN_LIST = fault(
    "unknown-list", N_("There is no list {key} that an office can replace."), N_("These there are: {keys}."), EXACT
)
REPEATED_ID = fault(
    "repeated-id", N_("The id {value} stands twice, first in line {line}."), N_("Give one of them another id."), EXACT
)
# How the file is written
CRLF = warning(
    "crlf",
    N_("The lines end as on Windows (CRLF)."),
    N_("Set the editor to LF; git can do it: .gitattributes with * text=auto eol=lf."),
    N_("Two ways of ending a line make git show changes where there are none."),
)
BOM = warning(
    "bom",
    N_("The file begins with a byte order mark."),
    N_("Save it as UTF-8 without BOM."),
    N_("Other programs take the mark for a part of the first key."),
)
NFD = warning(
    "nfd",
    N_("The accents are written apart from their letters (NFD)."),
    N_("Save the file in NFC; danvan reads it as NFC."),
    N_("The same word in two writings is not found by other programs."),
)
# Between records
UNIT_CYCLE = error(
    "unit-cycle",
    N_("The unit {value} lies, through its parents, in itself."),
    N_("Mend parent of one of them."),
    N_("Such units are in no other unit, so totals of units miss them."),
)
SUCCESSOR_CYCLE = error(
    "successor-cycle",
    N_("The unit {value} succeeds itself."),
    N_("Mend successors of one of them."),
    N_("With --units now, such a unit stays the unit of its day."),
)
# Likely mistakes
SCORE_MAX = warning(
    "score-max",
    N_("{key}: {points} points, at most {sum}."),
    N_("Correct the points."),
    N_("The score decides the rating."),
)
DATE_ORDER = warning(
    "date-order", N_("{key} {date} lies before {other_key} {other_date}."), N_("Check both dates."), PLAUSIBLE
)

RULES = {rule.code: rule for rule in globals().values() if isinstance(rule, Message)}
