"""Commands that come where an answer is asked for: typed ahead, or pasted where that looks like typing."""

import pytest

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
