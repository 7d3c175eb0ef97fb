"""What was moved, removed or merged since was not taken back: no change is taken back in part, nor an older one."""

import pytest

from tests.helpers.clerk import Clerk
from tests.recording.kept_work import A_MODEL, MODEL_ID, REGISTER, do, is_refused, kept, obey, records_of

__all__ = ["kept"]

_OTHER = f"{MODEL_ID}-moi"


def _import(clerk: Clerk) -> str:
    """Import two models of one commune; return what the history calls that."""
    sheet = clerk.root.parent / "a.csv"
    sheet.write_text(
        "Tên mô hình,Đơn vị,Loại\nChợ xanh,Xã An Hòa,Tập thể\nChợ xanh mới,Xã An Hòa,Tập thể\n", encoding="utf-8"
    )
    do(clerk, "import", str(sheet), "--year", "2020", "--anyway")
    return clerk.git("rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("command", "typed", "place"),
    [
        ("move", (_OTHER, "--year", "2021"), f"models/2021/{_OTHER}.yaml"),
        ("remove", (_OTHER, "--reason", "nhầm"), f"removed/models/2020/{_OTHER}.yaml"),
        ("merge", (MODEL_ID, _OTHER, "--keep", "title", "--keep", "source"), f"removed/models/2020/{_OTHER}.yaml"),
    ],
)
def test_an_import_is_not_taken_back_in_part(command: str, typed: tuple[str, ...], place: str, kept: Clerk) -> None:
    before = records_of(kept)
    imported = _import(kept)
    do(kept, command, *typed, "--yes")
    said = is_refused(kept, "changed-since", imported)
    assert f"{place} (" in said
    assert f"danvan {command} · " in said
    obey(kept, said)
    do(kept, "undo", imported, "--yes")
    assert records_of(kept) == before
    assert "taken back already" in do(kept, "undo", imported, "--yes").out


def test_the_last_of_what_was_done_since_is_taken_back_first(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    do(kept, "move", MODEL_ID, "--year", "2021", "--yes")
    do(kept, "set", MODEL_ID, "note=một", "--yes")
    for command in ("set", "move"):
        said = is_refused(kept, "changed-since", made)
        assert f"models/2021/{MODEL_ID}.yaml (" in said
        assert f"danvan {command} · " in said
        obey(kept, said)
    do(kept, "undo", made, "--yes")
    assert not (kept.root / A_MODEL).exists()


def test_what_was_moved_or_removed_and_not_kept_is_not_taken_back_either(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    kept.git("config", "danvan.commit", "false")
    do(kept, "move", MODEL_ID, "--year", "2021", "--yes")
    assert f"models/2021/{MODEL_ID}.yaml (not saved" in is_refused(kept, "changed-by-hand", made)
    do(kept, "remove", MODEL_ID, "--reason", "nhầm", "--yes")
    (kept.root / f"removed/models/2021/{MODEL_ID}.yaml").unlink()
    assert "taken back already" in do(kept, "undo", made, "--yes").out  # somebody deleted it


def test_a_merge_is_the_last_change_of_a_record_that_it_left_as_it_was(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    kept.evaluation(f"2020/{MODEL_ID}.xa", rating="tot")
    do(kept, "save")
    do(kept, *REGISTER, "Chợ xanh mới", "--anyway")
    kept.evaluation(f"2020/{_OTHER}.xa", rating="tot")
    do(kept, "save")
    before = records_of(kept)
    evaluated, registered = kept.git("rev-parse", "HEAD"), kept.git("rev-parse", "HEAD^")
    do(kept, "merge", _OTHER, MODEL_ID, "--keep", "title", "--yes")
    for made in (evaluated, registered):  # what went stands for both
        assert "danvan merge · " in is_refused(kept, "changed-since", made)
    for name in (_OTHER, f"models/2020/{_OTHER}.yaml", f"{_OTHER}.xa", MODEL_ID):
        do(kept, "undo", name, "--yes")
        assert records_of(kept) == before
        do(kept, "redo", "--yes")
    do(kept, "undo", "--yes")
    do(kept, "undo", _OTHER, "--yes")
    assert not (kept.root / f"evaluations/2020/{_OTHER}.xa.yaml").exists()
