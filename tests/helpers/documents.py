"""Documents of Word for tests, out of the XML of what stands in them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="s" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="m"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    f'PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
DRAWN = (
    "<w:tblPr><w:tblBorders>"
    + "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in _EDGES)
    + "</w:tblBorders></w:tblPr>"
)
_DAY = (2020, 1, 1, 0, 0, 0)  # the same bytes each time
Cells = Sequence[str]


def run(text: str, looks: str = "") -> str:
    """Return a run of a text; `looks` are its properties."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, looks: str = "") -> str:
    """Return a paragraph of runs, or of texts."""
    whole = "".join(piece if piece.startswith(("<w:", "<m:")) else run(piece) for piece in runs if piece)
    return f"<w:p><w:pPr>{looks}</w:pPr>{whole}</w:p>"


def cell(content: str = "", looks: str = "") -> str:
    """Return a cell of a text, whose lines are paragraphs, or of blocks."""
    blocks = content if content.startswith("<w:") else "".join(map(paragraph, content.split("\n")))
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, looks: str = "") -> str:
    """Return a row of cells, or of texts."""
    whole = "".join(content if content.startswith("<w:tc>") else cell(content) for content in cells)
    return f"<w:tr><w:trPr>{looks}</w:trPr>{whole}</w:tr>"


def table(rows: Iterable[Cells | str], looks: str = DRAWN, widths: Sequence[int] = ()) -> str:
    """Return a table of rows, or of rows of texts."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    whole = "".join(cells if isinstance(cells, str) else row(*cells) for cells in rows)
    return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{whole}</w:tbl>"


def document(path: Path, *blocks: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a document; `parts` are its styles and numbering, without what stands around them."""
    path.write_bytes(document_bytes(*blocks, parts=parts))
    return path


def document_bytes(*blocks: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a document."""
    more = {name: f"<w:{name} {NAMESPACES}>{content}</w:{name}>" for name, content in (parts or {}).items()}
    whole = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in more}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        **{f"word/{name}.xml": content for name, content in more.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in whole.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'
