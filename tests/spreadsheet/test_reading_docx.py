from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book, read_unchecked
from danvan_cli.spreadsheet.sheets import Area, Sheet
from tests.helpers.documents import DRAWN, cell, document, paragraph, row, run, table
from tests.helpers.laws import cases

_HEAD = ("STT", "Tên mô hình", "Đơn vị")
_FIRST = ("1", "Tổ tự quản", "Xã An Hòa")
_SECOND = ("2", "Vườn rau", "Xã Bình Hòa")
_PLAIN = ""  # no borders are stated
_LETTERHEAD = table([("ĐẢNG ỦY XÃ A\n*", "ĐẢNG CỘNG SẢN VIỆT NAM")], _PLAIN)
_SIGNATURES = table([("Nơi nhận:\n- Lưu.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ")], _PLAIN)


def sheets(tmp_path: Path, *blocks: str, **parts: str) -> list[Sheet]:
    return read_unchecked(document(tmp_path / "ds.docx", *blocks, parts=parts)).sheets


def texts(sheet: Sheet) -> dict[int, list[object]]:
    return {number: list(cells.values()) for number, cells in sheet.rows.items()}


def only_text(tmp_path: Path, blocks: str, **parts: str) -> object:
    (sheet,) = sheets(tmp_path, table([_HEAD, row("1", cell(blocks), "x")]), **parts)
    return sheet.rows[2].get(2)


def test_each_table_is_a_sheet_with_what_stands_above_it(tmp_path: Path) -> None:
    first, second = sheets(
        tmp_path,
        _LETTERHEAD,
        paragraph("DANH SÁCH"),
        paragraph(),
        paragraph("ĐƠN VỊ: XÃ A"),
        table([_HEAD, _FIRST]),
        paragraph("II. CÁ NHÂN"),
        table([("TT", "Họ tên", "Đơn vị"), _SECOND]),
        paragraph("Danh sách này có 02 mô hình."),
        _SIGNATURES,
    )
    assert (first.name, texts(first)) == (
        "Bảng 1",
        {
            -3: ["ĐẢNG ỦY XÃ A\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"],
            -2: ["DANH SÁCH"],
            -1: ["ĐƠN VỊ: XÃ A"],
            1: [*_HEAD],
            2: [*_FIRST],
        },
    )
    assert (second.name, texts(second)) == (
        "Bảng 2",
        {-1: ["II. CÁ NHÂN"], 1: ["TT", "Họ tên", "Đơn vị"], 2: [*_SECOND]},
    )


@pytest.mark.parametrize(
    "end",
    [
        paragraph('<w:r><w:br w:type="page"/></w:r>'),
        paragraph("Lưu: VT", looks="<w:sectPr/>"),
        paragraph("Căn cứ " * 50),
        paragraph("x", '<w:r><w:br w:type="page"/></w:r>'),
        "".join(paragraph(str(number)) for number in range(5)) * 3,
    ],
)
def test_the_text_of_the_paper_above_its_annex_is_no_title_of_it(tmp_path: Path, end: str) -> None:
    blocks = (paragraph("Năm 2023 có 10 mô hình."), end, paragraph("DANH SÁCH NĂM 2024"), table([_HEAD, _FIRST]))
    (sheet,) = sheets(tmp_path, *blocks)
    assert sheet.rows[-1] == {1: "DANH SÁCH NĂM 2024"}
    assert ["Năm 2023 có 10 mô hình."] not in texts(sheet).values()


@pytest.mark.parametrize("looks", ["<w:pageBreakBefore/>", ""])
def test_a_title_that_begins_a_page_is_on_it(tmp_path: Path, looks: str) -> None:
    title = paragraph("" if looks else '<w:r><w:br w:type="page"/></w:r>', "DANH SÁCH", looks=looks)
    (sheet,) = sheets(tmp_path, paragraph("thư"), title, table([_HEAD, _FIRST]))
    assert texts(sheet)[-1] == ["DANH SÁCH"]
    assert -2 not in sheet.rows


