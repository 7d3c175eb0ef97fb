"""What opens at a number: the command that lists the records behind it, and which these are.

While it is open the list has these alone; their numbers are for browsers that cannot do so (page.css).
"""

from collections.abc import Iterator, Mapping

from danvan_cli.counting import measures
from danvan_cli.counting.question import Question
from danvan_cli.exporting.leaders_page.numbered_records import NumberedRecords
from danvan_cli.exporting.leaders_page.record_numbers import record_numbers
from danvan_cli.exporting.year_layout.counted_cells import PERCENT, CountedCell, number_text
from danvan_cli.exporting.year_layout.records_behind import RecordsBehind
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import column_name
from danvan_cli.text.mark import N_
from danvan_cli.view.grid import JOINT
from danvan_cli.view.labels import NOTHING, number, unit_label
from danvan_cli.view.markup import Markup, element, joined
from danvan_cli.view.tables import cell_command, written

MOST_LISTED = 2_000  # records behind one number; of more, the units are told with their counts
_RECORDS, _NUMBERED = N_("{number} records, by unit"), N_("Records no. {numbers}")
# Of those of one name a browser opens one at a time; class u marks a card that does not lead to single records.
# A page has one for each of its numbers: what they have in common is said by the style, once.
_DETAILS = "<details name=n class={classes}><summary>{text}</summary>{card}</details>"


class Cards:
    """Makes the cards of a page: first all numbers are told, since records know which cards lead to them."""

    def __init__(self, behind: RecordsBehind, lists: Lists, revision: str | None) -> None:
        self.records = NumberedRecords(behind, lists)
        self._lists, self._revision = lists, revision
        self._shares: dict[Question, Mapping[int, int]] = {}
        self._names: dict[Question, str] = {}
        self._said: dict[Question, Markup] = {}

    def add(self, question: Question) -> None:
        """Take note of a number that is to open."""
        if question in self._names:
            return
        self._names[question] = column_name(len(self._names) + 1)
        self._shares[question] = self.records.shares(question)
        if self._leads_to_records(question):
            for record, weight in self._shares[question].items():
                self.records.mark(record, self._names[question], question, weight)

    def _leads_to_records(self, question: Question) -> bool:
        """Whether a card leads to the records one by one: of too many none is read."""
        return len(self._shares[question]) <= MOST_LISTED

    @property
    def filters(self) -> list[str]:
        """The names of the cards that lead to records: while one is open, no others are shown in the list."""
        return [name for question, name in self._names.items() if self._leads_to_records(question)]

    def number(self, cell: CountedCell) -> Markup:
        """Return a number that opens its card, where it has one: a share has that of the number beside it."""
        text, question = number_text(cell), cell.opens
        if question is None or question not in self._names or cell.form == PERCENT:
            return joined(text)
        name, card = self._names[question], element("code", cell_command(question, self._revision))
        if self._leads_to_records(question):
            card = joined(card, self._records(question))
        else:
            name, card = f'"{name} u"', element("div", card, *self._units(question))
        return Markup(_DETAILS.format(classes=name, text=joined(text), card=card))

    def _records(self, question: Question) -> Markup:
        """Return which records of the list a number counts, and how much each of them; of units their names."""
        if question not in self._said:
            shares, numbers = self._shares[question], self.records.numbers
            if question.measure is measures.UNITS:
                said = JOINT.join(self.records.unit_names(shares))
            else:
                counted = ((numbers[record], self._weight(question, weight)) for record, weight in shares.items())
                said = translate(_NUMBERED).format(numbers=record_numbers(counted))
            self._said[question] = element("p", said)
        return self._said[question]

    @staticmethod
    def _weight(question: Question, weight: int) -> str:
        """Return how much a record counts, where that is not one."""
        return "" if weight == 1 and not question.measure.adds_unlike_things else written(question, weight)

    def _units(self, question: Question) -> Iterator[Markup]:
        """Yield how many records a number has, and what of it is each unit's."""
        yield joined(translate(_RECORDS).format(number=number(len(self._shares[question]))))
        by_unit: dict[str | None, int] = {}
        for record, weight in self._shares[question].items():
            unit = self.records.units[record]
            by_unit[unit] = by_unit.get(unit, 0) + weight
        order = self._lists.unit_order
        units = sorted(by_unit, key=lambda unit: (order.get(unit or "", len(order)), unit or ""))
        yield element("ul", *(self._unit(unit, written(question, by_unit[unit])) for unit in units))

    def _unit(self, unit: str | None, count: str) -> Markup:
        return element("li", f"{unit_label(self._lists, unit) if unit else NOTHING}: {count}")
