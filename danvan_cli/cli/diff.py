from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import UnitsBasis
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

MEASURE_LACKING = Message("measure-lacking", N_("{option} goes only with --measure: which number is to be explained?"))
Before = Annotated[
    str,
    typer.Argument(
        metavar=N_("STATE"), help=N_("The earlier state: the end of a day such as 31/12/2020, or what log names.")
    ),
]
After = Annotated[
    str | None,
    typer.Argument(metavar=N_("STATE"), help=N_("The later state; without it the present one, saved or not.")),
]
Explained = Annotated[
    str | None,
    typer.Option(
        "--measure",
        metavar=N_("MEASURE"),
        help=N_("Say why this number is another one: registered, recognized, awards …"),
        autocompletion=completing.measures,
    ),
]


def run(
    ctx: typer.Context,
    before: Before,
    after: After = None,
    measure: Explained = None,
    year: options.Year = None,
    where: options.Where = None,
    count: options.Count = None,
    since: options.From = None,
    as_of: options.AsOf = None,
    units: options.UnitsOption = UnitsBasis.then,
    include_open: options.IncludeOpen = False,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Say in what two states of the folder differ, or why a number does."""
    to = destination(ctx, form, file, force=force)
    given = {"--where": where, "--count": count, "--from": since, "--as-of": as_of, "--include-open": include_open}
    given["--units"] = units is UnitsBasis.now
    unasked = next((option for option, value in given.items() if value and not measure), "")
    if unasked:
        raise RequestError(MEASURE_LACKING, option=unasked)
    from danvan_cli.cli.told_difference import tell_differences, tell_why
    from danvan_cli.counting.question import QuestionText

    if measure is None:
        return tell_differences(ctx, to, (before, after), year)
    asked = QuestionText(year, (), where or (), count, as_of, units is UnitsBasis.now, since=since)
    asked = asked._replace(include_open=include_open)
    return tell_why(ctx, to, (before, after), measure, asked)
