"""Long answers at a terminal go through the pager that the person has."""

import io
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from danvan_cli.__main__ import main
from danvan_cli.cli import pager
from tests.helpers.data_folder import DataFolder


class _Terminal(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a pager keeps what it was given; it reads all."""
    kept = tmp_path / "read"
    _use(monkeypatch, f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())")
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setenv("COLUMNS", "80")
    return kept


def _use(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("DANVAN_PAGER", f"{shlex.quote(sys.executable)} -S -E -c {shlex.quote(code)}")


def _ask(monkeypatch: pytest.MonkeyPatch, data: DataFolder, *typed: str, lang: str = "en") -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", _Terminal())
    with redirect_stdout(_Terminal()) as out, redirect_stderr(io.StringIO()) as err:
        code = main([*typed, "--lang", lang, "--data", str(data.root)])
    return code, out.text(), err.getvalue()


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_less_says_how_to_leave_it(lang: str, data: DataFolder, read: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LESS", raising=False)
    _use(monkeypatch, f"import os, sys; sys.stdin.read(); open({str(read)!r}, 'w').write(os.environ['LESS'])")
    _ask(monkeypatch, data, "vocabulary", "list", lang=lang)
    settings = read.read_text("utf-8")
    assert "q\\: " in settings
    assert settings.isascii()


@pytest.mark.parametrize("form", ["table", "plain", "json"])
def test_what_is_longer_than_the_screen_goes_through_it(
    form: str, data: DataFolder, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, said = _ask(monkeypatch, data, "vocabulary", "list", "--format", form)
    assert (code, out) == (0, "")
    assert "kinh-te" in read.read_text("utf-8")
    assert ("danvan vocabulary add" in said) == (form != "json")


@pytest.mark.parametrize("typed", [("unit", "list"), ("vocabulary", "list", "--no-pager"), ("check",)])
def test_it_is_not_called_for_less_nor_against_ones_will(
    typed: tuple[str, ...], data: DataFolder, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, _ = _ask(monkeypatch, data, *typed)
    assert code == 0
    assert not read.exists()


def test_leaving_it_early_is_no_error_and_the_exit_code_stays(
    data: DataFolder, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _use(monkeypatch, "raise SystemExit(3)")
    for number in range(400):
        data.write(f"models/2020/m{number}.yaml", "title: [\n")
    code, out, said = _ask(monkeypatch, data, "check")
    assert (code, out) == (1, "")
    assert "Errors: 400." in said
    assert not read.exists()


@pytest.mark.parametrize(("name", "given"), [("DANVAN_PAGER", ""), ("PAGER", "cat"), ("PAGER", "khong-co-lenh-nay -R")])
def test_without_one_all_is_printed(
    name: str, given: str, data: DataFolder, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DANVAN_PAGER")
    monkeypatch.setenv(name, given)
    code, out, _ = _ask(monkeypatch, data, "vocabulary", "list")
    assert code == 0
    assert "kinh-te" in out
    assert not read.exists()


def test_danvan_pager_comes_first_and_less_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pager, "can_ask", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("PAGER", "DANVAN_PAGER"):
        monkeypatch.delenv(name, raising=False)
    assert pager.command() == ["less"]
    monkeypatch.setenv("PAGER", "most -s")
    assert pager.command() == ["most", "-s"]
    monkeypatch.setenv("DANVAN_PAGER", "less -S")
    assert pager.command() == ["less", "-S"]
    monkeypatch.setattr(pager, "can_ask", lambda: False)
    assert pager.command() == []
