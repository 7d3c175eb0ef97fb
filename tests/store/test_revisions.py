"""The folder as git had it: the earlier numbers, from git's objects alone."""

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from danvan_cli.domain.errors import RevisionError
from danvan_cli.index.database import index_file
from danvan_cli.store.git import GitSource
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.repository import find_revision
from tests.helpers.data_folder import UNITS, DataFolder
from tests.helpers.systems import LINKS, require_git


@pytest.fixture
def history(data: DataFolder) -> dict[str, str]:
    """Three commits: one model; two, and a tag; one of them ended, and its record broken."""
    data.model("2020/a", count=3)
    first = data.commit("2021-01-15")
    data.model("2020/b", unit="xa-b")
    data.evaluation("2020/b.xa", recognized=True)
    second = data.commit("2021-06-30")
    data.git("tag", "tong-ket-2020")
    data.write("models/2020/b.yaml", "title: [\n")
    data.model("2021/c")
    third = data.commit("2022-02-01")
    return {"first": first, "second": second, "third": third}


def _at(data: DataFolder, revision: str, *typed: str) -> tuple[object, object]:
    found = data.json("tally", *(typed or ("registered", "--year", "2020")), "--revision", revision)
    return found["total"], found["revision"]


def test_a_revision_may_be_a_commit_a_tag_a_branch_or_a_day(data: DataFolder, history: dict[str, str]) -> None:
    first, second = history["first"], history["second"]
    assert _at(data, first) == (3, first)
    assert _at(data, first[:8]) == (3, first)
    assert _at(data, "main~2") == (3, first)
    assert _at(data, "tong-ket-2020") == (4, second)
    assert _at(data, "2021-06-30") == (4, second)
    assert _at(data, "30/06/2021") == (4, second)
    assert _at(data, "2021-06-29") == (3, first)
    assert _at(data, "2021-12") == (4, second)


