"""The guide tells the truth: its commands are typed once more, and what is seen is what it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIRST_STEPS = ROOT / "docs" / "bat-dau.md"
PAGES = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
INDEX = ROOT / "docs" / "huong-dan" / "README.md"

_COMMENT = re.compile(r"<!-- ?(\w+)")


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_what_the_guide_shows_is_what_a_clerk_sees() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "guide.py"), "--check"]
    done = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"run tools/guide.py\n{done.stdout}{done.stderr}"


def test_the_first_steps_are_short() -> None:
    assert len(FIRST_STEPS.read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("page", [FIRST_STEPS, *PAGES], ids=lambda page: page.stem)
def test_all_that_is_done_is_on_the_page_and_it_stands_alone(page: Path) -> None:
    text = page.read_text("utf-8")
    known = {"day", "keys", "quiet", "wrong", "generated", "end"}
    assert {*_COMMENT.findall(text)} <= known  # nothing is done that a reader does not see
    first = text.partition("\n$ ")[2].partition("\n")[0]
    assert first.startswith("danvan khoi-tao")


def test_the_index_names_every_page() -> None:
    named = re.findall(r"^\| \[[^]]+\]\(([\w-]+\.md)\)", INDEX.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(page.name for page in PAGES if page != INDEX)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_no_book(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 220


def test_pictures_are_small_are_told_in_words_and_each_is_shown() -> None:
    """`tools/guide_pictures.py` makes them; who cannot see them reads what they show."""
    pictures = {file.name for file in (INDEX.parent / "hinh").iterdir()}
    assert all(file.stat().st_size <= 60 << 10 for file in (INDEX.parent / "hinh").iterdir())
    shown = [found for page in PAGES for found in re.findall(r"!\[([^]]*)\]\(hinh/([^)]+)\)", page.read_text("utf-8"))]
    assert sorted(name for _, name in shown) == sorted(pictures)
    assert all(len(words) > 40 for words, _ in shown)
