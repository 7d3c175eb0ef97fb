"""A name that several units have a record of is told apart by the unit, in every command that takes names."""

import shlex

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """The same title in two communes, of which one has it in a hamlet, too."""
    data.model("2020/2020-a-hu-gao", title="Hũ gạo tình thương", unit="xa-a")
    data.model("2020/2020-b-hu-gao", title="Hũ gạo tình thương", unit="xa-b")
    return data


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("evaluate 'hũ gạo' --rating tot", "evaluations/2020/2020-b-hu-gao."),
        ("recognize 'hũ gạo' --decision 1-QĐ/HU --on 2020-12-01", "evaluations/2020/2020-b-hu-gao."),
        ("set 'hũ gạo' note=a", "models/2020/2020-b-hu-gao.yaml"),
        ("end 'hũ gạo' --on 2020-12-01 --reason a", "models/2020/2020-b-hu-gao.yaml"),
        ("remove 'hũ gạo' --reason a", "removed/models/2020/2020-b-hu-gao.yaml"),
        ("remove --where year=2020 --reason a", "removed/models/2020/2020-b-hu-gao.yaml"),
        ("move 'hũ gạo' --year 2019", "models/2019/2020-b-hu-gao.yaml"),
        ("move --from-year 2020 --year 2019", "models/2019/2020-b-hu-gao.yaml"),
    ],
)
def test_the_unit_says_which_record_is_meant(folder: DataFolder, typed: str, path: str) -> None:
    said = folder.ask(*shlex.split(typed), "--unit", "bình hòa", "--dry-run")
    assert said.code == 0, said.err
    assert path in said.out
    assert "2020-a-hu-gao" not in said.out


def test_a_record_of_another_unit_is_never_taken_for_it(folder: DataFolder) -> None:
    before = (folder.root / "models/2020/2020-a-hu-gao.yaml").read_bytes()
    for name in ("2020-a-hu-gao", "models/2020/2020-a-hu-gao.yaml"):
        said = folder.ask("set", name, "note=a", "--unit", "xa-b", "--lang", "vi")
        assert (said.code, said.out) == (2, "")
        assert "Đơn vị ghi ở --don-vi không có bản ghi" in said.err
    assert folder.ask("show", "hũ gạo", "--unit", "xa-a").out.count("2020-a-hu-gao") == 1
    assert (folder.root / "models/2020/2020-a-hu-gao.yaml").read_bytes() == before


def test_an_award_to_one_of_several_models_goes_by_its_own_unit(folder: DataFolder) -> None:
    typed = ("award", "--year", "2020", "--model", "hũ gạo", "--form", "giay-khen", "--dry-run", "--kind")
    for kind in (("mo-hinh",), ("ca-nhan", "--recipient", "Lê Thị Hoa")):
        assert folder.ask(*typed, *kind).code == 2
        said = folder.ask(*typed, *kind, "--unit", "xa-b")
        assert (said.code, "2020-b-hu-gao" in said.out) == (0, True), said.err
