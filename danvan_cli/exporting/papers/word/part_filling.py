"""A part of a template, filled in: new elements in place of those with tags; all else is copied as it is."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import partial
from itertools import chain

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_lists import PaperRecord
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.language.tagged_text import TextSpan, listed_of
from danvan_cli.exporting.papers.language.words import Call, Output, Tag
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.text_filling import PaperDetails, Scope, TextFiller
from danvan_cli.exporting.papers.word.paragraphs import Paragraph, empty_like
from danvan_cli.exporting.papers.word.repeated_rows import RepeatedRows
from danvan_cli.exporting.papers.word.row_marks import PaperBookmarks
from danvan_cli.exporting.papers.word.tables import word_table
from danvan_cli.exporting.papers.word.template_parts import PARAGRAPH, ROW, TABLE, TEXT, TemplatePart
from danvan_cli.exporting.papers.word.wordml import set_text, text_run, w, word_element
from danvan_cli.exporting.papers.xml_trees import Element, shell_of

_OF_A_COPY = ("paraId", "textId")  # what no two paragraphs may have alike


class PartFiller:
    """Fills a part of a template in; what cannot be answered is gathered as a fault."""

    def __init__(
        self,
        part: TemplatePart,
        answers: PaperAnswers,
        details: PaperDetails,
        bookmarks: PaperBookmarks,
        rows: RepeatedRows,
    ) -> None:
        self._part, self._answers, self._bookmarks, self._rows = part, answers, bookmarks, rows
        self._texts = TextFiller(answers, details, self._add)
        self._noted: list[tuple[Element, Paragraph]] = []
        self._bare: dict[Element, Element] = {}
        self.only: tuple[Block[Element], int] | None = None  # of one list, only the record at that place
        self.faults: list[TemplateFault] = []

    def fill(self) -> None:
        """Put what is filled in in place of what the part holds."""
        root = self._part.root
        root[:] = list(self._contents(root, {}))
        self._bookmarks.add_inline(self._texts.inline)

    def note(self, notes: Callable[[], Sequence[str]]) -> None:
        """Write what has to be said under the numbers where the template wants it; all parts must be filled in."""
        for placeholder, paragraph in self._noted:
            look = paragraph.look_at(paragraph.tags[0].begin)
            for text in notes():  # what the records' state is takes long to say, so only who wants it asks
                line = empty_like(paragraph.element)
                line.append(text_run(text, look))
                placeholder.addprevious(line)
            parent = placeholder.getparent()
            if parent is not None:
                parent.remove(placeholder)

    def _contents(self, container: Element, scope: Scope, *, is_copy: bool = False) -> Iterator[Element]:
        """Yield what stands in a container; two tables side by side would become one, and one without rows is none."""
        last = None
        for element in self._filled(self._part.nesting(container).nodes, scope, is_copy=is_copy):
            if element.tag == TABLE and element.find(ROW) is None:
                continue
            if element.tag == TABLE and last is not None and last.tag == TABLE:
                yield word_element(None, "p")
            yield element
            last = element
        if container.tag == w("tc") and (last is None or last.tag != PARAGRAPH):
            yield word_element(None, "p")

    def _filled(self, nodes: "Sequence[Element | Block[Element]]", scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        for node in nodes:
            if not isinstance(node, Block):
                yield from self._element(node, scope, is_copy=is_copy)
            elif node.statement.word == "for":
                keys = self._part.keys_of(node, node.statement.name)
                listed = self._texts.listed(node.first, listed_of(node.statement), keys)
                if self.only and self.only[0] is node:
                    listed = listed.only(self.only[1])
                marks = self._bookmarks.of_list(listed)
                repeat = partial(self._of_record, node, scope)
                if listed.records and self._part.has_bare_rows(node):
                    yield from self._rows.of(listed.records, keys, repeat, marks)
                else:
                    yield from chain.from_iterable(marks.mark(list(repeat(record))) for record in listed.records)
            else:
                chosen = self._texts.branch(node.first, node, scope)
                yield from self._filled(chosen, scope, is_copy=is_copy)

    def _of_record(self, block: Block[Element], scope: Scope, record: PaperRecord) -> Iterator[Element]:
        within = {**scope, block.statement.name: record}
        yield from self._filled(block.branches[0].contents, within, is_copy=True)

    def _element(self, element: Element, scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        if not self._part.has_tags(element):
            yield self._copied(element, is_copy=is_copy)
        elif is_copy and (texts := self._part.plain_texts(element)) is not None:
            yield self._written_copy(element, texts, scope)
        elif element.tag == PARAGRAPH:
            yield from self._paragraph(self._part.paragraph(element), scope, is_copy=is_copy)
        else:
            new = shell_of(element)
            new.extend(self._contents(element, scope, is_copy=is_copy))
            yield new

    def _written_copy(self, element: Element, texts: Sequence[tuple[int, Paragraph]], scope: Scope) -> Element:
        """Return a copy of an element in which nothing but some texts has to be written."""
        new = self._copied(element, is_copy=True)
        places = list(new.iter(TEXT))
        for place, paragraph in texts:
            set_text(places[place], self._texts.plain(paragraph.element, paragraph, scope))
        return new

    def _copied(self, element: Element, *, is_copy: bool) -> Element:
        """Return a copy; in what is repeated, without what may be there only once."""
        if is_copy and element not in self._bare:
            self._bare[element] = _without_identity(element)
        new = deepcopy(self._bare[element] if is_copy else element)
        new.tail = None
        return new

    def _paragraph(self, paragraph: Paragraph, scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        tag = paragraph.only_tag
        value = tag.says.value if tag is not None and isinstance(tag.says, Output) else None
        if tag is not None and isinstance(value, Call) and value.function == "bang":
            yield from self._table(paragraph, tag, value)
            return
        parts = list(self._pieces(paragraph, scope))
        new = paragraph.put_together(parts, lambda element: list(self._element(element, scope, is_copy=is_copy)))
        if isinstance(value, Call) and value.function == "ghi_chu":
            self._noted.append((new, paragraph))
        yield new

    def _table(self, paragraph: Paragraph, tag: Tag, call: Call) -> Iterator[Element]:
        try:
            table = self._answers.table(call)
        except RequestError as error:
            self._add(paragraph.element, error)
            return
        if table.missing:
            line = empty_like(paragraph.element)
            line.append(text_run(table.missing, paragraph.look_at(tag.begin)))
            yield line
            return
        width = self._part.width_at(paragraph.element)
        yield word_table(table, width, paragraph.look_at(tag.begin), self._bookmarks.around)

    def _pieces(self, paragraph: Paragraph, scope: Scope) -> Iterator[TextSpan | list[Element]]:
        for piece, written in self._texts.pieces(paragraph.element, paragraph, scope):
            if isinstance(piece, TextSpan):
                yield piece
            elif isinstance(written, PaperNumber):
                yield self._bookmarks.around(written, paragraph.look_at(piece.begin))
            elif written:
                yield [text_run(written, paragraph.look_at(piece.begin))]

    def _add(self, element: Element, why: RequestError) -> None:
        paragraph = element if element.tag == PARAGRAPH else next(element.iter(PARAGRAPH), None)
        words = "" if paragraph is None else self._part.paragraph(paragraph).first_words
        fault = TemplateFault(self._part.label, self._part.number(element), words, why)
        if not any(fault.is_like(known) for known in self.faults):  # what is repeated is wrong in each row
            self.faults.append(fault)


def _without_identity(element: Element) -> Element:
    """Return a copy without what may be there only once."""
    new = deepcopy(element)
    for part in new.iter():
        for name in [name for name in part.attrib if str(name).rpartition("}")[2] in _OF_A_COPY]:
            del part.attrib[name]
    return new
