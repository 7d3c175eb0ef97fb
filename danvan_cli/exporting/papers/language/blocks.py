"""What a template repeats or may leave out: a flat row of things, some of which are tags -> blocks within blocks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.language.words import Condition, Statement
from danvan_cli.text.mark import N_

NOT_ENDED = Message(
    "block-not-ended",
    N_("What “{value}” begins is not ended beside it. Write {example} in the same text, or the same table."),
    severity="fault",
)
ENDS_NOTHING = Message(
    "block-ends-nothing", N_("“{value}” ends or continues nothing that begins beside it."), severity="fault"
)

TOO_DEEP = Message("blocks-too-deep", N_("Here too many tags lie within each other."), severity="fault")

T = TypeVar("T")
_MOST_OPEN = 20  # of what has not been ended: nobody reads such a template any more
_BEGINNING, _CONTINUING = {"if": "endif", "for": "endfor"}, ("elif", "else")


class Branch(NamedTuple, Generic[T]):
    """What stands in a block where a condition holds; without one, where no earlier one did, or for each record."""

    condition: Condition | None
    contents: list["T | Block[T]"]


class Block(NamedTuple, Generic[T]):
    """What is repeated, or may be left out; `first` is the tag that begins it."""

    first: T
    statement: Statement
    branches: list[Branch[T]]


class Nesting(NamedTuple, Generic[T]):
    """A row of things as blocks, and what is wrong with its tags."""

    nodes: "list[T | Block[T]]"
    mistakes: list[tuple[T, RequestError]]


def nest(things: Iterable[T], statement_of: Callable[[T], Statement | None]) -> Nesting[T]:
    """Return a row of things as blocks within blocks."""
    top: list[T | Block[T]] = []
    open_blocks: list[Block[T]] = []
    mistakes: list[tuple[T, RequestError]] = []
    for thing in things:
        statement = statement_of(thing)
        contents = open_blocks[-1].branches[-1].contents if open_blocks else top
        if statement is None:
            contents.append(thing)
        elif statement.word in _BEGINNING and len(open_blocks) >= _MOST_OPEN:
            mistakes.append((thing, RequestError(TOO_DEEP)))
        elif statement.word in _BEGINNING:
            block = Block(thing, statement, [Branch[T](statement.condition, [])])
            contents.append(block)
            open_blocks.append(block)
        elif not open_blocks or not _goes_on(open_blocks[-1], statement):
            mistakes.append((thing, RequestError(ENDS_NOTHING, value=statement.word)))
        elif statement.word in _CONTINUING:
            open_blocks[-1].branches.append(Branch[T](statement.condition, []))
        else:
            open_blocks.pop()
    for block in open_blocks:
        example = f"{{%{block.statement.level} {_BEGINNING[block.statement.word]} %}}"
        mistakes.append((block.first, RequestError(NOT_ENDED, value=block.statement.word, example=example)))
    return Nesting(top, mistakes)


def _goes_on(block: Block[T], statement: Statement) -> bool:
    """Whether a statement continues a block, or ends it."""
    if statement.level != block.statement.level:
        return False
    if statement.word not in _CONTINUING:
        return statement.word == _BEGINNING[block.statement.word]
    had_else = len(block.branches) > 1 and block.branches[-1].condition is None
    return block.statement.word == "if" and not had_else


def everything_in(nodes: "Sequence[T | Block[T]]") -> "Iterator[tuple[T, list[Block[T]]]]":
    """Yield each thing that is no tag, with the blocks it lies in, outermost first."""
    for node in nodes:
        if isinstance(node, Block):
            for branch in node.branches:
                for thing, blocks in everything_in(branch.contents):
                    yield thing, [node, *blocks]
        else:
            yield node, []
