"""What danvan writes becomes a commit of just that, and what a person had begun stays as it was."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import CommitError
from danvan_cli.store import committing
from danvan_cli.store.committing import Person, commit
from danvan_cli.store.made_here import made_here, noted
from danvan_cli.store.trees import TreeFile, tree_writer
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import cases


@pytest.fixture
def kept(data: DataFolder) -> DataFolder:
    """A folder with a commit."""
    data.model("2020/a")
    data.model("2020/b")
    data.commit("2021-01-15")
    return data


def _changed(data: DataFolder, commit: str = "HEAD") -> list[str]:
    return data.git("diff-tree", "--no-commit-id", "--name-status", "-r", "--root", commit).split("\n")


def test_a_commit_has_the_files_that_were_named_and_nothing_else(kept: DataFolder) -> None:
    kept.model("2020/staged")
    kept.git("add", "models/2020/staged.yaml")
    kept.model("2020/b", count=7)
    kept.model("2020/new")
    (kept.root / "models/2020/a.yaml").unlink()
    head = kept.git("rev-parse", "HEAD")
    made = commit(kept.root, ["models/2020/new.yaml", "models/2020/a.yaml"], "Đã ghi\n\nDanvan: register\n")
    assert _changed(kept) == ["D\tmodels/2020/a.yaml", "A\tmodels/2020/new.yaml"]
    assert kept.git("rev-parse", "HEAD", "HEAD^") == f"{made}\n{head}"
    assert kept.git("diff", "--name-only") == "models/2020/b.yaml"
    assert kept.git("diff", "--cached", "--name-only") == "models/2020/staged.yaml"
    assert kept.git("log", "-1", "--format=%B") == "Đã ghi\n\nDanvan: register"
    kept.git("fsck", "--strict")


def test_a_commit_of_a_person_does_not_take_it_back(kept: DataFolder) -> None:
    kept.model("2020/new")
    commit(kept.root, ["models/2020/new.yaml"], "x")
    kept.model("2020/hers")
    kept.git("add", "models/2020/hers.yaml")
    kept.git("commit", "--quiet", "--message", "hers")
    assert _changed(kept) == ["A\tmodels/2020/hers.yaml"]


def test_where_nothing_differs_there_is_no_commit(kept: DataFolder) -> None:
    assert commit(kept.root, ["models/2020/a.yaml"], "x") == ""
    assert commit(kept.root, [], "x") == ""
    assert kept.git("rev-list", "--count", "HEAD") == "1"


def test_the_first_commit_may_be_danvans(data: DataFolder) -> None:
    data.git("init", "--quiet", "--initial-branch=main")
    data.git("symbolic-ref", "HEAD", "refs/heads/năm-2020")
    commit(data.root, ["units.yaml"], "x")
    assert _changed(data) == ["A\tunits.yaml"]
    assert data.git("rev-parse", "refs/heads/năm-2020") == data.git("rev-parse", "HEAD")


def test_a_folder_within_a_repository_a_worktree_and_no_branch(tmp_path: Path) -> None:
    whole = DataFolder(tmp_path / "Kho tổng")
    whole.model("2020/outer")
    whole.commit("2021-01-15")
    whole.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "cây"))
    data = DataFolder(tmp_path / "cây" / "Dữ liệu")
    data.model("2020/a")
    commit(data.root, ["models/2020/a.yaml"], "x")
    assert data.git("-c", "core.quotePath=false", "show", "--format=", "--name-only") == "Dữ liệu/models/2020/a.yaml"
    assert whole.git("log", "--format=%s") == "Ngày 2021-01-15"


def test_files_have_the_line_ends_that_the_repository_wants(kept: DataFolder) -> None:
    kept.git("config", "core.autocrlf", "true")
    (kept.root / "models/2020/crlf.yaml").write_bytes(b"title: A\r\n")
    commit(kept.root, ["models/2020/crlf.yaml"], "x")
    assert kept.git("cat-file", "-s", "HEAD:models/2020/crlf.yaml") == "9"
    assert kept.git("status", "--porcelain") == ""


def test_what_git_ignores_is_left_out(kept: DataFolder) -> None:
    kept.write(".gitignore", "/evidence/2020/lon.pdf\n")
    kept.write("evidence/2020/lon.pdf", "1")
    kept.write("evidence/2020/nho.pdf", "2")
    commit(kept.root, [".gitignore", "evidence/2020/lon.pdf", "evidence/2020/nho.pdf"], "x")
    assert _changed(kept) == ["A\t.gitignore", "A\tevidence/2020/nho.pdf"]


@pytest.mark.parametrize("name", [*committing._WORK])
def test_in_the_middle_of_something_nothing_is_committed(name: str, kept: DataFolder) -> None:
    kept.model("2020/new")
    (kept.root / ".git" / name).mkdir(parents=True)
    with pytest.raises(CommitError) as refused:
        commit(kept.root, ["models/2020/new.yaml"], "x")
    assert (refused.value.code, refused.value.message) == ("unfinished", committing.UNFINISHED)
    assert kept.git("rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize(
    ("name", "text", "left_by"),
    [
        ("rebase-apply/applying", "", "git am --abort"),
        ("rebase-apply/onto", "", "git rebase --abort"),
        ("sequencer/todo", "pick 1234567 x\n", "git cherry-pick --abort"),
        ("sequencer/todo", "revert 1234567 x\n", "git revert --abort"),
    ],
)
def test_what_is_begun_is_called_by_its_name(name: str, text: str, left_by: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text(text)
    work = committing.work_begun(tmp_path)
    assert committing.way_out(work) == left_by
    assert work in committing.CALLED


def test_a_held_index_is_waited_for_and_then_told(kept: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.model("2020/new")
    lock = kept.root / ".git/index.lock"
    lock.touch()
    pauses = [0, 0]

    def sleep(_seconds: float) -> None:
        pauses.pop() if pauses else lock.unlink()

    monkeypatch.setattr(committing, "wait", sleep)
    assert commit(kept.root, ["models/2020/new.yaml"], "x")
    lock.touch()
    kept.model("2020/next")
    monkeypatch.setattr(committing, "_TIMES", 0)
    with pytest.raises(CommitError) as refused:
        commit(kept.root, ["models/2020/next.yaml"], "x")
    assert (refused.value.code, refused.value.message) == ("index-locked", committing.INDEX_LOCKED)


@pytest.mark.parametrize("name", ["index", "HEAD", "refs/heads/main"])
def test_a_lock_that_was_left_is_told_with_what_removes_it_and_stays(
    kept: DataFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(committing, "_TIMES", 0)
    lock = kept.root / f".git/{name}.lock"
    lock.touch()
    os.utime(lock, (1_772_323_200, 1_772_323_200))
    year = datetime.fromtimestamp(1_772_323_200, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    kept.git("config", "danvan.commit", "true")
    said = kept.ask("set", "a", "note=x", "--yes")
    assert (said.code, f"since {year} another program" in said.err.replace("\n", " ")) == (0, True)
    told = kept.ask("status").out
    assert f"Since {year} another program" in told
    assert lock.exists()
    for text in (said.err, told):
        assert f"rm {lock}\n" in text.replace("\n  ", " ")
    lock.unlink()
    assert kept.ask("save").code == 0
    assert "another program" not in kept.ask("status").out


def test_a_signature_is_made_or_its_failing_told(kept: DataFolder) -> None:
    kept.model("2020/new")
    kept.git("config", "gpg.program", "false")
    with pytest.raises(CommitError) as refused:
        commit(kept.root, ["models/2020/new.yaml"], "x", Person(signs=True))
    assert (refused.value.code, "gpg" in refused.value.params["reason"]) == ("not-kept", True)
    assert kept.git("status", "--porcelain") == "A  models/2020/new.yaml"


@pytest.mark.skipif(os.name == "nt", reason="the program that stands in for git is a shell's")
@pytest.mark.parametrize(
    "work", ["ls-files --stage", "update-index", "cat-file", "mktree", "commit-tree", "update-ref"]
)
def test_what_git_says_of_a_full_disk_is_told(work: str, kept: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    full = kept.root.parent / "git-on-a-full-disk"
    words = f'case " $* " in *" {work} "*) echo "error: unable to write: No space left" >&2; exit 128;; esac\n'
    full.write_text(f'#!/bin/sh\n{words}exec {shutil.which("git")} "$@"\n', "utf-8")
    full.chmod(0o700)
    monkeypatch.setenv("DANVAN_GIT", str(full))
    kept.model("2020/new")
    before = kept.git("rev-parse", "HEAD")
    with pytest.raises(CommitError) as refused:
        commit(kept.root, ["models/2020/new.yaml"], "x")
    assert refused.value.params["reason"] == "unable to write: No space left"
    assert kept.git("rev-parse", "HEAD") == before


def test_hooks_do_not_run_and_a_name_stands_in_where_git_has_none(
    kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hook in ("pre-commit", "reference-transaction", "post-index-change"):
        file = kept.root / ".git/hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text("#!/bin/sh\nexit 1\n")
        file.chmod(0o755)
    for name in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))]:
        monkeypatch.delenv(name)
    kept.git("config", "user.useConfigOnly", "true")
    kept.model("2020/new")
    assert commit(kept.root, ["models/2020/new.yaml"], "x", Person("lan", "lan@localhost"))
    assert kept.git("log", "-1", "--format=%an").startswith(("lan", "t"))


@pytest.mark.skipif(os.name == "nt", reason="names, links and modes that Windows has not")
def test_a_commit_agrees_with_the_index_whatever_kind_of_file_it_is(kept: DataFolder, tmp_path: Path) -> None:
    (kept.root / "models/2020/a.yaml").chmod(0o755)
    kept.write("evidence/2020/tệp", "x")
    commit(kept.root, ["evidence/2020/tệp"], "x")
    (kept.root / "evidence/2020/tệp").unlink()
    paths = ["models/2020/a.yaml", "evidence/2020/tệp", "evidence/2020/tệp/trong"]
    for path in ("evidence/2020/tệp/trong", "evidence/2020/hai\ndòng", "evidence/2020/đuôi\r", 'evidence/"2020'):
        kept.write(path, path)
        paths.append(path)
    kept.write(f"{tmp_path}/bí mật", "secret")
    for path, target in (("evidence/2020/nối", tmp_path / "bí mật"), ("evidence/2020/treo", "/không có")):
        (kept.root / path).symlink_to(target)
        paths.append(path)
    commit(kept.root, paths, "x")
    assert kept.git("status", "--porcelain") == ""
    assert kept.git("ls-tree", "HEAD", "models/2020/a.yaml").startswith("100755")
    assert kept.git("show", "HEAD:evidence/2020/nối") == f"{tmp_path}/bí mật"


@pytest.mark.skipif(os.name == "nt", reason="a name that Windows does not have")
def test_a_folder_may_be_called_as_git_quotes_names(tmp_path: Path) -> None:
    whole = DataFolder(tmp_path / "kho")
    whole.commit("2021-01-15")
    data = DataFolder(tmp_path / "kho" / '"trích')
    commit(data.root, ["units.yaml"], "x")
    assert data.git("show", "HEAD:./units.yaml")


def test_ids_of_objects_may_be_longer(data: DataFolder) -> None:
    data.git("init", "--quiet", "--object-format=sha256")
    assert commit(data.root, ["units.yaml"], "x") == data.git("rev-parse", "HEAD")


def test_who_commits_meanwhile_goes_before(kept: DataFolder) -> None:
    kept.write("hers.txt", "x")
    kept.git("add", "hers.txt")
    lost = list[str]()

    @contextmanager
    def announced(name: str) -> Iterator[None]:
        with noted(kept.root, name):
            if not lost:
                kept.git("commit", "--quiet", "--message", "hers", "--only", "hers.txt")
                lost.append(name)
            yield

    kept.model("2020/new")
    made = commit(kept.root, ["models/2020/new.yaml"], "mine", announce=announced)
    assert kept.git("log", "--format=%s").split("\n") == ["mine", "hers", "Ngày 2021-01-15"]
    assert kept.git("status", "--porcelain") == ""
    assert made_here(kept.root) == [made] != lost


_names = st.sampled_from(["a", "b", "c.yaml", "ê", "a-b"])
_paths = st.lists(_names, min_size=1, max_size=3).map("/".join)


@cases(15)
@given(st.sets(_paths, max_size=6), st.lists(st.tuples(_paths, st.booleans()), max_size=6))
def test_a_tree_has_what_git_itself_would_make(data: DataFolder, old: set[str], new: list[tuple[str, bool]]) -> None:
    """The same as an index that was told the same, where no path is both a file and a folder."""
    if not (data.root / ".git").exists():
        data.git("init", "--quiet")
    blob = data.git("hash-object", "-w", "units.yaml")
    everything = [*old, *(path for path, _ in new)]
    if any(path.startswith(f"{other}/") for path in everything for other in everything):
        return

    def index(lines: list[str]) -> str:
        data.git("read-tree", "--empty")
        for line in lines:
            data.git("update-index", *(["--add", "--cacheinfo", line] if "," in line else ["--force-remove", line]))
        return data.git("write-tree")

    first = [f"100644,{blob},{path}" for path in sorted(old)]
    base = index(first)
    changes = {path: TreeFile(blob) if stays else None for path, stays in new}
    expected = index([*first, *(f"100644,{blob},{path}" if oid else path for path, oid in changes.items())])
    with tree_writer(data.root, ()) as trees:
        assert trees.changed(base, changes) == expected
