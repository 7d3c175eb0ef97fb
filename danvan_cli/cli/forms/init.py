"""What `init` asks: the office, its unit and what is above it, its levels."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from danvan_cli.cli.forms.country import full_names_called, parts_of, province_choices, units_in
from danvan_cli.cli.forms.interview import hold
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion
from danvan_cli.locale import translate
from danvan_cli.recording.office import OfficeTyped, known_levels
from danvan_cli.recording.typed import Typed
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import label_of

_MOST_ABOVE = 4
_LEVEL = N_("That unit's level")
_UNIT = N_("The unit that it works for")
# The answers that name a unit of the country's directory, with all that it lies in.
_CHOSEN = ("own", "known")


def interview(typed: OfficeTyped, act: Callable[[OfficeTyped], object]) -> None:
    """Ask for what was not typed, and act; raise KeyboardInterrupt where the person leaves."""
    given = {"office": [typed.office], "unit": [typed.unit], "level": [typed.level]}

    def act_on(texts_by_key: Typed) -> object:
        return act(_office(typed, {key: texts[-1] for key, texts in texts_by_key.items()}))

    hold(translate(N_("A new data folder")), _questions(typed), given, act_on, write=N_("Make the folder"))


def _office(typed: OfficeTyped, answers: Answers) -> OfficeTyped:
    """Return the answers as they would have been typed; what is in the directory brings its codes along."""
    chosen = next(filter(None, map(answers.get, _CHOSEN)), "")
    parts = parts_of(chosen or answers.get("province", ""))
    above = [f"{part.name}={part.level}" for part in (parts[1:] if chosen else parts)]
    return OfficeTyped(
        answers["office"],
        parts[0].name if chosen else answers["unit"],
        parts[0].level if chosen else answers["level"],
        typed.above or above or _above(answers),
        typed.levels or _chosen_levels(answers),
        {part.name: part for part in parts},
    )


def _questions(typed: OfficeTyped) -> list[FormQuestion]:
    """Return the questions; those that take several options only where none of these was given."""
    levels = [Choice(entry.id, label_of(entry), entry.names()) for entry in known_levels().values()]
    office, unit = translate(N_("The office's name")), translate(_UNIT)
    questions = [
        FormQuestion(
            "office",
            office,
            translate(
                N_("Such as: Ban Tuyên giáo và Dân vận Tỉnh ủy Vĩnh Long, Ban Xây dựng Đảng Đảng ủy xã Phụng Hiệp")
            ),
            required=True,
        ),
        *([] if typed.unit or typed.above else _questions_of_directory()),
        FormQuestion("unit", unit, translate(N_("Such as: Xã Phụng Hiệp")), required=True, when=_is_open("own")),
        *([] if typed.level or typed.above else [_question_which()]),
        FormQuestion("level", translate(_LEVEL), "", "one", levels, required=True, when=_is_open(*_CHOSEN)),
    ]
    for number in range(1, 1 if typed.above else _MOST_ABOVE + 1):
        questions += _questions_above(number, levels)
    offered = N_("Levels of units, and of those that evaluate")
    last = FormQuestion("levels", translate(offered), translate(N_("Nothing chosen: all.")), "several", levels)
    return [*questions, *([] if typed.levels else [last])]


def _questions_of_directory() -> list[FormQuestion]:
    """Return the questions for a province, and for itself or one of its communes; each can be left out."""
    help_ = translate(N_("Nothing chosen: what is not in the country's directory is asked for."))
    province = FormQuestion("province", translate(N_("Province")), help_, "one", province_choices())
    own = FormQuestion(
        "own",
        translate(_UNIT),
        translate(N_("The province itself, or a commune. Nothing chosen: another one.")),
        "one",
        when=lambda answers: _is_in(answers.get("own", ""), answers.get("province", "")),
        adapt=lambda question, answers: question._replace(
            choices=units_in(answers["province"]), default=answers["province"]
        ),
    )
    return [province, own]


def _is_in(own: str, province: str) -> bool:
    return bool(province) and (not own or own.endswith(province))


def _question_which() -> FormQuestion:
    """Return the question which of the directory's units the one is that was typed; one alone is proposed."""

    def adapt(question: FormQuestion, answers: Answers) -> FormQuestion:
        names = _named_in_directory(answers)
        proposed = names[0] if len(names) == 1 else ""
        return question._replace(choices=[Choice(name, name) for name in names], default=proposed)

    def is_asked(answers: Answers) -> bool:
        names = [] if answers.get("own") else _named_in_directory(answers)
        return bool(names) and answers.get("known", "") in ("", *names)

    help_ = translate(N_("Nothing chosen: another one of that name."))
    label = translate(N_("In the country's directory"))
    return FormQuestion("known", label, help_, "one", when=is_asked, adapt=adapt)


def _named_in_directory(answers: Answers) -> Sequence[str]:
    names = full_names_called(answers.get("unit", ""))
    province = answers.get("province", "")
    return [name for name in names if name.endswith(province)] if province else names


def _is_open(*keys: str) -> Callable[[Answers], bool]:
    return lambda answers: not any(answers.get(key) for key in keys)


def _questions_above(number: int, levels: Sequence[Choice]) -> list[FormQuestion]:
    example = translate(N_("Such as: Thành phố Cần Thơ. Leave it empty where nothing is above."))
    return [
        FormQuestion(f"above{number}", translate(N_("The unit above it")), example, when=_has_above(number - 1)),
        FormQuestion(f"level{number}", translate(_LEVEL), "", "one", levels, required=True, when=_has_above(number)),
    ]


def _has_above(number: int) -> Callable[[Answers], bool]:
    is_open = _is_open("province", *_CHOSEN)
    return lambda answers: bool(answers.get(f"above{number}")) if number else is_open(answers)


def _above(answers: Answers) -> list[str]:
    above: list[str] = []
    for number in count(1):
        if not answers.get(f"above{number}"):
            return above
        above.append(f"{answers[f'above{number}']}={answers[f'level{number}']}")
    return above


def _chosen_levels(answers: Mapping[str, str]) -> list[str]:
    """Return the levels chosen, in the order of the list; those of the units are always among them."""
    units = {text for key, text in answers.items() if key.startswith("level") and key != "levels"}
    units |= {part.level for key in (*_CHOSEN, "province") for part in parts_of(answers.get(key, ""))}
    chosen = set(filter(None, answers.get("levels", "").split(",")))
    return [level for level in known_levels() if level in chosen | units] if chosen else []
