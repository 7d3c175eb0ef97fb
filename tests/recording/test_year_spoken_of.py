"""In the second year every title stands twice: the record of the year that commands speak of is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.cli import choosing
from danvan_cli.cli.forms import which_one
from danvan_cli.domain.errors import AmbiguousError
from tests.helpers.clerk import Clerk

UNDERSTOOD = "is understood as the"


@pytest.fixture(autouse=True)
def _two_years(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_TODAY", "2024-11-30")
    clerk.model("2023/cho", title="Chợ xanh", unit="xa-a", kind="tap-the")
    clerk.model("2024/cho-2024", title="Chợ xanh", unit="xa-a", kind="tap-the", continues="cho", origin="duy-tri")
    clerk.model("2023/duong", title="Đường hoa", unit="xa-b", kind="tap-the")
    clerk.model("2024/duong-2024", title="Đường hoa, đường cờ", unit="xa-b", kind="tap-the", continues="duong")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[AmbiguousError]]:
    """Sit at the terminal: what is asked is answered so, one after the other."""

    def answer(*given: str) -> list[AmbiguousError]:
        asked: list[AmbiguousError] = []
        left = list(given)

        def ask(error: AmbiguousError) -> str:
            asked.append(error)
            return left.pop(0)

        monkeypatch.setattr(choosing, "can_ask", lambda: True)
        monkeypatch.setattr(which_one, "ask_which", ask)
        return asked

    return answer


@pytest.mark.parametrize("title", ["Chợ xanh", "cho xanh", "chợ"])
@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (("evaluate", "{}", "--level", "xa", "--rating", "tot"), "evaluations/2024/cho-2024.xa.yaml"),
        (
            ("recognize", "{}", "--level", "xa", "--decision", "1/QĐ", "--on", "1/11/2024"),
            "evaluations/2024/cho-2024.xa.yaml",
        ),
        (("set", "{}", "place=Chợ"), "models/2024/cho-2024.yaml"),
        (("end", "{}", "--on", "1/11/2024"), "models/2024/cho-2024.yaml"),
    ],
)
def test_the_year_without_year_is_meant_and_that_is_said(
    typed: tuple[str, ...], path: str, title: str, clerk: Clerk
) -> None:
    before = clerk.files()
    said = clerk.ask(*(word.format(title) for word in typed), "--anyway")
    assert said.code == 0, said.err
    after = clerk.files()
    assert {changed for changed in after if before.get(changed) != after[changed]} == {path}
    assert said.err.count(UNDERSTOOD) == 1
    assert "2024 (cho-2024)" in " ".join(said.err.split())


def test_a_year_that_is_said_is_meant(clerk: Clerk) -> None:
    said = clerk.ask("set", "Chợ xanh", "place=Chợ", "--year", "2023")
    assert (said.code, UNDERSTOOD in said.err) == (0, False)
    assert b"place" in clerk.files()["models/2023/cho.yaml"]


def test_show_opens_the_record_of_the_year(clerk: Clerk) -> None:
    said = clerk.ask("show", "Chợ xanh")
    assert said.out.startswith("models/2024/cho-2024.yaml") or "cho-2024.yaml" in said.out.splitlines()[0]
    assert UNDERSTOOD in said.err
    assert "cho.yaml" in clerk.ask("show", "Chợ xanh", "--year", "2023").out.splitlines()[0]


def test_a_lineage_is_one_thing_whatever_its_titles(clerk: Clerk) -> None:
    assert "duong-2024.yaml" in clerk.ask("show", "hoa").out.splitlines()[0]


def test_a_part_that_fits_other_things_is_never_taken_for_that_of_the_year(clerk: Clerk) -> None:
    clerk.model("2023/ngo", title="Ngõ xanh", unit="xa-b", kind="tap-the")
    assert "ngo (2023" in clerk.is_refused("set", "xanh", "place=Chợ")


def test_two_of_the_year_are_listed(clerk: Clerk) -> None:
    clerk.model("2024/cho-b", title="Chợ xanh", unit="xa-b", kind="tap-the")
    assert "cho-b" in clerk.is_refused("set", "Chợ xanh", "place=Chợ")


def test_an_id_is_always_exact(clerk: Clerk) -> None:
    said = clerk.ask("set", "cho", "place=Chợ")
    assert (said.code, UNDERSTOOD in said.err) == (0, False)
    assert b"place" in clerk.files()["models/2023/cho.yaml"]


def test_an_award_is_for_the_model_of_its_own_year(clerk: Clerk) -> None:
    given = ("--kind", "tap-the", "--form", "giay-khen", "--model", "Chợ xanh")
    for year, model in (("2023", "cho"), ("2024", "cho-2024")):
        (written,) = clerk.writes("award", "--year", year, *given).values()
        assert written["model"] == model


def test_a_model_continues_that_of_the_year_before(clerk: Clerk) -> None:
    typed = ("--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh", "--continues", "Chợ xanh")
    (written,) = clerk.writes("register", "--year", "2025", *typed, "--anyway").values()
    assert written["continues"] == "cho-2024"


def test_a_list_names_no_model_that_stands_in_several_years(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(
        '{"type": "award", "year": 2024, "kind": "tap-the", "form": "giay-khen", "model": "Chợ xanh"}', "utf-8"
    )
    assert clerk.ask("import", str(path)).code != 0


def test_which_record_is_meant_is_chosen_the_one_of_the_year_first(
    clerk: Clerk, answers: Callable[..., list[AmbiguousError]]
) -> None:
    clerk.model("2023/ngo", title="Ngõ xanh", unit="xa-b", kind="tap-the")
    asked = answers("ngo")
    said = clerk.ask("set", "xanh", "place=Ngõ", "--yes")
    assert said.code == 0, said.err
    assert b"place" in clerk.files()["models/2023/ngo.yaml"]
    assert [choice.id for choice in asked[0].choices] == ["cho-2024", "cho", "ngo"]


def test_each_name_of_a_command_is_asked_in_turn(clerk: Clerk, answers: Callable[..., list[AmbiguousError]]) -> None:
    clerk.model("2023/ngo", title="Ngõ xanh", unit="xa-b", kind="tap-the")
    clerk.model("2024/vuon", title="Vườn hoa", unit="xa-a", kind="tap-the")
    asked = answers("ngo", "vuon")
    clerk.writes("set", "xanh", "hoa", "place=Ngõ", "--yes")
    assert [error.name for error in asked] == [("record", "xanh"), ("record", "hoa")]


def test_of_records_of_one_title_that_one_is_set_which_has_the_key(clerk: Clerk) -> None:
    award = clerk.award("2024/khen-cho", kind="mo-hinh", recipient="Chợ xanh", form="giay-khen")
    assert "khen-cho" in clerk.is_refused("set", "Chợ xanh", "note=A")  # both have it
    assert "khen-cho" in clerk.is_refused("set", "Chợ xanh", "rating=tot")  # neither has
    clerk.writes("set", "Chợ xanh", "decision=5-QĐ/HU", "authority=huyen-x")
    assert "decision: 5-QĐ/HU\n" in award.read_text("utf-8")
    clerk.writes("set", "Chợ xanh", "linh-vuc=kinh-te")
    assert b"field: kinh-te" in clerk.files()["models/2024/cho-2024.yaml"]


def test_one_name_of_two_records_to_be_merged_is_asked_for_each(
    clerk: Clerk, answers: Callable[..., list[AmbiguousError]]
) -> None:
    for name, person in (("x", "Lê Lan"), ("y", "Lê Hoa"), ("z", "Lê Mai")):
        clerk.model(f"2024/{name}", title="Vườn rau", unit="xa-b", kind="ca-nhan", person=person)
    asked = answers("y", "x")
    said = clerk.ask("merge", "Vườn rau", "Vườn rau", "--keep", "person", "--yes")
    assert said.code == 0, said.err
    assert [{choice.id for choice in error.choices} for error in asked] == [{"x", "y", "z"}, {"x", "z"}]
    assert {path for path in clerk.files() if path in ("models/2024/x.yaml", "models/2024/y.yaml")} == {
        "models/2024/y.yaml"
    }


@pytest.mark.parametrize("typed", [("show", "xanh"), ("set", "xanh", "place=A"), ("remove", "xanh", "--reason", "Sai")])
def test_who_leaves_changes_nothing_and_is_told_what_there_is(
    typed: tuple[str, ...], clerk: Clerk, answers: Callable[..., list[AmbiguousError]]
) -> None:
    clerk.model("2023/ngo", title="Ngõ xanh", unit="xa-b", kind="tap-the")
    answers("")
    assert "ngo (2023" in clerk.is_refused(*typed)


@pytest.mark.parametrize(
    ("typed", "answer", "name"),
    [
        (("tally", "registered", "--where", "unit=xã", "--year", "2023"), "xa-b", ("unit", "xã")),
        (("list", "registered", "--where", "field=d", "--year", "2023"), "dan-toc", ("field", "d")),
        (("tally", "registered", "--by", "unit.c"), "xa", ("level", "c")),
        (("set", "cho", "field=tôn"), "ton-giao", None),
        (("set", "cho", "field=d"), "dan-toc", ("field", "d")),
        (("evaluate", "cho", "--level", "c", "--rating", "tot"), "xa", ("level", "c")),
        (("vocabulary", "retire", "field", "d", "--until", "2024"), "dan-toc", ("field", "d")),
        (("unit", "alias", "xã", "Xã nhà"), "xa-b", ("unit", "xã")),
        (("register", "--year", "2024", "--kind", "tap-the", "--title", "A", "--unit", "xã"), "xa-a", ("unit", "xã")),
    ],
)
def test_units_and_values_of_lists_are_chosen_too(
    typed: tuple[str, ...],
    answer: str,
    name: tuple[str, str] | None,
    clerk: Clerk,
    answers: Callable[..., list[AmbiguousError]],
) -> None:
    asked = answers(answer)
    said = clerk.ask(*typed)
    assert ([error.name for error in asked], said.code) == ([name] if name else [], 0), said.err


@pytest.mark.parametrize("typed", [("revoke", "cho", "--on", "1/11/2024"), ("refuse", "cho", "--on", "1/11/2024")])
def test_the_level_of_what_is_taken_back_is_chosen(
    typed: tuple[str, ...], clerk: Clerk, answers: Callable[..., list[AmbiguousError]]
) -> None:
    said = {"recognized": True} if typed[0] == "revoke" else {"proposal": "1/TTr"}
    for level in ("huyen", "xa"):
        clerk.evaluation(f"2023/cho.{level}", **said)
    before = clerk.files()
    asked = answers("xa")
    assert clerk.ask(*typed, "--reason", "Sai", "--yes", "--anyway").code == 0
    after = clerk.files()
    assert {path for path in after if after[path] != before.get(path)} == {"evaluations/2023/cho.xa.yaml"}
    assert [choice.id for choice in asked[0].choices] == ["huyen", "xa"]


@pytest.mark.parametrize(
    "typed",
    [
        ("remove", "Camera", "--reason", "nhầm", "--yes"),
        ("evaluate", "Người tốt", "--level", "xa", "--rating", "tot"),
        ("set", "Người tốt", "place=x"),
        ("set", "Tập huấn", "outcome=x"),
        ("revoke", "Hội Phụ nữ", "--on", "1/11/2024", "--reason", "nhầm", "--yes"),
        ("award", "--model", "Camera", "--year", "2024", "--kind", "mo-hinh", "--form", "giay-khen"),
        ("register", "--continues", "Camera", "--year", "2024", "--unit", "xa-a", "--kind", "tap-the", "--title", "X"),
    ],
)
def test_another_units_or_persons_record_is_not_the_same_thing(typed: tuple[str, ...], clerk: Clerk) -> None:
    for year, unit, person in ((2023, "xa-a", "Ông A"), (2024, "xa-b", "Bà B")):
        clerk.model(f"{year}/camera-{year}", title="Camera an ninh", unit=unit)
        clerk.model(f"{year}/tot-{year}", title="Người tốt", unit="xa-a", kind="ca-nhan", person=person)
        clerk.award(f"{year}/hpn-{year}", kind="tap-the", recipient="Hội Phụ nữ", unit=unit)
        clerk.write(f"activities/{year}/th-{year}.yaml", f"title: Tập huấn\nunit: {unit}\n")
    before = clerk.files()
    said = clerk.ask(*typed)
    assert said.code in (1, 2), said.err
    assert clerk.files() == before
