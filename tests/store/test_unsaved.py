"""Files that git was told not to look at are seen all the same: counted they are, so nothing of them is left out."""

import pytest

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
