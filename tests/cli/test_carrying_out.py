"""What is the same for every command that writes."""

import os
import sys
from functools import partial

import click
import pytest

from danvan_cli.cli import carrying_out
from danvan_cli.cli.app import DATA
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.prompts import form
from danvan_cli.recording.registering import register
from tests.helpers.data_folder import DataFolder


@pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc")
def test_one_piece_of_work_after_the_other_holds_no_more_files_open(data: DataFolder) -> None:
    def open_files_after(number: int) -> int:
        typed = {"year": ["2020"], "unit": ["xa-a"], "kind": ["tap-the"], "title": [f"Tổ số {number}"]}
        carry_out(ctx, partial(register, typed=typed), dry_run=False, yes=True)
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the descriptor of the listing itself counts each time

    with click.Context(click.Command("danvan")) as ctx:
        ctx.meta[DATA] = data.root
        first, *others = map(open_files_after, range(5))
    assert others == [first] * 4


def test_letters_that_are_no_utf8_are_refused_as_typed_wrongly(data: DataFolder) -> None:
    said = data.ask("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "a\udcff")
    assert (said.code, said.err) == (2, "Error: What was typed holds letters that are not UTF-8.\n")
    assert not (data.root / "models").exists()


def test_that_yes_answers_no_doubt_is_said(data: DataFolder) -> None:
    data.model("2020/2020-xa-a-cho-xanh", unit="xa-a", title="Chợ xanh", kind="ca-nhan")
    typed = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh")
    said = data.ask(*typed, "--person", "Lê A", "--yes")
    assert said.code == 1
    assert "--yes agrees to write, but does not answer this." in said.err
    assert "--yes" not in data.ask(*typed, "--person", "Lê A").err


def test_that_anyway_answers_a_doubt_is_said_where_it_is_asked(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/2020-xa-a-cho-xanh", unit="xa-a", title="Chợ xanh", kind="ca-nhan")
    monkeypatch.setattr(carrying_out, "can_ask", lambda: True)
    monkeypatch.setattr(form, "confirm", lambda *_, **__: True)
    typed = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh")
    said = data.ask(*typed, "--person", "Lê A", "--yes")
    assert said.code == 0
    assert "--yes agrees to write, but does not answer this; --anyway does.\n" in said.err
    assert "--yes" not in data.ask(*typed, "--person", "Lê B", "--yes", "--anyway").err
