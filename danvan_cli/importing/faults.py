"""What is wrong with a list that somebody sent: values, each with the cell where it stands."""

from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.spreadsheet.sheets import Spot


class Fault(NamedTuple):
    """Something that cannot be taken, where it stands, and why. `key` is the column's, "" for the row as a whole.

    `lacks_key`: it is that the key, which must be stated, is not.
    """

    spot: Spot
    why: RequestError
    key: str = ""
    lacks_key: bool = False
