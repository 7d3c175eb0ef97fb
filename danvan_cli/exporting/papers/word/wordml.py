"""Word's own elements: their names, and how they are made."""

from copy import deepcopy

from lxml import etree

from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.text.visible import visible

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return the full name of one of Word's own elements or attributes."""
    return f"{{{MAIN}}}{name}"


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
