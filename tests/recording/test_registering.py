import os
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.registering import register
from danvan_cli.store import disk
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import no_progress

MODEL = ("register", "--year", "2020", "--kind", "tap-the", "--unit", "xa-a")


def test_a_model_is_written_with_its_keys_in_the_order_of_the_format(clerk: Clerk) -> None:
    typed = (
        "--note",
        "=1+1",
        "--field",
        "kinh te",
        "--registered-on",
        "7/12/2020",
        "--budget",
        "1.240",
        "--tags",
        "a;b;a",
    )

    assert clerk.does(*MODEL, "--title", "Tổ 'xung kích' = mạnh: #1", *typed) == {
        "models/2020/2020-xa-a-to-xung-kich-manh-1.yaml": {
            "title": "Tổ 'xung kích' = mạnh: #1",
            "unit": "xa-a",
            "kind": "tap-the",
            "field": "kinh-te",
            "registered_on": date(2020, 12, 7),
            "budget": 1240,
            "tags": ["a", "b"],
            "note": "=1+1\n",
        }
    }
    assert clerk.total("registered", "--year", "2020") == 1


@pytest.mark.parametrize("title", ["-gạch đầu", "@ ở đầu", "=1+1", "012", "no", "a: b # c", "dòng\nhai", "日本", "{x}"])
def test_a_title_of_any_look_is_read_back_as_it_was_typed(clerk: Clerk, title: str) -> None:
    (stated,) = clerk.does(*MODEL, f"--title={title}").values()

    assert stated["title"] == title


@pytest.mark.parametrize(
    "again",
    [
        "Tổ hoà giải",
        "TỔ HÒA GIẢI",
        " Tổ  hòa\u00a0giải. ",
        unicodedata.normalize("NFD", "Tổ hòa giải"),
        "Tổ\u200b hòa giải",
    ],
)
def test_what_is_registered_is_refused_a_second_time_whatever_its_spelling_and_id(clerk: Clerk, again: str) -> None:
    clerk.model("2020/tay-lam", title="Tổ hòa giải", unit="xa-a")

    assert "models/2020/tay-lam.yaml" in clerk.is_refused(*MODEL, "--title", again, code=1)
    assert list(clerk.writes(*MODEL, "--title", again, "--id", "khac")) == ["models/2020/khac.yaml"]


def test_titles_that_differ_in_diacritics_only_are_two_models_and_the_likeness_is_said(clerk: Clerk) -> None:
    clerk.does(*MODEL, "--title", "Hòa giải")
    said = clerk.ask(*MODEL, "--title", "Hoa giai")

    assert said.code == 0
    assert "Hòa giải" in said.err
    assert clerk.total("registered") == 2


def test_all_that_is_wrong_or_missing_is_named_at_once(clerk: Clerk) -> None:
    typed = {
        "--year": "2020-2021",
        "--unit": "Xã Bình Hoa",
        "--field": "abc",
        "--registered-on": "31/2/2020",
        "--budget": "1,5",
        "--count": "0",
        "--from-year": "20",
        "--continues": "không có",
        "--extra": "không có dấu bằng",
        "--id": "Tổ",
    }
    said = clerk.is_refused("register", *(text for pair in typed.items() for text in pair), "--title", " \u200b")

    for option in (*typed, "--title", "--kind"):
        assert option in said
    assert "Xã Bình Hoà" in said


@pytest.mark.parametrize("kind", ["mo-hinh", "ho-gia-dinh"])
def test_a_model_has_no_kind_that_only_awards_have(clerk: Clerk, kind: str) -> None:
    assert kind in clerk.is_refused("register", "--year", "2020", "--unit", "xa-a", "--title", "Tổ", "--kind", kind)


def test_a_model_continues_one_of_an_earlier_year_only(clerk: Clerk) -> None:
    clerk.model("2020/cu", title="Tổ tự quản", unit="xa-a")

    clerk.is_refused(*MODEL, "--title", "Tổ", "--continues", "cu")
    (stated,) = clerk.does(*MODEL, "--title", "Tổ", "--year", "2021", "--continues", "to tu quan").values()
    assert stated["continues"] == "cu"


