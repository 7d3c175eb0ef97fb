"""What must be said under a number: the basis, what the basis hides, and what was left out."""

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.predecessors import notes_on_predecessors
from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.tables import Note
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

_MOST_NAMED = 8

LEFT_OUT = Message(
    "left-out",
    N_("{measure}: {value} are known only as a total of {first}–{last} and left out here; ask --year {first}-{last}."),
    severity="remark",
)
LEFT_OUT_RECORDS = Message(
    "left-out-records",
    N_("{measure}: those of {value} records hold for {first}–{last} only as a whole and are left out here."),
    severity="remark",
)
BASIS_EACH = Message(
    "basis-each", N_("Every evaluation counts: a model evaluated at two levels counts twice."), severity="remark"
)
BASIS_NAMED = Message(
    "basis-named",
    N_("Asked by level or decision: what that one itself says counts, even where a higher level says so, too."),
    severity="remark",
)
BASIS_DISTINCT = Message(
    "basis-distinct",
    N_("Each model counts once in the whole period, with its records of the latest year."),
    severity="remark",
)
BASIS_STOCK = Message(
    "basis-stock", N_("Sums over the years add up; of stocks, each model's latest value counts."), severity="remark"
)
BASIS_HIGHEST = Message(
    "basis-highest", N_("Each model counts once a year, at the highest level that says so."), severity="remark"
)
HIDDEN_LEVEL = Message(
    "hidden-level", N_("{measure}: said again lower down and not counted again: {level}: {value}."), severity="remark"
)
CARRIED_ON = Message(
    "carried-on",
    N_("{measure}: what is carried on counts in every year; counted once each (--count distinct): {value}."),
    severity="remark",
)
AS_OF = Message("as-of", N_("As of {date}: what came later is not there yet."), severity="remark")
VS_FROM = Message("vs-from", N_("Of {year} what came from {date} on."), severity="remark")
VS_AS_OF = Message("vs-as-of", N_("Of {year} what was there on {date}."), severity="remark")
FROM_DAY = Message("from-day", N_("From {date} on: what came before is left out."), severity="remark")
UNDATED_KEPT = Message(
    "undated-kept", N_("{measure}: {value} state no day and are counted whatever the day."), severity="remark"
)
UNDATED_LEFT_OUT = Message(
    "undated-left-out", N_("{measure}: {value} state no day and are not counted here."), severity="remark"
)
REVOKED_SINCE = Message(
    "revoked-since",
    N_("{measure}: {value} were revoked after {date} and are not counted: what is revoked counts on no day."),
    severity="remark",
)
WITHOUT_DAY = Message(
    "without-day", N_("{measure}: {value} state no day and stand under (unknown)."), severity="remark"
)
AT_LEAST = Message(
    "at-least",
    N_("At least: awards without a name, of several forms or authorities, may have gone to the same recipients."),
    severity="remark",
)
ADDS_UP_TO_MORE = Message(
    "not-additive",
    N_("The rows may add up to more than the total: what stands in several rows counts once in all."),
    severity="remark",
)
TAGS_OVERLAP = Message(
    "tags-overlap",
    N_("A record with several tags stands in several rows and counts once in the total."),
    severity="remark",
)
EVERY_STATUS = Message(
    "every-status", N_("Awards of every status count, also revoked and refused ones."), severity="remark"
)
WITHOUT_UNIT = Message(
    "without-unit",
    N_("{measure}: {value} state no unit and are not counted here; to see them: --where unit="),
    severity="remark",
)
NO_RECORDS_OF = Message("no-records-of", N_("There are no records of {year}."), severity="remark")
LEFT_OPEN = Message(
    "left-open",
    N_("{measure}: {value} of {year} neither ended nor were carried on; they are not counted: --include-open."),
    severity="remark",
)
OPEN_INCLUDED = Message(
    "open-included",
    N_("{measure}: {value} of {year} that neither ended nor were carried on are counted, too."),
    severity="remark",
)
NOT_RECORDED = Message(
    "not-recorded", N_("{measure}: no record yet, so how many there are is not known."), severity="remark"
)
BELOW_NO = Message("below-no", N_("Below no {level}: {named_units}."), severity="remark")
EMPTY_FOLDER = Message("empty-folder", N_("There are no records yet."), severity="remark")


