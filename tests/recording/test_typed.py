import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import InputError, RequestError
from danvan_cli.domain.fields import AWARD, EVALUATION, MODEL
from danvan_cli.domain.messages import NO_RECORD
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import TypedReader, read_new
from danvan_cli.store.disk import DiskSource
from danvan_cli.view.messages import told
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import no_progress

Read = Callable[..., Any]


@pytest.fixture(scope="module")
def lookup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordLookup]:
    place = tmp_path_factory.mktemp("typed")
    clerk = Clerk(Path(place, "data"))
    ledger = Ledger(DiskSource(clerk.root, 2_000_000_000_000_000_000), place / "cache", clerk.root, no_progress)
    yield RecordLookup(ledger, "2020-12-31")
    ledger.close()


@pytest.fixture(scope="module")
def lists(lookup: RecordLookup) -> Lists:
    return lookup.lists


@pytest.fixture(scope="module")
def reader(lists: Lists) -> TypedReader:
    return TypedReader(lists, 2020, _no_model)


def _no_model(typed: str, _before: int | None) -> str:
    raise RequestError(NO_RECORD, value=typed, near="–")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_a_day_is_typed_in_every_usual_way(reader: TypedReader, day: date, mark: str, zeros: bool) -> None:  # noqa: FBT001
    written = f"{day:%d}{mark}{day:%m}" if zeros else f"{day.day}{mark}{day.month}"

    for text in (f"{written}{mark}{day.year}", f" {day.isoformat()} "):
        assert reader.value(MODEL["registered_on"], [text]) == day.isoformat()


def test_a_year_of_two_digits_is_one_of_this_century(reader: TypedReader) -> None:
    assert reader.value(MODEL["registered_on"], ["5/2/26"]) == "2026-02-05"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("12,5 triệu", 12_500_000), ("1,2 tỷ", 1_200_000_000), ("1 tỷ 200 triệu", 1_200_000_000)),
        *(("25.000đ", 25_000), ("1.240", 1240), ("500 nghìn đồng", 500_000)),
    ],
)
def test_money_is_typed_in_millions_and_billions(reader: TypedReader, typed: str, amount: int) -> None:
    assert reader.value(MODEL["budget"], [typed]) == amount


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        *(("ngay-cong=35 ngày công", 3500), ("ngay-cong=35 ngay cong", 3500), ("ngay-cong=1.240 ngày công", 124_000)),
        *(("hien-dat=0,5 ha", 500_000), ("ho-huong-loi=12 hộ dân", 1200), ("nguoi-tham-gia=120 người", 12_000)),
    ],
)
def test_a_result_is_typed_with_its_indicators_unit(reader: TypedReader, typed: str, hundredths: int) -> None:
    key = typed.partition("=")[0]
    assert reader.value(EVALUATION["results"], [typed]) == {key: hundredths}


