"""The gallery of messages: for each refusal a folder, a command that is refused in it, and what to do then.

`tests/whole/test_gallery.py` runs them all; `tools/format_docs.py` makes docs/errors.md out of the same runs.
"""

from tests.gallery.faulty_lists import LISTS, LISTS_SEVERAL
from tests.gallery.file_commands import FILES
from tests.gallery.forced_refusals import BY_FORCE
from tests.gallery.list_requests import THERE, WORKBOOKS
from tests.gallery.playing import OFFICE_FOLDER, ForcedRefusal, PlayedSituation, Situation, played, shaped
from tests.gallery.previews import PREVIEWS
from tests.gallery.refused_writes import WRITING
from tests.gallery.typing_mistakes import SEVERAL, TYPING
from tests.gallery.wrong_questions import ASKING

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
    "ForcedRefusal",
    "PlayedSituation",
    "Situation",
    "played",
    "shaped",
]
