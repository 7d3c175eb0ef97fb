"""Units of amounts as lists write them, and amounts with their unit behind."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.amount_units import (
    DONG,
    AmountUnit,
    is_unit_heading,
    read_amount_unit,
    split_amount,
    split_unit,
    typed_decimal,
    units_said_above,
)

_MILLION = AmountUnit(DONG, 1_000_000)
_THOUSAND = AmountUnit(DONG, 1_000)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("đồng", AmountUnit(DONG, 1)),
        ("VNĐ", AmountUnit(DONG, 1)),
        ("₫", AmountUnit(DONG, 1)),
        ("triệu đồng", _MILLION),
        ("Triệu đồng.", _MILLION),
        ("trieu dong", _MILLION),
        ("tr.đ", _MILLION),
        ("trđ", _MILLION),
        ("tr", _MILLION),
        ("triệu", _MILLION),
        ("1.000.000 đồng", _MILLION),
        ("1.000 đồng", _THOUSAND),
        ("1000đ", _THOUSAND),
        ("000đ", _THOUSAND),
        ("nghìn đồng", _THOUSAND),
        ("ngàn đ", _THOUSAND),
        ("tỷ đồng", AmountUnit(DONG, 10**9)),
        ("tỉ", AmountUnit(DONG, 10**9)),
        ("nghìn tỷ đồng", AmountUnit(DONG, 10**12)),
        ("m2", AmountUnit("m²", 1)),
        ("ha", AmountUnit("m²", 10_000)),
        ("km", AmountUnit("m", 1_000)),
        ("tạ", AmountUnit("kg", 100)),
        ("người", AmountUnit("người", 1)),
        ("sào", AmountUnit("m²", 0)),
        ("USD", AmountUnit(DONG, 0)),
        ("$", AmountUnit(DONG, 0)),
        ("công", None),
        ("trồng", None),
        ("đồng/năm", None),
        ("triệu người", None),
        ("1.000", _THOUSAND),
        ("Phường 1", None),
        ("", None),
    ],
)
def test_units(text: str, unit: AmountUnit | None) -> None:
    assert read_amount_unit(text) == unit
    assert read_amount_unit(unicodedata.normalize("NFD", text)) == unit


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("Đơn vị tính: triệu đồng", ["triệu đồng"]),
        ("ĐVT: 1.000 đồng", ["1.000 đồng"]),
        ("(Đvt : nghìn đồng)", ["nghìn đồng"]),
        ("ĐVT triệu đồng", ["triệu đồng"]),
        ("Đơn vị tính: triệu đồng, ha", ["triệu đồng", "ha"]),
        ("Đơn vị tính: sào", ["sào"]),
        ("Đơn vị: triệu đồng", ["triệu đồng"]),
        ("Đơn vị: Phường 1", []),
        ("Đơn vị: Xã Hòa Mỹ, xã Tân Lập", []),
        ("Đơn vị báo cáo: Phường 1", []),
        ("DANH SÁCH MÔ HÌNH NĂM 2023", []),
    ],
)
def test_what_stands_above_a_table(line: str, units: list[str]) -> None:
    assert units_said_above(line) == units


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Kinh phí (triệu đồng)", ("Kinh phí", "triệu đồng")),
        ("Kinh phí [ĐVT: tr.đ]", ("Kinh phí", "tr.đ")),
        ("Kinh phí, triệu đồng", ("Kinh phí", "triệu đồng")),
        ("Kinh phí - tr.đ", ("Kinh phí", "tr.đ")),
        ("Kinh phí ĐVT: nghìn đồng", ("Kinh phí", "nghìn đồng")),
        ("Kinh phí triệu đồng", ("Kinh phí", "triệu đồng")),
        ("Kinh phí", ("Kinh phí", "")),
        ("Kinh phí thực hiện", ("Kinh phí thực hiện", "")),
        ("Kinh phí (nếu có)", ("Kinh phí", "nếu có")),
        ("Đồng", ("Đồng", "")),
    ],
)
def test_the_unit_in_a_heading(heading: str, parts: tuple[str, str]) -> None:
    assert split_unit(heading) == parts


@pytest.mark.parametrize(
    ("heading", "is_one"), [("ĐVT", True), ("Đơn vị tính", True), ("Đơn vị", False), ("Tên", False)]
)
def test_a_column_of_units(heading: str, is_one: bool) -> None:  # noqa: FBT001 - one of two
    assert is_unit_heading(heading) is is_one


@pytest.mark.parametrize(
    ("text", "number", "base"),
    [
        ("25 triệu", 25_000_000, DONG),
        ("12,5 triệu đồng", 12_500_000, DONG),
        ("25tr", 25_000_000, DONG),
        ("1,2 tỷ", 1_200_000_000, DONG),
        ("1 tỷ 200 triệu", 1_200_000_000, DONG),
        ("1 tỷ 200 triệu đồng", 1_200_000_000, DONG),
        ("500 nghìn", 500_000, DONG),
        ("25.000.000đ", 25_000_000, DONG),
        ("25 000 000 đồng", 25_000_000, DONG),
        ("3 triệu rưỡi", 3_500_000, DONG),
        ("1 tỷ rưỡi đồng", 1_500_000_000, DONG),
        ("300m2", 300, "m²"),
        ("1,5 ha", 15_000, "m²"),
    ],
)
def test_amounts_with_their_unit(text: str, number: int, base: str) -> None:
    assert split_amount(text) == (Decimal(number), AmountUnit(base, 1))


@pytest.mark.parametrize(
    "text",
    [
        "25",
        "khoảng 25 triệu",
        "25-30 triệu",
        "25 triệu/năm",
        "3 sào",
        "100 USD",
        "200 triệu 1 tỷ",
        "1 tỷ 2",
        "1,240 triệu",
        "5.000.000",
        "5 000 000",
        "1.000",
    ],
)
def test_what_is_no_amount_that_is_certain(text: str) -> None:
    assert split_amount(text) is None


@given(st.integers(0, 10**12), st.sampled_from(["đồng", "triệu", "nghìn đồng", "tỷ"]))
def test_an_amount_is_its_number_times_its_unit(number: int, words: str) -> None:
    unit = read_amount_unit(words)
    assert unit
    typed = typed_decimal(Decimal(number) / unit.times)
    if len(typed.partition(",")[2]) <= 2:  # more decimals no reader takes
        assert split_amount(f"{typed} {words}") == (Decimal(number), AmountUnit(DONG, 1))
