"""Have docxtpl fill a paper in from constants: nothing is counted, and no number is found again.

`render_docx.py TEMPLATE RECORDS OUT`
"""

import sys

from docxtpl import DocxTemplate
from make_papers import NUMBERS, TABLE_COLUMNS, TABLE_ROWS, TABLES


def main() -> None:
    """Write it into the file that is named."""
    template, records, out = sys.argv[1:]
    row = {f"c{column}": column for column in range(TABLE_COLUMNS)}
    context: dict[str, object] = {f"n{number}": number for number in range(NUMBERS)}
    context |= {f"t{table}": [row] * TABLE_ROWS for table in range(TABLES)}
    names = {"ten": "Vận động Nhân dân hiến đất làm đường", "don_vi": "Xã An Hiệp, huyện Bình Phú"}
    context["records"] = [{"stt": number, **names} for number in range(int(records))]
    paper = DocxTemplate(template)
    paper.render(context, autoescape=True)
    paper.save(out)


if __name__ == "__main__":
    main()
