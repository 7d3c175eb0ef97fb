import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, editor, failures, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.terminals import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.counting.checking import check_what_fits
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import InputError, RecordError, WriteError
from danvan_cli.locale import translate
from danvan_cli.recording.editing import Draft, draft_of, replace
from danvan_cli.recording.plan import Plan
from danvan_cli.store.disk import most_bytes
from danvan_cli.store.writing import NOT_A_FILE
from danvan_cli.text.mark import N_
from danvan_cli.view import problems

_UNSAVED = 1  # the exit code where what was typed could not be saved

OneName = Annotated[
    str,
    typer.Argument(
        metavar=N_("RECORD"),
        help=N_("An id, a path, a part of an id or title; or danvan.yaml, units.yaml."),
        autocompletion=completing.records,
    ),
]


def run(ctx: typer.Context, record: OneName, year: options.OneYear = None, dry_run: options.DryRun = False) -> int:
    """Change a file in your editor; it is checked when you come back."""
    if not (can_ask() or editor.is_named()):
        raise InputError(missing=["editor"])
    draft = draft_of(open_lookup(ctx, trusting=False), record, one_year(year))
    copy = Path(tempfile.mkdtemp(prefix="danvan-")) / Path(draft.path).name
    copy.write_bytes(draft.data)
    done = False
    try:
        code = _edit(ctx, draft, copy, dry_run=dry_run)
        done = code != _UNSAVED and not dry_run
    finally:
        _clear_up(draft, copy, done=done)
    return code


def _edit(ctx: typer.Context, draft: Draft, copy: Path, *, dry_run: bool) -> int:
    """Let the person type until the copy is sound, or until she leaves; return the exit code."""
    after = partial(_print_findings, ctx, draft)
    while True:
        editor.let_edit(copy)
        try:
            make = partial(replace, draft=draft, data=_read_copy(draft, copy))
            return carry_out(ctx, make, dry_run=dry_run, yes=True, after=after, trusting=False)
        except (RecordError, WriteError) as error:
            if not can_ask():
                raise
            if not _goes_back(error):
                return _UNSAVED


def _read_copy(draft: Draft, copy: Path) -> bytes:
    """Read what the editor left there, or a byte more than a file may hold; raise WriteError for what is no file."""
    if not copy.exists():
        return draft.data
    if not copy.is_file():
        raise WriteError(NOT_A_FILE, path=str(copy))
    with copy.open("rb") as stream:
        return stream.read(most_bytes(draft.path) + 1)


def _clear_up(draft: Draft, copy: Path, *, done: bool) -> None:
    """Leave what was typed and is not in the data folder where it is, and say so."""
    if done or (copy.is_file() and _read_copy(draft, copy) == draft.data):
        shutil.rmtree(copy.parent, ignore_errors=True)
    else:
        output.say(translate(N_("What you typed is kept in {path}.")).format(path=copy))


def _print_findings(ctx: click.Context, draft: Draft, plan: Plan) -> None:
    """Print what `check` finds in the file that was saved, such as a unit that is not there."""
    if not plan.changes:
        return
    lookup = open_lookup(ctx, trusting=False)
    lookup.look_at_models(draft.year)
    findings, _ = check_what_fits(lookup.db, lookup.ledger, draft.year)
    for problem in findings:
        if problem.path == draft.path:
            output.say(problems.text(problem, lookup.ledger.lists))


def _goes_back(error: RecordError | WriteError) -> bool:
    from danvan_cli.cli.prompts.form import confirm

    failures.tell(error, ())
    return confirm(translate(N_("Back into the editor?")), default=True)
