"""A paper read again, months later and after several hands: which of its numbers are still what the records say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.cell_values import number_of
from danvan_cli.exporting.papers.answers.counted_numbers import CountedNumbers
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, KeptNumber, read_kept
from danvan_cli.exporting.papers.kept_numbers import OURS, FoundNumber, is_ours
from danvan_cli.exporting.papers.word.docx_package import TextPart, opened
from danvan_cli.exporting.papers.word.paragraphs import Paragraph
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.reading import is_workbook
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.labels import number as number_text

NOT_A_PAPER = Message(
    "not-a-paper",
    N_("{file} is no paper that danvan wrote, or what danvan kept in it is lost: its numbers cannot be compared."),
    hint=N_("Compare a file written by: danvan report --output FILE"),
)

Result = Literal["equal", "typed-over", "changed", "gone"]
_RESULTS: Mapping[Result, str] = {
    "equal": N_("as the records say"),
    "typed-over": N_("typed over"),
    "changed": N_("records changed"),
    "gone": N_("gone"),
}

_SAID: Mapping[Result, str] = {
    "typed-over": N_("{name}: {then} was typed over, it is {found}; the records say {now}."),
    "changed": N_("{name}: the records have changed: then {then}, now {now}."),
    "gone": N_("{name}: {then} is gone from the paper; the records say {now}."),
}


class ComparedNumber(NamedTuple):
    """A number of a paper: as it was written, as it is found there, as it is counted now, and what lists its records.

    It was not found where its bookmark is gone; it is not counted where it is not known, or cannot be asked any more.
    `words` are those of the paragraph in which it stands.
    """

    name: str
    written: str
    found: str | None
    counted: str | None
    opens: str
    words: str = ""

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
    custom, found = _in_workbook(paper) if is_workbook(paper) else _in_document(paper)
    if OURS not in custom:
        raise RequestError(NOT_A_PAPER, file=paper.name)
    try:
        kept = {name: read_kept(text) for name, text in sorted(custom.items()) if name != OURS}
    except ValueError:
        raise RequestError(NOT_A_PAPER, file=paper.name) from None
    return [_compared(name, number, found.get(name), counted) for name, number in kept.items()]


def _in_workbook(paper: Path) -> tuple[dict[str, str], dict[str, FoundNumber]]:
    from danvan_cli.exporting.papers.workbook import numbers_in  # noqa: PLC0415 - only of workbooks

    return numbers_in(paper)


def _in_document(paper: Path) -> tuple[dict[str, str], dict[str, FoundNumber]]:
    """Return what a document keeps of its numbers, and what stands within our bookmarks."""
    with opened(paper) as package:
        return package.custom, _found(package.text_parts)


def _compared(name: str, number: KeptNumber, found: FoundNumber | None, counted: CountedNumbers) -> ComparedNumber:
    asked, written = number
    now = _counted(asked, counted)
    if found is not None and found.value is not None:
        found = found._replace(text=_shown(found.value, written, now))
    told = now, _opens(asked, counted)
    return ComparedNumber(name, written, found.text if found else None, *told, found.words if found else "")


def _shown(value: float, written: str, now: str | None) -> str:
    """Return a cell's value as its format shows it: that of the number written there, or of the one that is now."""
    from danvan_cli.exporting.papers.workbook.shown_values import text_like  # noqa: PLC0415 - only of workbooks

    return text_like(value, written if number_of(written) or not now else now)


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


def _found(parts: Sequence[TextPart]) -> dict[str, FoundNumber]:
    """Return our own bookmarks by their names; one round nothing is as good as gone."""
    found = {name: number for part in parts for name, number in _marked(part)}
    return {name: number for name, number in found.items() if number.text.strip()}


def _marked(part: TextPart) -> Iterator[tuple[str, FoundNumber]]:
    begun: dict[str, tuple[Element, list[str]]] = {}
    for element in part.root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        identity = element.get(w("id"), "")
        if element.tag == w("t"):
            if next(element.iterancestors(w("moveFrom")), None) is None:
                for _, pieces in begun.values():
                    pieces.append(element.text or "")
        elif element.tag == w("bookmarkStart"):
            if is_ours(element.get(w("name"), "")):
                begun[identity] = element, []
        elif identity in begun:
            beginning, pieces = begun.pop(identity)
            yield beginning.get(w("name"), ""), FoundNumber("".join(pieces), _words_around(beginning))


def _words_around(mark: Element) -> str:
    """Return the first words of the paragraph in which a bookmark lies."""
    paragraph = next(mark.iterancestors(w("p")), None)
    return "" if paragraph is None else Paragraph(paragraph).first_words


def _plain(text: str) -> str:
    """Return a number without what word processors and capitals make of it."""
    return " ".join(nfc(text).casefold().split())


def as_json(numbers: Sequence[ComparedNumber]) -> dict[str, Any]:
    """Return the numbers as programs read them."""
    keys = ("name", "written", "found", "counted", "opens", "result")
    return {"schema": 1, "numbers": [{key: getattr(number, key) for key in keys} for number in numbers]}


def lines(numbers: Sequence[ComparedNumber], file: str) -> list[str]:
    """Return what people want to know: how many there are, and each that differs, where, how, and what opens it."""
    counts = Counter(number.result for number in numbers)
    told = [f"{translate(_RESULTS[result])}: {number_text(counts[result])}" for result in _RESULTS if counts[result]]
    heading = translate(N_("{file}: numbers compared: {number}")).format(file=file, number=number_text(len(numbers)))
    differing = [number for number in numbers if number.result != "equal"]
    return ["; ".join([heading, *told]), *(line for number in differing for line in _lines_of(number))]


def _lines_of(number: ComparedNumber) -> Iterator[str]:
    now = number.counted or translate(N_("not known"))
    yield translate(_SAID[number.result]).format(
        name=number.name, then=visible(number.written), found=visible(number.found or ""), now=visible(now)
    )
    if number.words and number.words != number.found:
        yield "  " + translate(N_("It stands in: {words} …")).format(words=visible(number.words))
    if number.opens:
        yield "  " + translate(N_("Open: {command}")).format(command=number.opens)


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
    return Grid(title, [translate(header) for header in headers], rows, numeric, whole=(5,))
