"""Files that are wrong everywhere, or that a few bytes make huge: they are refused, and quickly."""

import pytest

from danvan_cli.domain.problem import MOST_PROBLEMS
from danvan_cli.domain.reading import read_office, read_units
from tests.domain.test_reading import MODEL, read
from tests.helpers.steps import steps

BOMBS = {
    "billion laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(50)),
    "one large alias, many times": f"a: &a [{'x,' * 200_000}]\n" + "".join(f"b{n}: *a\n" for n in range(99)),
    "brackets": "[" * 200_000,
    "brackets and a tag's sign": "# !\n" + "[" * 200_000,
    "braces and a tag's sign": "# !\n" + "{a: " * 100_000,
    "dashes": "- " * 200_000,
    "dashes and an alias's sign": "# *\n" + "- " * 200_000,
    "question marks": "? " * 200_000,
    "colons": ": " * 200_000,
    "documents": "---\n" * 200_000,
    "an open quotation mark": MODEL + 'note: "' + "x\n" * 400_000,
    "a long key": MODEL + "x" * 900_000 + ": 1\n",
    "marks without end": MODEL + "note: a" + "\u0301\u0316" * 250_000,
    "marks without end, escaped": MODEL + 'note: "a' + r"\u0301\u0316" * 80_000 + '"',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_quickly(bomb: str) -> None:
    readings = []
    assert steps(lambda: readings.append(read("model", bomb))) < 6 * len(bomb)
    assert not readings[0].sound
    assert len(readings[0].problems) == 1


@pytest.mark.parametrize("line", ["title: x\n", "k{n}: 1\n", "titel{n}: 1\n"])
def test_a_file_that_is_wrong_everywhere_is_not_read_to_its_end(line: str) -> None:
    reading = read("model", MODEL + "".join(line.format(n=n) for n in range(20_000)))
    assert len(reading.problems) == MOST_PROBLEMS
    assert not reading.sound


def test_lists_that_are_wrong_everywhere_are_not_read_to_their_end_either() -> None:
    assert len(read_units("units.yaml", b"- text\n" * 2 * MOST_PROBLEMS).problems) == MOST_PROBLEMS
    office = b"".join(b"key%d: x\n" % number for number in range(2 * MOST_PROBLEMS))
    assert len(read_office("danvan.yaml", office, {})[0].problems) == MOST_PROBLEMS
