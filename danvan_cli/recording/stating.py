"""Recording what a source states, question by question."""

from collections.abc import Mapping, Sequence

from danvan_cli.counting.claims import refuse_meaningless, refuse_sum_of_unlike
from danvan_cli.counting.measures import DIMENSIONS
from danvan_cli.counting.question import (
    Question,
    check_basis,
    find_dimension_of_filter,
    read_filter,
    read_measure,
    units_meant,
)
from danvan_cli.domain.editing import append_claim, edit_record
from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import CLAIM, FIGURES, STATEMENTS
from danvan_cli.domain.identity import claim_identity
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.values import Value
from danvan_cli.recording.amounts import unit_words, without_unit
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Plan, Step, fitting, plan, remark, sound
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import Twins, read_year
from danvan_cli.recording.typed import Typed, TypedReader, read_new
from danvan_cli.store.writing import EXISTS, Change
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import stated_amount
from danvan_cli.text.periods import Period

CLAIM_CONDITION = Message(
    "claim-condition", N_("“{value}” cannot be part of a source's figure. Write conditions such as level=huyen.")
)
STATED_ALREADY = Message("stated-already", N_("{path} states this figure already."))
STATED_OTHERWISE = Message(
    "stated-otherwise",
    N_(
        "The source answers that already, and otherwise. To correct it: the same again with --replace, or danvan edit"
        " {id}"
    ),
    severity="identity",
)
NOTHING_TO_REPLACE = Message(
    "nothing-to-replace",
    N_("The source “{value}” has no figure in {year} that answers exactly this, so there is none to replace."),
    N_("What is recorded: danvan reconcile --year {year}"),
)
STATED = Message("stated", N_("Recorded: {names}"), severity="remark")


def state(lookup: RecordLookup, source: Typed, claim: Typed, where: Sequence[str], name: str | None = None) -> Plan:
    """Plan to add a claim to the figures of a source, which are made where they are not there yet.

    `where` are conditions as `tally` takes them. What is typed of the source is added to what its file states of it.
    Raise InputError, RequestError, RecordError, or WriteError where it is stated already, or the file states
    something else.
    """
    year, values, added = _read_statement(lookup, source, claim, where, name)
    old = _find_figures(lookup, year, values.get("source", ""), name)
    if old is None:
        twins = Twins(lookup, PUBLISHED_FIGURES, year)
        unsure = [] if name else list(twins.unread_doubts(values))
        step = twins.create({**values, "claims": [added]}, name)
        return plan(STATED, [step], [*unsure, *doubts(lookup, [step]), *twins.unread(unsure)])
    answers = _other_answers(old, added)
    otherwise = [remark(STATED_OTHERWISE, id=old.id)] if answers else []
    step = _plan_addition(old, values, added)
    # What was typed is shown beside what the records give.
    return plan(STATED, [step], [*otherwise, *doubts(lookup, [step])])._replace(echoed=False)


def restate(lookup: RecordLookup, source: Typed, claim: Typed, where: Sequence[str], name: str | None = None) -> Plan:
    """Plan to have a claim stand instead of those of its source that answer the same question otherwise.

    Raise as `state` does, and WriteError where there is none.
    """
    year, values, added = _read_statement(lookup, source, claim, where, name)
    old = _find_figures(lookup, year, values.get("source", ""), name)
    answers = _other_answers(old, added) if old else []
    if old is None or not answers:
        raise WriteError(NOTHING_TO_REPLACE, value=values.get("source", name or ""), year=year)
    step = _plan_replacement(old, answers, added)
    return plan(STATED, [step], doubts(lookup, [step]))


def _read_statement(
    lookup: RecordLookup, source: Typed, claim: Typed, where: Sequence[str], name: str | None
) -> tuple[int, dict[str, Value], dict[str, Value]]:
    """Return the year, what is typed of a source, and its claim; raise InputError, or RequestError."""
    mistakes = MistakeLog()
    nothing: tuple[int, dict[str, Value]] = (0, {})
    year, values = mistakes.take(lambda: read_new(lookup, FIGURES, source, () if name else ("source",), name), nothing)
    added = mistakes.take(lambda: _read_claim(lookup, claim, where, year), {})
    mistakes.settle()
    return year, values, added


