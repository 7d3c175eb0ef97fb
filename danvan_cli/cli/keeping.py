"""What a command wrote becomes a commit, where this clone keeps commits; nothing that goes wrong there stops it.

What a person changed by hand in the same files, and nobody saved, is a commit of its own before it: else it would be
part of what the command did, and taking that back would take it along.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli import output
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.stopping import StoppedBetween
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.commit import FOUND_CHANGED, FOUND_STAGED
from danvan_cli.domain.errors import CommitError, DanvanError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan
    from danvan_cli.store.clone_settings import CloneSettings
    from danvan_cli.store.committing import Person
    from danvan_cli.store.unkept import UnkeptWork

CHANGED_BEFORE = Message("changed-before", N_("Changed by hand before: {names}"), severity="remark")
STOPPED_BEFORE = Message("stopped-before", N_("Written before, and stopped: {names}"), severity="remark")
STAGED_BEFORE = Message("staged-before", N_("Prepared with git before, and not committed: {names}"), severity="remark")
WRITTEN_ADRIFT = Message(
    "written-adrift",
    N_(
        "The folder stands beside its history (by git checkout), so this goes out of sight with the next git checkout. "
        "To keep it: {command}"
    ),
    severity="remark",
)
STAGED_KEPT = Message(
    "staged-kept",
    N_("Somebody had prepared another text of {names} with git; the history has it now as {revision}."),
    severity="remark",
)

KEPT_BEFORE = Message(
    "kept-before",
    N_("What stood in {names} before is kept in the history as {revision}."),
    N_("To see it: danvan show {id} --at {revision}"),
    severity="remark",
)

_SAVING = "save"
_CONSENT = ("yes", "anyway", "force")  # options that only say that nothing is to be asked
_AUTHOR_SAID = "danvan.author-said"
_SHORT = 12  # digits of a commit, as people read and type it
_MOST_NAMED = 20  # records that a commit's message names


def ask_once(ctx: click.Context, root: Path) -> None:
    """Ask at a terminal, once for each clone, whether danvan is to keep every change: an older folder was not asked.

    Before that, once a command, whether the repository is trusted, where changes are to be kept in another account's.
    """
    settings = _settings_asked(ctx, root) if can_ask() else None
    if settings and settings.commits is None:
        ask_to_keep(root)


def _settings_asked(ctx: click.Context, root: Path) -> "CloneSettings | None":
    from danvan_cli.cli.trusting import is_trusted_now
    from danvan_cli.store.clone_settings import clone_settings

    try:
        return clone_settings(root)
    except CommitError as error:  # after a no, it is told when something is to be kept
        if not is_trusted_now(ctx, error):
            return None
    with suppress(CommitError):
        return clone_settings(root)
    return None


def ask_to_keep(root: Path) -> None:
    """Ask whether danvan is to keep every change from now on."""
    from danvan_cli.cli.prompts.form import confirm
    from danvan_cli.store.clone_settings import keep_commits

    output.say(translate(N_("This folder has a history. danvan can keep every change in it: who, when, what.")))
    keep_commits(root, commits=confirm(translate(N_("Keep every change from now on?")), default=True))


@contextmanager
def keeping(ctx: click.Context, root: Path, plan: "Plan") -> Iterator[None]:
    """Have what is written meanwhile kept as one change, and what was there before as others; the lock is held.

    What the same command wrote before, and was stopped, belongs to it.
    """
    from danvan_cli.store.clone_settings import clone_settings

    settings, stopped = None, list[str]()
    with suppress(CommitError, OSError):  # what keeps it from that, keeps the command's own commit from being made
        settings = clone_settings(root)
        stopped = _keep_earlier(ctx, root, plan, settings)
    yield
    keep(ctx, root, plan, settings, stopped)


def _keep_earlier(ctx: click.Context, root: Path, plan: "Plan", settings: "CloneSettings | None") -> list[str]:
    """Make commits of what others did, and note what is to come; return the files that this command wrote before."""
    from danvan_cli.recording.taking_back import is_spoilt
    from danvan_cli.store.commits import hand_work
    from danvan_cli.store.repository import own_folder
    from danvan_cli.store.unkept import note_unkept
    from danvan_cli.view import messages, planning

    if not (settings and settings.commits):
        return []
    folder = own_folder(root)
    try:
        stopped = keep_stopped(ctx, root, folder, settings, _work(ctx, plan))
    except RevisionError:  # git does not tell what is kept: what is written now may be kept all the same
        stopped = []
    before = {change.path: change.before for change in plan.changes}
    if before:
        work = hand_work(root, before)
        keep_staged(ctx, root, work.staged, settings)
        if work.unsaved:
            sentence = messages.sentence(CHANGED_BEFORE, {"names": planning.some(work.unsaved)})
            text = message(ctx, sentence, work.unsaved, _SAVING, found=FOUND_CHANGED)
            made = commit_files(root, work.unsaved, text, settings)
            if made and (spoilt := [path for path in work.unsaved if before[path] and is_spoilt(path, before[path])]):
                _tell_kept_before(spoilt, made)
        with suppress(OSError):
            note_unkept(folder, _work(ctx, plan))
    return stopped


def _tell_kept_before(paths: Sequence[str], made: str) -> None:
    """Say in which commit is kept what could not be read in files, and is replaced; how to see it, of records."""
    from danvan_cli.view import messages, planning

    said = {"names": planning.some(paths), "revision": made[:_SHORT], "id": id_of(paths[0])}
    seen = [messages.filled(KEPT_BEFORE.hint, said)] if "/" in paths[0] else []
    output.say(" ".join([messages.sentence(KEPT_BEFORE, said), *seen]))


def keep_stopped(
    ctx: click.Context,
    root: Path,
    folder: Path,
    settings: "CloneSettings",
    present: "UnkeptWork | None" = None,
    words: str = "",
) -> list[str]:
    """Make changes of what commands wrote and could not keep, each as the command's own: undo goes by that.

    Return the files of what is the `present` command's. `words` are a person's own, for all of it.
    """
    from danvan_cli.store.unkept import forget_unkept, unkept

    stopped = list[str]()
    for work in unkept(folder, root):
        if present and work.is_same(present):
            stopped += work.paths
        else:
            text = message(
                ctx, _stopped_sentence(work.paths), work.paths, work.command, undoes=work.undoes, words=words
            )
            commit_files(root, work.paths, text, settings, is_noted=True)
    with suppress(OSError):
        forget_unkept(folder, lambda work: not (present and work.is_same(present)))
    return stopped


def _stopped_sentence(paths: Sequence[str]) -> str:
    from danvan_cli.view import messages, planning

    return messages.sentence(STOPPED_BEFORE, {"names": planning.some([id_of(path) for path in paths])})


def _work(ctx: click.Context, plan: "Plan") -> "UnkeptWork":
    """Return what a command is about to write; it is the same work however it was agreed to."""
    from danvan_cli.store.unkept import UnkeptWork

    typed = {name: value for name, value in sorted(ctx.params.items()) if name not in _CONSENT}
    return UnkeptWork(_command(ctx), str(typed), plan.undoes, tuple(change.path for change in plan.changes))


def keep_staged(ctx: click.Context, root: Path, paths: Sequence[str], settings: "CloneSettings") -> None:
    """Make a commit of texts that are staged and nowhere else, and say so; raise CommitError.

    An index that keeps them would take back what danvan writes, with the next commit of whoever staged them.
    """
    from danvan_cli.store.committing import commit_staged
    from danvan_cli.view import messages, planning

    if not paths:
        return
    sentence = messages.sentence(STAGED_BEFORE, {"names": planning.some(paths)})
    made = commit_staged(root, paths, message(ctx, sentence, paths, _SAVING, found=FOUND_STAGED), _person(settings))
    output.say(messages.sentence(STAGED_KEPT, {"names": planning.some(paths), "revision": made[:_SHORT]}))


def keep(
    ctx: click.Context,
    root: Path,
    plan: "Plan",
    settings: "CloneSettings | None" = None,
    stopped: Sequence[str] = (),
    say: Callable[[str], object] = output.say,
) -> None:
    """Make a commit of what a plan changed, where this clone keeps commits; say in a line why that cannot be.

    `settings` are asked for where nobody has yet; `stopped` are the files that the same command wrote before it was
    stopped. `say` tells whose name stands in the history.
    """
    from danvan_cli.store.clone_settings import clone_settings
    from danvan_cli.store.committing import UNFINISHED
    from danvan_cli.store.repository import own_folder
    from danvan_cli.store.unkept import forget_unkept, note_unkept
    from danvan_cli.view import messages, planning

    paths = list(dict.fromkeys([*(change.path for change in plan.changes), *stopped]))
    try:
        settings = settings or clone_settings(root)
        if settings and settings.commits and paths:
            sentence = planning.done(plan) if plan.changes else _stopped_sentence(paths)
            names = [*planning.names_of_written(plan), *map(id_of, stopped)]
            text = message(ctx, sentence, names, undoes=plan.undoes, repeats=plan.repeats)
            commit_files(root, paths, text, settings, is_noted=True, say=say)
            with suppress(OSError):
                forget_unkept(own_folder(root), _work(ctx, plan).is_same)
    except CommitError as error:
        with suppress(OSError, DanvanError):  # undo then knows that something later was written
            note_unkept(own_folder(root), _work(ctx, plan))
            if error.message is UNFINISHED and settings:
                _set_aside(ctx, root, plan, settings)
        _tell_unkept(messages.sentence(error.message, error.params), messages.filled(error.message.hint, error.params))
    except KeyboardInterrupt:
        _tell_unkept(translate(N_("The history was not written: it was stopped.")))
        raise StoppedBetween from None


def _set_aside(ctx: click.Context, root: Path, plan: "Plan", settings: "CloneSettings") -> None:
    """Keep what was written beside the history: whoever leaves off what is unfinished there throws it away."""
    from danvan_cli.store.set_aside import set_aside
    from danvan_cli.view import planning

    text = message(ctx, planning.done(plan), planning.names_of_written(plan))
    set_aside(root, {change.path: change.before for change in plan.changes}, text, _person(settings))


def _tell_unkept(why: str, hint: str = "") -> None:
    later = translate(N_("All is written; to keep it later: danvan save"))
    if why.endswith("."):
        output.say(f"{why} {later}. {hint}" if hint else f"{why} {later}")
    else:  # it ends with a command
        output.say(f"{later}. {why}")


def commit_files(
    root: Path,
    paths: Sequence[str],
    text: str,
    settings: "CloneSettings",
    *,
    is_noted: bool = False,
    say: Callable[[str], object] = output.say,
) -> str:
    """Make a commit of files, and return it; say once whose name stands in where git knows none. Raise CommitError.

    `is_noted`: undo finds it as made here.
    """
    from danvan_cli.store.clone_settings import note_author_said
    from danvan_cli.store.committing import commit
    from danvan_cli.store.made_here import noted
    from danvan_cli.store.set_aside import forget_asides

    person = _person(settings)
    made = commit(root, paths, text, person, partial(noted, root) if is_noted else nullcontext)
    forget_asides(root)
    if made and is_noted:
        _tell_adrift(root)
    if made and person.name and not settings.is_author_said and _is_first(_AUTHOR_SAID):
        sentence = N_('In the history stands the name of your account, {name}. Another: danvan init --me "NAME"')
        say(translate(sentence).format(name=person.name))
        note_author_said(root)
    return made


def _is_first(what: str) -> bool:
    """Whether a command, which may make several commits, comes upon something for the first time."""
    meta = click.get_current_context().meta
    return not meta.get(what) and meta.setdefault(what, True)


def _tell_adrift(root: Path) -> None:
    """Say where what was just kept is on no branch, with what keeps it."""
    from danvan_cli.store.branches import adrift, is_on_branch
    from danvan_cli.view import messages

    if not is_on_branch(root):
        output.say(messages.sentence(WRITTEN_ADRIFT, {"command": adrift(root).command}))


def _person(settings: "CloneSettings") -> "Person":
    """Return who commits: where git knows nobody, the account."""
    from danvan_cli.store.committing import Person

    account = _account()
    name = "" if settings.name or os.environ.get("GIT_AUTHOR_NAME") else account
    return Person(name, "" if settings.email else f"{account}@localhost", settings.signs)


def _account() -> str:
    """Return the name of the account that danvan runs in."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # there is none, as in a container
        return "danvan"


def message(
    ctx: click.Context,
    sentence: str,
    names: Sequence[str],
    command: str = "",
    *,
    undoes: str = "",
    repeats: str = "",
    words: str = "",
    found: str = "",
) -> str:
    """Return a commit's message: the sentence that is printed, the records, and for programs which command it was.

    `command` is another than the present one, `undoes` the commit that is taken back, `repeats` the one that is done
    again; `words` are a person's own, in place of the sentence; `found` says how what is kept came into the folder.
    """
    from danvan_cli.store.commits import COMMAND, FOUND, OWN_WORDS, REPEATS, UNDOES

    trailers = [f"{COMMAND}: {command or _command(ctx)}"]
    trailers += [f"{key}: {commit}" for key, commit in ((UNDOES, undoes), (REPEATS, repeats)) if commit]
    trailers += [OWN_WORDS] if words else []
    trailers += [f"{FOUND}: {found}"] if found else []
    blocks = [words or sentence, "\n".join(names[:_MOST_NAMED]) if len(names) > 1 else "", "\n".join(trailers)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _command(ctx: click.Context) -> str:
    """Return the English name of the present command."""
    return ctx.command.path if isinstance(ctx.command, OwnNames) else str(ctx.info_name)
