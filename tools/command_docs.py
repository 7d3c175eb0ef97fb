"""The reference of the commands, for `format_docs.py`."""  # noqa: INP001 - beside a script, not in a package

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import NamedTuple, get_type_hints

import click
from as_markdown import codes, grid

from danvan_cli import locale
from danvan_cli.cli.app import common_options, load, named_in
from danvan_cli.cli.commands import COMMANDS, CommandEntry
from danvan_cli.cli.fields import FieldOption
from danvan_cli.domain.fields import TABLES

KINDS = {
    "model": "a model",
    "evaluation": "an evaluation",
    "award": "an award",
    "figures": "a source",
    "claim": "a claim",
    "unit": "a unit",
}


def commands() -> Iterator[str]:
    """Give all commands with their arguments and options."""
    locale.use("en")
    common = [(one, getattr(one, "help", None) or "") for one in common_options()]
    yield from ("### Options of every command", "", *options(common))
    for one in all_commands():
        yield from ("", f"### `{one.name}` · `{one.vietnamese}`", "", one.entry.summary, "", *command(one))


class Command(NamedTuple):
    """A command, or a group of them, under its full names."""

    name: str
    vietnamese: str
    entry: CommandEntry
    built: click.Command

    @property
    def fields(self) -> list[click.Option]:
        """Its options out of the tables of fields."""
        return [one for one in self.built.params if isinstance(one, FieldOption)]


def all_commands(among: Mapping[str, CommandEntry] = COMMANDS, above: tuple[str, str] = ("", "")) -> Iterator[Command]:
    """Give the commands in their order, after each group those below it."""
    for name, entry in among.items():
        full = f"{above[0]}{name}", f"{above[1]}{entry.vietnamese}"
        yield Command(*full, entry, load(name, among))
        yield from all_commands(entry.below or {}, (f"{full[0]} ", f"{full[1]} "))


def command(one: Command) -> Iterator[str]:
    """Give a command's arguments and options; keys of records by name only, they have tables of their own."""
    if one.entry.below:
        yield f"Has commands of its own: {codes(f'{one.name} {name}' for name in one.entry.below)}."
        return
    yield from options(own_options(one))
    for kind, keys in keys_of(one).items():
        names = ", ".join(" = ".join(f"`{name}`" for name in param.opts if "_" not in name) for param in keys)
        yield from ("", f"Keys of {KINDS[kind]} ([table](#{anchor(kind)})): {names}.")


def keys_of(one: Command) -> dict[str, list[click.Option]]:
    """Tell the options out of tables of fields apart by the kind of record; `figure` alone takes two kinds."""
    kinds = [kind for kind in KINDS if all(key_of(param) in TABLES[kind] for param in one.fields)]
    if not one.fields:
        return {}
    if kinds:
        return {kinds[-1]: one.fields}
    of_source = [param for param in one.fields if key_of(param) in TABLES["figures"]]
    return {"figures": of_source, "claim": [param for param in one.fields if param not in of_source]}


def key_of(param: click.Parameter) -> str:
    """Give the key that an option out of a table of fields stands for."""
    return (param.name or "").removeprefix("typed_")


def keys() -> Iterator[str]:
    """Give the keys of records that are options, with the commands that have them."""
    locale.use("en")
    taken = [(one.name, kind, param) for one in all_commands() for kind, keys in keys_of(one).items() for param in keys]
    for kind, named in KINDS.items():
        rows = (
            keys_row([(name, one) for name, of, one in taken if (of, key_of(one)) == (kind, key)])
            for key in TABLES[kind]
        )
        yield from ("", f"### Keys of {named}", "", *grid(["option", "meaning", "commands"], filter(None, rows)))


def keys_row(taken: list[tuple[str, click.Option]]) -> list[str]:
    """Give the row of a key's option out of the commands that have it; nothing where none has."""
    if not taken:
        return []
    one = taken[0][1]
    option = f"`--{key_of(one).replace('_', '-')} {one.metavar}`"
    return [option, one.help or "", codes(name for name, _ in taken)]


def anchor(kind: str) -> str:
    """Give the anchor of a kind's table."""
    return f"keys-of-{KINDS[kind].replace(' ', '-')}"


def own_options(one: Command) -> list[tuple[click.Parameter, str]]:
    """Give a command's arguments and options with their help, which click 8.5 forgets of arguments."""
    run = import_module(f"danvan_cli.cli.{one.entry.module}").run
    stated = get_type_hints(run, include_extras=True)
    own = [param for param in one.built.params if param.name in stated]
    return [(param, named_in(stated[param.name or ""].__metadata__[0].help)) for param in own]


def options(params: Iterable[tuple[click.Parameter, str]]) -> Iterator[str]:
    """Give the rows of arguments and options."""
    return grid(["option", "meaning"], [[option(one), text] for one, text in params])


def option(param: click.Parameter) -> str:
    """Name an argument or an option, and what it takes."""
    kind = "|".join(param.type.choices) if isinstance(param.type, click.Choice) else ""
    taken = param.metavar or kind
    if isinstance(param, click.Argument):
        return f"`{taken}`"
    return codes(f"{name} {taken}".strip() for name in param.opts)
