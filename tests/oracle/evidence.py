"""What a number rests on, as docs/design.md says it: as plain as the counting itself, and as little shared."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.count import kept
from tests.oracle.facts import (
    EVALUATION_MEASURES,
    Fact,
    Folder,
    Question,
    Record,
    ancestors,
    parsed,
    placed,
)


def evidence(folder: Folder, question: Question) -> dict[str, int]:
    """Count the records behind a number, bare numbers and undecided ones among them, and the units that sent none."""
    records = {id(fact.record): fact for fact in kept(folder, question)}.values()
    decided = question.measure in ("recognized", "outstanding", "awards", "recipients")
    return {
        "records": len(records),
        "grouped": sum(_stands_for(folder, question, fact) > 1 for fact in records),
        "undecided": sum("decision" not in fact.record for fact in records) if decided else 0,
        "unsent": len(unsent(folder, question)),
    }


def _stands_for(folder: Folder, question: Question, fact: Fact) -> int:
    record = (folder.model(fact.model) or {}) if question.measure in EVALUATION_MEASURES else fact.record
    return int(record.get("count", 1))


def unsent(folder: Folder, question: Question) -> set[str]:
    """Find the units right below the one asked for, of levels that send, that have no record at or below them."""
    expected = _expected(folder, question)
    silent = {unit["id"] for unit in expected if not _has_sent(folder, question, unit["id"])}
    levels = {unit["level"] for unit in expected if unit["id"] not in silent} or {unit["level"] for unit in expected}
    ids = {unit["id"] for unit in expected}
    become = {unit: placed(folder, replace(question, units_now=True), unit) for unit in ids}
    replaced = {unit for unit, now in become.items() if now != unit and now in ids}
    return {unit["id"] for unit in expected if unit["level"] in levels and unit["id"] in silent - replaced}


def _expected(folder: Folder, question: Question) -> list[Record]:
    asked = [values for key, no, values in map(parsed, question.where) if key == "unit" and not no]
    roots: list[str | None] = [*asked[0]] if asked else [None]
    below = [unit for unit in folder.units if unit.get("parent") in roots]
    parents = {unit.get("parent") for unit in below}
    return below + [unit for unit in folder.units if unit["id"] in roots and unit["id"] not in parents]


def _has_sent(folder: Folder, question: Question, unit: str) -> bool:
    first, last = question.years
    last = min(last, int(question.as_of[:4])) if question.as_of else last
    then, today = replace(question, units_now=False), replace(question, units_now=True)
    now = placed(folder, today, unit)
    kinds = (folder.models, folder.awards, folder.activities)
    records = [record for kind in kinds for year in kind if first <= year <= last for record in kind[year].values()]
    senders = {record["unit"] for record in records if "unit" in record}
    return any(
        {unit, now} & {*ancestors(folder, then, sender)} or now in ancestors(folder, today, sender)
        for sender in senders
    )
