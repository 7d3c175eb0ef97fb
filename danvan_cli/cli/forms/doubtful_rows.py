"""What the rows of a list are of which nobody but the clerk can tell; what holds of many is asked once."""

from collections.abc import Sequence

from danvan_cli.cli import output
from danvan_cli.cli.prompts.form import choose
from danvan_cli.cli.prompts.questions import Choice
from danvan_cli.importing.continued_rows import ROWS_TITLED_AS_BEFORE
from danvan_cli.importing.options import RowLine
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.row_questions import RowsQuestion
from danvan_cli.importing.unit_rows import UNITS_OUTSIDE
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted
from danvan_cli.view.messages import filled
from danvan_cli.view.planning import remark_text

_ANOTHER, _LATER, _ALL_OTHERS, _STOP = "another", "later", "others", "stop"
_YES, _NO = "yes", "no"
_OF_ALL = {
    ROWS_TITLED_AS_BEFORE: N_(
        "Models with a title that their unit had in {year} ({number}): {titles}. Do they carry it on?"
    ),
    UNITS_OUTSIDE: N_("Nothing says what {number} units lie in ({names}). Do they lie in {home}?"),
}
_MEANT = "is "  # before an id, whose first digit could be taken for the number of a choice
_FEW = 2  # doubts that are asked one by one without a way out for the rest


def ask_about(doubts: Sequence[RowDoubt], lists: Lists) -> dict[RowLine, str]:
    """Ask what each row is; return the records that are meant by the rows' lines, "" for none that is there.

    Rows left for later have no answer.
    """
    answers: dict[RowLine, str] = {}
    for number, doubt in enumerate(doubts):
        output.say(f"\n{number + 1}/{len(doubts)}  {remark_text(doubt.asked, lists)}")
        answer = choose(_question(doubt), _choices(doubt, len(doubts) - number))
        if answer == _STOP:
            break
        if answer == _ALL_OTHERS:
            return answers | {doubt.row.line: "" for doubt in doubts[number:]}
        if answer != _LATER:
            answers[doubt.row.line] = "" if answer == _ANOTHER else answer.removeprefix(_MEANT)
    return answers


def ask_of_all(questions: Sequence[RowsQuestion], lists: Lists) -> dict[RowLine, str]:
    """Ask once what holds of many rows; return what is answered of each, "" where it does not hold."""
    answers: dict[RowLine, str] = {}
    for question in questions:
        output.say("")
        choices = [Choice(_YES, translate(N_("Yes"))), Choice(_NO, translate(N_("No: write them as they stand")))]
        text = filled(_OF_ALL[question.told.message], question.told.args, lists)
        holds = choose(text, choices) == _YES
        answers |= {line: answer if holds else "" for line, answer in question.answers.items()}
    return answers


def _question(doubt: RowDoubt) -> str:
    title = str(doubt.row.values.get(doubt.key, ""))
    return translate(N_("What is “{value}”?")).format(value=quoted(title))


def _choices(doubt: RowDoubt, still: int) -> list[Choice]:
    label = "{title} ({name})" if doubt.can_wait else translate(N_("{title} ({name}): correct its name"))
    meant = [
        Choice(_MEANT + name, label.format(title=title, name=name), (name, title))
        for name, title in doubt.meant.items()
    ]
    if not doubt.can_wait:
        new = Choice(_ANOTHER, translate(N_("A new unit: add it")))
        all_new = Choice(_ALL_OTHERS, translate(N_("This one and all the following are new units")))
        return [*meant, new, *([all_new] if still >= _FEW else [])]
    rest = [
        Choice(_ALL_OTHERS, translate(N_("This one and all the following are others"))),
        Choice(_STOP, translate(N_("Leave this one and all the following"))),
    ]
    return [
        *meant,
        Choice(_ANOTHER, translate(N_("Another one: write it"))),
        Choice(_LATER, translate(N_("Leave it for later"))),
        *(rest if still >= _FEW else []),
    ]
