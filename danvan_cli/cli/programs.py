"""Other programs that danvan starts: each is found once, here, and started by its full path."""

import shutil


def find_program(name: str) -> str | None:
    """Return the full path of a program on the PATH, None where there is none."""
    return shutil.which(name)
