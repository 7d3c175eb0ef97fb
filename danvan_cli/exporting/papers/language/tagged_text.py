"""A text with tags, wherever it stands: what in it is repeated or may be left out, and what was typed by hand."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from danvan_cli.exporting.papers.language.blocks import Block, Nesting, nest
from danvan_cli.exporting.papers.language.tags import OBJECT, tags_of
from danvan_cli.exporting.papers.language.words import Call, Output, Statement, Tag, Variable, variables_in

_WORDS_SHOWN = 8


class TextSpan(NamedTuple):
    """A part of a text that stays as it is."""

    begin: int
    end: int


class TaggedText:
    """A text with tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags = tags_of(text) if "{" in text or "}" in text else []

    @cached_property
    def first_words(self) -> str:
        """Return the words by which people find it."""
        return " ".join(self.text.replace(OBJECT, " ").split()[:_WORDS_SHOWN])

    @property
    def computed(self) -> Sequence[TextSpan]:
        """Return what the word processor computes, such as the page's number."""
        return ()

    @cached_property
    def typed(self) -> str:
        """Return the text as somebody typed it, with nothing where tags are, and what is computed, and no text."""
        text = self.text.replace(OBJECT, " ")
        for begin, end in [*((tag.begin, tag.end) for tag in self.tags), *self.computed]:
            text = f"{text[:begin]}{' ' * (end - begin)}{text[end:]}"
        return text

    @property
    def only_tag(self) -> Tag | None:
        """Return the tag that is alone in it."""
        return self.tags[0] if len(self.tags) == 1 and self.text.strip() == self.tags[0].text else None

    @property
    def statement(self) -> Statement | None:
        """Return the statement that stands for the whole of it: a tag alone, unless it stands for a row."""
        tag = self.only_tag
        if tag is None or not isinstance(tag.says, Statement) or tag.says.level == "tr":
            return None
        return tag.says._replace(level="p")

    @property
    def has_only_values(self) -> bool:
        """Whether nothing but values of a record or of the paper is written in it: no number, table or notes."""
        says = [tag.says for tag in self.tags]
        return all(not isinstance(what, Output) or isinstance(what.value, Variable) for what in says)

    @cached_property
    def nesting(self) -> Nesting[TextSpan | Tag]:
        """Return what stands in it as blocks within blocks."""
        pieces: list[TextSpan | Tag] = []
        end = 0
        for tag in self.tags:
            pieces += [TextSpan(end, tag.begin), tag]
            end = tag.end
        return nest([*pieces, TextSpan(end, len(self.text))], _inline_statement)


def _inline_statement(piece: TextSpan | Tag) -> Statement | None:
    says = piece.says if isinstance(piece, Tag) else None
    return says if isinstance(says, Statement) and not says.level else None


def outputs(tags: Iterable[Tag]) -> Iterator[tuple[Tag, Output | Statement]]:
    """Yield the tags that say something."""
    for tag in tags:
        if isinstance(tag.says, Output | Statement):
            yield tag, tag.says


def inline_keys(text: TaggedText, block: Block[TextSpan | Tag], name: str) -> tuple[str, ...]:
    """Return what is shown of the records of a list that is repeated within a paragraph."""
    first = next(place for place, tag in enumerate(text.tags) if tag is block.first)
    return keys_among(name, text.tags[first:])


def keys_among(name: str, tags: Iterable[Tag]) -> tuple[str, ...]:
    """Return what is shown in some tags of the records that go by a name."""
    named = (variable for _, says in outputs(tags) for variable in variables_in(says) if variable.name == name)
    return tuple(sorted({variable.key for variable in named if variable.key}))


def listed_of(statement: Statement) -> Call:
    """Return the question of a list that is repeated."""
    if statement.listed is None:
        raise AssertionError(statement)
    return statement.listed
