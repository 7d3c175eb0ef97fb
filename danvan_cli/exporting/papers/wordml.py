"""The XML of Word files: its names, and how it is read and made. All that imports lxml lies beside this module."""

from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from danvan_cli.text.visible import visible

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Nothing outside the file is looked for, and no entity of the file's own is put in: see the test of a DTD.
_PARSER = {
    **dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False),
    **dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True),
}


def w(name: str) -> str:
    """Return the full name of one of Word's own elements or attributes."""
    return f"{{{MAIN}}}{name}"


def parsed(content: bytes) -> Element:
    """Return the tree of a part; raise XMLSyntaxError."""
    return etree.fromstring(content, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]  # each by its own name


def made(parent: Element | None, tag: str, /, **attributes: str) -> Element:
    """Make an element, the last one of its parent if there is one."""
    return etree.Element(tag, attributes) if parent is None else etree.SubElement(parent, tag, attributes)


def word_element(parent: Element | None, name: str, /, **attributes: str) -> Element:
    """Make one of Word's own elements, with attributes of Word's own."""
    element = etree.Element(w(name), nsmap={"w": MAIN}) if parent is None else etree.SubElement(parent, w(name))
    for key, value in attributes.items():
        element.set(w(key), value)
    return element


def text_run(text: str, properties: Element | None) -> Element:
    """Make a run that holds a text, looking as another run does by its properties."""
    run = word_element(None, "r")
    if properties is not None:
        run.append(deepcopy(properties))
    set_text(word_element(run, "t"), text)
    return run


def set_text(element: Element, text: str) -> None:
    """Write a text into an element that holds one; XML cannot hold every character."""
    element.text = visible(text)
    element.set(_SPACE, "preserve")


def shell_of(element: Element) -> Element:
    """Return an element without what it holds."""
    shell = etree.Element(element.tag, None, element.nsmap)  # type: ignore[arg-type]  # a prefix may be None
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def child_text(element: Element) -> str:
    """Return all text within an element."""
    return "".join(str(text) for text in element.itertext())
