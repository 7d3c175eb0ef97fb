"""A list that came in parts is told as that, with the whole command; an option that takes one may be given again."""

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    data.model("2020/a", kind="tap-the", level="xa")
    data.model("2020/b", kind="ca-nhan", level="xa")
    return data


@pytest.mark.parametrize(
    ("typed", "left", "whole"),
    [
        ("tally registered --by level kind", "kind", 'tally registered --by "level,kind"'),
        ("tally registered --by level, kind", "kind", 'tally registered --by "level,kind"'),
        ("tally registered --by level , kind", "kind", 'tally registered --by "level,kind"'),
        ("tally registered --by level kind month", "kind", 'tally registered --by "level,kind,month"'),
        ("tally --by level kind registered", "kind", 'tally --by "level,kind" registered'),
        ("tally --by level kind", "kind", 'tally --by "level,kind"'),
        ("tally --by level kind field", "kind", 'tally --by "level,kind,field"'),
        ("tally registered --by=level kind", "kind", 'tally registered "--by=level,kind"'),
        ("tally --by level, units", "units", 'tally --by "level,units"'),
        ("tong-hop dang-ky --theo cap don-vi", "don-vi", 'tally dang-ky --theo "cap,don-vi"'),
        ("list registered --show title unit kind", "unit", 'list registered --show "title,unit,kind"'),
        ("list registered --where kind=tap-the ca-nhan", "ca-nhan", 'list registered --where "kind=tap-the,ca-nhan"'),
        ("list --where kind=tap-the ca-nhan registered", "ca-nhan", 'list --where "kind=tap-the,ca-nhan" registered'),
        ("set --where kind=tap-the ca-nhan note=x -y", "ca-nhan", 'set --where "kind=tap-the,ca-nhan" note=x -y'),
        ("init --office A --levels tinh xa", "xa", 'init --office A --levels "tinh,xa"'),
    ],
)
def test_what_came_off_a_list_is_told_with_the_whole_command(
    typed: str, left: str, whole: str, folder: DataFolder
) -> None:
    said = folder.ask(*typed.split())
    assert said.code == 2
    assert said.err.startswith(f"Error: “{left}” stands alone")
    assert whole in said.err.replace("\n", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "tally registered extra --by level",
        "tally registerd --by level",
        "tally --by nonsense registered",
        "set --where kind=tap-the a=b",
        "log --by An Bình",
    ],
)
def test_what_is_wrong_otherwise_is_told_as_before(typed: str, folder: DataFolder) -> None:
    said = folder.ask(*typed.split())
    assert said.code
    assert "stands alone" not in said.err


@pytest.mark.parametrize(
    ("once", "again"),
    [
        (("tally", "registered", "--by", "level,kind"), ("tally", "registered", "--by", "level", "--by", "kind")),
        (("list", "registered", "--show", "title,kind"), ("list", "registered", "--show", "title", "--show", "kind")),
        (("list", "registered", "--where", "kind=tap-the,"), ("list", "registered", "--where", "kind=tap-the")),
    ],
)
def test_a_list_is_the_same_in_one_word_and_in_several(
    once: tuple[str, ...], again: tuple[str, ...], folder: DataFolder
) -> None:
    assert folder.ask(*once, "--format", "json").code == 0
    assert folder.ask(*once).out == folder.ask(*again).out
