"""All that is wrong in a part of a Word template, found in one run."""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, listed_of, outputs
from danvan_cli.exporting.papers.language.words import FUNCTIONS, Call, Output, Statement, Tag
from danvan_cli.exporting.papers.template_faults import NOT_ALONE, TemplateFault
from danvan_cli.exporting.papers.text_check import Lists, TextCheck
from danvan_cli.exporting.papers.word.paragraphs import Paragraph
from danvan_cli.exporting.papers.word.template_parts import PARAGRAPH, ROW, TemplatePart, boxes_in, paragraphs_of_row
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.text.mark import N_

NOT_IN_TABLE = Message(
    "row-tag-outside", N_("“{value}” stands for a row, and there is no table here. Write {example}."), severity="fault"
)


class TemplateCheck(TextCheck[Element]):
    """Looks at every tag of a part, also where nothing would be written."""

    def __init__(self, part: TemplatePart, answers: PaperAnswers) -> None:
        super().__init__(answers)
        self._part = part
        self.faults: list[TemplateFault] = []
        self._elements(part.root, {})

    def refuse(self, place: Element, text: TaggedText | None, why: RequestError) -> None:
        """Gather a fault of an element, or of its first paragraph."""
        if text is None:
            paragraph = place if place.tag == PARAGRAPH else next(place.iter(PARAGRAPH))
            text = self._part.paragraph(paragraph)
        self.faults.append(TemplateFault(self._part.label, self._part.number(place), text.first_words, why))

    def _elements(self, container: Element, lists: Lists) -> None:
        nesting = self._part.nesting(container)
        for element, mistake in nesting.mistakes:
            self.refuse(element, None, mistake)
            self._statement(element)
        self._nodes(nesting.nodes, lists)

    def _nodes(self, nodes: "Sequence[Element | Block[Element]]", lists: Lists) -> None:
        for node in nodes:
            if isinstance(node, Block):
                self._block(node, lists)
            elif self._part.has_tags(node):
                self._element(node, lists)

    def _block(self, block: Block[Element], lists: Lists) -> None:
        statement = block.statement
        self._statement(block.first)
        within = lists
        if statement.word == "for":
            self.refuse_list_in_list(block.first, None, lists)
            self.call(block.first, None, listed_of(statement), self._part.keys_of(block, statement.name))
            within = {**lists, statement.name: listed_of(statement)}
        for branch in block.branches:
            if branch.condition is not None:
                self.says(block.first, None, Statement("if", condition=branch.condition), lists)
            self._nodes(branch.contents, within)

    def _statement(self, element: Element) -> None:
        """Look whether a row that a tag stands for holds nothing else."""
        if element.tag == ROW:
            paragraphs = [self._part.paragraph(paragraph) for paragraph in paragraphs_of_row(element)]
            filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
            tags = [tag for paragraph in filled for tag in paragraph.tags if _level(tag) == "tr"]
            if len(filled) > 1 or filled[0].only_tag is None:
                self.refuse(element, filled[0], RequestError(NOT_ALONE, value=tags[0].text))

    def _element(self, element: Element, lists: Lists) -> None:
        if element.tag == PARAGRAPH:
            self._paragraph(self._part.paragraph(element), lists)
        else:
            self._elements(element, lists)

    def _paragraph(self, paragraph: Paragraph, lists: Lists) -> None:
        element = paragraph.element
        self.text(element, paragraph, lists)
        for tag, says in outputs(paragraph.tags):
            if _level(tag) == "tr" and not any(above.tag == ROW for above in element.iterancestors()):
                example = f"{{%{tag.text[4:]}"
                self.refuse(element, paragraph, RequestError(NOT_IN_TABLE, value=tag.text, example=example))
            elif _level(tag) or (_stands_alone(says) and paragraph.only_tag is None):
                self.refuse(element, paragraph, RequestError(NOT_ALONE, value=tag.text))
        for box in boxes_in(element):
            self._elements(box, lists)

    def typed(self) -> Iterator[TemplateFault]:
        """Yield the numbers that were typed by hand."""
        from danvan_cli.exporting.papers.language.typed_numbers import (  # noqa: PLC0415 - not to fill a template in
            TYPED_NUMBER,
            typed_numbers,
        )

        for paragraph in self._part.paragraphs():
            for number, around in typed_numbers(paragraph.typed):
                why = RequestError(TYPED_NUMBER, value=around, number_text=number)
                yield TemplateFault(self._part.label, self._part.number(paragraph.element), paragraph.first_words, why)


def _level(tag: Tag) -> str:
    return tag.says.level if isinstance(tag.says, Statement) else ""


def _stands_alone(says: Output | Statement) -> bool:
    value = says.value if isinstance(says, Output) else None
    return isinstance(value, Call) and FUNCTIONS[value.function].stands == "paragraph"
