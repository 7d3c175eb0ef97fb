"""What this clone's own git settings say of commits; nothing of it stands in the data folder, which others share."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.store.owners import NOT_TRUSTED
from danvan_cli.store.repository import NO_REPOSITORY, ask, require_repository

_COMMITS, _NAME, _EMAIL, _SIGNS, _SAID = (
    *("danvan.commit", "user.name", "user.email", "commit.gpgsign"),
    "danvan.authorsaid",  # git has the names of keys in small letters
)
_OWN = ("local", "worktree")
_KEYS = r"^(danvan\.|user\.|commit\.gpgsign$|core\.repositoryformatversion$)"
_PLAIN = {"true": True, "false": False}


class CloneSettings(NamedTuple):
    """Whether danvan commits here (None: nobody was asked), who commits, and whether git is told to sign."""

    commits: bool | None
    name: str  # "" where git knows none
    email: str
    signs: bool
    is_author_said: bool  # whether it was told whose name stands in


def clone_settings(root: Path) -> CloneSettings | None:
    """Return the settings; None without git or a repository. Raise CommitError where git does not trust the repository.

    That is told only where danvan commits: git does not read the settings then, so the file is asked itself.
    """
    if not _may_have_repository(root):
        return None
    try:
        answer = ask(root, "config", "--null", "--show-scope", "--get-regexp", _KEYS)
        parts = answer.text.split("\0")
        values = {
            key: value
            for scope, (key, _, value) in zip(parts[::2], (part.partition("\n") for part in parts[1::2]), strict=False)
            if scope in _OWN or not key.startswith("danvan.")
        }
        if not any(scope in _OWN for scope in parts[::2]):
            require_repository(root)
    except RevisionError as error:
        if error.message is NOT_TRUSTED and _says_commit(Path(error.params["path"])):
            raise CommitError(error.message, **error.params) from error
        return None
    return CloneSettings(
        commits=_truth(root, _COMMITS, values),
        name=values.get(_NAME, ""),
        email=values.get(_EMAIL, ""),
        signs=_SIGNS in values and _truth(root, _SIGNS, values) is not False,  # what git does not know, it refuses
        is_author_said=_SAID in values,
    )


def _truth(root: Path, key: str, values: Mapping[str, str]) -> bool | None:
    """Return whether a setting is on, in any of git's spellings; None where it is not there, or git cannot read it."""
    if key not in values or values[key] in _PLAIN:
        return _PLAIN.get(values.get(key, ""))
    return _PLAIN.get(ask(root, "config", "--type=bool", "--get", key).text)


def keep_commits(root: Path, *, commits: bool) -> None:
    """Have danvan commit in this clone, or not."""
    ask(root, "config", "--local", _COMMITS, "true" if commits else "false", locks=True)


def keep_name(root: Path, name: str) -> None:
    """Have git know who commits in this clone."""
    ask(root, "config", "--local", _NAME, name, locks=True)


def note_author_said(root: Path) -> None:
    """Remember that it was told whose name stands in."""
    ask(root, "config", "--local", _SAID, "true", locks=True)


def history_refusal(root: Path) -> RevisionError | None:
    """Return why nobody can ask for the history of a folder that may have one; None where one can, or there is none."""
    if _may_have_repository(root):
        try:
            require_repository(root)
        except RevisionError as error:
            return None if error.message is NO_REPOSITORY else error
    return None


def _may_have_repository(root: Path) -> bool:
    """Whether git is worth asking: it looks for `.git` in the folder and above.

    In a folder without history each command that writes would start git twice to hear that there is none.
    """
    folder = root.resolve()
    return any(os.path.lexists(place / ".git") for place in (folder, *folder.parents))


def _says_commit(top: Path) -> bool:
    """Whether the settings of a repository that git does not trust have danvan commit."""
    file = top / ".git" / "config"
    return ask(top, "config", "--file", str(file), "--type=bool", "--get", _COMMITS).text == "true"
