"""What not every system has: tests of it are left out elsewhere, and say why."""

import os
import shutil

import pytest

WINDOWS = os.name == "nt"


def posix_only(reason: str) -> pytest.MarkDecorator:
    """Leave tests out on Windows, which has no such thing, or does it in another way."""
    return pytest.mark.skipif(WINDOWS, reason=f"POSIX only: {reason}")


def require_git() -> None:
    """Leave a test out where Windows has no git: there it is no part of the zip."""
    if WINDOWS and not shutil.which("git"):
        pytest.skip("no git")


# Marks that several files need.
LINKS = posix_only("on Windows only some accounts may make links")
MODES = posix_only("Windows knows of a mode only whether a file is read-only")
PROCESSES = posix_only("processes are forked, so that their start costs nothing")
