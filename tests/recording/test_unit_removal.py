"""A unit that was a mistake is removed, or its id corrected, while nothing refers to it; the rest stays as it was."""

import pytest

from tests.helpers.data_folder import DataFolder

_MISTAKE = "- {id: sai, name: Xã Ghi Sai, level: xa, parent: huyen-x}  # nhầm\n"


@pytest.fixture
def units(data: DataFolder) -> str:
    before = (data.root / "units.yaml").read_text("utf-8")
    data.write("units.yaml", before + _MISTAKE + "# cuối\n- {id: sau, name: Ấp Sau, level: co-so, parent: xa-a}\n")
    return before


def test_it_is_taken_out_and_all_else_stays(data: DataFolder, units: str) -> None:
    assert data.ask("unit", "remove", "Xã Ghi Sai", "--yes").code == 0
    after = (data.root / "units.yaml").read_text("utf-8")
    assert after == units + "# cuối\n- {id: sau, name: Ấp Sau, level: co-so, parent: xa-a}\n"
    assert data.ask("check").code == 0


@pytest.mark.parametrize("office", ["", "unit: sai\n", "columns: {X: [registered unit=sai]}\n"])
def test_an_entry_of_its_id_is_no_use_of_it(office: str, data: DataFolder, units: str) -> None:
    lists = "vocabulary: {field: [{id: sai, label: Sai}]}\n"
    data.write("danvan.yaml", f"format: 1\noffice: X\n{office}{lists}")
    assert "sai" not in units
    assert data.ask("unit", "remove", "sai", "--yes").code == bool(office)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("models/2020/a.yaml", "title: A\nunit: sai\nkind: tap-the\n"),
        ("awards/2020/a.yaml", "kind: ca-nhan\nrecipient: X\nauthority: sai\n"),
        ("activities/2020/a.yaml", "title: A\nunit: sai\n"),
        ("models/2020/hong.yaml", "title: A\nunit: sai\nkind: [\n"),
        ("figures/2020/a.yaml", "source: S\nwhere: {unit: sai}\nclaims:\n- {measure: registered, value: 2}\n"),
    ],
)
def test_what_refers_to_it_is_named_and_it_stays(path: str, content: str, data: DataFolder, units: str) -> None:
    assert "sai" not in units
    data.write(path, content)
    before = data.state()
    for command in (("remove", "sai"), ("correct", "sai", "--id", "dung")):
        said = data.ask("unit", *command, "--yes")
        assert (said.code, path in said.err) == (1, True)
    assert data.state() == before | {name: data.state()[name] for name in data.state() if name.startswith(".")}


def test_units_below_it_and_what_came_after_it_refer_to_it(data: DataFolder, units: str) -> None:
    text = (data.root / "units.yaml").read_text("utf-8")
    data.write("units.yaml", text + "- {id: duoi, name: Ấp Dưới, level: co-so, parent: sai}\n")
    said = data.ask("unit", "remove", "sai", "--yes")
    assert (said.code, "Ấp Dưới" in said.err) == (1, True)
    assert "Xã Ghi Sai" in (data.root / "units.yaml").read_text("utf-8")
    assert units in text


def test_it_gets_another_id_and_all_else_stays(data: DataFolder, units: str) -> None:
    before = (data.root / "units.yaml").read_text("utf-8")
    assert data.ask("unit", "correct", "Xã Ghi Sai", "--id", "dung", "--name", "Xã Ghi Đúng", "--yes").code == 0
    after = (data.root / "units.yaml").read_text("utf-8")
    assert after == before.replace("{id: sai, name: Xã Ghi Sai,", "{id: dung, name: Xã Ghi Đúng,")
    assert units in after
    assert data.ask("check").code == 0


@pytest.mark.parametrize(("wanted", "code"), [("xa-a", 1), ("Xã Sai", 2), ("../sai", 2), ("con", 2), ("", 2)])
def test_what_is_no_id_or_another_units_is_refused(wanted: str, code: int, data: DataFolder, units: str) -> None:
    assert units
    before = (data.root / "units.yaml").read_bytes()
    assert data.ask("unit", "correct", "sai", "--id", wanted, "--yes").code == code
    assert (data.root / "units.yaml").read_bytes() == before


def test_the_offices_own_unit_keeps_its_id(data: DataFolder) -> None:
    said = data.ask("unit", "correct", "huyen-x", "--id", "huyen-y", "--yes")
    assert (said.code, "danvan.yaml" in said.err) == (1, True)
