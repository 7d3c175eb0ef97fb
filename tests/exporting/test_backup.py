"""A backup is the folder with its history; what is made of it again is the same, and counts the same."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_cli.exporting import backup as backups
from danvan_cli.index import database
from tests.exporting.backup_files import git, held, made, parts, refused, restored
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import danvan
from tests.helpers.systems import posix_only, require_git


def test_the_folder_is_made_again_with_its_history_and_what_was_not_saved(history: DataFolder) -> None:
    folder = restored(made(history))
    assert held(folder) == held(history.root)
    for asked in (
        ("log", "--all", "--format=%H %an %ad %s", "--date-order"),
        ("show-ref", "--heads", "--tags"),
        ("status", "--porcelain", "--untracked-files=all", "--ignored"),
        ("symbolic-ref", "HEAD"),
    ):
        assert git(folder, *asked).replace("!! .danvan.lock\n", "") == git(history.root, *asked).replace(
            "!! .danvan.lock\n", ""
        )
    for typed in (("--year", "2021"), ("--year", "2020"), ("--year", "2020", "--revision", "2021-01-31")):
        again = danvan("tally", "registered", *typed, "--data", str(folder))
        assert again.out == history.ask("tally", "registered", *typed).out
    assert git(folder, "fsck", "--strict") == ""


def test_the_backup_says_what_it_holds_and_the_new_folder_what_came(history: DataFolder) -> None:
    file = history.root.parent / "ban.zip"
    said = history.ask("backup", "-o", str(file)).out
    assert f"Backed up: {file} (" in said
    assert "files: 9 · saves in git: 2" in said
    assert "every number of 2020–2021" in said
    folder = file.parent / "moi"
    again = danvan("init", "--from", str(file), "--data", str(folder))
    assert "files: 9 · saves in git: 2\nEvery file is the same, and so is every number.\n" in again.out
    assert f"  cd {folder}\n  danvan status\n" in again.err


@pytest.mark.parametrize(("commits", "kept"), [("true", "true"), ("false", ""), ("", "")])
def test_the_new_clone_commits_where_the_old_one_did(history: DataFolder, commits: str, kept: str) -> None:
    if commits:
        history.git("config", "danvan.commit", commits)
    history.git("config", "core.fsmonitor", "anything")  # what is started is never taken along
    config = git(restored(made(history)), "config", "--local", "--list").splitlines()
    assert [line for line in config if "danvan" in line] == ([f"danvan.commit={kept}"] if kept else [])
    assert not any("fsmonitor" in line for line in config)


def test_a_folder_within_a_repository_lies_there_again_and_the_rest_stays_in_the_history(data: DataFolder) -> None:
    top = data.root.parent / "kho"
    top.mkdir()
    shutil.move(data.root, top / "so lieu")
    data.root = top / "so lieu"
    data.model("2020/a")
    (top / "thu.txt").write_text("khác\n", "utf-8")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "đầu")):
        git(top, *arguments)
    folder = restored(made_beside(data, top.parent / "ban.zip"), "moi")
    assert held(folder / "so lieu") == held(data.root)
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "show", "HEAD:thu.txt") == "khác"
    asked = ("tally", "registered", "--revision", "HEAD", "--data")
    assert danvan(*asked, str(folder / "so lieu")).code == 0


def made_beside(data: DataFolder, file: Path) -> Path:
    assert data.ask("backup", "-o", str(file)).code == 0
    return file


def test_a_state_that_is_on_no_branch_is_one_again(history: DataFolder) -> None:
    history.git("checkout", "--quiet", "--detach")
    folder = restored(made(history))
    assert git(folder, "rev-parse", "HEAD") == history.git("rev-parse", "HEAD")
    assert git(folder, "rev-parse", "--symbolic-full-name", "HEAD") == "HEAD"


def test_without_git_the_folder_is_backed_up_and_that_is_said(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_git()
    data.model("2020/a")
    path = os.environ["PATH"]
    for reason in (
        "no git repository",
        "git was not found",
        "has been kept in git yet",
    ):  # "nothing-kept" is the last
        file = data.root.parent / "ban.zip"
        if "kept" in reason:
            monkeypatch.setenv("PATH", path)
            data.git("init", "--quiet")
        said = data.ask("backup", "-o", str(file), "--force")
        assert (said.code, "Without history: " in said.err) == (0, True)
        assert reason in said.err.replace("\n", " ")
        assert reason in parts(file)["BAN-GIAO.txt"].decode().replace("\n", " ")
        assert "history.bundle" not in parts(file)
        folder = restored(file, reason)
        assert held(folder) == held(data.root)
        assert (folder / ".git").exists() is ("not found" not in reason)  # else it is one anew, as init makes one
        monkeypatch.setenv("PATH", str(data.root))


@pytest.mark.usefixtures("at_once")
def test_what_was_just_written_is_not_waited_for(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.0)
    monkeypatch.setattr(database, "_open_in_memory", None)  # as whoever waits in vain does
    assert data.ask("backup", "-o", str(data.root.parent / "ban.zip")).code == 0


def test_files_that_no_number_has_are_in_it_and_named(history: DataFolder) -> None:
    history.write("models/2020/hong.yaml", "title: [\n")
    file = history.root.parent / "ban.zip"
    said = history.ask("backup", "-o", str(file))
    assert (said.code, "models/2020/hong.yaml" in said.err) == (0, True)
    assert (restored(file) / "models/2020/hong.yaml").read_text("utf-8") == "title: [\n"
    text = parts(file)["BAN-GIAO.txt"].decode()
    assert "2020 *" in text, text
    assert "* Without the files that cannot be read: 1." in text


def test_a_history_that_ends_too_early_is_left_out(history: DataFolder) -> None:
    history.git("commit", "--quiet", "--all", "-m", "sau")
    (history.root / ".git/shallow").write_text(history.git("rev-parse", "HEAD~1") + "\n")
    file = history.root.parent / "ban.zip"
    said = history.ask("backup", "-o", str(file))
    assert (said.code, "git fetch --unshallow" in said.err) == (0, True)  # "cut-short"
    assert "history.bundle" not in parts(file)


def test_a_damaged_repository_does_not_keep_from_a_backup(history: DataFolder) -> None:
    oid = history.git("rev-parse", "HEAD~1:models/2020/a.yaml")
    file = history.root / ".git/objects" / oid[:2] / oid[2:]
    file.unlink()
    said = history.ask("backup", "-o", str(history.root.parent / "ban.zip"))
    assert (said.code, "Without history: " in said.err) == (0, True)


def test_a_commit_that_an_old_program_wrote_badly_is_taken_along(history: DataFolder) -> None:
    tree = history.git("rev-parse", "HEAD^{tree}")
    old = history.root.parent / "commit"
    old.write_text(f"tree {tree}\nauthor Lan 1500000000 +0700\ncommitter Lan 1500000000 +0700\n\nCũ\n", "utf-8")
    oid = history.git("hash-object", "-t", "commit", "-w", "--literally", str(old))
    history.git("tag", "cu", oid)
    assert git(restored(made(history)), "rev-parse", "cu") == oid


def test_ids_of_either_length_are_taken_along_whatever_is_usual_here(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    (tmp_path / ".gitconfig").write_text("[init]\n\tdefaultObjectFormat = sha1\n[protocol]\n\tallow = never\n")
    data.model("2020/a")
    data.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    head = data.commit("2021-01-15")
    assert (len(head), git(restored(made(data)), "rev-parse", "HEAD")) == (64, head)


def test_a_folder_that_cannot_be_counted_is_backed_up_all_the_same(data: DataFolder) -> None:
    data.model("2020/a")
    data.write("danvan.yaml", "format: [\n")
    file = data.root.parent / "ban.zip"
    said = data.ask("backup", "-o", str(file))
    assert said.code == 0
    assert "It was read back: every file is the same.\n" in said.out
    assert "danvan.yaml" in parts(file)["BAN-GIAO.txt"].decode()
    assert held(restored(file)) == held(data.root)


@posix_only("Windows has no pipes among files")
def test_what_no_backup_can_hold_is_named(data: DataFolder) -> None:
    data.model("2020/a")
    (data.root / "lien-ket").symlink_to("danvan.yaml")
    os.mkfifo(data.root / "ong")
    data.write("a\\b.txt", "x")
    file = data.root.parent / "ban.zip"
    said = data.ask("backup", "-o", str(file))
    assert said.code == 1
    assert all(name in said.err for name in ("lien-ket", "ong", "a\\b.txt"))
    assert said.err.count("a\\b.txt") == 2
    assert REFUSALS["unportable-name"].sentence.format(name="a\\b.txt") in said.err
    assert held(restored(file)).keys() == {"danvan.yaml", "units.yaml", "models/2020/a.yaml"}


def test_whoever_takes_over_reads_what_there_is_to_know(history: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_LANG", "vi")
    row = "Danh sách.xlsx › Đăng ký › {} · 5f2a9c1d"
    for number, name in enumerate("gh", start=1):
        history.model(f"2021/{name}", title=f"Tổ {name}", source=row.format(number))
    history.model("2021/i", unit="khong-co")
    file = history.root.parent / "ban.zip"
    history.ask("backup", "-o", str(file), "--lang", "vi")
    text = parts(file)["BAN-GIAO.txt"].decode("utf-8-sig")
    assert text.startswith("BÀN GIAO HỒ SƠ DÂN VẬN KHÉO\nBan Dân vận Huyện ủy\n30/11/2026\n")
    assert 'danvan khoi-tao --tu-tep "ban.zip"' in text
    assert "VIỆC CẦN LÀM NĂM 2021" in text
    assert "2021: Danh sách.xlsx › Đăng ký, 2 bản ghi" in text
    assert "models/2021/i.yaml" in text
    assert "Số lần lưu trong git: 2" in text
    assert ["2020", "30"] in [line.split()[:2] for line in text.splitlines()]


def test_a_backup_lies_outside_of_the_folder_and_ends_in_zip(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data.state()
    refused(data.ask("backup"), 2, "-o/--output")
    refused(data.ask("backup", "-o", str(data.root / "ban.zip")), 2, "lies in the data folder itself")
    monkeypatch.chdir(data.root)
    refused(data.ask("backup", "-o", "ban.zip"), 2, "lies in the data folder itself")
    refused(data.ask("backup", "-o", str(data.root.parent / "ban.rar")), 2, "Let it end in .zip")
    assert data.state() == before


def test_a_folder_to_write_into_gives_a_name_of_its_own(data: DataFolder) -> None:
    stick = data.root.parent / "usb"
    stick.mkdir()
    data.ask("backup", "-o", str(stick))
    assert [path.name for path in stick.iterdir()] == ["danvan-data-2026-11-30.zip"]


def test_a_file_that_is_there_is_written_over_only_by_force_and_only_when_all_went_well(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    file = data.root.parent / "ban.zip"
    file.write_bytes(b"cu")
    refused(data.ask("backup", "-o", str(file)), 1, "To write over it: --force")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(backups, "put_manifest", fail)
        assert data.ask("backup", "-o", str(file), "--force").code == 1
    with monkeypatch.context() as patch:
        counted: Iterator[object] = iter([{"2020": {}}, {}])
        patch.setattr(backups, "numbers_of", lambda _: next(counted))
        said = data.ask("backup", "-o", str(file), "--force")
        refused(said, 1, "does not count the same")  # "backup-differs"
    assert file.read_bytes() == b"cu"
    assert sorted(path.name for path in file.parent.iterdir()) == ["ban.zip", "cache", "data"]
    assert data.ask("backup", "-o", str(file), "--force").code == 0
    assert "data/models/2020/a.yaml" in parts(file)


def test_evidence_needs_no_room_among_temporary_files(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    data.write("evidence/2020/anh.jpg", b"0" * 100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10_000, 0, 10_000))
    assert data.ask("backup", "-o", str(data.root.parent / "ban.zip")).code == 0


def test_who_may_only_read_the_folder_can_back_it_up(
    unprivileged: Path, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(unprivileged))
    data.model("2020/a")
    data.root.chmod(0o555)
    said = data.ask("backup", "-o", str(unprivileged / "ban.zip"))
    data.root.chmod(0o755)
    assert said.code == 0, said.err
