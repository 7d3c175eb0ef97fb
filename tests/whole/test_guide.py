"""The guide tells the truth: its commands are typed once more, and what is seen is what it shows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_what_the_guide_shows_is_what_a_clerk_sees() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "guide.py"), "--check"]
    done = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"run tools/guide.py\n{done.stdout}{done.stderr}"
