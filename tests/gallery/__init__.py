"""The gallery of messages: for each refusal a folder, a command that is refused in it, and what to do then.

`tests/test_gallery.py` runs them all; `tools/format_docs.py` makes docs/errors.md out of the same runs.
"""

from gallery.asking import ASKING
from gallery.mistakes import SEVERAL, TYPING
from gallery.playing import OFFICE_FOLDER, ByForce, Played, Situation, played
from gallery.writing import BY_FORCE, WRITING

__all__ = [
    "ASKING",
    "BY_FORCE",
    "OFFICE_FOLDER",
    "SEVERAL",
    "TYPING",
    "WRITING",
    "ByForce",
    "Played",
    "Situation",
    "played",
]
