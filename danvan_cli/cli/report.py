from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat, UnitsBasis
from danvan_cli.cli.report_page import PAGE_ENDINGS, is_page, write_report_page
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import open_ledger, refuse_among_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.errors import InputError, RequestError, WriteError
from danvan_cli.domain.messages import NO_DATE, Message
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug
from danvan_cli.view.labels import number as number_text
from danvan_cli.view.own_words import own_words

if TYPE_CHECKING:
    from danvan_cli.exporting.papers.answers import PaperAnswers
    from danvan_cli.exporting.papers.text_filling import PaperDetails
    from danvan_cli.exporting.papers.word import PaperResult

NO_PAPER = Message("no-paper", N_("There is no paper “{value}”. Nearest: {near}. There are: {known}."))
NO_PAPER_NAME = Message("no-paper-name", N_("“{value}” is not what this paper can be called. Let it end in {known}."))
NO_FORM = Message("no-form", N_("There is no form of papers “{value}”. There are: {known}."))
PAPER_AND_TEMPLATE = Message(
    "paper-and-template", N_("Name a paper, or a template of your own by --template; not both.")
)
NOT_OF_PAGES = Message("not-of-pages", N_("A page for leaders ({value}) has one form: leave out {option}."))
TEMPLATE_ITSELF = Message(
    "template-itself",
    N_("{file} is the template: filled in, its tags would be lost. Write the paper into another file."),
)
WRITES_NO_PAPER = Message("writes-no-paper", N_("{option} only reads and writes no paper: leave out {other}."))

OTHER_PAPERS = Message(
    "other-papers",
    N_("In {folder} lie papers that are not of this writing: {number}: {files}. Delete those of which none is needed."),
    severity="warning",
)

_FILE = N_("Written: {file}")
_FILE_WOULD_BE = N_("Would be written: {file}")
_NUMBERS_KEPT, _LISTS_KEPT = N_("numbers that can be compared: {number}"), N_("lists: {number}")
_ONLY_LISTS_KEPT = N_("lists that can be compared: {number}")
_NO_FAULTS = N_("{file}: no faults.")
_WARNING = N_("Warning: {message}")
_ENDING = ".docx"
_OF_WORKBOOKS = (".xlsx", ".xlsm")
PARAGRAPH = "doan-van"  # the year in one paragraph, which is no file

Paper = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("PAPER"),
        help=N_(
            "bao-cao (the year's report), to-trinh, quyet-dinh, giay-khen or danh-sach; doan-van: a paragraph as text; "
            "else bao-cao."
        ),
    ),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=N_("FILE"),
        help=N_("The office's own template (.docx), or a workbook to be filled in (.xlsx), not a built-in one."),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_(
            "The paper to write, .docx; a folder: one for each record of its list, such as certificates; "
            ".html: a page for leaders."
        ),
    ),
]
# No lines of a paper are compared: --diff, which goes with every `dry_run`, is none of its options.
Preview = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be written."))]
Form = Annotated[
    str,
    typer.Option("--form", metavar="dang|nha-nuoc", help=N_("The Party's form, or the state's, of built-in papers.")),
]
Number = Annotated[str | None, typer.Option("--number", metavar=N_("NUMBER"), help=N_("The paper's own number."))]
Date = Annotated[str | None, typer.Option("--date", metavar=N_("DATE"), help=N_("The paper's day."))]
Lint = Annotated[
    Path | None,
    typer.Option("--lint", metavar=N_("FILE"), help=N_("Say all that is wrong in a template; write nothing.")),
]
Compare = Annotated[
    Path | None,
    typer.Option(
        "--compare",
        metavar=N_("FILE"),
        help=N_("Say which numbers of a paper were typed over, and which are not what the records say now."),
    ),
]


