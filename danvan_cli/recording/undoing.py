"""What is to be taken back: the last change made here, the last one of a record, or a commit by its revision."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from danvan_cli.counting.commit_log import CommitLog
from danvan_cli.counting.past_records import find_ever
from danvan_cli.domain.commit import Commit
from danvan_cli.domain.errors import RequestError, RevisionError, WriteError
from danvan_cli.domain.messages import NO_RECORD, Message
from danvan_cli.domain.names import id_of, path_in
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.recording.made_changes import is_undoable, redoable, undoable
from danvan_cli.recording.plan import ALL_THERE, Plan, Remark, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.records_gone import is_merged_into
from danvan_cli.recording.taking_back import bring_back, do_again, is_called, take_back
from danvan_cli.store.commits import changed_paths, read_commits
from danvan_cli.store.committing import CALLED, way_out, work_begun
from danvan_cli.store.made_here import made_here
from danvan_cli.store.repository import (
    NO_REVISION,
    find_revision,
    is_earlier,
    own_folder,
    require_last_commit,
    require_repository,
)
from danvan_cli.store.source import Source
from danvan_cli.store.unkept import unkept
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.mark import N_

NOTHING_TO_UNDO = Message(
    "nothing-to-undo",
    N_("Nothing that was made here is left to take back."),
    N_(
        "What somebody else made, or a person by hand, is taken back by naming it: danvan undo REVISION. All with "
        "their revisions: danvan log"
    ),
)
NOTHING_OF_RECORD = Message(
    "nothing-of-record",
    N_("Of {id}, nothing that was made here is left to take back."),
    N_(
        "What somebody else made, or a person by hand, is taken back by naming it: danvan undo REVISION. All with "
        "their revisions: danvan log {id}"
    ),
)
NOTHING_TO_REDO = Message(
    "nothing-to-redo", N_("There is nothing to do again: nothing was taken back, or something else was written since.")
)
UNKEPT = Message(
    "unkept",
    N_("Nothing was taken back or done again, for the last thing written is not in the history yet: {names}."),
    N_("Keep it first: danvan save"),
)
UNKEPT_IN_WORK = Message(
    "unkept-in-work",
    N_("Nothing was taken back or done again, for the last thing written is not in the history yet: {names}."),
    N_(
        "Somebody began {what} with git in this folder: whoever did finishes it first, or leaves it off ({command}). "
        "Then: danvan save"
    ),
)
REDO_CHANGED = Message(
    "redo-changed",
    N_("Nothing was done again, because it was changed since: {later}."),
    N_("What is to be otherwise can be changed by hand: danvan edit {path}"),
)
NOT_UNDOABLE = Message(
    "not-undoable",
    N_("{name} cannot be taken back: the folder began with it, or it brings together what several people did."),
    N_("Changes that it brought are taken back one by one; all with their revisions: danvan log"),
)
NOT_REPEATABLE = Message(
    "not-repeatable",
    N_("{name} cannot be done again: the folder began with it, or it brings together what several people did."),
)
CHANGES_NOTHING = Message("changes-nothing", N_("{name} changed nothing in this data folder."))
NO_CHANGE = Message(
    "no-change",
    N_("There is no record and no change “{value}”. Nearest: {near}."),
    N_("The changes, each with its revision, are listed by: danvan log"),
)
TAKES_BACK = Message("takes-back", N_("This is taken back: {saved}."), severity="remark")
TAKES_BACK_MORE = Message(
    "takes-back-more",
    N_("It is taken back whole: {id}, and {number} more that were written together with it."),
    severity="doubt",
)
NO_SUCH_CHANGE = Message(
    "no-such-change",
    N_("The history has no change “{name}”."),
    N_("danvan log and danvan status tell what they are called."),
)
DOES_AGAIN = Message("does-again", N_("This is done again: {saved}."), severity="remark")
DONE_AGAIN = Message("done-again", N_("Done again: {names}"), severity="remark")

_MOST_NAMED = 3
_SHORT = 12  # digits of a commit, as people read it


def undo(lookup: RecordLookup, typed: str | None) -> Plan:
    """Plan to take back what is named, else the last change made here that stands.

    Raise RequestError or RevisionError where nothing is called so, WriteError where it cannot be taken back, and what
    `take_back` raises.
    """
    root = lookup.source.root
    require_repository(root)
    changes = undoable(_made(root))
    if typed is None:
        if stopped := _stopped(root, "undo"):
            return _told(take_back(lookup, stopped), remark(TAKES_BACK, saved=stopped))
        return _first_left(lookup, changes, WriteError(NOTHING_TO_UNDO))
    name = path_in(typed)
    if plan := bring_back(lookup, name):
        return plan
    of_record = _of_record(lookup.source, changes, name)
    commit = None if of_record else _named(root, typed)
    if commit:
        return _told(take_back(lookup, commit), remark(TAKES_BACK, saved=commit))
    if not of_record:
        name = _record_meant(lookup, typed)
        if plan := bring_back(lookup, name):
            return plan
        of_record = _of_record(lookup.source, changes, name)
    _stopped(root, "", name)
    return _with_more(_first_left(lookup, of_record, WriteError(NOTHING_OF_RECORD, id=name), name), name)


def _with_more(plan: Plan, name: str) -> Plan:
    """Return a plan to take back what was done to a record; if it is of others too, it says of how many."""
    others = [step for step in plan.named if step.kind in RECORD_TYPES and not is_called(step.path, name)]
    plan = plan._replace(named=tuple(sorted(plan.named, key=lambda step: not is_called(step.path, name))))
    return _told(plan, remark(TAKES_BACK_MORE, id=id_of(name), number=len(others))) if others else plan


def _stopped(root: Path, command: str, name: str = "") -> Commit | None:
    """Return the commit that a command began to take back before it was stopped, None for none.

    Raise WriteError where another command's writing is not kept: then the last commit is not the last change; with a
    `name`, of that record.
    """
    try:
        works = unkept(own_folder(root), root)
    except OSError:
        return None
    for work in works:
        if work.command == command and work.undoes:
            return next(iter(read_commits(root, [work.undoes])), None)
    paths = [path for work in works for path in work.paths if not name or is_called(path, name)]
    if paths:
        raise _unkept_error(root, ", ".join(paths[:_MOST_NAMED]) + (" …" if len(paths) > _MOST_NAMED else ""))
    return None


def _unkept_error(root: Path, names: str) -> WriteError:
    """Return the refusal that names what is not kept, and what has to be done before it can be."""
    if work := work_begun(own_folder(root).parent):
        return WriteError(UNKEPT_IN_WORK, names=names, what=CALLED[work], command=way_out(work))
    return WriteError(UNKEPT, names=names)


def redo(lookup: RecordLookup, typed: str | None = None) -> Plan:
    """Plan to take back the last undoing; else to do again a change that is named, which the open state has not.

    Raise WriteError where there is none, or something was written since; RequestError where nothing is called so.
    """
    root = lookup.source.root
    require_repository(root)
    if typed is not None:
        commit = _named(root, typed, NOT_REPEATABLE)
        if commit is None:
            raise RequestError(NO_SUCH_CHANGE, name=typed)
        plan = _again(lambda: do_again(lookup, commit))
        return _told(plan, remark(DOES_AGAIN, saved=commit))
    undoing = _stopped(root, "redo") or redoable(_made(root))
    if undoing is None or not is_earlier(root, undoing.id):
        raise WriteError(NOTHING_TO_REDO)
    plan = _again(lambda: take_back(lookup, undoing))
    return _told(plan, *(remark(DOES_AGAIN, saved=change) for change in read_commits(root, [undoing.undoes])))


def _again(make: Callable[[], Plan]) -> Plan:
    """Return a plan that says of what it does that it is done again; raise WriteError that says what is in the way."""
    try:
        return make()._replace(done=DONE_AGAIN, nothing=ALL_THERE)
    except WriteError as error:
        if later := error.params.get("later"):
            raise WriteError(REDO_CHANGED, later=later, path=later[0].path) from error
        raise


def _told(plan: Plan, *remarks: Remark) -> Plan:
    """Return a plan that says something first."""
    return plan._replace(remarks=(*remarks, *plan.remarks))


def _made(root: Path) -> list[Commit]:
    """Return what was made here; raise DamagedRevisionError where git cannot read what was made last."""
    require_last_commit(root)
    return read_commits(root, made_here(root))


def _first_left(lookup: RecordLookup, changes: Iterable[Commit], nothing: WriteError, name: str = "") -> Plan:
    """Plan to take back the first change of which anything is left: a person may have taken it back by hand.

    With a `name`, of which anything of that record is left. Raise `nothing` where none is.
    """
    for commit in changes:
        if is_earlier(lookup.source.root, commit.id):
            plan = take_back(lookup, commit)
            if any(not name or _is_of(lookup.source, change.path, name) for change in plan.changes):
                return _told(plan, remark(TAKES_BACK, saved=commit))
    raise nothing


def _of_record(source: Source, changes: Sequence[Commit], name: str) -> list[Commit]:
    """Return the changes of a record, by its id or a path: of its file, its evaluations, and what was put away."""
    paths = changed_paths(source.root, [commit.id for commit in changes]) if changes else {}
    return [commit for commit in changes if any(_is_of(source, path, name) for path in paths[commit.id])]


def _is_of(source: Source, path: str, name: str) -> bool:
    """Whether a file is of a record, or is kept of one that was merged into it."""
    return is_called(path, name) or is_merged_into(source, path, name)


def _record_meant(lookup: RecordLookup, typed: str) -> str:
    """Return the id of the record that is meant: of those that are there, or were; raise RequestError."""
    lookup.look(None)
    log = CommitLog(lookup.ledger.history_place)
    try:
        return find_ever(log, lookup.db, typed, lambda gone: lookup.id_meant(typed, gone))
    except RequestError as error:
        if error.message is not NO_RECORD:
            raise
        raise RequestError(NO_CHANGE, **error.params) from None


def _named(root: Path, name: str, unfit: Message = NOT_UNDOABLE) -> Commit | None:
    """Return the commit of a revision, None where nothing is called so; a day is none: many a change is of one.

    Raise WriteError for what cannot be taken back, by the sentence `unfit`.
    """
    if read_typed_date(name):
        return None
    try:
        commit = read_commits(root, [find_revision(root, name)])[0]
    except RevisionError as error:
        if error.message is not NO_REVISION:
            raise
        return None
    if not is_undoable(commit):
        raise WriteError(unfit, name=commit.id[:_SHORT])
    if not changed_paths(root, [commit.id])[commit.id]:
        raise RequestError(CHANGES_NOTHING, name=commit.id[:_SHORT])
    return commit
