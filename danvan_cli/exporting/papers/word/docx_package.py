"""A Word file as its parts: opened with care, since somebody sent it; the same parts are written as the same bytes."""

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.kept_numbers import keep, kept_in
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.unfilled_places import tags_elsewhere
from danvan_cli.exporting.papers.word.repeated_rows import RepeatedRows
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import CONTENT_TYPES, Element, parsed, written_part
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.errors import DAMAGED, NOT_A_WORKBOOK, OLD_WORKBOOK, PASSWORD, WORD, FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import (
    ARCHIVE,
    BINARY_WORKBOOK,
    PDF,
    PICTURE,
    WEB_PAGE,
    XML_SHEET,
    kind_of,
)
from danvan_cli.spreadsheet.reading.limits import DOCTYPE, archive, check_sizes, content, guarded
from danvan_cli.spreadsheet.saving import saved
from danvan_cli.text.mark import N_

NOT_WORD = Message("not-word", N_("{file} is no Word document (.docx). Open it in Word and save it as .docx."))
MACROS = Message("word-macros", N_("{file} holds macros (.docm). Save it in Word as .docx."))

_OF_WORKBOOKS = (WEB_PAGE, XML_SHEET, BINARY_WORKBOOK, OLD_WORKBOOK, NOT_A_WORKBOOK, ARCHIVE, PDF, PICTURE)
_LOCKED, _OLD = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_TYPES = "[Content_Types].xml"
_PARTS = {  # which parts hold text, in the order in which they are told
    "header": N_("header"),
    "footer": N_("footer"),
    "footnotes": N_("footnotes"),
    "endnotes": N_("endnotes"),
}
BODY = N_("body")


class TextPart(NamedTuple):
    """A part that holds paragraphs: its name in the file, what people call it, and its tree."""

    name: str
    label: str
    root: Element


class DocxPackage:
    """A Word document that is open: its parts can be changed, and written as another file."""

    def __init__(self, parts: PackageParts, file: str) -> None:
        self._parts, self.file = parts, file
        self.rows = RepeatedRows()
        main = parts.related("", "officeDocument")
        if main is None or main not in parts:
            raise FileFormatError(NOT_WORD, file=file)
        self._main = main
        self._refuse_other_kinds()
        self.text_parts = [TextPart(main, BODY, self._tree(main)), *self._other_parts()]
        if self.text_parts[0].root.tag != w("document"):  # as in “Strict Open XML”, whose names are others
            raise FileFormatError(NOT_WORD, file=file)

    def _refuse_other_kinds(self) -> None:
        overrides = self._tree(_TYPES).iter(f"{{{CONTENT_TYPES}}}Override")
        kinds = [element.get("ContentType", "") for element in overrides if element.get("PartName") == f"/{self._main}"]
        if any("macroEnabled" in kind for kind in kinds):
            raise FileFormatError(MACROS, file=self.file)
        if not any(kind in (_DOCUMENT, _TEMPLATE) for kind in kinds):
            raise FileFormatError(NOT_WORD, file=self.file)

    def _other_parts(self) -> Iterator[TextPart]:
        folder, name = posixpath.split(self._main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        targets = list(self._tree(relations)) if relations in self._parts else []
        for kind, label in _PARTS.items():
            named = (
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
                for relation in targets
                if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
            )
            for part in sorted(set(named)):
                if part in self._parts:
                    yield TextPart(part, label, self._tree(part))

    def _tree(self, part: str) -> Element:
        xml = self._parts[part]
        if b"<!DOCTYPE" in xml:
            raise FileFormatError(DOCTYPE, file=self.file)
        return parsed(xml)

    @property
    def properties(self) -> Element | None:
        """Return the document's own properties, such as its title; None where it has none."""
        part = self._parts.related("", "core-properties")
        return self._tree(part) if part is not None and part in self._parts else None

    @property
    def tags_elsewhere(self) -> list[TemplateFault]:
        """Return the tags in parts where nothing is filled in."""
        core = self._parts.related("", "core-properties")
        return tags_elsewhere(self._parts, [*(part.name for part in self.text_parts), core or ""])

    def write(self, file: Path, properties: Element | None, custom: Mapping[str, str], *, force: bool) -> None:
        """Write the document with its changed parts; raise WriteError as `saved` does."""
        for part in self.text_parts:
            self._parts[part.name] = self.rows.written(written_part(part.root))
        core = self._parts.related("", "core-properties")
        if properties is not None and core is not None:
            self._parts[core] = written_part(properties)
        keep(self._parts, custom)
        self._parts[_TYPES] = self._parts[_TYPES].replace(_TEMPLATE.encode(), _DOCUMENT.encode())
        with saved(file, force=force) as temporary:
            self._parts.write(temporary)

    @property
    def custom(self) -> dict[str, str]:
        """Return our own custom properties."""
        return kept_in(self._parts)


@contextmanager
def opened(path: Path) -> Iterator[DocxPackage]:
    """Open a Word document; raise FileFormatError for whatever is none, or may do harm."""
    with ExitStack() as stack:
        with _told_of_word(path.name):
            _refuse_other_files(path)
            parts = stack.enter_context(archive(path))
            check_sizes(parts, parts.infolist(), path.name)
            package = DocxPackage(PackageParts(parts), path.name)
        yield package


@contextmanager
def _told_of_word(file: str) -> Iterator[None]:
    """Say of a Word document what the code that guards workbooks finds in a file."""
    try:
        with guarded(file):
            yield
    except etree.XMLSyntaxError as error:
        raise FileFormatError(DAMAGED, file=file) from error
    except FileFormatError as error:
        if error.message in _OF_WORKBOOKS:
            raise FileFormatError(NOT_WORD, file=file) from error
        raise


def _refuse_other_files(path: Path) -> None:
    kind = kind_of(path)
    if kind == "docx":
        return
    if kind != "compound":
        raise FileFormatError(NOT_WORD, file=path.name)
    data = content(path)
    raise FileFormatError(PASSWORD if _LOCKED in data else WORD if _OLD in data else NOT_WORD, file=path.name)
