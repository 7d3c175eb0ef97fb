"""Figures against records, for people and for programs."""

from collections.abc import Iterable
from typing import Any

from danvan_cli.counting.claims import Claim
from danvan_cli.counting.conflicts import PARTS_ABOVE, TWO_VALUES, Conflict
from danvan_cli.counting.measures import find_measure
from danvan_cli.counting.reconcile import ComparedClaim, Reconciliation
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, plain_number
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.as_json import SCHEMA
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import measure_label
from danvan_cli.view.tables import title_of

_NONE = "–"
_RESULTS = {"equal": N_("equal"), "differs": N_("DIFFERS"), "unknown": N_("not known")}
_SIGNS = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "about": "≈ "}


def document(found: Reconciliation) -> dict[str, Any]:
    """Give the JSON that programs rest on (docs/design.md, JSON)."""
    return {
        "schema": SCHEMA,
        "claims": [_claim(one) for one in found.compared],
        "conflicts": [
            {"path": one.claim.path, "line": one.claim.place.line, "message": conflict(one)} for one in found.conflicts
        ],
    }


def _claim(one: ComparedClaim) -> dict[str, Any]:
    claim = one.claim
    return {
        "source": claim.source,
        "path": claim.path,
        "line": claim.place.line,
        "measure": claim.measure,
        "where": dict(claim.where),
        "stated": None if claim.number is None else plain_number(claim.number),
        "counted": None if one.counted is None else plain_number(one.counted),
        "result": one.result,
    }


def conflict(one: Conflict) -> str:
    """Give the sentence of a conflict."""
    parts = [part for part in one.parts if part.number is not None]
    exact = all("value" in part.stated for part in one.parts)
    sign = "" if exact else "≥ " if one.message is PARTS_ABOVE else "≤ "
    lines = [one.total] if one.message is TWO_VALUES else one.parts
    params = {
        "total": _stated(one.total),
        "parts": " + ".join(map(_stated, parts)),
        "sum": sign + format_number(one.sum, language()),
        "lines": ", ".join(str(claim.place.line) for claim in lines),
    }
    return messages.sentence(one.message, params)


def grids(found: Reconciliation, lists: Lists) -> list[Grid]:
    """Give a table a source."""
    together: dict[str, list[ComparedClaim]] = {}
    for one in found.compared:
        together.setdefault(one.claim.path, []).append(one)
    conflicts: dict[str, list[Conflict]] = {}
    for one_conflict in found.conflicts:
        conflicts.setdefault(one_conflict.claim.path, []).append(one_conflict)
    return [_grid(path, ones, conflicts.get(path, []), lists) for path, ones in together.items()]


def _grid(path: str, ones: Iterable[ComparedClaim], conflicts: Iterable[Conflict], lists: Lists) -> Grid:
    headers = [translate(header) for header in (N_("Line"), N_("What"), N_("Stated"), N_("Counted"), N_("Result"))]
    compared = list(ones)
    rows = [
        [
            str(one.claim.place.line),
            _what(one, lists),
            _stated(one.claim),
            _number(one, one.counted),
            translate(_RESULTS[one.result]),
        ]
        for one in compared
    ]
    source = visible(compared[0].claim.source or "")
    notes = [f"{path}:{one.claim.place.line}: {messages.told(one.refused)}" for one in compared if one.refused]
    notes += [f"{path}:{one.claim.place.line}: {conflict(one)}" for one in conflicts]
    return Grid(f"{source} · {path}" if source else path, headers, rows, [True, False, True, True, False], notes=notes)


def _what(one: ComparedClaim, lists: Lists) -> str:
    """Name what is claimed: measure, years, conditions, basis, day, and what the number is a change on or share of."""
    claim = one.claim
    words = [title_of(one.question, lists) if one.question else f"{visible(claim.measure)} {claim.period}"]
    if "count" in claim.stated:
        words.append(f"--count {visible(claim.stated['count'])}")
    if "as_of" in claim.stated:
        words.append(f"--as-of {format_date(claim.stated['as_of'], language())}")
    if claim.vs:
        words.append(translate(N_("change on {years}")).format(years=claim.vs))
    if "share_of" in claim.stated:
        whole = find_measure(claim.stated["share_of"])
        name = measure_label(whole) if whole else visible(claim.stated["share_of"])
        words.append(translate(N_("per cent of {measure}")).format(measure=name))
    return " · ".join(words)


def _stated(claim: Claim) -> str:
    if claim.number is None:
        return translate(N_("in words"))
    sign = next((sign for key, sign in _SIGNS.items() if key in claim.stated), "")
    return sign + format_number(claim.number, language()) + ("%" if "share_of" in claim.stated else "")


def _number(one: ComparedClaim, value: int | None) -> str:
    if value is None:
        return _NONE
    return format_number(value, language()) + ("%" if "share_of" in one.claim.stated else "")
