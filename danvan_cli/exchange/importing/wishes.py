"""What a clerk said of the lists that she imports."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Wishes(NamedTuple):
    """The campaign year, and what holds for all rows that state nothing of it: {key: text}.

    `add_units`: units that units.yaml does not know are added to it. `overwrite`: the list wins over what somebody
    changed in the records since.
    """

    year: int | None = None
    defaults: Mapping[str, str] = MappingProxyType({})
    add_units: bool = False
    overwrite: bool = False
