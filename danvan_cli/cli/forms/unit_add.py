"""What is asked of a new unit: how it is called, its level, and what it lies in."""

from contextlib import closing

import click

from danvan_cli.cli.forms.interview import RecordForm, as_typed, given, missing
from danvan_cli.cli.prompts.form import fill
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import UNIT
from danvan_cli.recording.typed import Typed
from danvan_cli.recording.units import likely_level, likely_parent


def ask_unit(ctx: click.Context, typed: Typed) -> dict[str, list[str]]:
    """Ask for what was not typed; pointed at are the level, and the office's own unit, where the new one likely is."""
    with closing(open_lookup(ctx)) as lookup:
        form = RecordForm(lookup, None)
        lacking = [key for key in ("name", "level") if missing(typed, [key])]
        before = given(typed)

        def lying_there(question: FormQuestion, answers: Answers) -> FormQuestion:
            return question._replace(default=likely_parent(lookup, as_typed({**before, **answers})))

        def of_that_level(question: FormQuestion, answers: Answers) -> FormQuestion:
            name = {**before, **answers}.get("name", "")
            return question._replace(default=likely_level(lookup, name)) if question.key == "level" else question

        asked = [form.question(UNIT[key], required=True)._replace(adapt=of_that_level) for key in lacking]
        return as_typed(fill([*asked, form.question(UNIT["parent"])._replace(adapt=lying_there)], before), typed)
