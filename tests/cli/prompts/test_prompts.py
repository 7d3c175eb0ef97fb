"""A clerk at a terminal is asked; each test presses keys and reads the screen of a real program."""

import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.prompts.scenarios import answers, asked
from tests.helpers.terminal import CTRL_C, CTRL_D, DOWN, ENTER, ESC, UP, pasted, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_TITLE = "Tên mô hình:"
_UNIT = "Đơn vị:"
_DATE = "Ngày đăng ký:"
_KIND = "Loại:"


@pytest.mark.parametrize("backspace", [b"\x08", b"\x7f"])
@pytest.mark.parametrize("burst", [True, False])
def test_unikey_takes_a_letter_back_and_sends_it_with_its_mark(backspace: bytes, burst: bool) -> None:  # noqa: FBT001
    keys: list[str | bytes] = ["Xa", backspace, "ã Ba", backspace, "ả", backspace, "ảy"]
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        if burst:
            clerk.send(*keys, ENTER)
        else:
            for key in keys:
                clerk.send(key)
            clerk.expect_line(f"{_TITLE} Xã Bảy")
            clerk.send(ENTER)
        assert answers(clerk) == {"title": "Xã Bảy"}
        assert f"{_TITLE} Xã Bảy" in clerk.screen.lines


def test_letters_that_come_decomposed_are_taken_as_they_are() -> None:
    typed = unicodedata.normalize("NFD", "Hòa Bình")
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send(typed, ENTER)
        assert answers(clerk) == {"title": typed}


def test_what_is_typed_ahead_of_the_questions_answers_them() -> None:
    with asked("form") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Tổ tự quản", ENTER, "tap the", ENTER, "12", ENTER, "07/12/2023", ENTER, "một", ENTER, ENTER)
        assert answers(clerk) == {
            "title": "Tổ tự quản",
            "kind": "tap-the",
            "people": "12",
            "registered-on": "07/12/2023",
            "description": "một",
        }


def test_what_was_answered_stays_to_be_read() -> None:
    with asked("given") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Tổ tự quản", ENTER)
        clerk.expect_line(_DATE)
        clerk.send(ENTER)
        assert answers(clerk) == {"title": "Tổ tự quản", "kind": "tap-the", "registered-on": ""}
        assert clerk.screen.lines[-3:-1] == [f"{_TITLE} Tổ tự quản", f"{_DATE} –"]


def test_a_wrong_answer_is_told_under_the_line_and_stays_to_be_mended() -> None:
    with asked("date") as clerk:
        clerk.expect_line(_DATE)
        clerk.send("07/13/2023", ENTER)
        clerk.expect("! “07/13/2023” is no date such as 07/12/2023.")
        clerk.expect_line(f"{_DATE} 07/13/2023")
        clerk.send("\x1b[D" * 5, "\x7f2")
        clerk.expect_gone("is no date")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["registered-on"] == "07/12/2023"


def test_what_is_needed_cannot_be_left_out() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("  ", ENTER)
        clerk.expect("! An answer is needed here.")
        clerk.send("x", ENTER)
        assert answers(clerk) == {"title": "x"}


@pytest.mark.parametrize("back", [ESC, "<" + ENTER])
def test_back_leads_over_what_was_not_asked_to_the_answer_before(back: str) -> None:
    with asked("form") as clerk:
        clerk.expect("Esc, or < alone, goes back")
        clerk.send("Tổ", ENTER)
        clerk.expect_line(_KIND)
        clerk.send(ENTER)
        clerk.expect_line(_DATE)
        clerk.send(back)
        clerk.expect("← back to: Loại")
        clerk.expect_line(_KIND)
        clerk.expect("› 2. Cá nhân")
        clerk.send(back)
        clerk.expect_line(f"{_TITLE} Tổ")
        clerk.send(" hai", ENTER)
        clerk.expect_line(_KIND)
        clerk.send("tt", ENTER)
        clerk.expect_line("Số người:")
        clerk.send("9", ENTER, "07/12/2023", ENTER, "x", ENTER, ENTER)
        assert answers(clerk)["title"] == "Tổ hai"
        assert "Loại: Tập thể" in clerk.screen.lines


