"""At a terminal it is asked what a row is of which only the clerk can tell."""

import sys

import pytest
import yaml

from tests.cli.prompts.office_folder import at_terminal, vi
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import ENTER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_ROWS = "Tên mô hình,Đơn vị,Loại,Nguồn gốc\nBến đò an toàn sông Hậu,Phường Hiệp Thành,Tập thể,Duy trì\n"


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ("1", {"Bến đò an toàn sông Hậu"}),
        ("2", {"Bến đò an toàn", "Bến đò an toàn sông Hậu"}),
        ("3", {"Bến đò an toàn"}),
    ],
)
def test_it_is_the_model_that_was_carried_over_or_another_or_waits(
    answer: str, titles: set[str], office: DataFolder
) -> None:
    typed = ("register", "--year", "2021", "--unit", "hiep-thanh", "--kind", "tap-the", "--title", "Bến đò an toàn")
    assert office.ask(*typed).code == 0
    assert office.ask("carry-over", "2021", "2022", "--all").code == 0
    file = office.root.parent / "ds.csv"
    file.write_text(_ROWS, "utf-8")
    with at_terminal(office.root.parent, "import", "ds.csv", "--year", "2022", "--data", str(office.root)) as clerk:
        clerk.expect("“Bến đò an toàn sông Hậu” là gì?")
        clerk.expect("2022-hiep-thanh-ben-do-an-toan")
        clerk.send(answer, ENTER)
        if answer != "3":
            clerk.expect(vi("Write this?"))
            clerk.send("c", ENTER)
        assert clerk.code() == int(answer == "3")
    models = [yaml.safe_load(path.read_bytes()) for path in (office.root / "models/2022").glob("*.yaml")]
    assert {model["title"] for model in models} == titles


@pytest.mark.parametrize(("answer", "parents"), [("1", {"nga-bay"}), ("2", {None})])
def test_what_the_units_of_a_list_lie_in_is_asked_once_for_all(
    answer: str, parents: set[str | None], office: DataFolder
) -> None:
    file = office.root.parent / "dv.csv"
    file.write_text("Tên đơn vị,Cấp\nXã Tân Thành,cấp xã\nPhường Lái Hiếu,cấp xã\n", "utf-8")
    typed = ("import", "dv.csv", "--kind", "units", "--data", str(office.root))
    with at_terminal(office.root.parent, *typed) as clerk:
        clerk.expect("2 đơn vị chưa ghi cấp trên (Xã Tân Thành; Phường Lái Hiếu).")
        clerk.send(answer, ENTER)
        clerk.expect(vi("Write this?"))
        clerk.send("c", ENTER)
        assert clerk.code() == 0
    units = yaml.safe_load((office.root / "units.yaml").read_bytes())
    assert {unit.get("parent") for unit in units[-2:]} == parents


def test_whether_titles_of_the_year_before_go_on_is_asked_once_for_all(office: DataFolder) -> None:
    file = office.root.parent / "ds.csv"
    rows = ("Tổ tự quản về an ninh trật tự,Phường Hiệp Thành,TT", "Hiến đất mở đường,Xã Đại Thành,TT")
    file.write_text("\n".join(("Tên mô hình,Đơn vị,Loại", *rows)), "utf-8")
    with at_terminal(office.root.parent, "import", "ds.csv", "--year", "2021", "--data", str(office.root)) as clerk:
        clerk.expect("Có phải là tiếp nối không?")
        clerk.send("1", ENTER)
        clerk.expect(vi("Write this?"))
        clerk.send("c", ENTER)
        assert clerk.code() == 0
    models = [yaml.safe_load(path.read_bytes()) for path in (office.root / "models/2021").glob("*.yaml")]
    assert {model["continues"] for model in models} == {"to-tu-quan", "hien-dat"}
