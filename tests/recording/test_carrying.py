"""Last year's models go on: once each, as what they are, in the unit that theirs became."""

import pytest

from danvan_cli.recording.carrying import _COPIED
from tests.helpers.clerk import Clerk

ALL = ("carry-over", "2023", "2024", "--all")
WHOLE = {
    **{key: f"{key} của mô hình" for key in ("title", "person", "position")},
    **{key: f"{key}\n\nhai dòng\n" for key in ("situation", "goal", "content", "forces", "resources", "outputs")},
    "unit": "xa-a",
    "kind": "ca-nhan",
    "level": "huyen",
    "field": "kinh-te",
    "movement": "dan-van-kheo",
    "sustainability": "một dòng\n",
    "tags": ["mẫu", "trẻ"],
    "count": 3,
}
OF_THE_YEAR = {
    "origin": "moi",
    "replicates": "khac",
    "registered_on": "2023-02-01",
    "started_on": "2023",
    "place": "Ấp 1",
    "audience": "Dân",
    "partners": ["Hội"],
    "participants": 5,
    "budget": 6,
    "note": "n",
    "source": "s",
    "extra": {"so": "1"},
}


def _carried(clerk: Clerk, *typed: str) -> dict[str, str]:
    """Carry over; give {what is continued: the new record's id}."""
    written = clerk.does(*(typed or ALL))
    return {values["continues"]: path.split("/")[2][:-5] for path, values in written.items()}


def _total(clerk: Clerk, *typed: str) -> float | None:
    return clerk.total(*typed)


def test_what_a_model_is_goes_on_and_what_became_of_it_that_year_does_not(clerk: Clerk) -> None:
    clerk.model("2023/khac")
    clerk.model("2023/tay", **WHOLE, **OF_THE_YEAR)
    (values,) = [step for step in clerk.does(*ALL).values() if step["continues"] == "tay"]
    assert values == {**WHOLE, "origin": "duy-tri", "continues": "tay"}
    assert set(WHOLE) == set(_COPIED)


def test_a_second_run_changes_nothing(clerk: Clerk) -> None:
    for name in "abc":
        clerk.model(f"2023/{name}", title=f"Mô hình {name}")
    assert len(_carried(clerk)) == 3
    before = clerk.files()
    assert clerk.ask(*ALL).code == 0
    assert clerk.files() == before


def test_the_new_year_counts_the_models_that_went_on_and_all_years_count_each_once(clerk: Clerk) -> None:
    clerk.model("2021/goc", title="Một")
    clerk.model("2023/mot", title="Một", continues="goc")
    clerk.model("2023/hai", title="Hai", count=12)
    clerk.model("2023/ba", title="Ba", ended_on="2023-10-01")
    clerk.model("2023/bon", title="Bốn", ended_on="2024-02-01")
    assert _carried(clerk).keys() == {"mot", "hai"}
    assert [_total(clerk, measure, "--year", "2024") for measure in ("registered", "active")] == [13, 13]
    assert _total(clerk, "registered", "--year", "2021-2024") == 1 + 15 + 13
    assert _total(clerk, "registered", "--year", "2021-2024", "--count", "distinct") == 15


def test_a_lineage_goes_on_over_a_gap_of_years(clerk: Clerk) -> None:
    clerk.model("2019/goc", title="Một")
    clerk.model("2023/mot", title="Một", continues="goc")
    assert _carried(clerk, "carry-over", "2023", "2026", "--all") == {"mot": "2026-xa-a-moi-mot"}
    assert _total(clerk, "registered", "--year", "2019-2026", "--count", "distinct") == 1


def test_what_goes_on_already_whatever_it_is_called_is_left(clerk: Clerk) -> None:
    clerk.model("2023/mot", title="Một")
    clerk.model("2023/hai", title="Hai")
    clerk.model("2024/ten-moi", title="Tên mới", continues="mot")
    assert _carried(clerk).keys() == {"hai"}


def test_a_model_that_is_there_and_does_not_say_what_it_continues_is_told(clerk: Clerk) -> None:
    clerk.model("2023/mot", title="Hòa giải")
    clerk.model("2024/tay", title="Hoà giải")
    said = clerk.ask(*ALL)
    assert (said.code, "models/2024/tay.yaml" in said.err, "continues=mot" in said.err) == (0, True, True)
    assert not list(clerk.root.glob("models/2024/2024-*"))


def test_the_unit_is_what_it_has_become_by_then(clerk: Clerk) -> None:
    clerk.model("2024/mot", title="Một", unit="xa-b", level="huyen")
    assert _carried(clerk, "carry-over", "2024", "2025", "--all") == {"mot": "2025-xa-b-mot"}
    written = clerk.writes("carry-over", "2025", "2026", "--all")
    assert [record["unit"] for record in written.values()] == ["xa-a-moi"]


