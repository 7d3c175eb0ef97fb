"""A text with tags, filled in: its pieces one after the other, whatever is made of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_lists import NO_LIST, PaperList, PaperRecord
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, TextSpan, inline_keys, listed_of
from danvan_cli.exporting.papers.language.words import Call, Condition, Output, Tag, Variable, holds
from danvan_cli.exporting.papers.paper_dates import date_in_words
from danvan_cli.text.dates import format_date

Scope = Mapping[str, PaperRecord]
_NOTHING: Scope = MappingProxyType({})
P = TypeVar("P")
T = TypeVar("T")
_BLANK = "\u00a0" * 6  # to write in by hand
_FILTERS: Mapping[str, Callable[[str], str]] = {"upper": str.upper, "ngay_thang": date_in_words}


class PaperDetails(NamedTuple):
    """What stands on a paper beside its numbers: its own number, its day as it is stored, and an office's names."""

    number: str | None = None
    date: str | None = None
    names: Mapping[str, str] = MappingProxyType({})


class TextFiller(Generic[P]):
    """Fills texts in. What cannot be answered is told to `refuse`, with the place that the text came with."""

    def __init__(self, answers: PaperAnswers, details: PaperDetails, refuse: Callable[[P, RequestError], None]) -> None:
        self._answers, self._refuse = answers, refuse
        self.inline: list[PaperList] = []  # lists within texts, whose rows have no place of their own
        date = format_date(details.date, "vi") if details.date else ""
        self._values = {"nam": answers.year, "so_van_ban": _two_digits(details.number or _BLANK), "ngay": date}
        self._values |= {"pham_vi": answers.scope, "don_vi": answers.unit, "nhieu_nam": answers.several_years}

    def pieces(
        self,
        place: P,
        text: TaggedText,
        scope: Scope,
        nodes: "Sequence[TextSpan | Tag | Block[TextSpan | Tag]] | None" = None,
    ) -> Iterator[tuple[TextSpan | Tag, str | PaperNumber]]:
        """Yield the pieces of a text that are written, in their order, each tag with what stands in its place."""
        for node in text.nesting.nodes if nodes is None else nodes:
            if isinstance(node, TextSpan):
                yield node, text.text[node.begin : node.end]
            elif isinstance(node, Tag):
                yield node, self._output(place, node, scope)
            elif node.statement.word == "for":
                keys = inline_keys(text, node, node.statement.name)
                listed = self.listed(place, listed_of(node.statement), keys)
                self.inline.append(listed)
                for record in listed.records:
                    within = {**scope, node.statement.name: record}
                    yield from self.pieces(place, text, within, node.branches[0].contents)
            else:
                yield from self.pieces(place, text, scope, self.branch(place, node, scope))

    def branch(self, place: P, block: Block[T], scope: Scope) -> "Sequence[T | Block[T]]":
        """Return the branch of a block whose condition holds first; nothing where none does."""
        for branch in block.branches:
            if branch.condition is None or self._holds(place, branch.condition, scope):
                return branch.contents
        return []

    def listed(self, place: P, call: Call, keys: tuple[str, ...]) -> PaperList:
        """Return a list, an empty one where it cannot be answered."""
        try:
            return self._answers.listed(call, keys)
        except RequestError as error:
            self._refuse(place, error)
            return NO_LIST

    def plain(self, place: P, text: TaggedText, scope: Scope = _NOTHING) -> str:
        """Return a whole text, in which numbers are texts like others."""
        written = (what for _, what in self.pieces(place, text, scope))
        return "".join(what.text if isinstance(what, PaperNumber) else what for what in written)

    def _output(self, place: P, tag: Tag, scope: Scope) -> str | PaperNumber:
        if not isinstance(tag.says, Output):
            return ""
        value, filters = tag.says
        if isinstance(value, Variable):
            return _filtered(self._value(value, scope), filters)
        if value.function == "ghi_chu":
            return ""
        try:
            number = self._answers.number(value)
        except RequestError as error:
            self._refuse(place, error)
            return ""
        return number._replace(text=_filtered(number.text, filters))

    def _value(self, variable: Variable, scope: Scope) -> str:
        return scope[variable.name][variable.key] if variable.key else self._values[variable.name]

    def _holds(self, place: P, condition: Condition, scope: Scope) -> bool:
        def ask(part: Call | Variable) -> bool:
            return bool(self._value(part, scope)) if isinstance(part, Variable) else self._answers.is_there(part)

        try:
            return holds(condition, ask)
        except RequestError as error:
            self._refuse(place, error)
            return False


def _two_digits(number: str) -> str:
    """Return a paper's own number as papers write it: below 10 with a 0, and as it was typed where it is more."""
    return f"{int(number):02}" if number.strip().isdecimal() else number


def _filtered(text: str, filters: Sequence[str]) -> str:
    for name in filters:
        text = _FILTERS[name](text)
    return text
