"""Templates' questions, asked of a data folder as a paper asks them."""

from pathlib import Path

from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.all_records import no_progress
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.papers.answers import PaperAnswers, PaperScope
from danvan_cli.exporting.papers.answers.paper_lists import PaperRecord
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.answers.paper_tables import PaperTable
from danvan_cli.exporting.papers.language.tags import tags_of
from danvan_cli.exporting.papers.language.words import Call, Output, Statement
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import LATER

SAMPLES = Path(__file__).parents[3] / "data"


class AskedFolder:
    """A data folder that a template asks."""

    def __init__(
        self,
        root: Path,
        cache: Path,
        year: str | None = None,
        *,
        where: tuple[str, ...] = (),
        units_now: bool = False,
    ) -> None:
        opened = Ledger(DiskSource(root, LATER), cache, root, no_progress)
        self.ledger = FrozenLedger(opened)
        self.answers = PaperAnswers(self.ledger, PaperScope(year, where, units_now))
        self.close = opened.close

    def number(self, tag: str) -> PaperNumber:
        return self.answers.number(call_of(tag))

    def text(self, tag: str) -> str:
        return self.number(tag).text

    def table(self, tag: str) -> PaperTable:
        return self.answers.table(call_of(tag))

    def records(self, tag: str, *keys: str) -> list[PaperRecord]:
        return list(self.answers.records(call_of(tag), keys))

    def refusal(self, tag: str, *keys: str) -> RequestError:
        """Return why a tag cannot be answered."""
        call = call_of(tag)
        ask = {"bang": self.answers.table, "co": self.answers.is_there}.get(call.function, self.answers.number)
        try:
            self.answers.records(call, keys) if call.function == "danh_sach" else ask(call)
        except RequestError as error:
            return error
        raise AssertionError(tag)

    def refused(self, tag: str, *keys: str) -> Message:
        return self.refusal(tag, *keys).message


def call_of(tag: str) -> Call:
    """Return the question of a tag."""
    (read,) = tags_of(tag)
    if isinstance(read.says, Statement):
        call = read.says.listed or read.says.condition
    else:
        assert isinstance(read.says, Output), read.says
        call = read.says.value
    assert isinstance(call, Call)
    return call
