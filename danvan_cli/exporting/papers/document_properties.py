"""The properties of an Office file, such as its title, which may hold tags as its text does."""

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.language.tagged_text import TaggedText
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.text_check import TextCheck
from danvan_cli.exporting.papers.text_filling import PaperDetails, TextFiller
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible

PROPERTIES = N_("properties")
_TEXTS = ("title", "subject", "creator", "description", "keywords", "category", "contentStatus", "lastModifiedBy")


class PropertiesCheck(TextCheck[Element]):
    """Looks at the tags of all properties."""

    def __init__(self, properties: Element, answers: PaperAnswers) -> None:
        super().__init__(answers)
        self.faults: list[TemplateFault] = []
        for element in tagged(properties):
            self.text(element, TaggedText(element.text or ""), {})

    def refuse(self, place: Element, text: TaggedText | None, why: RequestError) -> None:
        """Gather a fault of a property."""
        words = (text or TaggedText(place.text or "")).first_words
        self.faults.append(TemplateFault(PROPERTIES, 0, words, why))


def fill_properties(properties: Element, answers: PaperAnswers, details: PaperDetails) -> list[TemplateFault]:
    """Fill the title and the like in; return the faults."""
    faults: list[TemplateFault] = []

    def refuse(text: TaggedText, why: RequestError) -> None:
        faults.append(TemplateFault(PROPERTIES, 0, text.first_words, why))

    texts = TextFiller(answers, details, refuse)
    for element in tagged(properties):
        text = TaggedText(element.text or "")
        element.text = visible(texts.plain(text, text))
    return faults


def tagged(properties: Element) -> list[Element]:
    """Return the properties that have tags."""
    texts = (element for element in properties if str(element.tag).rpartition("}")[2] in _TEXTS)
    return [element for element in texts if "{" in (element.text or "") or "}" in (element.text or "")]
