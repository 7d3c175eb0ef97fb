"""Word files made of XML, as Word and as harmful people make them, and what stands in one that was written."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DAY = (2026, 11, 30, 0, 0, 0)
_MARGINS = '<w:pgMar w:left="1701" w:right="851" w:top="1134" w:bottom="1134"/>'
SECTION = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{_MARGINS}</w:sectPr>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs, each bold but the first."""
    return f"<w:p>{properties}{''.join(run(text, place) for place, text in enumerate(runs))}</w:p>"


def run(text: str, place: int = 0) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if place else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def write_docx(file: Path, *body: str, **more: Any) -> Path:  # noqa: ANN401 - as `docx` takes it
    """Write a Word file, as `docx` makes it."""
    file.write_bytes(docx(*body, **more))
    return file


def docx(
    *body: str,
    header: str = "",
    footnotes: str = "",
    properties: Mapping[str, str] | None = None,
    kind: str = "document",
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a Word file; what is in `body` is a paragraph, unless it is XML already."""
    parts = {"word/document.xml": _part("document", f"<w:body>{_paragraphs(body)}{SECTION}</w:body>")}
    types = [("word/document.xml", f"{_TYPES}.{kind}.main+xml")]
    relations = []
    for name, content, part in (("header", header, "hdr"), ("footnotes", footnotes, "footnotes")):
        if content:
            inner = _paragraphs([content])
            inner = f'<w:footnote w:id="1">{inner}</w:footnote>' if name == "footnotes" else inner
            parts[f"word/{name}1.xml"] = _part(part, inner)
            types.append((f"word/{name}1.xml", f"{_TYPES}.{name}+xml"))
            relations.append((f"{_RELATION}/{name}", f"{name}1.xml"))
    top = [(f"{_RELATION}/officeDocument", "word/document.xml")]
    if properties is not None:
        parts["docProps/core.xml"] = _core(properties)
        types.append(("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
        top.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{type_}"/>' for name, type_ in types)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    content_types = f'<Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>'.encode()
    everything = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": _relations(top),
        **parts,
        "word/_rels/document.xml.rels": _relations(relations),
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in everything.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data)
    return stream.getvalue()


def with_part(file: bytes, kind: str, xml: str) -> bytes:
    """Return a Word file with a part more, such as its comments."""
    relation = f'<Relationship Id="rId99" Type="{_RELATION}/{kind}" Target="{kind}.xml"/></Relationships>'
    relations, stream = "word/_rels/document.xml.rels", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(
                name, content.replace(b"</Relationships>", relation.encode()) if name == relations else content
            )
        after.writestr(f"word/{kind}.xml", xml.replace(">", f' xmlns:w="{W}">', 1))
    return stream.getvalue()


def _paragraphs(contents: "tuple[str, ...] | list[str]") -> str:
    return "".join(content if content.startswith("<w:") else paragraph(content) for content in contents)


def _part(name: str, inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{W}">{inner}</w:{name}>'.encode()


def _core(properties: Mapping[str, str]) -> bytes:
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in properties.items())
    names = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
    )
    return f"<cp:coreProperties {names}>{inner}</cp:coreProperties>".encode()


def _relations(relations: list[tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{type_}" Target="{target}"/>'
        for place, (type_, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


class WrittenPaper:
    """A Word file that was written: its texts, tables, bookmarks and properties."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {name: etree.fromstring(content) for name, content in self.parts.items() if name.endswith(".xml")}

    def tree(self, name: str = "word/document.xml") -> "etree._Element":
        return self.trees[name]

    def texts(self, name: str = "word/document.xml") -> list[str]:
        """Return the text of each paragraph that lies in no table."""
        paragraphs = self.tree(name).iter(f"{{{W}}}p")
        return [_text(element) for element in paragraphs if next(element.iterancestors(f"{{{W}}}tbl"), None) is None]

    def tables(self) -> list[list[list[str]]]:
        return [
            [[_text(cell) for cell in row.iter(f"{{{W}}}tc")] for row in element.iter(f"{{{W}}}tr")]
            for element in self.tree().iter(f"{{{W}}}tbl")
        ]

    def bookmarks(self, name: str = "word/document.xml") -> dict[str, str]:
        """Return {name: the text round which it lies}, without those of rows of lists, within which others lie."""
        marked: dict[str, str] = {}
        for begin in self.tree(name).iter(f"{{{W}}}bookmarkStart"):
            if str(begin.get(f"{{{W}}}name")).startswith("ds"):
                continue
            element, texts = begin.getnext(), []
            while element is not None and element.tag != f"{{{W}}}bookmarkEnd":
                texts.append(_text(element))
                element = element.getnext()
            assert element is not None
            assert element.get(f"{{{W}}}id") == begin.get(f"{{{W}}}id")
            marked[str(begin.get(f"{{{W}}}name"))] = "".join(texts)
        return marked

    def properties(self) -> dict[str, str]:
        """Return custom properties, each whole."""
        whole: dict[str, str] = {}
        for entry in self.tree("docProps/custom.xml"):
            name = re.sub(r"-\d\d$", "", str(entry.get("name")))
            whole[name] = whole.get(name, "") + "".join(str(text) for text in entry.itertext())
        return whole


def _text(element: "etree._Element") -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t"))
