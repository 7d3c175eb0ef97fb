"""What a clerk said of the lists that she imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How lists are to be read, and what is to be done with what they state.

    `kinds`, `sheets` and `rows` say which lists are meant, `maps` what their columns hold (`heading=key`, or the name
    of a mapping), `map_values` what their cells mean (`column: text=value`), `encoding` what they are written in;
    `hidden`: what is hidden is taken, too.
    `year` is the campaign year, `defaults` holds for all rows that state nothing of it: {key: text}. `add_units`: units
    that units.yaml does not know are added to it. `overwrite`: the list wins over what somebody changed in the records
    since.
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
    add_units: bool = False
    overwrite: bool = False
