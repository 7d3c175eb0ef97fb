"""The records behind a page's numbers: each stands in it once, and numbers lead to it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.exporting.year_layout.records_behind import RecordsBehind
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.grid import JOINT
from danvan_cli.view.labels import entry_label, number, record_label, unit_label
from danvan_cli.view.markup import Markup, element
from danvan_cli.view.tables import written

_STANDS_FOR, _COUNTS = N_("stands for {number}"), N_("counts {number} here")
_UNIT = "d"  # the class of a unit's row, which is seen only while the number of units is open


class PageRecord(NamedTuple):
    """A record as it stands in the list: where it was first met, by which measure, and the cards that lead to it.

    `weights` has how much it counts in a card's number, where that is not what it stands for.
    """

    place: int
    measure: Measure
    cards: list[str]
    weights: list[tuple[str, str]]

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit, as the number of units counts it."""
        return self.measure is measures.UNITS


class NumberedRecords:
    """Gathers the records of numbers, and numbers them in the order of lists.

    What a model's evaluations say counts of the model: for whoever reads, that is one record. So each has a place among
    `gathered`, by which it is known.
    """

    def __init__(self, behind: RecordsBehind, lists: Lists) -> None:
        self._behind, self._lists = behind, lists
        self._gathered: list[PageRecord] = []
        self._known: dict[tuple[str, int, str], int] = {}  # by type, year and id
        self._by_place: dict[int, int] = {}
        self._order: list[int] = []
        self._models: dict[str, str] = {}  # titles of models, by the paths of awards that name nobody
        self.units: list[str | None] = []  # under which each counts
        self.numbers: dict[int, int] = {}

    def shares(self, question: Question) -> dict[int, int]:
        """Return how much each record is of a number, in the number's own unit: results in hundredths."""
        weights: dict[int, int] = {}
        places = self._behind.of(question)
        if any(self._names_nobody(place) for place in places):
            self._models |= self._behind.models_of_nameless(question)
        for place in places:
            record = self._by_place.get(place)
            if record is None:
                record = self._gather(place, question.measure)
            weights[record] = weights.get(record, 0) + self._behind.kept[place].value
        return weights

    def _names_nobody(self, place: int) -> bool:
        """Whether a record has no title, and it was not looked for yet what else it can be called by."""
        return self._behind.kept[place].title is None and place not in self._by_place

    def _gather(self, place: int, measure: Measure) -> int:
        listed = self._behind.kept[place]
        kind = measure.name if measure is measures.UNITS else measure.kinds[0]
        record = self._known.setdefault((kind, listed.year, listed.id), len(self._gathered))
        if record == len(self._gathered):
            self._gathered.append(PageRecord(place, measure, [], []))
            self.units.append(listed.unit)
        self._by_place[place] = record
        return record

    def mark(self, record: int, card: str, question: Question, weight: int) -> None:
        """Have a record stand in the list, as one that a card leads to and that counts so much there."""
        self._gathered[record].cards.append(card)
        if question.measure.adds_unlike_things or weight != self._listed(record).stands_for:
            self._gathered[record].weights.append((card, written(question, weight)))

    def number_all(self) -> None:
        """Give each that a card leads to its number; units have none, and stand at the end."""
        led_to = [record for record, gathered in enumerate(self._gathered) if gathered.cards]
        of_places = {self._gathered[record].place: record for record in led_to if not self._gathered[record].is_unit}
        self._order = [of_places[place] for place in self._behind.in_order(of_places)]
        self.numbers = {record: number_ for number_, record in enumerate(self._order, 1)}
        order = self._lists.unit_order
        units = (record for record in led_to if self._gathered[record].is_unit)
        self._order += sorted(units, key=lambda record: order.get(self._listed(record).id, len(order)))

    def unit_names(self, records: Iterable[int]) -> list[str]:
        """Return what units are called, in their order in the list."""
        named = set(records)
        return [unit_label(self._lists, self._listed(record).id) for record in self._order if record in named]

    def items(self, *, with_years: bool) -> Iterator[Markup]:
        """Yield the list: of each record its number, what it is called, and what else is known of it."""
        for record in self._order:
            listed, gathered = self._listed(record), self._gathered[record]
            if gathered.is_unit:
                yield element("li", unit_label(self._lists, listed.id), class_=" ".join([*gathered.cards, _UNIT]))
                continue
            title, number_ = (
                record_label(self._lists, listed, self._models.get(listed.path, "")),
                str(self.numbers[record]),
            )
            said = element("small", JOINT.join(self._said(listed, record, with_years=with_years)))
            weights = (
                element("i", translate(_COUNTS).format(number=weight), class_=card) for card, weight in gathered.weights
            )
            cards = " ".join(gathered.cards)
            yield element("li", element("b", number_), " ", title, " ", said, *weights, class_=cards, id=f"r{number_}")

    def _said(self, listed: ListedRecord, record: int, *, with_years: bool) -> Iterator[str]:
        form = self._gathered[record].measure.dimension("form").choices if listed.form else ""
        yield from [str(listed.year)] if with_years else []
        yield from [unit_label(self._lists, listed.unit)] if listed.unit else []
        yield from [entry_label(self._lists, "kind", listed.kind)] if listed.kind else []
        yield from [entry_label(self._lists, form, listed.form)] if listed.form else []
        if listed.stands_for > 1:
            yield translate(_STANDS_FOR).format(number=number(listed.stands_for))
        yield listed.id

    def _listed(self, record: int) -> ListedRecord:
        return self._behind.kept[self._gathered[record].place]
