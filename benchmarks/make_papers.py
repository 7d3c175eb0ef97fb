"""Write the Word templates of the papers that are measured: danvan's with questions, docxtpl's with constants."""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

REPORT, CERTIFICATES = "report", "certificates"
NUMBERS, TABLES, TABLE_ROWS, TABLE_COLUMNS = 20, 4, 8, 4
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_CERTIFICATE = (
    "GIẤY KHEN",
    "BAN DÂN VẬN TỈNH ỦY BÌNH PHÚ",
    "{{ m.ten }}",
    "{{ m.don_vi }}",
    "Đã có thành tích trong phong trào thi đua “Dân vận khéo”",
)
_BY = ("linh-vuc,loai", "loai,linh-vuc", "linh-vuc", "loai")


def main() -> None:
    """Write them all into the folder that is named."""
    folder = Path(sys.argv[1])
    asked = [f'Số {{{{ so("dang-ky", "loai={kind}", nam="{year}") }}}}' for kind, year in _asked()]
    tables = [f'{{{{ bang("dang-ky", theo="{by}") }}}}' for by in _BY]
    _write(folder / f"{REPORT}-danvan.docx", [*asked, *tables, _list('danh_sach("dang-ky")')])
    constants = [f"Số {{{{ n{number} }}}}" for number in range(NUMBERS)]
    cells = "".join(f"<w:tc><w:p>{_run(f'{{{{ r.c{column} }}}}')}</w:p></w:tc>" for column in range(TABLE_COLUMNS))
    grids = [_rows(f"{{%tr for r in t{table} %}}", cells, TABLE_COLUMNS) for table in range(TABLES)]
    _write(folder / f"{REPORT}-docxtpl.docx", [*constants, *grids, _list("records")])
    for name, listed in (("danvan", 'danh_sach("tieu-bieu")'), ("docxtpl", "records")):
        body = [f"{{%p for m in {listed} %}}", *_CERTIFICATE, "{%p endfor %}"]
        _write(folder / f"{CERTIFICATES}-{name}.docx", body)


def _asked() -> list[tuple[str, str]]:
    years = ("2021", "2022", "2023", "2021-2022", "2022-2023", "2021-2023")
    return [(kind, year) for year in (*years, *years) for kind in ("tap-the", "ca-nhan")][:NUMBERS]


def _list(listed: str) -> str:
    cells = "".join(f"<w:tc><w:p>{_run(f'{{{{ m.{key} }}}}')}</w:p></w:tc>" for key in ("stt", "ten", "don_vi"))
    return _rows(f"{{%tr for m in {listed} %}}", cells, 3)


def _rows(begin: str, cells: str, columns: int) -> str:
    """Return a table of one row that is repeated."""
    span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'
    outer = "<w:tr><w:tc>" + span + "<w:p>{}</w:p></w:tc></w:tr>"
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns))
    rows = outer.format(_run(begin)) + f"<w:tr>{cells}</w:tr>" + outer.format(_run("{%tr endfor %}"))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _write(file: Path, body: list[str]) -> None:
    parts = [part if part.startswith("<w:") else f"<w:p>{_run(part)}</w:p>" for part in body]
    document = f"<w:document {_W}><w:body>{''.join(parts)}<w:sectPr/></w:body></w:document>"
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/>'
    kinds = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    kinds += f'<Override PartName="/word/document.xml" ContentType="{_TYPES}"/>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>')
        archive.writestr("word/document.xml", document)


if __name__ == "__main__":
    main()
