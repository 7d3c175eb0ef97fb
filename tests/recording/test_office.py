"""`init` makes a data folder with nothing wrong in it, and touches nothing that is there."""

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.helpers.program import CommandResult, danvan
from tests.helpers.systems import LINKS, require_git

NINE = ("--office", "Ban Dân vận Thành ủy Ngã Bảy", "--unit", "Thành phố Ngã Bảy", "--level", "huyen")
MADE = ["danvan.yaml", "units.yaml", ".gitattributes", ".gitignore"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _init(root: Path, *typed: str) -> CommandResult:
    return danvan("init", "--data", str(root), *typed)


def _sound(root: Path) -> None:
    said = danvan("check", "--data", str(root), "--format", "json")
    assert (said.code, said.json["problems"]) == (0, [])


def _files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}


def _yaml(root: Path, name: str) -> object:
    return yaml.safe_load((root / name).read_bytes())


def _git(folder: Path, *typed: str) -> str:
    require_git()
    return subprocess.run(["git", "-C", folder, *typed], check=True, capture_output=True, text=True).stdout.strip()


def test_a_folder_is_made_with_its_office_units_and_repository(root: Path) -> None:
    said = _init(root / "sâu" / "hơn", *NINE, "--above", "Tỉnh Hậu Giang=tinh", "--levels", "tinh,huyen,xa")
    made = root / "sâu" / "hơn"
    assert (said.code, [path for path in MADE if (made / path).exists()]) == (0, MADE)
    assert _yaml(made, "danvan.yaml")["unit"] == "thanh-pho-nga-bay"  # type: ignore[index]
    assert _yaml(made, "units.yaml") == [
        {"id": "tinh-hau-giang", "name": "Tỉnh Hậu Giang", "level": "tinh"},
        {"id": "thanh-pho-nga-bay", "name": "Thành phố Ngã Bảy", "level": "huyen", "parent": "tinh-hau-giang"},
    ]
    assert _git(made, "status", "--porcelain") == ""
    assert _git(made, "ls-tree", "--name-only", "HEAD").split() == sorted(MADE)
    _sound(made)


def test_what_is_made_can_be_registered_in(root: Path) -> None:
    assert _init(root, *NINE).code == 0
    said = danvan("register", "--year", "2020", "--title", "Tổ tự quản", "--kind", "tap-the", "--data", str(root))
    assert said.code == 0, said.err


def test_a_second_time_nothing_is_touched(root: Path) -> None:
    _init(root, *NINE)
    before = _files(root)
    for typed in ((), NINE, ("--office", "Khác", "--unit", "Khác", "--level", "xa")):
        assert _init(root, *typed).code == 0
        assert _files(root) == before


def test_in_a_work_tree_no_repository_of_its_own_is_made(root: Path) -> None:
    root.mkdir()
    _git(root, "init", "--quiet")
    assert _init(root / "so", *NINE).code == 0
    assert not (root / "so" / ".git").exists()


def test_without_git_the_folder_is_made_and_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    said = _init(root, *NINE)
    assert (said.code, "git" in said.err) == (0, True)
    _sound(root)


def test_what_is_in_the_folder_already_stays(root: Path) -> None:
    root.mkdir()
    (root / ".gitignore").write_bytes(b"cua toi\n")
    (root / "ghi-chu.txt").write_bytes(b"x")
    assert _init(root, *NINE).code == 0
    assert [_files(root)[path] for path in (".gitignore", "ghi-chu.txt")] == [b"cua toi\n", b"x"]


def test_units_are_made_to_fit_the_office_that_is_there(root: Path) -> None:
    root.mkdir()
    office = "format: 1\noffice: Cũ  # chú\nunit: nga-bay\nvocabulary:\n  level: [{id: thanh-pho, label: Cấp TP}]\n"
    (root / "danvan.yaml").write_bytes(office.encode())
    assert _init(root, *NINE).code == 2
    assert _init(root, "--unit", "Thành phố Ngã Bảy", "--level", "Cấp TP").code == 0
    assert _files(root)["danvan.yaml"].decode() == office
    assert _yaml(root, "units.yaml") == [{"id": "nga-bay", "name": "Thành phố Ngã Bảy", "level": "thanh-pho"}]
    _sound(root)


def test_an_office_is_made_to_fit_the_units_that_are_there(root: Path) -> None:
    root.mkdir()
    units = "- {id: nga-bay, name: Thành phố Ngã Bảy, level: huyen}  # của tôi\n"
    (root / "units.yaml").write_bytes(units.encode())
    assert _init(root, "--office", "Ban", "--unit", "Vị Thanh").code == 2
    assert _init(root, "--office", "Ban", "--unit", "Ngã Bảy").code == 0
    assert _yaml(root, "danvan.yaml") == {"format": 1, "office": "Ban", "unit": "nga-bay"}
    assert _files(root)["units.yaml"].decode() == units
    _sound(root)


