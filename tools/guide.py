"""Do once more what docs/bat-dau.md and docs/huong-dan/ tell, and write what is really seen.

With `--check`, only say what differs. Each page stands alone: it is begun in an empty home, at a terminal of 80
columns, and all that is done is on the page for everybody to see. A block `console` holds commands behind `$ `, and
below each of them what the screen shows. A line that ends in “Tệp `PATH`:” stands above what is in a file, one that
ends in “Lưu thành `PATH`:” above what the clerk writes into one. Comments say the rest:

    <!-- day 2026-03-15 -->          the day on which she works from here on
    <!-- keys                        what she types into the command below: `LINE ⇒ KEYS`, a line for each answer, LINE
                                     being the one that waits for it (with ↵ at its end where the cursor stands below
                                     it); without KEYS the screen is shown as it is just then
    <!-- quiet -->                  of the commands below the page does not show what is seen
    <!-- wrong -->                   the commands below are refused, or find something wrong; all others have to succeed

It needs a pseudo-terminal, so it does not run on Windows.
"""  # noqa: INP001 - a script, not a package

import argparse
import difflib
import fcntl
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from danvan_cli.__main__ import main as danvan
from danvan_cli.cli import workplace
from danvan_cli.recording.practice import PRACTICE_NAME

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.helpers import built_once  # noqa: E402
from tests.helpers.data_folder import LATER  # noqa: E402
from tests.helpers.screen import Screen  # noqa: E402
from tests.helpers.terminal import CTRL_C, DOWN, ENTER, ESC, TERM, UP, Terminal  # noqa: E402 - it lies with the tests

PAGES = [ROOT / "docs" / "bat-dau.md", *sorted((ROOT / "docs" / "huong-dan").glob("*.md"))]
COLUMNS, ROWS = 80, 30
HOME_SHOWN = "/home/lan"
DAY = "2026-10-15"
PRACTISE = "danvan khoi-tao --thuc-hanh"
KEYS = {"⏎": ENTER, "⎋": ESC, "↑": UP, "↓": DOWN, "⌃": CTRL_C}

_PART = re.compile(
    r"<!-- (day|keys|quiet|wrong)\b ?(.*?)-->\n|(?:\b([Tt]ệp|[Ll]ưu\s+thành)\s`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```\n",
    re.DOTALL | re.MULTILINE,
)
_HEIGHT = 1000  # rows: of what is not typed into, nothing scrolls away
_PATIENCE = 60  # seconds, after which a question that nobody answers ends it all
_BROKEN = 70  # the exit code of a fault that is ours
_BELOW = "↵"
_FILE = "tệp"
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
    """She works in her home, on a day of the year."""

    def __init__(self, home: Path, practice: Path) -> None:
        self._home = self._cwd = home
        self._practice = practice
        self._day = DAY
        self._keys = ""
        self._quiet = self._wrong = False

    def hear(self, kind: str, said: str) -> None:
        """Keep what a comment says for what is below it."""
        match kind:
            case "day":
                self._day = said
            case "keys":
                self._keys = said
            case "quiet":
                self._quiet = True
            case "wrong":
                self._wrong = True

    def read(self, path: str) -> str:
        """Return what is in a file."""
        return (self._cwd / path).read_text("utf-8-sig")

    def save(self, path: str, text: str) -> str:
        """Write a file."""
        (self._cwd / path).write_text(text, "utf-8", newline="\n")
        return text

    def run(self, text: str) -> str:
        """Type the commands of a block; return it with what is seen below each."""
        commands = [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]
        quiet = self._quiet
        self._quiet = False
        seen = [(command, self._type(command)) for command in commands]
        self._wrong = False
        return "".join(f"$ {command}\n{'' if quiet else screen}" for command, screen in seen)

    def _type(self, line: str) -> str:
        """Type a command; return what is seen below it."""
        name, *arguments = shlex.split(line)
        if name == "cd":
            self._cwd = self._cwd / arguments[0]
            return ""
        practice = self._practice / self._day  # its first commit has this day
        if line == PRACTISE and practice.exists():
            shutil.copytree(practice / "folder", self._cwd / PRACTICE_NAME)
            return (practice / "seen").read_text("utf-8")
        seen = self._at_terminal(arguments) if name == "danvan" else self._other(line)
        text = f"{seen}\n" if seen else ""
        if line == PRACTISE:
            shutil.copytree(self._cwd / PRACTICE_NAME, practice / "folder")
            (practice / "seen").write_text(text, "utf-8")
        return text

    def _at_terminal(self, arguments: Sequence[str]) -> str:
        """Run a command of ours; return what is seen below it."""
        keys, self._keys = self._keys, ""
        code, screen = (
            _typed_into(keys, lambda: self._danvan(arguments)) if keys else _run(lambda: self._danvan(arguments))
        )
        if code is not None and bool(code) != self._wrong:
            raise SystemExit(f"{'not refused' if self._wrong else 'failed'}: {arguments}\n{screen.text}")
        return screen.text.replace(str(self._home), HOME_SHOWN)

    def _danvan(self, arguments: Sequence[str]) -> int:
        os.chdir(self._cwd)
        with _today(self._day):
            return danvan(arguments)

    def _other(self, line: str) -> str:
        """Do what is no command of ours; return what it says."""
        typed = shlex.split(line)
        env = {**os.environ, **_dates(self._day)}
        process = subprocess.run(typed, cwd=self._cwd, env=env, capture_output=True, text=True, check=True)  # noqa: S603 - the guide's
        return process.stdout + process.stderr


