"""What `evaluate` asks: the model, the level, then survey, scores, rating and results."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from danvan_cli.cli import output
from danvan_cli.cli.forms.interview import (
    Held,
    RecordForm,
    as_typed,
    entries,
    given,
    hold_one_of_many,
    models,
    models_by_then,
)
from danvan_cli.cli.forms.new_record import MORE, on_request
from danvan_cli.cli.prompts.form import Back, fill
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.counting.checks.ratings import proposed_rating
from danvan_cli.domain import rules
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.recording.evaluating import (
    SCORES_OF_SCORERS,
    evaluation_of,
    level_of,
    remarks_on,
    score_of,
)
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.store.attachments import AttachmentFolder
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, read_typed_hundredths
from danvan_cli.view import messages, planning, problems
from danvan_cli.view.labels import label_of
from danvan_cli.view.record import stated_lines

_SCORES = {"score", "scores", "scorers"}
_WHO, _POINTS, _DAY = "who", "points", "surveyed_on"
_NEXT = N_("Write it and evaluate the next one")
Act = Callable[[str, str, Typed], object]


def interview(lookup: RecordLookup, named: tuple[str | None, str | None, int | None], typed: Typed, act: Act) -> int:
    """Ask for what was not typed, and act. The rating is asked last of what is judged, when the score is known.

    Whoever named no model can go on with the next one, of which level and day are likely those of the last.
    """
    model, level, year = named
    if model:
        lookup.find(
            model, year=year, units=lookup.units_meant
        )  # what is no model, or may be several, is told before anything is asked
    if level:
        level_of(lookup, level, year)
    known = {key: name for key, name in (("model", model), ("level", level)) if name}
    again, last = "" if model else _NEXT, dict[str, str]()
    before = last
    while True:
        before = fill(_questions_about(lookup, year, before), known)
        try:
            batch = _Batch(again, first=len(known) == len(before), last=last)
            held = _ask_findings(lookup, before, year, typed, act, batch)
        except Back:
            continue
        if not held.goes_on:
            return 0
        last = {"level": before["level"], _DAY: held.answers.get(_DAY, "")}
        before = last


class _Batch(NamedTuple):
    """How evaluations follow one another: what offers the next one (""), whether nothing was asked, the `last` one."""

    again: str
    first: bool
    last: Answers


def _ask_findings(
    lookup: RecordLookup, about: Answers, year: int | None, typed: Typed, act: Act, batch: _Batch
) -> Held:
    """Ask what was found about a model at a level, and act; raise Back before the first questions."""
    record = lookup.find(about["model"], year=year, units=lookup.units_meant)
    title = translate(N_("Evaluation of {model}")).format(model=record.values["title"])
    old = evaluation_of(lookup, record, level_of(lookup, about["level"], record.year))
    _print_stated(lookup, old)
    form = RecordForm(lookup, None)
    scorers = fill(_scorer_questions(lookup, typed), {}, first=batch.first)
    surveyed = form.question(EVALUATION[_DAY], default=batch.last.get(_DAY, ""))
    judged = [surveyed, *_score_questions(lookup, form, typed, scorers)]
    answers = fill(judged, {**given(typed), **scorers}, first=batch.first)
    questions = [
        *judged,
        *_last_questions(lookup, form, _propose_rating(lookup, record.year, as_typed(answers, typed), old)),
    ]
    return hold_one_of_many(
        title,
        questions,
        typed,
        lambda texts: act(about["model"], about["level"], joined(texts)),
        answered=answers,
        again=batch.again,
        went_on=bool(batch.last),
    )


def _print_stated(lookup: RecordLookup, old: Record | None) -> None:
    """Show what the evaluation states already: what is left empty stays so."""
    if old is None:
        return
    output.say(translate(N_("Stated already, and kept where the answer is left empty:")))
    for label, value in stated_lines(EVALUATION, old.values, lookup.lists):
        output.say(f"  {label}: {value}")


def _questions_about(lookup: RecordLookup, year: int | None, before: Answers) -> list[FormQuestion]:
    own = lookup.lists.units.get(lookup.lists.setting("unit") or "")
    model, level = translate(N_("Model")), translate(N_("Level"))
    offered = partial(models, lookup, year) if year else partial(models_by_then, lookup)
    likely = before.get("level") or (own.level if own else "")
    return [
        FormQuestion("model", model, "", "one", offered, before.get("model", ""), required=True),
        FormQuestion("level", level, "", "one", entries(lookup.lists, "level"), likely, required=True),
    ]


def _scorer_questions(lookup: RecordLookup, typed: Typed) -> list[FormQuestion]:
    """Ask who scored, where the office has criteria; without names the scores are everybody's."""
    if _SCORES & typed.keys() or not lookup.lists.entries("criterion"):
        return []
    label, help_ = N_("Scorers"), N_("Names separated by “;”. Without any, one score a criterion.")
    return [FormQuestion(_WHO, translate(label), translate(help_), check=_fault_of_names)]


