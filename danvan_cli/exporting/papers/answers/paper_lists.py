"""A list as a paper has it: what was asked, and of each row a digest, so that months later it can be compared."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import QuestionText, read_measure
from danvan_cli.counting.shown_columns import ShownColumn, naming_column, read_columns
from danvan_cli.counting.tables import RecordListing
from danvan_cli.domain.record_types import ACTIVITIES, AWARDS, MODELS
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.papers.answers.counted_numbers import question_text, readable
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, asked_of
from danvan_cli.locale import translate
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import NOTHING, number
from danvan_cli.view.record_list import shown_texts

PaperRecord = Mapping[str, str]  # its texts by the names that a template uses, "" for what it does not state
IN_LIST = "danh_sach"
OWN_KEYS = ("stt", "so_luong")  # what a list says of its rows, whatever it lists
_OF_A_DIGEST = 4  # letters
# The number that a row begins with: in a cell of its own, maybe in several runs, or before a text.
_RUNNING = re.compile(r"\s*(?:(?P<cell>\d[\d ]*)[.)]?\s*\n|(?P<before>\d+)(?:[.)]|\s|\Z))\s*")
_SEVERAL = {  # of many a record counts what it is of
    AWARDS: N_("{number} awards"),
    ACTIVITIES: N_("{number} activities"),
    MODELS: N_("{number} models"),
}


class PaperList(NamedTuple):
    """The records of a list, for how many things each stands, and what it was asked by, with what is shown of each.

    `grouped` are the ids of those that stand for several models;
    `is_part`: only some of the records that were asked for, as in a file for each of them.
    """

    asked: AskedNumber
    keys: tuple[str, ...]
    records: Sequence[PaperRecord] = ()
    counts: Sequence[int] = ()
    is_part: bool = False
    grouped: Sequence[str] = ()

    def only(self, place: int) -> "PaperList":
        """Return the list with but one of its records."""
        some = slice(place, place + 1)
        return self._replace(records=self.records[some], counts=self.counts[some], is_part=True)

    @property
    def digests(self) -> list[str]:
        """Return a digest of each record, whatever its place in the list."""
        of_record = sorted({*self.records[0]} - {*OWN_KEYS}) if self.records else []
        return [
            digest("\n".join([str(count), *(record[key] for key in of_record)]))
            for record, count in zip(self.records, self.counts, strict=True)
        ]


NO_LIST = PaperList(AskedNumber(IN_LIST, "", ""), ())


class ListTexts(NamedTuple):
    """What stands in the rows of a list, and in those of the same table above and below it."""

    rows: Sequence[str]
    above: Sequence[str] = ()
    below: Sequence[str] = ()


class KeptList(NamedTuple):
    """A list as a paper keeps it: digests of its records, and of its rows as they stand there, if they can be found.

    `above` and `below` are the rows round it that are none of its own, None in papers that did not keep them yet;
    `numbered` where each of its rows begins with its place, which moves when a row is deleted.
    """

    asked: AskedNumber
    keys: tuple[str, ...]
    total: int
    records: Sequence[str]
    rows: Sequence[str] | None
    is_part: bool
    above: Sequence[str] | None = None
    below: Sequence[str] | None = None
    numbered: bool = False

    def row_digest(self, text: str) -> str:
        """Return the digest of a row, whatever its place in the list."""
        return digest(without_number(text) if self.numbered else text)


def without_number(text: str) -> str:
    """Return what stands in a row behind the number that it begins with."""
    number = _RUNNING.match(text)
    return text[number.end() :] if number else text


def digest(text: str) -> str:
    """Return a few letters by which a text is known again, whatever is made of its runs, spaces and capitals."""
    plain = "".join(nfc(text).casefold().split())
    return b64encode(blake2b(plain.encode(), digest_size=3 * _OF_A_DIGEST // 4).digest()).decode()


def kept_list(listed: PaperList, texts: ListTexts | None) -> str:
    """Return a list as the text that a paper keeps of it; `texts` are those of its rows, where they can be found."""
    said: dict[str, object] = {"keys": ",".join(listed.keys), "total": sum(listed.counts)}
    said["records"] = "".join(listed.digests)
    if texts is not None:
        numbered = "stt" in listed.keys and all(map(_begins_with, texts.rows, listed.records))
        said["rows"] = "".join(digest(without_number(text) if numbered else text) for text in texts.rows)
        said["above"], said["below"] = ("".join(map(digest, side)) for side in (texts.above, texts.below))
        if numbered:
            said["numbered"] = True
    if listed.is_part:
        said["is_part"] = True
    return json.dumps(said | listed.asked.as_json(), ensure_ascii=False, separators=(",", ":"))


def _begins_with(text: str, record: PaperRecord) -> bool:
    """Whether a row begins with its place in the list."""
    number = _RUNNING.match(text)
    return number is not None and record["stt"] in number.groups()


def read_kept_list(text: str) -> KeptList:
    """Return a list as a paper keeps it; raise ValueError where the text is none."""
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError(text)  # noqa: TRY004 - as where the text is no JSON
    keys, total, records = said.pop("keys", None), said.pop("total", None), said.pop("records", None)
    sides = [said.pop(key, None) for key in ("rows", "above", "below")]
    is_part, numbered = said.pop("is_part", False), said.pop("numbered", False)
    texts = isinstance(keys, str) and isinstance(records, str) and all(isinstance(side, str | None) for side in sides)
    if not texts or type(total) is not int or not (type(is_part) is type(numbered) is bool):
        raise ValueError(text)
    own = tuple(filter(None, keys.split(",")))
    rows, above, below = (None if side is None else _apart(side) for side in sides)
    return KeptList(AskedNumber.from_json(said), own, total, _apart(records), rows, is_part, above, below, numbered)


def _apart(digests: str) -> list[str]:
    return [digests[begin : begin + _OF_A_DIGEST] for begin in range(0, len(digests), _OF_A_DIGEST)]


def ask_list(ledger: FrozenLedger, kept: KeptList) -> PaperList:
    """Return a list as the records have it now; raise RequestError."""
    measure = read_measure(kept.asked.measure)

    def column(name: str) -> ShownColumn:
        return read_columns(measure, [name], translate)[0]

    return listed(ledger, measure, question_text(measure, kept.asked), kept.keys, column)[0]


def listed(
    ledger: FrozenLedger,
    measure: Measure,
    text: QuestionText,
    keys: tuple[str, ...],
    column: Callable[[str], ShownColumn],
) -> tuple[PaperList, RecordListing]:
    """Return the records that are asked for, with what a template shows of each, and the answer itself."""
    names = [name for name in keys if name not in OWN_KEYS] or [naming_column(measure).name]
    columns = [column(name) for name in names]
    listing = readable(list_records(ledger, measure, text, columns=columns))
    shown = [["" if text == NOTHING else text for text in texts] for texts in shown_texts(listing, ledger.lists)]
    counts = [record.stands_for for record in listing.records]
    if "so_luong" not in keys:
        place = columns.index(naming_column(measure)) if naming_column(measure) in columns else 0
        shown[place] = [_with_total(measure, text, count) for text, count in zip(shown[place], counts, strict=True)]
    own = [[str(place) for place, _ in enumerate(counts, 1)], [number(count) for count in counts]]
    names = [*OWN_KEYS, *names]
    records = [dict(zip(names, texts, strict=True)) for texts in zip(*own, *shown, strict=True)]
    is_of_models = MODELS.name in measure.kinds  # of awards, which are given to somebody, pages are told of
    grouped = [record.id for record in listing.records if is_of_models and record.stands_for > 1]
    return PaperList(asked_of(IN_LIST, listing.question), keys, records, counts, grouped=grouped), listing


def _with_total(measure: Measure, text: str, stands_for: int) -> str:
    """Return what a record is called, and of how many things it is: 46 models on 9 rows must not look like 9."""
    if stands_for <= 1:
        return text
    several = next((text for kind, text in _SEVERAL.items() if kind.name in measure.kinds), _SEVERAL[MODELS])
    return f"{text} ({translate(several).format(number=number(stands_for))})".strip()
