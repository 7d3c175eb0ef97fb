"""How danvan.yaml and units.yaml are had again that somebody spoilt by hand: as the history has them, if it does."""

from collections.abc import Iterable
from pathlib import Path

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.recording.made_changes import is_undoable
from danvan_cli.recording.taking_back import is_spoilt
from danvan_cli.store.commits import contents, kept_contents, read_changes, read_commits
from danvan_cli.store.repository import ask

_SHORT = 12  # digits of a commit, as people read it


def commands_to_mend(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the commands that bring back those lists of a folder that cannot be read, and could as they were kept.

    git is asked only where there is one; a list that was spoilt and kept so comes back by taking that back.
    """
    spoilt = {path: data for path, data in contents(root, dict.fromkeys(paths)).items() if _is_list(path, data)}
    try:
        kept = kept_contents(root, spoilt) if spoilt else {}
        ways = [_way(root, path, data, spoilt[path]) for path, data in kept.items()]
    except RevisionError:
        return []
    return [command for command in ways if command]


def _is_list(path: str, data: bytes | None) -> bool:
    return path in (OFFICE_FILE, UNITS_FILE) and is_spoilt(path, data)


def _way(root: Path, path: str, kept: bytes | None, now: bytes | None) -> str:
    """Return the command that brings a list back, "" where the last states of it cannot be read either."""
    if not is_spoilt(path, kept):
        return f"danvan undo {path}"
    last = ask(root, "log", "-1", "--format=%H", "--", path).text
    commits = read_commits(root, [last]) if last and kept is not None else []
    if not commits or not is_undoable(commits[0]) or now != kept:
        return ""
    before = next((change.before for change in read_changes(root, last) if change.path == path), None)
    return "" if is_spoilt(path, before) else f"danvan undo {last[:_SHORT]}"