@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_what_is_there_and_cannot_be_read_is_told_and_nothing_is_made(name: str, root: Path) -> None:
    root.mkdir()
    (root / name).write_bytes(b"- [\n")
    said = _init(root, *NINE)
    assert (said.code, name in said.err, [*_files(root)]) == (1, True, [name])


@pytest.mark.parametrize(
    "typed",
    [
        ("--unit", "Con", "--level", "xa"),
        ("--unit", "村", "--level", "xa"),
        ("--unit", "Xã " + "rất dài " * 30, "--level", "xa"),
        ("--unit", "Xã An", "--level", "xa", "--above", "Xã An=huyen"),
        ("--unit", "Xã An", "--level", "cấp xã", "--above", "Huyện B=huyện", "--above", "Tỉnh C=tỉnh"),
        ("--unit", "TP C", "--level", "thanh-pho", "--levels", "tinh,thanh-pho=Cấp thành phố", "--levels", "xa,xa"),
    ],
)
def test_whatever_the_unit_is_called_nothing_is_wrong_after(typed: tuple[str, ...], root: Path) -> None:
    assert _init(root, "--office", "Ban", *typed).code == 0
    _sound(root)


@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("--office", "B", "--unit", "X"),
        ("--office", " ", "--unit", "X", "--level", "xa"),
        ("--office", "B", "--unit", "X", "--level", "nope"),
        ("--office", "B", "--unit", "X", "--level", "xa", "--above", "Tỉnh"),
        ("--office", "B", "--unit", "X", "--level", "xa", "--levels", "huyen"),
        ("--office", "B", "--unit", "X", "--level", "xa", "--levels", "xa,=Cấp"),
        ("--office", "B", "--unit", "X", "--level", "xa", "--above", "X=xa", "--above", "X=xa", "--above", "X=xa"),
    ],
)
def test_what_is_missing_or_wrong_makes_nothing(typed: tuple[str, ...], root: Path) -> None:
    said = _init(root, *typed)
    assert (said.code, said.err != "", root.exists()) == (2, True, False)


def test_all_that_is_missing_is_told_at_once(root: Path) -> None:
    assert all(option in _init(root).err for option in ("--office", "--unit", "--level"))


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_file_in_the_way_is_told(below: str, root: Path) -> None:
    root.write_bytes(b"x")
    said = _init(root / below, *NINE)
    assert (said.code, "Nothing" in said.err, root.read_bytes()) == (1, True, b"x")


@LINKS
@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_a_folder_or_a_dangling_link_in_the_way_is_told(name: str, root: Path) -> None:
    (root / name).mkdir(parents=True)
    assert _init(root, *NINE).code == 1
    (root / name).rmdir()
    (root / name).symlink_to("nowhere")
    assert _init(root, *NINE).code == 1
    assert _files(root) == {}


def test_a_dry_run_makes_nothing(root: Path) -> None:
    said = _init(root, *NINE, "--dry-run")
    assert (said.code, root.exists(), all(path in said.out for path in MADE)) == (0, False, True)


def test_without_a_terminal_nothing_is_taken_from_the_directory_but_the_next_command(root: Path) -> None:
    said = _init(root, "--office", "Ban", "--unit", "thành phố cần thơ", "--level", "tinh")
    assert (said.code, 'danvan unit load "Thành phố Cần Thơ"' in said.err) == (0, True)
    assert _yaml(root, "units.yaml") == [{"id": "thanh-pho-can-tho", "name": "thành phố cần thơ", "level": "tinh"}]
    assert "unit load" not in _init(root / "x", "--office", "Ban", "--unit", "Xã Đất Mũi", "--level", "xa").err


def test_an_office_that_is_to_be_one_of_the_units_there_is_told_how_it_is_loaded(root: Path) -> None:
    root.mkdir()
    (root / "units.yaml").write_text("- {id: a, name: A, level: xa}\n", "utf-8")
    said = _init(root, "--office", "Ban", "--unit", "Phường Ngã Bảy")
    assert (said.code, "danvan unit load" in said.err) == (2, True)


def test_a_practice_folder_is_made_here_and_nothing_is_wrong_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = danvan("init", "--practice")
    assert (said.code, said.out) == (0, "+ thuc-hanh\n")
    root = tmp_path / "thuc-hanh"
    _sound(root)
    assert {path.name for path in (root / "danh-sach").iterdir()} >= {"an-hoa.csv", "tan-lap.csv"}
    assert danvan("tally", "registered", "--year", "2025", "--data", str(root), "--format", "json").json["total"] == 16
    before = _files(root)
    assert danvan("init", "--practice").code == 1
    assert _files(root) == before