@pytest.mark.parametrize("typed", ["ngay-cong=35 hộ", "hien-dat=35 m", "hien-dat=2 sào", "tien=35 ngày công"])
def test_a_result_in_another_unit_is_refused_with_the_reason(reader: TypedReader, typed: str) -> None:
    with pytest.raises(RequestError, match="other-unit"):
        reader.value(EVALUATION["results"], [typed])


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("no-date", ["2020-13", "7/12/98", "12-2020-01", "hôm qua", "1/1/1850", "7/12-2020", "5/13"]),
        ("date-without-year", ["7/12", "5-2", "ngày 29/2", "5/12"]),
        ("no-such-day", ["31/2/2020", "31/2", "2020-02-30", "31.4.26", "29/2/2021"]),
    ],
)
def test_what_is_no_day_is_refused_by_what_it_lacks(reader: TypedReader, code: str, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(RequestError, match=code):
            reader.value(MODEL["registered_on"], [text])


@pytest.mark.parametrize("text", ["21/10", "21-10", "ngày 21.10"])
def test_a_day_without_its_year_is_told_with_its_own_day_as_the_example(reader: TypedReader, text: str) -> None:
    with pytest.raises(RequestError) as raised:
        reader.value(MODEL["registered_on"], [text])
    assert raised.value.params["day"] == "21/10"
    assert re.search(r": 21/10/[0-9]{4}\.", told(raised.value))


@given(st.integers(0, 10**12 - 1))
def test_whole_numbers_are_typed_with_or_without_points(reader: TypedReader, number: int) -> None:
    for text in (str(number), f"{number:,}".replace(",", "."), f"{number:,}".replace(",", " ")):
        assert reader.value(MODEL["budget"], [text]) == number


@given(st.integers(0, 10**9))
def test_points_are_hundredths_behind_a_comma_or_a_point(reader: TypedReader, hundredths: int) -> None:
    whole, rest = divmod(hundredths, 100)

    for mark in ",.":
        assert reader.value(EVALUATION["score"], [f"{whole}{mark}{rest:02}"]) == hundredths


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("budget", "1,5", "no-whole"),
        ("budget", "-1", "no-whole"),
        ("count", "0", "no-count"),
        ("from_year", "2018-2020", "no-year"),
        ("kind", "mo-hinh", "kind-of-model"),
        ("field", "abc", "no-entry"),
        ("unit", "Xã Bình Hoa", "not-there"),
        ("continues", "cũ", "no-record"),
        ("extra", "không dấu bằng", "no-pair"),
    ],
)
def test_what_a_models_key_cannot_take_is_refused(reader: TypedReader, key: str, text: str, code: str) -> None:
    with pytest.raises(RequestError, match=code):
        reader.value(MODEL[key], [text])


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("score", "-1", "no-number"),
        ("score", "1,234", "no-number"),
        ("scores", "noi-dung=-1", "no-number"),
        ("scores", "noi-dung", "no-pair"),
        ("scores", "noi-dung=1; Nội dung=2", "given-twice"),
        ("scorers", "noi-dung=1", "no-scorer"),
        ("results", "bogus=1", "no-entry"),
        ("outstanding", "có lẽ", "no-flag"),
    ],
)
def test_what_an_evaluations_key_cannot_take_is_refused(reader: TypedReader, key: str, text: str, code: str) -> None:
    with pytest.raises(RequestError, match=code):
        reader.value(EVALUATION[key], [text])


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\u200b", "\ufeff\u2060"])
def test_what_nobody_can_see_states_nothing(reader: TypedReader, text: str) -> None:
    assert reader.value(MODEL["title"], [text]) is None


@given(st.lists(st.sampled_from(["xanh", "sạch", "đẹp"]), min_size=1))
def test_several_values_come_apart_at_semicolons_each_once(reader: TypedReader, tags: list[str]) -> None:
    assert reader.value(MODEL["tags"], [" ; ".join(tags)]) == list(dict.fromkeys(tags))
    assert reader.value(MODEL["tags"], tags) == list(dict.fromkeys(tags))


def test_a_retired_value_is_meant_only_where_nothing_else_fits(lists: Lists) -> None:
    assert TypedReader(lists, 2020, _no_model).value(EVALUATION["rating"], ["Đạt"]) == "dat"


@pytest.mark.parametrize("year", [2017, 2018])
def test_a_value_is_still_meant_first_in_its_last_year(lists: Lists, year: int) -> None:
    ratings = (VocabularyEntry("dat", "Đạt", until=2018), VocabularyEntry("khong-dat", "Không đạt"))
    own = lists.kept()
    own.__dict__["vocabulary"] = {"rating": {rating.id: rating for rating in ratings}}

    assert TypedReader(own, year, _no_model).value(EVALUATION["rating"], ["Đạt"]) == "dat"


@pytest.mark.parametrize(("year", "known"), [(2018, "tot, kha, dat"), (2019, "tot, kha")])
def test_a_list_names_what_is_in_use_in_the_year(lists: Lists, year: int, known: str) -> None:
    with pytest.raises(RequestError) as refused:
        TypedReader(lists, year, _no_model).value(EVALUATION["rating"], ["bogus"])

    assert refused.value.params["known"] == known


def test_awards_have_kinds_that_models_have_not(reader: TypedReader) -> None:
    assert reader.value(AWARD["kind"], ["hộ gia đình"]) == "ho-gia-dinh"


def test_all_mistakes_come_together(lookup: RecordLookup) -> None:
    typed = {"year": ["20"], "kind": ["?"], "field": ["abc"], "budget": ["x"]}
    with pytest.raises(InputError) as raised:
        read_new(lookup, MODEL, typed, ("title", "unit", "kind"), "Tổ")

    assert [mistake.key for mistake in raised.value.mistakes] == ["year", "id", "kind", "field", "budget"]
    assert raised.value.missing == ("title", "unit")
