"""The program: finds the command, speaks the language, adds the options that every command has."""

import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import typer
from click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_param_completion
from typer.utils import get_params_from_function

from danvan_cli import COMPLETE
from danvan_cli.cli.commands import COMMANDS, CommandEntry, find_command
from danvan_cli.cli.own_names import OwnNames, help_names
from danvan_cli.locale import LANGUAGES, language, translate
from danvan_cli.text.mark import N_

# Under these click's context keeps what all commands share.
DATA, LANG, NO_PAGER, DIFF = "danvan.data", "danvan.lang", "danvan.no-pager", "danvan.diff"
OF_UNIT = "danvan.of-unit"
_ARGUMENTS = "danvan.arguments"
# These name records, which may be called alike in several units, and have no other use for a unit.
_NAME_RECORDS = ("edit", "end", "evaluate", "grant", "move", "recognize", "refuse", "remove", "revoke", "set", "show")
_COLUMNS = 100
_SUBCOMMAND = N_("COMMAND [ARGS]...")
# What a shell takes for something else unless it is quoted, which is another thing in each of them.
_UNTYPABLE = re.compile(r"""[\s"'\\$`&|;<>()]""")


class CommandGroup(OwnNames, TyperGroup):
    """A group of commands, each imported when it is called."""

    entries: Mapping[str, CommandEntry] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Return the commands' names."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """Import a command, by either of its names."""
        name = find_command(cmd_name, self.entries)
        return load(name, self.entries) if name else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command to call; one that is not there is answered with the nearest."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            ctx.fail(_no_command_sentence(name, self.entries))
        return command.name if command else None, command, args[1:]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands without importing them: by the language's own names, or by those that were begun."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        own = {name_shown(name, entry): entry for name, entry in self.entries.items()}
        fitting = [
            [
                CompletionItem(name, help=translate(entry.summary))
                for name, entry in entries
                if name.startswith(incomplete)
            ]
            for entries in (own.items(), self.entries.items())
        ]
        return fitting[0] or fitting[1]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's interface
        """List the commands without importing them."""
        with formatter.section(translate("Commands")):
            formatter.write_dl(
                [
                    (entry.vietnamese if is_vietnamese() else f"{name}, {entry.vietnamese}", translate(entry.summary))
                    for name, entry in self.entries.items()
                ]
            )


def is_vietnamese() -> bool:
    """Whether names are shown in Vietnamese."""
    return language() == "vi"


def name_shown(name: str, entry: CommandEntry) -> str:
    """Return a command's name in the language that is spoken."""
    return entry.vietnamese if is_vietnamese() else name


def _no_command_sentence(name: str, entries: Mapping[str, CommandEntry]) -> str:
    from danvan_cli.text.nearest import nearest

    names = [*entries, *(entry.vietnamese for entry in entries.values())]
    near = find_command(nearest(name, names) or "", entries)
    if near:
        near = name_shown(near, entries[near])
        return translate(N_("There is no command “{name}”. Did you mean {near}?")).format(name=name, near=near)
    spoken = [name_shown(english, entry) for english, entry in entries.items()]
    return translate(N_("There is no command “{name}”. There are: {known}.")).format(name=name, known=", ".join(spoken))


class LocalizedCommand(OwnNames, TyperCommand):
    """A command as Typer makes it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        if any("," in (word[-1:], word[:1]) for word in args):
            self._refuse_split_list(ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            self._refuse_split_list(ctx, error)
            raise

    def _refuse_split_list(self, ctx: click.Context, error: Exception | None = None) -> None:
        """Raise RequestError where a list came apart, and an error, if there is one, comes of that."""
        from danvan_cli.cli.split_lists import split_list

        refusal = None if ctx.resilient_parsing else split_list(self, ctx, ctx.meta[_ARGUMENTS], error)
        if refusal:
            raise refusal from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's interface
        """Run it; where what stops it can be asked about, once more with the answer.

        That is a name that means several things, and a repository that is somebody else's.
        """
        while True:
            try:
                return super().invoke(ctx)
            except Exception as error:
                from danvan_cli.cli.choosing import is_answered
                from danvan_cli.cli.trusting import is_trusted_now

                if not is_answered(ctx, error) and not is_trusted_now(ctx, error):
                    self._refuse_split_list(ctx, error)
                    _note_ways(ctx, error)
                    raise
                ctx.close()  # the index is held still by who asked

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the arguments to Typer, which lists them with the options; click 8.5 would list them again."""


def _note_ways(ctx: click.Context, error: Exception) -> None:
    from danvan_cli.cli.spoilt_lists import note_ways

    note_ways(ctx, error)


def load(name: str, among: Mapping[str, CommandEntry] = COMMANDS) -> click.Command:
    """Build a command from its module's `run`, in the language that is spoken; or a group of commands."""
    entry = among[name]
    if entry.below is not None:
        return _load_group(name, entry, entry.below)
    module = import_module(f"danvan_cli.cli.{entry.module}")
    run = module.run
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=LocalizedCommand, help=entry.summary)(run)
    command = get_command(app)
    declared = get_params_from_function(run)
    for param in command.params:
        info = declared[param.name or ""].default
        if isinstance(param, click.Argument):  # click 8.5 forgets the help that Typer gives one
            param.help = getattr(info, "help", None)
        if getattr(info, "autocompletion", None):
            _offer_all(param, info.autocompletion)
    command.params.extend(getattr(module, "field_options", list)())
    return localized(command, name, entry)


