"""A plan is shown, asked about, made once more under the lock, and carried out: the same for every command."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import click

from danvan_cli.cli import fields, output
from danvan_cli.cli.app import DIFF, OF_UNIT
from danvan_cli.cli.choosing import with_choices
from danvan_cli.cli.keeping import ask_once, keeping
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.progress import Progress
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import data_folder, open_lookup
from danvan_cli.domain.errors import InputError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.counting.tables import ListedRecord
    from danvan_cli.domain.fields import Table
    from danvan_cli.index.current_lists import Lists
    from danvan_cli.recording.plan import Plan, Remark
    from danvan_cli.recording.record_lookup import RecordLookup
    from danvan_cli.recording.selecting import Selection

DOUBT_OPEN = Message(
    "doubt-open",
    N_(
        "Nothing was written: nobody can be asked whether that is right. Correct what was mistyped; if it is right as "
        "it stands: --anyway."
    ),
)
IDENTITY_DOUBTFUL = Message(
    "identity-doubtful",
    N_(
        "Nothing was written: nobody can be asked whether it is the same. If it is, it is on record already; if it is "
        "another thing: --anyway, or --id."
    ),
)
IDENTITY_UNDECIDED = Message(
    "identity-undecided",
    N_("Nothing was written: nobody can be asked whether it is the same. If it is another thing: --anyway."),
)
PLAN_CHANGED = Message(
    "plan-changed", N_("The records changed while you were asked. Nothing was written; run it again.")
)

_AGREED = "danvan.agreed"  # where click's context keeps that what is written was agreed to already
Make: TypeAlias = "Callable[[RecordLookup], Plan]"
Tell: TypeAlias = "Callable[[Plan, Lists], Iterable[str]]"
Settle: TypeAlias = "Callable[[RecordLookup], bool]"


def carry_out(
    ctx: click.Context,
    make: Make,
    *,
    dry_run: bool,
    yes: bool,
    after: "Callable[[Plan], None] | None" = None,
    trusting: bool = True,
    tell: "Tell | None" = None,
    anyway: bool = False,
    settle: "Settle | None" = None,
) -> int:
    """Do what a plan says, and say that it was done; 0, or what `make` and writing raise.

    What becomes of several records, takes something back, or may be a mistake, is shown before; at a terminal it is
    asked about, too. What is written to a record that is there is always shown: a part of a name may mean another.
    A doubt that needs an answer, such as whether two records are the same thing, is asked even where `yes` says not to
    ask; where nobody can be asked, nothing is written through it, unless `anyway` says so.
    `after` is told what was done. `settle` asks about what a plan leaves open, and says whether to make it anew.
    `tell` tells a plan in a way of its own, whatever is in it, also of a dry run.
    """

    def act() -> "Plan | None":
        if dry_run:
            with closing(open_lookup(ctx, trusting=trusting)) as lookup:
                _show_unwritten(ctx, make(lookup), lookup, tell)
            return None
        consent = _Consent(yes=yes, anyway=anyway, agreed=bool(ctx.meta.get(_AGREED)))
        agreed = _ask_first(ctx, make, tell, consent, settle) if consent.is_askable else None
        if not ctx.params.get("yes"):
            ask_once(ctx, data_folder(ctx))
        return _write(ctx, make, agreed, tell, consent, trusting=trusting)

    plan = with_choices(ctx, act)
    if plan is not None:
        from danvan_cli.view import planning

        output.write_exactly(output.folded(planning.done(plan)) + "\n")
        if after:
            after(plan)
    return 0


@contextmanager
def agreed() -> Iterator[None]:
    """Meanwhile nothing is asked but doubts: what is written was shown, and agreed to."""
    meta = click.get_current_context().meta
    meta[_AGREED] = True
    try:
        yield
    finally:
        meta[_AGREED] = False


class _Consent(NamedTuple):
    """What was said beforehand about questions."""

    yes: bool
    anyway: bool
    agreed: bool

    @property
    def is_askable(self) -> bool:
        """Whether somebody can be asked something that was not answered yet."""
        return can_ask() and not (self.yes and self.anyway)

    def asks_about(self, plan: "Plan") -> bool:
        """Whether a plan is to be asked about."""
        if self.yes or self.open_doubts(plan):
            return bool(self.open_doubts(plan))
        return bool(_doubts(plan)) if self.agreed else _is_worth_a_look(plan)

    def open_doubts(self, plan: "Plan") -> "list[Remark]":
        """Return the doubts that need an answer, and that no option has answered."""
        return [] if self.anyway else [remark for remark in plan.remarks if remark.needs_answer]


def ask_and_carry_out(
    ctx: click.Context, table: "Table", make: "Callable[..., Plan]", *, dry_run: bool, yes: bool, anyway: bool = False
) -> int:
    """Carry out what is planned out of the options typed; at a terminal, keys that turn out missing are asked for."""
    given = fields.typed(ctx)
    try:
        return carry_out(ctx, partial(make, typed=given), dry_run=dry_run, yes=yes, anyway=anyway)
    except InputError as error:
        if error.mistakes or not can_ask() or not table.keys() >= set(error.missing):
            raise
        missing = [table[key] for key in error.missing]
    from danvan_cli.cli.forms.interview import ask

    typed = {**given, **ask(ctx, missing)}
    return carry_out(ctx, partial(make, typed=typed), dry_run=dry_run, yes=yes, anyway=anyway)


def with_records_asked(
    ctx: click.Context, selection: "Selection", offers: "Callable[[RecordLookup, Selection], list[ListedRecord]]"
) -> "Selection":
    """Return the selection; at a terminal, where nothing says which records, with those that are chosen of `offers`."""
    if selection.is_made or ctx.meta.get(OF_UNIT) or not can_ask():
        return selection
    from danvan_cli.cli.forms.which_one import ask_records

    with closing(open_lookup(ctx)) as lookup:
        records = offers(lookup, selection)  # the lists are read anew by it
        return selection._replace(names=ask_records(lookup.lists, records))


def _ask_first(
    ctx: click.Context, make: Make, tell: "Tell | None", consent: _Consent, settle: "Settle | None"
) -> "Plan | None":
    """Make a plan; one that wants to be looked at is shown and asked about. Raise Abort for a no.

    None: there was nothing to ask, and whoever writes shows it.
    """
    with closing(open_lookup(ctx)) as lookup:
        plan = make(lookup)
        if settle and not consent.anyway and settle(lookup):
            plan = make(lookup)
        if (consent.yes or consent.agreed) and not consent.asks_about(plan):
            return None
        if not (tell or consent.asks_about(plan)):
            return plan
        _show(ctx, plan, lookup, tell)
        if tell and not plan.changes:
            return plan
    from danvan_cli.cli.prompts.form import confirm

    if not confirm(translate(N_("Write this?")), default=not _doubts(plan)):
        raise click.Abort
    return plan


def _write(
    ctx: click.Context, make: Make, agreed: "Plan | None", tell: "Tell | None", consent: _Consent, *, trusting: bool
) -> "Plan":
    from danvan_cli.store.lock import locked
    from danvan_cli.store.writing import write

    root = data_folder(ctx)
    waiting = translate(N_("Another danvan is writing; waiting for it …"))
    with locked(root, on_wait=partial(output.say, waiting)), closing(open_lookup(ctx, trusting=trusting)) as lookup:
        plan = make(lookup)
        if agreed is None:
            _show(ctx, plan, lookup, tell)
            if doubts := consent.open_doubts(plan):
                _refuse_unanswered(ctx, doubts)
        elif (agreed.changes, _doubts(agreed)) != (plan.changes, _doubts(plan)):
            raise WriteError(PLAN_CHANGED)
        elif not (tell or _is_worth_a_look(plan)):
            _show(ctx, plan, lookup)
        with keeping(ctx, root, plan):
            write(root, plan.changes, Progress(N_("Writing files: {done} of {total}")))
    note_written(ctx)
    return plan


def _refuse_unanswered(ctx: click.Context, doubts: "Iterable[Remark]") -> None:
    """Refuse what nobody can be asked about, with the options that this command has for it; raise WriteError."""
    if ctx.params.get("yes"):
        output.say(translate(N_("--yes agrees to write, but does not answer this.")))
    if not all(doubt.is_of_identity for doubt in doubts):
        raise WriteError(DOUBT_OPEN)
    makes_ids = isinstance(ctx.command, OwnNames) and ctx.command.has_option("id")
    raise WriteError(IDENTITY_DOUBTFUL if makes_ids else IDENTITY_UNDECIDED)


def _is_worth_a_look(plan: "Plan") -> bool:
    """Whether several files change, something stated is stated otherwise or taken back, or there is a doubt."""
    if _doubts(plan):
        return True
    return len(plan.changes) > (0 if plan.grave else 1) or any(step.replaces for step in plan.steps)


def _doubts(plan: "Plan") -> "list[Remark]":
    return [remark for remark in plan.remarks if remark.is_doubt]


def _show(ctx: click.Context, plan: "Plan", lookup: "RecordLookup", tell: "Tell | None" = None) -> None:
    from danvan_cli.view import planning

    shows_files, lists = ctx.meta.get(DIFF), plan.lists or lookup.lists
    for line in planning.files(plan, lists) if shows_files else ():
        output.say(line)
    is_echoed = plan.is_echoed and not ctx.meta.get(_AGREED)
    in_words = planning.remarks if shows_files else partial(_lines, is_echoed=is_echoed)
    for line in (tell or in_words)(plan, lists):
        output.say(line)


def _lines(plan: "Plan", lists: "Lists", *, is_echoed: bool) -> Iterator[str]:
    from danvan_cli.view import planning

    if is_echoed or _is_worth_a_look(plan):
        yield from planning.first_lines(plan, lists)
    yield from planning.remarks(plan, lists)


def _show_unwritten(ctx: click.Context, plan: "Plan", lookup: "RecordLookup", tell: "Tell | None") -> None:
    """Show what would be written: in words, as it is asked about, or by the lines of the files."""
    from danvan_cli.view import planning

    lists, shown = plan.lists or lookup.lists, list[str]()
    if ctx.meta.get(DIFF):
        shown += planning.files(plan, lists)
    elif tell is None:
        shown += planning.lines(plan.steps, lists)
    output.write_exactly("".join(f"{line}\n" for line in shown))
    for line in (tell or planning.remarks)(plan, lists):
        output.say(line)
    output.say(translate(N_("Nothing was written (--dry-run).")))
