"""Whatever is said is said in one language: Vietnamese unless English is asked for."""

from __future__ import annotations

import gettext
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cases.commands import Said, danvan, own_cache

from danvan_cli import locale
from danvan_cli.cli.commands import COMMANDS
from danvan_cli.counting.measures import BASES, DIMENSIONS, MEASURES
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[1] / "data"
FORMATS = ("table", "plain", "markdown", "html", "csv")
# A word that stands by itself: no part of an id, a path, an option, a condition or a key.
WORD = re.compile(r"(?<![\w./=|'-])[A-Za-z]+(?![\w/=|'-]|\.\w|:\d)")
FILLED_IN = re.compile(r"\{[^}]*\}|%\(\w+\)s|<[^>]*>")
LITERALS = {*MEASURES, *DIMENSIONS, *BASES, *COMMANDS, *FORMATS}
NAME = re.compile("dân vận khéo", re.IGNORECASE)  # the movement has no English name

OFFICE = """\
format: 1
office: Borso
unit: borso
vocabulary:
  field:
    - {id: alfa, label: Alfa, until: 2019}
    - {id: beta, label: Beta}
  criterion:
    - {id: gama, label: Gama, max: 10}
    - {id: terza, label: Terza, max: 10}
  indicator:
    - {id: terra, label: Terra, unit: m2}
    - {id: ore, label: Ore, unit: h, stock: true}
"""
UNITS = """\
- {id: alba, name: Alba, level: tinh}
- {id: borso, name: Borso, level: huyen, parent: alba}
- {id: cardo, name: Cardo, level: xa, parent: borso}
- {id: dorno, name: Dorno, level: xa, parent: borso, until: 2019-06-30, successors: [cardo]}
"""
SOUND = {
    "danvan.yaml": OFFICE,
    "units.yaml": UNITS,
    "models/2019/2019-uno.yaml": "title: Lorem\nunit: borso\nkind: tap-the\nfield: alfa\norigin: moi\n",
    "models/2020/2020-uno.yaml": (
        "title: Lorem\nunit: borso\nkind: tap-the\norigin: duy-tri\ncontinues: 2019-uno\nmovement: dan-van-kheo\n"
        "registered_on: 2020-12-07\nended_on: 2020-12\nparticipants: 1240\ntags: [rosso, giallo]\nextra: {colore: blu}\n"
    ),
    "models/2020/2020-due.yaml": "title: Ipsum\nunit: cardo\nkind: ca-nhan\nperson: Mario\nfield: beta\ncount: 1239\n",
    "models/2020/2020-tre.yaml": "title: Dolor\nunit: cardo\nkind: khong-ro\ncount: 500\nfrom_year: 2018\n",
    "evaluations/2020/2020-uno.huyen.yaml": (
        "surveyed_on: 2020-12-07\nrated_on: 2020-12-08\nby: borso\nscorers: {Mario: {gama: 8.5}}\nscore: 8.5\nrating: tot\n"
        "recognized: true\noutstanding: true\ndecision: 12-QD/TU\ndecided_on: 2020-12-09\n"
        "results: {terra: 1234.5, ore: 3}\n"
    ),
    "evaluations/2020/2020-uno.xa.yaml": "rating: kha\nrecognized: true\ndecision: 3\ndecided_on: 2020-11\n",
    "awards/2020/2020-bk.yaml": (
        "kind: ca-nhan\nform: giay-khen\nauthority: borso\nrecipient: Mario\nmodel: 2020-uno\npurpose: dan-van-kheo\n"
        "proposal: 3\nproposed_on: 2020-11-11\ndecision: 4\ndecided_on: 2020-12-09\n"
    ),
    "awards/2020/2020-knc.yaml": "kind: ca-nhan\nform: ky-niem-chuong\nrecipient: Sole\nstatus: de-nghi\n",
    "figures/2020/2020-corriere.yaml": (
        "source: Corriere\nurl: x\nstated_on: 2020-12-23\nclaims:\n"
        "  - {measure: registered, value: 1240}\n"
        "  - {measure: registered, value: 1241, text: multi}\n"
        "  - {measure: registered, vs: 2019, value: 1239}\n"
        "  - {measure: recognized, share_of: registered, value: 0.08}\n"
        "  - {measure: awards, at_least: 100}\n"
        "  - {measure: awards, where: {kind: ca-nhan}, unknown: true}\n"
        "  - {measure: recognized, where: {rating: tot}, value: 8}\n"
        "  - {measure: recognized, where: {rating: kha}, value: 8}\n"
        "  - {measure: recognized, value: 9}\n"
    ),
}


