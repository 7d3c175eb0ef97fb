"""The sheet that explains each column of a list to whoever fills it in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.domain import field_types
from danvan_cli.domain.fields import CLAIM
from danvan_cli.domain.record_types import MODELS
from danvan_cli.exporting.drop_downs import SHEET as LISTS
from danvan_cli.exporting.sheet_styles import LINE, ListWorkbook, SheetColumn, lines_of, set_page
from danvan_cli.importing.cells import cell_of, name_for
from danvan_cli.importing.columns import ASIDE, REVIEW
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = N_("Guide")
_ABOUT = N_("What stands in each column.")
_HEADS = (N_("Column"), N_("Required"), N_("What it means"), N_("How to write it"), N_("Example"))
_WIDTHS = (26, 10, 46, 52, 36)
_YES = N_("yes")
_HEAD, _FIRST = 2, 3
# What the tables of fields say nothing of, because there the command says it.
_MEANINGS = {
    "number": N_("The row's number. A corrected list keeps the numbers, so that danvan knows the rows again."),
    "title": N_("The model's name as it was registered."),
    "unit": N_("The unit that carries it out or, of a person, the one she belongs to."),
    "kind": N_("Whose it is: a collective's or a person's."),
    "awards.kind": N_("Who or what is rewarded: a collective, a person, a household or a model."),
    "awards.unit": N_("The recipient's."),
    "activities.title": N_("What was held, signed or done, as its papers call it."),
    "activities.unit": N_("The unit that held it or, of a programme, signed it."),
    "activities.form": N_("What sort of activity it is."),
    "activities.model": N_("The model that it belongs to, if it belongs to one."),
    "activities.results": N_("What it brought about in numbers; leave it empty where nobody counted."),
    "held_on": N_("The day on which it was held or, of a programme, signed."),
    "partners": N_("Who took part, or works together."),
    "outcome": N_("What came of it, in a few sentences."),
    "units.level": N_("The level it belongs to."),
    "person": N_("The person, if it is a person's."),
    "position": N_("The person's office."),
    "field": N_("The main field; one only."),
    "origin": N_("Whether it is new, carried on from last year, or copied from another model."),
    "registered_on": N_("The day on which the unit registered it."),
    "place": N_("Where it is carried out."),
    "content": N_("What is done, in a few sentences."),
    "surveyed_on": N_("The day on which somebody visited it."),
    "scores": N_("The points by this criterion."),
    "score": N_("The sum of the points."),
    "rating": N_("What the evaluation came to."),
    "decision": N_("The decision's number and symbol, as it stands on it."),
    "decided_on": N_("The day of the decision."),
    "results": N_("What it brought about in the year; leave it empty where nobody counted."),
    "recipient": N_("Who is rewarded: the collective's or the person's name; of a household, the head's."),
    "model": N_("The model that the award is for, if it is for one."),
    "form": N_("What was given."),
    "authority": N_("Who gave it."),
    "purpose": N_("What it was given for."),
    "source": N_("Who states the figure, where and when."),
    "url": N_("The page on which it stands."),
    "stated_on": N_("The day on which it was stated."),
    "claims.measure": N_("What was counted."),
    "claims.where": N_("What part of it was counted; empty: all."),
    "claims.value": N_("The number as the source states it."),
    "claims.at_least": N_("Where the source says “at least”: that number, or more."),
    "claims.more_than": N_("Where the source says “more than”: not that number itself."),
    "claims.at_most": N_("Where the source says “less than” or “at most”."),
    "name": N_("The unit's full name."),
    "parent": N_("The unit that it belongs to."),
    "aliases": N_("How people also write the name."),
    "from": N_("Its first day, if it was set up or renamed."),
    "review": N_("What becomes of the model in the coming year."),
    "note": N_("Anything else."),
}
_WRITTEN: dict[field_types.FieldType, str] = {
    field_types.TEXT: N_("Text on one line."),
    field_types.LONG: N_("Text, on several lines if need be (Alt+Enter)."),
    field_types.DATE: N_(
        "A date as 31/12/YYYY. Where only month or year is known: '12/YYYY or 'YYYY, with the mark before it."
    ),
    field_types.YEAR: N_("A year such as YYYY."),
    field_types.WHOLE: N_("A whole number, without its unit."),
    field_types.COUNT: N_("A whole number from 1 on."),
    field_types.NUMBER: N_("A number with at most two decimals, without its unit."),
    field_types.SIGNED: N_("A number; one that fell has a minus before it."),
    field_types.FLAG: N_("Yes or no; leave it empty while nothing is decided."),
    field_types.TEXTS: N_("Several are separated by “;”."),
    field_types.REFS: N_("Several are separated by “;”."),
    field_types.PERIOD: N_("A year, or several on end: YYYY or XXXX-YYYY."),
    field_types.WHERE: N_("Conditions, separated by “;”."),
    field_types.SCORERS: N_("A line for each scorer: the name, a colon, then criterion=points; …"),
    field_types.ANYTHING: N_("A line for each: key=text."),
    field_types.ID: N_("danvan fills it in."),
}
_CHOSEN = N_("Choose from the list; the sheet “{sheet}” has all of it.")
_MODEL = N_("The model's id or its full name.")
# Examples are data, as records have them; those of lists come from the office's own.
_EXAMPLES = {
    "number": "1",
    "score": "8,5",
    "title": "Tiểu thương nói không với thực phẩm bẩn",
    "activities.title": "Đối thoại với hộ kinh doanh về an toàn thực phẩm",
    "partners": "Hội Liên hiệp Phụ nữ; Đoàn Thanh niên",
    "about": "Sắp xếp chỗ bán hàng, vệ sinh chợ",
    "outcome": "Giải đáp 15 ý kiến; 40 hộ ký cam kết",
    "model": "Tiểu thương nói không với thực phẩm bẩn",
    "person": "Nguyễn Thị An",
    "recipient": "Nguyễn Thị An",
    "position": "Bí thư chi bộ",
    "place": "Chợ phường",
    "content": "Vận động hộ kinh doanh cam kết không bán thực phẩm bẩn",
    "decision": "05-QĐ/TU",
    "note": "Đã gửi hồ sơ giấy",
    "source": "Báo cáo tổng kết năm {year}",
    "url": "https://example.vn/tong-ket-{year}",
    "claims.where": "kind=tap-the; level={level}",
    "claims.text": "trên 100 mô hình",
    "name": "{name}",
    "aliases": "{aliases}",
    "ended_reason": "Đã hoàn thành mục tiêu",
}
_EXAMPLES_OF_TYPE: dict[field_types.FieldType, str] = {
    field_types.WHOLE: "120",
    field_types.COUNT: "1",
    field_types.NUMBER: "120",
    field_types.SIGNED: "187",
    field_types.YEAR: "{year}",
    field_types.PERIOD: "{earlier}-{year}",
}
# What stands for units where the folder has none below the office.
_NO_UNIT = "Phường Lái Hiếu"


class ExampleOffice(NamedTuple):
    """Whose examples they are: of which year, and which unit fills the list in, "" where nobody knows."""

    year: int
    unit: str
    lists: Lists

    @classmethod
    def of(cls, lists: Lists, years: Period, unit: str | None) -> "ExampleOffice":
        """Return what examples are taken from: the unit that is asked, else one that lies below the office's own."""
        own = lists.setting("unit") or ""
        there = [known for known in lists.units.values() if known.existed(f"{years.last}-01-01", f"{years.last}-12-31")]
        below = next((known.id for known in there if own and known.parent == own), "")
        return cls(years.last, unit or below or next((known.id for known in reversed(there)), ""), lists)

    @property
    def own(self) -> str:
        """Return the office's own unit, else the one that fills the list in."""
        own = self.lists.setting("unit") or ""
        return own if own in self.lists.units else self.unit

    def filled(self, example: str) -> str:
        """Return an example with the year, the office's level and the unit's names in it."""
        name = self.lists.unit_name(self.unit) if self.unit else _NO_UNIT
        own = self.lists.units.get(self.own)
        kind, _, rest = name.partition(" ")
        return example.format(
            year=self.year,
            earlier=self.year - 2,
            level=own.level if own else next(iter(self.lists.entries("level")), ""),
            name=name,
            aliases="; ".join([f"{kind[:1]}. {rest}", *([] if rest.isdecimal() else [rest])]) if rest else name,
        )

    def entry(self, choices: str) -> str:
        """Return the first entry of a list that is in use in the year; of levels, the unit's."""
        if choices == "level" and self.unit:
            return self.lists.units[self.unit].level
        entries = self.lists.entries(choices).values()
        return next((entry.id for entry in entries if not entry.until or entry.until >= self.year), "")