def _offer_all(param: click.Parameter, offers: Callable[..., Any]) -> None:
    """Let the Tab key offer what was found by another part of its name: Typer keeps only what begins as typed."""
    find = get_param_completion(offers)
    if find is None:
        return

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        pairs = (offer if isinstance(offer, tuple) else (offer, "") for offer in find(ctx, [], incomplete))
        return [CompletionItem(value, help=label) for value, label in pairs if not _UNTYPABLE.search(value)]

    param._custom_shell_complete = complete  # noqa: SLF001 - where click keeps it, and Typer puts its own


def _load_group(name: str, entry: CommandEntry, below: Mapping[str, CommandEntry]) -> click.Command:
    group = CommandGroup(
        name=name, help=entry.summary, rich_markup_mode=None, subcommand_metavar=translate(_SUBCOMMAND)
    )
    group.entries = below
    return localized(group, name, entry)


def localized(command: click.Command, name: str, entry: CommandEntry | None = None) -> click.Command:
    """Add the options that all commands have, and let the command speak the language that is spoken."""
    command.name = name_shown(name, entry) if entry else name
    command.context_settings = {"help_option_names": help_names(), "max_content_width": _COLUMNS}
    if any(param.name == "dry_run" for param in command.params):
        command.params.append(_diff_option())
    if entry and entry.path in _NAME_RECORDS:
        command.params.append(_unit_option())
    command.params.extend(common_options())
    if isinstance(command, OwnNames):
        command.path = entry.path if entry else ""
        command.name_options()
    command.help = translate(command.help or "")
    command.options_metavar = translate(N_("[OPTIONS]"))
    for param in command.params:
        if isinstance(param, click.Option | click.Argument):
            param.help = named_in(translate(getattr(param, "help", "") or ""))
        if param.metavar:
            param.metavar = translate(param.metavar)
    return command


def named_in(text: str) -> str:
    """Return a text of help with the types of records, or what is counted of them first, where it asks for these."""
    if "{types}" not in text and "{measures}" not in text:
        return text
    from danvan_cli.domain.record_types import RECORD_TYPES
    from danvan_cli.view.own_words import own_measure

    labels = [translate(record_type.label).lower() for record_type in RECORD_TYPES.values()]
    of_types = [record_type.measure for record_type in RECORD_TYPES.values() if record_type.measure]
    measures = [own_measure(name) for name in ("registered", "recognized", "awards", *of_types)]
    return text.replace("{types}", ", ".join(labels)).replace("{measures}", ", ".join(measures))


def common_options() -> list[click.Parameter]:
    """Return --data, --lang and --no-pager, which stand before the command or after it."""
    data = click.Option(
        ["--data"],
        type=click.Path(path_type=Path),
        metavar=N_("FOLDER"),
        envvar="DANVAN_DATA",
        help=N_("The data folder; else DANVAN_DATA, the nearest one above, or ./data."),
        callback=_keeping_callback(DATA),
        expose_value=False,
    )
    lang = click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        envvar="DANVAN_LANG",
        help=N_("The language: vi or en."),
        callback=_keeping_callback(LANG),
        expose_value=False,
    )
    no_pager = click.Option(
        ["--no-pager"],
        is_flag=True,
        help=N_("Print all at once, where a long answer would be shown a screen at a time."),
        callback=_keeping_callback(NO_PAGER),
        expose_value=False,
    )
    return [data, lang, no_pager]


def _diff_option() -> click.Option:
    """Return --diff, which goes with every --dry-run."""
    return click.Option(
        ["--diff"],
        is_flag=True,
        help=N_("Show the lines of the files that differ, before they are written or with --dry-run."),
        callback=_keeping_callback(DIFF),
        expose_value=False,
    )


def _unit_option() -> click.Option:
    """Return --unit, which says whose records are meant where several bear a name."""
    from danvan_cli.cli import completing

    option = click.Option(
        ["--unit"],
        metavar=N_("UNIT"),
        help=N_("Only records of this unit, and of those below it, are meant: where several units have one of a name."),
        callback=_keeping_callback(OF_UNIT),
        expose_value=False,
    )
    _offer_all(option, completing.units)
    return option


def _keeping_callback(key: str) -> Any:  # noqa: ANN401 - click's callbacks
    def keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
        source = ctx.get_parameter_source(param.name or "")
        given = source is not None and source.name == "COMMANDLINE"
        # What was typed wins, behind the command over before it; the environment fills in where nothing was.
        if value is not None and (given or key not in ctx.meta):
            ctx.meta[key] = value

    return keep


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's interface
    if value and not ctx.resilient_parsing:
        from danvan_cli import __version__

        click.echo(f"danvan {__version__}")
        ctx.exit()


@click.pass_context
def _run_without_command(ctx: click.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    from danvan_cli.cli.status import run_alone

    return run_alone(ctx)


def program() -> click.Command:
    """Build the program in the language that is spoken."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show the version."),
    )
    group = CommandGroup(
        name="danvan",
        help=N_("Records of the movement Dân vận khéo: what was registered, evaluated, recognized, awarded."),
        params=[version],
        rich_markup_mode=None,
        invoke_without_command=True,
        callback=_run_without_command,
        subcommand_metavar=translate(_SUBCOMMAND),
        epilog=translate(N_("Every number opens: danvan list. Everything that is wrong, at once: danvan check.")),
    )
    if COMPLETE in os.environ:
        from typer import _completion_classes as shells

        shells.completion_init()
        # Typer would draw what is said beside an offer with rich, which costs as much as all the rest, and would take
        # [brackets] in a title for rich's own.
        shells._sanitize_help_text = str  # type: ignore[assignment]  # noqa: SLF001 - where its shells look for it
    return localized(group, "danvan")
