"""What is written becomes history by itself, where the clone says so; and nothing that goes wrong there stops it."""

import os
import shutil
import subprocess
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from danvan_cli.cli import init, keeping, status
from danvan_cli.cli.prompts import form
from danvan_cli.counting.upkeep import Upkeep, find_upkeep
from danvan_cli.counting.waiting import WaitingSummary, find_waiting
from danvan_cli.store.clone_settings import clone_settings
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan

_NEW = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")


def _last(data: DataFolder) -> str:
    return data.git("log", "-1", "--format=%B")


def _log(data: DataFolder) -> list[str]:
    return data.git("log", "--format=%s").splitlines()


def test_a_command_makes_one_commit_of_its_own_files(kept: DataFolder) -> None:
    kept.write("notes.txt", "x")
    kept.model("2020/by-hand")
    said = kept.ask(*_NEW, "Tổ tự quản", "--id", "to-tu-quan")
    assert said.code == 0, said.err
    assert _last(kept) == f"{said.out.strip()}\n\nDanvan: register"
    assert kept.git("show", "--format=", "--name-only") == "models/2020/to-tu-quan.yaml"
    assert kept.git("status", "--porcelain") == "?? models/2020/by-hand.yaml\n?? notes.txt"


def test_of_many_the_message_names_twenty(kept: DataFolder) -> None:
    for number in range(25):
        kept.model(f"2020/m{number:02}", kind="tap-the", unit="xa-b")
    kept.commit("2021-01-16")
    assert kept.ask("set", "kind=ca-nhan", "--where", "unit=xa-b", "--yes").code == 0
    lines = _last(kept).splitlines()
    assert (len(lines), lines[2], lines[-1]) == (24, "m00", "Danvan: set")
    assert len(kept.git("show", "--format=", "--name-only").splitlines()) == 25


@pytest.mark.parametrize("setting", [None, "false"])
def test_where_the_clone_does_not_say_so_nothing_is_committed_and_nothing_said(
    data: DataFolder, setting: str | None
) -> None:
    data.model("2020/a")
    data.commit("2021-01-15")
    if setting:
        data.git("config", "danvan.commit", setting)
    said = data.ask(*_NEW, "Tổ tự quản")
    assert (said.code, _log(data)) == (0, ["Ngày 2021-01-15"])
    assert "lịch sử" not in said.err + said.out


@pytest.mark.parametrize(
    ("setting", "is_on"), [("True", True), ("Yes", True), ("2", True), ("", False), ("No", False), ("0", False)]
)
def test_settings_are_on_in_all_of_gits_spellings(data: DataFolder, setting: str, *, is_on: bool) -> None:
    data.model("2020/a")
    data.commit("2021-01-15")
    for key in ("danvan.commit", "commit.gpgsign"):
        data.git("config", key, setting)
    read = clone_settings(data.root)
    assert read
    assert (read.commits, read.signs) == (is_on, is_on)


