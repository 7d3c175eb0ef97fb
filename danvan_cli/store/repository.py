"""git itself: where it is, what it is asked, and why it says no. Nothing here touches the working tree."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from danvan_cli.domain.errors import DamagedRevisionError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.store.git_words import GIT_WORDS
from danvan_cli.store.owners import not_trusted
from danvan_cli.store.programs import NAMED_GIT, find_git
from danvan_cli.text.dates import last_day, read_typed_date
from danvan_cli.text.mark import N_

NO_GIT = Message(
    "no-git",
    N_(
        "git was not found, so there is no history here; all else goes without it. To get it: https://git-scm.com (on "
        "Windows nothing need be installed: unpack PortableGit into the folder git beside danvan.exe). If it lies "
        "somewhere else, its full path in DANVAN_GIT says where."
    ),
)
NO_GIT_THERE = Message(
    "no-git-there",
    N_("DANVAN_GIT names {path}, and no git lies there. Name git's program, or its folder, by the full path."),
)
NO_REPOSITORY = Message(
    "no-repository",
    N_(
        "The data folder is no git repository, so it has no earlier states. To make it one, which changes no record:"
        " danvan init; then danvan save keeps a state."
    ),
)
NOTHING_KEPT = Message(
    "nothing-kept", N_("Nothing has been kept in git yet."), N_("To keep the present state: danvan save")
)
NO_REVISION = Message(
    "no-revision",
    N_(
        "“{name}” is no day, and the history has no tag and no change of that name. What may be written: 15/06/2025, "
        "06/2025, 2025, a tag, or the number of a change as danvan log tells it; without it, the present state is "
        "meant."
    ),
)
BEFORE_HISTORY = Message(
    "before-history", N_("By the end of {date} there was no history of this folder yet: it begins on {since}.")
)
GIT_REFUSES = Message("git-refuses", N_("git cannot use the repository: {reason}."))
NOT_MADE = Message("not-made", N_("git could not make a repository: {reason}."))
NO_DAY_OF_ANY = Message("no-day-of-any", N_("There is no such day: {value}. Write one such as 31/12/YYYY."))
SHALLOW = Message(
    "shallow",
    N_(
        "git knows no revision “{name}” here: this copy has the history only since {date}. "
        "To get the rest: git fetch --unshallow"
    ),
)
REVISION_DAMAGED = Message(
    "revision-damaged",
    N_(
        "git cannot give all of the revision {name}: {reason}. Connect to where this copy came from, or restore .git "
        "from a backup; git fsck tells what is damaged."
    ),
)

_AT_ONCE = 1 << 16
_NONE_HERE = "not a git repository (or any "  # of a link that leads nowhere, git says this without “or any”
_NOT_TRUSTED = re.compile(r"detected dubious ownership|unsafe repository")
_ASIDE = ("warning: ", "hint: ")
_BEFORE = re.compile(r"^(?:fatal|error): ")
_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
_OWN_SETTINGS = "GIT_CONFIG_GLOBAL"
_UNKNOWN = "–"
_LIKE_A_DAY = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOO_SHORT = re.compile("[0-9a-fA-F]{1,6}")  # of a commit's id: with so few digits it is mostly something else
_OID = re.compile("[0-9a-f]{40,}")
_LINE_BREAK, _IN_NO_NAME = "\n", "\x7f"  # git takes a line for a name


class GitAnswer(NamedTuple):
    """What git answered: its exit code, what it gave, and what it said."""

    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """Return what it gave, as one line of text; names of files keep bytes that are none."""
        return self.out.decode("utf-8", "surrogateescape").removesuffix("\n")

    @property
    def reason(self) -> str:
        """Return the line that says why not: the first, what follows mostly follows from it."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip() and not line.startswith(_ASIDE)]
        return _BEFORE.sub("", lines[0]) if lines else _UNKNOWN


def command(root: Path, *arguments: str) -> list[str]:
    """Return the command that asks git about a folder; raise RevisionError ("no-git", "no-git-there")."""
    named = os.environ.get(NAMED_GIT)
    git = _git(named, os.environ.get("PATH"))
    if git is None:
        raise RevisionError(NO_GIT_THERE, path=named) if named else RevisionError(NO_GIT)
    return [str(git), "-C", str(root), *GIT_WORDS, *arguments]


@cache
def _git(_named: str | None, _path: str | None) -> Path | None:
    """Return where git lies: a command asks it a dozen things, and looks for it once."""
    return find_git()


def ask(
    root: Path, *arguments: str, given: str = "", locks: bool = False, places: Mapping[str, str] | None = None
) -> GitAnswer:
    """Ask git about a folder, `given` being what it reads; raise RevisionError ("no-git").

    Unless it changes the index (`locks`), it takes no lock for what nobody asked it to do. `places` are where it finds
    its index or objects if not in the repository, by the names of git's variables.
    """
    process = subprocess.run(
        command(root, *arguments),
        input=given.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        env={**environment(locks=locks), **(places or {})},
    )
    return GitAnswer(process.returncode, process.stdout, process.stderr.decode("utf-8", "replace"))


