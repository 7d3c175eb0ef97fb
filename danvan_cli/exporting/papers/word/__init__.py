"""A Word template filled in as a paper whose numbers can be found again, or all that is wrong with the template."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.document_properties import PropertiesCheck, fill_properties, tagged
from danvan_cli.exporting.papers.forms import template_name
from danvan_cli.exporting.papers.kept_numbers import OURS, is_ours
from danvan_cli.exporting.papers.language.tagged_text import listed_of
from danvan_cli.exporting.papers.template_faults import (
    FaultyTemplateError,
    TemplateFault,
    told_without_tags,
)
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word.docx_package import DocxPackage, TextPart, opened
from danvan_cli.exporting.papers.word.own_pages import without_name
from danvan_cli.exporting.papers.word.part_filling import PartFiller
from danvan_cli.exporting.papers.word.row_marks import PaperBookmarks
from danvan_cli.exporting.papers.word.template_check import TemplateCheck
from danvan_cli.exporting.papers.word.template_parts import TemplatePart
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element, child_text
from danvan_cli.spreadsheet.saving import refuse_existing
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug
from danvan_cli.text.visible import visible

NO_LIST = Message(
    "no-repeated-paper",
    N_(
        "{file}: this is one paper for all records, and not one for each, as certificates are. Name a file that ends "
        "in .docx, and no folder."
    ),
)

_DAYS = ("created", "modified")


class PaperResult(NamedTuple):
    """What was written: files, numbers by the names of their bookmarks, records on whose pages nobody's name stands.

    `grouped` are those that are one row of a list, and several things without their names;
    `warnings` are of the template as a whole, `others` the papers in the folder that are not of this writing;
    `lists`: how many can be compared.
    """

    files: Sequence[Path]
    numbers: Mapping[str, PaperNumber]
    nameless: Sequence[str] = ()
    warnings: Sequence[TemplateFault] = ()
    others: Sequence[str] = ()
    grouped: Sequence[str] = ()
    lists: int = 0


def faults_of(template: Path, answers: PaperAnswers) -> tuple[list[TemplateFault], list[TemplateFault]]:
    """Return all faults of a template, and the numbers that were typed by hand; raise FileFormatError."""
    with opened(template) as package:
        checks = [TemplateCheck(TemplatePart(part), answers) for part in package.text_parts]
        without = told_without_tags(template.name, **_what_it_has(package))
        typed = [*without, *(fault for check in checks for fault in check.typed())]
        return [*_faults(checks), *_other_faults(package, answers)], typed


def write_template(template: Path, file: Path, names: Mapping[str, str], *, force: bool = False) -> None:
    """Write a template with an office's own names in their places; raise as `fill`."""
    with opened(template) as package:
        _put_names(package.text_parts, names)
        package.write(file, None, {}, force=force)


def fill_each(  # noqa: PLR0913 - as `fill`
    template: Path,
    folder: Path,
    answers: PaperAnswers,
    details: PaperDetails,
    *,
    force: bool = False,
    preview: bool = False,
) -> PaperResult:
    """Write a paper of its own for each record of a template's first list, or only say which. Raise as `fill`."""
    with opened(template) as package:
        listed = TemplatePart(package.text_parts[0]).first_list()
        if listed is None:
            raise RequestError(NO_LIST, file=template_name(template))
    result = fill(template, None, answers, details)  # whatever is wrong with one of them is told before any is written
    names = [record["ten"] for record in answers.records(listed_of(listed.statement), ("so_luong", "ten"))]
    files = [folder / f"{place:03}-{slug(name) or OURS}.docx" for place, name in enumerate(names, 1)]
    for file in files if not force else ():
        refuse_existing(file)
    if not preview:
        folder.mkdir(exist_ok=True)
        for place, file in enumerate(files):
            fill(template, file, answers, details, force=force, only=place)
    nameless = without_name(listed, answers, is_file_each=True)
    return PaperResult(files, result.numbers, nameless, others=_other_papers(folder, files))


