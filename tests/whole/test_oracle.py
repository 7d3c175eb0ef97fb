"""The program counts what a naive oracle counts."""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.helpers.laws import costly_cases
from tests.helpers.questions import asked_long_after
from tests.oracle.count import (
    basis,
    is_lower_bound,
    listing,
    row_texts,
    shown,
    tally,
)
from tests.oracle.evidence import evidence
from tests.oracle.facts import (
    ACTIVITY_MEASURES,
    AWARD_MEASURES,
    MODEL_MEASURES,
    Folder,
    Question,
)
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUESTIONS = 6  # of each group: a folder costs more than a question
_GROUPS = {  # those whose records lie in one folder's draw are asked about it together
    "models": (MODEL_MEASURES, ("surveyed", "rated", "effective"), ("nominated", "recognized", "outstanding")),
    "given": (("results",), AWARD_MEASURES, ACTIVITY_MEASURES),
}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.mark.long
@pytest.mark.parametrize("groups", _GROUPS.values(), ids=_GROUPS)
@costly_cases(4)
@given(data=st.data())
def test_the_program_counts_and_lists_what_the_oracle_counts(
    groups: tuple[tuple[str, ...], ...], data: st.DataObject
) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        for measures in groups * _QUESTIONS:
            _compare(folder, data.draw(questions(folder, measures)), home)


def _compare(folder: Folder, question: Question, home: str) -> None:
    expected, answer = tally(folder, question), _ask("tally", question, home)
    assert answer["complete"] is True
    assert _cells(answer["rows"], question) == _cells(expected["rows"], question)
    assert answer["total"] == expected["total"]
    assert answer["count"] == (basis(question) if answer["count"] else None)
    assert (answer.get("bound") == "at_least") == is_lower_bound(folder, question)
    expected_evidence = evidence(folder, question)
    assert {key: answer["evidence"][key] for key in expected_evidence} == expected_evidence
    opened = _ask("list", question, home)
    assert opened["total"] == listing(folder, question)
    if opened["total"] is not None:
        assert sum(record["value"] for record in opened["records"]) == opened["total"]


def _cells(rows: list[dict[str, Any]], question: Question) -> Counter[tuple[Any, ...]]:
    """Rows in any order; a year may be text or number, a row of zero may be there or not."""
    dimensions = shown(question)
    assert all(set(row) == {*dimensions, "value"} for row in rows)
    return Counter((*row_texts(row, dimensions), row["value"]) for row in rows if row["value"])


def _ask(command: str, question: Question, home: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    from danvan_cli.__main__ import main  # noqa: PLC0415 - the oracle's own tests need no program

    typed = [command, *_typed(question, command), "--format", "json", "--data", home]
    note("danvan " + " ".join(typed))
    with redirect_stdout(io.StringIO()) as out:
        assert main(typed) == 0
    return json.loads(out.getvalue(), parse_float=Decimal, parse_int=Decimal)


def _typed(question: Question, command: str) -> list[str]:
    first, last = question.years
    typed = [question.measure, "--year", f"{first}" if first == last else f"{first}-{last}"]
    typed += ["--by", ",".join(question.by)] if question.by and command == "tally" else []
    typed += [part for where in question.where for part in ("--where", where)]
    typed += ["--count", question.count] if question.count else []
    typed += ["--from", question.since] if question.since else []
    typed += ["--as-of", question.as_of] if question.as_of else []
    typed += ["--include-open"] if question.include_open else []
    return typed + (["--units", "now"] if question.units_now else [])
