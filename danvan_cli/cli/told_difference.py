"""What `danvan diff` tells; what it is asked with stands in `diff`, which loads nothing of this."""

from collections.abc import Callable
from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.destination import Destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import data_folder, open_ledger, say_if_ahead, say_once
from danvan_cli.counting.causes import explain
from danvan_cli.counting.changed_records import changes_between, with_moves, with_removals
from danvan_cli.counting.explaining import compare
from danvan_cli.counting.model_titles import TitlesNow
from danvan_cli.counting.question import QuestionText, read_measure, read_years
from danvan_cli.domain.messages import Message
from danvan_cli.index.comparing import Scope
from danvan_cli.store.repository import find_revision, is_earlier
from danvan_cli.store.unsaved import saved_state
from danvan_cli.text.mark import N_
from danvan_cli.view import comparing, history

BACKWARDS = Message(
    "backwards",
    N_("The first state is the later one, so all is told backwards. Name the earlier one first."),
    severity="remark",
)

_LISTS_ALONE = Scope((), 0, 0, (0, 0))


def tell_differences(ctx: click.Context, to: Destination, typed: tuple[str, str | None], year: str | None) -> int:
    """Show which records and entries of lists differ; return the exit code."""
    root, ledger = data_folder(ctx), open_ledger(ctx)
    sides = _sides(ctx, to, root, typed)
    period = read_years(year) if year else None
    changed = with_removals(changes_between(root, *sides, with_copies=to.form is not OutputFormat.json))
    records = [
        record
        for record in with_moves(changed)
        if not record.is_kept_copy and (period is None or (record.year is not None and period.contains(record.year)))
    ]
    if to.form is OutputFormat.json:
        to.write_json(comparing.difference_document(*sides, records))
    else:
        _, lists = ledger.open_records(_LISTS_ALONE)
        titles = TitlesNow(ledger.source, records)
        records = titles.of_merged(titles.named(records))
        heading = comparing.states_heading(*_states(root, *sides))
        to.write_lines(
            lambda fold: _lines(fold, [heading, *comparing.difference_lines(records, lists)]),
            lambda: [history.changes_grid(heading, records, lists)],
        )
    return output.tell_unread([fault for record in records for fault in record.faults])


def tell_why(
    ctx: click.Context, to: Destination, typed: tuple[str, str | None], measure: str, asked: QuestionText
) -> int:
    """Show why a number is another one; return the exit code."""
    root = data_folder(ctx)
    before, after = _sides(ctx, to, root, typed)
    later = open_ledger(ctx, after)
    comparison = compare(open_ledger(ctx, before), later, read_measure(measure), asked)
    explained = explain(later.source, comparison)
    if to.form is OutputFormat.json:
        to.write_json(comparing.comparison_document(comparison, explained, asked.where))
    else:
        lists = comparison.after.lists
        states = _states(root, comparison.before.revision, comparison.after.revision)
        heading = comparing.states_heading(*states)
        to.write_lines(
            lambda fold: _lines(fold, [heading, *comparing.comparison_lines(comparison, explained, lists)]),
            lambda: [comparing.comparison_grid(comparison, explained, lists, states)],
        )
    return output.tell_unread(comparison.unread)


def _sides(ctx: click.Context, to: Destination, root: Path, typed: tuple[str, str | None]) -> tuple[str, str | None]:
    """Return the commits that are meant; None for the present state. Say to people what may be mistyped."""
    for name in filter(None, typed):
        say_if_ahead(ctx, name)
    before, after = find_revision(root, typed[0]), find_revision(root, typed[1]) if typed[1] else None
    if after and before != after and to.form is not OutputFormat.json and is_earlier(root, after, before):
        say_once(ctx, BACKWARDS)
    return before, after


def _states(root: Path, before: str | None, after: str | None) -> tuple[comparing.State | None, comparing.State | None]:
    """Return the states that are compared, the later one None where it is the present one."""
    return _state(root, before), _state(root, after) if after else None


def _state(root: Path, commit: str | None) -> comparing.State | None:
    state = saved_state(root, commit)
    return (state.commit, state.made) if state and state.commit else None


def _lines(fold: Callable[..., str], lines: list[str]) -> str:
    return "\n".join(map(fold, lines)) + "\n"
