"""What danvan writes while somebody has begun something with git outlives that: whoever leaves it off loses nothing."""

import re
import subprocess

import pytest

from tests.gallery import shaped
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS

_NEW = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Tổ tự quản", "--id", "b")


@pytest.fixture
def merging(data: DataFolder) -> DataFolder:
    """A folder in the middle of a merge, in which one file has two texts and another one comes from the other side."""
    data.model("2020/a", title="Chợ xanh", kind="tap-the", place="Ấp 1")
    data.model("2020/c", title="Bến đò", kind="tap-the")
    data.write(".gitignore", ".danvan.lock\n")
    data.commit("2021-01-15")
    data.git("config", "danvan.commit", "true")
    data.git("checkout", "--quiet", "-b", "nhanh")
    data.model("2020/a", title="Chợ xanh", kind="tap-the", place="Ấp 1", audience="Hộ nghèo")
    data.model("2020/c", title="Bến đò ngang", kind="tap-the")
    data.commit("2021-01-16")
    data.git("checkout", "--quiet", "main")
    data.model("2020/c", title="Bến đò dọc", kind="tap-the")
    data.commit("2021-01-17")
    with pytest.raises(subprocess.CalledProcessError):
        data.git("merge", "--quiet", "nhanh")
    for command in (("set", "a", "place=Ấp 2", "--yes"), _NEW):
        said = data.ask(*command)
        assert (said.code, "kept aside" in said.err) == (0, True)
    return data


def _brings_in(data: DataFolder) -> list[str]:
    """Return the words of the command by which status brings in what is not in the folder."""
    told = re.search("2 changes .*\n  To bring them in: danvan (.*)", data.ask("status").out)
    return told[1].split() if told else []


def _refused(data: DataFolder, *typed: str, code: int) -> str:
    said = data.ask(*typed)
    assert (said.code, said.out) == (code, "")
    return said.err


def _stated(data: DataFolder) -> tuple[str, bool]:
    return (data.root / "models/2020/a.yaml").read_text("utf-8"), (data.root / "models/2020/b.yaml").exists()


def test_a_merge_that_is_left_off_takes_nothing_of_it_along(merging: DataFolder) -> None:
    said = merging.ask("status").out
    assert ("Somebody began a merge" in said, "Go on: danvan save" in said) == (True, False)
    assert _brings_in(merging) == []
    merging.git("reset", "--quiet", "--hard")
    assert "Ấp 1" in _stated(merging)[0]
    (merging.root / "models/2020/b.yaml").unlink()  # git leaves what it does not know; git clean does not
    again = _brings_in(merging)
    assert f"danvan {' '.join(again)}" in merging.ask("save").err
    assert merging.ask(*again, "--dry-run").code == 0
    assert merging.ask(*again, "--yes").code == 0
    text, is_there = _stated(merging)
    assert ("Ấp 2" in text, "Hộ nghèo" in text, is_there) == (True, False, True)
    assert _brings_in(merging) == []
    assert merging.ask("undo", "--yes").code == 0
    assert (_stated(merging)[1], _brings_in(merging)) == (False, [])
    assert merging.git("for-each-ref", "refs/danvan") == ""


def test_a_merge_that_is_ended_has_it(merging: DataFolder) -> None:
    merging.model("2020/c", title="Bến đò dọc", kind="tap-the")
    merging.commit("2021-01-18")
    assert _brings_in(merging) == []
    assert merging.ask("set", "a", "place=Ấp 3", "--yes").code == 0
    assert (_brings_in(merging), merging.git("for-each-ref", "refs/danvan")) == ([], "")


def test_what_is_stated_otherwise_since_is_not_missed(merging: DataFolder) -> None:
    merging.git("reset", "--quiet", "--hard")
    assert merging.ask("set", "a", "place=Ấp 4", "--yes").code == 0
    assert _brings_in(merging) == []


def test_what_came_before_it_is_not_taken_back_in_its_place(merging: DataFolder) -> None:
    for command in (("undo", "a", "--yes"), ("undo", "--yes")):
        said = _refused(merging, *command, code=1)
        assert re.search(shaped(REFUSALS["unkept-in-work"].sentence), said)
        assert "Somebody began a merge" in said


def test_saving_says_first_that_something_is_begun(merging: DataFolder) -> None:
    said = _refused(merging, "save", code=1)
    assert ("began a merge" in said, "--anyway" in said) == (True, False)


def test_only_a_change_of_the_history_is_done_again(merging: DataFolder) -> None:
    merging.git("reset", "--quiet", "--hard")
    assert "no change “xyz”" in _refused(merging, "redo", "xyz", code=2)
    first = merging.git("rev-list", "--max-parents=0", "HEAD")
    assert re.search(shaped(REFUSALS["not-repeatable"].sentence), _refused(merging, "redo", first, code=1))
