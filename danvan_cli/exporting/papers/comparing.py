"""A paper read again, months later and after several hands: which of its numbers are still what the records say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.counted_numbers import CountedNumbers
from danvan_cli.exporting.papers.docx_package import OURS, TextPart, is_ours, opened
from danvan_cli.exporting.papers.paper_numbers import AskedNumber, KeptNumber, read_kept
from danvan_cli.exporting.papers.wordml import w
from danvan_cli.locale import translate
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.labels import number as number_text

NOT_A_PAPER = Message(
    "not-a-paper",
    N_("{file} is no paper that danvan wrote, or what danvan kept in it is lost: its numbers cannot be compared."),
)

Result = Literal["equal", "typed-over", "changed", "gone"]
_RESULTS: Mapping[Result, str] = {
    "equal": N_("as the records say"),
    "typed-over": N_("typed over"),
    "changed": N_("records changed"),
    "gone": N_("gone"),
}


class ComparedNumber(NamedTuple):
    """A number of a paper: as it was written, as it is found there, as it is counted now, and what lists its records.

    It was not found where its bookmark is gone; it is not counted where it is not known, or cannot be asked any more.
    """

    name: str
    written: str
    found: str | None
    counted: str | None
    opens: str

    @property
    def result(self) -> Result:
        """Return what became of it: what was typed by hand is no matter where it is what the records say."""
        if self.found is None:
            return "gone"
        if self.counted is not None and _plain(self.found) == _plain(self.counted):
            return "equal"
        return "changed" if _plain(self.found) == _plain(self.written) else "typed-over"


def compare(paper: Path, counted: CountedNumbers) -> list[ComparedNumber]:
    """Return the numbers of a paper, compared with the records; raise FileFormatError or RequestError."""
    with opened(paper) as package:
        custom, found = package.custom, _found(package.text_parts)
    if OURS not in custom:
        raise RequestError(NOT_A_PAPER, file=paper.name)
    try:
        kept = {name: read_kept(text) for name, text in sorted(custom.items()) if name != OURS}
    except ValueError:
        raise RequestError(NOT_A_PAPER, file=paper.name) from None
    return [_compared(name, number, found.get(name), counted) for name, number in kept.items()]


def _compared(name: str, number: KeptNumber, found: str | None, counted: CountedNumbers) -> ComparedNumber:
    asked, written = number
    return ComparedNumber(name, written, found, _counted(asked, counted), _opens(asked, counted))


def _counted(asked: AskedNumber, counted: CountedNumbers) -> str | None:
    try:
        return counted.ask(asked).text
    except RequestError:
        return None


def _opens(asked: AskedNumber, counted: CountedNumbers) -> str:
    try:
        return counted.opens(asked)
    except RequestError:
        return ""


def _found(parts: Sequence[TextPart]) -> dict[str, str]:
    """Return {bookmark: the text round which it lies} of our own; one without text is as good as gone."""
    texts = {name: text for part in parts for name, text in _marked(part)}
    return {name: text for name, text in texts.items() if text.strip()}


def _marked(part: TextPart) -> Iterator[tuple[str, str]]:
    names: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for element in part.root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        identity = element.get(w("id"), "")
        if element.tag == w("t"):
            if next(element.iterancestors(w("moveFrom")), None) is None:
                for pieces in texts.values():
                    pieces.append(element.text or "")
        elif element.tag == w("bookmarkStart"):
            if is_ours(element.get(w("name"), "")):
                names[identity], texts[identity] = element.get(w("name"), ""), []
        elif identity in texts:
            yield names[identity], "".join(texts.pop(identity))


def _plain(text: str) -> str:
    """Return a number without what word processors and capitals make of it."""
    return " ".join(nfc(text).casefold().split())


def as_json(numbers: Sequence[ComparedNumber]) -> dict[str, Any]:
    """Return the numbers as programs read them."""
    return {"schema": 1, "numbers": [{**number._asdict(), "result": number.result} for number in numbers]}


def grid(numbers: Sequence[ComparedNumber], title: str) -> Grid:
    """Return the numbers as people read them: those first that differ."""
    headers = [N_("Bookmark"), N_("Written then"), N_("In the paper"), N_("Counted now"), N_("Result"), N_("Opens")]
    in_order = sorted(numbers, key=lambda number: (number.result == "equal", number.name))
    rows = [
        [
            number.name,
            visible(number.written),
            NOTHING if number.found is None else visible(number.found),
            number.counted or NOTHING,
            translate(_RESULTS[number.result]),
            number.opens or NOTHING,
        ]
        for number in in_order
    ]
    numeric = [False, True, True, True, False, False]
    counts = Counter(number.result for number in numbers)
    told = [f"{translate(_RESULTS[result])}: {number_text(counts[result])}" for result in _RESULTS if counts[result]]
    return Grid(title, [translate(header) for header in headers], rows, numeric, notes=[" · ".join(told)], whole=(5,))
