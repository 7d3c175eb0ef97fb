"""Records that a list gave before and gives no more: they stay, and it is said how such a thing is taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_cli.domain.errors import ReadError, RecordError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.origin import list_of, read_origin
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.domain.values import Value
from danvan_cli.importing.known_records import KnownRecords
from danvan_cli.importing.origins import is_untouched, origin_of
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.text.mark import N_

ROW_GONE = Message(
    "row-gone",
    N_("In the list before, and not any more: {path} (“{title}”, {row}). It stays; to remove it: danvan remove."),
    severity="remark",
)
RECOGNITION_GONE = Message(
    "recognition-gone",
    N_(
        "In the list before, and not any more: {path} (“{title}”, {row}). It stays. If the model is not recognized"
        " any more: danvan revoke; if it never was: danvan set."
    ),
    severity="remark",
)
EVALUATION_GONE = Message(
    "evaluation-gone",
    N_(
        "In the list before, and not any more: {path} (“{title}”, {row}). It stays, for it holds more than this"
        " list gave. To correct what this list gave: danvan set."
    ),
    severity="remark",
)


def gone_remarks(
    lookup: RecordLookup, known: KnownRecords, rows: Sequence[ParsedRow], gone: Iterable[Record]
) -> Iterator[Remark]:
    """Name the records that the lists of rows gave before, and give no more: nothing is removed for that.

    Whoever is in a list of recognized models no more loses that, and not what else is known of the evaluation.
    """
    names = {list_of(origin_of(row)) for row in rows}
    recognizes = any("recognized" in row.values.keys() | row.covered for row in rows)
    for record in gone:
        message = ROW_GONE
        if record.type is EVALUATIONS and recognizes and record.values.get("recognized"):
            message = RECOGNITION_GONE
        elif record.type is EVALUATIONS and _holds_more(record):
            message = EVALUATION_GONE
        given = known.rows_of(record)
        row = next((row for row in reversed(given) if list_of(row) in names), given[-1])
        yield remark(message, path=record.path, title=_called(lookup, record), row=row)


def title_of(record_type: RecordType, values: Mapping[str, Value]) -> str:
    """Return by what people call a record, "" where nothing does."""
    return str(values.get(record_type.title, ""))


def _called(lookup: RecordLookup, record: Record) -> str:
    """Return by what people call a record, an evaluation by its model; its id where nothing does."""
    if record.type is not EVALUATIONS:
        return title_of(record.type, record.values) or record.id
    model = record.id.partition(".")[0]
    for path, year in lookup.paths_of(MODELS, model):
        try:
            return title_of(MODELS, lookup.read(MODELS, path, year).values)
        except (ReadError, RecordError):
            break
    return record.id


def _holds_more(record: Record) -> bool:
    """Whether a record holds more than one list gave it: removing it would take the rest along."""
    origin = read_origin(record.values.get("source", ""))
    return len(origin.rows) > 1 or bool(origin.stated) or not is_untouched(record.values)
