"""A list as a paper has it: what was asked, and of each row a digest, so that months later it can be compared."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
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


class KeptList(NamedTuple):
    """A list as a paper keeps it: digests of its records, and of its rows as they stand there, if they can be found."""

    asked: AskedNumber
    keys: tuple[str, ...]
    total: int
    records: Sequence[str]
    rows: Sequence[str] | None
    is_part: bool


def digest(text: str) -> str:
    """Return a few letters by which a text is known again, whatever is made of its runs, spaces and capitals."""
    plain = "".join(nfc(text).casefold().split())
    return b64encode(blake2b(plain.encode(), digest_size=3 * _OF_A_DIGEST // 4).digest()).decode()


def kept_list(listed: PaperList, rows: Iterable[str] | None) -> str:
    """Return a list as the text that a paper keeps of it; `rows` are the texts of its rows, where they can be found."""
    said: dict[str, object] = {"keys": ",".join(listed.keys), "total": sum(listed.counts)}
    said["records"] = "".join(listed.digests)
    if rows is not None:
        said["rows"] = "".join(map(digest, rows))
    if listed.is_part:
        said["is_part"] = True
    return json.dumps(said | listed.asked.as_json(), ensure_ascii=False, separators=(",", ":"))


def read_kept_list(text: str) -> KeptList:
    """Return a list as a paper keeps it; raise ValueError where the text is none."""
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError(text)  # noqa: TRY004 - as where the text is no JSON
    keys, total, records = said.pop("keys", None), said.pop("total", None), said.pop("records", None)
    rows, is_part = said.pop("rows", None), said.pop("is_part", False)
    texts = isinstance(keys, str) and isinstance(records, str) and isinstance(rows, str | None)
    if not texts or type(total) is not int or type(is_part) is not bool:
        raise ValueError(text)
    own = tuple(filter(None, keys.split(",")))
    of_rows = None if rows is None else _apart(rows)
    return KeptList(AskedNumber.from_json(said), own, total, _apart(records), of_rows, is_part)


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
