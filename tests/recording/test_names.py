"""What names nothing is refused wherever a name comes in, what nobody sees is shown, and no echo fills the screen."""

from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.program import danvan
from tests.helpers.systems import posix_only

UNSEEN = "\u200b\u00a0\u3164"
_MODEL = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the")
_DIGITS = "9" * 100_000
_TYPED = posix_only("a command line of Windows has 32.767 letters at most, so nobody can type such a path")


@pytest.mark.parametrize(
    "typed",
    [
        (*_MODEL, "--title", "–"),
        ("unit", "add", "--level", "xa", "--parent", "huyen-x", "--name", "!!"),
        ("unit", "correct", "xa-a", "--name", "…"),
        ("set", "2020-a", "title=–"),
        ("figure", "--year", "2020", "--measure", "registered", "--value", "1", "--source", "--"),
    ],
    ids=" ".join,
)
def test_a_name_without_a_letter_is_refused(typed: tuple[str, ...], clerk: Clerk) -> None:
    clerk.model("2020/2020-a")
    assert "has no letter and no digit" in clerk.is_refused(*typed)


@pytest.mark.parametrize(
    "typed",
    [
        (*_MODEL, "--title", UNSEEN),
        ("unit", "add", "--level", "xa", "--parent", "huyen-x", "--name", UNSEEN),
        ("unit", "correct", "xa-a", "--name", UNSEEN),
        ("set", "2020-a", f"title={UNSEEN}"),
    ],
    ids=lambda typed: typed[0] if typed[0] != "unit" else " ".join(typed[:2]),
)
def test_a_name_of_what_nobody_sees_is_none(typed: tuple[str, ...], clerk: Clerk) -> None:
    clerk.model("2020/2020-a")
    said = clerk.is_refused(*typed)
    assert "These have to be given" in said or "cannot be left empty" in said


@pytest.mark.parametrize(("option", "key"), [("--office", "office"), ("--unit", "unit"), ("--above", "above")])
def test_nor_is_an_office_named_so(option: str, key: str, tmp_path: Path) -> None:
    typed = {"--office": "Ban", "--unit": "Xã An", "--level": "xa"}
    typed[option] = "…=huyen" if key == "above" else "…"
    options = [word for pair in typed.items() for word in pair]
    said = danvan("init", "--data", str(tmp_path / "x"), *options)
    assert (said.code, said.out) == (2, "")
    assert f"--{key}: “{typed[option]}” has no letter" in said.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(("title", "told"), [("!!", "has no letter and no digit"), (UNSEEN, "“Title” is missing")])
def test_nor_is_what_a_list_names(title: str, told: str, clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Tên mô hình,Đơn vị,TT/CN\n{title},Xã An Hòa,TT\n", "utf-8")
    assert told in clerk.is_refused("import", str(path), "--year", "2020", code=1)


@pytest.mark.parametrize("name", ["-a", "--", "-"])
def test_an_id_that_looks_like_an_option_is_refused(name: str, clerk: Clerk) -> None:
    assert "cannot be an id" in clerk.is_refused(*_MODEL, "--title", "A", f"--id={name}")
    assert "cannot be an id" in clerk.is_refused("unit", "add", "--level", "xa", "--name", "A", f"--id={name}")
    clerk.model(f"2020/{name}")
    assert ("stray-file", f"models/2020/{name}.yaml") in clerk.problems()
    assert clerk.ask("tally", "registered", "--year", "2020", "--format", "json").json["total"] is not None


def test_what_has_no_width_is_shown(clerk: Clerk) -> None:
    clerk.model("2020/2020-a", title="Tổ\u200bdân vận")
    for command in (("show", "2020-a"), ("list", "registered"), ("search", "tổdân"), ("status",)):
        said = clerk.ask(*command)
        assert "\u200b" not in said.out + said.err
    assert r"Tổ\u200bdân vận" in clerk.ask("show", "2020-a").out
    assert clerk.json("list", "registered")["records"][0]["title"] == "Tổ\u200bdân vận"


@pytest.mark.parametrize(
    "typed",
    [
        (*_MODEL, "--title", "A", "--participants", _DIGITS),
        (*_MODEL, "--title", "A", "--id", _DIGITS),
        ("register", "--unit", _DIGITS, "--year", "2020"),
        ("tally", _DIGITS),
        ("tally", "registered", "--where", f"unit={_DIGITS}"),
        ("tally", "registered", "--year", _DIGITS),
        ("tally", "--units", _DIGITS),
        (f"--{_DIGITS}",),
        (_DIGITS,),
        ("show", _DIGITS),
        ("search", _DIGITS),
        ("set", "2020-a", f"{_DIGITS}=1"),
        pytest.param(("export", "-o", _DIGITS), marks=_TYPED, id="export -o"),
        ("template", _DIGITS),
    ],
    ids=lambda typed: " ".join(word[:12] for word in typed),
)
def test_the_echo_of_a_long_value_is_cut(typed: tuple[str, ...], clerk: Clerk) -> None:
    clerk.model("2020/2020-a")
    said = clerk.ask(*typed)
    assert len(said.out + said.err) < 5000
    assert "9…9" in said.err


def test_so_is_that_of_a_long_value_in_a_file_or_a_cell(clerk: Clerk, tmp_path: Path) -> None:
    clerk.write("models/2020/2020-a.yaml", f"title: A\nunit: xa-a\nkind: tap-the\nparticipants: {_DIGITS}x\n")
    path = tmp_path / "a.csv"
    path.write_text(f"Tên mô hình,Đơn vị,TT/CN,Số người tham gia\nA,{_DIGITS},TT,{_DIGITS}x\n", "utf-8")
    for command in (("check",), ("check", "--format", "json"), ("import", str(path), "--year", "2020")):
        said = clerk.ask(*command)
        assert len(said.out + said.err) < 5000
        assert "9…9" in said.out + said.err


def test_what_click_says_obeys_nothing(clerk: Clerk) -> None:
    said = clerk.ask("tally", "--units", "\x1b[31mđỏ\u202e")
    assert r"\x1b[31mđỏ\u202e" in said.err
    assert "\x1b" not in said.err
