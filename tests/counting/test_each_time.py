"""Beside where models count once a year stands what each level says."""

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def two_levels(data: DataFolder) -> DataFolder:
    """Two models that the district recognized, one of these the commune, too, and three of the commune alone."""
    for name, kind, levels in (("a", "tap-the", "huyen xa"), ("b", "ca-nhan", "huyen"), ("c", "tap-the", "xa")):
        data.model(f"2020/{name}", kind=kind, count=3 if name == "c" else 1)
        for level in levels.split():
            data.evaluation(f"2020/{name}.{level}", recognized=True, decision=f"1-{level}")
    return data


def _lines(folder: DataFolder, *typed: str) -> list[list[str]]:
    said = folder.ask("tally", "recognized", "--year", "2020", *typed, "--lang", "vi").out.splitlines()
    return [line.split() for line in said[1:] if not line.startswith("---")]


def test_it_has_a_column_beside_the_table(two_levels: DataFolder) -> None:
    assert _lines(two_levels, "--by", "level")[:4] == [
        ["Cấp", "Công", "nhận", "Lượt"],
        ["Cấp", "huyện", "2", "2"],
        ["Cấp", "xã", "3", "4"],
        ["Tổng", "5", "6"],
    ]
    assert _lines(two_levels, "--by", "level,kind")[:4] == [
        ["Cấp", "Tập", "thể", "Cá", "nhân", "Tổng", "Lượt"],
        ["Cấp", "huyện", "1", "1", "2", "2"],
        ["Cấp", "xã", "3", "0", "3", "4"],
        ["Tổng", "4", "1", "5", "6"],
    ]


@pytest.mark.parametrize(
    "typed",
    [
        ("--by", "kind"),
        ("--by", "kind,level"),  # the levels are the columns: what is said again stands below
        ("--by", "level", "--count", "each"),
        ("--by", "level", "--vs", "2019"),
        ("--by", "level", "--where", "kind=ca-nhan"),  # they do not differ
    ],
)
def test_it_has_none_elsewhere(two_levels: DataFolder, typed: tuple[str, ...]) -> None:
    assert "Lượt" not in [word for line in _lines(two_levels, *typed) for word in line]


def test_programs_and_workbooks_have_the_rows_alone(two_levels: DataFolder) -> None:
    found = two_levels.json("tally", "recognized", "--year", "2020", "--by", "level")
    assert found["rows"] == [{"level": "huyen", "value": 2}, {"level": "xa", "value": 3}]


def test_what_opens_a_cell_says_how_it_was_counted(two_levels: DataFolder) -> None:
    by_level = two_levels.ask("tally", "recognized", "--year", "2020", "--by", "level").out
    assert "Open: danvan list recognized --year 2020 --count yearly" in by_level
    opened = ("list", "recognized", "--year", "2020", "--count", "yearly", "--where", "level=xa")
    assert two_levels.json(*opened)["total"] == 3
    by_kind = two_levels.ask("tally", "recognized", "--year", "2020", "--by", "kind").out
    assert "Open: danvan list recognized --year 2020\n" in by_kind
    tagged = two_levels.ask("tally", "recognized", "--year", "2020", "--where", 'tag=a "b" $c').out
    assert '--where "tag=a b c"' in tagged  # the same tag, and no shell reads anything into it
