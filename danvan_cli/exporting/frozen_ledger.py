"""A data folder whose state does not change while a file is made of it."""

import sqlite3
from collections.abc import Callable

from danvan_cli.counting.ledger import Answer, Ledger
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists


class FrozenLedger(Ledger):
    """A ledger that brings all into step and keeps the index as it is then, for all questions of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.source, self.present_year = ledger.source, ledger.present_year
        self.db, self.lists = ledger.open(None)

    def open(self, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:  # noqa: ARG002 - all is open
        """Return it as it was opened."""
        return self.db, self.lists

    def answer(self, scope: Scope, ask: Callable[[sqlite3.Connection, Lists], Answer]) -> Answer:
        """Ask when all is in step: further questions follow, so none is asked of a guess."""
        return ask(*self.open(scope))
