"""The problems that lie inside files, kept in the index as records are: reported on every run."""

import json
import sqlite3
from collections.abc import Iterable

from danvan_cli.domain.problem import Place, Problem
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.rules import RULES
from danvan_cli.index.comparing import Scope

_SELECT = (
    "SELECT p.code, CASE WHEN folder.path = '' THEN '' ELSE folder.path || '/' END || file.name, p.line, p.col, p.args"
    " FROM problem AS p JOIN file ON file.id = p.file JOIN folder ON folder.id = file.folder"
)
_ORDER = " ORDER BY folder.path, file.name, p.number"


def of_lists(db: sqlite3.Connection) -> list[Problem]:
    """Return the faults of danvan.yaml and units.yaml."""
    problems = _problems(db.execute(f"{_SELECT} WHERE file.folder = 0{_ORDER}"))
    return [problem for problem in problems if problem.rule.is_fault]


def of_scope(db: sqlite3.Connection, scope: Scope) -> list[Problem]:
    """Return the faults of files that a question would have counted."""
    kinds = ", ".join("?" * len(scope.kinds))
    lasting = ", ".join(f"'{name}'" for name, record_type in RECORD_TYPES.items() if record_type.runs_until)
    begun = f" OR folder.kind IN ({lasting}) AND folder.year <= {scope.last:d}" if scope.lasting else ""
    within = f"(folder.year BETWEEN ? AND ? OR folder.kind = '{MODELS.name}' AND folder.year BETWEEN ? AND ?{begun})"
    rows = db.execute(
        f"{_SELECT} WHERE NOT file.sound AND folder.kind IN ({kinds}) AND {within}{_ORDER}",
        [*scope.kinds, scope.first, scope.last, *scope.models],
    )
    return [problem for problem in _problems(rows) if problem.rule.is_fault]


def of_everything(db: sqlite3.Connection) -> list[Problem]:
    """Return every problem that lies inside a file."""
    return list(_problems(db.execute(_SELECT + _ORDER)))


def place_in(places: str | None, key: str) -> Place:
    """Return where a file has a key, out of what the index keeps of its places; its beginning where it has none."""
    marks = dict(part.split(":", 1) for part in (places or "").split())
    return Place(*map(int, marks[key].split(":"))) if key in marks else Place(1, 1)


def _problems(rows: Iterable[tuple[str, str, int, int, str]]) -> Iterable[Problem]:
    return (Problem(RULES[code], path, Place(line, col), json.loads(args)) for code, path, line, col, args in rows)
