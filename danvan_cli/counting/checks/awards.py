"""Awards that the Law on Emulation and Commendation (06/2022/QH15) makes one look at again: warnings, never errors."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.domain import rules
from danvan_cli.domain.people import without_address
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.standing import GIVEN, REVOKED, status_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

REWARDED_TWICE = rules.warning(
    "rewarded-twice",
    N_("{other} is the same form of award for the same achievement in the same year."),
    N_("Check both decisions; if one was entered twice, delete one record."),
    N_("One achievement is not rewarded twice by the same form (Law on Emulation and Commendation, 06/2022/QH15)."),
)
MEDAL_KIND = rules.warning(
    "medal-kind",
    N_("A commemorative medal goes to persons; here the kind is: {kind}."),
    N_("Check kind and form."),
    N_("Medals honour a person's service (Law on Emulation and Commendation, 06/2022/QH15)."),
)
UNUSUAL_FORM = rules.warning(
    "unusual-form",
    N_("{authority} ({level}) does not usually give {form}."),
    N_("Check form and authority."),
    N_(
        "Who may give which form is written in law (Law on Emulation and Commendation, 06/2022/QH15) and bent in"
        " practice."
    ),
)
REVOKED_STATUS = rules.warning(
    "revoked-status",
    N_("It was revoked, but its status is: {status}."),
    N_("Set status: huy-bo."),
    N_("A revoked award stays on file and is not counted."),
)

_PERSONS = ("ca-nhan", "khong-ro")
# Which levels usually give a form: certificates of merit and flags from the province up, orders by the State.
_GIVERS = {
    "huan-chuong": ("trung-uong",),
    "co": ("trung-uong", "tinh"),
    "bang-khen": ("trung-uong", "tinh"),
    "ky-niem-chuong": ("trung-uong", "tinh"),
}

# What else makes an award the one that it is.
_TOLD_APART = "json_array(t.authority, t.decision, t.position, t.from_year)"


def rewarded_twice(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find the same form of award for one recipient, or one model, for the same purpose in the same year.

    One award that is recorded twice is told as that, and not here.
    """
    rows = db.execute(
        f"SELECT {PATH}, file.places, FIRST_VALUE({PATH}) OVER same, ROW_NUMBER() OVER same,"
        f" {_TOLD_APART} IS FIRST_VALUE({_TOLD_APART}) OVER same"
        f" FROM award AS t {FILES} WHERE COALESCE(t.status, 'da-tang') = 'da-tang' AND t.revoked = 0"
        " AND t.form IS NOT NULL AND (t.recipient_key IS NOT NULL OR t.model IS NOT NULL)"
        " WINDOW same AS (PARTITION BY t.year, t.form, t.kind, t.unit, t.recipient_name, t.model, t.purpose"
        " ORDER BY file.name)"
    )
    for path, places, first_path, number, is_same in rows:
        if number > 1 and not is_same:
            yield problem(REWARDED_TWICE, path, places, "form", other=first_path)


def rewarded_before(db: sqlite3.Connection, year: int, values: Mapping[str, Any]) -> list[str]:
    """Return the paths of awards of that form given for the same achievement in a year, as `rewarded_twice` sees it."""
    recipient = without_address(values.get("recipient", "")) or None
    if "form" not in values or not (recipient or values.get("model")) or status_of(values) != GIVEN:
        return []
    alike = [values.get(key) for key in ("form", "kind", "unit", "model", "purpose")]
    query = (
        f"SELECT {PATH} FROM award AS t {FILES} WHERE t.year = ? AND t.recipient_name IS ? AND t.form IS ?"
        " AND t.kind IS ? AND t.unit IS ? AND t.model IS ? AND t.purpose IS ?"
        " AND COALESCE(t.status, 'da-tang') = 'da-tang' AND t.revoked = 0 ORDER BY file.name"
    )
    return [path for (path,) in db.execute(query, [year, recipient, *alike])]


def medals(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find medals, and other forms set apart, that went to anything but persons."""
    apart = [entry.id for entry in lists.entries("form").values() if entry.apart]
    marks = ", ".join("?" * len(apart))
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.kind FROM award AS t {FILES}"
        f" WHERE t.form IN ({marks}) AND t.kind NOT IN (?, ?)",
        [*apart, *_PERSONS],
    )
    for path, places, kind in rows:
        yield problem(MEDAL_KIND, path, places, "kind", kind=kind)


def unusual_forms(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find forms that the authority's level does not usually give; offices with levels of their own are not judged."""
    forms, levels = lists.entries("form"), lists.entries("level")
    if "trung-uong" not in levels and "tinh" not in levels:
        return
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.form, t.authority, u.level FROM award AS t {FILES}"
        " JOIN unit AS u ON u.id = t.authority WHERE t.form IS NOT NULL"
    )
    for path, places, form, authority, level in rows:
        if level not in _GIVERS.get(form, (level,)) and level in levels and form in forms:
            names = {"authority": lists.called(authority).placed, "level": level, "form": form}
            yield problem(UNUSUAL_FORM, path, places, "form", **names)


def revoked(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find revoked awards whose status says otherwise."""
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.status FROM award AS t {FILES}"
        " WHERE t.revoked = 1 AND COALESCE(t.status, 'da-tang') <> 'huy-bo'"
    )
    for path, places, status in rows:
        stating = (key for key in ("status", *REVOKED) if f"{key}:" in places)
        key = next(stating, REVOKED[0])  # what is not written yet has no places
        yield problem(REVOKED_STATUS, path, places, key, status=status or GIVEN)
