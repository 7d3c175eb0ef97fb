"""What checks have to know of time: the present year, and since when the office keeps records."""

from typing import NamedTuple

from danvan_cli.domain.record_types import MODELS
from danvan_cli.store.source import Source


class Calendar(NamedTuple):
    """The present calendar year, None where nobody says, and the first campaign year that has models, if any has."""

    present_year: int | None = None
    first_year: int | None = None

    def is_ahead(self, year: int) -> bool:
        """Whether a year is not to be expected yet: what is prepared is of next year at most."""
        return self.present_year is not None and year > self.present_year + 1


def calendar_of(source: Source, present_year: int | None) -> Calendar:
    """Return the calendar of a data folder."""
    years = sorted((folder.year, folder.path) for folder in source.folders() if folder.kind == MODELS.name)
    return Calendar(present_year, next((year for year, path in years if source.holds_files(path)), None))
