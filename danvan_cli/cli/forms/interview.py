"""Questions out of the tables of fields; the answers stand for what was not typed on the command line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import click

from danvan_cli.cli import failures
from danvan_cli.cli.carrying_out import agreed
from danvan_cli.cli.prompts.form import Back, change, fill, fill_in_more, review
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion, in_words
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.counting.finding import titles_of
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE, LONG, REF
from danvan_cli.domain.fields import Field
from danvan_cli.domain.own_bodies import names_as_body
from danvan_cli.domain.unit_kinds import but_for_kind, without_kind
from danvan_cli.domain.unlisted_units import explained_answer
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.locale import language, translate
from danvan_cli.recording.carrying import unit_in
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.text.dates import format_date, read_said_date
from danvan_cli.text.mark import N_
from danvan_cli.view import messages
from danvan_cli.view.labels import days_there, entry_label, label_of, unit_label

_WRITE, _NEXT, _MORE, _CHANGE, _LEAVE = "write", "next", "more", "change", "leave"
_WRITE_IT = N_("Write it")
_MAY_LIE_AHEAD = ("ended_on",)
Act = Callable[[dict[str, list[str]]], object]


class RecordForm:
    """Makes questions of one kind of record, for a campaign year where one is known."""

    def __init__(self, lookup: RecordLookup, year: int | None) -> None:
        self._lists = lookup.lists
        self._reader = TypedReader(lookup.lists, year, lookup.model_finder(year))
        self._today = lookup.today
        self._spoken_year = year or lookup.ledger.latest_year() or int(lookup.today[:4])

    def question(
        self,
        field: Field,
        *,
        required: bool = False,
        default: str = "",
        when: Callable[[Answers], bool] = lambda _: True,
        choices: Sequence[Choice] | Callable[[], Sequence[Choice]] | None = None,
    ) -> FormQuestion:
        """Return the question for a field; what is typed is checked as it is behind an option."""
        offered = self._choices_of(field) if choices is None else choices
        return FormQuestion(
            field.key,
            translate(field.label),
            translate(field.help) if field.help else _general_help(field),
            "one" if offered else "text" if field.type is LONG else "line",
            offered,
            default,
            required,
            None if offered else self._check_of(field),
            when,
            unoffered=explained_unit if field.refers == "unit" else None,
            reads=partial(self._said_date, ahead=field.key in _MAY_LIE_AHEAD) if field.type is DATE else str,
        )

    def part_question(self, field: Field, part: VocabularyEntry) -> FormQuestion:
        """Return the question for one part of a field, such as the results by one indicator, in its unit."""
        label = label_of(part) + (f" ({part.unit})" if part.unit else "")
        return FormQuestion(f"{field.key}.{part.id}", label, check=lambda text: self._fault(field, f"{part.id}={text}"))

    def _said_date(self, text: str, *, ahead: bool) -> str:
        """Return a date in full, so that it is seen what “5/2” or “hôm qua” was taken for; else the text."""
        date = read_said_date(text, self._today, self._spoken_year, ahead=ahead)
        return format_date(date, language()) if date else text

    def _choices_of(self, field: Field) -> Sequence[Choice]:
        if field.refers == "unit":
            return units(self._lists)
        if field.type is REF and field.choices:
            return entries(self._lists, field.choices)
        return ()

    def _check_of(self, field: Field) -> Callable[[str], str | None]:
        return lambda text: self._fault(field, text)

    def _fault(self, field: Field, text: str) -> str | None:
        """Return what is wrong with a text that is typed for a field, None for nothing."""
        try:
            self._reader.value(field, [text])
        except RequestError as error:
            return messages.told(error)
        return None


def explained_unit(text: str) -> str:
    """Return how a unit comes in that the folder lacks and the country's directory knows, "" for another."""
    error = explained_answer(text)
    return messages.told(error) if error else ""


def _general_help(field: Field) -> str:
    if field.type is DATE:
        return translate(N_("A day such as 5/2, 5/2/YY, yesterday or today; a month such as 12/YYYY, or a year."))
    if field.type.is_several:
        return translate(N_("Several are separated by “;”."))
    return ""


