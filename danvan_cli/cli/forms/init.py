"""What `init` asks: the office, its unit and what is above it, its levels."""

from collections.abc import Callable, Sequence
from itertools import count

from danvan_cli.cli.forms.interview import hold
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion
from danvan_cli.locale import translate
from danvan_cli.recording.office import OfficeTyped, known_levels
from danvan_cli.recording.typed import Typed
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import label_of

_MOST_ABOVE = 4
_LEVEL = N_("That unit's level")


def interview(typed: OfficeTyped, act: Callable[[OfficeTyped], object]) -> None:
    """Ask for what was not typed, and act; raise KeyboardInterrupt where the person leaves."""
    given = {"office": [typed.office], "unit": [typed.unit], "level": [typed.level]}

    def act_on(texts_by_key: Typed) -> object:
        answers = {key: texts[-1] for key, texts in texts_by_key.items()}
        return act(
            OfficeTyped(
                answers["office"],
                answers["unit"],
                answers["level"],
                typed.above or _above(answers),
                typed.levels or _chosen_levels(answers),
            )
        )

    hold(translate(N_("A new data folder")), _questions(typed), given, act_on, write=N_("Make the folder"))


def _questions(typed: OfficeTyped) -> list[FormQuestion]:
    """Return the questions; those that take several options only where none of these was given."""
    levels = [Choice(entry.id, label_of(entry), entry.names()) for entry in known_levels().values()]
    office, unit = translate(N_("The office's name")), translate(N_("The unit that it works for"))
    questions = [
        FormQuestion("office", office, translate(N_("Such as: Ban Dân vận Thành ủy Ngã Bảy")), required=True),
        FormQuestion("unit", unit, translate(N_("Such as: Thành phố Ngã Bảy")), required=True),
        FormQuestion("level", translate(_LEVEL), "", "one", levels, required=True),
    ]
    for number in range(1, 1 if typed.above else _MOST_ABOVE + 1):
        questions += _questions_above(number, levels)
    offered = N_("Levels of units, and of those that evaluate")
    last = FormQuestion("levels", translate(offered), translate(N_("Nothing chosen: all.")), "several", levels)
    return [*questions, *([] if typed.levels else [last])]


def _questions_above(number: int, levels: Sequence[Choice]) -> list[FormQuestion]:
    example = translate(N_("Such as: Tỉnh Hậu Giang. Leave it empty where nothing is above."))
    return [
        FormQuestion(f"above{number}", translate(N_("The unit above it")), example, when=_has_above(number - 1)),
        FormQuestion(f"level{number}", translate(_LEVEL), "", "one", levels, required=True, when=_has_above(number)),
    ]


def _has_above(number: int) -> Callable[[Answers], bool]:
    return lambda answers: number == 0 or bool(answers.get(f"above{number}"))


def _above(answers: Answers) -> list[str]:
    above: list[str] = []
    for number in count(1):
        if not answers.get(f"above{number}"):
            return above
        above.append(f"{answers[f'above{number}']}={answers[f'level{number}']}")
    return above


def _chosen_levels(answers: Answers) -> list[str]:
    """Return the levels chosen, in the order of the list; those of the units are always among them."""
    units = {text for key, text in answers.items() if key.startswith("level") and key != "levels"}
    chosen = set(filter(None, answers.get("levels", "").split(",")))
    return [level for level in known_levels() if level in chosen | units] if chosen else []
