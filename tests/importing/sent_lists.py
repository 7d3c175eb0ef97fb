"""Somebody who sends lists, and the clerk who imports them."""

import csv
import io
from pathlib import Path
from typing import Any

from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import from_yaml
from tests.helpers.program import CommandResult

HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Lĩnh vực", "Ghi chú")
ROWS = (
    ("1", "Tổ tự quản an ninh", "Xã An Hòa", "TT", "Quốc phòng - an ninh", ""),
    ("2", "Hiến đất làm đường", "Xã An Hòa", "TT", "Kinh tế", "20 hộ"),
    ("3", "Vườn rau sạch", "xã bình hòa", "Cá nhân", "", ""),
)
YEAR = ("--year", "2024")


class Sender:
    """Writes lists beside the data folder, and has them imported."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.folder = clerk.root.parent / "lists"
        self.folder.mkdir(exist_ok=True)

    def writes(self, *rows: tuple[object, ...], name: str = "ds.csv", headings: tuple[str, ...] = HEADINGS) -> Path:
        """Write a list as CSV."""
        text = io.StringIO()
        csv.writer(text).writerows([headings, *rows])
        file = self.folder / name
        file.write_text(text.getvalue(), encoding="utf-8", newline="")
        return file

    def sends(self, file: Path, *typed: str) -> CommandResult:
        """Import a list."""
        return self.clerk.ask("import", str(file), *(typed if "--year" in typed else (*YEAR, *typed)))

    def records(self, folder: str = "models/2024") -> dict[str, str]:
        """Return the records' files by name, as they are."""
        files = sorted((self.clerk.root / folder).glob("*.yaml"))
        return {file.stem: file.read_text(encoding="utf-8") for file in files}

    def stated(self, folder: str = "models/2024") -> dict[str, dict[str, Any]]:
        """Return what the records state besides their source, by name."""
        records = {name: from_yaml(text) for name, text in self.records(folder).items()}
        return {
            name: {key: value for key, value in record.items() if key != "source"} for name, record in records.items()
        }
