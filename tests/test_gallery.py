"""Every refusal has a situation in the gallery, and says there what the gallery shows (docs/errors.md)."""

import re
from pathlib import Path

import pytest
from folders import DataFolder
from gallery import ASKING, BY_FORCE, SEVERAL, TYPING, WRITING, ByForce, Situation, played

from danvan_cli import locale
from danvan_cli.cli import carrying_out
from danvan_cli.cli.asking import form
from danvan_cli.view.phrases import NOTHING, REFUSALS, WRITE_REFUSALS, fill

ROOT = Path(__file__).parent.parent
COMMANDS = [*WRITING, *SEVERAL, *TYPING, *ASKING]
_BLANK = re.compile(r"\{(\w+)\}")


def shaped(sentence: str) -> str:
    """Give the pattern of a sentence whatever fills it in, and whether or not something is near."""
    blanks = dict.fromkeys(_BLANK.findall(sentence), "\0")
    forms = [sentence.format(**blanks), fill(sentence, {**blanks, "near": NOTHING})]
    return "|".join(re.escape(one).replace("\0", ".*") for one in forms)


def case(one: Situation | ByForce) -> str:
    return one.code


def test_every_refusal_is_in_the_gallery_once() -> None:
    shown = [*map(case, (*WRITING, *TYPING, *ASKING)), *map(case, BY_FORCE)]
    assert len(shown) == len(set(shown))
    assert {*REFUSALS, *WRITE_REFUSALS} - set(shown) == set()


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("one", COMMANDS, ids=case)
def test_the_command_says_what_the_gallery_shows(one: Situation, language: str, tmp_path: Path) -> None:
    said = played(one, tmp_path / "data", language).said
    locale.use(language)
    assert re.search(shaped(locale.translate(one.sentence)), said.err), said.err


@pytest.mark.parametrize("one", COMMANDS, ids=case)
def test_what_is_refused_leaves_the_folder_as_it_was(one: Situation, tmp_path: Path) -> None:
    assert played(one, tmp_path / "data", "vi").untouched


@pytest.mark.parametrize("one", COMMANDS, ids=case)
def test_the_exit_code_tells_a_wrong_command_from_a_refused_one(one: Situation, tmp_path: Path) -> None:
    is_asked_wrongly = one in (*TYPING, *ASKING) or one.code in ("missing", "several-mistakes")
    assert played(one, tmp_path / "data", "vi").said.code == (2 if is_asked_wrongly else 1)


@pytest.mark.parametrize("one", BY_FORCE, ids=case)
def test_what_only_force_brings_about_has_a_test_that_does(one: ByForce) -> None:
    assert one.sentence
    assert f'"{one.code}"' in (ROOT / one.test).read_text("utf-8")


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
    assert WRITE_REFUSALS["plan-changed"] in said.err
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
    assert re.search(shaped(REFUSALS[code]), said.err), said.err
