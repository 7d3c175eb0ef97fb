"""All that is wrong in a text with tags, wherever it stands."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.matching import NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, TextSpan, inline_keys, listed_of
from danvan_cli.exporting.papers.language.words import (
    FUNCTIONS,
    VARIABLES,
    Call,
    Output,
    Statement,
    Tag,
    calls_in,
    variables_in,
)
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NO_VARIABLE = Message(
    "no-template-value", N_("There is no “{value}” here. Nearest: {near}. There are: {known}."), severity="fault"
)
LIST_IN_LIST = Message(
    "list-in-list",
    N_("A list within a list would stand there whole for each row. End the first one before."),
    severity="fault",
)

Lists = Mapping[str, Call]
P = TypeVar("P")


class TextCheck(ABC, Generic[P]):
    """Looks at the tags of texts, each of which has a place."""

    def __init__(self, answers: PaperAnswers) -> None:
        self._answers = answers

    @abstractmethod
    def refuse(self, place: P, text: TaggedText | None, why: RequestError) -> None:
        """Gather what is wrong at a place."""

    def text(self, place: P, text: TaggedText, lists: Lists) -> None:
        """Look at the tags of a text."""
        for tag in text.tags:
            if isinstance(tag.says, RequestError):
                self.refuse(place, text, tag.says)
        for piece, mistake in text.nesting.mistakes:
            del piece
            self.refuse(place, text, mistake)
        self._pieces(place, text, text.nesting.nodes, lists)

    def _pieces(
        self, place: P, text: TaggedText, nodes: "Sequence[TextSpan | Tag | Block[TextSpan | Tag]]", lists: Lists
    ) -> None:
        for node in nodes:
            if isinstance(node, Block):
                within = lists
                if node.statement.word == "for":
                    self.refuse_list_in_list(place, text, lists)
                    self.call(place, text, listed_of(node.statement), inline_keys(text, node, node.statement.name))
                    within = {**lists, node.statement.name: listed_of(node.statement)}
                for branch in node.branches:
                    if branch.condition is not None:
                        self.says(place, text, Statement("if", condition=branch.condition), lists)
                    self._pieces(place, text, branch.contents, within)
            elif isinstance(node, Tag) and isinstance(node.says, Output):
                self.says(place, text, node.says, lists)

    def says(self, place: P, text: TaggedText | None, says: Output | Statement, lists: Lists) -> None:
        """Look at the questions and values of a tag."""
        for call in calls_in(says):
            self.call(place, text, call)
        for variable in variables_in(says):
            known = lists if variable.key else VARIABLES
            if variable.name not in known:
                names = [*VARIABLES, *(f"{name}.…" for name in lists), *(f"{name}()" for name in FUNCTIONS)]
                value = f"{variable.name}.{variable.key}" if variable.key else variable.name
                near = nearest(variable.name, [*VARIABLES, *lists]) or NOTHING_NEAR
                self.refuse(place, text, RequestError(NO_VARIABLE, value=value, near=near, known=", ".join(names)))

    def refuse_list_in_list(self, place: P, text: TaggedText | None, lists: Lists) -> None:
        """Refuse a list where one is open."""
        if lists:
            self.refuse(place, text, RequestError(LIST_IN_LIST))

    def call(self, place: P, text: TaggedText | None, call: Call, keys: tuple[str, ...] = ()) -> None:
        """Look whether a question can be asked; `text` is where it stands, None for the first of the place."""
        try:
            self._answers.check(call, keys)
        except RequestError as error:
            self.refuse(place, text, error)
