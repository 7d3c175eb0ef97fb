"""Rows that are carried on and do not say which model they carry on: none becomes a second one in silence."""

from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk

_HEAD = "Tên mô hình,Đơn vị,Loại,Nguồn gốc"


@pytest.fixture
def second_year(clerk: Clerk) -> Clerk:
    """Two models of 2020 that were carried over, and one of another unit that was not."""
    model = ("register", "--year", "2020", "--kind", "tap-the", "--unit")
    for unit, title in (("xa-a", "Bến đò an toàn"), ("xa-a", "Ngõ xanh"), ("xa-b", "Hàng rào xanh")):
        clerk.writes(*model, unit, "--title", title)
    clerk.writes("carry-over", "2020", "2021", "--all", "--where", "unit=xa-a")
    return clerk


def _list(place: Path, *rows: str) -> str:
    file = place / "ds.csv"
    file.write_text("\n".join((_HEAD, *rows)), "utf-8")
    return str(file)


def test_a_title_that_changed_a_little_is_kept_back_with_the_models_that_no_row_speaks_of(
    second_year: Clerk, tmp_path: Path
) -> None:
    rows = ("Bến đò an toàn sông Hậu,Xã An Hòa,Tập thể,Duy trì", "Ngõ xanh,Xã An Hòa,Tập thể,Duy trì")
    said = second_year.ask("import", _list(tmp_path, *rows), "--year", "2021", "--yes")
    assert said.code == 1
    assert "2020-xa-a-ben-do-an-toan" in said.err
    assert "2020-xa-a-ngo-xanh" not in said.err  # the second row speaks of it
    assert "xa-b" not in said.err
    assert second_year.total("registered", "--year", "2021") == 2
    assert second_year.ask("import", _list(tmp_path, *rows), "--year", "2021", "--anyway").code == 0
    assert second_year.total("registered", "--year", "2021") == 3


def test_the_same_title_is_linked_where_it_was_not_carried_over(second_year: Clerk, tmp_path: Path) -> None:
    row = "Hàng rào  XANH,Xã Bình Hòa,Tập thể,Duy trì"
    (written,) = second_year.writes("import", _list(tmp_path, row), "--year", "2021", "--yes").values()
    assert written["continues"] == "2020-xa-b-hang-rao-xanh"
    assert second_year.total("registered", "--year", "2020-2021", "--count", "distinct") == 3


def test_a_unit_without_models_of_the_year_before_has_nothing_to_ask(second_year: Clerk, tmp_path: Path) -> None:
    row = "Vườn hoa,Huyện Xuân Lộc,Tập thể,Duy trì"
    assert second_year.ask("import", _list(tmp_path, row), "--year", "2021", "--yes").code == 0


def test_a_new_model_is_not_asked_about(second_year: Clerk, tmp_path: Path) -> None:
    row = "Bến đò an toàn sông Hậu,Xã An Hòa,Tập thể,Đăng ký mới"
    assert second_year.ask("import", _list(tmp_path, row), "--year", "2021", "--yes").code == 0


def test_a_row_that_names_what_is_carried_over_already_is_no_second_model(second_year: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text(
        "Tên mô hình,Đơn vị,Loại,Tiếp nối mô hình\nBến đò văn minh,Xã An Hòa,Tập thể,2020-xa-a-ben-do-an-toan\n",
        "utf-8",
    )
    said = second_year.ask("import", str(file), "--year", "2021", "--yes")
    assert said.code == 1
    assert "models/2021/2021-xa-a-ben-do-an-toan.yaml" in said.err
    typed = ("register", "--year", "2021", "--unit", "xa-a", "--kind", "tap-the", "--title", "Bến đò văn minh")
    second_year.is_refused(*typed, "--continues", "2020-xa-a-ben-do-an-toan", "--yes", code=1)


def test_typed_it_is_the_same(second_year: Clerk) -> None:
    typed = ("register", "--year", "2021", "--kind", "tap-the", "--origin", "duy-tri", "--yes")
    said = second_year.is_refused(*typed, "--unit", "xa-a", "--title", "Bến đò an toàn sông Hậu", code=1)
    assert "2021-xa-a-ben-do-an-toan" in said
    (written,) = second_year.writes(*typed, "--unit", "xa-b", "--title", "hàng rào xanh").values()
    assert written["continues"] == "2020-xa-b-hang-rao-xanh"


def test_a_bare_number_carries_on_no_single_model(second_year: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text("Tên mô hình,Đơn vị,Loại,Nguồn gốc,Số lượng\nMô hình khác,Xã An Hòa,Tập thể,Duy trì,5\n", "utf-8")
    assert second_year.ask("import", str(file), "--year", "2021", "--yes").code == 0
