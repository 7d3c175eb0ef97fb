"""Examples in messages are of this year."""

import re
from unittest.mock import patch

import pytest

from tests.helpers.clerk import Clerk

_MODEL = ("register", "--unit", "xa-a", "--kind", "tap-the", "--title", "A")


@pytest.mark.parametrize(("year", "language"), [(2025, "en"), (2031, "vi")])
@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ((*_MODEL, "--year", "20"), "{year}"),
        ((*_MODEL, "--year", "2024", "--registered-on", "31/2"), "31/12/{year}"),
        (("tally", "registered", "--year", "20"), "{before}-{year}"),
        (("tally", "registered", "--where", "quarter=5"), "{year}-Q2"),
    ],
)
def test_an_example_is_of_this_year(
    typed: tuple[str, ...], example: str, language: str, year: int, clerk: Clerk
) -> None:
    with patch.dict("os.environ", {"DANVAN_TODAY": f"{year}-03-01"}):
        said = clerk.ask(*typed, "--lang", language)
    told = f"{said.out}{said.err}"
    assert example.format(year=year, before=year - 2) in told
    assert not re.search(r"YY|XXXX|2020", told)
