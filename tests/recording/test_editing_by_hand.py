"""`edit`: what was typed is checked, never thrown away, and nothing wrong is saved silently."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.cli.edit import words_of
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS

A = "# của xã\ntitle: A  # tên\nunit: xa-a\nkind: tap-the\n"
FILE = "models/2020/a.yaml"
Editor = Callable[[str], None]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the editors here are shell scripts")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor that does what a shell script says; its file is "$1"."""
    script = tmp_path / "editor.sh"
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)

    def does(what: str) -> None:
        script.write_text(f"#!/bin/sh\n{what}\n", "utf-8")
        script.chmod(0o755)

    return does


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies lie while they are edited."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def one(data: DataFolder) -> DataFolder:
    data.write(FILE, A)
    return data


def _text(data: DataFolder, path: str = FILE) -> str:
    return (data.root / path).read_text("utf-8")


def _kept(desk: Path) -> list[str]:
    return [path.read_text("utf-8") for path in desk.rglob("*") if path.is_file()]


def _replacing(old: str, new: str) -> str:
    return f'sed "s|{old}|{new}|" "$1" > "$1.n" && mv "$1.n" "$1"'


def test_what_was_typed_is_saved_and_the_mode_stays(one: DataFolder, editor: Editor, desk: Path) -> None:
    (one.root / FILE).chmod(0o640)
    editor(_replacing("title: A", "title: B"))
    assert one.ask("edit", "a").code == 0
    assert (_text(one), stat.S_IMODE((one.root / FILE).stat().st_mode)) == (A.replace(": A", ": B"), 0o640)
    assert not list(desk.iterdir())


@pytest.mark.parametrize("what", ["true", 'rm "$1"'])
def test_where_nothing_was_typed_nothing_changes(what: str, one: DataFolder, editor: Editor, desk: Path) -> None:
    before = one.state()[FILE]
    editor(what)
    assert one.ask("edit", "a").code == 0
    assert one.state()[FILE] == before
    assert not list(desk.iterdir())


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (_replacing("title", "titel"), "titel"),
        (_replacing("kind: tap-the", "kind: ["), "YAML"),
        (': > "$1"', "empty"),
        (_replacing("title: A", "title: B") + "; exit 3", "ed"),
    ],
)
def test_what_cannot_be_saved_stays_where_it_was_typed(
    what: str, told: str, one: DataFolder, editor: Editor, desk: Path
) -> None:
    editor(what)
    said = one.ask("edit", "a")
    assert (said.code, told in said.err, _text(one)) == (1, True, A)
    assert len(_kept(desk)) == 1
    assert str(desk) in said.err


def test_a_wrong_file_that_nobody_mended_leaves_nothing_behind(one: DataFolder, editor: Editor, desk: Path) -> None:
    one.write(FILE, "title: [\n")
    editor("true")
    assert one.ask("edit", "a").code == 1
    assert not list(desk.iterdir())


def test_a_wrong_file_is_mended(one: DataFolder, editor: Editor) -> None:
    one.write(FILE, A.replace("title: A", "title: [A"))
    editor(_replacing("title: .A", "title: A"))
    assert one.ask("edit", FILE).code == 0
    assert _text(one) == A


def test_what_check_will_find_is_told_at_once(one: DataFolder, editor: Editor) -> None:
    editor(_replacing("unit: xa-a", "unit: xa-zzz"))
    assert "xa-zzz" in one.ask("edit", "a").err
    assert [problem["code"] for problem in one.ask("check", "--format", "json").json["problems"]] == ["unknown-unit"]


def test_units_that_lie_in_themselves_are_told(one: DataFolder, editor: Editor) -> None:
    editor(_replacing("name: Huyện", "parent: xa-a, name: Huyện"))
    assert "unit-cycle" in one.ask("edit", "units.yaml").err


@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_lists_that_cannot_be_read_are_mended(name: str, one: DataFolder, editor: Editor) -> None:
    sound = _text(one, name)
    one.write(name, "- [\n")
    assert one.ask("tally", "registered").code == 1
    (one.root.parent / "sound").write_text(sound, "utf-8")
    editor(f'cat "{one.root.parent / "sound"}" > "$1"')
    assert one.ask("edit", name).code == 0
    assert one.total("registered") == 1


def test_what_somebody_else_saved_meanwhile_is_not_written_over(one: DataFolder, editor: Editor, desk: Path) -> None:
    theirs = A.replace("title: A", "title: Của người khác")
    (one.root.parent / "theirs").write_text(theirs, "utf-8")
    editor(f'cat "{one.root.parent / "theirs"}" > "{one.root / FILE}"; ' + _replacing("title: A", "title: B"))
    said = one.ask("edit", "a")
    assert (said.code, _text(one), _kept(desk)) == (1, theirs, [A.replace(": A", ": B")])


def test_a_dry_run_saves_nothing_and_throws_nothing_away(one: DataFolder, editor: Editor, desk: Path) -> None:
    editor(_replacing("title: A", "title: B"))
    said = one.ask("edit", "a", "--dry-run")
    assert (said.code, _text(one), _kept(desk)) == (0, A, [A.replace(": A", ": B")])
    assert str(desk) in said.err


def test_what_windows_editors_do_to_every_file_is_taken_back(one: DataFolder, editor: Editor) -> None:
    editor(r'sed "s/title: A/title: B/; s/$/\r/" "$1" > "$1.n"; { printf "\357\273\277"; cat "$1.n"; } > "$1"')
    assert one.ask("edit", "a").code == 0
    assert _text(one) == A.replace(": A", ": B")