@pytest.mark.parametrize("setting", [None, "false"])
def test_init_asks_again_whoever_was_not_asked_or_said_no_and_says_what_does_it(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    data.model("2020/a")
    data.commit("2021-01-15")
    if setting:
        data.git("config", "danvan.commit", setting)
    said = data.ask("init")
    assert "To keep them: danvan init --yes" in said.err
    assert data.ask("init", "--yes").code == 0
    assert data.json("status")["history"]["kept"]
    assert "To keep them" not in data.ask("init").err
    data.git("config", "danvan.commit", "false")
    asked = _sitting_there(monkeypatch)
    monkeypatch.setattr(init, "can_ask", lambda: True)
    assert (data.ask("init").code, asked) == (0, ["Keep every change from now on?"])
    assert data.json("status")["history"]["kept"]
    assert (data.ask("init").code, len(asked)) == (0, 1)


def _sitting_there(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let somebody sit there who says yes; give what is asked."""
    asked: list[str] = []

    def confirm(sentence: str, *, default: bool) -> bool:
        asked.append(sentence)
        return default

    monkeypatch.setattr(keeping, "can_ask", lambda: True)
    monkeypatch.setattr(form, "confirm", confirm)
    return asked


def test_edit_as_the_first_write_asks_too(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a", kind="tap-the")
    data.commit("2021-01-15")
    editor = data.root.parent / "editor"
    editor.write_text('#!/bin/sh\necho "place: Ấp 1" >>"$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    asked = _sitting_there(monkeypatch)
    assert (data.ask("edit", "a").code, asked) == (0, ["Keep every change from now on?"])
    assert data.git("log", "-1", "--format=%(trailers:key=Danvan,valueonly)") == "edit"


def test_nobody_elses_settings_turn_it_on(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[danvan]\n\tcommit = true\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "git").mkdir()
    (tmp_path / "git/config").write_text("[danvan]\n\tcommit = true\n", "utf-8")
    data.model("2020/a")
    data.commit("2021-01-15")
    assert data.ask(*_NEW, "Tổ tự quản").code == 0
    assert len(_log(data)) == 1


def test_what_cannot_be_kept_now_is_written_and_said_in_one_line(kept: DataFolder) -> None:
    (kept.root / ".git/MERGE_HEAD").write_text("x")
    said = kept.ask(*_NEW, "Tổ tự quản", "--id", "to-tu-quan")
    assert (said.code, len(_log(kept))) == (0, 1)
    assert len(said.err.splitlines()) == 1
    assert "merge" in said.err
    assert "danvan save" in said.err
    (kept.root / ".git/MERGE_HEAD").unlink()
    assert kept.ask("save").code == 0
    assert kept.git("show", "--format=", "--name-only") == "models/2020/to-tu-quan.yaml"


def test_what_could_not_be_kept_is_not_passed_over_by_undo(kept: DataFolder) -> None:
    """Else something earlier would be taken back: the refusal is "unkept"."""
    assert kept.ask(*_NEW, "Một", "--id", "mot").code == 0
    (kept.root / ".git/MERGE_HEAD").write_text("x")
    assert kept.ask(*_NEW, "Hai", "--id", "hai").code == 0
    (kept.root / ".git/MERGE_HEAD").unlink()
    for command in ("undo", "redo"):
        said = kept.ask(command, "--yes")
        assert (said.code, "models/2020/hai.yaml" in said.err, "danvan save" in said.err) == (1, True, True)
    assert kept.ask("save").code == 0
    assert kept.ask("undo", "--yes").code == 0
    assert not (kept.root / "models/2020/hai.yaml").exists()
    assert (kept.root / "models/2020/mot.yaml").exists()


@pytest.mark.parametrize("words", [(), ("-m", "xong")])
def test_an_undo_that_was_kept_later_is_one_and_the_next_goes_further_back(
    kept: DataFolder, words: tuple[str, ...]
) -> None:
    for value in ("một", "hai", "ba"):
        assert kept.ask("set", "a", f"note={value}").code == 0
    (kept.root / ".git/MERGE_HEAD").write_text("x")
    assert kept.ask("undo", "--yes").code == 0
    said = kept.ask("redo", "--yes").err
    assert "git merge --abort" in said  # "unkept-in-work": danvan save alone would be refused
    told = kept.ask("status").out
    assert ("git merge --abort" in told.replace("\n", " "), "danvan save" in told) == (True, False)
    (kept.root / ".git/MERGE_HEAD").unlink()
    assert "danvan save" in kept.ask("redo", "--yes").err
    assert kept.ask("save", *words).code == 0
    assert kept.ask("undo", "--yes").code == 0
    assert "một" in (kept.root / "models/2020/a.yaml").read_text("utf-8")


def test_stopped_at_any_step_nothing_is_lost_and_nothing_earlier_taken_back(
    kept: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By Ctrl-C before any program is started: index, branch and file never disagree so that a commit loses it."""
    assert kept.ask("set", "a", "title=Một").code == 0
    stopped_after, told = 0, list[str]()
    while True:
        data = DataFolder.__new__(DataFolder)
        data.root = Path(shutil.copytree(kept.root, tmp_path / f"step {stopped_after}"))
        with monkeypatch.context() as patch:
            patch.setattr(subprocess, "Popen", _stopping(stopped_after))
            said = data.ask("set", "a", "title=Hai")
        is_written = "Hai" in (data.root / "models/2020/a.yaml").read_text("utf-8")
        is_kept = "Hai" in data.git("show", "HEAD:models/2020/a.yaml")
        assert not is_kept or data.git("diff", "--cached", "--name-only", "HEAD") == ""
        assert is_written or not is_kept
        assert ("Nothing was changed" in said.err) == (not is_written)
        assert "Một" in data.git("show", f"HEAD{'~1' if is_kept else ''}:models/2020/a.yaml")
        if is_written:
            told.append(said.err)
            undone = data.ask("undo", "--yes")
            now = (data.root / "models/2020/a.yaml").read_text("utf-8")
            assert (
                "Một" in now if is_kept else (undone.code, "Hai" in now, "danvan save" in undone.err) == (1, True, True)
            )
        if said.code == 0:
            break
        stopped_after += 1
    assert len(told) > 5
    assert all("danvan save" in text for text in told[:5])


def _stopping(after: int) -> Any:  # noqa: ANN401 - a class made for one step
    left = [after]

    class StoppedProcess(subprocess.Popen[bytes]):
        """The person stops danvan after so many programs were started."""

        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
            left[0] -= 1
            if left[0] == -1:
                raise KeyboardInterrupt
            super().__init__(*given, **named)

    return StoppedProcess


def test_without_a_name_the_accounts_stands_in_and_is_said_once(
    kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("getpass.getuser", lambda: "lan.nt")
    first, second = kept.ask(*_NEW, "Một"), kept.ask(*_NEW, "Hai")
    assert ("lan.nt" in first.err, "lan.nt" in second.err) == (True, False)
    assert kept.git("log", "-2", "--format=%an %cn").splitlines() == ["lan.nt lan.nt"] * 2
    kept.git("config", "--unset", "danvan.authorsaid")
    with (kept.root / "models/2020/a.yaml").open("a") as file:
        file.write("# by hand\n")
    assert kept.ask("set", "a", "place=Ấp 1", "--yes").err.count("lan.nt") == 1
    assert kept.ask("init", "--me", "Nguyễn Thị Lan").code == 0
    kept.ask(*_NEW, "Ba")
    assert kept.git("log", "-1", "--format=%an") == "Nguyễn Thị Lan"


def test_how_ones_own_name_is_given_stands_behind_what_leads_to_the_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    said = danvan("init", "--office", "X", "--unit", "Xã A", "--level", "xa", "--data", "moi").err
    going, naming = said.index("  cd moi\n"), said.index('danvan init --me "NAME"')
    assert going < naming
    monkeypatch.chdir("moi")
    assert danvan("init", "--me", "Lan").code == 0
    assert DataFolder.git(DataFolder(tmp_path), "-C", "moi", "config", "user.name") == "Lan"


def test_init_begins_the_history_and_leaves_one_that_is_there_alone(tmp_path: Path) -> None:
    office = ("--office", "Ban Dân vận", "--unit", "Xã Tân Lập", "--level", "xa")
    for root, commits in ((tmp_path / "moi", 1), (tmp_path / "kho" / "dan-van", 0)):
        data = DataFolder(tmp_path / "kho")
        if not commits:
            data.git("init", "--quiet", "--initial-branch=main")
        assert danvan("init", *office, "--data", str(root)).code == 0
        listed = DataFolder.git(data, "-C", str(root), "rev-list", "--all", "--count")
        assert listed == str(commits)


def test_what_was_changed_by_hand_is_saved_and_what_is_not_danvans_is_not(kept: DataFolder) -> None:
    kept.model("2020/new", kind="tap-the", title="Mới")
    (kept.root / "models/2020/a.yaml").unlink()
    kept.write("evidence/2020/anh.pdf", "1")
    kept.write("notes.txt", "1")
    said = kept.ask("save", "-m", "sửa tay")
    assert said.code == 0, said.err
    assert _last(kept).startswith("sửa tay\n")
    assert kept.git("status", "--porcelain") == "?? notes.txt"
    assert (kept.ask("save").code, len(_log(kept))) == (0, 2)


def test_what_was_deleted_by_hand_is_told_as_deleted_with_how_to_have_it_back(kept: DataFolder) -> None:
    for name in ("b", "c"):
        kept.model(f"2020/{name}", kind="tap-the", title=f"Chợ {name}")
    kept.commit("2021-01-16")
    for name in ("a", "b"):
        (kept.root / f"models/2020/{name}.yaml").unlink()
    (kept.root / "models/2021").mkdir()
    (kept.root / "models/2020/c.yaml").rename(kept.root / "models/2021/c.yaml")
    told = "Files changed by hand, not in the history yet: 4\n  Deleted of these: 2. To have one back: danvan undo a\n"
    assert told in kept.ask("status").out
    assert kept.json("status")["history"] == {"kept": True, "unsaved": 4}
    assert kept.ask("undo", "a", "--yes").code == 0
    said = kept.ask("save")
    made = kept.git("rev-parse", "HEAD")[:12]
    assert "Kept as deleted (1): models/2020/b.yaml. To take back all that was saved now: danvan undo " in said.err
    assert made in said.err
    assert kept.ask("undo", made, "--yes").code == 0
    assert (kept.root / "models/2020/b.yaml").exists()
    assert "Deleted" not in kept.ask("status").out


def test_save_takes_what_danvan_tells_git_of_the_folder_and_no_other_file_with_a_dot(kept: DataFolder) -> None:
    kept.write(".gitattributes", "* text=auto eol=lf\n")
    kept.write(".env", "x")
    assert kept.json("status")["history"]["unsaved"] == 0
    assert kept.ask("save").code == 0
    assert kept.git("status", "--porcelain") == "?? .env"


def test_what_has_errors_is_saved_only_when_that_is_said(kept: DataFolder) -> None:
    kept.write("models/2020/bad.yaml", "title: [\n")
    said = kept.ask("save")
    assert (said.code, len(_log(kept))) == (1, 1)
    assert "models/2020/bad.yaml:" in said.err
    assert (kept.ask("save", "--anyway").code, len(_log(kept))) == (0, 2)


def test_status_tells_what_is_not_in_the_history_yet_and_where_there_is_none(kept: DataFolder) -> None:
    kept.model("2020/new", kind="tap-the", title="Mới")
    kept.write("notes.txt", "no file of danvan's")
    assert "Files changed by hand, not in the history yet: 1\n  Go on: danvan save" in kept.ask("status").out
    assert kept.json("status")["history"] == {"kept": True, "unsaved": 1}
    kept.git("config", "danvan.commit", "false")
    assert "Changes are not kept" in kept.ask("status").out
    shutil.rmtree(kept.root / ".git")
    assert "no history" in kept.ask("status").out
    assert kept.json("status")["history"] == {"kept": None, "unsaved": 0}


def test_status_misses_nothing_that_save_would_keep(kept: DataFolder) -> None:
    for path in ("models/2001/a.yaml", "removed/models/2019/b.yaml", "evidence/2010/ảnh.txt", "awards/2005/c.yaml"):
        kept.write(path, "title: x\n")
    with (kept.root / "units.yaml").open("a") as units:
        units.write("# sửa\n")
    kept.git("add", "models/2001/a.yaml")
    (kept.root / "models/2020/a.yaml").unlink()
    assert kept.ask("status", "--format", "json").json["history"]["unsaved"] == 6


def test_status_counts_while_git_looks_at_the_files(kept: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    git_looks = Event()
    seen: list[bool] = []

    def looking(*given: Any) -> Upkeep:  # noqa: ANN401
        git_looks.set()
        return find_upkeep(*given)

    def counting(*given: Any, **named: Any) -> WaitingSummary:  # noqa: ANN401
        seen.append(git_looks.wait(5))
        return find_waiting(*given, **named)

    monkeypatch.setattr(status, "find_upkeep", looking)
    monkeypatch.setattr(status, "find_waiting", counting)
    kept.json("status")
    assert seen == [True]


def test_save_without_a_history_says_how_to_get_one(data: DataFolder) -> None:
    said = data.ask("save")
    assert said.code == 2
    assert "danvan init" in said.err
