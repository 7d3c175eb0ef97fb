"""What became of an award or a recognition, by what its record states."""

from collections.abc import Mapping
from typing import Any

REVOKED = ("revoked_on", "revoked_decision", "revoked_reason")
GIVEN, PROPOSED, TAKEN_BACK = "da-tang", "de-nghi", "huy-bo"


def is_revoked(values: Mapping[str, Any]) -> bool:
    """Whether an award or a recognition was revoked: a day, a decision or a reason alone says so."""
    return any(key in values for key in REVOKED)


def status_of(values: Mapping[str, Any]) -> str:
    """Return an award's status; a revoked one is taken back, whatever its status says."""
    return TAKEN_BACK if is_revoked(values) else values.get("status", GIVEN)
