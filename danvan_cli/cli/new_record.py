"""A new record of one type: out of the options, or asked for at a terminal, one after the other."""

from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import typer

from danvan_cli.cli import fields
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.stopping import piece_by_piece
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.record_type import RecordType
from danvan_cli.locale import translate

if TYPE_CHECKING:
    from danvan_cli.cli.prompts.questions import FormQuestion
    from danvan_cli.recording.record_lookup import RecordLookup
    from danvan_cli.recording.typed import Typed


class NewRecordForm(NamedTuple):
    """What is asked for a new record of a type: `kept` are the answers that the next one is likely to share."""

    record_type: RecordType
    title: str
    again: str
    kept: tuple[str, ...]
    questions: "Callable[[RecordLookup, Mapping[str, str]], list[FormQuestion]]"


class WritingOptions(NamedTuple):
    """How it is written: under which id, whether doubts are settled, and whether only to show it."""

    name: str | None
    anyway: bool
    dry_run: bool
    yes: bool


def write_new(ctx: typer.Context, form: NewRecordForm, year: str | None, how: WritingOptions) -> int:
    """Write the record that was typed; at a terminal ask for what is missing, and then for the next one."""
    from danvan_cli.recording.registering import register, required_keys, with_own_unit

    typed = {"year": [year or ""], **fields.typed(ctx)}

    def act(typed: "Typed") -> int:
        make = partial(register, typed=typed, name=how.name, record_type=form.record_type)
        return carry_out(ctx, make, dry_run=how.dry_run, yes=how.yes, anyway=how.anyway)

    if not can_ask():
        return act(typed)
    from danvan_cli.cli.forms.interview import missing

    with closing(open_lookup(ctx)) as lookup:
        complete = not missing(with_own_unit(lookup, typed), ("year", *required_keys(form.record_type)))
    if complete:
        return act(typed)
    with piece_by_piece(ctx):
        return _interview(ctx, form, typed, act)


def _interview(ctx: typer.Context, form: NewRecordForm, typed: "Typed", act: "Callable[[Typed], int]") -> int:
    from danvan_cli.cli.forms.interview import hold_one_of_many

    before: dict[str, str] = {}
    went_on = False
    while True:
        with closing(open_lookup(ctx)) as lookup:
            questions = form.questions(lookup, before)
            held = hold_one_of_many(translate(form.title), questions, typed, act, again=form.again, went_on=went_on)
        if not held.goes_on:
            return 0
        before = {key: answer for key, answer in held.answers.items() if key in form.kept}
        typed, went_on = {}, True
