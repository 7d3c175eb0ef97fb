"""Every command that is printed to open a number gives that number, and narrowed by a cell's values the cell's."""

from __future__ import annotations

import io
import json
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from danvan_cli.counting.measures import find_measure
from danvan_cli.view.glance import TITLES
from tests.helpers.laws import costly_cases
from tests.helpers.questions import asked_long_after
from tests.oracle.facts import (
    EVALUATION_MEASURES,
    Question,
    parsed,
)
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENED = re.compile(r"(?:Open|Mở số): (danvan (?:list|danh-sach) .*)$", re.MULTILINE)
_LANGUAGES = st.sampled_from(("vi", "en"))  # what is printed in either can be typed


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@costly_cases(3)
@given(data=st.data())
def test_tables_and_their_cells_open(data: st.DataObject) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        # A level's or a decision's own cell is where the basis matters.
        named = replace(data.draw(questions(folder, EVALUATION_MEASURES)), count=None)
        by = data.draw(st.sampled_from([("level",), ("decision",), ("unit", "level")]))
        for question in (replace(named, by=by), data.draw(questions(folder)), data.draw(questions(folder))):
            asked = ["tally", *_typed(question)]
            answer = json.loads(_said(home, *asked, "--format", "json"), parse_float=Decimal)
            (opened,) = _openings(_said(home, *asked, language=data.draw(_LANGUAGES)))
            assert _total(home, opened) == answer["total"]
            for row in answer["rows"][:3]:
                cell = [f"--where={_condition(name, row[name])}" for name in answer["by"]]
                assert _total(home, [*opened, *cell]) == row["value"]


@costly_cases(3)
@given(data=st.data())
def test_the_overview_opens(data: st.DataObject) -> None:
    folder = data.draw(folders())
    first = data.draw(st.sampled_from([*folder.models]))
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        level = folder.vocabulary["level"][0]["id"]
        where = data.draw(st.sampled_from([(), ("--where", f"level={level}"), ("--where", f"level!={level}")]))
        asked = ["tally", "--year", f"{first}-{max(folder.models)}", *where]
        tables = json.loads(_said(home, *asked, "--format", "json"), parse_float=Decimal)["tables"]
        headline, *opened = _openings(text := _said(home, *asked, language=data.draw(_LANGUAGES)))
        titled = [table for table in tables if table["name"] in TITLES]
        assert [_total(home, command) for command in opened] == [table["total"] for table in titled]
        totals = {table["name"]: table["total"] for table in tables}
        likewise = re.search(r"(?:Likewise|Tương tự): (.*)$", text, re.MULTILINE)
        for name in ["registered", *(likewise[1].split(", ") if likewise else [])]:
            measure = find_measure(name)
            assert measure is not None
            assert _total(home, [*headline[:1], name, *headline[2:]]) == totals[measure.name]


@costly_cases(3)
@given(data=st.data())
def test_figures_that_differ_open(data: st.DataObject) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        year = max(folder.models)
        claims = [claim for _ in range(4) if (claim := _claim(data.draw(questions(folder))))]
        assume(claims)
        Path(home, f"figures/{year}").mkdir(parents=True)
        Path(home, f"figures/{year}/nguon.yaml").write_text(f"claims: {json.dumps(claims)}\n", encoding="utf-8")
        compared = json.loads(_said(home, "reconcile", "--format", "json", code=1), parse_float=Decimal)["claims"]
        counted = [
            claim["counted"] for claim in compared if claim["result"] == "differs" and claim["counted"] is not None
        ]
        assert [_total(home, command) for command in _openings(_said(home, "reconcile", code=1))] == counted


def _claim(question: Question) -> dict[str, Any] | None:
    """Return a question as a claim that no count fits; None where a claim cannot ask it."""
    filters = [parsed(typed) for typed in question.where]
    if question.since or any(negated or not values for _, negated, values in filters):
        return None
    where = {key: ",".join(values) for key, _, values in filters}
    if len(where) < len(filters):
        return None
    first, last = question.years
    claim = {"measure": question.measure, "year": f"{first}-{last}", "where": where, "value": 987654}
    claim |= {"count": question.count} if question.count else {}
    return claim | ({"as_of": question.as_of} if question.as_of else {})


def _typed(question: Question) -> list[str]:
    first, last = question.years
    typed = [question.measure, "--year", f"{first}-{last}"]
    typed += ["--by", ",".join(question.by)] if question.by else []
    typed += [part for where in question.where for part in ("--where", where)]
    typed += ["--count", question.count] if question.count else []
    typed += ["--from", question.since] if question.since else []
    typed += ["--as-of", question.as_of] if question.as_of else []
    typed += ["--include-open"] if question.include_open else []
    return typed + (["--units", "now"] if question.units_now else [])


def _condition(name: str, value: object) -> str:
    """Return the condition of one cell; a unit's own is without those below it."""
    if value is None:
        return f"{name}="
    return f"{name}{'==' if name == 'unit' else '='}{value}"


def _openings(text: str) -> list[list[str]]:
    return [shlex.split(command)[1:] for command in _OPENED.findall(text)]


def _total(home: str, command: list[str]) -> Decimal | int | None:
    total: Decimal | int | None = json.loads(_said(home, *command, "--format", "json"), parse_float=Decimal)["total"]
    return total


def _said(home: str, *typed: str, code: int = 0, language: str = "en") -> str:
    from danvan_cli.__main__ import main  # noqa: PLC0415 - as the oracle does

    note("danvan " + shlex.join(typed))
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        assert main([*typed, "--data", home, "--lang", language]) in (code, 0), err.getvalue()
    return out.getvalue()
