"""Claims that cannot be compared with the records."""

import sqlite3
from collections.abc import Collection, Iterator

from danvan_cli.counting.claims import Claim, claims_of, question_of
from danvan_cli.counting.measures import BASES, MEASURES, find_measure
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.nearest import nearest

# What a question was refused for, and the key of the claim that says it.
_KEYS = {
    "as-of-lacking": "as_of",
    "no-date": "as_of",
    "basis-lacking": "count",
    "no-basis": "count",
    "no-bases": "count",
}


def claims(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find claims whose measure, basis or conditions mean nothing."""
    for claim in claims_of(db):
        unknown = list(_unknown(claim))
        yield from unknown
        if not unknown:
            yield from _unasked(db, lists, claim)


def _unknown(claim: Claim) -> Iterator[Problem]:
    for key in ("measure", "share_of"):
        value = claim.stated.get(key)
        if value is not None and find_measure(value) is None:
            yield _unknown_name(claim, key, value, MEASURES)
    count = claim.stated.get("count")
    if count is not None and count not in BASES:
        yield _unknown_name(claim, "count", count, BASES)


def _unasked(db: sqlite3.Connection, lists: Lists, claim: Claim) -> Iterator[Problem]:
    try:
        question_of(db, lists, claim)
    except RequestError as refused:
        key = _KEYS.get(refused.code, "where")
        where = ", ".join(f"{name}={value}" for name, value in claim.where.items()) or "–"
        value = where if key == "where" else str(claim.stated.get(key, "–"))
        details = {f"reason_{name}": text for name, text in refused.params.items()}
        yield _problem("bad-where", claim, key, value=value, reason=refused.code, **details)


def _unknown_name(claim: Claim, key: str, value: str, known: Collection[str]) -> Problem:
    near = nearest(value, known) or "–"
    return _problem("unknown-measure", claim, key, value=value, near=near, known=", ".join(known))


def _problem(code: str, claim: Claim, key: str, **args: str) -> Problem:
    return Problem(code, claim.path, claim.place_of(key), {**args, "key": key})