def explain(
    workbook: ListWorkbook, sheet: "Worksheet", kind: str, columns: Sequence[SheetColumn], office: ExampleOffice
) -> None:
    """Write a row for each column that people fill in, with an example out of the office's own lists."""
    sheet.write_string(0, 0, f"{translate(_ABOUT)} {translate(ASIDE)}", workbook.look(italic=True))
    for number, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(_HEAD, number, translate(head), workbook.head_look())
    look = workbook.look(text_wrap=True, border=1, border_color="#808080", num_format="@")
    visible_columns = [sheet_column for sheet_column in columns if sheet_column.look != "hidden"]
    for row, sheet_column in enumerate(visible_columns, _FIRST):
        texts = (
            sheet_column.heading,
            translate(_YES) if sheet_column.starred else "",
            _meaning(kind, sheet_column),
            _how_to_write(sheet_column),
            _example(workbook, kind, sheet_column, office),
        )
        for number, text in enumerate(texts):
            sheet.write_string(row, number, text, look)
        sheet.set_row(row, LINE * max(map(lines_of, texts, _WIDTHS)))
    sheet.freeze_panes(_FIRST, 1)
    set_page(sheet, translate(SHEET), headings=_HEAD)


def _meaning(kind: str, sheet_column: SheetColumn) -> str:
    """Return what a column is: in this list, in any, or what the table of fields says of it."""
    key = sheet_column.key.partition(".")[0] if sheet_column.column.part else sheet_column.key
    meanings = (sheet_column.about, _MEANINGS.get(f"{kind}.{key}"), _MEANINGS.get(key), sheet_column.column.field.help)
    return translate(next((text for text in meanings if text), ""))


