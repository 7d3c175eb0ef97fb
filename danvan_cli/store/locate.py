from pathlib import Path

from danvan_cli.domain.names import OFFICE_FILE


def find_folder(given: Path | None, current: Path) -> Path:
    """Find the data folder (design, section 2): as given, else at or above the current one, else ./data."""
    if given is not None:
        return given
    for folder in (current, *current.parents):
        if (folder / OFFICE_FILE).is_file():
            return folder
    return current / "data"