def test_what_stands_below_the_only_table_is_in_none_of_its_columns(tmp_path: Path) -> None:
    new_page = paragraph("PHỤ LỤC", looks="<w:pageBreakBefore/>")
    (sheet,) = sheets(tmp_path, table([_HEAD, _FIRST]), paragraph("Tổng cộng: 1"), _SIGNATURES, new_page)
    assert [*sheet.rows] == [1, 2, 3, 4]
    assert sheet.rows[3] == {4: "Tổng cộng: 1"}
    assert sheet.rows[4] == {4: "Nơi nhận:\n- Lưu.", 5: "T/M BAN THƯỜNG VỤ\nBÍ THƯ"}
    spots = [str(sheet.spot("ds.docx", *place)) for place in ((), (2,), (2, 3), (-1, 1), (3, 4))]
    within = ("Bảng 1", "Bảng 1, row 2", "Bảng 1, row 2, column C", "above Bảng 1", "below Bảng 1")
    assert spots == [f"ds.docx: {words}" for words in within]


@pytest.mark.parametrize(
    ("between", "rest"),
    [
        ((), [_SECOND]),
        ((paragraph('<w:r><w:br w:type="page"/></w:r>'),), [_SECOND]),
        ((paragraph("Trang 2/5"), paragraph("- 3 -"), paragraph(normalize("NFD", "Phụ lục 1 (tiếp theo)"))), [_SECOND]),
        ((paragraph(),), [row("STT", "TÊN MÔ HÌNH", "Đơn vị", looks="<w:tblHeader/>"), _SECOND]),
    ],
)
def test_a_table_that_goes_on_behind_a_page_is_one(
    tmp_path: Path, between: Sequence[str], rest: Sequence[Sequence[str] | str]
) -> None:
    (sheet,) = sheets(tmp_path, table([_HEAD, _FIRST]), *between, table(rest))
    assert (list(texts(sheet).values())[-1], sheet.table_rows) == ([*_SECOND], 2 + len(rest))


@pytest.mark.parametrize(
    ("between", "rest"),
    [
        ((paragraph("II. CÁ NHÂN"),), [_SECOND]),
        ((), [(*_SECOND, "x")]),
        ((), [("STT", "Họ tên", "Chức vụ"), _SECOND]),
        ((), [row("Số TT", "Họ tên", "Chức vụ", looks="<w:tblHeader/>"), _SECOND]),
    ],
)
def test_another_table_is_another(tmp_path: Path, between: Sequence[str], rest: Sequence[Sequence[str] | str]) -> None:
    assert len(sheets(tmp_path, table([_HEAD, _FIRST]), *between, table(rest))) == 2


def test_cells_are_merged_over_columns_and_rows(tmp_path: Path) -> None:
    span, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    beside = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    (sheet,) = sheets(
        tmp_path,
        table(
            [
                row(cell("STT", begins), cell("Mô hình", span), "Đơn vị"),
                row(cell("không thấy", goes_on), "Tên", "Loại", ""),
                row("1", "a", cell("TT", begins), "A"),
                row("2", "b", cell("", goes_on), "B"),
                row(cell("Tổng", beside[0]), cell("", beside[1]), "2", ""),
                row(cell("lùi"), "x", looks='<w:gridBefore w:val="2"/>'),
            ]
        ),
    )
    assert sheet.rows == {
        1: {1: "STT", 2: "Mô hình", 4: "Đơn vị"},
        2: {2: "Tên", 3: "Loại"},
        3: {1: "1", 2: "a", 3: "TT", 4: "A"},
        4: {1: "2", 2: "b", 4: "B"},
        5: {1: "Tổng", 3: "2"},
        6: {3: "lùi", 4: "x"},
    }
    assert sheet.merged == [Area(1, 1, 2, 1), Area(1, 2, 1, 3), Area(3, 3, 4, 3), Area(5, 1, 5, 2)]


