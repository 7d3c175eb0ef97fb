"""A year's short walk with the unpacked zip: each step has to say, write and count what it shall."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from openpyxl import Workbook, load_workbook

from windows.contents import WINDOW
from windows.launcher import launcher
from windows.wine import Result, Wine

DESK = "dvk"  # where all of it is done, on drive C:
_DATA = "C:\\dvk\\Hồ sơ Dân vận khéo"
_TEMPLATE_ROWS = [("Tuyến đường hoa", "Xã An Hòa"), ("Tổ vay vốn giúp nhau", "Xã Bình Hòa")]
_HOLD = """
import ctypes, sys
handle = ctypes.windll.kernel32.CreateFileW(sys.argv[1], 0x80000000, 0, None, 3, 0, None)
print("held" if handle not in (-1, 0xffffffff) else "not held", flush=True)
sys.stdin.read()
"""
_GIT = (
    "open(__import__('os').path.dirname(__import__('sys').argv[0]) + '/asked.txt', 'a').close()\nraise SystemExit(1)\n"
)


class Walk:
    """The walk, step by step; what a step finds wrong ends it."""

    def __init__(self, wine: Wine, program: Path, version: str, launching: dict[str, bytes]) -> None:
        self._wine, self._program, self._version, self._launching = wine, program, version, launching
        self._desk = wine.drive / DESK
        self.steps = 0

    def take(self) -> None:
        """Do all of it."""
        self._desk.mkdir()
        before = _state(self._program)
        for step in (self._begin, self._collect, self._find, self._count, self._report, self._meet, self._look_around):
            step()
        changed = sorted(path for path in before.keys() ^ _state(self._program).keys())
        self._expect(before == _state(self._program), f"the program's own folder changed: {changed}")
        caches = list((self._wine.drive / "users").glob("*/AppData/Local/danvan*"))
        self._expect(bool(caches), "the index is not in the user's own folder")
        self._with_a_git_beside()

    def _begin(self) -> None:
        self._expect(self._asks("--version").out.strip() == f"danvan {self._version}", "--version")
        office = ("--office", "Ban Dân vận Huyện ủy", "--unit", "Huyện Xuân Lộc", "--level", "huyen")
        said = self._does("init", *office)
        self._expect("PortableGit" in said.err, "nobody says how to get a history")
        for name in ("Xã An Hòa", "Xã Bình Hòa"):
            self._does("unit", "add", "--name", name, "--level", "xa", "--parent", "Huyện Xuân Lộc")

    def _collect(self) -> None:
        self._does("template", "models", "--year", "2026", "-o", f"C:\\{DESK}\\mẫu.xlsx")
        self._fill(self._desk / "mẫu.xlsx")
        self._does("import", f"C:\\{DESK}\\mẫu.xlsx", "--year", "2026", "--yes")
        given = ("--unit", "an hoa", "--kind", "tap-the", "--title", 'Chợ xanh "sạch": vệ sinh / an toàn?*')
        self._does("register", "--year", "2026", *given)
        self._expect(len(list(self._records("models"))) == 3, "not three models")

    def _fill(self, file: Path) -> None:
        """Fill in the template as a unit does: each value below its heading."""
        book = load_workbook(file)
        [sheet, head] = next((page, row) for page in book for row in page.iter_rows() if _has_headings(row))
        columns = {str(cell.value).strip(" (*)").lower(): cell.column for cell in head if cell.value}
        for number, (title, unit) in enumerate(_TEMPLATE_ROWS, start=(head[0].row or 0) + 1):
            values = {"tên mô hình": title, "đơn vị": unit, "loại": "Tập thể"}
            for name, value in values.items():
                column = next(column for heading, column in columns.items() if heading.startswith(name))
                sheet.cell(number, column).value = value
        book.save(file)

    def _find(self) -> None:
        self._does("evaluate", "đường hoa", "--surveyed-on", "15/09/2026", "--rating", "tot")
        self._does("recognize", "đường hoa", "--decision", "12-QĐ/HU", "--on", "10/10/2026", "--yes")
        form = ("--form", "giấy khen", "--decision", "30/QĐ-UBND", "--on", "12/10/2026")
        self._does("award", "--year", "2026", "--kind", "mo-hinh", "--model", "đường hoa", *form)
        self._does("set", "vay vốn", "title=Tổ vay vốn giúp nhau làm ăn", "--yes")

    def _count(self) -> None:
        for measure, total in (("registered", 3), ("recognized", 1), ("awards", 1)):
            said = self._does("tally", measure, "--year", "2026", "--format", "json")
            self._expect(json.loads(said.out)["total"] == total, f"{measure} is not {total}: {said.out}")
        self._does("export", "-o", f"C:\\{DESK}\\Năm 2026.xlsx", "--year", "2026")
        names = load_workbook(self._desk / "Năm 2026.xlsx").sheetnames
        self._expect(len(names) > 3, f"the year's workbook has {names}")

    def _report(self) -> None:
        self._does("template", "report", "bao-cao", "-o", f"C:\\{DESK}\\mẫu.docx")
        given = ("--number", "05", "--date", "23/12/2026")
        paper = f"C:\\{DESK}\\báo cáo.docx"
        self._does("report", "--template", f"C:\\{DESK}\\mẫu.docx", "--year", "2026", *given, "-o", paper)
        self._does("report", "--compare", paper)
        form = Workbook()
        form.worksheets[0]["B2"] = '{{ so("đăng ký") }}'
        form.save(self._desk / "biểu.xlsx")
        self._does("report", "--template", f"C:\\{DESK}\\biểu.xlsx", "--year", "2026", "-o", f"C:\\{DESK}\\tháng.xlsx")
        self._expect(
            load_workbook(self._desk / "tháng.xlsx").worksheets[0]["B2"].value == 3, "the form has another number"
        )
        self._does("report", "-o", f"C:\\{DESK}\\2026.html", "--year", "2026")
        self._expect("Tuyến đường hoa" in (self._desk / "2026.html").read_text("utf-8"), "the page has no records")
        self._does("check")
        self._does("status")

    def _meet(self) -> None:
        """Two people write at once; and a workbook is open elsewhere."""
        typed = ("register", "--year", "2026", "--unit", "an hoa", "--kind", "tap-the", "--yes")
        writers = [self._start("danvan.exe", *typed, "--title", title, "--data", _DATA) for title in ("Một", "Hai")]
        ended = [(writer.communicate(timeout=180), writer.returncode) for writer in writers]
        self._expect([code for _, code in ended] == [0, 0], f"two writers at once: {ended}")
        self._expect(len(list(self._records("models"))) == 5, "of two writers one lost")
        target, file = f"C:\\{DESK}\\Năm 2026.xlsx", self._desk / "Năm 2026.xlsx"
        before = file.read_bytes()
        with self._held(target):
            refused = self._asks("export", "-o", target, "--year", "2026", "--force", "--data", _DATA)
            self._expect(refused.code == 1 and file.read_bytes() == before, f"a workbook held open: {refused}")
        self._does("export", "-o", target, "--year", "2026", "--force")
        left = [path.name for path in self._wine.drive.glob(f"{DESK}/**/*") if path.name.endswith(".tmp")]
        self._expect(not left, f"left over: {left}")
        self._does("check")

    @contextmanager
    def _held(self, target: str) -> Iterator[None]:
        """Hold a file as Excel does, so that nobody else opens it."""
        holder = self._start("python\\python.exe", "-c", _HOLD, target)
        assert holder.stdout is not None  # noqa: S101 - a pipe
        self._expect(holder.stdout.readline().strip() == b"held", "the workbook could not be held")
        try:
            yield
        finally:
            holder.communicate(timeout=60)

    def _look_around(self) -> None:
        """By another name, in a window; what lies in the current folder is not run; a history is asked for."""
        (self._desk / "click.py").write_text("raise SystemExit('a stranger')", "utf-8")
        said = self._wine.run(str(self._program / "danvan.exe"), "--version", place=self._desk)
        self._expect(said.out.strip() == f"danvan {self._version}", f"in a folder with a click.py: {said}")
        script = self._wine.run("cmd", "/c", "danvan.cmd", "--version", place=self._program)
        self._expect(f"danvan {self._version}" in script.out, f"danvan.cmd: {script}")
        typed = "danvan --version\r\nexit\r\n"
        window = self._wine.run("cmd", "/c", WINDOW, place=self._program, given=typed)
        self._expect(window.out.count(f"danvan {self._version}") == 2, f"the window: {window}")  # greeting and answer
        self._expect("sổ của phong trào" in window.out and "thuc-hanh" in window.out, f"the greeting: {window.out}")
        practice = self._asks("tally", "registered", "--year", "2025", "--format", "json", "--data", "thuc-hanh")
        self._expect(json.loads(practice.out)["total"] > 10, f"the practice folder: {practice}")
        history = self._asks("log", "--data", _DATA)
        self._expect(history.code != 0 and history.err.count("PortableGit") == 1, f"a history without git: {history}")

    def _with_a_git_beside(self) -> None:
        """Put a program into git/cmd/ beside danvan.exe, which only says that it was asked as git: it has to be."""
        folder = self._program / "git" / "cmd"
        folder.mkdir(parents=True)
        stub = launcher(self._launching, _GIT.encode()).replace(b"<launcher_dir>\\", b"<launcher_dir>\\..\\..\\")
        (folder / "git.exe").write_bytes(stub)
        self._asks("log", "--data", _DATA)
        self._expect((folder / "asked.txt").exists(), "a git beside the program is not found")

    def _records(self, kind: str) -> Iterator[Path]:
        return (self._desk / _DATA.rpartition("\\")[2] / kind).rglob("*.yaml")

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        return self._wine.start(*command, place=self._program)

    def _asks(self, *typed: str) -> Result:
        return self._wine.run("danvan.exe", *typed, place=self._program)

    def _does(self, *typed: str) -> Result:
        """Run a command on the data folder, which has to end well."""
        said = self._asks(*typed, "--data", _DATA)
        self._expect(said.code == 0, f"danvan {' '.join(typed)}: {said.code}\n{said.out}{said.err}")
        return said

    def _expect(self, right: bool, otherwise: str) -> None:  # noqa: FBT001 - what was looked at
        if not right:
            sys.exit(otherwise)
        self.steps += 1


def _has_headings(row: tuple[object, ...]) -> bool:
    return any(str(getattr(cell, "value", "")).strip(" (*)").lower() == "tên mô hình" for cell in row)


def _state(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, {path: digest}."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): blake2b(path.read_bytes()).digest() for path in files}