def _how_to_write(sheet_column: SheetColumn) -> str:
    field = sheet_column.column.field
    if sheet_column.type.is_reference:
        return translate(_MODEL) if field.refers == MODELS.name else translate(_CHOSEN).format(sheet=translate(LISTS))
    return translate(
        _WRITTEN.get(field_types.ID if sheet_column.key == "mark" else sheet_column.type, _WRITTEN[field_types.TEXT])
    )


def _example(workbook: ListWorkbook, kind: str, sheet_column: SheetColumn, office: ExampleOffice) -> str:
    field = sheet_column.column.field
    if sheet_column.type is field_types.DATE:
        return format_date(f"{office.year}-03-15", language())
    if sheet_column.type is field_types.FLAG:
        return str(cell_of(field, value=True, reader=workbook.reader))
    if field is CLAIM["measure"]:
        return name_for(field, "registered", workbook.reader)
    if field.refers == "unit":
        unit = office.own if field.key == "parent" else office.unit
        return name_for(field, unit, workbook.reader) if unit else ""
    if field.choices and sheet_column.type is field_types.REF and field is not REVIEW:
        entry = office.entry(field.choices)
        return name_for(field, entry, workbook.reader) if entry else ""
    named = _EXAMPLES.get(f"{kind}.{sheet_column.key}") or _EXAMPLES.get(sheet_column.key)
    example = office.filled(named or _EXAMPLES_OF_TYPE.get(sheet_column.type, ""))
    return example.replace(",", ".") if sheet_column.type is field_types.NUMBER and language() != "vi" else example
