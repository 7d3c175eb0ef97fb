"""What `init` asks: the office, its unit and what is above it, its levels."""

from collections.abc import Callable, Sequence
from itertools import count

from danvan_cli.cli.asking.form import fill, review
from danvan_cli.cli.asking.questions import Answers, Choice, Question, in_words
from danvan_cli.locale import translate
from danvan_cli.recording.office import OfficeTyped, known_levels
from danvan_cli.text.mark import N_

_MOST_ABOVE = 4
_MAKE, _LEAVE = "make", "leave"
_LEVEL = N_("That unit's level")


def interview(typed: OfficeTyped) -> OfficeTyped:
    """Ask for what was not typed; raise KeyboardInterrupt where the person leaves."""
    questions = _questions()
    given = {"office": typed.office, "unit": typed.unit, "level": typed.level}
    answers = fill(questions, {key: text for key, text in given.items() if text})
    lines = [(one.label, in_words(one, answers[one.key])) for one in questions if answers.get(one.key)]
    actions = [Choice(_MAKE, translate(N_("Make the folder"))), Choice(_LEAVE, translate(N_("Leave without writing")))]
    if review(translate(N_("A new data folder")), lines, actions) != _MAKE:
        raise KeyboardInterrupt
    return OfficeTyped(
        answers["office"],
        answers["unit"],
        answers["level"],
        typed.above or _above(answers),
        typed.levels or _chosen_levels(answers),
    )


def _questions() -> list[Question]:
    levels = [Choice(entry.id, entry.label, entry.names()) for entry in known_levels().values()]
    office, unit = translate(N_("The office's name")), translate(N_("The unit that it works for"))
    asked = [
        Question("office", office, translate(N_("Such as: Ban Dân vận Thành ủy Ngã Bảy")), required=True),
        Question("unit", unit, translate(N_("Such as: Thành phố Ngã Bảy")), required=True),
        Question("level", translate(_LEVEL), "", "one", levels, required=True),
    ]
    for number in range(1, _MOST_ABOVE + 1):
        asked += _questions_above(number, levels)
    offered = N_("Levels that evaluate models")
    return [*asked, Question("levels", translate(offered), translate(N_("Nothing chosen: all.")), "several", levels)]


def _questions_above(number: int, levels: Sequence[Choice]) -> list[Question]:
    example = translate(N_("Such as: Tỉnh Hậu Giang. Leave it empty where nothing is above."))
    return [
        Question(f"above{number}", translate(N_("The unit above it")), example, when=_has_above(number - 1)),
        Question(f"level{number}", translate(_LEVEL), "", "one", levels, required=True, when=_has_above(number)),
    ]


def _has_above(number: int) -> Callable[[Answers], bool]:
    return lambda answers: number == 0 or bool(answers.get(f"above{number}"))


def _above(answers: Answers) -> list[str]:
    found: list[str] = []
    for number in count(1):
        if not answers.get(f"above{number}"):
            return found
        found.append(f"{answers[f'above{number}']}={answers[f'level{number}']}")
    return found


def _chosen_levels(answers: Answers) -> list[str]:
    """Give the levels chosen, in the order of the list; those of the units are always among them."""
    units = {text for key, text in answers.items() if key.startswith("level") and key != "levels"}
    chosen = set(filter(None, answers.get("levels", "").split(",")))
    return [level for level in known_levels() if level in chosen | units] if chosen else []
