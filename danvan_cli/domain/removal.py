"""What stands above a record that was put away: the day, and the reason, or into which record it was merged."""

from typing import NamedTuple

_DAY, _REASON = "# removed: ", "# reason: "
_MERGED = "merged into "  # how the reason begins of what was merged; it is told in the reader's words


class Removal(NamedTuple):
    """When and why a record was put away, "" where its file does not say; `title` of what it was merged into."""

    day: str = ""
    reason: str = ""
    title: str | None = None

    @property
    def merged_into(self) -> str:
        """Return the id of the record that it was merged into, "" if it was removed."""
        return self.reason.removeprefix(_MERGED) if self.reason.startswith(_MERGED) else ""


def merged_into(record_id: str) -> str:
    """Return the reason of what is merged into a record."""
    return f"{_MERGED}{record_id}"


def head(removal: Removal) -> tuple[str, str]:
    """Return the two lines that stand above what was put away."""
    return f"{_DAY}{removal.day}\n", f"{_REASON}{' '.join(removal.reason.split())}\n"


def read_head(data: bytes) -> Removal:
    """Return what the lines above what was put away say."""
    lines = data.decode("utf-8", "replace").split("\n")[:2]
    day, reason = (
        next((line.removeprefix(key).strip() for line in lines if line.startswith(key)), "") for key in (_DAY, _REASON)
    )
    return Removal(day, reason)
