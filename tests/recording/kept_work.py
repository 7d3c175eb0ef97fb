"""What the tests of undoing have in common: a clerk whose commands are kept, what she does, how she is refused."""

import re
from collections.abc import Callable

import pytest

from tests.gallery import shaped
from tests.helpers.clerk import Clerk
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import CommandResult

REGISTER = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")
A_MODEL = "models/2020/2020-xa-a-cho-xanh.yaml"
MODEL_ID = "2020-xa-a-cho-xanh"


@pytest.fixture
def kept(clerk: Clerk) -> Clerk:
    """A clerk whose commands are kept by git."""
    clerk.model("2020/moi", title="Chợ cũ")
    clerk.commit("2021-01-15")
    clerk.git("config", "danvan.commit", "true")
    return clerk


def do(clerk: Clerk, *typed: str) -> CommandResult:
    said = clerk.ask(*typed)
    assert said.code == 0, said.err
    return said


def is_refused(clerk: Clerk, code: str, *typed: str) -> str:
    """Fail to undo, by the refusal of a code, and with nothing changed; give what it says."""
    said = clerk.is_refused("undo", *typed, "--yes", code=2 if code == "changes-nothing" else 1)
    assert re.search(shaped(REFUSALS[code].sentence), said)
    return said


def obey(clerk: Clerk, said: str) -> CommandResult:
    """Do what a refusal prints."""
    return do(clerk, *said.rpartition("danvan ")[2].split(), "--yes")


def text_of(clerk: Clerk, path: str = A_MODEL) -> str:
    return (clerk.root / path).read_text(encoding="utf-8")


def records_of(clerk: Clerk) -> dict[str, bytes]:
    return {path: data for path, data in clerk.files().items() if path.endswith(".yaml")}


def edit(clerk: Clerk, path: str, change: Callable[[str], str]) -> None:
    (clerk.root / path).write_text(change(text_of(clerk, path)), encoding="utf-8")
