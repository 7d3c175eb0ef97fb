"""What was spoilt or deleted by hand comes back as it was kept; lists that cannot be read say how."""

import subprocess
from contextlib import suppress

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder
from tests.recording.kept_work import A_MODEL, MODEL_ID, REGISTER, do, edit, is_refused, kept, obey, records_of, text_of

__all__ = ["kept"]


def test_what_was_spoilt_by_hand_comes_back_as_it_was_kept(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, "set", MODEL_ID, "note=một", "--yes")
    before = records_of(kept)
    for path in (A_MODEL, "danvan.yaml"):
        edit(kept, path, lambda text: f"{text}location: Ấp 1\n")
        if path == A_MODEL:
            obey(kept, is_refused(kept, "spoilt-by-hand"))
        else:
            do(kept, "undo", path, "--yes")
        assert records_of(kept) == before
    do(kept, "undo", "--yes")
    assert "note" not in text_of(kept)  # what brought a file back is no step of its own


def test_what_two_lines_disagree_in_is_not_taken_for_spoilt_while_somebody_joins_them(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    kept.git("branch", "khác")
    do(kept, "set", MODEL_ID, "note=một", "--yes")
    kept.git("switch", "--quiet", "khác")
    do(kept, "set", MODEL_ID, "note=hai", "--yes")
    with suppress(subprocess.CalledProcessError):
        kept.git("merge", "main")
    before = text_of(kept)
    assert "<<<<<<<" in before
    for typed in ((), (MODEL_ID,)):
        assert "git merge --abort" in is_refused(kept, "changed-in-work", *typed)
    assert text_of(kept) == before


_UNTIL_MENDED = (("check",), ("status",), ("tally",), ("set", "moi", "note=x", "--yes"), ("undo",), ("save",))


@pytest.mark.parametrize("path", ["danvan.yaml", "units.yaml"])
def test_lists_that_were_spoilt_are_told_with_what_brings_them_back(kept: Clerk, path: str) -> None:
    do(kept, "set", "moi", "note=một", "--yes")
    before = records_of(kept)
    edit(kept, path, lambda text: f"{text}]")
    for command in _UNTIL_MENDED:
        assert kept.ask(*command).err.count("To have it as it was kept last: danvan undo ") == 1, command
    assert "kept last" not in kept.ask("tally", "--revision", "HEAD").err
    do(kept, "save", "--anyway")
    said = kept.ask("tally").err
    do(kept, *said.rpartition("danvan ")[2].split(), "--yes")  # it was kept as it is: that is taken back
    assert records_of(kept) == before


def test_lists_without_a_readable_state_are_told_as_before(data: DataFolder) -> None:
    data.write("danvan.yaml", "format: [")
    assert "kept last" not in data.ask("tally").err
    data.commit("2021-01-15")
    assert "kept last" not in data.ask("tally").err