def notes_on(counter: Counter, question: Question) -> list[Note]:
    """Return all that has to be said about the answer to a question."""
    return [
        *left_out(counter, question),
        *notes_on_empty_years(counter, question),
        *_notes_on_basis(counter, question),
        *_notes_on_left_open(counter, question),
        *_notes_on_days(counter, question),
        *revoked_since(counter, question),
        *_notes_on_overlaps(question),
        *_notes_on_levels(counter, question),
        *_notes_on_status(question),
        *_notes_on_unstated_units(counter, question),
        *notes_on_predecessors(counter, question),
        *([Note(AT_LEAST)] if query.is_lower_bound(counter.db, question) else []),
    ]


def notes_on_period(counter: Counter, question: Question) -> list[Note]:
    """Return what has to be said of a column among others: what its period and its days leave out, or lack."""
    return [
        *left_out(counter, question),
        *notes_on_empty_years(counter, question),
        *_notes_on_days(counter, question),
        *revoked_since(counter, question),
    ]


def _notes_on_unstated_units(counter: Counter, question: Question) -> list[Note]:
    number = without_unit(counter, question)
    return [Note(WITHOUT_UNIT, {"measure": question.measure.name, "value": number})] if number else []


def without_unit(counter: Counter, question: Question) -> int:
    """Return how much of what is asked states no unit, where it is asked of units: these may well be its own."""
    of_units = [condition for condition in question.where if condition.axis.dimension.name == "unit"]
    naming = [condition for condition in of_units if condition.values and condition.operator != "!="]
    if not naming or not any(_may_lack_unit(RECORD_TYPES[kind]) for kind in question.measure.kinds):
        return 0
    unstated = Filter(naming[0].axis._replace(at=None), "=", ())
    others = [condition for condition in question.where if condition not in naming]
    return counter.total(question._replace(by=(), where=(*others, unstated))) or 0


def _may_lack_unit(record_type: RecordType) -> bool:
    return "unit" in record_type.fields and not record_type.fields["unit"].required


def notes_on_empty_years(counter: Counter, question: Question) -> list[Note]:
    """Return a note where nothing is recorded of the years asked, or nothing of what is counted: that is no zero."""
    first, last = question.period
    query_ = "SELECT 1 FROM file JOIN folder ON folder.id = file.folder WHERE folder.year BETWEEN ? AND ? LIMIT 1"
    if not first or counter.total(question) or _is_stated(counter, question):
        return []
    if counter.db.execute(query_, [first, last]).fetchone():
        return [Note(NOT_RECORDED, {"measure": question.measure.name})]
    return [Note(NO_RECORDS_OF, {"year": str(question.period)})]


def is_unknown(counter: Counter, question: Question) -> bool:
    """Whether nothing is counted though nothing on record says that it is none.

    Nothing is recorded, or nothing that says whether it is so: who was surveyed may yet be recognized. Or it states
    neither the day nor the unit asked for, or is a total that is stated of a longer period only.
    """
    if counter.total(question) != 0:
        return False
    if not _is_stated(counter, question) or query.left_out(counter.db, question):
        return True
    return bool(_undated_left_out(counter, question) or without_unit(counter, question))


def _is_stated(counter: Counter, question: Question) -> bool:
    """Whether anything on record says of the years asked, of whomever, that what is counted is so, or is not."""
    return query.is_recorded(counter.db, question) and (
        query.has_facts(counter.db, question) or query.is_denied(counter.db, question)
    )


def _undated_left_out(counter: Counter, question: Question) -> int:
    """Return how much is left out of a question about days because it states none."""
    asks_days = (question.since or question.as_of) and not question.keeps_undated
    return query.undated(counter.db, question) if asks_days else 0


def notes_on_comparison(counter: Counter, compared: Question) -> list[Note]:
    """Return what has to be said about the period compared with: days moved with it, totals left out."""
    year = str(compared.period)
    notes = [Note(VS_FROM, {"year": year, "date": compared.since})] if compared.since else []
    notes += [Note(VS_AS_OF, {"year": year, "date": compared.as_of})] if compared.as_of else []
    return [*notes, *left_out(counter, compared), *revoked_since(counter, compared)]


def left_out(counter: Counter, question: Question) -> list[Note]:
    """Return a note on each total that is known only for a longer period than the one asked."""
    message = LEFT_OUT_RECORDS if question.measure.adds_unlike_things else LEFT_OUT
    rows = query.left_out(counter.db, question)
    return [
        Note(message, {"measure": question.measure.name, "value": number, "first": first, "last": last})
        for first, last, number in rows
    ]


