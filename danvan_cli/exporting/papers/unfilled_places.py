"""Tags where nothing is filled in: a paper on which one was left would show its braces to whoever reads it."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.document_properties import PROPERTIES
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.xml_trees import Element, child_text, parsed
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.text.mark import N_

NOT_FILLED = Message(
    "tag-not-filled",
    N_("nothing is filled in there. Put the tag where the text or the cells are, or take it away"),
    severity="fault",
)
_TAG = re.compile(r"\{\{|\{%")
_TAG_BYTES = re.compile(rb"\{\{|\{%")
_PAGES = ("odd", "even", "first")
_MOST = 40  # letters that are shown
_LABELS = (  # by what a part is called in the file
    ("comment", N_("comments")),
    ("chart", N_("drawings and charts")),
    ("drawing", N_("drawings and charts")),
    ("diagram", N_("drawings and charts")),
    ("docProps/", PROPERTIES),
    ("xl/workbook", N_("names of sheets and areas")),
    ("xl/worksheets/", N_("formulas, prompts and rules of cells")),
)
_SEEN = ("word/", "xl/", "docProps/")  # what else a file may keep, nobody sees
# docProps/app.xml says again how sheets are called; texts of cells, and what is printed on each page, are filled in.
_SAID_ELSEWHERE = ("TitlesOfParts", "v", "is", *(f"{page}{side}" for page in _PAGES for side in ("Header", "Footer")))


def tags_elsewhere(parts: PackageParts, filled: Iterable[str]) -> list[TemplateFault]:
    """Return the tags in parts of a file whose texts are not `filled` in."""
    known = set(filled)
    shown = [name for name in parts.names if name.startswith(_SEEN) and name.endswith(".xml") and name not in known]
    return [fault for name in shown if _TAG_BYTES.search(parts[name]) for fault in _tags_in(parts[name], name)]


def _tags_in(xml: bytes, part: str) -> Iterator[TemplateFault]:
    """Yield the tags in the XML of a part, each text once."""
    label = next((label for key, label in _LABELS if key in part), part)
    try:
        texts = dict.fromkeys(_texts(parsed(xml)))
    except etree.XMLSyntaxError:
        return  # whoever needs that part says what is wrong with it
    for text in texts:
        match = _TAG.search(text)
        if match:
            shown = " ".join(text[match.start() :].split())[:_MOST]
            yield TemplateFault(label, 0, shown, RequestError(NOT_FILLED))


def _texts(element: Element) -> Iterator[str]:
    """Yield what an element and those within hold, a paragraph's text in one piece."""
    local = str(element.tag).rpartition("}")[2]
    if local in _SAID_ELSEWHERE:
        return
    yield from map(str, element.attrib.values())
    if local in ("p", "text"):
        yield child_text(element)
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
