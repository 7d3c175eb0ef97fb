"""What a clerk said of the lists that she imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

RowLine = tuple[str, str, int]  # a line of a list: file, sheet, number of the row


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How lists are to be read, and what is to be done with what they state.

    `kinds`, `sheets` and `rows` say which lists are meant, `maps` what their columns hold (`heading=key`, or the name
    of a mapping), `map_values` what their cells mean (`column: text=value`), `encoding` what they are written in;
    `hidden`: what is hidden is taken, too.
    `year` is the campaign year, `defaults` holds for all rows that state nothing of it: {key: text}. `add_units`: units
    that units.yaml does not know are added to it. `continues`: models that bear a title
    of the year before carry that one on. `overwrite`: the list wins over what somebody changed in the records
    since. `anyway`: rows that may be something else than they seem are written as they stand. `answers` are what was
    said of single ones, by their lines: the record that is meant, "" for none that is there.
    `answers_to_all` are what was said of many at once: what a unit lies in, or which model a new one carries on, "" for
    neither.
    `unit` is the unit that the lists are from: of rows that state none, by which units are named, and below which
    `add_units` puts new ones; `parent` is for those that cannot lie there.
    """

    kinds: Sequence[str] = ()
    sheets: tuple[str, ...] = ()
    rows: tuple[int, int] | None = None
    maps: Sequence[str] = ()
    map_values: Sequence[str] = ()
    encoding: str | None = None
    hidden: bool = False
    year: int | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    parent: str = ""
    add_units: bool = False
    continues: bool = False
    overwrite: bool = False
    anyway: bool = False
    answers: Mapping[RowLine, str] = field(default_factory=dict)
    answers_to_all: Mapping[RowLine, str] = field(default_factory=dict)

    def settles(self, line: RowLine) -> bool:
        """Whether it was said of the row of a line what it is."""
        return self.anyway or line in self.answers
