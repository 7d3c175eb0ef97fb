"""What git tells of changes: commit by commit, and between two states."""

import os
from pathlib import Path

from danvan_cli.store import changes
from danvan_cli.store.changes import FileContents, between, commits, read_contents
from tests.helpers.data_folder import DataFolder
from tests.helpers.systems import LINKS, posix_only


def _what(root: Path, before: str, after: str | None) -> list[FileContents]:
    return list(read_contents(root, before, between(root, before, after)))


def _paths(data: DataFolder) -> list[list[str]]:
    return [[file.path for file in commit.files] for commit in commits(data.root)]


def test_commits_come_latest_first_with_who_made_them_and_how(data: DataFolder) -> None:
    data.model("2020/a")
    first = data.commit("2021-01-15")
    data.model("2020/a", count=2)
    data.write("doc/README", "nothing that is counted")
    data.git("add", "--all")
    data.git("commit", "--quiet", "-m", "Ghi lại.\n\nx\n\nDanvan: set\nDanvan-Undoes: " + first)
    second, earlier = commits(data.root)
    assert (second.command, second.undoes, earlier.command) == ("set", first, "")
    assert earlier.id == first
    assert earlier.at.startswith("2021-01-15T12:00:00")
    assert earlier.by
    assert [file.path for file in second.files] == ["models/2020/a.yaml"]
    assert [file.path for file in earlier.files] == ["danvan.yaml", "models/2020/a.yaml", "units.yaml"]


def test_a_record_is_never_taken_for_a_similar_one(data: DataFolder) -> None:
    text = data.model("2020/a", note="Một đoạn văn dài giống nhau").read_text("utf-8")
    first = data.commit("2021-01-15")
    (data.root / "models/2020/a.yaml").unlink()
    data.write("models/2020/b.yaml", text)
    second = data.commit("2021-01-16")
    data.git("config", "diff.renames", "copies")
    found = [(file.path, bool(file.before[0]), bool(file.after)) for file in between(data.root, first, second)]
    assert found == [("models/2020/a.yaml", True, False), ("models/2020/b.yaml", False, True)]
    assert _paths(data)[0] == ["models/2020/a.yaml", "models/2020/b.yaml"]


def test_a_merge_tells_what_is_as_in_neither_parent(data: DataFolder) -> None:
    data.model("2020/a", count=1)
    data.model("2020/b", count=1)
    data.commit("2021-01-15")
    data.git("switch", "--quiet", "-c", "side")
    data.model("2020/a", count=2)
    data.model("2020/b", count=2)
    data.commit("2021-01-16")
    data.git("switch", "--quiet", "main")
    data.model("2020/a", count=3)
    data.commit("2021-01-17")
    data.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    data.model("2020/a", count=4)
    data.model("2020/b", count=2)
    data.git("add", "--all")
    data.git("commit", "--quiet", "-m", "gộp", day="2021-01-18")
    merge = next(commits(data.root))
    assert [file.path for file in merge.files] == ["models/2020/a.yaml"]
    contents = next(read_contents(data.root, merge.id, merge.files))
    counts = [text for text in (*contents.before, contents.after) if isinstance(text, bytes)]
    assert [b"count: 3" in counts[0], b"count: 2" in counts[1], b"count: 4" in counts[2]] == [True] * 3
    assert len(list(commits(data.root))) == 4


def test_the_present_state_has_what_is_not_saved_and_what_git_ignores(data: DataFolder) -> None:
    for name in ("changed", "gone", "staged", "forgotten", "same"):
        data.model(f"2020/{name}")
    first = data.commit("2021-01-15")
    data.model("2020/changed", count=2)
    (data.root / "models/2020/gone.yaml").unlink()
    data.model("2020/staged", count=2)
    data.git("add", "models/2020/staged.yaml")
    data.git("rm", "--quiet", "--cached", "models/2020/forgotten.yaml")
    data.touch("models/2020/same.yaml")
    data.write(".gitignore", "new.yaml\n")
    data.model("2020/new")
    told = {contents.path: contents for contents in _what(data.root, first, None)}
    differing = [path for path, contents in told.items() if contents.before[0] != contents.after]
    assert differing == [f"models/2020/{name}.yaml" for name in ("changed", "gone", "new", "staged")]
    assert told["models/2020/gone.yaml"].after is None
    assert told["models/2020/new.yaml"].before == (None,)


@posix_only("names are bytes there, and may be no text")
def test_the_folder_may_lie_deeper_in_the_repository_and_names_may_be_no_text(tmp_path: Path) -> None:
    top = DataFolder(tmp_path)
    data = DataFolder(tmp_path / "dân vận")
    data.model("2020/a")
    Path(os.fsdecode(bytes(data.root / "models/2020") + b"/\xff.yaml")).write_text("x", "utf-8")
    first = top.commit("2021-01-15")
    data.model("2020/a", count=2)
    top.model("2020/elsewhere")
    Path(os.fsdecode(bytes(data.root / "models/2020") + b"/\xff.yaml")).unlink()
    second = top.commit("2021-01-16")
    odd = "models/2020/\udcff.yaml"
    assert [change.path for change in between(data.root, first, second)] == ["models/2020/a.yaml", odd]
    assert [change.path for change in between(data.root, first, None)] == ["models/2020/a.yaml", odd]
    assert _paths(data)[0] == ["models/2020/a.yaml", odd]


@LINKS
def test_what_is_no_file_or_is_lost_is_told(data: DataFolder) -> None:
    data.model("2020/a")
    data.model("2020/b", title="Chợ")
    first = data.commit("2021-01-15")
    (data.root / "models/2020/a.yaml").unlink()
    (data.root / "models/2020/a.yaml").symlink_to("b.yaml")
    data.model("2020/b", count=2)
    second = data.commit("2021-01-16")
    oid = data.git("rev-parse", f"{first}:models/2020/b.yaml")
    lost = data.root / ".git/objects" / oid[:2] / oid[2:]
    lost.chmod(0o600)
    lost.unlink()
    a, b = _what(data.root, first, second)
    codes = [getattr(content, "code", None) for content in (*a.before, a.after, *b.before, b.after)]
    assert codes == [None, "linked", "git-object", None]


def test_before_the_first_commit_there_is_nothing(data: DataFolder) -> None:
    data.git("init", "--quiet")
    assert list(commits(data.root)) == []


def test_each_object_is_read_once_and_git_is_started_once(data: DataFolder) -> None:
    for count in range(1, 6):
        data.model("2020/a", count=count)
        data.commit(f"2021-01-1{count}")
    files = [file for commit in commits(data.root, changes.RECORDS) for file in commit.files]
    objects = {oid for file in files for oid in (*file.before, file.after) if oid}
    assert len(objects) == 7
    assert len(list(read_contents(data.root, "HEAD", files))) == 7
