"""The gallery of messages: for each refusal a folder, a command that is refused in it, and what to do then.

`tests/test_gallery.py` runs them all; `tools/format_docs.py` makes docs/errors.md out of the same runs.
"""

from gallery.asking import ASKING
from gallery.files import FILES
from gallery.lists import LISTS, LISTS_SEVERAL
from gallery.mistakes import SEVERAL, TYPING
from gallery.playing import OFFICE_FOLDER, ByForce, Played, Situation, played
from gallery.previews import PREVIEWS
from gallery.workbooks import THERE, WORKBOOKS
from gallery.writing import BY_FORCE, WRITING

__all__ = [
    "ASKING",
    "BY_FORCE",
    "FILES",
    "LISTS",
    "LISTS_SEVERAL",
    "OFFICE_FOLDER",
    "PREVIEWS",
    "SEVERAL",
    "THERE",
    "TYPING",
    "WORKBOOKS",
    "WRITING",
    "ByForce",
    "Played",
    "Situation",
    "played",
]
