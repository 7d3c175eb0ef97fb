"""The history of a data folder as one file, and a repository out of it: a bundle, which git itself can verify.

It holds commits, branches and tags, and no hooks and no settings: those of somebody else would be run.
"""

from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.store.folder_files import is_safe
from danvan_cli.store.repository import GIT_REFUSES, ask, require_repository
from danvan_cli.text.mark import N_

NOTHING_KEPT = Message("nothing-kept", N_("Nothing has been kept in git yet."))
CUT_SHORT = Message(
    "cut-short", N_("This copy has only the end of the history. To get the rest: git fetch --unshallow")
)

_BRANCHES = "refs/heads/"
# What comes in is looked through, but for what old programs did wrong and harms nobody; nothing goes on afterwards.
_HARMLESS = ("missingEmail", "badTimezone", "badDate", "missingSpaceBeforeDate", "zeroPaddedFilemode")
_TAKING = (
    *("-c", "fetch.fsckObjects=true", "-c", "protocol.file.allow=always"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
    *(word for name in _HARMLESS for word in ("-c", f"fetch.fsck.{name}=ignore")),
)
_FORMATS = {40: "sha1", 64: "sha256"}  # by the digits of a commit's id


class History(NamedTuple):
    """What git keeps of a data folder.

    The commit it is at, its branch ("" where it is on none), the folder's path from the repository's top ("" or "…/"),
    whether danvan commits there, and how many commits there are.
    """

    head: str
    branch: str
    prefix: str
    commits: bool
    number: int


def write_bundle(root: Path, file: Path) -> History:
    """Write the history of a data folder; raise RevisionError where there is none, or git cannot give it."""
    require_repository(root)
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code:
        raise RevisionError(NOTHING_KEPT)
    if ask(root, "rev-parse", "--is-shallow-repository").text == "true":
        raise RevisionError(CUT_SHORT)
    _asked(root, "bundle", "create", "--quiet", str(file), "HEAD", "--branches", "--tags")
    return History(
        head.text,
        ask(root, "symbolic-ref", "--quiet", "HEAD").text,
        ask(root, "rev-parse", "--show-prefix").text,
        ask(root, "config", "--type=bool", "--get", "danvan.commit").text == "true",
        int(_asked(root, "rev-list", "--count", "HEAD")),
    )


def is_history(history: History) -> bool:
    """Whether what somebody wrote can be the state of a history: its words go to git, and to the disk."""
    prefix = history.prefix
    return (
        len(history.head) in _FORMATS
        and all(digit in "0123456789abcdef" for digit in history.head)
        and (not history.branch or (history.branch.startswith(_BRANCHES) and history.branch.isprintable()))
        and (not prefix or (prefix.endswith("/") and is_safe(prefix[:-1])))
    )


def make_again(top: Path, file: Path, history: History) -> None:
    """Make a repository of a bundle in a folder that has none; its files are as yet as they lie there.

    What of it lies outside of the data folder stays in the history alone. Raise RevisionError.
    """
    _asked(top, "init", "--quiet", f"--object-format={_FORMATS[len(history.head)]}")
    wanted = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", "HEAD")
    _asked(top, *_TAKING, "fetch", "--quiet", "--update-head-ok", "--no-recurse-submodules", str(file), *wanted)
    if history.branch:
        _asked(top, "symbolic-ref", "HEAD", history.branch)
    else:
        _asked(top, "update-ref", "--no-deref", "HEAD", history.head)
    if _asked(top, "rev-parse", "--verify", "HEAD") != history.head:
        raise RevisionError(GIT_REFUSES, reason=history.head)
    _asked(top, "read-tree", "HEAD")
    if history.prefix:
        paths = _asked(top, "ls-files", "-z").split("\0")
        outside = [path for path in paths if path and not path.startswith(history.prefix)]
        _asked(top, "update-index", "-z", "--skip-worktree", "--stdin", given="\0".join(outside))
    if history.commits:
        _asked(top, "config", "danvan.commit", "true")


def refresh(top: Path) -> None:
    """Let git see once which files are as it has them: else each `git status` reads them all."""
    ask(top, "update-index", "-q", "--refresh", locks=True)


def _asked(root: Path, *words: str, given: str = "") -> str:
    """Ask git for something that it must be able to do; raise RevisionError."""
    answer = ask(root, *words, given=given, locks=True)
    if answer.code:
        raise RevisionError(GIT_REFUSES, reason=answer.reason)
    return answer.text
