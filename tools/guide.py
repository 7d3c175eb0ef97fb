"""Take the year of docs/huong-dan.md once more and write what is really seen; with `--check`, only say what differs.

All that the guide tells is done in its order, in a fresh folder, at a terminal of 80 columns: a block `console` holds
commands behind `$ `, and below each of them what the screen shows. Comments say what a reader does not see:

    <!-- run                         commands, one a line: done, and not shown
    <!-- day 2023-03-15 -->          the day on which the clerk works from here on
    <!-- file PATH -->               the block below is what she writes into a file
    <!-- edit PATH: OLD ⇒ NEW -->    what she changes in a file
    <!-- keys                        what she types into the command below: `LINE ⇒ KEYS`, a line for each answer, LINE
                                     being the one that waits for it (with ↵ at its end where the cursor stands below
                                     it); without KEYS the screen is shown as it is just then
    <!-- wrong -->                   the commands below are refused, or find something wrong; all others have to succeed

It needs a pseudo-terminal, so it does not run on Windows.
"""  # noqa: INP001 - a script, not a package

import argparse
import difflib
import fcntl
import os
import re
import shlex
import subprocess
import sys
import tempfile
import termios
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from danvan_cli.__main__ import main as danvan
from danvan_cli.cli import workplace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.helpers.data_folder import LATER  # noqa: E402
from tests.helpers.terminal import CTRL_C, DOWN, ENTER, ESC, TERM, UP, Terminal  # noqa: E402 - it lies with the tests

GUIDE = ROOT / "docs" / "huong-dan.md"
COLUMNS, ROWS = 80, 30
HOME_SHOWN = "/home/lan"
KEYS = {"⏎": ENTER, "⎋": ESC, "↑": UP, "↓": DOWN, "⌃": CTRL_C}

_PART = re.compile(
    r"<!-- (run|day|file|edit|keys|wrong)\b ?(.*?)-->\n|^```(\w+)\n(.*?)^```\n", re.DOTALL | re.MULTILINE
)
_HEIGHT = 1000  # rows: of what is not typed into, nothing scrolls away
_BROKEN = 70  # the exit code of a fault that is ours
_BELOW = "↵"
_ANSWER = "⇒"
_UNSET = (
    "DANVAN_TODAY",
    "DANVAN_DATA",
    "DANVAN_LANG",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "VISUAL",
    "EDITOR",
)


class Clerk:
    """She works in a folder of her own, on a day of the year."""

    def __init__(self, home: Path) -> None:
        self._home = self._cwd = home
        self._day = "2023-01-01"
        self._keys = self._file = ""
        self._wrong = False

    def hear(self, kind: str, said: str) -> None:
        """Do what a comment says, or keep it for the block below."""
        match kind:
            case "day":
                self._day = said
            case "run":
                for line in said.splitlines():
                    self._run(line)
            case "edit":
                self._edit(said)
            case "keys":
                self._keys = said
            case "file":
                self._file = said
            case "wrong":
                self._wrong = True

    def block(self, language: str, text: str) -> str:
        """Return a block as it has to be."""
        if self._file:
            (self._cwd / self._file).write_text(text, "utf-8", newline="\n")
            self._file = ""
        elif language == "console":
            commands = [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]
            text = "".join(f"$ {command}\n{self._type(command)}" for command in commands)
            self._wrong = False
        return text

    def _edit(self, said: str) -> None:
        path, _, change = said.partition(": ")
        old, _, new = change.partition(f" {_ANSWER} ")
        file = self._cwd / path
        before = file.read_text("utf-8")
        assert before.count(old) == 1, said  # noqa: S101 - the guide would not do what it tells
        file.write_text(before.replace(old, new), "utf-8", newline="\n")

    def _run(self, line: str) -> None:
        """Do a command that is not shown."""
        name, *arguments = shlex.split(line)
        if name != "danvan":
            self._other(line)
            return
        printed = StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            code = self._danvan(arguments)
        if code:
            raise SystemExit(f"failed: {line}\n{printed.getvalue()}")

    def _type(self, line: str) -> str:
        """Type a command; return what is seen below it."""
        name, *arguments = shlex.split(line)
        if name == "cd":
            self._cwd = self._cwd / arguments[0]
            return ""
        seen = self._at_terminal(arguments) if name == "danvan" else self._other(line)
        return f"{seen}\n" if seen else ""

    def _at_terminal(self, arguments: Sequence[str]) -> str:
        keys, self._keys = self._keys, ""
        size = COLUMNS, ROWS if keys else _HEIGHT
        with _Typed(lambda tty: _Forked(tty, lambda: self._danvan(arguments)), size) as terminal:
            if terminal.answer(keys) and bool(terminal.code()) != self._wrong:
                raise SystemExit(f"{'not refused' if self._wrong else 'failed'}: {arguments}\n{terminal.screen.text}")
            return terminal.screen.text.replace(str(self._home), HOME_SHOWN)

    def _danvan(self, arguments: Sequence[str]) -> int:
        os.chdir(self._cwd)
        with _today(self._day):
            return danvan(arguments)

    def _other(self, line: str) -> str:
        """Do what is no command of ours; return what it says."""
        noon = f"{self._day}T12:00:00+07:00"
        env = {**os.environ, "GIT_AUTHOR_DATE": noon, "GIT_COMMITTER_DATE": noon}
        typed = shlex.split(line)
        process = subprocess.run(typed, cwd=self._cwd, env=env, capture_output=True, text=True, check=True)  # noqa: S603 - the guide's
        return process.stdout + process.stderr


