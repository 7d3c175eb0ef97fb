"""What `activity` asks: what it was, when, and of meetings how many came, and where; the rest on request."""

from collections.abc import Callable, Mapping

from danvan_cli.cli.forms import new_record
from danvan_cli.cli.forms.new_record import AskedKeys
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.domain.fields import ACTIVITY
from danvan_cli.recording.record_lookup import RecordLookup

_PROGRAMME = "chuong-trinh-phoi-hop"
_MEETINGS = ("doi-thoai", "dien-dan", "tap-huan")
_ASKED = ("unit", "form", "title", "held_on", "until_year")
_LATER = ("participants", "place", "partners", "outcome")


def questions(lookup: RecordLookup, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last activity left as likely ones."""
    return new_record.questions(lookup, AskedKeys(ACTIVITY, _ASKED, _when(lookup), {}, later=_LATER), before)


def _when(lookup: RecordLookup) -> dict[str, Callable[[Answers], bool]]:
    """Return which keys are asked of some forms only; not every list of forms tells programmes."""
    of_meetings = dict.fromkeys(("participants", "place"), lambda answers: answers.get("form") in _MEETINGS)
    if _PROGRAMME not in lookup.lists.entries("activity"):
        return of_meetings
    return {**of_meetings, "until_year": lambda answers: answers.get("form") in ("", _PROGRAMME)}