def test_the_unit_is_no_later_one_than_of_that_year(clerk: Clerk) -> None:
    old = "- {id: xa-cu, name: Xã Cũ, level: xa, until: 2019-12-31, successors: [xa-a]}\n"
    clerk.write("units.yaml", (clerk.root / "units.yaml").read_bytes() + old.encode())
    clerk.model("2019/mot", title="Một", unit="xa-cu")
    assert _carried(clerk, "carry-over", "2019", "2020", "--all") == {"mot": "2020-xa-a-mot"}


def test_models_of_one_title_all_go_on(clerk: Clerk) -> None:
    for name in "abcd":
        clerk.model(f"2023/{name}", title="Dân vận khéo", kind="ca-nhan", person=f"Bà {name.upper()}")
    carried = _carried(clerk)
    assert carried.keys() == {*"abcd"}
    assert len({*carried.values()}) == 4
    assert _total(clerk, "registered", "--year", "2023-2024", "--count", "distinct") == 4
    assert _carried(clerk) == {}


def test_models_of_one_title_in_units_that_became_one_all_go_on(clerk: Clerk) -> None:
    clerk.model("2025/a", title="Tổ dân vận", unit="xa-a")
    clerk.model("2025/b", title="Tổ dân vận", unit="xa-b")
    assert len(clerk.writes("carry-over", "2025", "2026", "--all")) == 2
    assert _total(clerk, "registered", "--year", "2026", "--where", "unit=xa-a-moi") == 2


def test_titles_that_differ_in_their_diacritics_both_go_on(clerk: Clerk) -> None:
    clerk.model("2023/a", title="Tổ may")
    clerk.model("2023/b", title="Tổ máy")
    assert len(clerk.writes(*ALL)) == 2


def test_conditions_choose_and_the_rest_goes_on_later(clerk: Clerk) -> None:
    clerk.model("2023/a", title="A", field="kinh-te")
    clerk.model("2023/b", title="B", unit="xa-b")
    assert _carried(clerk, *ALL, "--where", "field=kinh-te").keys() == {"a"}
    assert _carried(clerk).keys() == {"b"}


def test_a_dry_run_writes_nothing(clerk: Clerk) -> None:
    clerk.model("2023/a", title="A")
    before = clerk.state()
    assert "models/2024/2024-xa-a-a.yaml" in clerk.ask(*ALL, "--dry-run").out
    assert clerk.state() == before


def test_a_record_that_cannot_be_read_stops_the_work(clerk: Clerk) -> None:
    clerk.model("2023/a", title="A")
    clerk.write("models/2023/hong.yaml", "title: [\n")
    assert "models/2023/hong.yaml" in clerk.is_refused(*ALL, code=1)


@pytest.mark.parametrize("typed", [("2024", "2023", "--all"), ("2023", "2023", "--all"), ("2023", "24", "--all")])
def test_years_that_are_none_or_not_in_order_are_refused(typed: tuple[str, ...], clerk: Clerk) -> None:
    clerk.is_refused("carry-over", *typed)


def test_without_a_terminal_all_has_to_be_said(clerk: Clerk) -> None:
    clerk.model("2023/a", title="A")
    assert "--all" in clerk.is_refused("carry-over", "2023", "2024")


def test_one_that_is_there_without_saying_so_keeps_no_other_from_being_carried_over(clerk: Clerk) -> None:
    clerk.model("2023/a", title="Chợ xanh")
    clerk.model("2023/b", title="Tổ hòa giải")
    clerk.model("2024/c", title="Chợ xanh")
    assert set(_carried(clerk)) == {"b"}


def test_one_that_was_carried_over_keeps_no_other_from_it(clerk: Clerk) -> None:
    clerk.model("2023/a", title="Chợ xanh")
    assert set(_carried(clerk)) == {"a"}
    clerk.model("2023/b", title="Tổ hòa giải")
    assert set(_carried(clerk)) == {"b"}


def test_what_last_years_levels_found_stands_beside_each(clerk: Clerk) -> None:
    clerk.model("2023/a", title="Mô hình a")
    clerk.model("2023/b", title="Mô hình b")
    clerk.evaluation("2023/a.huyen", rating="tot", recognized=True, decision="1", decided_on="2023-12-01")
    clerk.evaluation("2023/a.xa", rating="kha", recognized=True, decision="2", revoked_on="2024")
    clerk.write("evaluations/2023/b.huyen.yaml", "rating: [\n")
    said = clerk.ask(*ALL, "--dry-run").out

    assert "-mo-hinh-a.yaml  (Cấp huyện: Tốt, recognized by it; Cấp xã: Khá, recognition revoked)" in said
    assert "-mo-hinh-b.yaml\n" in said
    assert "(Cấp huyện: Tốt, recognized by it; " in clerk.ask(*ALL).err
