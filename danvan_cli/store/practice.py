"""The files of the practice folder, as the package brings them along."""

from pathlib import Path

_PRACTICE = Path(__file__).parents[1] / "practice"


def practice_files() -> dict[str, bytes]:
    """Return them as {path within the folder: bytes}."""
    files = (path for path in sorted(_PRACTICE.rglob("*")) if path.is_file())
    return {path.relative_to(_PRACTICE).as_posix(): path.read_bytes() for path in files}


def is_free(root: Path) -> bool:
    """Whether a folder can be made there: there is nothing, or an empty one."""
    return not root.exists() or (root.is_dir() and not any(root.iterdir()))
