"""The history of a data folder as one file, and a repository out of it: a bundle, which git itself can verify.

It holds all that the repository names, what is unfinished in it too (`half_done`), and no hooks and no settings: those
of somebody else would be run.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.half_done import HalfDone
from danvan_cli.domain.messages import Message
from danvan_cli.store.folder_files import is_safe
from danvan_cli.store.half_done import find_half_done, refs_beside, refs_of, staged_tree, take_up
from danvan_cli.store.repository import (
    GIT_REFUSES,
    NOTHING_KEPT,
    GitAnswer,
    ask,
    command,
    environment,
    require_repository,
)
from danvan_cli.text.mark import N_

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


class WrittenHistory(NamedTuple):
    """What git keeps of a data folder, and what is unfinished beside it; `is_whole`: all of that is taken along."""

    history: History
    half_done: HalfDone
    is_whole: bool = True


def write_bundle(root: Path, file: Path) -> WrittenHistory:
    """Write the history of a data folder; raise RevisionError where there is none, or git cannot give it."""
    require_repository(root)
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code:
        raise RevisionError(NOTHING_KEPT)
    if ask(root, "rev-parse", "--is-shallow-repository").text == "true":
        raise RevisionError(CUT_SHORT)
    half_done = find_half_done(root)
    is_whole = _write_all(root, file, head.text, half_done)
    history = History(
        head.text,
        ask(root, "symbolic-ref", "--quiet", "HEAD").text,
        ask(root, "rev-parse", "--show-prefix").text,
        ask(root, "config", "--type=bool", "--get", "danvan.commit").text == "true",
        int(_asked(root, "rev-list", "--count", "HEAD")),
    )
    return WrittenHistory(history, half_done, is_whole)


def _write_all(root: Path, file: Path, head: str, half_done: HalfDone) -> bool:
    """Write what the repository has; return whether with what is unfinished, which git may have lost parts of."""
    named = {"HEAD": head, **refs_of(root)}
    with TemporaryDirectory(prefix="danvan-") as place:
        tree, places = staged_tree(root, Path(place))
        beside = refs_beside(half_done, tree)
        if beside and not _write(root, file, {**named, **beside}, places).code:
            return True
    answer = _write(root, file, named, {})
    if answer.code:
        raise RevisionError(GIT_REFUSES, reason=answer.reason)
    return not beside


def _write(root: Path, file: Path, refs: Mapping[str, str], places: Mapping[str, str]) -> GitAnswer:
    """Write a bundle as git does, but of whatever is named: `git bundle` would have it that the repository names it."""
    oids = dict.fromkeys(refs.values())
    version = "# v2 git bundle\n" if len(refs["HEAD"]) == min(_FORMATS) else "# v3 git bundle\n@object-format=sha256\n"
    lines = "".join(f"{oid} {ref}\n" for ref, oid in refs.items())
    with file.open("wb") as stream:
        stream.write(f"{version}{lines}\n".encode("utf-8", "surrogateescape"))
        stream.flush()
        process = subprocess.run(  # noqa: S603 - git, with our words
            command(root, "pack-objects", "--quiet", "--revs", "--stdout", "--delta-base-offset"),
            input="".join(f"{oid}\n" for oid in oids).encode(),
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
            env={**environment(), **places},
        )
    return GitAnswer(process.returncode, b"", process.stderr.decode("utf-8", "replace"))


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
    wanted = ("+refs/*:refs/*", "HEAD")
    _asked(top, *_TAKING, "fetch", "--quiet", "--update-head-ok", "--no-recurse-submodules", str(file), *wanted)
    if history.branch:
        _asked(top, "symbolic-ref", "HEAD", history.branch)
    else:
        _asked(top, "update-ref", "--no-deref", "HEAD", history.head)
    if _asked(top, "rev-parse", "--verify", "HEAD") != history.head:
        raise RevisionError(GIT_REFUSES, reason=history.head)
    _asked(top, "read-tree", "HEAD")
    take_up(top, list(refs_of(top)))
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
