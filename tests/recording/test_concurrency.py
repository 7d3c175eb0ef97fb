"""Several people at once: real processes, of which each keeps its work or says that it did not.

DANVAN_TEST_PROCESSES sets how many: the suite takes eight, which is enough for four at the lock; 24 were tried by hand.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.helpers.processes import ProcessResult, run_together
from tests.helpers.systems import WINDOWS

NUMBER = int(os.environ.get("DANVAN_TEST_PROCESSES", "8"))
TEXTS = (
    "place",
    "audience",
    "situation",
    "goal",
    "content",
    "forces",
    "resources",
    "outputs",
    "sustainability",
    "note",
)
KEYS = [*TEXTS, *(f"extra.k{number}" for number in range(NUMBER))][:NUMBER]


def _at_the_same_time(clerk: Clerk, *commands: Sequence[str]) -> list[ProcessResult]:
    """Run commands at once, each in a process of its own."""
    whole = [("--lang", "en", *typed, "--data", str(clerk.root)) for typed in commands]
    return run_together(whole) if hasattr(os, "fork") else _started(whole)


def _started(commands: Sequence[Sequence[str]]) -> list[ProcessResult]:
    """Do the same where no process can be forked."""
    program = [sys.executable, "-m", "danvan_cli"]
    started = [
        subprocess.Popen([*program, *typed], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for typed in commands
    ]
    said = [process.communicate()[1].decode() for process in started]
    return [ProcessResult(process.returncode, "", err) for process, err in zip(started, said, strict=True)]


def _codes(ended: Sequence[ProcessResult]) -> list[int]:
    assert [result.err for result in ended if "fault of danvan" in result.err] == []
    return sorted(result.code for result in ended)


def _yaml(clerk: Clerk, path: str) -> Any:  # noqa: ANN401 - YAML is whatever it is
    return yaml.safe_load((clerk.root / path).read_bytes())


@contextmanager
def _reader(root: Path) -> Iterator[list[Path]]:
    """Read all files all the time; note those that are empty or broken."""
    broken: list[Path] = []
    over = threading.Event()

    def read() -> None:
        while not over.wait(0.002):
            broken.extend(path for path in root.rglob("*.yaml") if not _is_whole(path))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield broken
    finally:
        over.set()
        thread.join()


def _is_whole(path: Path) -> bool:
    try:
        return bool(yaml.load(path.read_bytes(), yaml.CSafeLoader))
    except FileNotFoundError:
        return True
    except PermissionError:
        return WINDOWS  # where a file cannot be opened while another gets its name
    except yaml.YAMLError:
        return False


@pytest.fixture
def busy(clerk: Clerk) -> Iterator[Clerk]:
    """A clerk in whose folder somebody reads all the time, and check finds nothing new in the end."""
    clerk.model("2020/chung", title="Chung")
    known = clerk.problems()
    with _reader(clerk.root) as broken:
        yield clerk
    assert broken == []
    assert clerk.problems() <= known
    assert not list(clerk.root.rglob(".danvan-*.tmp"))


def test_models_registered_at_once_are_all_kept(busy: Clerk) -> None:
    typed = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")
    titles = {f"Tuyến đường số {number}" for number in range(NUMBER)}
    assert _codes(_at_the_same_time(busy, *((*typed, title) for title in titles))) == [0] * NUMBER
    made = [_yaml(busy, f"models/2020/{path.name}")["title"] for path in busy.root.glob("models/2020/2020-*.yaml")]
    assert sorted(made) == sorted(titles)


def test_of_one_model_registered_at_once_one_is_made_and_the_others_are_told(busy: Clerk) -> None:
    typed = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Một")
    ended = _at_the_same_time(busy, *[typed] * NUMBER)
    assert _codes(ended) == [0] + [1] * (NUMBER - 1)
    assert all("models/2020/2020-xa-a-mot.yaml" in result.err for result in ended if result.code)
    assert len(list(busy.root.glob("models/2020/*.yaml"))) == 2


def test_what_is_found_and_changed_of_one_model_at_once_is_all_kept(busy: Clerk) -> None:
    levels = ["tinh", "huyen", "xa"]
    evaluating = [("evaluate", "chung", "--level", level, "--rating", "tot") for level in levels]
    setting = [("set", "chung", f"{key}=giá trị") for key in KEYS]
    assert _codes(_at_the_same_time(busy, *evaluating, *setting)) == [0] * (len(levels) + NUMBER)
    stated = _yaml(busy, "models/2020/chung.yaml")
    assert [key for key in KEYS if key.split(".")[0] not in stated] == []
    assert len(stated.get("extra", {})) == max(0, NUMBER - len(TEXTS))
    assert sorted(path.name for path in busy.root.glob("evaluations/2020/*")) == [
        f"chung.{level}.yaml" for level in sorted(levels)
    ]


def test_units_and_figures_added_at_once_to_one_file_are_all_kept(busy: Clerk) -> None:
    half = NUMBER // 2
    units = [
        ("unit", "add", "--name", f"Xã Số {number}", "--level", "xa", "--parent", "tinh-y") for number in range(half)
    ]
    claim = ("figure", "--year", "2020", "--source", "Báo", "--measure", "registered", "--anyway", "--value")
    figures = [(*claim, str(number)) for number in range(1, half + 1)]
    before = len(_yaml(busy, "units.yaml"))
    assert _codes(_at_the_same_time(busy, *units, *figures)) == [0] * 2 * half
    assert len(_yaml(busy, "units.yaml")) == before + half
    claims = _yaml(busy, "figures/2020/2020-bao.yaml")["claims"]
    assert sorted(claim["value"] for claim in claims) == [*range(1, half + 1)]


def test_what_is_carried_over_at_once_is_carried_once(clerk: Clerk) -> None:
    for number in range(5):
        clerk.model(f"2020/m{number}", title=f"Mô hình {number}")
    assert _codes(_at_the_same_time(clerk, *[("carry-over", "2020", "2021", "--all")] * 4)) == [0] * 4
    assert clerk.total("registered", "--year", "2021") == 5