def test_git_is_started_once_to_find_what_a_name_means(
    data: DataFolder, history: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        run = Mock(wraps=subprocess.run)
        patch.setattr(subprocess, "run", run)
        for name in ("tong-ket-2020", "main~1", history["second"]):
            assert find_revision(data.root, name) == history["second"]
    assert run.call_count == 3


def test_search_check_and_status_are_asked_of_a_state_too(data: DataFolder, history: dict[str, str]) -> None:
    first, second = history["first"], history["second"]
    found = data.json("search", "tổ", "--at", first)
    assert ([hit["id"] for hit in found["hits"]], found["revision"]) == (["a"], first)
    assert data.ask("check", "--at", first, "--format", "json").json["revision"] == first
    assert "models/2020/b.yaml" not in data.ask("check", "--at", second).err
    assert "models/2020/b.yaml" in data.ask("check").out
    said = data.ask("status", "--at", second, "--year", "2020")
    assert (said.code, second[:12] in said.err, "2021-06-30" in said.err) == (0, True, True)
    for typed in (("tally",), ("tally", "registered"), ("list", "registered"), ("show", "a")):
        said = data.ask(*typed, "--at", second)
        assert (said.code, "This is how the folder was on 2021-06-30" in said.err) == (0, True)


def test_a_tag_goes_before_a_day_and_a_day_before_a_commits_id(data: DataFolder, history: dict[str, str]) -> None:
    first, second, third = (history[name] for name in ("first", "second", "third"))
    assert _at(data, "2021") == (4, second)
    assert _at(data, "30/06/2021") == (4, second)
    data.git("tag", "2021", first)
    assert _at(data, "2021") == (3, first)
    data.git("tag", "--delete", "2021")
    data.git("branch", "2021-06-30", first)
    assert _at(data, "2021-06-30") == (3, first)
    assert find_revision(data.root, third[:7]) == third
    assert data.ask("tally", "registered", "--revision", third[:6]).code == 2


def test_a_year_never_means_a_commit_whose_id_begins_so(data: DataFolder) -> None:
    """2022 is four hex digits: git takes it for a commit's id as soon as one begins so."""
    data.model("2020/a")
    commits = {data.commit("2021-01-15")}
    while not any(commit[:4].isdigit() for commit in commits):  # one in seven begins so
        data.git("commit", "--quiet", "--allow-empty", "--message", f"{len(commits)}", day="2021-01-15")
        commits.add(data.git("rev-parse", "HEAD"))
    year = next(commit[:4] for commit in commits if commit[:4].isdigit())
    assert data.git("rev-parse", "--verify", f"{year}^{{commit}}") in commits
    data.git("commit", "--quiet", "--allow-empty", "--message", "last", day="2021-01-16")
    said = data.ask("tally", "registered", "--year", "2020", "--revision", year, "--format", "json")
    assert said.code == 2 or said.json["revision"] == data.git("rev-parse", "HEAD")


def test_a_day_is_that_of_the_commits_own_clock(data: DataFolder) -> None:
    data.model("2020/a")
    data.git("init", "--quiet", "--initial-branch=main")
    data.git("add", "--all")
    data.git("commit", "--quiet", "--message", "a", day="2021-03-01T00:30:00+0700")  # in Greenwich still the 28th
    assert data.ask("tally", "registered", "--revision", "2021-02-28").code == 2
    assert _at(data, "2021-03-01")[0] == 1


def test_a_day_follows_what_the_office_itself_had(data: DataFolder) -> None:
    """B commits on the 30th and keeps it; A's of the 29th is what the office has, until B merges in January."""
    data.model("2020/a")
    base = data.commit("2020-12-01")
    data.model("2020/office", count=10)
    data.commit("2020-12-29")
    data.git("checkout", "--quiet", "-b", "b", base)
    data.model("2020/b", count=5)
    data.commit("2020-12-30")
    data.git("checkout", "--quiet", "main")
    data.git("merge", "--quiet", "--no-ff", "--message", "b", "b", day="2021-01-05")
    assert _at(data, "2020-12-31")[0] == 11
    assert _at(data, "2021-01-05")[0] == 16


def test_a_folder_is_listed_only_where_the_index_has_another(
    data: DataFolder, history: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    given = GitSource._list_tree

    def watched(source: GitSource, *within: str) -> list[str]:
        listed.extend(within)
        return given(source, *within)

    monkeypatch.setattr(GitSource, "_list_tree", watched)
    assert _at(data, history["second"])[0] == 4
    assert "models/2020/" in listed
    listed.clear()
    assert _at(data, history["second"])[0] == 4
    assert [path for path in listed if any(map(str.isdigit, path))] == []


def test_everything_is_asked_of_that_state(data: DataFolder, history: dict[str, str]) -> None:
    units = data.json("tally", "registered", "--by", "unit", "--revision", "tong-ket-2020")
    assert (units["year"], units["complete"]) == ("2020", True)
    assert [(row["unit"], row["value"]) for row in units["rows"]] == [("xa-a", 3), ("xa-b", 1)]
    listed = data.json("list", "recognized", "--revision", "tong-ket-2020")
    assert [record["path"] for record in listed["records"]] == ["evaluations/2020/b.xa.yaml"]
    assert data.json("tally", "registered")["revision"] is None
    assert _at(data, history["third"], "registered", "--year", "2021") == (1, history["third"])


def test_what_was_broken_then_is_named(data: DataFolder, history: dict[str, str]) -> None:
    for _ in range(3):
        said = data.ask("tally", "registered", "--year", "2020", "--revision", "HEAD", "--format", "json")
        assert (said.code, said.json["total"], said.json["complete"]) == (1, 3, False)
        assert "models/2020/b.yaml:" in said.err
        assert said.json["revision"] == history["third"]


def test_units_and_lists_are_those_of_that_state(data: DataFolder, history: dict[str, str]) -> None:
    data.write("units.yaml", UNITS.replace("level: huyen", "level: tinh"))
    data.model("2020/b")
    assert data.json("tally", "registered", "--year", "2020", "--by", "unit.tinh")["rows"][0]["unit.tinh"] == "huyen-x"
    then = data.json("tally", "registered", "--year", "2020", "--by", "unit.tinh", "--revision", history["second"])
    assert [row["unit.tinh"] for row in then["rows"]] == [None]


def test_nothing_in_the_folder_or_its_repository_changes(data: DataFolder, history: dict[str, str]) -> None:
    data.model("2021/not-yet-committed")
    before, status = data.state(), data.git("status", "--porcelain")
    for revision in (history["first"], "tong-ket-2020", "2021-02-01"):
        assert _at(data, revision)[0] in (3, 4)
    assert data.git("status", "--porcelain") == status
    assert data.state() == before


def test_states_are_kept_by_gits_own_names_of_things(
    data: DataFolder, history: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _at(data, history["second"])[0] == 4
    assert index_file(tmp_path / "cache", data.root, history["second"]).exists()
    read: list[str] = []
    given = Objects.read

    def watched(objects: Objects, wanted: list[WantedObject]) -> object:
        read.extend(file.path for file in wanted)
        return given(objects, wanted)

    monkeypatch.setattr(Objects, "read", watched)
    assert _at(data, history["second"])[0] == 4
    assert read == []
    assert _at(data, history["first"])[0] == 3
    assert read == []  # it has less, and nothing else
    assert _at(data, history["second"])[0] == 4
    assert read == ["models/2020/b.yaml"]


def test_a_folder_within_a_repository_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    whole = DataFolder(tmp_path / "Kho tổng")
    data = DataFolder(whole.root / "Dữ liệu năm")
    data.model("2020/a")
    whole.model("2020/outer", count=50)
    commit = whole.commit("2021-01-01")
    data.model("2020/b")
    assert data.total("registered", "--year", "2020") == 2
    assert _at(data, "HEAD") == (1, commit)
    assert _at(whole, commit) == (50, commit)


@LINKS
def test_links_and_folders_within_a_years_folder_are_named_then_too(data: DataFolder) -> None:
    data.model("2020/a")
    data.model("2020/sub/x")
    (data.root / "models/2020/link.yaml").symlink_to("a.yaml")
    (data.root / "awards").mkdir()
    (data.root / "awards/2020").symlink_to("../models/2020")
    data.commit("2021-01-01")
    models = data.ask("tally", "registered", "--year", "2020", "--revision", "HEAD")
    assert (models.code, models.err.count("[linked]"), models.err.count("[stray-file]")) == (1, 1, 1)
    awards = data.ask("tally", "awards", "--year", "2020", "--revision", "HEAD")
    assert (awards.code, "awards/2020" in awards.err) == (1, True)


def test_without_the_lists_of_that_state_no_number_is_given(data: DataFolder) -> None:
    data.model("2020/a")
    (data.root / "units.yaml").rename(data.root / "units.txt")
    data.commit("2021-01-01")
    (data.root / "units.txt").rename(data.root / "units.yaml")
    for _ in range(3):
        said = data.ask("tally", "registered", "--revision", "HEAD")
        assert (said.code, said.out) == (1, "")
        assert "units.yaml:" in said.err
    assert data.total("registered") == 1


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "0000000", "2020-12-31", "--help", "HEAD:units.yaml", "", "main..HEAD", "HEAD\nHEAD", "31/13/2026"],
)
def test_an_unknown_revision_is_a_usage_error(revision: str, data: DataFolder, history: dict[str, str]) -> None:
    assert history
    said = data.ask("tally", "registered", f"--revision={revision}")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Error: ")
    assert len(said.err.splitlines()) == 1


def test_a_day_to_come_and_two_states_the_wrong_way_round_are_remarked_on_once(
    data: DataFolder, history: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANVAN_TODAY", "2022-03-01")
    assert data.ask("tally", "registered", "--at", "2022-03-02").err.count("is still to come") == 1
    assert data.ask("diff", history["first"], "04/2022").err.count("is still to come") == 1
    assert "is still to come" not in data.ask("tally", "registered", "--at", "2022").err
    assert "told backwards" in data.ask("diff", history["second"], history["first"]).err
    assert data.ask("diff", history["first"], history["second"]).err == ""


def test_a_folder_without_repository_has_no_earlier_states(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    require_git()
    data.model("2020/a")
    said = data.ask("tally", "registered", "--revision", "HEAD")
    assert (said.code, said.out) == (2, "")
    assert "no git repository" in said.err
    monkeypatch.setenv("PATH", "")
    said = data.ask("tally", "registered", "--revision", "HEAD")
    assert (said.code, said.out) == (2, "")
    assert "git was not found" in said.err


def test_a_repository_without_commits_has_no_earlier_states(data: DataFolder) -> None:
    data.git("init", "--quiet")
    assert data.ask("tally", "registered", "--revision", "HEAD").code == 2
    assert data.ask("tally", "registered", "--revision", "2030-01-01").code == 2


def test_the_users_own_git_settings_do_not_matter(data: DataFolder, history: dict[str, str], tmp_path: Path) -> None:
    """A hook's variables, a pager, colours, quoted paths: the real program in a real environment."""
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[core]\n\tquotePath = true\n\tpager = false\n[color]\n\tui = always\n[log]\n\tshowSignature = true\n"
    )
    noisy = {"GIT_CONFIG_GLOBAL": str(settings), "GIT_DIR": str(tmp_path / "elsewhere"), "GIT_INDEX_FILE": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-m", "danvan_cli", "tally", "registered", "--revision", "2021-12", "--format", "json"],
        cwd=data.root,
        env={**os.environ, **noisy, "LC_ALL": "C.UTF-8", "LANGUAGE": "vi"},
        capture_output=True,
        check=True,
    )
    assert history["second"] in done.stdout.decode()


def test_a_source_gives_what_git_has(data: DataFolder, history: dict[str, str]) -> None:
    assert find_revision(data.root, "tong-ket-2020") == history["second"]
    source = GitSource(data.root, history["second"])
    assert [folder.path for folder in source.folders()] == ["evaluations/2020", "models/2020"]
    assert source.read("units.yaml") == UNITS.encode()
    assert source.stamp("units.yaml") == data.git("rev-parse", "HEAD:units.yaml")
    assert source.stamp("nothing.yaml") == ""


@pytest.mark.usefixtures("history")
def test_what_is_no_day_and_what_was_before_the_history_are_told_apart(data: DataFolder) -> None:
    for typed in ("hien-nay", "hôm qua", "15/06", "abc"):
        said = data.ask("tally", "registered", "--at", typed)
        assert (said.code, "What may be written: 15/06/2025, 06/2025, 2025, a tag" in said.err) == (2, True)
    for typed in ("2020", "12/2020", "2021-01-14"):
        said = data.ask("diff", typed)
        assert (said.code, "it begins on 2021-01-15." in said.err) == (2, True)
    said = data.ask("--lang", "vi", "tally", "--at", "2020")
    assert "Đến hết 2020, thư mục này chưa có lịch sử: lịch sử bắt đầu từ 15/01/2021." in said.err


def test_a_history_without_a_state_says_so(data: DataFolder) -> None:
    data.git("init", "--quiet")
    said = data.ask("tally", "--at", "2020")
    assert (said.code, "To keep the present state: danvan save" in said.err) == (2, True)
    with pytest.raises(RevisionError) as refused:
        find_revision(data.root, "2020")
    assert refused.value.code == "nothing-kept"
