"""What is asked of a new unit: how it is called, its level, and what it lies in."""

from contextlib import closing

import click

from danvan_cli.cli import output
from danvan_cli.cli.forms.interview import RecordForm, as_typed, given, missing
from danvan_cli.cli.prompts.form import fill
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import UNIT
from danvan_cli.recording.typed import Typed
from danvan_cli.recording.units import likely_level, likely_parent, only_parent
from danvan_cli.view.labels import unit_label


def ask_unit(ctx: click.Context, typed: Typed) -> dict[str, list[str]]:
    """Ask for what was not typed; pointed at are the level, and the office's own unit, where the new one likely is.

    What a hamlet lies in is not asked where there is but one commune.
    """
    with closing(open_lookup(ctx)) as lookup:
        form = RecordForm(lookup, None)
        lacking = [key for key in ("name", "level") if missing(typed, [key])]
        before = given(typed)

        def lying_there(question: FormQuestion, answers: Answers) -> FormQuestion:
            return question._replace(default=likely_parent(lookup, as_typed({**before, **answers})))

        def of_that_level(question: FormQuestion, answers: Answers) -> FormQuestion:
            name = {**before, **answers}.get("name", "")
            return question._replace(default=likely_level(lookup, name)) if question.key == "level" else question

        def only_parent_of(answers: Answers) -> str:
            return only_parent(lookup, {**before, **answers}.get("name", ""))

        asked = [form.question(UNIT[key], required=True)._replace(adapt=of_that_level) for key in lacking]
        parent = form.question(UNIT["parent"], when=lambda answers: not only_parent_of(answers))
        answers = fill([*asked, parent._replace(adapt=lying_there)], before)
        if only := only_parent_of(answers):
            output.say(f"{parent.label}: {unit_label(lookup.lists, only)}")
            answers["parent"] = only
        return as_typed(answers, typed)
