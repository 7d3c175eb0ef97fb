"""Thirteen published announcements, written as records: what they state comes out, and every number opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.questions import CASES, count, errors, own_cache, reconcile

if TYPE_CHECKING:
    from collections.abc import Iterator

# What each announcement states, as the question that a clerk would ask.
STATED = {
    "an_dong_2025": {
        "awards --year 2025 --where form=bieu-duong": 95,
        "awards --year 2025 --where form=bieu-duong --where kind=tap-the": 45,
        "awards --year 2025 --where authority=btv-dang-uy --where kind=ca-nhan": 50,
    },
    "brvt_2021": {
        "registered --year 2021": 2071,
        "effective --year 2021": 1808,
        "awards --where purpose=dan-van-kheo --where form=bang-khen --where kind=tap-the": 28,
        "awards --where purpose=dan-van-kheo --where form=bang-khen --where kind=ca-nhan": 12,
        "awards --where purpose=quy-che-dan-chu --where kind=tap-the": 14,
        "awards --where purpose=dan-van-chinh-quyen --where kind=tap-the": 5,
    },
    "cho_don_2022": {
        "recognized --where level=huyen": 123,
        "recognized --where level=huyen --where kind=ca-nhan": 54,
        "recognized --where level=huyen --where kind=tap-the": 69,
        "outstanding": 55,
        "outstanding --where kind=tap-the": 29,
        "outstanding --where kind=ca-nhan": 26,
        "proposed --year 2020-2022 --where authority=ubnd-huyen --where kind=mo-hinh": 18,
    },
    "chu_pah_2022": {
        "active --as-of 31/10/2022": 274,
        "active --as-of 2022-10 --where kind=tap-the": 194,
        "active --as-of 2022-10 --where kind=ca-nhan": 80,
    },
    "hau_giang_2023": {
        "registered --year 2023": 1432,
        "registered --year 2023 --where kind=tap-the": 1271,
        "registered --year 2023 --where kind=ca-nhan": 161,
        "awards --where authority=hoi-dong-tdkt-tinh --where kind=tap-the": 30,
        "awards --where authority=hoi-dong-tdkt-tinh --where kind=ca-nhan": 30,
    },
    "long_binh_2025": {
        "active": 7,
        "registered --where origin=duy-tri": 7,
        "results --where indicator=ho-hien-dat": 55,
        "results --where indicator=hien-dat": 1647,
        "results --where indicator=duong": 1600,
        "results --where indicator=tien": 690_000_000,
    },
    "song_hinh_2009_2019": {
        "registered --year 2009-2019": 1330,
        "recognized --year 2009-2019 --count each --where level=co-so": 439,
        "recognized --year 2009-2019 --count each --where level=huyen": 139,
        "awards --where authority=btv-huyen-uy --where kind=tap-the": 2,
        "awards --where authority=btv-huyen-uy --where kind=ca-nhan": 1,
    },
    "tri_ton": {
        "active --year 2020": 169,
        "active --year 2020 --where kind=tap-the": 132,
        "active --year 2020 --where kind=ca-nhan": 37,
    },
    "vinh_phu_2021_2023": {
        "registered --year 2021-2023 --where level=xa": 53,
        "registered --year 2021-2023 --where level=huyen": 17,
        "registered --year 2021-2023 --where level=tinh": 4,
        "recognized --year 2021-2023 --where level=xa": 42,
        "awards --year 2021-2023 --where form=giay-chung-nhan --where level=xa": 42,
    },
    "vinh_thuan_2021_2023": {
        "recognized --year 2021-2023 --where level=huyen": 93,
        "awards --where authority=chu-tich-ubnd-huyen --where form=giay-khen --where kind=tap-the": 13,
        "awards --where authority=chu-tich-ubnd-huyen --where form=giay-khen --where kind=ca-nhan": 3,
        "awards --where authority=ban-chi-dao-huyen --where kind=mo-hinh": 7,
        "awards --where authority=ban-chi-dao-huyen --where kind=ca-nhan": 11,
    },
    "yen_binh_2023": {
        "effective": 336,
        "effective --where field=kinh-te": 82,
        "effective --where 'field=văn hóa - xã hội'": 164,
        "effective --where 'field=quốc phòng - an ninh'": 38,
        "effective --where 'field=hệ thống chính trị'": 44,
        "effective --where 'field=vùng đồng bào có đạo'": 8,
    },
}
# Figures alone, which contradict themselves; no records stand behind them.
CONTRADICTORY = {
    "lien_chieu_2011_2015": ("34", "19", "14"),
    "tuyen_quang_2018": ("12.532", "4.822", "6.303"),
}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")):
        yield


def test_no_case_is_left_out() -> None:
    folders = {path.parent.name for path in CASES.glob("*/danvan.yaml")}
    assert folders == STATED.keys() | CONTRADICTORY.keys()
    assert len(folders) == 13


@pytest.mark.parametrize("case", STATED)
def test_every_stated_number_comes_out_and_opens(case: str) -> None:
    counted = {question: count(CASES / case, question) for question in STATED[case]}
    assert counted == STATED[case]


@pytest.mark.parametrize("case", STATED)
def test_figures_that_add_up_agree_with_the_records(case: str) -> None:
    found = reconcile(CASES / case)
    assert {claim["result"] for claim in found.claims} <= {"equal", "unknown"}
    assert len(found.claims) >= len(STATED[case])
    assert found.conflicts == []
    assert found.code == 0


@pytest.mark.parametrize("case", CONTRADICTORY)
def test_figures_that_contradict_themselves_are_a_conflict(case: str) -> None:
    found = reconcile(CASES / case)
    assert found.code == 1
    assert len(found.claims) == 3
    (conflict,) = found.conflicts
    for number in CONTRADICTORY[case]:
        assert number in conflict["message"]
    lines = (CASES / case / conflict["path"]).read_text(encoding="utf-8").splitlines()
    assert "measure:" in lines[conflict["line"] - 1]


@pytest.mark.parametrize("case", [*STATED, *CONTRADICTORY])
def test_check_finds_no_error(case: str) -> None:
    assert errors(CASES / case) == []
