"""What a row holds under the columns' keys, with what is merged over it or said to be the same as above."""

from collections.abc import Mapping

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.importing.detection.page import text_of
from danvan_cli.importing.detection.wanted_lists import compared
from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.spreadsheet.sheets import Sheet, Value
from danvan_cli.text.mark import N_

NOTHING_ABOVE = Message("nothing-above", N_("“{value}” means: the same as above; but nothing stands above it here."))

_DITTO = frozenset(
    [
        *('"', "″", "〃", "”", "“", "''", "´´", "//", "-nt-", "- nt -", "nt", "-nt"),
        *("như trên", "-như trên-", "- như trên -"),
    ]
)
_LONGEST_DITTO = 14
_MAY_BEGIN = frozenset(["", *"\"″〃”“'´/-nN \t\n\r\xa0\u3000\u200b"])
_NOTHING: dict[int, GivenCell] = {}
Missing = dict[str, tuple[int, RequestError]]


class MergedAreas:
    """The areas merged over several rows; asked row by row, from the top."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = sheet.rows
        self._waiting = sorted((area for area in sheet.merged if area.bottom > area.top), reverse=True)
        self._open: dict[int, tuple[int, GivenCell]] = {}

    def at(self, row: int) -> Mapping[int, GivenCell]:
        """Return what areas say in this row, by column."""
        while self._waiting and self._waiting[-1].top <= row:
            area = self._waiting.pop()
            value = self._rows.get(area.top, {}).get(area.left)
            if value is not None:
                self._open[area.left] = (area.bottom, GivenCell(value, area.top, area.left))
        if not self._open:
            return _NOTHING
        self._open = {column: (bottom, given) for column, (bottom, given) in self._open.items() if bottom >= row}
        return {column: given for column, (_, given) in self._open.items()}


class RowFiller:
    """Fills rows in by key, and remembers the last row's for those that say `as above`."""

    def __init__(
        self, keys: Mapping[int, str], joined: Mapping[int, int], meant: Mapping[int, Mapping[str, str]]
    ) -> None:
        self._meant = meant
        self._keys = [
            (column, key) for column, key in keys.items() if key not in ("number", "-") and column not in joined
        ]
        self._joined = [
            (column, keys[first]) for column, first in joined.items() if keys.get(first) not in (None, "number", "-")
        ]
        self._mark = next((column for column, key in keys.items() if key == "mark"), 0)
        self._above: dict[str, GivenCell] = {}
        self.missing: Missing = {}

    def fill(self, row: int, cells: Mapping[int, Value], over: Mapping[int, GivenCell]) -> dict[str, GivenCell]:
        """Return a row's values; `missing` has the cells that say `as above` where nothing is above."""
        given: dict[str, GivenCell] = {}
        if self.missing:
            self.missing = {}
        exact = self._mark in cells  # danvan wrote the row: what stands there is meant to the letter
        new = tuple.__new__  # half the time of calling the class, a hundred thousand times
        for column, key in self._keys:
            value = cells.get(column)
            if isinstance(value, str) and value[:1] in _MAY_BEGIN and not exact:
                text = value.strip()
                if not text:
                    value = None
                elif len(text) <= _LONGEST_DITTO and text.casefold() in _DITTO:
                    self._repeat(given, key, GivenCell(value, row, column))
                    continue
            if value is not None:
                given[key] = new(GivenCell, (value, row, column))
            elif column in over:
                given[key] = over[column]
            if self._meant and column in self._meant and key in given:
                self._take_meaning(given, key, self._meant[column])
        for column, key in self._joined:
            self._join(given, key, cells.get(column))
        return given

    def _take_meaning(self, given: dict[str, GivenCell], key: str, meant: Mapping[str, str]) -> None:
        """Put what the clerk says that a text means in its place; nothing, where it means nothing."""
        value = meant.get(compared(text_of(given[key].value)))
        if value:
            given[key] = given[key]._replace(value=value)
        elif value is not None:
            del given[key]

    def _repeat(self, given: dict[str, GivenCell], key: str, ditto: GivenCell) -> None:
        above = self._above.get(key)
        if above is None:
            self.missing[key] = (ditto.column, RequestError(NOTHING_ABOVE, value=str(ditto.value).strip()))
        given[key] = above or ditto

    def _join(self, given: dict[str, GivenCell], key: str, value: Value | None) -> None:
        """Put together what stands in two columns below one heading: family name | given name."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        first = given.get(key)
        if first is not None and isinstance(first.value, str) and isinstance(value, str):
            given[key] = GivenCell(f"{first.value.strip()} {value.strip()}", first.row, first.column)

    def above(self, key: str) -> Value | None:
        """Return what the last row says."""
        given = self._above.get(key)
        return given.value if given else None

    def keep(self, given: dict[str, GivenCell]) -> None:
        """Remember a row, which the next one may say it is like."""
        self._above = given

    def keep_prepared(self, given: dict[str, GivenCell]) -> None:
        """Remember what a row says that is otherwise empty."""
        self._above = {**self._above, **given}

    def forget(self) -> None:
        """Begin anew: nothing is the same as what stands above a heading."""
        self._above = {}
