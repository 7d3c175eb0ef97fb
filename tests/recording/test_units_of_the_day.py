"""A name that came back after a merger means the unit of the record's day, else of its year; of both, none is taken."""

from pathlib import Path

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

OLD, NEW = "xa-a", "xa-a-moi"  # both called Xã An Hòa; the one until 30/06/2025, the other from 01/07/2025
NAME = "Xã An Hòa"
REGISTER = ("register", "--kind", "tap-the", "--title", "Chợ xanh", "--unit", NAME)
AWARD = ("award", "--kind", "tap-the", "--recipient", "Hội", "--form", "giay-khen", "--unit", NAME)


def units_of(clerk: Clerk, *typed: str) -> set[str]:
    return {values["unit"] for values in clerk.writes(*typed).values()}


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ((*REGISTER, "--year", "2024"), OLD),
        ((*REGISTER, "--year", "2026"), NEW),
        ((*REGISTER, "--year", "2025", "--registered-on", "30/06/2025"), OLD),
        ((*REGISTER, "--year", "2025", "--registered-on", "07/2025"), NEW),
        ((*AWARD, "--year", "2025", "--decided-on", "01/03/2025"), OLD),
        ((*AWARD, "--year", "2025", "--decided-on", "15/01/2026"), NEW),
        ((*AWARD, "--year", "2024"), OLD),
    ],
)
def test_a_name_is_that_of_the_day_and_else_of_the_year(typed: tuple[str, ...], unit: str, clerk: Clerk) -> None:
    assert units_of(clerk, *typed) == {unit}


def test_of_two_in_one_year_none_is_taken_and_both_are_told_with_their_days(clerk: Clerk) -> None:
    said = clerk.is_refused(*REGISTER, "--year", "2025")
    assert f"{OLD} (Xã An Hòa, Huyện Xuân Lộc, until 2025-06-30); {NEW} (Xã An Hòa, Tỉnh Yên, from 2025-07-01)" in said


@pytest.mark.parametrize(
    ("stated", "typed", "unit"),
    [
        ({"registered_on": "2025-03"}, (), OLD),
        ({"registered_on": "2025-08-02"}, (), NEW),
        ({"registered_on": "2025-03"}, ("registered_on=08/2025",), NEW),
    ],
)
def test_what_is_set_is_that_of_the_records_own_day(
    stated: dict[str, str], typed: tuple[str, ...], unit: str, clerk: Clerk
) -> None:
    clerk.model("2025/2025-a", unit="huyen-x", **stated)
    assert units_of(clerk, "set", "2025-a", f"unit={NAME}", *typed) == {unit}


def test_each_record_that_is_set_at_once_has_its_own_day(clerk: Clerk) -> None:
    clerk.model("2025/2025-a", unit="huyen-x", registered_on="2025-03", title="Một")
    clerk.model("2025/2025-b", unit="huyen-x", registered_on="2025-08", title="Hai")
    written = clerk.writes("set", "2025-a", "2025-b", f"unit={NAME}")
    assert {path[-6:-5]: values["unit"] for path, values in written.items()} == {"a": OLD, "b": NEW}


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        (("--year", "2024"), 1),
        (("--year", "2026"), 2),
        (("--year", "2025", "--as-of", "30/06/2025"), 1),
        (("--year", "2024-2026", "--units", "now"), 5),
        (("--year", "2026", "--where", f"unit!={NAME}"), 0),
    ],
)
def test_a_filter_means_the_unit_of_the_years_asked(asked: tuple[str, ...], total: int, clerk: Clerk) -> None:
    for number, (year, unit) in enumerate([(2024, OLD), (2025, OLD), (2025, NEW), (2026, NEW), (2026, NEW)]):
        clerk.model(f"{year}/{year}-{number}", unit=unit, title=str(number), **_on(year, unit))
    where = () if "--where" in asked else ("--where", f"unit={NAME}")
    assert clerk.ask("tally", "registered", *asked, *where, "--format", "json").json["total"] == total


def _on(year: int, unit: str) -> dict[str, str]:
    return {"registered_on": "2025-03-01" if unit == OLD else "2025-08-01"} if year == 2025 else {}


def test_a_filter_over_years_that_saw_both_lists_them(clerk: Clerk) -> None:
    clerk.model("2025/2025-a", unit=OLD)
    for command in ("tally", "list"):
        said = clerk.is_refused(command, "registered", "--year", "2024-2026", "--where", f"unit={NAME}")
        assert "until 2025-06-30" in said
        assert "from 2025-07-01" in said
    both = ("tally", "registered", "--year", "2024-2026", "--where", f"unit={OLD},{NEW}")
    assert clerk.total(*both[1:]) == 1


def test_a_figure_speaks_of_the_unit_of_its_years(clerk: Clerk) -> None:
    figure = ("figure", "--source", "Báo", "--measure", "registered", "--value", "1", "--where", f"unit={NAME}")
    for year, unit in (("2024", OLD), ("2026", NEW)):
        assert clerk.ask(*figure, "--year", year).code == 0
        (path,) = (clerk.root / "figures" / year).glob("*.yaml")
        assert yaml.safe_load(path.read_bytes())["claims"][0]["where"] == {"unit": unit}
    clerk.is_refused(*figure, "--year", "2025")
    clerk.write(
        "figures/2026/x.yaml", f"source: X\nclaims:\n- {{measure: registered, where: {{unit: {NAME}}}, value: 1}}\n"
    )
    clerk.model("2026/2026-a", unit=NEW)
    assert clerk.ask("reconcile", "--year", "2026").code == 0


def test_a_row_names_the_unit_of_its_day(clerk: Clerk) -> None:
    sender = Sender(clerk)
    headings = ("Tên mô hình", "Đơn vị", "TT/CN", "Ngày đăng ký")
    rows = [("Một", NAME, "TT", "01/03/2025"), ("Hai", NAME, "TT", "01/08/2025")]
    assert sender.sends(sender.writes(*rows, headings=headings), "--year", "2025").code == 0
    models = (yaml.safe_load(path.read_bytes()) for path in (clerk.root / "models/2025").glob("*.yaml"))
    assert {model["title"]: model["unit"] for model in models} == {"Một": OLD, "Hai": NEW}
    unclear = sender.sends(sender.writes(("Ba", NAME, "TT", ""), name="b.csv", headings=headings), "--year", "2025")
    assert unclear.code == 1
    assert "until 2025-06-30" in unclear.err


def test_what_was_exported_is_read_as_it_was_written(clerk: Clerk, tmp_path: Path) -> None:
    clerk.award("2024/2024-a", recipient="Lê Hòa", unit=OLD, decided_on="2025-08-01")
    clerk.award("2026/2026-b", recipient="Lê Bình", unit=NEW, decided_on="2025-03-01")
    for year in ("2024", "2026"):
        book = str(tmp_path / f"{year}.xlsx")
        assert clerk.ask("export", "--records", "--kind", "awards", "--year", year, "-o", book).code == 0
        said = clerk.ask("import", book)
        assert said.code == 0, said.err
        assert "unchanged: 1" in said.err
