"""Claims that cannot be compared with the records."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from danvan_cli.counting.claims import (
    CHANGE_ON_ITSELF,
    NO_SHARE,
    NOT_TOGETHER,
    SHARE_OF_ITSELF,
    TIMES_OF_NOTHING,
    Claim,
    claims_of,
    question_of,
)
from danvan_cli.counting.measures import BASES, MEASURES, find_measure
from danvan_cli.counting.question import BASIS_LACKING, DAYS_LACKING, NO_BASES, NO_BASIS
from danvan_cli.domain import rules
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import NO_DATE, Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest
from danvan_cli.text.numbers import plain_number

UNKNOWN_MEASURE = rules.error(
    "unknown-measure",
    N_("{key}: “{value}” is not known."),
    N_("Nearest: {near}. There are: {known}."),
    N_("The claim cannot be compared with the records."),
)
BAD_WHERE = rules.error(
    "bad-where",
    N_("{key}: “{value}” cannot be asked: {reason}."),
    N_("Ask for what this measure has: docs/format.md."),
    N_("The claim cannot be compared with the records."),
)

# What a question was refused for, and the key of the claim that says it.
_KEYS = {
    DAYS_LACKING: "as_of",
    NO_DATE: "as_of",
    BASIS_LACKING: "count",
    NO_BASIS: "count",
    NO_BASES: "count",
    NOT_TOGETHER: "share_of",
    SHARE_OF_ITSELF: "share_of",
    NO_SHARE: "share_of",
    TIMES_OF_NOTHING: "times",
    CHANGE_ON_ITSELF: "vs",
}


def claims(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find claims whose measure, basis or conditions mean nothing."""
    for claim in claims_of(db):
        unknown = list(_unknown_names(claim))
        yield from unknown
        if not unknown:
            yield from _unaskable(db, lists, claim)


def _unknown_names(claim: Claim) -> Iterator[Problem]:
    for key in ("measure", "share_of"):
        value = claim.stated.get(key)
        if value is not None and find_measure(value) is None:
            yield _unknown_name(claim, key, value, MEASURES)
    count = claim.stated.get("count")
    if count is not None and count not in BASES:
        yield _unknown_name(claim, "count", count, BASES)


def _unaskable(db: sqlite3.Connection, lists: Lists, claim: Claim) -> Iterator[Problem]:
    try:
        question_of(db, lists, claim)
    except RequestError as error:
        key = _KEYS.get(error.message, "where")
        yield _problem(BAD_WHERE, claim, key, value=_written(claim, key), reason=error)


def _written(claim: Claim, key: str) -> str:
    """Return what a claim states under a key, as its file may have it."""
    if key == "where":
        return ", ".join(f"{name}={value}" for name, value in claim.where.items()) or "–"
    if key == "vs":
        return str(claim.vs)
    return str(plain_number(claim.stated[key]) if key == "times" else claim.stated.get(key, "–"))


def _unknown_name(claim: Claim, key: str, value: str, known: Collection[str]) -> Problem:
    near = nearest(value, known) or "–"
    return _problem(UNKNOWN_MEASURE, claim, key, value=value, near=near, known=", ".join(known))


def _problem(rule: Message, claim: Claim, key: str, **args: Any) -> Problem:  # noqa: ANN401 - as the sentence has them
    return Problem(rule, claim.path, claim.place_of(key), {**args, "key": key})
