"""The records behind a page's numbers: each stands in it once, and numbers lead to it."""

from collections.abc import Iterator
from typing import NamedTuple

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

_STANDS_FOR = N_("stands for {number}")


class PageRecord(NamedTuple):
    """A record as it stands in the list: where it was first met, by which measure, and the cards that lead to it."""

    place: int
    measure: Measure
    cards: list[str]


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
        record = self._known.setdefault((measure.kinds[0], listed.year, listed.id), len(self._gathered))
        if record == len(self._gathered):
            self._gathered.append(PageRecord(place, measure, []))
            self.units.append(listed.unit)
        self._by_place[place] = record
        return record

    def mark(self, record: int, card: str) -> None:
        """Have a record stand in the list, as one that a card leads to."""
        self._gathered[record].cards.append(card)

    def number_all(self) -> None:
        """Give each that a card leads to its number."""
        of_places = {gathered.place: record for record, gathered in enumerate(self._gathered) if gathered.cards}
        self._order = [of_places[place] for place in self._behind.in_order(of_places)]
        self.numbers = {record: number_ for number_, record in enumerate(self._order, 1)}

    def items(self, *, with_years: bool) -> Iterator[Markup]:
        """Yield the list: of each record its number, what it is called, and what else is known of it."""
        for record in self._order:
            listed, number_ = self._listed(record), str(self.numbers[record])
            said = element("small", JOINT.join(self._said(listed, record, with_years=with_years)))
            cards = " ".join(self._gathered[record].cards)
            title = record_label(self._lists, listed, self._models.get(listed.path, ""))
            yield element("li", element("b", number_), " ", title, " ", said, class_=cards, id=f"r{number_}")

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