def run(
    ctx: typer.Context,
    paper: Paper = None,
    year: options.Year = None,
    template: Template = None,
    file: Output = None,
    form: Form = "dang",
    number: Number = None,
    date: Date = None,
    where: options.Where = None,
    units: options.UnitsOption = UnitsBasis.then,
    revision: options.Revision = None,
    lint: Lint = None,
    compare: Compare = None,
    shown: options.FormatOption = None,
    preview: Preview = False,
    force: options.Force = False,
) -> int:
    """Write a paper or a page whose numbers come from the records, or compare a paper with them."""
    from danvan_cli.exporting.frozen_ledger import FrozenLedger
    from danvan_cli.exporting.papers.answers import PaperAnswers, PaperScope

    _refuse_together({"--compare": compare, "--lint": lint, str(paper): paper, "-o": file, "--template": template})
    if file is not None and is_page(file):
        _refuse_of_page(file, {str(paper): paper, "--template": template, "--number": number, "--date": date})
        refuse_among_records(ctx, file)
        asked = QuestionText(year, where=where or (), units_now=units is UnitsBasis.now, for_people=True)
        return write_report_page(ctx, open_ledger(ctx, revision), asked, file, force=force, preview=preview)
    ledger = FrozenLedger(open_ledger(ctx, revision))
    answers = PaperAnswers(ledger, PaperScope(year, tuple(where or ()), units is UnitsBasis.now, _day(date)))
    if compare:
        return _compare(ctx, compare, answers, shown)
    answers.refuse_scope()
    if lint:
        return _lint(ctx, lint, answers, shown)
    if paper and slug(paper) == PARAGRAPH:
        return _write_paragraph(file or template, answers)
    if template and paper:
        raise RequestError(PAPER_AND_TEMPLATE)
    source = template or built_in_template(paper, form)
    if file is None:
        raise InputError(missing=["output"])
    _check_name(ctx, file, template)
    from danvan_cli.exporting.papers.text_filling import PaperDetails

    names = {} if template else names_of(form, ledger.lists.setting("office"), number)
    return _write(ctx, source, (file, preview, force), answers, PaperDetails(number, _day(date), names))


def _refuse_together(given: Mapping[str, object]) -> None:
    """Refuse what goes on beside something that only reads."""
    named = [option for option, value in given.items() if value is not None]
    if len(named) > 1 and named[0] in ("--compare", "--lint"):
        raise RequestError(WRITES_NO_PAPER, option=named[0], other=own_words(named[1], "report"))


def _refuse_of_page(file: Path, given: Mapping[str, object]) -> None:
    """Refuse what belongs to papers beside a page."""
    for option, value in given.items():
        if value is not None:
            raise RequestError(NOT_OF_PAGES, value=file.name, option=own_words(option, "report"))


def _is_folder(file: Path) -> bool:
    """Whether a folder is named, be it one that is to be made: a file's name has an ending."""
    return file.is_dir() or not file.suffix


def _check_name(ctx: click.Context, file: Path, template: Path | None) -> None:
    from danvan_cli.spreadsheet.reading import is_workbook

    if template is not None and is_workbook(template):
        own = template.suffix.lower()
        ending = own if own in _OF_WORKBOOKS else _OF_WORKBOOKS[0]
        if file.suffix.lower() != ending:
            raise RequestError(NO_PAPER_NAME, value=file.name, known=ending)
    elif not _is_folder(file) and file.suffix.lower() != _ENDING:
        raise RequestError(NO_PAPER_NAME, value=file.name, known=f"{_ENDING}, {PAGE_ENDINGS[0]}")
    if template is not None and file.exists() and template.exists() and file.samefile(template):
        raise WriteError(TEMPLATE_ITSELF, file=file.name)
    refuse_among_records(ctx, file)


def _day(typed: str | None) -> str | None:
    """Return a paper's day as it is stored; raise RequestError."""
    from danvan_cli.domain.field_types import DATE
    from danvan_cli.text.dates import last_day, read_typed_date

    if typed is None:
        return None
    date = read_typed_date(typed)
    if date is None or date != last_day(date):
        raise DATE.refused(typed) or RequestError(NO_DATE, value=typed)
    return date


def built_in_template(paper: str | None, form: str) -> Path:
    """Return the built-in template that is meant; raise RequestError."""
    from danvan_cli.domain.matching import NOTHING_NEAR
    from danvan_cli.exporting.papers.forms import FORMS, PAPERS, built_in
    from danvan_cli.text.nearest import nearest

    name = slug(paper) if paper else PAPERS[0]
    if name not in PAPERS:
        known = (*PAPERS, PARAGRAPH)
        near = nearest(name, known) or NOTHING_NEAR
        raise RequestError(NO_PAPER, value=paper or "", near=near, known=", ".join(known))
    if slug(form) not in FORMS:
        raise RequestError(NO_FORM, value=form, known=", ".join(FORMS))
    return built_in(name, FORMS[slug(form)])


def names_of(form: str, office: str | None, number: str | None = None) -> Mapping[str, str]:
    """Return what stands in the places that the built-in templates of a form have for an office's names."""
    from danvan_cli.exporting.papers.forms import FORMS, names_in

    return names_in(FORMS[slug(form)], office, number)


