"""The parts of a template as they are read once: which elements have tags, and what is repeated or may be left out."""

from collections.abc import Iterator

from danvan_cli.exporting.papers.language.blocks import Block, Nesting, everything_in, nest
from danvan_cli.exporting.papers.language.tagged_text import keys_among
from danvan_cli.exporting.papers.language.words import Output, Statement, Tag, Variable
from danvan_cli.exporting.papers.word.docx_package import TextPart
from danvan_cli.exporting.papers.word.paragraphs import Paragraph
from danvan_cli.exporting.papers.word.wordml import w, word_element
from danvan_cli.exporting.papers.xml_trees import Element, child_text

ROW, PARAGRAPH, TABLE, TEXT = w("tr"), w("p"), w("tbl"), w("t")
_LARGEST = 15_840  # twentieths of a point: A4 turned round has 16.838, with margins


class TemplatePart:
    """A part of a template."""

    def __init__(self, part: TextPart) -> None:
        self.label, self.root = part.label, part.root
        self._numbers = {paragraph: place for place, paragraph in enumerate(self.root.iter(PARAGRAPH), 1)}
        self._paragraphs: dict[Element, Paragraph] = {}
        self._nestings: dict[Element, Nesting[Element]] = {}
        self._tagged: dict[Element, bool] = {}
        self._plain: dict[Element, list[tuple[int, Paragraph]] | None] = {}
        self._keys: dict[tuple[Element, str], tuple[str, ...]] = {}
        for element in self._numbers:
            if self.has_tags(element) and self.paragraph(element).statement is not None:
                _set_breaks_apart(element)

    def paragraph(self, element: Element) -> Paragraph:
        """Return a paragraph as it is read."""
        if element not in self._paragraphs:
            self._paragraphs[element] = Paragraph(element)
        return self._paragraphs[element]

    def number(self, element: Element) -> int:
        """Return the how-manieth paragraph of its part an element is, or that of the first within it."""
        paragraphs = [element] if element.tag == PARAGRAPH else element.iter(PARAGRAPH)
        return next((self._numbers[paragraph] for paragraph in paragraphs if paragraph in self._numbers), 0)

    def has_tags(self, element: Element) -> bool:
        """Whether anything in an element has to be filled in."""
        if element not in self._tagged:
            text = child_text(element)
            self._tagged[element] = "{" in text or "}" in text
        return self._tagged[element]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs."""
        return map(self.paragraph, self._numbers)

    def nesting(self, container: Element) -> Nesting[Element]:
        """Return the elements of a container as blocks within blocks."""
        if container not in self._nestings:
            self._nestings[container] = nest(container, self.statement)
        return self._nestings[container]

    def first_list(self) -> Block[Element] | None:
        """Return the first list whose paragraphs are repeated, such as the certificates; None where there is none."""
        nodes = self.nesting(self.root[0]).nodes if len(self.root) else []
        return next((node for node in nodes if isinstance(node, Block) and node.statement.word == "for"), None)

    def statement(self, element: Element) -> Statement | None:
        """Return the statement that an element stands for: a paragraph that is nothing else, or a row of a table."""
        if element.tag not in (PARAGRAPH, ROW) or not self.has_tags(element):
            return None
        if element.tag == PARAGRAPH:
            return self.paragraph(element).statement
        tags = [tag for paragraph in paragraphs_of_row(element) for tag in self.paragraph(paragraph).tags]
        of_row = [tag.says for tag in tags if isinstance(tag.says, Statement) and tag.says.level == "tr"]
        return of_row[0] if of_row else None

    def plain_texts(self, element: Element) -> list[tuple[int, Paragraph]] | None:
        """Return which texts of an element have to be written, if nothing else has to be done with it.

        A list may have very many records: such an element is copied for each as a whole. None: it has to be put
        together, for it holds numbers, blocks, or texts in several runs.
        """
        if element not in self._plain:
            tagged = [paragraph for paragraph in map(self.paragraph, element.iter(PARAGRAPH)) if paragraph.tags]
            texts = [paragraph.single_text if _is_plain(paragraph) else None for paragraph in tagged]
            places = {text: place for place, text in enumerate(element.iter(TEXT))}
            found = [(places[text], tag) for text, tag in zip(texts, tagged, strict=True) if text is not None]
            self._plain[element] = found if len(found) == len(tagged) else None
        return self._plain[element]

    def keys_of(self, block: Block[Element], name: str) -> tuple[str, ...]:
        """Return what is shown of the records of a list that is repeated by whole paragraphs or rows."""
        if (block.first, name) not in self._keys:
            elements = (element for branch in block.branches for element, _ in everything_in(branch.contents))
            inner = _inner_statements(block, self)
            tags = (tag for element in elements for tag in self._tags_in(element))
            self._keys[block.first, name] = keys_among(name, [*tags, *inner])
        return self._keys[block.first, name]

    def has_bare_rows(self, block: Block[Element]) -> bool:
        """Whether a list is repeated by rows that hold nothing but texts of its records, as they are."""
        rows = block.branches[0].contents
        return all(
            not isinstance(row, Block) and row.tag == ROW and all(map(_is_bare, self._tags_in(row))) for row in rows
        )

    def _tags_in(self, element: Element) -> Iterator[Tag]:
        for paragraph in element.iter(PARAGRAPH):
            yield from self.paragraph(paragraph).tags

    def width_at(self, element: Element) -> int:
        """Return how much room a table has in the place of a paragraph, in twentieths of a point."""
        for above in element.iterancestors(w("tc")):
            width = above.find(f"{w('tcPr')}/{w('tcW')}")
            if width is not None and width.get(w("type")) == "dxa":
                return int(width.get(w("w"), "0")) or _LARGEST // 2
        return _width_of(self._section_after(element))

    def _section_after(self, element: Element) -> Element | None:
        """Return what is said of the section that an element lies in: it stands at its end."""
        top = element
        for above in element.iterancestors():
            if above.tag == w("body"):
                break
            top = above
        for follower in (top, *top.itersiblings()):
            section = next(follower.iter(w("sectPr")), None)
            if section is not None:
                return section
        return None


def _is_plain(paragraph: Paragraph) -> bool:
    return paragraph.has_only_values and paragraph.statement is None and not any(_level(tag) for tag in paragraph.tags)


def _is_bare(tag: Tag) -> bool:
    """Whether a tag writes a value as it is: what is asked of it, or made of it, has to be done for each record."""
    return tag.says is None or (
        isinstance(tag.says, Output) and isinstance(tag.says.value, Variable) and not tag.says.filters
    )


def _level(tag: Tag) -> str:
    return tag.says.level if isinstance(tag.says, Statement) else ""


def _set_breaks_apart(element: Element) -> None:
    """Put the breaks that a paragraph holds besides its tag into one of their own: its own will not be written."""
    breaks = [mark for mark in element.iter(w("br")) if mark.get(w("type")) is not None]
    section = element.find(f"{w('pPr')}/{w('sectPr')}")
    if not breaks and section is None:
        return
    apart = word_element(None, "p")
    if section is not None:
        word_element(apart, "pPr").append(section)
    for mark in breaks:
        word_element(apart, "r").append(mark)
    element.addnext(apart)


def paragraphs_of_row(row: Element) -> list[Element]:
    """Return the paragraphs of a row, without those of tables within it."""
    return [paragraph for paragraph in row.iter(PARAGRAPH) if next(paragraph.iterancestors(ROW), None) is row]


def boxes_in(paragraph: Element) -> list[Element]:
    """Return the text boxes that hang on a paragraph, without those that hang on one within them."""
    boxes = paragraph.iter(w("txbxContent"))
    return [box for box in boxes if next(box.iterancestors(PARAGRAPH), None) is paragraph]


def _inner_statements(block: Block[Element], part: TemplatePart) -> Iterator[Tag]:
    """Yield the tags of paragraphs and rows that are statements within a block: they are none of its contents."""
    for branch in block.branches:
        for node in branch.contents:
            if isinstance(node, Block):
                yield from part.paragraph(next(node.first.iter(PARAGRAPH))).tags
                yield from _inner_statements(node, part)
                yield from _continuations(node)


def _continuations(block: Block[Element]) -> Iterator[Tag]:
    """Yield tags of the conditions with which a block goes on."""
    for branch in block.branches[1:]:
        if branch.condition is not None:
            yield Tag(0, 0, "", Statement("elif", condition=branch.condition))


def _width_of(section: Element | None) -> int:
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    if size is None or margins is None:
        return _LARGEST // 2
    sides = [int(margins.get(w(side), "0")) for side in ("left", "right", "gutter")]
    return max(1, int(size.get(w("w"), "11906")) - sum(sides))
