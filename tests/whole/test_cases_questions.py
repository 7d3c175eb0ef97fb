"""What the thirteen announcements ask beyond plain numbers: tables, changes, periods, what is not known."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.helpers.questions import CASES, as_json, count, own_cache, reconcile, rows, run_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")):
        yield


def test_parts_add_up_in_the_order_of_the_vocabulary() -> None:
    fields = rows(CASES / "yen_binh_2023", "effective --by field")
    assert list(fields.items()) == [
        ("kinh-te", 82),
        ("van-hoa-xa-hoi", 164),
        ("quoc-phong-an-ninh", 38),
        ("he-thong-chinh-tri", 44),
        ("ton-giao", 8),
    ]
    assert sum(fields.values()) == 336
    assert rows(CASES / "an_dong_2025", "awards --by kind") == {"tap-the": 45, "ca-nhan": 50}
    assert rows(CASES / "hau_giang_2023", "registered --by kind") == {"tap-the": 1271, "ca-nhan": 161}
    assert rows(CASES / "cho_don_2022", "outstanding --by level,kind") == {
        "huyen tap-the": 29,
        "huyen ca-nhan": 26,
    }
    assert rows(CASES / "vinh_phu_2021_2023", "registered --year 2021-2023 --by level") == {
        "tinh": 4,
        "huyen": 17,
        "xa": 53,
    }


def test_a_change_on_another_year_comes_out() -> None:
    table = as_json(CASES / "brvt_2021", "tally effective --year 2021 --vs 2020")
    (row,) = table["rows"]
    assert (table["total"], row["vs"], row["change"], row["percent"]) == (1808, 1532, 276, 18)


def test_awards_for_several_purposes_stand_apart() -> None:
    assert rows(CASES / "brvt_2021", "awards --year 2021 --by purpose,kind") == {
        "dan-van-kheo tap-the": 28,
        "dan-van-kheo ca-nhan": 12,
        "quy-che-dan-chu tap-the": 14,
        "dan-van-chinh-quyen tap-the": 5,
    }


def test_a_proposal_is_no_award_yet() -> None:
    folder = CASES / "cho_don_2022"
    assert count(folder, "awards --year 2020-2022") == 0
    assert count(folder, "awards --year 2022 --where status=de-nghi") == 18
    assert count(folder, "proposed --year 2022") == 18


def test_one_model_may_meet_the_standard_at_two_levels() -> None:
    folder, period = CASES / "song_hinh_2009_2019", "--year 2009-2019"
    assert rows(folder, f"recognized {period} --by level") == {"huyen": 139, "co-so": 300}
    assert rows(folder, f"recognized {period} --by level --count each") == {"huyen": 139, "co-so": 439}
    assert count(folder, f"recognized {period}") == 439
    assert count(folder, f"recognized {period} --count each") == 578
    assert count(folder, f"recognized {period} --where level=co-so") == 439
    assert "139" in run_on(folder, f"tally recognized {period} --where level=co-so --count yearly --format plain").out


@pytest.mark.parametrize(
    ("case", "measure", "parts", "missed"),
    [
        ("song_hinh_2009_2019", "registered", ("2019", "2009-2018", "2010-2019"), "1.330"),
        ("vinh_phu_2021_2023", "registered", ("2021", "2023", "2022-2023"), "74"),
        ("vinh_thuan_2021_2023", "recognized", ("2021-2022", "2023"), "93"),
    ],
)
def test_of_a_part_of_the_period_nothing_is_known(case: str, measure: str, parts: tuple[str, ...], missed: str) -> None:
    for years in parts:
        assert count(CASES / case, f"{measure} --year {years}") == 0
        assert missed in run_on(CASES / case, f"tally {measure} --year {years} --format plain").out


def test_an_award_for_a_period_counts_in_its_last_year() -> None:
    assert count(CASES / "vinh_thuan_2021_2023", "awards --year 2023") == 34
    assert count(CASES / "vinh_thuan_2021_2023", "awards --year 2021-2022") == 0


def test_the_offices_own_indicators_add_up_apart_from_each_other() -> None:
    folder = CASES / "long_binh_2025"
    table = as_json(folder, "tally results --where unit=long-binh")
    assert table["by"] == ["indicator"]
    assert table["total"] is None
    assert [(row["indicator"], row["value"]) for row in table["rows"]] == [
        ("hien-dat", 1647),
        ("tien", 690_000_000),
        ("ho-hien-dat", 55),
        ("duong", 1600),
    ]
    listed = as_json(folder, "list results")
    assert listed["total"] is None
    assert len(listed["records"]) == 4
    assert "690.000.000" in run_on(folder, "tally results --format plain").out


def test_more_than_a_number_agrees_with_what_is_more() -> None:
    claim = reconcile(CASES / "chu_pah_2022").claims[-1]
    assert (claim["stated"], claim["counted"], claim["result"]) == (270, 274, "equal")
    assert "> 270" in run_on(CASES / "chu_pah_2022", "reconcile --format plain").out


def _name_the_hamlets(folder: Path) -> None:
    """Make of 79 hamlets, which the source only counts, units of their own; models are spread over them."""
    models = folder / "models" / "2020"
    for file in models.iterdir():
        file.unlink()
    with (folder / "units.yaml").open("a", encoding="utf-8") as units:
        for number in range(79):
            hamlet = f"ap-{number}"
            units.write(f"- {{id: {hamlet}, name: Ấp số {number}, level: co-so, parent: tri-ton}}\n")
            text = f"title: Mô hình tập thể\nunit: {hamlet}\nkind: tap-the\ncount: {1 if number else 54}\n"
            (models / f"2020-{hamlet}-tap-the.yaml").write_text(text, encoding="utf-8")
    text = "title: Mô hình cá nhân\nunit: ap-0\nkind: ca-nhan\ncount: 37\n"
    (models / "2020-ap-0-ca-nhan.yaml").write_text(text, encoding="utf-8")
    claim = "where: {unit: tri-ton, level: co-so}\nclaims: [{measure: units, value: 79}]\n"
    (folder / "figures/2020/2020-tri-ton-khom-ap.yaml").write_text(claim, encoding="utf-8")


def test_units_are_counted_once_they_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "tri-ton"
    shutil.copytree(CASES / "tri_ton", folder)
    assert count(folder, "units --year 2020 --where unit=tri-ton --where level=co-so") == 0
    _name_the_hamlets(folder)
    assert count(folder, "units --year 2020 --where unit=tri-ton --where level=co-so") == 79
    assert count(folder, "active --year 2020") == 169
    found = reconcile(folder)
    assert (found.code, {claim["result"] for claim in found.claims}) == (0, {"equal"})
