"""A clerk registers models at a terminal; the program is the real one, and so are the files that it leaves."""

import sys
import unicodedata

import pytest

from tests.cli.prompts.office_folder import SECURITY, at_terminal, texts, vi
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import CTRL_C, ENTER, ESC, UP, Terminal, pasted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_WHAT_NOW = vi("What now?")
_NOTHING_CHANGED = vi("Stopped. Nothing was changed.")
_MORE_KEYS = vi("Fill in more") + ":"
_DONE = "Đã đăng ký: 2020-hiep-thanh-"
_WRITE, _WRITE_AND_NEXT, _MORE, _CHANGE, _LEAVE = (f"{number}{ENTER}" for number in range(1, 6))
# Each question of the shortest interview, and an answer to it.
_ASKED = (
    ("Năm thi đua: 2020", ENTER),
    ("Đơn vị:", "hiep thanh" + ENTER),
    ("Tên mô hình:", "Camera an ninh" + ENTER),
    ("Loại:", "ca nhan" + ENTER),
    ("Họ và tên:", "Trần Thị Bé" + ENTER),
    ("Lĩnh vực:", ENTER),
    (_WHAT_NOW, _WRITE),
)
_ANSWERS = "".join(keys for _, keys in _ASKED[:-1])
_CAMERA = "models/2020/2020-hiep-thanh-camera-an-ninh.yaml"


def _fill(clerk: Terminal, answers: str = _ANSWERS) -> None:
    """Answer all in one burst, up to what shall be done."""
    clerk.expect_line("Năm thi đua: 2020")
    clerk.send(answers)
    clerk.expect_line(_WHAT_NOW)


@pytest.mark.parametrize("columns", [60, 80])
def test_a_model_is_registered_with_nothing_but_the_commands_name(office: DataFolder, columns: int) -> None:
    with at_terminal(office.root, "register", size=(columns, 24)) as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send("2023", ENTER)
        clerk.expect("› 1. Thành phố Ngã Bảy · Tỉnh Hậu Giang")
        clerk.send("hiep thanh", ENTER)
        clerk.expect_line("Tên mô hình:")
        clerk.send(pasted(unicodedata.normalize("NFD", "Tổ hòa")), " gia", b"\x08", "ải, xa", b"\x7f", "ã", ENTER)
        clerk.expect_line("Loại:")
        clerk.send("2", ENTER)
        clerk.expect_line("Họ và tên:")
        clerk.send("Trần Thị Bé", ENTER, "an ninh", ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_MORE)
        clerk.expect_line(_MORE_KEYS)
        clerk.send("ngay dang ky", ENTER, "nguon goc", ENTER, "chuc vu", ENTER, "noi dung", ENTER, ENTER)
        clerk.expect_line("Ngày đăng ký:")
        clerk.send("31/02/2023", ENTER)
        clerk.expect("! “31/02/2023”")
        clerk.send("\x15", "7.12.23", ENTER)
        clerk.expect("Ngày đăng ký: 07/12/2023")
        clerk.expect_line("Nguồn gốc:")
        clerk.send("moi", ENTER, "Tổ trưởng", ENTER)
        clerk.send("Dòng một", ENTER, "Dòng hai", ENTER, ENTER)
        clerk.expect_line(_WHAT_NOW)
        assert "  Lĩnh vực      Quốc phòng - an ninh\n" in clerk.screen.text
        clerk.send(_WRITE)
        assert clerk.code() == 0
        assert not clerk.screen.overrun
    assert (office.root / "models/2023/2023-hiep-thanh-to-hoa-giai-xa.yaml").read_text("utf-8") == (
        "title: Tổ hòa giải, xã\nunit: hiep-thanh\nkind: ca-nhan\nperson: Trần Thị Bé\nposition: Tổ trưởng\n"
        "field: quoc-phong-an-ninh\norigin: moi\nregistered_on: 2023-12-07\ncontent: |\n  Dòng một\n  Dòng hai\n"
    )


def test_a_person_is_asked_for_only_where_the_model_is_a_persons(office: DataFolder) -> None:
    with at_terminal(office.root, "register", "--year", "2020", "--title", "A", "--unit", "dai thanh") as clerk:
        clerk.expect_line("Loại:")
        clerk.send("1", ENTER)
        clerk.expect_line("Lĩnh vực:")
        assert "Họ và tên" not in clerk.screen.text
    with at_terminal(office.root, "register", "--year", "2020", "--unit", "dai thanh", "--kind", "cá nhân") as clerk:
        clerk.expect_line("Tên mô hình:")
        clerk.send("A", ENTER)
        clerk.expect_line("Họ và tên:")


