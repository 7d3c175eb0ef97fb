"""The amounts in a list's columns: in which unit they stand, and what they are in danvan's.

One rule for all that says it, the nearest first: the cell's own words (`25 triệu`), its number format, the heading, a
column `ĐVT`, what stands above the table.
"""

from decimal import Decimal

from danvan_cli.recording.amounts import StatedUnit
from danvan_cli.spreadsheet.sheets import ShownAs, Value
from danvan_cli.text.amount_units import DONG, AmountUnit, read_amount_unit, split_amount, typed_decimal
from danvan_cli.text.numbers import read_typed_hundredths

_THOUSAND = 1_000
_MUCH = 10**12  # more đồng than any model or award has: such an amount is in đồng already


def in_own_unit(value: Value, stated: StatedUnit, shown: ShownAs | None) -> str | None:
    """Return an amount as it would be typed in the record's own unit; None where it stands in that already.

    `shown` is what the cell's format adds to its number.
    """
    own, unit = stated.own, stated.unit
    if isinstance(value, str):
        with_unit = split_amount(value)
        if with_unit:
            number, plain = with_unit
            return typed_decimal(number / own.times) if plain.base == own.base else None
        hundredths = read_typed_hundredths(value)
        if hundredths is None:
            return None
        number = Decimal(hundredths).scaleb(-2)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(f"{value:.12g}") if isinstance(value, float) else Decimal(value)
        by_format = read_amount_unit(shown.words) if shown and shown.words else None
        unit = by_format if by_format and by_format.is_kind_of(own.base) else unit
        if shown:  # what is shown is in that unit; where it is the record's, or none is said, the value counts
            number /= Decimal(_THOUSAND) ** shown.thousands
    else:
        return None
    return None if unit == own else typed_decimal(number * unit.times / own.times)


def is_too_much(text: str, own: AmountUnit) -> bool:
    """Whether an amount of money that was converted cannot be meant."""
    return own.base == DONG and Decimal(text.replace(",", ".")) * own.times >= _MUCH
