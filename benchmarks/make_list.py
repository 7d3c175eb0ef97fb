"""Make the workbook of 10.000 models that the import is measured with, and the empty data folder that it goes into."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from made_up_models import Model, ModelMaker
from made_up_units import Units, made_up_units, units_text, words
from make_folder import FOLDERS, OFFICE

FOLDER = FOLDERS / "import"
LIST = FOLDERS / "list.xlsx"
YEAR, MODELS, SEED = 2024, 10_000, 2024
_HEADINGS = (
    *("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Họ và tên", "Chức vụ", "Lĩnh vực", "Hình thức"),
    *("Ngày đăng ký", "Số người tham gia", "Nội dung", "Ghi chú"),
)
_CONTENT = "Vận động nhân dân trong ấp tham gia, công khai kết quả hằng tháng tại nhà văn hóa"


def make() -> None:
    """Make both, unless they are there."""
    if LIST.is_file() and (FOLDER / "units.yaml").is_file():
        return
    listed, rng = words(), random.Random(SEED)
    units = Units(made_up_units(listed, rng))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "danvan.yaml").write_text(OFFICE, encoding="utf-8")
    (FOLDER / "units.yaml").write_text(units_text(units.listed), encoding="utf-8")
    _write(_rows(ModelMaker(listed, units, rng).year(YEAR, MODELS)))


def _rows(models: list[Model]) -> Iterator[tuple[object, ...]]:
    for number, model in enumerate(models, 1):
        kind = "CN" if model.person else "TT"
        title = f"{model.title} {number}"  # no two are alike, whatever chance made up
        yield (
            *(number, title, model.unit.name, kind, model.person, model.position, model.field, "Đăng ký mới"),
            *("15/03/2024", number % 500, _CONTENT, ""),
        )


def _write(rows: Iterator[tuple[object, ...]]) -> None:
    with xlsxwriter.Workbook(str(LIST)) as book:
        sheet = book.add_worksheet("Đăng ký")
        sheet.write_row(0, 0, ("DANH SÁCH MÔ HÌNH ĐĂNG KÝ",))
        sheet.write_row(2, 0, _HEADINGS)
        for at, row in enumerate(rows, 3):
            sheet.write_row(at, 0, row)


if __name__ == "__main__":
    make()
    sys.stdout.write(f"{Path(LIST).name}\n")
