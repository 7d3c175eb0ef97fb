"""What is chosen from lists, short and long, one or several; each test presses keys and reads the screen."""

import sys

import pytest

from tests.cli.prompts.scenarios import answers, asked
from tests.helpers.terminal import DOWN, ENTER, ESC, UP

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_TITLE = "Tên mô hình:"
_UNIT = "Đơn vị:"
_KIND = "Loại:"


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("", "ca-nhan"),
        (DOWN, "ho"),
        (UP, "tap-the"),
        (DOWN * 3, "ca-nhan"),
        ("1", "tap-the"),
        ("2", "ca-nhan"),
        ("ho", "ho"),
        ("tập", "tap-the"),
        ("3", "ho"),
        ("TT", "tap-the"),
        ("ho\x08\x08", "ca-nhan"),
        ("tap-the", "tap-the"),
    ],
)
def test_a_short_list_is_answered_by_arrows_letters_and_numbers(keys: str, kind: str) -> None:
    with asked("kind") as clerk:
        clerk.expect_line(_KIND)
        clerk.send(keys, ENTER)
        assert answers(clerk) == {"kind": kind}


def test_a_short_list_points_at_its_default_and_keeps_its_order() -> None:
    with asked("kind") as clerk:
        clerk.expect_line(_KIND)
        clerk.expect("Enter: take")
        assert clerk.screen.lines[-4:-1] == ["  1. Tập thể", "› 2. Cá nhân", "  3. Hộ gia đình"]
        assert "back" not in clerk.screen.lines[-1]


def test_what_is_not_needed_can_be_skipped() -> None:
    with asked("field") as clerk:
        clerk.expect("› (skip)")
        clerk.send(ENTER)
        assert answers(clerk) == {"field": ""}
        assert "Lĩnh vực: –" in clerk.screen.lines


def test_back_is_an_entry_of_a_short_list() -> None:
    with asked("form") as clerk:
        clerk.expect_line(_TITLE)
        clerk.send("Tổ", ENTER)
        clerk.expect("  ← back")
        clerk.send(DOWN, DOWN, ENTER)
        clerk.expect_line(f"{_TITLE} Tổ")


def test_of_many_choices_ten_are_seen_and_none_is_taken_unasked() -> None:
    with asked("unit") as clerk:
        clerk.expect("… and 490 more; type a part of the name")
        assert sum("Phường" in line for line in clerk.screen.lines) == 10
        assert "›" not in clerk.screen.text
        clerk.send(ENTER)
        clerk.expect("! An answer is needed here.")


