"""What git cannot give, and why it says no: told apart, in words of ours or in git's, with real repositories."""

import os
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.store import owners, repository
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.systems import require_git

_ASKED = ("tally", "registered", "--year", "2020", "--revision")


@pytest.fixture
def history(data: DataFolder) -> DataFolder:
    """Two models, then one that is changed and one that is gone: what was then lies in the history alone."""
    data.model("2020/a", count=3)
    data.model("2020/b", count=4)
    data.commit("2021-01-15")
    data.model("2020/a", count=30)
    (data.root / "models/2020/b.yaml").unlink()
    data.commit("2021-06-30")
    return data


def _object(data: DataFolder, name: str) -> Path:
    """Return the file in which git keeps an object, open to be damaged."""
    oid = data.git("rev-parse", name)
    file = data.root / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    return file


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20])


def _exchange(file: Path) -> None:
    """Put other bytes into an object: sound for zlib, and not what its name says."""
    whole = zlib.decompress(file.read_bytes())
    file.write_bytes(zlib.compress(whole.replace(b"count: 3", b"count: 8")))


def _overstate(file: Path) -> None:
    """Let an object say that it has more bytes than it has: git says so too, and gives those there are."""
    head, _, content = zlib.decompress(file.read_bytes()).partition(b"\0")
    kind, size = head.split()
    content = content.replace(b"count: 3", b"count: 8")
    file.write_bytes(zlib.compress(b"%b %d\0%b" % (kind, int(size) + 500, content)))


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-3] ^= 255
    file.write_bytes(content)


_DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "lost": (Path.unlink, "it is missing from the repository (missing)"),
    "nonsense": (lambda file: file.write_bytes(b"garbage"), "it is damaged (inflate: data stream error"),
    "empty": (lambda file: file.write_bytes(b""), "it is damaged (object file .git/objects/"),
    "cut": (_cut, "it is damaged ("),
    "flipped": (_flip, "it is damaged ("),
    "overstated": (_overstate, "it is damaged ("),
    "exchanged": (_exchange, "it is damaged (hash mismatch)"),
}


@pytest.mark.parametrize(("damage", "reason"), _DAMAGES.values(), ids=_DAMAGES)
def test_a_file_whose_object_git_cannot_give_is_named_until_it_can(
    damage: Callable[[Path], object], reason: str, history: DataFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    file = _object(history, "HEAD~1:models/2020/a.yaml")
    content = file.read_bytes()
    damage(file)
    for _ in range(2):
        said = history.ask(*_ASKED, "HEAD~1", "--format", "json")
        assert (said.code, said.json["total"], said.json["complete"]) == (1, 4, False)
        assert "models/2020/a.yaml: error [git-object] git cannot give the file as it was: " in said.err
        assert reason in said.err
        assert "git fsck" in said.err
    assert "".join(capfd.readouterr()) == ""  # git itself says nothing to the terminal
    file.write_bytes(content)
    assert history.json(*_ASKED, "HEAD~1")["total"] == 7


@pytest.mark.parametrize("name", ["units.yaml", "danvan.yaml"])
def test_lists_that_git_cannot_give_are_named(name: str, history: DataFolder) -> None:
    file = _object(history, f"HEAD~1:{name}")
    content = file.read_bytes()
    file.unlink()
    for _ in range(2):
        said = history.ask(*_ASKED, "HEAD~1")
        assert (said.code, said.out) == (1, "")
        assert f"{name}: error [git-object]" in said.err
        assert "danvan init" not in said.err
    file.write_bytes(content)
    assert history.ask(*_ASKED, "HEAD~1").code == 0


def test_a_list_that_was_not_there_then_is_said_to_be_that(data: DataFolder) -> None:
    data.model("2020/a")
    units = (data.root / "units.yaml").read_bytes()
    (data.root / "units.yaml").unlink()
    data.commit("2021-01-15")
    data.write("units.yaml", units)
    said = data.ask(*_ASKED, "HEAD")
    assert said.code == 1
    assert "units.yaml: error [missing-then] At that revision the data folder has no units.yaml." in said.err
    assert "danvan init" not in said.err


@pytest.mark.parametrize("name", ["HEAD~1:models", "HEAD~1:models/2020", "HEAD~1^{tree}", "HEAD~1"])
@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"garbage")])
def test_a_revision_that_git_cannot_list_gives_no_number(
    damage: Callable[[Path], object], name: str, history: DataFolder
) -> None:
    damage(_object(history, name))
    for revision in ("HEAD~1", "2021-01-15"):
        said = history.ask(*_ASKED, revision)
        assert (said.code, said.out) == (1, "")
        *which, refusal = said.err.splitlines()
        assert refusal.startswith("Error: " + REFUSALS["revision-damaged"].sentence.partition("{")[0])
        assert len(which) <= 1  # of which day the state is
    assert history.json(*_ASKED, "HEAD")["total"] == 30


