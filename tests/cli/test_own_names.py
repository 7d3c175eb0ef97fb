"""Commands and options go by two names each: both are understood, those of the language that is spoken are shown."""

from collections import Counter
from collections.abc import Iterator, Mapping

import click
import pytest

from danvan_cli import locale
from danvan_cli.cli.app import load, program
from danvan_cli.cli.commands import COMMANDS, CommandEntry, find_command
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.vietnamese_names import FORMER_NAMES
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan


def _commands(among: Mapping[str, CommandEntry] = COMMANDS) -> Iterator[tuple[CommandEntry, click.Command]]:
    for name, entry in among.items():
        yield entry, load(name, among)
        yield from _commands(entry.below or {})


@pytest.fixture(scope="module")
def vietnamese() -> Iterator[list[tuple[CommandEntry, click.Command]]]:
    locale.use("vi")
    yield [*_commands(), (CommandEntry("", ""), program())]
    locale.use("en")


def _names(command: click.Command) -> Iterator[tuple[list[str], list[str]]]:
    assert isinstance(command, OwnNames)
    for option, _, shown, understood in command.names_of_options:
        assert option.opts == shown
        yield shown, understood


def test_each_command_and_option_has_a_vietnamese_name(vietnamese: list[tuple[CommandEntry, click.Command]]) -> None:
    assert [entry.path for entry, _ in vietnamese if entry.path and not entry.vietnamese] == []
    lacking = [
        (entry.path, english)
        for entry, command in vietnamese
        for shown, understood in _names(command)
        for english in shown
        if english.startswith("--") and not understood
    ]
    assert lacking == []


def test_no_name_stands_for_two_options_of_a_command(vietnamese: list[tuple[CommandEntry, click.Command]]) -> None:
    twice = {
        entry.path: names
        for entry, command in vietnamese
        if (
            names := [
                name
                for name, times in Counter(name for parts in _names(command) for part in parts for name in part).items()
                if times > 1
            ]
        )
    }
    assert twice == {}


def test_options_of_keys_are_called_as_the_keys(vietnamese: list[tuple[CommandEntry, click.Command]]) -> None:
    tables = {
        **TABLES,
        "claim": TABLES["figures"] | TABLES["claim"],
    }
    for path, table in {
        "register": "model",
        "award": "award",
        "figure": "claim",
        "vocabulary correct": "entry",
    }.items():
        command = next(command for entry, command in vietnamese if entry.path == path)
        shown = {name for names, _ in _names(command) for name in names}
        named = {
            f"--{field.option_vi}"
            for field in tables[table].values()
            if any((param.name or "") == f"typed_{field.key}" for param in command.params)
        }
        assert named - shown == set()
        assert named


def test_commands_of_one_group_are_called_differently() -> None:
    for entries in (COMMANDS, *(entry.below for entry in COMMANDS.values() if entry.below)):
        names = [name for english, entry in entries.items() for name in {english, entry.vietnamese}]
        assert len(names) == len(set(names))
    assert {former: find_command(former) for former in FORMER_NAMES} == FORMER_NAMES


@pytest.mark.parametrize("again", [("--year", "2021"), ("--nam", "2021"), ("--nam=2020",)])
def test_an_option_with_one_value_is_not_taken_twice_in_silence(again: tuple[str, ...], data: DataFolder) -> None:
    said = data.ask("tally", "registered", "--year", "2019", *again)
    assert said.code == 0
    assert f"--year stands twice, and takes only one value: the last, {again[-1][-4:]}." in said.err
    conditions = ("--where", "kind=tap-the", "--where", "unit=xa-a")
    assert "twice" not in data.ask("tally", "registered", "--year", "2020", *conditions).err


def test_both_names_are_typed_alike(data: DataFolder) -> None:
    data.model("2020/a", kind="tap-the")
    data.model("2020/b", kind="ca-nhan")
    english = data.ask("tally", "registered", "--year", "2020", "--by", "kind", "--count", "each", "--units", "now")
    vietnamese = data.ask(
        *("tong-hop", "dang-ky", "--nam", "2020", "--theo", "loai", "--cach-tinh", "moi-luot"),
        *("--theo-don-vi", "hien-nay", "--ngon-ngu", "en"),
    )
    assert vietnamese.code == 0
    assert vietnamese.out == english.out.replace("--by kind", "--by loai")


def test_a_model_is_registered_in_vietnamese(data: DataFolder) -> None:
    done = data.ask("dang-ky", "--nam", "2021", "--don-vi", "xa-a", "--loai", "tap-the", "--ten", "Chợ xanh")
    assert done.code == 0
    assert data.total("registered", "--year", "2021") == 1


def test_no_line_of_help_is_broken_within_a_word_that_is_typed() -> None:
    said = danvan("danh-sach", "-h", "--lang", "vi").out
    assert not [line for line in said.splitlines() if line.endswith("-")]
    assert "ten,don-vi,xep-loai,khen-thuong" in said