def _run(start: Callable[[], int]) -> tuple[int, Screen]:
    """Start what asks nothing, in this process, which is quicker; return its exit code and what is seen."""
    master, tty = pty.openpty()
    fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", _HEIGHT, COLUMNS, 0, 0))
    with ThreadPoolExecutor() as readers:
        seen = readers.submit(_read, master)
        own = [os.dup(number) for number in range(3)]
        streams = sys.stdin, sys.stdout, sys.stderr
        signal.alarm(_PATIENCE)
        try:
            code = _on(tty, start)
        finally:
            signal.alarm(0)
            sys.stdin, sys.stdout, sys.stderr = streams
            for number, stream in enumerate(own):
                os.dup2(stream, number)
                os.close(stream)
            os.close(tty)
    os.close(master)
    screen = Screen(COLUMNS, ROWS)
    screen.feed(seen.result())
    return code, screen


def _read(master: int) -> bytes:
    """Return all that comes out of a terminal, until nobody writes into it any more."""
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(master, 1 << 16)
        except OSError:  # so Linux says that nobody holds the other end
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def _typed_into(keys: str, start: Callable[[], int]) -> tuple[int | None, Screen]:
    """Start what asks, in a copy of this process; return its exit code, None where it still asks, and what is seen."""
    with _Typed(lambda tty: _Forked(tty, start), (COLUMNS, ROWS)) as terminal:
        return (terminal.code() if terminal.answer(keys) else None), terminal.screen


class _Typed(Terminal):
    """A terminal into which all answers of a comment are typed."""

    def answer(self, keys: str) -> bool:
        """Type each answer when it is waited for; return whether the program goes on to its end."""
        before, asked = "", 0
        for line in keys.splitlines():
            waiting, _, answer = (part.strip() for part in line.partition(_ANSWER))
            if waiting == before:
                self._wait(lambda: self._is_answered(before, asked), f"“{before}” to be answered")  # noqa: B023
            self._expect(waiting)
            if not answer:
                return False
            asked = self.screen.text.count(waiting)
            self.send("".join(KEYS.get(char, char) for char in answer))
            before = waiting
        return True

    def _is_answered(self, line: str, asked: int) -> bool:
        """Whether a question is no longer waited at; it may be asked again before anybody sees that."""
        return self.screen.cursor_line != line or self.screen.text.count(line) > asked

    def _expect(self, line: str) -> None:
        if line.endswith(_BELOW):
            self.expect(line.removesuffix(_BELOW).rstrip())
            line = ""
        self.expect_line(line)


@contextmanager
def _today(day: str) -> Iterator[None]:
    """Set the clock that commands and git look at when they write; files are old by it, so each is read once."""
    clock = SimpleNamespace(strftime=lambda _: day, time_ns=lambda: LATER)
    with patch.object(workplace, "time", clock), patch.dict(os.environ, _dates(day)):
        yield


def _dates(day: str) -> dict[str, str]:
    """Return what git takes for the time of a commit: noon of a day."""
    return {f"GIT_{who}_DATE": f"{day}T12:00:00+07:00" for who in ("AUTHOR", "COMMITTER")}


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
    return _on(tty, start)


def _on(tty: int, start: Callable[[], int]) -> int:
    """Start it with a terminal for all its streams."""
    for number in range(3):
        os.dup2(tty, number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in enumerate("rww"))  # noqa: SIM115
    try:
        return start()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def taken(text: str, home: Path, practice: Path) -> str:
    """Return a page with all that is seen as it is really seen; what is in the home before is removed."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    clerk = Clerk(home, practice)
    return _PART.sub(lambda match: _part(clerk, match), text)


def _part(clerk: Clerk, match: re.Match[str]) -> str:
    """Return a comment as it stands, or a block as it has to be."""
    comment, said, how, path, language, text = match.groups()
    if comment:
        clerk.hear(comment, said.strip())
        return match[0]
    if how:
        text = clerk.save(path, text) if how.lower() != _FILE else clerk.read(path)
    elif language == "console":
        text = clerk.run(text)
    return f"{match[0][: match.start(5) - match.start()]}{language}\n{text}```\n"


def use_clean_environment(home: Path) -> None:
    """Keep whoever runs this out of the guide."""
    for name in _UNSET:
        os.environ.pop(name, None)
    for who in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{who}_NAME": "Lan", f"GIT_{who}_EMAIL": "lan@example.invalid"}
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TERM": TERM}
    os.environ |= {"HOME": str(home), "LANGUAGE": "vi", "DANVAN_CACHE": str(home.parent / "cache")}


def load_all() -> None:
    """Load all that commands may import when they run, once for all copies of this process."""
    import_module("tests.helpers.preloaded")


@contextmanager
def _built_once() -> Iterator[None]:
    with built_once.commands(), built_once.tables(), built_once.lists(), built_once.prompts():
        yield


def differences(page: Path, new: str) -> list[str]:
    """Return what differs, as lines."""
    old = page.read_text("utf-8").splitlines(keepends=True)
    return list(difflib.unified_diff(old, new.splitlines(keepends=True), str(page.relative_to(ROOT)), "really seen"))


def main() -> int:
    """Write the pages, or check them; 1 if one is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; show what differs, and fail")
    parser.add_argument("pages", nargs="*", type=Path, help="some pages only")
    typed = parser.parse_args()
    load_all()
    stale = False
    with tempfile.TemporaryDirectory() as place, _built_once():
        root = Path(place).resolve()
        use_clean_environment(root / "home")
        for page in [path.resolve() for path in typed.pages] or PAGES:
            new = taken(page.read_text("utf-8"), root / "home", root / "practice")
            os.chdir(ROOT)
            different = differences(page, new)
            stale |= bool(different)
            if typed.check:
                sys.stdout.writelines(different)
            elif different:
                page.write_text(new, "utf-8", newline="\n")
    return int(stale and typed.check)


if __name__ == "__main__":
    sys.exit(main())
