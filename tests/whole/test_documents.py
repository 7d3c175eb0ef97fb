"""What the documents say is true: commands run, examples are records, outputs are real, links lead somewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from danvan_cli.cli.app import common_options, load
from danvan_cli.cli.commands import COMMANDS
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.counting.checks import RULES
from danvan_cli.counting.measures import DIMENSIONS, MEASURES
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE, record_name
from danvan_cli.domain.reading import FileReading, read_office, read_record, read_units
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.vietnamese_names import option_name
from tests.helpers.questions import own_cache, run_on

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
README_VI = ROOT / "README.vi.md"
GUIDE = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
DOCUMENTS = [README, README_VI, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDE]
GUIDE_INDEX = ROOT / "docs" / "huong-dan" / "README.md"
REFERENCE = (ROOT / "docs" / "commands.md").read_text("utf-8")
TOUR, YEAR = README.read_text("utf-8").partition("\n## Where records")[0].split("\n## A year in a folder")
PICTURE = "tally --year 2020 --where unit=nga-bay"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


class Example(NamedTuple):
    """A record in a document, and the path that its first line gives it."""

    path: str
    data: bytes


def fences(document: Path, language: str) -> list[str]:
    """Return the code in a language that a document shows."""
    return [code for found, code in _FENCE.findall(document.read_text("utf-8")) if found == language]


def examples() -> list[Example]:
    """Return the records in all documents."""
    codes = [code for document in DOCUMENTS for code in fences(document, "yaml")]
    return [Example(code.partition("\n")[0].removeprefix("# "), code.encode()) for code in codes]


def toured() -> list[str]:
    """Return the commands of the README's tour that only read, and need no history of git."""
    of_git = ("--revision", "danvan log", "danvan diff")
    return [line for line in typed_in(TOUR) if "--install" not in line and not any(part in line for part in of_git)]


def typed_in(text: str) -> list[str]:
    """Return the commands of danvan that a part of a document shows."""
    lines = [line for language, code in _FENCE.findall(text) if language == "sh" for line in code.splitlines()]
    return [line.removeprefix("danvan ") for line in lines if line.startswith("danvan ")]


def commands() -> list[tuple[str, ...]]:
    """Return the names of all commands, also of those below others."""
    return [
        names
        for name, entry in COMMANDS.items()
        for names in [(name,), *((name, below) for below in entry.below or {})]
    ]


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = _HEADING.findall(document.read_text("utf-8"))
    return {_NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")):
        yield


@pytest.mark.long
def test_generated_parts_are_fresh() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "format_docs.py"), "--check", "--unplayed"]  # test_gallery plays
    done = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"run tools/format_docs.py\n{done.stdout}{done.stderr}"


def test_the_picture_is_what_the_program_prints() -> None:
    said = run_on(ROOT / "data", PICTURE)
    assert said.code == 0
    assert said.out in fences(README, "text")
    assert "Đăng ký" in said.out


@pytest.mark.parametrize("command", toured())
def test_the_tour_can_be_taken(command: str) -> None:
    assert run_on(ROOT / "data", command).code == 0


def test_a_year_can_be_lived_in_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan_cli.cli.edit.let_edit", lambda file: file)
    monkeypatch.setenv("EDITOR", "nobody calls it")
    for command in typed_in(YEAR):
        said = run_on(tmp_path, command)
        assert said.code == 0, f"{command}\n{said.err}"


def test_the_readme_shows_every_command() -> None:
    shown = [" ".join(re.findall(r"[\w-]+", line)[:2]) for line in typed_in(README.read_text("utf-8"))]
    assert [
        names for names in commands() if not any(f"{line} ".startswith(f"{' '.join(names)} ") for line in shown)
    ] == []


