"""Long answers at a terminal, a screen at a time: through the pager that the person has, as git does it."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from danvan_cli.cli import output
from danvan_cli.cli.app import NO_PAGER
from danvan_cli.cli.streams import can_ask
from danvan_cli.locale import translate
from danvan_cli.store.windows import WINDOWS
from danvan_cli.text.mark import N_

_NAMES = ("DANVAN_PAGER", "PAGER")
# Nothing is asked where all fits on the screen, colours are shown, and what was read stays on the screen, as with git;
# what danvan writes is UTF-8, whatever the system's language is said to be.
_SETTINGS = {"LESSCHARSET": "utf-8"}
_LESS = "-FRX -Ps{prompt}$"
_PROMPT = N_("Space: go on, b: back, q: leave")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def command() -> list[str]:
    """Return the pager's command line; nothing where there is none, none is wanted, or nobody sits at a terminal.

    Windows has `more`, which takes UTF-8 for something else: without a pager of its own all is printed.
    """
    ctx = click.get_current_context(silent=True)
    if not can_ask() or (ctx is not None and ctx.meta.get(NO_PAGER)):
        return []
    wanted = next((os.environ[name] for name in _NAMES if name in os.environ), None)
    if wanted is None:
        wanted = "" if os.environ.get("TERM") == "dumb" else "less"
    words = _words(wanted)
    is_there = words and words != ["cat"] and shutil.which(words[0])
    return words if is_there else []


def _words(line: str) -> list[str]:
    """Return the words of a command; nothing where its quotes do not close."""
    try:
        return shlex.split(line, posix=not WINDOWS)
    except ValueError:
        return []


def show(text: str, words: list[str]) -> None:
    """Show a text at a terminal: one that is longer than the screen by a pager, until the person has read it."""
    if not _is_long(text):
        output.write_exactly(text)
        return
    sys.stdout.flush()
    try:
        process = subprocess.Popen(  # noqa: S603 - the person's own pager
            words, stdin=subprocess.PIPE, env={"LESS": _less(), **_SETTINGS, **os.environ}
        )
    except OSError:  # it is no program of this system
        output.write_exactly(text)
        return
    with _leaving_ctrl_c_to_it(), suppress(BrokenPipeError):  # it was quit before the end: nobody reads the rest
        process.communicate(text.encode("utf-8", "backslashreplace"))


def _less() -> str:
    """Return the settings of `less`, whose bare “:” tells nobody how to leave.

    In its prompts some signs have meanings, and letters beyond ASCII break.
    """
    letters = unicodedata.normalize("NFD", translate(_PROMPT)).replace("đ", "d")
    return _LESS.format(prompt=re.sub(r"([?:.%\\])", r"\\\1", letters.encode("ascii", "ignore").decode()))


def _is_long(text: str) -> bool:
    """Whether a text takes more than a screen, whose last line is for the next command."""
    columns, lines = shutil.get_terminal_size()
    needed = sum(-(-len(_COLOUR.sub("", line)) // columns) or 1 for line in text.splitlines())
    return needed >= lines


@contextmanager
def _leaving_ctrl_c_to_it() -> Iterator[None]:
    """Let Ctrl-C be the pager's: were danvan to end before it, two programs would read the same keys.

    It is caught and not ignored, since what is ignored would be so in the pager, too.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
