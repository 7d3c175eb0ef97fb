"""Last year's models one by one, a key each; what was decided is written at once."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial

import click

from danvan_cli.cli import failures, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.forms.interview import RecordForm, as_typed
from danvan_cli.cli.prompts.form import Back, choose, fill
from danvan_cli.cli.prompts.questions import Choice
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import MODEL
from danvan_cli.locale import translate
from danvan_cli.recording.carrying import carry_over
from danvan_cli.recording.changing import end
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.selecting import Selection
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import planning
from danvan_cli.view.labels import unit_label

_CARRY, _END, _LATER, _STOP = "carry", "end", "later", "stop"


def go_through(ctx: click.Context, models: Sequence[Record], to: int, *, anyway: bool = False) -> int:
    """Ask what becomes of each model, and do it; leaving keeps what was done so far."""
    with closing(open_lookup(ctx)) as lookup:
        headings = {model.path: _heading(model, lookup) for model in models}
    for number, model in enumerate(models, 1):
        output.say(f"\n{number}/{len(models)}  {headings[model.path]}")
        if not _settle(ctx, model, to, anyway=anyway):
            break
    return 0


def _heading(model: Record, lookup: RecordLookup) -> str:
    """Return a model's title, its unit, and what was found about it that year."""
    seen = planning.ratings(lookup.readable_evaluations_of(model.id, model.year), lookup.lists)
    parts = [visible(model.values["title"]), unit_label(lookup.lists, model.values["unit"])]
    return " · ".join([*parts, *([seen] if seen else [])])


def _settle(ctx: click.Context, model: Record, to: int, *, anyway: bool) -> bool:
    """Ask what becomes of a model, and do it; False where the person stops."""
    while True:
        action = choose(translate(N_("What becomes of it in {year}?")).format(year=to), _choices(), at_once=True)
        if action == _STOP:
            return False
        if action == _LATER or _carry_or_end(ctx, action, model, to, anyway=anyway):
            return True


def _choices() -> list[Choice]:
    return [
        Choice(_CARRY, translate(N_("Carried on"))),
        Choice(_END, translate(N_("Ended"))),
        Choice(_LATER, translate(N_("Later"))),
        Choice(_STOP, translate(N_("Stop here"))),
    ]


def _carry_or_end(ctx: click.Context, action: str, model: Record, to: int, *, anyway: bool) -> bool:
    """Carry a model over or end it; False where the person goes back.

    What is refused is told, and the model waits for the next run, as one does whose doubt was answered by no.
    """
    try:
        if action == _CARRY:
            carry_out(ctx, partial(carry_over, models=[model], to=to), dry_run=False, yes=True, anyway=anyway)
        else:
            _end(ctx, model)
    except failures.MENDABLE as error:
        failures.tell(error, ())
    except click.Abort:  # no to what was doubted: it waits
        return True
    except Back:
        return False
    return True


def _end(ctx: click.Context, model: Record) -> None:
    with closing(open_lookup(ctx)) as lookup:
        form = RecordForm(lookup, None)
        questions = [form.question(MODEL["ended_on"], required=True), form.question(MODEL["ended_reason"])]
        answers = fill(questions, {}, first=False)
    make = partial(end, selection=Selection([model.path]), typed=as_typed(answers))
    carry_out(ctx, make, dry_run=False, yes=True)
