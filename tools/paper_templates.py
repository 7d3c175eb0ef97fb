"""Make the built-in templates of papers: `tools/paper_templates.py` writes all of them anew, byte for byte the same.

What the forms demand is a table in `danvan_cli/exporting/papers/forms.py`; `paper_layout.py` lays it out, and
`paper_texts.py` has what the papers say.
"""  # noqa: INP001 - a script, not a package

import sys
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from paper_layout import PAGE, twips
from paper_texts import KINDS, body_of

from danvan_cli.exporting.papers.forms import FORMS, PAPERS, Form, built_in

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_PACKAGE}/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY = (2026, 1, 1, 0, 0, 0)
_FONT = "Times New Roman"


def parts_of(paper: str, form: Form) -> dict[str, str]:
    """Return the parts of a template's file."""
    title = "{{ nam }}" if paper == "giay-khen" else " ".join(KINDS[paper])
    titled = f"<dc:title>{escape(title)}</dc:title>"
    core = "metadata/core-properties"
    names = f'xmlns:cp="{_PACKAGE}/{core}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    page = section(form, has_number=paper != "giay-khen")
    body = f"<w:body>{body_of(paper, form)}{page}</w:body>"
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"), (f"{_RELATIONS}/{core}", "docProps/core.xml")
        ),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">{body}</w:document>',
        "word/styles.xml": styles(form),
        "word/header1.xml": page_number(form),
        "word/_rels/document.xml.rels": relations(
            (f"{_OFFICE}/styles", "styles.xml"), (f"{_OFFICE}/header", "header1.xml")
        ),
        "docProps/core.xml": f"{_HEAD}<cp:coreProperties {names}>{titled}</cp:coreProperties>",
    }


def content_types() -> str:
    """Return what the parts are."""
    kinds = {
        "word/document.xml": f"{_TYPES}.document.main+xml",
        "word/styles.xml": f"{_TYPES}.styles+xml",
        "word/header1.xml": f"{_TYPES}.header+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    parts = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in endings.items())
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{parts}</Types>'


def relations(*related: tuple[str, str]) -> str:
    """Return what a part refers to: (kind, target)."""
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(related, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def section(form: Form, *, has_number: bool) -> str:
    """Return the page: its size and margins, and a header that its first page does not have, nor a certificate."""
    sides = dict(zip(("top", "bottom", "left", "right"), map(twips, form.margins), strict=True))
    margins = " ".join(f'w:{side}="{width}"' for side, width in sides.items())
    size = f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
    header = '<w:headerReference w:type="default" r:id="rId2"/>' if has_number else ""
    margins += ' w:header="567" w:footer="567" w:gutter="0"'  # 10 mm
    return f"<w:sectPr>{header}{size}<w:pgMar {margins}/><w:titlePg/></w:sectPr>"


def styles(form: Form) -> str:
    """Return how a text looks that says nothing of it."""
    fonts = " ".join(f'w:{script}="{_FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{2 * form.body}"/><w:szCs w:val="{2 * form.body}"/>'
    defaults = f'<w:rPr><w:rFonts {fonts}/>{size}<w:lang w:val="vi-VN"/></w:rPr>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    inner = f"<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault></w:docDefaults>{normal}"
    return f'{_HEAD}<w:styles xmlns:w="{_WORD}">{inner}</w:styles>'


def page_number(form: Form) -> str:
    """Return the header: the number of the page in the middle."""
    look = f'<w:rPr><w:sz w:val="{2 * form.page_number}"/></w:rPr>'
    fields = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    runs = "".join(f"<w:r>{look}{field}</w:r>" for field in fields)
    return f'{_HEAD}<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:hdr>'


def made(paper: str, form: Form) -> bytes:
    """Return a template's file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(paper, form).items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode())
    return stream.getvalue()


def main() -> int:
    """Write all templates."""
    for form in FORMS.values():
        for paper in PAPERS:
            file = built_in(paper, form)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(made(paper, form))
    return 0


if __name__ == "__main__":
    sys.exit(main())
