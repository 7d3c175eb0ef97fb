"""A command on many records that died after any of its files is finished by running it again."""

import os
from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.processes import run_process
from tests.recording import deaths

IN_A = ("--where", "unit=xa-a", "--year", "2023")
TO = ("--kind", "ca-nhan", *(part for name in ("Lê A", "Lê Á", "Lê B") for part in ("--recipient", name)))
COMMANDS = {
    "award": (("award", "--year", "2023", *TO, "--decision", "1-QĐ/ĐU", "--on", "20/12/2023"), 3),
    "carry-over": (("carry-over", "2023", "2024", "--all"), 6),
    "merge": (("merge", "mot", "hai", "--take", "title", "--keep", "xa.rating"), 9),
    "remove": (("remove", "thua", "--reason", "nhầm"), 2),
    "evaluate": (("evaluate", "mot", "--level", "xa", "--evidence", __file__), 1),
    "move": (("move", "mot", "hai", "--year", "2024", "--anyway"), 9),
    "set": (("set", "field=kinh-te", *IN_A), 5),
    "recognize": (("recognize", "--level", "xa", "--decision", "1-QĐ/ĐU", "--on", "20/12/2023", *IN_A), 5),
    "end": (("end", "--on", "20/12/2023", *IN_A), 5),
}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork each death would take a second")


@pytest.fixture
def folder(clerk: Clerk) -> Path:
    for name, title in {"mot": "Một", "hai": "Hai", "thua": "Thừa", "a": "Trùng", "b": "Trùng"}.items():
        clerk.model(f"2023/{name}", title=title, tags=[name])
    clerk.model("2023/o-xa-b", title="Một", unit="xa-b", replicates="hai")
    for name in ("mot.xa", "hai.xa", "hai.huyen"):
        clerk.evaluation(f"2023/{name}", rating="tot" if name == "mot.xa" else "kha")
    clerk.award("2023/khen", model="hai")
    return clerk.root


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("typed", "least"), COMMANDS.values(), ids=COMMANDS)
def test_running_it_again_finishes_what_died(typed: tuple[str, ...], least: int, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "deaths"
    assert run_process(folder, place, *typed, work=deaths.die_everywhere).code == 0
    whole = _files(place / "whole")
    ended = {root.name: _files(root) for root in place.iterdir()}
    assert whole != _files(folder)
    assert len(ended) > least
    assert [number for number, files in ended.items() if files != whole] == []
