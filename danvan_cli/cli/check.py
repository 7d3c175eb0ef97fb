from typing import TYPE_CHECKING, Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.destination import Destination, destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.spoilt_lists import tell_ways_of
from danvan_cli.cli.workplace import open_ledger, tell_state
from danvan_cli.counting.checks import RULES, check_everything
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest
from danvan_cli.view import as_json, problems
from danvan_cli.view.labels import number
from danvan_cli.view.problem_grid import problem_grid

if TYPE_CHECKING:
    from danvan_cli.index.rereading import RereadResult

NO_CODE = Message("no-code", N_("There is no problem with the code “{value}”. Nearest: {near}."))

Strict = Annotated[bool, typer.Option("--strict", help=N_("Exit with 1 on warnings, too."))]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar=N_("CODE"),
        help=N_("Say why a problem of this code matters; --format plain shows the codes."),
        autocompletion=completing.problem_codes,
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar=N_("CODE"),
        help=N_("Only problems of this code, each of them; repeatable."),
        autocompletion=completing.problem_codes,
    ),
]
Fresh = Annotated[
    bool, typer.Option("--fresh", "--doc-lai", help=N_("Read every file again, and say what the index had wrong."))
]
_MOST_SHOWN = 10


def run(
    ctx: typer.Context,
    strict: Strict = False,
    explain: Explain = None,
    only: Only = None,
    fresh: Fresh = False,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Report everything that is wrong."""
    if explain is not None:
        typer.echo(problems.explanation(RULES[_checked_code(explain)]))
        return 0
    to = destination(ctx, form, file, force=force)
    codes = [_checked_code(code) for code in only or ()]
    ledger = open_ledger(ctx, revision)
    state = tell_state(ledger, in_json=to.form is OutputFormat.json)
    reread = ledger.reread() if fresh else None
    db, lists = ledger.open(None)
    findings = check_everything(db, lists, ledger.source, ledger.known_present_year)
    findings = [problem for problem in findings if not codes or problem.code in codes]
    _write(findings, lists, to, codes, state)
    if to.form is not OutputFormat.json:
        tell_ways_of(ctx, findings)
    if reread:
        _print_reread(reread)
    errors = sum(problem.rule.severity != "warning" for problem in findings)
    return int(errors > 0 or (strict and bool(findings)))


def _print_reread(result: "RereadResult") -> None:
    """Print what the index had wrong. It is right now, so the exit code is that of the records."""
    if result.damaged:
        output.say(translate(N_("The index was damaged; all files were read again, and it is built anew.")))
    elif not result.wrong:
        output.say(translate(N_("All files were read again: the index had nothing wrong.")))
    if result.wrong:
        output.say(
            translate(N_("Of these files the index had something wrong; they were read again, and it is right now:"))
        )
    for path in result.wrong[:_MOST_SHOWN]:
        output.say(f"  {path}")
    if len(result.wrong) > _MOST_SHOWN:
        more = number(len(result.wrong) - _MOST_SHOWN)
        output.say(f"  {translate(N_('… and {number} more')).format(number=more)}")


def _checked_code(code: str) -> str:
    if code not in RULES:
        raise RequestError(NO_CODE, value=code, near=nearest(code, RULES) or "–")
    return code


def _write(findings: list[Problem], lists: Lists, to: Destination, codes: list[str], state: dict[str, str]) -> None:
    if to.form is OutputFormat.json:
        documents = [
            as_json.problem(problem, problems.message(problem, lists), problems.hint(problem, lists))
            for problem in findings
        ]
        to.write_json({"schema": as_json.SCHEMA, "problems": documents, **state})
        return
    errors_last = sorted(findings, key=lambda problem: problem.rule.severity != "warning")  # next to the summary
    with_code = to.form is not OutputFormat.table or language() != "vi"  # codes are English
    one_by_one = (problems.text(problem, lists, with_code=with_code) for problem in errors_last)
    # Who asks for a code wants to see all.
    texts = one_by_one if codes else problems.texts(errors_last, lists, with_code=with_code)
    to.write_lines(
        lambda fold: "".join(f"{fold(text)}\n" for text in texts), lambda: [problem_grid(errors_last, lists)]
    )
    errors = sum(problem.rule.severity != "warning" for problem in findings)
    says_counts = findings or codes  # that nothing was found of some codes does not say that nothing is wrong
    summary = translate(N_("Errors: {errors}. Warnings: {warnings}.") if says_counts else N_("Nothing is wrong."))
    output.say(summary.format(errors=number(errors), warnings=number(len(findings) - errors)))
