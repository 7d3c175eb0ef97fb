"""What opens at a number: what it counts, the records behind it, and the command that lists these."""

from collections.abc import Iterator, Mapping
from functools import cache

from danvan_cli.counting import measures
from danvan_cli.counting.question import Question
from danvan_cli.exporting.leaders_page.numbered_records import NumberedRecords
from danvan_cli.exporting.year_layout.counted_cells import PERCENT, CountedCell, in_words, number_text
from danvan_cli.exporting.year_layout.records_behind import RecordsBehind
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import NOTHING, number, unit_label
from danvan_cli.view.markup import Markup, element, joined
from danvan_cli.view.tables import cell_command, written

MOST_LISTED = 2_000  # records behind one number; of more, the units are told with their counts
_READ, _RECORDS = N_("Read the records ({number})"), N_("{number} records, by unit")
# Of those of one name a browser opens one at a time; class u marks a card that does not lead to single records.
_DETAILS = "<details name=n class={classes}><summary>{text}</summary>{card}</details>"


class Cards:
    """Makes the cards of a page: first all numbers are told, since what they lead to is numbered through."""

    def __init__(self, behind: RecordsBehind, lists: Lists, revision: str | None) -> None:
        self.records = NumberedRecords(behind, lists)
        self._lists, self._revision = lists, revision
        self._shares: dict[Question, Mapping[int, int]] = {}
        self._names: dict[Question, str] = {}
        self._content = cache(self._make_content)  # a number may stand in several tables
        self._unit = cache(self._make_unit)
        self._link = cache("<a href=#r{0}>{0}</a>".format)  # a record stands behind many numbers

    def add(self, question: Question) -> None:
        """Take note of a number that is to open."""
        if question in self._names:
            return
        self._names[question] = f"n{len(self._names) + 1}"
        self._shares[question] = self.records.shares(question)
        if self._leads_to_records(question):
            for record in self._shares[question]:
                self.records.mark(record, self._names[question])

    def _leads_to_records(self, question: Question) -> bool:
        """Whether a card leads to the records one by one: units are their own names, and of too many none is read."""
        return question.measure is not measures.UNITS and len(self._shares[question]) <= MOST_LISTED

    @property
    def filters(self) -> list[str]:
        """The names of the cards that lead to records: while one is open, no others are shown in the list."""
        return [name for question, name in self._names.items() if self._leads_to_records(question)]

    def number(self, cell: CountedCell) -> Markup:
        """Return a number that opens its card, where it has one: a share has that of the number beside it."""
        text, question = number_text(cell), cell.opens
        if question is None or question not in self._names or cell.form == PERCENT:
            return joined(text)
        classes = self._names[question] if self._leads_to_records(question) else f'"{self._names[question]} u"'
        heading = element("h3", f"{in_words(question, self._lists)}: {text}")
        card = element("div", heading, self._content(question))
        return Markup(_DETAILS.format(classes=classes, text=joined(text), card=card))

    def _make_content(self, question: Question) -> Markup:
        lines, command = element("ul", *self._lines(question)), element("code", cell_command(question, self._revision))
        if question.measure is measures.UNITS:
            return joined(lines, command)
        count = number(len(self._shares[question]))
        if self._leads_to_records(question):
            return joined(element("a", translate(_READ).format(number=count), href="#ds"), lines, command)
        return joined(translate(_RECORDS).format(number=count), lines, command)

    def _lines(self, question: Question) -> Iterator[Markup]:
        """Yield a line a unit, in their order."""
        by_unit: dict[str | None, dict[int, int]] = {}
        units = self.records.units
        for record, weight in self._shares[question].items():
            by_unit.setdefault(units[record], {})[record] = weight
        order = self._lists.unit_order
        for unit in sorted(by_unit, key=lambda unit: (order.get(unit or "", len(order)), unit or "")):
            shares = by_unit[unit]
            if question.measure is measures.UNITS:
                yield Markup(f"<li>{self._unit(unit)}</li>")
            elif self._leads_to_records(question):
                yield Markup(f"<li><b>{self._unit(unit)}</b> {self._links(question, shares)}</li>")
            else:
                yield Markup(f"<li>{self._unit(unit)}: {written(question, sum(shares.values()))}</li>")

    def _links(self, question: Question, shares: Mapping[int, int]) -> str:
        """Return the numbers that records have in the list, in brackets for how much one counts where that is not 1."""
        once = 100 if question.measure.adds_unlike_things else 1
        numbered = sorted((self.records.numbers[record], weight) for record, weight in shares.items())
        return ", ".join(
            self._link(place) + ("" if weight == once else f" ({written(question, weight)})")
            for place, weight in numbered
        )

    def _make_unit(self, unit: str | None) -> Markup:
        return joined(unit_label(self._lists, unit) if unit else NOTHING)
