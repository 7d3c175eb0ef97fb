"""XML as trees: how parts of Office files are read, and made. All of lxml that papers use is here and in `word`."""

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Nothing outside the file is looked for, and no entity of the file's own is put in: see the test of a DTD.
_PARSER = {
    **dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False),
    **dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True),
}


def parsed(content: bytes) -> Element:
    """Return the tree of a part; raise XMLSyntaxError."""
    return etree.fromstring(content, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]  # each by its own name


def written_part(root: Element) -> bytes:
    """Return a part as a file holds it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def made(parent: Element | None, tag: str, /, **attributes: str) -> Element:
    """Make an element, the last one of its parent if there is one."""
    return etree.Element(tag, attributes) if parent is None else etree.SubElement(parent, tag, attributes)


def shell_of(element: Element) -> Element:
    """Return an element without what it holds."""
    shell = etree.Element(element.tag, None, element.nsmap)  # type: ignore[arg-type]  # a prefix may be None
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def child_text(element: Element) -> str:
    """Return all text within an element."""
    return "".join(str(text) for text in element.itertext())
