"""Rows of which nobody can tell what they are: each is kept back, until somebody says."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.domain.messages import Message
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.text.mark import N_

ROW_DOUBTFUL = Message(
    "row-doubtful",
    N_("{spot}: {doubt} The row is kept back; to write such rows as they stand: --anyway."),
    severity="left",
)


class RowDoubt(NamedTuple):
    """A row, why it is doubted, and the records or units that it may be: {id: what it is called}.

    `message` says what becomes of the row, or of the whole list, until somebody says.
    """

    row: ParsedRow
    doubt: Remark
    meant: Mapping[str, str]
    key: str = "title"
    message: Message = ROW_DOUBTFUL

    @property
    def can_wait(self) -> bool:
        """Whether the other rows are written without it."""
        return self.message.severity == "left"

    @property
    def asked(self) -> Remark:
        """Return what is said of it to whoever is asked."""
        return self.remark if self.can_wait else self.doubt

    @property
    def remark(self) -> Remark:
        """Return what is said of the row."""
        return remark(self.message, spot=self.row.spot_at(self.key), doubt=self.doubt)