@pytest.mark.parametrize(("year", "unit"), [("2020", "xa-a"), ("2024", "xa-a"), ("2026", "xa-a-moi")])
def test_a_name_used_again_means_the_unit_of_the_campaign_year(clerk: Clerk, year: str, unit: str) -> None:
    (stated,) = clerk.does(*MODEL, "--title", "Tổ", "--year", year, "--unit", "an hoa").values()

    assert stated["unit"] == unit


def test_a_name_that_two_units_bear_in_one_year_is_not_chosen_from(clerk: Clerk) -> None:
    said = clerk.is_refused(*MODEL, "--title", "Tổ", "--year", "2025", "--unit", "Xã An Hòa")

    assert "xa-a (" in said
    assert "xa-a-moi (" in said


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        (("--year", "2026"), "xa-a-moi (Xã An Hòa, Tỉnh Yên)"),
        (("--year", "2026", "--unit", "xa-loc", "--level", "huyen"), "retired after 2025"),
        (("--origin", "duy-tri"), "continues names no model"),
        (("--person", "Nguyễn Văn A"), "names a person"),
        (("--registered-on", "2/5/2020", "--ended-on", "1/5/2020"), "lies before"),
    ],
)
def test_what_check_would_warn_of_is_said_before(clerk: Clerk, typed: tuple[str, ...], doubt: str) -> None:
    clerk.model("2019/truoc", title="Của năm trước", unit="xa-b")  # in an office's first year nothing can be continued
    said = clerk.ask(*MODEL, "--title", "Tổ", *typed)

    assert said.code == 0
    assert doubt in said.err
    assert len(clerk.problems()) == 1


@pytest.mark.parametrize("name", ["../x", "con", "", "Tổ", "a" * 81, "a.b", "a/b"])
def test_what_is_no_id_becomes_no_file(clerk: Clerk, name: str) -> None:
    assert "id" in clerk.is_refused(*MODEL, "--title", "Tổ", "--id", name)


def test_an_id_of_another_year_is_taken(clerk: Clerk) -> None:
    clerk.model("2019/cu", title="Tổ tự quản", unit="xa-a")

    assert "models/2019/cu.yaml" in clerk.is_refused(*MODEL, "--title", "Tổ", "--id", "cu", code=1)


def test_a_file_that_cannot_be_read_may_be_the_same_model(clerk: Clerk) -> None:
    clerk.write("models/2020/2020-xa-a-hong.yaml", "title: [\n")

    assert "models/2020/2020-xa-a-hong.yaml:1" in clerk.is_refused(*MODEL, "--title", "Hồng", code=1)


def test_a_file_of_the_year_that_cannot_be_read_is_named_for_it_may_be_the_same_model(clerk: Clerk) -> None:
    clerk.write("models/2020/tay-lam.yaml", "title: [\n")
    clerk.write("models/2019/cu.yaml", "title: [\n")
    said = clerk.ask(*MODEL, "--title", "Tổ tự quản")

    assert said.code == 0
    assert said.err.startswith("models/2020/tay-lam.yaml:1:")
    assert "cu.yaml" not in said.err


@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_while_the_lists_cannot_be_read_nothing_is_written(clerk: Clerk, name: str) -> None:
    clerk.write(name, "- {id: [\n")

    assert clerk.is_refused(*MODEL, "--title", "Tổ tự quản", code=1).startswith(f"{name}:")


def test_the_lines_of_a_long_text_end_as_in_files(clerk: Clerk) -> None:
    (stated,) = clerk.does(*MODEL, "--title", "Tổ", "--content", "một\r\nhai\r\n").values()

    assert stated["content"] == "một\nhai\n"