def _model(**keys: str) -> str:
    stated = {"title": "Lorem", "unit": "borso", "kind": "tap-the"} | keys
    return "".join(f"{key}: {value}\n" for key, value in stated.items())


# Two of these ids are one, and two evaluations lie in a year that is not their model's.
CLASHES = {
    "models/2019/2020-uno.yaml": _model(title="Sagittis"),
    "evaluations/2019/2020-due.xa.yaml": "rating: kha\n",
}
BROKEN: dict[str, str | bytes] = {
    "units.yaml": UNITS
    + """\
- {id: elva, name: Elva, level: xa, parent: borso, from: 2022-01-01}
- {id: fino, name: Fino, level: xa, parent: gavi}
- {id: gavi, name: Gavi, level: xa, parent: fino}
- {id: hone, name: Hone, level: xa, successors: [hone, nessuno]}
- {id: isso, name: Isso, level: yyy}
""",
    "models/2020/ipsum.yaml": _model(title="Ipsum dolor sit amet", registered_on="2020-05-02", ended_on="2020-03-01"),
    "models/2020/ipsum-2.yaml": _model(title="Ipsum dolor sit amet"),
    "models/2020/ipsum-3.yaml": _model(title="Ipsum dolor sit amen", person="Mario", field="alfa", unit="dorno"),
    "models/2020/ipsum-4.yaml": _model(title="Ipsum dolor sit ames", unit="dorno", person="Mario"),
    "models/2020/elit.yaml": _model(title="Elit", unit="elva", field="zeta", kind="mo-hinh", continues="2019-uno"),
    "models/2020/sed.yaml": _model(title="Sed", origin="duy-tri", unit="cardu", continues="2019-unp"),
    "models/2020/eius.yaml": _model(title="Eius", origin="duy-tri"),
    "models/2020/quis.yaml": _model(title="Quis", continues="ipsum", level="xxx"),
    "models/2020/vacuo.yaml": "",
    "models/2020/latino.yaml": b"title: \xe9\n",
    "models/2020/suono.yaml": "title: a\x07\n",
    "models/2020/aperto.yaml": "title: [a\n",
    "models/2020/foglio.yaml": "title: !python x\n",
    "models/2020/fondo.yaml": "title: " + "[" * 30 + "]" * 30,
    "models/2020/solo.yaml": "lorem\n",
    "models/2020/perso.yml": "x",
    "models/2020/grande.yaml": "note: " + "x" * 1_100_000,
    "models/2020/chiavi.yaml": "titel: x\nzzzzzz: y\nunit: borso\nunit: borso\nkind: [a]\ntags: a\nextra: a\n",
    "models/2020/valori.yaml": _model(registered_on="31/12/2020", from_year="abc", participants="1.240", count="0"),
    "models/2020/dopo.yaml": _model(from_year="2022"),
    "models/2020/dos.yaml": _model(title="Eiusmod").replace("\n", "\r\n"),
    "models/2020/bom-1.yaml": "\ufeff" + _model(title="Tempor"),
    "models/2020/nfd-1.yaml": _model(title="Incididunt") + "note: e\u0301\n",
    "models/venti/x.yaml": "x",
    "models/nota.txt": "x",
    "evaluations/2020/ipsum.huyen.yaml": (
        "surveyed_on: 2020-06-01\nscore: 12.5\nscores: {gama: 11, terza: 2}\nrating: totx\nrecognized: true\n"
    ),
    "evaluations/2020/ipsum-2.xa.yaml": "recognized: true\ndecision: 12-QD/TU\ndecided_on: 2020-11-01\nby: borzo\n",
    "evaluations/2020/ipsum-3.xa.yaml": (
        "outstanding: true\ndecision: 12-QD/TU\ndecided_on: 2020-11-02\nsurveyed_on: 2020-12-07\n"
    ),
    "evaluations/2020/sed.xa.yaml": "recognized: forse\nscore: 1,5\n",
    "awards/2020/a1.yaml": "kind: ca-nhan\nform: bang-khen\nauthority: borso\nrecipient: Mario\n",
    "awards/2020/a2.yaml": "kind: ca-nhan\nform: bang-khen\nauthority: borso\nrecipient: Mario\n",
    "awards/2020/a3.yaml": "kind: tap-the\nform: ky-niem-chuong\nrecipient: Sole\nrevoked_on: 2020-12-07\nmodel: nessuno\n",
    "figures/2020/f1.yaml": (
        "stated_on: 2020-13-01\nclaims:\n  - {measure: registered, value: 3, at_least: 2}\n"
        "  - {measure: registered, year: abc, value: 1}\n"
    ),
    "figures/2020/f2.yaml": (
        "claims:\n  - {measure: registred, value: 3}\n  - {measure: registered, where: {colore: red}, value: 3}\n"
        "  - {measure: awards, count: each, value: 3}\n"
    ),
    "figures/2020/f3.yaml": "claims: x\n",
}
UNREADABLE_LISTS = {
    "danvan.yaml": "format: 2\nvocabulary:\n  kind: []\n  field: [{id: A, label: b}, {id: a, label: b}, {id: a, label: b}]\n",
}
# What the folders above cannot show: files that only another system or another user makes, and the clashes.
UNSHOWN = {"unreadable", "missing-file", "linked", "evaluation-year", "id-twice"}

