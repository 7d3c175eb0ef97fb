"""The year of a commune's office by lists: what they leave out is said, and no number is wrong in silence."""

from pathlib import Path

import pytest
import yaml

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult

_OFFICE = "format: 1\noffice: Ban Xây dựng Đảng xã Long Hồ\nunit: long-ho\n"
_UNITS = "Tên đơn vị,Cấp\nẤp Phú An,cơ sở\nẤp Long Thuận,cơ sở\nHội Phụ nữ xã,cơ sở\n"


class CommuneOffice(DataFolder):
    """Imports lists as they are sent."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.write("danvan.yaml", _OFFICE)
        self.write("units.yaml", "- {id: long-ho, name: Xã Long Hồ, level: xa}\n")

    def sends(self, text: str, *typed: str, name: str = "ds.csv") -> CommandResult:
        file = self.root.parent / name
        file.write_text(text, "utf-8")
        return self.ask("import", str(file), *typed)

    def unsent(self, year: int) -> int:
        number: int = self.ask("tally", "registered", "--year", str(year), "--format", "json").json["evidence"][
            "unsent"
        ]
        return number

    def parents(self) -> set[str | None]:
        units = yaml.safe_load((self.root / "units.yaml").read_bytes())
        return {unit.get("parent") for unit in units if unit["id"] != "long-ho"}


@pytest.fixture
def office(tmp_path: Path) -> CommuneOffice:
    return CommuneOffice(tmp_path / "data")


def test_a_list_of_units_is_told_as_unit_add_does_that_nothing_says_what_they_lie_in(office: CommuneOffice) -> None:
    said = office.sends(_UNITS, "--kind", "units")
    assert (said.code, office.parents()) == (0, {None})
    assert "--default parent=long-ho" in said.err
    assert "--parent" in office.ask("unit", "add", "--name", "Ấp Thanh Mỹ", "--level", "co-so").err
    assert "--parent" not in office.ask("unit", "add", "--name", "Tỉnh Vĩnh Long", "--level", "tinh").err
    again = office.sends(f"{_UNITS}Xã Long Hồ,cấp xã\n", "--kind", "units", "--default", "parent=long-ho")
    assert (again.code, "--default parent" in again.err) == (0, False)
    assert office.unsent(2026) == 4  # with Ấp Thanh Mỹ, which is still in none


def test_units_without_records_are_those_of_the_list_whether_or_not_it_says_what_they_lie_in(
    office: CommuneOffice,
) -> None:
    office.sends(_UNITS, "--kind", "units")
    office.sends("Tên mô hình,Đơn vị,Loại\nĐường hoa,Ấp Long Thuận,TT\n", "--year", "2026")
    assert office.unsent(2026) == 2
    table = office.ask("tally", "--by", "unit", "--year", "2026").out
    assert "Nothing is on record of: Ấp Phú An; Hội Phụ nữ xã." in table
    assert "danvan unit correct ap-phu-an --parent long-ho" in table
    assert "Ấp Phú An" not in office.ask("tally", "--by", "unit", "--year", "2026", "--where", "unit=ap-long-thuan").out
    waiting = office.ask("status", "--year", "2026", "--format", "json").json["waiting"]
    assert next(item["count"] for item in waiting if item["code"] == "units-without-models") == 2
    office.sends(_UNITS, "--kind", "units", "--default", "parent=long-ho")
    table = office.ask("tally", "--by", "unit", "--year", "2026").out
    assert "Nothing is on record of: Ấp Phú An; Hội Phụ nữ xã." in table
    assert "unit correct" not in table


_MODELS = "Tên mô hình,Đơn vị,Loại\nĐường hoa,Ấp Long Thuận,TT\nCamera an ninh,Ấp Long Thuận,TT\n"
_NEXT = "Tên mô hình,Đơn vị,Loại\nđường hoa,Ấp Long Thuận,TT\nCamera an ninh khu dân cư,Ấp Long Thuận,TT\n"


@pytest.fixture
def second_year(office: CommuneOffice) -> CommuneOffice:
    """An office with two models of 2026."""
    office.sends(_UNITS, "--kind", "units", "--default", "parent=long-ho", name="dv.csv")
    assert office.sends(_MODELS, "--year", "2026").code == 0
    return office


def _distinct(office: CommuneOffice) -> int:
    asked = ("tally", "registered", "--year", "2026-2027", "--count", "distinct", "--format", "json")
    total: int = office.ask(*asked).json["total"]
    return total


def test_a_title_of_the_year_before_is_told_of_and_linked_by_an_option_also_afterwards(
    second_year: CommuneOffice,
) -> None:
    said = second_year.sends(_NEXT, "--year", "2027")
    assert (said.code, "--continues" in said.err, "“Đường hoa”" in said.err) == (0, True, True)
    assert _distinct(second_year) == 4
    linked = second_year.sends(_NEXT, "--year", "2027", "--continues")
    assert (linked.code, "changed: 1;" in linked.err, _distinct(second_year)) == (0, True, 3)
    again = second_year.sends(_NEXT, "--year", "2027")
    assert (again.code, "unchanged: 2;" in again.err, "--continues" in again.err) == (0, True, False)


@pytest.mark.parametrize("origin", ["Đăng ký mới", "Nhân rộng"])
def test_what_a_list_says_of_the_origin_is_not_doubted(origin: str, second_year: CommuneOffice) -> None:
    said = second_year.sends(
        f"Tên mô hình,Đơn vị,Loại,Nguồn gốc\nĐường hoa,Ấp Long Thuận,TT,{origin}\n", "--year", "2027"
    )
    assert (said.code, "--continues" in said.err) == (0, False)


def test_a_title_of_another_unit_or_persons_is_another_model(second_year: CommuneOffice) -> None:
    rows = "Đường hoa,Ấp Phú An,TT,\nĐường hoa,Ấp Long Thuận,CN,Lê Văn Bảy\n"
    head = "Tên mô hình,Đơn vị,Loại,Họ và tên\n"
    second_year.sends(f"{head}Đường hoa,Ấp Long Thuận,CN,Lê Văn Tám\n", "--year", "2027", name="tam.csv")
    said = second_year.sends(f"{head}{rows}", "--year", "2028", name="bay.csv")
    assert "--continues" not in said.err


def test_typed_the_title_of_the_year_before_is_told_of_too(second_year: CommuneOffice) -> None:
    typed = ("register", "--year", "2027", "--unit", "ap-long-thuan", "--kind", "tap-the", "--title", "đường hoa")
    said = second_year.ask(*typed)
    assert said.code == 0
    command = "danvan set 2027-ap-long-thuan-duong-hoa continues=2026-ap-long-thuan-duong-hoa origin=duy-tri"
    assert command in said.err
    assert second_year.ask(*command.split()[1:]).code == 0
    assert _distinct(second_year) == 2


def test_a_model_that_was_renamed_is_not_carried_over_beside_itself(second_year: CommuneOffice) -> None:
    second_year.sends(_NEXT, "--year", "2027", "--continues")
    said = second_year.ask("carry-over", "2026", "2027", "--all")
    assert (said.code, _distinct(second_year)) == (1, 3)
    assert "“Camera an ninh” is not carried over" in said.err
    renamed = "2027-ap-long-thuan-camera-an-ninh-khu-dan-cu"
    assert f"danvan set {renamed} continues=2026-ap-long-thuan-camera-an-ninh origin=duy-tri" in said.err
    assert second_year.ask("set", renamed, "origin=moi").code == 0
    assert second_year.ask("carry-over", "2026", "2027", "--all").code == 0  # for that one is new, as it says


_AWARDS = "Họ và tên,Loại,Đơn vị,Hình thức,Số quyết định\nLê Thị Bảy,CN,Ấp Long Thuận,Giấy khen,315/QĐ-UBND\n"


def _units(office: CommuneOffice) -> dict[str, dict[str, str]]:
    return {unit["id"]: unit for unit in yaml.safe_load((office.root / "units.yaml").read_bytes())}


def test_who_gives_is_asked_for_afterwards_and_added_and_is_no_unit_without_records(second_year: CommuneOffice) -> None:
    typed = ("--year", "2026", "--default", "authority=UBND xã Long Hồ")
    said = second_year.sends(_AWARDS, "--year", "2026")
    assert (said.code, "Of 1 awards nothing says who gives them" in said.err) == (0, True)
    refused = second_year.sends(_AWARDS, *typed)
    assert (refused.code, "UBND xã Long Hồ. If they are units: --add-units" in refused.err) == (1, True)
    added = second_year.sends(_AWARDS, *typed, "--add-units")
    assert (added.code, "changed: 1;" in added.err, "nothing says" in added.err) == (0, True, False)
    body = _units(second_year)["ubnd-xa-long-ho"]
    assert (body["level"], body["parent"]) == ("xa", "long-ho")
    second_year.ask("unit", "add", "--name", "Hội Nông dân", "--level", "xa", "--parent", "long-ho")
    model = ("register", "--year", "2026", "--unit", "hoi-nong-dan", "--kind", "tap-the", "--title", "Hụi lúa")
    assert second_year.ask(*model).code == 0  # now units of that level send, too
    assert second_year.unsent(2026) == 2  # Ấp Phú An and Hội Phụ nữ
    waiting = second_year.ask("status", "--year", "2026", "--format", "json").json["waiting"]
    assert next(item["count"] for item in waiting if item["code"] == "units-without-models") == 2


@pytest.mark.parametrize(
    ("authority", "level", "parent"),
    [("UBND xã", "xa", "long-ho"), ("UBND tỉnh Vĩnh Long", "tinh", None), ("Sở Nội vụ", None, None)],
)
def test_who_gives_is_put_into_a_place_only_where_its_name_tells_which(
    authority: str, level: str | None, parent: str | None, second_year: CommuneOffice
) -> None:
    head, row = _AWARDS.splitlines()
    text = f"{head},Cơ quan khen thưởng\n{row},{authority}\n"
    said = second_year.sends(text, "--year", "2026", "--add-units")
    bodies = [unit for unit in _units(second_year).values() if unit["name"] == authority]
    assert (said.code, len(bodies)) == ((0, 1) if level else (1, 0)), said.err
    assert [(unit["level"], unit.get("parent")) for unit in bodies] == ([(level, parent)] if level else [])


def test_a_body_that_does_not_say_of_which_place_is_the_office_s_own(second_year: CommuneOffice) -> None:
    head, row = _AWARDS.splitlines()
    text = f"{head},Cơ quan khen thưởng\n{row},UBND xã\n"
    refused = second_year.sends(text, "--year", "2026")  # a list has no units in part: it is told which may be meant
    assert (refused.code, "Xã Long Hồ" in refused.err) == (1, True)
    second_year.ask("unit", "add", "--name", "UBND xã Long Hồ", "--level", "xa", "--parent", "long-ho")
    said = second_year.sends(text, "--year", "2026", "--add-units")
    assert (said.code, "UBND xã" in {unit["name"] for unit in _units(second_year).values()}) == (0, False)
    rows = second_year.json("tally", "awards", "--year", "2026", "--by", "authority")["rows"]
    assert rows == [{"authority": "ubnd-xa-long-ho", "value": 1}]


def test_an_award_typed_without_who_gives_it_is_told_of_and_a_proposal_is_not(second_year: CommuneOffice) -> None:
    typed = ("award", "--year", "2026", "--kind", "ca-nhan", "--recipient", "Lê Văn An", "--form", "giay-khen")
    assert "authority=" not in second_year.ask(*typed, "--propose", "--id", "2026-de-nghi").err
    assert "authority=" in second_year.ask(*typed, "--id", "2026-khen").err


def test_years_of_one_list_are_linked_alike(second_year: CommuneOffice) -> None:
    rows = ["Tên mô hình,Đơn vị,Loại,Năm thi đua", *(f"Tổ xe ôm,Ấp Phú An,TT,{year}" for year in (2025, 2026, 2027))]
    said = second_year.sends("\n".join(rows), "--continues", name="ba-nam.csv")
    assert said.code == 0, said.err
    assert _distinct(second_year) == 3
    last = yaml.safe_load((second_year.root / "models/2027/2027-ap-phu-an-to-xe-om.yaml").read_bytes())
    assert last["continues"] == "2026-ap-phu-an-to-xe-om"
