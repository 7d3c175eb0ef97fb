"""While many files are read a line on the terminal says how far that is."""

import itertools
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from danvan_cli.cli import progress
from danvan_cli.cli.progress import Progress


def test_it_is_shown_after_a_second_and_the_terminal_is_looked_at_ten_times_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Mock(return_value=True)
    seconds = itertools.count(0, 1 / 64)  # after each file
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    monkeypatch.setattr(progress, "is_terminal", terminal)
    show = Progress()
    for done in range(1, 129):
        show(done, 128)
    shown = capsys.readouterr().err.split("\r")
    assert terminal.call_count == len(shown) - 2 == 10
    assert (shown[1], shown[-1]) == ("Đang đọc bản ghi: 64/128\x1b[K", "\x1b[K")