HELP = ["--help", *(f"{name} -h" for name in COMMANDS), *(f"{entry.vietnamese} --help" for entry in COMMANDS.values())]
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
    "tally recognized --as-of 2020-01-01",
    "tally registered --count zzz",
    "tally awards --count each",
    "tally results --count distinct",
    "tally registered --vs 2019 --by year",
    "tally registered --revision nessuno",
    "tally --by kind",
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


def _written(folder: Path, *parts: dict[str, str] | dict[str, str | bytes]) -> Path:
    for part in parts:
        for path, content in part.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("broken"), SOUND, BROKEN)


def _words(text: str) -> set[str]:
    return set(WORD.findall(FILLED_IN.sub(" ", text)))


def _english() -> frozenset[str]:
    """Give all words of the English messages and labels that no Vietnamese one has, in small letters and capitals."""
    with (locale.FOLDER / "vi" / "LC_MESSAGES" / "danvan.mo").open("rb") as file:
        spoken = {
            (key if isinstance(key, str) else key[0]): text
            for key, text in gettext.GNUTranslations(file)._catalog.items()
            if key
        }
    entries = [entry for entries in built_in().values() for entry in entries]
    english = _words(" ".join([*spoken, *(entry.label_en or "" for entry in entries)]))
    vietnamese = _words(" ".join([*spoken.values(), *(entry.label for entry in entries)]))
    return frozenset({form for word in english for form in (word, word.lower(), word.capitalize())} - vietnamese - LITERALS)


ENGLISH = _english()


def _leaks(text: str, known: frozenset[str] = frozenset()) -> set[str]:
    """Give the English words in what was said in Vietnamese."""
    return _words(text) & ENGLISH - known


def _vietnamese(text: str) -> set[str]:
    """Give the words with letters that English has not, in what was said in English."""
    return {word for word in NAME.sub("", text).split() if any(sign.isalpha() and not sign.isascii() for sign in word)}


def _speak(folder: Path, command: str, language: str) -> Said:
    said = danvan(folder, f"{command} --lang {language}")
    assert "danvan-error.log" not in said.err, said.err
    return said


def _check_both(folder: Path, command: str, code: int | None = None) -> None:
    vietnamese, english = _speak(folder, command, "vi"), _speak(folder, command, "en")
    assert _leaks(vietnamese.out + vietnamese.err) == set()
    assert _vietnamese(english.out + english.err) == set()
    assert vietnamese.code == english.code
    assert code is None or vietnamese.code == code


def test_the_words_tell_the_languages_apart() -> None:
    assert {"the", "is", "are", "of", "with", "not", "no", "such", "usage", "options", "default"} <= {
        word.lower() for word in ENGLISH
    }
    assert _leaks("Cách dùng: danvan tally [OPTIONS]") == {"OPTIONS"}
    assert _leaks("Lỗi: Missing argument 'BẢN_GHI'.") == {"Missing", "argument"}
    assert _leaks("danvan list registered --year 2020 --where level=xa") == set()
    assert _vietnamese("Recognized at Cấp xã, Dân vận khéo “x” …") == {"Cấp", "xã,"}


@pytest.mark.parametrize("command", HELP)
def test_help(sound: Path, command: str) -> None:
    _check_both(sound, command, 0)