def _other_answers(old: Record, claim: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    """Return what a file answers to a claim's question; raise WriteError where it says the same."""
    question = question_of(old, claim)
    answers = [answer for answer in old.values.get("claims", ()) if question_of(old, answer) == question]
    if any(answer_of(answer) == answer_of(claim) for answer in answers):
        raise WriteError(STATED_ALREADY, path=old.path)
    return answers


def question_of(record: Record, claim: Mapping[str, Value]) -> object:
    """Return what a claim of a record asks."""
    return claim_identity(claim, record.year, record.values.get("where", {}))


def answer_of(claim: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a claim answers to its question."""
    return {key: value for key, value in claim.items() if key in STATEMENTS}


def agree(key: str, mine: Mapping[str, Value], theirs: Mapping[str, Value]) -> bool:
    """Whether two say the same of a source, or one of them nothing; how a text is spelled is no part of that."""
    if key not in mine or key not in theirs:
        return True
    pair = [fold(value) if isinstance(value, str) else value for value in (mine[key], theirs[key])]
    return bool(pair[0] == pair[1])


def _read_claim(lookup: RecordLookup, typed: Typed, where: Sequence[str], year: int) -> dict[str, Value]:
    """Read a claim of a year's figures; its measures, dimensions and values stand in it by their ids."""
    typed = _read_words_of_amount(_without_units(lookup, typed, where))
    given = [key for key in STATEMENTS if any(typed.get(key, ()))]
    required = ("measure",) if given else ("measure", "value")
    values = TypedReader(lookup.lists, None, lookup.model_id).record(CLAIM, typed, required)
    measure = read_measure(values["measure"])
    values["measure"] = measure.name
    if "share_of" in values:
        values["share_of"] = read_measure(values["share_of"]).name
    check_basis(measure, values.get("count"))
    refuse_meaningless(values, year)
    period = Period(*values.get("year", (year, year)))
    is_meant = units_meant(lookup.lists, Question(measure, period))
    filters = [read_filter(lookup.db, measure, condition, lookup.lists, is_meant) for condition in where]
    for condition, filter_ in zip(where, filters, strict=True):
        if filter_.operator != "=" or not filter_.values:
            raise RequestError(CLAIM_CONDITION, value=condition)
        level = f".{filter_.axis.at}" if filter_.axis.at else ""
        values.setdefault("where", {})[f"{filter_.axis.dimension.name}{level}"] = ",".join(filter_.values)
    if "unknown" not in values:
        refuse_sum_of_unlike(lookup.lists, measure, values.get("where", {}))
    return values


def _without_units(lookup: RecordLookup, typed: Typed, where: Sequence[str]) -> Typed:
    """Take `2,5 tỷ` for 2500000000 where an indicator is asked whose unit is đồng, and `62,5%` of a rate.

    Raise InputError.
    """
    words = unit_of_claim(lookup, next(iter(typed.get("measure", ())), ""), where)
    is_rate = any(typed.get("share_of", ()))
    plain: dict[str, list[str]] = {}
    for key in [key for key in typed if key in STATEMENTS and key != "times"]:
        try:
            texts = [text.strip().removesuffix("%") for text in typed[key]] if is_rate else typed[key]
            plain[key] = [number_without_unit(text, words) for text in texts]
        except RequestError as why:
            raise InputError([Mistake(key, why)]) from None
    return {**typed, **plain}


def unit_of_claim(lookup: RecordLookup, measure: str, where: Sequence[str]) -> str:
    """Return what the unit of a claim's number is called, "" where its measure and conditions say none."""
    asked = [condition for condition in where if find_dimension_of_filter(condition) is DIMENSIONS["indicator"]]
    try:
        filters = [read_filter(lookup.db, read_measure(measure), condition, lookup.lists) for condition in asked]
    except RequestError:
        return ""  # is told where they are read
    indicators = [value for condition in filters if condition.operator == "=" for value in condition.values]
    return unit_words(f"results.{indicators[0]}", lookup.lists) if len(indicators) == 1 else ""


def number_without_unit(text: str, words: str) -> str:
    """Return a number without the unit behind it, in the claim's; words before it stay: trên 2,5 tỷ.

    Raise RequestError for one in a unit of another kind.
    """
    start = next((place for place, letter in enumerate(text) if letter.isdigit()), 0)
    return text[:start] + without_unit(text[start:], words) if words else text


def _read_words_of_amount(typed: Typed) -> Typed:
    """Take `--value "trên 1.000"` for `--more-than 1.000`."""
    texts = typed.get("value", ())
    if len(texts) != 1:
        return typed
    key, number = stated_amount(texts[0])
    if key == "value" or any(typed.get(key, ())):
        return typed
    return {**{name: value for name, value in typed.items() if name != "value"}, key: [number]}


def _find_figures(lookup: RecordLookup, year: int, source: str, name: str | None) -> Record | None:
    """Return the figures of a source, if there are any: by the id given, else by its name, whatever their id."""
    if name:
        paths = [path for path, path_year in lookup.paths_of(PUBLISHED_FIGURES, name) if path_year == year]
    else:
        # Not out of the index, which has a row a claim: of a source without any, none.
        records, _ = read_year(lookup, PUBLISHED_FIGURES, year)
        paths = [record.path for record in records if PUBLISHED_FIGURES.is_same({"source": source}, record.values)]
    return lookup.read(PUBLISHED_FIGURES, paths[0], year) if paths else None


def _plan_addition(old: Record, values: Mapping[str, Value], claim: dict[str, Value]) -> Step:
    """Plan to add a claim to a file, and what it does not state of its source yet.

    Raise WriteError where it states something else: that is another statement, such as one of another day, or one
    that holds for a part only.
    """
    narrowed = old.values.get("where", {})
    alike = all(agree(key, old.values, values) for key in values)
    if not alike or any(claim.get("where", {}).get(key) != value for key, value in narrowed.items()):
        raise WriteError(EXISTS, path=old.path)
    sound(PUBLISHED_FIGURES, old.path, old.year, {"claims": [claim]})
    lacking = {key: value for key, value in values.items() if key not in old.values}
    edited = edit_record(PUBLISHED_FIGURES.name, old.path, old.year, old.data, lacking)
    data = fitting(old.path, append_claim(old.path, old.year, edited, claim))
    new = {**old.values, **lacking, "claims": [*old.values.get("claims", ()), claim]}
    return Step(PUBLISHED_FIGURES.name, old.path, old.values, new, Change(old.path, old.data, data))


def _plan_replacement(old: Record, answers: Sequence[Mapping[str, Value]], claim: dict[str, Value]) -> Step:
    """Plan to have a claim stand where those stood that it replaces; raise EditError."""
    from danvan_cli.domain.restating import restate_record  # noqa: PLC0415 - few figures are corrected

    claims = [claim if stated is answers[0] else stated for stated in old.values["claims"] if stated not in answers[1:]]
    new = {**old.values, "claims": claims}
    sound(PUBLISHED_FIGURES, old.path, old.year, new)
    data = fitting(old.path, restate_record(PUBLISHED_FIGURES.name, old.path, old.year, old.data, new))
    return Step(PUBLISHED_FIGURES.name, old.path, old.values, new, Change(old.path, old.data, data))
