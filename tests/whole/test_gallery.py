"""Every refusal has a situation in the gallery, and says there what the gallery shows (docs/errors.md)."""

import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from danvan_cli import locale
from danvan_cli.cli import carrying_out
from danvan_cli.cli.prompts import form
from tests.gallery import (
    ASKING,
    BY_FORCE,
    FILES,
    LISTS,
    LISTS_SEVERAL,
    PREVIEWS,
    SEVERAL,
    THERE,
    TYPING,
    WORKBOOKS,
    WRITING,
    ForcedRefusal,
    Situation,
    played,
    shaped,
)
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import PREVIEWS as SAID_BEFORE
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.languages import KEYS, english_in

ROOT = Path(__file__).parents[2]
# How several are told together, and what is part of what is said.
_TOLD_TOGETHER = {"missing", "lists-unreadable", "nothing-written", "cannot-edit", "interrupted"}
TYPED = {"twice"}  # in the situations themselves
ASKED_WRONGLY = [*TYPING, *ASKING, *WORKBOOKS]
REFUSED = [*WRITING, *THERE, *LISTS, *FILES]
COMMANDS = [*REFUSED, *ASKED_WRONGLY, *SEVERAL, *LISTS_SEVERAL, *PREVIEWS]
PAGES = {
    "WRITING": WRITING,
    "SEVERAL": SEVERAL,
    "TYPING": TYPING,
    "ASKING": ASKING,
    "FILES": FILES,
    "LISTS": LISTS,
    "LISTS_SEVERAL": LISTS_SEVERAL,
    "WORKBOOKS": WORKBOOKS,
    "THERE": THERE,
    "PREVIEWS": PREVIEWS,
}


def case(shown: Situation | ForcedRefusal) -> str:
    return shown.code


@cache
def paragraphs(group: str) -> list[str]:
    """Return what docs/errors.md shows of each situation of a group."""
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    part = text.partition(f"<!-- generated: gallery {group} -->\n\n")[2].partition("\n\n<!-- end -->")[0]
    return part.split("\n\n### ")


@pytest.fixture(scope="module")
def writer() -> Any:  # noqa: ANN401 - a script is no module with types
    """Return what writes the documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
        return import_module("format_docs")


@pytest.mark.parametrize("group", PAGES)
def test_the_page_shows_the_situations_of_a_group_one_after_the_other(group: str) -> None:
    shown = [text.removeprefix("### ").partition("\n")[0] for text in paragraphs(group)]
    assert shown == [case(situation) for situation in PAGES[group]]


def test_the_page_shows_all_groups() -> None:
    assert sorted(map(case, COMMANDS)) == sorted(case(situation) for group in PAGES.values() for situation in group)


def test_every_refusal_is_in_the_gallery_once() -> None:
    shown = [*map(case, (*REFUSED, *ASKED_WRONGLY)), *map(case, BY_FORCE)]
    assert len(shown) == len(set(shown))
    assert REFUSALS.keys() - set(shown) == _TOLD_TOGETHER


def test_every_sentence_of_a_preview_is_in_the_gallery_once() -> None:
    assert sorted(map(case, PREVIEWS)) == sorted(SAID_BEFORE)


def exit_code(situation: Situation) -> int:
    """Tell a wrong command from one that was refused, and from a look at what it would do."""
    if situation in PREVIEWS:
        return int(situation.code in ("row-kept", "row-superseded", "row-removed", "row-doubtful"))
    return 2 if situation in ASKED_WRONGLY or situation.code in ("missing", "several-mistakes") else 1


@pytest.mark.parametrize(
    ("group", "number"),
    [pytest.param(name, n, id=case(situation)) for name, group in PAGES.items() for n, situation in enumerate(group)],
)
def test_the_command_says_what_the_gallery_shows_and_does_nothing(
    group: str,
    number: int,
    writer: Any,  # noqa: ANN401 - as there
    tmp_path: Path,
) -> None:
    situation = PAGES[group][number]
    said, untouched = played(situation, tmp_path / "data", "vi")
    shown = paragraphs(group)[number].removeprefix("### ")
    assert "\n".join(writer.show_played(situation, said)).strip("\n") == f"### {shown}", "run tools/format_docs.py"
    locale.use("vi")
    assert re.search(shaped(locale.translate(situation.sentence)), said.err), said.err
    assert english_in(said.out + said.err, KEYS | TYPED) == set()
    assert said.code == exit_code(situation)
    assert untouched


# The languages differ by the catalogue alone, whose placeholders `test_catalogue` compares; so one of each group is
# enough to see that the other language is spoken, too.
@pytest.mark.parametrize("situation", [ASKING[0], WRITING[0], FILES[0], LISTS[0], SEVERAL[0], PREVIEWS[0]], ids=case)
def test_it_says_so_in_english_too(situation: Situation, tmp_path: Path) -> None:
    said, untouched = played(situation, tmp_path / "data", "en")
    locale.use("en")
    assert re.search(shaped(situation.sentence), said.err), said.err
    assert said.code == exit_code(situation)
    assert untouched


def test_what_only_force_brings_about_has_a_test_that_does() -> None:
    assert [refusal.code for refusal in BY_FORCE if not refusal.sentence] == []
    assert [
        refusal.code for refusal in BY_FORCE if f'"{refusal.code}"' not in (ROOT / refusal.test).read_text("utf-8")
    ] == []


def test_a_plan_that_changed_while_it_was_looked_at_is_not_carried_out(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/2020-a")
    data.model("2020/2020-b", title="Tổ khác")

    def register_meanwhile(_question: str, *, default: bool) -> bool:
        data.model("2021/2021-a", continues="2020-a")
        return default

    monkeypatch.setattr(carrying_out, "can_ask", lambda: True)
    monkeypatch.setattr(form, "confirm", register_meanwhile)
    said = data.ask("carry-over", "2020", "2021", "--all")
    assert (said.code, said.out) == (1, "")
    assert REFUSALS["plan-changed"].sentence in said.err
    assert [path.name for path in (data.root / "models/2021").iterdir()] == ["2021-a.yaml"]


@pytest.mark.parametrize(
    ("code", "typed"),
    [("no-git", ["tally", "--revision", "HEAD"]), ("no-shell", ["completion", "fish", "--install"])],
)
def test_a_program_that_is_not_installed_is_named(
    code: str, typed: list[str], data: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    said = data.ask(*typed)
    assert said.code == 2
    assert re.search(shaped(REFUSALS[code].sentence), said.err), said.err