def test_a_key_of_the_offices_own_is_given_once(clerk: Clerk) -> None:
    assert "--extra" in clerk.is_refused(*MODEL, "--title", "Tổ", "--extra", "a=1", "--extra", "a=2")
    (stated,) = clerk.does(*MODEL, "--title", "Tổ", "--extra", "a=b=c").values()
    assert stated["extra"] == {"a": "b=c"}


def test_a_dry_run_shows_the_file_and_leaves_nothing(clerk: Clerk) -> None:
    before = clerk.state()
    said = clerk.ask(*MODEL, "--title", "Tổ", "--dry-run")

    assert said.code == 0
    assert "models/2020/2020-xa-a-to.yaml" in said.out
    assert "Title: Tổ" in said.out
    assert "title: Tổ" in clerk.ask(*MODEL, "--title", "Tổ", "--dry-run", "--diff").out
    assert clerk.state() == before


def test_a_mistyped_option_is_answered_with_the_right_one(clerk: Clerk) -> None:
    assert "--title" in clerk.is_refused(*MODEL, "--tile", "Tổ")


def test_of_other_years_only_models_of_the_year_before_are_opened(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2017, 2018, 2019):
        clerk.model(f"{year}/m{year}", title="Tổ tự quản", unit="xa-a")
        clerk.award(f"{year}/a{year}", recipient="An")
    clerk.evaluation("2020/m.xa", rating="tot")
    opened = _opened(monkeypatch)
    clerk.ask(*MODEL, "--title", "Tổ tự quản")

    assert {Path(path).name for path in opened} <= {"danvan.yaml", "units.yaml", "m2019.yaml"}


def test_a_thousand_models_of_the_year_are_read_once(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1000):
        clerk.model(f"2020/m{number}", title=f"Tổ số {number}", unit="xa-b")
    clerk.does(*MODEL, "--title", "Tổ tự quản")
    clerk.touch("models/2020/2020-xa-a-to-tu-quan.yaml")
    clerk.does(*MODEL, "--title", "Tổ hòa giải")
    clerk.touch("models/2020/2020-xa-a-to-hoa-giai.yaml")
    opened = _opened(monkeypatch)
    clerk.ask(*MODEL, "--title", "Đường hoa", "--dry-run")

    assert len(opened) <= 4


def _opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    read = disk._read

    def spy(path: str, most: int) -> bytes:
        opened.append(path)
        return read(path, most)

    monkeypatch.setattr(disk, "_read", spy)
    return opened


def test_the_plan_is_the_same_however_often_it_is_made(clerk: Clerk, tmp_path: Path) -> None:
    ledger = Ledger(DiskSource(clerk.root, 2_000_000_000_000_000_000), tmp_path / "cache", clerk.root, no_progress)
    typed = {"year": ["2020"], "title": ["Tổ tự quản"], "unit": ["xa-a"], "kind": ["tap-the"]}
    plans = [register(RecordLookup(ledger, "2020-12-31"), typed) for _ in range(2)]
    ledger.close()

    assert plans[0] == plans[1]


def test_the_real_command_writes_into_a_real_repository(clerk: Clerk) -> None:
    clerk.commit("2020-01-01")
    command = [sys.executable, "-m", "danvan_cli", *MODEL, "--title", "Tổ tự quản", "--data", str(clerk.root)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})

    assert "2020-xa-a-to-tu-quan" in done.stdout.decode()
    status = clerk.git("status", "--porcelain", "--untracked-files=all").splitlines()
    assert "?? models/2020/2020-xa-a-to-tu-quan.yaml" in status


def test_one_carried_on_where_all_have_a_record_of_the_year_is_not_asked_to_continue_one(clerk: Clerk) -> None:
    clerk.does(*MODEL[:2], "2019", *MODEL[3:], "--title", "Bến đò an toàn")
    clerk.does("carry-over", "2019", "2020", "--all", "--yes")
    said = clerk.is_refused(*MODEL, "--title", "Bến đò an toàn sông Hậu", "--origin", "duy-tri", code=1)
    assert "models/2020/2020-xa-a-ben-do-an-toan.yaml" in said
    assert "models/2019/" not in said
