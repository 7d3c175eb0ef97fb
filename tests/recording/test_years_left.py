"""What goes back to a year takes along what was written about it since, or is refused: each record fits its year."""

import re

from tests.gallery import shaped
from tests.helpers.clerk import Clerk
from tests.helpers.declared_messages import REFUSALS
from tests.recording.kept_work import do, is_refused, kept, records_of

__all__ = ["kept"]


def test_evaluations_made_since_a_move_go_back_along_and_forth_again(kept: Clerk) -> None:
    do(kept, "move", "moi", "--year", "2021", "--yes")
    moved = kept.git("rev-parse", "HEAD")
    do(kept, "evaluate", "moi", "--level", "tinh", "--rating", "kha")
    there = records_of(kept)
    assert "moi.tinh" in do(kept, "undo", moved, "--yes").out
    assert "evaluations/2020/moi.tinh.yaml" in records_of(kept)
    kept.evaluation("2020/moi.xa", rating="tot")  # by hand, before it is done again
    kept.commit("2021-01-17")
    do(kept, "redo", "--yes")
    (kept.root / "evaluations/2021/moi.xa.yaml").unlink()
    assert records_of(kept) == there
    assert kept.ask("check").code == 0


def test_a_move_is_not_taken_back_to_the_year_of_what_carries_the_model_on(kept: Clerk) -> None:
    do(kept, "move", "moi", "--year", "2019", "--yes")
    kept.model("2020/hai", title="Hai", continues="moi")
    said = is_refused(kept, "other-years")
    assert "models/2020/moi.yaml would contradict models/2020/hai.yaml" in said


def test_nothing_comes_back_beside_itself_or_where_its_model_is_not(kept: Clerk) -> None:
    do(kept, "evaluate", "moi", "--level", "xa", "--rating", "tot")
    do(kept, "remove", "moi.xa", "--reason", "nhầm", "--yes")
    removed = kept.git("rev-parse", "HEAD")
    do(kept, "move", "moi", "--year", "2021", "--yes")
    assert "evaluations/2020/moi.xa.yaml would contradict models/2021/moi.yaml" in is_refused(
        kept, "other-years", removed
    )
    do(kept, "remove", "moi", "--reason", "nhầm", "--yes")
    kept.model("2022/moi", title="Chợ khác")
    said = kept.is_refused("undo", "--yes", code=1)
    assert re.search(shaped(REFUSALS["other-years"].sentence), said)
    assert "models/2022/moi.yaml" in said


def test_of_two_moves_the_second_is_taken_back_first(kept: Clerk) -> None:
    do(kept, "move", "moi", "--year", "2021", "--yes")
    first = kept.git("rev-parse", "HEAD")
    do(kept, "move", "moi", "--year", "2022", "--yes")
    assert "models/2022/moi.yaml (" in is_refused(kept, "changed-since", first)