@pytest.mark.parametrize("back", [ESC, "<" + ENTER, UP + ENTER])
def test_an_earlier_answer_is_given_again_after_going_back(office: DataFolder, back: str) -> None:
    with at_terminal(office.root, "register") as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(pasted("2021"), ENTER, "dai thanh", ENTER, "Camera", ENTER)
        clerk.expect_line("Loại:")
        clerk.send(back)
        clerk.expect_line("Tên mô hình: Camera")
        clerk.send(" an ninh", ENTER)
        clerk.expect_line("Loại:")
        assert "Năm thi đua: 2021" in clerk.screen.lines
        assert "Tên mô hình: Camera an ninh" in clerk.screen.lines


def test_a_plain_model_takes_six_prompts_and_the_next_one_is_offered_its_field(office: DataFolder) -> None:
    with at_terminal(office.root, "register") as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER, "dai thanh", ENTER, "Chợ xanh", ENTER, "1", ENTER, "moi truong", ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE_AND_NEXT)
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER, ENTER, "Vườn rau", ENTER, ENTER, ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        assert clerk.code() == 0
    for name, title in (("cho-xanh", "Chợ xanh"), ("vuon-rau", "Vườn rau")):
        written = texts(office)[f"models/2020/2020-dai-thanh-{name}.yaml"]
        assert written == f"title: {title}\nunit: dai-thanh\nkind: tap-the\nfield: moi-truong\n"


def test_what_is_filled_in_besides_is_kept_until_it_is_no_longer_chosen(office: DataFolder) -> None:
    with at_terminal(office.root, "register", "--tags", "a") as clerk:
        _fill(clerk)
        clerk.send(_MORE, "ngay dang ky", ENTER, ENTER)
        clerk.expect_line("Ngày đăng ký:")
        clerk.send("7/12/20", ENTER)
        clerk.expect("  Ngày đăng ký  07/12/2020")
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_MORE)
        clerk.expect_line(_MORE_KEYS)
        clerk.send(ESC)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_MORE, "ngay dang ky", ENTER, "nguon goc", ENTER, ENTER)
        clerk.expect_line("Nguồn gốc:")
        clerk.send("moi", ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        assert clerk.code() == 0
    assert texts(office)[_CAMERA] == (
        "title: Camera an ninh\nunit: hiep-thanh\nkind: ca-nhan\nperson: Trần Thị Bé\norigin: moi\ntags:\n  - a\n"
    )


def test_an_answer_is_changed_before_it_is_written(office: DataFolder) -> None:
    with at_terminal(office.root, "register") as clerk:
        _fill(clerk)
        clerk.send(_CHANGE)
        clerk.expect_line(vi("Which answer is to be changed?"))
        clerk.send("loai", ENTER)
        clerk.expect_line("Loại:")
        clerk.send("tap the", ENTER)
        clerk.expect("  Loại         Tập thể\n")
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        assert clerk.code() == 0
    assert texts(office)[_CAMERA] == "title: Camera an ninh\nunit: hiep-thanh\nkind: tap-the\n"


def test_what_looks_like_a_duplicate_is_shown_and_not_written_unless_she_says_so(office: DataFolder) -> None:
    with at_terminal(office.root, "register", "--unit", "hiep thanh", "--kind", "tap the") as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER, "Tổ tự quản an ninh trật tự", ENTER * 2)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        clerk.expect("models/2020/to-tu-quan.yaml")
        clerk.expect_line(vi("Write this?"))
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        assert "Tên mô hình  Tổ tự quản an ninh trật tự" in clerk.screen.text
        assert len(list((office.root / "models/2020").iterdir())) == 2
        clerk.send(_WRITE)
        clerk.expect_line(vi("Write this?"))
        clerk.send("c", ENTER)
        clerk.expect(_DONE)
    assert "models/2020/2020-hiep-thanh-to-tu-quan-an-ninh-trat-tu.yaml" in texts(office)


def test_enter_alone_leaves_what_is_doubtful_unwritten_and_never_asks_in_a_circle(office: DataFolder) -> None:
    before = texts(office)
    with at_terminal(office.root, "register", "--unit", "hiep thanh", "--kind", "tap the") as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER, "Tổ tự quản an ninh trật tự", ENTER * 2)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        clerk.expect_line(vi("Write this?"))
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(ENTER)
        assert clerk.code() == 130
    assert texts(office) == before


def test_a_title_that_is_there_is_refused_and_nothing_that_was_typed_is_lost(office: DataFolder) -> None:
    before = texts(office)
    with at_terminal(office.root, "register") as clerk:
        _fill(clerk, _ANSWERS.replace("Camera an ninh", SECURITY.upper()))
        clerk.send(_WRITE)
        clerk.expect("models/2020/to-tu-quan.yaml")
        clerk.expect_line(vi("Write this?"))
        clerk.send(ENTER)  # no: only one of the two names a person
        clerk.expect_line(_WHAT_NOW)
        assert texts(office) == before
        clerk.send(_CHANGE, "ten mo hinh", ENTER)
        clerk.expect_line(f"Tên mô hình: {SECURITY.upper()}")
        clerk.send("\x15", "Camera an ninh", ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE)
        clerk.expect(_DONE)
    written = texts(office)[_CAMERA]
    assert "title: Camera an ninh\n" in written
    assert "person: Trần Thị Bé\n" in written


