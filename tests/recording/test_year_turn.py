"""What becomes of last year's models, decided one by one and written as one plan."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.cli.forms import carry_over
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.record_types import MODELS
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.year_turn import GOES_NOT_ON, REPLICA_THERE, Outcome, turn_year
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import UNITS, Clerk
from tests.helpers.data_folder import no_progress

_TO_XA_B = {"unit": ["xa-b"]}


@pytest.fixture
def lookup(clerk: Clerk, tmp_path: Path) -> Iterator[RecordLookup]:
    """Two models of 2023, one with what is its unit's alone."""
    clerk.model("2023/ben-do", title="Bến đò an toàn", field="kinh-te", content="Của xã A", place="Ấp 1")
    clerk.model("2023/ngo", title="Ngõ xanh")
    ledger = Ledger(DiskSource(clerk.root, 4_000_000_000_000_000_000), tmp_path / "cache", clerk.root, no_progress)
    with closing(RecordLookup(ledger, "2024-02-01")) as opened:
        yield opened


def _model(lookup: RecordLookup, name: str) -> Record:
    return lookup.find(name, (MODELS,))


def test_a_model_goes_on_is_replicated_and_another_ends_in_one_plan(lookup: RecordLookup) -> None:
    copies = [{"unit": [unit], "title": [title]} for unit, title in (("xa-b", ""), ("huyen-x", "Bến phà an toàn"))]
    outcomes = [
        Outcome(_model(lookup, "ben-do"), "duy-tri", replicas=copies),
        Outcome(_model(lookup, "ngo"), ending={"ended_on": ["31/12/2023"], "ended_reason": ["đã bê tông hóa"]}),
    ]
    plan = turn_year(lookup, outcomes, 2024)
    carried, *replicas, ended = [dict(step.new or {}) for step in plan.steps]
    assert (carried["unit"], carried["continues"], "replicates" in carried) == ("xa-a", "ben-do", False)
    copied = {"kind": "tap-the", "field": "kinh-te", "origin": "nhan-rong", "replicates": "ben-do"}
    assert replicas == [
        {**copied, "title": "Bến đò an toàn", "unit": "xa-b"},
        {**copied, "title": "Bến phà an toàn", "unit": "huyen-x"},
    ]
    assert (ended["ended_on"], ended["ended_reason"]) == ("2023-12-31", "đã bê tông hóa")
    assert not [remark for remark in plan.remarks if remark.is_doubt]


def test_a_copy_in_another_hamlet_of_the_commune_is_not_taken_for_what_it_copies(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    hamlets = "".join(f"- {{id: ap-{n}, name: Ấp {n}, level: co-so, parent: xa-a}}\n" for n in (1, 2, 3))
    clerk.write("units.yaml", UNITS + hamlets)
    clerk.model("2023/keng", title="Tiếng kẻng", unit="ap-1")
    copies = [{"unit": [unit], "title": [""]} for unit in ("ap-2", "ap-3")]
    plan = turn_year(lookup, [Outcome(_model(lookup, "keng"), "duy-tri", replicas=copies)], 2024)
    assert len(plan.steps) == 1 + len(copies)
    assert not [remark for remark in plan.remarks if remark.is_doubt]


def test_replicated_nobody_knows_where_it_goes_on_as_such(lookup: RecordLookup) -> None:
    [step] = turn_year(lookup, [Outcome(_model(lookup, "ngo"), "nhan-rong")], 2024).steps
    assert {"origin": "nhan-rong", "continues": "ngo"}.items() <= dict(step.new or {}).items()


def test_what_stands_there_already_is_told_and_a_copy_of_it_is_not_made_again(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    clerk.model("2024/khac", title="NGÕ XANH", unit="xa-b")
    clerk.model("2024/ban-sao", title="Ngõ xanh", unit="huyen-x", origin="nhan-rong", replicates="ngo")
    outcome = Outcome(_model(lookup, "ngo"), replicas=[_TO_XA_B, {"unit": ["huyen-x"]}])
    plan = turn_year(lookup, [outcome], 2024)
    assert plan.steps == ()
    assert (REPLICA_THERE, "models/2024/khac.yaml") in [(remark.message, remark.about) for remark in plan.remarks]
    assert sum(remark.message == REPLICA_THERE for remark in plan.remarks) == 1


def test_a_copy_is_not_made_where_a_model_of_that_title_is_just_carried_over(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    clerk.model("2023/ngo-b", title="Ngõ xanh", unit="xa-b")
    outcomes = [Outcome(_model(lookup, "ngo-b"), "duy-tri"), Outcome(_model(lookup, "ngo"), replicas=[_TO_XA_B])]
    plan = turn_year(lookup, outcomes, 2024)
    assert [step.new and step.new["origin"] for step in plan.steps] == ["duy-tri"]
    assert REPLICA_THERE in [remark.message for remark in plan.remarks]


def test_what_is_copied_and_neither_goes_on_nor_has_ended_is_told_to_stay_open(lookup: RecordLookup) -> None:
    [model] = models = [_model(lookup, "ben-do")]
    answers = {"outcome 1": ["replicate"], "units 1": ["xa-b"], "goes_on 1": ["false"]}
    [left_open] = carry_over._outcomes(models, answers)
    plan = turn_year(lookup, [left_open], 2024)
    assert [remark.message for remark in plan.remarks] == [GOES_NOT_ON]
    [ended] = carry_over._outcomes(models, {**answers, "own_end 1": ["31/12/2023"], "ended_reason 1": ["đã có cầu"]})
    plan = turn_year(lookup, [ended], 2024)
    assert not plan.remarks
    assert plan.steps[-1].id == model.id
    assert {"ended_on": "2023-12-31", "ended_reason": "đã có cầu"}.items() <= dict(plan.steps[-1].new or {}).items()