@pytest.mark.parametrize("command", QUESTIONS)
def test_answers(sound: Path, command: str) -> None:
    _check_both(sound, command)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "command", ["tally", "tally recognized --by level,kind", "list results", "reconcile", "search lorem"]
)
def test_formats(sound: Path, command: str, form: str) -> None:
    _check_both(sound, f"{command} --format {form}")


@pytest.mark.parametrize("command", WRONG)
def test_what_is_asked_wrongly(sound: Path, command: str) -> None:
    _check_both(sound, command, 2)


def test_a_missing_folder_and_a_wrong_language(tmp_path: Path) -> None:
    _check_both(tmp_path / "nessuno", "tally", 2)
    assert _leaks(danvan(tmp_path, "tally --lang fr").err) == set()


@pytest.mark.parametrize("code", RULES)
def test_every_problem_is_explained(sound: Path, code: str) -> None:
    _check_both(sound, f"check --explain {code}", 0)


@pytest.mark.parametrize("command", ["check", "tally registered", "list awards", "reconcile", "search lorem", "show ipsum"])
def test_problems(broken: Path, command: str) -> None:
    _check_both(broken, command, 1)


def test_the_problems_are_of_all_sorts(tmp_path: Path, broken: Path) -> None:
    lists = _written(tmp_path, SOUND, UNREADABLE_LISTS)
    _check_both(lists, "check", 1)
    _check_both(lists, "tally", 1)
    found = [json.loads(danvan(one, "check --format json").out)["problems"] for one in (broken, lists)]
    assert set(RULES) - {one["code"] for problems in found for one in problems} == UNSHOWN


def test_the_sample_records(tmp_path: Path) -> None:
    data = " ".join(file.read_text(encoding="utf-8") for file in SAMPLE.rglob("*.yaml"))
    values = frozenset(_words(re.sub(r"[\w-]+:(?=\s)", "", data)))
    commands = [f"tally {name} --year 2020-2023 --by unit" for name in MEASURES]
    for command in [*commands, "tally", "tally --year 2020", "list awards", "reconcile", "check", "search dien ban"]:
        said = danvan(SAMPLE, command)
        assert _leaks(said.out + said.err, values) == set(), command
    assert tmp_path.is_dir()


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
            said = _speak(sound, command, language)
            assert expected in said.out + said.err
            assert other not in said.out + said.err
    assert "30/06/2019" in danvan(broken, "check").out


def test_a_month_is_a_month(sound: Path) -> None:
    assert " 12/2020" in _speak(sound, "show 2020-uno", "vi").out
    assert " 2020-12\n" in _speak(sound, "show 2020-uno", "en").out


def test_json_is_the_same_in_both(sound: Path) -> None:
    for command in ("tally", "tally results --by indicator", "list awards", "show 2020-uno", "search lorem"):
        vietnamese, english = (_speak(sound, f"{command} --format json", language) for language in ("vi", "en"))
        assert vietnamese == english


def test_the_language_changes_back_and_forth(sound: Path) -> None:
    for language, word in (("vi", "Cách dùng:"), ("en", "Usage:"), ("vi", "Tùy chọn:"), ("en", "Options:")):
        assert word in _speak(sound, "tally --help", language).out


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ("--help", {}, "Cách dùng: danvan"),
        ("--help", {"LANGUAGE": "fr", "LANG": "en_US.UTF-8", "LC_ALL": "C"}, "Cách dùng: danvan"),
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
    monkeypatch.setenv("HOME", str(tmp_path))
    for language, word in (("vi", "Đã cài vào"), ("en", "Set up in")):
        said = _speak(tmp_path, "completion bash --install", language)
        assert word in said.err
        assert (_leaks if language == "vi" else _vietnamese)(said.out + said.err) == set()


def test_an_overview_of_broken_files(broken: Path) -> None:
    _check_both(broken, "tally", 1)


def test_an_overview_of_nothing(tmp_path: Path) -> None:
    _check_both(_written(tmp_path, {"danvan.yaml": "format: 1\n", "units.yaml": "[]\n"}), "tally", 0)


def test_clashes_of_ids_and_years(tmp_path: Path) -> None:
    _check_both(_written(tmp_path, SOUND, CLASHES), "check", 1)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (_written(tmp_path, {"units.yaml": UNITS}) / "danvan.yaml").mkdir()
    _check_both(tmp_path, "check", 1)
