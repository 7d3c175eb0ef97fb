"""The problems that lie inside files, kept in the index as records are: reported on every run."""

import json
import sqlite3
from collections.abc import Callable, Iterable

from danvan_cli.domain.problem import Place, Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.rules import RULES
from danvan_cli.index.comparing import OFFICE, Scope

_COLUMNS = "p.code, CASE WHEN folder.path = '' THEN '' ELSE folder.path || '/' END || file.name, p.line, p.col, p.args"
_FILES = "FROM problem AS p JOIN file ON file.id = p.file JOIN folder ON folder.id = file.folder"
_ORDER = "ORDER BY folder.path, file.name, p.number"
# Asked by every command, some times over, and mostly there are none: one statement for all that is asked.
_OF_UNSOUND = f"SELECT folder.kind, folder.year, {_COLUMNS} {_FILES} WHERE NOT file.sound {_ORDER}"


def of_lists(db: sqlite3.Connection) -> list[Problem]:
    """Return the faults of danvan.yaml and units.yaml."""
    return _faults(db, lambda kind, _: kind == OFFICE)


def of_scope(db: sqlite3.Connection, scope: Scope) -> list[Problem]:
    """Return the faults of files that a question would have counted."""
    return _faults(db, lambda kind, year: kind in scope.kinds and _is_within(scope, RECORD_TYPES[kind], year))


def _is_within(scope: Scope, record_type: RecordType, year: int) -> bool:
    first, last = scope.models if record_type is MODELS else (scope.first, scope.last)
    lasts = scope.lasting and bool(record_type.runs_until)
    return scope.first <= year <= scope.last or first <= year <= last or (lasts and year <= scope.last)


def _faults(db: sqlite3.Connection, is_asked: Callable[[str, int], bool]) -> list[Problem]:
    unsound = db.execute(_OF_UNSOUND)
    return [problem for problem in _problems(row[2:] for row in unsound if is_asked(*row[:2])) if problem.rule.is_fault]


def of_everything(db: sqlite3.Connection) -> list[Problem]:
    """Return every problem that lies inside a file."""
    return list(_problems(db.execute(f"SELECT {_COLUMNS} {_FILES} {_ORDER}")))


def place_in(places: str | None, key: str) -> Place:
    """Return where a file has a key, out of what the index keeps of its places; its beginning where it has none."""
    marks = dict(part.split(":", 1) for part in (places or "").split())
    return Place(*map(int, marks[key].split(":"))) if key in marks else Place(1, 1)


def _problems(rows: Iterable[tuple[str, str, int, int, str]]) -> Iterable[Problem]:
    return (Problem(RULES[code], path, Place(line, col), json.loads(args)) for code, path, line, col, args in rows)
