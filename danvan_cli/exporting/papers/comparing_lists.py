"""The lists of a paper read again: whether the records' rows are still those, and whether the paper's own rows are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any, Literal, NamedTuple

from danvan_cli.counting.question import read_measure
from danvan_cli.counting.shown_columns import naming_column
from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers.counted_numbers import CountedNumbers
from danvan_cli.exporting.papers.answers.paper_lists import KeptList, PaperList, ask_list, digest, without_number
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber
from danvan_cli.exporting.papers.kept_numbers import FoundRow
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.labels import number as number_text

Result = Literal["equal", "typed-over", "changed", "gone"]
RESULTS: Mapping[Result, str] = {
    "equal": N_("as the records say"),
    "typed-over": N_("typed over"),
    "changed": N_("records changed"),
    "gone": N_("gone"),
}
RowResult = Literal["typed-over", "gone", "added"]
_ROW_SAID: Mapping[RowResult, str] = {
    "typed-over": N_("row {row} is not as it was written: {words}"),
    "gone": N_("row {row} is gone from the paper: {words}"),
    "added": N_("a row was added by hand: {words}"),
}
_GONE, _ADDED_TO_SHEET = (
    N_("row {row} is gone from the paper."),
    N_("row {sheet_row} of the sheet was added by hand: {words}"),
)
_IN_SHEET = N_("{row} (row {sheet_row} of the sheet)")
_SIZE = N_("{rows} rows, total {total}")
_MOST_SHOWN, _WORDS_SHOWN = 10, 8
_KnownRow = tuple[FoundRow, int | None]  # the how-manieth it was when it was written


class ComparedRow(NamedTuple):
    """A row of a list that is not as it was written: the how-manieth it was, and the first words that stand there.

    Of one that is gone they are what its record is called now, "" where that is gone or changed, too; `sheet_row` is
    where a workbook has it.
    """

    row: int | None
    result: RowResult
    words: str
    sheet_row: int | None = None


class ComparedList(NamedTuple):
    """A list of a paper: its rows and their total as they were written and as they are counted now.

    `new` are the records that were not so then, `left` how many of then are not so now, `left_names` what the paper
    calls them where it still does; `rows` those of the paper that were changed there, None where they cannot be found,
    for they stand within a text.
    """

    name: str
    measure: str
    written: tuple[int, int]
    counted: tuple[int, int] | None
    new: Sequence[str]
    left: int
    rows: Sequence[ComparedRow] | None
    opens: str
    left_names: Sequence[str] = ()

    @property
    def result(self) -> Result:
        """Return what became of it, as of a number: what was done by hand is named first."""
        if self.rows and self.written[0] and sum(row.result == "gone" for row in self.rows) == self.written[0]:
            return "gone"
        if self.rows:
            return "typed-over"
        return "changed" if self.has_changed else "equal"

    @property
    def has_changed(self) -> bool:
        """Whether the records have other rows now."""
        return self.counted is None or bool(self.new or self.left)

    def as_json(self) -> dict[str, Any]:
        """Return it as programs read it."""
        counted = {"rows": self.counted[0], "total": self.counted[1]} if self.counted else None
        return {
            "name": self.name,
            "measure": self.measure,
            "written": {"rows": self.written[0], "total": self.written[1]},
            "counted": counted,
            "records_changed": self.has_changed,
            "new": list(self.new),
            "left": self.left,
            "left_names": list(self.left_names),
            "rows": None if self.rows is None else [row._asdict() for row in self.rows],
            "opens": self.opens,
            "result": self.result,
        }


def compared_list(name: str, kept: KeptList, found: Sequence[FoundRow], counted: CountedNumbers) -> ComparedList:
    """Return a list compared with the records, and with its rows that are found in the paper."""
    try:
        now = ask_list(counted.ledger, kept)
    except RequestError:
        now = None
    known = _known_rows(kept, _own_rows(kept, found))
    names = dict(zip(now.digests, _all_names(kept, now), strict=True)) if now else {}
    rows = None if kept.rows is None else list(_changed_rows(kept, known, names))
    written = (len(kept.records), kept.total)
    compared = ComparedList(name, kept.asked.measure, written, None, (), 0, rows, opens(kept.asked, counted))
    if now is None:
        return compared
    left = _left(kept, now)
    titles = {number: _title(row) for row, number in known if number}
    compared = compared._replace(left=len(left), left_names=[titles[place] for place in left if place in titles])
    if kept.is_part and not left:
        return compared._replace(counted=written)
    new = () if kept.is_part else tuple(_new_names(kept, now))
    return compared._replace(counted=(len(now.records), sum(now.counts)), new=new)


def opens(asked: AskedNumber, counted: CountedNumbers) -> str:
    """Return what lists the records of a number or a list, "" where it cannot be asked any more."""
    try:
        return counted.opens(asked)
    except RequestError:
        return ""


def _left(kept: KeptList, now: PaperList) -> list[int]:
    """Return the places of the records of then that are not so now."""
    still = Counter(now.digests)
    left: list[int] = []
    for place, of_record in enumerate(kept.records, 1):
        if still[of_record]:
            still[of_record] -= 1
        else:
            left.append(place)
    return left


def _new_names(kept: KeptList, now: PaperList) -> Iterator[str]:
    """Yield what records are called that were not so when the paper was written."""
    wanted = Counter(now.digests) - Counter(kept.records)
    for name, of_record in zip(_all_names(kept, now), now.digests, strict=True):
        if wanted[of_record] > 0:
            wanted[of_record] -= 1
            yield name


def _all_names(kept: KeptList, now: PaperList) -> Iterator[str]:
    """Yield what the records are called."""
    naming = naming_column(read_measure(kept.asked.measure)).name
    for record in now.records:
        texts = [record.get("ten", ""), record.get(naming, ""), *record.values()]
        yield next((text for text in texts if text and text not in (record["stt"], record["so_luong"])), "")


def _own_rows(kept: KeptList, found: Sequence[FoundRow]) -> list[FoundRow]:
    """Return the rows of a list, and what was typed in front of the first one or behind the last one."""
    above, own, below = ([row for row in found if row.side == side] for side in ("above", "", "below"))
    before = _typed_beside((kept.above or ())[::-1], above[::-1]) if kept.above is not None else []
    behind = _typed_beside(kept.below, below) if kept.below is not None else []
    return _each_number_once(kept, [*before[::-1], *own, *behind])


def _typed_beside(written: Sequence[str], found: Sequence[FoundRow]) -> list[FoundRow]:
    """Return what was typed beside a list, where those stand that `written` knows; the nearest come first.

    As many as there were of the template's own rows may be worded anew: a heading is none of the list. A sheet has more
    on it than the table: there only what joins the list was added to it.
    """
    changes = SequenceMatcher(None, written, [digest(row.text) for row in found], autojunk=False).get_opcodes()
    is_sheet = any(row.sheet_row for row in found)
    new: list[FoundRow] = []
    for kind, then, end_then, now, end_now in changes[:1] if is_sheet else changes:
        if kind in ("insert", "replace"):
            rows = found[now:end_now]
            rows = list(takewhile(_says_something, rows) if is_sheet else filter(_says_something, rows))
            own = sum(of_row != digest("") for of_row in written[then:end_then])
            new += rows[: max(0, len(rows) - own)]
    return new


def _says_something(row: FoundRow) -> bool:
    return bool(row.text.strip())


def _each_number_once(kept: KeptList, found: Iterable[FoundRow]) -> list[FoundRow]:
    """Return rows of which a copy bears no number: what stands there as it was written is none."""
    written = dict(enumerate(kept.rows or (), 1))
    first: dict[int, FoundRow] = {}
    rows = list(found)
    for row in rows:
        if row.number is not None:
            known = first.setdefault(row.number, row)
            of_row = written.get(row.number)
            if kept.row_digest(known.text) != of_row and kept.row_digest(row.text) == of_row:
                first[row.number] = row
    return [row if row.number is None or first[row.number] is row else row._replace(number=None) for row in rows]


def _changed_rows(kept: KeptList, found: Sequence[_KnownRow], names: Mapping[str, str]) -> Iterator[ComparedRow]:
    """Yield rows that are not as they were written, with the `names` of records that are there still."""
    left = dict(enumerate(kept.rows or (), 1))
    free = left.keys() - {number for _, number in found}
    last = 0
    for row, known in found:
        # What is not known stands where that one stood which is missing behind the last.
        number = last + 1 if known is None and last + 1 in free else known
        if number is None:
            yield ComparedRow(None, "added", _first_words(row.text), row.sheet_row)
            continue
        last = number
        if left.pop(number, "") not in ("", kept.row_digest(row.text)):
            yield ComparedRow(number, "typed-over", _first_words(row.text), row.sheet_row)
    of_records = dict(enumerate(kept.records, 1))
    for number in left:
        yield ComparedRow(number, "gone", names.get(of_records.get(number, ""), ""))


def _known_rows(kept: KeptList, found: Sequence[FoundRow]) -> list[_KnownRow]:
    """Return rows with which of those that were written each one is, by its mark, or else by what stands in it."""
    written = dict(enumerate(kept.rows or (), 1))
    places: dict[str, list[int]] = {}
    for number in sorted(written.keys() - {row.number for row in found}, reverse=True):
        places.setdefault(written[number], []).append(number)
    known: list[_KnownRow] = []
    for row in found:
        same = places.get(kept.row_digest(row.text))
        known.append((row, row.number if row.number in written else same.pop() if same else None))
    return known


def _title(row: FoundRow) -> str:
    """Return what a row says behind its number."""
    return _first_words(without_number(row.text))


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_WORDS_SHOWN])


def lines_of_list(listed: ComparedList) -> Iterator[str]:
    """Yield what people want to know of a list that differs, or whose rows in the paper cannot be compared."""
    if listed.rows is None:
        yield translate(N_("{name}: this list stands within a text: only its records are compared.")).format(
            name=listed.name
        )
    if listed.has_changed:
        now = translate(N_("not known")) if listed.counted is None else _size(listed.counted)
        sentence = N_("{name}: the records of this list have changed: then {then}, now {now}.")
        yield translate(sentence).format(name=listed.name, then=_size(listed.written), now=now)
    if listed.new:
        yield "  " + translate(N_("New, or not so then: {names}")).format(names=some(listed.new))
    if listed.left:
        names = f" ({some(listed.left_names)})" if listed.left_names else ""
        sentence = N_("Rows of then that are not so now: {number}{names}")
        yield "  " + translate(sentence).format(number=number_text(listed.left), names=names)
    rows = sorted(listed.rows or (), key=lambda row: (row.row is None, row.row or 0))
    for row in rows[:_MOST_SHOWN]:
        yield f"{listed.name}: {_row_line(row)}"
    if len(rows) > _MOST_SHOWN:
        yield "  " + translate(N_("… and {number} more")).format(number=number_text(len(rows) - _MOST_SHOWN))
    if listed.opens and listed.result != "equal":
        yield "  " + translate(N_("Open: {command}")).format(command=listed.opens)


def _row_line(row: ComparedRow) -> str:
    """Return what became of a row; in a workbook people go by the numbers of its sheet."""
    sentence, number = _ROW_SAID[row.result], str(row.row)
    words = visible(row.words)
    if row.result == "gone":
        sentence = sentence if words else _GONE
    else:
        words = f"{words} …" if words else ""
    if row.sheet_row is not None:
        sentence = _ADDED_TO_SHEET if row.result == "added" else sentence
        number = translate(_IN_SHEET).format(row=number, sheet_row=row.sheet_row)
    return translate(sentence).format(row=number, words=words, sheet_row=row.sheet_row)


def some(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    shown = [visible(name) for name in names[:_MOST_SHOWN]]
    more = len(names) - len(shown)
    told = [translate(N_("… and {number} more")).format(number=number_text(more))] if more else []
    return "; ".join([*shown, *told])


def _size(size: tuple[int, int]) -> str:
    return translate(_SIZE).format(rows=number_text(size[0]), total=number_text(size[1]))


def list_grid(lists: Sequence[ComparedList], title: str) -> Grid:
    """Return the lists as people read them: those first that differ."""
    headers = [
        N_("List"),
        N_("Written then"),
        N_("Rows not as written"),
        N_("Counted now"),
        N_("Result"),
        N_("Opens"),
    ]
    rows = [
        [
            listed.name,
            _size(listed.written),
            NOTHING if listed.rows is None else number_text(len(listed.rows)),
            NOTHING if listed.counted is None else _size(listed.counted),
            translate(RESULTS[listed.result]),
            listed.opens or NOTHING,
        ]
        for listed in sorted(lists, key=lambda listed: (listed.result == "equal", listed.name))
    ]
    numeric = [False, False, True, False, False, False]
    return Grid(title, [translate(header) for header in headers], rows, numeric, whole=(5,))
