"""status says when no backup was made for a month, and when the last commit is dated ahead; else it says nothing."""

import os
import re
from pathlib import Path

import pytest

from danvan_cli.store.programs import NAMED_GIT
from tests.helpers.data_folder import DataFolder

_BACKUP = "danvan backup -o FILE.zip"
_AHEAD = "which is still to come"
_MARCH = 1_772_323_200  # 2026-03-01


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    data.model("2020/a")
    return data


def backed_up(data: DataFolder, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_TODAY", day)
    assert data.ask("backup", "-o", str(data.root.parent / f"{day}.zip")).code == 0


@pytest.mark.parametrize("in_git", [True, False])
def test_a_backup_is_wanted_a_month_after_the_last(
    year: DataFolder, monkeypatch: pytest.MonkeyPatch, *, in_git: bool
) -> None:
    if in_git:
        year.commit("2021-01-15")
    assert f"No backup has been made yet.\n  Go on: {_BACKUP}\n" in year.ask("status").out
    backed_up(year, "2026-03-15", monkeypatch)
    note = year.root / ".git/danvan/backup"
    assert note.exists() is in_git
    for today, due in (("2026-04-15", False), ("2026-04-16", True)):
        monkeypatch.setenv("DANVAN_TODAY", today)
        assert (f"The last backup was made on 2026-03-15.\n  Go on: {_BACKUP}\n" in year.ask("status").out) is due
        assert year.json("status")["backup"] == {"last": "2026-03-15", "due": due}
    if in_git:
        assert year.git("status", "--porcelain", "--untracked-files=all") == "?? .danvan.lock"
        note.write_text("gibberish")
        assert year.json("status")["backup"] == {"last": None, "due": True}


def test_what_lies_here_less_than_a_month_wants_none_yet(year: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("danvan.yaml", "units.yaml"):
        os.utime(year.root / name, (_MARCH, _MARCH))
    for today, due in (("2026-03-01", False), ("2026-04-01", False), ("2026-04-02", True)):
        monkeypatch.setenv("DANVAN_TODAY", today)
        assert (_BACKUP in year.ask("status").out) is due


def test_a_folder_without_records_and_a_look_at_one_thing_are_not_told(data: DataFolder) -> None:
    assert _BACKUP not in data.ask("status").out
    data.model("2020/a")
    assert _BACKUP not in data.ask("status", "--only", "not-surveyed").out


def test_where_the_day_cannot_be_kept_the_backup_is_made(year: DataFolder) -> None:
    year.commit("2021-01-15")
    (year.root / ".git/danvan").write_text("in the way")
    assert year.ask("backup", "-o", str(year.root.parent / "ban.zip")).code == 0
    assert year.json("status")["backup"] == {"last": None, "due": True}


@pytest.mark.parametrize(
    ("day", "ahead"),
    [("2026-11-30T23:59:00+0700", False), ("2026-12-01T00:01:00+1400", True), ("2027-02-03", True)],
)
def test_a_commit_from_the_time_to_come_is_told_by_its_own_clock(year: DataFolder, day: str, ahead: bool) -> None:  # noqa: FBT001 - pytest gives it
    year.commit(day)
    said = year.ask("status").out
    assert (_AHEAD in said) is ahead
    assert year.json("status")["dated_ahead"] == (day[:10] if ahead else None)


def test_a_folder_at_an_earlier_state_is_told_with_what_leads_back(year: DataFolder) -> None:
    year.commit("2021-01-15")
    assert "easily lost" not in year.ask("status").out
    year.git("checkout", "--quiet", "--detach")
    assert "easily lost.\n  Back: git switch main\n" in year.ask("status").out
    year.model("2020/b")
    year.commit("2021-01-16")
    kept = "git branch danvan; git switch main; git merge --no-edit danvan"
    assert f"1 changes are only here, and go out of sight with the next git checkout.\n  To keep them: {kept}\n" in (
        year.ask("status").out
    )
    year.git("switch", "--quiet", "--create", "danvan")
    assert "beside its history" not in year.ask("status").out


_NEW = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Tổ tự quản", "--id", "b")


def _brings_in(year: DataFolder) -> str:
    """Return what status says to bring in what was written aside, "" for nothing."""
    told = re.search("  To (?:bring them in|keep them): (.*)", year.ask("status").out)
    return told[1] if told else ""


def _do(year: DataFolder, commands: str) -> None:
    for command in commands.split("; "):
        program, *words = command.split()
        assert program in ("git", "danvan")
        if program == "git":
            year.git(*words)
        else:
            assert year.ask(*words, "--yes").code == 0


def test_what_was_written_aside_is_told_and_comes_in(year: DataFolder) -> None:
    year.commit("2021-01-15")
    year.git("config", "danvan.commit", "true")
    assert year.ask("set", "a", "place=Ấp 1", "--yes").code == 0
    year.git("checkout", "--quiet", "--detach", "HEAD~1")
    said = year.ask(*_NEW)
    keeping = _brings_in(year)
    assert (said.code, keeping in said.err.replace("\n  ", " ")) == (0, True)
    _do(year, keeping)
    assert ((year.root / "models/2020/b.yaml").exists(), _brings_in(year)) == (True, "")
    year.git("reset", "--quiet", "--hard", "HEAD~1")
    _do(year, _brings_in(year))
    assert ((year.root / "models/2020/b.yaml").exists(), _brings_in(year)) == (True, "")


def test_what_was_taken_back_or_written_anew_is_not_missed(year: DataFolder) -> None:
    year.commit("2021-01-15")
    year.git("config", "danvan.commit", "true")
    year.git("checkout", "--quiet", "-b", "aside")
    assert year.ask("set", "a", "place=Ấp 1", "--yes").code == 0
    assert year.ask("undo", "--yes").code == 0
    year.git("checkout", "--quiet", "main")
    assert _brings_in(year) == ""
    assert year.ask("set", "a", "place=Ấp 2", "--yes").code == 0
    year.git("commit", "--quiet", "--amend", "-m", "Ấp 2")
    assert year.ask("set", "a", "place=Ấp 3", "--yes").code == 0
    assert _brings_in(year) == ""


def test_what_is_begun_with_git_is_no_earlier_state(year: DataFolder) -> None:
    year.commit("2021-01-15")
    year.git("config", "danvan.commit", "true")
    year.git("checkout", "--quiet", "--detach")
    year.git("bisect", "start")
    assert "easily lost" not in year.ask("status").out
    assert "git bisect reset" in year.ask("set", "a", "place=Ấp 1", "--yes").err


def test_a_folder_that_nobody_may_write_into_is_told_all_the_same(unprivileged: Path, data: DataFolder) -> None:
    data.model("2020/a")
    assert unprivileged.exists()
    data.root.chmod(0o555)
    said = data.ask("status")
    data.root.chmod(0o755)
    assert (said.code, _BACKUP in said.out) == (0, True)


@pytest.mark.parametrize("why", ["of another account", "no git there"])
def test_what_git_cannot_be_asked_is_not_known_and_not_said_to_be_well(
    year: DataFolder, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    year.commit("2021-01-15")
    year.git("config", "danvan.commit", "true")
    year.model("2020/b")
    if why == "no git there":
        monkeypatch.setenv(NAMED_GIT, str(year.root / "git"))
    elif os.geteuid():
        pytest.skip("only root may give files away")
    else:
        for path in (year.root, year.root / ".git"):
            os.chown(path, 4711, 4711)
    assert year.json("status")["history"] == {"kept": None, "unsaved": None}
    said = year.ask("status").out.replace("\n", " ")
    assert ("belongs to another account" in said or "no git lies there" in said, "no history" in said) == (True, False)
    asked = ("tally", "registered", "--year", "2020", "--evidence")
    evidence = year.json(*asked)["evidence"]
    assert (evidence["at"], evidence["unsaved"]) == (None, None)
    said = year.ask(*asked).out
    assert ("what git keeps is not known" in said, "no state kept" in said) == (True, False)
