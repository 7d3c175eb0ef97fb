"""What is imported is waited for at every start, so each command imports what it needs and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_cli.cli.commands import COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS
from tests.helpers.data_folder import LATER, DataFolder
from tests.helpers.word_files import write_docx

_REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
# Files that were just written are read again, until they are old enough; in this process `later` does the same.
_PROGRAM = f"""
import sys, time
time.time_ns = lambda: {LATER}
from danvan_cli.__main__ import main
code = main()
assert code == 0, code
{_REPORT}
"""
# Each argument is a command's words as JSON, one command after the other in one process.
_SEVERAL = f"""
import json, sys, time
time.time_ns = lambda: {LATER}
from danvan_cli.__main__ import main
for words in sys.argv[1:]:
    assert main(json.loads(words)) == 0, words
{_REPORT}
"""
_LEFT = """
import atexit, sys
atexit.register(sys.stderr.write, "taken apart")
from danvan_cli.__main__ import program
program()
"""
_EMPTY_TYPER = f"""
import sys, typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def run() -> None:
    pass
typer.main.get_command(app).main(args=sys.argv[1:], standalone_mode=False)
{_REPORT}
"""
# Each argument is a line at whose end Tab is pressed, one after the other in one process.
_TAB = f"""
import os, sys, time
time.time_ns = lambda: {LATER}
from danvan_cli.__main__ import main
os.environ |= {{"_DANVAN_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}}
for line in sys.argv[1:]:
    os.environ["_TYPER_COMPLETE_ARGS"] = line
    assert main([]) == 0, line
{_REPORT}
"""
_OWN_OF_A_START = {
    "danvan_cli",
    "danvan_cli.__main__",
    "danvan_cli.cli",
    "danvan_cli.cli.app",
    "danvan_cli.cli.commands",
    "danvan_cli.cli.own_names",
    "danvan_cli.cli.streams",
    "danvan_cli.domain",
    "danvan_cli.domain.vietnamese_names",
    "danvan_cli.locale",
    "danvan_cli.store",
    "danvan_cli.store.windows",
    "danvan_cli.text",
    "danvan_cli.text.mark",
}
_OF_GETTEXT = {"struct", "_struct"}
_OF_THE_INTERPRETER = {"gc"}  # nothing is read for it
_HEAVY = {"yaml", "rich", "tabulate", "platformdirs", "pygments", "csv", "html", "unittest", "asyncio", "logging"}
_FOR_READING = {f"danvan_cli.{name}" for name in ("domain.reading", "domain.nodes", "domain.values", "domain.fields")}
_FOR_WRITING = {"danvan_cli.index.refresh", "danvan_cli.index.batch", "danvan_cli.index.rows", "danvan_cli.index.lists"}
_FOR_OTHER_COMMANDS = {
    "danvan_cli.cli.failures",
    "danvan_cli.counting.overview",
    "danvan_cli.cli.check",
    "danvan_cli.store.git",
    "danvan_cli.store.system",
}
_READING = (
    ("tally",),
    ("list", "registered"),
    ("show", "a", "--year", "2020"),
    ("search", "to"),
    ("check",),
    ("reconcile",),
    ("status",),
    ("unit", "list"),
)
_OF_WRITING = (
    "danvan_cli.recording",
    "danvan_cli.store.writing",
    "danvan_cli.store.lock",
    "filelock",
    "prompt_toolkit",
)
_WORKBOOKS = {"openpyxl", "xlsxwriter", "xlrd", "lxml", "jinja2"}
_OF_LISTS = ("danvan_cli.spreadsheet", "danvan_cli.importing", "danvan_cli.exporting", *_WORKBOOKS)
_OF_CHANGES = tuple(f"danvan_cli.{name}" for name in ("domain.editing", "view.history", "counting.changed_records"))
# What a list of new models in units that are there needs nothing of, whatever kind of file it is.
_FOR_OTHER_LISTS = {
    *(f"danvan_cli.spreadsheet.reading.{name}" for name in ("xlsx", "xls", "ods")),
    *(f"danvan_cli.importing.{name}" for name in ("reviews", "figure_rows")),
    *(f"danvan_cli.domain.{name}" for name in ("editing", "pieces", "splicing")),
}
_ROWS = "STT,Tên mô hình,Đơn vị,TT/CN\n1,Chợ xanh,Xã An Hòa,TT\n"
# What a template in Word needs nothing of, unless it is looked through for what was typed by hand.
_OF_OTHER_FILES = {
    "danvan_cli.spreadsheet.reading.old_encodings",
    "danvan_cli.exporting.papers.language.typed_numbers",
    "importlib.resources",
}
# What is typed in a folder with a list, by the libraries that it needs.
_IMPORT = ["import", "ds.csv", "--year", "2020"]
_EXCHANGING: list[tuple[list[list[str]], set[str]]] = [
    ([_IMPORT], set()),
    ([["template", "models", "-o", "mau.xlsx"], ["export", "-o", "2020.xlsx", "--year", "2020"]], {"xlsxwriter"}),
    ([["report", "--year", "2020", "-o", "bao-cao.docx"]], {"lxml", "jinja2"}),
    ([["report", "-o", "2020.html", "--year", "2020"], ["export", "-o", "tat-ca.csv", "--records"]], set()),
]
# What no option, record or value needs to be offered.
_FOR_RUNNING = (
    *(f"danvan_cli.{name}" for name in ("recording", "exporting", "importing", "cli.forms", "store.lock")),
    *("filelock", "prompt_toolkit"),
)


def _imported(code: str, *typed: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code, *typed], capture_output=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture(scope="module")
def empty_typer() -> set[str]:
    return _imported(_EMPTY_TYPER, "--help")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_start_imports_what_an_empty_typer_program_does_and_a_few_modules_of_its_own(
    option: str, empty_typer: set[str]
) -> None:
    found = _imported(_PROGRAM, option)
    assert {name for name in found if name.startswith("danvan_cli")} == _OWN_OF_A_START
    assert found - empty_typer - _OWN_OF_A_START <= _OF_GETTEXT | _OF_THE_INTERPRETER


def test_a_warm_tally_as_json_imports_only_what_a_question_needs(data: DataFolder, empty_typer: set[str]) -> None:
    data.model("2020/a")
    assert data.total("registered") == 1
    found = _imported(_PROGRAM, "tally", "registered", "--format", "json", "--data", str(data.root))
    assert found & {*_HEAVY, "hashlib"} == set()
    assert found & (_FOR_READING | _FOR_WRITING | _FOR_OTHER_COMMANDS) == set()
    others = {name.partition(".")[0] for name in found - empty_typer}
    assert others - sys.stdlib_module_names == {"danvan_cli"}


@pytest.mark.parametrize("form", ["plain", "table"])
def test_a_format_imports_only_what_it_is_made_with(form: str, data: DataFolder) -> None:
    data.model("2020/a")
    assert data.total("registered") == 1
    found = _imported(_PROGRAM, "tally", "registered", "--format", form, "--data", str(data.root))
    assert "yaml" not in found
    assert {name for name in ("rich", "tabulate") if name in found} == {"plain": {"tabulate"}, "table": {"rich"}}[form]


def test_help_of_a_command_reads_no_yaml_and_draws_no_tables() -> None:
    helps = (json.dumps([command, "--help"]) for command in COMMANDS)
    assert _imported(_SEVERAL, *helps) & {"yaml", "rich", "tabulate", "platformdirs"} == set()


def test_whoever_reads_imports_nothing_of_writing(data: DataFolder) -> None:
    data.model("2020/a")
    found = _imported(_SEVERAL, *(json.dumps([*words, "--data", str(data.root)]) for words in _READING))
    assert {name for name in found if name.startswith((*_OF_WRITING, *_OF_LISTS))} == set()


def test_what_is_new_is_registered_without_what_changes_files(data: DataFolder) -> None:
    typed = ["--title", "Dòng họ tự quản", "--unit", "xa-a", "--kind", "tap-the", "--year", "2020"]
    found = _imported(_PROGRAM, "register", *typed, "--data", str(data.root))
    assert {name for name in found if name.startswith((*_OF_CHANGES, *_OF_LISTS))} == set()


@pytest.mark.parametrize(("commands", "needed"), _EXCHANGING)
def test_lists_import_only_the_libraries_of_their_own_format(
    commands: list[list[str]], needed: set[str], data: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data.model("2020/a")
    (tmp_path / "ds.csv").write_text(_ROWS, "utf-8")
    monkeypatch.chdir(tmp_path)
    found = _imported(_SEVERAL, *(json.dumps([*typed, "--data", str(data.root)]) for typed in commands))
    assert found & _WORKBOOKS == needed
    if _IMPORT in commands:
        assert found & _FOR_OTHER_LISTS == set()


def test_a_paper_of_what_the_index_holds_reads_no_records_and_no_lists(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    template = write_docx(tmp_path / "mau.docx", '{{ so("đăng ký") }}')
    typed = ["report", "--template", str(template), "--year", "2020", "-o", str(tmp_path / "ra.docx"), "--force"]
    assert data.ask(*typed).code == 0
    found = _imported(_PROGRAM, *typed, "--data", str(data.root))
    assert found & {*_HEAVY, *_FOR_READING, *_OF_OTHER_FILES} == {"danvan_cli.domain.fields"}


def test_a_process_of_its_own_is_not_taken_apart_when_all_is_said() -> None:
    done = subprocess.run([sys.executable, "-c", _LEFT, "--version"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout.split(" ")[0], done.stderr) == (0, "danvan", "")


def test_the_name_of_a_command_is_completed_with_what_every_start_imports(empty_typer: set[str]) -> None:
    found = _imported(_TAB, "danvan sh", "danvan unit ", "danvan --l")
    assert {name for name in found if name.startswith("danvan_cli")} <= _OWN_OF_A_START
    assert found - empty_typer & _HEAVY == set()


def test_options_records_and_values_are_completed_without_what_commands_do_their_work_with(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/2020-so-vang")
    assert data.total("registered") == 1
    monkeypatch.setenv("DANVAN_DATA", str(data.root))
    options = [
        f"danvan {entry.path} --"
        for entries in (COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS)
        for entry in entries.values()
    ]
    found = _imported(
        _TAB,
        *options,
        "danvan show so-v",
        "danvan list registered --where unit=",
        "danvan register --field ",
        "danvan import --kind ",
    )
    assert found & {*_HEAVY, *_WORKBOOKS, *_FOR_READING} == {"danvan_cli.domain.fields"}
    assert {name for name in found if name.startswith(_FOR_RUNNING)} == set()
