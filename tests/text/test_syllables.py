"""Words that lost their ư, and none besides."""

import csv
import gzip
from pathlib import Path

import pytest

import danvan_cli
from danvan_cli.text.syllables import words_without_u
from tests.spreadsheet.test_old_letters import SYLLABLES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Con đờng hoa", [("đờng", "đường")]),
        ("PHỜNG 1", [("PHỜNG", "PHƯỜNG")]),
        ("nớc sạch, đợc thởng", [("nớc", "nước"), ("đợc", "được"), ("thởng", "thưởng")]),
        ("chơng trình", [("chơng", "chương")]),
        ("rợu", [("rợu", "rượu")]),
        ("Kông Lơng Khơng, Đăk Lăk, Y Blôk, H'Mông, Knuếc, Miầu, Púch", []),
        ("Con đường hoa, hơn, đời, cờ, mở", []),
        ("café, ĐVHC, TT, m², Google", []),
        ("", []),
    ],
)
def test_words_that_lost_a_letter(text: str, words: list[tuple[str, str]]) -> None:
    assert list(words_without_u(text)) == words


def test_no_syllable_is_told() -> None:
    assert not list(words_without_u(" ".join(SYLLABLES)))


def test_what_loses_its_letter_and_is_no_syllable_then_is_told_with_the_letter() -> None:
    lost = {syllable.replace("ư", ""): syllable for syllable in SYLLABLES if syllable.startswith("đư")}
    told = {word: mended for text in lost for word, mended in words_without_u(text)}
    assert {"đờng", "đợc", "đợng"} <= told.keys()
    assert told.items() <= lost.items()
    assert not told.keys() & set(SYLLABLES)


def test_no_unit_of_the_country_is_told() -> None:
    with gzip.open(Path(danvan_cli.__file__).with_name("directory.csv.gz"), "rt", encoding="utf-8") as file:
        names = [text for row in csv.reader(file) for text in row]
    assert len(names) > 10_000
    assert not [word for name in names for word in words_without_u(name)]


def test_nothing_in_the_sample_records_is_told() -> None:
    root = Path(danvan_cli.__file__).parent.parent
    texts = [file.read_text(encoding="utf-8") for file in (root / "data").rglob("*.yaml")]
    assert texts
    assert not [word for text in texts for word in words_without_u(text)]
