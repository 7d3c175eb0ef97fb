"""The year at a glance: `danvan tally` without a measure."""

from danvan_cli.cli import output
from danvan_cli.cli.options import OutputFormat
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.overview import overview
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tables import Table
from danvan_cli.domain.problem import Problem


def show_overview(ledger: Ledger, asked: QuestionText, form: OutputFormat) -> int:
    """Show the overview; return the exit code."""
    answers = overview(ledger, asked)
    if form is OutputFormat.json:
        from danvan_cli.view import as_json

        output.write_json(as_json.overview(answers))
    else:
        _write(answers, ledger, form)
    return output.tell_unread(_unread(answers))


def _write(answers: list[Table], ledger: Ledger, form: OutputFormat) -> None:
    from danvan_cli.view import glance

    grids = [
        glance.headlines(answers, ledger.lists),
        *glance.grids(answers, ledger.lists, room=output.room(form)),
    ]
    output.write_grids(grids, form, heading=glance.heading(answers, ledger.lists))


def _unread(answers: list[Table]) -> list[Problem]:
    """Return what some table could not count, each problem once."""
    problems = {(problem.path, problem.place, problem.code): problem for answer in answers for problem in answer.unread}
    return [problems[key] for key in sorted(problems)]
