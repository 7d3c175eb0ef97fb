"""What `activity` asks: what it was, and when; on request where, who was there, and what came of it."""

from collections.abc import Callable, Mapping

from danvan_cli.cli.forms import new_record
from danvan_cli.cli.forms.new_record import AskedKeys
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.domain.fields import ACTIVITY
from danvan_cli.recording.record_lookup import RecordLookup

_PROGRAMME = "chuong-trinh-phoi-hop"
_ASKED = ("unit", "form", "title", "held_on", "until_year")
_LATER = ("participants", "place", "partners", "outcome")


def questions(lookup: RecordLookup, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last activity left as likely ones."""
    return new_record.questions(lookup, AskedKeys(ACTIVITY, _ASKED, _when(lookup), {}, later=_LATER), before)


def _when(lookup: RecordLookup) -> dict[str, Callable[[Answers], bool]]:
    """Return which keys only programmes have; not every list of forms tells them."""
    if _PROGRAMME not in lookup.lists.entries("activity"):
        return {}
    return {"until_year": lambda answers: answers.get("form") in ("", _PROGRAMME)}
