"""Claims that cannot be compared with the records."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.claims import Claim, claims_of, question_of
from danvan_cli.counting.lists import Lists
from danvan_cli.counting.measures import BASES, MEASURES, find_measure
from danvan_cli.counting.question import Refused
from danvan_cli.domain.problem import Problem


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
            yield _problem("unknown-measure", claim, key, value=value, known=", ".join(MEASURES))
    count = claim.stated.get("count")
    if count is not None and count not in BASES:
        yield _problem("unknown-measure", claim, "count", value=count, known=", ".join(BASES))


def _unasked(db: sqlite3.Connection, lists: Lists, claim: Claim) -> Iterator[Problem]:
    try:
        question_of(db, lists, claim)
    except Refused as refused:
        where = ", ".join(f"{key}={value}" for key, value in claim.where.items()) or "–"
        details = {f"reason_{name}": text for name, text in refused.args_of_code.items()}
        yield _problem("bad-where", claim, "where", value=where, reason=refused.code, **details)


def _problem(code: str, claim: Claim, key: str, **args: str) -> Problem:
    return Problem(code, claim.path, claim.place_of(key), {**args, "key": key})