def _notes_on_basis(counter: Counter, question: Question) -> list[Note]:
    """Return notes on what was counted once, where counting otherwise gives another number."""
    if question.measure.adds_unlike_things:
        return [Note(BASIS_STOCK)] if question.period.first < question.period.last else []
    if question.basis == "each":
        named = BASIS_NAMED if question.names_who_says_it else BASIS_EACH
        return [Note(named)] if question.measure.is_of_evaluations else []
    if question.basis == "yearly":
        return [*_notes_on_lower_levels(counter, question), *_notes_on_carried_on(counter, question)]
    return [Note(BASIS_DISTINCT)] if question.basis == "distinct" else []


def _notes_on_lower_levels(counter: Counter, question: Question) -> list[Note]:
    """Return notes on evaluations at lower levels that were not counted again (46 + 16 = 62)."""
    if not question.measure.is_of_evaluations:
        return []
    notes = [
        Note(HIDDEN_LEVEL, {"value": number, "measure": question.measure.name, "level": level or ""})
        for level, number in counter.at_lower_levels(question)
    ]
    return [Note(BASIS_HIGHEST), *notes] if notes else []


def _notes_on_carried_on(counter: Counter, question: Question) -> list[Note]:
    """Return a note on how many models there are where carried-on ones count in several years."""
    if question.period.first == question.period.last:
        return []
    distinct = counter.total(question._replace(basis="distinct")) or 0
    return (
        [Note(CARRIED_ON, {"measure": question.measure.name, "value": distinct})]
        if distinct != counter.total(question)
        else []
    )


def _notes_on_left_open(counter: Counter, question: Question) -> list[Note]:
    """Return a note on last year's models of which nobody knows whether they go on."""
    number = query.left_open_before(counter.db, question) if question.measure is measures.ACTIVE else 0
    message = OPEN_INCLUDED if question.include_open else LEFT_OPEN
    year = str(question.period.first - 1)
    return [Note(message, {"measure": question.measure.name, "value": number, "year": year})] if number else []


def _notes_on_days(counter: Counter, question: Question) -> list[Note]:
    """Return notes on the days asked for, and on what states none."""
    notes = [Note(FROM_DAY, {"date": question.since})] if question.since else []
    notes += [Note(AS_OF, {"date": question.as_of})] if question.as_of else []
    by_span = any(axis.dimension.type == "span" for axis in question.by)
    if not (notes or by_span):
        return []
    message = WITHOUT_DAY if not notes else UNDATED_KEPT if question.keeps_undated else UNDATED_LEFT_OUT
    number = query.undated(counter.db, question)
    return notes + ([Note(message, {"measure": question.measure.name, "value": number})] if number else [])


def revoked_since(counter: Counter, question: Question) -> list[Note]:
    """Return a note on what was revoked after the last day asked for: it stood then, and is not counted.

    Of recipients it is said of their awards: who had another one still is a recipient.
    """
    number = query.revoked_since(counter.db, question)
    if not number:
        return []
    measure = measures.AWARDS if question.measure is measures.RECIPIENTS else question.measure
    return [Note(REVOKED_SINCE, {"measure": measure.name, "value": number, "date": question.as_of or ""})]


def _notes_on_overlaps(question: Question) -> list[Note]:
    if question.by and question.measure in NOT_ADDITIVE:
        return [Note(ADDS_UP_TO_MORE)]
    tagged = any(axis.dimension.type == "tag" for axis in question.by)
    return [Note(TAGS_OVERLAP)] if tagged else []


def _notes_on_levels(counter: Counter, question: Question) -> list[Note]:
    """Return a note that names the units, where they are few, which have no row of a level: they lie in none."""
    notes: list[Note] = []
    for axis in question.by:
        if axis.at is None:
            continue
        below_none = question._replace(by=(), where=(*question.where, Filter(axis, "=", ())))
        cells = query.cells(counter.db, below_none, (Axis(axis.dimension.name, axis.dimension),))
        order = Lists(counter.db).unit_order
        units = sorted((str(cell[0]) for cell in cells if cell[0] in order), key=order.__getitem__)
        if 0 < len(units) <= _MOST_NAMED:
            notes.append(Note(BELOW_NO, {"level": axis.at, "named_units": tuple(units)}))
    return notes


def _notes_on_status(question: Question) -> list[Note]:
    grouped = any(axis.dimension.name == "status" for axis in question.by)
    excluded = any(
        condition.axis.dimension.name == "status" and condition.operator == "!=" for condition in question.where
    )
    counted = question.measure in (measures.AWARDS, measures.RECIPIENTS)
    return [Note(EVERY_STATUS)] if counted and (grouped or excluded) else []
