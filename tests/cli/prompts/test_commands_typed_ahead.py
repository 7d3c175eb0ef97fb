"""Commands that come where an answer is asked for: typed ahead, or pasted where that looks like typing."""

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from danvan_cli.cli.prompts.prompt import ask
from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from danvan_cli.cli.prompts.state import QuestionState

_QUESTIONS = (
    FormQuestion("title", "Title"),
    FormQuestion("note", "Note", shape="text"),
    FormQuestion("unit", "Unit", shape="one", choices=(Choice("tan-lap", "Xã Tân Lập"),)),
    FormQuestion("award", "Award", check=lambda _: None),
)


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda question: question.key)
def test_no_question_takes_a_command_for_an_answer(question: FormQuestion) -> None:
    state = QuestionState(question, "", first=True)
    line = "danvan award grant bang-khen --year 2026"
    state.changed(line)
    assert "Ctrl-C" in state.fault(state.answer(line))
    state.changed("Tổ dân vận khéo")
    assert "Ctrl-C" not in state.fault(state.answer("Tổ dân vận khéo"))


def test_a_menu_whose_numbers_take_at_once_takes_no_choice_by_a_command() -> None:
    choices = (Choice("carry", "Duy trì"), Choice("replicate", "Nhân rộng"), Choice("end", "Kết thúc"))
    question = FormQuestion("outcome", "Outcome", shape="one", choices=choices, required=True, at_once=True)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("danvan show 1\rzx2")
        assert ask(question, "", first=True) == "replicate"
