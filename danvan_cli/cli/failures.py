"""What went wrong -> a sentence for a person, and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

import click

from danvan_cli import __version__
from danvan_cli.counting.question import Refused
from danvan_cli.counting.tally import ListsUnreadable
from danvan_cli.locale import translate
from danvan_cli.store.source import NoRevision
from danvan_cli.text.mark import N_
from danvan_cli.view import phrases, problems

_DONE, _WRONG, _ASKED_WRONGLY, _STOPPED = 0, 1, 2, 130


def tell(error: BaseException, arguments: Sequence[str]) -> int:
    """Tell a person what went wrong, and give the exit code."""
    match error:
        case SystemExit():
            code = error.code if isinstance(error.code, int) else _WRONG
        case click.ClickException():
            error.show()
            code = error.exit_code
        case Refused() | NoRevision():
            _usage(_refused(error))
            code = _ASKED_WRONGLY
        case ListsUnreadable():
            _lists_unreadable(error)
            code = _WRONG
        case BrokenPipeError():
            _close_stdout()
            code = _DONE
        case KeyboardInterrupt() | click.Abort():
            click.echo("\n" + translate(N_("Stopped. Nothing was changed.")), err=True)
            code = _STOPPED
        case OSError() if error.strerror:
            sentence = N_("The system refuses: {reason}. Check disk, permissions and network, and try again.")
            click.echo(translate(sentence).format(reason=translate(error.strerror)), err=True)
            code = _WRONG
        case _:
            _bug(error, arguments)
            code = _WRONG
    return code


def _close_stdout() -> None:
    """Whoever read has had enough; what is still buffered has no reader, and Python would complain at its end."""
    with suppress(OSError, ValueError, AttributeError):  # without a stdout of the system's there is nothing to close
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(error: Refused | NoRevision) -> str:
    if isinstance(error, NoRevision):
        error = Refused(error.code, name=error.name)
    return phrases.refusal(error)


def _usage(sentence: str) -> None:
    click.echo(translate(N_("Error: {message}")).format(message=sentence), err=True)


def _lists_unreadable(error: ListsUnreadable) -> None:
    for problem in error.problems:
        click.echo(problems.text(problem), err=True)
    click.echo(translate(N_("No number is given until this is mended.")), err=True)


def _bug(error: BaseException, arguments: Sequence[str]) -> None:
    from danvan_cli.cli.workplace import cache_folder

    log = cache_folder() / "danvan-error.log"
    text = f"danvan {__version__}\nPython {sys.version}\n{list(arguments)}\n\n"
    text += "".join(traceback.format_exception(error))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text, encoding="utf-8")
    except OSError:
        click.echo(text, err=True)
    message = N_("This is a fault of danvan itself, not of your data: {error}. Please send us the file {log}.")
    click.echo(translate(message).format(error=f"{type(error).__name__}: {error}", log=log), err=True)
