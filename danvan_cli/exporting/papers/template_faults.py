"""All that is wrong in a template, found in one run: where it is, and what it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import DanvanError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.blocks import Block
from danvan_cli.exporting.papers.paragraphs import Paragraph
from danvan_cli.exporting.papers.tagged_text import TaggedText, listed_of, outputs
from danvan_cli.exporting.papers.template_parts import PARAGRAPH, ROW, TemplatePart, boxes_in, paragraphs_of_row
from danvan_cli.exporting.papers.text_check import Lists, TextCheck
from danvan_cli.exporting.papers.typed_numbers import TYPED_NUMBER, typed_numbers
from danvan_cli.exporting.papers.wordml import Element
from danvan_cli.exporting.papers.words import FUNCTIONS, Call, Output, Statement, Tag
from danvan_cli.text.mark import N_

IN_PARAGRAPH = Message("in-paragraph", N_("{what}, paragraph {place} “{value}”: {reason}."), severity="fault")
IN_CELL = Message("in-template-cell", N_("{what}, cell {cell} “{value}”: {reason}."), severity="fault")
NOT_ALONE = Message(
    "tag-not-alone",
    N_("“{value}” stands for the whole row or paragraph, and what is beside it would be lost. Let it stand alone."),
    severity="fault",
)
NOT_IN_TABLE = Message(
    "row-tag-outside", N_("“{value}” stands for a row, and there is no table here. Write {example}."), severity="fault"
)
FAULTY_TEMPLATE = Message("faulty-template", N_("Nothing was written: {number} faults in {file}."))


class TemplateFault(NamedTuple):
    """A fault: the part and the how-manieth paragraph, or the sheet with row and cell; first words; what is wrong."""

    part: str
    paragraph: int
    words: str
    why: RequestError
    cell: str = ""

    def is_like(self, other: "TemplateFault") -> bool:
        """Whether another one is the same thing in the same paragraph."""
        alike = (self.part, self.paragraph, self.why.message) == (other.part, other.paragraph, other.why.message)
        return alike and self.why.params == other.why.params

    @property
    def told(self) -> DanvanError:
        """Return it as it is told."""
        if self.cell:
            return DanvanError(IN_CELL, what=self.part, cell=self.cell, value=self.words, reason=self.why)
        return DanvanError(IN_PARAGRAPH, what=self.part, place=self.paragraph, value=self.words, reason=self.why)


class FaultyTemplateError(DanvanError):
    """A template that cannot be filled in; `faults` say why."""

    def __init__(self, file: str, faults: Iterable[TemplateFault]) -> None:
        self.faults = list(faults)
        super().__init__(FAULTY_TEMPLATE, number=len(self.faults), file=file)

    @property
    def parts(self) -> Sequence[DanvanError]:
        """Return each fault, and that nothing was written."""
        return [*(fault.told for fault in self.faults), self]


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
        for paragraph in self._part.paragraphs():
            for number, around in typed_numbers(paragraph.typed):
                why = RequestError(TYPED_NUMBER, value=around, number_text=number)
                yield TemplateFault(self._part.label, self._part.number(paragraph.element), paragraph.first_words, why)


def _level(tag: Tag) -> str:
    return tag.says.level if isinstance(tag.says, Statement) else ""


def _stands_alone(says: Output | Statement) -> bool:
    value = says.value if isinstance(says, Output) else None
    return isinstance(value, Call) and FUNCTIONS[value.function].stands == "paragraph"
