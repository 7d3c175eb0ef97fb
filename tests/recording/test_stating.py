"""What a source states is kept as it says it, with its source, and compared at once."""

from typing import Any

import pytest
import yaml

from tests.helpers.clerk import Clerk

SOURCE = ("figure", "--year", "2020", "--source", "Cổng thông tin Thành ủy")
FILE = "figures/2020/2020-cong-thong-tin-thanh-uy.yaml"
TALLY = ("--measure", "registered")
HAND_MADE = """\
# chép tay
source: Báo Ấp Bắc   # nguồn
where: {unit: xa-a}
claims:
- {measure: registered, value: 3}   # một
# hết
"""


@pytest.fixture
def stating(clerk: Clerk) -> Clerk:
    for number in range(3):
        clerk.model(f"2020/m{number}", title=f"T {number}")
    return clerk


def _claims(clerk: Clerk, file: str = FILE) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = yaml.safe_load((clerk.root / file).read_bytes())["claims"]
    return claims


def _state(clerk: Clerk, *typed: str, source: tuple[str, ...] = SOURCE) -> str:
    known = clerk.problems()
    said = clerk.ask(*source, *typed)
    assert said.code == 0, said.err
    assert clerk.problems() <= known
    return said.out


@pytest.mark.parametrize(
    ("typed", "claim"),
    [
        (("--value", "1.240"), {"value": 1240}),
        (("--at-least", "500", "--for", "2018-2020"), {"year": "2018-2020", "at_least": 500}),
        (("--more-than", "500"), {"more_than": 500}),
        (("--value", "trên 1.000"), {"more_than": 1000}),
        (("--value", "ít nhất 60"), {"at_least": 60}),
        (("--value", "-5", "--vs", "2019"), {"vs": 2019, "value": -5}),
        (("--unknown", "--text", "nhiều tập thể"), {"unknown": True, "text": "nhiều tập thể"}),
        (("--about", "60", "--count", "distinct"), {"count": "distinct", "about": 60}),
        (("--value", "3", "--where", "kind=tập thể"), {"where": {"kind": "tap-the"}, "value": 3}),
        (("--value", "3", "--where", "unit=Bình Hoà"), {"where": {"unit": "xa-b"}, "value": 3}),
    ],
)
def test_a_claim_is_kept_as_it_is_stated(typed: tuple[str, ...], claim: dict[str, Any], stating: Clerk) -> None:
    _state(stating, *TALLY, *typed)
    assert _claims(stating) == [{"measure": "registered", **claim}]


def test_it_says_at_once_whether_the_records_agree(stating: Clerk) -> None:
    assert "equal" in _state(stating, *TALLY, "--value", "3")
    assert "DIFFERS" in _state(stating, *TALLY, "--value", "4", "--where", "kind=tap-the")
    assert "not known" in _state(stating, "--measure", "recognized", "--share-of", "đăng ký", "--value", "33,2")
    found = stating.ask("reconcile", "--year", "2020", "--format", "json").json["claims"]
    assert [(claim["stated"], claim["counted"], claim["result"]) for claim in found] == [
        (3, 3, "equal"),
        (4, 3, "differs"),
        (33.2, None, "unknown"),
    ]


