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
from danvan_cli.exporting.papers.answers.paper_lists import KeptList, PaperList, ask_list, digest
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
    "gone": N_("row {row} is gone from the paper."),
    "added": N_("a row was added by hand: {words}"),
}
_SIZE = N_("{rows} rows, total {total}")
_MOST_SHOWN, _WORDS_SHOWN = 10, 8


class ComparedRow(NamedTuple):
    """A row of a list that is not as it was written: the how-manieth it was, and the first words that stand there."""

    row: int | None
    result: RowResult
    words: str


class ComparedList(NamedTuple):
    """A list of a paper: its rows and their total as they were written and as they are counted now.

    `new` are the records that were not so then, `left` how many of then are not so now; `rows` those of the paper that
    were changed there, None where they cannot be found, for they stand within a text.
    """

    name: str
    measure: str
    written: tuple[int, int]
    counted: tuple[int, int] | None
    new: Sequence[str]
    left: int
    rows: Sequence[ComparedRow] | None
    opens: str

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
            "rows": None if self.rows is None else [row._asdict() for row in self.rows],
            "opens": self.opens,
            "result": self.result,
        }


def compared_list(name: str, kept: KeptList, found: Sequence[FoundRow], counted: CountedNumbers) -> ComparedList:
    """Return a list compared with the records, and with its rows that are found in the paper."""
    written = (len(kept.records), kept.total)
    rows = None if kept.rows is None else list(_changed_rows(kept, kept.rows, _own_rows(kept, found)))
    opened = opens(kept.asked, counted)
    try:
        now = ask_list(counted.ledger, kept)
    except RequestError:
        return ComparedList(name, kept.asked.measure, written, None, (), 0, rows, opened)
    then, of_now = Counter(kept.records), Counter(now.digests)
    left = (then - of_now).total()
    if kept.is_part and not left:
        return ComparedList(name, kept.asked.measure, written, written, (), 0, rows, opened)
    new = () if kept.is_part else tuple(_names(kept, now, of_now - then))
    size = (len(now.records), sum(now.counts))
    return ComparedList(name, kept.asked.measure, written, size, new, left, rows, opened)


def opens(asked: AskedNumber, counted: CountedNumbers) -> str:
    """Return what lists the records of a number or a list, "" where it cannot be asked any more."""
    try:
        return counted.opens(asked)
    except RequestError:
        return ""


def _names(kept: KeptList, now: PaperList, wanted: Counter[str]) -> Iterator[str]:
    """Yield what records are called that were not so when the paper was written."""
    naming = naming_column(read_measure(kept.asked.measure)).name
    for record, of_record in zip(now.records, now.digests, strict=True):
        if wanted[of_record] > 0:
            wanted[of_record] -= 1
            texts = [record.get("ten", ""), record.get(naming, ""), *record.values()]
            yield next((text for text in texts if text and text not in (record["stt"], record["so_luong"])), "")


def _own_rows(kept: KeptList, found: Sequence[FoundRow]) -> list[FoundRow]:
    """Return the rows of a list, and what was typed in front of the first one or behind the last one."""
    above, own, below = ([row for row in found if row.side == side] for side in ("above", "", "below"))
    before = _typed_beside((kept.above or ())[::-1], above[::-1]) if kept.above is not None else []
    behind = _typed_beside(kept.below, below) if kept.below is not None else []
    return _each_number_once(kept, [*before[::-1], *own, *behind])


def _typed_beside(written: Sequence[str], found: Sequence[FoundRow]) -> list[FoundRow]:
    """Return what was typed next to a list, where those that `written` knows stand behind; the nearest come first.

    As many as there were of the template's own rows may be worded anew: a heading is none of the list.
    """
    changes = SequenceMatcher(None, written, [digest(row.text) for row in found], autojunk=False).get_opcodes()
    kind, _, then, _, now = changes[0] if changes else ("equal", 0, 0, 0, 0)
    if kind not in ("insert", "replace"):
        return []
    new = list(takewhile(lambda row: row.text.strip(), found[:now]))
    own = sum(of_row != digest("") for of_row in written[:then])
    return new[: max(0, len(new) - own)]


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


def _changed_rows(kept: KeptList, written: Sequence[str], found: Sequence[FoundRow]) -> Iterator[ComparedRow]:
    """Yield rows that are not as they were written; one that has no mark is known by what stands in it, or where."""
    left = dict(enumerate(written, 1))
    numbers = _known_rows(kept, left, found)
    free = left.keys() - set(numbers)
    last = 0
    for row, number in zip(found, numbers, strict=True):
        if number is None and last + 1 in free:
            number = last + 1  # noqa: PLW2901 - it stands where that one stood
        if number is None:
            yield ComparedRow(None, "added", _first_words(row))
            continue
        last = number
        if left.pop(number, "") not in ("", kept.row_digest(row.text)):
            yield ComparedRow(number, "typed-over", _first_words(row))
    for number in left:
        yield ComparedRow(number, "gone", "")


def _known_rows(kept: KeptList, written: Mapping[int, str], found: Sequence[FoundRow]) -> list[int | None]:
    """Return which row of those that were written each one is, by its mark, or else by what stands in it."""
    places: dict[str, list[int]] = {}
    for number in sorted(written.keys() - {row.number for row in found}, reverse=True):
        places.setdefault(written[number], []).append(number)
    known: list[int | None] = []
    for row in found:
        same = places.get(kept.row_digest(row.text))
        known.append(row.number if row.number in written else same.pop() if same else None)
    return known


def _first_words(row: FoundRow) -> str:
    return " ".join(row.text.split()[:_WORDS_SHOWN])


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
        yield "  " + translate(N_("New, or not so then: {names}")).format(names=_some(listed.new))
    if listed.left:
        yield "  " + translate(N_("Rows of then that are not so now: {number}")).format(number=number_text(listed.left))
    rows = sorted(listed.rows or (), key=lambda row: (row.row is None, row.row or 0))
    for row in rows[:_MOST_SHOWN]:
        words = visible(row.words) + " …" if row.words else ""
        yield f"{listed.name}: " + translate(_ROW_SAID[row.result]).format(row=row.row, words=words)
    if len(rows) > _MOST_SHOWN:
        yield "  " + translate(N_("… and {number} more")).format(number=number_text(len(rows) - _MOST_SHOWN))
    if listed.opens and listed.result != "equal":
        yield "  " + translate(N_("Open: {command}")).format(command=listed.opens)


def _some(names: Sequence[str]) -> str:
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
