"""Where the program starts, and the one place where what went wrong becomes an exit code."""

import gc
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from danvan_cli import locale

if TYPE_CHECKING:
    from danvan_cli.cli.streams import Outlet

_STOPPED = 130
_OBJECTS = (
    20_000  # after as many new ones garbage is looked for, not after Python's 700: that is a tenth of a short run
)
_LANGUAGE_OPTIONS = ("--lang", "--ngon-ngu")


def program() -> NoReturn:
    """Run as a process of its own, and end it as it is: taking it apart module by module is a sixth of a short run."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it has gone, which `main` has told where it matters
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on arguments (else the command line's); return the exit code (docs/design.md)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    outlet = _prepare_process() if arguments is None else None
    locale.use(_language(given))
    locale.take_examples_from(_present_year)
    _speak_utf8()
    done = set[str]()
    try:
        code = _run(given, done)
        if code == _STOPPED:  # Typer made it of Ctrl-C
            raise KeyboardInterrupt  # noqa: TRY301 - told below
        sys.stdout.flush()
    except SystemExit as end:  # the Tab key has been answered
        return end.code if isinstance(end.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - told apart in `failures`, bugs included
        from danvan_cli.cli import failures  # noqa: PLC0415 - mostly nothing goes wrong

        return failures.tell(error, given)
    code = code if isinstance(code, int) else 0
    if outlet is None or outlet.refused is None:
        return code
    from danvan_cli.cli import failures  # noqa: PLC0415 - as above

    return failures.tell_unshown(outlet.refused, code, done)


def _present_year() -> int:
    from danvan_cli.cli.workplace import today  # noqa: PLC0415 - most messages have no example

    return int(today()[:4])


def _prepare_process() -> "Outlet | None":
    """Make ready what a program of its own has, and a test has not; return the stream of the results.

    Warnings are for those who mend a program: here they would stop it, where PYTHONWARNINGS makes errors of them.
    """
    from danvan_cli.cli.streams import secure  # noqa: PLC0415 - not where it is called in a process of somebody's

    gc.set_threshold(_OBJECTS)
    warnings.simplefilter("ignore")
    return secure()


def _run(given: list[str], done: set[str]) -> object:
    """Run the program; where the index turns out to be damaged while it is asked, once more without it.

    `done` is told what has been done, whatever comes of it.
    """
    from danvan_cli.cli.app import program  # noqa: PLC0415 - the language is chosen first

    def run() -> object:
        return program().main(args=list(given), prog_name="danvan", standalone_mode=False, obj=done)

    try:
        return run()
    except Exception as error:
        if not _is_forgotten(error):
            raise
    try:
        return run()
    except Exception as error:
        if _is_forgotten(error) and error.__cause__:  # then it was not the index
            raise error.__cause__ from None
        raise


def _is_forgotten(error: Exception) -> bool:
    from danvan_cli.cli.workplace import IndexForgotten  # noqa: PLC0415 - mostly nothing goes wrong

    return isinstance(error, IndexForgotten)


def _language(arguments: Sequence[str]) -> str:
    """Return the language asked for, before anything is said; a wrong one is refused when the options are read."""
    for number, argument in enumerate(arguments):
        if argument in _LANGUAGE_OPTIONS and number + 1 < len(arguments):
            return arguments[number + 1]
        option, equals, value = argument.partition("=")
        if equals and option in _LANGUAGE_OPTIONS:
            return value
    return os.environ.get("DANVAN_LANG", "vi")


def _speak_utf8() -> None:
    """Write UTF-8, which Windows' consoles and pipes do not by themselves; no letter that cannot be shown stops us."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    program()
