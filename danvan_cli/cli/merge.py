from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.errors import InputError, RequestError
from danvan_cli.domain.messages import GIVEN_TWICE
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.merging import MergeDifference, Side

Kept = Annotated[
    str, typer.Argument(metavar=N_("KEPT"), help=N_("The record that stays."), autocompletion=completing.records)
]
Merged = Annotated[
    str,
    typer.Argument(
        metavar=N_("OTHER"),
        help=N_("The record that is merged into it, and put away."),
        autocompletion=completing.records,
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar=N_("KEY"), help=N_("Where they differ: the value of the record that stays.")),
]
Take = Annotated[
    list[str] | None,
    typer.Option("--take", metavar=N_("KEY"), help=N_("Where they differ: the value of the other record.")),
]


def run(
    ctx: typer.Context,
    kept: Kept,
    merged: Merged,
    keep: Keep = None,
    take: Take = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Make one of two records of the same thing; evaluations and references follow."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.recording.merging import UndecidedMergeError, merge

    if twice := next((key for key in keep or () if key in (take or ())), None):
        raise RequestError(GIVEN_TWICE, value=twice)
    sides: dict[str, Side] = {**dict.fromkeys(keep or (), "keep"), **dict.fromkeys(take or (), "take")}
    make = partial(merge, name=kept, other=merged, year=one_year(year))
    try:
        make(open_lookup(ctx), sides=sides)
    except UndecidedMergeError as undecided:
        sides.update(_ask_sides(ctx, undecided.differences))
    return carry_out(ctx, partial(make, sides=sides), dry_run=dry_run, yes=yes, anyway=anyway)


def _ask_sides(ctx: click.Context, differences: "list[MergeDifference]") -> "Mapping[str, Side]":
    """Ask, key by key, whose value stands; without a terminal raise InputError with all keys."""
    from danvan_cli.view.own_words import own_names, own_words
    from danvan_cli.view.planning import difference_lines

    lists = open_lookup(ctx).lists
    named = {difference.name: own_names(difference.own_names) for difference in differences}
    texts = {difference.name: difference_lines(difference, lists) for difference in differences}
    if not can_ask():
        for name, (title, kept, taken) in texts.items():
            keep, take = own_words("--keep", "merge"), own_words("--take", "merge")
            output.say(f"{title} ({named[name]})\n  {keep}  {kept}\n  {take}  {taken}")
        raise InputError(missing=[f"keep|take {name}" for name in named.values()])
    from danvan_cli.cli.prompts.form import choose
    from danvan_cli.cli.prompts.questions import Choice

    output.say(translate(N_("The two differ. Which value stands?")))
    chosen: dict[str, Side] = {}
    for name, (title, kept, taken) in texts.items():
        question = f"{title} ({named[name]})"
        chosen[name] = "take" if choose(question, [Choice("keep", kept), Choice("take", taken)]) == "take" else "keep"
    return chosen