def _other_papers(folder: Path, files: Sequence[Path]) -> list[str]:
    """Return which papers of an earlier writing lie in a folder still: of records that have gone, or other names."""
    there = (file.name for file in folder.glob("*.docx") if not file.name.startswith("~$"))
    return sorted(set(there) - {file.name for file in files})


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

    Raise FaultyTemplateError, UnreadFilesError, FileFormatError, or WriteError as `saved` does; RequestError where
    nothing is on record of what it says.
    """
    with opened(template) as package:
        warnings = told_without_tags(template.name, **_what_it_has(package))
        _forget_old_bookmarks(package.text_parts)
        _put_names(package.text_parts, details.names)
        parts = [TemplatePart(part) for part in package.text_parts]
        faults = [*_faults([TemplateCheck(part, answers) for part in parts]), *_other_faults(package, answers)]
        if faults:
            raise FaultyTemplateError(template_name(template), faults)
        bookmarks = PaperBookmarks(_first_free(package.text_parts))
        fillers = [PartFiller(part, answers, details, bookmarks, package.rows) for part in parts]
        listed = parts[0].first_list()
        fillers[0].only = None if only is None or listed is None else (listed, only)
        for filler in fillers:
            filler.fill()
        properties = package.properties
        faults = [fault for filler in fillers for fault in filler.faults]
        if properties is not None:
            faults += fill_properties(properties, answers, details)
            _date(properties, details.date)
        if faults:
            raise FaultyTemplateError(template_name(template), faults)
        answers.refuse_nothing(bookmarks.numbers.values(), bookmarks.lists)
        for filler in fillers:
            filler.note(answers.notes)
        if file is not None:
            package.write(file, properties, {OURS: answers.origin, **bookmarks.kept}, force=force)
    nameless = without_name(listed, answers, is_file_each=False)
    grouped = dict.fromkeys(chain.from_iterable(listed.grouped for listed in bookmarks.lists))
    unnamed = [record for record in grouped if record not in nameless]
    lists = len(bookmarks.lists)
    return PaperResult([file] if file else [], bookmarks.numbers, nameless, warnings, grouped=unnamed, lists=lists)


def _faults(checks: Sequence[TemplateCheck]) -> list[TemplateFault]:
    return [fault for check in checks for fault in sorted(check.faults, key=lambda fault: fault.paragraph)]


def _what_it_has(package: DocxPackage) -> dict[str, bool]:
    """Return whether a document has tags, and whether it keeps numbers as a paper does."""
    texts = any("{" in child_text(part.root) or "}" in child_text(part.root) for part in package.text_parts)
    properties = package.properties is not None and bool(tagged(package.properties))
    has_tags = texts or properties or bool(package.tags_elsewhere)
    return {"has_tags": has_tags, "has_kept_numbers": OURS in package.custom}


def _other_faults(package: DocxPackage, answers: PaperAnswers) -> list[TemplateFault]:
    """Return the faults of properties, and tags where nothing is filled in."""
    properties = package.properties
    faults = [] if properties is None else PropertiesCheck(properties, answers).faults
    return [*faults, *package.tags_elsewhere]


def _date(properties: Element, date: str | None) -> None:
    """Have the day on which the file was made be the paper's, or none."""
    for element in list(properties):
        if str(element.tag).rpartition("}")[2] in _DAYS:
            if date:
                element.text = f"{date}T00:00:00Z"
            else:
                properties.remove(element)


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
        for element in list(part.root.iter(w("t"))):
            text = element.text or ""
            for place, name in names.items():
                text = text.replace(place, visible(name, keep_lines=True))
            if text != element.text:
                _put_lines(element, text.replace("\n", " \n"))


def _put_lines(element: Element, text: str) -> None:
    """Put a text in, of which each line ends with a space: whoever takes the text alone has its words apart."""
    first, *others = text.split("\n")
    for line in reversed(others):
        following = etree.Element(w("t"))
        following.attrib.update(element.attrib)
        following.text = line
        element.addnext(following)
        element.addnext(etree.Element(w("br")))
    element.text = first


def _first_free(parts: Sequence[TextPart]) -> int:
    """Return a number that no bookmark has."""
    ids = (mark.get(w("id"), "") for part in parts for mark in part.root.iter(w("bookmarkStart")))
    return max([0, *(int(identity) for identity in ids if identity.isdigit())]) + 1
