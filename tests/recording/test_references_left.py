"""An entry of a list does not go while something names it: records, conditions of figures, the office's own columns."""

import pytest

from tests.helpers.clerk import Clerk
from tests.recording.kept_work import do, edit, is_refused, kept, text_of

__all__ = ["kept"]

_FIGURE = "source: A\nclaims:\n  - {measure: registered, value: 1, where: {KEY: VALUE}}\n"


@pytest.mark.parametrize(("key", "value"), [("field", "muc-moi"), ("linh-vuc", "Mục mới"), ("field", "muc-moi, khac")])
def test_an_entry_that_a_claim_asks_for_does_not_go(key: str, value: str, kept: Clerk) -> None:
    do(kept, "vocabulary", "add", "field", "Mục mới", "--yes")
    kept.write("figures/2020/2020-a.yaml", _FIGURE.replace("KEY", key).replace("VALUE", f'"{value}"'))
    assert "muc-moi would go, and is referred to since (1): figures/2020/2020-a.yaml" in is_refused(
        kept, "referred-since"
    )
    (kept.root / "figures/2020/2020-a.yaml").write_text(_FIGURE.replace("{KEY: VALUE}", "{kind: tap-the}"), "utf-8")
    do(kept, "undo", "--yes")
    assert "muc-moi" not in text_of(kept, "danvan.yaml")


def test_an_entry_that_a_kept_column_or_a_record_names_does_not_go(kept: Clerk) -> None:
    do(kept, "vocabulary", "add", "field", "Mục mới", "--yes")
    edit(kept, "danvan.yaml", lambda text: f"{text}columns:\n  bảng a: [registered field=muc-moi]\n")
    kept.model("2021/b", field="muc-moi")
    said = is_refused(kept, "referred-since")
    assert "referred to since (2): models/2021/b.yaml; danvan.yaml: bảng a." in said


def test_a_list_whose_entries_all_go_in_any_order_is_the_built_in_one_again(kept: Clerk) -> None:
    before = text_of(kept, "danvan.yaml")
    do(kept, "vocabulary", "add", "field", "Biển đảo", "--yes")
    first = kept.git("rev-parse", "HEAD")
    do(kept, "vocabulary", "add", "field", "Ao hồ", "--yes")
    do(kept, "undo", first, "--yes")
    do(kept, "undo", "--yes")
    assert text_of(kept, "danvan.yaml") == before
