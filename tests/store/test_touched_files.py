"""Which commits touch which files: the same as git finds by its patterns, whatever was asked before, and when."""

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_cli.counting.commit_log import CommitLog, LogQuery
from danvan_cli.store.changes import LoggedCommit, commits
from danvan_cli.store.source import HistoryPlace
from danvan_cli.store.touched_files import Touch, TouchedFiles, touched_files
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import cases_of

_IDS = ("a", "ab", "a-2")
_PATHS = [
    f"{removed}{folder}/{year}/{name}.yaml"
    for removed in ("", "removed/")
    for year in (2019, 2020, 2021)
    for folder, names in (("models", _IDS), ("evaluations", ("a.xa", "a.tinh", "ab.xa")), ("awards", ("a",)))
    for name in names
]


def _place(root: Path) -> HistoryPlace:
    return HistoryPlace(root, Path(os.environ["DANVAN_CACHE"]))


def _paths(place: HistoryPlace) -> set[str]:
    return {path for _, path in touched_files(place).touches()}


def _commit(rng: random.Random, number: int, parents: list[int]) -> str:
    """Return a commit of some files added, changed, moved by hand or gone, as fast-import reads it."""
    kept = rng.sample(_PATHS, rng.randint(1, 4))
    changes = [
        f"D {path}\n" if rng.random() < 0.4 else f"M 100644 inline {path}\ndata 2\n{rng.randint(1, 3)}\n\n"
        for path in kept
    ]
    origin = "".join(f"{word} :{parent}\n" for word, parent in zip(("from", "merge", "merge"), parents, strict=False))
    made = f"committer x <y@z> {1_600_000_000 + rng.randint(0, 9) * 60} +0700\ndata 1\nx\n"
    return f"commit refs/heads/c{number}\nmark :{number}\n{made}{origin}{''.join(changes)}\n"


def _history(data: DataFolder, rng: random.Random) -> Iterator[None]:
    """Give a repository HEADs one after the other: mostly the next one, merges and quite other ones between."""
    parents: list[list[int]] = [[]]
    for number in range(2, 19):
        latest = [number - 1] if rng.random() < 0.6 else [rng.randint(1, number - 1)]
        others = rng.sample(range(1, number), min(number - 1, rng.choice((0, 0, 0, 1, 2))))
        parents.append(list(dict.fromkeys(latest + others)))
    commits = "".join(_commit(rng, number, parents[number - 1]) for number in range(1, 19))
    data.git("init", "--quiet", "--initial-branch=main")
    (data.root / "stream").write_text(commits, "utf-8")
    with (data.root / "stream").open("rb") as stream:
        subprocess.run(["git", "-C", data.root, "fast-import", "--quiet"], stdin=stream, check=True)
    for number in (4, 5, 9, 10, 7, 12, 13, 16, 17, 18):
        data.git("update-ref", "refs/heads/main", f"refs/heads/c{number}")
        yield


def _by_patterns(root: Path, name: str, year: str) -> list[LoggedCommit]:
    places = [f":(glob){place}*/{year}/{name}{end}" for place in ("", "removed/") for end in (".yaml", ".*.yaml")]
    return list(commits(root, [*places, f":(glob)removed/*/{year}/{name}-[0-9]*.yaml"]))


@pytest.mark.law
@pytest.mark.parametrize("seed", range(cases_of(2)))
def test_it_is_what_git_finds_by_patterns_in_the_same_order(data: DataFolder, seed: int) -> None:
    for _ in _history(data, random.Random(seed)):  # noqa: S311 - the same each time
        for name in ("a", "ab"):
            expected = [commit for commit in _by_patterns(data.root, name, "*") if commit.files]
            assert [
                commit for commit in CommitLog(_place(data.root)).commits(LogQuery([name])) if commit.files
            ] == expected
        expected = [commit for commit in _by_patterns(data.root, "a", "2020") if commit.files]
        assert [
            commit for commit in CommitLog(_place(data.root)).commits(LogQuery(["a"], 2020)) if commit.files
        ] == expected


def test_a_record_is_followed_through_years_by_hand_and_through_what_is_not_committed(data: DataFolder) -> None:
    data.model("2019/x")
    data.commit("2021-01-11")
    (data.root / "models/2019/x.yaml").unlink()
    data.commit("2021-01-12")
    data.model("2020/x", count=2)
    data.evaluation("2020/x.xa", rating="kha")
    data.commit("2021-01-13")
    data.git("rm", "--quiet", "--cached", "models/2020/x.yaml")
    told = [[record["path"] for record in entry["records"]] for entry in data.json("log", "x")["entries"]]
    assert told == [["evaluations/2020/x.xa.yaml", "models/2020/x.yaml"], *[["models/2019/x.yaml"]] * 2]


def test_what_is_kept_is_made_anew_where_it_is_of_no_use(data: DataFolder) -> None:
    data.model("2020/x")
    data.commit("2021-01-15")
    right = _paths(_place(data.root))
    assert right == {"danvan.yaml", "models/2020/x.yaml", "units.yaml"}
    [kept] = Path(os.environ["DANVAN_CACHE"]).glob("touched-*")
    whole = kept.read_bytes()
    for spoilt in (b"", b"x", whole[:30], whole.replace(b"touched 1", b"touched 0"), whole.replace(b"\0", b"\0z", 2)):
        kept.write_bytes(spoilt)
        assert _paths(_place(data.root)) == right
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("no folder", "utf-8")
    assert _paths(_place(data.root)) == right


def test_two_data_folders_of_one_repository_are_told_apart(tmp_path: Path) -> None:
    whole = DataFolder(tmp_path)
    first, second = DataFolder(tmp_path / "một"), DataFolder(tmp_path / "hai")
    first.model("2020/x")
    second.model("2020/y")
    whole.commit("2021-01-15")
    for folder, name in ((first, "x"), (second, "y"), (first, "x")):
        assert [touch.path for touch in touched_files(_place(folder.root)).named("xy")] == [f"models/2020/{name}.yaml"]


def test_what_a_shallow_copy_does_not_have_yet_is_asked_for_later(data: DataFolder, tmp_path: Path) -> None:
    data.model("2019/x")
    data.commit("2021-01-11")
    data.git("mv", "models/2019", "models/2020")
    data.commit("2021-01-12")
    copy = tmp_path / "copy"
    data.git("clone", "--quiet", "--depth=1", f"file://{data.root}", str(copy))
    assert "models/2019/x.yaml" not in _paths(_place(copy))
    data.git("-C", str(copy), "fetch", "--quiet", "--unshallow")
    assert "models/2019/x.yaml" in _paths(_place(copy))


def test_git_is_started_as_often_however_long_the_history_is(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    class CountedProcess(subprocess.Popen[Any]):
        def __init__(self, command: Any, **options: Any) -> None:  # noqa: ANN401
            started.append(command)
            super().__init__(command, **options)

    def ask() -> int:
        started.clear()
        data.json("log", "x")
        return len(started)

    data.model("2020/x")
    data.commit("2021-01-11")
    ask()
    for count in range(2, 9):
        data.model("2020/x", count=count)
        data.commit("2021-01-12")
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", CountedProcess)
        later, again = ask(), ask()
    assert (later, again) == (6, 4)


def test_a_name_may_hold_what_a_commit_begins_with() -> None:
    touched = TouchedFiles("", b"\0\x01c0ffee\0models/2020/\x01b.yaml\0models/2020/a\x01.yaml\0")
    assert touched.named(["a"]) == [Touch("c0ffee", "models/2020/a\x01.yaml")]
