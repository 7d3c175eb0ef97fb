"""The lists of values: built in, or the office's own."""

from typing import NamedTuple

FIXED = ("kind", "origin", "status")


class VocabularyEntry(NamedTuple):
    """One value of a list. `least` and `most` are hundredths of points; `short` is how else clerks write its names."""

    id: str
    label: str
    label_en: str | None = None
    aliases: tuple[str, ...] = ()
    until: int | None = None
    effective: bool = False
    stock: bool = False
    apart: bool = False
    unit: str | None = None
    least: int | None = None
    most: int | None = None
    short: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return all by which a person may call it."""
        return tuple(name for name in (self.id, self.label, self.label_en, *self.aliases, *self.short) if name)
