"""Two models of one title that carry on different ones of one year are two: for check, and for every way in."""

import pytest

from tests.helpers.clerk import Clerk

CARRY = ("carry-over", "2024", "2026", "--all")
MODEL = ("register", "--year", "2026", "--unit", "xa-a-moi", "--kind", "tap-the", "--title", "Chợ xanh")


@pytest.fixture
def merged(clerk: Clerk) -> Clerk:
    """Return two communes that became one, each with a model of one title, and one more with a person."""
    for unit in ("xa-a", "xa-b"):
        clerk.model(f"2024/{unit}-cho", title="Chợ xanh", unit=unit)
    clerk.model("2024/xa-b-tam", title="Chợ xanh", unit="xa-b", kind="ca-nhan", person="Lê Tám")
    return clerk


def _codes(clerk: Clerk) -> set[str]:
    return {code for code, path in clerk.problems() if path.startswith("models/2026")}


def test_what_the_writer_tells_apart_check_tells_apart(merged: Clerk) -> None:
    assert len(merged.writes(*CARRY)) == 3
    assert _codes(merged) == set()
    assert merged.ask(*CARRY).code == 0
    assert merged.total("registered", "--year", "2026") == 3


def test_what_does_not_say_so_or_carries_on_another_year_is_not_told_apart(merged: Clerk) -> None:
    merged.model("2023/xa-a-cu", title="Chợ xanh")
    merged.model("2026/a", title="Chợ xanh", unit="xa-a-moi", continues="xa-a-cho")
    merged.model("2026/b", title="Chợ xanh", unit="xa-a-moi", continues="xa-a-cu")
    assert _codes(merged) == {"same-thing"}
    merged.model("2026/b", title="Chợ xanh", unit="xa-a-moi", kind="ca-nhan", person="Lê Tám")
    assert _codes(merged) == {"may-be-same"}
    merged.model("2026/b", title="Chợ xanh", unit="xa-a-moi", continues="khong-co")
    assert "same-thing" in _codes(merged)


def test_a_typed_model_is_told_apart_by_what_it_continues(merged: Clerk) -> None:
    merged.writes(*MODEL, "--continues", "xa-a-cho")
    merged.writes(*MODEL, "--continues", "xa-b-cho")
    assert _codes(merged) <= {"near-title"}
    assert "2026-xa-a-moi-cho-xanh" in merged.is_refused(*MODEL, code=1)


def test_no_change_takes_away_what_tells_two_apart(merged: Clerk) -> None:
    paths = [next(iter(merged.writes(*MODEL, "--continues", name))) for name in ("xa-a-cho", "xa-b-cho")]
    for typed in ("continues=", "continues=xa-a-cho"):
        assert paths[0] in merged.is_refused("set", paths[1], typed, "--yes", code=1)
    merged.writes("set", paths[1], "note=x", "--yes")


@pytest.mark.parametrize("continues", [(), ("--continues", "2020-cho")])
def test_where_all_ids_are_borne_by_others_none_is_made(clerk: Clerk, continues: tuple[str, ...]) -> None:
    clerk.model("2020/2020-cho", title="Chợ xanh", unit="xa-a")
    typed = ("register", "--year", "2021", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh", *continues)
    for _ in range(2 + bool(continues)):
        (path,) = clerk.does(*typed, "--yes")
        clerk.write(path, f"title: Tên khác của {path}\nunit: xa-b\nkind: tap-the\n")

    assert "--id" in clerk.is_refused(*typed, "--yes", code=1)
