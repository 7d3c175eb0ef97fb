"""Bars beside the rows of a table: how much each row comes to, drawn in SVG."""

from collections.abc import Sequence

from danvan_cli.view.markup import Markup

_LENGTH = 100  # per cent of the drawing, which is as wide as its column


def bars(amounts: Sequence[int]) -> list[Markup]:
    """Return a bar an amount, the largest as long as there is room; none where there is nothing to hold against others.

    The number stands beside it, so a bar says nothing to whoever has the page read out.
    """
    if len(amounts) <= 1 or max(amounts) <= 0:
        return []
    return [_bar(_LENGTH * max(amount, 0) / max(amounts)) for amount in amounts]


def _bar(length: float) -> Markup:
    drawn = f"<rect width={length:.3g}% />" if length else ""
    return Markup(f"<svg aria-hidden=true>{drawn}</svg>")
