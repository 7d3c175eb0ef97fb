"""A Word template filled in as a paper whose numbers can be found again, or all that is wrong with the template."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.kept_numbers import OURS, is_ours
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, listed_of
from danvan_cli.exporting.papers.template_faults import FaultyTemplateError, TemplateFault
from danvan_cli.exporting.papers.text_filling import PaperDetails, TextFiller
from danvan_cli.exporting.papers.word.docx_package import PROPERTIES, DocxPackage, TextPart, opened
from danvan_cli.exporting.papers.word.part_filling import PartFiller
from danvan_cli.exporting.papers.word.row_marks import PaperBookmarks
from danvan_cli.exporting.papers.word.template_check import TemplateCheck
from danvan_cli.exporting.papers.word.template_parts import TemplatePart
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.spreadsheet.saving import refuse_existing
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug
from danvan_cli.text.visible import visible

NO_LIST = Message(
    "no-repeated-paper",
    N_(
        "{file} repeats no paragraphs for each record of a list, so there is nothing of which each has a file. "
        "Name a file that ends in .docx."
    ),
)

_TEXTS = ("title", "subject", "creator", "description", "keywords", "category")
_DAYS = ("created", "modified")


class PaperResult(NamedTuple):
    """What a paper holds: its numbers by the names of their bookmarks."""

    numbers: Mapping[str, PaperNumber]


def faults_of(template: Path, answers: PaperAnswers) -> tuple[list[TemplateFault], list[TemplateFault]]:
    """Return all faults of a template, and the numbers that were typed by hand; raise FileFormatError."""
    with opened(template) as package:
        checks = [TemplateCheck(TemplatePart(part), answers) for part in package.text_parts]
        typed = [fault for check in checks for fault in check.typed()]
        return [*_faults(checks), *_faults_of_properties(package, answers)], typed


def write_template(template: Path, file: Path, names: Mapping[str, str], *, force: bool = False) -> None:
    """Write a template with an office's own names in their places; raise as `fill`."""
    with opened(template) as package:
        _put_names(package.text_parts, names)
        package.write(file, None, {}, force=force)


def fill_each(
    template: Path, folder: Path, answers: PaperAnswers, details: PaperDetails, *, force: bool = False
) -> list[Path]:
    """Write a paper of its own for each record of a template's first list; return the files. Raise as `fill`."""
    with opened(template) as package:
        body = TemplatePart(package.text_parts[0])
        listed = body.first_list()
        if listed is None:
            raise RequestError(NO_LIST, file=template.name)
        names = [record["ten"] for record in answers.records(listed_of(listed.statement), ("so_luong", "ten"))]
    files = [folder / f"{place:03}-{slug(name) or OURS}.docx" for place, name in enumerate(names, 1)]
    for file in files if not force else ():
        refuse_existing(file)
    folder.mkdir(exist_ok=True)
    for place, file in enumerate(files):
        fill(template, file, answers, details, force=force, only=place)
    return files


def fill(  # noqa: PLR0913 - a paper is told by what it is made of
    template: Path,
    file: Path | None,
    answers: PaperAnswers,
    details: PaperDetails,
    *,
    force: bool = False,
    only: int | None = None,
) -> PaperResult:
    """Fill a template in, and write that if a file is named; of its first list `only` the record at that place.

    Raise FaultyTemplateError, UnreadFilesError, FileFormatError, or WriteError as `saved` does.
    """
    with opened(template) as package:
        _forget_old_bookmarks(package.text_parts)
        _put_names(package.text_parts, details.names)
        parts = [TemplatePart(part) for part in package.text_parts]
        faults = [*_faults([TemplateCheck(part, answers) for part in parts]), *_faults_of_properties(package, answers)]
        if faults:
            raise FaultyTemplateError(template.name, faults)
        bookmarks = PaperBookmarks(_first_free(package.text_parts))
        fillers = [PartFiller(part, answers, details, bookmarks) for part in parts]
        listed = parts[0].first_list()
        fillers[0].only = None if only is None or listed is None else (listed, only)
        for filler in fillers:
            filler.fill()
        properties = package.properties
        faults = [fault for filler in fillers for fault in filler.faults]
        if properties is not None:
            faults += _fill_properties(properties, answers, details)
        if faults:
            raise FaultyTemplateError(template.name, faults)
        for filler in fillers:
            filler.note(answers.notes)
        if file is not None:
            package.write(file, properties, {OURS: answers.origin, **bookmarks.kept}, force=force)
    return PaperResult(bookmarks.numbers)


def _faults(checks: Sequence[TemplateCheck]) -> list[TemplateFault]:
    return [fault for check in checks for fault in sorted(check.faults, key=lambda fault: fault.paragraph)]


def _faults_of_properties(package: DocxPackage, answers: PaperAnswers) -> list[TemplateFault]:
    properties = package.properties
    if properties is None:
        return []
    check = TemplateCheck(TemplatePart(TextPart("", PROPERTIES, properties)), answers)
    for element in _texts_of(properties):
        check.text(element, TaggedText(element.text or ""), {})
    return check.faults


def _texts_of(properties: Element) -> list[Element]:
    return [element for element in properties if str(element.tag).rpartition("}")[2] in _TEXTS]


def _fill_properties(properties: Element, answers: PaperAnswers, details: PaperDetails) -> list[TemplateFault]:
    """Fill the title and the like in; the day on which it was made is the paper's, or none. Return the faults."""
    faults: list[TemplateFault] = []

    def refuse(text: TaggedText, why: RequestError) -> None:
        faults.append(TemplateFault(PROPERTIES, 0, text.first_words, why))

    texts = TextFiller(answers, details, refuse)
    for element in _texts_of(properties):
        text = TaggedText(element.text or "")
        element.text = visible(texts.plain(text, text))
    for element in list(properties):
        if str(element.tag).rpartition("}")[2] in _DAYS:
            if details.date:
                element.text = f"{details.date}T00:00:00Z"
            else:
                properties.remove(element)
    return faults


def _forget_old_bookmarks(parts: Sequence[TextPart]) -> None:
    """Take the bookmarks of an earlier paper away, if one was taken as the template."""
    for part in parts:
        ours = [mark for mark in part.root.iter(w("bookmarkStart")) if is_ours(mark.get(w("name"), ""))]
        ids = {mark.get(w("id")) for mark in ours}
        ends = [mark for mark in part.root.iter(w("bookmarkEnd")) if mark.get(w("id")) in ids]
        for mark in [*ours, *ends]:
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)


def _put_names(parts: Sequence[TextPart], names: Mapping[str, str]) -> None:
    """Put an office's names where a built-in template has a place for them."""
    for part in parts if names else ():
        for element in part.root.iter(w("t")):
            for place, name in names.items():
                if place in (element.text or ""):
                    element.text = (element.text or "").replace(place, visible(name))


def _first_free(parts: Sequence[TextPart]) -> int:
    """Return a number that no bookmark has."""
    ids = (mark.get(w("id"), "") for part in parts for mark in part.root.iter(w("bookmarkStart")))
    return max([0, *(int(identity) for identity in ids if identity.isdigit())]) + 1