def _write(
    ctx: click.Context,
    template: Path,
    target: tuple[Path, bool, bool],
    answers: "PaperAnswers",
    details: "PaperDetails",
) -> int:
    """Write a paper; return the exit code."""
    from danvan_cli.exporting.papers.word import PaperResult, fill, fill_each
    from danvan_cli.exporting.unread_files import UnreadFilesError
    from danvan_cli.spreadsheet.reading import is_workbook
    from danvan_cli.spreadsheet.saving import refuse_existing

    file, preview, force = target
    if preview and not force and not _is_folder(file):
        refuse_existing(file)
    try:
        if is_workbook(template):
            from danvan_cli.exporting.papers.workbook import faults_of_workbook, fill_workbook

            numbers, lists = fill_workbook(template, None if preview else file, answers, details, force=force)
            warnings = [] if numbers else faults_of_workbook(template, answers)[1]
            of_file = [fault for fault in warnings if fault.is_of_file]
            result = PaperResult([file], numbers, warnings=of_file, lists=lists)
        elif _is_folder(file):
            result = fill_each(template, file, answers, details, force=force, preview=preview)
        else:
            result = fill(template, None if preview else file, answers, details, force=force)
    except UnreadFilesError as error:
        output.tell_unread(error.problems)
        raise
    if not preview:
        note_written(ctx)
    folder = file if _is_folder(file) else None
    _tell(result if result.files or folder else result._replace(files=[file]), folder, preview=preview)
    return 0


def _tell(result: "PaperResult", folder: Path | None, *, preview: bool) -> None:
    """Print which files were written, or would be, and say of whose pages nobody's name stands."""
    from danvan_cli.exporting.papers.word.own_pages import NOBODY_NAMED, ROWS_OF_SEVERAL
    from danvan_cli.view.messages import sentence
    from danvan_cli.view.messages import told as told_of

    told = translate(_FILE_WOULD_BE if preview else _FILE)
    kept = "" if folder else _kept(len(result.numbers), result.lists)
    for warning in result.warnings:
        output.say(translate(N_("Warning: {message}")).format(message=told_of(warning.told)))
    lines = [told.format(file=file) + kept for file in result.files]
    output.write_exactly("".join(f"{output.folded(line)}\n" for line in lines))
    if result.others:
        left = {"number": len(result.others), "files": ", ".join(result.others), "folder": str(folder)}
        output.say(translate(N_("Warning: {message}")).format(message=sentence(OTHER_PAPERS, left)))
    for message, records in ((NOBODY_NAMED, result.nameless), (ROWS_OF_SEVERAL, result.grouped)):
        if records:
            ids = {"number": len(records), "ids": ", ".join(records)}
            output.say(translate(N_("Warning: {message}")).format(message=sentence(message, ids)))


def _kept(numbers: int, lists: int) -> str:
    """Return how much of a paper can be compared again, "" for nothing."""
    said = [(_NUMBERS_KEPT, numbers), (_LISTS_KEPT if numbers else _ONLY_LISTS_KEPT, lists)]
    told = [translate(sentence).format(number=number_text(number)) for sentence, number in said if number]
    return f" ({'; '.join(told)})" if told else ""


def _write_paragraph(file: Path | None, answers: "PaperAnswers") -> int:
    """Print the year in one paragraph; return the exit code."""
    from danvan_cli.exporting.papers.year_paragraph import year_paragraph
    from danvan_cli.exporting.unread_files import UnreadFilesError

    if file is not None:
        raise RequestError(WRITES_NO_PAPER, option=PARAGRAPH, other=own_words("-o", "report"))
    try:
        output.write_exactly(year_paragraph(answers) + "\n")
    except UnreadFilesError as error:
        output.tell_unread(error.problems)
        raise
    return 0


def _lint(ctx: click.Context, template: Path, answers: "PaperAnswers", shown: OutputFormat | None) -> int:
    """Show what is wrong in a template, and what was typed by hand; return the exit code."""
    from danvan_cli.exporting.papers.fault_report import as_json, grid, lines
    from danvan_cli.spreadsheet.reading import is_workbook

    if is_workbook(template):
        from danvan_cli.exporting.papers.workbook import faults_of_workbook as faults_of
    else:
        from danvan_cli.exporting.papers.word import faults_of
    faults, typed = faults_of(template, answers)
    to = destination(ctx, shown)
    if to.form is OutputFormat.json:
        to.write_json(as_json(str(template), [*faults, *typed]))
    else:
        to.write_lines(
            lambda fold: "".join(f"{fold(line)}\n" for line in lines(template.name, faults, typed)),
            lambda: [grid(template.name, [*faults, *typed])],
        )
    return int(bool(faults))


def _compare(ctx: click.Context, paper: Path, answers: "PaperAnswers", shown: OutputFormat | None) -> int:
    """Show what became of a paper's numbers; return the exit code."""
    from danvan_cli.exporting.papers.comparing import as_json, compare, grids, lines

    to = destination(ctx, shown)
    compared = compare(paper, answers.counted)
    if to.form is OutputFormat.json:
        to.write_json(as_json(compared))
    else:
        to.write_lines(
            lambda fold: "".join(f"{fold(line)}\n" for line in lines(compared, paper.name)),
            lambda: grids(compared, paper.name),
        )
    return int(compared.differs)
