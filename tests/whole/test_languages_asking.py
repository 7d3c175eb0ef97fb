"""The same of what is asked at a terminal: labels, help, choices, keys, and what is wrong with an answer."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest

from danvan_cli.__main__ import main
from danvan_cli.cli.prompts import prompt as prompts
from danvan_cli.cli.prompts import style as paper
from danvan_cli.cli.prompts.form import _say_keys
from danvan_cli.cli.prompts.questions import YES, FormQuestion
from danvan_cli.cli.prompts.state import BACK, QuestionState
from tests.helpers.languages import english_in, vietnamese_in
from tests.languages.foreign_folder import written
from tests.languages.writing_commands import DESK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ENOUGH = 30  # questions
OF_DIRECTORY = ("province", "own", "known")  # what is offered there are names
EXAMPLE = re.compile(r"Such as: [^.\n]*|Thành phố Hà Nội")  # names of units, which are not translated
ANSWERS = {
    "year": "2020",
    "office": "Borso",
    "unit": "borso",
    "title": "Elit",
    "above1": "Alba",
    "level1": "tinh",
    "who": "Mario; Luca",
    "source": "Altro",
    "conditions": "level=huyen",
    "number": "3",
    "recipient": "Aldo; Bice",
    "ended_on": "1/12/2020",
    "more": "note,tags",
    "label": "Nuovo",
}
COMMANDS = [
    "register",
    "activity",
    "evaluate",
    "award",
    "award --propose",
    "figure",
    "carry-over 2020 2021",
    "merge 2020-nove 2020-dieci",
    "recognize 2020-due 2020-nove --level xa --decision 3 --on 1/12/2020",
    "edit 2020-due",
    "vocabulary add",
    "vocabulary add rating",
    "vocabulary add level Zona",
    "vocabulary correct field",
    "vocabulary retire criterion",
    "init",
]


class _Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


class _Person:
    """Answers every question, and keeps all that is shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self._asked = 0

    def ask(self, question: FormQuestion, start: str, *, first: bool) -> str | None:
        state = QuestionState(question, start, first=first)
        self._asked += 1
        self.shown += [question.label, question.help, state.keys(), state.summary()]
        if question.key not in OF_DIRECTORY:
            self.shown += [state.label(row) for row in state.rows]
        self.shown += [state.fault(answer) for answer in ("", BACK, "?!")]
        if self._asked == 3 and not first:
            return None
        if self._asked > ENOUGH:
            raise KeyboardInterrupt
        return self._answer(question, start)

    def _answer(self, question: FormQuestion, start: str) -> str:
        offered = [choice.value for choice in question.offered()]
        if question.shape == "yes":
            return YES
        key = question.key.partition(" ")[0]  # of each of several records
        if key in ANSWERS and (not offered or ANSWERS[key].split(",")[0] in offered):
            return ANSWERS[key]
        return start or (offered[0] if offered else "")

    def say(self, text: str, style: str = "") -> None:  # noqa: ARG002 - the interface of paper.say
        self.shown.append(text)

    def say_pairs(self, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        self.shown += [title, *(part for pair in pairs for part in pair)]


def _shown_to_a_person(folder: Path, command: str, patch: pytest.MonkeyPatch) -> str:
    person, terminal, errors = _Person(), _Terminal(), _Terminal()
    _say_keys.cache_clear()
    patch.setattr(sys, "stdin", _Terminal())
    patch.setattr(prompts, "ask", person.ask)
    patch.setattr(paper, "say", person.say)
    patch.setattr(paper, "say_pairs", person.say_pairs)
    with redirect_stdout(terminal), redirect_stderr(errors):
        main([*shlex.split(command), "--data", str(folder)])
    assert len(person.shown) > 3, errors.getvalue()
    assert "danvan-error.log" not in errors.getvalue()
    return "\n".join([*person.shown, terminal.getvalue(), errors.getvalue()])


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/kind:/kinn:/")
    if command != "init":
        written(tmp_path / "desk", DESK)
    else:
        (tmp_path / "desk").mkdir()
    for language, others in (("vi", english_in), ("en", vietnamese_in)):
        folder = shutil.copytree(tmp_path / "desk", tmp_path / language)
        shown = _shown_to_a_person(folder, f"{command} --lang {language}", monkeypatch)
        assert others(EXAMPLE.sub("", shown.replace(str(tmp_path), ""))) == set()
