"""What all formats show alike: headings, rows of text, totals, and what is said about them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text. `numeric` tells which columns are right-aligned; `bars` gives each row a length."""

    title: str
    headers: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    footer: list[str] | None = None
    notes: list[str] = field(default_factory=list)
    bars: list[int] | None = None

    @property
    def lines(self) -> list[list[str]]:
        """Give the rows and the total."""
        return [*self.rows, self.footer] if self.footer else self.rows