def test_the_next_one_has_year_unit_and_kind_of_the_last_one(office: DataFolder) -> None:
    with at_terminal(office.root, "register") as clerk:
        _fill(clerk, _ANSWERS)
        clerk.send(_WRITE_AND_NEXT)
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER)
        clerk.expect("› 4. Phường Hiệp Thành")
        clerk.send(ENTER)
        clerk.expect_line("Tên mô hình:")
        clerk.send("Vườn rau", ENTER)
        clerk.expect("› 2. Cá nhân")
        clerk.send(ENTER)
        clerk.expect_line("Họ và tên:")
        clerk.send(CTRL_C)
        assert clerk.code() == 130
        assert clerk.screen.lines[-1] == vi("Stopped. What was written before that stays.")
    assert _CAMERA in texts(office)


def test_the_same_digits_are_the_same_answers_for_one_model_after_the_other(office: DataFolder) -> None:
    digits = ("4" + ENTER, "2" + ENTER)  # the ward, an individual
    with at_terminal(office.root, "register", "--year", "2020") as clerk:
        clerk.expect_line("Đơn vị:")
        clerk.send(digits[0], "Vườn rau", ENTER, digits[1], "Trần Thị Bé", ENTER * 2)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_WRITE_AND_NEXT)
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER)
        clerk.expect("  1. Thành phố Ngã Bảy")
        clerk.expect("› 4. Phường Hiệp Thành")
        clerk.send(digits[0], "Chợ xanh", ENTER)
        clerk.expect("  1. Tập thể\n› 2. Cá nhân")
        clerk.send(digits[1], "Lê Văn Tám", ENTER * 2)
        clerk.expect(vi("Write it and register the next one"))
        clerk.expect_line(_WHAT_NOW)
        clerk.send(ENTER)  # as she went on before
        clerk.expect(_DONE + "cho-xanh")
    for title, person in (("vuon-rau", "Trần Thị Bé"), ("cho-xanh", "Lê Văn Tám")):
        written = texts(office)[f"models/2020/2020-hiep-thanh-{title}.yaml"]
        assert "unit: hiep-thanh\nkind: ca-nhan\n" in written
        assert f"person: {person}\n" in written


# The first, the last, and one of each sort between them: leaving is the same code at all of them.
@pytest.mark.parametrize("answered", [0, 2, 4, len(_ASKED) - 1])
def test_leaving_at_any_question_leaves_nothing_behind(office: DataFolder, answered: int) -> None:
    before = office.state()
    with at_terminal(office.root, "register") as clerk:
        clerk.expect_line(_ASKED[0][0])
        clerk.send("".join(keys for _, keys in _ASKED[:answered]))
        clerk.expect_line(_ASKED[answered][0])
        clerk.send(CTRL_C)
        assert clerk.code() == 130
        assert clerk.screen.lines[-1] == _NOTHING_CHANGED
    assert office.state() == before


def test_leaving_at_the_summary_writes_nothing(office: DataFolder) -> None:
    before = office.state()
    with at_terminal(office.root, "register") as clerk:
        _fill(clerk)
        clerk.send(_LEAVE)
        assert clerk.code() == 130
        assert clerk.screen.lines[-1] == _NOTHING_CHANGED
    assert office.state() == before


def test_where_all_is_given_nothing_is_asked(office: DataFolder) -> None:
    given = ["--year", "2020", "--unit", "dai thanh", "--kind", "tap-the", "--title", "Vườn rau"]
    with at_terminal(office.root, "register", *given) as clerk:
        assert clerk.code() == 0
        assert clerk.screen.lines == ["Đã đăng ký: 2020-dai-thanh-vuon-rau"]


def test_what_was_given_several_times_is_kept_where_the_rest_is_asked_for(office: DataFolder) -> None:
    given = ["--year", "2020", "--unit", "dai thanh", "--kind", "tap-the", "--tags", "a", "--tags", "b"]
    with at_terminal(office.root, "register", *given, lang="en") as clerk:
        clerk.expect_line("Title:")
        clerk.send("Vườn rau", ENTER * 2)
        clerk.expect_line("What now?")
        clerk.send(_WRITE)
        clerk.expect("Registered: 2020-dai-thanh-vuon-rau")
    assert "tags:\n  - a\n  - b\n" in texts(office)["models/2020/2020-dai-thanh-vuon-rau.yaml"]
