"""The sentences that five offices published, rebuilt from a template: each number out of the records of the samples."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers.counted_numbers import UNKNOWN_NUMBER
from danvan_cli.exporting.papers.comparing import compare
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.helpers.word_files import WrittenPaper, write_docx

_AT = "'đơn vị=nga-bay'"
_AWARDED = "{{ so('khen thưởng', 'cơ quan=ubnd-thi-xa-khong-ten', 'loại=%s') }}"
_WELL = f"{{{{ so('công nhận', {_AT}, 'xếp loại=tốt') }}}}"
_FAIRLY = f"{{{{ so('công nhận', {_AT}, 'xếp loại=khá', hai_chu_so=true) }}}}"
# (as it is written in a template, as it was published)
SENTENCES = (
    (
        "BTV Thành ủy Hội An cũng tặng giấy khen cho "
        "{{ so('khen thưởng', 'cơ quan=ban-thuong-vu-thanh-uy-hoi-an') }} mô hình hoạt động xuất sắc "
        "trong phong trào thi đua “Dân vận khéo” năm {{ nam }}.",
        "BTV Thành ủy Hội An cũng tặng giấy khen cho 4 mô hình hoạt động xuất sắc trong phong trào thi đua "
        "“Dân vận khéo” năm 2020.",
    ),
    (
        f"Có {_AWARDED % 'tập thể'} tập thể và {_AWARDED % 'cá nhân'} cá nhân được tặng giấy khen.",
        "Có 7 tập thể và 6 cá nhân được tặng giấy khen.",
    ),
    (
        "Giai đoạn 2021-2023, toàn huyện có tổng số {{ so('đăng ký', 'đơn vị=thoai-son', nam='2021-2023') }} mô hình",
        "Giai đoạn 2021-2023, toàn huyện có tổng số 1.240 mô hình",
    ),
    (
        "Năm 2023, toàn thị xã đã đăng ký {{ so('đăng ký', 'đơn vị=dien-ban', nam='2023') }} mô hình. Khảo sát "
        "{{ so('khảo sát', 'đơn vị=dien-ban', nam='2023') }} mô hình tiêu biểu. "
        "{{ so('khen thưởng', 'hình thức=kỷ niệm chương', 'đơn vị=dien-ban', nam='2023', hai_chu_so=true) }} "
        "cá nhân được tặng kỉ niệm chương.",
        "Năm 2023, toàn thị xã đã đăng ký 52 mô hình. Khảo sát 28 mô hình tiêu biểu. 04 cá nhân được tặng "
        "kỉ niệm chương.",
    ),
    (
        f"Có {{{{ so('đăng ký', {_AT}) }}}} mô hình đăng ký; công nhận {{{{ so('công nhận', {_AT}) }}}}: cấp huyện "
        f"{{{{ so('công nhận', {_AT}, 'cấp=huyện') }}}} (gồm: "
        f"{{{{ so('công nhận', {_AT}, 'cấp=huyện', 'loại=tập thể') }}}} mô hình tập thể và "
        f"{{{{ so('công nhận', {_AT}, 'cấp=huyện', 'loại=cá nhân', hai_chu_so=true) }}}} mô hình cá nhân), cấp xã "
        f"{{{{ so('công nhận', {_AT}, 'cấp=xã') }}}}; {{{{ so('công nhận', {_AT}, 'loại=tập thể') }}}} tập thể, "
        f"{{{{ so('công nhận', {_AT}, 'loại=cá nhân') }}}} cá nhân; xếp loại tốt "
        f"{_WELL}, khá {_FAIRLY}",
        "Có 187 mô hình đăng ký; công nhận 62: cấp huyện 46 (gồm: 45 mô hình tập thể và 01 mô hình cá "
        "nhân), cấp xã 16; "
        "61 tập thể, 1 cá nhân; xếp loại tốt 53, khá 09",
    ),
)


def test_the_seeds_sentences_come_out_of_the_records(tmp_path: Path) -> None:
    template = write_docx(tmp_path / "mau.docx", *(written for written, _ in SENTENCES))
    paper = tmp_path / "bc.docx"
    with closing(AskedFolder(SAMPLES, tmp_path / "cache", "2020")) as folder:
        fill(template, paper, folder.answers, PaperDetails())
        assert WrittenPaper(paper).texts() == [published for _, published in SENTENCES]
        numbers = compare(paper, folder.answers.counted).numbers
    assert (len(numbers), {number.result for number in numbers}) == (17, {"equal"})


def test_a_number_of_three_years_is_none_of_one_of_them(tmp_path: Path) -> None:
    with closing(AskedFolder(SAMPLES, tmp_path, "2023")) as folder, pytest.raises(RequestError) as refused:
        folder.number("{{ so('đăng ký', 'đơn vị=thoai-son') }}")
    assert refused.value.message is UNKNOWN_NUMBER
