from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli import locale
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import REF, TEXT
from danvan_cli.domain.fields import AWARD, CLAIM, EVALUATION, FIGURES, MODEL, TABLES, UNIT, Field
from danvan_cli.domain.messages import NO_RECORD
from danvan_cli.importing.cell_texts import text_of
from danvan_cli.importing.cells import CachingReader, cell_of, name_for, read_cell
from danvan_cli.importing.columns import REVIEW
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import no_progress
from tests.helpers.laws import cases
from tests.helpers.record_values import value_of

Readers = Callable[[int | None], CachingReader]
_MODELS = {"2019-xa-a-to-dan-van": 2019, "2020-xa-a-cho-xanh": 2020}
_YEARS = (None, 2018, 2020, 2026)
_FIELDS = [
    field
    for table in ("model", "evaluation", "award", "figures", "claim", "unit")
    for field in TABLES[table].values()
    if not field.entries
]
_names = st.sampled_from(
    [
        *_MODELS,
        *("xa-a", "xa-a-moi", "xa-b", "Xã An Hòa", "huyen", "xa", "tot", "dat", "kheo", "khong-ro", "ca-nhan"),
        *("registered", "dang-ky", "yearly", "kinh-te", "mo-hinh", "không có", '["a"]', "[a]", "{}", "a; b", ";"),
    ]
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    place = tmp_path_factory.mktemp("cells")
    clerk = Clerk(Path(place, "data"))
    ledger = Ledger(DiskSource(clerk.root, 2_000_000_000_000_000_000), place / "cache", clerk.root, no_progress)
    yield RecordLookup(ledger, "2020-12-31").lists
    ledger.close()


@pytest.fixture(scope="module")
def readers(lists: Lists) -> Readers:
    return {year: CachingReader(lists, year, _find) for year in _YEARS}.__getitem__


def _find(typed: str, before: int | None) -> str:
    year = _MODELS.get(typed)
    if year is None or (before and year >= before):
        raise RequestError(NO_RECORD, value=typed, near="–")
    return typed


def _back(field: Field, cell: str | float | date, reader: CachingReader) -> Any:  # noqa: ANN401 - what records hold
    return read_cell(field, text_of(cell, field.type), reader)


def _values(field: Field) -> st.SearchStrategy[Any]:
    drawn: st.SearchStrategy[Any] = value_of(field)
    if field.type in (REF, TEXT):
        return drawn | _names
    return drawn | st.lists(_names, min_size=1, max_size=3) if field.type.is_several else drawn


@cases(30)
@given(
    drawn=st.data(), field=st.sampled_from(_FIELDS), year=st.sampled_from(_YEARS), lang=st.sampled_from(("vi", "en"))
)
def test_what_is_written_into_a_cell_is_read_from_it(
    drawn: st.DataObject, field: Field, year: int | None, lang: str, lists: Lists
) -> None:
    locale.use(lang)
    reader = CachingReader(lists, year, _find)
    value = drawn.draw(_values(field))
    assert _back(field, cell_of(field, value, reader), reader) == value


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        (MODEL["title"], "[Mới] Tổ dân vận", "[Mới] Tổ dân vận"),
        (MODEL["title"], "=1+1", "=1+1"),
        (AWARD["decision"], "012", "012"),
        (MODEL["unit"], "xa-b", "Xã Bình Hoà"),
        (MODEL["unit"], "xa-a", "Xã An Hòa"),
        (MODEL["unit"], "xa-la", '["xa-la"]'),
        (MODEL["kind"], "ca-nhan", "Cá nhân"),
        (MODEL["kind"], "mo-hinh", '["mo-hinh"]'),
        (AWARD["kind"], "mo-hinh", "Mô hình"),
        (AWARD["model"], "2020-xa-a-cho-xanh", "2020-xa-a-cho-xanh"),
        (AWARD["model"], "2020-mat", '["2020-mat"]'),
        (MODEL["continues"], "2019-xa-a-to-dan-van", "2019-xa-a-to-dan-van"),
        (MODEL["continues"], "2020-xa-a-cho-xanh", '["2020-xa-a-cho-xanh"]'),
        (MODEL["registered_on"], "2020-12-23", date(2020, 12, 23)),
        (MODEL["registered_on"], "2020-12", "12/2020"),
        (MODEL["registered_on"], "2020", "2020"),
        (MODEL["registered_on"], "1905-07-12", "12/07/1905"),
        (MODEL["participants"], 1240, 1240),
        (EVALUATION["score"], 850, 8.5),
        (EVALUATION["score"], 999_999_999_999_999, "9999999999999,99"),
        (EVALUATION["recognized"], False, "Không"),
        (EVALUATION["scorers"], {"Bà A": {"noi-dung": 550, "hieu-qua": 300}}, "Bà A: noi-dung=5,5; hieu-qua=3"),
        (EVALUATION["scorers"], {"Bà A": {"la": 550}}, '{"Bà A": {"la": 5.5}}'),
        (MODEL["tags"], ["ấp 3", "chợ"], "ấp 3; chợ"),
        (MODEL["tags"], ["ấp 3; chợ"], '["ấp 3; chợ"]'),
        (MODEL["extra"], {"so-ho": "12", "x": "y"}, "so-ho=12\nx=y"),
        (MODEL["extra"], {"so": {"ho": ["12"]}}, '{"so": {"ho": ["12"]}}'),
        (UNIT["successors"], ["xa-loc", "xa-b"], "Xã Xuân Lộc; Xã Bình Hoà"),
        (FIGURES["where"], {"unit": "xa-b", "level": "xa,huyen"}, "unit=xa-b; level=xa,huyen"),
        (FIGURES["where"], {"mau": "xanh"}, '{"mau": "xanh"}'),
        (CLAIM["measure"], "registered", "Đăng ký"),
        (CLAIM["measure"], "dang-ky", '["dang-ky"]'),
        (MODEL["note"], "a\rb", '["a\\rb"]'),
        (MODEL["note"], "_x000D_", '["_\\u0078000D_"]'),
    ],
)
def test_a_cell_reads_as_a_clerk_would_write_it_unless_that_meant_something_else(
    field: Field, value: object, cell: object, readers: Readers
) -> None:
    assert cell_of(field, value, readers(2020)) == cell