def units(lists: Lists) -> list[Choice]:
    """Offer the units, the office's own first, then by their order; each with what it lies in, and with its days."""
    own = lists.setting("unit")
    ordered = sorted(lists.units.values(), key=lambda unit: unit.id != own)
    return [Choice(unit.id, _unit_label(lists, unit), tuple(_unit_names(lists, unit))) for unit in ordered]


def _unit_names(lists: Lists, unit: Unit) -> Iterator[str]:
    """Yield by what a unit is called: also without its kind's word, as it is where many lie in it and name it."""
    yield from unit.names()
    yield from without_kind(unit.name)
    yield from _placed_names(lists, unit)
    if unit.id in lists.chain(lists.setting("unit") or ""):
        yield from names_as_body(unit)


def _placed_names(lists: Lists, unit: Unit) -> tuple[str, str]:
    """Return a unit's name with those of all that it lies in; and with its parent's, without their kinds' words."""
    chain = [lists.unit_name(above) for above in lists.chain(unit.id)]
    return ", ".join(chain), ", ".join(map(but_for_kind, chain[:2]))


def _unit_label(lists: Lists, unit: Unit) -> str:
    within = [unit_label(lists, unit.parent)] if unit.parent else []
    return " · ".join([unit.name, *within, *days_there(unit.since_day, unit.until_day)])


def entries(lists: Lists, name: str, but: Iterable[str] = ()) -> list[Choice]:
    """Offer a list's entries in their order."""
    return [
        Choice(entry.id, entry_label(lists, name, entry.id), entry.names())
        for entry in lists.entries(name).values()
        if entry.id not in but
    ]


def models(lookup: RecordLookup, year: int | None = None) -> list[Choice]:
    """Offer the models of a year, or of all, the latest first."""
    lookup.look(None)
    return [_model_choice(lookup.lists, None, *model) for model in titles_of(lookup.db) if year in (None, model[1])]


def models_by_then(lookup: RecordLookup, year: int | None = None) -> list[Choice]:
    """Offer all models: those of a year first, then those of the years before, the latest first, and last later ones.

    Without a year it is the one that is spoken of. What is not of the year is marked: in the second year every title
    stands twice.
    """
    year = year or lookup.ledger.latest_year() or int(lookup.today[:4])
    lookup.look(None)
    ordered = sorted(titles_of(lookup.db), key=lambda model: (model[1] > year, model[1] != year))
    return [_model_choice(lookup.lists, year, *model) for model in ordered]


def offering_models(lookup: RecordLookup, question: FormQuestion, answers: Answers) -> FormQuestion:
    """Offer the models that a record of the year that was answered may be of."""
    year = one_year(answers.get("year"))
    return question._replace(choices=partial(models_by_then, lookup, year)) if year else question


def earlier_models(lookup: RecordLookup, year: int, unit: str) -> list[Choice]:
    """Offer the models of the years before, those of what is the unit in that year first; the latest lead."""
    lookup.look(None)
    earlier = [model for model in titles_of(lookup.db) if model[1] < year]
    units_then = {model_unit: unit_in(lookup, model_unit, year) for *_, model_unit in earlier}
    earlier.sort(key=lambda model: units_then[model[3]] != unit)
    return [_model_choice(lookup.lists, None, *model) for model in earlier]


def _model_choice(lists: Lists, asked: int | None, model: str, year: int, title: str, unit: str) -> Choice:
    """Offer a model; `asked` is the year in question, None where any may be meant."""
    of_year = str(year) if asked in (None, year) else translate(N_("another year: {year}")).format(year=year)
    return Choice(model, f"{title} · {of_year} · {unit_label(lists, unit)}", (model, title))


def missing(typed: Typed, required: Iterable[str]) -> bool:
    """Whether something that is required was not typed."""
    return not all(any(typed.get(key, ())) for key in required)


def given(typed: Typed) -> dict[str, str]:
    """Return what was typed as answers: {key: its texts, separated by “; ”}."""
    return {key: "; ".join(texts) for key, texts in typed.items() if any(texts)}


