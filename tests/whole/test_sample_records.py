"""The sample records in data/: what the five announcements state comes out, and every number opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.questions import as_json, count, errors, own_cache, reconcile, rows, run_on

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
NO_MEDALS = "--where form!=ky-niem-chuong"

STATED = {
    "Ngã Bảy": {
        "registered --year 2020 --where unit=nga-bay": 187,
        "recognized --year 2020 --where unit=nga-bay": 62,
        "recognized --year 2020 --where unit=nga-bay --where level=huyen": 46,
        "recognized --year 2020 --where unit=nga-bay --where level=xa": 16,
        "recognized --year 2020 --where unit=nga-bay --where kind=tap-the": 61,
        "recognized --year 2020 --where unit=nga-bay --where kind=ca-nhan": 1,
        "recognized --year 2020 --where unit=nga-bay --where level=huyen --where rating=tot": 40,
        "recognized --year 2020 --where unit=nga-bay --where level=huyen --where rating=kha": 6,
        "recognized --year 2020 --where unit=nga-bay --where level=xa --where rating=tot": 13,
        "recognized --year 2020 --where unit=nga-bay --where level=xa --where rating=kha": 3,
    },
    "Điện Bàn": {
        "registered --year 2023 --where unit=dien-ban": 52,
        "surveyed --year 2023 --where unit=dien-ban": 28,
        f"awards --year 2023 --where unit=dien-ban {NO_MEDALS} --where kind=tap-the": 15,
        f"awards --year 2023 --where unit=dien-ban {NO_MEDALS} --where kind=ca-nhan": 4,
        "awards --year 2023 --where unit=dien-ban --where form=ky-niem-chuong": 4,
    },
    "Thoại Sơn": {
        "registered --year 2021-2023 --where unit=thoai-son": 1240,
        "registered --year 2020-2024 --where unit=thoai-son": 1240,
        f"awards --year 2023 --where unit=thoai-son {NO_MEDALS} --where kind=tap-the": 19,
        f"awards --year 2023 --where unit=thoai-son {NO_MEDALS} --where kind=ca-nhan": 7,
        "awards --year 2023 --where unit=thoai-son --where form=ky-niem-chuong": 3,
    },
    "Hội An": {
        "awards --year 2020 --where authority=ban-thuong-vu-thanh-uy-hoi-an": 4,
        "awards --year 2020 --where authority=ban-thuong-vu-thanh-uy-hoi-an --where kind=mo-hinh": 4,
        "awards --year 2020 --where authority=ban-dan-van-tinh-uy-quang-nam --where kind=mo-hinh": 1,
    },
    "the unnamed town": {
        "awards --year 2020 --where unit=thi-xa-khong-ten --where kind=tap-the": 7,
        "awards --year 2020 --where unit=thi-xa-khong-ten --where kind=ca-nhan": 6,
    },
}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")):
        yield


@pytest.mark.parametrize("place", STATED)
def test_every_stated_number_comes_out_and_opens(place: str) -> None:
    assert {question: count(DATA, question) for question in STATED[place]} == STATED[place]


def test_nga_bay_adds_up_by_level_kind_and_rating() -> None:
    question = "recognized --year 2020 --where unit=nga-bay"
    assert rows(DATA, f"{question} --by level") == {"huyen": 46, "xa": 16}
    assert rows(DATA, f"{question} --by kind") == {"tap-the": 61, "ca-nhan": 1}
    by_kind = {"huyen tap-the": 45, "huyen ca-nhan": 1, "xa tap-the": 16}
    assert rows(DATA, f"{question} --by level,kind") == by_kind
    by_rating = {"huyen tot": 40, "huyen kha": 6, "xa tot": 13, "xa kha": 3}
    assert rows(DATA, f"{question} --by level,rating") == by_rating


def test_the_models_that_nga_bay_names_are_records_of_their_own() -> None:
    records = as_json(DATA, "list recognized --year 2020 --where unit=nga-bay --where level=huyen")["records"]
    assert {record["title"] for record in records if record["value"] == 1} >= {
        "Vận dụng công tác dân vận khéo vào công tác giải quyết án",
        "Sổ vàng khởi nghiệp",
        "Hướng dẫn phân loại, xử lý rác thải sinh hoạt gia đình tại ấp Đông Bình, xã Tân Thành",
        "Tiểu thương nói không với thực phẩm bẩn",
        "Vận động chăm sóc trẻ em không có nguồn nuôi dưỡng",
        "Nhà nước và Nhân dân cùng làm hệ thống đèn chiếu sáng công cộng",
    }


def test_the_awards_of_dien_ban_by_authority() -> None:
    question = f"awards --year 2023 --where unit=dien-ban {NO_MEDALS} --by authority,kind"
    assert rows(DATA, question) == {
        "ban-dan-van-tinh-uy-quang-nam tap-the": 2,
        "ban-dan-van-tinh-uy-quang-nam ca-nhan": 2,
        "ban-dan-van-thi-uy-dien-ban tap-the": 11,
        "ubnd-thi-xa-dien-ban tap-the": 2,
        "ubnd-thi-xa-dien-ban ca-nhan": 2,
    }


@pytest.mark.parametrize("years", ["2021", "2022", "2023", "2021-2022", "2022-2023"])
@pytest.mark.parametrize("basis", ["yearly", "each", "distinct"])
def test_of_a_part_of_the_period_thoai_son_knows_nothing_and_says_why(years: str, basis: str) -> None:
    question = f"registered --year {years} --where unit=thoai-son --count {basis}"
    assert count(DATA, question) == 0
    table = run_on(DATA, f"tally {question} --format plain").out
    assert "1.240" in table
    assert "--nam 2021-2023" in table
    assert "1,240" in run_on(DATA, f"tally {question} --format plain --lang en").out


def test_the_whole_period_leaves_nothing_out() -> None:
    table = run_on(DATA, "tally registered --year 2021-2023 --where unit=thoai-son --format plain").out
    assert table.count("1.240") == 2  # the number, and what it rests on
    assert "không tính" not in table


def test_what_hoi_an_only_calls_many_is_not_known() -> None:
    claims = [claim for claim in reconcile(DATA).claims if claim["where"].get("unit") == "hoi-an"]
    unknown = [claim for claim in claims if claim["result"] == "unknown"]
    from_the_province = {"authority": "ban-dan-van-tinh-uy-quang-nam", "form": "giay-khen", "unit": "hoi-an"}
    for kind in ("tap-the", "ca-nhan"):
        assert {**from_the_province, "kind": kind} in [claim["where"] for claim in unknown]
    assert all(claim["stated"] is None for claim in unknown)


def test_all_published_figures_are_equal_or_unknown() -> None:
    found = reconcile(DATA)
    assert {claim["result"] for claim in found.claims} == {"equal", "unknown"}
    assert found.conflicts == []
    assert found.code == 0
    assert len({claim["path"] for claim in found.claims}) == 5
    for claim in found.claims:
        lines = (DATA / claim["path"]).read_text(encoding="utf-8").splitlines()
        assert f"measure: {claim['measure']}" in lines[claim["line"] - 1]


def test_check_finds_no_error() -> None:
    assert errors(DATA) == []


@pytest.mark.parametrize("year", ["2020", "2022", "2023", "2021-2023"])
def test_every_table_of_the_overview_opens(year: str) -> None:
    tables = as_json(DATA, f"tally --year {year}")["tables"]
    assert len({table["name"] for table in tables}) == len(tables) >= 3
    for table in tables:
        where = "".join(f" --where '{condition}'" for condition in table["where"])
        assert count(DATA, f"{table['measure']} --year {table['year']}{where}") == table["total"]