def told(root: Path, *arguments: str, given: str = "", places: Mapping[str, str] | None = None) -> GitAnswer:
    """Ask git what has an answer; raise DamagedRevisionError where it gives none: that is never taken for nothing."""
    answer = ask(root, *arguments, given=given, places=places)
    if answer.code:
        raise DamagedRevisionError(GIT_REFUSES, reason=answer.reason)
    return answer


@contextmanager
def lines_of(root: Path, *arguments: str) -> Iterator[Iterator[str]]:
    """Give the lines that git answers as they come; it ends with the context. Raise RevisionError ("no-git")."""
    with _answering(root, *arguments) as (_, stream):
        yield (line.decode("utf-8", "surrogateescape").removesuffix("\n") for line in stream)


@contextmanager
def words_of(root: Path, *arguments: str, given: str = "") -> Iterator[Iterator[str]]:
    """Give what git answers as it comes, split at NUL, `given` being what it reads; it ends with the context.

    Raise RevisionError ("no-git"), DamagedRevisionError where git ends with a complaint.
    """
    with _answering(root, *arguments, given=given) as (process, stream):
        yield _words(process, stream.fileno())


@contextmanager
def _answering(root: Path, *arguments: str, given: str = "") -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """Give a git that answers, and what it answers by; it ends with the context. Raise RevisionError ("no-git")."""
    process = subprocess.Popen(
        command(root, *arguments),
        stdin=subprocess.PIPE if given else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    assert process.stdout is not None  # noqa: S101 - it was asked to be a pipe
    if process.stdin:
        Thread(target=feed, args=(process.stdin, given.encode()), daemon=True).start()
    try:
        yield process, process.stdout
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def feed(stream: IO[bytes], data: bytes) -> None:
    """Write what a program reads while it answers already: from a thread, since neither pipe takes all at once."""
    with suppress(OSError):  # it ended before
        stream.write(data)
    with suppress(OSError):
        stream.close()


def _words(process: "subprocess.Popen[bytes]", stream: int) -> Iterator[str]:
    rest = b""
    while piece := os.read(stream, _AT_ONCE):
        *whole, rest = (rest + piece).split(b"\0")
        yield from (word.decode("utf-8", "surrogateescape") for word in whole)
    if process.wait():
        raise DamagedRevisionError(REVISION_DAMAGED, name="HEAD", reason=f"exit code {process.returncode}")


def environment(*, locks: bool = False) -> dict[str, str]:
    """Return an environment in which git's words and its choice of repository do not depend on the user's variables.

    Nobody is asked for a password: what git says is caught, and danvan may run where nobody sits. Who commits, and
    when, stays as it was said, and so does where the person's own settings lie.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)}
    optional = "1" if locks else "0"
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": optional, "GIT_TERMINAL_PROMPT": "0"}


def require_repository(root: Path) -> None:
    """Raise RevisionError where git has no repository for a folder, or does not use the one there is."""
    answer = ask(root, "rev-parse", "--git-dir")
    if answer.code == 0:
        return
    if _NONE_HERE in answer.said:
        raise RevisionError(NO_REPOSITORY)
    if _NOT_TRUSTED.search(answer.said):
        raise not_trusted(root, answer.said)
    raise RevisionError(GIT_REFUSES, reason=answer.reason)


def trust(path: str) -> None:
    """Have git use a repository of another account's from now on: in the user's own settings. Raise RevisionError."""
    settings = os.environ.get(_OWN_SETTINGS)
    if settings is not None and os.path.lexists(settings) and not Path(settings).is_file():  # git would replace it
        raise RevisionError(GIT_REFUSES, reason=f"{settings} ({_OWN_SETTINGS})")
    answer = ask(Path(), "config", "--global", "--add", "safe.directory", path)
    if answer.code:
        raise RevisionError(GIT_REFUSES, reason=answer.reason)


def make_repository(root: Path) -> bool:
    """Make a git repository of a folder that lies in none; return whether one was made.

    Raise RevisionError where git is missing or says no, also where there is one that it does not use.
    """
    try:
        require_repository(root)
    except RevisionError as error:
        if error.message is not NO_REPOSITORY:
            raise
    else:
        return False
    answer = ask(root, "init", "--quiet")
    if answer.code:
        raise RevisionError(NOT_MADE, reason=answer.reason)
    return True


def find_revision(root: Path, name: str) -> str:
    """Return the commit that is meant: by a tag or a branch of exactly this name, a date, or what else git knows.

    In this order, since ids of commits may look like years: 2022 begins many a one. Raise RevisionError.
    """
    tag, branch, other = _commits(root, f"refs/tags/{name}", f"refs/heads/{name}", name)
    commit = tag or branch
    date = read_typed_date(name)
    if not commit and date:
        commit = _commit_by(root, last_day(date))
    elif not commit and not _TOO_SHORT.fullmatch(name):
        commit = other
    if not commit:
        raise _no_revision(root, name)
    return commit


def commit_called(root: Path, name: str) -> str:
    """Return the commit of a revision, "" where none is called so; a day is none: many a commit is of one.

    Raise RevisionError where git cannot be asked.
    """
    if read_typed_date(name):
        return ""
    tag, branch, other = _commits(root, f"refs/tags/{name}", f"refs/heads/{name}", name)
    return tag or branch or ("" if _TOO_SHORT.fullmatch(name) else other)


def _commits(root: Path, *names: str) -> list[str]:
    """Return the commits that git has by names, "" for none, from one process; raise RevisionError."""
    given = "".join(f"{name.replace(_LINE_BREAK, _IN_NO_NAME)}^{{commit}}\n" for name in names)
    answer = ask(root, "cat-file", "--batch-check=%(objectname)", given=given)
    if answer.code:  # it may also have ended at something damaged
        require_repository(root)
    found = [line if _OID.fullmatch(line) else "" for line in answer.text.split("\n")]
    return (found + [""] * len(names))[: len(names)]


def _commit(root: Path, name: str) -> str:
    """Return the commit that git has by a name, "" for none."""
    answer = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return answer.text if answer.code == 0 else ""


def _commit_by(root: Path, day: str) -> str:
    """Return the first commit, back from HEAD along first parents, that its own clock has made by the end of a day.

    So a date means the same everywhere: no machine's time zone counts, nor what was merged later. "" for none.
    """
    with lines_of(root, "log", "--first-parent", "--format=%H %cs", "HEAD", "--") as lines:
        return next((commit for commit, _, made in (line.partition(" ") for line in lines) if made <= day), "")


def has_commit(root: Path, commit: str) -> bool:
    """Whether git keeps a commit of the folder."""
    try:
        return ask(root, "cat-file", "-e", f"{commit}^{{commit}}").code == 0
    except RevisionError:
        return False


def last_commit(root: Path) -> str | None:
    """Return the commit that a folder is at; None where git keeps nothing, or says no."""
    try:
        return _commit(root, "HEAD") or None
    except RevisionError:
        return None


def is_earlier(root: Path, commit: str, later: str = "HEAD") -> bool:
    """Whether what a state holds comes from another: from itself too, from one of another branch not.

    Raise DamagedRevisionError where git cannot tell.
    """
    answer = ask(root, "merge-base", "--is-ancestor", commit, later)
    if answer.code > 1 and _is_born(root):
        raise DamagedRevisionError(GIT_REFUSES, reason=answer.reason)
    return answer.code == 0


def require_last_commit(root: Path) -> None:
    """Raise DamagedRevisionError where there is a last commit, and git cannot read it."""
    answer = ask(root, "show", "--no-patch", "--format=", "HEAD", "--")
    if answer.code and _is_born(root):
        raise DamagedRevisionError(GIT_REFUSES, reason=answer.reason)


def _is_born(root: Path) -> bool:
    """Whether there is a last commit, be it readable or not."""
    return ask(root, "rev-parse", "--verify", "--quiet", "HEAD").code == 0


@cache
def own_folder(root: Path) -> Path:
    """Return where danvan keeps what concerns this clone alone; raise OSError where git shows no repository."""
    answer = ask(root, "rev-parse", "--absolute-git-dir")
    if answer.code:
        raise FileNotFoundError(answer.reason)
    return Path(answer.text) / "danvan"


def day_of_commit(root: Path, commit: str) -> str:
    """Return the day on which a commit was made, as its own clock says it."""
    return ask(root, "log", "-1", "--format=%cs", commit, "--").text


def _no_revision(root: Path, name: str) -> RevisionError:
    """Return the error that says why not: no such day, the history ends too early, is damaged, or never had it."""
    if _LIKE_A_DAY.fullmatch(name) and not read_typed_date(name):
        return RevisionError(NO_DAY_OF_ANY, value=name)
    if ask(root, "rev-parse", "--is-shallow-repository").text == "true":
        days = ask(root, "log", "--all", "--format=%cs", "--").text.split()
        return RevisionError(SHALLOW, name=name, date=min(days, default=_UNKNOWN))
    walk = ask(root, "rev-list", "--max-count=1", "--all", "--")
    if walk.code:
        return DamagedRevisionError(REVISION_DAMAGED, name=name, reason=walk.reason)
    if not walk.text:
        return RevisionError(NOTHING_KEPT)
    date = read_typed_date(name)
    if not date:
        return RevisionError(NO_REVISION, name=name)
    days = ask(root, "log", "--first-parent", "--format=%cs", "HEAD", "--").text.split()
    return RevisionError(BEFORE_HISTORY, date=date, since=min(days)) if days else RevisionError(NOTHING_KEPT)
