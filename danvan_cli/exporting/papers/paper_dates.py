"""The day of a paper as papers write it: ngày 05 tháng 02 năm 2026, ngày 23 tháng 6 năm 2026."""

from danvan_cli.text.dates import read_typed_date

_BLANK = "\u00a0" * 6
_TWO_DIGITS = 10
_SHORT_MONTHS = (1, 2)


def date_in_words(text: str) -> str:
    """Return a day in words, or room to write one in by hand.

    Days below 10 and the months 1 and 2 have two digits (QĐ 399-QĐ/TW and NĐ 30/2020/NĐ-CP), so that nobody writes
    another one before them.
    """
    stored = read_typed_date(text) if text else None
    if stored is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm{_BLANK}" if not text.strip() else text
    year, month, day = [*stored.split("-"), "", ""][:3]
    in_month = (
        f"tháng {int(month):02}" if month and int(month) in _SHORT_MONTHS else f"tháng {int(month)}" if month else ""
    )
    return " ".join(part for part in (f"ngày {int(day):02}" if day else "", in_month, f"năm {year}") if part)
