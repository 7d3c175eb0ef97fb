"""Numbers of papers as values of cells, and values as texts again."""

import pytest

from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, PaperNumber
from danvan_cli.exporting.papers.workbook.cell_formats import CellFormats
from danvan_cli.exporting.papers.workbook.shown_values import CellValue, text_like, value_of_number, value_of_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", CellValue(5)),
        ("05", CellValue(5, "00")),
        ("1.240", CellValue(1240)),
        ("85,5", CellValue(85.5)),
        ("57,9%", CellValue(0.579, "0.0%")),
        ("50%", CellValue(0.5, "0%")),
        ("ít nhất 5", CellValue(5, '"ít nhất "#,##0')),
        ("ít nhất 05", CellValue(5, '"ít nhất "00')),
        ("ít nhất 33,2%", CellValue(0.332, '"ít nhất "0.0%')),
    ],
)
def test_a_number_is_a_value_and_found_again(text: str, expected: CellValue) -> None:
    number = PaperNumber(AskedNumber("so", "recognized", "2020", two_digits="05" in text), text, 5)
    assert value_of_number(number) == expected
    assert text_like(float(expected.value), text) == text


@pytest.mark.parametrize("text", ["tăng 12 (6,9%)", "giảm 12", "không thay đổi"])
def test_a_change_is_words(text: str) -> None:
    assert value_of_number(PaperNumber(AskedNumber("tang_giam", "recognized", "2020"), text, 12)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", CellValue(12)),
        ("1.240", CellValue(1240)),
        ("0912345678", None),
        ("130-QĐ/TU", None),
        ("12 hộ", None),
        ("-5", None),
        ("33%", None),
        ("1234567890123456", None),
        ("07/12/2023", CellValue(45267, "dd/mm/yyyy")),
        ("7/12/2023", None),
        ("12/2023", None),
        ("01/02/1900", None),
    ],
)
def test_a_text_of_a_record_is_a_value_where_it_shows_nothing_else(text: str, expected: CellValue | None) -> None:
    assert value_of_text(text) == expected


def test_days_are_counted_as_the_workbook_counts_them() -> None:
    assert value_of_text("07/12/2023", counts_from_1904=True) == CellValue(45267 - 1462, "dd/mm/yyyy")


_STYLES = b'<x:styleSheet xmlns:x="m"><x:cellXfs count="1"><x:xf fontId="3" numFmtId="14"/></x:cellXfs></x:styleSheet>'


def test_a_style_is_added_once_and_a_day_stays_as_its_office_shows_it() -> None:
    formats = CellFormats(_STYLES)
    assert (formats.style_with(0, "dd/mm/yyyy"), formats.xml()) == (0, _STYLES)
    assert [formats.style_with(0, form) for form in ("00", "0%", "00", "")] == [1, 2, 1, 0]
    assert formats.xml() == (
        b'<x:styleSheet xmlns:x="m"><x:numFmts count="1"><x:numFmt numFmtId="164" formatCode="00"/></x:numFmts>'
        b'<x:cellXfs count="3"><x:xf fontId="3" numFmtId="14"/>'
        b'<x:xf applyNumberFormat="1" fontId="3" numFmtId="164"/>'
        b'<x:xf applyNumberFormat="1" fontId="3" numFmtId="9"/></x:cellXfs></x:styleSheet>'
    )
