"""Write as many rows as a year's workbook has, seven cells each, by XlsxWriter where it keeps none of them.

What danvan counts, sorts and reads for its workbook is not done here.
"""

import sys

import xlsxwriter

ROWS = 175_000


def main() -> None:
    """Write them into the file that is named."""
    book = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(ROWS):
        sheet.write_number(row, 0, row)
        sheet.write_number(row, 1, 2024)
        for column in range(2, 7):
            sheet.write_string(row, column, "Vận động Nhân dân")
    book.close()


if __name__ == "__main__":
    main()