def test_answers_given_before_going_back_are_offered_again() -> None:
    with asked("date") as clerk:
        clerk.expect_line(_DATE)
        clerk.send("07/12/2023", ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("Tổ", ESC)
        clerk.expect_line(f"{_DATE} 07/12/2023")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk) == {"registered-on": "07/12/2023", "title": "x"}


def test_before_the_first_question_there_is_none() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Tổ", ESC)
        clerk.expect("! There is no question before this one. Ctrl-C leaves.")
        clerk.send(ENTER)
        assert answers(clerk) == {"title": "Tổ"}


@pytest.mark.parametrize("scenario", ["line", "kind", "unit", "text", "several", "confirm", "choose", "review"])
@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D])
def test_leaving_is_an_interrupt_wherever_it_happens(scenario: str, keys: str) -> None:
    with asked(scenario) as clerk:
        clerk.expect("Enter:")
        clerk.send(keys)
        assert clerk.code() == 130
        assert clerk.screen.lines[-1] == "stopped"


def test_ctrl_c_leaves_in_the_middle_of_a_word_and_ctrl_d_does_not() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Tổ", CTRL_D, " hai")
        clerk.expect_line(f"{_TITLE} Tổ hai")
        clerk.send(CTRL_C)
        assert clerk.code() == 130


def test_a_text_ends_with_an_empty_line() -> None:
    with asked("text") as clerk:
        clerk.expect("Enter on an empty line: done")
        clerk.send("Dòng một", ENTER, "Dòng hai", ENTER)
        clerk.expect("  Dòng một\n  Dòng hai")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["description"] == "Dòng một\nDòng hai"
        assert "Mô tả:\n  Dòng một\n  Dòng hai\n" in clerk.screen.text


def test_ctrl_d_ends_a_text_too() -> None:
    with asked("text") as clerk:
        clerk.expect("Enter on an empty line: done")
        clerk.send("Dòng một", CTRL_D)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["description"] == "Dòng một"