@pytest.mark.parametrize("names", [pytest.param(names, id=" ".join(names)) for names in commands()])
def test_every_option_is_documented(names: tuple[str, ...]) -> None:
    above, name = names[:-1], names[-1]
    among = COMMANDS[above[0]].below or {} if above else COMMANDS
    vietnamese = " ".join([*(COMMANDS[command].vietnamese for command in above), among[name].vietnamese])
    section = REFERENCE.partition(f"### `{' '.join(names)}` · `{vietnamese}`\n")[2].partition("\n### ")[0]
    common = {f"--{called}" for option in common_options() for called in _both_names(option.opts[0][2:])}
    command = load(name, among)
    assert isinstance(command, OwnNames)
    spellings = [opt for _, _, *names in command.names_of_options for opts in names for opt in opts]
    options = {opt for opt in spellings if opt.startswith("--") and "_" not in opt} or {"the command itself"}
    assert {opt for opt in options - common if f"`{opt}" not in section} == set()
    assert {opt for opt in common if not re.search(f"`{opt}[ `]", REFERENCE)} == set()


def _both_names(option: str) -> tuple[str, str]:
    return option, option_name(option)


def test_every_measure_and_dimension_is_documented() -> None:
    assert {name for name in (*MEASURES, *DIMENSIONS) if f"| `{name}` |" not in REFERENCE} == set()


def test_every_problem_is_documented() -> None:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert {code for code in RULES if f"\n### {code}\n" not in text} == set()


def test_every_key_is_documented() -> None:
    text = (ROOT / "docs" / "format.md").read_text("utf-8")
    for name in TABLES:
        section = text.partition(f"<!-- generated: fields {name} -->")[2].partition("<!-- end -->")[0]
        assert {key for key in TABLES[name] if f"| `{key}` |" not in section} == set()


@pytest.mark.parametrize(
    "package",
    [
        "text",
        "domain",
        "store",
        "index",
        "counting",
        "recording",
        "view",
        "spreadsheet",
        "importing",
        "exporting",
        "cli",
    ],
)
def test_every_module_is_on_the_map(package: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = text.partition(f"\n### `{package}`\n")[2].partition("\n#")[0]
    files = [file for file in (ROOT / "danvan_cli" / package).rglob("*") if file.suffix in (".py", ".sql")]
    named = {file.name.removesuffix(".py") for file in files if file.stem != "__init__"}
    assert {name for name in named if f"`{name}`" not in section} == set()


def test_paths_that_the_documents_name_are_there() -> None:
    for document in DOCUMENTS:
        named = set(re.findall(r"`((?:danvan_cli|tools|tests|benchmarks|docs)/[\w./-]+)`", document.read_text("utf-8")))
        assert {path for path in named if path != "benchmarks/folders/" and not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.path)
def test_examples_are_sound(example: Example) -> None:
    reading = read(example)
    assert reading.problems == []
    assert reading.stated.values or reading.entries


def read(example: Example) -> FileReading:
    """Read an example as what its path says it is."""
    if example.path == UNITS_FILE:
        return read_units(example.path, example.data)
    if example.path == OFFICE_FILE:
        return read_office(example.path, example.data, built_in())[0]
    folder, year, name = example.path.split("/")
    kind = RECORD_FOLDERS[folder]
    assert record_name(RECORD_TYPES[kind], name)
    return read_record(kind, example.path, int(year), example.data)


def test_examples_make_a_folder_in_which_nothing_is_wrong(tmp_path: Path) -> None:
    for example in examples():
        file = tmp_path / example.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(example.data)
    said = run_on(tmp_path, "check --strict")
    assert (said.code, said.out) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} >= {OFFICE_FILE, UNITS_FILE, *RECORD_FOLDERS}


def test_links_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for link in _LINK.findall(document.read_text("utf-8")):
            path, _, anchor = link.partition("#")
            if path.startswith(("http://", "https://")):
                continue
            target = document.parent / path if path else document
            assert target.is_file(), (document, link)
            assert not anchor or anchor in anchors(target), (document, link)


def test_every_document_is_linked_from_the_readme() -> None:
    linked = {(ROOT / link).resolve() for link in _LINK.findall(README.read_text("utf-8")) if "://" not in link}
    pages = {(GUIDE[0].parent / link).resolve() for link in _LINK.findall(GUIDE_INDEX.read_text("utf-8"))}
    assert {document for document in DOCUMENTS if document != README and document not in linked | pages} == set()
