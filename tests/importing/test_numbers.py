"""The numbers of rows: which letter follows which."""

import pytest

from danvan_cli.importing.detection.numbering import LineNumber, follows


@pytest.mark.parametrize(
    ("label", "before", "result"),
    [("I", "H", True), ("X", "IX", True), ("A", "H", False), ("H", "H", False), ("K", "H", False), ("II", "I", False)],
)
def test_a_letter_follows_the_one_before_it(label: str, before: str, result: bool) -> None:  # noqa: FBT001
    assert follows(LineNumber(label, ""), LineNumber(before, "")) is result
