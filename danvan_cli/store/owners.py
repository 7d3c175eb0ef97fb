"""Whose a repository is that git does not use, and how to trust it: git says both, as far as it does."""

import os
import re
import shlex
from pathlib import Path

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.store.windows import WINDOWS
from danvan_cli.text.mark import N_

NOT_TRUSTED = Message(
    "not-trusted",
    N_(
        "git does not use the repository at {path}, because it belongs to another account ({owner}). "
        "If you trust it: {command}"
    ),
)

_TRUST = re.compile(r"^\s+git config --global --add safe\.directory (.+)$", re.MULTILINE)
_OWNER = re.compile(r"is owned by:\s*\n\s*(.+)")
_UNKNOWN = "–"


def not_trusted(root: Path, said: str) -> RevisionError:
    """Return the error that says whose the repository is, and how to trust it: git knows best how it is to be named."""
    match = _TRUST.search(said)
    path = shlex.split(match[1])[0] if match else str(root)
    trusting = f"git config --global --add safe.directory {quoted(path)}"
    return RevisionError(NOT_TRUSTED, path=path, owner=_owner(Path(path), said), command=trusting)


def _owner(folder: Path, said: str) -> str:
    """Return whose a repository is: of the folder, or of what git keeps in it, the owner who is not oneself."""
    match = _OWNER.search(said)
    if match or WINDOWS:
        return match[1].strip("'") if match else _UNKNOWN
    try:
        owners = [path.stat().st_uid for path in (folder, folder / ".git") if path.exists()]
    except OSError:
        return _UNKNOWN
    others = [owner for owner in owners if owner != os.geteuid()]
    return _account_name((others or owners or [0])[0])


def _account_name(user: int) -> str:
    """Return the name of an account; where it has none here, its number."""
    from pwd import getpwuid  # noqa: PLC0415 - not on Windows

    try:
        return getpwuid(user).pw_name
    except KeyError:
        return str(user)


def quoted(path: str | Path) -> str:
    """Return a path as it is typed."""
    return f'"{path}"' if WINDOWS else shlex.quote(str(path))
