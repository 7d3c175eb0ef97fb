"""What is sent: lists as text, and workbooks that are made when they are wanted."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = "STT,Tên mô hình,Đơn vị,TT/CN"
HEADINGS = tuple(HEAD.split(","))


def text(*lines: str, name: str = "ds.csv") -> Mapping[str, str]:
    """Return a list as text."""
    return {name: "".join(f"{line}\n" for line in lines)}


def workbook(*rows: tuple[object, ...]) -> Callable[[], bytes]:
    """Return a workbook with these rows."""

    def make() -> bytes:
        stream = io.BytesIO()
        with _page(stream) as (page, days):
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    page.write(row, column, value, *([days] if isinstance(value, date) else []))
        return stream.getvalue()

    return make


def with_formula(result: str) -> Callable[[], bytes]:
    """Return a workbook in which a formula names the unit; its result is stored if there is one."""

    def make() -> bytes:
        stream = io.BytesIO()
        with _page(stream) as (page, _):
            for column, (heading, value) in enumerate(zip(HEADINGS, ("1", "Chợ xanh", "", "TT"), strict=True)):
                page.write(0, column, heading)
                page.write(1, column, value)
            page.write_formula(1, 2, "=VLOOKUP(A2,Z:Z,1)", None, result)
        return stream.getvalue()

    return make


@contextmanager
def _page(stream: io.BytesIO) -> Iterator[tuple["Worksheet", object]]:
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        yield book.add_worksheet("Đăng ký"), book.add_format({"num_format": "dd/mm/yyyy"})