def ask(ctx: click.Context, fields: Sequence[Field]) -> dict[str, list[str]]:
    """Ask for fields that cannot be left out; return the answers as if they had been typed."""
    form = RecordForm(open_lookup(ctx), None)
    return as_typed(fill([form.question(field, required=True) for field in fields], {}))


def hold(
    title: str,
    questions: Sequence[FormQuestion],
    typed: Typed,
    act: Act,
    *,
    answered: Answers = MappingProxyType({}),
    write: str = _WRITE_IT,
    stays: bool = False,
) -> dict[str, str]:
    """Ask what was neither typed nor `answered` before, show it all, and act; return the answers at last.

    What is refused, or not wanted after all, can be changed: nothing that was typed is lost. But Enter alone, which
    wrote nothing once, then leaves, or where it `stays`, for there is much to lose, leads to the answers. What was
    agreed to here is not asked again.
    """
    return hold_one_of_many(title, questions, typed, act, answered=answered, write=write, stays=stays).answers


class Held(NamedTuple):
    """What was answered, and whether the next one is to be asked for."""

    answers: dict[str, str]
    goes_on: bool


def hold_one_of_many(
    title: str,
    questions: Sequence[FormQuestion],
    typed: Typed,
    act: Act,
    *,
    answered: Answers = MappingProxyType({}),
    write: str = _WRITE_IT,
    again: str = "",
    went_on: bool = False,
    stays: bool = False,
) -> Held:
    """Do as `hold`, and offer to go on with the next one, by Enter where she `went_on` before.

    What is asked `later` is only where somebody chooses it in the end.
    """
    more = next((question for question in questions if question.later), None)
    filled = _fill_in_rest(questions, typed, answered)
    usual = likely = _NEXT if went_on else _WRITE
    while True:
        action = review(title, _answer_lines(questions, filled), _actions(write, again, more), likely)
        if action == _LEAVE:
            raise KeyboardInterrupt
        if action == _MORE and more:
            filled, likely = fill_in_more(more, questions, filled), usual
            continue
        if action == _CHANGE:
            filled, likely = change(questions, filled), usual
            continue
        try:
            with agreed():
                act(as_typed(filled, typed))
        except failures.MENDABLE as error:
            failures.tell(error, ())
            likely = _CHANGE
        except click.Abort:  # no to what `act` asked; Ctrl-C leaves
            likely = _CHANGE if stays else _LEAVE
        else:
            return Held(filled, action == _NEXT)


def _fill_in_rest(questions: Sequence[FormQuestion], typed: Typed, answered: Answers) -> dict[str, str]:
    """Ask what is left; going back before it leads to what was answered last."""
    before = dict(answered)
    while True:
        try:
            return fill(questions, {**given(typed), **before}, first=not before)
        except Back:
            key, answer = before.popitem()
            questions = [
                question._replace(default=answer) if question.key == key else question for question in questions
            ]


def as_typed(answers: Answers, before: Typed = MappingProxyType({})) -> dict[str, list[str]]:
    """Return answers as if they had been typed behind options; `results.hien-dat` is a part of `results`.

    What was typed there `before`, and is the answer still, stays as it was typed.
    """
    typed: dict[str, list[str]] = {}
    stays = given(before)
    for name, answer in answers.items():
        key, dot, part = name.partition(".")
        if answer and stays.get(name) == answer:
            typed[name] = list(before[name])
        elif answer:
            typed.setdefault(key, []).append(f"{part}={answer}" if dot else answer)
    return typed


def _answer_lines(questions: Sequence[FormQuestion], answers: Answers) -> list[tuple[str, str]]:
    asked = [question for question in questions if answers.get(question.key) and not question.steers]
    return [(question.summed_up, in_words(question, answers[question.key])) for question in asked]


def _actions(write: str, again: str, more: FormQuestion | None) -> list[Choice]:
    return [
        Choice(_WRITE, translate(write)),
        *([Choice(_NEXT, translate(again))] if again else []),
        *([Choice(_MORE, more.label)] if more else []),
        Choice(_CHANGE, translate(N_("Change an answer"))),
        Choice(_LEAVE, translate(N_("Leave without writing"))),
    ]