def test_lines_pasted_into_a_text_stay_lines_empty_ones_too() -> None:
    with asked("text") as clerk:
        clerk.expect("Enter on an empty line: done")
        clerk.send(pasted("một\r\n\r\nhai\tba\n"))
        clerk.expect("hai ba")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        clerk.send(ESC)
        clerk.expect("  một\n\n  hai ba")
        clerk.send(ENTER, ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["description"] == "một\n\nhai ba"


def test_back_from_a_text_is_the_sign_alone_or_esc() -> None:
    with asked("text") as clerk:
        clerk.expect("Enter on an empty line: done")
        clerk.send("<", ENTER)
        clerk.expect("! There is no question before this one. Ctrl-C leaves.")


def test_commands_pasted_into_a_question_are_refused_and_said() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send(pasted("danvan status\ndanvan register --year 2020\n"))
        clerk.expect("Commands were pasted")
        clerk.send("Tổ dân vận", ENTER)
        assert answers(clerk) == {"title": "Tổ dân vận"}


def test_a_cell_pasted_into_a_line_is_one_line_and_waits_for_enter() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send(pasted("Tổ\tdân vận\nkhéo\r\n"))
        clerk.expect_line(f"{_TITLE} Tổ dân vận khéo")
        clerk.send(ENTER)
        assert answers(clerk) == {"title": "Tổ dân vận khéo"}


def test_a_review_shows_values_beside_their_labels_and_lets_one_be_changed() -> None:
    with asked("review") as clerk:
        clerk.expect_line("What now?")
        clerk.expect("› 1. Ghi")
        assert "Mô hình mới\n  Tên mô hình  Mô hình “Dân vận khéo”" in clerk.screen.text
        assert "\n               đường" in clerk.screen.text
        clerk.send("2", ENTER)
        clerk.expect_line("Which answer is to be changed?")
        clerk.expect("  2. Loại: Cá nhân")
        clerk.send("loai", ENTER)
        clerk.expect_line(_KIND)
        clerk.send("tap", ENTER)
        clerk.expect_line("Số người:")
        clerk.send("12", ENTER)
        clerk.expect_line("What now?")
        assert not clerk.screen.overrun
        clerk.send(ENTER)
        action, given = answers(clerk)
        assert action == "write"
        assert (given["kind"], given["people"]) == ("tap-the", "12")


def test_a_change_can_be_given_up_at_both_of_its_questions() -> None:
    with asked("review") as clerk:
        for keys in ([ESC], ["loai" + ENTER, ESC]):
            clerk.expect_line("What now?")
            clerk.send("2", ENTER)
            clerk.expect_line("Which answer is to be changed?")
            if len(keys) > 1:
                clerk.send(keys[0])
                clerk.expect_line(_KIND)
            clerk.send(keys[-1])
        clerk.expect_line("What now?")
        clerk.send("3", ENTER)
        action, given = answers(clerk)
        assert (action, given["kind"]) == ("leave", "ca-nhan")


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_broken_by_the_terminal_however_long_labels_are(columns: int) -> None:
    with asked("wide", size=(columns, 24)) as clerk:
        clerk.expect("… and ")
        clerk.expect("Enter: take")
        rows = [line for line in clerk.screen.lines if line.endswith("…") and line.lstrip()[0].isdigit()]
        assert len(rows) == {40: 3, 80: 10}[columns]
        clerk.send("7.", ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["wide"] == "7"
        assert not clerk.screen.overrun


def test_a_long_answer_is_seen_whole_while_it_is_typed() -> None:
    with asked("line") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Vận động nhân dân hiến đất " * 6)
        clerk.expect("hiến đất\n")
        clerk.send("hết", ENTER)
        assert answers(clerk)["title"].endswith("đất hết")


@pytest.mark.parametrize("rows", [6, 10])
def test_a_low_terminal_is_enough(rows: int) -> None:
    with asked("unit", size=(80, rows)) as clerk:
        clerk.expect_line(_UNIT)
        clerk.send("don-vi-52", ENTER)
        assert answers(clerk) == {"unit": "don-vi-52"}
        assert "small" not in clerk.screen.text


def test_what_a_terminal_would_obey_is_shown() -> None:
    with asked("escapes") as clerk:
        clerk.expect(r"1. Đ\x1b[2Jỏ hai")
        clerk.send(UP, UP, ENTER)
        assert answers(clerk) == {"bad": "a"}
        assert "Xấu:\n  Đ\\x1b[2Jỏ\n  hai" in clerk.screen.text


def test_what_a_check_raises_gets_to_the_caller() -> None:
    with asked("failing") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert clerk.code() == 1
        assert clerk.screen.lines[-1] == "LookupError: x"


def test_colours_are_left_out_where_they_are_not_wanted() -> None:
    coloured = {"31", "36", "90"}
    for env in (None, {"NO_COLOR": "1"}):
        with asked("unchecked-unit", env=env) as clerk:
            clerk.expect_line(_UNIT)
            clerk.send("dong", DOWN, ENTER)
            clerk.code()
            assert bool(clerk.screen.styles & coloured) is not bool(env)
            assert "1" in clerk.screen.styles


def test_vietnamese_is_spoken() -> None:
    with asked("yes", "vi") as clerk:
        clerk.expect("  1. có\n")
        clerk.expect("› 2. không\n")
        clerk.send("c", ENTER)
        clerk.expect("Tiêu biểu: có")


def test_where_nothing_is_asked_nothing_is_imported_for_it() -> None:
    with run([sys.executable, "-m", "tests.cli.prompts.scenarios", "nothing"], cwd=Path(__file__).parents[3]) as clerk:
        assert answers(clerk) == [{"kind": "ho"}, []]
        assert len(clerk.screen.lines) == 1
