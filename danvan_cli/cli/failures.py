"""What went wrong -> a sentence for a person, and an exit code."""

import sys
import traceback
from collections.abc import Container, Mapping, Sequence

import click

from danvan_cli import __version__
from danvan_cli.cli import output
from danvan_cli.cli.commands import COMMANDS, CommandEntry, find_command
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.spoilt_lists import tell_ways
from danvan_cli.cli.stopping import WRITTEN, StoppedBetween
from danvan_cli.domain.errors import (
    DanvanError,
    InputError,
    ListsUnreadableError,
    ReadError,
    RecordError,
    RequestError,
    RevisionError,
)
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.problem import Problem
from danvan_cli.index.cache import CacheError, write_log
from danvan_cli.locale import translate
from danvan_cli.store.system import reason_of
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted
from danvan_cli.view import messages, problems, reasons
from danvan_cli.view.own_words import own_words

_WRONG, _ASKED_WRONGLY, _STOPPED = 1, 2, 130
_NO_CONSOLE = "NoConsoleScreenBufferError"  # prompt_toolkit's, which is imported only where somebody is asked
# What is missing that is not behind an option of its own, or is no key of a record.
_OTHERWISE = {
    "model": N_("MODEL (the model)"),
    "where": N_("RECORD... (the records), or --where (conditions)"),
    "key=value": N_("KEY=VALUE... (what the records shall state)"),
    "all": N_("--all (without a terminal nobody can be asked)"),
    "on": N_("--on (from which day)"),
    "editor": N_("EDITOR or VISUAL (the environment's name of your editor), or a terminal"),
    "reason": N_("--reason (why)"),
    "list": N_("LIST (the list, such as field)"),
    "entry": N_("ENTRY (the list's entry)"),
    "new-label": N_("LABEL (what the new entry is called)"),
    "before": N_("--before or --after (an entry of the list: where the new one stands)"),
    "province": N_("PROVINCE... (the provinces), or --for (one unit)"),
    "output": N_("-o/--output (the file to write)"),
    "yes": N_("--yes (without a terminal nobody can be asked)"),
}

# What is told, and can be tried otherwise: an interview goes on after it.
MENDABLE = (DanvanError, OSError)


def tell(error: BaseException, arguments: Sequence[str]) -> int:
    """Print what went wrong, for a person; return the exit code."""
    match error:
        case click.ClickException():
            error.message = messages.with_short_words(error.message or "")  # type: ignore[misc]  # it is shown, and gone
            error.show()
            code = error.exit_code
        case RequestError() | RevisionError():
            _print_error(messages.told(error))
            code = error.exit_code
        case InputError():
            _print_mistakes(error, command_of(arguments))
            code = error.exit_code
        case DanvanError():
            _print_refusal(error)
            code = error.exit_code
        case UnicodeEncodeError():
            _print_error(translate(N_("What was typed holds letters that are not UTF-8.")))
            code = _ASKED_WRONGLY
        case _ if type(error).__name__ == _NO_CONSOLE:
            _print_error(
                translate(
                    N_(
                        "Nobody can be asked in this window, which is no console of Windows. Type all of it in one"
                        " command, or use Windows Terminal, PowerShell or cmd. Nothing was changed."
                    )
                )
            )
            code = _ASKED_WRONGLY
        case KeyboardInterrupt() | click.Abort() | StoppedBetween():
            before = N_("Stopped. What was written before that stays.")
            sentence = before if isinstance(error, StoppedBetween) else N_("Stopped. Nothing was changed.")
            click.echo("\n" + translate(sentence), err=True)
            code = _STOPPED
        case OSError() if error.strerror:
            click.echo(_refusal_of_system(error), err=True)
            code = _WRONG
        case _:
            _log_bug(error, arguments)
            code = _WRONG
    return code