@pytest.mark.parametrize("typed", ["lai hieu 3 · nga bay", "Lái Hiếu 3 Ngã Bảy", "lai hieu 3 bay", "don-vi-52"])
def test_one_of_many_is_found_by_any_part_with_or_without_diacritics(typed: str) -> None:
    with asked("unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send(typed)
        clerk.expect("› Phường Lái Hiếu 3 · Ngã Bảy")
        clerk.send(ENTER)
        assert answers(clerk) == {"unit": "don-vi-52"}
        assert f"{_UNIT} Phường Lái Hiếu 3 · Ngã Bảy" in clerk.screen.lines


def test_what_fits_several_is_told_and_mended_by_typing_on() -> None:
    with asked("unchecked-unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send("Lái Hiếu 3", ENTER)
        clerk.expect("! “Lái Hiếu 3” fits several.")
        clerk.send(" Vị", ENTER)
        assert answers(clerk) == {"unit": "don-vi-57"}


def test_wrong_diacritics_find_nothing() -> None:
    with asked("unchecked-unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send("Lài Hiếu")
        clerk.expect("Nothing in the list fits what is typed.")
        clerk.send(ENTER)
        clerk.expect("! Nothing in the list fits “Lài Hiếu”.")


def test_arrows_choose_among_those_that_fit() -> None:
    with asked("unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send("dong binh 4", DOWN, DOWN)
        clerk.expect("› Phường Đông Bình 4 · Vị Thanh")
        clerk.send(ENTER)
        assert answers(clerk) == {"unit": "don-vi-83"}


def test_a_long_list_scrolls() -> None:
    with asked("unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send(UP)
        clerk.expect("› Phường Thạnh Hòa 20 · Phụng Hiệp")
        clerk.send(ENTER)
        assert answers(clerk) == {"unit": "don-vi-499"}


def test_a_text_of_no_choice_is_an_answer_where_the_check_accepts_it() -> None:
    with asked("unit") as clerk:
        clerk.expect_line(_UNIT)
        clerk.send("nowhere", ENTER)
        clerk.expect("! There is no unit “nowhere”.")
        clerk.send("\x15ban-dan-van", ENTER)
        assert answers(clerk) == {"unit": "ban-dan-van"}


def test_a_long_list_points_at_its_default_where_that_stands() -> None:
    with asked("optional-unit") as clerk:
        clerk.expect("  Phường Đông Bình 1 · Ngã Bảy\n")
        clerk.expect("› Phường Lái Hiếu 1 · Vị Thanh\n")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        clerk.send(ESC)
        clerk.expect("› Phường Lái Hiếu 1 · Vị Thanh\n")
        clerk.send("Lái Hiếu 1 · Ngã", ENTER)
        clerk.expect_line(_TITLE)
        clerk.send(ESC)
        clerk.expect("  (skip)\n")
        clerk.expect("› Phường Lái Hiếu 1 · Ngã Bảy\n")
        clerk.send(ENTER, "x", ENTER)
        assert answers(clerk)["unit"] == "don-vi-2"


def test_several_are_chosen_by_enter_and_ended_by_done() -> None:
    with asked("several") as clerk:
        clerk.expect("› (skip)\n  [ ] 1. Tập thể")
        clerk.send(DOWN, ENTER)
        clerk.expect("› (done)\n  [x] 1. Tập thể")
        clerk.expect("Chosen: Tập thể")
        clerk.send("ho", ENTER)
        clerk.expect("  [x] 3. Hộ gia đình")
        clerk.send(ENTER)
        clerk.expect_line(_TITLE)
        assert "Các loại: Tập thể; Hộ gia đình" in clerk.screen.lines
        clerk.send(ESC)
        clerk.expect("› (done)\n  [x] 1. Tập thể\n  [ ] 2. Cá nhân\n  [x] 3. Hộ gia đình")
        clerk.send("ho", ENTER, ENTER)
        clerk.expect_line(_TITLE)
        clerk.send("x", ENTER)
        assert answers(clerk)["kinds"] == "tap-the"


def test_the_space_bar_chooses_and_takes_away() -> None:
    with asked("several") as clerk:
        clerk.expect("› (skip)")
        clerk.send(DOWN, " ", DOWN, " ", UP, " ", ENTER, ENTER, "x", ENTER)
        assert answers(clerk)["kinds"] == "ca-nhan,tap-the"


def test_several_of_many_are_found_by_typing_and_one_is_needed() -> None:
    with asked("many") as clerk:
        clerk.expect("› (done)")
        clerk.send(ENTER)
        clerk.expect("! An answer is needed here.")
        clerk.send("an phu 7", ENTER)
        clerk.expect("! “an phu 7” fits several.")
        clerk.send(" vi thanh", ENTER)
        clerk.expect("Chosen: Phường An Phú 7 · Vị Thanh")
        clerk.send("don-vi-3", ENTER)
        clerk.expect("Chosen: Phường An Phú 7 · Vị Thanh; Phường Đông Bình 1 · Ngã Bảy")
        clerk.send(ENTER)
        assert answers(clerk) == {"units": "don-vi-156,don-vi-3"}


@pytest.mark.parametrize(
    ("keys", "flag"), [("", "false"), ("y", "true"), ("có", "true"), ("k", "false"), (UP, "true"), ("1", "true")]
)
def test_yes_and_no_are_answered_in_both_languages(keys: str, flag: str) -> None:
    with asked("yes") as clerk:
        clerk.expect_line("Tiêu biểu:")
        clerk.send(keys, ENTER, "x", ENTER)
        assert answers(clerk)["flag"] == flag


def test_a_confirmation_gives_its_default_or_what_is_typed() -> None:
    for keys, said in (("", True), ("n", False)):
        with asked("confirm") as clerk:
            clerk.expect("Ghi hai tệp?")
            clerk.expect("Enter: take")
            clerk.send(keys, ENTER)
            assert answers(clerk) is said


def test_a_menu_gives_the_value_of_what_was_chosen() -> None:
    with asked("choose") as clerk:
        clerk.expect_line("Làm gì?")
        clerk.send("2", ENTER)
        assert answers(clerk) == "ca-nhan"
        assert "Làm gì? Cá nhân" in clerk.screen.lines
