"""The same of lists that are sent and workbooks that are given: what is said of them, and what stands in them."""

from __future__ import annotations

import re
import shutil
import string
import zipfile
from typing import TYPE_CHECKING

import pytest

from danvan_cli import locale
from danvan_cli.counting.measures import MEASURES
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.exporting.explanations import _EXAMPLES
from danvan_cli.importing.inbox import _LEFT
from danvan_cli.importing.remarks import _SKIPPED
from tests.helpers.languages import KEYS, check_both, english_in, speak, vietnamese_in
from tests.helpers.questions import own_cache
from tests.languages.foreign_folder import written
from tests.languages.list_commands import ASKED_WRONGLY, DONE, REFUSED, SENT
from tests.languages.writing_commands import DESK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>|(?:name|prompt|promptTitle|error|errorTitle)=\"([^\"]*)\"")
_PARTS = ("xl/sharedStrings", "xl/workbook.xml", "xl/worksheets/", "xl/charts/", "xl/comments")
_MARKUP = re.compile(r"&\w+;|\bR?x?[A-Z]{1,3}\d+\b")


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    written(place / "data", DESK)
    return written(place, SENT)


def _others(language: str) -> Callable[[str], set[str]]:
    return vietnamese_in if language == "en" else lambda text: english_in(text, KEYS | {"Xa"})


def _tell_story(desk: Path, tmp_path: Path, patch: pytest.MonkeyPatch, story: str, code: int) -> None:
    """Carry a story's commands out in both languages, each in a folder of its own; the last one ends with the code."""
    for language in locale.LANGUAGES:
        place = shutil.copytree(desk, tmp_path / language)
        patch.chdir(place)
        for command in story.split(" && "):
            said = speak(place / "data", command, language)
            assert _others(language)(said.out + said.err) == set(), command
        assert said.code == code, said.out + said.err


@pytest.mark.parametrize("story", DONE)
def test_lists_and_workbooks(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    _tell_story(desk, tmp_path, monkeypatch, story, 0)


@pytest.mark.parametrize("story", REFUSED)
def test_lists_that_are_refused(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    _tell_story(desk, tmp_path, monkeypatch, story, 1)


@pytest.mark.parametrize("command", ASKED_WRONGLY)
def test_lists_that_are_asked_for_wrongly(desk: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(desk)
    check_both(desk / "data", command, 2, KEYS)


@pytest.mark.parametrize(
    "command", [*(f"template {kind} --year 2020" for kind in LIST_KINDS), "export --year 2020", "export --records"]
)
def test_a_workbook_is_in_one_language(desk: Path, tmp_path: Path, command: str) -> None:
    for language in locale.LANGUAGES:
        file = tmp_path / f"{language}.xlsx"
        said = speak(desk / "data", f"{command} -o '{file}'", language)
        assert said.code == 0, said.err
        measures = set(MEASURES) if "figures" in command or "--records" in command else set()
        assert _others(language)(_texts(file)) - measures == set()  # lists of figures hold them as files do


def _texts(file: Path) -> str:
    """Return what somebody may read in a workbook: cells but for examples, sheets' names, what is said of choices."""
    with zipfile.ZipFile(file) as opened:
        parts = [opened.read(name).decode() for name in opened.namelist() if name.startswith(_PARTS)]
    examples = {example.replace("{year}", "2020") for example in _EXAMPLES.values()}
    found = [text or other for part in parts for text, other in _TEXT.findall(part)]
    return _MARKUP.sub(" ", "\n".join(text for text in found if text not in examples))


@pytest.mark.parametrize("sentence", [*_SKIPPED.values(), *_LEFT.values()])
def test_every_reason(sentence: str) -> None:
    args = {field: "7" for _, field, _, _ in string.Formatter().parse(sentence) if field}
    locale.use("en")
    told = locale.translate(sentence).format(**args)
    locale.use("vi")
    said = locale.translate(sentence).format(**args)
    assert english_in(said) == set()
    assert vietnamese_in(told) == set()
    assert said != told
