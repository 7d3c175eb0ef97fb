import os
from pathlib import Path

from danvan_cli.domain.names import OFFICE_FILE


def find_folder(current: Path) -> Path:
    """Find the data folder where none was named: at or above the current one, else ./data (docs/design.md)."""
    for folder in (current, *current.parents):
        if is_data_folder(folder):
            return folder
    return current / "data"


def is_data_folder(folder: Path) -> bool:
    """Whether something lies there under the office file's name; one that is no file is named when it is read."""
    return os.path.lexists(folder / OFFICE_FILE)