def test_a_source_that_is_named_again_gets_one_more_claim_and_what_it_lacked(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3")
    _state(stating, "--measure", "awards", "--value", "1", "--url", "https://x.vn", "--stated-on", "23/12/2020")
    kept = yaml.safe_load((stating.root / FILE).read_bytes())
    assert (kept["url"], str(kept["stated_on"]), len(kept["claims"])) == ("https://x.vn", "2020-12-23", 2)


def test_what_the_source_states_of_another_day_is_not_mixed_in(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3", "--stated-on", "30/06/2020")
    other = (*SOURCE, *TALLY, "--value", "5", "--stated-on", "23/12/2020")
    assert FILE in stating.is_refused(*other, code=1)
    _state(stating, "--id", "2020-cuoi-nam", source=other)
    assert len(_claims(stating)) == 1


def test_another_question_of_another_day_is_not_mixed_in_either(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3", "--stated-on", "30/06/2020")
    other = (*SOURCE, "--measure", "awards", "--value", "1", "--stated-on", "23/12/2020")
    assert FILE in stating.is_refused(*other, code=1)
    assert len(_claims(stating)) == 1


def test_a_source_is_named_again_by_its_id(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3", "--id", "bao")
    _state(stating, "--measure", "awards", "--value", "1", "--id", "bao")
    assert len(_claims(stating, "figures/2020/bao.yaml")) == 2


def test_a_source_that_is_there_by_hand_is_found_and_keeps_its_comments(stating: Clerk) -> None:
    stating.write("figures/2020/tay.yaml", HAND_MADE)
    _state(stating, *TALLY, "--value", "2", "--where", "unit=xa-a", "--count", "each", "--source", "báo ấp bắc")
    text = (stating.root / "figures/2020/tay.yaml").read_text("utf-8")
    assert [line for line in HAND_MADE.splitlines() if line not in text] == []
    assert len(_claims(stating, "figures/2020/tay.yaml")) == 2


def test_what_is_said_of_all_is_not_put_where_all_is_of_a_part(stating: Clerk) -> None:
    stating.write("figures/2020/tay.yaml", HAND_MADE)
    assert "tay.yaml" in stating.is_refused(*SOURCE[:3], "--source", "Báo Ấp Bắc", *TALLY, "--value", "8", code=1)
    assert "tay.yaml" in stating.is_refused(*SOURCE[:3], "--id", "tay", *TALLY, "--value", "8", code=1)


def test_the_same_figure_is_stated_once(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3")
    assert FILE in stating.is_refused(*SOURCE, *TALLY, "--value", "3", code=1)


@pytest.mark.parametrize("beside", [False, True])
def test_two_statements_in_one_claim_are_refused(beside: bool, stating: Clerk) -> None:  # noqa: FBT001
    if beside:
        _state(stating, *TALLY, "--value", "3")
    assert "unknown" in stating.is_refused(*SOURCE, "--measure", "awards", "--value", "3", "--unknown", code=1)


@pytest.mark.parametrize(
    "typed",
    [
        ("--measure", "nope", "--value", "3"),
        (*TALLY, "--value", "ba"),
        (*TALLY,),
        ("--measure", "awards", "--value", "3", "--where", "level!=xa"),
        ("--measure", "awards", "--value", "3", "--where", "rating=tot"),
        ("--measure", "awards", "--value", "3", "--count", "each"),
        (*TALLY, "--value", "3", "--id", "Không phải id"),
    ],
)
def test_what_cannot_be_counted_cannot_be_stated(typed: tuple[str, ...], stating: Clerk) -> None:
    stating.is_refused(*SOURCE, *typed)


def test_all_that_is_missing_is_told_at_once(clerk: Clerk) -> None:
    said = clerk.is_refused("figure")
    assert all(option in said for option in ("--year", "--source", "--measure", "--value"))


def test_an_id_of_another_year_is_not_taken_again(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3", "--id", "bao")
    stating.is_refused("figure", "--year", "2021", "--source", "X", *TALLY, "--value", "3", "--id", "bao", code=1)


def test_a_source_that_cannot_be_read_is_not_written_to(stating: Clerk) -> None:
    stating.write(FILE, "source: [\n")
    assert FILE in stating.is_refused(*SOURCE, *TALLY, "--value", "3", "--id", FILE.split("/")[2][:-5], code=1)


def test_a_dry_run_writes_nothing(stating: Clerk) -> None:
    before = stating.files()
    assert FILE in stating.ask(*SOURCE, *TALLY, "--value", "3", "--dry-run").out
    assert stating.files() == before


def test_another_answer_to_the_same_question_is_doubted(stating: Clerk) -> None:
    assert stating.ask(*SOURCE, *TALLY, "--value", "1.240").code == 0
    said = stating.ask(*SOURCE, *TALLY, "--value", "3")
    assert (said.code, "danvan edit 2020-cong-thong-tin-thanh-uy" in said.err) == (1, True)
    assert len(_claims(stating)) == 1
    assert stating.ask(*SOURCE, *TALLY, "--value", "3", "--anyway").code == 0
    assert "danvan edit" not in stating.ask(*SOURCE, *TALLY, "--where", "unit=xa-a", "--value", "3").err


@pytest.mark.parametrize("also", [("--for", "2020"), ("--where", "unit=xa-b,xa-a")])
def test_the_same_question_asked_otherwise_is_the_same(stating: Clerk, also: tuple[str, str]) -> None:
    asked = also if also[0] == "--where" else ()
    first = ("--where", "unit=xa-a,xa-b") if asked else ()
    _state(stating, *TALLY, "--value", "7", *first)
    assert "already" in stating.is_refused(*SOURCE, *TALLY, "--value", "7", *also, code=1)


@pytest.mark.parametrize("measures", [("registered", "awards"), ("awards", "registered")])
def test_the_answer_to_another_question_is_not_doubted(stating: Clerk, measures: tuple[str, str]) -> None:
    for number, measure in enumerate(measures):
        assert "danvan edit" not in _state(stating, "--measure", measure, "--value", str(number))
    assert len(_claims(stating)) == 2


def test_a_number_counted_otherwise_answers_another_question(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "60", "--count", "distinct")
    assert "danvan edit" not in _state(stating, *TALLY, "--value", "3")
    assert len(_claims(stating)) == 2


def test_two_files_of_figures_may_be_of_one_source(stating: Clerk) -> None:
    _state(stating, *TALLY, "--value", "3", "--id", "bao")
    _state(stating, *TALLY, "--value", "5", source=("figure", "--year", "2020", "--source", "Báo B", "--id", "bao-b"))
    said = stating.ask("set", "bao-b", "source=Cổng thông tin Thành ủy")
    assert said.code == 0, said.err


@pytest.mark.parametrize(
    ("value", "claim"),
    [
        ("2,528 tỷ", {"value": 2_528_000_000}),
        ("1 tỷ 200 triệu", {"value": 1_200_000_000}),
        ("trên 2,5 tỷ đồng", {"more_than": 2_500_000_000}),
        ("35.000 đồng", {"value": 35_000}),
        ("1.240", {"value": 1240}),
    ],
)
def test_an_amount_is_taken_with_its_unit_where_the_indicator_has_that(
    stating: Clerk, value: str, claim: dict[str, int]
) -> None:
    asked = ("--measure", "results", "--where", "indicator=tien")
    _state(stating, *asked, "--value", value)
    assert _claims(stating) == [{"measure": "results", "where": {"indicator": "tien"}, **claim}]


def test_an_amount_in_another_unit_is_refused(stating: Clerk) -> None:
    for asked in (("results", "--where", "indicator=hien-dat"), ("registered",)):
        said = stating.ask(*SOURCE, "--measure", *asked, "--value", "2,5 tỷ")
        assert (said.code, "--value" in said.err) == (2, True), said.err
    assert stating.ask(*SOURCE, "--measure", "results", "--where", "indicator=hien-dat", "--value", "1,5 ha").code == 0
    assert _claims(stating)[0]["value"] == 15_000


def test_a_number_of_results_says_of_which_indicator(stating: Clerk) -> None:
    for where in ((), ("--where", "indicator=tien,hien-dat")):
        said = stating.is_refused(*SOURCE, "--measure", "results", *where, "--value", "31000000")
        assert "--where indicator=hien-dat" in said
        assert "tien" in said
    _state(stating, "--measure", "results", "--unknown")
    assert _claims(stating) == [{"measure": "results", "unknown": True}]


def test_a_sum_of_unlike_results_in_a_file_is_not_known_and_contradicts_nothing(stating: Clerk) -> None:
    stating.evaluation("2020/m0.xa", results={"tien": 5, "hien-dat": 3})
    claims = ("{measure: results, value: 1}", "{measure: results, where: {indicator: tien}, value: 5}")
    stating.write(FILE, "source: Báo\nclaims:\n" + "".join(f"  - {claim}\n" for claim in claims))
    said = stating.json("reconcile")
    assert [claim["result"] for claim in said["claims"]] == ["unknown", "equal"]
    assert said["conflicts"] == []


@pytest.mark.parametrize(
    ("typed", "value"), [("62,5%", {"value": 62.5}), ("62,5 %", {"value": 62.5}), ("khoảng 60%", {"about": 60})]
)
def test_a_rate_is_taken_with_its_sign(stating: Clerk, typed: str, value: dict[str, float]) -> None:
    _state(stating, "--measure", "recognized", "--share-of", "registered", "--value", typed)
    assert _claims(stating) == [{"measure": "recognized", "share_of": "registered", **value}]
    stating.is_refused(*SOURCE, *TALLY, "--value", "62,5%")  # of what?


def test_a_condition_is_kept_by_its_id_however_it_is_called(stating: Clerk) -> None:
    _state(stating, *TALLY, "--where", "cấp=xã", "--where", "don-vi=xa-a", "--value", "3")
    assert _claims(stating)[0]["where"] == {"level": "xa", "unit": "xa-a"}
    again = stating.ask(*SOURCE, *TALLY, "--where", "level=xa", "--where", "unit=xa-a", "--value", "3")
    assert (again.code, "already" in again.err) == (1, True)


def test_a_figure_typed_wrongly_is_replaced_where_it_stands(stating: Clerk) -> None:
    stating.write(FILE, HAND_MADE.replace("Báo Ấp Bắc", "Cổng thông tin Thành ủy") + "- {measure: awards, value: 1}\n")
    asked = (*SOURCE, *TALLY, "--where", "unit=xa-a")
    assert "--replace" in stating.is_refused(*asked, "--value", "4", code=1)
    said = stating.ask(*asked, "--value", "4", "--replace", "--dry-run")
    assert "~ Measure: Registered; Value: 3 → " not in said.out  # its condition was the file's, and is its own now
    _state(stating, "--measure", "registered", "--where", "unit=xa-a", "--value", "4", "--replace")
    assert [claim["value"] for claim in _claims(stating)] == [4, 1]
    assert "# nguồn" in (stating.root / FILE).read_text(encoding="utf-8")


def test_what_is_not_stated_cannot_be_replaced(stating: Clerk) -> None:
    stating.is_refused(*SOURCE, *TALLY, "--value", "4", "--replace", code=1)
    _state(stating, *TALLY, "--value", "3")
    stating.is_refused(*SOURCE, *TALLY, "--where", "unit=xa-a", "--value", "4", "--replace", code=1)
    _state(stating, *TALLY, "--value", "4", "--replace")
    assert _claims(stating) == [{"measure": "registered", "value": 4}]
