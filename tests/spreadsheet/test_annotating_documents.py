import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError
from danvan_cli.spreadsheet.annotation import Mark, annotate, annotated_name
from danvan_cli.spreadsheet.reading import read_book
from tests.helpers.documents import cell, document, paragraph, row, table
from tests.helpers.laws import cases

_HEAD = ("STT", "Tên mô hình", "Đơn vị")
_ROWS = (("1", "Tổ tự quản", "Xã Tân Thanh"), ("2", "Vườn rau", "Xã Bình Hòa"))
_YELLOW = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'


def marked(path: Path, *marks: Mark, name: str = "out.docx") -> Path:
    out = path.with_name(name)
    assert annotate(path, out, marks, force=True) == []
    return out


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"word/{name}.xml").decode()


def told(path: Path) -> dict[str, str]:
    """Return the sentences on cells, as they are written, by what stands in the cells that are coloured."""
    comments = re.findall(r'<w:comment w:id="(\d+)" w:author="danvan"[^>]*>(.*?)</w:comment>', part(path, "comments1"))
    sentences = {name: "\n".join(map(text_of, content.split("</w:p>")[:-1])) for name, content in comments}
    cells = re.findall(r"<w:tc>.*?</w:tc>", part(path, "document"))
    red = [content for content in cells if 'w:fill="FFC9C7"' in content]
    (names,) = zip(*(re.findall(r'<w:commentReference w:id="(\d+)"/>', content) for content in red), strict=True)
    return {text_of(content): sentences[name] for content, name in zip(red, names, strict=True)}


def text_of(xml: str) -> str:
    return "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", xml))


def test_cells_of_the_document_are_coloured_and_commented_on(tmp_path: Path) -> None:
    path = document(
        tmp_path / "ds.docx", paragraph("DANH SÁCH"), table([_HEAD, *_ROWS]), paragraph("x"), table([_HEAD, _ROWS[1]])
    )
    out = marked(
        path,
        ("Bảng 1", 2, 3, "không có <trong> danh mục"),
        ("Bảng 1", 2, 3, "hai"),
        ("Bảng 1", -1, 1, "lạ"),
        ("Bảng 2", 2, 0, "thiếu"),
    )
    assert told(out) == {
        "Xã Tân Thanh": "không có &lt;trong&gt; danh mục\nhai",
        "STT": "lạ",
        "2": "thiếu",
    }
    assert read_book(out).sheets == read_book(path).sheets


def test_marks_go_again_and_leave_what_others_wrote(tmp_path: Path) -> None:
    properties = f'<w:gridSpan w:val="1"/>{_YELLOW}<w:vAlign w:val="center"/>'
    path = document(tmp_path / "ds.docx", table([row("STT", cell("Tên mô hình", properties), "Đơn vị"), *_ROWS]))
    before = part(path, "document")
    first = marked(path, ("Bảng 1", 1, 2, "sai"), ("Bảng 1", 2, 2, "sai"))
    assert 'w:color="FFFF00" w:fill="FFC9C7"/><w:vAlign' in part(first, "document")
    second = marked(first, ("Bảng 1", 3, 3, "khác"), name="second.docx")
    assert told(second) == {"Xã Bình Hòa": "khác"}
    assert part(marked(second, name="third.docx"), "document") == before


def test_comments_of_others_stay(tmp_path: Path) -> None:
    lan = '<w:comment w:id="4" w:author="Lan"><w:p><w:r><w:t>Hỏi lại</w:t></w:r></w:p></w:comment>'
    commented = paragraph("Xã Tân Thanh", '<w:r><w:commentReference w:id="4"/></w:r>')
    path = document(
        tmp_path / "ds.docx", table([_HEAD, row("1", "Tổ tự quản", cell(commented))]), parts={"comments": lan}
    )
    out = marked(path, ("Bảng 1", 2, 3, "sai"))
    assert lan in part(out, "comments")
    assert re.findall(r'commentReference w:id="(\d)"', part(out, "document")) == ["4", "5"]
    again = marked(out, name="again.docx")
    assert part(again, "document") == part(path, "document")


def test_properties_keep_the_order_that_word_wants(tmp_path: Path) -> None:
    earlier = '<w:tcPrChange><w:tcPr><w:shd w:fill="00FF00"/></w:tcPr></w:tcPrChange>'
    looks = f'<w:tcW w:w="1"/><w:vMerge w:val="restart"/><w:noWrap/>{earlier}'
    path = document(
        tmp_path / "ds.docx", table([_HEAD, row("1", cell("a", looks), "b"), "<w:tr><w:tc><w:p/></w:tc></w:tr>"])
    )
    xml = part(marked(path, ("Bảng 1", 2, 2, "sai"), ("Bảng 1", 3, 1, "trống")), "document")
    assert '<w:vMerge w:val="restart"/><w:shd w:val="clear" w:color="auto" w:fill="FFC9C7"/><w:noWrap/>' in xml
    assert (
        '<w:tc><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="FFC9C7"/></w:tcPr><w:p><w:r><w:commentReference'
        in xml
    )


@given(st.sets(st.tuples(st.integers(1, 3), st.integers(1, 3))))
@cases(10)
def test_whatever_is_marked_the_list_stays_what_it_was(tmp_path: Path, places: set[tuple[int, int]]) -> None:
    inner = paragraph("ngoài") + table([("a", "b")]) + paragraph()
    path = document(tmp_path / "ds.docx", table([_HEAD, row("1", cell(inner), "Xã An Hòa"), _ROWS[1]]))
    out = marked(path, *(("Bảng 1", *place, "sai") for place in places))
    assert read_book(out).sheets == read_book(path).sheets
    assert part(out, "document").count("FFC9C7") == len(places)


def test_a_document_stays_one(tmp_path: Path) -> None:
    path = document(tmp_path / "ds.docx", table([_HEAD, *_ROWS]))
    with pytest.raises(RequestError) as caught:
        annotate(path, tmp_path / "out.xlsx", [])
    assert (caught.value.code, caught.value.params["wanted"]) == ("annotate-ending", ".docx")
    assert [annotated_name(Path(name)) for name in ("a.DOCM", "a.docx", "a.doc")] == ["a.DOCM", "a.docx", "a.docx"]
