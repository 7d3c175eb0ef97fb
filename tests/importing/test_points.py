"""Points that stand beside models are the evaluation's: no text of a model, whatever their headings are called."""

from collections.abc import Sequence

import pytest

from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Value
from tests.helpers.clerk import Clerk
from tests.importing.list_sheets import keys_of, only
from tests.importing.sent_lists import Sender

_HEAD = ("STT", "Tên mô hình", "TT/CN", "Điểm chấm", None, None, "Xếp loại")
_UNDER = (None, None, None, "Nội dung (6)", "Cách làm (4)", "Kết quả (40)", None)
_MERGED = ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2")
_ROWS: Sequence[Sequence[Value]] = [(1, "Chợ xanh", "TT", 5, 3, 36, "Tốt"), (2, "Vườn rau", "CN", 4, 3, 30, "Khá")]


def test_what_is_headed_as_points_is_no_text_of_a_model(lists: Lists) -> None:
    of_models = only(lists, _HEAD, _UNDER, *_ROWS, merged=_MERGED, kind="models")
    assert [of_models.columns.get(column, "") for column in range(1, 8)] == ["number", "title", "kind", "", "", "", ""]
    assert of_models.faults == []
    rated = only(lists, _HEAD, _UNDER, *_ROWS, merged=_MERGED, kind="evaluations")
    assert [rated.columns.get(column) for column in (4, 5)] == ["scores.noi-dung", "scores.cach-lam"]


@pytest.mark.parametrize(
    ("heading", "value", "key"),
    [
        ("Kết quả", "30 hộ thoát nghèo", "outputs"),
        ("Kết quả", 36, ""),
        ("Kết quả (40)", 36, ""),
        ("Nội dung (tối đa 30 điểm)", "28", ""),
        ("Nội dung", "Trồng hoa ven đường", "content"),
        ("Ghi chú", 2020, "note"),
    ],
)
def test_numbers_are_no_text_of_a_model(heading: str, value: Value, key: str, lists: Lists) -> None:
    found = only(lists, ("STT", "Tên mô hình", "TT/CN", heading), (1, "Chợ xanh", "TT", value), kind="models")
    assert found.columns.get(4, "") == key


def test_a_place_is_no_points(lists: Lists) -> None:
    assert keys_of(lists, "STT", "Tên mô hình", "Địa điểm", "Nội dung") == ["number", "title", "place", "content"]


def test_each_column_is_seen_before_it_is_written(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = [(str(number), f"Vườn rau {number}", "Xã An Hòa", "TT", "", "") for number in range(1, 13)]
    file = sender.writes(*rows, ("13", "Vườn hoa", "Xã An Hòa", "CN", "Kinh tế", "20 hộ"))
    shown = sender.sends(file, "--dry-run").err.splitlines()
    first = next(place for place, line in enumerate(shown) if "Vườn rau 1”" in line)
    assert "Kind: Collective" in shown[first + 1]
    assert "Unit: Xã An Hòa" in shown[first + 1]
    last = next(place for place, line in enumerate(shown) if "Vườn hoa”" in line)
    assert shown[last + 1].strip() == "Field: Economy; Note: 20 hộ"
    assert any("and 2 more new ones" in line for line in shown)
