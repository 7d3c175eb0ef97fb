"""What is read of commits, and which were made here."""

from pathlib import Path

import pytest

from danvan_cli.domain.commit import Commit
from danvan_cli.domain.errors import WriteError
from danvan_cli.store.commits import (
    CommittedFile,
    changed_paths,
    read_changes,
    read_commits,
    versions_since,
)
from danvan_cli.store.made_here import made_here, note
from danvan_cli.store.repository import is_earlier
from tests.helpers.data_folder import DataFolder
from tests.helpers.systems import LINKS

_GONE = "0123456789" * 4


@pytest.fixture
def within(tmp_path: Path) -> DataFolder:
    """A data folder within a repository that has other files, too."""
    whole = DataFolder(tmp_path / "Kho tổng")
    whole.write("khác.txt", "1")
    data = DataFolder(whole.root / "Dữ liệu")
    data.model("2020/a")
    whole.commit("2021-01-15")
    return data


def test_who_made_a_commit_when_and_by_which_command(data: DataFolder) -> None:
    first = data.commit("2021-01-15")
    data.git(
        "commit",
        "--allow-empty",
        "-m",
        "Đã sửa\n\nDanvan: giả\n\nDanvan: unit add\nDanvan-Undoes: abc",
        day="2021-01-16T17:30:00+0700",
    )
    second = data.git("rev-parse", "HEAD")
    plain, made = read_commits(data.root, [first, _GONE, second])
    assert (plain.id, plain.parents, plain.command, plain.undoes) == (first, (), "", "")
    assert made == Commit(second, (first,), "Người thử", 1610793000, "+0700", "unit add", "abc")
    assert read_commits(data.root, [_GONE]) == []


def test_what_a_commit_did_to_the_files_of_the_folder(within: DataFolder) -> None:
    first = within.git("rev-parse", "HEAD")
    before = (within.root / "models/2020/a.yaml").read_bytes()
    within.model("2020/a", note="đổi")
    within.model("2020/b")
    (within.root / "units.yaml").unlink()
    within.write("../khác.txt", "2")
    within.git("add", "--all", "..")
    within.git("commit", "--quiet", "--message", "x")
    second = within.git("rev-parse", "HEAD")
    changes = {change.path: change for change in read_changes(within.root, second)}
    assert changes.keys() == {"models/2020/a.yaml", "models/2020/b.yaml", "units.yaml"}
    assert changes["models/2020/a.yaml"] == CommittedFile(
        "models/2020/a.yaml", before, (within.root / "models/2020/a.yaml").read_bytes()
    )
    assert (changes["models/2020/b.yaml"].before, changes["units.yaml"].after) == (None, None)
    assert changed_paths(within.root, [second, _GONE, first]) == {
        second: set(changes),
        _GONE: set(),
        first: {"danvan.yaml", "models/2020/a.yaml", "units.yaml"},
    }
    assert [name for name, _ in versions_since(within.root, first, "models/2020/a.yaml")] == [second]
    assert list(versions_since(within.root, first, "units.yaml")) == [(second, None)]


@LINKS
def test_a_link_is_not_brought_back(data: DataFolder) -> None:
    data.commit("2021-01-15")
    (data.root / "link").symlink_to("units.yaml")
    with pytest.raises(WriteError) as refused:
        read_changes(data.root, data.commit("2021-01-16"))
    assert refused.value.code == "no-plain-files"


def test_a_commit_of_another_branch_is_none_of_the_folders(data: DataFolder) -> None:
    first = data.commit("2021-01-15")
    data.git("switch", "--quiet", "--create", "khác")
    data.model("2020/a")
    other = data.commit("2021-01-16")
    data.git("switch", "--quiet", "main")
    assert is_earlier(data.root, first)
    assert not is_earlier(data.root, other)


def test_the_list_of_what_was_made_here_bears_a_torn_line(within: DataFolder) -> None:
    assert made_here(within.root) == []
    ids = [f"{number:040x}" for number in range(1100)]
    note(within.root, ids[0])
    file = within.root.parent / ".git/danvan/made"
    file.write_text(f"{file.read_text()}{ids[1][:20]}")
    note(within.root, ids[2])
    assert made_here(within.root) == [ids[0], ids[2]]
    file.write_text("".join(f"{name}\n" for name in ids))
    assert made_here(within.root) == ids[-1000:]
