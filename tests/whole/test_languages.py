"""Whatever is said is said in one language: Vietnamese unless English is asked for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danvan_cli.cli import shells
from danvan_cli.cli.commands import COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS
from danvan_cli.counting.checks import RULES
from danvan_cli.counting.measures import BASES, MEASURES
from tests.helpers.languages import ENGLISH, FORMATS, KEYS, check_both, english_in, speak, vietnamese_in, words_of
from tests.helpers.questions import own_cache, run_on
from tests.languages.foreign_folder import BROKEN, CLASHES, NAMED, SOUND, UNITS, UNREADABLE_LISTS, written

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "data"
# What the folders cannot show: files that only another system or another user makes, and the clashes.
UNSHOWN = {
    *("unreadable", "not-a-file", "units-too-deep", "missing-file", "missing-then", "git-object", "linked"),
    *("evaluation-year", "id-twice"),
    "changed-after-decision",  # only where git has the file as it was
    "part-of-one",  # told by an indicator's unit, in Vietnamese
}

HELP = [
    "--help",
    *(f"{name} -h" for name in COMMANDS),
    *(f"{entry.vietnamese} --help" for entry in COMMANDS.values()),
    *(f"unit {name} -h" for name in UNIT_COMMANDS),
    *(f"don-vi {entry.vietnamese} --help" for entry in UNIT_COMMANDS.values()),
    *(f"vocabulary {name} -h" for name in VOCABULARY_COMMANDS),
    *(f"danh-muc {entry.vietnamese} --help" for entry in VOCABULARY_COMMANDS.values()),
]
QUESTIONS = [
    "tally",
    "tally --year 2019-2020",
    "tally --year 2001",
    *(f"tally {name} --year 2020 --by kind" for name in MEASURES),
    *(f"tally {name} --year 2019-2020" for name in MEASURES),
    *(f"list {name} --year 2020" for name in MEASURES),
    *(f"tally registered --by {name},unit.xa" for name in MEASURES["registered"].dimensions),
    *(f"tally recognized --by unit,{name}" for name in ("rating", "decision", "tag")),
    *(f"tally awards --by {name},level" for name in ("form", "authority", "purpose", "status")),
    *(f"tally recognized --count {basis} --year 2019-2020" for basis in BASES),
    "tally results --by level,indicator",
    "tally registered --zeros --by field",
    "tally registered --vs 2019 --by origin",
    "tally registered --year 2020 --as-of 7/12/2020 --where unit=cardo --where field!=alfa --where origin=",
    "tally units --units now --by level",
    "list registered --year 2019-2020 --by-given-name",
    "list recognized --where rating=tot --count each",
    "search lorem",
    "search nessuno",
    "show 2020-uno",
    "show 2020-knc",
    "show 2020-corriere",
    "reconcile",
    "check",
    "check --strict --only no-decision",
]
WRONG = [
    "tali",
    "xyz",
    "tally --yera 2020",
    "tally regis",
    "tally registerd",
    "tally registered 2020",
    "tally registered --by lvel",
    "tally registered --by zzz",
    "tally awards --by field",
    "tally registered --by kind,kind",
    "tally registered --by kind.xa",
    "tally registered --by unit.zzz",
    "tally registered --where kind",
    "tally registered --where kind=ca-nhen",
    "tally registered --where unit=r",
    "tally registered --year abc",
    "tally registered --year",
    "tally registered --year 2023-2021",
    "tally registered --where year=abc",
    "tally registered --as-of 31/02/2020",
    "tally results --as-of 2020-01-01",
    "tally registered --count zzz",
    "tally awards --count each",
    "tally results --count distinct",
    "tally registered --vs 2019 --by year",
    "tally registered --revision nessuno",
    "tally --vs 2019",
    "tally --count each",
    "tally --where form=co",
    "tally --zeros=1",
    "tally --format zzz",
    "tally --units zzz",
    "list",
    "list units --format",
    "show",
    "show zzz",
    "show 2020",
    "search",
    "search ...",
    "check --explain zzz",
    "check --explain no-decisio",
    "check --only zzz",
    "completion",
    "completion tcsh",
    "reconcile --year abc",
]


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("broken"), SOUND, BROKEN)


def test_the_words_tell_the_languages_apart() -> None:
    assert {"the", "is", "are", "of", "with", "not", "no", "such", "usage", "options", "default"} <= {
        word.lower() for word in ENGLISH
    }
    assert english_in("Cách dùng: danvan tally [OPTIONS]") == {"tally", "OPTIONS"}
    assert english_in("Lỗi: Missing argument 'BẢN_GHI'.") == {"Missing", "argument"}
    assert english_in("danvan danh-sach dang-ky --nam 2020 --loc cap=xa") == set()
    assert vietnamese_in("Recognized at Cấp xã, Dân vận khéo “x” …") == {"Cấp", "xã,"}


@pytest.mark.parametrize("command", HELP)
def test_help(sound: Path, command: str) -> None:
    check_both(sound, command, 0)


@pytest.mark.parametrize("command", QUESTIONS)
def test_answers(sound: Path, command: str) -> None:
    check_both(sound, command)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "command", ["tally", "tally recognized --by level,kind", "list results", "reconcile", "search lorem"]
)
def test_formats(sound: Path, command: str, form: str) -> None:
    check_both(sound, f"{command} --format {form}")


@pytest.mark.parametrize("command", WRONG)
def test_what_is_asked_wrongly(sound: Path, command: str) -> None:
    check_both(sound, command, 2)


def test_a_missing_folder_and_a_wrong_language(tmp_path: Path) -> None:
    check_both(tmp_path / "nessuno", "tally", 2)
    assert english_in(run_on(tmp_path, "tally --lang fr").err) == set()


def test_every_problem_is_explained(sound: Path) -> None:
    for code in RULES:
        check_both(sound, f"check --explain {code}", 0)


@pytest.mark.parametrize(
    "command", ["check", "tally registered", "list surveyed", "reconcile", "search lorem", "show chiavi"]
)
def test_problems(broken: Path, command: str) -> None:
    check_both(broken, command, 1, KEYS)


def test_the_problems_are_of_all_sorts(tmp_path: Path, broken: Path) -> None:
    named = written(tmp_path / "named", SOUND, NAMED)
    lists = written(tmp_path / "lists", SOUND, UNREADABLE_LISTS)
    check_both(lists, "check", 1, KEYS)
    check_both(lists, "tally", 1, KEYS)
    found = [json.loads(run_on(folder, "check --format json").out)["problems"] for folder in (broken, named, lists)]
    assert set(RULES) - {problem["code"] for problems in found for problem in problems} == UNSHOWN


def test_the_sample_records() -> None:
    data = " ".join(file.read_text(encoding="utf-8") for file in SAMPLE.rglob("*.yaml"))
    values = frozenset(words_of(re.sub(r"[\w-]+:(?=\s)", "", data)))
    commands = [f"tally {name} --year 2020-2023 --by unit" for name in MEASURES]
    for command in [*commands, "tally", "tally --year 2020", "list awards", "reconcile", "check", "search dien ban"]:
        said = run_on(SAMPLE, command)
        assert english_in(said.out + said.err, values) == set(), command


def test_numbers_and_dates_follow(sound: Path, broken: Path) -> None:
    told = {
        "tally registered --year 2020": ("1.240", "1,240"),
        "tally results --where indicator=terra": ("1.234,5", "1,234.5"),
        "tally --year 2020": ("0,1%", "0.1%"),
        "reconcile": ("0,08%", "0.08%"),
        "show 2020-uno": ("07/12/2020", "2020-12-07"),
        "tally registered --as-of 7/12/2020": ("07/12/2020", "2020-12-07"),
    }
    for command, (vietnamese, english) in told.items():
        for language, expected, other in (("vi", vietnamese, english), ("en", english, vietnamese)):
            said = speak(sound, command, language)
            assert expected in said.out + said.err
            assert other not in said.out + said.err
    assert "30/06/2019" in run_on(broken, "check").out


def test_a_month_is_a_month(sound: Path) -> None:
    assert " 12/2020" in speak(sound, "show 2020-uno", "vi").out
    assert " 2020-12\n" in speak(sound, "show 2020-uno", "en").out


def test_json_is_the_same_in_both(sound: Path) -> None:
    for command in ("tally", "tally results --by indicator", "list awards", "show 2020-uno", "search lorem"):
        vietnamese, english = (speak(sound, f"{command} --format json", language) for language in ("vi", "en"))
        assert vietnamese == english


def test_the_language_changes_back_and_forth(sound: Path) -> None:
    for language, word in (("vi", "Cách dùng:"), ("en", "Usage:"), ("vi", "Tùy chọn:"), ("en", "Options:")):
        assert word in speak(sound, "tally --help", language).out


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ("--help", {}, "Cách dùng: danvan"),
        ("--help", {"LANGUAGE": "fr", "LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8"}, "Cách dùng: danvan"),
        ("--help", {"DANVAN_LANG": "en", "LANGUAGE": "vi"}, "Usage: danvan"),
        ("--lang vi list", {"DANVAN_LANG": "en"}, "Thiếu tham số"),
        ("list --lang=en", {}, "Missing argument"),
    ],
)
def test_a_fresh_start(arguments: str, environment: dict[str, str], expected: str) -> None:
    clean = {key: value for key, value in os.environ.items() if key not in {"DANVAN_LANG", "LANGUAGE", "LC_ALL"}}
    command = [sys.executable, "-m", "danvan_cli", *arguments.split()]
    done = subprocess.run(command, env=clean | environment, capture_output=True, check=False)
    assert expected in (done.stdout + done.stderr).decode("utf-8")


def test_completion_is_set_up_in_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME")
    told = (
        ("install", "Đã cài vào", "Set up in"),
        ("install", "Đã cài từ trước", "already"),
        ("remove", "Đã gỡ", "out"),
    )
    for option, vietnamese, english in told:
        for language, word in (("vi", vietnamese), ("en", english)):
            shell = "bash" if language == "vi" else "zsh"
            monkeypatch.setattr(shells, "find_program", str)
            said = speak(tmp_path, f"completion {shell} --{option} --yes", language)
            assert word in said.err
            assert (english_in if language == "vi" else vietnamese_in)(said.out + said.err) == set()


@pytest.mark.parametrize("command", ["tally recognized", "check"])
def test_names_within_sentences(tmp_path: Path, command: str) -> None:
    check_both(written(tmp_path, SOUND, NAMED), command, known=KEYS)


def test_numbers_and_dates_within_sentences(broken: Path) -> None:
    said = speak(broken, "check", "vi").out
    assert "01/03/2020 lại trước" in said
    assert "1.048.576 byte" in said
    assert "là 12,5" in said


def test_an_overview_of_broken_files(broken: Path) -> None:
    check_both(broken, "tally", 1, KEYS)


def test_an_overview_of_nothing(tmp_path: Path) -> None:
    check_both(written(tmp_path, {"danvan.yaml": "format: 1\n", "units.yaml": "[]\n"}), "tally", 0)


def test_clashes_of_ids_and_years(tmp_path: Path) -> None:
    check_both(written(tmp_path, SOUND, CLASHES), "check", 1)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (written(tmp_path, {"units.yaml": UNITS}) / "danvan.yaml").mkdir()
    check_both(tmp_path, "check", 1)


def test_arguments_are_explained(sound: Path) -> None:
    assert "một phần" in speak(sound, "show --help", "vi").out
    assert "a part of" in " ".join(speak(sound, "show --help", "en").out.split())
