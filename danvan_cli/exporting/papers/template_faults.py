"""What is wrong in a template: where it is, and what it is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import DanvanError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.language.words import FUNCTIONS
from danvan_cli.text.mark import N_

IN_PARAGRAPH = Message("in-paragraph", N_("{what}, paragraph {place} “{value}”: {reason}."), severity="fault")
IN_PART = Message("in-part", N_("{what} “{value}”: {reason}."), severity="fault")
IN_CELL = Message("in-template-cell", N_("{what}, cell {cell} “{value}”: {reason}."), severity="fault")
NOT_ALONE = Message(
    "tag-not-alone",
    N_("“{value}” stands for the whole row or paragraph, and what is beside it would be lost. Let it stand alone."),
    severity="fault",
)
_EXAMPLE = FUNCTIONS["so"].example
FAULTY_TEMPLATE = Message("faulty-template", N_("Nothing was written: {number} faults in {file}."))
WRITTEN_ALREADY = Message(
    "paper-as-template",
    N_(
        "{file} is a paper that danvan wrote already: it has numbers in the place of tags. Name the template that it "
        "was made from."
    ),
)
NO_TAGS = Message(
    "no-tags",
    N_("Nothing in {file} is filled in: it has no tag. Put tags where numbers belong, such as {example}."),
    severity="warning",
)


class TemplateFault(NamedTuple):
    """A fault: the part and the how-manieth paragraph, or the sheet with row and cell; first words; what is wrong.

    What is in no paragraph, such as a title, has none: 0. What is of the whole file has no part either.
    """

    part: str
    paragraph: int
    words: str
    why: RequestError
    cell: str = ""

    def is_like(self, other: "TemplateFault") -> bool:
        """Whether another one is the same thing in the same paragraph, or cell."""
        places = [(fault.part, fault.paragraph, fault.cell, fault.why.message) for fault in (self, other)]
        return places[0] == places[1] and self.why.params == other.why.params

    @property
    def is_of_file(self) -> bool:
        """Whether it is of the whole file."""
        return not self.part

    @property
    def told(self) -> DanvanError:
        """Return it as it is told."""
        if self.is_of_file:
            return self.why
        if self.cell:
            return DanvanError(IN_CELL, what=self.part, cell=self.cell, value=self.words, reason=self.why)
        if not self.paragraph:
            return DanvanError(IN_PART, what=self.part, value=self.words, reason=self.why)
        return DanvanError(IN_PARAGRAPH, what=self.part, place=self.paragraph, value=self.words, reason=self.why)


class NotATemplateError(DanvanError):
    """A paper, in which nothing is to be filled in any more."""


def told_without_tags(file: str, *, has_tags: bool, has_kept_numbers: bool) -> list[TemplateFault]:
    """Return that a file has no tag, if so; raise NotATemplateError for a paper, whose numbers would stay."""
    if has_tags:
        return []
    if has_kept_numbers:
        raise NotATemplateError(WRITTEN_ALREADY, file=file)
    return [TemplateFault("", 0, "", RequestError(NO_TAGS, file=file, example=_EXAMPLE))]


class FaultyTemplateError(DanvanError):
    """A template that cannot be filled in; `faults` say why."""

    def __init__(self, file: str, faults: Iterable[TemplateFault]) -> None:
        self.faults = list(faults)
        super().__init__(FAULTY_TEMPLATE, number=len(self.faults), file=file)

    @property
    def parts(self) -> Sequence[DanvanError]:
        """Return each fault, and that nothing was written."""
        return [*(fault.told for fault in self.faults), self]
