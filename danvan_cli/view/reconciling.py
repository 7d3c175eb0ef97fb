"""Figures against records, for people and for programs."""

from collections.abc import Iterable, Sequence
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
from danvan_cli.view.labels import NOTHING, measure_label
from danvan_cli.view.own_words import own_words
from danvan_cli.view.tables import opening_of, title_of

_RESULTS = {"equal": N_("equal"), "differs": N_("DIFFERS"), "unknown": N_("not known")}
_SIGNS = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "about": "≈ "}


def document(reconciliation: Reconciliation) -> dict[str, Any]:
    """Return the JSON that programs rest on (docs/design.md, JSON)."""
    return {
        "schema": SCHEMA,
        "claims": [_claim(comparison) for comparison in reconciliation.compared],
        "conflicts": [
            {"path": conflict.claim.path, "line": conflict.claim.place.line, "message": conflict_sentence(conflict)}
            for conflict in reconciliation.conflicts
        ],
    }


def _claim(comparison: ComparedClaim) -> dict[str, Any]:
    claim = comparison.claim
    return {
        "source": claim.source,
        "path": claim.path,
        "line": claim.place.line,
        "measure": claim.measure,
        "where": dict(claim.where),
        "stated": None if claim.number is None else plain_number(claim.number),
        "counted": None if comparison.counted is None else plain_number(comparison.counted),
        "result": comparison.result,
    }


def conflict_sentence(conflict: Conflict) -> str:
    """Return the sentence of a conflict."""
    parts = [part for part in conflict.parts if part.number is not None]
    exact = all("value" in part.stated for part in conflict.parts)
    sign = "" if exact else "≥ " if conflict.message is PARTS_ABOVE else "≤ "
    lines = [conflict.total] if conflict.message is TWO_VALUES else conflict.parts
    params = {
        "total": _stated(conflict.total),
        "parts": " + ".join(map(_stated, parts)),
        "sum": sign + format_number(conflict.sum, language()),
        "lines": ", ".join(str(claim.place.line) for claim in lines),
    }
    return messages.sentence(conflict.message, params)


def grids(reconciliation: Reconciliation, lists: Lists) -> list[Grid]:
    """Return a table for each source."""
    compared: dict[str, list[ComparedClaim]] = {}
    for comparison in reconciliation.compared:
        compared.setdefault(comparison.claim.path, []).append(comparison)
    conflicts: dict[str, list[Conflict]] = {}
    for conflict in reconciliation.conflicts:
        conflicts.setdefault(conflict.claim.path, []).append(conflict)
    revision = reconciliation.revision
    return [_grid(path, of_source, conflicts.get(path, []), lists, revision) for path, of_source in compared.items()]


def _grid(
    path: str, compared: Sequence[ComparedClaim], conflicts: Iterable[Conflict], lists: Lists, revision: str | None
) -> Grid:
    headers = [translate(header) for header in (N_("Line"), N_("What"), N_("Stated"), N_("Counted"), N_("Result"))]
    rows = [
        [
            str(comparison.claim.place.line),
            _claim_title(comparison, lists),
            _stated(comparison.claim),
            _counted(comparison),
            translate(_RESULTS[comparison.result]),
        ]
        for comparison in compared
    ]
    source = visible(compared[0].claim.source or "")
    notes = [
        f"{path}:{comparison.claim.place.line}: {messages.told(comparison.refused)}"
        for comparison in compared
        if comparison.refused
    ]
    notes += [
        f"{path}:{comparison.claim.place.line}: {command}"
        for comparison in compared
        if (command := _opening(comparison, revision))
    ]
    notes += [f"{path}:{conflict.claim.place.line}: {conflict_sentence(conflict)}" for conflict in conflicts]
    return Grid(f"{source} · {path}" if source else path, headers, rows, [True, False, True, True, False], notes=notes)


def _opening(comparison: ComparedClaim, revision: str | None) -> str:
    """Return the sentence that opens a count that differs, "" where no list has it as its total."""
    claim, question = comparison.claim, comparison.question
    if comparison.result != "differs" or comparison.counted is None or question is None:
        return ""
    if claim.vs or "share_of" in claim.stated or claim.years_in(claim.period) > 1:
        return ""
    where = [f"{key}={value}" for key, value in claim.where.items()]
    return opening_of(question, where, says_basis="count" in claim.stated, revision=revision)


def _claim_title(comparison: ComparedClaim, lists: Lists) -> str:
    """Return what is claimed: measure, years, conditions, basis, day, and what it is a change on or a share of."""
    claim = comparison.claim
    words = [
        title_of(comparison.question, lists) if comparison.question else f"{visible(claim.measure)} {claim.period}"
    ]
    if "count" in claim.stated:
        words.append(own_words(f"--count {visible(claim.stated['count'])}", "tally"))
    if "as_of" in claim.stated:
        words.append(own_words(f"--as-of {format_date(claim.stated['as_of'], language())}"))
    if claim.stated.get("per_year"):
        words.append(translate(N_("a year on average")))
    if claim.vs:
        text = N_("as many times as in {years}") if "times" in claim.stated else N_("change on {years}")
        words.append(translate(text).format(years=claim.vs))
    if "share_of" in claim.stated:
        whole = find_measure(claim.stated["share_of"])
        name = measure_label(whole) if whole else visible(claim.stated["share_of"])
        words.append(translate(N_("per cent of {measure}")).format(measure=name))
    return " · ".join(words)


def _stated(claim: Claim) -> str:
    if claim.number is None:
        return translate(N_("in words"))
    sign = next((sign for key, sign in _SIGNS.items() if key in claim.stated), "")
    return sign + _written(claim, claim.number)


def _counted(comparison: ComparedClaim) -> str:
    if comparison.counted is None:
        return NOTHING
    return _written(comparison.claim, comparison.counted)


def _written(claim: Claim, value: int) -> str:
    number = format_number(value, language())
    if "times" in claim.stated:
        return translate(N_("{number} times")).format(number=number)
    return f"{number}%" if "share_of" in claim.stated else number