@pytest.mark.parametrize("name", ["/nowhere/editor", "nobody-has-it", "./editor.sh", "'"])
def test_an_editor_that_is_not_there_is_told(
    name: str, one: DataFolder, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", name)
    monkeypatch.delenv("VISUAL", raising=False)
    said = one.ask("edit", "a")
    assert (said.code, list(desk.iterdir())) == (1, [])
    assert said.err.removeprefix("Error: ").strip() == _sentence("no-editor", editor=name)


def test_an_editor_that_fails_is_told_and_what_was_typed_is_kept(one: DataFolder, editor: Editor, desk: Path) -> None:
    editor(_replacing("title: A", "title: B") + "; exit 3")
    said = one.ask("edit", "a")
    assert (said.code, _text(one), _kept(desk)) == (1, A, [A.replace(": A", ": B")])
    assert _sentence("editor-failed", editor=os.environ["EDITOR"], reason="3") in said.err


def _sentence(code: str, **args: str) -> str:
    return REFUSALS[code].sentence.format(**args)


@pytest.mark.parametrize(
    "named",
    ["'{}'", '"{}" --wait', "{}", "{} --wait", "editor.sh", "editor.sh --wait"],
)
def test_an_editor_may_lie_in_a_folder_with_blanks(
    named: str, one: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "Chương trình của tôi" / "editor.sh"
    script.parent.mkdir()
    script.write_text('#!/bin/sh\n[ $# -gt 1 ] && shift\nsed -i "s/title: A/title: B/" "$1"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", named.format(script))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join([str(script.parent), os.environ["PATH"]]))
    assert one.ask("edit", "a").code == 0
    assert "title: B" in _text(one)


def test_an_editor_is_never_started_from_the_current_folder(
    one: DataFolder, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(_replacing("title: A", "title: B"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "editor.sh")
    for path in ("", ".", f".{os.pathsep}", "sub/.."):
        monkeypatch.setenv("PATH", path)
        assert one.ask("edit", "a").code == 1
    assert _text(one) == A


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (r"C:\Tools\ed.exe", [r"C:\Tools\ed.exe"]),
        (r"C:\Tools\ed.exe -multiInst -nosession", [r"C:\Tools\ed.exe", "-multiInst", "-nosession"]),
        (r'"C:\Program Files\Notepad++\notepad++.exe" -w', [r"C:\Program Files\Notepad++\notepad++.exe", "-w"]),
        (r'"C:\Program Files\ed.exe', [r'"C:\Program', r"Files\ed.exe"]),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_on_windows_folders_are_divided_as_windows_does(named: str, words: list[str]) -> None:
    assert words_of(named, windows=True) == words


@pytest.mark.parametrize("name", ["nope", ".gitignore", "../x", "models"])
def test_what_is_no_file_of_the_folder_is_not_edited(name: str, one: DataFolder, editor: Editor, desk: Path) -> None:
    editor("exit 9")
    assert one.ask("edit", name).code == 2
    assert not list(desk.iterdir())


def test_a_dry_run_shows_also_what_is_no_utf8(one: DataFolder, editor: Editor, desk: Path) -> None:
    one.write(FILE, A.encode("utf-16"))
    editor(f"printf '%s' '{A}' > \"$1\"")
    said = one.ask("edit", FILE, "--dry-run", "--diff")
    assert (said.code, "title: A" in said.out) == (0, True)
    assert (one.root / FILE).read_bytes() == A.encode("utf-16")
    assert _kept(desk) == [A]


def test_a_byte_order_mark_that_was_there_stays(data: DataFolder, editor: Editor) -> None:
    file = data.write(FILE, b"\xef\xbb\xbf" + A.encode())
    editor("sed -i 's/title: A/title: B/' \"$1\"")

    assert data.ask("edit", "a").code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + A.replace("title: A", "title: B").encode()


@pytest.mark.parametrize("title", ["CHỢ  XANH", r"Chợ xanh|; s|^kind|person: Bà A\nkind"])
def test_what_becomes_another_record_is_refused_or_doubted(
    title: str, one: DataFolder, editor: Editor, desk: Path
) -> None:
    one.write("models/2020/b.yaml", A.replace("title: A", "title: Chợ xanh"))
    editor(_replacing("title: A", f"title: {title}"))
    said = one.ask("edit", "a")
    assert (said.code, "models/2020/b.yaml" in said.err, _text(one)) == (1, True, A)
    assert len(_kept(desk)) == 1


def test_what_may_become_another_record_is_saved_as_it_stands_with_anyway(one: DataFolder, editor: Editor) -> None:
    one.write("models/2020/b.yaml", A.replace("title: A", "title: Chợ xanh"))
    editor(_replacing("title: A", "title: Chợ xanh|; s|^kind|person: Bà A\\nkind"))
    assert one.ask("edit", "a", "--anyway").code == 0
    assert "person: Bà A" in _text(one)


def test_what_was_twice_before_may_be_edited(one: DataFolder, editor: Editor) -> None:
    one.write("models/2020/b.yaml", A)
    editor(_replacing("kind: tap-the", "kind: ca-nhan"))
    assert one.ask("edit", "a").code == 0
    assert "kind: ca-nhan" in _text(one)
