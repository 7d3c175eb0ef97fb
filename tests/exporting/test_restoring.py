"""What is made of a backup: a folder in a place of its own, whole or not at all."""

import json
import zipfile

import pytest

from danvan_cli.store import restoring
from tests.exporting.backup_files import git, held, made, parts, refused, restored
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan


def test_a_folder_is_not_made_among_the_records_of_another_nor_again_within_one(history: DataFolder) -> None:
    file = history.root.parent / "ban.zip"
    assert history.ask("backup", "-o", str(file)).code == 0
    for place, given in (("khôi-phục", ("--from", str(file))), ("models/2020/tập", ("--practice",))):
        said = danvan("init", *given, "--data", str(history.root / place))
        assert (said.code, "within another data folder" in said.err) == (1, True)
        assert not (history.root / place).exists()


def test_without_git_the_folder_is_made_without_its_history(
    history: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made(history)
    monkeypatch.setenv("PATH", str(history.root))
    said = danvan("init", "--from", str(file), "--data", str(file.parent / "moi"))
    assert (said.code, "Without history: git was not found" in said.err) == (1, True)
    assert held(file.parent / "moi") == held(history.root)


def test_a_place_that_is_taken_is_left_alone_and_an_empty_one_is_filled(data: DataFolder) -> None:
    data.model("2020/a")
    data.ask("backup", "-o", str(data.root.parent / "ban.zip"))
    file = data.root.parent / "ban.zip"
    taken, empty = (file.parent / name for name in ("co", "trong"))
    taken.mkdir()
    empty.mkdir()
    (taken / "thu.txt").write_text("của tôi", "utf-8")
    refused(danvan("init", "--from", str(file), "--data", str(taken)), 1, "holds something")
    refused(data.ask("init", "--from", str(file)), 1, "holds something")
    assert [path.name for path in taken.iterdir()] == ["thu.txt"]
    said = danvan("init", "--from", str(file), "--data", str(empty), "--dry-run")
    assert (said.code, list(empty.iterdir())) == (0, [])
    assert held(restored(file, "trong")) == held(data.root)


def test_a_folder_that_cannot_be_finished_leaves_nothing(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    data.ask("backup", "-o", str(data.root.parent / "ban.zip"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "refresh", fail)
    monkeypatch.setattr("danvan_cli.store.backups.Backup.unpack", fail)
    said = danvan("init", "--from", str(data.root.parent / "ban.zip"), "--data", str(data.root.parent / "moi"))
    refused(said, 1, "no space left on device")
    assert not (data.root.parent / "moi").exists()


def test_one_that_was_killed_is_begun_again(history: DataFolder) -> None:
    file = made(history)
    left = file.parent / "moi/.danvan-k1ll.tmp/folder"
    left.mkdir(parents=True)
    (left / "danvan.yaml").write_text("format: 1\n", "utf-8")
    folder = restored(file)
    kept = {name: content for name, content in held(folder).items() if "k1ll" not in name}
    assert kept == held(history.root)
    again = DataFolder.__new__(DataFolder)
    again.root = folder
    file.unlink()
    assert held(restored(made(again), "nua")) == kept


def test_another_danvan_that_counts_otherwise_says_so(data: DataFolder) -> None:
    data.model("2020/a")
    file = data.root.parent / "ban.zip"
    data.ask("backup", "-o", str(file))
    content = parts(file)
    document = json.loads(content["backup.json"])
    document["numbers"]["2020"]["registered"][""] = 7
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in {**content, "backup.json": json.dumps(document).encode()}.items():
            archive.writestr(name, part)
    said = danvan("init", "--from", str(file), "--data", str(file.parent / "moi"))
    refused(said, 1, "does not count all as the one before")
    assert held(file.parent / "moi") == held(data.root)


def test_what_others_have_not_finished_with_git_is_there_again(history: DataFolder) -> None:
    history.git("add", "--all")
    for title in ("Một", "Hai"):
        history.model("2020/a", title=title)
        history.git("stash", "push", "--quiet", "--message", title, "--", "models/2020/a.yaml")
    history.git("branch", "nhap", _commit_beside(history, "nhánh"))
    history.git("update-ref", "refs/notes/commits", _commit_beside(history, "ghi chú"))
    loose, tree = _commit_beside(history, "rời"), history.git("write-tree")
    history.git("update-ref", "--create-reflog", "refs/heads/tam", loose)
    history.git("update-ref", "-m", "bỏ", "refs/heads/tam", "HEAD")
    history.model("2021/d", title="Chỉ trong tệp")
    before = [history.git(*asked) for asked in _UNFINISHED]
    file = history.root.parent / "ban.zip"
    said = history.ask("backup", "-o", str(file))
    kinds = "put aside (git stash): 2; staged, not committed: 1; on other branches: 1; on no branch: 1."
    assert kinds in said.out.replace("\n  ", " ")
    again = danvan("init", "--from", str(file), "--data", str(file.parent / "moi"))
    assert kinds in again.out.replace("\n  ", " ")
    folder = file.parent / "moi"
    assert [git(folder, *asked) for asked in _UNFINISHED] == before
    assert git(folder, "write-tree") == tree
    assert git(folder, "cat-file", "-t", loose) == "commit"
    text = parts(file)["BAN-GIAO.txt"].decode()
    for named in ("stash@{1}", "On main: Một", "models/2021/d.yaml", "nhánh", loose[:12]):
        assert named in text
    assert held(folder) == held(history.root)


_UNFINISHED = (
    ("stash", "list", "--format=%H %gs"),
    ("rev-parse", "nhap", "refs/notes/commits"),
    ("status", "--porcelain", "--untracked-files=all"),
)


def _commit_beside(data: DataFolder, words: str) -> str:
    return data.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", words)


def test_what_no_backup_has_of_a_repository_is_named(history: DataFolder) -> None:
    history.git("worktree", "add", "--quiet", str(history.root.parent / "khác"))
    (history.root / ".git/MERGE_HEAD").write_text(history.git("rev-parse", "thu") + "\n")
    file = history.root.parent / "ban.zip"
    said = history.ask("backup", "-o", str(file))
    assert said.code == 0
    text = parts(file)["BAN-GIAO.txt"].decode()
    for named in ("khác", "a merge"):
        assert named in said.err
        assert named in text.partition("Not in the backup:")[2]
