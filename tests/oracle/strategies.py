"""Random data folders and random questions about them, faults that must still count included."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.oracle.count import dimensions, values, with_spans
from tests.oracle.facts import (
    ACTIVITY_MEASURES,
    DAYS,
    EVALUATION_MEASURES,
    MEASURES,
    Folder,
    Question,
    Record,
    facts,
    first_day,
    last_day,
)
from tests.oracle.written_folders import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_YEAR = 2019

# Other orders and other properties of the same ids, so that nothing can be known by heart.
_OWN: dict[str, list[Record]] = {
    "level": [{"id": entry, "label": f"Bậc {entry}"} for entry in ("xa", "tinh", "dac-khu")],
    "rating": [
        {"id": "khong-dat", "label": "Không đạt"},
        {"id": "dat", "label": "Đạt"},
        {"id": "tot", "label": "Tốt", "effective": True},
    ],
    "indicator": [
        {"id": "hien-dat", "label": "Hiến đất", "unit": "m²", "stock": True},
        {"id": "ho-huong-loi", "label": "Hộ hưởng lợi"},
    ],
}
_LISTED = {
    "kind": ["tap-the", "ca-nhan", "ho-gia-dinh", "mo-hinh", "khong-ro"],
    "field": ["kinh-te", "khac"],
    "movement": ["dan-van-kheo"],
    "origin": ["moi", "duy-tri", "nhan-rong"],
    "form": ["bang-khen", "giay-khen", "ky-niem-chuong"],
    "purpose": ["dan-van-kheo", "cong-tac-dan-van"],
    "status": ["de-nghi", "da-tang", "khong-duyet", "huy-bo"],
}
_FORMS = ["chuong-trinh-phoi-hop", "doi-thoai", "khac"]
_RATINGS = ["tot", "kha", "dat", "khong-dat", "hang-la"]
_INDICATORS = ["hien-dat", "ho-huong-loi", "chi-tieu-la"]
_NUMBERS = [Decimal(text) for text in ("0.1", "0.2", "0.7", "3.33", "12.50", "0", "1240")]
_TAGS = ["diem", "xanh", "moi-lam"]
_DECISIONS = ["12-QĐ/TU", "1318/QĐ-UBND", "05-QĐ/TU"]
_MISSING_MODELS = ["2018-khong-co", "2019-that-lac"]
_STRANGE_UNIT = "noi-khong-ten"
_NAMES = [
    "Nguyễn Văn Hòa",
    "NGUYỄN VĂN HOÀ",
    unicodedata.normalize("NFD", "nguyễn văn hoà"),
    "Nguyễn\u00a0Văn  Hòa.",
    "Nguyen Van Hoa",
    "Nguyễn Văn Hóa",
    "Trần Thị Thủy",
    "Trần thị Thuỷ",
]
_OUTCOMES: list[Record] = [
    {},
    {"status": "da-tang"},
    {"proposal": "01-TTr/BDV"},
    {"status": "de-nghi"},
    {"status": "de-nghi", "proposed_on": "2020-10"},
    {"status": "khong-duyet", "proposed_on": "2020-10-01"},
    {"status": "huy-bo", "revoked_on": "2021-03-02"},
    {"status": "huy-bo", "proposal": "02-TTr/BDV", "revoked_on": "2021"},
    {"status": "trang-thai-la"},
    {"revoked_on": "2021-03-02"},
    {"revoked_decision": "09-QĐ/TU"},
    {"status": "da-tang", "revoked_reason": "Khai không đúng"},
    {"status": "de-nghi", "revoked_reason": "Rút lại"},
    {"status": "khong-duyet", "revoked_on": "2021"},
]
_VERDICTS: list[Record] = [
    {},
    {"recognized": True},
    {"recognized": True, "outstanding": True},
    {"recognized": True, "outstanding": False},
    {"recognized": False},
    {"outstanding": True},
    {"recognized": True, "outstanding": True, "revoked_on": "2022-05-19"},
    {"recognized": True, "revoked_on": "2021"},
    {"recognized": True, "revoked_decision": "09-QĐ/TU"},
    {"recognized": True, "outstanding": True, "revoked_reason": "Khai không đúng"},
]


def _records(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Record]:
    """Draw records that state these keys in turn, whichever is first: a dictionary draws the place of each."""
    names = list(keys)

    def record(first: int, *stated: object) -> Record:
        pairs = list(zip(names, stated, strict=True))
        return {key: value for key, value in pairs[first:] + pairs[:first] if value is not None and value != []}

    return st.tuples(st.integers(0, len(names) - 1), *keys.values()).map(lambda drawn: record(*drawn))


def _maybe(choices: Iterable[Any]) -> st.SearchStrategy[Any]:
    return _sampled(None, *choices)


@cache  # what looks a strategy over takes as long as to draw from it
def _sampled(*choices: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - of whatever is drawn
    return st.sampled_from(choices)


_COUNT = st.sampled_from([None, None, None, 2, 16])
_TAGGED = st.lists(st.sampled_from(_TAGS), max_size=2, unique=True)
_MEASURED = st.dictionaries(st.sampled_from(_INDICATORS), st.sampled_from(_NUMBERS), max_size=2)


def _dates(year: int) -> list[str]:
    return [f"{year}", f"{year}-02", f"{year}-06-15", f"{year}-12-31", f"{year + 1}-01-10"]


@st.composite
def folders(draw: st.DrawFn) -> Folder:
    vocabulary = {name: draw(st.sampled_from([BUILT_IN[name], _OWN[name]])) for name in BUILT_IN}
    folder = Folder(units=draw(_units()), vocabulary=vocabulary)
    for year in range(_FIRST_YEAR, _FIRST_YEAR + draw(st.integers(2, 4))):
        folder.models[year] = draw(_models(folder, year))
        folder.awards[year] = draw(_awards(folder, year))
        folder.activities[year] = draw(_activities(folder, year))
    for year in folder.models:
        folder.evaluations[year] = draw(_evaluations(folder, year))
    return folder


@st.composite
def _units(draw: st.DrawFn) -> list[Record]:
    """Parents stand before and successors after, so that no chain runs in a circle."""
    ids = tuple(f"don-vi-{number}" for number in range(draw(st.integers(2, 8))))
    return [draw(_unit(ids, place)) for place in range(len(ids))]


@cache
def _unit(ids: tuple[str, ...], place: int) -> st.SearchStrategy[Record]:
    later = ids[place + 1 :]
    successors = st.lists(st.sampled_from(later), max_size=2, unique=True) if later else st.just([])
    return _records(
        id=st.just(ids[place]),
        name=st.just(f"Phường số {place}"),
        level=st.sampled_from(["tinh", "xa", "xa", "huyen", "dac-khu", "bac-la"]),
        parent=_maybe([*ids[max(0, place - 3) : place]]),
        successors=successors,
    )


def _places(folder: Folder) -> tuple[str, ...]:
    return (*(unit["id"] for unit in folder.units), _STRANGE_UNIT)


def _levels(folder: Folder) -> tuple[str, ...]:
    return (*(level["id"] for level in folder.vocabulary["level"][-3:]), "cap-la", "bac-la")


@st.composite
def _models(draw: st.DrawFn, folder: Folder, year: int) -> dict[str, Record]:
    earlier = [model_id for models in folder.models.values() for model_id in models]
    model = _model(_places(folder), _levels(folder), year, (*earlier, *_MISSING_MODELS))
    found = draw(st.lists(model, max_size=12))
    return {f"{year}-mo-hinh-{number}": model for number, model in enumerate(found)}


@cache
def _model(
    places: tuple[str, ...], levels: tuple[str, ...], year: int, earlier: tuple[str, ...]
) -> st.SearchStrategy[Record]:
    return _records(
        title=st.sampled_from(["Tổ dân vận xanh", "Dòng họ tự quản"]),
        unit=_sampled(*places),
        kind=st.sampled_from(["tap-the", "tap-the", "ca-nhan", "khong-ro", "nhom-la"]),
        level=_maybe([None, *levels]),
        field=_maybe(["kinh-te", "linh-vuc-la"]),
        movement=_maybe(["dan-van-kheo"]),
        origin=_maybe(["moi", "duy-tri"]),
        continues=_maybe(earlier),
        registered_on=_maybe([None, *_dates(year)]),
        ended_on=_maybe([None, None, *_dates(year)]),
        count=_COUNT,
        from_year=st.sampled_from([None, None, None, year, year - 1, year - 2]),
        tags=_TAGGED,
    )


def _evaluations(folder: Folder, year: int) -> st.SearchStrategy[dict[tuple[str, str], Record]]:
    own = list(folder.models[year])
    others = [model_id for models in folder.models.values() for model_id in models if model_id not in own]
    # Few models and many levels: a model that several levels found something about is the point.
    models = _sampled(*own[:5] * 3, *own, *others[:2], _MISSING_MODELS[0])
    places = st.tuples(models, _sampled(*_levels(folder)))
    return st.dictionaries(places, _evaluation(year), min_size=4, max_size=16)


@cache
def _evaluation(year: int) -> st.SearchStrategy[Record]:
    keys = _records(
        surveyed_on=_maybe(_dates(year)),
        rated_on=_maybe(_dates(year)),
        decided_on=_maybe(_dates(year)),
        proposal=_maybe([None, "01-TTr/BDV"]),
        proposed_on=_maybe([None, *_dates(year)]),
        rating=_maybe([*_RATINGS, *_RATINGS]),
        decision=_maybe(_DECISIONS),
        results=_MEASURED,
        tags=_TAGGED,
    )
    return st.tuples(keys, st.sampled_from(_VERDICTS)).map(lambda both: both[0] | both[1])


@st.composite
def _awards(draw: st.DrawFn, folder: Folder, year: int) -> dict[str, Record]:
    found = draw(st.lists(_award(_places(folder), year, tuple(folder.models[year])), max_size=10))
    return {f"{year}-khen-{number}": award for number, award in enumerate(found)}


@cache
def _award(places: tuple[str, ...], year: int, models: tuple[str, ...]) -> st.SearchStrategy[Record]:
    keys = _records(
        kind=st.sampled_from(["tap-the", "ca-nhan", "ca-nhan", "ho-gia-dinh", "mo-hinh", "nhom-la"]),
        form=_maybe(["bang-khen", "ky-niem-chuong", "hinh-thuc-la"]),
        authority=_maybe(places),
        recipient=_maybe(_NAMES),
        unit=_maybe(places),
        model=_maybe([*models, _MISSING_MODELS[0]]),
        purpose=_maybe(["dan-van-kheo", "muc-dich-la"]),
        decision=_maybe(_DECISIONS),
        decided_on=_maybe(_dates(year)),
        from_year=_maybe([None, year - 1]),
        count=_COUNT,
        tags=_TAGGED,
    )
    return st.tuples(keys, st.sampled_from(_OUTCOMES)).map(lambda both: both[0] | both[1])


@st.composite
def _activities(draw: st.DrawFn, folder: Folder, year: int) -> dict[str, Record]:
    found = draw(st.lists(_activity(_places(folder), year), max_size=8))
    return {f"{year}-hoat-dong-{number}": activity for number, activity in enumerate(found)}


@cache
def _activity(places: tuple[str, ...], year: int) -> st.SearchStrategy[Record]:
    return _records(
        title=st.sampled_from(["Đối thoại với dân", "Phối hợp với công an"]),
        unit=_sampled(*places),
        form=_maybe(["doi-thoai", "chuong-trinh-phoi-hop", "hinh-thuc-la"]),
        held_on=_maybe(_dates(year)),
        until_year=_maybe([None, year, year + 1, year + 2]),
        participants=_maybe([0, 30, 1240]),
        ended_on=_maybe([None, None, *_dates(year), f"{year + 1}-06-15"]),
        from_year=_maybe([None, None, year - 1]),
        results=_MEASURED,
        count=_COUNT,
        tags=_TAGGED,
    )


@st.composite
def questions(draw: st.DrawFn, folder: Folder, measures: tuple[str, ...] = MEASURES) -> Question:
    measure = draw(st.sampled_from(measures))
    names = dimensions(folder, measure)
    period = draw(_periods(folder))
    return Question(
        measure=measure,
        years=period,
        by=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
        where=tuple(draw(_filters(folder, measure)) for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2])))),
        count=draw(_maybe(_bases(measure))),
        units_now=draw(st.booleans()),
        include_open=measure == "active" and draw(st.booleans()),
        **(draw(_both_days(period)) if measure in DAYS else {}),
    )


@st.composite
def _periods(draw: st.DrawFn, folder: Folder) -> tuple[int, int]:
    """Whole periods are asked more often than chance would: most laws speak of several years."""
    years = sorted(folder.models)
    first = draw(st.sampled_from([years[0], years[0], *years]))
    last = draw(st.sampled_from([years[-1], years[-1] + 1, *(year for year in years if year >= first)]))
    return first, last


def _bases(measure: str) -> list[str]:
    if measure not in ("registered", *EVALUATION_MEASURES):
        return []
    return ["yearly", "each"] if measure == "results" else ["yearly", "each", "distinct"]


def _days(period: tuple[int, int]) -> st.SearchStrategy[str | None]:
    days = [f"{period[0]}-06-14", f"{period[1]}-02-28", f"{period[1]}-06-15", f"{period[1] + 1}-01-10"]
    return _maybe([None, None, *days, f"{period[1]}-02"])


@st.composite
def _both_days(draw: st.DrawFn, period: tuple[int, int]) -> dict[str, str | None]:
    """Draw the first and the last day, which are not asked for the wrong way round."""
    as_of = draw(_days(period))
    since = draw(_maybe([None, None, f"{period[0]}-02", f"{period[0]}-06-15", f"{period[1]}-06-16"]))
    return {"as_of": as_of, "since": None if since and as_of and last_day(as_of) < first_day(since) else since}


@st.composite
def _filters(draw: st.DrawFn, folder: Folder, measure: str) -> str:
    names = dimensions(folder, measure)
    often = [name for name in ("level", "decision", "year") if name in names]
    key = draw(st.sampled_from([*often, *names]))
    known = sorted(_known(folder, measure, key))
    if not known or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([f"{key}=", f"{key}!="]))
    wanted = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True))
    return f"{key}{draw(st.sampled_from(['=', '!=']))}{','.join(wanted)}"


def _known(folder: Folder, measure: str, key: str) -> set[str]:
    """Values that a list holds or a record states: any other is a misspelt question."""
    if key.startswith("unit") or key == "authority":
        listed = [unit["id"] for unit in folder.units]
    else:
        listed = [entry["id"] for entry in folder.vocabulary.get(key, [])]
        listed += _FORMS if key == "form" and measure in ACTIVITY_MEASURES else _LISTED.get(key, [])
    everything = Question(measure, (0, 9999), where=("status!=",))
    dated = (with_spans(fact, measure) for fact in facts(folder, everything))
    stated = {value for fact in dated for value in values(folder, fact, key)}
    return {*listed} | {value for value in stated if value}


# Writing