def _fault_of_names(names: str) -> str | None:
    """Return what is wrong with names that hold a colon: behind an option it ends a scorer's name."""
    return translate(N_("A name cannot hold “:”.")) if ":" in names else None


def _score_questions(lookup: RecordLookup, form: RecordForm, typed: Typed, scorers: Answers) -> list[FormQuestion]:
    """Ask for the points of each criterion, by each scorer if there are several; without criteria for the score."""
    if _SCORES & typed.keys():
        return []
    criteria = lookup.lists.entries("criterion").values()
    names = dict.fromkeys(name.strip() for name in scorers.get(_WHO, "").split(";") if name.strip())
    if not criteria:
        return [form.question(EVALUATION["score"])]
    return [_points_question(form, name, criterion) for name in (names or [""]) for criterion in criteria]


def _last_questions(lookup: RecordLookup, form: RecordForm, proposed: str) -> list[FormQuestion]:
    """Return the question for the rating; and, on request, when, by whom, what came of it and what shows it."""
    folder = AttachmentFolder(lookup.source.root)
    evidence = form.question(EVALUATION["evidence"])._replace(check=partial(_fault_of_files, folder))
    results = (form.part_question(EVALUATION["results"], entry) for entry in lookup.lists.entries("indicator").values())
    others = [*results, evidence, *(form.question(EVALUATION[key]) for key in ("rated_on", "by", "note"))]
    return [_rating_question(form, lookup.lists)._replace(default=proposed), *on_request(others)]


def _fault_of_files(folder: AttachmentFolder, names: str) -> str | None:
    """Return what is wrong with the names of files of evidence, None where all are there."""
    try:
        for name in filter(None, map(str.strip, names.split(";"))):
            folder.find(name)
    except RequestError as error:
        return messages.told(error)
    return None


def _propose_rating(lookup: RecordLookup, year: int, typed: Typed, old: Record | None) -> str:
    """Print what several scores come to; return the rating that they reach, "" without a score or thresholds."""
    texts = {key: value for key, value in joined(typed).items() if key in _SCORES}
    values = TypedReader(lookup.lists, None, lookup.model_id).record(EVALUATION, texts)
    values.update(score_of(lookup.lists, year, values, old.values if old else {}))
    if "score" not in values:
        return ""
    for remark in remarks_on(lookup.lists, year, values, old):
        if remark.message is SCORES_OF_SCORERS:
            output.say(planning.remark_text(remark, lookup.lists))
    if "score" not in texts:  # else it stands above, as it was typed
        output.say(f"{translate(EVALUATION['score'].label)}: {format_number(values['score'], language())}")
    return proposed_rating(lookup.lists, values["score"], year) or ""


def _points_question(form: RecordForm, who: str, criterion: VocabularyEntry) -> FormQuestion:
    most = f" / {format_number(criterion.most, language())}" if criterion.most else ""
    label = " · ".join(filter(None, (who, f"{label_of(criterion)}{most}")))
    key = f"{_POINTS}.{who}.{criterion.id}" if who else f"scores.{criterion.id}"
    question = form.question(EVALUATION["score"])
    return question._replace(key=key, label=label, help="", check=_points_check(criterion, question))


def _points_check(criterion: VocabularyEntry, question: FormQuestion) -> Callable[[str], str | None]:
    """Return the check of points: they are to be a number, and not above the criterion's maximum."""

    def check(text: str) -> str | None:
        points, most = read_typed_hundredths(text), criterion.most
        if points is not None and most is not None and points > most:
            params: dict[str, str | int] = {"key": label_of(criterion), "points": points, "sum": most}
            return problems.message(Problem(rules.SCORE_MAX, "", args=params))
        return question.check(text) if question.check else None

    return check


def _rating_question(form: RecordForm, lists: Lists) -> FormQuestion:
    """Ask for the rating; where the office set thresholds, the help tells how they go."""
    rated = [entry for entry in lists.entries("rating").values() if entry.least is not None]
    thresholds = "; ".join(f"{label_of(entry)} ≥ {format_number(entry.least or 0, language())}" for entry in rated)
    return form.question(EVALUATION["rating"])._replace(help=thresholds)


def joined(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the answers with the points of each scorer put together, as behind `--scorers`."""
    answers = {key: list(texts) for key, texts in typed.items() if key not in (_WHO, _POINTS, MORE)}
    by_scorer: dict[str, list[str]] = {}
    for text in typed.get(_POINTS, ()):
        path, _, points = text.rpartition("=")
        scorer, _, criterion = path.rpartition(".")
        by_scorer.setdefault(scorer, []).append(f"{criterion}={points}")
    if by_scorer:
        answers["scorers"] = [f"{scorer}: {'; '.join(points)}" for scorer, points in by_scorer.items()]
    return answers
