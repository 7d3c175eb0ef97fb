"""The real program at a terminal, in a data folder under git, as a clerk has it before her."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from danvan_cli import locale
from tests.helpers.data_folder import DataFolder
from tests.helpers.processes import ForkedProcess, program
from tests.helpers.terminal import ENTER, TERM, Size, Terminal

OFFICE = """\
format: 1
office: Ban Dân vận Thành ủy Ngã Bảy
unit: nga-bay
vocabulary:
  criterion:
    - {id: sang-tao, label: Tính sáng tạo, max: 40}
    - {id: hieu-qua, label: Hiệu quả thực tế, max: 60}
  rating:
    - {id: tot, label: Tốt, effective: true, min: 80}
    - {id: kha, label: Khá, effective: true, min: 65}
    - {id: khong-dat, label: Không đạt}
  indicator:
    - {id: hien-dat, label: Hiến đất, unit: m²}
"""
UNITS = """\
- {id: hau-giang, name: Tỉnh Hậu Giang, level: tinh}
- {id: nga-bay, name: Thành phố Ngã Bảy, level: huyen, parent: hau-giang}
- {id: dai-thanh, name: Xã Đại Thành, level: xa, parent: nga-bay}
- {id: hiep-thanh, name: Phường Hiệp Thành, level: xa, parent: nga-bay}
"""
SECURITY, ROAD = "Tổ tự quản về an ninh trật tự", "Hiến đất mở đường"


def office(root: Path) -> DataFolder:
    """Make an office with two models of 2020, all of it in git."""
    folder = DataFolder(root)
    folder.write("danvan.yaml", OFFICE)
    folder.write("units.yaml", UNITS)
    folder.write(".gitignore", ".danvan.lock\n.danvan-*.tmp\n")
    folder.model("2020/to-tu-quan", title=SECURITY, unit="hiep-thanh", kind="tap-the")
    folder.model("2020/hien-dat", title=ROAD, unit="dai-thanh", kind="tap-the")
    folder.commit("2020-12-01")
    folder.git("config", "danvan.commit", "false")  # she was asked once
    return folder


def copied(original: Path, root: Path) -> DataFolder:
    """Return a copy of an office's folder, .git and times included."""
    folder = DataFolder(root)
    shutil.copytree(original, root, dirs_exist_ok=True)
    return folder


def at_terminal(
    folder: Path, *typed: str, lang: str = "vi", env: Mapping[str, str] | None = None, size: Size = (80, 24)
) -> Terminal:
    """Call the program as she does, in the folder."""
    speaking = {"TERM": TERM, "DANVAN_LANG": lang, **(env or {})}
    return Terminal(
        lambda tty: ForkedProcess(program, *typed, streams=[os.ttyname(tty)] * 3, env=speaking, cwd=folder), size
    )


def vi(sentence: str, **parts: object) -> str:
    """Return what the program says for a sentence, in Vietnamese."""
    locale.use("vi")
    return locale.translate(sentence).format(**parts)


def texts(folder: DataFolder) -> dict[str, str]:
    """Return all files outside git, by path, but for the lock: temporary ones are among them."""
    return {
        str(path.relative_to(folder.root)): path.read_text("utf-8")
        for path in sorted(folder.root.rglob("*"))
        if path.is_file() and ".git" not in path.parts and path.name != ".danvan.lock"
    }


def write(clerk: Terminal) -> None:
    """Take the first way on from a summary, which writes."""
    clerk.expect_line(vi("What now?"))
    clerk.send("1", ENTER)


def ended(clerk: Terminal, code: int = 0) -> str:
    """Wait for the end; return the last line."""
    assert clerk.code() == code
    assert not clerk.screen.overrun
    return clerk.screen.lines[-1]
