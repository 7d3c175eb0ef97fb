"""Commands that show their options by the names of the language that is spoken, and understand those of the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import click
from click.shell_completion import CompletionItem

from danvan_cli.domain.vietnamese_names import VALUES, option_name
from danvan_cli.locale import language, translate
from danvan_cli.store.windows import WINDOWS
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    _TextType = click.ParamType[str]
else:
    _TextType = click.ParamType  # older versions of click 8 take no type for it

HELP = ("--help", f"--{option_name('help')}")
_OVERRIDDEN = ("--lang", "--data", "--format")  # how and where: who types more behind an alias has the last word
_WHOLE_HYPHEN = "\u2011"  # at which no line is broken


def help_names() -> list[str]:
    """Return by which names a command's help is asked for, as they are shown."""
    return [HELP[language() == "vi"], "-h"]


class OptionNames(NamedTuple):
    """How an option may be typed: as it is shown, and by names that are understood besides."""

    option: click.Option
    english: str
    shown: list[str]
    understood: list[str]


class _HelpWriter(click.HelpFormatter):
    """Writes help whose lines are not broken within an option, or a word that it takes."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean."""
        super().write_dl([(term, _with_whole_words(text)) for term, text in rows], col_max, col_spacing)

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_with_whole_words(text))

    def getvalue(self) -> str:
        """Return what was written, with its hyphens as they are typed."""
        return super().getvalue().replace(_WHOLE_HYPHEN, "-")


def _with_whole_words(text: str) -> str:
    return text.replace("-", _WHOLE_HYPHEN)


class _OwnContext(click.Context):
    formatter_class = _HelpWriter
    parser: "click.parser._OptionParser | None" = None  # made once: it keeps nothing of what it has read


class OwnNames(click.Command):
    """A command whose options go by two names each; click knows the shown ones alone, but for its parser."""

    context_class = _OwnContext
    path = ""  # its English name, behind that of its group

    def name_options(self) -> None:
        """Show the options and their values by the names of the language that is spoken."""
        self.names_of_options = [
            _names_of(param, self.path) for param in self.params if isinstance(param, click.Option)
        ]
        for names in self.names_of_options:
            names.option.opts = names.shown
            values = VALUES.get(names.english)
            if values:
                _name_values(names.option, values)

    def has_option(self, name: str) -> bool:
        """Whether it has an option of an English name, given without its dashes."""
        return any(f"--{name}" in (*names.shown, *names.understood) for names in self.names_of_options)

    def make_parser(self, ctx: click.Context) -> "click.parser._OptionParser":
        """Make a parser that knows all names; once for a context."""
        if isinstance(ctx, _OwnContext):
            ctx.parser = ctx.parser or self._make_parser(ctx)
            return ctx.parser
        return self._make_parser(ctx)

    def _make_parser(self, ctx: click.Context) -> "click.parser._OptionParser":
        parser = super().make_parser(ctx)
        help_option = self.get_help_option(ctx)
        names = [
            *self.names_of_options,
            *([OptionNames(help_option, "help", help_option.opts, list(HELP))] if help_option else []),
        ]
        for option, _, shown, understood in names:
            option.opts = understood
            option.add_to_parser(parser, ctx)
            # At the Tab key click looks among `opts` for the option whose value is being typed.
            option.opts = list(dict.fromkeys([*shown, *understood])) if ctx.resilient_parsing else shown
        return parser

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; an option that is not there is answered with the shown names of the nearest."""
        try:
            if not ctx.resilient_parsing:
                self._look_over(ctx, args)
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:
                shown = {spelling: names.shown[0] for names in self.names_of_options for spelling in names.understood}
                error.possibilities[:] = dict.fromkeys(shown.get(name, name) for name in error.possibilities)
            raise

    def _look_over(self, ctx: click.Context, args: list[str]) -> None:
        """Tell of what was typed what click says nothing of; raise RequestError where it cannot be taken so."""
        values, _, given = self.make_parser(ctx).parse_args(list(args))
        if WINDOWS:
            from danvan_cli.cli.quoted_paths import refuse_impossible

            refuse_impossible(self.params, values)
        self._tell_twice(values, given)

    def _tell_twice(self, values: Mapping[str, object], given: Iterable[click.Parameter]) -> None:
        """Say where an option that takes one value stands twice: the last counts, as scripts and aliases rely on."""
        overridden = [names.option for names in self.names_of_options if f"--{names.english}" in _OVERRIDDEN]
        options = Counter(param for param in given if isinstance(param, click.Option) and not param.is_flag)
        for option, times in options.items():
            if times > 1 and not (option.multiple or option.count or option in overridden):
                from danvan_cli.cli import output

                twice = translate(N_("{option} stands twice, and takes only one value: the last, {value}."))
                output.say(twice.format(option=option.opts[0], value=values[str(option.name)]))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the shown names; the others only to whoever has begun to type one of them."""
        offers = super().shell_complete(ctx, incomplete)
        others = {spelling for names in self.names_of_options for spelling in names.understood}
        return [offer for offer in offers if offer.value not in others] or offers


class NamedChoice(click.Choice[str]):
    """A choice between values with a Vietnamese name each: both are taken, the language's own are shown."""

    def __init__(self, choices: tuple[str, ...], names: Mapping[str, str]) -> None:
        """Take the values, and {value: its Vietnamese name}."""
        super().__init__(choices)
        self._names = names

    @property
    def _own(self) -> Mapping[str, str]:
        """Return {any name: the one that is shown}; those that are shown need not be there."""
        return self._names if language() == "vi" else {name: value for value, name in self._names.items()}

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Return a value by the name that is shown."""
        value = super().normalize_choice(choice, ctx)
        return self._own.get(value, value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's interface
        """Offer the values by the names that are shown; by the others to whoever has begun to type one."""
        shown = [self._own.get(value, value) for value in self.choices]
        both = (shown, [*self.choices, *self._names.values()])
        fitting = [[name for name in names if name.startswith(incomplete)] for names in both]
        return [CompletionItem(name) for name in fitting[0] or fitting[1]]


class NamedText(_TextType):
    """A text that may be one of the program's own words: by its Vietnamese name, too."""

    name = "text"

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take {value: its Vietnamese name}."""
        self._english = {name: value for value, name in names.items()}

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's interface
        """Return the English word where the Vietnamese one was typed."""
        return self._english.get(value, value)


def _name_values(option: click.Option, names: Mapping[str, str]) -> None:
    """Let an option take its values by either name, and show the language's own."""
    if not isinstance(option.type, click.Choice):
        option.type = NamedText(names)
        return
    values = option.type.choices
    choice = NamedChoice(values, names)
    if option.metavar == "|".join(values):
        option.metavar = "|".join(choice.normalize_choice(value, None) for value in values)
    if option.default in values:
        option.default = choice.normalize_choice(option.default, None)
    option.type = choice


def _names_of(option: click.Option, command: str = "") -> OptionNames:
    long = [spelling for spelling in option.opts if spelling.startswith("--")]
    english = [spelling for spelling in long if "_" not in spelling]
    vietnamese = [f"--{name}" for spelling in english if (name := option_name(spelling[2:], command))]
    own = (vietnamese if language() == "vi" else english) or english
    shown = [*(spelling for spelling in option.opts if spelling not in long), *dict.fromkeys(own)]
    understood = dict.fromkeys(spelling for spelling in (*english, *vietnamese, *long) if spelling not in shown)
    return OptionNames(option, english[0].removeprefix("--"), shown, list(understood))
