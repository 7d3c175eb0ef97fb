"""What somebody staged in a file that danvan writes, or saves, is kept before, and only where it is another text."""

import pytest

from tests.helpers.data_folder import DataFolder

_NEW = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")


@pytest.mark.parametrize("on_disk", ["as before", "another text", "gone"])
def test_what_somebody_staged_in_the_very_file_is_kept_before_it_is_changed(on_disk: str, kept: DataFolder) -> None:
    path = "models/2020/a.yaml"
    before = (kept.root / path).read_text("utf-8")
    kept.write(path, before + "note: của đồng nghiệp\n")
    kept.write("notes.txt", "hers")
    kept.git("add", path, "notes.txt")
    mine = {"as before": before, "another text": before + "place: Ấp 1\n"}.get(on_disk)
    if mine is None:
        (kept.root / path).unlink()
        said = kept.ask(*_NEW, "Chợ xanh", "--id", "a")
    else:
        kept.write(path, mine)
        said = kept.ask("set", "a", "audience=Tiểu thương", "--yes")
    assert said.code == 0, said.err
    assert "models/2020/a.yaml" in said.err
    assert kept.git("log", "--format=%(trailers:key=Danvan,valueonly)").split()[1:] == ["save", "save"]
    assert "đồng nghiệp" in kept.git("show", f"HEAD~2:{path}")
    by_hand = "found in the folder: somebody had changed it by hand" if on_disk != "as before" else ""
    headings = [line for line in kept.ask("log").out.splitlines() if line[:1].strip()]
    assert "danvan save (found in the folder: somebody had prepared it with git) · " in headings[2]
    assert by_hand in headings[1]
    assert "found" not in headings[0]
    assert kept.git("status", "--porcelain") == "A  notes.txt"
    assert kept.ask("undo", "--yes").code == 0
    assert (kept.root / path).exists() == (mine is not None)
    assert mine is None or (kept.root / path).read_text("utf-8") == mine


def test_what_somebody_staged_of_a_file_is_kept_before_that_file_is_saved(kept: DataFolder) -> None:
    path = "models/2020/a.yaml"
    before = (kept.root / path).read_text("utf-8")
    kept.write(path, before + "note: của đồng nghiệp\n")
    kept.git("add", path)
    kept.write(path, before + "place: Ấp 1\n")
    assert kept.ask("save").code == 0
    assert "đồng nghiệp" in kept.git("show", f"HEAD^:{path}")
    assert kept.git("status", "--porcelain") == ""


def test_what_is_staged_as_it_lies_there_or_announced_only_needs_no_commit_of_its_own(kept: DataFolder) -> None:
    kept.model("2020/a", title="Chợ", kind="tap-the", note="x")
    kept.git("add", "models/2020/a.yaml")
    kept.model("2020/b", kind="tap-the")
    kept.git("add", "--intent-to-add", "models/2020/b.yaml")
    assert kept.ask("set", "a", "b", "audience=Ai", "--yes").code == 0
    assert kept.git("log", "--format=%(trailers:key=Danvan,valueonly)").split() == ["set", "save"]
    assert kept.git("status", "--porcelain") == ""


def test_what_git_keeps_with_other_ends_of_lines_is_no_other_text(kept: DataFolder) -> None:
    kept.git("config", "core.autocrlf", "input")
    kept.write("models/2020/a.yaml", "title: Chợ\r\nunit: xa-a\r\nkind: tap-the\r\n")
    kept.git("add", "models/2020/a.yaml")
    said = kept.ask("set", "a", "place=Ấp 1", "--yes")
    assert (said.code, "git" in said.err) == (0, False), said.err
