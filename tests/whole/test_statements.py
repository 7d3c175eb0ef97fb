"""What a command asks of the index is a good part of what it takes in a small folder: it asks no more than it needs to.

Each number is what was needed when it was written down; more statements have to be worth their time, fewer lower it.
"""

import sqlite3

import pytest

from danvan_cli.index import database
from tests.helpers.data_folder import DataFolder

_MOST = {
    "tally": 59,
    "tally registered --by unit": 22,
    "list registered": 26,
    "show 2020-a": 22,
    "check": 109,
    "set 2020-a field=kinh-te --dry-run": 78,
    "register --title Chợ --unit xa-b --kind tap-the --year 2020": 96,
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of all that is asked of an index."""
    asked: list[str] = []
    connect = database._connect

    def traced(name: str) -> sqlite3.Connection:
        db = connect(name)
        db.set_trace_callback(asked.append)
        return db

    monkeypatch.setattr(database, "_connect", traced)
    return asked


def test_a_command_asks_no_more_than_it_needs_to(data: DataFolder, asked: list[str]) -> None:
    data.model("2020/2020-a")
    data.evaluation("2020/2020-a.xa", rating="tot")
    data.ask("tally")
    numbers = {}
    for typed in _MOST:
        asked.clear()
        assert data.ask(*typed.split()).code == 0
        numbers[typed] = len(asked)
    assert numbers == _MOST