def test_a_name_that_two_units_bear_is_used_alone_only_where_it_means_one(readers: Readers) -> None:
    named = [name_for(MODEL["unit"], unit, readers(year)) for unit, year in (("xa-a", 2020), ("xa-a-moi", 2026))]
    assert named == ["Xã An Hòa"] * 2
    assert name_for(MODEL["unit"], "xa-a-moi", readers(2020)) == "xa-a-moi"


def test_a_name_that_two_units_bear_stands_with_what_they_lie_in(readers: Readers) -> None:
    named = [name_for(MODEL["unit"], unit, readers(None)) for unit in ("xa-a", "xa-a-moi")]
    assert named == ["Xã An Hòa, Huyện Xuân Lộc", "Xã An Hòa, Tỉnh Yên"]
    assert [read_cell(MODEL["unit"], name, readers(None)) for name in named] == ["xa-a", "xa-a-moi"]


def test_what_units_lie_in_is_named_by_its_id_where_two_bear_the_name(readers: Readers) -> None:
    assert name_for(UNIT["parent"], "xa-a", readers(None)) == "xa-a"


def test_the_part_of_a_mapping_is_a_number_of_its_own(readers: Readers) -> None:
    assert cell_of(EVALUATION["scores"], 550, readers(2020), "noi-dung") == 5.5


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (FIGURES["where"], "Cấp=Cấp xã; loai=Cá nhân", {"Cấp": "xa", "loai": "ca-nhan"}),
        (FIGURES["where"], "unit=Xã Bình Hoà, Xã Xuân Lộc", {"unit": "xa-b,xa-loc"}),
        (FIGURES["where"], "unit=Xã An Hòa, Huyện Xuân Lộc, Xã Bình Hoà", {"unit": "xa-a,xa-b"}),
        (FIGURES["where"], '{"level": ["xa", "huyen"]}', {"level": "xa,huyen"}),
        (CLAIM["share_of"], "Công nhận", "recognized"),
        (REVIEW, "duy tri", "duy-tri"),
        (REVIEW, "Dừng", "dung"),
        (EVALUATION["recognized"], "Yes", True),
        (MODEL["extra"], '{"so": 8.50, "co": true, "khong": null}', {"so": "8.50", "co": "true", "khong": None}),
        (MODEL["tags"], '["a", "", " b "]', ["a", "b"]),
        (CLAIM["measure"], " ", None),
        (FIGURES["where"], "\u200b", None),
    ],
)
def test_what_clerks_write_is_read(field: Field, text: str, value: object, readers: Readers) -> None:
    assert read_cell(field, text, readers(2020)) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (FIGURES["where"], "mau=xanh", "no-dimension"),
        (FIGURES["where"], "level=Cấp thôn", "no-entry"),
        (FIGURES["where"], "level", "no-pair"),
        (FIGURES["where"], "level=xa; level=xa", "given-twice"),
        (CLAIM["measure"], "trồng cây", "no-measure"),
        (CLAIM["count"], "luôn", "no-basis"),
        (REVIEW, "không duy trì", "not-there"),
        (EVALUATION["scorers"], '{"A": {"noi-dung": -1}}', "no-pair"),
        (EVALUATION["scorers"], '{"A": {"noi-dung": 1, "noi-dung": 2}}', "no-pair"),
        (MODEL["extra"], "[1", "no-pair"),
        (MODEL["extra"], '{"a=b": [}', "no-pair"),
    ],
)
def test_what_cannot_be_read_is_refused(field: Field, text: str, code: str, readers: Readers) -> None:
    with pytest.raises(RequestError) as refused:
        read_cell(field, text, readers(2020))
    assert refused.value.code == code


def test_each_name_is_looked_up_once(lists: Lists) -> None:
    asked: list[str] = []

    def find(typed: str, _: int | None) -> str:
        asked.append(typed)
        raise RequestError(NO_RECORD, value=typed, near="–")

    reader = CachingReader(lists, 2020, find)
    for _ in range(3):
        with pytest.raises(RequestError):
            read_cell(AWARD["model"], "mất", reader)
    assert asked == ["mất"]
