"""A data folder opened for questions: its index is brought into step with what each question can touch."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.matching import Meant
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index import cache, comparing, database, sync
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.store.source import HistoryPlace, Source
from danvan_cli.text.periods import Period

if TYPE_CHECKING:
    from danvan_cli.index.rereading import RereadResult

Progress = Callable[[int, int], None]
COUNTED = tuple(record_type.name for record_type in RECORD_TYPES.values() if record_type.counts)
_UNCOUNTED = tuple(name for name in RECORD_TYPES if name not in COUNTED)
NO_YEARS = Period(0, 0)  # of a folder without records

Answer = TypeVar("Answer")


class _FilesLook:
    """Looks at the files in a thread of its own; the index is read before, in the caller's."""

    def __init__(self, db: sqlite3.Connection, source: Source, scope: Scope) -> None:
        models = comparing.ALL_YEARS if comparing.astray(db, scope) else scope.models
        self._known, self._source, self._scope = comparing.known(db), source, scope._replace(models=models)
        self._differs = True  # as long as the thread has not said otherwise
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError, DanvanError):  # told by whoever asks once more
            self._differs = comparing.differs(self._known, self._source, self._scope)

    def differs(self) -> bool:
        """Wait for the thread; return whether anything is not as the index has it."""
        self._thread.join()
        return self._differs


class Ledger:
    """One data folder at one state: on disk, or at a revision."""

    def __init__(
        self,
        source: Source,
        folder: Path,
        root: Path,
        progress: Progress,
        present_year: Callable[[], int] | None = None,
    ) -> None:
        """Without the present calendar year, the latest year with records is meant, whichever that is."""
        self.source = source
        self.present_year = present_year
        self.history_place = HistoryPlace(root, folder)
        self._path = database.index_file(folder, root, source.revision)
        self._progress = progress
        self._db: sqlite3.Connection | None = None
        self._generation = 0  # of the index when records were looked at
        self.lists: Lists
        self.unit_told = ""  # of which unit the records are that a command names, as it was typed
        self.meant: Meant = {}  # what somebody answered who was asked which of several things a name means

    @property
    def revision(self) -> str | None:
        """The commit asked for, or None for the folder as it is."""
        return self.source.revision

    def open(self, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:
        """Bring the index into step for a scope (None: everything) and hold it still while questions are asked."""
        self.close()
        self._db = database.use(self._path, lambda db: sync.begin(db, self.source, scope, self._progress))
        self.lists = Lists(self._db, self.meant)
        return self._db, self.lists

    def open_records(self, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:
        """Bring the records into step, but not what is counted of them: enough for whoever writes.

        Who has looked at some already, looks at more in the same index, and keeps the lists unless they have changed.
        """
        update = partial(sync.update, source=self.source, scope=scope, progress=self._progress, facts=False)
        if self._db is None or not self._is_in_step(self._db, update):
            self.close()
            self._db = database.use(self._path, lambda db: self._note_generation(update(db)))
            self.lists = Lists(self._db, self.meant)
        return self._db, self.lists

    def _is_in_step(self, db: sqlite3.Connection, update: Callable[[sqlite3.Connection], int]) -> bool:
        """Bring an index that is open into step; whether it could be: what hinders it is seen to when it is opened."""
        if db.in_transaction:
            return False
        before = self._generation
        try:
            self._note_generation(update(db))
        except (*database.ERRORS, OSError):
            return False
        if self._generation != before:
            self.lists = Lists(db, self.meant)
        return True

    def _note_generation(self, generation: int) -> None:
        self._generation = generation

    def answer(self, scope: Scope, ask: Callable[[sqlite3.Connection, Lists], Answer]) -> Answer:
        """Ask while the files are still being looked at, which takes as long in a large folder.

        Where these turn out not to be as the index has them, it is brought into step, and asked again.
        """
        self.close()
        try:
            guessed = self._guess(scope, ask)
        except (*database.ERRORS, OSError):
            guessed = None
        return guessed[0] if guessed else ask(*self.open(scope))

    def _guess(self, scope: Scope, ask: Callable[[sqlite3.Connection, Lists], Answer]) -> tuple[Answer] | None:
        """Return an answer that holds, or None; what goes wrong counts only if the files are as the index has them."""
        self._db = database.peek(self._path)
        if self._db is None:
            return None
        self._db.execute("BEGIN")  # all that follows is of one state, what the files are compared with too
        if comparing.lacks_facts(self._db):
            return None
        self.lists = Lists(self._db, self.meant)
        look = _FilesLook(self._db, self.source, scope)
        try:
            answer = ask(self._db, self.lists)
        except Exception:
            if look.differs():
                return None
            raise
        return None if look.differs() else (answer,)

    def reread(self) -> "RereadResult":
        """Read every file again; return what the index had otherwise. It is right after that."""
        from danvan_cli.index.rereading import reread  # noqa: PLC0415 - as good as never asked for

        self.close()
        return reread(self._path, self.source, self._progress)

    def forget(self) -> None:
        """Throw the index of this folder away; raise CacheError, or OSError."""
        self.close()
        cache.remove(self._path)

    def close(self) -> None:
        """Let go of the index."""
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def known_present_year(self) -> int | None:
        """Return the present calendar year, at an earlier state that of its commit; None where nobody says."""
        return self.present_year() if self.present_year else None

    def latest_year(self, until: int | None = None) -> int | None:
        """Return the latest campaign year that has records and is not after the present one, else the first after it.

        Figures make a year only where nothing else is there.
        """
        folders = [folder for folder in self.source.folders() if until is None or folder.year <= until]
        for kinds in (COUNTED, _UNCOUNTED):
            paths: dict[int, list[str]] = {}
            for folder in folders:
                if folder.kind in kinds:
                    paths.setdefault(folder.year, []).append(folder.path)
            for year in self._by_nearness(paths):
                if any(self.source.holds_files(path) for path in paths[year]):
                    return year
        return None

    def _by_nearness(self, years: Iterable[int]) -> list[int]:
        """Return the years up to the present one, latest first, then the later ones: a mistyped 2062 comes last."""
        present = max(years, default=0) if self.present_year is None else self.present_year()
        return sorted(years, key=lambda year: (year > present, abs(year - present)))

    def period(self, asked: Period | None, until: str | None = None) -> Period:
        """Return the period asked for, else the latest campaign year that has records (by the day `until`)."""
        if asked:
            return asked
        year = self.latest_year(int(until[:4]) if until else None)
        return Period(year, year) if year else NO_YEARS
