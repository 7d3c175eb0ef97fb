"""A clerk's other commands at a terminal; the program is the real one, and so are the files that it leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.prompts.office_folder import ROAD, SECURITY, at_terminal, ended, texts, vi, write
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import CTRL_C, DOWN, ENTER, ESC

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_WHAT_NOW = vi("What now?")
_WRITE_THIS = vi("Write this?")
_NOTHING_CHANGED = vi("Stopped. Nothing was changed.")
_MORE = "2" + ENTER  # where there is more
_PATIENCE = 20.0  # seconds; whoever waits for an index waits for a minute
_MODEL = "models/2020/to-tu-quan.yaml"
_EVALUATION = "evaluations/2020/to-tu-quan.xa.yaml"


def test_scores_are_asked_by_scorer_and_propose_the_rating(office: DataFolder) -> None:
    office.evaluation("2020/to-tu-quan.xa", surveyed_on="2020-11-01")
    with at_terminal(office.root, "evaluate", "tu quan") as clerk:
        clerk.expect_line("Cấp:")
        clerk.send(ENTER)
        clerk.expect_line("Người chấm điểm:")
        clerk.send(ESC)
        clerk.expect_line("Cấp:")
        clerk.send("xa", ENTER)
        clerk.expect_line("Người chấm điểm:")
        assert "  Ngày khảo sát: 01/11/2020" in clerk.screen.lines
        clerk.send("Bình; An", ENTER * 2)
        clerk.expect_line("Bình · Tính sáng tạo / 40:")
        clerk.send("41", ENTER)
        clerk.expect("! Tính sáng tạo: 41")
        clerk.send("\x15", "30", ENTER, "50", ENTER, "40", ENTER, "50,5", ENTER)
        clerk.expect_line("Xếp loại:")
        assert "Điểm: Bình: 80; An: 90,5. Trung bình: 85,25." in clerk.screen.lines
        clerk.expect("› 1. Tốt\n")
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_MORE, "hien dat", ENTER * 2)
        clerk.expect_line("Hiến đất (m²):")
        clerk.send("12 ngày công", ENTER)
        clerk.expect("! “12 ngày công”")
        clerk.send("\x15", "1.240 m2", ENTER)
        write(clerk)
        assert clerk.code() == 0
    assert texts(office)[_EVALUATION] == (
        'surveyed_on: "2020-11-01"\nscorers:\n  Bình:\n    sang-tao: 30\n    hieu-qua: 50\n'
        "  An:\n    sang-tao: 40\n    hieu-qua: 50.5\nscore: 85.25\nrating: tot\nresults:\n  hien-dat: 1240\n"
    )


def test_a_file_that_cannot_be_changed_takes_none_of_the_answers_away(office: DataFolder) -> None:
    office.write(_EVALUATION, "evidence: &all [bien-ban.pdf]\ntags: *all\n")
    office.write("evidence/2020/anh.jpg", "x")
    before = texts(office)
    with at_terminal(office.root, "evaluate", "tu quan", "--level", "xa") as clerk:
        clerk.expect_line("Người chấm điểm:")
        clerk.send(ENTER * 4)
        clerk.expect_line("Xếp loại:")
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_MORE, "minh chung", ENTER * 2)
        clerk.expect_line("Minh chứng:")
        clerk.send("evidence/2020/ahn.jpg", ENTER)
        clerk.expect("evidence/2020/anh.jpg")  # which is nearest
        clerk.send("\x15", "evidence/2020/anh.jpg", ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(ENTER)
        clerk.expect("danvan sua-tep")
        clerk.expect_line(_WHAT_NOW)
        clerk.send(CTRL_C)
        assert clerk.code() == 130
    assert texts(office) == before


def test_escape_leads_from_the_rating_back_into_the_scores(office: DataFolder) -> None:
    with at_terminal(office.root, "evaluate", "tu quan", "--level", "xa") as clerk:
        clerk.expect_line("Người chấm điểm:")
        clerk.send(ENTER * 2, "30", ENTER, "5", ENTER)
        clerk.expect_line("Xếp loại:")
        clerk.send(ESC)
        clerk.expect_line("Hiệu quả thực tế / 60: 5")
        clerk.send("\x15", "50", ENTER * 2)
        write(clerk)
        assert clerk.code() == 0
    assert "score: 80\n" in texts(office)[_EVALUATION]


def test_several_models_are_recognized_only_when_she_says_so(office: DataFolder) -> None:
    before = office.state()
    decision = ["--year", "2020", "--level", "xa", "--decision", "12-QĐ/ĐU", "--on", "20/12/2020"]
    with at_terminal(office.root, "recognize", "to-tu-quan", "hien-dat", *decision) as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert "12-QĐ/ĐU" in clerk.screen.text
        assert "evaluations/2020/hien-dat.xa.yaml" in clerk.screen.text
        clerk.send("k", ENTER)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    assert office.state() == before


def test_recipients_of_one_decision_are_awards_of_their_own(office: DataFolder) -> None:
    with at_terminal(office.root, "award", "--year", "2020", "--form", "giay khen") as clerk:
        clerk.expect_line("Loại:")
        clerk.send("ca nhan", ENTER)
        clerk.expect_line("Cơ quan khen thưởng:")
        clerk.send("nga bay", ENTER, "45-QĐ/UBND", ENTER, "25/12/2020", ENTER)
        clerk.expect_line("Tập thể, cá nhân được khen:")
        clerk.send("Trần Thị Bé; Lê Văn Tư", ENTER)
        clerk.expect_line("Đơn vị:")
        clerk.send("hiep thanh", ENTER)
        write(clerk)  # what she agreed to there is not asked again
        assert clerk.code() == 0
        assert _WRITE_THIS not in clerk.screen.text
    written = [text for path, text in texts(office).items() if path.startswith("awards/2020/")]
    assert sorted(text.split("recipient: ")[1].split("\n")[0] for text in written) == ["Lê Văn Tư", "Trần Thị Bé"]
    assert all("decision: 45-QĐ/UBND\n" in text for text in written)


def test_going_back_points_at_the_answer_and_moves_no_number(office: DataFolder) -> None:
    with at_terminal(office.root, "award", "--year", "2020") as clerk:
        clerk.expect("› 1. Tập thể\n  2. Cá nhân")
        clerk.send("3", ENTER)
        clerk.expect_line("Hình thức:")
        clerk.send(ESC)
        clerk.expect("  1. Tập thể\n  2. Cá nhân\n› 3. Hộ gia đình")
        clerk.send("2", ENTER)
        clerk.expect_line("Hình thức:")
        assert "Loại: Cá nhân" in clerk.screen.lines


def test_a_correction_shows_old_and_new_and_asks(office: DataFolder) -> None:
    with at_terminal(office.root, "set", "to-tu-quan", "title=Tổ tự quản") as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert f"  Tên mô hình: {SECURITY} → Tổ tự quản" in clerk.screen.lines
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert "title: Tổ tự quản\n" in texts(office)[_MODEL]


def test_a_list_that_would_be_another_is_shown_and_asked_about_and_one_that_grows_is_not(office: DataFolder) -> None:
    office.model("2020/to-tu-quan", title=SECURITY, unit="hiep-thanh", tags=["xanh", "sạch"])
    with at_terminal(office.root, "set", "to-tu-quan", "tags=xanh; đẹp") as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert "  Nhãn: xanh, sạch → xanh, đẹp" in clerk.screen.lines
        clerk.send("k", ENTER)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    assert "sạch" in texts(office)[_MODEL]
    with at_terminal(office.root, "set", "to-tu-quan", "tags=xanh; sạch; đẹp") as clerk:
        assert clerk.code() == 0
        assert _WRITE_THIS not in clerk.screen.text
    assert "đẹp" in texts(office)[_MODEL]


def test_nobody_waits_for_her_while_she_is_asked(office: DataFolder) -> None:
    decision = ["--year", "2020", "--level", "xa", "--decision", "12-QĐ/ĐU", "--on", "20/12/2020"]
    other = ["register", "--year", "2020", "--unit", "dai thanh", "--kind", "tap-the", "--title", "Vườn rau"]
    with at_terminal(office.root, "recognize", "--where", "unit=nga-bay", *decision) as clerk:
        clerk.expect_line(_WRITE_THIS)
        for typed in (other, ["tally", "registered"]):
            program = [sys.executable, "-m", "danvan_cli", *typed]
            subprocess.run(program, cwd=office.root, check=True, capture_output=True, timeout=_PATIENCE)


def test_what_changed_while_she_was_asked_is_not_overwritten(office: DataFolder) -> None:
    with at_terminal(office.root, "set", "to-tu-quan", "title=Tổ một") as clerk:
        clerk.expect_line(_WRITE_THIS)
        other = ["set", "to-tu-quan", "title=Tổ hai", "--yes"]
        subprocess.run([sys.executable, "-m", "danvan_cli", *other], cwd=office.root, check=True, capture_output=True)
        before = texts(office)
        clerk.send(ENTER)
        assert clerk.code() == 1
        assert "Lỗi: " in clerk.screen.text
    assert texts(office) == before
    assert "Tổ hai" in before[_MODEL]


def test_last_years_models_go_on_by_one_key_each_and_a_second_run_goes_on(office: DataFolder) -> None:
    question = vi("What becomes of it in {year}?", year=2021)
    with at_terminal(office.root, "carry-over", "2020", "2021") as clerk:
        clerk.expect(f"1/2  {ROAD}")
        clerk.expect_line(question)
        clerk.send("3")
        clerk.expect_line("Ngày kết thúc:")
        clerk.send(ESC)
        clerk.expect_line(question)
        clerk.send("3")
        clerk.expect_line("Ngày kết thúc:")
        clerk.send("31/12/2020", ENTER, "Xong", ENTER)
        clerk.expect(f"2/2  {SECURITY}")
        clerk.expect_line(question)
        clerk.send("5")
        write(clerk)
        assert clerk.code() == 0
    assert "ended_on: 2020-12-31\nended_reason: Xong\n" in texts(office)["models/2020/hien-dat.yaml"]
    with at_terminal(office.root, "carry-over", "2020", "2021") as clerk:
        clerk.expect(f"1/1  {SECURITY}")
        clerk.expect_line(question)
        clerk.send("95")  # a wrong key is forgotten
        assert clerk.code() == 0  # nothing was decided, so nothing is asked


def test_a_step_back_changes_what_was_decided_and_all_is_written_in_the_end(office: DataFolder) -> None:
    question, before = vi("What becomes of it in {year}?", year=2021), texts(office)
    with at_terminal(office.root, "carry-over", "2020", "2021") as clerk:
        clerk.expect_line(question)
        clerk.send("4")
        clerk.expect(f"2/2  {SECURITY}")
        clerk.expect_line(question)
        clerk.send(ESC)
        clerk.expect(f"← quay lại câu: 1. {ROAD}")
        clerk.expect("› 4. Để sau")
        clerk.send("1")
        clerk.expect_line(question)
        clerk.send("2", "dai thanh", ENTER, ENTER, ENTER, ENTER)
        clerk.expect_line(_WHAT_NOW)
        assert texts(office) == before
        write(clerk)
        assert clerk.code() == 0
    written = texts(office).keys() - before.keys()
    carried = {path: texts(office)[path].split("origin: ")[1] for path in written if path.startswith("models/2021/")}
    assert carried == {
        "models/2021/2021-dai-thanh-hien-dat-mo-duong.yaml": "duy-tri\ncontinues: hien-dat\n",
        "models/2021/2021-hiep-thanh-to-tu-quan-ve-an-ninh-trat-tu.yaml": "duy-tri\ncontinues: to-tu-quan\n",
        "models/2021/2021-dai-thanh-to-tu-quan-ve-an-ninh-trat-tu.yaml": "nhan-rong\nreplicates: to-tu-quan\n",
    }


def test_leaving_in_the_middle_leaves_all_as_it_was(office: DataFolder) -> None:
    question, before = vi("What becomes of it in {year}?", year=2021), office.state()
    with at_terminal(office.root, "carry-over", "2020", "2021") as clerk:
        clerk.expect_line(question)
        clerk.send("1")
        clerk.expect("2/2")
        clerk.expect_line(question)
        clerk.send(CTRL_C)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    assert office.state() == before


def test_two_records_of_one_model_are_asked_about_where_they_differ(office: DataFolder) -> None:
    with at_terminal(office.root, "merge", "to-tu-quan", "hien-dat") as clerk:
        clerk.expect(f"› 1. {SECURITY}\n  2. {ROAD}")
        clerk.send("2", ENTER)
        clerk.expect("› 1. Phường Hiệp Thành")
        clerk.send("1", ENTER)
        clerk.expect_line(_WRITE_THIS)
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert texts(office)[_MODEL] == f'title: {ROAD}\nunit: "hiep-thanh"\nkind: "tap-the"\n'
    assert "models/2020/hien-dat.yaml" not in texts(office)


def test_a_source_is_recorded_claim_after_claim_and_compared_at_once(office: DataFolder) -> None:
    more = vi("Does this source state something more?")
    with at_terminal(office.root, "figure", "--year", "2020", "--source", "Báo cáo") as clerk:
        for where, value, result in (("", "3", "KHÔNG KHỚP"), ("unit=Đại Thành kind=tap-the", "1", "khớp")):
            clerk.expect_line("Loại số liệu:")
            clerk.send("dang ky", ENTER, where, ENTER, ENTER, value, ENTER)
            write(clerk)
            clerk.expect_line(more)
            clerk.expect(result)
            clerk.send(ENTER if where == "" else "k" + ENTER)
        assert clerk.code() == 0
    [figures] = [text for path, text in texts(office).items() if path.startswith("figures/")]
    assert figures.endswith(
        "  - {measure: registered, value: 3}\n"
        "  - {measure: registered, where: {unit: dai-thanh, kind: tap-the}, value: 1}\n"
    )


def _editor(place: Path, *drafts: str) -> dict[str, str]:
    """Make an editor that saves one draft after the other."""
    for number, draft in enumerate(drafts):
        (place / f"draft-{number}").write_text(draft, encoding="utf-8")
    script = place / "editor"
    script.write_text(f'#!/bin/sh\nset -- "$1" "$(ls {place}/draft-* | head -1)"\nmv "$2" "$1"\n')
    script.chmod(0o755)
    return {"EDITOR": str(script), "VISUAL": str(script), "TMPDIR": str(place)}


def test_nonsense_goes_back_into_the_editor_until_it_is_right(office: DataFolder, tmp_path: Path) -> None:
    right = "title: Tổ một  # mới\nunit: hiep-thanh\nkind: tap-the\n"
    with at_terminal(office.root, "edit", "to-tu-quan", env=_editor(tmp_path, "title: [\n", right)) as clerk:
        clerk.expect_line(vi("Back into the editor?"))
        assert SECURITY in texts(office)[_MODEL]
        clerk.send(ENTER)
        assert ended(clerk) == "Đã lưu: to-tu-quan"
    assert texts(office)[_MODEL] == right
    assert not list(tmp_path.glob("danvan-*"))


@pytest.mark.parametrize(("keys", "code"), [("k" + ENTER, 1), (CTRL_C, 130)])
def test_what_was_typed_in_the_editor_is_never_thrown_away(
    office: DataFolder, tmp_path: Path, keys: str, code: int
) -> None:
    before = texts(office)
    with at_terminal(office.root, "edit", "to-tu-quan", env=_editor(tmp_path, "titel: Tổ\n")) as clerk:
        clerk.expect_line(vi("Back into the editor?"))
        clerk.send(keys)
        assert clerk.code() == code
        [kept] = tmp_path.glob("danvan-*/*")
        assert str(kept) in clerk.screen.text.replace("\n", "").replace(" ", "")
        assert clerk.screen.text.count("titel") == 1
    assert kept.read_text("utf-8") == "titel: Tổ\n"
    assert texts(office) == before


def test_a_record_of_a_mistyped_year_is_asked_about_and_taken_to_its_own(office: DataFolder) -> None:
    new = ("register", "--unit", "hiep thanh", "--kind", "tap-the", "--title", "Chợ xanh")
    with at_terminal(office.root, *new, "--year", "2162") as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert "Năm thi đua 2162 xa hơn cả năm sau." in clerk.screen.text
        clerk.send(ENTER)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    office.model("2162/cho-xanh", title="Chợ xanh", unit="hiep-thanh")
    office.evaluation("2162/cho-xanh.xa", rating="tot")
    with at_terminal(office.root, "doi-nam", "chợ xanh", "--year", "2020") as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert "models/2162/cho-xanh.yaml → models/2020/cho-xanh.yaml" in clerk.screen.lines
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert {path for path in texts(office) if "cho-xanh" in path} == {
        "models/2020/cho-xanh.yaml",
        "evaluations/2020/cho-xanh.xa.yaml",
    }


def test_a_record_is_removed_after_it_was_shown(office: DataFolder) -> None:
    with at_terminal(office.root, "remove", "to-tu-quan", "--reason", "Ghi nhầm") as clerk:
        clerk.expect_line(_WRITE_THIS)
        assert SECURITY in clerk.screen.text
        clerk.send(DOWN, ENTER)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    assert _MODEL in texts(office)


def test_a_model_that_is_none_is_told_before_anything_is_asked(office: DataFolder) -> None:
    with at_terminal(office.root, "evaluate", "camera") as clerk:
        assert clerk.code() == 2
        lines = "\n".join(clerk.screen.lines)
    assert "Cấp:" not in lines
    assert "camera" in lines


@pytest.mark.parametrize(("keys", "code"), [((ESC,), 2), ((CTRL_C,), 2)], ids=["esc", "ctrl-c"])
def test_of_several_models_one_is_chosen_or_none(keys: tuple[str, ...], code: int, office: DataFolder) -> None:
    for name in ("hoa", "lan"):
        person = f"Lê Thị {name.title()}"
        office.model(f"2020/{name}", title="Vườn rau", unit="hiep-thanh", kind="ca-nhan", person=person)
    with at_terminal(office.root, "evaluate", "vườn rau") as clerk:
        clerk.expect("“vườn rau” là cái nào?")
        assert "Vườn rau · 2020 · Phường Hiệp Thành · Lê Thị Hoa" in clerk.screen.text
        clerk.send(*keys)
        assert clerk.code() == code
        assert all(person in " ".join(clerk.screen.lines) for person in ("Lê Thị Hoa", "Lê Thị Lan"))
