"""What `evaluate` asks: the model, the level, then survey, scores, rating and results."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from danvan_cli.cli import output
from danvan_cli.cli.asking.form import fill
from danvan_cli.cli.asking.questions import Answers, Question
from danvan_cli.cli.interview import Form, as_typed, entries, given, hold, models
from danvan_cli.counting.lists import Lists
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.domain.vocabulary import Entry
from danvan_cli.locale import translate
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.evaluating import evaluation_of, level_of, proposed_rating, remarks_on, score_of
from danvan_cli.recording.typed import Reader, Typed
from danvan_cli.text.mark import N_
from danvan_cli.view import planning
from danvan_cli.view.record import stated_lines

Act = Callable[[str, str, Typed], object]


def interview(desk: Desk, named: tuple[str | None, str | None, int | None], typed: Typed, act: Act) -> int:
    """Ask for what was not typed, and act. The rating is asked last of what is judged, when the score is known."""
    model, level, year = named
    about = fill(_about(desk, year), {key: one for key, one in (("model", model), ("level", level)) if one})
    record = desk.find(about["model"], year=year)
    title = translate(N_("Evaluation of {model}")).format(model=record.values["title"])
    _say_stated(desk, evaluation_of(desk, record, level_of(desk, about["level"], record.year)))
    form = Form(desk, None)
    scorers = fill(_scorers(desk), given(typed))
    judged = [*_survey(form), *_scores(desk, form, scorers)]
    scored = fill(judged, {**given(typed), **scorers})
    questions = [*judged, *_rest(desk, form, _proposed(desk, scored))]
    hold(title, questions, scored, lambda typed: act(about["model"], about["level"], joined(typed)))
    return 0


def _say_stated(desk: Desk, old: Record | None) -> None:
    """Show what the evaluation states already: what is left empty stays so."""
    if old is None:
        return
    output.say(translate(N_("Stated already, and kept where the answer is left empty:")))
    for label, value in stated_lines("evaluation", old.values, desk.lists):
        output.say(f"  {label}: {value}")


def _about(desk: Desk, year: int | None) -> list[Question]:
    own = desk.lists.units.get(desk.lists.setting("unit") or "")
    return [
        Question("model", translate(N_("Model")), "", "one", lambda: models(desk, year), required=True),
        Question(
            "level",
            translate(N_("Level")),
            "",
            "one",
            entries(desk.lists, "level"),
            own.level if own else "",
            required=True,
        ),
    ]


def _scorers(desk: Desk) -> list[Question]:
    """Ask who scored, where the office has criteria; without names the scores are everybody's."""
    if not desk.lists.entries("criterion"):
        return []
    label, help_ = N_("Scorers"), N_("Names separated by “;”. Without any, one score a criterion.")
    return [Question("who", translate(label), translate(help_))]


def _survey(form: Form) -> list[Question]:
    return [form.question(EVALUATION[key]) for key in ("surveyed_on", "rated_on", "by")]


def _scores(desk: Desk, form: Form, scorers: Answers) -> list[Question]:
    """Ask for the points of each criterion, by each scorer if there are several; without criteria for the score."""
    criteria = desk.lists.entries("criterion").values()
    who = [name.strip() for name in scorers.get("who", "").split(";") if name.strip()]
    if not criteria:
        return [form.question(EVALUATION["score"])]
    return [_points(form, name, one) for name in (who or [""]) for one in criteria]


def _rest(desk: Desk, form: Form, proposed: str) -> Iterator[Question]:
    yield _rating(form, desk.lists)._replace(default=proposed)
    yield from (_amount(form, one) for one in desk.lists.entries("indicator").values())
    yield from (form.question(EVALUATION[key]) for key in ("evidence", "note"))


def _proposed(desk: Desk, answers: Answers) -> str:
    """Say what the scores come to; give the rating that they reach, if the office set thresholds."""
    texts = {key: value for key, value in joined(as_typed(answers)).items() if key in ("score", "scores", "scorers")}
    values = Reader(desk.lists, None, desk.model_id).record("evaluation", texts)
    values.update(score_of(values, {}))
    for remark in remarks_on(desk.lists, values, None):
        output.say(planning.remark_text(remark, desk.lists))
    return (proposed_rating(desk.lists, values["score"]) if "score" in values else None) or ""


def _points(form: Form, who: str, criterion: Entry) -> Question:
    most = f" / {criterion.most // 100}" if criterion.most else ""
    label = f"{who} · {criterion.label}{most}" if who else f"{criterion.label}{most}"
    key = f"scorers.{who}.{criterion.id}" if who else f"scores.{criterion.id}"
    return form.question(EVALUATION["score"])._replace(key=key, label=label, help="")


def _amount(form: Form, indicator: Entry) -> Question:
    label = f"{indicator.label} ({indicator.unit})" if indicator.unit else indicator.label
    return form.question(EVALUATION["score"])._replace(key=f"results.{indicator.id}", label=label, help="")


def _rating(form: Form, lists: Lists) -> Question:
    """Ask for the rating; where the office set thresholds, the help tells how they go."""
    steps = [entry for entry in lists.entries("rating").values() if entry.least is not None]
    told = "; ".join(f"{entry.label} ≥ {(entry.least or 0) // 100}" for entry in steps)
    return form.question(EVALUATION["rating"])._replace(help=told)


def joined(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Put the points of each scorer together, as behind `--scorers`."""
    joined = {key: list(texts) for key, texts in typed.items() if key not in ("who", "scorers")}
    by_scorer: dict[str, list[str]] = {}
    for text in typed.get("scorers", ()):
        path, _, points = text.rpartition("=")
        who, _, criterion = path.rpartition(".")
        by_scorer.setdefault(who, []).append(f"{criterion}={points}")
    if by_scorer:
        joined["scorers"] = [f"{who}: {'; '.join(points)}" for who, points in by_scorer.items()]
    return joined
