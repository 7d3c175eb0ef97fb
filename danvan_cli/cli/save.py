from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.keeping import commit_files, keep_staged, keep_stopped
from danvan_cli.cli.keeping import message as text_of
from danvan_cli.cli.spoilt_lists import tell_ways_of
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import data_folder, open_ledger
from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import GIT_FILES, is_own
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.domain.problem import Problem

NOTHING_BUT_IGNORED = Message(
    "nothing-but-ignored",
    N_("All is in the history already, but for what git is told to leave out: {names}"),
    severity="remark",
)
NOT_TAKEN = Message(
    "not-taken",
    N_("These cannot be kept: links, repositories of their own, what cannot be read, names with “\\”: {names}"),
    severity="remark",
)
NOTHING_UNSAVED = Message(
    "nothing-unsaved", N_("All records, lists and evidence are in the history already."), severity="remark"
)
SAVED_BY_HAND = Message("saved-by-hand", N_("Kept in the history: {names}"), severity="remark")
GONE_BY_HAND = Message(
    "gone-by-hand",
    N_("Kept as deleted ({number}): {names}. To take back all that was saved now: danvan undo {revision}"),
    severity="remark",
)
FAULTY = N_("These files have errors; nothing was kept. Mend them, or keep them as they are: --anyway.")

Reason = Annotated[
    str, typer.Option("--message", "-m", metavar=N_("TEXT"), help=N_("What was changed, in your own words."))
]


def run(ctx: typer.Context, message: Reason = "", anyway: options.Anyway = False) -> int:
    """Keep in the history what was changed by hand."""
    from danvan_cli.counting.upkeep import gone_files
    from danvan_cli.store.clone_settings import clone_settings
    from danvan_cli.store.commits import contents, hand_work
    from danvan_cli.store.committing import require_nothing_begun, tidy
    from danvan_cli.store.lock import locked
    from danvan_cli.store.repository import NO_REPOSITORY, own_folder, require_repository
    from danvan_cli.store.unsaved import may_be_kept, unsaved_files
    from danvan_cli.view import messages, planning
    from danvan_cli.view.labels import SHORT

    root = data_folder(ctx)
    require_repository(root)
    settings = clone_settings(root)
    if settings is None:
        raise RevisionError(NO_REPOSITORY)
    with locked(root):
        paths = [path for path in unsaved_files(root, GIT_FILES) if path in GIT_FILES or is_own(path)]
        not_taken = [path for path in paths if not may_be_kept(root, path)]
        paths = [path for path in paths if path not in not_taken]
        if not_taken:
            output.say(messages.sentence(NOT_TAKEN, {"names": planning.some(not_taken)}))
        if not paths:
            if not not_taken:
                output.write_exactly(output.folded(_nothing(root)) + "\n")
            _tell_aside(root)
            return bool(not_taken)
        require_nothing_begun(root)
        faults = _tell_faults(ctx, paths)
        if faults and not anyway:
            output.say(translate(FAULTY))
            tell_ways_of(ctx, faults)
            return 1
        gone = gone_files(root, paths)
        keep_staged(ctx, root, hand_work(root, contents(root, paths)).staged, settings)
        sentence = messages.sentence(SAVED_BY_HAND, {"names": planning.some(paths)})
        keep_stopped(ctx, root, own_folder(root), settings, words=message)
        made = commit_files(root, paths, text_of(ctx, sentence, paths, words=message), settings, is_noted=True)
        note_written(ctx)
        output.write_exactly(output.folded(sentence) + "\n")
        if gone:
            said = {"names": planning.some(gone), "number": len(gone), "revision": made[:SHORT]}
            output.say(messages.sentence(GONE_BY_HAND, said))
        _tell_aside(root)
        tidy(root)
    return bool(not_taken)


def _nothing(root: Path) -> str:
    """Return the sentence that there is nothing to be kept."""
    from danvan_cli.store.unsaved import ignored_evidence
    from danvan_cli.view import messages, planning

    if ignored := ignored_evidence(root):
        return messages.sentence(NOTHING_BUT_IGNORED, {"names": planning.some(ignored)})
    return translate(NOTHING_UNSAVED.sentence)


def _tell_aside(root: Path) -> None:
    """Say what was written here and is not in the folder that is open, with what brings it in."""
    from danvan_cli.counting.upkeep import find_aside
    from danvan_cli.view.upkeep import aside_lines

    for line in aside_lines(find_aside(root)):
        output.say(line)


def _tell_faults(ctx: click.Context, paths: list[str]) -> "list[Problem]":
    """Tell the errors of the files that are to be kept; return them."""
    from danvan_cli.counting.checks import check_everything
    from danvan_cli.view import problems

    ledger = open_ledger(ctx)
    db, lists = ledger.open(None)
    findings = check_everything(db, lists, ledger.source, ledger.known_present_year)
    faults = [problem for problem in findings if problem.path in paths and problem.rule.severity != "warning"]
    for text in problems.texts(faults, lists):
        output.say(text)
    return faults
