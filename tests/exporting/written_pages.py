"""Pages for leaders as a browser reads them: their tables, what opens at each number, and the list of records."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from tests.helpers.program import danvan

_VOID = ("meta",)
_NUMBERED = "Records no. "


class Element:
    """An element of a page."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.content: list[Element | str] = []

    def all(self, *tags: str) -> Iterator["Element"]:
        """Return all elements within it, in order; only those of some tags, where any are named."""
        for child in self.content:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def one(self, tag: str) -> "Element":
        (element,) = self.all(tag)
        return element

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.content)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


class Card(NamedTuple):
    """What is seen while a number is open: the command, the records that the list has then, or units' counts.

    `weights` has records by their numbers in the list and how much each counts, `names` those that have no number; so
    the card says itself. `listed` and `listed_names` are those that the list has while it is open.
    """

    number: float
    weights: dict[int, float]
    listed: dict[int, float]
    listed_names: list[str]
    units: dict[str, float]
    names: list[str]
    command: str


class WrittenPage:
    """A page that was written."""

    def __init__(self, file: Path) -> None:
        self.raw = file.read_text("utf-8")
        reader = _Reader()
        reader.feed(self.raw)
        reader.close()
        (self.root,) = reader.open

    @property
    def cards(self) -> list[Card]:
        items = [
            item for section in self.root.all("section") if "id" in section.attributes for item in section.all("li")
        ]
        return [_card(details, items) for details in self.root.all("details")]

    @property
    def records(self) -> dict[int, Element]:
        """Return the list: by its number each record."""
        items = [item for item in self.root.all("li") if "id" in item.attributes]  # units have none
        assert [item.attributes["id"] for item in items] == [f"r{item.one('b').text}" for item in items]
        return {int(item.one("b").text): item for item in items}

    def title_of(self, number: int) -> str:
        """Return what a record of the list is called."""
        title = "".join(piece for piece in self.records[number].content if isinstance(piece, str))
        return title.strip()

    def id_of(self, number: int) -> str:
        """Return the id that a record of the list bears at its end."""
        return self.records[number].one("small").text.rpartition(" · ")[2]

    def tables(self) -> dict[str, list[list[str]]]:
        """Return the tables as they are seen while no number is open, by their titles."""
        sections = [section for section in self.root.all("section") if "id" not in section.attributes]
        return {section.one("h2").text: [_row(row) for row in section.all("tr")] for section in sections}


def _row(row: Element) -> list[str]:
    cells = [cell for cell in row.all("th", "td") if cell.attributes.get("class") != "bar"]
    return ["".join(summary.text for summary in cell.all("summary")) or cell.text for cell in cells]


def _card(details: Element, items: list[Element]) -> Card:
    name = details.attributes["class"].split()[0]
    seen = [item for item in items if name in item.attributes["class"].split()]
    own = "".join(said.text for said in details.content if isinstance(said, Element) and said.tag == "p")
    listed = {int(item.one("b").text): _weight(item, name) for item in seen if "id" in item.attributes}
    listed_names = [item.text for item in seen if "id" not in item.attributes]
    numbered = own.startswith(_NUMBERED)
    weights = weights_in(own.removeprefix(_NUMBERED)) if numbered else {}
    names = own.split(" · ") if own and not numbered else []
    counts = [line.text.rpartition(": ") for line in details.all("li")]
    units = {unit: number_in(count) for unit, _, count in counts}
    number = number_in(details.one("summary").text)
    return Card(number, weights, listed, listed_names, units, names, details.one("code").text)


def weights_in(text: str) -> dict[int, float]:
    """Return {number of a record: how much it counts} as a card says them: 1–4, 7 (33), 12."""
    weights: dict[int, float] = {}
    for first, last, weight in re.findall(r"(\d+)(?:–(\d+)| \(([^)]+)\))?(?:, |$)", text):
        for number in range(int(first), int(last or first) + 1):
            assert number not in weights
            weights[number] = number_in(weight) if weight else 1
    return weights


def _weight(item: Element, card: str) -> float:
    """Return how much a record is said to count in a card's number: else it is what it stands for."""
    said = [weight.text for weight in item.all("i") if weight.attributes["class"] == card]
    said += re.findall(r"stands for [\d,]+", item.one("small").text)
    return number_in(said[0]) if said else 1


def number_in(text: str) -> float:
    """Return the number that an English text has in it."""
    return float(re.findall(r"-?[\d,]+(?:\.\d+)?", text)[-1 if "least" in text else 0].replace(",", ""))


def write_page(folder: Path, file: Path, *typed: str) -> WrittenPage:
    """Write a page, in English unless told otherwise, and read it."""
    said = danvan("report", *typed, "-o", str(file), "--force", "--data", str(folder))
    assert (said.code, said.err) == (0, "")
    return WrittenPage(file)
