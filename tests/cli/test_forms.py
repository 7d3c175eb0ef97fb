"""What the questions of the forms offer, without a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from danvan_cli.cli.forms import activity, award, evaluate, figure, register
from danvan_cli.cli.forms.interview import RecordForm, models_by_then, units
from danvan_cli.cli.forms.which_one import ask_records
from danvan_cli.cli.prompts.choice_names import ChoiceNames
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion, in_words
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.recording import awarding, changing, recognizing
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.selecting import Selection
from danvan_cli.recording.typed import Typed
from danvan_cli.recording.units import only_parent
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import OFFICE, UNITS, Clerk
from tests.helpers.data_folder import LATER, no_progress


@pytest.fixture
def lookup(clerk: Clerk, tmp_path: Path) -> Iterator[RecordLookup]:
    ledger = Ledger(DiskSource(clerk.root, LATER), tmp_path / "cache", clerk.root, no_progress)
    opened = RecordLookup(ledger, "2026-03-01")
    yield opened
    opened.close()


def test_a_model_carries_on_one_of_the_years_before_its_unit_first_and_copies_any(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    for name, unit in (("2024/cua-b", "xa-b"), ("2025/cua-loc", "xa-loc"), ("2026/cua-a", "xa-a-moi")):
        clerk.model(name, title=name, unit=unit)
    questions = {question.key: question for question in register.questions(lookup, {})}
    answers = {"year": "2026", "unit": "xa-a-moi"}
    offered = {
        key: [choice.value for choice in questions[key].adapted(answers).offered()]
        for key in ("continues", "replicates")
    }
    assert offered["continues"] == ["cua-b", "cua-loc"]  # Xã Bình Hoà is Xã An Hòa by then
    assert offered["replicates"] == ["cua-a", "cua-loc", "cua-b"]


def test_models_of_the_year_in_question_stand_first_and_all_others_are_marked(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    for year in ("2024", "2025", "2026", "2027"):
        clerk.model(f"{year}/to-{year}", title="Tổ", unit="xa-loc")
    (of_award,) = [question for question in award.questions(lookup, propose=False) if question.key == "model"]
    (of_activity,) = [question for question in activity.questions(lookup, {}) if question.key == "model"]
    for question in (of_award, of_activity):
        offered = question.adapted({"year": "2025"}).offered()
        assert [choice.value for choice in offered] == ["to-2025", "to-2024", "to-2027", "to-2026"]
        assert ["năm khác" in choice.label for choice in offered] == [False, True, True, True]
    lookup.ledger.present_year = lambda: 2026
    assert [choice.value for choice in models_by_then(lookup)][:2] == [
        "to-2026",
        "to-2025",
    ]  # the year that is spoken of


def _asked(questions: Sequence[FormQuestion], answers: Answers) -> list[str]:
    return [question.key for question in questions if not question.later and question.when(answers)]


@pytest.mark.parametrize(
    ("kind", "named", "propose", "asked"),
    [
        ("ca-nhan", "recipient", False, "year kind form authority decision decided_on recipient unit"),
        ("ca-nhan", "recipient", True, "year kind form authority proposal proposed_on recipient unit"),
        ("mo-hinh", "model", False, "year kind form authority decision decided_on model"),
        ("tap-the", "form", False, "year kind form authority decision decided_on recipient unit count"),
    ],
)
def test_of_an_award_is_asked_what_matters(
    lookup: RecordLookup,
    kind: str,
    named: str,
    propose: bool,  # noqa: FBT001 - a case of a table
    asked: str,
) -> None:
    questions = award.questions(lookup, propose=propose)
    assert _asked(questions, {"kind": kind, named: "x"}) == asked.split()
    (more,) = [question for question in questions if question.later]
    offered = [choice.value for choice in more.offered()]
    assert {"position", "purpose", "citation", "signed_by"} - set(offered) == ({"signed_by"} if propose else set())
    assert "purpose" in _asked(questions, {"kind": kind, more.key: "purpose,note"})


def test_the_unit_of_an_award_is_likely_that_of_its_model_else_the_offices_own(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    clerk.model("2026/cua-b", title="Bến đò", unit="xa-b")
    unit = {question.key: question for question in award.questions(lookup, propose=False)}["unit"]
    answers = {"year": "2026", "kind": "ca-nhan"}
    assert unit.adapted(answers).default == "huyen-x"
    assert unit.adapted({**answers, "model": "ben do"}).default == "xa-b"
    assert unit.adapted({**answers, "model": "không có"}).default == "huyen-x"


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("chuong-trinh-phoi-hop", "year unit form title held_on until_year"),
        ("doi-thoai", "year unit form title held_on participants place"),
        ("phat-dong", "year unit form title held_on"),
    ],
)
def test_what_is_asked_of_an_activity_goes_by_its_form(lookup: RecordLookup, form: str, asked: str) -> None:
    assert _asked(activity.questions(lookup, {}), {"form": form}) == asked.split()


@pytest.mark.parametrize(
    ("own", "name", "parent"),
    [("xa-loc", "Thôn 1", "xa-loc"), ("xa-loc", "Hội Phụ nữ", ""), ("xa-loc", "Thôn 1", ""), ("huyen-x", "Thôn 1", "")],
)
def test_what_a_hamlet_lies_in_is_known_where_there_is_but_one_commune(
    clerk: Clerk, lookup: RecordLookup, own: str, name: str, parent: str
) -> None:
    clerk.write("danvan.yaml", OFFICE.replace("huyen-x", own))
    if parent or own == "huyen-x":
        clerk.write(
            "units.yaml", "".join(line for line in UNITS.splitlines(keepends=True) if "xa-a-moi, name" not in line)
        )
    lookup.look_at_lists()
    assert only_parent(lookup, name) == parent


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [("cap=xa loai=tap-the", True), ("unit=Xã An Hòa level!=xa", True), ("field=", True), ("cấp xã", False)],
)
def test_what_is_no_condition_is_told_where_it_is_asked(
    lookup: RecordLookup,
    text: str,
    is_taken: bool,  # noqa: FBT001 - as above
) -> None:
    (conditions,) = [question for question in figure._questions(lookup, has_vs=False) if question.key == "conditions"]
    assert conditions.check is not None
    assert (conditions.check(text) is None) is is_taken


def test_a_units_bare_name_means_it_and_not_all_that_lie_in_it(lookup: RecordLookup) -> None:
    meant = ChoiceNames(units(lookup.lists)).fitting("yen").meant  # Tỉnh Yên, in which all others lie
    assert meant is not None
    assert meant.value == "tinh-y"


def test_a_claim_takes_six_answers(lookup: RecordLookup) -> None:
    questions = figure._questions(lookup, has_vs=False)
    assert _asked(questions, {"how": "value"}) == ["year", "source", "measure", "conditions", "how", "number"]


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        *[("35", True), ("35 ngày công", True), ("1.240 công", True)],
        *[("1.240 công đất", False), ("35 m²", False), ("x", False)],
    ],
)
def test_a_result_may_be_said_with_the_indicators_unit(lookup: RecordLookup, text: str, is_taken: bool) -> None:  # noqa: FBT001 - as above
    question = RecordForm(lookup, 2025).part_question(
        EVALUATION["results"], lookup.lists.entries("indicator")["ngay-cong"]
    )
    assert question.check is not None
    assert (question.check(text) is None) is is_taken


def test_what_is_ticked_is_told_in_the_order_in_which_it_is_asked() -> None:
    choices = [Choice("days", "Ngày công"), Choice("money", "Tiền")]
    ticked = FormQuestion("more", "Điền thêm", "", "several", choices)
    assert in_words(ticked._replace(steers=True), "money,days") == "Ngày công; Tiền"
    assert in_words(ticked, "money,days") == "Tiền; Ngày công"  # an answer of its own keeps the order of its parts


def test_a_number_of_results_is_asked_of_which_indicator_unless_the_conditions_say(lookup: RecordLookup) -> None:
    questions = figure._questions(lookup, has_vs=False)
    (indicator,) = [question for question in questions if question.key == "indicator"]
    assert "tien" in [choice.value for choice in indicator.offered()]
    for answers, is_asked in (
        ({"measure": "results"}, True),
        ({"measure": "results", "conditions": "unit=xa-a"}, True),
        ({"measure": "results", "conditions": "chi-tieu=tien unit=xa-a"}, False),
        ({"measure": "registered"}, False),
    ):
        assert indicator.when(answers) == is_asked
    (number,) = [question for question in questions if question.key == "number"]
    asked = number.adapted({"measure": "results", "indicator": "tien"})
    assert asked.check is not None
    assert asked.check("31 triệu") is None


def test_evaluations_follow_one_another_with_the_level_and_the_day_of_the_last(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    clerk.model("2025/ben-do", title="Bến đò", unit="xa-b")
    clerk.model("2025/ngo", title="Ngõ xanh", unit="xa-b")
    written: list[tuple[str, str, Typed]] = []
    session = create_pipe_input()
    with session as keys, create_app_session(input=keys, output=DummyOutput()), click.Context(click.Command("danvan")):
        keys.send_text("bến đò\rcấp xã\r\r10/11/2025\r\r\r\r2\r")  # model, level, scorers, day, two criteria, rating
        keys.send_text("ngõ xanh\r\r\r\r\r\r\r1\r")
        act = evaluate.interview(lookup, (None, None, 2025), {}, lambda *found: written.append(found))
    assert act == 0
    assert [(level, texts["surveyed_on"]) for _, level, texts in written] == [("xa", ["10/11/2025"])] * 2


def test_a_command_that_is_told_no_record_offers_those_that_it_is_for(clerk: Clerk, lookup: RecordLookup) -> None:
    for name in ("forward", "recognized", "plain"):
        clerk.model(f"2025/{name}", title=f"Bến đò {name}", unit="xa-b")
    clerk.evaluation("2025/forward.huyen", proposed_on="2025-10-01")
    clerk.evaluation("2025/recognized.huyen", recognized=True, decision="1-QĐ/TU", decided_on="2025-10-02")
    clerk.award("2025/given", recipient="Lê A")
    clerk.award("2025/open", recipient="Lê B", status="de-nghi")
    offers = {
        awarding.offered_to_grant: {"awards/2025/open.yaml"},
        awarding.offered_to_refuse: {"awards/2025/open.yaml", "evaluations/2025/forward.huyen.yaml"},
        awarding.offered_to_revoke: {"awards/2025/given.yaml", "evaluations/2025/recognized.huyen.yaml"},
        recognizing.offered_to_recognize: {f"models/2025/{name}.yaml" for name in ("forward", "recognized", "plain")},
        changing.offered_to_end: {f"models/2025/{name}.yaml" for name in ("forward", "recognized", "plain")},
    }
    for offered, paths in offers.items():
        assert {record.path for record in offered(lookup, Selection(year="2025"))} == paths, offered.__name__
    records = recognizing.offered_to_recognize(lookup, Selection(year="2025"))
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("plain\rforward\r\r")
        assert ask_records(lookup.lists, records) == ["models/2025/plain.yaml", "models/2025/forward.yaml"]
