"""Native charts of the overview's tables: they read the tables' own cells, and can be printed in black and white."""

from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.exporting.year_layout.counted_cells import CountedCell
from danvan_cli.view.layout import Layout

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ROWS, ROW = 15, 21  # how many rows of a sheet a chart takes, and their pixels
_HEIGHT, _GAP = ROWS * ROW - 10, 10
_MOST_BARS = 16  # that can be told apart
_MOST_SERIES = 6
_FONT = {"name": "Times New Roman", "size": 9}
_INK = "#000000"
# Told apart by how dark they are, and by hatching: colours alone are all grey on paper.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F3864"}},
    {"fill": {"color": "#BDD7EE"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1F3864", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#7F7F7F"}},
    {"pattern": {"pattern": "percent_20", "fg_color": "#000000", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
)
_HIDE_ZEROS = "#,##0;-#,##0;;"


class TablePlace(NamedTuple):
    """Where a table stands on its sheet: the row of its headings, counted from 0, and what it is."""

    sheet: str
    row: int
    table: Layout[CountedCell]

    @property
    def first(self) -> int:
        """Return the first row of numbers."""
        return self.row + 1

    @property
    def last(self) -> int:
        """Return the last row of numbers above the total."""
        return self.row + len(self.table.rows)


class ChartRequest(NamedTuple):
    """A chart of a table: of its columns (`by`: "columns"), its column of totals ("total") or its row of totals."""

    title: str
    place: TablePlace
    by: str
    kind: str
    axis: str
    counts: str


def worth_drawing(table: Layout[CountedCell], by: str) -> bool:
    """Whether there are several things to compare, and not too many to see."""
    columns = len(table.headers) - table.words - table.total_column
    if by == "footer":
        return table.footer is not None and 1 < columns <= _MOST_BARS
    few = 1 < len(table.rows) <= _MOST_BARS
    return few if by == "total" else few and columns <= _MOST_SERIES


def draw(book: "Workbook", request: ChartRequest, width: int) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    """Make a chart."""
    chart = book.add_chart({"type": request.kind})
    all_series = _SERIES[request.by](request.place)
    for number, series in enumerate(all_series):
        chart.add_series({**series, **_look(request.kind, number)})
    chart.set_title({"name": request.title, "name_font": {**_FONT, "size": 11, "bold": True}, "overlay": False})
    fonts = {"name_font": {**_FONT, "bold": False}, "num_font": _FONT}
    lines = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
    things = {**fonts, "name": request.axis}
    counts = {**fonts, "name": request.counts, "num_format": "#,##0", "min": 0, "major_gridlines": lines}
    if request.kind == "bar":  # lies on its side: the first row is to stand on top, the numbers below
        chart.set_y_axis({**things, "reverse": True, "interval_unit": 1})
        chart.set_x_axis({**counts, "label_position": "high"})
    else:
        chart.set_x_axis(things)
        chart.set_y_axis(counts)
    chart.set_legend({"none": True} if len(all_series) == 1 else {"position": "bottom", "font": _FONT})
    chart.set_size({"width": width, "height": _HEIGHT})
    chart.set_chartarea({"border": {"color": "#7F7F7F", "width": 0.75}})
    return chart


def _look(kind: str, number: int) -> dict[str, Any]:
    labels = {"value": True, "num_format": _HIDE_ZEROS, "font": _FONT}
    if kind == "line":
        marks = ("circle", "square", "triangle", "diamond", "x", "star")
        dashes = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
        return {
            "line": {"color": _INK, "width": 1.5, "dash_type": dashes[number % len(dashes)]},
            "marker": {"type": marks[number % len(marks)], "size": 6, "border": {"color": _INK}},
            "data_labels": {**labels, "position": "above"},
        }
    return {**_FILLS[number % len(_FILLS)], "border": {"color": _INK, "width": 0.75}, "data_labels": labels, "gap": 80}


def _columns(place: TablePlace) -> list[dict[str, Any]]:
    """Return a series for each column that is no total."""
    table = place.table
    columns = range(table.words, len(table.headers) - table.total_column)
    return [_series_of_column(place, column) for column in columns]


def _total(place: TablePlace) -> list[dict[str, Any]]:
    """Return a series of the last column, which holds the totals."""
    return [_series_of_column(place, len(place.table.headers) - 1)]


def _series_of_column(place: TablePlace, column: int) -> dict[str, Any]:
    return {
        "name": [place.sheet, place.row, column],
        "categories": [place.sheet, place.first, 0, place.last, 0],
        "values": [place.sheet, place.first, column, place.last, column],
    }


def _footer(place: TablePlace) -> list[dict[str, Any]]:
    """Return a series of the row of totals, each under its heading."""
    first, last = place.table.words, len(place.table.headers) - 1 - place.table.total_column
    return [
        {
            "name": [place.sheet, place.last + 1, 0],
            "categories": [place.sheet, place.row, first, place.row, last],
            "values": [place.sheet, place.last + 1, first, place.last + 1, last],
        }
    ]


_SERIES = {"columns": _columns, "total": _total, "footer": _footer}


def places(number: int, width: int) -> list[tuple[int, int, int]]:
    """Return (rows down, x, width in pixels) of so many charts, two beside each other; a last one alone has all."""
    half = (width - _GAP) // 2
    boxes = []
    for index in range(number):
        is_alone = index == number - 1 and number % 2 == 1
        boxes.append((index // 2 * ROWS, index % 2 * (half + _GAP), width if is_alone else half))
    return boxes