def _clone(history: DataFolder, *options: str) -> DataFolder:
    """Clone a repository, as over a network, and take away where it came from."""
    history.git("config", "uploadpack.allowFilter", "true")
    history.git("config", "uploadpack.allowAnySHA1InWant", "true")
    place = history.root.with_name("clone")
    source = ["git", "clone", "--quiet", *options, history.root.as_uri(), str(place)]
    subprocess.run(source, check=True, capture_output=True)
    history.root.rename(history.root.with_name("away"))
    clone = DataFolder.__new__(DataFolder)
    clone.root = place
    return clone


def test_files_left_where_a_clone_came_from_are_named_without_trying_each(
    history: DataFolder, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    clone = _clone(history, "--filter=blob:none")
    asked: list[tuple[str, ...]] = []
    ask = repository.ask

    def watched(root: Path, *typed: str) -> repository.GitAnswer:
        asked.append(typed)
        return ask(root, *typed)

    monkeypatch.setattr("danvan_cli.store.objects.ask", watched)
    said = clone.ask(*_ASKED, "HEAD~1", "--format", "json")
    assert (said.code, said.json["total"]) == (1, 0)
    for name in "ab":
        assert f"models/2020/{name}.yaml: error [git-object]" in said.err
    assert said.err.count("it is still where this clone came from, and cannot be fetched (") == 2
    assert "does not appear to be a git repository)" in said.err
    assert [typed[0] for typed in asked] == ["cat-file", "rev-list"]
    assert "".join(capfd.readouterr()) == ""
    history.root.with_name("away").rename(history.root)
    assert clone.json(*_ASKED, "HEAD~1")["total"] == 7


def test_folders_left_where_a_clone_came_from_give_no_number(history: DataFolder) -> None:
    clone = _clone(history, "--filter=tree:0")
    said = clone.ask(*_ASKED, "HEAD~1")
    assert (said.code, said.out) == (1, "")
    assert "git cannot give all of the revision " in said.err
    assert "does not appear to be a git repository" in said.err


@pytest.mark.parametrize("revision", ["HEAD~1", "2021-01-15", "31/01/2021", "nowhere"])
def test_a_history_that_is_cut_off_is_said_to_be_that(revision: str, history: DataFolder) -> None:
    clone = _clone(history, "--depth=1")
    said = clone.ask(*_ASKED, revision, "--lang", "vi")
    assert (said.code, said.out) == (2, "")
    assert f"“{revision}” ở đây: bản sao này chỉ có lịch sử từ ngày 30/06/2021." in said.err
    assert "git fetch --unshallow" in said.err
    assert (
        clone.ask(*_ASKED, revision).err
        == "Error: " + REFUSALS["shallow"].sentence.format(name=revision, date="2021-06-30") + "\n"
    )
    assert clone.json(*_ASKED, "2021-06-30")["total"] == 30


@pytest.mark.parametrize(("before", "after"), [("", "năm 2020"), ("cũ", "mới"), ("cũ", ""), (" a", "a ")])
def test_a_folder_that_was_elsewhere_then_is_said_to_be_that(before: str, after: str, tmp_path: Path) -> None:
    top = tmp_path / "kho chung"
    was = DataFolder(top / before)
    was.model("2020/a", count=3)
    whole = DataFolder.__new__(DataFolder)
    whole.root = top
    commit = whole.commit("2021-01-15")[:12]
    (top / after).mkdir(exist_ok=True)
    for name in ("danvan.yaml", "units.yaml", "models"):
        (top / before / name).rename(top / after / name)
    whole.commit("2021-06-30")
    now = DataFolder.__new__(DataFolder)
    now.root = top / after
    assert now.json(*_ASKED, "HEAD")["total"] == 3
    said = now.ask(*_ASKED, "HEAD~1")
    assert (said.code, said.out) == (2, "")
    assert "{name} the data folder lay elsewhere in the repository: {path}." in REFUSALS["folder-elsewhere"].sentence
    assert f"{commit} the data folder lay elsewhere in the repository: {before or '.'}/." in said.err
    beside = tmp_path / f"kho chung-{commit}"
    assert f"git worktree add '{beside}' {commit}, then --data '{beside / before}'" in said.err
    whole.git("worktree", "add", str(beside), commit)
    then = DataFolder.__new__(DataFolder)
    then.root = beside / before
    assert then.total("registered", "--year", "2020") == 3


def test_where_no_folder_was_yet_that_is_said(tmp_path: Path) -> None:
    whole = DataFolder.__new__(DataFolder)
    whole.root = tmp_path
    (tmp_path / "README").touch()
    commit = whole.commit("2021-01-15")[:12]
    data = DataFolder(tmp_path / "data")
    said = data.ask(*_ASKED, "HEAD")
    assert (said.code, said.out) == (2, "")
    assert said.err == "Error: " + REFUSALS["no-folder-then"].sentence.format(name=commit) + "\n"


def _break(data: DataFolder) -> None:
    (data.root / ".git/config").write_text("[core\n")


def _lead_nowhere(data: DataFolder) -> None:
    shutil.rmtree(data.root / ".git")
    (data.root / ".git").write_text("gitdir: /nowhere/.git/worktrees/x\n")


@pytest.mark.parametrize(
    ("change", "reason"), [(_break, "bad config line 1 in file "), (_lead_nowhere, "not a git repository: /nowhere/")]
)
def test_a_repository_that_git_cannot_use_is_told_in_its_words(
    change: Callable[[DataFolder], None], reason: str, history: DataFolder
) -> None:
    change(history)
    for typed in (_ASKED, ("init",)):
        said = history.ask(*typed, *(["HEAD"] if typed is _ASKED else []))
        assert REFUSALS["git-refuses"].sentence.partition("{")[0] + reason in said.err
        assert "was made" not in said.err
        assert said.code == (2 if typed is _ASKED else 0)


@pytest.fixture
def foreign(history: DataFolder) -> DataFolder:
    """A repository that belongs to another account."""
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    for path in (history.root, *history.root.rglob("*")):
        os.chown(path, 4711, 4711)
    return history


def test_a_repository_of_another_account_is_told_with_how_to_trust_it(
    foreign: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = REFUSALS["not-trusted"].sentence.format(
        path=foreign.root, owner="4711", command=f"git config --global --add safe.directory {foreign.root}"
    )
    said = foreign.ask(*_ASKED, "HEAD")
    assert (said.code, said.out, said.err) == (2, "", f"Error: {sentence}\n")
    made = foreign.ask("init")
    assert made.code == 0
    assert sentence in made.err
    assert "was made" not in made.err
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    subprocess.run(
        sentence.rpartition(": ")[2].split(), check=True, env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    )
    assert foreign.json(*_ASKED, "HEAD")["total"] == 30


def test_windows_names_the_owner_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        "fatal: detected dubious ownership in repository at '//may/chung/dan van'\n"
        "'//may/chung/dan van' is owned by:\n\tMAY/lan (S-1-5-21-1)\n"
        "but the current user is:\n\tMAY/minh (S-1-5-21-2)\n"
        "To add an exception for this directory, call:\n\n"
        "\tgit config --global --add safe.directory '%(prefix)///may/chung/dan van'\n"
    )
    monkeypatch.setattr(owners, "WINDOWS", True)
    assert owners.not_trusted(Path("x"), said).params == {
        "path": "%(prefix)///may/chung/dan van",
        "owner": "MAY/lan (S-1-5-21-1)",
        "command": 'git config --global --add safe.directory "%(prefix)///may/chung/dan van"',
    }


def test_a_repository_that_cannot_be_made_is_told(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    require_git()
    ask = repository.ask

    def full(root: Path, *typed: str) -> repository.GitAnswer:
        words = "error: could not write config file .git/config: No space left on device\nfatal: could not set …\n"
        return repository.GitAnswer(128, b"", words) if typed[0] == "init" else ask(root, *typed)

    monkeypatch.setattr(repository, "ask", full)
    said = data.ask("init")
    assert (
        REFUSALS["not-made"].sentence.format(reason="could not write config file .git/config: No space left on device")
        in said.err
    )


def test_git_is_not_started_from_the_current_folder(
    history: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    sent = here / "git"
    sent.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    sent.chmod(0o755)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}:")
    assert history.json(*_ASKED, "HEAD~1")["total"] == 7
    monkeypatch.setenv("PATH", ":.:")
    assert history.ask(*_ASKED, "HEAD~1").err == f"Error: {REFUSALS['no-git'].sentence}\n"
    assert not (tmp_path / "ran").exists()
