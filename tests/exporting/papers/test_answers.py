"""What a template asks is what `tally` says, and can be asked again; what nobody knows is no number."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from danvan_cli.counting.claims import CHANGE_ON_ITSELF, NO_SHARE
from danvan_cli.counting.question import DAYS_LACKING, DIMENSION_LACKING, NO_DIMENSION, NO_MEASURE, NO_VALUE
from danvan_cli.counting.whole_names import PART_OF_NAME
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import NO_KEY, NO_SUCH_COUNT
from danvan_cli.exporting.papers.answers.counted_numbers import UNKNOWN_NUMBER, UNLIKE_RESULTS
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber, kept, read_kept
from danvan_cli.exporting.papers.language.words import Call
from danvan_cli.exporting.unread_files import UnreadFilesError
from danvan_cli.view.messages import sentence
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.program import danvan
from tests.oracle.facts import Question
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    """The sample records, asked about 2020."""
    folder = AskedFolder(SAMPLES, tmp_path_factory.mktemp("samples"), "2020")
    with closing(folder):
        yield folder


@pytest.fixture
def asked(data: DataFolder, tmp_path: Path) -> Iterator[AskedFolder]:
    """A folder of 2020: three models, of which one stands for six and one was recognized; a result; no award."""
    data.model("2020/2020-a", title="Chợ xanh", field="kinh-te")
    data.model("2020/2020-b", title="Các mô hình khác", unit="xa-b", count=6)
    data.model("2020/2020-c", title="Tiết kiệm", kind="ca-nhan", person="Nguyễn Văn An & <con>")
    data.model("2019/2019-a", title="Năm trước", count=4)
    data.evaluation("2020/2020-c.xa", recognized=True, rating="tot", decision="05-QĐ/ĐU", results={"hien-dat": 1240.5})
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        yield folder


NGA_BAY = '"đơn vị=nga-bay"'


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (f'{{{{ so("đăng ký", {NGA_BAY}) }}}}', "187"),
        (f'{{{{ so("công nhận", {NGA_BAY}) }}}}', "62"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "cấp=huyện") }}}}', "46"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "cấp=xã") }}}}', "16"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "loại=tập thể") }}}}', "61"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "loại=Cá nhân") }}}}', "1"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "xếp loại=tốt") }}}}', "53"),
        (f'{{{{ so("công nhận", {NGA_BAY}, "xếp loại=khá", hai_chu_so=true) }}}}', "09"),
        (f'{{{{ ty_le("công nhận", "đăng ký", {NGA_BAY}) }}}}', "33,2%"),
        ('{{ so("đăng ký", "đơn vị=huyện Thoại Sơn", nam="2021-2023") }}', "1.240"),
        ('{{ so("recognized", "unit=nga-bay", tinh="each") }}', "62"),
    ],
)  # fmt: skip
def test_the_sentences_of_the_samples_come_out(samples: AskedFolder, tag: str, text: str) -> None:
    number = samples.number(tag)
    assert number.text == text
    again = samples.answers.counted.ask(read_kept(kept(number)).asked)
    assert again == number


def test_a_total_of_three_years_is_no_number_of_one(samples: AskedFolder) -> None:
    assert samples.refused('{{ so("đăng ký", "đơn vị=huyện Thoại Sơn", nam="2023") }}') is UNKNOWN_NUMBER


def test_a_number_says_how_its_records_are_listed(samples: AskedFolder) -> None:
    number = samples.number('{{ so("công nhận", "đơn vị=nga-bay", "cấp=xã") }}')
    command = samples.answers.counted.opens(number.asked)
    assert command == "danvan danh-sach cong-nhan --nam 2020 --loc don-vi=nga-bay --loc cap=xa --cach-tinh moi-luot"
    said = danvan(*command.split()[1:], "--format", "json", "--data", str(SAMPLES))
    assert said.json["total"] == number.value == 16


def test_what_nobody_knows_is_no_number(asked: AskedFolder) -> None:
    assert asked.refused('{{ so("khen thưởng") }}') is UNKNOWN_NUMBER
    assert asked.refused('{{ ty_le("khen thưởng", "đề nghị") }}') is UNKNOWN_NUMBER
    assert asked.refused('{{ tang_giam("khen thưởng", so_voi="2019") }}') is UNKNOWN_NUMBER
    lacking = asked.refusal(
        '{{ tang_giam("đăng ký", so_voi="2015") }}'
    )  # 2020 is on record, and the year before is not
    assert (lacking.message, lacking.params["year"]) == (UNKNOWN_NUMBER, "2015")
    assert asked.text('{{ so("khen thưởng", khong_co="chưa có số liệu") }}') == "chưa có số liệu"
    assert asked.number('{{ so("khen thưởng", khong_co="chưa có") }}').value is None
    assert asked.text('{{ so("công nhận", "loại=tập thể") }}') == "0"  # some are on record, and none of these


def test_a_zero_that_leaves_out_what_states_no_day_is_no_number(asked: AskedFolder) -> None:
    assert asked.refused('{{ so("công nhận", den_ngay="30/6/2020") }}') is UNKNOWN_NUMBER  # its one states no day
    assert asked.text('{{ so("công nhận", "loại=tập thể", den_ngay="30/6/2020") }}') == "0"


def test_a_zero_is_known_where_something_says_so(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/2020-a")
    data.evaluation("2020/2020-a.xa", surveyed_on="2020-05", rating="khong-dat")
    data.model("2021/2021-a")
    data.evaluation("2021/2021-a.xa", recognized=False)
    data.award("2021/2021-k", status="de-nghi")
    with closing(AskedFolder(data.root, tmp_path / "zero")) as folder:
        for measure in ("công nhận", "tiêu biểu", "đề nghị công nhận"):  # what was surveyed only says nothing of these
            assert folder.refused(f'{{{{ so("{measure}", nam="2020") }}}}') is UNKNOWN_NUMBER
        assert folder.refused('{{ ty_le("công nhận", "đăng ký", nam="2020") }}') is UNKNOWN_NUMBER
        assert folder.refused('{{ tang_giam("công nhận", nam="2021", so_voi="2020") }}') is UNKNOWN_NUMBER
        assert folder.refused('{{ bang("công nhận", theo="loại", nam="2020") }}') is UNKNOWN_NUMBER
        missing = folder.table('{{ bang("công nhận", theo="loại", nam="2020", khong_co="chưa có") }}')
        assert (missing.missing, missing.headers) == ("chưa có", [])
        known = ('so("hiệu quả", nam="2020")', 'so("công nhận", nam="2021")', 'so("khen thưởng", nam="2021")')
        assert [folder.text(f"{{{{ {text} }}}}") for text in known] == ["0", "0", "0"]
        assert folder.text('{{ so("đăng ký", "đơn vị=xa-b", nam="2020") }}') == "0"
        assert folder.text('{{ ty_le("công nhận", "đăng ký", nam="2021") }}') == "0%"


def test_a_change_is_said_in_words(asked: AskedFolder) -> None:
    assert asked.text('{{ tang_giam("đăng ký", so_voi="2019") }}') == "tăng 4 (100%)"
    assert asked.text('{{ tang_giam("đăng ký", nam="2019", so_voi="2020") }}') == "giảm 4 (50%)"
    assert asked.text('{{ tang_giam("đăng ký", "đơn vị=xa-b", so_voi="2019") }}') == "tăng 6"
    assert asked.text('{{ tang_giam("đăng ký", "đơn vị=huyen-x", nam="2019", so_voi="2020") }}') == "giảm 4 (50%)"


def test_results_are_of_one_indicator(asked: AskedFolder) -> None:
    assert asked.refused('{{ so("kết quả") }}') is UNLIKE_RESULTS
    assert asked.text('{{ so("kết quả", "chỉ tiêu=hiến đất") }}') == "1.240,5"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('{{ so("công dân") }}', NO_MEASURE),
        ('{{ so("đăng ký", "mầu=đỏ") }}', NO_DIMENSION),
        ('{{ so("đăng ký", "quyết định=1") }}', DIMENSION_LACKING),
        ('{{ so("đăng ký", "lĩnh vực=kinh doanh") }}', NO_VALUE),
        ('{{ so("đăng ký", "lĩnh vực=kinh") }}', PART_OF_NAME),
        ('{{ so("đăng ký", "lĩnh vực=Kinh tế, nông thôn") }}', PART_OF_NAME),
        ('{{ so("đăng ký", "đơn vị=Xuân") }}', PART_OF_NAME),
        ('{{ so("công nhận", "quyết định=05") }}', PART_OF_NAME),
        ('{{ so("đăng ký", tinh="một lần") }}', NO_SUCH_COUNT),
        ('{{ so("kết quả", "chỉ tiêu=hiến đất", den_ngay="31/12/2020") }}', DAYS_LACKING),
        ('{{ ty_le("đăng ký", "công nhận") }}', NO_SHARE),
        ('{{ tang_giam("đăng ký", so_voi="2020") }}', CHANGE_ON_ITSELF),
        ('{{ bang("đăng ký", theo="cấp,mầu") }}', NO_DIMENSION),
        ('{% if co("công dân") %}', NO_MEASURE),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(asked: AskedFolder, tag: str, message: Message) -> None:
    assert asked.refused(tag) is message


def test_a_part_of_a_name_is_told_with_the_name(asked: AskedFolder) -> None:
    error = asked.refusal('{{ so("đăng ký", "đơn vị=Xuân") }}')
    assert (error.params["value"], error.params["near"]) == ("Xuân", "Huyện Xuân Lộc")


@pytest.mark.parametrize(
    "condition",
    [
        *("đơn vị=Huyện Xuân Lộc", "don-vi=huyen-x", "đơn vị=xa-a, xa-b", "đơn vị=Xã An Hoà, Xã Bình Hòa"),
        *("cấp=xã", "cap=co-so,xa", "unit.huyen=Huyện Xuân Lộc"),
    ],
)  # fmt: skip
def test_whole_names_and_ids_are_taken(asked: AskedFolder, condition: str) -> None:
    assert asked.text(f'{{{{ so("đăng ký", "{condition}") }}}}') == "8"


def test_a_list_has_what_a_template_shows(asked: AskedFolder) -> None:
    listed = asked.records('{%tr for m in danh_sach("đăng ký") %}', "stt", "ten", "don_vi", "linh_vuc", "person")
    assert [dict(record) for record in listed] == [
        {"stt": "1", "so_luong": "1", "ten": "Chợ xanh", "don_vi": "Xã An Hòa", "linh_vuc": "Kinh tế", "person": ""},
        {
            "stt": "2",
            "so_luong": "1",
            "ten": "Tiết kiệm",
            "don_vi": "Xã An Hòa",
            "linh_vuc": "",
            "person": "Nguyễn Văn An & <con>",
        },
        {
            "stt": "3",
            "so_luong": "6",
            "ten": "Các mô hình khác (6 mô hình)",
            "don_vi": "Xã Bình Hòa",
            "linh_vuc": "",
            "person": "",
        },
    ]
    shown = asked.records('{%tr for m in danh_sach("đăng ký", "đơn vị=xa-b") %}', "ten", "so_luong")
    assert [record["ten"] for record in shown] == ["Các mô hình khác"]
    assert [record["ten"] for record in asked.records('{%tr for m in danh_sach("công nhận") %}', "ten")] == [
        "Tiết kiệm"
    ]
    assert asked.refused('{%tr for m in danh_sach("đăng ký") %}', "mau_sac") is NO_KEY


def test_whether_anything_is_there(asked: AskedFolder) -> None:
    is_there = asked.answers.is_there
    assert is_there(Call("co", ("công nhận",)))
    assert is_there(Call("co", ("kết quả",)))
    assert not is_there(Call("co", ("khen thưởng",)))
    assert not is_there(Call("co", ("công nhận",), ("loại=tập thể",)))


def test_what_is_said_under_the_numbers_is_said_once(samples: AskedFolder) -> None:
    for _ in range(2):
        samples.text('{{ so("công nhận", "đơn vị=nga-bay", "cấp=xã") }}')
    notes = samples.answers.notes()
    assert len(notes) == len(set(notes))
    assert any("Hỏi theo cấp hoặc quyết định" in text for text in notes)
    assert re.match(r"Số liệu theo hồ sơ (ngày \d{2}/\d{2}/\d{4}, bản [0-9a-f]{7}|chưa lưu lần nào)", notes[-1])
    assert "0 lỗi" not in notes[-1]


def test_a_file_that_cannot_be_read_lets_no_number_out(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/2020-a")
    data.write("models/2020/2020-b.yaml", "title: [\n")
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        for tag in ('{{ so("đăng ký") }}', '{{ bang("đăng ký", theo="loại") }}', '{% if co("đăng ký") %}'):
            with pytest.raises(UnreadFilesError):
                folder.refusal(tag)
        with pytest.raises(UnreadFilesError):
            folder.records('{%tr for m in danh_sach("đăng ký") %}')


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"function":"so"}', '{"function":"so","measure":1,"year":"2020"}', '{"a":1}', "1", "null"),
        '{"written":"1","function":"so","measure":"registered","year":"2020","where":"a"}',
        '{"written":1,"function":"so","measure":"registered","year":"2020"}',
        '{"written":"1","function":"so","measure":"registered","year":"2020","a":"b"}',
    ],
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of json, or our own
        read_kept(text)


@costly_cases(3)
@given(drawn=st.data())
def test_each_number_of_any_table_can_be_asked_again(drawn: st.DataObject) -> None:
    folder = drawn.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home, "data"))
        for _ in range(6):
            _ask_again(drawn.draw(questions(folder)), Path(home, "data"))


def _ask_again(question: Question, root: Path) -> None:
    note(repr(question))
    first, last = question.years
    options = {"nam": f"{first}" if first == last else f"{first}-{last}", "theo": ",".join(question.by)}
    options |= {"tinh": question.count or "", "tu_ngay": question.since or "", "den_ngay": question.as_of or ""}
    given_options = tuple((name, value) for name, value in options.items() if value)
    call = Call("bang", (question.measure,), question.where, given_options)
    with closing(AskedFolder(root, root.parent / "asked", units_now=question.units_now)) as folder:
        try:
            table = folder.answers.table(call)
        except RequestError as error:
            assume(error.message not in (PART_OF_NAME, UNKNOWN_NUMBER))
            raise
        lines = [*table.rows, *([table.footer] if table.footer else [])]
        numbers = [cell.number for line in lines for cell in line if cell.number]
        for number in numbers:
            _is_asked_again(folder, number)


def _is_asked_again(folder: AskedFolder, number: PaperNumber) -> None:
    asked, written = read_kept(kept(number))
    assert (asked, written) == (number.asked, number.text)
    assert folder.answers.counted.ask(asked) == number


def test_keys_are_named_as_a_template_writes_them(asked: AskedFolder) -> None:
    refusal = asked.refusal("{%tr for m in danh_sach('khen thưởng') %}", "quyet_din")
    assert refusal.message is NO_KEY
    assert "quyet_dinh" in str(refusal.params["known"])
    assert "-" not in str(refusal.params["known"]) + str(refusal.params["near"])
    assert sentence(refusal.message, refusal.params).endswith("ket_qua_dat, ma.")