class _Typed(Terminal):
    """A terminal into which all answers of a comment are typed."""

    def answer(self, keys: str) -> bool:
        """Type each answer when it is waited for; return whether the program goes on to its end."""
        before = ""
        for line in keys.splitlines():
            waiting, _, answer = (part.strip() for part in line.partition(_ANSWER))
            if waiting == before:
                self._wait(lambda: self.screen.cursor_line != before, f"“{before}” to be answered")  # noqa: B023
            self._expect(waiting)
            if not answer:
                return False
            self.send("".join(KEYS.get(char, char) for char in answer))
            before = waiting
        return True

    def _expect(self, line: str) -> None:
        if line.endswith(_BELOW):
            self.expect(line.removesuffix(_BELOW).rstrip())
            line = ""
        self.expect_line(line)


def _today(day: str) -> AbstractContextManager[object]:
    """Set the clock that commands look at when they write; files are old by it, so each is read once."""
    return patch.object(workplace, "time", SimpleNamespace(strftime=lambda _: day, time_ns=lambda: LATER))


class _Forked:
    """A copy of this process in a terminal: the program starts in it without being loaded again."""

    def __init__(self, tty: int, start: Callable[[], int]) -> None:
        self._id = os.fork()
        self._code: int | None = None
        if not self._id:
            try:
                os._exit(_in_terminal(tty, start))
            finally:  # else the copy would tidy up what belongs to us
                traceback.print_exc()
                os._exit(_BROKEN)

    def kill(self) -> None:
        if self._code is None:
            os.kill(self._id, 9)

    def wait(self, timeout: float) -> int:  # noqa: ARG002 - the terminal has waited for the end already
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        return self._code


def _in_terminal(tty: int, start: Callable[[], int]) -> int:
    os.setsid()
    fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(tty, number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in enumerate("rww"))  # noqa: SIM115
    try:
        return start()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def taken(text: str, home: Path) -> str:
    """Return the guide with all that is seen as it is really seen."""
    clerk, place = Clerk(home), 0
    parts: list[str] = []
    for match in _PART.finditer(text):
        parts += [text[place : match.start()], _part(clerk, match)]
        place = match.end()
    return "".join([*parts, text[place:]])


def _part(clerk: Clerk, match: re.Match[str]) -> str:
    """Return a comment as it stands, or a block as it has to be."""
    if match[1]:
        clerk.hear(match[1], match[2].strip())
        return match[0]
    return f"```{match[3]}\n{clerk.block(match[3], match[4])}```\n"


def use_clean_environment(home: Path) -> None:
    """Keep whoever runs this out of the guide."""
    for name in _UNSET:
        os.environ.pop(name, None)
    for who in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{who}_NAME": "Lan", f"GIT_{who}_EMAIL": "lan@example.invalid"}
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TERM": TERM}
    os.environ |= {"HOME": str(home), "LANGUAGE": "vi", "DANVAN_CACHE": str(home / ".cache")}


def load_all() -> None:
    """Load all that commands may import when they run, once for all copies of this process."""
    import_module("tests.helpers.preloaded")


def differences(old: str, new: str) -> Iterator[str]:
    """Yield what differs, as lines."""
    name = str(GUIDE.relative_to(ROOT))
    return difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, "really seen")


def main() -> int:
    """Write the guide, or check it; 1 if it is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; show what differs, and fail")
    check = parser.parse_args().check
    load_all()
    old = GUIDE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as place:
        home = Path(place).resolve()
        use_clean_environment(home)
        new = taken(old, home)
        os.chdir(ROOT)
    if check:
        sys.stdout.writelines(differences(old, new))
        return int(old != new)
    GUIDE.write_text(new, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
