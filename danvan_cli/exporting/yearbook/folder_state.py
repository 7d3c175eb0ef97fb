"""One workbook is asked of one state: its numbers, the records behind them, and the sheets of records."""

import sqlite3
from collections.abc import Callable

from danvan_cli.counting.ledger import Answer, Ledger
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists


class FrozenLedger(Ledger):
    """A ledger that keeps the index as it was opened last, for further questions of the same state."""

    db: sqlite3.Connection

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.source = ledger.source

    def open(self, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:
        """Open it as any ledger, and keep what was opened."""
        self.db, self.lists = self._ledger.open(scope)
        return self.db, self.lists

    def answer(self, scope: Scope, ask: Callable[[sqlite3.Connection, Lists], Answer]) -> Answer:
        """Ask when all is in step: further questions follow, so none is asked of a guess."""
        return ask(*self.open(scope))