def test_a_border_that_was_dragged_in_one_row_moves_no_cell_into_another_column(tmp_path: Path) -> None:
    span = '<w:gridSpan w:val="2"/>'
    heading = row("STT", cell("Tên mô hình", span), "Đơn vị")
    dragged = row("1", "Tổ tự quản", cell("Xã An Hòa", span))
    usual = row("2", cell("Vườn rau", span), "Xã Bình Hòa")
    (sheet,) = sheets(tmp_path, table([heading, dragged, usual], widths=(500, 4000, 90, 2000)))
    assert texts(sheet) == {1: [*_HEAD], 2: [*_FIRST], 3: [*_SECOND]}
    assert [*map(list, sheet.rows.values())] == [[1, 2, 3]] * 3
    assert sheet.merged == []


_BOX_TO_TICK = (
    '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
)
_CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("blocks", "seen"),
    [
        (paragraph("Tổ ", run("tự quản", "<w:b/>")) + paragraph("an ninh"), "Tổ tự quản\nan ninh"),
        (paragraph("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>"), "một\nhai"),
        (paragraph("cũ", "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"), "cũ"),
        (paragraph("<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>"), "thêm"),
        (paragraph("<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>", "ở"), "ở"),
        (paragraph("một ", looks="<w:rPr><w:del/></w:rPr>") + paragraph("dòng"), "một dòng"),
        (paragraph(run("ẩn", "<w:vanish/>"), run("hiện", '<w:vanish w:val="0"/>')), "hiện"),
        (paragraph("m", run("2", '<w:vertAlign w:val="superscript"/>')), "m²"),
        (
            paragraph("10", "<m:sup><m:r><m:t>3</m:t></m:r></m:sup>", "m", "<m:sub><m:r><m:t>2</m:t></m:r></m:sub>"),
            "10³m₂",
        ),
        (paragraph(_BOX_TO_TICK.format("")), "☐"),
        (paragraph(_BOX_TO_TICK.format("<w:checked/>")), "☑"),
        (paragraph("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>", "5"), "5"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "✓"),
        (paragraph(run("ü ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')), "✓"),
        (paragraph("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>TU</w:t></w:r>"), "QĐ-TU"),
        (_CONTROL.format("<w:showingPlcHdr/>", paragraph("Bấm vào đây")), None),
        (_CONTROL.format("", paragraph("điền")), "điền"),
        (paragraph("ngoài") + table([("a", "b"), ("c", "")]) + paragraph(), "ngoài\na b\nc"),
    ],
)
def test_a_cell_says_what_a_reader_sees(tmp_path: Path, blocks: str, seen: object) -> None:
    assert only_text(tmp_path, blocks) == seen


def test_deleted_rows_and_cells_are_gone_and_hidden_rows_known(tmp_path: Path) -> None:
    (sheet,) = sheets(
        tmp_path,
        table(
            [
                _HEAD,
                row(*_FIRST, looks="<w:del/>"),
                row("2", cell("bỏ", "<w:cellDel/>"), "Vườn rau", "Xã Bình Hòa"),
                row(*_FIRST, looks="<w:hidden/>"),
            ]
        ),
    )
    assert texts(sheet) == {1: [*_HEAD], 2: [*_SECOND], 3: [*_FIRST]}
    assert sheet.hidden_rows == {3}


_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_a_line_above_and_in_a_cell_none_of_its_text(tmp_path: Path) -> None:
    box = paragraph(_BOX.format(paragraph("TRONG HỘP")), "ngoài hộp")
    (sheet,) = sheets(tmp_path, box, table([_HEAD, row("1", cell(box), "x")]))
    assert texts(sheet) == {-2: ["TRONG HỘP"], -1: ["ngoài hộp"], 1: [*_HEAD], 2: ["1", "ngoài hộp", "x"]}
    assert sheet.boxes == {(2, 2): "TRONG HỘP"}


def test_a_list_within_a_box_or_a_frame_of_one_cell_is_a_table(tmp_path: Path) -> None:
    inner = table([_HEAD, _FIRST])
    for outer in (paragraph(_BOX.format(inner)), table([row(cell(paragraph("DANH SÁCH") + inner + paragraph()))])):
        (sheet,) = sheets(tmp_path, outer)
        assert (sheet.rows[1][2], sheet.rows[2][2]) == ("Tên mô hình", "Tổ tự quản")


def test_of_two_columns_without_borders_is_a_list_unless_it_looks_like_a_letterhead(tmp_path: Path) -> None:
    plain = table([_HEAD[1:], _FIRST[1:]], _PLAIN)
    assert len(sheets(tmp_path, plain, paragraph("x"), table([_HEAD, _FIRST]))) == 2
    assert len(sheets(tmp_path, _LETTERHEAD, plain)) == 1


def test_a_long_table_of_one_column_is_one_that_can_be_told_of(tmp_path: Path) -> None:
    lines = table([(f"{number}. Tổ tự quản",) for number in range(9)])
    assert [sheet.table_rows for sheet in sheets(tmp_path, lines, table([_HEAD, _FIRST]))] == [9, 2]
    assert [sheet.table_rows for sheet in sheets(tmp_path, table([("Ghi chú",)]), table([_HEAD, _FIRST]))] == [2]


def test_what_looks_like_a_letterhead_is_a_table_where_there_is_no_other(tmp_path: Path) -> None:
    (sheet,) = sheets(tmp_path, table([("TÊN MÔ HÌNH", "ĐƠN VỊ"), _FIRST[1:]], _PLAIN))
    assert texts(sheet) == {1: ["TÊN MÔ HÌNH", "ĐƠN VỊ"], 2: [*_FIRST[1:]]}


@pytest.mark.parametrize(
    ("looks", "styles", "tables"),
    [
        (_PLAIN, "", 1),
        (DRAWN, "", 2),
        ('<w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>', "", 2),
        ('<w:tblPr><w:tblStyle w:val="Child"/></w:tblPr>', "", 2),
        (_PLAIN, 'w:default="1"', 2),
        (
            '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblBorders><w:top w:val="nil"/></w:tblBorders></w:tblPr>',
            "",
            1,
        ),
    ],
)
def test_whether_a_table_of_two_columns_is_one_is_told_by_its_borders(
    tmp_path: Path, looks: str, styles: str, tables: int
) -> None:
    border = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    described = (
        f'<w:style w:type="table" w:styleId="Grid" {styles}>{border}</w:style>'
        '<w:style w:type="table" w:styleId="Child"><w:basedOn w:val="Grid"/></w:style>'
        '<w:style w:type="table" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    )
    blocks = (table([("TÊN GỌI", "ĐƠN VỊ"), ("a", "b")], looks), paragraph("x"), table([_HEAD, _FIRST]))
    assert len(sheets(tmp_path, *blocks, styles=described)) == tables


def test_cells_that_state_their_borders_are_asked_first(tmp_path: Path) -> None:
    for edge, tables in (("single", 2), ("nil", 1)):
        border = f'<w:tcBorders><w:top w:val="{edge}"/></w:tcBorders>'
        two = table([row(cell("TÊN GỌI", border), cell("Đơn vị", border))], _PLAIN if edge == "single" else DRAWN)
        assert len(sheets(tmp_path, two, paragraph("x"), table([_HEAD, _FIRST]))) == tables


_NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
_LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_numbers_that_word_puts_there_by_itself_are_seen(tmp_path: Path) -> None:
    def numbered(level: int, name: int, text: str = "") -> str:
        return paragraph(text, looks=_NUMBERED.format(level, name))

    (sheet,) = sheets(
        tmp_path,
        table(
            [
                _HEAD,
                row(cell(numbered(0, 1)), "XÃ A"),
                row(cell(numbered(1, 1)), "a"),
                row(cell(numbered(1, 1)), "bị bỏ", looks="<w:del/>"),
                row(cell(numbered(1, 1)), "b"),
                row(cell(numbered(0, 1)), cell(numbered(2, 1, "XÃ B"))),
                row(cell(numbered(1, 1)), "c"),
                row(cell(numbered(1, 2)), "d"),
                row(cell(numbered(1, 2)), "e"),
                row(cell(paragraph("f", looks='<w:pStyle w:val="Muc"/>')), "g"),
            ]
        ),
        numbering=_LISTS,
        styles=f'<w:style w:type="paragraph" w:styleId="Muc"><w:pPr>{_NUMBERED.format(0, 1)}</w:pPr></w:style>',
    )
    numbers = ["I.", "I.1", "I.2", "II.", "II.1", "II.5", "II.6", "III. f"]
    assert [cells[1] for cells in sheet.rows.values()] == ["STT", *numbers]
    assert sheet.rows[5][2] == "XÃ B"


def test_letters_of_an_old_encoding_are_known_by_the_font_of_run_style_or_document(tmp_path: Path) -> None:
    old = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    styles = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{old.format('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph" w:styleId="New"><w:rPr>{old.format("Times New Roman")}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="New"/></w:style>'
        f'<w:style w:type="character" w:styleId="Vni"><w:rPr>{old.format("VNI-Times")}</w:rPr></w:style>'
    )
    cells = (
        cell(paragraph("mặc định")),
        cell(paragraph("mới", looks='<w:pStyle w:val="Child"/>')),
        cell(paragraph(run("vni", '<w:rStyle w:val="Vni"/>'), looks='<w:pStyle w:val="New"/>')),
        cell(paragraph(run("chủ đề", '<w:rFonts w:asciiTheme="minorHAnsi"/>'))),
        cell(paragraph(run("riêng", old.format("VNI-Helve")))),
    )
    (sheet,) = sheets(tmp_path, table([row(*cells)]), styles=styles)
    assert sheet.fonts == {(1, 1): ".VnTime", (1, 3): "VNI-Times", (1, 5): "VNI-Helve"}


def test_an_old_encoding_is_refused_by_its_place_and_read_where_it_is_said(tmp_path: Path) -> None:
    path = document(
        tmp_path / "ds.docx", paragraph("DANH SACH"), table([_HEAD, ("1", "Tæ tù qu¶n an ninh", "X· An Hßa")])
    )
    with pytest.raises(FileFormatError) as caught:
        read_book(path)
    assert (caught.value.code, str(caught.value.params["cell"])) == ("tcvn3", "Bảng 1, row 2, column B")
    (sheet,) = read_book(path, "tcvn3").sheets
    assert texts(sheet)[2] == ["1", "Tổ tự quản an ninh", "Xã An Hòa"]


_TEXTS = st.text(st.sampled_from("aăâđê ệ0<&'\"\n,;="), max_size=6).map(
    lambda text: "\n".join(filter(None, map(str.strip, text.split("\n")))).strip()
)


@given(st.lists(st.lists(_TEXTS, min_size=3, max_size=3), max_size=8), st.data())
@cases(30)
def test_a_table_gives_the_cells_that_were_written(tmp_path: Path, rows: list[list[str]], data: st.DataObject) -> None:
    spans = [data.draw(st.sampled_from(((1, 1, 1), (2, 1), (1, 2), (3,))), str(cells)) for cells in rows]
    kept = [cells[: len(spanned)] for cells, spanned in zip(rows, spans, strict=True)]
    written = [
        row(*(cell(text, f'<w:gridSpan w:val="{span}"/>') for text, span in zip(cells, spanned, strict=True)))
        for cells, spanned in zip(kept, spans, strict=True)
    ]
    (sheet,) = sheets(tmp_path, table([_HEAD, *written]))
    expected = {1: dict(enumerate(_HEAD, 1))}
    for number, (cells, spanned) in enumerate(zip(kept, spans, strict=True), 2):
        places = [1 + sum(spanned[:place]) for place in range(len(spanned))]
        filled = {place: text for place, text in zip(places, cells, strict=True) if text}
        expected |= {number: filled} if filled else {}
    assert sheet.rows == expected
    assert sheet.merged == [
        Area(number, 1 + sum(spanned[:place]), number, sum(spanned[: place + 1]))
        for number, spanned in enumerate(spans, 2)
        for place, span in enumerate(spanned)
        if span > 1
    ]
