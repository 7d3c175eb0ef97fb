"""Files that git was told not to look at are seen all the same: counted they are, so nothing of them is left out."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.store import committing, made_here, unsaved
from danvan_cli.store.repository import GitAnswer
from tests.exporting.backup_files import git, restored
from tests.helpers.clerk import Clerk
from tests.recording.kept_work import do, kept, text_of

__all__ = ["kept"]

_PATH = "models/2020/moi.yaml"
_OTHER = "models/2020/khac.yaml"
_MARKS = ("assume-unchanged", "skip-worktree")


@pytest.mark.parametrize("name", _MARKS)
def test_what_was_changed_in_a_marked_file_is_told_and_kept_and_the_mark_stays(kept: Clerk, name: str) -> None:
    kept.model("2020/khac", title="Khác")
    kept.commit("2021-01-16")
    kept.git("update-index", f"--{name}", _PATH)
    marked = kept.git("ls-files", "-v")
    (kept.root / _PATH).write_text(text_of(kept, _PATH).replace("Chợ cũ", "Chợ sửa"), encoding="utf-8")
    assert "not in the history yet: 1\n" in kept.ask("status").out
    assert "Title: Chợ cũ → Chợ sửa" in do(kept, "diff", "HEAD").out
    do(kept, "set", "moi", "note=x", "--yes")  # the change by hand is a commit before it
    for commit, had in (("HEAD", "note"), ("HEAD~1", "sửa"), ("HEAD~2", "cũ")):
        assert had in kept.git("show", f"{commit}:{_PATH}")
    assert kept.git("diff", "--cached", "--name-only") == ""  # else a person's commit would take it back
    do(kept, "undo", "--yes")
    assert kept.git("diff", "--cached", "--name-only") == ""
    assert text_of(kept, _PATH) == kept.git("show", f"HEAD:{_PATH}") + "\n"
    assert kept.git("ls-files", "-v") == marked
    (kept.root / _PATH).unlink()
    do(kept, "undo", "chợ sửa", "--yes")
    (kept.root / _PATH).write_text(text_of(kept, _PATH).replace("Chợ sửa", "Chợ mới"), encoding="utf-8")
    assert "Kept in the history: models/2020/moi.yaml" in do(kept, "save").out
    assert "Chợ mới" in kept.git("show", f"HEAD:{_PATH}")


def test_what_git_leaves_out_of_the_folder_is_not_deleted_but_named(kept: Clerk) -> None:
    kept.model("2021/khac", title="Khác")
    kept.commit("2021-01-16")
    kept.git("sparse-checkout", "set", "--no-cone", "/*", "!/models/2020/")
    assert not (kept.root / _PATH).exists()
    said = kept.ask("status").out
    assert "Files that git leaves out of this folder, so that no number has them: 1\n" in said
    assert "not in the history yet" not in said
    assert "already" in do(kept, "save").out
    file = kept.root.parent / "ban.zip"
    assert "git leaves out here (sparse checkout), but for what the history has of them: 1" in do(
        kept, "backup", "-o", str(file)
    ).err.replace("\n  ", " ")
    assert "Chợ cũ" in git(restored(file), "show", f"HEAD:{_PATH}")


def test_a_time_and_a_size_that_stayed_hide_no_change(kept: Clerk) -> None:
    for setting, value in (("core.checkStat", "minimal"), ("core.trustctime", "false")):
        kept.git("config", setting, value)
    file = kept.root / _PATH
    times = file.stat()
    new = file.with_name("new")
    new.write_bytes(file.read_bytes().replace(b"xa-a", b"xa-b"))
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    new.replace(file)
    assert "(xa-b)" in do(kept, "diff", "HEAD").out
    (contribution,) = kept.json("diff", "HEAD", "--measure", "registered", "--year", "2020", "--where", "unit=xa-b")[
        "contributions"
    ]
    assert [why["key"] for why in contribution["why"]] == [["unit"]]
    assert "Kept in the history" in do(kept, "save").out
    assert "xa-b" in kept.git("show", f"HEAD:{_PATH}")


def _spoil_index(kept: Clerk) -> Path:
    return kept.root / ".git/index"


def _spoil_commit(kept: Clerk) -> Path:
    head = kept.git("rev-parse", "HEAD")
    return kept.root / ".git/objects" / head[:2] / head[2:]


@pytest.mark.parametrize("spoilt", [_spoil_index, _spoil_commit])
def test_where_git_does_not_tell_that_is_never_nothing(kept: Clerk, spoilt: Callable[[Clerk], Path]) -> None:
    for place in ("A", "B"):
        do(kept, "set", "moi", f"place={place}", "--yes")
    file = spoilt(kept)
    file.chmod(0o600)
    file.write_bytes(b"x")
    saved = kept.is_refused("save", code=1)
    assert kept.is_refused("undo", "--yes", code=1) == saved
    reason = saved.partition("repository: ")[2].strip().removesuffix(".")
    assert f"git does not tell what is not saved: {reason}" in kept.ask("status").out.replace("\n", " ")
    assert kept.ask("status", "--format", "json").json["history"]["unsaved"] is None
    tally = ("tally", "registered", "--year", "2020", "--evidence")
    told = kept.ask(*tally)
    assert (told.code, f"git does not tell what is not saved: {reason}" in told.out) == (0, True)
    assert kept.ask(*tally, "--format", "json").json["evidence"]["unsaved"] is None
    written = do(kept, "set", "moi", "place=C", "--yes")
    assert "to keep it later: danvan save" in written.err


def test_what_git_is_told_to_ignore_is_kept_where_it_is_a_record_and_named_where_it_is_evidence(kept: Clerk) -> None:
    kept.write(".git/info/exclude", "models/\n*.pdf\n")
    kept.model("2020/khac", title="Khác")
    kept.write("models/2020/khac.yaml~", "x")
    kept.write("evidence/2020/a.pdf", "x")
    assert "not in the history yet: 1\n" in kept.ask("status").out
    assert do(kept, "save").out == f"Kept in the history: {_OTHER}\n"
    assert do(kept, "save").out.endswith("but for what git is told to leave out: evidence/2020/a.pdf\n")


@pytest.mark.skipif(os.name == "nt", reason="whoever makes links there has to be an administrator")
def test_what_cannot_be_kept_is_named_and_all_else_kept(kept: Clerk) -> None:
    kept.model("2020/khac", title="Khác")
    kept.git("init", "--quiet", "evidence/2020/kho")
    kept.write("evidence/2020/kho/a", "x")
    (kept.root / "evidence/2020/l").symlink_to("/không có")
    kept.write("evidence/2020/m\\n", "x")
    said = kept.ask("save")
    assert (said.code, said.out) == (1, f"Kept in the history: {_OTHER}\n")
    assert said.err.endswith("evidence/2020/kho/, evidence/2020/l, evidence/2020/m\\n\n")
    assert kept.ask("save").code == 1


def test_a_folder_that_cannot_be_looked_into_is_named(kept: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept.root / "evidence/2020/kín").mkdir(parents=True)
    said = "warning: could not open directory 'evidence/2020/kín/': Permission denied\n"
    monkeypatch.setattr(unsaved, "told", lambda *_, **__: GitAnswer(0, b"", said))
    assert kept.is_refused("save", code=1).endswith("evidence/2020/kín/\n")


@pytest.mark.parametrize("is_killed", [False, True])
def test_what_was_never_in_the_history_is_not_missed(
    kept: Clerk, monkeypatch: pytest.MonkeyPatch, *, is_killed: bool
) -> None:
    monkeypatch.setattr(committing, "_TIMES", 0)
    if is_killed:
        monkeypatch.setattr(made_here, "_forget", lambda *_: None)
    lock = kept.root / ".git/HEAD.lock"
    lock.touch()
    do(kept, "set", "moi", "place=A", "--yes")
    lock.unlink()
    do(kept, "save")
    do(kept, "undo", "--yes")
    assert "on this machine" not in kept.ask("status").out
