"""What must be said under a number: the basis, what the basis hides, and what was left out."""

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import Note


def notes_on(counter: Counter, question: Question) -> list[Note]:
    """Give all that has to be said about the answer to a question."""
    return [
        *left_out(counter, question),
        *_empty(counter, question),
        *_basis(counter, question),
        *([Note("as-of", {"date": question.as_of})] if question.as_of else []),
        *_not_additive(question),
        *_status(question),
    ]


def _empty(counter: Counter, question: Question) -> list[Note]:
    """Say that nothing is recorded of the years asked: unknown is not zero."""
    first, last = question.period
    query_ = "SELECT 1 FROM file JOIN folder ON folder.id = file.folder WHERE folder.year BETWEEN ? AND ? LIMIT 1"
    if not first or counter.db.execute(query_, [first, last]).fetchone():
        return []
    return [Note("no-records-of", {"year": str(question.period)})]


def left_out(counter: Counter, question: Question) -> list[Note]:
    """Say which totals are known only for a longer period than the one asked."""
    code = "left-out-records" if question.measure is measures.RESULTS else "left-out"
    rows = query.left_out(counter.db, question)
    return [
        Note(code, {"measure": question.measure.name, "value": number, "first": first, "last": last})
        for first, last, number in rows
    ]


def _basis(counter: Counter, question: Question) -> list[Note]:
    """Say what was counted once, where counting otherwise gives another number."""
    if question.measure is measures.RESULTS:
        return [Note("basis-stock")] if question.period.first < question.period.last else []
    if question.basis == "each":
        return [Note("basis-each")] if question.measure.facts != "registered" else []
    if question.basis == "yearly":
        return [*_at_lower_levels(counter, question), *_carried_on(counter, question)]
    return [Note("basis-distinct")] if question.basis == "distinct" else []


def _at_lower_levels(counter: Counter, question: Question) -> list[Note]:
    """Say how many evaluations at lower levels were not counted again (46 + 16 = 62, domain rule 2)."""
    if question.measure.facts == measures.REGISTERED.facts:
        return []
    notes = [
        Note(
            "hidden-level",
            {"value": number, "measure": question.measure.name, "level": level or ""},
        )
        for level, number in query.at_lower_levels(counter.db, question)
    ]
    return [Note("basis-highest"), *notes] if notes else []


def _carried_on(counter: Counter, question: Question) -> list[Note]:
    """Say how many different models there are where carried-on ones count in several years (domain rule 3)."""
    if question.period.first == question.period.last:
        return []
    distinct = counter.total(question._replace(basis="distinct")) or 0
    return (
        [Note("carried-on", {"measure": question.measure.name, "value": distinct})]
        if distinct != counter.total(question)
        else []
    )


def _not_additive(question: Question) -> list[Note]:
    if question.by and question.measure in NOT_ADDITIVE:
        return [Note("not-additive")]
    tagged = any(axis.dimension.type == "tag" for axis in question.by)
    return [Note("tags-overlap")] if tagged else []


def _status(question: Question) -> list[Note]:
    grouped = any(axis.dimension.name == "status" for axis in question.by)
    excluded = any(one.axis.dimension.name == "status" and one.operator == "!=" for one in question.where)
    counted = question.measure in (measures.AWARDS, measures.RECIPIENTS)
    return [Note("every-status")] if counted and (grouped or excluded) else []