def tell_unshown(error: OSError, code: int, done: Container[str]) -> int:
    """Print that results could not be written; return the exit code, which speaks of what was done if anything was."""
    reason = reasons.reason(reason_of(error))
    output.say(translate(N_("What there was to show could not be written: {reason}.")).format(reason=reason))
    if WRITTEN not in done:
        return code or _WRONG
    output.say(translate(N_("What the command had to do is done.")))
    return code


def _refusal_of_system(error: OSError) -> str:
    """Return what the system says, and what helps; which file it was, where it says so."""
    reason = reason_of(error)
    refusal = translate(N_("The system refuses: {reason}.")).format(reason=reasons.reason(reason))
    advice = reasons.advice_on_writing(reason) or translate(N_("Check disk, permissions and network, and try again."))
    path = f"{quoted(error.filename)}: " if isinstance(error.filename, str) else ""
    return f"{path}{refusal} {advice}"


def _print_error(sentence: str) -> None:
    output.say(translate(N_("Error: {message}")).format(message=sentence))


def command_of(arguments: Sequence[str]) -> str:
    """Return which command was called, by its English name, with that of its group before it; "" where none was."""
    ctx = click.get_current_context(silent=True)
    if ctx is not None and isinstance(ctx.command, OwnNames):  # an interview goes on
        return ctx.command.path
    path = ""
    entries: Mapping[str, CommandEntry] = COMMANDS
    for word in arguments:
        name = find_command(word, entries)
        if name is not None:
            path, below = entries[name].path, entries[name].below
            if below is None:
                break
            entries = below
    return path


def _print_mistakes(error: InputError, command: str) -> None:
    """Name all that was typed wrongly, then all that is missing."""
    for mistake in error.mistakes:
        _print_error(": ".join([*([_option(mistake.key, command)] if mistake.key else []), messages.told(mistake.why)]))
    if error.missing:
        ways = ", ".join(_way_to_give(key, command) for key in error.missing)
        _print_error(messages.sentence(error.message, {"options": ways}))


def _option(key: str, command: str) -> str:
    """Return the option behind which a key is typed; `key=` is typed as it stands."""
    if key.endswith("="):
        return quoted(own_words(key, command) if key.startswith("--") else key)
    return own_words(f"--{key.replace('_', '-')}", command)


def _way_to_give(key: str, command: str) -> str:
    """Return how something that is missing is given: behind an option, one of several, or not behind any."""
    if key in _OTHERWISE:
        return translate(_OTHERWISE[key])
    options, _, value = key.partition(" ")
    if value:
        return " | ".join(own_words(f"--{option} {value}", command) for option in options.split("|"))
    label = next((table[key].label for table in TABLES.values() if key in table), key)
    return f"{_option(key, command)} ({translate(label)})"


def _print_refusal(error: DanvanError) -> None:
    """Print what is wrong with the data, or with what was sent, or why nothing was changed."""
    match error:
        case ReadError():
            click.echo(problems.text(Problem(error.message, str(error.params["name"]), args=error.params)), err=True)
        case ListsUnreadableError() | RecordError():
            for problem in error.problems:
                output.say(problems.text(problem))
            output.say(messages.told(error))
            if isinstance(error, ListsUnreadableError):
                tell_ways(error.commands)
        case _:
            for part in error.parts:
                _print_error(messages.told(part))


def _log_bug(error: BaseException, arguments: Sequence[str]) -> None:
    from danvan_cli.cli.workplace import cache_folder

    log = cache_folder() / "danvan-error.log"
    text = f"danvan {__version__}\nPython {sys.version}\n{list(arguments)}\n\n"
    text += "".join(traceback.format_exception(error))
    try:
        write_log(log, text)
    except (OSError, CacheError):
        click.echo(text, err=True)
    message = N_("This is a fault of danvan itself, not of your data: {error}. Please send us the file {log}.")
    click.echo(translate(message).format(error=f"{type(error).__name__}: {error}", log=log), err=True)
