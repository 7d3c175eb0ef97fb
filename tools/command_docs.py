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
from danvan_cli.domain.vietnamese_names import option_name

KINDS = {
    "model": "a model",
    "evaluation": "an evaluation",
    "award": "an award",
    "activity": "an activity",
    "figures": "a source",
    "claim": "a claim",
    "unit": "a unit",
}


def commands() -> Iterator[str]:
    """Yield all commands with their arguments and options."""
    locale.use("en")
    common = [(param, getattr(param, "help", None) or "") for param in common_options()]
    yield from ("### Options of every command", "", *options(common, ""))
    for documented in all_commands():
        heading = f"### `{documented.name}` · `{documented.vietnamese}`"
        yield from ("", heading, "", documented.entry.summary, "", *command(documented))


class Command(NamedTuple):
    """A command, or a group of them, under its full names."""

    name: str
    vietnamese: str
    entry: CommandEntry
    built: click.Command

    @property
    def fields(self) -> list[click.Option]:
        """Return its options out of the tables of fields."""
        return [param for param in self.built.params if isinstance(param, FieldOption)]


def all_commands(among: Mapping[str, CommandEntry] = COMMANDS, above: tuple[str, str] = ("", "")) -> Iterator[Command]:
    """Yield the commands in their order, after each group those below it."""
    for name, entry in among.items():
        full = f"{above[0]}{name}", f"{above[1]}{entry.vietnamese}"
        yield Command(*full, entry, load(name, among))
        yield from all_commands(entry.below or {}, (f"{full[0]} ", f"{full[1]} "))


def command(documented: Command) -> Iterator[str]:
    """Yield a command's arguments and options; keys of records by name only, they have tables of their own."""
    if documented.entry.below:
        yield f"Has commands of its own: {codes(f'{documented.name} {name}' for name in documented.entry.below)}."
        return
    yield from options(own_options(documented), documented.entry.path)
    for kind, keys in keys_of(documented).items():
        names = ", ".join(" = ".join(f"`{name}`" for name in spellings(param, documented.entry.path)) for param in keys)
        yield from ("", f"Keys of {KINDS[kind]} ([table](#{anchor(kind)})): {names}.")


def keys_of(documented: Command) -> dict[str, list[click.Option]]:
    """Return {kind of record: options out of its table of fields}; `figure` alone takes two kinds."""
    kinds = [kind for kind in KINDS if all(key_of(param) in TABLES[kind] for param in documented.fields)]
    if not documented.fields:
        return {}
    if kinds:
        return {kinds[-1]: documented.fields}
    of_source = [param for param in documented.fields if key_of(param) in TABLES["figures"]]
    return {"figures": of_source, "claim": [param for param in documented.fields if param not in of_source]}


def key_of(param: click.Parameter) -> str:
    """Return the key that an option out of a table of fields stands for."""
    return (param.name or "").removeprefix("typed_")


def keys() -> Iterator[str]:
    """Yield the keys of records that are options, with the commands that have them."""
    locale.use("en")
    uses = [
        (documented.name, kind, param)
        for documented in all_commands()
        for kind, params in keys_of(documented).items()
        for param in params
    ]
    for kind, phrase in KINDS.items():
        rows = (
            keys_row([(name, param) for name, own_kind, param in uses if (own_kind, key_of(param)) == (kind, key)])
            for key in TABLES[kind]
        )
        yield from ("", f"### Keys of {phrase}", "", *grid(["option", "meaning", "commands"], filter(None, rows)))


def keys_row(uses: list[tuple[str, click.Option]]) -> list[str]:
    """Return the row of a key's option out of the commands that have it; nothing where none has."""
    if not uses:
        return []
    param = uses[0][1]
    option = f"`--{key_of(param).replace('_', '-')} {param.metavar}`"
    return [option, param.help or "", codes(name for name, _ in uses)]


def anchor(kind: str) -> str:
    """Return the anchor of a kind's table."""
    return f"keys-of-{KINDS[kind].replace(' ', '-')}"


def own_options(documented: Command) -> list[tuple[click.Parameter, str]]:
    """Return a command's arguments and options with their help, which click 8.5 forgets of arguments."""
    run = import_module(f"danvan_cli.cli.{documented.entry.module}").run
    stated = get_type_hints(run, include_extras=True)
    own = [param for param in documented.built.params if param.name in stated]
    # --diff goes with every --dry-run, --unit with the names of records.
    added = [param for param in documented.built.params if param.name in ("diff", "unit") and param not in own]
    described = [(param, named_in(stated[param.name or ""].__metadata__[0].help)) for param in own]
    return [*described, *((param, getattr(param, "help", "")) for param in added)]


def options(params: Iterable[tuple[click.Parameter, str]], path: str) -> Iterator[str]:
    """Yield the rows of the arguments and options of a command."""
    return grid(["option", "meaning"], [[option(param, path), text] for param, text in params])


def option(param: click.Parameter, path: str) -> str:
    """Return an argument or an option as it is typed, and what it takes."""
    kind = "|".join(param.type.choices) if isinstance(param.type, click.Choice) else ""
    taken = param.metavar or kind
    if isinstance(param, click.Argument):
        return f"`{taken}`"
    return codes(f"{name} {taken}".strip() for name in spellings(param, path))


def spellings(param: click.Parameter, path: str) -> list[str]:
    """Return an option's names, the Vietnamese ones behind the English."""
    english = [name for name in param.opts if "_" not in name]
    vietnamese = [f"--{option_name(name[2:], path)}" for name in english if name.startswith("--")]
    return [*english, *dict.fromkeys(vietnamese)]
